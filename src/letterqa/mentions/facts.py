"""What a text mentions as values: codes, dates and figures, each stretch of text one thing only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from letterqa.letter import Span
from letterqa.mentions.codes import Code, codes, hashtags
from letterqa.mentions.contacts import contacts
from letterqa.mentions.dates import Date, dates, years
from letterqa.mentions.figures import Figure, figures
from letterqa.mentions.vocabulary import load, tokens


@dataclass(frozen=True)
class Facts:
    """The codes, dates and figures of one text, each in order of place."""

    codes: tuple[Code, ...]
    dates: tuple[Date, ...]
    figures: tuple[Figure, ...]


@lru_cache(maxsize=8)
def facts(text: str, language: str) -> Facts:
    """The facts of a text in a language (a BCP 47 tag); contacts are left out: their digits are no figures."""
    words, items = load(language), tokens(text)
    taken: list[Span] = [*(contact.span for contact in contacts(text, language)), *(code.span for code in hashtags(text))]
    timed = dates(items, words, tuple(sorted(taken)))
    taken = sorted([*taken, *(date.span for date in timed)])
    coded = codes(text, tuple(taken))
    taken = sorted([*taken, *(code.span for code in coded)])
    timed = tuple(sorted([*timed, *years(items, words, tuple(taken))], key=lambda date: date.span))
    taken = sorted([*taken, *(date.span for date in timed)])
    return Facts(coded, timed, figures(items, words, tuple(taken)))
