"""Recorded figures do not fall: the labelled letters of both corpora, and retrieval on sentences that no model saw."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from letterqa.embedding import load_encoder

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
FLOORS = json.loads((BENCHMARKS / "floors.json").read_text(encoding="utf-8"))
# The kinds that the families there are answer for; a later family adds its own.
OWNED = [
    "omit-paragraph", "omit-list-item", "add-paragraph", "duplicate-paragraph", "swap-paragraphs", "untranslated-paragraph",
    "untranslated-sentence", "truncated", "placeholder", "dateline-missing", "closing-missing", "omit-sentence", "add-sentence", "omit-clause",
    "addressee-person", "addressee-role", "addressee-address", "salutation", "contact", "signature",
    "figure", "figure-magnitude", "figure-word", "percent", "date", "time-or-duration", "article-number", "person-name", "place-name", "organisation",
    "treaty", "acronym", "glossary", "negation", "hedge", "modality", "quantifier",
]  # fmt: skip


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = loaded  # dataclasses look their module up
    spec.loader.exec_module(loaded)
    return loaded


def scored(corpus: str, swap: bool = False) -> dict[str, Any]:
    score = module(BENCHMARKS / "letters" / "score.py")
    folder = BENCHMARKS / "letters" / corpus
    cases = [case for path in folder.glob("*/edits.json") for case in json.loads(path.read_text(encoding="utf-8"))]
    benign = {case["kind"] for case in cases if not case["error"]}
    result = score.score(folder, score.LetterqaSystem(), kinds=[*OWNED, *([] if swap else benign)], swap=swap)
    summary: dict[str, Any] = score.summary(result)
    return summary


@pytest.mark.parametrize("corpus", ["dev", "more", "parts", "parts2", "facts"])
def test_labelled_letters(corpus: str) -> None:
    """Errors are named, benign variations and clean letters stay silent, as often as recorded."""
    summary, floor = scored(corpus), FLOORS[corpus]
    assert summary["named"] >= floor["named"]
    assert summary["stray"] <= floor["stray"]
    assert summary["silent"] >= floor["silent"]
    assert summary["quiet"] >= floor["quiet"]
    assert summary["clean_major_per_letter"] <= floor["clean_major_per_letter"]


def test_labelled_letters_from_the_other_side() -> None:
    """With source and target exchanged, the same errors are named."""
    assert scored("dev", swap=True)["named"] >= FLOORS["dev"]["named_swap"]


@pytest.mark.skipif("LTP_JAR_DIR_PATH" not in os.environ and "LETTERQA_REQUIRE_LANGUAGETOOL" not in os.environ, reason="no LanguageTool")
def test_register_and_grammar_with_languagetool(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a real server finds beside our own tables, and what both say of clean letters."""
    monkeypatch.setenv("LETTERQA_LANGUAGETOOL", os.environ["LTP_JAR_DIR_PATH"])
    score = module(BENCHMARKS / "letters" / "score.py")
    system = score.LetterqaSystem()
    with system.checker:
        summary, floor = score.summary(score.score(BENCHMARKS / "letters" / "dev", system, kinds=["register", "grammar"])), FLOORS["language"]
    assert summary["named"] >= floor["named"]
    assert summary["clean_major_per_letter"] <= floor["clean_major_per_letter"]
    assert summary["clean_minor_per_letter"] <= floor["clean_minor_per_letter"]


def test_retrieval_on_sentences_held_back() -> None:
    """Each sentence kept from training finds its own translation among all, over all pairs of languages."""
    letters = module(BENCHMARKS / "synthetic" / "letters.py")
    rows, encoder = letters.held_out(), load_encoder()
    vectors = {language: encoder.encode([row[language] for row in rows]) for language in letters.LANGUAGES}
    hits = []
    for one, two in combinations(letters.LANGUAGES, 2):
        cosine = vectors[one] @ vectors[two].T
        here = np.arange(len(rows))
        hits += [(cosine.argmax(axis=1) == here).mean(), (cosine.argmax(axis=0) == here).mean()]
    assert len(rows) > 100
    assert float(np.mean(hits)) * 100 >= FLOORS["held_out_retrieval"]
