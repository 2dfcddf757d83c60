"""What one letter shows by itself: deprecated, forbidden and required terms, the campaign's figures, two names of one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from letterqa.checks.terminology.rules import DEPRECATED, FIGURE, FORBIDDEN, INCONSISTENT, REQUIRED, STATED
from letterqa.checks.terminology.wording import entry, note, source
from letterqa.context import Context, quote
from letterqa.finding import Finding, Severity
from letterqa.letter import Letter, Span
from letterqa.saying import say
from letterqa.stated import entries, statements, states
from letterqa.termbase.concepts import Concept, Form, Kind, Status, Term, TermBase
from letterqa.termbase.matching import Use


def alone(letter: Letter, context: Context, side: str, every: Sequence[Use]) -> Iterator[Finding]:
    """Findings about one letter, its spans given as the source's."""
    called = context.called(side)
    for use in every:
        status = use.status()
        if status not in (Status.DEPRECATED, Status.FORBIDDEN):
            continue
        rule = DEPRECATED if status is Status.DEPRECATED else FORBIDDEN
        right = use.concepts[0].preferred(letter.language)
        advice = say(" Use “{a}”{b}.", a=right.text, b=source(right)) if right is not None and right.status is not status else ""
        verb = "advises against" if rule is DEPRECATED else "forbids"
        message = say(
            "The {a} letter says {b}, which the term base {c}.{d}{e}{f}",
            a=called,
            b=quote(letter, use.span.start, use.span.end),
            c=verb,
            d=advice,
            e=note(use),
            f=entry(use, 0),
        )
        severity = rule.severity if use.concepts[0].rank or use.terms[0].verified else min(rule.severity, Severity.MINOR)
        yield Finding(rule, message, (use.span,), (), severity, right.text if right is not None and right.status is not status else None)
    yield from _required(letter, context, called, every)
    for statement in statements(letter, _entries(context.terms), every):
        if statement.right:
            continue
        concept = statement.concept
        of = quote(letter, statement.words.start, statement.words.end)
        message = say(
            "The {a} letter says “{b}” of {c}; the campaign's {d} is {e} ({f}).",
            a=called,
            b=statement.said,
            c=of,
            d=concept.kind.value,
            e=_shown(concept),
            f=concept.file,
        )
        yield Finding(FIGURE, message, (statement.span,), (), FIGURE.severity, _shown(concept))
    yield from _inconsistent(letter, called, every)


@lru_cache(maxsize=32)
def _entries(base: TermBase) -> TermBase:
    return entries(base)


def _shown(concept: Concept) -> str:
    value = concept.value
    return f"{int(value):,}" if value.isdigit() and concept.kind is Kind.FIGURE else value


def _required(letter: Letter, context: Context, called: str, every: Sequence[Use]) -> Iterator[Finding]:
    """What every version must have and this one has not."""
    there = {key for use in every for key in use.ids | use.within}
    end = Span(len(letter.text), len(letter.text))
    for concept in context.terms.concepts:
        if not concept.required or not (concept.of(letter.language) or concept.value) or (concept.id in there and not concept.value):
            continue
        if concept.value and states(letter, concept):
            continue
        what = f"{concept.kind.value} {_shown(concept)}" if concept.value else f"“{concept.name(letter.language)}”"
        message = say("The {a} letter does not have {b}, which every version must have ({c}).", a=called, b=what, c=concept.file)
        right = concept.preferred(letter.language)
        yield Finding(REQUIRED, message, (end,), (), REQUIRED.severity, right.text if right is not None and not concept.value else None)


def _inconsistent(letter: Letter, called: str, every: Sequence[Use]) -> Iterator[Finding]:
    """Two different full names of one concept of the user's own term base in one letter."""
    first: dict[str, tuple[Use, Term]] = {}
    told: set[str] = set()
    for use in every:
        concept, term = use.concepts[0], use.terms[0]
        if not concept.rank or len(use.concepts) > 1 or term.form is not Form.FULL or term.status in (Status.DEPRECATED, Status.FORBIDDEN):
            continue
        if concept.kind in STATED or concept.kind is Kind.PHRASE:
            continue
        before = first.setdefault(concept.id, (use, term))
        if before[1].text != term.text and concept.id not in told:
            told.add(concept.id)
            texts = [quote(letter, item.span.start, item.span.end) for item in (before[0], use)]
            message = say("The {a} letter calls one thing {b} and {c}.{d}", a=called, b=texts[0], c=texts[1], d=entry(use, 0))
            yield Finding(INCONSISTENT, message, (before[0].span, use.span), (), INCONSISTENT.severity, before[1].text)
