"""What reports say in words, and how text that came from a letter is made safe to look at."""

from __future__ import annotations

import re

from letterqa.finding import Severity
from letterqa.letter import Role
from letterqa.render.speaking import Speaker
from letterqa.report import Report
from letterqa.wholes import Outcome, Whole

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

# By whether there is a baseline, and whether only what is critical fails the gate.
_REACHED = {
    (False, False): "{n} finding at or above {severity}|{n} findings at or above {severity}",
    (False, True): "{n} critical finding|{n} critical findings",
    (True, False): "{n} new finding at or above {severity}|{n} new findings at or above {severity}",
    (True, True): "{n} new critical finding|{n} new critical findings",
}
_BELOW = {
    (False, False): "no finding at or above {severity}; {n} below",
    (False, True): "no critical finding; {n} below",
    (True, False): "no new finding at or above {severity}; {n} below",
    (True, True): "no new critical finding; {n} below",
}
_ENGLISH = Speaker()

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


def gate(report: Report, say: Speaker = _ENGLISH) -> tuple[str, str]:
    """The verdict as a word and its reason: ("Red", "3 findings at or above major")."""
    total, known = len(report.findings), len(report.findings) - len(report.new)
    beside = say("; {n} known", n=known) if known else ""
    if report.fail_on is None:
        switched = "the gate is switched off; {n} finding to read|the gate is switched off; {n} findings to read"
        return say("Green"), say(switched, n=total) if total else say("the gate is switched off; no findings")
    level = say(SEVERITY[report.fail_on])
    new, critical = report.known is not None, report.fail_on is Severity.CRITICAL
    reached = sum(finding.severity >= report.fail_on for finding in report.new)
    if reached:
        return say("Red"), say(_REACHED[new, critical], n=reached, severity=level) + beside
    if total == known:
        return say("Green"), (say("no new findings") if new else say("no findings")) + beside
    return say("Green"), say(_BELOW[new, critical], n=total - known, severity=level) + beside


def campaign_gate(whole: Whole, say: Speaker = _ENGLISH) -> tuple[str, str]:
    """The verdict on a campaign as a word and its reason: ("Red", "2 of 8 pairs fail the gate")."""
    total, failing = len(whole.checked), sum(item.outcome.failed for item in whole.checked)
    if failing:
        reason = say("{n} of {all} pairs fail the gate", n=failing, all=total)
    elif total == len(whole.broken):
        reason = say("no pair was checked")
    else:
        reason = say("the pair that was checked passes the gate|all {n} pairs that were checked pass the gate", n=total - len(whole.broken))
    over = sum(item.severity >= whole.fail_on for item in whole.across) if whole.fail_on is not None else 0
    if over:
        reason += say("; {n} finding over all versions fails it|; {n} findings over all versions fail it", n=over)
    if whole.broken:
        reason += say("; {n} pair could not be checked|; {n} pairs could not be checked", n=len(whole.broken))
    if whole.stopped:
        reason += say("; stopped before {n} pair was checked|; stopped before {n} pairs were checked", n=whole.stopped)
    return say("Red") if whole.failed or whole.broken or whole.stopped else say("Green"), reason


def unread(outcome: Outcome) -> str:
    """Why a pair of a campaign was not checked, in English."""
    return f"a bug in letterqa: {outcome.reason}" if outcome.bug else outcome.reason


def unchecked(report: Report) -> str:
    """A sentence about what did not run; empty when everything ran."""
    number = len(report.skips)
    return f"{count(number, 'check')} did not run" if number else ""
