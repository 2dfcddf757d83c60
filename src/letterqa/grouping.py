"""Groups of segments while an alignment is being made: a pair of runs, one a side, either of which may be empty (a gap)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from letterqa.aligning import ANCHORS, Side, bead
from letterqa.embedding import Encoder
from letterqa.letter import Letter, Segment

Group = tuple[tuple[Segment, ...], tuple[Segment, ...]]


@dataclass(frozen=True)
class Pair:
    """What the steps share."""

    source: Letter
    target: Letter
    encoder: Encoder

    def cosine(self, source: Sequence[Segment], target: Sequence[Segment]) -> float:
        return bead(source, target, (self.source, self.target), self.encoder).cosine or 0.0

    def probability(self, source: Sequence[Segment], target: Sequence[Segment]) -> float:
        return self.encoder.probability(self.cosine(source, target))

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
    full = sorted((group for group in groups if group[0]), key=lambda group: group[0][0].index)
    loose = sorted((group for group in groups if not group[0]), key=lambda group: group[1][0].index)
    for group in loose:
        index = group[1][0].index
        at = 0
        for number, other in enumerate(full):
            if other[1] and other[1][-1].index == index - 1:
                at = number + 1
                break
            if other[1] and other[1][-1].index < index:
                at = number + 1
        full.insert(at, group)
    return full
