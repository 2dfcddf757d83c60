"""Mentions of two letters answer each other as multisets: first within a bead, then beside it, then anywhere; order never matters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from letterqa.bitext import Bitext
from letterqa.letter import Letter, Role, Span
from letterqa.mentions.placeholders import blank_in


class Mention(Protocol):
    """Whatever has a place in a letter."""

    @property
    def span(self) -> Span: ...


T = TypeVar("T", bound=Mention)
# Outside these the words are somebody's address, which is not a statement of the letter.
ADDRESSES = frozenset({Role.ADDRESS, Role.LETTERHEAD, Role.SIGNATURE, Role.NOTE})


@dataclass(frozen=True, eq=False)
class Item(Generic[T]):
    """A mention with the bead its segment is in (-1 where it is in none) and its place among all of its letter."""

    mention: T
    bead: int
    place: int


@dataclass(frozen=True)
class Matched(Generic[T]):
    """What answers what, and what is left on each side."""

    pairs: tuple[tuple[Item[T], Item[T]], ...]
    source: tuple[Item[T], ...]
    target: tuple[Item[T], ...]


def placed(bitext: Bitext, side: str, mentions: Iterable[T], without: frozenset[Role] = ADDRESSES) -> list[Item[T]]:
    """The mentions of a side with their beads, those in blocks of some roles left out."""
    letter = bitext.side(side)
    starts = [segment.span.start for segment in letter.segments]
    found: list[Item[T]] = []
    for mention in mentions:
        index = bisect_right(starts, mention.span.start) - 1
        if index < 0 or letter.segments[index].span.end <= mention.span.start:
            # Between segments stand the marks of lists and other things that say nothing.
            continue
        segment = letter.segments[index]
        if _enumerates(letter, letter.block_of(segment).span.start, mention.span):
            continue
        if letter.role_of(segment) not in without:
            found.append(Item(mention, bitext.bead_of.get((side, segment.index), -1), len(found)))
    return found


def _enumerates(letter: Letter, start: int, span: Span) -> bool:
    """Whether a mention is the number that a block begins with: "3.", "(3)"."""
    number = re.match(r"[(\[]?\d{1,3}[.)\]][ \t\u00a0]", letter.text[start : start + 8])
    return number is not None and span.end <= start + number.end()


def match(source: Sequence[Item[T]], target: Sequence[Item[T]], score: Callable[[T, T], float], beads: int = 3) -> Matched[T]:
    """Pair mentions that are one by `score` (0 where they are not; the higher the surer): in one bead, then beside it, then, where nothing in
    their own bead stands in their place, up to `beads` away and anywhere.

    Time grows with the mentions of neighbouring beads, not with the product of both letters.
    """
    rest: tuple[list[Item[T]], list[Item[T]]] = (list(source), list(target))
    pairs: list[tuple[Item[T], Item[T]]] = []
    for reach in (0, 1, beads, None):
        by_bead: dict[int, list[Item[T]]] = {}
        for item in rest[1]:
            by_bead.setdefault(item.bead, []).append(item)
        # What faces a stranger in its own bead was changed rather than moved far away.
        facing_strangers = {item.bead for item in rest[0]} & by_bead.keys() if reach is None or reach > 1 else set()
        offers = []
        for one in rest[0]:
            if one.bead in facing_strangers:
                continue
            near = rest[1] if reach is None else [two for bead in range(one.bead - reach, one.bead + reach + 1) for two in by_bead.get(bead, ())]
            for two in near:
                value = score(one.mention, two.mention) if two.bead not in facing_strangers else 0.0
                if value > 0:
                    offers.append((-value, abs(one.bead - two.bead), abs(_part(one, source) - _part(two, target)), one.place, two.place, one, two))
        taken: set[tuple[int, int]] = set()
        for *_, one, two in sorted(offers, key=lambda offer: offer[:5]):
            if (0, one.place) not in taken and (1, two.place) not in taken:
                taken |= {(0, one.place), (1, two.place)}
                pairs.append((one, two))
        rest = (
            [item for item in rest[0] if (0, item.place) not in taken],
            [item for item in rest[1] if (1, item.place) not in taken],
        )
    return Matched(tuple(sorted(pairs, key=lambda pair: pair[0].place)), tuple(rest[0]), tuple(rest[1]))


def _part(item: Item[T], items: Sequence[Item[T]]) -> float:
    """How far along its letter a mention stands, from 0 to 1."""
    return item.place / max(1, len(items) - 1)


def opposed(
    source: Sequence[Item[T]], target: Sequence[Item[T]], likeness: Callable[[T, T], float]
) -> tuple[list[tuple[Item[T], Item[T]]], list[Item[T]], list[Item[T]]]:
    """Pair what is left over in one bead: a mention that stands where another should. `likeness` is 0 where two may not be paired."""
    offers = sorted(
        (
            (-value, abs(_within(one, source) - _within(two, target)), one.place, two.place, one, two)
            for one in source
            for two in target
            if one.bead == two.bead and one.bead >= 0 and (value := likeness(one.mention, two.mention)) > 0
        ),
        key=lambda offer: offer[:4],
    )
    pairs: list[tuple[Item[T], Item[T]]] = []
    used: set[tuple[int, int]] = set()
    for *_, one, two in offers:
        if not {(0, one.place), (1, two.place)} & used:
            used |= {(0, one.place), (1, two.place)}
            pairs.append((one, two))
    return (
        sorted(pairs, key=lambda pair: pair[0].place),
        [item for item in source if (0, item.place) not in used],
        [item for item in target if (1, item.place) not in used],
    )


def _within(item: Item[T], items: Sequence[Item[T]]) -> int:
    """A mention's place among those left over in its bead."""
    return sum(1 for other in items if other.bead == item.bead and other.place < item.place)


def facing(bitext: Bitext, side: str, bead: int) -> Span:
    """Where the other letter would say what a bead's side says: the blank that nobody filled in, or the end of what answers it."""
    there = "target" if side == "source" else "source"
    segments = bitext.beads[bead].on(there) if bead >= 0 else ()
    blank = blank_in(bitext.side(there), (segment.span for segment in segments))
    if blank is not None:
        return blank
    return Span(segments[-1].span.end, segments[-1].span.end) if segments else bitext.place(max(bead, 0), there)


def around(bitext: Bitext, side: str, bead: int, reach: int = 1) -> str:
    """The text of a side's segments in a bead and up to `reach` beside it."""
    letter: Letter = bitext.side(side)
    near = bitext.beads[max(0, bead - reach) : bead + reach + 1] if bead >= 0 else bitext.beads
    return "\n".join(letter[segment.span] for item in near for segment in item.on(side))
