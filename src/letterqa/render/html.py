"""The HTML report: one self-contained file that reads without JavaScript and forbids the browser everything but its own style
and its own script."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import TYPE_CHECKING

from letterqa.render import wording
from letterqa.render.json_report import embedded
from letterqa.render.marking import Caret, Marked, Shaded
from letterqa.render.speaking import Speaker, speaker
from letterqa.render.view import Row, View, build

if TYPE_CHECKING:
    from jinja2 import Template

    from letterqa.report import Report

# Height of the minimap in its own units; the browser stretches it.
_MAP_HEIGHT = 1000


def render(report: Report, language: str = "en") -> str:
    """The report as an HTML document; `language` is that in which it speaks to its reader, one of the six."""
    say = speaker(language)
    view = build(report, say)
    style, script = part("report.css"), part("report.js")
    document = template("report.html.jinja").render(
        view=view,
        style=trusted(style),
        data=trusted(embedded(report)),
        style_hash=hashed(style),
        script=trusted(script),
        script_hash=hashed(script),
        likeness=_likeness(view),
        ticks=_ticks(view),
        unit=_unit(report, say),
        say=say,
        words=wording,
        sides=dict(zip(("source", "target"), view.letters, strict=True)),
    )
    return document.strip() + "\n"


def _unit(report: Report, say: Speaker) -> str:
    """What the small figures beside the text count: "line", or "line or paragraph" where the two files differ."""
    units = [say(unit) for unit in dict.fromkeys(letter.origin.unit for letter in (report.bitext.source, report.bitext.target))]
    return units[0] if len(units) == 1 else say("{one} or {two}", one=units[0], two=units[1])


def hashed(style: str) -> str:
    """The Content-Security-Policy source that allows exactly this style or script element."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def trusted(style: str) -> str:
    """Text that goes into a page as it is."""
    from markupsafe import Markup

    return Markup(style)  # our own file, whose hash must match, or data without a character that markup needs


@cache
def part(name: str) -> str:
    """A file of the templates' folder."""
    return (resources.files("letterqa.render") / "templates" / name).read_text(encoding="utf-8")


@cache
def template(name: str) -> Template:
    """A page's template, with what all pages may use in it."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, loader=FunctionLoader(part))
    environment.filters.update(shown=_shown, visible=wording.visible, shorten=wording.shorten, percent=wording.percent, count=wording.count)
    environment.tests.update(
        marked=lambda piece: isinstance(piece, Marked), caret=lambda piece: isinstance(piece, Caret), shaded=lambda piece: isinstance(piece, Shaded)
    )
    return environment.get_template(name)


def _shown(word: Shaded) -> str:
    """A shaded word as markup; a letter has hundreds of them, and the template would take longer than the check."""
    shade = f" c{word.shade.level}" if word.shade.level else ""
    return trusted(f'<span class="w{shade}" title="{_plain(word.shade.note)}">{_plain(word.text)}</span>')


def _plain(text: str) -> str:
    from markupsafe import escape

    return text if _SAFE.fullmatch(text) else str(escape(wording.visible(text)))


# What needs no look: letters, figures, blanks and the marks of the sentences that go with a word.
_SAFE = re.compile(r"[^\W_\u2028-\u202e]*(?:[ .,;:%“”„«»()-]+[^\W_]*)*")


def _ticks(view: View) -> list[dict[str, object]]:
    """The minimap: one tick for each row in which a finding of the list is marked, in map units; the gravest drawn last, on top."""
    ends = list(accumulate((row.weight for row in view.rows), initial=0))
    scale = _MAP_HEIGHT / max(ends[-1], 1)
    marked = [_anchors(row) for row in view.rows]
    ticks: list[dict[str, object]] = []
    for entry in reversed(view.findings):
        target = next((quote.id for quote in entry.quotes if quote.id), f"finding-{entry.anchor}")
        width = 5 + 3 * int(entry.severity)  # the graver the wider: colour is not the only sign
        for row, anchors in enumerate(marked):
            if entry.anchor in anchors:
                top, bottom = round(ends[row] * scale), round(ends[row + 1] * scale)
                box = {"x": (14 - width) / 2, "width": width, "y": top, "height": max(8, bottom - top - 2)}
                ticks.append({"target": target, "severity": entry.severity, **box})
    return ticks


def _likeness(view: View) -> list[dict[str, object]]:
    """Beside the minimap: a bar for each row that has two sides, as wide as they are alike."""
    ends = list(accumulate((row.weight for row in view.rows), initial=0))
    scale = _MAP_HEIGHT / max(ends[-1], 1)
    return [
        {"y": round(ends[index] * scale), "width": round(10 * row.similarity, 1), "height": max(2, round(row.weight * scale) - 1)}
        for index, row in enumerate(view.rows)
        if row.similarity is not None
    ]


def _anchors(row: Row) -> set[str]:
    """Fingerprints of all findings marked in a row."""
    found = {mark.anchor for cell in (row.source, row.target) for mark, _ in cell.carets}
    waiting = [piece for cell in (row.source, row.target) for paragraph in cell.paragraphs for piece in paragraph]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, Marked | Caret):
            found.add(piece.mark.anchor)
        if isinstance(piece, Marked):
            waiting += piece.children
    return found
