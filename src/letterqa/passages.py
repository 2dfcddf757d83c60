"""Judged words become passages: runs of words in doubt on either side, weighed, and paired across the two sides."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from letterqa.coverage import Cover, Word
from letterqa.letter import Span
from letterqa.tagging import MISSING, ROLE, WRONG

Known = Callable[[Span], bool]

SEED, GROWS = 0.5, 0.25  # doubt that begins a run, and that lets it grow over its neighbours
_BRIDGE = 2  # words with little doubt that may lie inside a run
_SOME = 0.05  # but they must have this much
_LONGER = 2.5  # and neither is more than this many times as long as the other
_APART = 0.3  # runs of the two sides answer each other when their middles are nearer than this share of the bead


class Kind(StrEnum):
    """What is wrong with a passage."""

    OMISSION = "omission"
    ADDITION = "addition"
    MISTRANSLATION = "mistranslation"
    REVERSAL = "role-reversal"


DIFFERENT = frozenset({Kind.MISTRANSLATION, Kind.REVERSAL})


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive words of one side most of which are in doubt. `weight` is the evidence against them in nats: the sum of
    `-log(1 - doubt)` over words that no other check compares. `at` is the relative place of its middle, 0 to 1."""

    words: tuple[Word, ...]
    weight: float
    at: float
    label: int

    @property
    def span(self) -> Span:
        """From the first word to the last."""
        return Span(self.words[0].span.start, self.words[-1].span.end)

    @property
    def count(self) -> int:
        """Number of words, marks left out."""
        return sum(word.spoken for word in self.words)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run, or two that face each other; one of them may be None. `weight` is that of both together."""

    kind: Kind
    source: Run | None
    target: Run | None

    @property
    def weight(self) -> float:
        """Evidence in nats."""
        return sum(run.weight for run in (self.source, self.target) if run)


# What the decision about a passage is made of; tools/fit_passages.py fits WEIGHTS (the last is the bias) on contrast rows that were held back.
FEATURES = (
    *("log weight", "mean doubt", "both sides", "words", "begins at a mark", "ends at a mark"),
    *("missing", "wrong", "role", "bead missing", "bead wrong", "bead role"),
)
# One row for what stands on one side only, one for what differs.
WEIGHTS = (
    (2.631, -1.685, 0.0, -1.061, -0.431, 0.022, -0.161, -1.467, 0.525, 0.034, -0.28, -0.019, -1.103),
    (1.656, -0.365, -0.481, -0.368, -0.579, 0.419, 1.671, -1.735, -1.381, -0.185, -0.07, 0.043, -1.445),
)


def features(passage: Passage, cover: Cover) -> tuple[float, ...]:
    """The features of a passage of a bead, in the order of FEATURES."""
    own = [word for run in (passage.source, passage.target) if run for word in run.words if word.spoken]
    doubts = [word.doubt for word in own]
    total = sum(doubts) or 1.0
    shares = [sum(word.tags[label] for word in own) / total for label in (MISSING, WRONG, ROLE)]
    edges = [_edges(run, cover.on(side)) for side, run in (("source", passage.source), ("target", passage.target)) if run]
    odds = [math.log((p + 1e-3) / (1 - p + 1e-3)) for p in cover.odds]
    return (
        math.log(passage.weight + 0.1),
        sum(doubts) / len(doubts),
        float(passage.source is not None and passage.target is not None),
        math.log(len(own)),
        sum(begins for begins, _ in edges) / len(edges),
        sum(ends for _, ends in edges) / len(edges),
        *shares,
        *odds,
    )


def _edges(run: Run, words: Sequence[Word]) -> tuple[bool, bool]:
    """Whether a run begins and ends where a clause may: at a mark, or at an end of the bead."""
    first = next(k for k, word in enumerate(words) if word.span == run.words[0].span)
    last = next(k for k, word in enumerate(words) if word.span == run.words[-1].span)
    return first == 0 or not words[first - 1].spoken, last + 1 == len(words) or not words[last + 1].spoken


def likely(passage: Passage, cover: Cover) -> float:
    """Probability that a passage is an error, by a logistic model over its features."""
    weights = WEIGHTS[passage.kind in DIFFERENT]
    total = sum(weight * value for weight, value in zip(weights, features(passage, cover), strict=False)) + weights[-1]
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def runs(words: Sequence[Word], known: Known) -> list[Run]:
    """The runs of a side, in order. `known` tells spans that other checks compare by value (figures, dates, names)."""
    spoken = [k for k, word in enumerate(words) if word.spoken]
    doubts = [words[k].doubt for k in spoken]
    found: list[list[int]] = []
    for number, doubt in enumerate(doubts):
        if doubt < SEED:
            continue
        if found and number - found[-1][1] <= _BRIDGE + 1 and all(between >= _SOME for between in doubts[found[-1][1] + 1 : number]):
            found[-1][1] = number
        else:
            found.append([number, number])
    for run in found:
        while run[0] > 0 and doubts[run[0] - 1] >= GROWS:
            run[0] -= 1
        while run[1] + 1 < len(doubts) and doubts[run[1] + 1] >= GROWS:
            run[1] += 1
    merged: list[list[int]] = []
    for first, last in found:
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(last, merged[-1][1])
        else:
            merged.append([first, last])
    return [_run(words[spoken[first] : spoken[last] + 1], (first + last + 1) / 2 / len(spoken), known) for first, last in merged]


def _run(words: Sequence[Word], at: float, known: Known) -> Run:
    counted = [word for word in words if word.spoken and not known(word.span)]
    weight = sum(-math.log(1 - min(word.doubt, 0.999)) for word in counted)
    label = max((MISSING, WRONG, ROLE), key=lambda label: sum(word.tags[label] for word in words if word.spoken))
    return Run(tuple(words), weight, at, label)


def passages(cover: Cover, known: tuple[Known, Known]) -> Iterator[Passage]:
    """What is wrong in a bead: runs that face each other together, what is left of a side alone."""
    left, right = runs(cover.source, known[0]), runs(cover.target, known[1])
    pairs = sorted((abs(a.at - b.at), i, j) for i, a in enumerate(left) for j, b in enumerate(right) if _answers(a, b))
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in pairs:
        if i in taken[0] or j in taken[1]:
            continue
        taken[0].add(i)
        taken[1].add(j)
        role = left[i].label == ROLE or right[j].label == ROLE
        yield Passage(Kind.REVERSAL if role else Kind.MISTRANSLATION, left[i], right[j])
    for number, run in enumerate(left):
        if number not in taken[0]:
            yield Passage(_kind(run, Kind.OMISSION), run, None)
    for number, run in enumerate(right):
        if number not in taken[1]:
            yield Passage(_kind(run, Kind.ADDITION), None, run)


def _answers(a: Run, b: Run) -> bool:
    """Whether one stands in the place of the other: near it, and about as long (a lost clause beside a freely put word is no exchange)."""
    return abs(a.at - b.at) < _APART and max(a.count, b.count) <= _LONGER * min(a.count, b.count) + 1


def _kind(run: Run, alone: Kind) -> Kind:
    return {MISSING: alone, WRONG: Kind.MISTRANSLATION, ROLE: Kind.REVERSAL}[run.label]
