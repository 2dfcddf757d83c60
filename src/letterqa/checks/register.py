"""Register: a letter speaks to its reader in one way throughout, politely or familiarly, to one or to several."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from letterqa.bitext import SIDES, Bitext
from letterqa.context import Context, on_side, quote
from letterqa.finding import Finding, Rule, Severity
from letterqa.letter import Letter, Role, Span
from letterqa.lexicon import Term, load, plain
from letterqa.locales import primary
from letterqa.mentions.register import FAMILIAR, PLURAL, POLITE, Address, addresses
from letterqa.parties import parties
from letterqa.saluting import Salutation, salutation, sort_of
from letterqa.saying import say

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
HONORIFIC = Rule(
    "register.honorific",
    "style/register",
    Severity.MINOR,
    "The salutation is not how the holder of such an office is greeted.",
    "Protocol notices, and may stop the letter there.",
    "“Your Eminence” to a minister",
)
RULES = (MIXED, GENDER, HONORIFIC)

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
        for finding in _letter(letter, called):
            yield on_side(side, finding)


def lint(letter: Letter, context: Context) -> Iterator[Finding]:
    """What one letter shows by itself."""
    yield from _letter(letter, context.called("source"))


def _letter(letter: Letter, called: str) -> Iterator[Finding]:
    yield from _mixed(letter, called)
    yield from _gendered(letter, called)
    yield from _honoured(letter, called)


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
        message = say("The {a} letter speaks {b} to its reader ({c}), but {d} here: {e}.", a=called, b=_NAMES[main], c=model, d=_NAMES[sort], e=shown)
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
            if _other(letter, span, terms, greeting) or _in_quotation(letter, segment.span, span):
                continue
            if covered < len(words) - _SMALL or not any(term.gender and sort_of(term) in _TITLES for term in terms):
                continue
            said = salutation(letter.text, span, lexicon)
            if said.gender in ("m", "f") and said.gender != greeting.gender and not said.plural:
                texts = [quote(letter, held.start, held.end) for held in (greeting.span, span)]
                yield Finding(
                    GENDER, say("The {a} letter greets {b}, but addresses {c} here.", a=called, b=texts[0], c=texts[1]), (span,), (), GENDER.severity
                )


def _other(letter: Letter, span: Span, terms: Sequence[Term], greeting: Salutation) -> bool:
    """Whether a title goes with the name of somebody whom neither the address nor the salutation names: "Mme Davis,"."""
    known = plain(" ".join([letter[greeting.span], *(letter[block.span] for block in letter.blocks if block.role is Role.ADDRESS)]))
    named = [match for match in _WORDS.finditer(letter[span]) if match[0][0].isupper()]
    names = [match[0] for match in named if not any(term.start <= span.start + match.start() < term.end for term in terms)]
    return any(plain(name) not in known for name in names)


def _in_quotation(letter: Letter, whole: Span, span: Span) -> bool:
    """Whether a quotation is open where it stands: somebody else speaks to somebody else."""
    before = letter.text[whole.start : span.start]
    return before.count('"') % 2 == 1 or any(before.count(opening) > before.count(closing) for opening, closing in ("«»", "“”", "„“"))


@cache
def _manners() -> dict[str, dict[str, Any]]:
    table = tomllib.loads((resources.files("letterqa") / "data" / "honorifics.toml").read_text(encoding="utf-8"))
    return {part: {rank: frozenset(offices) for rank, offices in table[part].items()} for part in ("usual", "fits")} | {"forms": table["forms"]}


def _honoured(letter: Letter, called: str) -> Iterator[Finding]:
    """The salutation against the custom for the office in the address, where one person is addressed.

    A rank that such an office does not have is minor; a greeting by name alone, without office or rank, is only remarked.
    """
    lexicon, addressed = load(letter.language), parties(letter, Role.ADDRESS)
    greetings = [salutation(letter.text, block.span, lexicon) for block in letter.blocks if block.role is Role.SALUTATION]
    forms = _manners()["forms"].get(primary(letter.language))
    if forms is None or len(addressed) != 1 or len(addressed[0].of("person")) > 1 or len(greetings) != 1:
        return
    held = [(term, part) for part in addressed[0].of("honorific", "office") for term in _offices(lexicon.terms(part.text, part.span.start))]
    said, roles = greetings[0], frozenset(role for term, _ in held for role in term.of("role"))
    usual = [rank for rank, offices in _manners()["usual"].items() if offices & roles]
    if said.plural or said.generic or len(usual) != 1:
        return
    greeting, office = (quote(letter, span.start, span.end) for span in (said.span, held[0][1].span))
    ranks = {rank.removeprefix("title.") for rank in said.ranks} - {"excellency"}
    if ranks:
        if not any(roles & (_manners()["usual"].get(rank, frozenset()) | _manners()["fits"].get(rank, frozenset())) for rank in ranks):
            message = say(
                "The {a} letter greets {b}, which is not how {c} is greeted; usual is “{d}”.", a=called, b=greeting, c=office, d=forms[usual[0]]
            )
            yield Finding(HONORIFIC, message, (said.span, held[0][1].span), (), Severity.MINOR, forms[usual[0]])
    elif not said.roles and not said.ranks and said.people:
        message = say(
            "The {a} letter greets {b} by name alone; {c} is usually greeted “{d}”, or by the office.",
            a=called,
            b=greeting,
            c=office,
            d=forms[usual[0]],
        )
        yield Finding(HONORIFIC, message, (said.span, held[0][1].span), (), Severity.NEUTRAL, forms[usual[0]])


def _offices(terms: tuple[Term, ...]) -> list[Term]:
    """The offices of a part that can be told: a president may preside over anything but where a country or a republic stands beside."""
    offices = [term for term in terms if "role" in term.kinds()]
    state = any("country" in term.kinds() or "modifier.republic" in term.concepts for term in terms)
    if state and not any("body" in term.kinds() for term in terms):
        return offices
    return [term for term in offices if len(term.of("role")) == 1]


def _quotations(text: str) -> Iterator[Span]:
    for at, mark in enumerate(text):
        if mark in _QUOTES and (end := text.find(_QUOTES[mark], at + 1)) >= 0:
            yield Span(at, end + 1)
