"""Two letters and how their segments answer each other; an alignment that covers every segment of both sides exactly once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from letterqa.letter import Letter, Segment, Span

if TYPE_CHECKING:
    from letterqa.coverage import Cover

SIDES = ("source", "target")


@dataclass(frozen=True, slots=True)
class Bead:
    """An aligned group of segments. `cosine` is the raw similarity of the two sides, `similarity` its calibrated value in
    [0, 1] (the estimated probability that one side translates the other); both None where a side is empty."""

    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    similarity: float | None = None
    cosine: float | None = None

    @property
    def shape(self) -> str:
        """The numbers of segments, as in "1-1", "2-1", "0-1"."""
        return f"{len(self.source)}-{len(self.target)}"

    def on(self, side: str) -> tuple[Segment, ...]:
        """The segments on a side, "source" or "target"."""
        return self.source if side == "source" else self.target

    def facing(self, side: str) -> tuple[Segment, ...]:
        """The segments that answer those on `side`."""
        return self.target if side == "source" else self.source


@dataclass(frozen=True, slots=True)
class Move:
    """Blocks (as indexes into the letters' blocks) that answer each other although the order of the letter says otherwise."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    similarity: float


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A stretch of one side that repeats what stands elsewhere on the same side: `copy` and `original` are block indexes."""

    side: str
    copy: int
    original: int


@dataclass(frozen=True)
class Bitext:
    """Two letters, aligned. `beads` are in reading order; `moves` and `duplicates` explain gaps among them; `coverage` holds, for each
    bead, how well its words are covered (None where that is not judged), or nothing at all where the languages are not known."""

    source: Letter
    target: Letter
    beads: tuple[Bead, ...]
    moves: tuple[Move, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    level: float = 0.0
    spread: float = 0.0
    coverage: tuple[Cover | None, ...] = ()

    def side(self, name: str) -> Letter:
        """The letter on a side, "source" or "target"."""
        return self.source if name == "source" else self.target

    def place(self, index: int, side: str) -> Span:
        """Where something that only the other side has would stand on `side`: an empty span beside bead `index`.

        It lies at the end of what precedes, or at the start of the text when nothing does.
        """
        for bead in reversed(self.beads[:index]):
            if segments := bead.on(side):
                return Span(segments[-1].span.end, segments[-1].span.end)
        return Span(0, 0)

    @cached_property
    def bead_of(self) -> dict[tuple[str, int], int]:
        """Index of the bead that holds a segment, by side and segment index."""
        return {(side, segment.index): number for number, bead in enumerate(self.beads) for side in SIDES for segment in bead.on(side)}
