"""Register: a letter speaks to its reader in one way throughout, politely or familiarly, to one or to several."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letterqa.bitext import SIDES, Bitext
from letterqa.context import Context, both_sides, quote
from letterqa.finding import Finding, Rule, Severity
from letterqa.letter import Letter, Role, Span
from letterqa.lexicon import load
from letterqa.mentions.register import FAMILIAR, PLURAL, POLITE, Address, addresses
from letterqa.saluting import salutation, sort_of

MIXED = Rule(
    "register.mixed",
    "style/register",
    Severity.MINOR,
    "A letter mixes forms of address.",
    "It is impolite, and shows that two people, or a machine, wrote it.",
    "“Le scrivo” and “dedicherete”",
)
GENDER = Rule(
    "register.gender",
    "style/register",
    Severity.MAJOR,
    "The text addresses a man as a woman, or a woman as a man.",
    "It offends the very person who is asked for something.",
    "“Gentile Signora Ministra” and, below, “Signor Ministro”",
)
RULES = (MIXED, GENDER)

# Running text that speaks to the addressee: not what is quoted, nor the footer that speaks to readers.
_SPOKEN = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.CLOSING, Role.SALUTATION})
_QUOTES = {"«": "»", "“": "”", "„": "“"}
_CHUNK = re.compile(r"[^,.;:!?()\n«»“”\"]+")
_WORDS = re.compile(r"[^\W\d_]+")
_VOCATIVE, _SMALL = 6, 1  # words of a vocative, and of those that no list has: "le", "of"
_TITLES = frozenset({"opening", "courtesy"})
_NAMES = {POLITE: "politely", FAMILIAR: "familiarly", PLURAL: "in the plural"}


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about the forms of address, letter by letter."""
    for side in SIDES:
        letter, called = bitext.side(side), context.called(side)
        for finding in (*_mixed(letter, called), *_gendered(letter, called)):
            yield Finding(finding.rule, finding.message, *both_sides(side, finding.source, ()), finding.severity)


def lint(letter: Letter, context: Context) -> Iterator[Finding]:
    """What one letter shows by itself."""
    yield from _mixed(letter, context.called("source"))
    yield from _gendered(letter, context.called("source"))


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


def _gendered(letter: Letter, called: str) -> Iterator[Finding]:
    """Vocatives of the text against the gender that the salutation shows."""
    lexicon = load(letter.language)
    greetings = [salutation(letter.text, block.span, lexicon) for block in letter.blocks if block.role is Role.SALUTATION]
    shown = {greeting.gender for greeting in greetings}
    if len(greetings) != 1 or greetings[0].plural or not shown <= {"m", "f"}:
        return
    greeting = greetings[0]
    for segment in letter.segments:
        if letter.role_of(segment) not in _SPOKEN - {Role.SALUTATION}:
            continue
        for match in _CHUNK.finditer(letter.text, segment.span.start, segment.span.end):
            words = _WORDS.findall(match[0])
            if not 2 <= len(words) <= _VOCATIVE:
                continue
            span = Span(match.start() + len(match[0]) - len(match[0].lstrip()), match.end())
            terms = [term for term in lexicon.terms(letter[span], span.start) if term.kinds() & {"title", "role"}]
            covered = sum(len(_WORDS.findall(letter.text[term.start : term.end])) for term in terms)
            # The name of an office alone may be anybody's; a title before it is spoken to the reader.
            # Commas part a vocative from the rest: "La Sra. Caal" is somebody else.
            after = letter.text[match.end() : match.end() + 1]
            if (after not in (",", "!", ":") and match.end() < segment.span.end - 1) or not terms or terms[0].start != span.start:
                continue
            if covered < len(words) - _SMALL or not any(term.gender and sort_of(term) in _TITLES for term in terms):
                continue
            said = salutation(letter.text, span, lexicon)
            if said.gender in ("m", "f") and said.gender != greeting.gender and not said.plural:
                texts = [quote(letter, held.start, held.end) for held in (greeting.span, span)]
                yield Finding(GENDER, f"The {called} letter greets {texts[0]}, but addresses {texts[1]} here.", (span,), (), GENDER.severity)


def _quotations(text: str) -> Iterator[Span]:
    for at, mark in enumerate(text):
        if mark in _QUOTES and (end := text.find(_QUOTES[mark], at + 1)) >= 0:
            yield Span(at, end + 1)
