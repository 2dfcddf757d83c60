"""One line a finding: annotations for GitHub Actions, a table for spreadsheets, and GitLab's code-quality list."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence

from letterqa.finding import Severity
from letterqa.render.flat import Line, Spot, lines
from letterqa.render.wording import visible
from letterqa.report import Report

COMMANDS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.NEUTRAL: "notice"}
LEVELS = {Severity.CRITICAL: "blocker", Severity.MAJOR: "major", Severity.MINOR: "minor", Severity.NEUTRAL: "info"}
_COLUMNS = ("severity", "rule", "message", "suggestion", "source place", "source text", "target place", "target text", "id", "state", "category")


def github(report: Report, text: bool = True) -> str:
    """Workflow commands, one an annotation (docs.github.com, "Workflow commands"): the target's line where it has one."""
    return "".join(_command(line, text) for line in lines(report))


def _command(line: Line, text: bool) -> str:
    said = line.said(text)
    if text and line.suggestion:
        said += f" Suggestion: {line.suggestion}"
    spot = next(iter(line.spots), None)
    values = {}
    if spot is not None:
        values["file"] = spot.path
        if spot.written:
            values |= {"line": str(spot.line), "endLine": str(spot.end_line)}
        else:
            said = f"{spot.place}: {said}"
    values["title"] = f"{line.severity} {line.rule}{' (known)' if line.known else ''}"
    return command(COMMANDS[line.severity], said, values)


def command(level: str, said: str, values: Mapping[str, str]) -> str:
    """A workflow command: "error", "warning" or "notice", what it says, and its properties."""
    properties = ",".join(f"{name}={_property(value)}" for name, value in values.items())
    return f"::{level} {properties}::{_data(said)}\n"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def gitlab(report: Report, text: bool = True) -> str:
    """A code-quality report (docs.gitlab.com, "Code Quality"); waived findings are left out."""
    rows = []
    for line in lines(report):
        spot = next(iter(line.spots), None)
        path, begin = (spot.path, spot.line) if spot is not None else (report.bitext.target.path, 1)
        rows.append(
            {
                "description": visible(line.said(text)),
                "check_name": line.rule,
                "fingerprint": line.id,
                "severity": LEVELS[line.severity],
                "location": {"path": path, "lines": {"begin": begin}},
            }
        )
    return json.dumps(rows, ensure_ascii=True, indent=1) + "\n"


def tsv(report: Report, text: bool = True) -> str:
    """A table with a header, tabs between its columns. Cells that a spreadsheet would take for a formula begin with an apostrophe."""
    rows = [header()]
    for line in lines(report, waived=True):
        state = "waived" if line.waived is not None else "known" if line.known else "open"
        quoted = [_quoted(side, text) for side in (line.source, line.target)]
        suggestion = line.suggestion if text and line.suggestion else ""
        rows.append(cells((str(line.severity), line.rule, line.said(text), suggestion, *quoted[0], *quoted[1], line.id, state, line.category)))
    return "".join(rows)


def header() -> str:
    """The line above the table."""
    return "\t".join(_COLUMNS) + "\n"


def cells(row: Sequence[str]) -> str:
    """A line of the table."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerow([_cell(value) for value in row])
    return out.getvalue()


def _quoted(spots: Sequence[Spot], text: bool) -> tuple[str, str]:
    """The first place of a side, and all its words."""
    return (f"{spots[0].path}, {spots[0].place}" if spots else "", " … ".join(spot.text for spot in spots) if text else "")


def _cell(value: str) -> str:
    clean = " ".join(visible(value).split())
    return f"'{clean}" if clean[:1] in ("=", "+", "-", "@") else clean
