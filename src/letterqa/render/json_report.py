"""The JSON reports: what `to_dict()` gives as text, described by `data/report.schema.json` and `data/lint.schema.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from letterqa.letter import Letter
    from letterqa.mentioned import Mentioned
    from letterqa.report import LintReport, Report

_MARKUP = re.compile("[<>&\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def render(report: Report | LintReport) -> str:
    """The report as indented JSON, ready to be written as UTF-8."""
    return _text(report.to_dict())


def embedded(report: Report) -> str:
    """The report as JSON on one line for a script element of a page: no character in it can end the element or be read as markup."""
    text = json.dumps(report.to_dict(), ensure_ascii=False, separators=(",", ":"))
    return _MARKUP.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def mentions(letter: Letter, found: Sequence[Mentioned]) -> str:
    """What a letter mentions: offsets count code points of the canonical text, half-open, as in the other reports."""
    rows = [
        {"kind": item.kind, "value": item.value, "text": letter[item.span], "start": item.span.start, "end": item.span.end, "weak": item.weak}
        for item in found
    ]
    return _text({"path": letter.path, "language": letter.language, "sha256": letter.sha256, "mentions": rows})


def _text(content: dict[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    # A file name that is not valid in the system's encoding reaches us with lone surrogates, which UTF-8 cannot hold.
    return _SURROGATES.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
