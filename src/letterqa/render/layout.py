"""Which text stands in which cell: every segment in its bead's row, and whatever a finding points at beside the segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from letterqa.bitext import Bitext
from letterqa.letter import Letter, Segment, Span


@dataclass(frozen=True, slots=True)
class Column:
    """One side of the page: for each row the stretches of the letter's text in it, none where the other side is unanswered."""

    letter: Letter
    cells: tuple[tuple[Span, ...], ...]

    def rows_of(self, span: Span) -> list[int]:
        """The rows whose text a span that is not empty touches."""
        return [row for row, cell in enumerate(self.cells) if any(span.overlaps(stretch) for stretch in cell)]

    def home(self, offset: int, preferred: Iterable[int] = ()) -> tuple[int, Span] | None:
        """The row and stretch for an insertion mark: one that holds the offset (in a preferred row, else the one that ends
        there), else the nearest before, else the first. None where the side has no text at all."""
        table = sorted(((stretch, row) for row, cell in enumerate(self.cells) for stretch in cell), key=lambda item: item[0])
        if not table:
            return None
        wanted = set(preferred)
        holding = [(stretch, row) for stretch, row in table if stretch.start <= offset <= stretch.end]
        before = [(stretch, row) for stretch, row in table if stretch.end <= offset]
        choice = next((item for item in holding if item[1] in wanted), None) or (holding or before[-1:] or table)[0]
        return choice[1], choice[0]


def columns(bitext: Bitext, source: Iterable[Span], target: Iterable[Span]) -> tuple[Column, Column]:
    """Both sides, with a cell for each bead. `source` and `target` are the spans that findings point at: their text is shown
    even where no segment holds it. One row more is added when a side with such text has no row to put it in."""
    left = _Side(bitext.source, [_stretches(bitext.source, bead.source) for bead in bitext.beads], source)
    right = _Side(bitext.target, [_stretches(bitext.target, bead.target) for bead in bitext.beads], target)
    rows = max(left.rows, right.rows)
    return left.column(rows), right.column(rows)


class _Side:
    """A column in the making."""

    def __init__(self, letter: Letter, cells: list[list[Span]], wanted: Iterable[Span]) -> None:
        self.letter = letter
        known = sorted((stretch, row) for row, cell in enumerate(cells) for stretch in cell)
        self.loose: dict[int, list[Span]] = {}
        shown = [stretch for stretch, _ in known]
        for span in _joined(part for place in wanted if place.start < place.end for part in self._missing(place, shown)):
            self.loose.setdefault(self._row(span, known, len(cells)), []).append(span)
        self.cells = cells
        self.rows = max([len(cells), *(row + 1 for row in self.loose)])

    def column(self, rows: int) -> Column:
        cells = []
        for row in range(rows):
            own = self.cells[row] if row < len(self.cells) else []
            cells.append(tuple(self._close(sorted([*own, *self.loose.get(row, ())]))))
        return Column(self.letter, tuple(cells))

    def _missing(self, span: Span, shown: Sequence[Span]) -> list[Span]:
        """The parts of a span that no stretch shows: blank ones only when nothing of the span is shown."""
        at, parts = span.start, []
        for stretch in shown:
            if stretch.end <= at or stretch.start >= span.end:
                continue
            if stretch.start > at:
                parts.append(Span(at, stretch.start))
            at = max(at, min(stretch.end, span.end))
        if at < span.end:
            parts.append(Span(at, span.end))
        return parts if parts == [span] else [part for part in parts if self.letter[part].strip()]

    def _row(self, span: Span, known: Sequence[tuple[Span, int]], rows: int) -> int:
        """The row for loose text: that of what follows on its line (a bullet), else of what precedes, else of what follows."""
        before = [row for stretch, row in known if stretch.end <= span.start]
        after = [(stretch, row) for stretch, row in known if stretch.start >= span.end]
        if after and "\n" not in self.letter.text[span.start : after[0][0].start]:
            return after[0][1]
        if before:
            return before[-1]
        return after[0][1] if after else rows

    def _close(self, stretches: Sequence[Span]) -> list[Span]:
        """Stretches with nothing but spaces between them become one."""
        closed: list[Span] = []
        for span in stretches:
            between = self.letter.text[closed[-1].end : span.start] if closed else "\n"
            if not between.strip() and "\n" not in between:
                span = Span(closed.pop().start, span.end)
            closed.append(span)
        return closed


def _stretches(letter: Letter, segments: Sequence[Segment]) -> list[Span]:
    """Segments that follow each other in a block make one stretch, so that line breaks between them stay; a list item keeps
    the bullet or number before its first sentence."""
    found: list[Span] = []
    last: Segment | None = None
    for segment in segments:
        if last is not None and segment.block == last.block and segment.index == last.index + 1:
            found[-1] = Span(found[-1].start, segment.span.end)
        else:
            block = letter.block_of(segment).span
            first = letter.segments_of(segment.block)[0] is segment
            lead = first and block.start < segment.span.start and letter.text[block.start : segment.span.start].strip()
            found.append(Span(block.start if lead else segment.span.start, segment.span.end))
        last = segment
    return found


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap made one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            span = Span(joined[-1].start, max(joined.pop().end, span.end))
        joined.append(span)
    return joined
