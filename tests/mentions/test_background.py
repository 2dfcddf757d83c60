"""Four newspaper articles of the kind that letters grow from: every figure, date and name that a reader listed is found."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from letterqa.letter import Span
from letterqa.mentions.facts import facts
from letterqa.mentions.names import names

# The articles are somebody else's and not in the repository; what they mention is in background.toml, by hand.
FOLDER = Path(__file__).parents[3] / "shared" / "letters" / "background"
ARTICLES: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "background.toml").read_text(encoding="utf-8"))["article"]
KINDS = ("people", "places", "organisations")
# What the program does not find, or not as the reader did.
KNOWN = {
    ("2020-07-28-diaspora.en", "codes"): "“Kmetro0”, a newspaper's name, is read as a code",
    ("2020-07-28-diaspora.en", "organisations"): "“Kmetro0” is read as a code and no name",
}


def _cases(kinds: tuple[str, ...]) -> list[object]:
    return [
        pytest.param(
            name, kind, id=f"{name}-{kind}", marks=[pytest.mark.xfail(strict=True, reason=KNOWN[name, kind])] if (name, kind) in KNOWN else []
        )
        for name in ARTICLES
        for kind in kinds
    ]


def _article(name: str) -> tuple[str, str]:
    """An article's text and language."""
    path = FOLDER / f"{name}.txt"
    if not FOLDER.exists():
        pytest.skip("the articles are not in the repository and the folder shared/letters/background is not beside it")
    return path.read_text(encoding="utf-8"), name.rpartition(".")[2]


def _found(text: str, language: str, kind: str) -> list[tuple[str, Span, bool]]:
    """What is found of a kind, as tables show it, and whether nobody would miss it."""
    known = facts(text, language)
    if kind == "figures":
        return [(figure.shown(), figure.span, figure.weighs > 0 or figure.kind == "vague") for figure in known.figures]
    if kind == "dates":
        return [(date.shown(), date.span, date.sort == "month") for date in known.dates]
    return [(code.value, code.span, False) for code in known.codes]


@pytest.mark.parametrize(("name", "kind"), _cases(("figures", "dates", "codes")))
def test_facts(name: str, kind: str) -> None:
    """Every figure, date and code is found by its value and on its words, in order of place, and nothing else that anybody would miss."""
    text, language = _article(name)
    listed = [(value, words) for value, words in ARTICLES[name][kind]]
    found = _found(text, language, kind)
    spare = Counter(value for value, _ in listed)
    spare.subtract(value for value, _, light in found if not light)
    kept = []
    for value, span, light in found:
        spare[value] -= light
        if not light or spare[value] >= 0:
            kept.append((value, text[span.start : span.end]))
    assert [value for value, _ in kept] == [value for value, _ in listed], kept
    assert [pair for pair, (_, words) in zip(kept, listed, strict=True) if words not in pair[1] and pair[1] not in words] == []


@pytest.mark.parametrize(("name", "kind"), _cases(KINDS))
def test_names(name: str, kind: str) -> None:
    """Every person, place and organisation stands in capitalised sequences and acronyms, but for words that have no capital."""
    text, language = _article(name)
    spans = [name.span for name in names(text, language)]
    spans += [Span(*match.span()) for match in re.finditer(r"\b[^\W\d_]{2,}\b", text) if match[0].isupper()]
    lost = []
    for entity in ARTICLES[name][kind]:
        places = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(entity)}(?!\w)", text)]
        assert places, f"{entity} is not in the article"
        words = [match for match in re.finditer(r"[^\W_]+", entity) if match[0][0].isupper()]
        if not any(all(_covered(spans, start + word.start(), start + word.end()) for word in words) for start in places):
            lost.append(entity)
    assert lost == []


def _covered(spans: list[Span], start: int, end: int) -> bool:
    return any(span.start <= start and end <= span.end for span in spans)
