"""Aligning: the best monotone path takes every segment once, and joins segments only where that says more than leaving them apart."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from letterqa.aligning import DOCUMENT, LETTER, WIDEST, Prices, Side, align, bar, bead, prices_for, side
from letterqa.banding import around, band
from letterqa.letter import Block, Letter, Origin, Role, Segment, Span
from letterqa.pricing import SHAPES, Earnings
from letterqa.searching import Band, Path, full, search
from letterqa.windowing import SHORT_TEXT, Meanings
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
    ("four-merged", "ABCDEF", "A(BCDE)F", "A=A B+C+D+E=BCDE F=F"),
    ("four-split", "A(BCDE)F", "ABCDEF", "A=A BCDE=B+C+D+E F=F"),
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


class SummingEncoder(MirrorEncoder):
    """The mirror encoder, for texts that are encoded once a sentence."""

    def sums(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = self.encode(texts)
        return rows * np.array([[max(1, len(text.split())) ** 0.5] for text in texts], dtype=np.float32)


def made(sentences: Sequence[Sequence[str]], mirrored: bool = False, paragraph: int = 4) -> Letter:
    """A text of sentences, given as words, in paragraphs of equal length."""
    texts = [" ".join(word[::-1] if mirrored else word for word in words) + "." for words in sentences]
    ends = list(accumulate(len(text) + 1 for text in texts))
    spans = [Span(end - len(text) - 1, end - 1) for text, end in zip(texts, ends, strict=True)]
    blocks = [Block(Span(spans[at].start, spans[min(at + paragraph, len(spans)) - 1].end), Role.PARAGRAPH) for at in range(0, len(spans), paragraph)]
    segments = [Segment(number, span, number // paragraph) for number, span in enumerate(spans)]
    return Letter("made.txt", "it" if mirrored else "en", " ".join(texts), tuple(blocks), tuple(segments), Origin("line", (0,)))


def texts(count: int, seed: int, loss: float = 0.05, merged: float = 0.05) -> tuple[Letter, Letter, list[tuple[tuple[int, int], tuple[int, int]]]]:
    """Two texts of random words, some sentences missing on either side or made one in the target, and the path between them."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("abcdefghiklmnoprstuv", k=6)) for _ in range(600)]
    sides: tuple[list[list[str]], list[list[str]]] = ([], [])
    path = []
    for _ in range(count):
        fate = chance.random()
        parts = [[chance.choices(words, k=chance.randint(6, 14))] for _ in range(2 if fate < merged else 1)]
        left, right = [*parts[0], *(parts[1] if len(parts) > 1 else [])], [[word for part in parts for word in part[0]]]
        if merged <= fate < merged + loss:
            (left if fate < merged + loss / 2 else right).clear()
        at = [len(side) for side in sides]
        sides[0].extend(left)
        sides[1].extend(right)
        path.append(((at[0], len(sides[0])), (at[1], len(sides[1]))))
    return made(sides[0]), made(sides[1], mirrored=True), path


def both(letters: Sequence[Letter], encoder: MirrorEncoder = ENCODER) -> tuple[Side, Side]:
    return side(letters[0], letters[0].segments, encoder), side(letters[1], letters[1].segments, encoder)


def reference(rows: int, columns: int, band: Band, gains: dict[tuple[int, int], NDArray[np.float64]], gaps: tuple[NDArray[np.float64], ...]) -> float:
    """The value of the best path, cell by cell."""
    best = {(0, 0): 0.0}
    for i in range(rows + 1):
        for j in range(int(band.low[i]), int(band.high[i]) + 1):
            ways = [best[i - 1, j] + gaps[0][i - 1]] if (i - 1, j) in best else []
            ways += [best[i, j - 1] + gaps[1][j - 1]] if (i, j - 1) in best else []
            ways += [best[i - a, j - b] + gain[i - a, j - b] for (a, b), gain in gains.items() if (i - a, j - b) in best]
            if ways:
                best[i, j] = max(ways)
    return best[rows, columns]


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 2**32 - 1), st.integers(0, 6))
@settings(max_examples=150, deadline=None)
def test_search_finds_the_best_path(rows: int, columns: int, seed: int, width: int) -> None:
    """Whatever beads earn and whatever the band, no path inside it is better than the one that is found."""
    chance = np.random.default_rng(seed)
    gains = {(a, b): chance.normal(0, 2, (rows + 1, columns + 1)).round(1) for a, b in SHAPES}
    gaps = (-chance.random(rows), -chance.random(columns))

    def earn(r0: int, r1: int, c0: int, c1: int) -> NDArray[np.float64]:
        earned = np.full((len(SHAPES), r1 - r0, c1 - c0), -np.inf)
        for number, (a, b) in enumerate(SHAPES):
            for i in range(max(a, r0), r1):
                for j in range(max(b, c0), c1):
                    earned[number, i - r0, j - c0] = gains[a, b][i - a, j - b]
        return earned

    middle = np.arange(rows + 1) * columns // max(1, rows)
    narrow = Band(np.maximum(middle - width, 0), np.minimum(middle + width + columns // max(1, rows), columns))
    narrow.low[0], narrow.high[-1] = 0, columns
    for inside in (full(rows, columns), narrow):
        path = search(rows, columns, inside, SHAPES, earn, gaps)
        value = 0.0
        for (i, after), (j, end) in path:
            assert inside.low[after] <= end <= inside.high[after]
            if after > i and end > j:
                value += gains[after - i, end - j][i, j]
            else:
                value += float(gaps[0][i:after].sum() + gaps[1][j:end].sum())
        assert value == pytest.approx(reference(rows, columns, inside, gains, gaps))
        assert path == search(rows, columns, inside, SHAPES, earn, gaps)


@given(st.integers(0, 10_000), st.integers(0, 150), st.sampled_from([LETTER, DOCUMENT]))
@settings(max_examples=20, deadline=None)
def test_band_gives_what_the_whole_gives(seed: int, count: int, prices: Prices) -> None:
    """About the coarse path of two texts lies the path that looking at everything would find."""
    left, right = both(texts(count, seed)[:2])
    earnings = Earnings(left, right, prices)
    inside = band(left, right, radius=10)
    assert search(len(left), len(right), inside, earnings.shapes, earnings, earnings.gaps) == align(left, right, prices, whole=True)


def test_long_texts_are_aligned_as_they_were_made() -> None:
    """Most beads of a long text are the ones it was made of, though only a band is looked at and only sums of vectors are."""
    source, target, path = texts(1200, 3)
    for encoder in (ENCODER, SummingEncoder()):
        found: Path = align(*both((source, target), encoder), DOCUMENT)
        assert len(set(found) & set(path)) > 0.97 * len(path)


def test_a_long_hole() -> None:
    """Hundreds of sentences missing in one place are gaps there, and what follows is aligned again."""
    source, target, _ = texts(900, 5, loss=0, merged=0)
    shorter = made([target[segment.span].rstrip(".").split() for segment in target.segments if not 300 <= segment.index < 700])
    found = align(*both((source, shorter)), DOCUMENT)
    assert [step for step in found if step[0][0] in range(310, 690)] == [((i, i + 1), (300, 300)) for i in range(310, 690)]
    assert found[-1] == ((899, 900), (499, 500))


def cells(count: int) -> int:
    inside = band(*both(texts(count, 1)[:2]))
    return int((inside.high - inside.low + 1).sum())


def test_work_grows_with_the_length() -> None:
    """Twice the sentences are twice the cells to look at, and take less than three times as long."""
    assert cells(4000) < 2.2 * cells(2000)
    sides = {count: both(texts(count, 1)[:2], SummingEncoder()) for count in (2000, 4000)}

    def seconds(count: int) -> float:
        begin = time.thread_time()
        align(*sides[count], DOCUMENT)
        return time.thread_time() - begin

    # A machine with other work to do may slow one run or the other, but hardly five times the longer one only.
    assert any(seconds(4000) < 3 * seconds(2000) for _ in range(5))


def test_around_a_path_with_a_long_gap() -> None:
    """A band covers the path and its neighbourhood, from corner to corner, in every row."""
    path = [
        *(((i, i + 1), (i, i + 1)) for i in range(5)),
        *(((5, 5), (j, j + 1)) for j in range(5, 40)),
        *(((i, i + 1), (i + 35, i + 36)) for i in range(5, 9)),
    ]
    inside = around(path, 36, 176, 8)
    assert (inside.low[0], inside.high[-1]) == (0, 176)
    assert (np.diff(inside.low) >= 0).all() and (np.diff(inside.high) >= 0).all()
    assert (inside.low[1:] <= inside.high[:-1]).all()
    assert inside.low[20] <= 20 and inside.high[20] >= 160


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_sums_stand_for_joined_texts(size: int) -> None:
    """In a long text the sum of sentences' vectors is that of the sentences joined."""

    class Plain(MirrorEncoder):
        def sums(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return np.array([sum(self.encode([word])[0] * 16 for word in text.split()) for text in texts], dtype=np.float32)

        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            rows = np.array([np.sum([MirrorEncoder.encode(self, [word])[0] for word in text.split()], axis=0) for text in texts], dtype=np.float32)
            return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    letter = texts(SHORT_TEXT + 60, 2, loss=0, merged=0)[0]
    made_of = Meanings(letter, Plain())
    whole, part = made_of.side(letter.segments), made_of.side(letter.segments[100:140])
    for windows, at in ((whole, 100), (part, 0)):
        joined = Plain().encode([" ".join(letter.plain(s) for s in letter.segments[i : i + size]) for i in range(100, 110)])
        assert np.allclose(windows.vectors.of(size, at, at + 10), joined, atol=1e-5)
    groups = [letter.segments[5:7], letter.segments[9:10]]
    assert np.allclose(made_of.of(groups), Plain().encode([" ".join(letter.plain(s) for s in group) for group in groups]), atol=1e-5)


def test_documents_have_prices_of_their_own() -> None:
    """A text without any part of a letter, long enough to tell its usual similarity, is not priced as a letter."""
    source, target, _ = texts(60, 1)
    assert prices_for(source, target) is DOCUMENT
    assert prices_for(source, sketch("salutation=S AB")) is LETTER
    assert prices_for(sketch("AB"), sketch("AB", mirrored=True)) is LETTER
