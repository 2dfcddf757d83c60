"""Placeholders: what somebody forgot to fill in or to remove is found on its exact words; all other marks stay silent."""

from __future__ import annotations

import itertools
import re

import pytest

from letterqa.letter import Letter, Origin, Span
from letterqa.mentions.placeholders import placeholders


def letter(text: str, language: str = "en") -> Letter:
    """A letter without structure: placeholders are found in the text alone."""
    return Letter("letter.txt", language, text, (), (), Origin("line", (0,)))


def found(text: str, language: str = "en") -> list[tuple[str, str]]:
    """The placeholders of a text: words and kind."""
    made = letter(text, language)
    return [(made[item.span], item.kind) for item in placeholders(made)]


SILENT = [
    ("footnote-number", "en", "The prisoners were beaten.[1] Nobody was charged [12]."),
    ("footnote-star", "en", "The prisoners were beaten.[*] Nobody was charged."),
    ("footnote-raised", "en", "The prisoners were beaten.¹ Nobody was charged.²"),
    ("sic", "en", "He wrote that “there trial [sic] was fair”."),
    ("sic-exclaimed", "it", "Ha scritto «il processo è stato equo [sic!]»."),
    ("elision-character", "en", "“They came at night […] and took him.”"),
    ("elision-dots", "fr", "« Ils sont venus [...] et l'ont emmené. »"),
    ("elision-spaced-dots", "es", "«Vinieron [ . . . ] y se lo llevaron.»"),
    ("editor-note", "it", "«È stato portato via [n.d.r.] di notte.»"),
    ("translator-note", "it", "«È stato portato via [n.d.t.] di notte.»"),
    ("editor-note-french", "fr", "« Il a été emmené [NDLR : de nuit]. »"),
    ("added-words", "en", "“They took him to [the police station in] Oruro,” she said."),
    ("added-the-un", "en", "“We asked [the UN] for help,” she said."),
    ("added-acronym", "en", "The African Commission (ACHPR) met. “It told [ACHPR] members nothing.”"),
    ("added-date", "en", "“On [the date of his arrest] nobody told us anything.”"),
    ("added-letter", "en", "“[T]he State party has failed to act.”"),
    ("added-pronoun", "de", "„Sie haben [ihn] nie wieder gesehen.“"),
    ("added-name-in-sentence", "es", "«Vimos que [ella] tenía miedo», dijo."),
    ("case-numbers", "en", "See Smith v. Jones [2019] UKSC 12 and [2021] EWCA 3."),
    ("range", "en", "The interval [0, 1] and the pages [12-14] are meant."),
    ("markdown-link", "en", "Read the [name of the report](https://example.org/report) first."),
    ("markdown-link-capitals", "en", "Read the [REPORT](https://example.org/report) first."),
    ("roman-century-before", "it", "Nel XX secolo la pena di morte è stata abolita."),
    ("roman-century-after", "es", "En el siglo XX se abolió la pena de muerte."),
    ("roman-century-french", "fr", "Au XXe siècle, la peine de mort a été abolie."),
    ("roman-session", "it", "Alla XXX Sessione del Consiglio se ne è parlato."),
    ("roman-session-bare", "pt", "A XX Assembleia aprovou o texto."),
    ("roman-article", "es", "El artículo XX de la Declaración lo prohíbe."),
    ("roman-pope", "it", "Lo disse Giovanni XXIII nel 1963."),
    ("roman-olympics", "fr", "Les XXX Jeux ont eu lieu à Londres."),
    ("genetics", "en", "Chromosomes XX and XY were mentioned in the report."),
    ("size", "en", "A shirt of size XXL was found in the cell."),
    ("ellipsis-character", "en", "They waited for hours… and nobody came."),
    ("ellipsis-dots", "en", "They waited for hours... and nobody came."),
    ("ellipsis-four-dots", "en", "They waited for hours.... Nobody came."),
    ("contents-leader", "en", "Summary .......................... 3"),
    ("contents-leader-tight", "de", "Zusammenfassung..........................12"),
    ("contents-leader-in-lines", "en", "Summary ........ 3\nThe facts ........ 14\nDemands ........ 15"),
    ("mail-in-angles", "en", "Write to the ministry <minister@justice.example> today."),
    ("address-in-angles", "en", "The list is at <https://example.org/name/list>."),
    ("address-bare-angles", "en", "The list is at <www.example.org/insert>."),
    ("guillemets-one-word", "it", "La parola «Nome» è scritta sulla porta."),
    ("guillemets-title", "fr", "Le journal « Date » l'a publié."),
    ("guillemets-without-blank", "es", "El diario «Fecha» lo publicó."),
    ("quoted-name", "en", "He signed with “name” and “date” only."),
    ("plain-words", "en", "Please insert the name and the date on the form; the signature is yours."),
    ("round-brackets", "en", "The form (name, date, signature) was empty."),
    ("round-brackets-plural", "es", "El(los) responsable(s) no fue(ron) juzgado(s)."),
    ("smaller-than", "en", "The share is < 5 % of women and > 90 % of men."),
    ("emoticon", "en", "Thank you <3 for all you do."),
    ("one-underscore", "en", "See file_name and report_2023.pdf on the disk."),
    ("two-underscores-in-name", "en", "The variable __init__ is a name in Python."),
    ("rule-of-hyphens", "en", "The facts\n---------\nShe is held."),
    ("rule-of-stars", "en", "She is held.\n\n* * *\n\nWe ask for her release."),
    ("spanish-todo", "es", "Todo el mundo lo sabe y todo cambió."),
    ("spanish-todo-sentence", "es", "TODOS LOS PRESOS fueron liberados."),
    ("portuguese-todo", "pt", "Todo dia ela escreve uma carta."),
    ("percent-sign", "en", "About 30% OF_THE cases ended so."),
    ("ampersand", "en", "Smith & Sons sold the arms; AT&T did not."),
    ("error-word", "en", "Error! That was all the judge said."),
    ("bookmark-word", "en", "The bookmark in her book was taken away."),
    ("single-braces", "en", "The set {1, 2, 3} is an example."),
    ("dollar-amount", "en", "It cost $20 and then ${} nothing."),
    ("date-figures", "it", "La lettera è del 03/11/2024 e non del 3.11.24."),
    ("case-reference", "en", "Ref: ASA 12/3456/2024, UA 12/24."),
    ("model-name", "en", "The XX-12 rifle and the X2 drone were sold."),
    ("lorem-word", "it", "Il professor Lorem non ha parlato."),
    ("abbreviated-name", "en", "The witness, N. N., and Mr X were heard."),
    ("tbc-inside-word", "en", "The TBCs of the outbreak were treated."),
    ("bracket-around-acronym-known", "de", "Der Rat [UNHRC] tagte. Der UNHRC beschloss nichts."),
    ("added-acronym-alone", "es", "«Pedimos ayuda a [ACNUR] muchas veces», dijo."),
    ("added-the-group", "en", "“We left [the city] with [the group] at night.”"),
    ("added-article-italian", "it", "«Siamo usciti da [la città] di notte.»"),
    ("name-withheld", "en", "My husband [name withheld] was taken away."),
    ("names-withheld-long", "en", "Two witnesses [names withheld for security reasons] were heard."),
    ("name-changed-german", "de", "Amina [Name geändert] wurde verhaftet."),
    ("name-reserved-spanish", "es", "La testigo [nombre reservado] fue oída."),
    ("tuberculosis", "it", "Nel carcere molti sono malati di TBC."),
    ("tuberculosis-in-brackets", "de", "Viele leiden an Tuberkulose (TBC) und Hunger."),
    ("shouted-spanish-todo", "es", "POR TODO ELLO, LE PEDIMOS QUE LOS LIBERE."),
    ("unidentified-body", "es", "Los cuerpos fueron enterrados como NN."),
    ("contents-leader-spaced", "en", "The facts . . . . . . . . 14"),
    ("contents-leader-ellipses", "en", "The facts ………… 14"),
    ("markdown-strong", "en", "We say: __release her__ and __drop the charges.__ Now."),
    ("roman-article-english", "en", "Under article XX of the Declaration this is forbidden."),
    ("two-question-marks", "en", "Why was she arrested?? Nobody knows."),
    ("number-in-brackets", "en", "Some [35,000] people fled."),
]

# "⟦" and "⟧" stand around what must be found.
FIRING = [
    ("name-capitals", "en", "Dear ⟦[NAME]⟧,", "bracket"),
    ("name-lower", "en", "Dear ⟦[name]⟧,", "bracket"),
    ("date-italian", "it", "Roma, ⟦[DATA]⟧", "bracket"),
    ("name-french", "fr", "Monsieur ⟦[NOM]⟧,", "bracket"),
    ("name-spanish", "es", "Estimado ⟦[NOMBRE]⟧:", "bracket"),
    ("date-german", "de", "Bern, ⟦[DATUM]⟧", "bracket"),
    ("name-portuguese", "pt", "Caro ⟦[NOME]⟧,", "bracket"),
    ("insert-date", "en", "Geneva, ⟦[insert date]⟧", "bracket"),
    ("insert-long", "en", "Geneva, ⟦[insert the date of the letter]⟧", "bracket"),
    ("insert-italian", "it", "Ginevra, ⟦[inserire la data]⟧", "bracket"),
    ("insert-french", "fr", "Genève, ⟦[insérer la date]⟧", "bracket"),
    ("insert-spanish", "es", "Ginebra, ⟦[insertar fecha]⟧", "bracket"),
    ("insert-german", "de", "Genf, ⟦[Datum einfügen]⟧", "bracket"),
    ("insert-portuguese", "pt", "Genebra, ⟦[inserir data]⟧", "bracket"),
    ("english-in-german-letter", "de", "Genf, ⟦[DATE]⟧", "bracket"),
    ("across-lines", "en", "Geneva, ⟦[insert\ndate]⟧ 2024", "bracket"),
    ("shouted-unknown", "en", "We write to ⟦[MINISTER OF JUSTICE]⟧ today.", "bracket"),
    ("in-angles", "en", "Dear ⟦<name>⟧,", "bracket"),
    ("in-braces", "en", "Dear ⟦{name}⟧,", "bracket"),
    ("double-braces", "en", "Dear ⟦{{name}}⟧,", "field"),
    ("template-tag", "en", "⟦{% if minister %}⟧Dear Sir,", "field"),
    ("dollar-braces", "en", "Dear ⟦${first_name}⟧,", "field"),
    ("merge-field", "en", "Dear ⟦«First_Name»⟧,", "field"),
    ("percent-field", "en", "Dear ⟦%FIRST_NAME%⟧,", "field"),
    ("at-signs", "en", "Dear ⟦@@NAME@@⟧,", "field"),
    ("double-angles", "en", "Dear ⟦<<Name>>⟧,", "field"),
    ("todo", "en", "⟦TODO⟧: check the figures.", "note"),
    ("fixme", "en", "The date is wrong ⟦FIXME⟧.", "note"),
    ("tbd", "en", "The hearing is on ⟦TBD⟧.", "note"),
    ("tbc", "en", "Date of the hearing: ⟦TBC⟧", "note"),
    ("todo-in-shouted-line", "en", "⟦TODO⟧: CHECK THE FIGURES", "note"),
    ("question-marks", "en", "The hearing is on ⟦???⟧ May.", "note"),
    ("lorem-ipsum", "en", "⟦Lorem ipsum⟧ dolor sit amet.", "note"),
    ("three-x", "en", "He was held for ⟦XXX⟧ days.", "letters"),
    ("many-x", "en", "Passport number ⟦XXXXXX⟧", "note"),
    ("small-x", "en", "Passport number ⟦xxxx⟧", "letters"),
    ("day-german", "de", "Bern, ⟦XX⟧. August 2024", "letters"),
    ("day-english", "en", "Geneva, ⟦XX⟧ August 2024", "letters"),
    ("day-spanish", "es", "Ginebra, ⟦XX⟧ de agosto de 2024", "letters"),
    ("day-italian", "it", "Ginevra, ⟦XX⟧ agosto 2024", "letters"),
    ("amount", "en", "He had to pay € ⟦XX⟧ to the guards.", "letters"),
    ("year", "en", "The trial of March ⟦20XX⟧ was unfair.", "letters"),
    ("date-mask", "it", "Ginevra, ⟦gg/mm/aaaa⟧", "letters"),
    ("date-mask-german", "de", "Genf, ⟦TT.MM.JJJJ⟧", "letters"),
    ("date-mask-french", "fr", "Genève, ⟦jj/mm/aaaa⟧", "letters"),
    ("date-mask-small-x", "en", "Geneva, ⟦xx/xx/2024⟧", "letters"),
    ("day-small-x", "de", "Bern, ⟦xx⟧. August 2024", "letters"),
    ("date-mask-english", "en", "Geneva, ⟦DD/MM/YYYY⟧", "letters"),
    ("date-mask-x", "en", "Geneva, ⟦XX/XX/2024⟧", "letters"),
    ("ruled-line", "en", "Signature: ⟦__________⟧", "blank"),
    ("ruled-day", "en", "Geneva, ⟦__⟧ December 2024", "blank"),
    ("ruled-day-of-figures", "de", "Bern, ⟦__⟧.12.2024", "blank"),
    ("ruled-day-and-month", "fr", "Genève, ⟦__/__⟧/2024", "blank"),
    ("ruled-day-long", "en", "Geneva, ⟦____⟧ December 2024", "blank"),
    ("dotted-characters", "en", "Geneva, ⟦……⟧ December 2020", "blank"),
    ("dotted-line", "en", "Name: ⟦..............⟧", "blank"),
    ("spaced-dots", "en", "Name: ⟦. . . . . .⟧", "blank"),
    ("bookmark", "en", "Geneva⟦[bookmark: _GoBack]⟧, 3 May", "residue"),
    ("image", "en", "⟦[image1]⟧ The prison.", "residue"),
    ("conditional", "en", "⟦[if !supportLists]⟧ Release her.", "residue"),
    ("reference-english", "en", "See ⟦Error! Reference source not found.⟧", "residue"),
    ("bookmark-english", "en", "See ⟦Error! Bookmark not defined.⟧", "residue"),
    ("reference-italian", "it", "Si veda ⟦Errore. L'origine riferimento non è stata trovata.⟧", "residue"),
    ("reference-italian-curly", "it", "Si veda ⟦Errore. L’origine riferimento non è stata trovata.⟧", "residue"),
    ("bookmark-italian", "it", "Si veda ⟦Errore. Il segnalibro non è definito.⟧", "residue"),
    ("reference-french", "fr", "Voir ⟦Erreur ! Source du renvoi introuvable.⟧", "residue"),
    ("reference-french-narrow-blank", "fr", "Voir ⟦Erreur\u00a0! Source du renvoi introuvable.⟧", "residue"),
    ("bookmark-french", "fr", "Voir ⟦Erreur ! Signet non défini.⟧", "residue"),
    ("reference-spanish", "es", "Véase ⟦¡Error! No se encuentra el origen de la referencia.⟧", "residue"),
    ("bookmark-spanish", "es", "Véase ⟦¡Error! Marcador no definido.⟧", "residue"),
    ("reference-german", "de", "Siehe ⟦Fehler! Verweisquelle konnte nicht gefunden werden.⟧", "residue"),
    ("bookmark-german", "de", "Siehe ⟦Fehler! Textmarke nicht definiert.⟧", "residue"),
    ("reference-portuguese", "pt", "Ver ⟦Erro! A origem da referência não foi encontrada.⟧", "residue"),
    ("bookmark-portuguese", "pt", "Ver ⟦Erro! Marcador não definido.⟧", "residue"),
    ("bookmark-brazilian", "pt", "Ver ⟦Erro! Indicador não definido.⟧", "residue"),
    ("entity", "en", "Smith ⟦&amp;⟧ Sons", "residue"),
    ("entity-blank", "en", "Geneva,⟦&nbsp;⟧3 May", "residue"),
    ("entity-number", "en", "the minister⟦&#8217;⟧s letter", "residue"),
    ("broken-character", "en", "the minister⟦\ufffd⟧s letter", "residue"),
    ("field-code", "en", "See ⟦PAGEREF⟧ 12.", "residue"),
]


@pytest.mark.parametrize(("language", "text"), [pytest.param(language, text, id=name) for name, language, text in SILENT])
def test_silent(language: str, text: str) -> None:
    """Nothing is to be filled in here."""
    assert found(text, language) == []


@pytest.mark.parametrize(("language", "marked", "kind"), [pytest.param(language, text, kind, id=name) for name, language, text, kind in FIRING])
def test_fires(language: str, marked: str, kind: str) -> None:
    """The blank, and nothing around it, is found."""
    expected = [(words, kind) for words in re.findall("⟦([^⟧]*)⟧", marked)]
    assert found(re.sub("[⟦⟧]", "", marked), language) == expected


def test_silent_table_is_the_longer_one() -> None:
    """There are at least as many rows that stay silent as rows that fire."""
    assert len(SILENT) >= len(FIRING)


def test_all_in_order_and_apart() -> None:
    """Several placeholders come in the order of the text, and none inside another."""
    text = "[NAME]\nTODO: [insert date], {{name}} and «First_Name»\nGeneva, XX August 2024, [bookmark: _GoBack]"
    items = placeholders(letter(text))
    assert [text[item.span.start : item.span.end] for item in items] == [
        "[NAME]", "TODO", "[insert date]", "{{name}}", "«First_Name»", "XX", "[bookmark: _GoBack]",
    ]
    assert all(before.span.end <= after.span.start for before, after in itertools.pairwise(items))


def test_the_wider_one_wins() -> None:
    """Of two readings of the same place the one that starts first and reaches further is kept."""
    assert [item.span for item in placeholders(letter("Dear [TODO],"))] == [Span(5, 11)]


@pytest.mark.parametrize("language", ["nl", "pt-BR", "xx"])
def test_language_without_data(language: str) -> None:
    """Templates in one of the six languages are found in letters of any."""
    assert found("Beste [NAME],", language) == [("[NAME]", "bracket")]
