"""Two letters become a bitext: repeated blocks set aside, segments aligned, doubtful beads tested, what changed place brought together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from letterqa.aligning import ANCHORS, WIDEST, Prices, Side, align, bar, bead, side
from letterqa.belonging import belongs
from letterqa.bitext import Bead, Bitext, Duplicate, Move
from letterqa.embedding import Encoder
from letterqa.layout import CLOSED
from letterqa.letter import BODY, PROSE, Letter, Role, Segment, fold
from letterqa.locales import load
from letterqa.structure import embeds_closing

# Two blocks of one letter are the same text above this cosine (of one language, so far higher than across languages).
SAME_TEXT = 0.93
# Below this calibrated probability two sides of a bead do not answer each other.
UNRELATED = 0.10
# Probabilities of belonging: below the first a segment leaves its bead, above the second a gap joins one, and across a border
# between blocks it takes the third to stay.
STAYS, JOINS, CROSSING = 0.3, 0.32, 0.75
_SHORT = 4  # words; a shorter segment has too little to judge by

Group = tuple[tuple[Segment, ...], tuple[Segment, ...]]


@dataclass(frozen=True)
class _Pair:
    """What the steps share."""

    source: Letter
    target: Letter
    encoder: Encoder

    def cosine(self, source: Sequence[Segment], target: Sequence[Segment]) -> float:
        return bead(source, target, (self.source, self.target), self.encoder).cosine or 0.0

    def probability(self, source: Sequence[Segment], target: Sequence[Segment]) -> float:
        return self.encoder.probability(self.cosine(source, target))

    def letters(self, which: int) -> Letter:
        return (self.source, self.target)[which]


def pair(source: Letter, target: Letter, encoder: Encoder, prices: Prices = Prices()) -> Bitext:
    """Align two letters. Every segment of both is in exactly one bead; an unanswered one is alone in a bead of shape 1-0 or 0-1."""
    both = _Pair(source, target, encoder)
    duplicates = (*_duplicates(both, 0), *_duplicates(both, 1))
    aside = {(copy.side, copy.copy) for copy in duplicates}
    displaced = _displaced(both, aside)
    moved = {("source", move.source[0]) for move in displaced} | {("target", move.target[0]) for move in displaced}
    kept = [
        [segment for segment in letter.segments if (name, segment.block) not in aside | moved]
        for name, letter in (("source", source), ("target", target))
    ]
    sides = [side(letter, segments, encoder) for letter, segments in zip((source, target), kept, strict=True)]
    groups = _grouped(sides[0], sides[1], align(sides[0], sides[1], prices))
    groups = _prune(both, groups)
    groups = _test(both, groups)
    level = bar(sides[0], sides[1], prices.percentile) if all(map(len, sides)) else 0.3
    for move in displaced:
        groups += _inside(both, move.source[0], move.target[0], prices, level)
    moves, groups = _moves(both, groups, prices, level + 0.1, displaced)
    groups = _same_slot(both, _within_block(both, groups, level + 0.05), level)
    groups = _leftovers(both, groups)
    groups += [((), (s,)) for s in target.segments if ("target", s.block) in aside]
    groups += [((s,), ()) for s in source.segments if ("source", s.block) in aside]
    beads = tuple(bead(left, right, (source, target), encoder) for left, right in _ordered(groups))
    level, spread = _level(beads, source, target)
    return Bitext(source, target, beads, moves, duplicates, level, spread)


def _grouped(source: Side, target: Side, path: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> list[Group]:
    return [(source.segments[a:b], target.segments[c:d]) for (a, b), (c, d) in path]


def _duplicates(both: _Pair, which: int) -> list[Duplicate]:
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
        (index, fold(letter[block.span]))
        for index, block in enumerate(letter.blocks)
        if block.role in BODY and len(letter[block.span].split()) >= 6
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
    from collections import Counter

    a, b = Counter(one.lower().split()), Counter(two.lower().split())
    return 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))


def _home(both: _Pair, letter: Letter, other: Letter, block: int) -> float | None:
    """Relative place in the other letter of the block that answers this one."""
    blocks = [candidate for candidate in other.blocks if candidate.role in BODY]
    if not blocks:
        return None
    vectors = both.encoder.encode([fold(letter[letter.blocks[block].span]), *(fold(other[candidate.span]) for candidate in blocks)])
    return blocks[int((vectors[1:] @ vectors[0]).argmax())].span.start / max(1, len(other.text))


def _prune(both: _Pair, groups: list[Group]) -> list[Group]:
    """Take apart beads whose sides have nothing to do with each other; anchors stay together whatever they say."""
    kept: list[Group] = []
    for left, right in groups:
        if left and right and not _anchored(both, left, right):
            words = min(_words(both.source, left), _words(both.target, right))
            if words >= _SHORT and both.probability(left, right) < UNRELATED:
                kept += [((segment,), ()) for segment in left] + [((), (segment,)) for segment in right]
                continue
        kept.append((left, right))
    return kept


def _anchored(both: _Pair, left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    roles = {both.source.role_of(segment) for segment in left} | {both.target.role_of(segment) for segment in right}
    return len(roles) == 1 and roles <= ANCHORS


def _words(letter: Letter, segments: Sequence[Segment]) -> int:
    return sum(len(letter[segment.span].split()) for segment in segments)


def _characters(letter: Letter, segments: Sequence[Segment]) -> int:
    return sum(len(letter.plain(segment)) for segment in segments)


def _test(both: _Pair, groups: list[Group]) -> list[Group]:
    """Test every bead with several segments on a side, and every gap beside a bead, by what changes without or with the segment.
    """
    ratio = _ratio(both, groups)
    tested: list[Group] = []
    for group in groups:
        tested += _without(both, group, ratio)
    merged = True
    while merged:
        merged = False
        for index in range(len(tested) - 1):
            joined = _with(both, tested[index], tested[index + 1], ratio)
            if joined is not None:
                tested[index : index + 2] = [joined]
                merged = True
                break
    return tested


def _ratio(both: _Pair, groups: list[Group]) -> float:
    """Log of target characters to source characters over the beads that have both sides."""
    full = [(left, right) for left, right in groups if left and right]
    a = sum(_characters(both.source, left) for left, _ in full)
    b = sum(_characters(both.target, right) for _, right in full)
    return math.log(b / a) if a and b else 0.0


def _belongs(both: _Pair, group: Group, which: int, at: int, ratio: float) -> float:
    """Probability that a segment of a bead is answered by the bead's other side (see belonging)."""
    texts = [both.letters(which).plain(segment) for segment in group[which]]
    answer = " ".join(both.letters(1 - which).plain(segment) for segment in group[1 - which])
    return belongs(texts, at, answer, ratio if which == 0 else -ratio, both.encoder)


def _without(both: _Pair, group: Group, ratio: float) -> list[Group]:
    """The bead, or the bead without the segment that belongs least, and that segment alone.

    Two paragraphs are rarely made one sentence: across a block border a segment must prove that it belongs.
    """
    left, right = group
    if not left or not right or (len(left) == 1 and len(right) == 1) or _anchored(both, left, right):
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


def _with(both: _Pair, one: Group, two: Group, ratio: float) -> Group | None:
    """Two neighbours joined, where one is a gap in the same block that belongs to the other's bead."""
    gap, full = (one, two) if _is_gap(one) else (two, one)
    if not _is_gap(gap) or _is_gap(full):
        return None
    which = 0 if gap[0] else 1
    if not full[which] or gap[which][0].block != full[which][0].block or both.letters(which).role_of(gap[which][0]) not in PROSE:
        return None
    segments = tuple(sorted((*gap[which], *full[which]), key=lambda segment: segment.index))
    if len(segments) > WIDEST + 1:
        return None
    joined: Group = (segments, full[1]) if which == 0 else (full[0], segments)
    return joined if _belongs(both, joined, which, segments.index(gap[which][0]), ratio) > JOINS else None


def _is_gap(group: Group) -> bool:
    return not group[0] or not group[1]


def _moves(both: _Pair, groups: list[Group], prices: Prices, enough: float, displaced: list[Move]) -> tuple[tuple[Move, ...], list[Group]]:
    """Blocks that are unanswered on both sides and answer each other: aligned anew, and reported as moves.

    A block counts as unanswered when most of its words are, so that a stray bead does not hide a moved paragraph.
    """
    open_blocks = [_open_blocks(both, groups, which) for which in (0, 1)]
    found = list(displaced)
    if not all(open_blocks):
        return _fewest(both, found, groups), groups
    texts = [[fold(both.letters(which)[both.letters(which).blocks[block].span]) for block in open_blocks[which]] for which in (0, 1)]
    vectors = [both.encoder.encode(side) for side in texts]
    cosine = vectors[0] @ vectors[1].T
    while cosine.size and cosine.max() >= enough:
        i, j = np.unravel_index(int(cosine.argmax()), cosine.shape)
        left, right = open_blocks[0][i], open_blocks[1][j]
        ratio = len(texts[0][i]) / len(texts[1][j])
        if 0.4 < ratio < 2.5:
            if both.source.blocks[left].role in BODY and both.target.blocks[right].role in BODY:
                found.append(Move((left,), (right,), both.encoder.probability(float(cosine[i, j]))))
            groups = _realign(both, groups, left, right, prices, enough - 0.1)
            cosine[i, :] = -1
            cosine[:, j] = -1
        else:
            cosine[i, j] = -1
    return _fewest(both, found, groups), groups


def _fewest(both: _Pair, found: list[Move], groups: list[Group]) -> tuple[Move, ...]:
    """Of the blocks that changed order, the ones to report: the shorter ones, and only as many as explain the order."""
    moves: list[Move] = []
    for move in sorted(found, key=lambda move: (len(both.source[both.source.blocks[move.source[0]].span]), move.source)):
        told = {(other.source[0], other.target[0]) for other in moves}
        rest = [group for group in groups if not _is_gap(group) and (group[0][0].block, group[1][0].block) not in told]
        if _crosses(rest, move.source[0], move.target[0]):
            moves.append(move)
    return tuple(sorted(moves, key=lambda move: move.source))


def _crosses(groups: list[Group], left: int, right: int) -> bool:
    """Whether some other pair of answering blocks stands on different sides of these two."""
    return any(
        (a[0].block < left and b[0].block > right) or (a[0].block > left and b[0].block < right)
        for a, b in groups
        if a and b
    )


def _open_blocks(both: _Pair, groups: list[Group], which: int) -> list[int]:
    letter = both.letters(which)
    unanswered: dict[int, int] = {}
    for group in groups:
        if _is_gap(group):
            for segment in group[which]:
                unanswered[segment.block] = unanswered.get(segment.block, 0) + _words(letter, (segment,))
    return [
        block
        for block, words in sorted(unanswered.items())
        if words >= 0.6 * _words(letter, letter.segments_of(block)) and words >= _SHORT
    ]


def _realign(both: _Pair, groups: list[Group], left: int, right: int, prices: Prices, level: float) -> list[Group]:
    """Take two blocks out of all beads and align them with each other."""
    rest: list[Group] = []
    for a, b in groups:
        kept_a, kept_b = tuple(s for s in a if s.block != left), tuple(s for s in b if s.block != right)
        if (a, b) == (kept_a, kept_b):
            rest.append((a, b))
        elif kept_a or kept_b:
            rest += [(kept_a, kept_b)] if kept_a and kept_b else [((s,), ()) for s in kept_a] + [((), (s,)) for s in kept_b]
    return rest + _inside(both, left, right, prices, level)


def _inside(both: _Pair, left: int, right: int, prices: Prices, level: float) -> list[Group]:
    """Two blocks aligned with each other alone."""
    sides = [side(both.letters(which), both.letters(which).segments_of(block), both.encoder) for which, block in ((0, left), (1, right))]
    groups = _test(both, _prune(both, _grouped(sides[0], sides[1], align(sides[0], sides[1], prices))))
    return _same_slot(both, groups, level)


def _displaced(both: _Pair, aside: set[tuple[str, int]]) -> list[Move]:
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
    vectors = [both.encoder.encode([fold(both.letters(which)[both.letters(which).blocks[block].span]) for block in blocks[which]]) for which in (0, 1)]
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


def _within_block(both: _Pair, groups: list[Group], enough: float) -> list[Group]:
    """Sentences that only changed places inside their paragraph are beads like any other: translators may do that."""
    partner = {
        (which, segment.block): other.block
        for group in groups
        if not _is_gap(group)
        for which in (0, 1)
        for segment in group[which]
        for other in group[1 - which]
    }
    gaps = [[group for group in groups if _is_gap(group) and group[which]] for which in (0, 1)]
    for one in gaps[0]:
        for other in gaps[1]:
            a, b = one[0][0], other[1][0]
            if other not in groups or (partner.get((0, a.block)) != b.block and partner.get((1, b.block)) != a.block):
                continue
            if both.cosine(one[0], other[1]) >= enough:
                groups = [group for group in groups if group not in (one, other)] + [(one[0], other[1])]
                break
    return groups


def _same_slot(both: _Pair, groups: list[Group], level: float) -> list[Group]:
    """Join gaps of both sides that lie in one place between answered neighbours: a free translation rather than two errors.

    Inside paragraphs that answer each other, and for a single block on each side, half the chance level of similarity is enough;
    between several whole blocks it takes the level itself.
    """
    partners = {(s.block, t.block) for left, right in groups for s in left for t in right}
    ratio = _ratio(both, groups)
    kept: list[Group] = []
    run: list[Group] = []
    for group in (*_ordered(groups), None):
        if group is not None and _is_gap(group):
            run.append(group)
            continue
        kept += _joined(both, run, partners, level, ratio)
        run = []
        if group is not None:
            kept.append(group)
    return kept


def _joined(both: _Pair, run: list[Group], partners: set[tuple[int, int]], level: float, ratio: float) -> list[Group]:
    """Pairs made of a run of gaps, best first and never crossing, and the gaps that are left."""
    left, right = [s for group in run for s in group[0]], [t for group in run for t in group[1]]
    made: list[tuple[Segment, Segment]] = []
    scored = sorted(((both.cosine((s,), (t,)), -s.index, -t.index, s, t) for s in left for t in right), key=lambda item: item[:3], reverse=True)
    for cosine, _, _, s, t in scored:
        free = all(s.index != a.index and t.index != b.index and (s.index < a.index) == (t.index < b.index) for a, b in made)
        if not free or not _compatible(both, s, t):
            continue
        stump = _unfinished(both.source, s) or _unfinished(both.target, t)
        off = abs(math.log(_characters(both.target, (t,)) / _characters(both.source, (s,))) - ratio)
        alone = len(left) == len(right) == 1 and both.source.role_of(s) is both.target.role_of(t)
        enough = level / 2 if (s.block, t.block) in partners or stump or alone else level
        if cosine >= enough and (off < 1.0 or stump):
            made.append((s, t))
    used = {s.index for s, _ in made}, {t.index for _, t in made}
    rest: list[Group] = [((s,), ()) for s in left if s.index not in used[0]]
    return [*(((s,), (t,)) for s, t in made), *rest, *(((), (t,)) for t in right if t.index not in used[1])]


def _compatible(both: _Pair, s: Segment, t: Segment) -> bool:
    roles = both.source.role_of(s), both.target.role_of(t)
    return roles[0] is roles[1] or (roles[0] not in ANCHORS and roles[1] not in ANCHORS)


def _unfinished(letter: Letter, segment: Segment) -> bool:
    """Whether a segment ends its block of running text without any stop, as a truncated paragraph does."""
    return letter.role_of(segment) in BODY and letter.segments_of(segment.block)[-1] is segment and not CLOSED.search(letter[segment.span])


def _leftovers(both: _Pair, groups: list[Group]) -> list[Group]:
    """Bring together what is left of the same part on both sides (a date above the address here, below it there), and a close
    that stands alone on one side and ends a paragraph on the other."""
    for left in [group for group in groups if group[0] and not group[1]]:
        role = both.source.role_of(left[0][0])
        for right in [group for group in groups if group[1] and not group[0]]:
            facing = both.target.role_of(right[1][0])
            same = role is facing and role in ANCHORS
            if same or _closes(both.source, left[0][0], facing) or _closes(both.target, right[1][0], role):
                groups = [group for group in groups if group not in (left, right)] + [(left[0], right[1])]
                break
    return groups


def _closes(letter: Letter, segment: Segment, facing: Role) -> bool:
    """Whether a segment of running text is a complimentary close that can answer a block of role `facing`."""
    return facing is Role.CLOSING and letter.role_of(segment) in PROSE and embeds_closing(letter.plain(segment), load(letter.language))


def _ordered(groups: list[Group]) -> list[Group]:
    """Reading order: that of the source, gaps of the target after what precedes them in the target."""
    full = sorted((group for group in groups if group[0]), key=lambda group: group[0][0].index)
    loose = sorted((group for group in groups if not group[0]), key=lambda group: group[1][0].index)
    for group in loose:
        index = group[1][0].index
        at = 0
        for number, other in enumerate(full):
            if other[1] and other[1][-1].index == index - 1:
                at = number + 1
                break
            if other[1] and other[1][-1].index < index:
                at = number + 1
        full.insert(at, group)
    return full


def _level(beads: Sequence[Bead], source: Letter, target: Letter) -> tuple[float, float]:
    """Median cosine of the beads of running text and its robust spread (1.4826 times the median absolute deviation)."""
    values = [b.cosine for b in beads if b.cosine is not None and source.role_of(b.source[0]) in PROSE | {Role.FOOTER} and target.role_of(b.target[0]) in PROSE | {Role.FOOTER}]
    if len(values) < 4:
        return 0.0, 0.0
    median = float(np.median(values))
    return median, float(1.4826 * np.median(np.abs(np.array(values) - median)))
