"""Pairing: every segment of two letters is in one bead, and what changed place or stands twice is told for what it is."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterqa.bitext import Bitext
from letterqa.grouping import Group, ordered
from letterqa.letter import Segment, Span
from letterqa.pairing import pair
from sketching import MirrorEncoder, names, sketch, told

ENCODER = MirrorEncoder()


def paired(source: str, target: str) -> Bitext:
    """Two sketches, aligned."""
    return pair(sketch(source), sketch(target, mirrored=True), ENCODER)


# Nothing is missing, added, moved or repeated.
WHOLE = [
    ("one-sentence", "A", "A", "A=A"),
    ("salutation-only", "salutation=S", "salutation=S", "S=S"),
    ("salutation-with-other-words", "salutation=S", "salutation=T", "S=T"),
    ("letter", "salutation=S AB CDE F closing=K", "salutation=S AB CDE F closing=K", "S=S A=A B=B C=C D=D E=E F=F K=K"),
    ("merged", "AB CDE FG", "AB C(DE) FG", "A=A B=B C=C D+E=DE F=F G=G"),
    ("split", "AB C(DE) FG", "AB CDE FG", "A=A B=B C=C DE=D+E F=F G=G"),
    ("paragraphs-merged", "AB CD EF", "ABCD EF", "A=A B=B C=C D=D E=E F=F"),
    ("paragraph-split", "ABCD EF", "AB CD EF", "A=A B=B C=C D=D E=E F=F"),
    ("sentences-exchanged-in-a-paragraph", "AB CDE FG", "AB DCE FG", "A=A B=B C+D=D+C E=E F=F G=G"),
    ("first-and-last-exchanged-in-a-paragraph", "AB CDE FG", "AB EDC FG", "A=A B=B C+D+E=E+D+C F=F G=G"),
    ("date-below-the-address", "dateline=D address=E salutation=S AB", "address=E dateline=D salutation=S AB", "D=D E=E S=S A=A B=B"),
    ("date-at-the-end", "dateline=D salutation=S AB signature=G", "salutation=S AB signature=G dateline=D", "D=D S=S A=A B=B G=G"),
    ("repeated-on-both-sides", "AB CD AB EF", "AB CD AB EF", "A=A B=B C=C D=D A=A B=B E=E F=F"),
    ("edited-everywhere", "AxB CDy", "ABu CwD", "Ax=A B=Bu C=Cw Dy=D"),
]
GAPS = [
    ("sentence-of-source", "AB CDE FG", "AB CE FG", "A=A B=B C=C D= E=E F=F G=G"),
    ("sentence-of-target", "AB CE FG", "AB CDE FG", "A=A B=B C=C =D E=E F=F G=G"),
    ("first-sentence", "AB CDE FG", "AB DE FG", "A=A B=B C= D=D E=E F=F G=G"),
    ("last-sentence", "AB CDE FG", "AB CD FG", "A=A B=B C=C D=D E= F=F G=G"),
    ("paragraph", "AB CDE FG", "AB FG", "A=A B=B C= D= E= F=F G=G"),
    ("paragraph-of-target", "AB FG", "AB CDE FG", "A=A B=B =C =D =E F=F G=G"),
    ("list-item", "A list-item=B list-item=C list-item=D E", "A list-item=B list-item=D E", "A=A B=B C= D=D E=E"),
    ("dateline", "dateline=D salutation=S AB", "salutation=S AB", "D= S=S A=A B=B"),
    ("closing", "salutation=S AB closing=K", "salutation=S AB", "S=S A=A B=B K="),
    ("everything-but-the-salutation", "salutation=S AB", "salutation=S", "S=S A= B="),
    ("beside-a-merged-pair", "AB CDEF GH", "AB C(EF) GH", "A=A B=B C=C D= E+F=EF G=G H=H"),
    ("on-both-sides-in-two-places", "AB CDE FG HI", "AXB CE FG HI", "A=A =X B=B C=C D= E=E F=F G=G H=H I=I"),
]


def check_cover(bitext: Bitext) -> None:
    """Every segment of both letters is in exactly one bead, and no bead is empty."""
    for side in ("source", "target"):
        counts = Counter(segment.index for bead in bitext.beads for segment in getattr(bead, side))
        assert counts == Counter(range(len(bitext.side(side).segments)))
    assert all(bead.source or bead.target for bead in bitext.beads)


@pytest.mark.parametrize(("source", "target", "beads"), [pytest.param(*row, id=name) for name, *row in WHOLE])
def test_whole_letters(source: str, target: str, beads: str) -> None:
    """Letters that say the same have no gap, no move and no duplicate, from either side."""
    for one, two in ((source, target), (target, source)):
        bitext = paired(one, two)
        check_cover(bitext)
        assert all(bead.source and bead.target for bead in bitext.beads)
        assert (bitext.moves, bitext.duplicates) == ((), ())
    assert told(paired(source, target), source, target) == beads


@pytest.mark.parametrize(("source", "target", "beads"), [pytest.param(*row, id=name) for name, *row in GAPS])
def test_gaps(source: str, target: str, beads: str) -> None:
    """What only one letter has is a gap where it stands, and nothing moved."""
    bitext = paired(source, target)
    check_cover(bitext)
    assert told(bitext, source, target) == beads
    assert (bitext.moves, bitext.duplicates) == ((), ())


MOVED = [
    ("neighbours-exchanged", "AB CDE FG HI", "AB FG CDE HI", {(2, 1)}),
    ("far-down", "AB CDE FG HIJ", "CDE FG HIJ AB", {(0, 3)}),
    ("far-up", "AB CDE FG HIJ", "HIJ AB CDE FG", {(3, 0)}),
    ("list-items-exchanged", "AB list-item=C list-item=D list-item=E FG", "AB list-item=D list-item=C list-item=E FG", {(1, 2), (2, 1)}),
    ("moved-and-another-missing", "AB CDE FG HIJ KL", "CDE FG KL AB", {(0, 3)}),
]


@pytest.mark.parametrize(("source", "target", "moves"), [pytest.param(*row, id=name) for name, *row in MOVED])
def test_moved(source: str, target: str, moves: set[tuple[int, int]]) -> None:
    """As few blocks as explain the order are moves, and none of their sentences is a gap."""
    bitext = paired(source, target)
    check_cover(bitext)
    found = {(move.source[0], move.target[0]) for move in bitext.moves}
    assert len(found) == 1 and found <= moves
    moved = {("source", move.source[0]) for move in bitext.moves} | {("target", move.target[0]) for move in bitext.moves}
    gaps = {(side, segment.block) for bead in bitext.beads if not (bead.source and bead.target) for side in ("source", "target") for segment in getattr(bead, side)}
    assert not gaps & moved
    assert bitext.duplicates == ()


DUPLICATED = [
    ("adjacent-in-target", "AB CDE FG", "AB CDE CDE FG", ("target", {1, 2})),
    ("adjacent-in-source", "AB CDE CDE FG", "AB CDE FG", ("source", {1, 2})),
    ("far-below", "AB CDE FG HI JK", "AB CDE FG HI CDE JK", ("target", {4})),
    ("far-above", "AB CDE FG HI JK", "HI AB CDE FG HI JK", ("target", {0})),
    ("list-item", "A list-item=B list-item=C DE", "A list-item=B list-item=C list-item=B DE", ("target", {1, 3})),
    ("at-the-end", "AB CDE FG", "AB CDE FG AB", ("target", {3})),
    ("with-another-missing", "AB CDE FG HI JK", "AB CDE HI CDE JK", ("target", {3})),
]


@pytest.mark.parametrize(("source", "target", "copy"), [pytest.param(*row, id=name) for name, *row in DUPLICATED])
def test_duplicated(source: str, target: str, copy: tuple[str, set[int]]) -> None:
    """A block that stands twice on one side is a duplicate, and the copy is the one that is out of place; nothing moved."""
    bitext = paired(source, target)
    check_cover(bitext)
    assert [item.side for item in bitext.duplicates] == [copy[0]]
    assert bitext.duplicates[0].copy in copy[1]
    assert bitext.moves == ()


PLANS = st.lists(
    st.sampled_from(["AB", "BA", "CDE", "(EF)", "F", "G(HI)", "salutation=S", "heading=H", "list-item=L", "list-item=M", "closing=K", "dateline=D", "note=N"]),
    max_size=7,
)


@given(PLANS.map(" ".join), PLANS.map(" ".join))
@settings(max_examples=50, deadline=None)
def test_every_segment_in_one_bead(source: str, target: str) -> None:
    """Whatever two letters hold, in whatever order, nothing is lost or paired twice, and a second run gives the same."""
    bitext = paired(source, target)
    check_cover(bitext)
    assert all(0 <= bead.similarity <= 1 for bead in bitext.beads if bead.similarity is not None)
    again = paired(source, target)
    assert (again.beads, again.moves, again.duplicates) == (bitext.beads, bitext.moves, bitext.duplicates)


@given(PLANS.map(" ".join))
@settings(max_examples=40, deadline=None)
def test_a_letter_and_its_mirror_image(plan: str) -> None:
    """A letter whose every word was translated has no gap."""
    bitext = paired(plan, plan)
    assert all(bead.source and bead.target for bead in bitext.beads)
    assert bitext.moves == ()


def test_place_of_a_gap() -> None:
    """What is missing belongs behind what precedes it, or at the very start."""
    bitext = paired("AB CDE", "B CE")
    assert told(bitext, "AB CDE", "B CE") == "A= B=B C=C D= E=E"
    assert (bitext.place(0, "target").start, bitext.place(0, "target").end) == (0, 0)
    place = bitext.place(3, "target")
    assert place.start == place.end == bitext.target.segments[1].span.end


def plain_order(groups: list[Group]) -> list[Group]:
    """Reading order, put together one gap after the other."""
    full = sorted((group for group in groups if group[0]), key=lambda group: group[0][0].index)
    for group in sorted((group for group in groups if not group[0]), key=lambda group: group[1][0].index):
        index, at = group[1][0].index, 0
        for number, other in enumerate(full):
            if other[1] and other[1][-1].index < index:
                at = number + 1
                if other[1][-1].index == index - 1:
                    break
        full.insert(at, group)
    return full


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
def test_reading_order(left: int, right: int, seed: int) -> None:
    """Groups in any order come out in that of the source, and gaps of the target after what precedes them there."""
    chance = random.Random(seed)
    sides = [[Segment(number, Span(number, number + 1), 0) for number in range(count)] for count in (left, right)]
    groups: list[Group] = []
    rest = chance.sample(sides[1], right)
    for segment in sides[0]:
        taken = sorted((rest.pop() for _ in range(min(len(rest), chance.choice((0, 0, 1, 1, 2))))), key=lambda s: s.index)
        groups.append(((segment,), tuple(taken)))
    groups += [((), (segment,)) for segment in rest]
    chance.shuffle(groups)
    assert ordered(groups) == plain_order(groups)


LONG = "AB CDE FGH I JKL MNO PQ RST UVW XYZ (AZ)(BY)(CX) (DW)(EV)"


def test_documents_without_letter_parts() -> None:
    """A sentence that stands elsewhere in a document is brought together with what it answers; a lost one stays a gap."""
    plan = LONG.replace("JKL", "JL").replace("(DW)(EV)", "(DW)K(EV)")
    bitext = paired(LONG, plan)
    check_cover(bitext)
    assert "K=K" in told(bitext, LONG, plan).split()
    lost = LONG.replace("RST", "RT", 1)
    bitext = paired(LONG, lost)
    check_cover(bitext)
    assert [names(LONG)[bead.source[0].index] for bead in bitext.beads if not bead.target] == ["S"]


def test_blocks_of_a_long_letter_that_stand_twice() -> None:
    """Among hundreds of paragraphs, one that stands twice is found by its words."""
    chance = random.Random(4)
    pieces = chance.sample(["".join(three) for three in combinations("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 3)], 230)
    bitext = paired(" ".join(pieces), " ".join([*pieces[:150], pieces[20], *pieces[150:]]))
    check_cover(bitext)
    assert [(item.side, item.copy, item.original) for item in bitext.duplicates] == [("target", 150, 20)]
