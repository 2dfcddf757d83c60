"""Reports: each format is a pure function from a `Report` to text; same report, same bytes, no clock and no network."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letterqa.report import Report


Renderer = Callable[..., str]  # of a report, and whether the words of the letters may be in it


# Renderers load when used: a run that writes JSON does not pay for the HTML template engine. What holds the letters by its nature (html, json,
# xliff) cannot leave their words out.
def _html(report: Report, text: bool = True, language: str = "en") -> str:
    from letterqa.render.html import render

    return render(report, language)


def _json(report: Report, text: bool = True) -> str:
    from letterqa.render.json_report import render

    return render(report)


def _sarif(report: Report, text: bool = True) -> str:
    from letterqa.render.sarif import render

    return render(report, text)


def _junit(report: Report, text: bool = True) -> str:
    from letterqa.render.junit import render

    return render(report, text)


def _markdown(report: Report, text: bool = True) -> str:
    from letterqa.render.markdown import render

    return render(report, text)


def _github(report: Report, text: bool = True) -> str:
    from letterqa.render.plaintext import github

    return github(report, text)


def _gitlab(report: Report, text: bool = True) -> str:
    from letterqa.render.plaintext import gitlab

    return gitlab(report, text)


def _tsv(report: Report, text: bool = True) -> str:
    from letterqa.render.plaintext import tsv

    return tsv(report, text)


def _xliff(report: Report, text: bool = True) -> str:
    from letterqa.render.translators import xliff

    return xliff(report)


FORMATS: dict[str, Renderer] = {
    "html": _html,
    "json": _json,
    "sarif": _sarif,
    "md": _markdown,
    "tsv": _tsv,
    "junit": _junit,
    "github": _github,
    "gitlab": _gitlab,
    "xliff": _xliff,
}
SUFFIXES: dict[str, str] = {
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".sarif": "sarif",
    ".md": "md",
    ".tsv": "tsv",
    ".xlf": "xliff",
    ".xliff": "xliff",
}
WORD = "docx"  # written by render.word: it takes the file itself
WHOLE = frozenset({"html", "json", "xliff", WORD})  # formats that hold the letters
