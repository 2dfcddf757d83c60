"""Whole blocks out of place: repeated ones, and such that answer each other although the order of the letter says otherwise."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from letterqa.aligning import Prices, align
from letterqa.bitext import Move
from letterqa.doubting import SHORT, prune, test
from letterqa.embedding import Vectors
from letterqa.grouping import Group, Pair, count, grouped, is_gap
from letterqa.letter import BODY, PROSE, fold
from letterqa.rejoining import same_slot

# Up to this many pairs of blocks are compared before anything is aligned; of more, only those that were left unanswered.
FEW = 1_000_000
# Blocks compared at a time, and unanswered blocks compared at all, the longest first.
_BATCH, _MOST = 1024, 20_000


def displaced(both: Pair, aside: set[tuple[str, int]]) -> list[Move]:
    """Blocks of running text that plainly answer each other, and out of order: set apart before a monotone alignment would force
    them on strangers.

    Plainly: each is the other's best, well above the next best on both sides. Of those pairs the heaviest chain in order stays
    (longest increasing subsequence, weighted by words); the rest changed place.
    """
    blocks = [
        [
            index
            for index, block in enumerate(both.letters(which).blocks)
            if block.role in PROSE and (name, index) not in aside and len(both.letters(which)[block.span].split()) >= 8
        ]
        for which, name in ((0, "source"), (1, "target"))
    ]
    if min(map(len, blocks)) < 2 or len(blocks[0]) * len(blocks[1]) > FEW:
        return []
    vectors = [
        both.encoder.encode([fold(both.letters(which)[both.letters(which).blocks[block].span]) for block in blocks[which]]) for which in (0, 1)
    ]
    cosine = np.asarray(vectors[0] @ vectors[1].T, dtype=float)
    pairs = []
    for i in range(len(blocks[0])):
        j = int(cosine[i].argmax())
        best = float(cosine[i, j])
        if int(cosine[:, j].argmax()) != i or both.encoder.probability(best) < 0.5:
            continue
        rivals = max(float(np.delete(cosine[i], j).max()), float(np.delete(cosine[:, j], i).max()))
        words = len(both.source[both.source.blocks[blocks[0][i]].span].split())
        pairs.append((i, j, best, best - rivals, words))
    stay = _chain([(j, words) for _, j, _, _, words in pairs])
    return [
        Move((blocks[0][i],), (blocks[1][j],), both.encoder.probability(best))
        for number, (i, j, best, margin, _) in enumerate(pairs)
        if number not in stay and margin >= 0.12
    ]


def _chain(items: list[tuple[int, int]]) -> set[int]:
    """Indexes of the heaviest increasing subsequence of (value, weight) items."""
    best: list[tuple[int, tuple[int, ...]]] = []
    for number, (value, weight) in enumerate(items):
        before = max((best[k] for k in range(number) if items[k][0] < value), key=lambda entry: entry[0], default=(0, ()))
        best.append((before[0] + weight, (*before[1], number)))
    return set(max(best, key=lambda entry: entry[0], default=(0, ()))[1])


def moves(both: Pair, groups: list[Group], prices: Prices, level: float, strays: list[Move]) -> tuple[tuple[Move, ...], list[Group]]:
    """Blocks that are unanswered on both sides and answer each other: aligned anew, and reported as moves.

    A block counts as unanswered when most of its words are, so that a stray bead does not hide a moved paragraph.
    """
    open_blocks = [_open_blocks(both, groups, which) for which in (0, 1)]
    found = list(strays)
    if not all(open_blocks):
        return _fewest(both, found, groups), groups
    texts = [[fold(both.letters(which)[both.letters(which).blocks[block].span]) for block in open_blocks[which]] for which in (0, 1)]
    vectors = [both.encoder.encode(side) for side in texts]
    answered: tuple[set[int], set[int]] = (set(), set())
    standing = _Standing(groups)
    for value, i, j in _alike(vectors[0], vectors[1], level + 0.1):
        if i in answered[0] or j in answered[1] or not 0.4 < len(texts[0][i]) / len(texts[1][j]) < 2.5:
            continue
        left, right = open_blocks[0][i], open_blocks[1][j]
        if both.source.blocks[left].role in BODY and both.target.blocks[right].role in BODY:
            found.append(Move((left,), (right,), both.encoder.probability(value)))
        standing.realign(left, right, inside(both, left, right, prices, level))
        answered[0].add(i)
        answered[1].add(j)
    groups = standing.groups()
    return _fewest(both, found, groups), groups


def _alike(left: Vectors, right: Vectors, least: float) -> list[tuple[float, int, int]]:
    """Pairs of rows that are at least so alike, best first; only a slice of the table of all pairs is held at a time."""
    found = []
    for at in range(0, len(left), _BATCH):
        cosine = left[at : at + _BATCH] @ right.T
        found += [(float(cosine[i, j]), at + int(i), int(j)) for i, j in zip(*np.nonzero(cosine >= least), strict=True)]
    return sorted(found, key=lambda item: (-item[0], item[1], item[2]))


def _fewest(both: Pair, found: list[Move], groups: list[Group]) -> tuple[Move, ...]:
    """Of the blocks that changed order, the ones to report: the shorter ones, and only as many as explain the order."""
    if not found:
        return ()
    answers = np.array([(left[0].block, right[0].block) for left, right in groups if left and right], dtype=np.int64).reshape(-1, 2)
    untold = np.ones(len(answers), dtype=bool)
    kept: list[Move] = []
    for move in sorted(found, key=lambda move: (len(both.source[both.source.blocks[move.source[0]].span]), move.source)):
        left, right = move.source[0], move.target[0]
        if _crosses(answers[untold], left, right):
            kept.append(move)
            untold &= (answers[:, 0] != left) | (answers[:, 1] != right)
    return tuple(sorted(kept, key=lambda move: move.source))


def _crosses(answers: NDArray[np.int64], left: int, right: int) -> bool:
    """Whether some other pair of answering blocks stands on different sides of these two."""
    a, b = answers[:, 0], answers[:, 1]
    return bool((((a < left) & (b > right)) | ((a > left) & (b < right))).any())


def _open_blocks(both: Pair, groups: list[Group], which: int) -> list[int]:
    letter = both.letters(which)
    unanswered: dict[int, int] = {}
    for group in groups:
        if is_gap(group):
            for segment in group[which]:
                unanswered[segment.block] = unanswered.get(segment.block, 0) + count(letter, (segment,))
    chosen = [block for block, words in unanswered.items() if words >= 0.6 * count(letter, letter.segments_of(block)) and words >= SHORT]
    return sorted(sorted(chosen, key=lambda block: -unanswered[block])[:_MOST])


class _Standing:
    """The groups of an alignment while blocks are taken out of them, each group found by its blocks."""

    def __init__(self, groups: list[Group]) -> None:
        self._slots: list[list[Group]] = []
        self._where: dict[tuple[int, int], set[int]] = defaultdict(set)
        for group in groups:
            self._add([group])

    def _add(self, groups: list[Group]) -> None:
        for group in groups:
            for which in (0, 1):
                for segment in group[which]:
                    self._where[which, segment.block].add(len(self._slots))
        self._slots.append(groups)

    def realign(self, left: int, right: int, fresh: list[Group]) -> None:
        """Take two blocks out of all beads; what they hold stands in `fresh`."""
        for number in self._where.pop((0, left), set()) | self._where.pop((1, right), set()):
            rest: list[Group] = []
            for a, b in self._slots[number]:
                kept_a, kept_b = tuple(s for s in a if s.block != left), tuple(s for s in b if s.block != right)
                if (a, b) == (kept_a, kept_b):
                    rest.append((a, b))
                elif kept_a or kept_b:
                    rest += [(kept_a, kept_b)] if kept_a and kept_b else [((s,), ()) for s in kept_a] + [((), (s,)) for s in kept_b]
            self._slots[number] = rest
        self._add(fresh)

    def groups(self) -> list[Group]:
        return [group for slot in self._slots for group in slot]


def inside(both: Pair, left: int, right: int, prices: Prices, level: float) -> list[Group]:
    """Two blocks aligned with each other alone."""
    sides = [both.meanings[which].side(both.letters(which).segments_of(block)) for which, block in ((0, left), (1, right))]
    groups = test(both, prune(both, grouped(sides[0], sides[1], align(sides[0], sides[1], prices))))
    return same_slot(both, groups, level)
