"""What an alignment left out on both sides, brought together where it answers: in one paragraph, in one place, of one part, or moved."""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from letterqa.aligning import ANCHORS
from letterqa.embedding import Vectors
from letterqa.grouping import Group, Pair, characters, count, is_gap, ordered, ratio_of
from letterqa.layout import CLOSED
from letterqa.letter import BODY, PROSE, Letter, Role, Segment
from letterqa.locales import load
from letterqa.structure import embeds_closing

# Of a run of gaps with more pairs than this, a segment is compared with so many on both sides of its place.
_MANY, _NEAR = 1_000_000, 50
# Unanswered sentences that are compared with all of the other side; of more, the longest. And how many at a time.
_MOST, _BATCH = 20_000, 1024
# Words that tell a sentence from others, wherever it stands, and by how much the one it answers must be more alike than the next.
_WORDS, _AHEAD = 6, 0.1


def reunited(both: Pair, groups: list[Group], enough: float) -> list[Group]:
    """Unanswered sentences that are each other's nearest, well ahead of any other, wherever they stand: a document's moved text."""
    loose = [
        [number for number, group in enumerate(groups) if is_gap(group) and group[which] and count(both.letters(which), group[which]) >= _WORDS]
        for which in (0, 1)
    ]
    if not all(loose):
        return groups
    chosen = [sorted(sorted(numbers, key=lambda n: -count(both.letters(which), groups[n][which]))[:_MOST]) for which, numbers in enumerate(loose)]
    vectors = [both.vectors(which, [groups[number] for number in chosen[which]]) for which in (0, 1)]
    ratio = ratio_of(both, groups)
    (near, ahead), (back, behind) = _nearest(vectors[0], vectors[1]), _nearest(vectors[1], vectors[0])
    made: dict[int, int] = {}
    for i, j in enumerate(near.tolist()):
        one, two = groups[chosen[0][i]][0], groups[chosen[1][j]][1]
        if int(back[j]) != i or float(vectors[0][i] @ vectors[1][j]) < enough or min(float(ahead[i]), float(behind[j])) < _AHEAD:
            continue
        if abs(math.log(characters(both.target, two) / characters(both.source, one)) - ratio) < 0.7:
            made[chosen[0][i]] = chosen[1][j]
    used = {*made, *made.values()}
    return [group for number, group in enumerate(groups) if number not in used] + [(groups[a][0], groups[b][1]) for a, b in made.items()]


def _nearest(here: Vectors, there: Vectors) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each row the nearest of the other rows, and how far it is ahead of the next; a slice of the table at a time."""
    near, ahead = [], []
    for at in range(0, len(here), _BATCH):
        cosine = here[at : at + _BATCH] @ there.T
        best = cosine.argmax(axis=1)
        top = cosine[np.arange(len(cosine)), best]
        cosine[np.arange(len(cosine)), best] = -1.0
        near.append(best)
        ahead.append(top - cosine.max(axis=1))
    return np.concatenate(near), np.concatenate(ahead).astype(float)


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
    numbers = [[number for number, group in enumerate(groups) if is_gap(group) and group[which]] for which in (0, 1)]
    if not all(numbers):
        return groups
    in_block: dict[int, list[int]] = defaultdict(list)
    answering: dict[int, set[int]] = defaultdict(set)
    for place, number in enumerate(numbers[1]):
        block = groups[number][1][0].block
        in_block[block].append(place)
        if (1, block) in partner:
            answering[partner[1, block]].add(block)
    vectors = [both.vectors(which, [groups[number] for number in numbers[which]]) for which in (0, 1)]
    made: dict[int, int] = {}
    taken: set[int] = set()
    for one, number in enumerate(numbers[0]):
        block = groups[number][0][0].block
        facing = answering[block] | ({partner[0, block]} if (0, block) in partner else set())
        others = [place for other in facing for place in in_block[other] if place not in taken]
        if others:
            others.sort()
            fit = np.flatnonzero(vectors[1][others] @ vectors[0][one] >= enough)
            if len(fit):
                made[number] = numbers[1][others[fit[0]]]
                taken.add(others[fit[0]])
    used = {*made, *made.values()}
    return [group for number, group in enumerate(groups) if number not in used] + [(groups[a][0], groups[b][1]) for a, b in made.items()]


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
    scored = sorted(_scored(both, left, right, level / 2) if left and right else [], key=lambda item: item[:3], reverse=True)
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


def _scored(both: Pair, left: list[Segment], right: list[Segment], least: float) -> list[tuple[float, int, int, Segment, Segment]]:
    """Pairs of unanswered segments that are at least so alike; of a run beyond all measure, each with what lies near its place."""
    found = []
    vectors = [both.meanings[which].of([(segment,) for segment in segments]) for which, segments in ((0, left), (1, right))]
    for at, s in enumerate(left):
        middle = at * len(right) // len(left)
        first = 0 if len(left) * len(right) <= _MANY else max(0, middle - _NEAR)
        near = right[first : first + 2 * _NEAR] if first or len(left) * len(right) > _MANY else right
        values = vectors[1][first : first + len(near)] @ vectors[0][at]
        found += [(float(values[k]), -s.index, -near[k].index, s, near[k]) for k in np.flatnonzero(values >= least)]
    return found


def _compatible(both: Pair, s: Segment, t: Segment) -> bool:
    roles = both.source.role_of(s), both.target.role_of(t)
    return roles[0] is roles[1] or (roles[0] not in ANCHORS and roles[1] not in ANCHORS)


def _unfinished(letter: Letter, segment: Segment) -> bool:
    """Whether a segment ends its block of running text without any stop, as a truncated paragraph does."""
    return letter.role_of(segment) in BODY and letter.segments_of(segment.block)[-1] is segment and not CLOSED.search(letter[segment.span])


def leftovers(both: Pair, groups: list[Group]) -> list[Group]:
    """Bring together what is left of the same part on both sides (a date above the address here, below it there), the same words
    taken for different parts, and a close that stands alone on one side and ends a paragraph on the other."""
    lefts, rights = ([number for number, group in enumerate(groups) if group[which] and not group[1 - which]] for which in (0, 1))
    by_role: dict[Role, list[int]] = defaultdict(list)
    by_text: dict[str, list[int]] = defaultdict(list)
    for number in rights:
        segment = groups[number][1][0]
        by_role[both.target.role_of(segment)].append(number)
        by_text[both.target.plain(segment).lower()].append(number)
    closing = [number for role in PROSE for number in by_role[role]]
    made: dict[int, int] = {}
    taken: set[int] = set()
    for number in lefts:
        segment = groups[number][0][0]
        role = both.source.role_of(segment)
        fitting = [*by_text[both.source.plain(segment).lower()], *(by_role[role] if role in ANCHORS else ())]
        if by_role[Role.CLOSING] and _closes(both.source, segment, Role.CLOSING):
            fitting += by_role[Role.CLOSING]
        if role is Role.CLOSING:
            fitting += [other for other in closing if _closes(both.target, groups[other][1][0], role)]
        if free := [other for other in fitting if other not in taken]:
            made[number] = min(free)
            taken.add(min(free))
    used = {*made, *taken}
    return [group for number, group in enumerate(groups) if number not in used] + [(groups[a][0], groups[b][1]) for a, b in made.items()]


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
