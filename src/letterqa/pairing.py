"""Two letters become a bitext: repeated blocks set aside, segments aligned, doubtful beads tested, what changed place brought together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from letterqa.aligning import LETTER, Prices, align, bar, prices_for
from letterqa.bitext import Bead, Bitext
from letterqa.doubting import close, prune, test
from letterqa.embedding import Encoder
from letterqa.embedding.background import CHANCE
from letterqa.grouping import Group, Pair, grouped, is_gap, ordered
from letterqa.letter import PROSE, Letter, Role
from letterqa.rearranging import displaced, inside, moves
from letterqa.rejoining import courtesies, lead_ins, leftovers, reunited, same_slot, within_block
from letterqa.repeating import duplicates
from letterqa.windowing import Side

# Sentences of a side that tell how alike strangers are, at most and at least, and how far that may move a cosine.
_ENOUGH, _FEW, _MOST = 200, 6, 0.1


def pair(source: Letter, target: Letter, encoder: Encoder, prices: Prices | None = None) -> Bitext:
    """Align two letters. Every segment of both is in exactly one bead; an unanswered one is alone in a bead of shape 1-0 or 0-1."""
    prices = prices or prices_for(source, target)
    both = Pair(source, target, encoder)
    copies = duplicates(both)
    aside = {(item.side, item.copy) for item in copies}
    strays = displaced(both, aside)
    away = aside | {("source", move.source[0]) for move in strays} | {("target", move.target[0]) for move in strays}
    sides = [
        both.meanings[which].side([segment for segment in letter.segments if (name, segment.block) not in away])
        for which, (name, letter) in enumerate((("source", source), ("target", target)))
    ]
    level = bar(sides[0], sides[1], LETTER.percentile)
    groups = grouped(sides[0], sides[1], align(sides[0], sides[1], prices))
    if prices is LETTER or close(both, groups):
        groups = test(both, prune(both, groups))
    for move in strays:
        groups += inside(both, move.source[0], move.target[0], prices, level)
    moved, groups = moves(both, groups, prices, level, strays)
    if prices is not LETTER:
        groups = reunited(both, groups, level + 0.05)
    groups = lead_ins(both, groups)
    groups = courtesies(both, leftovers(both, same_slot(both, within_block(both, groups, level + 0.05), level)))
    groups += [((), (segment,)) for segment in target.segments if ("target", segment.block) in aside]
    groups += [((segment,), ()) for segment in source.segments if ("source", segment.block) in aside]
    beads = _beads(both, ordered(groups), _shift(sides))
    return Bitext(source, target, beads, moved, copies, *_level(beads, source, target))


def _shift(sides: Sequence[Side]) -> float:
    """How much more alike strangers are in these letters than in the background sample that probabilities were fitted on.

    All sentences of a letter share their topic, so that a cosine means less in it; the mean over sentences that do not answer each other
    (all but the best of each row and column, some hundred of each side) tells how much.
    """
    if min(map(len, sides)) < _FEW:
        return 0.0
    one, two = (side.vectors.picked(range(0, len(side), max(1, len(side) // _ENOUGH))) for side in sides)
    cosine = np.asarray(one @ two.T, dtype=float)
    strangers = np.ones(cosine.shape, dtype=bool)
    strangers[np.arange(len(cosine)), cosine.argmax(axis=1)] = False
    strangers[cosine.argmax(axis=0), np.arange(cosine.shape[1])] = False
    return float(np.clip(cosine[strangers].mean() - CHANCE, -_MOST, _MOST)) if strangers.any() else 0.0


def _beads(both: Pair, groups: list[Group], shift: float) -> tuple[Bead, ...]:
    cosines = iter(both.cosines([group for group in groups if not is_gap(group)]))
    beads = []
    for group in groups:
        cosine = None if is_gap(group) else next(cosines)
        beads.append(Bead(*group, None if cosine is None else both.encoder.probability(cosine - shift), cosine))
    return tuple(beads)


def _level(beads: Sequence[Bead], source: Letter, target: Letter) -> tuple[float, float]:
    """Median cosine of the beads of running text and its robust spread (1.4826 times the median absolute deviation)."""
    values = [
        b.cosine
        for b in beads
        if b.cosine is not None and source.role_of(b.source[0]) in PROSE | {Role.FOOTER} and target.role_of(b.target[0]) in PROSE | {Role.FOOTER}
    ]
    if len(values) < 4:
        return 0.0, 0.0
    median = float(np.median(values))
    return median, float(1.4826 * np.median(np.abs(np.array(values) - median)))
