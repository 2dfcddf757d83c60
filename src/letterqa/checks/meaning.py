"""Meaning, sentence by sentence: every sentence of one letter is answered in the other, in the other's language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from letterqa.bitext import SIDES, Bitext
from letterqa.context import Context, other, quote
from letterqa.finding import Finding, Rule, Severity
from letterqa.languages import odds, suspect
from letterqa.letter import PROSE, Letter, Role, Segment, Span, fold
from letterqa.mentions.placeholders import placeholders

OMISSION = Rule(
    "meaning.omission",
    "accuracy/omission",
    Severity.MAJOR,
    "A sentence of the source has no counterpart in the target.",
    "What one version says, the other must not leave out.",
    "“She was never brought before a judge.” is missing in Italian.",
)
ADDITION = Rule(
    "meaning.addition",
    "accuracy/addition",
    Severity.MAJOR,
    "A sentence of the target has no counterpart in the source.",
    "The translation says something that was never approved.",
    "The Italian letter adds a threat to call the press.",
)
UNTRANSLATED = Rule(
    "meaning.untranslated",
    "accuracy/untranslated",
    Severity.CRITICAL,
    "A sentence or paragraph was left in the other letter's language.",
    "Readers cannot read it, and it shows that the translation was never finished.",
    "An English sentence in the Italian letter.",
)
LOW_SIMILARITY = Rule(
    "meaning.low-similarity",
    "accuracy/mistranslation",
    Severity.MINOR,
    "Two passages stand in the same place but are far less alike than the rest.",
    "Something may have been mistranslated; a person should compare the two.",
    "“The trial was fair.” against “The trial was postponed.”",
)
RULES = (OMISSION, ADDITION, UNTRANSLATED, LOW_SIMILARITY)

# Running text: names and addresses are the same in every language and say nothing of a forgotten translation.
_TEXT = PROSE | {Role.FOOTER, Role.NOTE, Role.HEADING, Role.SUBJECT, Role.CLOSING}


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about whole sentences."""
    foreign = [] if context.same_language else list(_untranslated(bitext, context))
    yield from foreign
    for side in SIDES:
        yield from _gaps(bitext, context, side)
    yield from _unlike(bitext)


def _runs(letter: Letter, chosen: set[int]) -> Iterator[list[Segment]]:
    """The chosen segments, those that follow one another in a block together."""
    run: list[Segment] = []
    for segment in letter.segments:
        if segment.index in chosen:
            if run and run[-1].block != segment.block:
                yield run
                run = []
            run.append(segment)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _gaps(bitext: Bitext, context: Context, side: str) -> Iterator[Finding]:
    """Unanswered sentences of blocks that are otherwise answered; wholly unanswered blocks are the structure family's."""
    here = bitext.side(side)
    gap = {segment.index for segment in here.segments if not bitext.beads[bitext.bead_of[side, segment.index]].facing(side)}
    blanks = [item.span for item in placeholders(here)]
    for segments in _runs(here, gap):
        block = here.segments_of(segments[0].block)
        if all(segment.index in gap for segment in block) or here.role_of(segments[0]) not in _TEXT:
            continue
        span = Span(segments[0].span.start, segments[-1].span.end)
        if len(re.findall(r"[^\W\d_]{2,}", _without(here, span, blanks))) < 2:
            continue  # what is left besides an unfilled blank is no sentence; structure.placeholder reports the blank
        rule = OMISSION if side == "source" else ADDITION
        place = bitext.place(bitext.bead_of[side, segments[0].index], other(side))
        many = "sentence has" if len(segments) == 1 else f"{len(segments)} sentences have"
        yield Finding(
            rule,
            f"{'This' if len(segments) == 1 else 'These'} {many} no counterpart in the {context.called(other(side))} letter: "
            f"{quote(here, span.start, span.end)}",
            (span,) if side == "source" else (place,),
            (place,) if side == "source" else (span,),
            Severity.CRITICAL,
        )


def _without(letter: Letter, span: Span, holes: list[Span]) -> str:
    """The text of a span without the stretches of it that lie in `holes`."""
    return "".join(letter.text[at] for at in range(span.start, span.end) if not any(hole.start <= at < hole.end for hole in holes))


def _untranslated(bitext: Bitext, context: Context) -> Iterator[Finding]:
    for side in SIDES:
        here, there = bitext.side(side), bitext.side(other(side))
        own, foreign = context.locale(side).code, context.locale(other(side)).code
        if here.detected == foreign:
            continue  # the whole letter is in the wrong language, and structure.language says so
        chosen = {
            segment.index
            for segment in here.segments
            if here.role_of(segment) in _TEXT and _is_foreign(here, segment, own, foreign, _answers(bitext, there, segment, side))
        }
        for segments in _runs(here, chosen):
            span = Span(segments[0].span.start, segments[-1].span.end)
            answers = [item for segment in segments for item in bitext.beads[bitext.bead_of[side, segment.index]].facing(side)]
            spans = tuple(dict.fromkeys(item.span for item in answers)) or (bitext.place(bitext.bead_of[side, segments[0].index], other(side)),)
            message = f"This stands in {context.called(other(side))} in the {context.called(side)} letter: {quote(here, span.start, span.end)}"
            source, target = ((span,), spans) if side == "source" else (spans, (span,))
            yield Finding(UNTRANSLATED, message, source, target, UNTRANSLATED.severity)


def _answers(bitext: Bitext, there: Letter, segment: Segment, side: str) -> str:
    return " ".join(fold(there[item.span]) for item in bitext.beads[bitext.bead_of[side, segment.index]].facing(side))


def _is_foreign(letter: Letter, segment: Segment, own: str, foreign: str, answer: str) -> bool:
    """Whether a segment is in the other letter's language: the words say so, and the more so when the other side says the same."""
    text = fold(letter[segment.span])
    words = re.findall(r"[^\W\d_]{2,}", text)
    # A name or a title is at home in every language: what counts are words that are not capitalised.
    small = [word for word in words if word[0].islower()]
    if len(words) < 4 or (len(small) < max(2, 0.4 * len(words)) and not text.isupper()):
        return False
    echo = _echoes(text, answer)
    if len(words) < 8:
        alike = difflib.SequenceMatcher(None, text.lower(), answer.lower(), autojunk=False)
        return echo and alike.ratio() > 0.75 and odds(text, foreign, own) > 0.9
    return (echo or suspect(text, own, foreign)) and odds(text, foreign, own) > 0.95


def _echoes(text: str, answer: str) -> bool:
    """Whether most words of a text stand in what answers it, or nothing answers it: a passage left untranslated is its own answer."""
    words, there = set(text.lower().split()), set(answer.lower().split())
    return not answer or len(words & there) >= 0.6 * len(words)


def _unlike(bitext: Bitext) -> Iterator[Finding]:
    """Beads far below the letter's own level: more than four robust deviations, and unlikely to be translations at all."""
    if not bitext.spread:
        return
    for bead in bitext.beads:
        if bead.cosine is None or bead.similarity is None or bitext.source.role_of(bead.source[0]) not in PROSE:
            continue
        words = min(sum(len(bitext.side(side)[s.span].split()) for s in group) for side, group in (("source", bead.source), ("target", bead.target)))
        if words >= 5 and bead.similarity < 0.5 and bead.cosine < bitext.level - 3.5 * bitext.spread:
            yield Finding(
                LOW_SIMILARITY,
                f"These passages stand in the same place but are much less alike than the rest of the letter ({bead.similarity:.0%}).",
                tuple(segment.span for segment in bead.source),
                tuple(segment.span for segment in bead.target),
                LOW_SIMILARITY.severity,
                confidence=1 - bead.similarity,
            )
