"""The unit tables: every row's figures, dates and codes, by value and in order, and nothing that is none of them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from letterqa.mentions.facts import facts

TABLES = Path(__file__).parent / "tables"
_ADDRESS = "an address in running text: its numbers are read as figures"
# Rows that the program does not read yet. A row that it comes to read fails here, so that it leaves this list.
KNOWN = {
    ("de", "Die Bauern sieben den Sand am Ufer des Flusses."): "“sieben” is the verb: the number is told from it by no grammar",
    ("de", "Unsere Anschrift lautet: Lindenstraße 12, 10969 Berlin"): _ADDRESS,
    ("es", "Nuestra sede está en la calle Mayor, 12, 28013 Madrid."): _ADDRESS,
    ("fr", "neuf militants sont toujours en prison"): "“neuf” is “new” too: alone it is a weak figure",
    ("pt", "A nossa sede fica na Rua das Flores, 12, 1200-195 Lisboa."): _ADDRESS,
}


def _rows() -> list[object]:
    """All rows, named by language and number."""
    found: list[object] = []
    for path in sorted(TABLES.glob("*.toml")):
        for number, row in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["row"], 1):
            reason = KNOWN.get((path.stem, row["text"]))
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
            found.append(pytest.param(path.stem, row, id=f"{path.stem}-{number}", marks=marks))
    return found


@pytest.mark.parametrize(("language", "row"), _rows())
def test_row(language: str, row: dict[str, list[str]]) -> None:
    """What one text holds, but for figures that nobody would miss and months that stand alone."""
    found = facts(str(row["text"]), language)
    assert [figure.shown() for figure in found.figures if figure.weighs == 0 and figure.kind != "vague"] == row["figures"]
    assert [date.shown() for date in found.dates if date.sort != "month"] == row["dates"]
    assert [code.value for code in found.codes] == row["codes"]


def test_known_rows_exist() -> None:
    """Every row that is said to fail is in a table."""
    texts = {(path.stem, row["text"]) for path in TABLES.glob("*.toml") for row in tomllib.loads(path.read_text(encoding="utf-8"))["row"]}
    assert len(texts) > 1000
    assert texts >= KNOWN.keys()
