"""What an alignment earns and pays: similarity above chance, lengths that fit, structure that answers structure.

A bead earns its words times (similarity - bar), the bar being a percentile of the similarities of segments that do not answer each
other, as Vecalign takes its deletion penalty from the data (Thompson and Koehn 2019). It pays for an unlikely ratio of lengths
(Gale and Church 1993) and for joining several segments.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from letterqa.letter import Role
from letterqa.searching import Floats, Shape
from letterqa.windowing import WIDEST, Side

# Outside running text a block answers a block of the same role, whatever it says: another addressee is still the addressee.
ANCHORS = frozenset({Role.LETTERHEAD, Role.DATELINE, Role.ADDRESS, Role.SUBJECT, Role.SALUTATION, Role.CLOSING, Role.SIGNATURE})
JOINABLE = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTATION, Role.FOOTER, Role.NOTE, Role.CLOSING})
SHAPES = tuple((m, n) for m in range(1, WIDEST + 1) for n in range(1, WIDEST + 1) if m + n <= 6 or m == n)
_SAMPLE = 1000


@dataclass(frozen=True)
class Prices:
    """What an alignment costs, in units of word times cosine; these were set on synthetic letters (benchmarks/synthetic)."""

    join: float = 1.2  # each segment beyond 1-1
    joined: float = 0.0  # a word, for each segment beyond 1-1
    bulk: float = 0.12  # a word, for each segment beyond the first on both sides: what can be told apart is told apart
    border: float = 1.5  # each block border inside a bead
    start: float = 0.8  # earned where both sides begin a block
    anchor: float = 8.0  # earned by two blocks of the same role outside running text
    foreign: float = 6.0  # paid by two segments whose roles do not go together
    heading: float = 2.0  # paid by a heading and running text: a truncated paragraph may look like a heading
    length: float = 0.9  # times the squared deviation of the log ratio of lengths, in standard deviations
    gap: float = 0.4  # each unanswered segment
    loss: float = 0.0  # a word of an unanswered segment
    percentile: float = 90.0  # of the similarities of other segments: the bar
    margin: bool = False  # whether similarity is the cosine less both sides' mean cosine with everything on the other side
    power: float = 1.0  # words count to this power: below one, a long sentence outvotes short ones less


LETTER = Prices()
# A text without any part of a letter: translated more freely, so its gaps cost more and lengths tell less. Chosen on disturbed NTREX
# documents whose words were partly taken away, to stand for free translation (benchmarks/alignment).
DOCUMENT = Prices(join=1.5, joined=0.015, bulk=0.03, length=0.25, gap=2.5, loss=0.02, percentile=95.0, margin=True, power=0.85)


def bar(source: Side, target: Side, percentile: float, margin: bool = False) -> float:
    """Similarity that segments reach by chance: a percentile of all 1-1 similarities but the best of each row and column.

    Of long texts a thousand segments a side, evenly spread, speak for all.
    """
    if len(source) < 3 or len(target) < 3:
        return 0.0 if margin else 0.3
    chosen = [range(0, len(side), math.ceil(len(side) / _SAMPLE)) for side in (source, target)]
    left, right = (side.vectors.picked(numbers) for side, numbers in zip((source, target), chosen, strict=True))
    cosine = np.asarray(left @ right.T, dtype=float)
    if margin:
        cosine -= (left @ target.vectors.mean)[:, None] + (right @ source.vectors.mean)[None, :]
    mask = np.ones(cosine.shape, dtype=bool)
    mask[np.arange(len(cosine)), cosine.argmax(axis=1)] = False
    mask[cosine.argmax(axis=0), np.arange(cosine.shape[1])] = False
    level = float(np.percentile(cosine[mask], percentile))
    return level if margin else float(np.clip(level, 0.1, 0.4))


class Earnings:
    """What beads earn, worked out a rectangle at a time (see searching.Earn)."""

    def __init__(self, source: Side, target: Side, prices: Prices) -> None:
        self._sides, self._prices = (source, target), prices
        self.shapes: tuple[Shape, ...] = tuple((a, b) for a, b in SHAPES if a <= len(source) and b <= len(target))
        self._level = bar(source, target, prices.percentile, prices.margin)
        self._ratio = math.log(target.characters.sum() / source.characters.sum()) if len(source) and len(target) else 0.0
        self._facts = [[_facts(side, size, prices) for size in range(1, min(WIDEST, len(side)) + 1)] for side in (source, target)]
        self._means = (target.vectors.mean, source.vectors.mean) if prices.margin else None

    @property
    def gaps(self) -> tuple[Floats, Floats]:
        """What it costs to leave each segment of both sides unanswered."""
        source, target = (-self._prices.gap - self._prices.loss * side.words for side in self._sides)
        return source, target

    def __call__(self, r0: int, r1: int, c0: int, c1: int) -> Floats:
        """Earnings of the shapes for beads that end at these rows and columns; -inf where a bead may not be."""
        earned = np.full((len(self.shapes), r1 - r0, c1 - c0), -np.inf)
        if not self.shapes:
            return earned
        cut = [[self._cut(which, size, *ends) for size in range(1, len(self._facts[which]) + 1)] for which, ends in ((0, (r0, r1)), (1, (c0, c1)))]
        for number, (a, b) in enumerate(self.shapes):
            left, right = cut[0][a - 1], cut[1][b - 1]
            if left is not None and right is not None:
                earned[number, len(earned[number]) - len(left.words) :, earned.shape[2] - len(right.words) :] = self._bead(left, right, a, b)
        return earned

    def _cut(self, which: int, size: int, first: int, after: int) -> _Facts | None:
        """Facts and vectors of the runs of `size` segments that end at `first` to `after - 1`; None where no run does."""
        start, stop = max(0, first - size), after - size
        if stop <= start:
            return None
        vectors = self._sides[which].vectors.of(size, start, stop)
        usual = vectors @ self._means[which] if self._means is not None else None
        return self._facts[which][size - 1].cut(start, stop, vectors, usual)

    def _bead(self, left: _Facts, right: _Facts, a: int, b: int) -> Floats:
        prices = self._prices
        similarity = np.asarray(left.vectors @ right.vectors.T, dtype=float)
        if left.usual is not None and right.usual is not None:
            similarity -= left.usual[:, None] + right.usual[None, :]
        words = (left.words[:, None] + right.words[None, :]) / 2
        # The shorter the text, the more freely lengths vary; about 0.27 for sentences of 100 characters.
        spread = 0.16 + np.maximum(left.freedom[:, None], right.freedom[None, :])
        off = ((right.length[None, :] - left.length[:, None]) - self._ratio) / spread
        strain = prices.length * np.minimum(off**2, 25.0)
        value = words * (similarity - self._level - prices.joined * (a + b - 2) - prices.bulk * (min(a, b) - 1))
        value -= strain
        value -= prices.join * (a + b - 2)
        if left.borders.any() or right.borders.any():
            value -= prices.border * (left.borders[:, None] + right.borders[None, :])
        if left.opens.any() and right.opens.any():
            value += prices.start * (left.opens[:, None] & right.opens[None, :])
        if left.roles.max() != left.roles.min() or (right.roles != left.roles[0]).any() or _ANCHOR[left.roles[0]]:
            value += self._company(left.roles, right.roles, strain)
        if not (left.joinable.all() and right.joinable.all()):
            value[~(left.joinable[:, None] & right.joinable[None, :])] = -np.inf
        return value

    def _company(self, left: NDArray[np.int64], right: NDArray[np.int64], strain: Floats) -> Floats:
        """Rewards for equal anchors, fines for strange company; an anchor's length says little, so its price is given back."""
        same = left[:, None] == right[None, :]
        anchored = _ANCHOR[left][:, None] | _ANCHOR[right][None, :]
        headed = (left == _HEADING)[:, None] | (right == _HEADING)[None, :]
        fine = np.where(anchored, -self._prices.foreign, np.where(headed, -self._prices.heading, 0.0))
        return np.where(same, np.where(anchored, self._prices.anchor + strain, 0.0), fine)


_ROLES = list(Role)
_ANCHOR = np.array([role in ANCHORS for role in _ROLES])
_HEADING = _ROLES.index(Role.HEADING)
_NUMBER = {role: number for number, role in enumerate(_ROLES)}
_NOTHING = np.zeros((0, 0), dtype=np.float32)


@dataclass(frozen=True)
class _Facts:
    """Facts about runs of some number of segments of a side, one entry a start."""

    words: Floats  # to the power that the prices say
    length: Floats  # logarithm of the characters
    freedom: Floats  # what shortness adds to the spread of lengths
    borders: Floats
    opens: NDArray[np.bool_]
    joinable: NDArray[np.bool_]
    roles: NDArray[np.int64]  # of the first segment
    vectors: NDArray[np.float32]  # none, until a cut is made of them
    usual: NDArray[np.float32] | None = None

    def cut(self, start: int, stop: int, vectors: NDArray[np.float32], usual: NDArray[np.float32] | None) -> _Facts:
        at = slice(start, stop)
        return _Facts(
            self.words[at], self.length[at], self.freedom[at], self.borders[at], self.opens[at], self.joinable[at], self.roles[at], vectors, usual
        )


def _facts(side: Side, size: int, prices: Prices) -> _Facts:
    count = len(side) - size + 1
    blocks = np.array([segment.block for segment in side.segments], dtype=np.int64)
    roles = [side.letter.role_of(segment) for segment in side.segments]
    numbers = np.array([_NUMBER[role] for role in roles], dtype=np.int64)
    words, characters = (np.add.reduce([values[k : k + count] for k in range(size)]) for values in (side.words, side.characters))
    opens = np.ones(len(side), dtype=bool)
    opens[1:] = blocks[1:] != blocks[:-1]
    joinable = np.ones(count, dtype=bool)
    if len(set(roles)) > 1:
        joinable = np.array([size == 1 or _joinable(roles[i : i + size]) for i in range(count)])
    return _Facts(
        words**prices.power if prices.power != 1.0 else words,
        np.log(characters),
        1.1 / np.sqrt(characters),
        np.array([len(set(blocks[i : i + size].tolist())) - 1 for i in range(count)], dtype=float) if size > 1 else np.zeros(count),
        opens[:count],
        joinable,
        numbers[:count],
        _NOTHING,
    )


def _joinable(roles: Sequence[Role]) -> bool:
    return len(set(roles)) == 1 or all(role in JOINABLE for role in roles)
