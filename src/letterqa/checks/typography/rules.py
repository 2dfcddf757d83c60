"""The rules of typography, and what a language asks for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from letterqa.finding import Finding, Rule, Severity
from letterqa.letter import PROSE, Block, Letter, Role, Span
from letterqa.locales import primary

DOUBLED = Rule(
    "typography.doubled",
    "linguistic/grammar",
    Severity.MINOR,
    "A word stands twice.",
    "Readers stumble, and think of haste.",
    "“of the the law”",
)
BRACKET = Rule(
    "typography.bracket",
    "linguistic/punctuation",
    Severity.MINOR,
    "A bracket or quotation mark has no partner.",
    "Nobody can tell where the remark or the quotation ends.",
    "(Article 5 of the Covenant",
)
SPACE = Rule(
    "typography.space",
    "linguistic/punctuation",
    Severity.MINOR,
    "A space stands before a mark, or is missing behind it or, in French, before it.",
    "It looks careless in print.",
    "“the law ,and the court”",
)
ACCENT = Rule(
    "typography.accent",
    "linguistic/spelling",
    Severity.MINOR,
    "An accent is wrong, or an apostrophe stands in its place.",
    "It looks typed on a foreign keyboard.",
    "perche', perchè for perché",
)
INVERTED = Rule(
    "typography.inverted",
    "locale/punctuation",
    Severity.MINOR,
    "A question or exclamation has no ¿ or ¡ at its beginning.",
    "Spanish asks for both marks.",
    "Por qué calla el gobierno?",
)
QUOTES = Rule(
    "typography.quotes",
    "locale/punctuation",
    Severity.NEUTRAL,
    "One letter uses two styles of quotation marks.",
    "It looks patched together.",
    "« » and “ ”",
)
CAPITAL = Rule(
    "typography.capital",
    "linguistic/punctuation",
    Severity.MINOR,
    "A sentence begins with a small letter.",
    "Something before it may have been deleted, or the full stop is a slip.",
    "He was arrested. nobody told his family.",
)
STOP = Rule(
    "typography.stop",
    "linguistic/punctuation",
    Severity.MINOR,
    "A paragraph ends without a full stop, where the others have one.",
    "A reader wonders whether something is missing.",
    "We ask you to act",
)
VARIANT = Rule(
    "typography.variant",
    "locale/spelling",
    Severity.MINOR,
    "One letter mixes the spellings of two countries.",
    "It reads as patched together.",
    "“colour” and “labor”",
)
RULES = (DOUBLED, BRACKET, SPACE, ACCENT, INVERTED, QUOTES, CAPITAL, STOP, VARIANT)

TEXT = PROSE | {Role.FOOTER, Role.NOTE}


@dataclass(frozen=True)
class Manners:
    """What a language asks for: see data/typography.toml."""

    spaced: str
    inverted: bool
    wrong: dict[str, str]
    twice: frozenset[str]


@cache
def manners(code: str) -> Manners:
    """The manners of a language; none for one that the table does not have."""
    table = tomllib.loads((resources.files("letterqa") / "data" / "typography.toml").read_text(encoding="utf-8")).get(code, {})
    return Manners(table.get("spaced", ""), bool(table.get("inverted")), dict(table.get("wrong", {})), frozenset(table.get("twice", ())))


def prose(letter: Letter) -> Iterator[Block]:
    """Blocks of running text in the letter's own language."""
    for block in letter.blocks:
        if block.role in TEXT and not block.parts and block.language in (None, primary(letter.language)):
            yield block


def found(rule: Rule, message: str, spans: tuple[Span, ...], suggestion: str | None = None) -> Finding:
    return Finding(rule, message, spans, (), rule.severity, suggestion, confidence=0.8)
