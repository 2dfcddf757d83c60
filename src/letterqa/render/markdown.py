"""Markdown for a comment on a pull request or the summary of a job."""

from __future__ import annotations

import re

from letterqa.finding import Severity
from letterqa.locales import language_name
from letterqa.render import wording
from letterqa.render.flat import Line, lines
from letterqa.report import Report

_ICON = {Severity.CRITICAL: "⛔", Severity.MAJOR: "🔺", Severity.MINOR: "🔸", Severity.NEUTRAL: "▫️"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~@&$])")
_MOST = 50  # rows of the table: comments have a length, and people too


def render(report: Report, text: bool = True) -> str:
    """The report as GitHub-flavoured Markdown; without `text`, no word of the letters is in it."""
    verdict, reason = wording.gate(report)
    source, target = report.bitext.source, report.bitext.target
    out = [
        f"### letterqa: {verdict}, {reason}",
        "",
        f"{safe(source.path)} ({language_name(source.language)}) and {safe(target.path)} ({language_name(target.language)}), "
        f"equivalence {wording.percent(report.equivalence)}",
        "",
    ]
    found = list(lines(report))
    if found:
        out += ["| | Rule | Place | What |", "|---|---|---|---|"]
        out += [_row(line, text) for line in found[:_MOST]]
        out += ["", f"… and {len(found) - _MOST} more in the report."] if len(found) > _MOST else []
    if report.waived:
        out += ["", f"Waived: {wording.count(len(report.waived), 'finding')}."]
    out += [f"- {safe(held.sentence)}" if text else f"- A waiver of {held.waiver.rule} is {held.state}." for held in report.waivers if held.sentence]
    if report.skips:
        out += ["", "**Not checked**", "", *(f"- {safe(skip.family)}: {safe(skip.reason)}" for skip in report.skips)]
    return "\n".join(out) + "\n"


def _row(line: Line, text: bool) -> str:
    places = "<br>".join(f"{safe(spot.path)}, {spot.place}" for spot in (*line.target[:1], *line.source[:1]))
    said = safe(line.said(text))
    if text and line.suggestion:
        said += f"<br>→ {safe(line.suggestion)}"
    known = " (known)" if line.known else ""
    return f"| {_ICON[line.severity]} {line.severity}{known} | `{line.rule}` | {places} | {said} |"


def safe(text: str) -> str:
    """Text on one line that Markdown reads as nothing but text, without mentions of people and links."""
    line = _SPECIAL.sub(r"\\\1", " ".join(wording.visible(text).split()))
    return re.sub(r"(?i)\b(https?)://", r"\1&#58;//", line).replace("\\@", "&#64;").replace("\\<", "&lt;").replace("\\>", "&gt;")
