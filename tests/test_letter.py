"""Letters: spans are half-open, comparisons fold what nobody sees, and lookups go by segment and block."""

from __future__ import annotations

import pytest

from letterqa.bitext import Bead, Bitext
from letterqa.letter import Block, Letter, Origin, Role, Segment, Span, count_words, fold

TEXT = "Dear Sir,\nShe is held. She is ill.\nYours,"
LETTER = Letter(
    "letter_en.txt",
    "en",
    TEXT,
    (Block(Span(0, 9), Role.SALUTATION), Block(Span(10, 34), Role.PARAGRAPH), Block(Span(35, 41), Role.CLOSING)),
    (Segment(0, Span(0, 9), 0), Segment(1, Span(10, 22), 1), Segment(2, Span(23, 34), 1), Segment(3, Span(35, 41), 2)),
    Origin("line", (0, 10, 35)),
)


@pytest.mark.parametrize(
    ("start", "end"), [pytest.param(-1, 2, id="negative"), pytest.param(3, 2, id="reversed"), pytest.param(-2, -1, id="both-negative")]
)
def test_impossible_spans_are_refused(start: int, end: int) -> None:
    """A span never starts before the text nor ends before its start."""
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


APART = [
    ("before", (0, 3), (4, 6)),
    ("touching", (0, 3), (3, 6)),
    ("empty-before", (2, 2), (3, 6)),
    ("empty-behind", (7, 7), (3, 6)),
    ("both-empty", (2, 2), (3, 3)),
]
MEETING = [
    ("equal", (3, 6), (3, 6)),
    ("one-shared", (0, 4), (3, 6)),
    ("inside", (4, 5), (3, 6)),
    ("empty-inside", (4, 4), (3, 6)),
    ("empty-at-start", (3, 3), (3, 6)),
    ("empty-at-end", (6, 6), (3, 6)),
    ("both-empty-equal", (3, 3), (3, 3)),
]


@pytest.mark.parametrize(("one", "two"), [pytest.param(one, two, id=name) for name, one, two in APART])
def test_apart(one: tuple[int, int], two: tuple[int, int]) -> None:
    """Spans without a shared code point do not overlap, from either side."""
    assert not Span(*one).overlaps(Span(*two))
    assert not Span(*two).overlaps(Span(*one))


@pytest.mark.parametrize(("one", "two"), [pytest.param(one, two, id=name) for name, one, two in MEETING])
def test_meeting(one: tuple[int, int], two: tuple[int, int]) -> None:
    """Spans that share a code point overlap, and an empty one does where it stands inside or at an edge."""
    assert Span(*one).overlaps(Span(*two))
    assert Span(*two).overlaps(Span(*one))


@pytest.mark.parametrize(
    ("inner", "covered"),
    [
        pytest.param((2, 7), False, id="starts-before"),
        pytest.param((4, 9), False, id="ends-behind"),
        pytest.param((9, 9), False, id="empty-outside"),
        pytest.param((3, 8), True, id="equal"),
        pytest.param((4, 5), True, id="inside"),
        pytest.param((8, 8), True, id="empty-at-end"),
    ],
)
def test_covers(inner: tuple[int, int], covered: bool) -> None:
    """A span covers what lies wholly inside it."""
    assert Span(3, 8).covers(Span(*inner)) is covered


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("plain words", "plain words", id="nothing-to-do"),
        pytest.param("two\nlines\n", "two lines", id="line-ends"),
        pytest.param("10\u00a0000\u202f€", "10 000 €", id="narrow-and-hard-blanks"),
        pytest.param("Men\u00adschen\u00adrech\u00adte", "Menschenrechte", id="soft-hyphens"),
        pytest.param("\ufeffDear\u200b Sir\u2060", "Dear Sir", id="invisible"),
        pytest.param("l’été", "l’été", id="apostrophe-stays"),
        pytest.param(" \t\n", "", id="blank"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Folding leaves what a reader takes in, and folding twice changes nothing."""
    assert fold(text) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param("— … « » _", 0, id="marks-only"),
        pytest.param("l'arresto dell’avvocata", 2, id="apostrophes"),
        pytest.param("a well-known case", 3, id="hyphen"),
        pytest.param("10,000 people", 3, id="figures"),
        pytest.param("Straße, perché; año", 3, id="accents"),
    ],
)
def test_count_words(text: str, words: int) -> None:
    """Words joined by an apostrophe or a hyphen count once, marks not at all."""
    assert count_words(text) == words


def test_lookups() -> None:
    """A letter answers with the text, block and role of a segment, and with the segments of a block."""
    second = LETTER.segments[2]
    assert LETTER[second.span] == "She is ill."
    assert LETTER.block_of(second) is LETTER.blocks[1]
    assert LETTER.role_of(second) is Role.PARAGRAPH
    assert LETTER.segments_of(1) == (LETTER.segments[1], second)
    assert LETTER.segments_of(9) == ()
    assert LETTER.words == 9


def test_plain_folds() -> None:
    """A segment's plain text has no line ends."""
    wrapped = Letter("a.txt", "en", "She is\nheld.", (Block(Span(0, 12), Role.PARAGRAPH),), (Segment(0, Span(0, 12), 0),), Origin("line", (0, 7)))
    assert wrapped.plain(wrapped.segments[0]) == "She is held."


@pytest.mark.parametrize(
    ("span", "indexes"),
    [
        pytest.param((22, 23), [], id="between-sentences"),
        pytest.param((12, 15), [1], id="inside-one"),
        pytest.param((20, 25), [1, 2], id="across-two"),
        pytest.param((22, 22), [1], id="empty-at-an-end"),
        pytest.param((0, 41), [0, 1, 2, 3], id="all"),
    ],
)
def test_touching(span: tuple[int, int], indexes: list[int]) -> None:
    """A span touches the segments it shares a place with, in order."""
    assert [segment.index for segment in LETTER.touching(Span(*span))] == indexes


def test_bitext_place() -> None:
    """What only one side has would stand behind what precedes it on the other, or at the very start."""
    one, two, three, four = LETTER.segments
    bitext = Bitext(LETTER, LETTER, (Bead((one,), ()), Bead((two,), (one, two)), Bead((), (three,)), Bead((three, four), (four,))))
    assert [bead.shape for bead in bitext.beads] == ["1-0", "1-2", "0-1", "2-1"]
    assert bitext.place(0, "target") == Span(0, 0)
    assert bitext.place(1, "target") == Span(0, 0)
    assert bitext.place(2, "source") == Span(22, 22)
    assert bitext.place(3, "target") == Span(34, 34)
    assert bitext.bead_of["target", 1] == 1
    assert bitext.side("source") is LETTER
