"""Codes: document symbols, case and reference numbers, models and hashtags are the same in both letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letterqa.bitext import SIDES, Bitext
from letterqa.context import Context, both_sides, quote
from letterqa.finding import Finding, Rule, Severity
from letterqa.letter import Role
from letterqa.lexicon import spelling
from letterqa.matching import Item, facing, match, opposed, placed
from letterqa.mentions.codes import Code
from letterqa.mentions.facts import facts
from letterqa.saying import say

CHANGED = Rule(
    "codes.changed",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "A document's symbol, a case number, a model or a hashtag differs between the letters.",
    "Nobody finds the document, the case or the campaign under another sign.",
    "S/2020/123 / S/2020/132",
)
MISSING = Rule(
    "codes.missing",
    "accuracy/omission",
    Severity.MAJOR,
    "A code of the source is not in the target.",
    "Readers of one version cannot look it up.",
    "“ICC-01/04” stands in the English letter only.",
)
ADDED = Rule(
    "codes.added",
    "accuracy/addition",
    Severity.MAJOR,
    "A code of the target is not in the source.",
    "Nobody approved it.",
    "“TB2” stands in the Italian letter only.",
)
RULES = (CHANGED, MISSING, ADDED)
_WITHOUT = frozenset({Role.ADDRESS, Role.LETTERHEAD, Role.SIGNATURE, Role.NOTE})


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about codes."""
    items = [placed(bitext, side, facts(bitext.side(side).text, bitext.side(side).language).codes, _WITHOUT) for side in SIDES]
    found = match(items[0], items[1], _same)
    left = [item for item in found.source if not _said(bitext, "target", item)]
    right = [item for item in found.target if not _said(bitext, "source", item)]
    pairs, left, right = opposed(left, right, _likeness)
    names = [context.called(side) for side in SIDES]
    for one, two in pairs:
        texts = [quote(bitext.side(side), item.mention.span.start, item.mention.span.end) for side, item in zip(SIDES, (one, two), strict=True)]
        message = say("A code differs: the {a} letter says {b}, the {c} letter {d}.", a=names[0], b=texts[0], c=names[1], d=texts[1])
        yield Finding(CHANGED, message, (one.mention.span,), (two.mention.span,), CHANGED.severity)
    for side, rest in (("source", left), ("target", right)):
        for item in rest:
            yield _lonely(bitext, context, side, item)


def _bare(value: str) -> str:
    return re.sub(r"[^0-9A-Z#]", "", value.upper())


def _same(one: Code, two: Code) -> float:
    if one.value == two.value:
        return 3.0
    # The last letters of a European Union document's number are an acronym, which translates: "2008/944/CFSP", "2008/944/GASP".
    trunks = [re.sub(r"/[A-Z]+$", "", code.value) for code in (one, two)]
    return float(_bare(one.value) == _bare(two.value) or (trunks[0] == trunks[1] and trunks[0][0].isdigit() and "/" in trunks[0]))


def _likeness(one: Code, two: Code) -> float:
    return 1.0 + spelling(one.value, two.value) / 100 if one.value.startswith("#") == two.value.startswith("#") else 0.0


def _said(bitext: Bitext, side: str, item: Item[Code]) -> bool:
    """Whether a side says a code in another way: in parts, or as words with its figures ("SS19", "summer 2019")."""
    letter, code = bitext.side(side), item.mention
    if _written(code, letter.text):
        return True
    runs = re.findall(r"\d+", code.value)
    if len(runs) != 1 or len(runs[0]) > 4:
        return False
    near = [segment.span for bead in bitext.beads[max(0, item.bead) : item.bead + 1] for segment in bead.on(side)]
    known = facts(letter.text, letter.language)
    years = [date.value[0] for date in known.dates if date.sort == "date" and any(span.covers(date.span) for span in near)]
    figures = [figure.value for figure in known.figures if any(span.covers(figure.span) for span in near)]
    return any(year is not None and f"{year}".endswith(f"{int(runs[0]):02d}") for year in years) or int(runs[0]) in figures


def _written(code: Code, text: str) -> bool:
    """Whether a letter has the code all the same, in parts or in other words' company ("AK 47", "AK-47s")."""
    parts = re.findall(r"[0-9]+|[A-Z]+", code.value)
    pattern = r"[\W_]{0,3}".join(map(re.escape, parts))
    return re.search(rf"(?<![0-9A-Za-z]){pattern}(?![0-9])", text, re.IGNORECASE) is not None


def _lonely(bitext: Bitext, context: Context, side: str, item: Item[Code]) -> Finding:
    rule = MISSING if side == "source" else ADDED
    span = item.mention.span
    message = say("This code stands in the {a} letter only: {b}.", a=context.called(side), b=quote(bitext.side(side), span.start, span.end))
    place = facing(bitext, side, item.bead)
    return Finding(rule, message, *both_sides(side, (span,), (place,)), rule.severity, confidence=0.9)
