"""The JSON reports: what `to_dict()` gives as text, described by `data/report.schema.json` and `data/lint.schema.json`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letterqa.report import LintReport, Report

_SURROGATES = re.compile("[\ud800-\udfff]")


def render(report: Report | LintReport) -> str:
    """The report as indented JSON, ready to be written as UTF-8."""
    text = json.dumps(report.to_dict(), ensure_ascii=False, indent=2) + "\n"
    # A file name that is not valid in the system's encoding reaches us with lone surrogates, which UTF-8 cannot hold.
    return _SURROGATES.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
