"""What lint says of a term base, with file and line, and what it says nothing of."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterqa.termbase import files
from letterqa.termbase.linting import lint

HEAD = "concept,kind,language,term,status,form\n"

SILENT = [
    ("two-languages", "a,treaty,en,Arms Trade Treaty,,\na,treaty,it,Trattato sul commercio delle armi,,\n"),
    ("acronyms", "a,treaty,en,Arms Trade Treaty,,\na,treaty,en,ATT,,\na,treaty,it,Trattato,,\na,treaty,it,ATT,,\n"),
    ("one-word-for-a-treaty-and-a-body", "a,treaty,en,Assembly,,\nb,body,en,Assembly,,\n"),
    ("an-acronym-of-two-bodies", "a,body,en,Court of Justice,,\na,body,en,ICJ,,\nb,body,en,Commission of Jurists,,\nb,body,en,ICJ,,\n"),
    ("deprecated-beside-preferred", "a,treaty,en,Arms Trade Treaty,,\na,treaty,en,Weapons Treaty,deprecated,\n"),
    ("an-article-inside", "a,treaty,it,Convenzione contro la tortura,,\n"),
    ("a-place-with-an-article", "a,place,es,La Paz,,\n"),
    ("a-point-at-the-end", "a,organisation,en,Amnesty Ltd.,,\n"),
    ("accents", "a,treaty,fr,Traité sur le commerce des armes,,\n"),
    ("portuguese-tildes", "a,legal-term,pt,prisão; não devolução,,\n"),
]
FIRING = [
    ("twice", "a,treaty,en,Arms Trade Treaty,,\na,treaty,en,arms trade treaty,,\n", 3, "stands twice under a", False),
    ("twice-with-another-status", "a,treaty,en,Arms Treaty,,\na,treaty,en,Arms Treaty,forbidden,\n", 3, "stands twice", True),
    ("forbidden-and-preferred", "a,treaty,en,Arms Treaty,forbidden,\nb,body,en,Arms Treaty,,\n", 2, "is forbidden under a and preferred under b", True),
    ("two-preferred", "a,treaty,en,Arms Treaty,,\na,treaty,en,Weapons Treaty,,\n", 3, "two preferred names in English", False),
    ("one-name-for-two-treaties", "a,treaty,en,Arms Treaty,,\nb,treaty,en,Arms Treaty,,\n", 3, "stands under a and b", False),
    ("a-language-is-missing", "a,treaty,en,One,,\na,treaty,it,Uno,,\nb,treaty,en,Two,,\nb,treaty,it,Due,,\nc,treaty,en,Three,,\n", 6, "c has no Italian term", False),
    ("nothing-to-use", "a,treaty,en,One,,\na,treaty,it,Uno,,\nb,treaty,en,Two,,\nb,treaty,it,Due,forbidden,\n", 4, "no Italian term that may be used", False),
    ("wrong-encoding", "a,treaty,fr,TraitÃ© sur les armes,,\n", 2, "wrong encoding", True),
    ("replacement-character", "a,treaty,fr,Trait\ufffd,,\n", 2, "wrong encoding", True),
    ("an-article-first", "a,treaty,it,La Convenzione contro la tortura,,\n", 2, "begins with an article", False),
    ("an-elided-article-first", "a,legal-term,fr,l'apartheid,,\n", 2, "begins with an article", False),
    ("no-word", "a,phrase,en,---,,full\n", 2, "holds no word", True),
]


def read(folder: Path, rows: str) -> files.TermBase:
    path = folder / "terms.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return files.read(path)


@pytest.mark.parametrize("rows", [row[1] for row in SILENT], ids=[row[0] for row in SILENT])
def test_silent(tmp_path: Path, rows: str) -> None:
    assert lint(read(tmp_path, rows)) == ()


@pytest.mark.parametrize(("rows", "line", "words", "grave"), [row[1:] for row in FIRING], ids=[row[0] for row in FIRING])
def test_firing(tmp_path: Path, rows: str, line: int, words: str, grave: bool) -> None:
    found = lint(read(tmp_path, rows))
    assert any(item.line == line and words in item.text and item.grave is grave and item.file == "terms.csv" for item in found), found


def test_what_ships_contradicts_itself_nowhere() -> None:
    assert [item for item in lint(files.shipped()) if item.grave] == []
