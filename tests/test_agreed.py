"""Names are spelled as the campaign agreed: what is another spelling, and what is another name, form or word."""

from __future__ import annotations

import pytest

from letterqa.agreed import misspelt
from letterqa.letter import Block, Letter, Origin, Role, Segment, Span
from letterqa.termbase.concepts import Concept, Kind, Term, TermBase
from marking import unmark

AGREED = {
    Kind.PERSON: ("Leyla Yunus", "Arif Yunus", "Ana Kovač", "Anna Kovač", "Thein Zaw Min", "Ramón Echeverría", "Ilham Karimov"),
    Kind.PLACE: ("Nagorno-Karabakh", "Martuni", "Stepanakert", "San Cristóbal de las Casas"),
    Kind.ORGANISATION: ("Human Rights Watch", "Memorial"),
}
BASE = TermBase(
    tuple(
        Concept(name, kind, tuple(Term(name, code) for code in ("en", "it", "fr", "es", "de", "pt")), rank=1, file="campaign.toml")
        for kind, names in AGREED.items()
        for name in names
    )
)
FIRING = [
    ("en", "We write about [[Leila Yunus]], who is ill."),
    ("en", "The trial of [[Thain Zaw Min]] goes on."),
    ("en", "They fled from [[Nagorno-Karabach]] at night."),
    ("en", "They fled from [[Nagorny Karabakh]] at night."),
    ("en", "A report of [[Humam Rights Watch]] says so."),
    ("en", "Many left [[Stepanekert]] in 2023."),
    ("en", "Mr [[Echevería]] is ill."),
    ("it", "Scriviamo per [[Leyla Junus]], che è malata."),
    ("it", "Il processo a [[Ramon Echevarria]] continua."),
    ("it", "Molti hanno lasciato [[Stepanakret]]."),
    ("fr", "Nous écrivons pour [[Ilham Karymov]] et sa famille."),
    ("fr", "Ils ont quitté [[San Cristobál de las Cases]]."),
    ("es", "Escribimos por [[Tein Zaw Min]], preso desde mayo."),
    ("es", "Huyeron de [[Nagorno-Karabaj]] de noche."),
    ("de", "Der Prozess gegen [[Ilhan Karimov]] dauert an."),
    ("de", "Viele haben [[Stepanakart]] verlassen."),
    ("pt", "Escrevemos por [[Leyla Yunos]], que está doente."),
    ("pt", "O senhor [[Karinov]] está preso."),
]
SILENT = [
    ("en", "Leyla Yunus and Arif Yunus are ill; LEYLA YUNUS is in prison."),
    ("en", "Ana Kovač and her sister Anna Kovač were arrested."),
    ("en", "Ana Kovac and her mother Ivana Kovač were arrested."),
    ("en", "Mrs Karimova is the wife of Ilham Karimov."),
    ("en", "Leyla Yunus's lawyer, and Leylas."),
    ("en", "Nagorno Karabakh and Nagorno\u2011Karabakh are one."),
    ("en", "In memorials of the war, the Memorials were closed."),
    ("en", "Human Wrongs Watch is not a human rights group."),
    ("en", "A martini, a Martini and a Marconi."),
    ("en", "He said: Leyla. Yunis was the name of another."),
    ("it", "Il caso di Arif e Leyla Yunus, e della famiglia Karimov."),
    ("it", "Martina è malata, e i memoriali sono chiusi."),
    ("it", "La signora Karimova è la moglie di Ilham Karimov."),
    ("fr", "L'affaire de Leyla Yunus, de Lydia Youssef et de Leïla Younès Ben Salah."),
    ("fr", "Le mémorial de la guerre est fermé."),
    ("es", "El caso de Leyla Yunus, de Ramona Echeverría y de su madre."),
    ("es", "San Cristobal de las Casas y San Cristóbal de La Laguna."),
    ("de", "Leyla Yunus’ Anwalt, Karimovs Haus und Stepanakerts Straßen."),
    ("de", "Die Denkmäler und das Memorial sind geschlossen."),
    ("pt", "O caso de Leyla Yunus e de Arif, e o memorial da guerra."),
    ("pt", "A família Karimov escreveu a Thein Zaw Min."),
]


def letter(text: str, code: str) -> Letter:
    whole = Span(0, len(text))
    return Letter("letter.txt", code, text, (Block(whole, Role("paragraph")),), (Segment(0, whole, 0),), Origin("line", (0,)))


@pytest.mark.parametrize(("code", "sentence"), FIRING)
def test_another_spelling(code: str, sentence: str) -> None:
    text, spans = unmark(sentence)
    assert [text[item.span.start : item.span.end] for item in misspelt(letter(text, code), BASE)] == [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(("code", "sentence"), SILENT)
def test_no_misspelling(code: str, sentence: str) -> None:
    assert [sentence[item.span.start : item.span.end] for item in misspelt(letter(sentence, code), BASE)] == []


def test_of_the_shipped_names_nothing_is_said() -> None:
    base = TermBase((Concept("place", Kind.PLACE, (Term("Stepanakert", "en"),), rank=0),))
    assert not list(misspelt(letter("Stepanekert is a town.", "en"), base))
