"""Reports: each format is a pure function from a `Report` to text; same report, same bytes, no clock and no network."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letterqa.report import Report


# Renderers load when used: a run that writes JSON does not pay for the HTML template engine.
def _html(report: Report) -> str:
    from letterqa.render.html import render

    return render(report)


def _json(report: Report) -> str:
    from letterqa.render.json_report import render

    return render(report)


FORMATS: dict[str, Callable[[Report], str]] = {"html": _html, "json": _json}
SUFFIXES: dict[str, str] = {".html": "html", ".htm": "html", ".json": "json"}
