"""Terms that the other letter does not answer: exchanged, near the official name, or missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letterqa.bitext import SIDES, Bitext
from letterqa.checks.terminology.rules import ACRONYM, EXCHANGED, MISSING, NAMED, STATED, UNOFFICIAL
from letterqa.checks.terminology.wording import source
from letterqa.context import Context, both_sides, other, quote
from letterqa.finding import Finding, Severity
from letterqa.letter import Letter, Span
from letterqa.mentions.names import capitalises
from letterqa.saying import say
from letterqa.termbase.concepts import Concept, Form, Kind
from letterqa.termbase.matching import Use
from letterqa.termbase.words import wording, words
from letterqa.termuse import Uses, akin, nearest, same_sort

_EXCHANGED = NAMED | {Kind.OFFICE, Kind.WEAPON, Kind.LEGAL_TERM}
_COMPOUND = 9  # letters of a word that is made of two
_NEAR = 0.5  # of the words of a name and of what stands for it
_YEAR_BEFORE = re.compile(r"\b(?:1[89]|20)\d\d\s\Z")
_YEAR_AFTER = re.compile(r"[\s,(]+(?:[^\W\d_]{1,4}\s)?(?:1[89]|20)\d\d\b\)?")


def answered(
    bitext: Bitext, context: Context, bead: int, table: dict[str, Uses], wrong: dict[str, tuple[Span, ...]], known: set[tuple[str, int, str]]
) -> Iterator[Finding]:
    """The terms of a bead that the other side does not answer: exchanged, near the official name, or missing. `known` are those (side, bead,
    concept) that the other side leaves untranslated."""
    if not bitext.beads[bead].source or not bitext.beads[bead].target:
        return
    lonely = {side: [use for use in table[side].of(bead) if _lonely(use, side, bead, table, context, wrong)] for side in SIDES}
    for one in list(lonely["source"]):
        two = _counterpart(one, lonely["target"], bitext, bead)
        if two is None:
            continue
        lonely["source"].remove(one)
        lonely["target"].remove(two)
        yield _exchanged(bitext, context, one, two)
    for side in SIDES:
        for use in lonely[side]:
            if _demanded(use, side, table, bead) and not any((side, bead, key) in known for key in use.ids):
                yield from _unanswered(bitext, context, side, bead, use, table)


def _lonely(use: Use, side: str, bead: int, table: dict[str, Uses], context: Context, wrong: dict[str, tuple[Span, ...]]) -> bool:
    there = table[other(side)]
    if not any(concept.kind in _EXCHANGED or (concept.rank and concept.kind not in STATED) for concept in use.concepts):
        return False
    if any(span.overlaps(use.span) for span in wrong[side]):
        return False
    language = there.letter.language
    if not all(concept.of(language) for concept in use.concepts):
        return False
    return not akin(use.ids, context.terms) & there.near(bead, table[side])


def _counterpart(one: Use, rest: Sequence[Use], bitext: Bitext, bead: int) -> Use | None:
    """What stands in a term's place on the other side, of its own sort."""
    fitting = [two for two in rest if all(same_sort(a, b) for a in one.concepts for b in two.concepts) and _facing(one, two, bitext, bead)]
    return min(fitting, key=lambda two: abs(_share(one, "source", bitext, bead) - _share(two, "target", bitext, bead)), default=None)


_ASTRAY = 0.35  # of a bead: word order does not carry a legal term farther


def _facing(one: Use, two: Use, bitext: Bitext, bead: int) -> bool:
    """Whether two uses may stand for each other: titles wherever they are in a bead, mere words only in the same part of it."""
    if one.concepts[0].kind is not Kind.TREATY and _broader(one.concepts[0], two.concepts[0], bitext):
        return False
    if all(concept.kind in NAMED for concept in (*one.concepts, *two.concepts)):
        return True
    for side, use in (("source", one), ("target", two)):
        # A single word has too many meanings, unless the language writes several as one.
        letter = bitext.side(side)
        compound = capitalises(letter.language) and use.span.end - use.span.start >= _COMPOUND
        if use.concepts[0].kind in (Kind.LEGAL_TERM, Kind.OFFICE) and use.words < 2 and not compound:
            return False
    return abs(_share(one, "source", bitext, bead) - _share(two, "target", bitext, bead)) <= _ASTRAY


def _broader(one: Concept, two: Concept, bitext: Bitext) -> bool:
    """Whether the name of one thing says less of the other: "Special Rapporteur" for "Special Rapporteur on torture"."""
    for language in (bitext.source.language, bitext.target.language):
        names = [[{word.key for word in words(term.text, language)} for term in concept.of(language)] for concept in (one, two)]
        if any(a < b or b < a for a in names[0] for b in names[1]):
            return True
    return False


def _share(use: Use, side: str, bitext: Bitext, bead: int) -> float:
    segments = bitext.beads[bead].on(side)
    start, end = segments[0].span.start, segments[-1].span.end
    return (use.span.start - start) / max(1, end - start)


def _exchanged(bitext: Bitext, context: Context, one: Use, two: Use) -> Finding:
    texts = [quote(bitext.side(side), use.span.start, use.span.end) for side, use in (("source", one), ("target", two))]
    names = [context.called(side) for side in SIDES]
    sort = one.concepts[0].kind.value.replace("-", " ")
    message = say("The letters name two different things: the {a} letter {b}, the {c} letter {d}.", a=names[0], b=texts[0], c=names[1], d=texts[1])
    rule = ACRONYM if one.acronym and two.acronym else EXCHANGED
    severity = rule.severity
    if one.concepts[0].kind in (Kind.LEGAL_TERM, Kind.WEAPON):
        severity = min(severity, Severity.MAJOR)
    right = one.concepts[0].preferred(bitext.target.language)
    suggestion = right.text if right is not None else None
    if suggestion:
        message += say(" In the {a} letter, the {b} {c} is “{d}”{e}.", a=names[1], b=sort, c=texts[0], d=suggestion, e=source(right))
    places = [_dated(bitext.side(side), use) for side, use in (("source", one), ("target", two))]
    return Finding(rule, message, (places[0],), (places[1],), severity, suggestion)


def _dated(letter: Letter, use: Use) -> Span:
    """A treaty's place with the year that belongs to its name, "the 1961 Convention", so that another year is no finding of its own."""
    if use.concepts[0].kind is not Kind.TREATY:
        return use.span
    before = _YEAR_BEFORE.search(letter.text, max(0, use.span.start - 6), use.span.start)
    after = _YEAR_AFTER.match(letter.text, use.span.end)
    return Span(before.start() if before else use.span.start, after.end() if after else use.span.end)


def _demanded(use: Use, side: str, table: dict[str, Uses], bead: int) -> bool:
    """Whether the other letter must have the term: all that users list in the source's direction; of what letterqa ships, names of treaties
    and bodies, where nothing shows that the other letter refers to one named before."""
    if any(concept.rank for concept in use.concepts):
        return side == "source"
    if not all(concept.kind in NAMED for concept in use.concepts):
        return False
    # "EU leaders" are "leader europei": an acronym says too little by itself.
    return use.words > 1 and not use.acronym and not _added(use, table[side].letter)


def _added(use: Use, letter: Letter) -> bool:
    """Whether a use is one of the words that names of bodies add and drop freely: "of the United Nations"."""
    return tuple(word.plain for word in words(letter[use.span], letter.language)) in wording(letter.language).inside


def _unanswered(bitext: Bitext, context: Context, side: str, bead: int, use: Use, table: dict[str, Uses]) -> Iterator[Finding]:
    """A term without an accepted counterpart: what stands near it in words is an unofficial name, else it is missing."""
    there = other(side)
    letter, facing = bitext.side(side), bitext.side(there)
    if use.ids & table[there].anywhere and _referred(use, bitext, there, bead):
        return
    concept = use.concepts[0]
    spans = [segment.span for segment in bitext.beads[bead].on(there)]
    taken = [item.span for item in table[there].of(bead) if item.concepts[0].kind in NAMED]
    close = nearest(facing, spans, concept, taken)
    right = concept.preferred(facing.language)
    suggestion = right.text if right is not None else None
    shown = quote(letter, use.span.start, use.span.end)
    advice = say(" Use “{a}”{b}.", a=suggestion, b=source(right)) if suggestion else ""
    if close is not None and close[1] >= _NEAR:
        said = quote(facing, close[0].start, close[0].end)
        message = say("The {a} letter says {b} for {c}, which is not its accepted name.{d}", a=context.called(there), b=said, c=shown, d=advice)
        severity = UNOFFICIAL.severity
        yield Finding(UNOFFICIAL, message, *both_sides(side, (use.span,), (close[0],)), severity, suggestion)
        return
    if concept.id in table[there].anywhere and not concept.rank:
        return  # named elsewhere in the letter: here it is left out or referred to
    message = say("The {a} letter has no accepted name for {b} here.{c}", a=context.called(there), b=shown, c=advice)
    place = (close[0],) if close is not None else _place(bitext, side, bead, use)
    severity = MISSING.severity if _sure(use, facing.language) else Severity.MINOR
    yield Finding(MISSING, message, *both_sides(side, (use.span,), place), severity, suggestion)


def _referred(use: Use, bitext: Bitext, there: str, bead: int) -> bool:
    """Whether the other side may refer to a thing named before by the first word of its name: "the Convention"."""
    letter = bitext.side(there)
    heads = {term.text.split()[0].lower() for concept in use.concepts for term in concept.of(letter.language) if term.form is not Form.ACRONYM}
    said = {word.lower() for segment in bitext.beads[bead].on(there) for word in re.findall(r"[^\W\d_]+", letter[segment.span])}
    return bool(heads & said)


def _place(bitext: Bitext, side: str, bead: int, use: Use) -> tuple[Span, ...]:
    """Where the other side says it: the counterparts of the term's words where word coverage knows them, else the sentence."""
    there = other(side)
    cover = bitext.coverage[bead] if bitext.coverage else None
    if cover is not None:
        partners = [word.partner for word in cover.on(side) if word.partner is not None and use.span.covers(word.span)]
        if partners:
            return (Span(min(span.start for span in partners), max(span.end for span in partners)),)
    segments = bitext.beads[bead].on(there)
    return (Span(segments[0].span.start, segments[-1].span.end),) if segments else ()


def _sure(use: Use, language: str) -> bool:
    """Whether the names that a finding asks for have been confirmed, or are the user's own."""
    return all(concept.rank or ((term := concept.preferred(language)) is not None and term.verified) for concept in use.concepts)
