"""Findings as rows for machines: rule, severity, words and places, the places as lines and columns of a file.

Machine reports are read where the letter is not yet public, so each row has a message with the letter's words and one without.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from letterqa.finding import Finding, Severity
from letterqa.letter import Letter, Span
from letterqa.render.placing import Place, listed, place
from letterqa.report import Report


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on one side. `line`, `column`, `end_line` and `end_column` count from 1, in lines and code points of the file, or for a file
    without lines of its canonical text (`written` is then False); the end is behind the last character."""

    side: str
    path: str
    place: Place
    text: str
    line: int
    column: int
    end_line: int
    end_column: int
    written: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as a row. `plain` says what is wrong without a word of the letters; `waived` is the reason for which it was accepted;
    `related` counts the findings that hang under it."""

    id: str
    rule: str
    category: str
    severity: Severity
    message: str
    plain: str
    suggestion: str | None
    confidence: float
    source: tuple[Spot, ...]
    target: tuple[Spot, ...]
    related: int
    known: bool
    waived: str | None = None

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Its places, those in the target first: that is the letter somebody will edit."""
        return self.target + self.source

    def said(self, text: bool) -> str:
        """The message, with the letters' words or without."""
        return self.message if text else self.plain


def lines(report: Report, waived: bool = False) -> Iterator[Line]:
    """The findings as rows, the gravest first, then by place; with `waived` those as well, at the end."""
    reasons = {held.waiver.id: held.waiver.reason for held in report.waivers}
    for finding in listed(report):
        yield _line(report, finding, None)
    if waived:
        for finding in report.waived:
            yield _line(report, finding, reasons.get(report.fingerprints[id(finding)], ""))


def _line(report: Report, finding: Finding, waived: str | None) -> Line:
    bitext = report.bitext
    return Line(
        report.fingerprints[id(finding)],
        finding.rule.id,
        finding.rule.category,
        finding.severity,
        finding.message,
        finding.rule.summary,
        finding.suggestion,
        finding.confidence,
        tuple(spot("source", bitext.source, span) for span in finding.source),
        tuple(spot("target", bitext.target, span) for span in finding.target),
        _count(finding),
        report.is_known(finding),
        waived,
    )


def spot(side: str, letter: Letter, span: Span) -> Spot:
    """A span as a place in lines and columns."""
    written = letter.origin.unit == "line"
    starts = letter.origin.starts if written else _starts(letter.text)
    (line, column), (end_line, end_column) = (_at(letter, starts, written, offset) for offset in (span.start, span.end))
    return Spot(side, letter.path.replace("\\", "/"), place(letter, span), letter[span], line, column, end_line, end_column, written)


def _at(letter: Letter, starts: tuple[int, ...], written: bool, offset: int) -> tuple[int, int]:
    index = max(bisect.bisect_right(starts, offset) - 1, 0)
    return letter.origin.number(index) if written else index + 1, offset - starts[index] + 1


def _starts(text: str) -> tuple[int, ...]:
    return (0, *(index + 1 for index, character in enumerate(text) if character == "\n"))


def _count(finding: Finding) -> int:
    return sum(1 + _count(other) for other in finding.related)
