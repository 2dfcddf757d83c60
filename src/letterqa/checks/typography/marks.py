"""Words and marks inside a block: doubled words, brackets, spaces, accents, inverted marks; and quotation marks through the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letterqa.checks.typography.rules import ACCENT, BRACKET, DOUBLED, INVERTED, QUOTES, SPACE, TEXT, Manners, found, prose
from letterqa.context import quote
from letterqa.finding import Finding
from letterqa.letter import Block, Letter, Span
from letterqa.mentions.placeholders import blank_in
from letterqa.saying import say

_REPEATED = re.compile(r"(?<![\w'’-])([^\W\d_]{2,})[ \n]+\1(?![\w'’-])")
_BEFORE = re.compile(r"(?<=\w)[ \u00a0]+[,.](?=\s|\Z)")
_BEFORE_ANY = re.compile(r"(?<=\w)[ \u00a0]+[,.;:!?](?=\s|\Z)")
_BEHIND = re.compile(r"(?<=[^\W\d_]{3}),(?=[^\W\d_]{3})")
_OPENING = {"(": ")", "[": "]", "«": "»", "“": "”", "„": "“", "»": "«"}
_PAIRED = {"(": ")", "[": "]"}
_ITEM = re.compile(r"(?:^|\n|[\s;,:])[0-9a-zA-Z]{1,3}\)")
# An address goes on behind its question mark: "…/page?source=es".
_ASKED = re.compile(r"[?!](?=[\s\"”»’')\]]|\Z)")
_WORD = re.compile(r"[^\W\d_]+(?:['’`´](?=[\s.,;:!?)]|\Z)|['’][^\W\d_]+)?")
_INCHES = re.compile(r'\d"')
_STYLES = {"«": "« »", "»": "« »", "“": "“ ”", "”": "“ ”", '"': '" "', "„": "„ “"}


def in_block(letter: Letter, block: Block, manners: Manners, called: str) -> Iterator[Finding]:
    text, offset = letter[block.span], block.span.start

    def at(start: int, end: int) -> tuple[Span, ...]:
        return (Span(offset + start, offset + end),)

    for match in _REPEATED.finditer(text):
        word = match[1].lower()
        if word not in manners.twice and not match[1][:1].isupper():
            yield found(DOUBLED, say("In the {a} letter, “{b}” stands twice.", a=called, b=match[1]), at(match.start(), match.end()), match[1])
    for start in _unpaired(text):
        said = quote(letter, offset + max(0, start - 20), offset + min(len(text), start + 20))
        yield found(BRACKET, say("In the {a} letter, “{b}” has no partner: {c}.", a=called, b=text[start], c=said), at(start, start + 1))
    for match in (_BEFORE if manners.spaced else _BEFORE_ANY).finditer(text):
        if text[match.end() - 1 : match.end() + 1] != ".." and not blank_in(letter, at(match.start(), match.end())):
            yield found(
                SPACE, say("In the {a} letter, a space stands before “{b}”.", a=called, b=match[0][-1]), at(match.start(), match.end()), match[0][-1]
            )
    for match in _BEHIND.finditer(text):
        yield found(SPACE, say("In the {a} letter, no space stands behind a comma.", a=called), at(match.start(), match.end()), ", ")
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


def _accents(text: str, manners: Manners, called: str, offset: int) -> Iterator[Finding]:
    for match in _WORD.finditer(text):
        said = match[0].replace("’", "'").replace("´", "'")
        right = manners.wrong.get(said.lower())
        if right is None and said.endswith("'"):
            continue
        if right is not None:
            right = right.capitalize() if match[0][:1].isupper() else right
            span = (Span(offset + match.start(), offset + match.end()),)
            yield found(ACCENT, say("In the {a} letter, “{b}” is written “{c}”.", a=called, b=match[0], c=right), span, right)


def _inverted(letter: Letter, span: Span, called: str) -> Iterator[Finding]:
    text = letter[span]
    for match in _ASKED.finditer(text):
        opening = "¿" if match[0] == "?" else "¡"
        if text[match.start() + 1 : match.start() + 2] != ")" and opening not in text[: match.start()]:
            place = (Span(span.start + match.start(), span.start + match.end()),)
            yield found(INVERTED, say("In the {a} letter, “{b}” has no “{c}” before it.", a=called, b=match[0], c=opening), place)
            return


def straight(letter: Letter, called: str) -> Iterator[Finding]:
    """A straight quotation mark without a partner; two blocks that miss one hold a quotation that goes on from one to the other."""
    odd = [block for block in prose(letter) if letter[block.span].count('"') % 2]
    if len(odd) == 1 and not _INCHES.search(letter[odd[0].span]):
        at = letter.text.rindex('"', odd[0].span.start, odd[0].span.end)
        said = quote(letter, max(odd[0].span.start, at - 20), min(odd[0].span.end, at + 20))
        yield found(BRACKET, say("In the {a} letter, a quotation mark has no partner: {b}.", a=called, b=said), (Span(at, at + 1),))


def styles(letter: Letter, called: str) -> Iterator[Finding]:
    first: dict[str, Span] = {}
    for block in letter.blocks:
        if block.role not in TEXT:
            continue
        for index in range(block.span.start, block.span.end):
            style = _STYLES.get(letter.text[index])
            if style is not None:
                first.setdefault(style, Span(index, index + 1))
    if "„ “" in first:
        first.pop("“ ”", None)
    if len(first) > 1:
        spans = tuple(sorted(first.values()))[:2]
        yield found(QUOTES, say("The {a} letter uses several styles of quotation marks: {b}.", a=called, b=", ".join(sorted(first))), spans)
