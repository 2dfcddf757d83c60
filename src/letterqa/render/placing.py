"""Where findings show: numbers, places in words, and every mark in a cell of its side, insertion marks included."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from letterqa.finding import Finding
from letterqa.letter import Letter, Span
from letterqa.render.layout import Column
from letterqa.render.marking import Fragment, Mark
from letterqa.render.speaking import Speaker
from letterqa.report import Report

SIDES = ("source", "target")
WAIVED = "W"  # before the number of a waived finding


@dataclass(frozen=True, slots=True)
class Place:
    """Where an offset lies, as a person finds it in the file. `unit` is "line", "paragraph" or "page", `number`
    counts from 1;
    `relation` is "in", or for a place where something is missing "after" or "before"."""

    unit: str
    number: int
    relation: str = "in"

    def __str__(self) -> str:
        return self.said(Speaker())

    def said(self, say: Speaker) -> str:
        """The place in words: "after line 12"."""
        return say(f"{self.unit} {{n}}" if self.relation == "in" else f"{self.relation} {self.unit} {{n}}", n=self.number)


def place(letter: Letter, span: Span) -> Place:
    """Where a span begins, or, for an empty one, beside what it lies."""
    starts = letter.origin.starts
    index = max(bisect.bisect_right(starts, span.start) - 1, 0)
    relation = "in"
    if span.start == span.end and letter.origin.unit != "page":  # beside a page is on another one
        if not _line(letter, index).strip() and letter.text[: span.start].strip():
            # A blank line tells a person nothing: name the last one with words before it.
            before = bisect.bisect_right(starts, len(letter.text[: span.start].rstrip()) - 1) - 1
            return Place(letter.origin.unit, letter.origin.number(before), "after")
        end = starts[index + 1] if index + 1 < len(starts) else len(letter.text)
        if not letter.text[starts[index] : span.start].strip():
            relation = "before"
        elif not letter.text[span.start : end].strip():
            relation = "after"
    return Place(letter.origin.unit, letter.origin.number(index), relation)


def _line(letter: Letter, index: int) -> str:
    starts = (*letter.origin.starts[index : index + 2], len(letter.text))
    return letter.text[starts[0] : starts[1]]


def listed(report: Report) -> list[Finding]:
    """Findings in the order of the list: the gravest first, family by family as each first comes there, then by place."""
    first: dict[tuple[int, str], int] = {}
    for finding in report.findings:
        first.setdefault((-finding.severity, finding.rule.family), len(first))
    return sorted(report.findings, key=lambda finding: (-finding.severity, first[-finding.severity, finding.rule.family]))


def number(report: Report) -> Iterator[tuple[Finding, Mark]]:
    """Every finding with its mark, related ones after the finding they hang under; then the waived ones."""

    def walk(finding: Finding, label: str, related: bool, waived: bool = False) -> Iterator[tuple[Finding, Mark]]:
        yield finding, Mark(label, report.fingerprints[id(finding)], finding.severity, finding.rule.id, finding.message, related, waived)
        for index, other in enumerate(finding.related, 1):
            yield from walk(other, f"{label}.{index}", True, waived)

    for index, finding in enumerate(listed(report), 1):
        yield from walk(finding, str(index), False)
    for index, finding in enumerate(report.waived, 1):
        yield from walk(finding, f"{WAIVED}{index}", False, waived=True)


def mark_id(side: str, anchor: str, index: int) -> str:
    """The id of the mark for a finding's span number `index` (from 0) on a side."""
    return f"{side}-{anchor}" if index == 0 else f"{side}-{anchor}-{index + 1}"


@dataclass(frozen=True, slots=True)
class Placed:
    """A fragment with its row; `gap` says that it is an insertion mark in a cell without text."""

    row: int
    fragment: Fragment
    gap: bool = False


def put(numbered: Iterable[tuple[Finding, Mark]], side: str, both: tuple[Column, Column]) -> list[Placed]:
    """All marks of one side, cut to the stretches they lie in."""
    here, there = both if side == "source" else both[::-1]
    found: list[Placed] = []
    carets: set[tuple[str, int, Span]] = set()
    for finding, mark in numbered:
        spans, facing = (finding.source, finding.target) if side == "source" else (finding.target, finding.source)
        rows = list(dict.fromkeys(row for span in facing if span.start < span.end for row in there.rows_of(span)))
        for index, span in enumerate(spans):
            name = mark_id(side, mark.anchor, index)
            if span.start < span.end:
                found += _ink(here, span, mark, name)
                continue
            for item in _caret(here, span, mark, name, rows):
                # What is lost with a passage is lost in the same place: one insertion mark is enough for the passage and all of it.
                key = (mark.number.partition(".")[0], item.row, item.fragment.span)
                if not (mark.related and key in carets):
                    carets.add(key)
                    found.append(item)
    return found


def _ink(column: Column, span: Span, mark: Mark, name: str) -> Iterator[Placed]:
    """A mark with text, stretch by stretch in reading order; the first carries the id, the first of each cell the number."""
    touched = sorted(
        ((stretch, row) for row, cell in enumerate(column.cells) for stretch in cell if stretch.overlaps(span)), key=lambda item: item[0]
    )
    last = None
    for index, (stretch, row) in enumerate(touched):
        part = Span(max(span.start, stretch.start), min(span.end, stretch.end))
        yield Placed(row, Fragment(part, mark, None if index else name, row != last))
        last = row


def _caret(column: Column, span: Span, mark: Mark, name: str, rows: list[int]) -> Iterator[Placed]:
    """An insertion mark: in the empty cells beside what has no counterpart, else where the text would stand."""
    gaps = [row for row in rows if not column.cells[row]]
    home = column.home(span.start, rows)
    if gaps or home is None:
        for index, row in enumerate(gaps or rows[:1] or range(min(len(column.cells), 1))):
            yield Placed(row, Fragment(span, mark, None if index else name), gap=True)
        return
    row, stretch = home
    at = min(max(span.start, stretch.start), stretch.end)
    yield Placed(row, Fragment(Span(at, at), mark, name))
