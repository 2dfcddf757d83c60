"""`letterqa campaign`: one gate over all letters, what is known is not checked again, and one broken letter fails alone."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from lxml import etree
from referencing import Registry, Resource

from letterqa import cli
from letterqa.campaign_cli import campaign
from running import Run
from small_letters import DE, EN, ES, FR, IT, PT

SCHEMAS = Path(__file__).parent / "schemas"
WRONG = IT.replace("14 marzo", "15 marzo")


def letters(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def green(workplace: Path) -> Path:
    return letters(workplace / "letters", a_en=EN, a_it=IT, b_fr=FR, b_es=ES, c_de=DE, c_pt=PT)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_from_an_empty_folder_to_a_green_gate(workplace: Path, run: Run) -> None:
    """What a campaign manager does: nothing there, a red gate, one letter mended, green."""
    assert run("campaign", "letters")[0] == 2
    letters(workplace / "letters", a_en=EN, a_it=WRONG)
    code, out, err = run("campaign", "letters")
    assert code == 1 and out.startswith("RED: 1 of 1 pairs fail the gate") and "dates.changed" in out and "1/1 a_it.txt: red" in err
    assert {path.name for path in (workplace / "reports").iterdir()} == {"index.html", "a.en--it.html"}
    letters(workplace / "letters", a_it=IT)
    code, out, err = run("campaign", "letters")
    assert code == 0 and out.startswith("GREEN: the pair that was checked passes the gate") and "Report: reports/index.html" in out


def test_the_same_gate_as_check(green: Path, run: Run) -> None:
    """The page of a pair is the report of `check`, byte for byte."""
    assert run("campaign", "letters")[0] == 0
    assert run("check", "letters/a_en.txt", "letters/a_it.txt", "--report", "one.html")[0] == 0
    assert Path("one.html").read_bytes() == Path("reports/a.en--it.html").read_bytes()


def test_processes_give_the_same_bytes(green: Path, run: Run) -> None:
    letters(green, a_fr=IT.replace("Ana", "Anna"), d_en=EN, d_it=WRONG)
    formats = ("html:one/index.html", "one/all.json", "one/all.sarif", "one/all.tsv", "one/all.md", "junit:one/all.xml", "gitlab:one/q.json")
    options = [part for spec in formats for part in ("--report", spec)]
    assert run("campaign", "letters", "--no-cache", "--jobs", "1", *options)[0] == 1
    first = files(Path("one"))
    Path("one").rename("other")
    assert run("campaign", "letters", "--no-cache", "--jobs", "2", *options)[0] == 1
    assert files(Path("one")) == first and len(first) == 12


def test_what_is_known_is_not_checked_again(green: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    options = ("--report", "html:reports/index.html", "--report", "all.json", "--report", "all.sarif")
    assert run("campaign", "letters", *options)[0] == 0
    before, whole = files(Path("reports")), (Path("all.json").read_bytes(), Path("all.sarif").read_bytes())
    stamp = (Path("reports") / "a.en--it.html").stat().st_mtime_ns
    (Path("reports") / "b.fr--es.html").unlink()
    code, _, err = run("campaign", "letters", *options)
    assert code == 0 and err.count("(known)") == 3
    assert files(Path("reports")) == before and (Path("all.json").read_bytes(), Path("all.sarif").read_bytes()) == whole
    assert (Path("reports") / "a.en--it.html").stat().st_mtime_ns == stamp
    letters(green, a_it=WRONG)
    code, _, err = run("campaign", "letters", *options)
    assert code == 1 and err.count("(known)") == 2 and "a_it.txt: red" in err
    # A word in the campaign sheet, a waiver, a term base: they decide too.
    (green / "campaign.toml").write_text('title = "x"\n', encoding="utf-8")
    assert run("campaign", "letters", *options)[2].count("(known)") == 0
    assert run("campaign", "letters", *options)[2].count("(known)") == 3
    assert run("campaign", "letters", "--no-cache", *options)[2].count("(known)") == 0


def test_a_broken_letter_fails_alone(green: Path, run: Run) -> None:
    (green / "b_es.txt").write_bytes(b"")
    (green / "c_pt.txt").rename(green / "c_pt.docx")
    reports = ("--report", "html:reports/index.html", "--report", "all.json", "--report", "junit:all.xml", "--report", "all.sarif", "--report", "gitlab:q.json")
    code, out, _ = run("campaign", "letters", *reports, "--report", "all.tsv", "--report", "github:-", "--report", "all.md")
    assert code == 2
    told = {item["target"]: item for item in json.loads(Path("all.json").read_text(encoding="utf-8"))["pairs"]}
    assert "is empty" in told["b_es.txt"]["error"] and "c_pt.docx" in told["c_pt.docx"]["error"] and told["a_it.txt"]["report"]["verdict"] == "pass"
    page = Path("reports/index.html").read_text(encoding="utf-8")
    assert "is empty" in page and "a.en--it.html" in page and "b.fr--es.html" not in page
    assert len(etree.parse("all.xml").findall(".//error")) == 2
    assert "::error file=letters/b_es.txt" in out
    for name in ("all.tsv", "all.md", "all.sarif", "q.json"):
        assert "is empty" in Path(name).read_text(encoding="utf-8"), name


def test_machine_reports_are_valid(green: Path, run: Run) -> None:
    letters(green, a_it=WRONG, a_fr=WRONG, d_en=EN, d_it=IT)
    (green / "d_it.txt").write_bytes(b"")
    run("campaign", "letters", "--report", "all.sarif", "--report", "junit:all.xml", "--report", "all.json", "--report", "gitlab:q.json")
    sarif = json.loads(Path("all.sarif").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))).validate(sarif)
    only = sarif["runs"][0]
    assert len(sarif["runs"]) == 1 and all(only["tool"]["driver"]["rules"][item["ruleIndex"]]["id"] == item["ruleId"] for item in only["results"])
    assert any(item["ruleId"] == "campaign.alone" for item in only["results"])
    etree.XMLSchema(etree.parse(SCHEMAS / "jenkins-junit.xsd")).assertValid(etree.parse("all.xml"))
    data = json.loads(Path("all.json").read_text(encoding="utf-8"))
    from importlib import resources

    own, one = (json.loads((resources.files("letterqa") / "data" / name).read_text(encoding="utf-8")) for name in ("campaign.schema.json", "report.schema.json"))
    registry = Registry().with_resource("urn:letterqa:report:1", Resource.from_contents(one))
    jsonschema.Draft202012Validator(own, registry=registry).validate(data)
    assert len(json.loads(Path("q.json").read_text(encoding="utf-8"))) == len(only["results"]) + 1


def test_without_text(green: Path, run: Run) -> None:
    letters(green, **{"a_it": WRONG, "a_it-CH": WRONG})
    kinds = ("all.sarif", "junit:all.xml", "all.md", "all.tsv", "gitlab:q.json")
    code, out, err = run("campaign", "letters", "--source-lang", "en", "--without-text", *(part for kind in kinds for part in ("--report", kind)))
    held = out + err + "".join(Path(kind.rpartition(":")[2]).read_text(encoding="utf-8") for kind in kinds)
    assert code == 1 and "dates.changed" in held and "campaign.alone" in held
    for word in ("15 marzo", "14 March", "Kovač", "Ljubljana"):
        assert word not in held
    assert run("campaign", "letters", "--without-text", "--report", "json:-")[0] == 2


def test_only_all_versions_together_show_it(green: Path, run: Run) -> None:
    """The English letter alone has another day: every pair says so, and the campaign says which version is the odd one."""
    letters(green, a_en=EN.replace("14 March", "16 March"), **{"a_it-CH": IT})
    code, out, _ = run("campaign", "letters", "--only", "dates", "--only", "campaign", "--source-lang", "en")
    assert code == 1
    assert "The English version alone says “16 March”; the others: Italian “14 marzo”, Italian (Switzerland) “14 marzo”." in " ".join(out.split())
    assert "campaign.alone" in Path("reports/index.html").read_text(encoding="utf-8")
    assert "version alone" not in run("campaign", "letters", "--only", "dates", "--source-lang", "en")[1]


def test_the_sheet_speaks_for_all_versions(green: Path, run: Run) -> None:
    (green / "campaign.toml").write_text(
        'title = "x"\n[addressee.en]\nperson = "Peter Novak"\n[addressee.fr]\nperson = "Peter Novak"\n',
        encoding="utf-8",
    )
    code, out, _ = run("campaign", "letters", "--only", "campaign")
    said = " ".join(out.split())
    assert "a: The letter has no French version, for which the campaign sheet names an addressee." in said and code == 1


def test_waivers_and_baseline_hold_for_a_campaign(green: Path, run: Run) -> None:
    letters(green, a_it=WRONG)
    assert run("campaign", "letters", "--report", "html:reports/index.html", "--report", "all.json")[0] == 1
    code, out, _ = run("campaign", "letters", "--baseline", "all.json")
    assert code == 0 and "GREEN" in out
    name = json.loads(Path("all.json").read_text(encoding="utf-8"))["pairs"][0]["report"]["findings"][0]["id"]
    assert run("waive", "reports/a.en--it.html", name, "--reason", "agreed")[0] == 0
    assert (green / "letterqa-waivers.toml").is_file() and run("campaign", "letters")[0] == 0


def test_waivers_where_languages_have_folders(workplace: Path, run: Run) -> None:
    letters(workplace / "en", a=EN, b=EN)
    letters(workplace / "it", a=WRONG, b=WRONG)
    assert run("campaign", ".")[0] == 1
    name = re.search(r'data-id="(\w+)"', Path("reports/a.en--it.html").read_text(encoding="utf-8"))[1]  # type: ignore[index]
    assert run("waive", "reports/a.en--it.html", name, "--reason", "agreed")[0] == 0
    held = Path("en/letterqa-waivers.toml").read_text(encoding="utf-8")
    assert 'letters = ["en/a.txt", "it/a.txt"]' in held
    code, _, _ = run("campaign", ".", "--report", "all.json")
    states = [item["report"].get("waivers", [{}])[0].get("state") for item in json.loads(Path("all.json").read_text(encoding="utf-8"))["pairs"]]
    assert code == 0 and states == ["used", "used"]  # the same words, the same finding


def test_reports_that_a_campaign_cannot_write(green: Path, run: Run) -> None:
    for spec, says in (("html:-", "cannot be printed"), ("xliff:all.xlf", "name a folder"), ("docx:all.docx", "name a folder"), ("json:-", "")):
        code, _, err = run("campaign", "letters", "--report", spec)
        assert (code == 2) == bool(says) and says in err
    assert run("campaign", "letters", "--report", "a.json", "--report", "b.json")[0] == 2
    assert run("campaign", "letters", "--report", "xliff:cat", "--report", "docx:word")[0] == 0
    assert sorted(files(Path("cat"))) == ["a.en--it.xlf", "b.fr--es.xlf", "c.de--pt.xlf"] and len(files(Path("word"))) == 3


def test_a_reference_for_some(green: Path, run: Run) -> None:
    letters(Path("references"), a_it=IT.replace("visitarla in prigione", "vederla in carcere"))
    assert run("campaign", "letters", "--reference", "references", "--report", "all.json")[0] == 0
    told = {item["letter"]: "reference" in item["report"] for item in json.loads(Path("all.json").read_text(encoding="utf-8"))["pairs"]}
    assert told == {"a": True, "b": False, "c": False}
    assert run("campaign", "letters", "--reference", "letters/a_it.txt")[0] == 2


def test_campaign_and_check_share_their_options() -> None:
    own = {name for option in campaign.params for name in option.opts if name.startswith("--")}
    shared = {name for option in cli.check.params for name in option.opts if name.startswith("--")}
    assert shared <= own and own - shared == {"--pattern", "--jobs", "--scheduler", "--cache", "--no-cache"}


def test_ctrl_c_leaves_what_is_finished(workplace: Path) -> None:
    """Stopped in the middle, it says how far it came, exits with 130, and goes on from there."""
    for number in range(30):
        letters(workplace / "letters", **{f"l{number:02}_en": EN.replace("4 Mill", f"{number + 4} Mill"), f"l{number:02}_it": IT.replace("4 Mill", f"{number + 4} Mill")})
    command = [sys.executable, "-c", "from letterqa.cli import main; main()", "campaign", "letters", "--jobs", "2"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("3/30"):
            os.killpg(process.pid, signal.SIGINT)
            break
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130 and "the same command goes on from there" in err
    done = int(re.search(r"stopped\. (\d+) of 30", err)[1])  # type: ignore[index]
    assert 3 <= done < 30 and "stopped before" in out
    begin = time.monotonic()
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 0 and again.stderr.count("(known)") >= done, time.monotonic() - begin
    assert len(list(Path("reports").glob("l*.html"))) == 30


def test_only_known_words_in_messages_of_the_system(green: Path, run: Run) -> None:
    code, _, err = run("campaign", "letters", "--scheduler", "tcp://127.0.0.1:1")
    assert code == 2 and "dask scheduler" in err
