"""XLIFF with the findings as notes, so that translators fix them where they work."""

from __future__ import annotations

from letterqa import exchange
from letterqa.finding import Finding
from letterqa.letter import Letter, Span
from letterqa.render.placing import listed
from letterqa.render.wording import visible
from letterqa.report import Report


def xliff(report: Report) -> str:
    """The bitext as XLIFF 1.2, each finding a note of the unit it points into (the target's, where it has one)."""
    notes: dict[int, list[str]] = {}
    for finding in listed(report):
        said = f"{finding.severity} {finding.rule.id}: {' '.join(visible(finding.message).split())}"
        suggestion = f" Suggestion: {visible(finding.suggestion)}" if finding.suggestion else ""
        notes.setdefault(bead_of(report, finding), []).append(f"{said}{suggestion} [{report.fingerprints[id(finding)]}]")
    return exchange.xliff(report.bitext, notes).decode("utf-8")


def bead_of(report: Report, finding: Finding) -> int:
    """The index of the bead that a finding points into, or beside which something is missing."""
    bitext = report.bitext
    for side, letter, spans in (("target", bitext.target, finding.target), ("source", bitext.source, finding.source)):
        for span in spans:
            for number in _segments(letter, span):
                if (side, number) in bitext.bead_of:
                    return bitext.bead_of[side, number]
    return 0


def _segments(letter: Letter, span: Span) -> list[int]:
    touched = [segment.index for segment in letter.touching(span)]
    if touched or span.start < span.end:
        return touched
    return [segment.index for segment in letter.segments if segment.span.start <= span.start][-1:]
