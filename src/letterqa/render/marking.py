"""Marks on a stretch of text: whatever the spans do (nest, cross, be empty), every mark shows and no character is lost."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from letterqa.finding import Severity
from letterqa.letter import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """The sign of a finding in a letter. `number` is the finding's ("3", or "3.1" for the first related one of 3; "W1" for a waived one)."""

    number: str
    anchor: str
    severity: Severity
    rule: str
    message: str
    related: bool = False
    waived: bool = False


@dataclass(frozen=True, slots=True)
class Fragment:
    """A mark on a range of one stretch. `id` is set on the first fragment of a mark's span, `labelled` on the first one in
    each cell: there the number is shown. An empty range is an insertion mark."""

    span: Span
    mark: Mark
    id: str | None = None
    labelled: bool = True


@dataclass(frozen=True, slots=True)
class Marked:
    """Marked text, and what is marked or inserted inside it."""

    mark: Mark
    id: str | None
    labelled: bool
    children: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Caret:
    """An insertion mark: here something is missing."""

    mark: Mark
    id: str | None


@dataclass(frozen=True, slots=True)
class Shade:
    """How well a word is covered by the other side: `level` 0 (well) to 4 (not at all), `note` says so in words."""

    span: Span
    level: int
    note: str


@dataclass(frozen=True, slots=True)
class Shaded:
    """A word with its shade."""

    text: str
    shade: Shade


Piece = str | Marked | Caret | Shaded


def pieces(text: str, stretch: Span, fragments: Iterable[Fragment], shades: Sequence[Shade] = ()) -> tuple[Piece, ...]:
    """The text of `stretch` cut at its marks. Marks that cross are split where the outer one ends; fragments lie in the stretch.

    `shades`, in order of place, cut out the words that lie whole between two cuts.
    """
    found: list[Piece] = []
    at, waiting = stretch.start, _sorted(fragments)
    while waiting:
        head, rest = waiting[0], waiting[1:]
        if head.span.start > at:
            found += _plain(text, Span(at, head.span.start), shades)
        if head.span.start == head.span.end:
            found.append(Caret(head.mark, head.id))
            at, waiting = head.span.start, rest
            continue
        inner, after = _divide(rest, head.span.end)
        found.append(Marked(head.mark, head.id, head.labelled, pieces(text, head.span, inner, shades)))
        at, waiting = head.span.end, _sorted(after)
    if stretch.end > at:
        found += _plain(text, Span(at, stretch.end), shades)
    return tuple(found)


def _plain(text: str, stretch: Span, shades: Sequence[Shade]) -> list[Piece]:
    """Text without marks, its shaded words apart."""
    found: list[Piece] = []
    at = stretch.start
    for shade in shades[bisect_left(shades, stretch.start, key=lambda shade: shade.span.start) :]:
        if shade.span.end > stretch.end:
            break
        if shade.span.start > at:
            found.append(text[at : shade.span.start])
        found.append(Shaded(text[shade.span.start : shade.span.end], shade))
        at = shade.span.end
    if at < stretch.end:
        found.append(text[at : stretch.end])
    return found


def _divide(fragments: Sequence[Fragment], end: int) -> tuple[list[Fragment], list[Fragment]]:
    """What begins before `end`, cut there, and what is left after it; the cut-off part carries neither id nor number again."""
    inner, after = [], []
    for fragment in fragments:
        span = fragment.span
        if span.start >= end:
            after.append(fragment)
        elif span.end <= end:
            inner.append(fragment)
        else:
            inner.append(replace(fragment, span=Span(span.start, end)))
            after.append(replace(fragment, span=Span(end, span.end), id=None, labelled=False))
    return inner, after


def _sorted(fragments: Iterable[Fragment]) -> list[Fragment]:
    """By start, insertion marks first (they stand outside what begins there), then the longest, which holds the others."""
    return sorted(fragments, key=lambda f: (f.span.start, f.span.start != f.span.end, -f.span.end))
