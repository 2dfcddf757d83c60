"""Structure checks: layout, order of the head, marks and quotes are the translator's; blocks lost, added, moved or cut are errors."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from letterqa import Checker, Settings
from letterqa.finding import Severity
from small_letters import DE, EN, ES, FR, IT, PT, Edits, check_edited, loud, said


def paragraph(text: str, opening: str) -> str:
    """The paragraph of a letter that begins with these words."""
    return next(piece for piece in text.split("\n\n") if piece.startswith(opening))


def wrapped(text: str, *openings: str) -> Edits:
    """Edits that wrap these paragraphs at 66 columns."""
    return [(piece, textwrap.fill(piece, 66)) for piece in (paragraph(text, opening) for opening in openings)]


def without_blank_lines(text: str) -> Edits:
    """An edit that removes the blank lines between the paragraphs of the body."""
    body = text[text.index("Dear Minister") :] if "Dear Minister" in text else text[text.index("Signor Ministro") :]
    return [(body, body.replace(".\n\n", ".\n"))]


SILENT = [
    ("nothing-edited", "en-it", [], []),
    ("nothing-edited-from-french", "fr-es", [], []),
    ("nothing-edited-from-portuguese", "pt-de", [], []),
    ("paragraphs-merged", "en-it", [("at the hearing.\n\nThe law", "at the hearing. The law")], []),
    ("paragraph-split", "fr-es", [], [("incendio", "incendio"), ("noche. La policía", "noche.\n\nLa policía")]),
    ("paragraphs-wrapped", "en-it", wrapped(EN, "I am writing", "According", "The law"), []),
    ("paragraphs-wrapped-in-german", "pt-de", [], wrapped(DE, "wir schreiben", "Ein Gericht", "Das Recht", "Der Verein")),
    ("no-blank-lines", "en-it", [], without_blank_lines(IT)),
    ("more-blank-lines", "de-pt", [], [("Ministra,\n\n", "Ministra,\n\n\n\n"), ("porto.", "porto.  "), ("Lisboa\n\n", "Lisboa\n\n\n")]),
    ("date-below-the-address", "en-it", [], [("Leeds, 3 maggio 2024\n\n", ""), ("1000 Lubiana\n", "1000 Lubiana\n\nLeeds, 3 maggio 2024\n")]),
    ("date-on-top", "es-fr", [("Lyon, 2 de junio de 2023\n\n", ""), ("Comité Mains ouvertes\n27", "Lyon, 2 de junio de 2023\n\nComité Mains ouvertes\n27")], []),
    ("date-at-the-end", "de-pt", [], [("Leipzig, 7 de outubro de 2022\n\n", ""), ("Presidente\n", "Presidente\n\nLeipzig, 7 de outubro de 2022\n")]),
    ("numeric-date", "fr-es", [], [("Lyon, 2 de junio de 2023", "Lyon, 02/06/2023")]),
    ("address-in-other-lines", "en-it", [], [("Via del Castello 12\n1000 Lubiana", "Via del Castello 12, 1000 Lubiana, Slovenia")]),
    ("letterhead-translated", "en-it", [], [("Open Hands Committee\n4 Mill", "Comitato Mani Aperte\n4 Mill")]),
    ("other-bullets", "en-it", [], [("• liberare", "– liberare"), ("• aprire", "– aprire"), ("• permettere", "– permettere")]),
    ("numbers-for-bullets", "fr-es", [], [("– que proteja", "1. que proteja"), ("– que reabra", "2. que reabra"), ("– que consulte", "3. que consulte")]),
    ("letters-for-bullets", "de-pt", [("- das", "a) das"), ("- die", "b) die"), ("- den", "c) den")], []),
    ("items-without-stops", "en-it", [], [("condizioni;", "condizioni"), ("percosse;", "percosse")]),
    ("items-with-commas", "es-fr", [], [("sa famille ;", "sa famille,"), ("de l'école ;", "de l'école,")]),
    ("final-stop-missing", "en-it", [], [("udienza.", "udienza")]),
    ("final-stop-missing-in-source", "de-pt", [("betreten. Ihre Familien leben von den Spenden der Nachbarn.", "betreten. Ihre Familien leben von den Spenden der Nachbarn")], []),
    ("close-inside-the-last-paragraph", "en-it", [], [("questa lettera.\n\nDistinti saluti", "questa lettera e, con l'occasione, Le porgo i miei più distinti saluti.")]),
    ("close-inside-the-last-paragraph-of-source", "de-pt", [("Für Ihre Antwort danken wir Ihnen im Voraus.\n\nMit freundlichen Grüßen", "Für Ihre Antwort, auf die wir hoffen, danken wir Ihnen im Voraus und verbleiben mit freundlichen Grüßen.")], []),
    ("other-close", "fr-es", [], [("Atentamente,", "Con el testimonio de mi más alta consideración,")]),
    ("salutation-without-comma", "en-it", [], [("Signor Ministro,", "Signor Ministro")]),
    ("subject-below-the-salutation", "es-fr", [("Asunto: amenazas contra los campesinos de Tambo\n\n", ""), ("Señor Ministro:", "Señor Ministro:\n\nAsunto: amenazas contra los campesinos de Tambo")], []),
    ("subject-without-label", "fr-es", [], [("Asunto: amenazas contra los campesinos de Tambo", "Amenazas contra los campesinos del valle de Tambo")]),
    ("title-in-its-language", "en-it", [("wrote a report.", "wrote a report for the journal “Torture Today”.")], [("scritto un referto.", "scritto un referto per la rivista «Torture Today».")]),
    ("brackets-that-explain", "en-it", [("read this report", "read this [medical] report")], [("leggere questo referto", "leggere questo referto [medico]")]),
    ("name-withheld", "fr-es", [("Rosa Quispe, a dû", "[nom supprimé], a dû")], [("Rosa Quispe, tuvo", "[nombre omitido], tuvo")]),
    ("dots-that-pause", "de-pt", [("ausübt.", "ausübt …")], [("esse direito.", "esse direito…")]),
    ("century", "es-fr", [("del río es", "del río es, en el siglo XXI,")], [("rivière est", "rivière est, au XXIe siècle,")]),
    ("sentences-exchanged", "pt-de", [], [("Ein Gericht hat die Entlassungen im August für ungültig erklärt. Trotzdem dürfen die Arbeiter den Hafen bis heute nicht betreten. Ihre Familien leben von den Spenden der Nachbarn.",
                                            "Ein Gericht hat die Entlassungen im August für ungültig erklärt. Ihre Familien leben von den Spenden der Nachbarn. Trotzdem dürfen die Arbeiter den Hafen bis heute nicht betreten.")]),
]

P_IT, P_EN = paragraph(IT, "La legge"), paragraph(EN, "The law")
P_FR, P_ES = paragraph(FR, "Le 20 avril"), paragraph(ES, "El 20 de abril")
Q_FR, Q_ES = paragraph(FR, "L'eau"), paragraph(ES, "El agua")
P_DE, P_PT = paragraph(DE, "Ein Gericht"), paragraph(PT, "Em agosto")

FIRING = [
    ("paragraph-missing", "en-it", "missing", "critical", [(P_EN, f"[[{P_EN}]]")], [(f"udienza.\n\n{P_IT}", "udienza.[[]]")]),
    ("paragraph-missing-in-spanish", "fr-es", "missing", "critical", [(P_FR, f"[[{P_FR}]]")], [(f"hijos.\n\n{P_ES}", "hijos.[[]]")]),
    ("paragraph-added", "de-pt", "added", "critical", [(f"vor.\n\n{P_DE}", "vor.[[]]")], [(P_PT, f"[[{P_PT}]]")]),
    ("list-item-missing", "en-it", "missing", "critical", [("• open an independent investigation into the beatings;", "[[• open an independent investigation into the beatings;]]")],
     [("condizioni;\n• aprire un'indagine indipendente sulle percosse;", "condizioni;[[]]")]),
    ("list-item-added", "es-fr", "added", "critical", [("familia;\n– que reabra la investigación sobre el incendio de la escuela;", "familia;[[]]")],
     [("– de rouvrir l'enquête sur l'incendie de l'école ;", "[[– de rouvrir l'enquête sur l'incendie de l'école ;]]")]),
    ("footer-missing", "en-it", "missing", "major", [(paragraph(EN, "The Open"), f"[[{paragraph(EN, 'The Open').rstrip()}]]\n")], [("Segretaria\n\n" + paragraph(IT, "Open Hands Committee è"), "Segretaria[[]]\n")]),
    ("dateline-missing", "en-it", "part", "major", [("Leeds, 3 May 2024", "[[Leeds, 3 May 2024]]")], [("LS1 4AB\n\nLeeds, 3 maggio 2024", "LS1 4AB[[]]")]),
    ("dateline-missing-in-source", "de-pt", "part", "major", [("Leipzig\n\nLeipzig, den 7. Oktober 2022", "Leipzig[[]]")], [("Leipzig, 7 de outubro de 2022", "[[Leipzig, 7 de outubro de 2022]]")]),
    ("subject-missing", "fr-es", "part", "major", [("Objet : menaces contre les paysans de Tambo", "[[Objet : menaces contre les paysans de Tambo]]")],
     [("Lima\n\nAsunto: amenazas contra los campesinos de Tambo", "Lima[[]]")]),
    ("salutation-missing", "en-it", "part", "major", [("Dear Minister,", "[[Dear Minister,]]")], [("Kovač\n\nSignor Ministro,", "Kovač[[]]")]),
    ("close-missing", "en-it", "part", "major", [("Yours sincerely,", "[[Yours sincerely,]]")], [("questa lettera.\n\nDistinti saluti", "questa lettera.[[]]")]),
    ("close-missing-in-source", "es-fr", "part", "major", [("respuesta.\n\nAtentamente,", "respuesta.[[]]")],
     [(paragraph(FR, "Veuillez"), f"[[{paragraph(FR, 'Veuillez')}]]")]),
    ("signature-missing", "de-pt", "part", "major", [("Jan Kohl\nVorsitzender", "[[Jan Kohl\nVorsitzender]]")], [("cumprimentos,\n\nJan Kohl\nPresidente", "cumprimentos,[[]]")]),
    ("paragraph-twice", "en-it", "duplicated", "major", [], [(P_IT, f"[[{P_IT}]]\n\n[[{P_IT}]]")]),
    ("paragraph-twice-in-source", "fr-es", "duplicated", "major", [(Q_FR, f"[[{Q_FR}]]"), ("mine.\n\nNous comptons", f"mine.\n\n[[{Q_FR}]]\n\nNous comptons")], []),
    ("paragraphs-exchanged", "fr-es", "moved", "major", [(Q_FR, f"[[{Q_FR}]]")], [(f"{P_ES}\n\n{Q_ES}", f"[[{Q_ES}]]\n\n{P_ES}")]),
    ("paragraph-moved-up", "en-it", "moved", "major", [(P_EN, f"[[{P_EN}]]")], [(f"{P_IT}\n\n", ""), ("Ministro,\n\nLe scrivo", f"Ministro,\n\n[[{P_IT}]]\n\nLe scrivo")]),
    ("cut-off-behind-an-article", "en-it", "truncated", "critical", [("The judge refused to read this report at the hearing.", "[[The judge refused to read this report at the hearing.]]")],
     [("Il giudice si è rifiutato di leggere questo referto all'udienza.", "[[Il giudice si è rifiutato di]]")]),
    ("cut-off-in-source", "de-pt", "truncated", "critical", [("Niemand darf seine Arbeit verlieren, weil er dieses Recht ausübt.", "[[Niemand darf seine]]")],
     [("Ninguém pode perder o trabalho por exercer esse direito.", "[[Ninguém pode perder o trabalho por exercer esse direito.]]")]),
    ("name-in-brackets", "en-it", "placeholder", "major", [], [("Signor Peter Novak", "Signor [[[NOME]]]")]),
    ("note-to-self", "fr-es", "placeholder", "major", [], [("quemaron la escuela", "quemaron la escuela [[TODO]]")]),
    ("unfilled-day-of-source", "de-pt", "placeholder", "major", [("den 7. Oktober", "den [[XX]]. Oktober")], []),
    ("residue", "en-it", "placeholder", "major", [("According to", "[[[bookmark: _GoBack]]]According to")], []),
]


@pytest.mark.parametrize(("languages", "source", "target"), [pytest.param(*row, id=name) for name, *row in SILENT])
def test_silent(checker: Checker, tmp_path: Path, languages: str, source: Edits, target: Edits) -> None:
    """A faithful translation raises nothing, whatever its layout; a full stop that is lost is left to typography."""
    assert [row for row in said(check_edited(checker, tmp_path, languages, source, target).report) if row[0] != "typography.stop"] == []


@pytest.mark.parametrize(("languages", "rule", "severity", "source", "target"), [pytest.param(*row, id=name) for name, *row in FIRING])
def test_firing(checker: Checker, tmp_path: Path, languages: str, rule: str, severity: str, source: Edits, target: Edits) -> None:
    """One error in the structure is one finding, on exactly the marked places."""
    report, left, right = check_edited(checker, tmp_path, languages, source, target)
    assert [(item.rule.id, str(item.severity), item.source, item.target) for item in loud(report)] == [(f"structure.{rule}", severity, left, right)], said(report)


STOP = "a full stop alone is missing, and a few words less at the end of the other side make a slightly better match"
ONCE_MISTAKEN = [
    ("last-item-without-stop", STOP, "en-it", [], [("avvocato di visitarla.", "avvocato di visitarla")]),
    ("items-without-stops-in-spanish", STOP, "fr-es", [], [("familia;", "familia"), ("escuela;", "escuela"), ("sobre la mina.", "sobre la mina")]),
    ("last-item-without-stop-in-portuguese", STOP, "de-pt", [], [("salários perdidos.", "salários perdidos")]),
    ("paragraph-without-stop", STOP, "en-it", [("for her release.", "for her release")], []),
    ("short-paragraph-without-stop", STOP, "de-pt", [], [("a sua resposta.", "a sua resposta")]),
    ("short-last-paragraph-with-close", "a paragraph of fourteen words or less that ends in a close is the close, and the other side's thanks are unanswered", "en-it", [],
     [("La ringrazio per l'attenzione che vorrà dedicare a questa lettera.\n\nDistinti saluti", "La ringrazio per l'attenzione e Le invio i miei migliori saluti.")]),
    ("short-last-paragraph-with-close-of-source", "as above", "es-fr", [("Confiamos en su compromiso y quedamos a la espera de su respuesta.\n\nAtentamente,", "Quedamos a la espera de su respuesta y le saludamos atentamente.")], []),
    ("name-not-disclosed", "the French list of what brackets state lacks it", "fr-es", [("Rosa Quispe, a dû", "[nom non divulgué], a dû")], [("Rosa Quispe, tuvo", "[nombre omitido], tuvo")]),
]


@pytest.mark.parametrize(
    ("languages", "source", "target"),
    [pytest.param(*row, id=name) for name, _, *row in ONCE_MISTAKEN],
)
def test_silent_since(checker: Checker, tmp_path: Path, languages: str, source: Edits, target: Edits) -> None:
    """Faithful translations that once raised an alarm, for the reason given beside them, raise none but that of typography."""
    assert [row for row in said(check_edited(checker, tmp_path, languages, source, target).report) if row[0] != "typography.stop"] == []


def test_a_file_in_another_language_than_its_name_says(checker: Checker, tmp_path: Path) -> None:
    """An English text in a file named as Italian is one critical finding about the whole letter."""
    for name, text in (("letter_en.txt", EN), ("letter_it.txt", EN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    report = checker.check(tmp_path / "letter_en.txt", tmp_path / "letter_it.txt")
    found = loud(report)
    assert [(item.rule.id, item.severity) for item in found] == [("structure.language", Severity.CRITICAL)]
    assert report.bitext.target[found[0].target[0]] == EN.strip()


def test_one_language_undeclared(checker: Checker, tmp_path: Path) -> None:
    """Two letters in one language, which nobody said they should be, are one critical finding."""
    for name in ("first.txt", "second.txt"):
        (tmp_path / name).write_text(EN, encoding="utf-8")
    report = checker.check(tmp_path / "first.txt", tmp_path / "second.txt")
    assert [(item.rule.id, item.severity) for item in loud(report)] == [("structure.language", Severity.CRITICAL)]


def test_the_same_file_twice_is_no_translation(checker: Checker, tmp_path: Path) -> None:
    """Two letters in one language are an error of the command unless both languages were declared; a name declares nothing."""
    letter = tmp_path / "letter_en.txt"
    letter.write_text("Dear Minister,\n\nNobody has seen Ana Kovač since the police took her from her home in March.\n", encoding="utf-8")
    assert [item.rule.id for item in checker.check(letter, letter).findings] == ["structure.language"]
    with Checker(Settings(source_lang="en", target_lang="en")) as declared:
        assert declared.check(letter, letter).findings == ()
