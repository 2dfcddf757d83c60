"""`letterqa align`: the beads of two letters on standard output and in files, and nothing else on standard output."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from ast import literal_eval
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from letterqa import Checker
from letterqa.cli import cli
from running import Run
from small_letters import EN, IT

DUTCH = "Zij is gearresteerd en zit sinds het voorjaar vast zonder aanklacht.\nHaar moeder mag haar niet bezoeken.\n"
LINES_EN = "She was arrested on Monday.\n\nHer mother may not visit her. Nobody says why.\n   \n\u00a0\nShe is ill.\n"
LINES_IT = "È stata arrestata lunedì.\nLa madre non può visitarla.\nNessuno dice perché.\nÈ malata.\n"
PAIR = ("align", "letter_en.txt", "letter_it.txt")


@pytest.fixture(autouse=True)
def folder(workplace: Path) -> Path:
    """The working folder: a pair of letters, the target without one sentence, and pre-segmented texts."""
    for name, text in (
        ("letter_en.txt", EN),
        ("letter_it.txt", IT),
        ("short_it.txt", re.sub(r" Un medico [^.]*\.", "", IT)),
        ("text_nl.txt", DUTCH),
        ("lines.en", LINES_EN),
        ("lines.it", LINES_IT),
    ):
        (workplace / name).write_text(text, encoding="utf-8")
    return workplace


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves the machine."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def beads(out: str) -> list[tuple[list[int], list[int], float]]:
    """What the notation says, every line of it."""
    found = []
    for line in out.splitlines():
        assert re.fullmatch(r"\[[\d, ]*\]:\[[\d, ]*\]:\d\.\d\d", line), line
        source, target, cost = line.split(":")
        found.append((literal_eval(source), literal_eval(target), float(cost)))
    return found


class TestPrinting:
    """Standard output is the notation, whole and only."""

    def test_every_segment_once(self, run: Run, checker: Checker) -> None:
        """Every segment of both letters is in one bead, and costs lie between 0 and 1."""
        code, out, err = run(*PAIR)
        assert (code, err) == (0, "")
        found = beads(out)
        bitext, doubts = checker.align("letter_en.txt", "letter_it.txt")
        assert sorted(i for bead in found for i in bead[0]) == list(range(len(bitext.source.segments)))
        assert sorted(j for bead in found for j in bead[1]) == list(range(len(bitext.target.segments)))
        assert all(0 <= cost <= 1 for *_, cost in found)
        assert doubts == ()

    def test_a_gap(self, run: Run) -> None:
        """A sentence that the target lacks faces empty brackets, and the exit code is 0 all the same."""
        code, out, _ = run("align", "letter_en.txt", "short_it.txt", "-o", "a.tsv")
        assert code == 0
        texts = Path("a.tsv").read_text(encoding="utf-8").splitlines()
        gaps = [(bead, text) for bead, text in zip(beads(out), texts, strict=True) if not bead[1]]
        assert [(len(source), cost, text) for (source, _, cost), text in gaps] == [(1, 0.0, "A doctor saw the wounds on her back and wrote a report.\t\t")]

    def test_the_runner_of_click(self) -> None:
        """The command works without the program around it."""
        done = CliRunner().invoke(cli, [*PAIR, "-o", "a.align"], catch_exceptions=False)
        assert done.exit_code == 0
        assert done.stdout.encode() == Path("a.align").read_bytes()

    def test_one_file_with_both(self, run: Run) -> None:
        """A file with both versions is divided first; the name in XLIFF is that of the file."""
        Path("both.txt").write_text(EN + "\n\n" + IT, encoding="utf-8")
        code, out, _ = run("align", "both.txt", "-o", "both.xlf", "-o", "both.tmx")
        assert code == 0
        assert len(beads(out)) > 10
        assert b'original="both.txt"' in Path("both.xlf").read_bytes()
        assert b'srclang="en"' in Path("both.tmx").read_bytes()

    def test_help_explains_the_figure(self, run: Run) -> None:
        """The help says what the third figure is."""
        code, out, _ = run("align", "--help")
        assert code == 0
        text = " ".join(out.split())
        assert "The third figure is the cost, 1 minus the similarity" in text
        assert "[0]:[0, 1]:0.15" in text

    def test_configuration(self, run: Run) -> None:
        """Languages of the configuration file count, and the command line wins."""
        Path("other.toml").write_text("target-lang = 'fr'\n", encoding="utf-8")
        assert run(*PAIR, "--config", "other.toml", "-o", "a.xlf")[0] == 0
        assert b'target-language="fr"' in Path("a.xlf").read_bytes()
        assert run(*PAIR, "--config", "other.toml", "--target-lang", "it-CH", "-o", "a.xlf")[0] == 0
        assert b'target-language="it-CH"' in Path("a.xlf").read_bytes()

    def test_another_language(self, run: Run) -> None:
        """A language that the model was not trained for is said aloud, on standard error."""
        code, out, err = run("align", "letter_en.txt", "text_nl.txt", "--target-lang", "nl")
        assert code == 0
        assert beads(out)
        assert "letterqa knows no Dutch: letter parts were told by layout alone, and sentences were compared by a model" in err

    def test_remarks_of_reading(self, run: Run) -> None:
        """An encoding that had to be assumed is said aloud."""
        Path("letter_it.txt").write_bytes(IT.replace("•", "-").encode("cp1252", "replace"))
        _, out, err = run(*PAIR)
        assert beads(out)
        assert "letter_it.txt: The file is not UTF-8 and was read as Windows-1252" in err


class TestFiles:
    """Files are written by suffix, whole or not at all."""

    def test_all_forms(self, run: Run) -> None:
        """Each --output is written and named, folders are made, and a capital suffix is the same suffix."""
        names = ["out/a.tmx", "a.xlf", "a.XLIFF", "a.tsv", "a.txt", "a.align"]
        code, out, err = run(*PAIR, *(part for name in names for part in ("--output", name)))
        assert code == 0
        assert all(f"Wrote {name}." in err for name in names)
        assert Path("a.txt").read_text(encoding="utf-8") == Path("a.align").read_text(encoding="utf-8") == out
        assert Path("a.xlf").read_bytes() == Path("a.XLIFF").read_bytes()
        assert len(Path("a.tsv").read_text(encoding="utf-8").splitlines()) == len(out.splitlines())
        units = [unit.getchildren()[-2:] for unit in etree.parse("out/a.tmx").iter("tu")]
        assert ("Dear Minister,", "Signor Ministro,") in [tuple(tuv.findtext("seg") for tuv in pair) for pair in units]

    def test_gaps_are_counted(self, run: Run) -> None:
        """What the memory leaves out is counted on standard error; nothing is said where nothing is left out."""
        _, out, err = run("align", "letter_en.txt", "short_it.txt", "-o", "a.tmx", "-o", "a.xlf")
        assert "a.tmx leaves out 1 segment without counterpart: a translation memory holds pairs only." in err
        assert len(list(etree.parse("a.tmx").iter("tu"))) == len(out.splitlines()) - 1
        assert b"no counterpart in the Italian version" in Path("a.xlf").read_bytes()
        assert "leaves out" not in run(*PAIR, "-o", "a.tmx")[2]

    def test_same_bytes(self) -> None:
        """Two runs of the program, whatever the seed of its hashes, give the same bytes."""
        forms = ("tmx", "xlf", "tsv", "align")
        for seed in ("1", "2"):
            outputs = [part for form in forms for part in ("-o", f"{seed}.{form}")]
            subprocess.run([sys.executable, "-m", "letterqa.cli", *PAIR, *outputs], check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
        assert all(Path(f"1.{form}").read_bytes() == Path(f"2.{form}").read_bytes() for form in forms)

    def test_no_folder_in_the_files(self, run: Run, folder: Path) -> None:
        """Absolute paths leave no folder behind."""
        names = [str(folder / name) for name in ("letter_en.txt", "letter_it.txt")]
        assert run("align", *names, "-o", "a.tmx", "-o", "a.xlf", "-o", "a.tsv", "-o", "a.txt")[0] == 0
        assert all(str(folder).encode() not in Path(f"a.{form}").read_bytes() for form in ("tmx", "xlf", "tsv", "txt"))

    def test_an_old_file_is_replaced(self, run: Run) -> None:
        """A new file takes the place of the old one, and nothing else is left beside it."""
        Path("a.tmx").write_text("old", encoding="utf-8")
        before = set(os.listdir())
        assert run(*PAIR, "-o", "a.tmx")[0] == 0
        assert Path("a.tmx").read_bytes().startswith(b"<?xml")
        assert set(os.listdir()) == before

    def test_an_old_file_is_kept_when_writing_fails(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """A disk that fails leaves the old file and no half of the new one."""
        Path("a.tmx").write_text("old", encoding="utf-8")
        before = set(os.listdir())

        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", fail)
        code, _, err = run(*PAIR, "-o", "a.tmx")
        assert code == 2
        assert "a.tmx cannot be written (No space left on device): choose another place for it." in err
        assert Path("a.tmx").read_text(encoding="utf-8") == "old"
        assert set(os.listdir()) == before


class TestLines:
    """With --lines the lines are the segments."""

    def test_indexes(self, run: Run) -> None:
        """Indexes count lines with text; no line is cut, not even one of two sentences."""
        code, out, _ = run("align", "--lines", "lines.en", "lines.it", "-o", "a.tsv")
        assert code == 0
        assert [bead[:2] for bead in beads(out)] == [([0], [0]), ([1], [1, 2]), ([2], [3])]
        assert Path("a.tsv").read_text(encoding="utf-8").splitlines()[1].startswith(
            "Her mother may not visit her. Nobody says why.\tLa madre non può visitarla. Nessuno dice perché.\t"
        )

    def test_languages_from_the_suffix(self, run: Run) -> None:
        """Corpora are named by language: the suffix tells it."""
        run("align", "--lines", "lines.en", "lines.it", "-o", "a.xlf")
        assert b'source-language="en"' in Path("a.xlf").read_bytes()
        assert b'target-language="it"' in Path("a.xlf").read_bytes()

    def test_paragraphs(self, checker: Checker) -> None:
        """Blank lines end paragraphs; without them a text is one."""
        bitext, _ = checker.align("lines.en", "lines.it", prepared=True)
        assert [segment.block for segment in bitext.source.segments] == [0, 1, 2]
        assert [segment.block for segment in bitext.target.segments] == [0, 0, 0, 0]
        assert [bitext.source[segment.span] for segment in bitext.source.segments] == [line for line in LINES_EN.split("\n") if line.strip()]

    def test_no_parts_of_letters(self, checker: Checker) -> None:
        """A salutation is a line like any other."""
        bitext, _ = checker.align("letter_en.txt", "letter_it.txt", prepared=True)
        assert {str(block.role) for letter in (bitext.source, bitext.target) for block in letter.blocks} == {"paragraph"}
        assert len(bitext.source.segments) == sum(bool(line.strip()) for line in EN.splitlines())

    def test_indentation_and_line_ends(self, checker: Checker, folder: Path) -> None:
        """White space at the ends of a line is no part of a segment, and every kind of line end is one."""
        Path("a.en").write_bytes(b"\xef\xbb\xbf\tShe was arrested. \r\n\r\n  She is ill.\r")
        bitext, _ = checker.align("a.en", "lines.it", prepared=True)
        assert [bitext.source[segment.span] for segment in bitext.source.segments] == ["She was arrested.", "She is ill."]

    def test_another_language(self, run: Run) -> None:
        """What is said of an unknown language does not speak of letter parts."""
        code, _, err = run("align", "--lines", "lines.en", "text_nl.txt", "--target-lang", "nl")
        assert code == 0
        assert "letterqa knows no Dutch: sentences were compared by a model that was not trained for it." in err

    def test_a_language_told_from_the_text(self, checker: Checker) -> None:
        """Without a name or an option that says it, the language is told from the text."""
        Path("a").write_text(IT, encoding="utf-8")
        bitext, _ = checker.align("lines.en", "a", prepared=True)
        assert (bitext.target.language, bitext.target.claimed) == ("it", None)


USAGE = (
    ("unknown-suffix", [*PAIR, "-o", "a.docx"], "--output a.docx: the format cannot be told from the name; use a name in .tmx, .xlf, .xliff, .tsv, .txt, .align."),
    ("no-suffix", [*PAIR, "-o", "tmx"], "--output tmx: the format cannot be told from the name"),
    ("one-unknown-among-others", [*PAIR, "-o", "a.tmx", "-o", "-"], "--output -: the format cannot be told"),
    ("over-a-letter", [*PAIR, "-o", "./letter_it.txt"], "--output ./letter_it.txt: that is one of the letters; choose another name."),
    ("below-a-file", [*PAIR, "-o", "letter_en.txt/a.tmx"], "letter_en.txt/a.tmx cannot be written"),
    ("missing-source", ["align", "lettre_en.txt", "letter_it.txt"], "lettre_en.txt does not exist; check the name and the folder."),
    ("missing-target", ["align", "--lines", "lines.en", "lines.fr"], "lines.fr does not exist"),
    ("a-folder", ["align", ".", "letter_it.txt"], "is a folder"),
    ("suffix-of-a-letter", ["align", "lines.en", "lines.it"], "lines.en does not end in a known suffix"),
    ("not-bilingual", ["align", "letter_en.txt"], "in English only"),
    ("lines-of-one-file", ["align", "--lines", "lines.en"], "name the file of the other version too"),
    ("language-unknown", [*PAIR, "--target-lang", "italiano"], "--target-lang: 'italiano' is not a language"),
    ("language-untold", ["align", "--lines", "lines.en", "short"], "The language of short cannot be told from its text: say it with --source-lang or --target-lang."),
    ("no-text", ["align", "--lines", "lines.en", "blank.it"], "blank.it holds no text"),
    ("binary", ["align", "--lines", "lines.en", "binary.it"], "binary.it holds binary data"),
    ("too-long", ["align", "--lines", "lines.en", "long.it"], "long.it has 100,001 lines with text; split it into files of up to 100,000."),
    ("one-language", ["align", "letter_en.txt", "letter_en.txt", "-o", "a.xlf", "-o", "a.tmx"], "A translation memory needs two languages, and both letters are in English"),
    ("config-missing", [*PAIR, "--config", "no.toml"], "There is no configuration file no.toml."),
    ("model-missing", [*PAIR, "--model", "no/model"], "no/model"),
)


@pytest.mark.parametrize(("arguments", "says"), [pytest.param(list(arguments), says, id=name) for name, arguments, says in USAGE])
def test_usage(run: Run, folder: Path, arguments: list[str], says: str) -> None:
    """A mistake exits with 2 and a sentence on standard error; nothing is printed and nothing written."""
    Path("short").write_text("Ja.\n", encoding="utf-8")
    Path("blank.it").write_text(" \n\u00a0\n", encoding="utf-8")
    Path("binary.it").write_bytes(b"\x00\x01\x02" * 50)
    Path("long.it").write_text("Uno.\n" * 100_001, encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert says in err
    assert "Traceback" not in err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
