"""The campaign sheet: what it expects is held against each version alone, and what it allows to differ is no finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from letterqa import Checker, Report
from letterqa.campaign import load
from letterqa.config import Settings
from letterqa.errors import ConfigError
from running import Run
from small_letters import EN, IT

SHEET = """
deadline = 2024-12-31

[addressee.en]
person = "Mr. Peter Novak"
office = "Minister of Justice"
salutation = "Dear Minister"

[addressee.it]
person = "Peter Novak"
office = "Ministro della Giustizia"
salutation = "Signor Ministro"

[sender]
organisation = "Open Hands Committee"
signatory = "Mary Bell"

[[figure]]
value = "2,500"
en = ["people"]
it = ["persone"]
required = true

[[date]]
value = 2024-03-14
en = ["arrested"]
it = ["arrestata"]

[[name]]
en = "Ana Kovač"
it = "Ana Kovač"

[[must]]
en = "independent investigation"
it = "indagine indipendente"

[[must-not]]
en = ["so-called teacher"]
it = ["sedicente insegnante"]
"""


def check(folder: Path, sheet: str = SHEET, source: str = EN, target: str = IT, **settings: str) -> Report:
    for name, text in (("campaign.toml", sheet), ("letter_en.txt", source), ("letter_it.txt", target)):
        (folder / name).write_text(text, encoding="utf-8")
    with Checker(Settings(**({"today": "2024-06-01"} | settings))) as checker:  # type: ignore[arg-type]
        return checker.check(folder / "letter_en.txt", folder / "letter_it.txt")


def said(report: Report) -> list[tuple[str, str]]:
    """Rule and words of every finding that is not neutral, related ones included."""
    every = [item for finding in report.findings for item in (finding, *finding.related) if item.severity]
    return [
        (item.rule.id, " / ".join(letter[span] for letter, spans in ((report.bitext.source, item.source), (report.bitext.target, item.target)) for span in spans))
        for item in every
    ]


AMBASSADOR = IT.replace("Ministro della Giustizia\nVia del Castello 12\n1000 Lubiana", "Ambasciatore di Slovenia\nVia Leonardo Pisano 10\n00197 Roma")
AMBASSADOR = AMBASSADOR.replace("Peter Novak", "Marko Zupan").replace("Signor Ministro", "Signor Ambasciatore")
TWO_DESKS = SHEET.replace('person = "Peter Novak"\noffice = "Ministro della Giustizia"\nsalutation = "Signor Ministro"', 'person = "Marko Zupan"\noffice = "Ambasciatore di Slovenia"\nsalutation = "Signor Ambasciatore"')

SILENT = [
    ("all-as-expected", SHEET, EN, IT),
    ("another-desk-for-each-version", TWO_DESKS, EN, AMBASSADOR),
    ("only-one-language-has-an-addressee", SHEET.replace("[addressee.it]", "[addressee.fr]"), EN, IT),
    ("titles-and-case-do-not-matter", SHEET.replace("Mr. Peter Novak", "Peter NOVAK").replace("Minister of Justice", "minister of justice"), EN, IT),
    ("an-office-in-other-words", SHEET.replace('"Minister of Justice"', '"Justice Minister"'), EN, IT),
    ("the-figure-in-another-notation", SHEET.replace('"2,500"', "2500"), EN, IT.replace("2.500", "2 500")),
    ("another-figure-elsewhere", SHEET, EN.replace("a teacher from Celje", "one of 12 teachers from Celje"), IT.replace("un'insegnante di Celje", "una delle 12 insegnanti di Celje")),
    ("a-day-without-its-year", SHEET, EN, IT),
    ("the-sender-in-the-letterhead", SHEET.replace('signatory = "Mary Bell"\n', ""), EN, IT),
    ("a-must-in-the-plural", SHEET.replace("indagine indipendente", "indagini indipendenti"), EN, IT),
]  # fmt: skip
FIRING = [
    ("another-person", SHEET.replace('"Mr. Peter Novak"', '"Mr. Igor Horvat"'), EN, IT, "addressee.expected"),
    ("another-office", SHEET.replace('"Minister of Justice"', '"Minister of Defence"'), EN, IT, "addressee.expected"),
    ("another-salutation", SHEET.replace('"Dear Minister"', '"Your Excellency"'), EN, IT, "addressee.expected"),
    ("the-ministers-letter-to-the-ambassador", TWO_DESKS, EN, IT, "addressee.expected"),
    ("another-signatory", SHEET.replace('"Mary Bell"', '"Jane Roe"'), EN, IT, "addressee.signature"),
    ("another-organisation", SHEET.replace('"Open Hands Committee"', '"Closed Hands Society"'), EN, IT, "addressee.signature"),
    ("another-figure-in-both", SHEET, EN.replace("2,500", "2,600"), IT.replace("2.500", "2.600"), "terminology.figure"),
    ("a-figure-ten-times-too-large", SHEET, EN, IT.replace("2.500", "25.000"), "terminology.figure"),
    ("no-figure-at-all", SHEET, EN.replace("About 2,500 people", "Many"), IT.replace("Circa 2.500 persone", "In molti"), "terminology.required"),
    ("another-date-in-both", SHEET, EN.replace("14 March", "15 March"), IT.replace("14 marzo", "15 marzo"), "terminology.figure"),
    ("no-must", SHEET, EN.replace("independent investigation", "inquiry"), IT.replace("un'indagine indipendente", "un'inchiesta"), "terminology.required"),
    ("a-name-in-another-spelling-in-both", SHEET.replace("Ana Kovač", "Ana Kovačič"), EN.replace("Kovač", "Kovačik"), IT.replace("Kovač", "Kovačik"), "names.spelling"),
    ("a-must-not", SHEET, EN.replace("a teacher", "a so-called teacher"), IT.replace("un'insegnante", "una sedicente insegnante"), "terminology.forbidden"),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "source", "target"), [row[1:] for row in SILENT], ids=[row[0] for row in SILENT])
def test_silent(tmp_path: Path, sheet: str, source: str, target: str) -> None:
    assert said(check(tmp_path, sheet, source, target)) == []


@pytest.mark.parametrize(("sheet", "source", "target", "rule"), [row[1:] for row in FIRING], ids=[row[0] for row in FIRING])
def test_firing(tmp_path: Path, sheet: str, source: str, target: str, rule: str) -> None:
    assert rule in {found for found, _ in said(check(tmp_path, sheet, source, target))}


def test_without_the_sheet_another_desk_is_a_finding(tmp_path: Path) -> None:
    assert "addressee.person" in {rule for rule, _ in said(check(tmp_path, "", EN, AMBASSADOR))}


def test_the_deadline(tmp_path: Path) -> None:
    """It is judged on the day that was given, and a report without a day says that it was not."""
    assert said(check(tmp_path, today="2024-12-31")) == []
    assert [rule for rule, _ in said(check(tmp_path, today="2025-01-01"))] == ["dates.past-deadline"]
    with Checker() as checker:
        report = checker.check(tmp_path / "letter_en.txt", tmp_path / "letter_it.txt")
    assert [skip.family for skip in report.skips] == ["deadline"]
    assert "--today" in report.skips[0].reason


def test_a_table_in_the_configuration(workplace: Path, run: Run) -> None:
    """[campaign] in letterqa.toml is a sheet too, and names its own lines when it is wrong."""
    (workplace / "letter_en.txt").write_text(EN, encoding="utf-8")
    (workplace / "letter_it.txt").write_text(IT, encoding="utf-8")
    (workplace / "letterqa.toml").write_text('strict = false\n\n[campaign.addressee.en]\nperson = "Igor Horvat"\n', encoding="utf-8")
    code, out, _ = run("check", "letter_en.txt", "letter_it.txt")
    assert code == 1 and "addressee.expected" in out
    (workplace / "letterqa.toml").write_text("strict = false\n\n[campaign]\ndeadlin = 3\n", encoding="utf-8")
    code, _, err = run("check", "letter_en.txt", "letter_it.txt")
    assert code == 2 and "letterqa.toml:4:" in err and "deadlin" in err


def test_the_template_is_a_sheet(workplace: Path, run: Run) -> None:
    """What `letterqa init --campaign` writes can be used as it is, and with every line taken out of its comment."""
    assert run("init", "--campaign")[0] == 0
    sheet = workplace / "campaign.toml"
    assert load(sheet).concepts == ()
    text = sheet.read_text(encoding="utf-8")
    lines = [line.removeprefix("# ") if re.match(r"# (?:\[|[a-z-]+ = )", line) else line for line in text.split("\n")]
    lines = [line for line in lines if not line.startswith("glossaries")]
    sheet.write_text("\n".join(lines), encoding="utf-8")
    found = load(sheet)
    assert found.deadline is not None and len(found.concepts) == 5 and found.addressee("it") is not None
    assert run("init", "--campaign")[0] == 2


REFUSED = [
    ("unknown-entry", "title = 'x'\ndeadlin = 2024-01-01\n", r"campaign\.toml:2: there is no entry 'deadlin'"),
    ("bad-deadline", "deadline = 'soon'\n", r"campaign\.toml:1: 'soon' is not a date"),
    ("unknown-field", "[addressee.en]\nperson = 'x'\nrole = 'y'\n", r"campaign\.toml:3: there is no entry 'role' here"),
    ("unknown-language", "[addressee.xx-yy]\nperson = 'x'\n", r"campaign\.toml:1: column language: 'xx-yy' is not a language"),
    ("no-figure", "[[figure]]\nvalue = 'many'\nen = ['people']\n", r"campaign\.toml:2: column value: 'many' is not a figure"),
    ("no-words", "\n[[figure]]\nvalue = 3\n", r"campaign\.toml:2: say the words"),
    ("second-figure", "[[figure]]\nvalue = 3\nen = ['x']\n[[figure]]\nvalue = 'y'\nen = ['x']\n", r"campaign\.toml:5: column value: 'y'"),
    ("no-list", "figure = 3\n", r"campaign\.toml:1: write each figure as a table"),
    ("no-text", "[addressee.en]\nperson = 3\n", r"campaign\.toml:2: person must be a text"),
    ("no-file", "glossaries = ['none.csv']\n", r"campaign\.toml:1: there is no file"),
    ("no-toml", "title = \n", r"campaign\.toml is not valid TOML: .*line 1"),
    ("unknown-kind", "[[name]]\nkind = 'river'\nen = 'x'\n", r"campaign\.toml:2: 'river' is not a kind of name"),
]


@pytest.mark.parametrize(("text", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "campaign.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=reason):
        load(path)
