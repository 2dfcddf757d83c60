"""Terminology: treaties, bodies, offices and agreed terms go by names that the term bases accept, the same thing on both sides."""

from __future__ import annotations

from collections.abc import Iterator

from letterqa.bitext import SIDES, Bitext
from letterqa.checks.terminology.abbreviated import joined, slips, strange
from letterqa.checks.terminology.alone import alone
from letterqa.checks.terminology.answering import answered
from letterqa.checks.terminology.foreign import untranslated
from letterqa.checks.terminology.rules import ACRONYM, RULES
from letterqa.context import Context, both_sides, other
from letterqa.finding import Finding
from letterqa.letter import Letter
from letterqa.termuse import used, uses

__all__ = ["RULES", "lint", "run"]


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about terms."""
    base = context.terms
    if not base.concepts:
        return
    table = used(bitext, base)
    wrong = {side: slips(bitext.side(side), context, side, table[side].every) for side in SIDES}
    yield from joined(bitext, wrong)
    yield from strange(bitext, context, table)
    places = {side: tuple(span for _, span, _ in wrong[side]) for side in SIDES}
    left = {side: list(untranslated(bitext, context, side, table)) for side in SIDES}
    for side in SIDES:
        for item in left[side]:
            yield item.finding(context, side, bitext.side(side))
    known = {(other(side), item.bead, key) for side in SIDES for item in left[side] for key in item.use.ids}
    for bead in range(len(bitext.beads)):
        yield from answered(bitext, context, bead, table, places, known)
    for side in SIDES:
        for finding in alone(bitext.side(side), context, side, table[side].every):
            here = finding.source
            yield Finding(finding.rule, finding.message, *both_sides(side, here, ()), finding.severity, finding.suggestion)


def lint(letter: Letter, context: Context) -> Iterator[Finding]:
    """What one letter shows by itself: wrong acronyms, deprecated, forbidden and missing terms, the campaign's figures."""
    if not context.terms.concepts:
        return
    every = uses(letter, context.terms)
    for message, span, suggestion in slips(letter, context, "source", every):
        yield Finding(ACRONYM, message, (span,), (), ACRONYM.severity, suggestion)
    yield from alone(letter, context, "source", every)
