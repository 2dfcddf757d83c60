"""Typography of each letter: doubled words, marks that miss their partner or their space, accents, and the marks that a language asks for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from letterqa.bitext import SIDES, Bitext
from letterqa.context import Context, both_sides, quote
from letterqa.finding import Finding, Rule, Severity
from letterqa.letter import PROSE, Block, Letter, Role, Span
from letterqa.locales import primary
from letterqa.mentions.placeholders import blank_in
from letterqa.variants import variant

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
VARIANT = Rule(
    "typography.variant",
    "locale/spelling",
    Severity.MINOR,
    "One letter mixes the spellings of two countries.",
    "It reads as patched together.",
    "“colour” and “labor”",
)
RULES = (DOUBLED, BRACKET, SPACE, ACCENT, INVERTED, QUOTES, VARIANT)

_TEXT = PROSE | {Role.FOOTER, Role.NOTE}
_REPEATED = re.compile(r"(?<![\w'’-])([^\W\d_]{2,})[ \n]+\1(?![\w'’-])")
_BEFORE = re.compile(r"(?<=\w)[ \u00a0]+[,.](?=\s|\Z)")
_BEHIND = re.compile(r"(?<=[^\W\d_]{3}),(?=[^\W\d_]{3})")
_OPENING = {"(": ")", "[": "]", "«": "»", "“": "”", "„": "“", "»": "«"}
_PAIRED = {"(": ")", "[": "]"}
_ITEM = re.compile(r"(?:^|\n|[\s;,:])[0-9a-zA-Z]{1,3}\)")
_ASKED = re.compile(r"[?!]")
_WORD = re.compile(r"[^\W\d_]+(?:['’`´](?=[\s.,;:!?)]|\Z)|['’][^\W\d_]+)?")
_STYLES = {"«": "« »", "»": "« »", "“": "“ ”", "”": "“ ”", '"': '" "', "„": "„ “"}


@dataclass(frozen=True)
class Manners:
    """What a language asks for: see data/typography.toml."""

    spaced: str
    inverted: bool
    wrong: dict[str, str]
    twice: frozenset[str]


@cache
def _manners(code: str) -> Manners:
    table = tomllib.loads((resources.files("letterqa") / "data" / "typography.toml").read_text(encoding="utf-8")).get(code, {})
    return Manners(table.get("spaced", ""), bool(table.get("inverted")), dict(table.get("wrong", {})), frozenset(table.get("twice", ())))


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about typography, letter by letter."""
    for side in SIDES:
        for finding in _letter(bitext.side(side), context.called(side)):
            here, there = both_sides(side, finding.source, ())
            yield replace(finding, source=here, target=there)


def lint(letter: Letter, context: Context) -> Iterator[Finding]:
    """What one letter shows by itself."""
    yield from _letter(letter, context.called("source"))


def _letter(letter: Letter, called: str) -> Iterator[Finding]:
    manners = _manners(primary(letter.language))
    for block in letter.blocks:
        if block.role in _TEXT and not block.parts and block.language in (None, primary(letter.language)):
            yield from _block(letter, block, manners, called)
    yield from _styles(letter, called)
    _, mixed = variant(letter)
    if mixed:
        shown = " and ".join(quote(letter, span.start, span.end) for span in mixed)
        yield _finding(VARIANT, f"The {called} letter mixes the spellings of two countries: {shown}.", mixed)


def _block(letter: Letter, block: Block, manners: Manners, called: str) -> Iterator[Finding]:
    text, offset = letter[block.span], block.span.start

    def at(start: int, end: int) -> tuple[Span, ...]:
        return (Span(offset + start, offset + end),)

    for match in _REPEATED.finditer(text):
        word = match[1].lower()
        if word not in manners.twice and not match[1][:1].isupper():
            yield _finding(DOUBLED, f"In the {called} letter, “{match[1]}” stands twice.", at(match.start(), match.end()), match[1])
    for start in _unpaired(text):
        said = quote(letter, offset + max(0, start - 20), offset + min(len(text), start + 20))
        yield _finding(BRACKET, f"In the {called} letter, “{text[start]}” has no partner: {said}.", at(start, start + 1))
    for match in _BEFORE.finditer(text):
        if text[match.end() - 1 : match.end() + 1] != ".." and not blank_in(letter, at(match.start(), match.end())):
            yield _finding(SPACE, f"In the {called} letter, a space stands before “{match[0][-1]}”.", at(match.start(), match.end()), match[0][-1])
    for match in _BEHIND.finditer(text):
        yield _finding(SPACE, f"In the {called} letter, no space stands behind a comma.", at(match.start(), match.end()), ", ")
    yield from _accents(text, manners, called, offset)
    if manners.inverted:
        for segment in letter.segments:
            if block.span.covers(segment.span):
                yield from _inverted(letter, segment.span, called)


def _unpaired(text: str) -> Iterator[int]:
    """Brackets without a partner, but for those of numbered items: "a)"."""
    stack: list[tuple[str, int]] = []
    items = {match.end() - 1 for match in _ITEM.finditer(text)}
    for index, mark in enumerate(text):
        if mark in _PAIRED:
            stack.append((_PAIRED[mark], index))
        elif mark in _PAIRED.values():
            if stack and stack[-1][0] == mark:
                stack.pop()
            elif index not in items and text[index - 1 : index] not in ":;-":
                yield index
    yield from (index for _, index in stack)
    for opening, closing in (("«", "»"), ("„", "“"), ("“", "”")):
        # A quotation that goes on in the next paragraph has no end here, but none ends that has not begun. In German, » also begins one.
        if opening in text and text.count(closing) > text.count(opening) and not (closing == "“" and "”" in text):
            yield text.rindex(closing)
    if text.count('"') % 2 and not re.search(r'\d"', text):
        yield text.rindex('"')


def _accents(text: str, manners: Manners, called: str, offset: int) -> Iterator[Finding]:
    for match in _WORD.finditer(text):
        said = match[0].replace("’", "'").replace("´", "'")
        right = manners.wrong.get(said.lower())
        if right is None and said.endswith("'"):
            continue
        if right is not None:
            right = right.capitalize() if match[0][:1].isupper() else right
            span = (Span(offset + match.start(), offset + match.end()),)
            yield _finding(ACCENT, f"In the {called} letter, “{match[0]}” is written “{right}”.", span, right)


def _inverted(letter: Letter, span: Span, called: str) -> Iterator[Finding]:
    text = letter[span]
    for match in _ASKED.finditer(text):
        opening = "¿" if match[0] == "?" else "¡"
        if text[match.start() + 1 : match.start() + 2] not in ("?", "!", ")") and opening not in text[: match.start()]:
            place = (Span(span.start + match.start(), span.start + match.end()),)
            yield _finding(INVERTED, f"In the {called} letter, “{match[0]}” has no “{opening}” before it.", place)
            return


def _styles(letter: Letter, called: str) -> Iterator[Finding]:
    first: dict[str, Span] = {}
    for block in letter.blocks:
        if block.role not in _TEXT:
            continue
        for index in range(block.span.start, block.span.end):
            style = _STYLES.get(letter.text[index])
            if style is not None:
                first.setdefault(style, Span(index, index + 1))
    if "„ “" in first:
        first.pop("“ ”", None)
    if len(first) > 1:
        spans = tuple(sorted(first.values()))[:2]
        yield _finding(QUOTES, f"The {called} letter uses several styles of quotation marks: {', '.join(sorted(first))}.", spans)


def _finding(rule: Rule, message: str, spans: tuple[Span, ...], suggestion: str | None = None) -> Finding:
    return Finding(rule, message, spans, (), rule.severity, suggestion, confidence=0.8)
