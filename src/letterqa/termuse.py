"""Which terms the two letters of a bitext use, bead by bead, and which of them the other side does not answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from letterqa.bitext import SIDES, Bitext
from letterqa.letter import Letter, Role, Span
from letterqa.termbase.concepts import Concept, Kind, TermBase, relatives
from letterqa.termbase.matching import Use, index
from letterqa.termbase.words import words

# Addresses, salutations and signatures are compared part by part, by the family "addressee".
WITHOUT = frozenset({Role.ADDRESS, Role.LETTERHEAD, Role.SIGNATURE, Role.SALUTATION, Role.CLOSING, Role.DATELINE})
_KINDRED = (frozenset({Kind.BODY, Kind.ORGANISATION}),)


@dataclass(frozen=True)
class Uses:
    """The uses of terms in a letter, in order of place, and those of each bead; `anywhere` are the ids of all concepts that the letter uses,
    whether alone or inside a longer term."""

    letter: Letter
    every: tuple[Use, ...]
    by_bead: dict[int, tuple[Use, ...]]
    anywhere: frozenset[str]

    def of(self, bead: int) -> tuple[Use, ...]:
        """The uses in a bead."""
        return self.by_bead.get(bead, ())

    def ids(self, bead: int) -> frozenset[str]:
        """Ids of the concepts used in a bead, whether alone or inside a longer term."""
        return frozenset(item for use in self.of(bead) for item in use.ids | use.within)

    def near(self, bead: int, facing: Uses) -> frozenset[str]:
        """Ids of the concepts used in a bead, and in those beside it where the other side (`facing`) does not use them there: what a
        neighbour answers already answers nothing here."""
        beside = frozenset(item for number in (bead - 1, bead + 1) for item in self.ids(number) - facing.ids(number))
        return self.ids(bead) | beside


@lru_cache(maxsize=8)
def uses(letter: Letter, base: TermBase) -> tuple[Use, ...]:
    """The uses of a term base's terms in a letter."""
    return index(base, letter.language).find(letter.text)


def used(bitext: Bitext, base: TermBase) -> dict[str, Uses]:
    """The uses on both sides, in running text, headings, notes and footers."""
    found = {}
    for side in SIDES:
        letter = bitext.side(side)
        every = uses(letter, base)
        table: dict[int, list[Use]] = {}
        segments = iter(letter.segments)
        segment = next(segments, None)
        for use in every:
            while segment is not None and segment.span.end <= use.span.start:
                segment = next(segments, None)
            if segment is None:
                break
            # A list of copies has parts too, which are compared as an address's are.
            if segment.span.start <= use.span.start and letter.role_of(segment) not in WITHOUT and not letter.block_of(segment).parts:
                table.setdefault(bitext.bead_of.get((side, segment.index), -1), []).append(use)
        anywhere = frozenset(item for use in every for item in use.ids | use.within)
        found[side] = Uses(letter, every, {bead: tuple(items) for bead, items in table.items()}, anywhere)
    return found


def same_sort(one: Concept, two: Concept) -> bool:
    """Whether one of two concepts may be taken for the other: treaties, bodies (and organisations), offices, weapons..."""
    return one.kind is two.kind or any({one.kind, two.kind} <= group for group in _KINDRED)


@lru_cache(maxsize=32)
def _kin(base: TermBase) -> Mapping[str, frozenset[str]]:
    own = relatives(TermBase(tuple(concept for concept in base.concepts if concept.rank)))
    return {**base.akin, **{key: group | base.akin.get(key, frozenset()) for key, group in own.items()}}


def akin(ids: Iterable[str], base: TermBase) -> frozenset[str]:
    """Some concepts with their relatives."""
    table = _kin(base)
    given = frozenset(ids)
    return given.union(*(table.get(key, frozenset()) for key in given))


def nearest(letter: Letter, spans: Iterable[Span], concept: Concept, taken: Iterable[Span]) -> tuple[Span, float] | None:
    """The stretch of some segments that comes nearest to a name of a concept, and how near it comes: twice the words shared, divided by the
    words of both (Dice 1945), words compared as `termbase.words` does, from 0 to 1. None where nothing shares two words with a name."""
    blocked = list(taken)
    names = [[word.key for word in words(term.text, letter.language)] for term in concept.of(letter.language)]
    names = [keys for keys in names if len(keys) > 1]
    best: tuple[float, Span] | None = None
    for span in spans:
        every = [
            word
            for word in words(letter[span], letter.language)
            if not any(Span(span.start + word.start, span.start + word.end).overlaps(other) for other in blocked)
        ]
        for keys in names:
            wanted = set(keys)
            hits = [at for at, word in enumerate(every) if word.key in wanted]
            for first in hits:
                for last in hits:
                    if last <= first or last - first > len(keys) + 2 or every[last].broken != every[first].broken:
                        continue
                    shared = len({every[at].key for at in hits if first <= at <= last})
                    score = 2 * shared / (len(keys) + last - first + 1)
                    if shared > 1 and (best is None or score > best[0]):
                        best = (score, Span(span.start + every[first].start, span.start + every[last].end))
    return (best[1], best[0]) if best else None
