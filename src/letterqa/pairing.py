"""Two letters become a bitext: repeated blocks set aside, segments aligned, doubtful beads tested, what changed place brought together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from letterqa.aligning import Prices, align, bar, bead, side
from letterqa.bitext import Bead, Bitext
from letterqa.doubting import courtesies, lead_ins, leftovers, prune, same_slot, test, within_block
from letterqa.embedding import Encoder
from letterqa.grouping import Pair, grouped, ordered
from letterqa.letter import PROSE, Letter, Role
from letterqa.rearranging import displaced, duplicates, inside, moves


def pair(source: Letter, target: Letter, encoder: Encoder, prices: Prices | None = None) -> Bitext:
    """Align two letters. Every segment of both is in exactly one bead; an unanswered one is alone in a bead of shape 1-0 or 0-1."""
    prices = prices or Prices()
    both = Pair(source, target, encoder)
    copies = (*duplicates(both, 0), *duplicates(both, 1))
    aside = {(item.side, item.copy) for item in copies}
    strays = displaced(both, aside)
    away = aside | {("source", move.source[0]) for move in strays} | {("target", move.target[0]) for move in strays}
    sides = [
        side(letter, [segment for segment in letter.segments if (name, segment.block) not in away], encoder)
        for name, letter in (("source", source), ("target", target))
    ]
    level = bar(sides[0], sides[1], prices.percentile)
    groups = test(both, prune(both, grouped(sides[0], sides[1], align(sides[0], sides[1], prices))))
    for move in strays:
        groups += inside(both, move.source[0], move.target[0], prices, level)
    moved, groups = moves(both, groups, prices, level, strays)
    groups = lead_ins(both, groups)
    groups = courtesies(both, leftovers(both, same_slot(both, within_block(both, groups, level + 0.05), level)))
    groups += [((), (segment,)) for segment in target.segments if ("target", segment.block) in aside]
    groups += [((segment,), ()) for segment in source.segments if ("source", segment.block) in aside]
    beads = tuple(bead(left, right, (source, target), encoder) for left, right in ordered(groups))
    return Bitext(source, target, beads, moved, copies, *_level(beads, source, target))


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
