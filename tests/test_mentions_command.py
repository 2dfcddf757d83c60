"""`letterqa mentions`: every value of a letter, for a person or a program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from running import Run

LETTER = """London, 9 September 2024

Dear Ms Ambassador,

On 3 May 2024 at 8.30 pm, some 90,000 people marched in Nakuru, 40% of them women under the age of thirty. Brian Otieno Maloba was hit by a
round from a TB2 drone. Under Article 9 of the Covenant he must be brought before a judge within 48 hours. Both his brothers fled. Write to press@openhands.example.

Yours sincerely,
Mary Hall
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter_en.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def rows(run: Run, letter: Path, *options: str) -> list[tuple[str, str, str]]:
    code, out, _ = run("mentions", str(letter), "--json", *options)
    assert code == 0
    content = json.loads(out)
    text = content["mentions"]
    assert all(LETTER[row["start"] : row["end"]] == row["text"] for row in text)
    return [(row["kind"], row["value"], row["text"]) for row in text]


def test_every_kind_is_listed(run: Run, letter: Path) -> None:
    """Dates, times, figures with bound and unit, codes, contacts, places and names, in order of place."""
    found = rows(run, letter)
    for expected in [
        ("date", "2024-09-09", "9 September 2024"),
        ("date", "2024-05-03", "3 May 2024"),
        ("time", "T20:30", "8.30 pm"),
        ("figure", "about 90000", "90,000"),
        ("name", "Nakuru", "Nakuru"),
        ("figure", "40 %", "40%"),
        ("name", "Brian Otieno Maloba", "Brian Otieno Maloba"),
        ("code", "TB2", "TB2"),
        ("figure", "article 9", "9"),
        ("figure", "48 hour", "48 hours"),
        ("email", "press@openhands.example", "press@openhands.example"),
        ("place", "London", "London"),
    ]:
        assert expected in found
    assert [row[2] for row in found] == sorted((row[2] for row in found), key=[row[2] for row in found].index)


def test_weak_figures_are_listed_when_asked_for(run: Run, letter: Path) -> None:
    """Nobody misses the two of "both" where the other letter says it otherwise."""
    assert ("figure", "2", "Both") not in rows(run, letter)
    assert ("figure", "2", "Both") in rows(run, letter, "--all")


def test_the_table_has_a_line_a_mention(run: Run, letter: Path) -> None:
    """A pipe gets place, kind, value and words with tabs between."""
    code, out, _ = run("mentions", str(letter))
    assert code == 0
    assert "line 5\tfigure\tabout 90000\t90,000" in out.splitlines()


def test_a_letter_that_is_not_there(run: Run, tmp_path: Path) -> None:
    """A clear sentence and exit code 2."""
    code, _, err = run("mentions", str(tmp_path / "nothing_en.txt"))
    assert code == 2
    assert "nothing_en.txt" in err


def test_a_language_without_data(run: Run, tmp_path: Path) -> None:
    """A language that letterqa has no words for gets what digits and CLDR tell."""
    path = tmp_path / "letter_pl.txt"
    path.write_text("W dniu 3 maja 2024 r. zatrzymano 250 osób, w tym 12 dziennikarzy (sprawa ICC-01/04).\n", encoding="utf-8")
    found = rows_of(run, path)
    assert ("date", "2024-05-03") in found
    assert ("figure", "250") in found
    assert ("code", "ICC-01/04") in found


def rows_of(run: Run, path: Path) -> list[tuple[str, str]]:
    code, out, _ = run("mentions", str(path), "--json", "--lang", "pl")
    assert code == 0
    return [(row["kind"], row["value"]) for row in json.loads(out)["mentions"]]
