"""Whole blocks out of place: repeated ones, and such that answer each other although the order of the letter says otherwise."""

from __future__ import annotations

from collections import Counter

import numpy as np

from letterqa.aligning import Prices, align, side
from letterqa.bitext import Duplicate, Move
from letterqa.doubting import SHORT, prune, same_slot, test
from letterqa.embedding import Encoder
from letterqa.grouping import Group, Pair, count, grouped, is_gap
from letterqa.letter import BODY, PROSE, Letter, fold

# Two blocks of one letter are the same text above this cosine (of one language, so far higher than across languages).
SAME_TEXT = 0.93


def duplicates(both: Pair, which: int) -> list[Duplicate]:
    """Blocks of running text that repeat another block of their letter, unless the other letter repeats itself as often."""
    letter, other = both.letters(which), both.letters(1 - which)
    name = ("source", "target")[which]
    repeated = _repeats(letter, both.encoder)
    if not repeated:
        return []
    echoes = len(_repeats(other, both.encoder))
    found = []
    for earlier, later in repeated[: max(0, len(repeated) - echoes)]:
        # Of the two, the copy is the one that stands farther from where the other letter has the text.
        where = _home(both, letter, other, earlier)
        places = {block: letter.blocks[block].span.start / max(1, len(letter.text)) for block in (earlier, later)}
        copy = later if where is None or abs(places[earlier] - where) <= abs(places[later] - where) + 0.05 else earlier
        found.append(Duplicate(name, copy, earlier + later - copy))
    return found


def _repeats(letter: Letter, encoder: Encoder) -> list[tuple[int, int]]:
    """Pairs (earlier, later) of blocks of running text that say the same words."""
    blocks = [
        (index, fold(letter[block.span])) for index, block in enumerate(letter.blocks) if block.role in BODY and len(letter[block.span].split()) >= 6
    ]
    if len(blocks) < 2:
        return []
    vectors = encoder.encode([text for _, text in blocks])
    cosine = vectors @ vectors.T
    pairs, taken = [], set()
    for i, (earlier, one) in enumerate(blocks):
        for j in range(i + 1, len(blocks)):
            later, two = blocks[j]
            if later in taken or cosine[i, j] < SAME_TEXT or not 0.7 < len(one) / len(two) < 1.43:
                continue
            if one == two or _overlap(one, two) > 0.85:
                pairs.append((earlier, later))
                taken.add(later)
    return pairs


def _overlap(one: str, two: str) -> float:
    """Share of words that two texts have in common, as a multiset (Dice); figures count, so that parallel items differ."""
    a, b = Counter(one.lower().split()), Counter(two.lower().split())
    return 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))


def _home(both: Pair, letter: Letter, other: Letter, block: int) -> float | None:
    """Relative place in the other letter of the block that answers this one."""
    blocks = [candidate for candidate in other.blocks if candidate.role in BODY]
    if not blocks:
        return None
    vectors = both.encoder.encode([fold(letter[letter.blocks[block].span]), *(fold(other[candidate.span]) for candidate in blocks)])
    return blocks[int((vectors[1:] @ vectors[0]).argmax())].span.start / max(1, len(other.text))


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
    if min(map(len, blocks)) < 2:
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
    cosine = vectors[0] @ vectors[1].T
    while cosine.size and cosine.max() >= level + 0.1:
        i, j = np.unravel_index(int(cosine.argmax()), cosine.shape)
        left, right = open_blocks[0][i], open_blocks[1][j]
        ratio = len(texts[0][i]) / len(texts[1][j])
        if 0.4 < ratio < 2.5:
            if both.source.blocks[left].role in BODY and both.target.blocks[right].role in BODY:
                found.append(Move((left,), (right,), both.encoder.probability(float(cosine[i, j]))))
            groups = _realign(both, groups, left, right, prices, level)
            cosine[i, :] = -1
            cosine[:, j] = -1
        else:
            cosine[i, j] = -1
    return _fewest(both, found, groups), groups


def _fewest(both: Pair, found: list[Move], groups: list[Group]) -> tuple[Move, ...]:
    """Of the blocks that changed order, the ones to report: the shorter ones, and only as many as explain the order."""
    kept: list[Move] = []
    for move in sorted(found, key=lambda move: (len(both.source[both.source.blocks[move.source[0]].span]), move.source)):
        told = {(other.source[0], other.target[0]) for other in kept}
        rest = [group for group in groups if not is_gap(group) and (group[0][0].block, group[1][0].block) not in told]
        if _crosses(rest, move.source[0], move.target[0]):
            kept.append(move)
    return tuple(sorted(kept, key=lambda move: move.source))


def _crosses(groups: list[Group], left: int, right: int) -> bool:
    """Whether some other pair of answering blocks stands on different sides of these two."""
    return any((a[0].block < left and b[0].block > right) or (a[0].block > left and b[0].block < right) for a, b in groups if a and b)


def _open_blocks(both: Pair, groups: list[Group], which: int) -> list[int]:
    letter = both.letters(which)
    unanswered: dict[int, int] = {}
    for group in groups:
        if is_gap(group):
            for segment in group[which]:
                unanswered[segment.block] = unanswered.get(segment.block, 0) + count(letter, (segment,))
    return [block for block, words in sorted(unanswered.items()) if words >= 0.6 * count(letter, letter.segments_of(block)) and words >= SHORT]


def _realign(both: Pair, groups: list[Group], left: int, right: int, prices: Prices, level: float) -> list[Group]:
    """Take two blocks out of all beads and align them with each other."""
    rest: list[Group] = []
    for a, b in groups:
        kept_a, kept_b = tuple(s for s in a if s.block != left), tuple(s for s in b if s.block != right)
        if (a, b) == (kept_a, kept_b):
            rest.append((a, b))
        elif kept_a or kept_b:
            rest += [(kept_a, kept_b)] if kept_a and kept_b else [((s,), ()) for s in kept_a] + [((), (s,)) for s in kept_b]
    return rest + inside(both, left, right, prices, level)


def inside(both: Pair, left: int, right: int, prices: Prices, level: float) -> list[Group]:
    """Two blocks aligned with each other alone."""
    sides = [side(both.letters(which), both.letters(which).segments_of(block), both.encoder) for which, block in ((0, left), (1, right))]
    groups = test(both, prune(both, grouped(sides[0], sides[1], align(sides[0], sides[1], prices))))
    return same_slot(both, groups, level)
