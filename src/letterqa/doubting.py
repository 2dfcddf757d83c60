"""Doubt about single segments of an alignment: what does not belong leaves its bead, what was left out joins one."""

from __future__ import annotations

import math

from letterqa.aligning import ANCHORS, WIDEST
from letterqa.belonging import belongs
from letterqa.grouping import Group, Pair, anchored, characters, count, is_gap, ordered, ratio_of
from letterqa.layout import CLOSED
from letterqa.letter import BODY, PROSE, Letter, Role, Segment
from letterqa.locales import load
from letterqa.structure import embeds_closing

# Below this calibrated probability two sides of a bead do not answer each other.
UNRELATED = 0.10
# Probabilities of belonging: below the first a segment leaves its bead, above the second a gap joins one, and across a border
# between blocks it takes the third to stay.
STAYS, JOINS, CROSSING = 0.3, 0.32, 0.75
SHORT = 4  # words; a shorter segment has too little to judge by


def prune(both: Pair, groups: list[Group]) -> list[Group]:
    """Take apart beads whose sides have nothing to do with each other; anchors stay together whatever they say."""
    kept: list[Group] = []
    for left, right in groups:
        if left and right and not anchored(both, left, right):
            words = min(count(both.source, left), count(both.target, right))
            if words >= SHORT and both.probability(left, right) < UNRELATED:
                kept += [((segment,), ()) for segment in left] + [((), (segment,)) for segment in right]
                continue
        kept.append((left, right))
    return kept


def test(both: Pair, groups: list[Group]) -> list[Group]:
    """Test every bead with several segments on a side, and every gap beside a bead, by what changes without or with the segment."""
    ratio = ratio_of(both, groups)
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


def _belongs(both: Pair, group: Group, which: int, at: int, ratio: float) -> float:
    """Probability that a segment of a bead is answered by the bead's other side (see belonging)."""
    texts = [both.letters(which).plain(segment) for segment in group[which]]
    answer = " ".join(both.letters(1 - which).plain(segment) for segment in group[1 - which])
    return belongs(texts, at, answer, ratio if which == 0 else -ratio, both.encoder)


def _without(both: Pair, group: Group, ratio: float) -> list[Group]:
    """The bead, or the bead without the segment that belongs least, and that segment alone.

    Two paragraphs are rarely made one sentence: across a block border a segment must prove that it belongs.
    """
    left, right = group
    if not left or not right or (len(left) == 1 and len(right) == 1) or anchored(both, left, right):
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


def _with(both: Pair, one: Group, two: Group, ratio: float) -> Group | None:
    """Two neighbours joined, where one is a gap in the same block that belongs to the other's bead."""
    gap, full = (one, two) if is_gap(one) else (two, one)
    if not is_gap(gap) or is_gap(full):
        return None
    which = 0 if gap[0] else 1
    if not full[which] or gap[which][0].block != full[which][0].block or both.letters(which).role_of(gap[which][0]) not in PROSE:
        return None
    segments = tuple(sorted((*gap[which], *full[which]), key=lambda segment: segment.index))
    if len(segments) > WIDEST + 1:
        return None
    joined: Group = (segments, full[1]) if which == 0 else (full[0], segments)
    return joined if _belongs(both, joined, which, segments.index(gap[which][0]), ratio) > JOINS else None


def within_block(both: Pair, groups: list[Group], enough: float) -> list[Group]:
    """Sentences that only changed places inside their paragraph are beads like any other: translators may do that."""
    partner = {
        (which, segment.block): other.block
        for group in groups
        if not is_gap(group)
        for which in (0, 1)
        for segment in group[which]
        for other in group[1 - which]
    }
    gaps = [[group for group in groups if is_gap(group) and group[which]] for which in (0, 1)]
    for one in gaps[0]:
        for other in gaps[1]:
            a, b = one[0][0], other[1][0]
            if other not in groups or (partner.get((0, a.block)) != b.block and partner.get((1, b.block)) != a.block):
                continue
            if both.cosine(one[0], other[1]) >= enough:
                groups = [group for group in groups if group not in (one, other)] + [(one[0], other[1])]
                break
    return groups


def same_slot(both: Pair, groups: list[Group], level: float) -> list[Group]:
    """Join gaps of both sides that lie in one place between answered neighbours: a free translation rather than two errors.

    Inside paragraphs that answer each other, and for a single block on each side, half the chance level of similarity is enough;
    between several whole blocks it takes the level itself.
    """
    partners = {(s.block, t.block) for left, right in groups for s in left for t in right}
    ratio = ratio_of(both, groups)
    kept: list[Group] = []
    run: list[Group] = []
    for group in (*ordered(groups), None):
        if group is not None and is_gap(group):
            run.append(group)
            continue
        kept += _joined(both, run, partners, level, ratio)
        run = []
        if group is not None:
            kept.append(group)
    return kept


def _joined(both: Pair, run: list[Group], partners: set[tuple[int, int]], level: float, ratio: float) -> list[Group]:
    """Pairs made of a run of gaps, best first and never crossing, and the gaps that are left."""
    left, right = [s for group in run for s in group[0]], [t for group in run for t in group[1]]
    made: list[tuple[Segment, Segment]] = []
    scored = sorted(((both.cosine((s,), (t,)), -s.index, -t.index, s, t) for s in left for t in right), key=lambda item: item[:3], reverse=True)
    for cosine, _, _, s, t in scored:
        free = all(s.index != a.index and t.index != b.index and (s.index < a.index) == (t.index < b.index) for a, b in made)
        if not free or not _compatible(both, s, t):
            continue
        stump = _unfinished(both.source, s) or _unfinished(both.target, t)
        off = abs(math.log(characters(both.target, (t,)) / characters(both.source, (s,))) - ratio)
        alone = len(left) == len(right) == 1 and both.source.role_of(s) is both.target.role_of(t)
        enough = level / 2 if (s.block, t.block) in partners or stump or alone else level
        if cosine >= enough and (off < 1.0 or stump):
            made.append((s, t))
    used = {s.index for s, _ in made}, {t.index for _, t in made}
    rest: list[Group] = [((s,), ()) for s in left if s.index not in used[0]]
    return [*(((s,), (t,)) for s, t in made), *rest, *(((), (t,)) for t in right if t.index not in used[1])]


def _compatible(both: Pair, s: Segment, t: Segment) -> bool:
    roles = both.source.role_of(s), both.target.role_of(t)
    return roles[0] is roles[1] or (roles[0] not in ANCHORS and roles[1] not in ANCHORS)


def _unfinished(letter: Letter, segment: Segment) -> bool:
    """Whether a segment ends its block of running text without any stop, as a truncated paragraph does."""
    return letter.role_of(segment) in BODY and letter.segments_of(segment.block)[-1] is segment and not CLOSED.search(letter[segment.span])


def leftovers(both: Pair, groups: list[Group]) -> list[Group]:
    """Bring together what is left of the same part on both sides (a date above the address here, below it there), the same words
    taken for different parts, and a close that stands alone on one side and ends a paragraph on the other."""
    for left in [group for group in groups if group[0] and not group[1]]:
        role = both.source.role_of(left[0][0])
        for right in [group for group in groups if group[1] and not group[0]]:
            facing = both.target.role_of(right[1][0])
            same = (role is facing and role in ANCHORS) or both.source.plain(left[0][0]).lower() == both.target.plain(right[1][0]).lower()
            if same or _closes(both.source, left[0][0], facing) or _closes(both.target, right[1][0], role):
                groups = [group for group in groups if group not in (left, right)] + [(left[0], right[1])]
                break
    return groups


def _closes(letter: Letter, segment: Segment, facing: Role) -> bool:
    """Whether a segment of running text is a complimentary close that can answer a block of role `facing`."""
    return facing is Role.CLOSING and letter.role_of(segment) in PROSE and embeds_closing(letter.plain(segment), load(letter.language))


def courtesies(both: Pair, groups: list[Group]) -> list[Group]:
    """A last line of thanks joined to the close below it, where the other letter says both in one sentence."""
    ready = ordered(groups)
    merged: list[Group] = []
    for group in ready:
        before = merged[-1] if merged else None
        if before is not None and is_gap(before) and not is_gap(group):
            side = 0 if before[0] else 1
            line, close, answer = before[side], group[side], group[1 - side]
            if both.letters(side).role_of(close[0]) is Role.CLOSING and count(both.letters(side), line) <= 16:
                pair = ((*line, *close), answer)
                joined = both.cosine(*(pair if side == 0 else (pair[1], pair[0])))
                alone = both.cosine(*((close, answer) if side == 0 else (answer, close)))
                if joined >= alone + 0.1:
                    merged[-1] = pair if side == 0 else (pair[1], pair[0])
                    continue
        merged.append(group)
    return merged


def lead_ins(both: Pair, groups: list[Group]) -> list[Group]:
    """An unanswered line that leads into a list, paired with the other letter's line before its list where that joined the bead beside."""
    ready = ordered(groups)
    for at, group in enumerate(ready):
        side = 0 if group[0] else 1
        if not is_gap(group) or len(group[side]) != 1 or not _leads(both.letters(side), group[side][0]):
            continue
        for beside in (at - 1, at + 1):
            if not 0 <= beside < len(ready) or is_gap(ready[beside]) or len(ready[beside][1 - side]) < 2:
                continue
            facing = ready[beside][1 - side]
            line, rest = (facing[-1], facing[:-1]) if beside < at else (facing[0], facing[1:])
            if _leads(both.letters(1 - side), line):
                ready[at] = (group[0], (line,)) if side == 0 else ((line,), group[1])
                ready[beside] = (ready[beside][0], rest) if side == 0 else (rest, ready[beside][1])
                break
    return ready


def _leads(letter: Letter, segment: Segment) -> bool:
    """Whether a segment ends in a colon and a list item follows it."""
    after = letter.segments[segment.index + 1] if segment.index + 1 < len(letter.segments) else None
    return letter.plain(segment).endswith(":") and after is not None and letter.role_of(after) is Role.LIST_ITEM
