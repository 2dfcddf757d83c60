"""Machine reports: valid by their schemas, at the right lines, harmless whatever a letter holds, and without its words where asked."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest
from lxml import etree
from translate.storage.xliff import Xliff1File

from letterqa.finding import Skip
from letterqa.render import FORMATS, word
from letterqa.report import Report
from letterqa.waivers import Held, Waiver
from running import Run
from small_letters import EN, IT

SCHEMAS = Path(__file__).parents[1] / "schemas"
MACHINE = ("sarif", "junit", "md", "github", "gitlab", "tsv")
DAMAGED = IT.replace("14 marzo", "15 marzo").replace("A sua madre non è", "A sua madre è")


def accepted(report: Report) -> Report:
    """The report with its first finding waived, the second known, and a check that did not run."""
    first, second = report.findings[:2]
    name = report.fingerprints[id(first)]
    held = Held(Waiver(name, first.rule.id, (), "", "agreed"), "used")
    known = frozenset({report.fingerprints[id(second)]})
    skips = (Skip("grammar", "no LanguageTool"),)
    return replace(report, findings=report.findings[1:], waived=(first,), waivers=(held,), known=known, skips=skips, families=("structure", "grammar"))


def written(report: Report, kind: str, text: bool = True) -> str:
    return FORMATS[kind](report, text)


def test_sarif_is_valid(small: Report, seed: Report, hostile: Report) -> None:
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    for report in (small, seed, hostile, accepted(seed)):
        for text in (True, False):
            jsonschema.Draft7Validator(schema).validate(json.loads(written(report, "sarif", text)))


def test_sarif_says_where_and_what_became_of_it(seed: Report) -> None:
    run = json.loads(written(accepted(seed), "sarif"))["runs"][0]
    results: list[dict[str, Any]] = run["results"]
    assert len(results) == len(seed.findings)
    assert [result["baselineState"] for result in results].count("unchanged") == 1
    assert [result["suppressions"][0]["justification"] for result in results if "suppressions" in result] == ["agreed"]
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "grammar: no LanguageTool"
    assert {result["partialFingerprints"]["letterqa/v1"] for result in results} <= set(seed.fingerprints.values())
    for result in results:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_regions_are_the_words(small: Report) -> None:
    """Lines and columns cut the very words out of the text."""
    for result in json.loads(written(small, "sarif"))["runs"][0]["results"]:
        for location in (*result["locations"], *result["relatedLocations"]):
            place = location["physicalLocation"]
            letter = next(one for one in (small.bitext.source, small.bitext.target) if one.path == place["artifactLocation"]["uri"])
            region = place["region"]
            lines = letter.text.split("\n")[region["startLine"] - 1 : region["endLine"]]
            lines[-1] = lines[-1][: region["endColumn"] - 1]
            lines[0] = lines[0][region["startColumn"] - 1 :]
            assert "\n".join(lines) == region.get("snippet", {"text": ""})["text"]


def test_junit_is_valid_and_counts(small: Report, seed: Report, hostile: Report) -> None:
    schema = etree.XMLSchema(etree.parse(str(SCHEMAS / "jenkins-junit.xsd")))
    for report in (small, seed, hostile, accepted(seed)):
        root = etree.fromstring(written(report, "junit").encode())
        schema.assertValid(root)
    root = etree.fromstring(written(accepted(seed), "junit").encode())
    assert [case.get("name") for case in root.iter("testcase") if case.find("skipped") is not None] == ["grammar"]
    failing = {case.get("name") for case in root.iter("testcase") if case.find("failure") is not None}
    loud = {item.rule.family for item in accepted(seed).new if item.severity >= seed.fail_on}  # type: ignore[operator]
    assert failing == loud


def test_annotations_are_one_line_each(hostile: Report, seed: Report) -> None:
    for report in (hostile, seed):
        lines = written(report, "github").splitlines()
        assert len(lines) == len(report.findings)
        for line in lines:
            found = re.fullmatch(r"::(error|warning|notice) (file=[^,:]*)?(,line=\d+,endLine=\d+)?,?title=[^,:]*::.+", line)
            assert found, line


def test_gitlab_has_what_gitlab_asks_for(seed: Report) -> None:
    rows = json.loads(written(seed, "gitlab"))
    assert len({row["fingerprint"] for row in rows}) == len(rows) == len(seed.findings)
    for row in rows:
        assert set(row) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert row["severity"] in {"info", "minor", "major", "critical", "blocker"} and row["location"]["lines"]["begin"] >= 1


def test_the_table_is_a_table(hostile: Report, seed: Report) -> None:
    for report in (hostile, accepted(seed)):
        rows = list(csv.reader(io.StringIO(written(report, "tsv")), delimiter="\t"))
        assert {len(row) for row in rows} == {11} and len(rows) == 1 + len(report.findings) + len(report.waived)
        assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]
    assert [row[9] for row in csv.reader(io.StringIO(written(accepted(seed), "tsv")), delimiter="\t")][-1] == "waived"


def test_markdown_is_only_text(hostile: Report) -> None:
    from markdown_it import MarkdownIt

    page = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(written(hostile, "md"))
    assert "<script" not in page and "<img" not in page and "<a " not in page
    assert page.count("<tr>") == 1 + len(hostile.findings)


@pytest.mark.parametrize("kind", MACHINE)
def test_no_word_of_the_letters(seed: Report, kind: str) -> None:
    """Neither a sentence nor a name: only rules, places, counts, and the names of the files."""
    said = written(accepted(seed), kind, False)
    for letter in (seed.bitext.source, seed.bitext.target):
        for segment in letter.segments:
            assert letter[segment.span] not in said or len(letter[segment.span]) < 12
    for name in ("Aliyev", "Ahmadzada", "Aserbaidschan", "Karabakh"):
        assert name not in said
    assert seed.findings[1].rule.id in said


@pytest.mark.parametrize("kind", MACHINE)
def test_the_same_bytes(seed: Report, kind: str) -> None:
    assert written(seed, kind) == written(seed, kind)


def test_xliff_carries_the_findings_as_notes(seed: Report) -> None:
    content = written(seed, "xliff").encode()
    units = Xliff1File.parsestring(content).units
    notes = "\n".join(unit.getnotes() for unit in units)
    for finding in seed.findings:
        assert seed.fingerprints[id(finding)] in notes and finding.rule.id in notes
    assert b"needs-review-translation" in content


def comments(data: bytes) -> list[tuple[str, str]]:
    """Each comment's text, and the words that it is about."""
    document = docx.Document(io.BytesIO(data))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found = []
    for comment in document.comments:
        inside, words = False, ""
        for node in document.element.body.iter():
            if node.tag == f"{w}commentRangeStart" and node.get(f"{w}id") == str(comment.comment_id):
                inside = True
            elif node.tag == f"{w}commentRangeEnd" and node.get(f"{w}id") == str(comment.comment_id):
                inside = False
            elif inside and node.tag == f"{w}t":
                words += node.text or ""
        found.append((comment.text, words))
    return found


def test_word_comments_are_at_their_words(workplace: Path, run: Run) -> None:
    """A text letter becomes a document; a Word letter keeps its formatting, its text, and itself."""
    (workplace / "letter_en.txt").write_text(EN, encoding="utf-8")
    (workplace / "letter_it.txt").write_text(DAMAGED, encoding="utf-8")
    made = docx.Document()
    for line in DAMAGED.split("\n"):
        paragraph = made.add_paragraph()
        for number, part in enumerate(re.split(r"(marzo)", line)):
            paragraph.add_run(part).bold = bool(number % 2)
    made.save(str(workplace / "letter_it.docx"))
    before = (workplace / "letter_it.docx").read_bytes()
    for name in ("letter_it.txt", "letter_it.docx"):
        assert run("check", "letter_en.txt", name, "--report", "docx:review.docx", "--report", "json:r.json", "--languagetool", "off")[0] == 1
        findings = json.loads((workplace / "r.json").read_text(encoding="utf-8"))["findings"]
        found = comments((workplace / "review.docx").read_bytes())
        assert len(found) == len(findings) == 2
        for item in findings:
            text, words = next((text, words) for text, words in found if item["id"] in text)
            assert item["message"] in text and words == item["target"][0]["text"]
        review = docx.Document(str(workplace / "review.docx"))
        assert [p.text for p in review.paragraphs] == DAMAGED.split("\n")
        with zipfile.ZipFile(workplace / "review.docx") as package:
            assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"w:date=" not in package.read("word/comments.xml")
    assert any(run.bold and run.text == "marzo" for paragraph in review.paragraphs for run in paragraph.runs)
    assert (workplace / "letter_it.docx").read_bytes() == before


def test_every_finding_has_its_comment(seed: Report, hostile: Report) -> None:
    for report in (seed, hostile):
        data = word.render(report, None)
        assert data == word.render(report, None)
        texts = "\n".join(text for text, _ in comments(data))
        for finding in report.findings:
            assert report.fingerprints[id(finding)] in texts


def test_sarif_of_a_word_letter_points_at_its_text_beside(workplace: Path, run: Run) -> None:
    (workplace / "letter_en.txt").write_text(EN, encoding="utf-8")
    made = docx.Document()
    for line in DAMAGED.split("\n"):
        made.add_paragraph(line)
    made.save(str(workplace / "letter_it.docx"))
    run("check", "letter_en.txt", "letter_it.docx", "--report", "out/r.sarif", "--languagetool", "off")
    result = json.loads((workplace / "out" / "r.sarif").read_text(encoding="utf-8"))["runs"][0]["results"][0]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "letter_it.docx.txt"
    line = (workplace / "out" / "letter_it.docx.txt").read_text(encoding="utf-8").split("\n")[place["region"]["startLine"] - 1]
    assert line[place["region"]["startColumn"] - 1 :].startswith(place["region"]["snippet"]["text"])


def test_nothing_of_the_letters_is_printed(workplace: Path, run: Run) -> None:
    (workplace / "letter_en.txt").write_text(EN, encoding="utf-8")
    (workplace / "letter_it.txt").write_text(DAMAGED, encoding="utf-8")
    code, out, err = run("check", "letter_en.txt", "letter_it.txt", "--without-text", "--report", "github:-", "--languagetool", "off")
    assert code == 1 and "::error" in out and "RED" in err
    for word_of_it in ("marzo", "madre", "Kovač", "March"):
        assert word_of_it not in out + err


@pytest.mark.parametrize(
    ("spec", "says"),
    [("docx:-", "cannot be printed"), ("letter_it.txt", "cannot be told"), ("tsv:letter_it.txt", "is one of the letters"), ("docx:letter_en.txt", "is one of the letters")],
)
def test_reports_that_cannot_be_written(workplace: Path, run: Run, spec: str, says: str) -> None:
    (workplace / "letter_en.txt").write_text(EN, encoding="utf-8")
    (workplace / "letter_it.txt").write_text(IT, encoding="utf-8")
    code, _, err = run("check", "letter_en.txt", "letter_it.txt", "--report", spec)
    assert code == 2 and says in err
    assert (workplace / "letter_it.txt").read_text(encoding="utf-8") == IT
