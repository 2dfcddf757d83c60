"""Aligning: the best monotone path takes every segment once, and joins segments only where that says more than leaving them apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterqa.aligning import WIDEST, Prices, align, bar, bead, side
from sketching import MirrorEncoder, names, sketch

ENCODER = MirrorEncoder()


def aligned(source: str, target: str, prices: Prices | None = None) -> str:
    """The path between two sketches, as "A=A B+C=BC D= =E"."""
    left, right = (side(letter, letter.segments, ENCODER) for letter in (sketch(source), sketch(target, mirrored=True)))
    one, two = names(source), names(target)
    return " ".join(f"{'+'.join(one[a:b])}={'+'.join(two[c:d])}" for (a, b), (c, d) in align(left, right, prices or Prices()))


# Sentences stay one to one.
PLAIN = [
    ("one", "A", "A", "A=A"),
    ("two-in-a-paragraph", "AB", "AB", "A=A B=B"),
    ("many-in-a-paragraph", "ABCDEF", "ABCDEF", "A=A B=B C=C D=D E=E F=F"),
    ("a-paragraph-each", "A B C D", "A B C D", "A=A B=B C=C D=D"),
    ("paragraphs-cut-elsewhere", "AB CD", "A BCD", "A=A B=B C=C D=D"),
    ("paragraphs-made-one", "AB CD EF", "ABCDEF", "A=A B=B C=C D=D E=E F=F"),
    ("list-for-paragraph", "A list-item=B list-item=C", "A B C", "A=A B=B C=C"),
    ("edited-sentence", "ABxC", "ABC", "A=A Bx=B C=C"),
    ("both-edited", "ABxCD", "ABuCD", "A=A Bx=Bu C=C D=D"),
    ("anchor-with-other-words", "salutation=S AB", "salutation=T AB", "S=T A=A B=B"),
    ("several-anchors", "dateline=D address=E salutation=S AB", "dateline=F address=G salutation=T AB", "D=F E=G S=T A=A B=B"),
    ("heading-and-heading", "heading=H AB", "heading=H AB", "H=H A=A B=B"),
    ("salutation-only", "salutation=S", "salutation=S", "S=S"),
]
# A sentence without answer, joined sentences.
OTHER = [
    ("gap-inside", "ABC", "AC", "A=A B= C=C"),
    ("gap-first", "ABC", "BC", "A= B=B C=C"),
    ("gap-last", "ABC", "AB", "A=A B=B C="),
    ("gap-of-target", "ABC", "ABXC", "A=A B=B =X C=C"),
    ("merged", "ABCD", "A(BC)D", "A=A B+C=BC D=D"),
    ("split", "A(BC)D", "ABCD", "A=A BC=B+C D=D"),
    ("three-merged", "ABCDE", "A(BCD)E", "A=A B+C+D=BCD E=E"),
    ("cut-elsewhere", "X(AB)CY", "XA(BC)Y", "X=X AB+C=A+BC Y=Y"),
    ("target-empty-but-salutation", "salutation=S AB", "salutation=S", "S=S A= B="),
    ("anchor-without-answer", "dateline=D salutation=S AB", "salutation=S AB", "D= S=S A=A B=B"),
]


@pytest.mark.parametrize(("source", "target", "path"), [pytest.param(*row, id=name) for name, *row in PLAIN])
def test_one_to_one(source: str, target: str, path: str) -> None:
    """Sentences that answer each other are beads of their own, never two and two."""
    assert aligned(source, target) == path


@pytest.mark.parametrize(("source", "target", "path"), [pytest.param(*row, id=name) for name, *row in OTHER])
def test_other_shapes(source: str, target: str, path: str) -> None:
    """What has no answer stays alone, and what was merged or split is one bead."""
    assert aligned(source, target) == path


PLANS = st.lists(st.sampled_from(["A", "B", "C", "AB", "CD", "(EF)", "G(HI)", "salutation=S", "heading=H", "list-item=L", "closing=K"]), max_size=6)


@given(PLANS.map(" ".join), PLANS.map(" ".join))
@settings(max_examples=60, deadline=None)
def test_every_segment_once(source: str, target: str) -> None:
    """Whatever two letters hold, the path covers both from end to end, in steps that are never wider than allowed."""
    left, right = (side(letter, letter.segments, ENCODER) for letter in (sketch(source), sketch(target, mirrored=True)))
    path = align(left, right)
    for which, length in ((0, len(left)), (1, len(right))):
        ranges = [step[which] for step in path]
        assert [at for start, end in ranges for at in range(start, end)] == list(range(length))
        assert all(end - start <= WIDEST for start, end in ranges)
    assert all(step[0][0] < step[0][1] or step[1][0] < step[1][1] for step in path)


def test_two_to_two_costs_more_than_twice_one_to_one() -> None:
    """Even where joining were free, sentences that can be told apart are."""
    assert aligned("ABCD", "ABCD", Prices(join=0.0)) == "A=A B=B C=C D=D"


def test_windows_cover_up_to_four_segments() -> None:
    """A side holds the vector of every run of one to four segments."""
    letter = sketch("ABCDE")
    assert [len(vectors) for vectors in side(letter, letter.segments, ENCODER).windows] == [5, 4, 3, 2]


@pytest.mark.parametrize("count", range(4))
def test_windows_of_short_letters(count: int) -> None:
    """A side may hold fewer segments than a window, or none."""
    letter = sketch("ABC")
    made = side(letter, letter.segments[:count], ENCODER)
    assert [len(vectors) for vectors in made.windows] == [max(0, count - k) for k in range(4)]
    assert len(made) == count


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param("", "", id="both-empty"),
        pytest.param("A", "", id="one-empty"),
        pytest.param("AB", "AB", id="too-few"),
        pytest.param("ABC", "ABC", id="just-enough"),
        pytest.param("ABCDEFGH", "ABCDEFGH", id="plenty"),
    ],
)
def test_bar_stays_within_bounds(source: str, target: str) -> None:
    """The level that chance reaches is a cosine between 0.1 and 0.4, whatever there is to take it from."""
    sides = [side(letter, letter.segments, ENCODER) for letter in (sketch(source), sketch(target, mirrored=True))]
    assert 0.1 <= bar(sides[0], sides[1], 90.0) <= 0.4


def test_bead_knows_its_similarity() -> None:
    """A bead of sentences that say the same has a cosine of one; of others, about none; of a gap, no cosine at all."""
    letters = (sketch("AB"), sketch("AC", mirrored=True))
    (a, b), (c, d) = (letter.segments for letter in letters)
    same, other, gap = (bead(left, right, letters, ENCODER) for left, right in (((a,), (c,)), ((b,), (d,)), ((b,), ())))
    assert same.cosine == pytest.approx(1.0, abs=1e-5)
    assert same.similarity == pytest.approx(ENCODER.probability(1.0), abs=1e-5)
    assert other.cosine is not None and abs(other.cosine) < 0.3
    assert (gap.cosine, gap.similarity, gap.shape) == (None, None, "1-0")


def test_equal_letters_give_equal_paths() -> None:
    """The same sides give the same vectors and the same path, call after call."""
    sides = [side(letter, letter.segments, ENCODER) for letter in (sketch("ABC DE (FG)H"), sketch("A(BC) DE FXGH", mirrored=True))]
    again = [side(letter, letter.segments, ENCODER) for letter in (sketch("ABC DE (FG)H"), sketch("A(BC) DE FXGH", mirrored=True))]
    assert all(np.array_equal(one, two) for a, b in zip(sides, again, strict=True) for one, two in zip(a.windows, b.windows, strict=True))
    assert align(sides[0], sides[1]) == align(again[0], again[1])
