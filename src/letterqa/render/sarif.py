"""SARIF 2.1.0 (OASIS standard, 2020): what code hosts show beside the lines of a file.

The target letter is the location of a finding, the source its related location. Files without lines (.docx, .pdf) are pointed at in
their canonical text, which is written beside the report as `NAME.txt`.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from letterqa import __version__
from letterqa.finding import Severity
from letterqa.letter import Letter
from letterqa.render.flat import Line, Spot, lines
from letterqa.render.wording import visible
from letterqa.report import Report

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.NEUTRAL: "note"}


def render(report: Report, text: bool = True) -> str:
    """The report as SARIF; without `text`, no word of the letters is in it."""
    found = list(lines(report, waived=True))
    listed = sorted({line.rule for line in found})
    rules = {finding.rule.id: finding.rule for finding in (*report.findings, *report.waived)}
    run = {
        "tool": {
            "driver": {
                "name": "letterqa",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [
                    {
                        "id": name,
                        "shortDescription": {"text": rules[name].summary},
                        "fullDescription": {"text": rules[name].why},
                        "help": {"text": f"{rules[name].why} Example: {rules[name].example}"},
                        "defaultConfiguration": {"level": LEVELS[rules[name].severity]},
                        "properties": {"category": rules[name].category, "tags": [rules[name].family, "translation"]},
                    }
                    for name in listed
                ],
            }
        },
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "warning", "message": {"text": f"{skip.family}: {visible(skip.reason)}"}} for skip in report.skips
                ],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(letter) for letter in (report.bitext.source, report.bitext.target)],
        "results": [_result(line, listed.index(line.rule), text, report.known is not None) for line in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=1) + "\n"


def _artifact(letter: Letter) -> dict[str, Any]:
    found: dict[str, Any] = {"location": {"uri": uri(letter.path)}, "properties": {"language": letter.language}}
    return found | ({"hashes": {"sha-256": letter.sha256}} if letter.sha256 else {})


def _result(line: Line, index: int, text: bool, compared: bool) -> dict[str, Any]:
    message = visible(line.said(text))
    if text and line.suggestion:
        message += f" Suggestion: {visible(line.suggestion)}"
    main = line.target or line.source
    others = (*main[1:], *(line.source if line.target else ()))
    result: dict[str, Any] = {
        "ruleId": line.rule,
        "ruleIndex": index,
        "level": LEVELS[line.severity],
        "message": {"text": message},
        "locations": [_location(main[0], text)] if main else [],
        "relatedLocations": [_location(spot, text) | {"id": number} for number, spot in enumerate(others, 1)],
        "partialFingerprints": {"letterqa/v1": line.id},
        "properties": {"severity": str(line.severity), "category": line.category, "confidence": round(line.confidence, 4), "related": line.related},
    }
    if compared:
        result["baselineState"] = "unchanged" if line.known else "new"
    if line.waived is not None:
        result["suppressions"] = [{"kind": "external", "justification": visible(line.waived) if text else "waived"}]
    return result


def _location(spot: Spot, text: bool) -> dict[str, Any]:
    if not spot.written and not text:
        # The text beside the report holds the letter: without it, the file itself is all that can be pointed at.
        return {"physicalLocation": {"artifactLocation": {"uri": uri(spot.path)}}, "message": {"text": str(spot.place)}}
    region: dict[str, Any] = {"startLine": spot.line, "startColumn": spot.column, "endLine": spot.end_line, "endColumn": spot.end_column}
    if text and spot.text:
        region["snippet"] = {"text": visible(spot.text)}
    file = uri(spot.path if spot.written else f"{spot.path}.txt")
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": file}, "region": region}}
    return location if spot.written else location | {"message": {"text": f"{spot.path.rpartition('/')[2]}, {spot.place}"}}


def uri(path: str) -> str:
    """A relative path as a URI reference."""
    return quote(path.replace("\\", "/"), safe="/", errors="replace")
