"""Groups of segments while an alignment is being made: a pair of runs, one a side, either of which may be empty (a gap)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from letterqa.aligning import ANCHORS, Meanings, Side
from letterqa.embedding import Encoder, Vectors
from letterqa.letter import Letter, Segment

Group = tuple[tuple[Segment, ...], tuple[Segment, ...]]
_BATCH = 2048


@dataclass(frozen=True)
class Pair:
    """What the steps share."""

    source: Letter
    target: Letter
    encoder: Encoder

    @cached_property
    def meanings(self) -> tuple[Meanings, Meanings]:
        """Vectors of both letters' segments, and what was joined of them."""
        return Meanings(self.source, self.encoder), Meanings(self.target, self.encoder)

    def cosine(self, source: Sequence[Segment], target: Sequence[Segment]) -> float:
        return float(self.meanings[0].of([source])[0] @ self.meanings[1].of([target])[0])

    def cosines(self, groups: Sequence[Group]) -> list[float]:
        """The cosines of many groups, none of them a gap."""
        found: list[float] = []
        for at in range(0, len(groups), _BATCH):
            left, right = (self.meanings[which].of([group[which] for group in groups[at : at + _BATCH]]) for which in (0, 1))
            found += [float(one @ two) for one, two in zip(left, right, strict=True)]
        return found

    def probability(self, source: Sequence[Segment], target: Sequence[Segment]) -> float:
        return self.encoder.probability(self.cosine(source, target))

    def vectors(self, which: int, groups: Sequence[Group]) -> Vectors:
        """Vectors of one side of some groups; of none, none."""
        return self.meanings[which].of([group[which] for group in groups]) if groups else np.zeros((0, 0), dtype=np.float32)

    def letters(self, which: int) -> Letter:
        return (self.source, self.target)[which]


def grouped(source: Side, target: Side, path: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> list[Group]:
    return [(source.segments[a:b], target.segments[c:d]) for (a, b), (c, d) in path]


def is_gap(group: Group) -> bool:
    return not group[0] or not group[1]


def count(letter: Letter, segments: Sequence[Segment]) -> int:
    return sum(len(letter[segment.span].split()) for segment in segments)


def characters(letter: Letter, segments: Sequence[Segment]) -> int:
    return sum(len(letter.plain(segment)) for segment in segments)


def ratio_of(both: Pair, groups: list[Group]) -> float:
    """Log of target characters to source characters over the beads that have both sides."""
    full = [(left, right) for left, right in groups if left and right]
    a = sum(characters(both.source, left) for left, _ in full)
    b = sum(characters(both.target, right) for _, right in full)
    return math.log(b / a) if a and b else 0.0


def anchored(both: Pair, left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    roles = {both.source.role_of(segment) for segment in left} | {both.target.role_of(segment) for segment in right}
    return len(roles) == 1 and roles <= ANCHORS


def ordered(groups: list[Group]) -> list[Group]:
    """Reading order: that of the source, gaps of the target after what precedes them in the target."""
    chain = sorted((group for group in groups if group[0]), key=lambda group: group[0][0].index)
    loose = sorted((group for group in groups if not group[0]), key=lambda group: group[1][0].index)
    # A linked list: the number of the group behind each, and of each group by the last segment of its target.
    head, behind = (0 if chain else -1), [*range(1, len(chain)), -1] if chain else []
    last = {group[1][-1].index: number for number, group in enumerate(chain) if group[1]}
    for group in loose:
        index, number = group[1][0].index, len(chain)
        at = last.get(index - 1)
        if at is None:
            at = _before(chain, head, behind, index) if index else -1
        chain.append(group)
        behind.append(head if at < 0 else behind[at])
        if at < 0:
            head = number
        else:
            behind[at] = number
        last[group[1][-1].index] = number
    found = []
    while head >= 0:
        found.append(chain[head])
        head = behind[head]
    return found


def _before(chain: list[Group], at: int, behind: list[int], index: int) -> int:
    """The last group whose target ends before a segment, -1 when none does."""
    found = -1
    while at >= 0:
        if chain[at][1] and chain[at][1][-1].index < index:
            found = at
        at = behind[at]
    return found
