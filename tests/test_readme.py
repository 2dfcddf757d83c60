"""The README keeps its word: what it shows is what is said, and its commands do what it says of them."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from running import Run

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def indented(heading: str) -> str:
    """The first indented block below a heading."""
    return re.search(r"\n\n((?: {4}.*\n|\n)+)", README.partition(f"## {heading}\n")[2])[1]  # type: ignore[index]


def test_the_sample_is_what_the_example_gives(workplace: Path, run: Run) -> None:
    shutil.copytree(ROOT / "examples" / "acat-2020", workplace, dirs_exist_ok=True)
    code, out, _ = run("check", "letter_en.txt", "letter_it.txt", "--languagetool", "off")
    said = " ".join(out.split())
    assert code == 1
    shown = [" ".join(part.split()) for part in re.split(r"\n(?= {4}(?:\S| {2}\S| {4}and))", indented("What it says").replace("      ...\n", "").replace(" (1 check did not run)", ""))]
    assert len(shown) > 8
    assert [part for part in shown if part and part not in said] == []


def test_from_red_to_green(workplace: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first command of the README, the waiver below it, and then all of the findings."""
    shutil.copytree(ROOT / "examples", workplace / "examples")
    commands = {part for line in README.splitlines() for part in re.findall(r"(?<=\.venv/bin/)letterqa .*?(?=&&|$)", line)}
    check = next(shlex.split(command)[1:] for command in commands if command.startswith("letterqa check"))
    waive = next(shlex.split(command)[1:] for command in commands if command.startswith("letterqa waive"))
    code, out, _ = run(*check)
    assert code == 1 and (red := re.match(r"RED: (\d+) findings", out))
    code, out, error = run(*waive)
    assert (code, out.count("Waived")) == (0, 2), error
    code, out, _ = run(*check)
    assert code == 1 and out.startswith(f"RED: {int(red[1]) - 2} findings")
    page = (workplace / "reports" / "letter_en--letter_it.html").read_text(encoding="utf-8")
    left = re.findall(r'<li class="finding (?:critical|major)"[^>]*data-id="(\w+)"[^>]*data-state="open"', page)
    assert len(left) == int(red[1]) - 2
    assert run("waive", waive[1], *left, "--reason", "agreed with the author")[0] == 0
    code, out, _ = run(*check)
    assert code == 0 and out.startswith("GREEN")


@pytest.mark.parametrize("command", ["check", "campaign"])
def test_every_option_is_there(run: Run, command: str) -> None:
    """The table of options, or the text, has them all."""
    _, out, _ = run(command, "--help")
    options = set(re.findall(r"^\s+(?:-\w, )?(--[a-z-]+)", out, re.MULTILINE))
    assert len(options) > 15
    assert sorted(option for option in options - {"--help"} if option not in README) == []
