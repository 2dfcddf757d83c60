"""`letterqa lint`: what one version shows by itself, its exit codes, its output and its report."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from letterqa import Checker, Settings
from letterqa.finding import Severity
from running import Run
from small_letters import LETTERS, Edits, edited

DUTCH = (
    "Genève, 3 mei 2024\n\nGeachte minister,\n\nWij schrijven u over Amina Haddad, een lerares uit het noorden van het land. "
    "Zij zit sinds het voorjaar van vorig jaar zonder aanklacht vast.\n\n"
    "Wij vragen u haar onmiddellijk vrij te laten en te onderzoeken wie haar arrestatie heeft bevolen.\n\nHoogachtend,\n\nAnna Weiss\n"
)


@pytest.fixture(autouse=True)
def folder(workplace: Path) -> Path:
    return workplace


def written(folder: Path, code: str, edits: Edits = (), name: str = "") -> str:
    """A letter in a language after edits, as a file of the working folder; its name."""
    name = name or f"letter_{code}.txt"
    (folder / name).write_text(edited(LETTERS[code], list(edits))[0], encoding="utf-8")
    return name


WRONG_GREETING = [("Signor Ministro,", "Gentile Signor Presidente,")]

FIRING = [
    ("salutation", "it", WRONG_GREETING, "addressee.salutation", "critical", "Gentile Signor Presidente,"),
    ("salutation-of-another-gender", "de", [("Sehr geehrte Frau Ministerin,", "Sehr geehrter Herr Minister,")], "addressee.salutation", "major", "Sehr geehrter Herr Minister,"),
    ("salutation-of-somebody-else", "es", [("Señor Ministro:", "Estimado Señor Morales:")], "addressee.salutation", "critical", "Estimado Señor Morales:"),
    ("blank-in-the-address", "it", [("Signor Peter Novak", "Signor [NOME]")], "structure.placeholder", "major", "[NOME]"),
    ("blank-in-the-date", "de", [("den 7. Oktober", "den XX. Oktober")], "structure.placeholder", "major", "XX"),
    ("dots-for-the-date", "pt", [("Leipzig, 7 de outubro", "Leipzig, ……… de outubro")], "structure.placeholder", "major", "………"),
    ("note-to-self", "es", [("quemaron la escuela", "quemaron la escuela TODO")], "structure.placeholder", "major", "TODO"),
    ("residue", "en", [("According to", "[bookmark: _GoBack]According to")], "structure.placeholder", "major", "[bookmark: _GoBack]"),
]  # fmt: skip
SILENT = [
    *((f"nothing-edited-{code}", code, []) for code in sorted(LETTERS)),
    ("excellency", "it", [("Signor Ministro,", "Eccellenza,")]),
    ("by-name", "en", [("Dear Minister,", "Dear Mr. Novak,")]),
    ("no-office-in-the-address", "es", [("Ministro del Interior\n", "")]),
    ("generic", "fr", [("Tambo\n\nMonsieur le Ministre,", "Tambo\n\nMadame, Monsieur,")]),
    ("no-salutation", "de", [("Sehr geehrte Frau Ministerin,\n\n", "")]),
    ("no-address", "pt", [("Exma. Senhora Helena Costa\nMinistra do Trabalho\nRua do Sol 9\n1200-440 Lisboa\n\n", "")]),
    ("brackets-that-explain", "en", [("read this report", "read this [medical] report")]),
    ("dots-that-pause", "de", [("weil er dieses Recht ausübt.", "weil er dieses Recht ausübt …")]),
]


@pytest.mark.parametrize(("code", "edits"), [pytest.param(*row, id=name) for name, *row in SILENT])
def test_silent(checker: Checker, folder: Path, code: str, edits: Edits) -> None:
    """A letter without an error of its own raises nothing, whatever a translation might have."""
    report = checker.lint(folder / written(folder, code, edits))
    assert ([item for item in report.findings if item.severity >= Severity.MINOR], report.failed, report.incomplete) == ([], False, False)


@pytest.mark.parametrize(("code", "edits", "rule", "severity", "words"), [pytest.param(*row, id=name) for name, *row in FIRING])
def test_firing(checker: Checker, folder: Path, code: str, edits: Edits, rule: str, severity: str, words: str) -> None:
    """One error is one finding, which begins with the words themselves and points at this letter alone."""
    report = checker.lint(folder / written(folder, code, edits))
    assert [(item.rule.id, str(item.severity)) for item in report.findings] == [(rule, severity)]
    assert report.letter[report.findings[0].source[0]] == words
    assert report.findings[0].target == ()
    assert report.failed


def test_two_errors_are_two_findings(checker: Checker, folder: Path) -> None:
    report = checker.lint(folder / written(folder, "it", [*WRONG_GREETING, ("La legge", "TODO La legge")]))
    assert [item.rule.id for item in report.findings] == ["addressee.salutation", "structure.placeholder"]


def test_passes(run: Run, folder: Path) -> None:
    """Exit code 0 and one line; no report is written that nobody asked for."""
    code, out, err = run("lint", written(folder, "en"))
    assert (code, err) == (0, "")
    assert out == "PASS: letter_en.txt by itself, nothing found\n"
    assert not (folder / "reports").exists()


def test_fails(run: Run, folder: Path) -> None:
    """Exit code 1; rule, place and what it says are printed."""
    name = written(folder, "it", WRONG_GREETING)
    number = (folder / name).read_text(encoding="utf-8").split("\n").index("Gentile Signor Presidente,") + 1
    code, out, err = run("lint", name)
    assert (code, err) == (1, "")
    assert out.startswith("FAIL: letter_it.txt by itself, 1 finding\n")
    assert "critical  addressee.salutation" in out and f"letter_it.txt, line {number}" in out
    assert "“Gentile Signor Presidente,”" in out and "“Ministro della Giustizia”" in out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), 1),
        (("--fail-on", "critical"), 1),
        (("--fail-on", "never"), 0),
        (("--ignore", "addressee"), 0),
        (("--ignore", "addressee.salutation"), 0),
        (("--only", "structure"), 0),
        (("--only", "addressee"), 1),
        (("--only", "nonsense"), 2),
        (("--fail-on", "sometimes"), 2),
        (("--config", "nowhere.toml"), 2),
        (("--lang", "not a language"), 2),
    ],
)
def test_exit_codes(run: Run, folder: Path, arguments: tuple[str, ...], expected: int) -> None:
    assert run("lint", written(folder, "it", WRONG_GREETING), *arguments)[0] == expected


def test_major_does_not_fail_a_critical_gate(run: Run, folder: Path) -> None:
    name = written(folder, "es", [("quemaron la escuela", "quemaron la escuela TODO")])
    assert run("lint", name)[0] == 1
    assert run("lint", name, "--fail-on", "critical")[0] == 0


@pytest.mark.parametrize("content", [None, "", "   \n\n"])
def test_unreadable(run: Run, folder: Path, content: str | None) -> None:
    """A missing or empty file is an error of usage, told in one sentence."""
    if content is not None:
        (folder / "letter_en.txt").write_text(content, encoding="utf-8")
    code, out, err = run("lint", "letter_en.txt")
    assert (code, out) == (2, "")
    assert err.startswith("letterqa: ") and err.count("\n") == 1


def test_no_letter_named(run: Run) -> None:
    assert run("lint")[0] == 2


def test_configuration_is_heeded(run: Run, folder: Path) -> None:
    name = written(folder, "it", WRONG_GREETING)
    (folder / "letterqa.toml").write_text('[severity]\n"addressee.salutation" = "minor"\n', encoding="utf-8")
    code, out, _ = run("lint", name)
    assert code == 0 and "minor  addressee.salutation" in out
    (folder / "letterqa.toml").write_text('[severity]\n"addressee.salutation" = "off"\n', encoding="utf-8")
    assert run("lint", name)[1] == "PASS: letter_it.txt by itself, nothing found\n"


def test_language_named(run: Run, folder: Path) -> None:
    """The language is told from the text where neither the name nor an option says it, and --lang wins."""
    name = written(folder, "it", WRONG_GREETING, "lettera.txt")
    assert run("lint", name)[0] == 1
    code, out, _ = run("lint", name, "--lang", "it-CH", "--report", "-")
    assert (code, json.loads(out)["letter"]["language"]) == (1, "it-CH")


def test_language_without_data(run: Run, folder: Path) -> None:
    """What could not be checked is said, and fails only with --strict."""
    (folder / "letter_nl.txt").write_text(DUTCH, encoding="utf-8")
    code, out, _ = run("lint", "letter_nl.txt")
    assert code == 0 and "Not checked" in out and "Dutch" in out
    assert run("lint", "letter_nl.txt", "--strict")[0] == 3


def test_report(run: Run, folder: Path) -> None:
    """--report PATH writes JSON with the verdict, the letter and each finding's places in it."""
    name = written(folder, "it", WRONG_GREETING)
    code, out, _ = run("lint", name, "--report", "reports/lint.json")
    report = json.loads((folder / "reports" / "lint.json").read_text(encoding="utf-8"))
    assert code == 1 and out.startswith("FAIL")
    assert (report["schema"], report["verdict"], report["incomplete"], report["skips"]) == ("letterqa.lint/1", "fail", False, [])
    assert (report["letter"]["path"], report["letter"]["language"]) == ("letter_it.txt", "it")
    (finding,) = report["findings"]
    assert (finding["rule"], finding["severity"], finding["category"]) == ("addressee.salutation", "critical", "accuracy/mistranslation")
    text = (folder / name).read_text(encoding="utf-8")
    assert finding["places"][0]["text"] == "Gentile Signor Presidente,"
    assert all(text[place["start"] : place["end"]] == place["text"] for place in finding["places"])


def test_report_on_standard_output(run: Run, folder: Path) -> None:
    """--report - leaves standard output to the report and prints the summary on standard error."""
    code, out, err = run("lint", written(folder, "en"), "--report", "-")
    assert code == 0
    assert (json.loads(out)["verdict"], json.loads(out)["findings"]) == ("pass", [])
    assert err == "PASS: letter_en.txt by itself, nothing found\n"


def test_report_that_cannot_be_written(run: Run, folder: Path) -> None:
    (folder / "file").write_text("", encoding="utf-8")
    code, _, err = run("lint", written(folder, "en"), "--report", "file/lint.json")
    assert code == 2 and "cannot be written" in err


def test_report_is_the_same_from_the_library(checker: Checker, run: Run, folder: Path) -> None:
    name = written(folder, "it", WRONG_GREETING)
    told = json.loads(run("lint", name, "--report", "-")[1])
    assert checker.lint(name).to_dict() == told


def test_settings_gate(folder: Path) -> None:
    name = written(folder, "it", WRONG_GREETING)
    with Checker(Settings(fail_on=None)) as opened:
        report = opened.lint(name)
    assert ([item.severity for item in report.findings], report.failed) == ([Severity.CRITICAL], False)


def tracked(paragraph: Paragraph, kind: str, text: str) -> None:
    """Add a tracked change to a paragraph: kind "ins" or "del"."""
    change, piece = OxmlElement(f"w:{kind}"), OxmlElement("w:r")
    change.set(qn("w:id"), "1")
    change.set(qn("w:author"), "A")
    words = OxmlElement("w:t" if kind == "ins" else "w:delText")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    piece.append(words)
    change.append(piece)
    paragraph._p.append(change)


def word(folder: Path, code: str, changes: dict[str, list[tuple[str, str]]]) -> str:
    """A letter as a Word document with tracked changes at the end of the paragraphs that begin with these words."""
    document = docx.Document()
    for line in LETTERS[code].rstrip("\n").split("\n"):
        paragraph = document.add_paragraph(line)
        for opening, made in changes.items():
            if line.startswith(opening):
                for kind, text in made:
                    tracked(paragraph, kind, text)
    name = f"letter_{code}.docx"
    document.save(str(folder / name))
    return name


CHANGED = {"According to": [("ins", " He fell silent.")], "The law of": [("del", " without delay")]}


def test_tracked_changes(checker: Checker, run: Run, folder: Path) -> None:
    """One minor finding tells of all places where the author has not decided; the gate is not concerned."""
    name = word(folder, "en", CHANGED)
    report = checker.lint(name)
    (finding,) = report.findings
    assert (finding.rule.id, finding.severity) == ("structure.placeholder", Severity.MINOR)
    assert [report.letter[span] for span in finding.source] == [" He fell silent.", ""]
    assert "2 places" in finding.message
    code, out, _ = run("lint", name)
    assert code == 0
    assert "letter_en.docx, paragraph " in out


def test_no_tracked_changes(checker: Checker, folder: Path) -> None:
    assert checker.lint(word(folder, "en", {})).findings == ()


def test_tracked_changes_of_both_versions_in_a_check(checker: Checker, folder: Path) -> None:
    """In a check each file with tracked changes has its own finding, on its own side."""
    source = word(folder, "en", {"The law of": [("ins", " ")]})
    target = word(folder, "it", {"La legge": [("del", " subito")]})
    found = [item for item in checker.check(source, target).findings if "track" in item.message.lower()]
    assert {(bool(item.source), bool(item.target)) for item in found} == {(True, False), (False, True)}
    assert len(found) == 2


def test_help(run: Run) -> None:
    code, out, _ = run("lint", "--help")
    assert code == 0
    assert "tracked changes" in out and "--report" in out and "--fail-on" in out
