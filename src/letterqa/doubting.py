"""Doubt about single segments of an alignment: what does not belong leaves its bead, what stands beside one may join it."""

from __future__ import annotations

import numpy as np

from letterqa.aligning import WIDEST
from letterqa.belonging import belongs
from letterqa.grouping import Group, Pair, anchored, count, is_gap, ratio_of
from letterqa.letter import PROSE

# Below this calibrated probability two sides of a bead do not answer each other.
UNRELATED = 0.10
# Below this calibrated median probability of its beads a text is translated too freely for doubts about single sentences: on NTREX
# documents from which more and more words were taken, they helped above it and hurt below (benchmarks/alignment).
CLOSE = 0.7
# Probabilities of belonging: below the first a segment leaves its bead, above the second a gap joins one, and across a border
# between blocks it takes the third to stay.
STAYS, JOINS, CROSSING = 0.3, 0.32, 0.75
SHORT = 4  # words; a shorter segment has too little to judge by


def prune(both: Pair, groups: list[Group]) -> list[Group]:
    """Take apart beads whose sides have nothing to do with each other; anchors stay together whatever they say."""
    doubtful = [number for number, group in enumerate(groups) if _telling(both, group)]
    cosines = dict(zip(doubtful, both.cosines([groups[number] for number in doubtful]), strict=True))
    kept: list[Group] = []
    for number, (left, right) in enumerate(groups):
        if number in cosines and both.encoder.probability(cosines[number]) < UNRELATED:
            kept += [((segment,), ()) for segment in left] + [((), (segment,)) for segment in right]
        else:
            kept.append((left, right))
    return kept


def _telling(both: Pair, group: Group) -> bool:
    """Whether a bead has words enough on both sides to judge by, and must answer by what it says."""
    left, right = group
    return bool(left and right) and not anchored(both, left, right) and min(count(both.source, left), count(both.target, right)) >= SHORT


def close(both: Pair, groups: list[Group]) -> bool:
    """Whether one text follows the other closely enough that what belongs to a bead can be told by likeness."""
    telling = [group for group in groups if _telling(both, group)]
    return not telling or both.encoder.probability(float(np.median(both.cosines(telling)))) >= CLOSE


def test(both: Pair, groups: list[Group]) -> list[Group]:
    """Test every bead with several segments on a side, and every gap beside a bead, by what changes without or with the segment."""
    ratio = ratio_of(both, groups)
    tested: list[Group] = []
    for group in groups:
        for piece in _without(both, group, ratio):
            # What joins what stands before it may join again with what stands before that.
            while tested and (joined := _with(both, tested[-1], piece, ratio)) is not None:
                piece = joined
                tested.pop()
            tested.append(piece)
    return tested


def _belongs(both: Pair, group: Group, which: int, at: int, ratio: float) -> float:
    """Probability that a segment of a bead is answered by the bead's other side (see belonging)."""
    texts = [both.letters(which).plain(segment) for segment in group[which]]
    answer = " ".join(both.letters(1 - which).plain(segment) for segment in group[1 - which])
    return belongs(texts, at, answer, ratio if which == 0 else -ratio, both.encoder)


def _without(both: Pair, group: Group, ratio: float) -> list[Group]:
    """The bead, or the bead without the segment that belongs least, and that segment alone.

    Two paragraphs are rarely made one sentence: across a block border a segment must prove that it belongs.
    """
    left, right = group
    if not left or not right or (len(left) == 1 and len(right) == 1) or anchored(both, left, right):
        return [group]
    doubts = []
    for which in (0, 1):
        segments = group[which]
        for at in range(len(segments)) if len(segments) > 1 else ():
            alone = all(other.block != segments[at].block for number, other in enumerate(segments) if number != at)
            doubts.append((_belongs(both, group, which, at, ratio) - (CROSSING if alone else STAYS), which, at))
    doubt, which, at = min(doubts)
    if doubt >= 0:
        return [group]
    segments = group[which]
    rest = (*segments[:at], *segments[at + 1 :])
    lone: Group = ((segments[at],), ()) if which == 0 else ((), (segments[at],))
    kept: Group = (rest, right) if which == 0 else (left, rest)
    parts = _without(both, kept, ratio)
    return [lone, *parts] if at == 0 else [*parts, lone]


def _with(both: Pair, one: Group, two: Group, ratio: float) -> Group | None:
    """Two neighbours joined, where one is a gap in the same block that belongs to the other's bead."""
    gap, full = (one, two) if is_gap(one) else (two, one)
    if not is_gap(gap) or is_gap(full):
        return None
    which = 0 if gap[0] else 1
    if not full[which] or gap[which][0].block != full[which][0].block or both.letters(which).role_of(gap[which][0]) not in PROSE:
        return None
    segments = tuple(sorted((*gap[which], *full[which]), key=lambda segment: segment.index))
    if len(segments) > WIDEST + 1:
        return None
    joined: Group = (segments, full[1]) if which == 0 else (full[0], segments)
    return joined if _belongs(both, joined, which, segments.index(gap[which][0]), ratio) > JOINS else None
