"""The command line: every outcome has its exit code and one sentence that says what to do; files are written whole or not at all."""

from __future__ import annotations

import json
import os
import re
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import letterqa
from letterqa import checks, cli, options
from letterqa.checker import Checker
from letterqa.config import Settings
from running import Run

ENGLISH = (
    "Geneva, 3 May 2024\n\nDear Minister,\n\nWe write to you about Amina Haddad, a teacher from the north of the country. "
    "She has been held without charge since the spring of last year.\n\n"
    "We ask you to release her at once and to investigate who ordered her arrest.\n\nYours sincerely,\n\nAnna Weiss\n"
)
ITALIAN = (
    "Ginevra, 3 maggio 2024\n\nGentile Ministro,\n\nLe scriviamo a proposito di Amina Haddad, un'insegnante del nord del Paese. "
    "È detenuta senza accuse dalla primavera dello scorso anno.\n\n"
    "Le chiediamo di liberarla subito e di indagare su chi ha ordinato il suo arresto.\n\nCordiali saluti,\n\nAnna Weiss\n"
)
# Major findings: a blank that nobody filled in, and no date.
UNFILLED = ITALIAN.replace("Gentile Ministro,", "Gentile [NOME],")
DUTCH = (
    "Genève, 3 mei 2024\n\nGeachte minister,\n\nWij schrijven u over Amina Haddad, een lerares uit het noorden van het land. "
    "Zij zit sinds het voorjaar van vorig jaar zonder aanklacht vast.\n\n"
    "Wij vragen u haar onmiddellijk vrij te laten en te onderzoeken wie haar arrestatie heeft bevolen.\n\nHoogachtend,\n\nAnna Weiss\n"
)



@pytest.fixture(autouse=True)
def folder(workplace: Path) -> Path:
    """The working folder: a clean pair, one that fails the gate, and one with a language that has no data."""
    for name, text in (("letter_en.txt", ENGLISH), ("letter_it.txt", ITALIAN), ("unfilled_it.txt", UNFILLED), ("letter_nl.txt", DUTCH)):
        (workplace / name).write_text(text, encoding="utf-8")
    return workplace


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves the machine."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def settings_seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Settings]]:
    """The settings that a check ran under."""
    seen: list[Settings] = []
    original = Checker.check

    def spy(self: Checker, source: str, target: str) -> object:
        seen.append(self.settings)
        return original(self, source, target)

    monkeypatch.setattr(Checker, "check", spy)
    yield seen


PAIR = ("check", "letter_en.txt", "letter_it.txt")
RED = ("check", "letter_en.txt", "unfilled_it.txt", "--target-lang", "it")


class TestExitCodes:
    """0 nothing at the gate, 1 something, 2 the user's, 3 incomplete, 70 ours, 130 stopped."""

    def test_clean(self, run: Run) -> None:
        """A faithful translation passes, says so, and leaves its report in the default place."""
        code, out, _ = run(*PAIR)
        assert (code, "GREEN" in out) == (0, True)
        assert Path("reports/letter_en--letter_it.html").read_text(encoding="utf-8").startswith("<!")

    def test_gate(self, run: Run) -> None:
        """A blank that nobody filled in fails the gate, and the summary names it."""
        code, out, _ = run(*RED)
        assert code == 1
        assert "RED" in out
        assert "[NOME]" in out

    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            pytest.param(["--fail-on", "never"], 0, id="never"),
            pytest.param(["--fail-on", "critical"], 0, id="above-the-worst"),
            pytest.param(["--ignore", "structure.placeholder"], 0, id="rule-ignored"),
            pytest.param(["--ignore", "structure"], 0, id="family-ignored"),
            pytest.param(["--only", "meaning"], 0, id="only-the-other-family"),
            pytest.param(["--fail-on", "minor"], 1, id="below"),
            pytest.param(["--only", "structure.placeholder"], 1, id="only-the-rule"),
            pytest.param(["--only", "structure."], 1, id="only-the-family"),
        ],
    )
    def test_options_move_the_gate(self, run: Run, options: list[str], expected: int) -> None:
        """What is asked and what is left out decides the code."""
        assert run(*RED, *options)[0] == expected

    USAGE = (
        ("no-such-option", ["check", "letter_en.txt", "letter_it.txt", "--languages", "x"], "No such option"),
        ("no-such-baseline", [*PAIR, "--baseline", "x.json"], "x.json cannot be read"),
        ("no-such-waivers", [*PAIR, "--waivers", "x.toml"], "There is no file of waivers"),
        ("option-mistyped", [*PAIR, "--fail-no", "major"], "--fail-on"),
        ("option-without-value", [*PAIR, "--report"], "requires an argument"),
        ("no-target-and-not-bilingual", ["check", "letter_en.txt"], "in English only"),
        ("three-letters", [*PAIR, "letter_nl.txt"], "unexpected extra argument"),
        ("no-such-command", ["chekc", "letter_en.txt", "letter_it.txt"], "chekc"),
        ("gate-unknown", [*PAIR, "--fail-on", "mayor"], "mayor"),
        ("missing-source", ["check", "lettre_en.txt", "letter_it.txt"], "lettre_en.txt does not exist; check the name and the folder."),
        ("missing-target", ["check", "letter_en.txt", "x/letter_it.txt"], "x/letter_it.txt does not exist"),
        ("a-folder", ["check", ".", "letter_it.txt"], "is a folder"),
        ("unknown-suffix", ["check", "letterqa.toml", "letter_it.txt"], "letterqa.toml does not end in a known suffix"),
        ("only-unknown", [*PAIR, "--only", "struktur"], "--only: there is no rule or family 'struktur'; did you mean 'structure'? `letterqa rules`"),
        ("only-half", [*PAIR, "--only", "struct"], "--only: there is no rule or family 'struct'"),
        ("ignore-unknown", [*PAIR, "--ignore", "meaning.omision"], "--ignore: there is no rule or family 'meaning.omision'; did you mean 'meaning.omission'?"),
        ("language-unknown", [*PAIR, "--source-lang", "english"], "--source-lang: 'english' is not a language; use a code such as en"),
        ("target-language-unknown", [*PAIR, "--target-lang", "it-"], "--target-lang: 'it-' is not a language"),
        ("report-format-unknown", [*PAIR, "--report", "letter.pdf"], "--report letter.pdf: the format cannot be told from the name; use a name in .html, .htm, .json, .sarif"),
        ("report-without-suffix", [*PAIR, "--report", "letter"], "the format cannot be told from the name"),
        ("report-dash", [*PAIR, "--report", "-"], "the format cannot be told from the name"),
        ("report-format-that-is-none", [*PAIR, "--report", "xlsx:x.xlsx"], "the format cannot be told from the name"),
        ("report-nowhere", [*PAIR, "--report", "json:"], "--report json:: say where to write it, for example json:letter.json"),
        ("open-without-html", [*PAIR, "--report", "a.json", "--open"], "--open needs an HTML report in a file: add --report PATH.html."),
        ("open-html-to-stdout", [*PAIR, "--report", "html:-", "--open"], "--open needs an HTML report in a file"),
        ("config-missing", [*PAIR, "--config", "no.toml"], "There is no configuration file no.toml."),
        ("config-a-folder", [*PAIR, "--config", "."], "There is no configuration file ."),
        ("model-missing", [*PAIR, "--model", "./no/model"], "No model folder at ./no/model"),
        ("model-damaged", [*PAIR, "--model", "."], "does not hold a static embedding model"),
        ("rule-unknown", ["rules", "structure.move"], "there is no rule or family 'structure.move'; did you mean 'structure.moved'?"),
        ("family-unknown", ["rules", "strukture"], "did you mean 'structure'?"),
        ("rule-half", ["rules", "struct"], "there is no rule or family 'struct'"),
    )

    @pytest.mark.parametrize(("arguments", "says"), [pytest.param(list(arguments), says, id=name) for name, arguments, says in USAGE])
    def test_usage(self, run: Run, folder: Path, arguments: list[str], says: str) -> None:
        """A mistake exits with 2 and a message on standard error that names it; nothing is written."""
        before = sorted(folder.rglob("*"))
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert says in err
        assert "Traceback" not in err
        assert sorted(folder.rglob("*")) == before

    def test_nothing_asked(self, run: Run) -> None:
        """Without a command the help is shown, as a usage error."""
        code, out, err = run()
        assert code == 2
        assert "Usage: letterqa" in out + err

    @pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["check", "--help"], ["rules", "-h"], ["init", "-h"]], ids=" ".join)
    def test_help(self, run: Run, arguments: list[str]) -> None:
        """Help is no error."""
        code, out, err = run(*arguments)
        assert (code, err) == (0, "")
        assert out.startswith("Usage: letterqa")

    def test_version(self, run: Run) -> None:
        """The version is that of the package."""
        assert run("--version") == (0, f"letterqa {letterqa.__version__}\n", "")

    def test_strict(self, run: Run) -> None:
        """With --strict a skip exits with 3; without it, it is only shown."""
        code, out, _ = run("check", "letter_en.txt", "letter_nl.txt", "--fail-on", "never")
        assert code == 0
        assert "Dutch" in " ".join(out.split())
        assert run("check", "letter_en.txt", "letter_nl.txt", "--fail-on", "never", "--strict")[0] == 3

    def test_strict_wins_over_the_gate(self, run: Run, folder: Path) -> None:
        """An incomplete check is not called a failed one."""
        (folder / "letter_nl.txt").write_text(DUTCH.replace("Geachte minister,", "Geachte [NAAM] [NAME],"), encoding="utf-8")
        assert run("check", "letter_en.txt", "letter_nl.txt")[0] == 1
        assert run("check", "letter_en.txt", "letter_nl.txt", "--strict")[0] == 3

    def test_strict_without_skips(self, run: Run) -> None:
        """--strict changes nothing when all checks ran."""
        assert run(*PAIR, "--strict")[0] == 0
        assert run(*RED, "--strict")[0] == 1

    def test_bug(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """A bug exits with 70, shows where it is and asks to report it."""

        def broken(*_: object) -> None:
            raise RuntimeError("the moon is full")

        monkeypatch.setattr(Checker, "check", broken)
        code, out, err = run(*PAIR)
        assert (code, out) == (70, "")
        assert "RuntimeError: the moon is full" in err
        assert f"letterqa {letterqa.__version__}: this is a bug in letterqa, not in your letters." in err

    def test_interrupted(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """Ctrl-C exits with 130, without a traceback and without a report."""

        def stopped(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(Checker, "check", stopped)
        code, _, err = run(*PAIR)
        assert code == 130
        assert "letterqa: stopped." in err
        assert "Traceback" not in err
        assert not Path("reports").exists()

    def test_a_real_process_exits_so(self) -> None:
        """The codes reach the shell."""
        command = [sys.executable, "-m", "letterqa.cli"]
        assert subprocess.run([*command, *RED, "--quiet"], capture_output=True, check=False).returncode == 1
        missing = subprocess.run([*command, "check", "no.txt", "letter_it.txt"], capture_output=True, check=False)
        assert (missing.returncode, missing.stdout) == (2, b"")
        assert missing.stderr.decode().strip() == "letterqa: no.txt does not exist; check the name and the folder."


class TestReports:
    """Reports go where they are asked to, in the format asked for."""

    def test_several(self, run: Run) -> None:
        """Each --report is written, folders are made, and then there is no default report."""
        assert run(*PAIR, "--report", "out/a/letter.html", "--report", "B.JSON", "--report", "json:letter.txt")[0] == 0
        assert Path("out/a/letter.html").read_text(encoding="utf-8").startswith("<!")
        assert json.loads(Path("B.JSON").read_text(encoding="utf-8"))["schema"] == "letterqa.report/1"
        assert Path("letter.txt").read_bytes() == Path("B.JSON").read_bytes()
        assert not Path("reports").exists()

    def test_paths_are_said(self, run: Run) -> None:
        """The summary says where each report is."""
        _, out, _ = run(*PAIR, "--report", "a.html", "--report", "b.json")
        assert "a.html" in out
        assert "b.json" in out

    @pytest.mark.parametrize(
        ("spec", "output"),
        [
            pytest.param("C:\\x.html", ("html", "C:\\x.html"), id="drive"),
            pytest.param("C:/out/x.json", ("json", "C:/out/x.json"), id="drive-slashes"),
            pytest.param("html:C:\\x.txt", ("html", "C:\\x.txt"), id="format-and-drive"),
            pytest.param("json:-", ("json", "-"), id="standard-output"),
            pytest.param("json:a:b.html", ("json", "a:b.html"), id="colon-in-path"),
            pytest.param("a:b.html", ("html", "a:b.html"), id="unknown-format-is-a-path"),
            pytest.param("x.HTML", ("html", "x.HTML"), id="suffix-in-capitals"),
            pytest.param("./json.html", ("html", "./json.html"), id="named-like-a-format"),
        ],
    )
    def test_specifications(self, spec: str, output: tuple[str, str]) -> None:
        """Only a known format before the colon counts as one; a drive stays part of the path."""
        assert options.output_of(spec) == output

    def test_drive_is_a_path(self, run: Run) -> None:
        """A Windows path given here is a file of that name."""
        assert run(*PAIR, "--report", "C:\\x.html")[0] == 0
        assert Path("C:\\x.html").exists()

    def test_standard_output_holds_the_report_only(self, run: Run) -> None:
        """With FORMAT:- standard output is the report, and the summary goes to standard error."""
        code, out, err = run(*RED, "--report", "json:-")
        assert code == 1
        assert json.loads(out)["verdict"] == "fail"
        assert "RED" in err
        assert not Path("reports").exists()

    def test_standard_output_and_a_file(self, run: Run) -> None:
        """A file beside standard output holds the same report."""
        _, out, _ = run(*PAIR, "--report", "json:-", "--report", "a.json")
        assert Path("a.json").read_text(encoding="utf-8") == out

    def test_html_to_standard_output(self, run: Run) -> None:
        """HTML can go to standard output too, whole."""
        _, out, _ = run(*PAIR, "--report", "html:-")
        assert out.startswith("<!")
        assert out.rstrip().endswith("</html>")

    def test_same_bytes(self, run: Run) -> None:
        """The same letters give the same bytes."""
        for name in ("a", "b"):
            run(*RED, "--report", f"{name}.json", "--report", f"{name}.html")
        assert Path("a.json").read_bytes() == Path("b.json").read_bytes()
        assert Path("a.html").read_bytes() == Path("b.html").read_bytes()

    DEFAULTS = (
        ("names", "letter_en.txt", "letter_it.docx", "letter_en--letter_it.html"),
        ("folders-are-left-out", "a/letter_en.txt", "b/lettera.txt", "letter_en--lettera.html"),
        ("equal-stems-in-language-folders", "en/letter.txt", "it/letter.txt", "letter.en--letter.it.html"),
        ("equal-stems-in-other-folders", "old/letter.txt", "new/letter.txt", "letter.old--letter.new.html"),
        ("dots-in-names", "letter.en.txt", "letter.it.txt", "letter.en--letter.it.html"),
    )

    @pytest.mark.parametrize(("source", "target", "name"), [pytest.param(*row[1:], id=row[0]) for row in DEFAULTS])
    def test_default_name(self, source: str, target: str, name: str) -> None:
        """The default report is named after both letters, with the languages added where the names are equal."""
        assert cli._default_report(source, target) == Path("reports") / name

    def test_default_with_equal_names(self, run: Run, folder: Path) -> None:
        """Two letters of one name give one report that names both languages."""
        for code, text in (("en", ENGLISH), ("it", ITALIAN)):
            (folder / code).mkdir()
            (folder / code / "letter.txt").write_text(text, encoding="utf-8")
        assert run("check", "en/letter.txt", "it/letter.txt")[0] == 0
        assert [path.name for path in Path("reports").iterdir()] == ["letter.en--letter.it.html"]

    def test_quiet(self, run: Run) -> None:
        """--quiet leaves the verdict."""
        _, long, _ = run(*RED)
        _, short, _ = run(*RED, "--quiet")
        assert "RED" in short
        assert "[NOME]" in long
        assert "[NOME]" not in short
        assert len(short.splitlines()) < len(long.splitlines())

    @pytest.mark.parametrize(
        ("reports", "opened"),
        [
            pytest.param([], "reports/letter_en--letter_it.html", id="default"),
            pytest.param(["a.html"], "a.html", id="named"),
            pytest.param(["json:-", "a.html"], "a.html", id="behind-standard-output"),
            pytest.param(["a.json", "b.html", "c.html"], "b.html", id="first-of-several"),
        ],
    )
    def test_open(self, run: Run, monkeypatch: pytest.MonkeyPatch, reports: list[str], opened: str) -> None:
        """--open opens the first HTML report that is a file."""
        seen: list[str] = []
        monkeypatch.setattr(click, "launch", lambda url, **_: seen.append(url))
        assert run(*PAIR, *(item for path in reports for item in ("--report", path)), "--open")[0] == 0
        assert seen == [str(Path(opened))]


class TestWriting:
    """A report is written whole or not at all."""

    def test_old_report_is_replaced(self, run: Run) -> None:
        """A new report takes the place of the old one, and nothing else is left beside it."""
        Path("a.json").write_text("old", encoding="utf-8")
        before = set(os.listdir())
        assert run(*PAIR, "--report", "a.json")[0] == 0
        assert json.loads(Path("a.json").read_text(encoding="utf-8"))["verdict"] == "pass"
        assert set(os.listdir()) == before

    def test_old_report_is_kept_when_writing_fails(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """A disk that fails leaves the old report and no half of the new one."""
        Path("a.json").write_text("old", encoding="utf-8")
        before = set(os.listdir())

        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", fail)
        code, out, err = run(*PAIR, "--report", "a.json")
        assert (code, out) == (2, "")
        assert "a.json cannot be written (No space left on device): choose another place for it." in err
        assert Path("a.json").read_text(encoding="utf-8") == "old"
        assert set(os.listdir()) == before

    @pytest.mark.parametrize(
        "path", [pytest.param("letter_en.txt/a.json", id="below-a-file"), pytest.param("reports.json", id="a-folder"), pytest.param("x" * 300 + ".json", id="too-long")]
    )
    def test_impossible_place(self, run: Run, path: str) -> None:
        """A place that cannot hold a file exits with 2 and says so."""
        Path("reports.json").mkdir()
        code, _, err = run(*PAIR, "--report", path)
        assert code == 2
        assert f"{path} cannot be written" in err
        assert os.listdir("reports.json") == []

    def test_unwritable_folder(self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A folder without write permission exits with 2 and says so."""
        locked = folder / "locked"
        locked.mkdir()
        locked.chmod(stat.S_IRUSR | stat.S_IXUSR)
        if os.access(locked, os.W_OK):  # root may write anywhere: then the system's refusal is played
            import tempfile

            def refuse(*_: object, **__: object) -> None:
                raise PermissionError(13, "Permission denied")

            monkeypatch.setattr(tempfile, "mkstemp", refuse)
        code, _, err = run(*PAIR, "--report", "locked/a.html")
        locked.chmod(stat.S_IRWXU)
        assert code == 2
        assert "a.html cannot be written (Permission denied): choose another place for it." in err
        assert os.listdir(locked) == []

    def test_colleagues_may_read(self, run: Run) -> None:
        """A report has the permissions of any new file."""
        run(*PAIR, "--report", "a.json")
        Path("b.json").touch()
        assert stat.S_IMODE(os.stat("a.json").st_mode) == stat.S_IMODE(os.stat("b.json").st_mode)


class TestConfiguration:
    """The nearest file counts, and the command line wins over it."""

    def configure(self, text: str, path: str = "letterqa.toml") -> None:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")

    def move_letters(self, to: str) -> tuple[str, str, str]:
        Path(to).mkdir(parents=True)
        for name in ("letter_en.txt", "letter_it.txt"):
            Path(name).rename(Path(to) / name)
        return ("check", f"{to}/letter_en.txt", f"{to}/letter_it.txt")

    def test_found_beside_the_letter(self, run: Run) -> None:
        """letterqa.toml beside the source counts."""
        self.configure("fail-on = 'never'\n")
        assert run(*RED)[0] == 0

    def test_found_upward(self, run: Run, settings_seen: list[Settings]) -> None:
        """A file above the letters counts, from whatever folder the command is given."""
        self.configure("ignore = ['meaning']\n", "campaign/letterqa.toml")
        run(*self.move_letters("campaign/2024/may"))
        assert settings_seen[0].ignore == ("meaning",)

    def test_found_in_pyproject(self, run: Run, settings_seen: list[Settings]) -> None:
        """So does [tool.letterqa] in a pyproject.toml, and the nearer one wins."""
        self.configure("ignore = ['structure']\n")
        self.configure("[tool.letterqa]\nignore = ['meaning']\n", "campaign/pyproject.toml")
        run(*self.move_letters("campaign/2024"))
        assert settings_seen[0].ignore == ("meaning",)

    def test_none_needed(self, run: Run, settings_seen: list[Settings]) -> None:
        """A file without settings leaves the defaults."""
        run(*PAIR)
        assert settings_seen == [Settings()]

    def test_named(self, run: Run) -> None:
        """--config names another file, and the one that would be found is not read."""
        self.configure("this is no TOML")
        self.configure("fail-on = 'never'\n", "other.toml")
        assert run(*RED, "--config", "other.toml")[0] == 0

    @pytest.mark.parametrize(
        ("text", "options", "name", "value"),
        [
            pytest.param("fail-on = 'never'", ["--fail-on", "minor"], "fail_on", letterqa.Severity.MINOR, id="gate"),
            pytest.param("fail-on = 'minor'", ["--fail-on", "never"], "fail_on", None, id="gate-never"),
            pytest.param("only = ['meaning']", ["--only", "structure"], "only", ("structure",), id="only"),
            pytest.param("ignore = ['meaning']", ["--ignore", "structure.part", "--ignore", "structure.moved"], "ignore", ("structure.part", "structure.moved"), id="ignore"),
            pytest.param("target-lang = 'fr'", ["--target-lang", "it"], "target_lang", "it", id="language"),
            pytest.param("strict = false", ["--strict"], "strict", True, id="strict"),
            pytest.param("strict = true", [], "strict", True, id="strict-left-alone"),
            pytest.param("source-lang = 'en'", ["--target-lang", "it"], "source_lang", "en", id="other-setting-stays"),
        ],
    )
    def test_command_line_wins(self, run: Run, settings_seen: list[Settings], text: str, options: list[str], name: str, value: object) -> None:
        """What is typed replaces what the file says, and nothing else."""
        self.configure(text + "\n")
        run(*PAIR, *options)
        assert getattr(settings_seen[0], name) == value

    def test_reports_from_the_file(self, run: Run) -> None:
        """Reports named in the file are written, unless --report says others."""
        self.configure("report = ['a.json']\n")
        run(*PAIR)
        assert Path("a.json").exists()
        Path("a.json").unlink()
        run(*PAIR, "--report", "b.json")
        assert (Path("a.json").exists(), Path("b.json").exists()) == (False, True)

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            pytest.param("[severity]\n'structure.placeholder' = 'off'", 0, id="off"),
            pytest.param("[severity]\n'structure.placeholder' = 'neutral'", 0, id="neutral"),
            pytest.param("[severity]\n'structure.placeholder' = 'minor'", 0, id="minor"),
            pytest.param("fail-on = 'critical'\n[severity]\n'structure.placeholder' = 'critical'", 1, id="critical"),
            pytest.param("[severity]\n'structure.part' = 'off'", 1, id="another-rule"),
        ],
    )
    def test_severity_of_a_rule(self, run: Run, text: str, code: int) -> None:
        """A rule's severity from the file decides whether it fails the gate."""
        self.configure(text + "\n")
        assert run(*RED)[0] == code

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            pytest.param("fail_no = 'major'", "letterqa.toml: unknown setting 'fail_no'; did you mean 'fail-on'?", id="unknown-key"),
            pytest.param("ignore = ['struture']", "there is no rule or family 'struture'; did you mean 'structure'?", id="unknown-family"),
            pytest.param("fail-on =", "letterqa.toml is not valid TOML", id="no-toml"),
            pytest.param("report = ['a.pdf']", "--report a.pdf: the format cannot be told", id="report-format"),
        ],
    )
    def test_mistakes(self, run: Run, text: str, says: str) -> None:
        """A mistake in the file exits with 2 and one line that names it."""
        self.configure(text + "\n")
        code, out, err = run(*PAIR)
        assert (code, out) == (2, "")
        assert says in err
        assert len(err.splitlines()) == 1


class TestInit:
    """`letterqa init` writes a commented configuration and never overwrites one."""

    def test_writes(self, run: Run, folder: Path) -> None:
        """The file is written where asked, and a check then runs under the defaults."""
        code, out, _ = run("init", "campaign")
        assert code == 0
        assert str(Path("campaign/letterqa.toml")) in out
        assert all(not line or line.startswith("#") for line in (folder / "campaign" / "letterqa.toml").read_text(encoding="utf-8").splitlines())
        assert run(*PAIR, "--config", "campaign/letterqa.toml")[0] == 0

    def test_here_by_default(self, run: Run) -> None:
        """Without a folder it is the working folder."""
        Path("letterqa.toml").unlink()
        assert run("init")[0] == 0
        assert Path("letterqa.toml").is_file()

    def test_refuses_to_overwrite(self, run: Run) -> None:
        """A file that is there stays as it is."""
        Path("letterqa.toml").write_text("strict = true\n", encoding="utf-8")
        code, out, err = run("init")
        assert (code, out) == (2, "")
        assert "letterqa.toml is already there and was left as it is." in err
        assert Path("letterqa.toml").read_text(encoding="utf-8") == "strict = true\n"

    def test_a_file_is_no_folder(self, run: Run) -> None:
        """A file given as folder is a usage error."""
        code, _, err = run("init", "letter_en.txt")
        assert code == 2
        assert "letter_en.txt" in err


class TestRules:
    """`letterqa rules` lists the rules and explains each."""

    def test_all(self, run: Run) -> None:
        """All rules are listed, one a line, in report order, with severity and summary."""
        code, out, _ = run("rules")
        known = checks.rules()
        assert code == 0
        assert [line.split()[0] for line in out.splitlines()] == list(known)
        for line, rule in zip(out.splitlines(), known.values(), strict=True):
            assert line.split()[1] == str(rule.severity)
            assert line.endswith(rule.summary)

    @pytest.mark.parametrize("family", list(checks.FAMILIES))
    def test_family(self, run: Run, family: str) -> None:
        """A family's name lists its rules."""
        code, out, _ = run("rules", family)
        assert code == 0
        assert [line.split()[0] for line in out.splitlines()] == [rule for rule in checks.rules() if rule.startswith(f"{family}.")]

    @pytest.mark.parametrize("rule", list(checks.rules()))
    def test_one(self, run: Run, rule: str) -> None:
        """A rule's page says what it finds, why, with an example and how to silence it."""
        known = checks.rules()[rule]
        code, out, _ = run("rules", rule)
        assert code == 0
        for said in (rule, str(known.severity), known.category, known.summary, known.why, known.example, f"--ignore {rule}"):
            assert said in out

    def test_silencing_advice_works(self, run: Run) -> None:
        """The lines that a rule's page shows do silence the rule."""
        _, out, _ = run("rules", "structure.placeholder")
        lines = [line.strip() for line in out.splitlines() if re.match(r'    (\[severity\]|"structure)', line)]
        assert len(lines) == 2
        Path("letterqa.toml").write_text("\n".join(lines), encoding="utf-8")
        assert run(*RED)[0] == 0


def test_commands_work_under_click_too() -> None:
    """The command group behaves as any click command does, for shell completion and for tests."""
    result = CliRunner().invoke(cli.cli, list(PAIR))
    assert (result.exit_code, "GREEN" in result.output) == (0, True)
