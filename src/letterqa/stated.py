"""What a letter states where it speaks of a figure or a date of the campaign: the value itself, another one, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from letterqa.letter import Letter, Segment, Span
from letterqa.mentions.facts import facts
from letterqa.mentions.figures import Figure
from letterqa.termbase.concepts import Concept, Kind, TermBase
from letterqa.termbase.matching import Index, Use

_BEFORE, _AFTER = 3, 1  # words between a figure and the words it counts, where it precedes or follows them
_REACH = 60  # characters between a date and the words it goes with
_STOP = re.compile(r"[.,;:!?()\[\]]|\s[-–—]\s")
_PLAIN_UNITS = frozenset({"", "%"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A place where a letter gives a figure or date, rightly or not, with the words that a concept's value goes with."""

    concept: Concept
    span: Span
    words: Span
    said: str
    right: bool


def entries(base: TermBase) -> TermBase:
    """The figure and date entries of a term base."""
    return TermBase(tuple(concept for concept in base.concepts if concept.kind in (Kind.FIGURE, Kind.DATE) and concept.value))


def statements(letter: Letter, base: TermBase, uses: Sequence[Use] = ()) -> Iterator[Statement]:
    """What a letter states about the figure and date entries of a term base, in order of place. Words inside a longer term among `uses` are
    that term's: "civil" in the name of the Covenant on Civil and Political Rights goes with no figure."""
    if not base.concepts:
        return
    found = []
    for concept in base.concepts:
        # One index each: the words of two entries may overlap.
        for use in Index(TermBase((concept,)), letter.language).find(letter.text):
            if any(other.span.covers(use.span) and other.span != use.span and concept.id not in other.ids for other in uses):
                continue
            segment = next((item for item in letter.segments if item.span.covers(use.span)), None)
            if segment is None:
                continue
            statement = _figure(letter, segment, concept, use.span) if concept.kind is Kind.FIGURE else _date(letter, segment, concept, use.span)
            if statement is not None:
                found.append(statement)
    yield from sorted(found, key=lambda item: (item.span, item.concept.id))


def states(letter: Letter, concept: Concept) -> bool:
    """Whether a letter gives the value anywhere."""
    known = facts(letter.text, letter.language)
    if concept.kind is Kind.FIGURE:
        return any(_is(figure, concept.value) for figure in known.figures)
    return any(_dated(reading, concept.value) for date in known.dates for reading in date.readings)


def _figure(letter: Letter, segment: Segment, concept: Concept, words: Span) -> Statement | None:
    unit = "%" if concept.value.endswith("%") else ""
    every = [
        figure
        for figure in facts(letter.text, letter.language).figures
        if segment.span.covers(figure.span) and figure.kind in ("", "vague") and (figure.unit in _PLAIN_UNITS) and (figure.unit == unit)
    ]
    if right := next((figure for figure in every if _is(figure, concept.value)), None):
        return Statement(concept, right.span, words, letter[right.span], True)
    # A figure goes with the words that follow it, else with those right before it.
    near = [figure for figure in every if figure.kind == "" and _attached(letter.text, figure.core, words)]
    if not near:
        return None
    figure = min(near, key=lambda item: (item.span.start > words.start, _apart(item.core, words)))
    return Statement(concept, figure.core, words, letter[figure.core], False)


def _date(letter: Letter, segment: Segment, concept: Concept, words: Span) -> Statement | None:
    every = [date for date in facts(letter.text, letter.language).dates if segment.span.covers(date.span) and date.sort == "date"]
    if right := next((date for date in every if any(_dated(reading, concept.value) for reading in date.readings)), None):
        return Statement(concept, right.span, words, letter[right.span], True)
    every = [date for date in every if _apart(date.span, words) <= _REACH and not re.search("[;:]", _between(letter.text, date.span, words))]
    if not every:
        return None
    date = min(every, key=lambda item: (_apart(item.span, words), item.span.start))
    return Statement(concept, date.span, words, letter[date.span], False)


def _attached(text: str, figure: Span, words: Span) -> bool:
    """Whether a figure counts what the words name: "90,000 Armenian civilians", "civilians (90,000)"."""
    if figure.end <= words.start:
        between = text[figure.end : words.start]
        return _STOP.search(between) is None and len(between.split()) <= _BEFORE
    between = text[words.end : figure.start]
    return figure.start >= words.end and _STOP.search(between.lstrip(" (:–—-")) is None and len(between.split()) <= _AFTER


def _between(text: str, one: Span, two: Span) -> str:
    return text[min(one.end, two.end) : max(one.start, two.start)]


def _apart(one: Span, two: Span) -> int:
    return max(one.start - two.end, two.start - one.end, 0)


def _is(figure: Figure, value: str) -> bool:
    return Fraction(value.rstrip("%")) in figure.readings and (figure.unit == "%") == value.endswith("%")


def _dated(reading: tuple[int | None, int | None, int | None], value: str) -> bool:
    """Whether a date says what an entry does; what a letter leaves out (the year) may be anything."""
    wanted = [int(part) for part in value.split("-")]
    said = list(reading[: len(wanted)])
    return any(part is not None for part in said) and all(part is None or part == want for part, want in zip(said, wanted, strict=True))
