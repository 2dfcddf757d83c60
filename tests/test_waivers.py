"""Waivers and baselines: what was accepted stays accepted while its words stay, and the file stays the user's."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from letterqa import Checker, Report, Settings
from letterqa.errors import ConfigError
from letterqa.render.html import render
from letterqa.waivers import Waiver, added, load
from running import Run
from small_letters import EN, IT

DAMAGED = IT.replace("14 marzo", "15 marzo").replace("A sua madre non è", "A sua madre è")


def check(folder: Path, source: str = EN, target: str = IT, **settings: str) -> Report:
    (folder / "letter_en.txt").write_text(source, encoding="utf-8")
    (folder / "letter_it.txt").write_text(target, encoding="utf-8")
    with Checker(Settings(**settings)) as checker:  # type: ignore[arg-type]
        return checker.check(folder / "letter_en.txt", folder / "letter_it.txt")


def waiver(name: str = "0" * 16, rule: str = "wording.hedge", letters: tuple[str, ...] = ("letter_en.txt", "letter_it.txt"), until: date | None = None) -> Waiver:
    return Waiver(name, rule, letters, "What it said: “…” \\ \x7f", "agreed with the author", until)


def test_a_waiver_lives_and_dies_with_its_words(workplace: Path, run: Run) -> None:
    """Written by the command from the JSON report; an edit elsewhere leaves it, one of its sentence ends it and says so."""
    report = check(workplace, EN, DAMAGED)
    assert len(report.findings) == 2 and report.failed, [item.rule.id for item in report.findings]
    ids = [report.fingerprints[id(item)] for item in report.findings]
    (workplace / "r.json").write_text(json.dumps(report.to_dict()), encoding="utf-8")
    code, out, _ = run("waive", "r.json", ids[0][:8], ids[1], "--reason", "agreed  with the author")
    assert code == 0 and out.count("Waived") == 2
    again = check(workplace, EN, DAMAGED)
    assert (again.findings, len(again.waived), again.failed) == ((), 2, False)
    assert {again.fingerprints[id(item)] for item in again.waived} == set(ids)
    assert [held.state for held in again.waivers] == ["used", "used"]
    elsewhere = check(workplace, EN, DAMAGED.replace("Distinti saluti", "Cordiali saluti"))
    assert len(elsewhere.waived) == 2 and not elsewhere.failed
    touched = check(workplace, EN, DAMAGED.replace("visitarla in prigione", "vederla in prigione"))
    assert touched.failed and "unused" in [held.state for held in touched.waivers]
    assert any("fits no finding" in held.sentence for held in touched.waivers)


def test_waivers_end_on_their_day(workplace: Path, run: Run) -> None:
    report = check(workplace, EN, DAMAGED)
    name = report.fingerprints[id(report.findings[0])]
    (workplace / "r.json").write_text(json.dumps(report.to_dict()), encoding="utf-8")
    assert run("waive", "r.json", name, "--reason", "until the reprint", "--until", "2027-01-31")[0] == 0
    assert len(check(workplace, EN, DAMAGED, today="2027-01-31").waived) == 1
    over = check(workplace, EN, DAMAGED, today="2027-02-01")
    assert over.waived == () and [held.state for held in over.waivers] == ["expired"]
    undated = check(workplace, EN, DAMAGED)
    assert len(undated.waived) == 1 and any("--today" in skip.reason for skip in undated.skips)


def test_only_what_is_new_fails_against_a_baseline(workplace: Path, run: Run) -> None:
    report = check(workplace, EN, DAMAGED)
    (workplace / "last.json").write_text(json.dumps(report.to_dict()), encoding="utf-8")
    same = check(workplace, EN, DAMAGED, baseline=str(workplace / "last.json"))
    assert len(same.findings) == len(report.findings) and not same.failed and same.new == ()
    assert all(item["known"] for item in same.to_dict()["findings"])
    worse = check(workplace, EN, DAMAGED.replace("Signor Peter Novak", "Signor Paul Weber"), baseline=str(workplace / "last.json"))
    assert worse.failed and 0 < len(worse.new) < len(worse.findings)
    code, out, _ = run("check", "letter_en.txt", "letter_it.txt", "--baseline", "last.json", "--languagetool", "off")
    assert code == 1 and "new" in out


def test_the_html_report_carries_what_waive_needs(workplace: Path, run: Run) -> None:
    check(workplace, EN, DAMAGED)
    assert run("check", "letter_en.txt", "letter_it.txt", "--report", "r.html", "--report", "r.json", "--languagetool", "off")[0] == 1
    ids = [item["id"] for item in json.loads((workplace / "r.json").read_text(encoding="utf-8"))["findings"]]
    assert run("waive", "r.html", *ids, "--reason", "agreed")[0] == 0
    code, out, _ = run("check", "letter_en.txt", "letter_it.txt", "--languagetool", "off")
    assert code == 0 and "Waived: 2 findings" in out


def test_blocks_are_merged_in_order_and_comments_stay() -> None:
    text = added("", (waiver("b" * 16), waiver("a" * 16, until=date(2027, 1, 31))))
    assert text.index('"' + "a" * 16) < text.index('"' + "b" * 16) and "until = 2027-01-31" in text
    kept = text.replace('id = "bbbb', '# keep me\nid = "bbbb') + "# and me\n"
    more = added(kept, (waiver("c" * 16, rule="dates.changed"),))
    assert "# keep me" in more and "# and me" in more and more.startswith(text[:40])
    assert more.index("dates.changed") < more.index('"' + "a" * 16)
    assert added(added("", (waiver(),)), (waiver("d" * 16),)) == added(added("", (waiver("d" * 16),)), (waiver(),))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    given = (waiver("a" * 16, until=date(2027, 1, 31)), waiver("b" * 16, rule="dates.changed"))
    path = tmp_path / "w.toml"
    path.write_text(added("", given), encoding="utf-8")
    assert set(load(path)) == set(given)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[waiver]\n", "not valid TOML"),
        ("[[waivers]]\nid = 'x'\n", "waivers is not known"),
        ("[[waiver]]\nrule = 'a.b'\nreason = 'r'\n", "waiver 1 has no id"),
        ("[[waiver]]\nid = 'aaaaaaaaaaaaaaaa'\nrule = 'a.b'\n", "has no reason"),
        ("[[waiver]]\nid = 'xyz'\nrule = 'a.b'\nreason = 'r'\n", "none of a finding"),
        ("[[waiver]]\nid = 'aaaaaaaaaaaaaaaa'\nrule = 'a.b'\nreason = 'r'\nuntil = '2027-01-31'\n", "without quotation marks"),
        ("[[waiver]]\nid = 'aaaaaaaaaaaaaaaa'\nrule = 'a.b'\nreason = 'r'\nwhy = 'x'\n", "unknown key 'why'"),
        ("[[waiver]]\nid = 'aaaaaaaaaaaaaaaa'\nrule = 'a.b'\nreason = 'r'\n" * 2, "stands there twice"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "w.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(says)):
        load(path)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["r.json", "ffffffffffffffff", "--reason", "x"], "has no finding"),
        (["r.json", "abc", "--reason", "x"], "has no finding"),
        (["letter_en.txt", "ffffffffffffffff", "--reason", "x"], "is no report"),
        (["missing.json", "ffffffffffffffff", "--reason", "x"], "cannot be read"),
        (["r.json", "ffffffffffffffff", "--reason", " "], "in a few words"),
        (["r.json", "ffffffffffffffff", "--reason", "x", "--until", "soon"], "is not a day"),
    ],
)
def test_commands_that_cannot_be_carried_out(workplace: Path, run: Run, arguments: list[str], says: str) -> None:
    report = check(workplace, EN, DAMAGED)
    (workplace / "r.json").write_text(json.dumps(report.to_dict()), encoding="utf-8")
    code, _, err = run("waive", *arguments)
    assert code == 2 and says in err
    assert not (workplace / "letterqa-waivers.toml").exists()


def test_what_was_waived_is_marked_in_the_letters(workplace: Path) -> None:
    """The mark says that it is waived, in words and with an icon of its own, and leads to the finding in the list."""
    report = check(workplace, EN, DAMAGED)
    name = report.fingerprints[id(report.findings[0])]
    rule = report.findings[0].rule.id
    (workplace / "letterqa-waivers.toml").write_text(
        f'[[waiver]]\nid = "{name}"\nrule = "{rule}"\nletters = ["letter_en.txt", "letter_it.txt"]\nsays = ""\nreason = "agreed"\n', encoding="utf-8"
    )
    page = render(check(workplace, EN, DAMAGED))
    marks = re.findall(rf'<mark class="([^"]*)"[^>]* data-finding="{name}"', page)
    assert len(marks) == 2 and all(mark.split()[-1] == "waived" for mark in marks)
    assert page.count(f'href="#finding-{name}" title="Waived · ') == 2 and "#icon-pass" in page and f'id="finding-{name}"' in page
    assert len(re.findall(r'<mark class="[^"]*waived', page)) == 2 < len(re.findall("<mark ", page))
