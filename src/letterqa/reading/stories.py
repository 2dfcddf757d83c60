"""What every formatted file comes down to: stories (headers, body, notes, footers) of paragraphs, laid out as one text.

All such formats share this, so that the same letter gives the same text, and the same findings, in each of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from unicodedata import combining

from letterqa.letter import Document, Hint, Origin, Role, Span, fold
from letterqa.reading.files import Source, digest
from letterqa.reading.text import canonical
from letterqa.saying import say

TRACKED = say("Tracked changes were read as if all of them had been accepted.")
HIDDEN = say("Text formatted as hidden was not read.")

# Built-in styles have English names in the file, whatever the language of the word processor.
HEADING_STYLE = re.compile(r"heading ?[1-9]|title|subtitle", re.IGNORECASE)
QUOTATION_STYLE = re.compile(r"(?:intense ?)?quote|quotations|block ?quotation", re.IGNORECASE)

# How far a style is followed to those it is based on; in a damaged file they may form a ring, in a hostile one a long chain.
MAX_STYLES = 50


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph's text (canonical) and what its style says of it.

    `changes` are the places of tracked changes in the text as (start, end), in order. `counted` is False for an empty line that the
    origin does not number.
    """

    text: str
    role: Role | None = None
    changes: tuple[tuple[int, int], ...] = ()
    counted: bool = True


@dataclass(slots=True)
class Draft:
    """A paragraph while a reader is inside it; places in `changes` count the characters written so far."""

    role: Role | None = None
    pieces: list[str] = field(default_factory=list)
    changes: list[tuple[int, int]] = field(default_factory=list)
    size: int = 0
    blank: bool = True

    def write(self, text: str, inserted: bool = False) -> None:
        """Add text; `inserted` tells that a tracked change put it there."""
        start, self.size = self.size, self.size + len(text)
        self.pieces.append(text)
        self.blank = self.blank and not text.strip()
        if inserted and text:
            self._change(start, self.size)

    def cut(self) -> None:
        """Remember that a tracked change took something away here."""
        self._change(self.size, self.size)

    def append(self, other: Draft) -> None:
        """Let another paragraph run on here."""
        for start, end in other.changes:
            self._change(self.size + start, self.size + end)
        self.pieces += other.pieces
        self.size += other.size
        self.blank = self.blank and other.blank

    def rewrite(self, first: int, text: str) -> None:
        """Put `text` in the place of the pieces from number `first` on."""
        start = self.size - sum(map(len, self.pieces[first:]))
        changed = bool(self.changes) and self.changes[-1][1] > start
        while self.changes and self.changes[-1][1] > start:
            before = self.changes.pop()[0]
            if before < start:
                self.changes.append((before, start))
        del self.pieces[first:]
        self.size = start
        self.write(text, changed)

    def finish(self) -> Paragraph:
        """The paragraph as it will stand in the document's text."""
        raw = "".join(self.pieces)
        text = canonical(raw)
        changes = tuple(self.changes) if text == raw else tuple(_moved(raw, text, self.changes))
        return Paragraph(text, self.role if text.strip() else None, changes)

    def _change(self, start: int, end: int) -> None:
        if self.changes and self.changes[-1][1] >= start:
            start, end = self.changes[-1][0], max(end, self.changes.pop()[1])
        self.changes.append((start, end))


def _moved(raw: str, text: str, changes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places of changes after `raw` was made the canonical `text`."""
    moved, at, place = [], 0, 0
    for change in changes:
        ends = []
        for end in change:
            # Accents compose with the letter before them, so no place lies between the two.
            end -= at < end < len(raw) and combining(raw[end]) != 0
            place += len(canonical(raw[at:end]))
            at = end
            ends.append(min(place, len(text)))
        moved.append((ends[0], ends[1]))
    return moved


def as_role(paragraphs: Sequence[Paragraph], role: Role) -> list[Paragraph]:
    """Paragraphs of a header, footer or note: what their own style says does not count."""
    return [replace(paragraph, role=role) for paragraph in paragraphs]


def as_note(paragraphs: Sequence[Paragraph], label: str) -> list[Paragraph]:
    """The paragraphs of a footnote or endnote that are not blank, the first with the note's label before it."""
    found = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    if found and label:
        text = found[0].text.lstrip()
        least = len(label) + 1
        by = least - (len(found[0].text) - len(text))
        changes = tuple((max(least, start + by), max(least, end + by)) for start, end in found[0].changes)
        found[0] = replace(found[0], text=f"{label} {text}", changes=changes)
    return as_role(found, Role.NOTE)


def label_of(number: int, custom: str | None = None) -> str:
    """The mark of a note: its number in square brackets, or a sign of the writer's own ("*") as it is."""
    custom = fold(custom or "")
    if custom:
        return f"[{custom}]" if custom.isdecimal() else custom
    return f"[{number}]"


def compose(source: Source, stories: Sequence[Sequence[Paragraph]], remarks: Sequence[str] = ()) -> Document:
    """The document of some stories in reading order, an empty line between two of them; paragraphs are the unit of its origin."""
    pieces: list[str] = []
    starts: list[int] = []
    hints: list[Hint] = []
    revised: list[Span] = []
    at = 0
    for number, story in enumerate(story for story in stories if story):
        if number:
            pieces.append("")  # belongs to no paragraph, so the count of paragraphs stays the word processor's
            at += 1
        for paragraph in story:
            end = at + len(paragraph.text)
            if paragraph.counted:
                starts.append(at)
            pieces.append(paragraph.text)
            if paragraph.role is not None and fold(paragraph.text):
                hints.append(Hint(Span(at, end), paragraph.role))
            revised += (Span(at + first, at + last) for first, last in paragraph.changes)
            at = end + 1
    text = "\n".join(pieces)
    origin = Origin("paragraph", tuple(starts))
    return Document(source.shown, text, digest(source.data), origin, tuple(hints), tuple(remarks), tuple(revised))
