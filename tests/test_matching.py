"""Mentions answer each other as multisets, in their bead first."""

from __future__ import annotations

from dataclasses import dataclass, field

from letterqa.letter import Span
from letterqa.matching import Item, match, opposed


@dataclass(frozen=True)
class Said:
    value: int
    span: Span = field(default_factory=lambda: Span(0, 1))


def items(*pairs: tuple[int, int]) -> list[Item[Said]]:
    """(value, bead) pairs as items."""
    return [Item(Said(value), bead, place) for place, (value, bead) in enumerate(pairs)]


def equal(one: Said, two: Said) -> float:
    return float(one.value == two.value)


def left(found: tuple[Item[Said], ...]) -> list[int]:
    return [item.mention.value for item in found]


def test_repeats_count() -> None:
    """Two on one side and one on the other leave one over: multisets, not sets."""
    found = match(items((5, 0), (5, 0)), items((5, 0)), equal)
    assert len(found.pairs) == 1
    assert left(found.source) == [5]
    assert left(found.target) == []


def test_order_does_not_matter() -> None:
    """The same values in another order all answer each other."""
    found = match(items((1, 0), (2, 0), (3, 0)), items((3, 0), (1, 0), (2, 0)), equal)
    assert len(found.pairs) == 3


def test_the_own_bead_comes_first() -> None:
    """A value that stands in its own bead too is matched there."""
    found = match(items((7, 4)), items((7, 3), (7, 4)), equal)
    assert [pair[1].bead for pair in found.pairs] == [4]


def test_a_neighbour_may_say_it() -> None:
    """What moved to the next sentence, or to the end of the letter, is there."""
    assert len(match(items((7, 4)), items((7, 5)), equal).pairs) == 1
    assert len(match(items((7, 4)), items((7, 30)), equal).pairs) == 1


def test_what_faces_a_stranger_is_not_looked_for_far_away() -> None:
    """11 against 12 in one bead is a change, although another 11 stands at the end of the letter."""
    found = match(items((11, 4)), items((12, 4), (11, 30)), equal)
    assert left(found.source) == [11]
    assert left(found.target) == [12, 11]


def test_opposed_pairs_what_is_left_in_one_bead() -> None:
    """Pairs are made within beads only, in order of place where they are equally alike."""
    pairs, one, two = opposed(items((1, 0), (2, 0), (3, 1)), items((8, 0), (9, 0), (4, 2)), lambda a, b: 1.0)
    assert [(a.mention.value, b.mention.value) for a, b in pairs] == [(1, 8), (2, 9)]
    assert [item.mention.value for item in one] == [3]
    assert [item.mention.value for item in two] == [4]


def test_opposed_leaves_what_may_not_be_paired() -> None:
    """A likeness of nought pairs nothing."""
    pairs, one, two = opposed(items((1, 0)), items((8, 0)), lambda a, b: 0.0)
    assert pairs == []
    assert len(one) == len(two) == 1
