"""One letter: one canonical text, and every place in it a half-open range of code points.

Offsets count Unicode code points of `Letter.text` (NFC, line feeds only), the same unit as Python's `str` indexes and the
`start` and `end` of the JSON report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

# What people do not see or do not tell apart when they compare texts: soft hyphens and the many widths of a space.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


def fold(text: str) -> str:
    """Text as a reader takes it in: invisible characters gone, every run of white space (line ends too) one space."""
    return " ".join(text.translate(_INVISIBLE).split())


def count_words(text: str) -> int:
    """Number of words in `text`; a word joined by apostrophes or hyphens counts once."""
    return sum(1 for _ in _WORD.finditer(text))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of code points; empty when both are equal."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}, {self.end}")

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point, or one is empty and lies inside or at an edge of the other."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Role(StrEnum):
    """What a block does in a letter."""

    LETTERHEAD = "letterhead"
    DATELINE = "dateline"
    ADDRESS = "address"
    SUBJECT = "subject"
    SALUTATION = "salutation"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTATION = "quotation"
    CLOSING = "closing"
    SIGNATURE = "signature"
    FOOTER = "footer"
    NOTE = "note"


BODY = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTATION, Role.HEADING})
PROSE = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTATION})


@dataclass(frozen=True, slots=True)
class Block:
    """A unit of layout: one paragraph, one list item, one address. `language` is None where the text is too short to tell.

    `parts` is for the pieces of an address (person, office, street...), as (name, span) pairs; empty until they are parsed.
    """

    span: Span
    role: Role
    language: str | None = None
    parts: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or a whole block outside the running text; `index` counts from 0, `block` is an index into `Letter.blocks`."""

    index: int
    span: Span
    block: int


@dataclass(frozen=True, slots=True)
class Hint:
    """What a file format says of a stretch of text (a Word heading, a numbered paragraph); `role` None marks plain text."""

    span: Span
    role: Role | None


@dataclass(frozen=True, slots=True)
class Origin:
    """How to tell a person where an offset lies: by `line` (text files), `paragraph` (word-processor files)
    or `page` (PDF).

    `starts` are the offsets at which the units begin, in rising order, the first one 0; `numbers` are what to call them, from 1 on in
    order unless given (a letter may be only some of its file's lines). With pages, a unit is a paragraph, and its number that of its page.
    """

    unit: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...] = ()

    def number(self, index: int) -> int:
        """What to call the unit with this index, counted from 0."""
        return self.numbers[index] if self.numbers else index + 1


@dataclass(frozen=True, slots=True)
class Document:
    """What reading a file yields: its name as the user gave it, its canonical text, and what its format knew of the layout.

    `sha256` is that of the file's bytes, in hexadecimal. `remarks` are sentences about the reading itself, for the user. `revised`
    are the places of tracked changes, in order: what was inserted, and an empty span where something was deleted.
    """

    path: str
    text: str
    sha256: str
    origin: Origin
    hints: tuple[Hint, ...] = ()
    remarks: tuple[str, ...] = ()
    revised: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Letter:
    """A letter with its structure. `language` is a BCP 47 tag; `claimed` is where it was stated: "option", "name" or None;
    `detected` is what the text itself looks like, None where it is too short to tell."""

    path: str
    language: str
    text: str
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]
    origin: Origin
    sha256: str = ""
    claimed: str | None = None
    detected: str | None = None
    remarks: tuple[str, ...] = field(default=())
    revised: tuple[Span, ...] = ()

    def __getitem__(self, span: Span) -> str:
        """The text of a span, as written."""
        return self.text[span.start : span.end]

    def block_of(self, segment: Segment) -> Block:
        """The block that holds a segment."""
        return self.blocks[segment.block]

    def role_of(self, segment: Segment) -> Role:
        """The role of the block that holds a segment."""
        return self.blocks[segment.block].role

    def plain(self, segment: Segment) -> str:
        """A segment's text, folded (see `fold`)."""
        return fold(self[segment.span])

    def segments_of(self, block: int) -> tuple[Segment, ...]:
        """The segments of the block with this index."""
        return self._by_block.get(block, ())

    def touching(self, span: Span) -> Iterator[Segment]:
        """The segments that a span points into, in order."""
        return (segment for segment in self.segments if segment.span.overlaps(span))

    @cached_property
    def words(self) -> int:
        """Number of words in the letter."""
        return count_words(self.text)

    @cached_property
    def _by_block(self) -> dict[int, tuple[Segment, ...]]:
        table: dict[int, list[Segment]] = {}
        for segment in self.segments:
            table.setdefault(segment.block, []).append(segment)
        return {block: tuple(segments) for block, segments in table.items()}
