"""Register: a letter speaks to its reader in one way throughout, politely or familiarly, to one or to several."""

from __future__ import annotations

from collections.abc import Iterator

from letterqa.bitext import SIDES, Bitext
from letterqa.context import Context, both_sides, quote
from letterqa.finding import Finding, Rule, Severity
from letterqa.letter import Letter, Role, Span
from letterqa.mentions.register import FAMILIAR, PLURAL, POLITE, Address, addresses

MIXED = Rule(
    "register.mixed",
    "style/register",
    Severity.MINOR,
    "A letter mixes forms of address.",
    "It is impolite, and shows that two people, or a machine, wrote it.",
    "“Le scrivo” and “dedicherete”",
)
RULES = (MIXED,)

# Running text that speaks to the addressee: not what is quoted, nor the footer that speaks to readers.
_SPOKEN = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.CLOSING, Role.SALUTATION})
_QUOTES = {"«": "»", "“": "”", "„": "“"}
_NAMES = {POLITE: "politely", FAMILIAR: "familiarly", PLURAL: "in the plural"}


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about the forms of address, letter by letter."""
    for side in SIDES:
        for finding in _mixed(bitext.side(side), context.called(side)):
            yield Finding(finding.rule, finding.message, *both_sides(side, finding.source, ()), finding.severity)


def lint(letter: Letter, context: Context) -> Iterator[Finding]:
    """What one letter shows by itself."""
    yield from _mixed(letter, context.called("source"))


def _mixed(letter: Letter, called: str) -> Iterator[Finding]:
    held = list(_addresses(letter))
    counts = {sort: sum(item.sort == sort for item in held) for sort in (POLITE, FAMILIAR, PLURAL)}
    main = max(counts, key=lambda sort: counts[sort])
    # A letter to several may well turn to them as "voi"; what is rarer is what slipped in.
    for sort in (FAMILIAR, PLURAL, POLITE):
        if sort == main or not counts[sort]:
            continue
        usual = next(item for item in held if item.sort == main)
        spans = tuple(item.span for item in held if item.sort == sort)
        shown = ", ".join(quote(letter, span.start, span.end) for span in spans[:3])
        model = quote(letter, usual.span.start, usual.span.end)
        message = f"The {called} letter speaks {_NAMES[main]} to its reader ({model}), but {_NAMES[sort]} here: {shown}."
        yield Finding(MIXED, message, spans[:1], (), MIXED.severity)


def _addresses(letter: Letter) -> Iterator[Address]:
    for segment in letter.segments:
        if letter.role_of(segment) not in _SPOKEN:
            continue
        text = letter[segment.span]
        quoted = list(_quotations(text))
        for item in addresses(text, letter.language):
            if not any(held.covers(item.span) for held in quoted):
                start = segment.span.start
                yield Address(Span(start + item.span.start, start + item.span.end), item.sort)


def _quotations(text: str) -> Iterator[Span]:
    for at, mark in enumerate(text):
        if mark in _QUOTES and (end := text.find(_QUOTES[mark], at + 1)) >= 0:
            yield Span(at, end + 1)
