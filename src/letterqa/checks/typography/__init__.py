"""Typography of each letter: doubled words, marks that miss their partner or their space, accents, and the marks that a language asks for."""

from __future__ import annotations

from collections.abc import Iterator

from letterqa.bitext import SIDES, Bitext
from letterqa.checks.typography import marks, sentences
from letterqa.checks.typography.rules import RULES, VARIANT, found, manners, prose
from letterqa.context import Context, on_side, quote
from letterqa.finding import Finding
from letterqa.letter import Letter
from letterqa.locales import primary
from letterqa.saying import say
from letterqa.variants import variant

__all__ = ["RULES", "lint", "run"]


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about typography, letter by letter."""
    for side in SIDES:
        for finding in _letter(bitext.side(side), context.called(side)):
            yield on_side(side, finding)


def lint(letter: Letter, context: Context) -> Iterator[Finding]:
    """What one letter shows by itself."""
    yield from _letter(letter, context.called("source"))


def _letter(letter: Letter, called: str) -> Iterator[Finding]:
    asked = manners(primary(letter.language))
    for block in prose(letter):
        yield from marks.in_block(letter, block, asked, called)
    yield from marks.straight(letter, called)
    yield from marks.styles(letter, called)
    yield from sentences.spaced(letter, asked, called)
    yield from sentences.small(letter, called)
    yield from sentences.stops(letter, called)
    _, mixed = variant(letter)
    if mixed:
        shown = " and ".join(quote(letter, span.start, span.end) for span in mixed)
        yield found(VARIANT, say("The {a} letter mixes the spellings of two countries: {b}.", a=called, b=shown), mixed)
