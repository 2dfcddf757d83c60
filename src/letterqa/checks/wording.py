"""Wording: small words that carry the meaning, "not", "allegedly", "must", "all", say the same on both sides."""

from __future__ import annotations

from collections.abc import Iterator

from letterqa.bitext import Bitext
from letterqa.context import Context, both_sides, other, quote
from letterqa.finding import Finding, Rule, Severity
from letterqa.letter import Letter, Span
from letterqa.saying import say
from letterqa.weighing import Gap, gaps

NEGATION = Rule(
    "wording.negation",
    "accuracy/mistranslation",
    Severity.CRITICAL,
    "A negation stands on one side only.",
    "The letter says the opposite of what it means.",
    "has not set a date / ha fissato una data",
)
HEDGE = Rule(
    "wording.hedge",
    "accuracy/mistranslation",
    Severity.CRITICAL,
    "“Allegedly”, “reportedly” or the like stands on one side only.",
    "What nobody has proved is stated as a fact: the organisation may be sued, and is less believed. (Lost: critical; added: major.)",
    "police reportedly fired / gli agenti hanno sparato",
)
OBLIGATION = Rule(
    "wording.obligation",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "Must, should or may is exchanged.",
    "A duty becomes a wish, or a possibility a certainty.",
    "must be protected / potrebbero essere protette",
)
CERTAINTY = Rule(
    "wording.certainty",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "What is certain on one side is possible on the other.",
    "The letter claims more, or less, than is known.",
    "probably / certamente",
)
QUANTIFIER = Rule(
    "wording.quantifier",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "All, most, some, few or none is exchanged.",
    "“Some” prisoners are not “all” of them.",
    "most of them were released / una parte di loro è stata rilasciata",
)
RULES = (NEGATION, HEDGE, OBLIGATION, CERTAINTY, QUANTIFIER)
_BY_KIND = {"negation": NEGATION, "hedge": HEDGE, "obligation": OBLIGATION, "certainty": CERTAINTY, "quantifier": QUANTIFIER}


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about small words."""
    for gap in gaps(bitext):
        yield _exchanged(bitext, context, gap) if gap.there is not None else _lonely(bitext, context, gap)


def _exchanged(bitext: Bitext, context: Context, gap: Gap) -> Finding:
    rule = _BY_KIND[gap.marker.kind]
    if {gap.marker.value, gap.there.value if gap.there else ""} == {"may", "will"}:
        rule = CERTAINTY
    said = [quote(bitext.side(side), span.start, span.end) for side, span in (("source", gap.marker.span), ("target", gap.place))]
    names = [context.called(side) for side in ("source", "target")]
    message = say("{a} The {b} letter says {c}, the {d} letter {e}.", a=rule.summary, b=names[0], c=said[0], d=names[1], e=said[1])
    return Finding(rule, message, (gap.marker.span,), (gap.place,), rule.severity, confidence=0.7)


def _lonely(bitext: Bitext, context: Context, gap: Gap) -> Finding:
    rule = _BY_KIND[gap.marker.kind]
    letter, facing = bitext.side(gap.side), bitext.side(other(gap.side))
    said, passage = quote(letter, gap.marker.span.start, gap.marker.span.end), _passage(facing, gap.place)
    names = [context.called(gap.side), context.called(other(gap.side))]
    what = "negates" if rule is NEGATION else "hedges"
    message = say("The {a} letter {b}: {c}. Nothing answers it in the {d} letter: {e}.", a=names[0], b=what, c=said, d=names[1], e=passage)
    severity = Severity.MAJOR if rule is HEDGE and gap.side == "target" else rule.severity
    return Finding(rule, message, *both_sides(gap.side, (gap.marker.span,), (gap.place,)), severity, confidence=0.7)


def _passage(letter: Letter, span: Span) -> str:
    """The words around a place, as a message quotes them."""
    segment = next(letter.touching(span))
    start = letter.text.rfind(" ", segment.span.start, max(segment.span.start, span.start - 30))
    end = letter.text.find(" ", min(span.end + 30, segment.span.end))
    end = segment.span.end if end < 0 else min(end, segment.span.end)
    return quote(letter, start + 1 if start >= 0 else segment.span.start, end)
