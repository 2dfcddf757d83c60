"""Terms left in the other letter's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from letterqa.bitext import Bitext
from letterqa.checks.terminology.rules import UNTRANSLATED
from letterqa.checks.terminology.wording import source
from letterqa.context import Context, both_sides, other, quote
from letterqa.finding import Finding, Severity
from letterqa.languages import suspect
from letterqa.letter import Letter, Span
from letterqa.locales import primary
from letterqa.saying import say
from letterqa.termbase.concepts import Kind, Term
from letterqa.termbase.matching import Index, Use, index
from letterqa.termuse import WITHOUT, Uses

_KEPT = frozenset({Kind.ORGANISATION, Kind.PLACE, Kind.COUNTRY, Kind.PERSON})  # names that may stay as they are
_QUOTES = re.compile(r"[\"“”„«»‘’()\[\]]")


@dataclass(frozen=True, slots=True)
class Left:
    """A term left in the other letter's language: the use, its bead and place, and what to say instead."""

    use: Use
    bead: int
    span: Span
    right: Term

    def finding(self, context: Context, side: str, letter: Letter) -> Finding:
        text = quote(letter, self.span.start, self.span.end)
        message = say(
            "The {a} letter leaves {b} untranslated. Use “{c}”{d}.", a=context.called(side), b=text, c=self.right.text, d=source(self.right)
        )
        # Short names of foreign courts and offices are often left as they are.
        severity = UNTRANSLATED.severity if self.use.words > _SHORT or self.use.concepts[0].kind is Kind.TREATY else Severity.MINOR
        return Finding(UNTRANSLATED, message, *both_sides(side, (self.span,), ()), severity, self.right.text)


_SHORT = 2  # words


def untranslated(bitext: Bitext, context: Context, side: str, table: dict[str, Uses]) -> Iterator[Left]:
    """Terms of the other letter's language in running text, where this language has its own."""
    there = other(side)
    letter, language = bitext.side(side), bitext.side(there).language
    if primary(letter.language) == primary(language):
        return
    foreign: Index = index(context.terms, language)
    own = table[side]
    for bead, pair in enumerate(bitext.beads):
        for segment in pair.on(side):
            if letter.role_of(segment) in WITHOUT or letter.block_of(segment).language not in (None, primary(letter.language)):
                continue
            if suspect(letter[segment.span], primary(letter.language), primary(language)):
                continue  # the whole sentence is, and that is another finding
            for use in foreign.find(letter[segment.span]):
                span = Span(segment.span.start + use.span.start, segment.span.start + use.span.end)
                if use.words < 2 or use.acronym or not _foreign(use, letter.language) or any(item.span.covers(span) for item in own.of(bead)):
                    continue
                if use.ids & own.near(bead, table[there]) or not use.ids & table[there].near(bead, own) or _quoted(letter, span):
                    continue
                right = use.concepts[0].preferred(letter.language)
                if right is not None:
                    yield Left(use, bead, span, right)


def _foreign(use: Use, language: str) -> bool:
    """Whether none of the terms is also one of the letter's own language."""
    own = {term.text.lower() for concept in use.concepts for term in concept.of(language)}
    return not any(term.text.lower() in own for term in use.terms) and all(
        concept.translate and (concept.rank or concept.kind not in _KEPT) for concept in use.concepts
    )


def _quoted(letter: Letter, span: Span) -> bool:
    """Whether a stretch stands in quotation marks or brackets: an original title, given beside the translation."""
    before, after = letter.text[max(0, span.start - 12) : span.start], letter.text[span.end : span.end + 12]
    return bool(_QUOTES.search(before[-3:]) or _QUOTES.search(after[:3]))
