"""What reports say in words, and how text that came from a letter is made safe to look at."""

from __future__ import annotations

import re

from letterqa.finding import Severity
from letterqa.letter import Role
from letterqa.report import Report

SEVERITY = {Severity.CRITICAL: "critical", Severity.MAJOR: "major", Severity.MINOR: "minor", Severity.NEUTRAL: "neutral"}
MEANING = {
    Severity.CRITICAL: "stop the launch",
    Severity.MAJOR: "settle before the launch",
    Severity.MINOR: "worth a look",
    Severity.NEUTRAL: "for information",
}
ROLE = {
    Role.LETTERHEAD: "Letterhead",
    Role.DATELINE: "Dateline",
    Role.ADDRESS: "Address",
    Role.SUBJECT: "Subject",
    Role.SALUTATION: "Salutation",
    Role.HEADING: "Heading",
    Role.PARAGRAPH: "Paragraph",
    Role.LIST_ITEM: "List item",
    Role.QUOTATION: "Quotation",
    Role.CLOSING: "Closing",
    Role.SIGNATURE: "Signature",
    Role.FOOTER: "Footer",
    Role.NOTE: "Note",
}
EQUIVALENCE = (
    "How much of the two letters looks like a translation of each other: the mean similarity of all aligned passages, "
    "weighted by their words. A passage without counterpart counts 0."
)

# Control characters, and those that reverse or hide the order of the text around them; lone surrogates cannot be written.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


def visible(text: str) -> str:
    """Text with control characters, bidirectional overrides and lone surrogates spelt out as in ⟨U+202E⟩."""
    return _HIDDEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def shorten(text: str, limit: int = 240) -> str:
    """Text on one line, its middle left out where it is longer than `limit` characters."""
    line = visible(" ".join(text.split()))
    if len(line) <= limit:
        return line
    head, tail = line[: limit * 2 // 3], line[-limit // 3 :]
    return f"{head.rstrip()} … {tail.lstrip()}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: "1 finding", "2 findings"."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def percent(share: float) -> str:
    """A share as a whole percentage; only what is complete says 100."""
    return f"{min(round(share * 100), 100 if share >= 1 else 99)}%"


def gate(report: Report) -> tuple[str, str]:
    """The verdict as a word and its reason: ("Red", "3 findings at or above major")."""
    total, known = len(report.findings), len(report.findings) - len(report.new)
    beside = f"; {known} known" if known else ""
    if report.fail_on is None:
        return "Green", f"the gate is switched off; {count(total, 'finding')} to read" if total else "the gate is switched off; no findings"
    level, new = SEVERITY[report.fail_on], "new " if report.known is not None else ""
    bound = level if report.fail_on is Severity.CRITICAL else f"at or above {level}"
    reached = sum(finding.severity >= report.fail_on for finding in report.new)
    if reached:
        if report.fail_on is Severity.CRITICAL:
            return "Red", count(reached, f"{new}{bound} finding") + beside
        return "Red", f"{count(reached, f'{new}finding')} {bound}{beside}"
    if total == known:
        return "Green", f"no {new}findings{beside}"
    below = f"; {total - known} below{beside}"
    return "Green", (f"no {new}{bound} finding" if report.fail_on is Severity.CRITICAL else f"no {new}finding {bound}") + below


def unchecked(report: Report) -> str:
    """A sentence about what did not run; empty when everything ran."""
    number = len(report.skips)
    return f"{count(number, 'check')} did not run" if number else ""
