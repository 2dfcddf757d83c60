"""Terminology: treaties, bodies, offices and agreed terms go by names that the term bases accept, the same thing on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from letterqa import acronyms
from letterqa.bitext import SIDES, Bitext
from letterqa.context import Context, both_sides, other, quote
from letterqa.finding import Finding, Rule, Severity
from letterqa.languages import suspect
from letterqa.letter import Letter, Span
from letterqa.locales import primary
from letterqa.mentions.names import capitalises
from letterqa.stated import entries, statements, states
from letterqa.termbase.concepts import Concept, Form, Kind, Status, Term, TermBase
from letterqa.termbase.matching import Index, Use, index
from letterqa.termbase.words import wording, words
from letterqa.termuse import WITHOUT, Uses, akin, nearest, same_sort, used, uses

MISSING = Rule(
    "terminology.missing",
    "terminology/wrong-term",
    Severity.MAJOR,
    "A term of one letter has no accepted counterpart in the other.",
    "A treaty or body that is not named by its name cannot be looked up, and the addressee may deny what it says.",
    "UN Guiding Principles on Business and Human Rights / Regole generali su affari e persona",
)
EXCHANGED = Rule(
    "terminology.exchanged",
    "terminology/wrong-term",
    Severity.CRITICAL,
    "Another treaty, body or office of the same kind is named.",
    "The letter accuses a state of breaking a treaty that it never signed.",
    "Convention against Torture / Convenzione sui diritti dell'infanzia",
)
ACRONYM = Rule(
    "terminology.acronym",
    "terminology/wrong-term",
    Severity.MAJOR,
    "An acronym is not that of the name it stands for.",
    "Readers look up another treaty, or none.",
    "Convention on Cluster Munitions (CMM)",
)
UNOFFICIAL = Rule(
    "terminology.unofficial",
    "terminology/inconsistent-with-resource",
    Severity.MINOR,
    "A name comes near the official one without being it.",
    "Officials notice at once that the author does not know the name of the treaty.",
    "Comitato per i diritti della persona / Comitato per i diritti umani",
)
DEPRECATED = Rule(
    "terminology.deprecated",
    "terminology/inconsistent-with-resource",
    Severity.MINOR,
    "A term that the term base advises against.",
    "It is outdated or not official; the term base says what to use.",
    "a former name of a country",
)
FORBIDDEN = Rule(
    "terminology.forbidden",
    "terminology/wrong-term",
    Severity.MAJOR,
    "A term that the term base or the campaign sheet forbids.",
    "The campaign has decided that its letters do not say so.",
    "“so-called genocide”",
)
REQUIRED = Rule(
    "terminology.required",
    "terminology/wrong-term",
    Severity.MAJOR,
    "A term, figure or date that every version must have is not in this one.",
    "The campaign has decided that all of its letters say so.",
    "the petition's title",
)
FIGURE = Rule(
    "terminology.figure",
    "accuracy/mistranslation",
    Severity.CRITICAL,
    "A figure or date contradicts the campaign's own.",
    "One wrong figure, and the whole letter is not believed.",
    "9’000 civili, where the campaign says 90,000",
)
INCONSISTENT = Rule(
    "terminology.inconsistent",
    "terminology/inconsistent",
    Severity.MINOR,
    "One letter calls a thing by two names.",
    "Readers take it for two things.",
    "“Convenzione sui rifugiati” and “Convenzione di Ginevra”",
)
UNTRANSLATED = Rule(
    "terminology.untranslated",
    "terminology/inconsistent",
    Severity.MAJOR,
    "A term is left in the other letter's language.",
    "Its readers do not know it by that name.",
    "“Convention against Torture” in an Italian letter",
)
RULES = (MISSING, EXCHANGED, ACRONYM, UNOFFICIAL, DEPRECATED, FORBIDDEN, REQUIRED, FIGURE, INCONSISTENT, UNTRANSLATED)

_NAMED = frozenset({Kind.TREATY, Kind.BODY, Kind.ORGANISATION})
_EXCHANGED = _NAMED | {Kind.OFFICE, Kind.WEAPON, Kind.LEGAL_TERM}
_KEPT = frozenset({Kind.ORGANISATION, Kind.PLACE, Kind.COUNTRY, Kind.PERSON})  # names that may stay as they are
_STATED = frozenset({Kind.FIGURE, Kind.DATE})
_COMPOUND = 9  # letters of a word that is made of two
_NEAR = 0.5  # of the words of a name and of what stands for it
_QUOTES = re.compile(r"[\"“”„«»‘’()\[\]]")


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about terms."""
    base = context.terms
    if not base.concepts:
        return
    table = used(bitext, base)
    slips = {side: _acronyms(bitext.side(side), context, side, table[side].every) for side in SIDES}
    yield from _joined(bitext, slips)
    yield from _strange_acronyms(bitext, context, table)
    wrong = {side: tuple(span for _, span, _ in slips[side]) for side in SIDES}
    left = {side: list(_untranslated(bitext, context, side, table)) for side in SIDES}
    for side in SIDES:
        for item in left[side]:
            yield item.finding(context, side, bitext.side(side))
    known = {(other(side), item.bead, key) for side in SIDES for item in left[side] for key in item.use.ids}
    for bead in range(len(bitext.beads)):
        yield from _answered(bitext, context, bead, table, wrong, known)
    for side in SIDES:
        for finding in _alone(bitext.side(side), context, side, table[side].every):
            here = finding.source
            yield Finding(finding.rule, finding.message, *both_sides(side, here, ()), finding.severity, finding.suggestion)


def lint(letter: Letter, context: Context) -> Iterator[Finding]:
    """What one letter shows by itself: wrong acronyms, deprecated, forbidden and missing terms, the campaign's figures."""
    if not context.terms.concepts:
        return
    every = uses(letter, context.terms)
    for message, span, suggestion in _acronyms(letter, context, "source", every):
        yield Finding(ACRONYM, message, (span,), (), ACRONYM.severity, suggestion)
    yield from _alone(letter, context, "source", every)


# Acronyms


Slip = tuple[str, Span, str | None]  # message, place, suggestion


def _acronyms(letter: Letter, context: Context, side: str, every: Sequence[Use]) -> list[Slip]:
    """Acronyms in brackets that are not those of the name before them."""
    found: list[Slip] = []
    known = acronyms.holders(context.terms)
    for item in acronyms.defined(letter, every):
        use = item.use
        if use is None or use.acronym or not all(concept.rank or concept.kind in _NAMED or concept.kind is Kind.OFFICE for concept in use.concepts):
            continue
        # "Convention No. 169 of the International Labour Organization (ILO)": the brackets belong to what the name ends with.
        family = akin(use.ids | use.within, context.terms)
        if any(item.text in acronyms.of(context.terms.by_id[key]) for key in family):
            continue
        own = tuple(dict.fromkeys(text for concept in use.concepts for text in concept.acronyms(letter.language) or concept.acronyms("en")))
        foreign = known.get(item.text, ())
        name = letter[use.span]
        if not foreign and (acronyms.spelled_out(item.text, name, letter.language) or not own):
            continue
        if not foreign and not any(acronyms.near(item.text, acronyms.bare(text)) for text in own):
            continue
        whose = f" {item.text} is {foreign[0].name(letter.language)}." if foreign else ""
        right = f" Its acronym is {' or '.join(own)}." if own else ""
        shown = quote(letter, use.span.start, use.span.end)
        found.append(
            (
                f"In the {context.called(side)} letter, {item.text} is no acronym of {shown}.{whose}{right}{_entry(use, 0)}",
                item.span,
                own[0] if own else None,
            )
        )
    return found


def _joined(bitext: Bitext, slips: dict[str, list[Slip]]) -> Iterator[Finding]:
    """Slips of both letters; the same wrong acronym in the same bead is one finding."""
    rest = list(slips["target"])
    for message, span, suggestion in slips["source"]:
        bead = _bead(bitext, "source", span)
        twin = next((item for item in rest if bitext.target[item[1]] == bitext.source[span] and _bead(bitext, "target", item[1]) == bead), None)
        if twin is not None:
            rest.remove(twin)
            message = f"{message} The other letter has the same."
        yield Finding(ACRONYM, message, (span,), (twin[1],) if twin else (), ACRONYM.severity, suggestion)
    for message, span, suggestion in rest:
        yield Finding(ACRONYM, message, (), (span,), ACRONYM.severity, suggestion)


def _strange_acronyms(bitext: Bitext, context: Context, table: dict[str, Uses]) -> Iterator[Finding]:
    """Acronyms that no term base has, defined in the same bead of both letters, a slip apart, and spelled out by the name on one side only."""
    known = acronyms.holders(context.terms)
    strange: dict[str, list[acronyms.Defined]] = {
        side: [item for item in acronyms.defined(bitext.side(side), ()) if item.text not in known] for side in SIDES
    }
    for one in strange["source"]:
        bead = _bead(bitext, "source", one.span)
        for two in strange["target"]:
            if _bead(bitext, "target", two.span) != bead or not acronyms.near(one.text, two.text):
                continue
            if all(_initials(bitext.side(side), item) for side, item in (("source", one), ("target", two))):
                continue
            names = [context.called(side) for side in SIDES]
            message = f"An acronym differs: the {names[0]} letter says {one.text}, the {names[1]} letter {two.text}."
            yield Finding(ACRONYM, message, (one.span,), (two.span,), ACRONYM.severity)


def _initials(letter: Letter, item: acronyms.Defined) -> bool:
    """Whether the words right before a bracket begin with the acronym's letters."""
    before = letter.text[max(0, item.span.start - 160) : item.span.start].rstrip(' ("“«')
    starts = [match.start() for match in re.finditer(r"[^\W\d_]+", before)]
    return any(acronyms.spelled_out(item.text, before[at:], letter.language) for at in starts[-12:])


def _bead(bitext: Bitext, side: str, span: Span) -> int:
    segment = next(bitext.side(side).touching(span), None)
    return bitext.bead_of.get((side, segment.index), -1) if segment is not None else -1


# What the other letter answers


def _answered(
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
    if not any(concept.kind in _EXCHANGED or (concept.rank and concept.kind not in _STATED) for concept in use.concepts):
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
    if all(concept.kind in _NAMED for concept in (*one.concepts, *two.concepts)):
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
    message = f"The letters name two different things: the {names[0]} letter {texts[0]}, the {names[1]} letter {texts[1]}."
    rule = ACRONYM if one.acronym and two.acronym else EXCHANGED
    severity = rule.severity
    if one.concepts[0].kind in (Kind.LEGAL_TERM, Kind.WEAPON):
        severity = min(severity, Severity.MAJOR)
    right = one.concepts[0].preferred(bitext.target.language)
    suggestion = right.text if right is not None else None
    if suggestion:
        message += f" In the {names[1]} letter, the {sort} {texts[0]} is “{suggestion}”{_source(right)}."
    return Finding(rule, message, (one.span,), (two.span,), severity, suggestion)


def _demanded(use: Use, side: str, table: dict[str, Uses], bead: int) -> bool:
    """Whether the other letter must have the term: all that users list in the source's direction; of what letterqa ships, names of treaties
    and bodies, where nothing shows that the other letter refers to one named before."""
    if any(concept.rank for concept in use.concepts):
        return side == "source"
    if not all(concept.kind in _NAMED for concept in use.concepts):
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
    taken = [item.span for item in table[there].of(bead) if item.concepts[0].kind in _NAMED]
    close = nearest(facing, spans, concept, taken)
    right = concept.preferred(facing.language)
    suggestion = right.text if right is not None else None
    shown = quote(letter, use.span.start, use.span.end)
    advice = f" Use “{suggestion}”{_source(right)}." if suggestion else ""
    if close is not None and close[1] >= _NEAR:
        said = quote(facing, close[0].start, close[0].end)
        message = f"The {context.called(there)} letter says {said} for {shown}, which is not its accepted name.{advice}"
        severity = UNOFFICIAL.severity
        yield Finding(UNOFFICIAL, message, *both_sides(side, (use.span,), (close[0],)), severity, suggestion)
        return
    if concept.id in table[there].anywhere and not concept.rank:
        return  # named elsewhere in the letter: here it is left out or referred to
    message = f"The {context.called(there)} letter has no accepted name for {shown} here.{advice}"
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


# One letter by itself


def _alone(letter: Letter, context: Context, side: str, every: Sequence[Use]) -> Iterator[Finding]:
    called = context.called(side)
    for use in every:
        status = use.status()
        if status not in (Status.DEPRECATED, Status.FORBIDDEN):
            continue
        rule = DEPRECATED if status is Status.DEPRECATED else FORBIDDEN
        right = use.concepts[0].preferred(letter.language)
        advice = f" Use “{right.text}”{_source(right)}." if right is not None and right.status is not status else ""
        verb = "advises against" if rule is DEPRECATED else "forbids"
        message = (
            f"The {called} letter says {quote(letter, use.span.start, use.span.end)}, which the term base {verb}.{advice}{_note(use)}{_entry(use, 0)}"
        )
        severity = rule.severity if use.concepts[0].rank or use.terms[0].verified else min(rule.severity, Severity.MINOR)
        yield Finding(rule, message, (use.span,), (), severity, right.text if right is not None and right.status is not status else None)
    yield from _required(letter, context, called, every)
    for statement in statements(letter, _entries(context.terms), every):
        if statement.right:
            continue
        concept = statement.concept
        of = quote(letter, statement.words.start, statement.words.end)
        message = f"The {called} letter says “{statement.said}” of {of}; the campaign's {concept.kind.value} is {_shown(concept)} ({concept.file})."
        yield Finding(FIGURE, message, (statement.span,), (), FIGURE.severity, _shown(concept))
    yield from _inconsistent(letter, called, every)


@lru_cache(maxsize=4)
def _entries(base: TermBase) -> TermBase:
    return entries(base)


def _shown(concept: Concept) -> str:
    value = concept.value
    return f"{int(value):,}" if value.isdigit() and concept.kind is Kind.FIGURE else value


def _required(letter: Letter, context: Context, called: str, every: Sequence[Use]) -> Iterator[Finding]:
    """What every version must have and this one has not."""
    there = {key for use in every for key in use.ids | use.within}
    end = Span(len(letter.text), len(letter.text))
    for concept in context.terms.concepts:
        if not concept.required or not (concept.of(letter.language) or concept.value) or (concept.id in there and not concept.value):
            continue
        if concept.value and states(letter, concept):
            continue
        what = f"{concept.kind.value} {_shown(concept)}" if concept.value else f"“{concept.name(letter.language)}”"
        message = f"The {called} letter does not have {what}, which every version must have ({concept.file})."
        right = concept.preferred(letter.language)
        yield Finding(REQUIRED, message, (end,), (), REQUIRED.severity, right.text if right is not None and not concept.value else None)


def _inconsistent(letter: Letter, called: str, every: Sequence[Use]) -> Iterator[Finding]:
    """Two different full names of one concept of the user's own term base in one letter."""
    first: dict[str, tuple[Use, Term]] = {}
    told: set[str] = set()
    for use in every:
        concept, term = use.concepts[0], use.terms[0]
        if not concept.rank or len(use.concepts) > 1 or term.form is not Form.FULL or term.status in (Status.DEPRECATED, Status.FORBIDDEN):
            continue
        if concept.kind in _STATED or concept.kind is Kind.PHRASE:
            continue
        before = first.setdefault(concept.id, (use, term))
        if before[1].text != term.text and concept.id not in told:
            told.add(concept.id)
            texts = [quote(letter, item.span.start, item.span.end) for item in (before[0], use)]
            message = f"The {called} letter calls one thing {texts[0]} and {texts[1]}.{_entry(use, 0)}"
            yield Finding(INCONSISTENT, message, (before[0].span, use.span), (), INCONSISTENT.severity, before[1].text)


# Left in the other language


@dataclass(frozen=True, slots=True)
class _Left:
    """A term left in the other letter's language: the use, its bead and place, and what to say instead."""

    use: Use
    bead: int
    span: Span
    right: Term

    def finding(self, context: Context, side: str, letter: Letter) -> Finding:
        text = quote(letter, self.span.start, self.span.end)
        message = f"The {context.called(side)} letter leaves {text} untranslated. Use “{self.right.text}”{_source(self.right)}."
        # Short names of foreign courts and offices are often left as they are.
        severity = UNTRANSLATED.severity if self.use.words > _SHORT or self.use.concepts[0].kind is Kind.TREATY else Severity.MINOR
        return Finding(UNTRANSLATED, message, *both_sides(side, (self.span,), ()), severity, self.right.text)


_SHORT = 2  # words


def _untranslated(bitext: Bitext, context: Context, side: str, table: dict[str, Uses]) -> Iterator[_Left]:
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
                    yield _Left(use, bead, span, right)


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


# Words of messages


def _source(term: Term | None) -> str:
    return f" ({term.source})" if term is not None and term.source else ""


def _note(use: Use) -> str:
    note = use.concepts[0].note
    return f" {note}" if note else ""


def _entry(use: Use, number: int) -> str:
    """The entry that a message rests on: its term, its status and where it comes from."""
    concept, term = use.concepts[number], use.terms[number]
    where = f"{concept.file}:{concept.line}" if concept.line else concept.file
    source = f", {term.source}" if term.source else "" if concept.rank else ", unverified"
    return f" [{term.text}: {term.status.value}, {where}{source}]"
