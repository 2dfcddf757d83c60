"""Segments of two letters become beads: exact dynamic programming over sentence vectors, with the letter's structure as guide.

A bead earns its words times (cosine - bar), the bar being a percentile of the similarities of segments that do not answer each
other, as Vecalign takes its deletion penalty from the data (Thompson and Koehn 2019). It pays for an unlikely ratio of lengths
(Gale and Church 1993) and for joining several segments. Windows of up to four segments are encoded as one text each, so any
encoder serves.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from letterqa.bitext import Bead
from letterqa.embedding import Encoder
from letterqa.letter import Letter, Role, Segment

Floats = NDArray[np.float64]

WIDEST = 4
# Outside running text a block answers a block of the same role, whatever it says: another addressee is still the addressee.
ANCHORS = frozenset({Role.LETTERHEAD, Role.DATELINE, Role.ADDRESS, Role.SUBJECT, Role.SALUTATION, Role.CLOSING, Role.SIGNATURE})
JOINABLE = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTATION, Role.FOOTER, Role.NOTE, Role.CLOSING})
_SHAPES = tuple((m, n) for m in range(1, WIDEST + 1) for n in range(1, WIDEST + 1) if m + n <= 6 or m == n)


@dataclass(frozen=True)
class Prices:
    """What an alignment costs, in units of word times cosine; set on synthetic letters (benchmarks/synthetic)."""

    join: float = 1.2  # each segment beyond 1-1
    bulk: float = 0.12  # a word, for each segment beyond the first on both sides: what can be told apart is told apart
    border: float = 1.5  # each block border inside a bead
    start: float = 0.8  # earned where both sides begin a block
    anchor: float = 8.0  # earned by two blocks of the same role outside running text
    foreign: float = 6.0  # paid by two segments whose roles do not go together
    heading: float = 2.0  # paid by a heading and running text: a truncated paragraph may look like a heading
    length: float = 0.9  # times the squared deviation of the log ratio of lengths, in standard deviations
    gap: float = 0.4  # each unanswered segment
    percentile: float = 90.0  # of the similarities of other segments: the bar


@dataclass(frozen=True)
class Side:
    """A letter's segments (all, or some) with the vectors of all their windows: `windows[k][i]` covers `k + 1` segments from `i`."""

    letter: Letter
    segments: tuple[Segment, ...]
    windows: tuple[NDArray[np.float32], ...]
    characters: Floats
    words: Floats

    def __len__(self) -> int:
        return len(self.segments)


def side(letter: Letter, segments: Sequence[Segment], encoder: Encoder) -> Side:
    """Encode the windows of a run of segments."""
    texts = [letter.plain(segment) for segment in segments]
    joined = [" ".join(texts[i : i + k]) for k in range(1, WIDEST + 1) for i in range(len(texts) - k + 1)]
    vectors = encoder.encode(joined)
    windows, at = [], 0
    for k in range(1, WIDEST + 1):
        count = max(0, len(texts) - k + 1)
        windows.append(vectors[at : at + count])
        at += count
    return Side(
        letter,
        tuple(segments),
        tuple(windows),
        np.array([max(1, len(text)) for text in texts], dtype=float),
        np.array([max(1, len(text.split())) for text in texts], dtype=float),
    )


def bar(source: Side, target: Side, percentile: float) -> float:
    """Similarity that segments reach by chance: a percentile of all 1-1 cosines but the best of each row and column."""
    if not len(source) or not len(target):
        return 0.3
    cosine = np.asarray(source.windows[0] @ target.windows[0].T, dtype=float)
    if cosine.shape[0] < 3 or cosine.shape[1] < 3:
        return 0.3
    mask = np.ones(cosine.shape, dtype=bool)
    mask[np.arange(len(cosine)), cosine.argmax(axis=1)] = False
    mask[cosine.argmax(axis=0), np.arange(cosine.shape[1])] = False
    return float(np.clip(np.percentile(cosine[mask], percentile), 0.1, 0.4))


def align(source: Side, target: Side, prices: Prices = Prices()) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The best monotone alignment, as pairs of half-open ranges into `source.segments` and `target.segments`.

    Time and memory grow with the product of the two lengths.
    """
    n, m = len(source), len(target)
    gain = _gains(source, target, prices)
    best = np.full((n + 1, m + 1), -np.inf)
    step = np.full((n + 1, m + 1), -1, dtype=np.int16)
    best[0, 0] = 0.0
    shapes = [(1, 0), (0, 1), *gain]
    gaps = {(1, 0): -prices.gap, (0, 1): -prices.gap}
    # Cells of one anti-diagonal depend on earlier ones only, so numpy fills a whole diagonal at once.
    for diagonal in range(1, n + m + 1):
        i = np.arange(max(0, diagonal - m), min(n, diagonal) + 1)
        j = diagonal - i
        for number, (a, b) in enumerate(shapes):
            ok = (i >= a) & (j >= b)
            if not ok.any():
                continue
            x, y = i[ok], j[ok]
            value = best[x - a, y - b] + (gaps[a, b] if (a, b) in gaps else gain[a, b][x - a, y - b])
            better = value > best[x, y] + 1e-9
            best[x[better], y[better]] = value[better]
            step[x[better], y[better]] = number
    path = []
    end, last = n, m
    while end or last:
        a, b = shapes[int(step[end, last])]
        path.append(((end - a, end), (last - b, last)))
        end, last = end - a, last - b
    return path[::-1]


@dataclass(frozen=True)
class _Windows:
    """Sums and facts over every window of some number of segments of a side, one entry a start."""

    words: Floats
    characters: Floats
    borders: Floats
    opens: NDArray[np.bool_]
    joinable: NDArray[np.bool_]


def _gains(source: Side, target: Side, prices: Prices) -> dict[tuple[int, int], Floats]:
    """What a bead of each shape earns at each pair of starts, shape `(n - m + 1, k - l + 1)`; -inf where it may not be."""
    level = bar(source, target, prices.percentile)
    ratio = math.log(target.characters.sum() / source.characters.sum()) if len(source) and len(target) else 0.0
    table: dict[tuple[int, int], Floats] = {}
    for a, b in _SHAPES:
        if a > len(source) or b > len(target):
            continue
        left, right = _windows(source, a), _windows(target, b)
        cosine = np.asarray(source.windows[a - 1] @ target.windows[b - 1].T, dtype=float)
        words = (left.words[:, None] + right.words[None, :]) / 2
        # The shorter the text, the more freely lengths vary; about 0.27 for sentences of 100 characters.
        spread = 0.16 + 1.1 / np.sqrt(np.minimum(left.characters[:, None], right.characters[None, :]))
        off = (np.log(right.characters[None, :] / left.characters[:, None]) - ratio) / spread
        value = words * (cosine - level) - prices.length * np.minimum(off**2, 25.0)
        value -= prices.join * (a + b - 2)
        value -= prices.bulk * (min(a, b) - 1) * words
        value -= prices.border * (left.borders[:, None] + right.borders[None, :])
        value += prices.start * (left.opens[:, None] & right.opens[None, :])
        value += _roles(source, target, a, b, prices, off)
        table[a, b] = np.where(left.joinable[:, None] & right.joinable[None, :], value, -np.inf)
    return table


def _windows(side: Side, size: int) -> _Windows:
    count = len(side) - size + 1
    blocks = [segment.block for segment in side.segments]
    roles = [side.letter.role_of(segment) for segment in side.segments]
    return _Windows(
        np.array([side.words[i : i + size].sum() for i in range(count)]),
        np.array([side.characters[i : i + size].sum() for i in range(count)]),
        np.array([len(set(blocks[i : i + size])) - 1 for i in range(count)], dtype=float),
        np.array([i == 0 or blocks[i] != blocks[i - 1] for i in range(count)]),
        np.array([size == 1 or _joinable(roles[i : i + size]) for i in range(count)]),
    )


def _joinable(roles: Sequence[Role]) -> bool:
    return len(set(roles)) == 1 or all(role in JOINABLE for role in roles)


def _roles(source: Side, target: Side, a: int, b: int, prices: Prices, off: Floats) -> Floats:
    """Rewards for equal anchors, fines for strange company; an anchor's length says little, so its price is given back."""
    order = list(Role)
    left = np.array([order.index(source.letter.role_of(segment)) for segment in source.segments[: len(source) - a + 1]])
    right = np.array([order.index(target.letter.role_of(segment)) for segment in target.segments[: len(target) - b + 1]])
    anchor, heading = np.array([role in ANCHORS for role in order]), order.index(Role.HEADING)
    same = left[:, None] == right[None, :]
    anchored = anchor[left][:, None] | anchor[right][None, :]
    headed = (left == heading)[:, None] | (right == heading)[None, :]
    reward = prices.anchor + prices.length * np.minimum(off**2, 25.0)
    fine = np.where(anchored, -prices.foreign, np.where(headed, -prices.heading, 0.0))
    return np.where(same, np.where(anchored, reward, 0.0), fine)


def bead(source: Sequence[Segment], target: Sequence[Segment], letters: tuple[Letter, Letter], encoder: Encoder) -> Bead:
    """A bead of these segments, with its similarity."""
    if not source or not target:
        return Bead(tuple(source), tuple(target))
    texts = [" ".join(letter.plain(segment) for segment in group) for letter, group in zip(letters, (source, target), strict=True)]
    vectors = encoder.encode(texts)
    cosine = float(vectors[0] @ vectors[1])
    return Bead(tuple(source), tuple(target), encoder.probability(cosine), cosine)
