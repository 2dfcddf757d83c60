"""Grammar: agreement by our own tables, and what LanguageTool finds, without what is right in a letter whatever a dictionary says."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterqa import Checker
from letterqa.checks.grammar import _known
from letterqa.config import Settings
from letterqa.errors import Unavailable
from letterqa.letter import Letter, Origin
from letterqa.mentions.agreement import disagreements
from letterqa.proofreading import Slip
from letterqa.render.html import render
from letterqa.report import Report
from letterqa.termbase.concepts import TermBase
from marking import unmark
from small_letters import EN, IT

AGREE = [
    ("it", "I testimoni hanno ritirato la denuncia."),
    ("it", "Dopo l'incontro con i familiari è tornato a casa."),
    ("it", "Ogni due anni è previsto un rinnovo."),
    ("it", "Seguire le notizie è difficile."),
    ("it", "Le è stato detto di tacere."),
    ("it", "Uno dei testimoni ha ritirato la denuncia."),
    ("it", "La madre e i figli è tutto ciò che gli resta."),
    ("it", "In entrambi i paesi è vietato."),
    ("it", "Sono state le notti più lunghe; sono stati fatti passi avanti; è stato tutto inutile."),
    ("fr", "Ils ont été arrêtés ; vous avez été interrogé ; elles sont une minorité et ont été la majorité."),
    ("es", "Los hechos fueron resultado de una orden; ha sido soldado, y ha sido demasiado tarde."),
    ("pt", "As mortes foram resultado da ordem; foi soldado, e foram dados como mortos."),
    ("it", "Nessuna delle due lettere ha ricevuto risposta."),
    ("fr", "Aucune des deux lettres est arrivée."),
    ("en", "Neither of the two letters has arrived."),
    ("es", "Ninguna de las dos cartas ha llegado."),
    ("pt", "Nenhuma das duas cartas foi lida."),
    ("es", "Los testigos han retirado la denuncia."),
    ("es", "El padre de los niños ha muerto."),
    ("es", "Después de tres años fue puesto en libertad."),
    ("es", "Visitar las cárceles está prohibido."),
    ("fr", "Les témoins ont retiré leur plainte."),
    ("fr", "Le père des enfants est mort, et avec les témoins est parti le juge."),
    ("fr", "Depuis trois ans est en prison un innocent."),
    ("pt", "As testemunhas retiraram a queixa."),
    ("pt", "O pai dos meninos foi preso."),
    ("pt", "Visitar as prisões é proibido."),
    ("en", "The witnesses have withdrawn their complaint."),
    ("en", "One of the prisoners has died."),
    ("it", "La sera è stato arrestato di nuovo, e con la madre è stato espulso."),
    ("it", "Il 5 maggio è stata arrestata; il padre e le figlie sono stati picchiati."),
    ("it", "L'incidente che ha causato la ferita è avvenuto di notte."),
    ("es", "La noche fue agitado el campo, y el lunes fue detenida la madre."),
    ("pt", "Uma noite foi levado, e um dia foi presa a mãe."),
    ("de", "Die Zeugen haben die Anzeige zurückgezogen."),
]
DISAGREE = [
    ("it", "[[I manifestanti ha]] chiesto aiuto."),
    ("it", "Ieri [[alcuni agenti è]] entrato in casa."),
    ("it", "[[Tutti e due è]] in carcere."),
    ("it", "È una lettera [[alle famiglie che vive]] nel campo."),
    ("it", "[[Le donne deve]] tacere."),
    ("it", "[[La donna è stato arrestato]] nella notte."),
    ("it", "[[Il villaggio è stata bruciata]] in maggio."),
    ("it", "[[Le donne sono stati picchiati]] in cella."),
    ("es", "[[La maestra fue interrogado]] sin abogado."),
    ("es", "[[Las mujeres fueron detenidos]] en mayo."),
    ("pt", "[[As escolas foram destruídos]] em maio."),
    ("fr", "Mille maisons [[avaient été rasé]] dans la nuit."),
    ("fr", "Ceux qui [[sont détenu]] à Tambo ont faim."),
    ("it", "Le richieste [[sono stati rifiutate]] in maggio."),
    ("it", "Chi le ha viste dice che [[è stato arrestata]] di notte."),
    ("es", "Sabemos que [[han sido trasladado]] a otra cárcel."),
    ("es", "Dicen que [[fueron detenida]] sin orden."),
    ("pt", "Soubemos que [[foram levado]] de noite."),
    ("es", "[[Los soldados ha]] quemado la aldea."),
    ("es", "[[Muchas mujeres fue]] detenida."),
    ("fr", "[[Les soldats est]] entrés dans le village."),
    ("fr", "[[Plusieurs témoins avait]] peur."),
    ("pt", "[[Os soldados foi]] embora."),
    ("pt", "[[12 escolas foi]] destruídas."),
    ("en", "[[The prisoners has]] no lawyer."),
]


@pytest.mark.parametrize(("code", "text"), AGREE)
def test_agreement(code: str, text: str) -> None:
    assert [text[span.start : span.end] for span in disagreements(text, code)] == []


@pytest.mark.parametrize(("code", "marked"), DISAGREE)
def test_disagreement(code: str, marked: str) -> None:
    text, (span,) = unmark(marked)
    assert disagreements(text, code) == (span,)


class Fake:
    """A proofreader that finds given words, and says what it was asked."""

    def __init__(self, slips: dict[str, tuple[str, str, str, tuple[str, ...]]]) -> None:
        self.slips = slips
        self.asked: list[tuple[str, str | None]] = []

    def proofread(self, text: str, language: str, mother_tongue: str | None) -> tuple[Slip, ...]:
        self.asked.append((language, mother_tongue))
        return tuple(
            Slip(at, at + len(word), rule, category, issue, "Message.", proposed)
            for word, (rule, category, issue, proposed) in self.slips.items()
            if (at := text.find(word)) >= 0
        )

    def close(self) -> None:
        pass


def check(folder: Path, proofreader: object, source: str = EN, target: str = IT) -> Report:
    (folder / "letter_en.txt").write_text(source, encoding="utf-8")
    (folder / "letter_it.txt").write_text(target, encoding="utf-8")
    with Checker(Settings(only=("grammar",))) as checker:
        checker.__dict__["proofreader"] = proofreader
        return checker.check(folder / "letter_en.txt", folder / "letter_it.txt")


class Missing:
    """A proofreader that cannot."""

    def proofread(self, text: str, language: str, mother_tongue: str | None) -> tuple[Slip, ...]:
        raise Unavailable("Grammar was not checked: no LanguageTool.")

    def close(self) -> None:
        pass


def test_without_languagetool_a_dictionary_looks_for_slips(tmp_path: Path) -> None:
    report = check(tmp_path, Missing(), EN.replace("several witnesses", "several wittnesses"))
    (finding,) = report.findings
    assert (finding.rule.id, finding.suggestion) == ("grammar.spelling", "witnesses")
    (skip,) = report.skips
    assert skip.reason == "Grammar was not checked: no LanguageTool. Slips of spelling were looked for in a small dictionary."
    assert "Grammar was not checked" in render(report)


TYPO = ("MORFOLOGIK_RULE", "TYPOS", "misspelling", ("right",))


def test_what_it_says_is_in_the_finding(tmp_path: Path) -> None:
    report = check(tmp_path, Fake({"wittnesses": TYPO}), EN.replace("several witnesses", "several wittnesses"))
    (finding,) = report.findings
    assert (finding.rule.id, str(finding.severity), finding.suggestion) == ("grammar.spelling", "minor", "right")
    assert "MORFOLOGIK_RULE" in finding.message and [report.bitext.source[span] for span in finding.source] == ["wittnesses"]


def test_each_letter_is_asked_in_its_own_language(tmp_path: Path) -> None:
    fake = Fake({})
    check(tmp_path, fake, EN.replace("beat her", "beat her, in a color of their own,"))
    assert fake.asked == [("en-US", "it"), ("it", "en")]


@pytest.mark.parametrize("word", ["Celje", "Kovač", "Mary Bell", "Lubiana", "torture"])
def test_names_terms_and_words_of_the_other_letter_are_right(tmp_path: Path, word: str) -> None:
    assert check(tmp_path, Fake({word: TYPO}), EN, IT.replace("vieta la tortura", "vieta la torture")).findings == ()


def test_places_behind_emoji_and_line_breaks(tmp_path: Path) -> None:
    source = EN.replace("I thank you", "Thank you 😀 and 𝒜gain. I\nthank yuo")
    report = check(tmp_path, Fake({"yuo": TYPO}), source)
    assert [report.bitext.source[span] for finding in report.findings for span in finding.source] == ["yuo"]


def test_a_name_that_the_other_letter_has_right_is_major(tmp_path: Path) -> None:
    slip = ("MORFOLOGIK_RULE", "TYPOS", "misspelling", ("Celje",))
    report = check(tmp_path, Fake({"celye": slip}), EN.replace("from Celje", "from celye"))
    assert [(str(item.severity), item.suggestion) for item in report.findings] == [("major", "Celje")]


def test_what_is_switched_off_is_not_said(tmp_path: Path) -> None:
    assert check(tmp_path, Fake({"doctor": ("RULE", "STYLE", "style", ()), "report": ("RULE", "TYPOGRAPHY", "typographical", ())})).findings == ()


def test_a_server_that_fails_leaves_the_rest(tmp_path: Path) -> None:
    class Broken(Fake):
        def proofread(self, text: str, language: str, mother_tongue: str | None) -> tuple[Slip, ...]:
            raise Unavailable("Grammar was not checked: it failed.")

    report = check(tmp_path, Broken({}), EN, IT.replace("Un medico ha visto", "I medici ha visto"))
    assert [item.rule.id for item in report.findings] == ["grammar.agreement"]
    (skip,) = report.skips
    assert skip.family == "grammar" and skip.reason.startswith("Grammar was not checked: it failed. ")


@pytest.mark.parametrize(
    ("word", "excused"),
    [("azere", True), ("azera", True), ("karabakho", True), ("azione", False), ("govermo", False), ("cara", False), ("ka", False)],
)
def test_small_words_made_from_names_are_no_slips(word: str, excused: bool) -> None:
    text = f"Le forze {word} non lasciano l’Azerbaigian e il Karabakh."
    one = Letter("a.txt", "it", text, (), (), Origin("line", (0,)))
    assert _known(one, None, TermBase())._derived(word) is excused
