"""What the tagger learns from: contrast rows are sound, and the labels of cases say what was done."""

from __future__ import annotations

import importlib.util
import random
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from letterqa.tagging import LANGUAGES

TOOL = Path(__file__).parents[2] / "tools" / "train_tagger.py"
ROW = [
    "The court [m1:rejected|upheld] the appeal[o1: after a short hearing].",
    "La corte ha [m1:respinto|accolto] il ricorso[o1: dopo una breve udienza].",
    "La cour a [m1:rejeté|accueilli] le recours[o1: après une brève audience].",
    "El tribunal [m1:rechazó|estimó] el recurso[o1: tras una breve vista].",
    "Das Gericht [m1:wies die Klage ab|gab der Klage statt][o1:, nachdem es kurz verhandelt hatte].",
    "O tribunal [m1:rejeitou|acolheu] o recurso[o1: após uma breve audiência].",
]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("train_tagger", TOOL)
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules["train_tagger"] = loaded
    spec.loader.exec_module(loaded)
    return loaded


def test_rows_are_sound(tool: ModuleType) -> None:
    """Six cells a row, the same marks in each, every mark changes its cell, and no bracket is left over."""
    rows = tool.contrast_rows()
    assert len(rows) >= 180
    for row in rows:
        marks = [sorted({match[1] for match in tool.MARK.finditer(cell)}) for cell in row]
        assert marks[0] and all(found == marks[0] for found in marks), row[0]
        for cell in row:
            assert not re.search(r"[\[\]|]", tool.MARK.sub("", cell)), cell
            for mark in marks[0]:
                plain, switched = (tool.marked(cell, frozenset(chosen))[0] for chosen in ((), (mark,)))
                assert plain != switched, (mark, cell)


def test_labels_of_a_contrast(tool: ModuleType) -> None:
    """Whatever is switched on one side is labelled on both, and a clean case has no label at all."""
    chance = random.Random(4)
    seen = set()
    for _ in range(300):
        one, two, a, b, ta, tb = tool.contrast_case(ROW, chance, 0.4)
        assert {one, two} <= set(LANGUAGES) and one != two and len(a) == len(ta) and len(b) == len(tb)
        labelled = {tag for tag in (*ta, *tb) if tag != tool.OK}
        seen.add(frozenset(labelled))
        if tool.WRONG in labelled:
            assert tool.WRONG in ta and tool.WRONG in tb
        if labelled == {tool.MISSING}:
            assert (tool.MISSING in ta) != (tool.MISSING in tb)
    assert frozenset() in seen and frozenset({tool.WRONG}) in seen and frozenset({tool.MISSING}) in seen


def test_cases_by_rule(tool: ModuleType) -> None:
    """Words and labels agree in number; clean cases carry no label; every kind of label turns up."""
    rows = [line.split("\t") for line in (tool.OWN / "sentences.tsv").read_text(encoding="utf-8").splitlines()[:120]]
    pairs = [(LANGUAGES[i], LANGUAGES[j], tool.words_of(row[i]), tool.words_of(row[j])) for row in rows for i, j in ((0, 1), (2, 4), (3, 5))]
    table = tool.Table()
    for _, _, a, b in pairs:
        table.number(a), table.number(b)
    maker = tool.Maker(pairs, table, 1)
    labels = set()
    for _ in range(400):
        _, _, a, b, ta, tb = maker.case(0.2)
        assert len(a) == len(ta) and len(b) == len(tb) and a and b
        labels |= {*ta, *tb}
    assert {tool.OK, tool.MISSING, tool.WRONG} <= labels
    for _ in range(50):
        *_, ta, tb = maker.case(1.0)
        assert not any(ta) and not any(tb)


def test_dropped_sentences_are_missing(tool: ModuleType) -> None:
    first, second = ("en", "it", ["a"], ["b"], [0], [0]), ("en", "it", ["c", "d"], ["e"], [0, 0], [0])
    assert tool.joined(first, second, 1) == ("en", "it", ["a", "c", "d"], ["b"], [0, tool.MISSING, tool.MISSING], [0])
    assert tool.joined(first, second, None)[2:4] == (["a", "c", "d"], ["b", "e"])
