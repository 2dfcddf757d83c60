"""How sentences and paragraphs begin and end, and the spaces that a language puts before its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from letterqa.checks.typography.rules import CAPITAL, SPACE, STOP, Manners, found, prose
from letterqa.context import quote
from letterqa.finding import Finding, Severity
from letterqa.letter import Block, Letter, Role, Span
from letterqa.lexicon import plain
from letterqa.locales import load, primary
from letterqa.mentions.names import ordinary
from letterqa.saying import say

_SMALL = re.compile(r"(?<![^\W_])(?P<before>[^\W\d_]{4,})\. +(?P<word>[^\W\d_]+) [^\W\d_]")
_START = re.compile(r"(?P<word>[^\W\d_]+) [^\W\d_]")
_STOPS = ".!?…:;,"
_CLOSERS = re.compile(r"(?:[\"”»’')\]*_\s¹²³⁰⁴-⁹]|[\[(]\d{1,3}[\])])*\Z")  # with the marks of notes
_ADDRESS = re.compile(r"(?:://|@|\bwww\.)\S*\Z")  # of a page or a mailbox, which a full stop would become part of
_TAIL = 40  # characters in which closing marks are looked for
_SENTENCE, _ENOUGH = 8, 3  # words of a paragraph that is a sentence; paragraphs with a full stop that make it the letter's custom
_WORD = re.compile(r"[^\W\d_]+")


def spaced(letter: Letter, manners: Manners, called: str) -> Iterator[Finding]:
    """Marks without the space that the language puts before them: a slip where the letter has it elsewhere, else a style."""
    if not manners.spaced:
        return
    marks = re.escape(manners.spaced)
    bare, kept = re.compile(rf"(?<=[^\W\d_]{{2}})[{marks}](?=\s|\Z)"), re.compile(rf"(?<=\w)[ \u00a0\u202f][{marks}]")
    spans, usual = [], False
    for block in prose(letter):
        spans += [Span(match.start(), match.end()) for match in bare.finditer(letter.text, block.span.start, block.span.end)]
        usual = usual or kept.search(letter.text, block.span.start, block.span.end) is not None
    if spans:
        shown = ", ".join(quote(letter, max(0, span.start - 12), span.end) for span in spans[:3])
        message = say("In the {a} letter, no space stands before “{b}”: {c}.", a=called, b=letter[spans[0]], c=shown)
        # Switzerland and Canada write no space, and so do many keyboards; who writes some means to write all.
        yield replace(found(SPACE, message, tuple(spans[:3])), severity=Severity.MINOR if usual else Severity.NEUTRAL)


def small(letter: Letter, called: str) -> Iterator[Finding]:
    """Sentences that begin with a small letter: behind a full stop that ends no abbreviation, or a paragraph behind a paragraph's full stop."""
    code = primary(letter.language)
    before: Block | None = None
    for block in prose(letter):
        matches = [match for match in _SMALL.finditer(letter.text, block.span.start, block.span.end) if _ends(match["before"], code)]
        if before is not None and block.role is Role.PARAGRAPH and _end(letter, before) in (".", "!", "?"):
            first = _START.match(letter.text, block.span.start)
            matches = [first, *matches] if first else matches
        for match in matches:
            word = match["word"]
            # "de Oliveira" begins as it is written.
            if word.islower() and ordinary(plain(word), code) and letter.text[match.end() - 1].islower():
                span = Span(match.start("word"), match.end("word"))
                yield found(
                    CAPITAL, say("In the {a} letter, a sentence begins with a small letter: “{b}”.", a=called, b=word), (span,), word.capitalize()
                )
        before = block if block.role is Role.PARAGRAPH else None


def _end(letter: Letter, block: Block) -> str:
    """The last mark or letter of a block, behind which only quotations, brackets and notes close."""
    return _CLOSERS.sub("", letter[block.span][-_TAIL:])[-1:]


def _ends(word: str, code: str) -> bool:
    """Whether a word before a full stop is a word of the language that no abbreviation looks like."""
    known = load(code)
    abbreviations = {item.lower() for item in (*known.abbreviation, *known.honorific, *known.numbered)}
    return ordinary(plain(word), code) and f"{word.lower()}." not in abbreviations


def stops(letter: Letter, called: str) -> Iterator[Finding]:
    """Paragraphs without a full stop in a letter whose paragraphs have one; what leads up to a list or a quotation has a colon or nothing."""
    long = [block for block in prose(letter) if block.role is Role.PARAGRAPH and len(_WORD.findall(letter[block.span])) >= _SENTENCE]
    open_ = [block for block in long if _end(letter, block) not in _STOPS]
    follows = dict(pairwise(letter.blocks))
    if len(long) - len(open_) < _ENOUGH * max(1, len(open_)):
        return
    for block in open_:
        after = follows.get(block)
        last = after is None or after.role in (Role.PARAGRAPH, Role.CLOSING)
        if last and _end(letter, block).isalnum() and not _ADDRESS.search(letter[block.span]):
            tail = letter[block.span][-_TAIL:]
            end = block.span.end - len(tail) + len(_CLOSERS.sub("", tail))
            said = quote(letter, max(block.span.start, end - 30), end)
            yield found(STOP, say("In the {a} letter, a paragraph ends without a full stop: {b}.", a=called, b=said), (Span(end - 1, end),), ".")
