"""Meaning, sentence by sentence: every sentence of one letter is answered in the other, in the other's language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from letterqa.bitext import SIDES, Bitext
from letterqa.context import Context, other, quote
from letterqa.coverage import Cover, compare
from letterqa.finding import Finding, Rule, Severity
from letterqa.languages import odds, suspect
from letterqa.letter import PROSE, Letter, Role, Segment, Span, fold
from letterqa.mentioned import mentioned
from letterqa.mentions.dates import Taken
from letterqa.mentions.placeholders import placeholders
from letterqa.passages import DIFFERENT, Kind, Passage, likely, passages
from letterqa.saying import say
from letterqa.tagging import load_tagger

OMISSION = Rule(
    "meaning.omission",
    "accuracy/omission",
    Severity.MAJOR,
    "A sentence or clause of the source has no counterpart in the target.",
    "What one version says, the other must not leave out.",
    "“She was never brought before a judge.” is missing in Italian.",
)
ADDITION = Rule(
    "meaning.addition",
    "accuracy/addition",
    Severity.MAJOR,
    "A sentence or clause of the target has no counterpart in the source.",
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
MISTRANSLATION = Rule(
    "meaning.mistranslation",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "In the same place the two letters say different things.",
    "Readers of the two versions learn different facts or sign different demands.",
    "“The families will be compensated” / “Le famiglie saranno ricevute”",
)
REVERSAL = Rule(
    "meaning.role-reversal",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "The same people or bodies, but who does what to whom is exchanged.",
    "A victim becomes a suspect by it.",
    "“was struck by officers” / “aurait frappé des policiers”",
)
LOW_SIMILARITY = Rule(
    "meaning.low-similarity",
    "accuracy/mistranslation",
    Severity.MINOR,
    "Two passages stand in the same place but are far less alike than the rest.",
    "Something may have been mistranslated; a person should compare the two.",
    "“The trial was fair.” against “The trial was postponed.”",
)
_ALONE = "This sentence has no counterpart in the {a} letter: {b}"
_ALONE_TOGETHER = "These {n} sentences have no counterpart in the {a} letter: {b}"
RULES = (OMISSION, ADDITION, UNTRANSLATED, MISTRANSLATION, REVERSAL, LOW_SIMILARITY)

# Probability (see passages) from which a passage is reported: on one side only, and where the sides differ. Some three in a thousand clean
# pairs of sentences have one above it (tools/fit_passages.py).
LONE, FACING = 0.93, 0.92
# Fewer words than this on one side only are often what a language must say and another need not ("the threats she received").
_FEW = 5
# At the end of a letter polite phrases take liberties that are nobody's error: in a last paragraph of so many words it takes this much.
COURTEOUS, _PARTING = 0.99, 35
_ACRONYM = re.compile(r"[A-ZÀ-Ý]{2,8}s?")

# Running text: names and addresses are the same in every language and say nothing of a forgotten translation.
_TEXT = PROSE | {Role.FOOTER, Role.NOTE, Role.HEADING, Role.SUBJECT, Role.CLOSING}


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about whole sentences."""
    foreign = [] if context.same_language else list(_untranslated(bitext, context))
    yield from foreign
    for side in SIDES:
        yield from _gaps(bitext, context, side)
    told = {bead for finding in foreign for bead in _beads_of(bitext, finding)}
    inside = [(index, finding) for index, finding in _inside(bitext, context) if index not in told]
    yield from (finding for _, finding in inside)
    yield from _unlike(bitext, {index for index, _ in inside})


def _beads_of(bitext: Bitext, finding: Finding) -> set[int]:
    """The beads that a finding points into."""
    return {
        index
        for index, bead in enumerate(bitext.beads)
        for group, spans in ((bead.source, finding.source), (bead.target, finding.target))
        if any(segment.span.overlaps(span) for segment in group for span in spans if span.start < span.end)
    }


def _inside(bitext: Bitext, context: Context) -> Iterator[tuple[int, Finding]]:
    """What is lost, added or changed inside beads, to the word, with the bead's index."""
    if not bitext.coverage:
        return
    letters = (bitext.source, bitext.target)
    known = tuple(Taken([item.span for item in mentioned(letter)]) for letter in letters)
    blanks = ([item.span for item in placeholders(bitext.source)], [item.span for item in placeholders(bitext.target)])
    tests = tuple((lambda span, taken=taken: taken.holds(span.start, span.end)) for taken in known)
    for index, cover in enumerate(bitext.coverage):
        if cover is None:
            continue
        parting = _parting(bitext, index)
        for passage in passages(cover, (tests[0], tests[1])):
            if _explained(passage, cover, blanks):
                continue
            odds = likely(passage, cover)
            enough = COURTEOUS if parting else FACING if passage.kind in DIFFERENT else LONE
            if passage.kind not in DIFFERENT and _size(passage) < _FEW:
                continue
            if odds >= enough and not _elsewhere(bitext, index, passage):
                yield index, _changed(bitext, context, index, passage, odds)


def _size(passage: Passage) -> int:
    return sum(run.count for run in (passage.source, passage.target) if run)


def _explained(passage: Passage, cover: Cover, blanks: tuple[list[Span], list[Span]]) -> bool:
    """Whether another check answers for a passage (a blank or a note to self in it), or it writes out what the other side abbreviates."""
    for side, run, holes in zip(SIDES, (passage.source, passage.target), blanks, strict=True):
        if run is None:
            continue
        if any(run.span.overlaps(hole) for hole in holes):
            return True
        if sum(word.text[0].isupper() for word in run.words) < 2:
            continue
        here = cover.on(side)
        after = [word.text for word in here if word.span.start >= run.span.end][:3]  # “... (UNHCR)”
        elsewhere = {word.text for word in here} - set(after)
        if any(_ACRONYM.fullmatch(word.text) and word.text not in elsewhere for word in cover.on(other(side))):
            return True
    return False


def _parting(bitext: Bitext, index: int) -> bool:
    """Whether a bead is the short last paragraph before the complimentary close, on either side."""
    bead = bitext.beads[index]
    for letter, group in ((bitext.source, bead.source), (bitext.target, bead.target)):
        after = letter.segments[group[-1].index + 1 :]
        words = sum(len(letter[segment.span].split()) for segment in letter.segments_of(group[-1].block))
        if words <= _PARTING and after and after[0].block != group[-1].block and letter.role_of(after[0]) in (Role.CLOSING, Role.SIGNATURE):
            return True
    return False


def _elsewhere(bitext: Bitext, index: int, passage: Passage) -> bool:
    """Whether a neighbouring bead's other side says it: sentences are cut differently, and clauses change place."""
    bead = bitext.beads[index]
    for side in SIDES:
        run = passage.source if side == "source" else passage.target
        if run is None:
            continue
        for near in (index - 1, index + 1):
            more = bitext.beads[near].facing(side) if 0 <= near < len(bitext.beads) else ()
            if not more:
                continue
            facing = (*more, *bead.facing(side)) if near < index else (*bead.facing(side), *more)
            groups = (bead.on(side), facing) if side == "source" else (facing, bead.on(side))
            again = compare(groups, (bitext.source, bitext.target), load_tagger())
            if again is not None:
                inside = [word.doubt for word in again.on(side) if word.spoken and run.span.covers(word.span)]
                if sum(inside) < 0.12 * sum(word.doubt for word in run.words if word.spoken):
                    return True
    return False


def _changed(bitext: Bitext, context: Context, index: int, passage: Passage, odds: float) -> Finding:
    letters = (bitext.source, bitext.target)
    both = (passage.source, passage.target)
    spans = tuple((run.span,) if run else (_facing(bitext, index, side, passage),) for side, run in zip(SIDES, both, strict=True))
    quotes = [quote(letter, run.span.start, run.span.end) if run else "" for letter, run in zip(letters, both, strict=True)]
    one, two = context.called("source"), context.called("target")
    if passage.kind is Kind.OMISSION:
        rule, message = OMISSION, say("These words have no counterpart in the {a} letter: {b}", a=two, b=quotes[0])
    elif passage.kind is Kind.ADDITION:
        rule, message = ADDITION, say("These words have no counterpart in the {a} letter: {b}", a=one, b=quotes[1])
    else:
        rule = REVERSAL if passage.kind is Kind.REVERSAL else MISTRANSLATION
        what = "Who does what to whom seems exchanged" if rule is REVERSAL else "The two letters do not seem to say the same here"
        said = [say("{a}: {b}", a=name, b=text) for name, text in ((one, quotes[0]), (two, quotes[1])) if text]
        message = say("{a}. {b}; {c}", a=what, b=said[0], c=said[1]) if len(said) == 2 else say("{a}. {b}", a=what, b=said[0])
    return Finding(rule, message, spans[0], spans[1], rule.severity, confidence=round(odds, 2))


def _facing(bitext: Bitext, index: int, side: str, passage: Passage) -> Span:
    """Where on `side` a run that stands on the other side alone would be answered: behind the counterpart of the word before it, an empty
    span for what is missing; the bead's segments for what is there and says something else."""
    run = passage.source or passage.target
    bead, cover = bitext.beads[index], bitext.coverage[index]
    segments = bead.on(side)
    if passage.kind in DIFFERENT:
        return Span(segments[0].span.start, segments[-1].span.end)
    assert run is not None and cover is not None
    before = [word.partner for word in cover.on(other(side)) if word.span.end <= run.span.start and word.partner is not None]
    end = before[-1].end if before else segments[0].span.start
    return Span(end, end)


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
        yield Finding(
            rule,
            say(
                _ALONE if len(segments) == 1 else _ALONE_TOGETHER,
                a=context.called(other(side)),
                b=quote(here, span.start, span.end),
                n=len(segments),
            ),
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
            message = say(
                "This stands in {a} in the {b} letter: {c}",
                a=context.called(other(side)),
                b=context.called(side),
                c=quote(here, span.start, span.end),
            )
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


def _unlike(bitext: Bitext, told: set[int]) -> Iterator[Finding]:
    """Beads far below the letter's own level: more than four robust deviations, and unlikely to be translations at all."""
    if not bitext.spread:
        return
    for index, bead in enumerate(bitext.beads):
        if index in told or bead.cosine is None or bead.similarity is None:
            continue
        if any(bitext.side(side).role_of(group[0]) not in PROSE for side, group in (("source", bead.source), ("target", bead.target))):
            continue
        words = min(sum(len(bitext.side(side)[s.span].split()) for s in group) for side, group in (("source", bead.source), ("target", bead.target)))
        if words >= 5 and bead.similarity < 0.5 and bead.cosine < bitext.level - 3.5 * bitext.spread:
            yield Finding(
                LOW_SIMILARITY,
                say("These passages stand in the same place but are much less alike than the rest of the letter ({a:.0%}).", a=bead.similarity),
                tuple(segment.span for segment in bead.source),
                tuple(segment.span for segment in bead.target),
                LOW_SIMILARITY.severity,
                confidence=1 - bead.similarity,
            )
