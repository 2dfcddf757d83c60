"""Names: both letters speak of the same people, places and organisations; a name is spelled one way, or translated as names are."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from letterqa import lexicon
from letterqa.agreed import Misspelt, misspelt
from letterqa.bitext import SIDES, Bitext
from letterqa.context import Context, both_sides, other, quote
from letterqa.finding import Finding, Rule, Severity
from letterqa.letter import Letter, Role, Span
from letterqa.lexicon import PLACES, Term, attributes, meet, spelling
from letterqa.matching import facing
from letterqa.mentions.dates import Taken
from letterqa.mentions.facts import facts
from letterqa.mentions.names import Name, Word, capitalises, names
from letterqa.mentions.placeholders import blank_in
from letterqa.mentions.vocabulary import load
from letterqa.naming import PARTICLES, heard_alike, same_word
from letterqa.saying import say

CHANGED = Rule(
    "names.changed",
    "accuracy/mistranslation",
    Severity.CRITICAL,
    "Another person, place or organisation is named.",
    "The letter asks for the wrong prisoner, or accuses the wrong ministry.",
    "Brian Otieno Maloba / Brian Otieno Malombe",
)
SPELLING = Rule(
    "names.spelling",
    "linguistic/spelling",
    Severity.MAJOR,
    "A name is spelled differently in the other letter.",
    "A name that is misspelled cannot be found, and offends.",
    "Lindqvist / Lindkvist",
)
INCONSISTENT = Rule(
    "names.inconsistent",
    "terminology/inconsistent",
    Severity.MINOR,
    "One letter spells a name in two ways.",
    "Readers take it for two people or two places.",
    "Nagorno-Karabakh and Nagorno Karabakh",
)
MISSING = Rule(
    "names.missing",
    "accuracy/omission",
    Severity.MAJOR,
    "A name of the source is not in the target.",
    "Somebody, or some place, is not spoken of any more.",
    "“Nakuru” stands in the English letter only.",
)
ADDED = Rule(
    "names.added",
    "accuracy/addition",
    Severity.MAJOR,
    "A name of the target is not in the source.",
    "Nobody approved it.",
    "“Nanyuki” stands in the Italian letter only.",
)
RULES = (CHANGED, SPELLING, INCONSISTENT, MISSING, ADDED)

# Addresses, salutations and signatures are the family "addressee".
_WITHOUT = frozenset({Role.ADDRESS, Role.LETTERHEAD, Role.SIGNATURE, Role.NOTE, Role.SALUTATION, Role.CLOSING, Role.DATELINE})
_LISTED = frozenset({"role", "title", "body", "field", "modifier", "label", "street", "unit", "box", *PLACES})
# Cosines from which a word of the other side says what a word of a name says: an opaque word that faces another one, one that faces none,
# and an ordinary word.
_OPPOSED, _ALONE, _ORDINARY = 0.6, 0.3, 0.22
_COVERING = 0.45  # two names of bodies or places that may be one
_ASTRAY = 0.3  # of a sentence: word order does not carry a name farther
_KINDRED = 60.0
_ALIKE = 72.0  # per cent of letters that two spellings of one name share
_ENTITIES = frozenset({*PLACES, "body"})
_CONTENT = 4  # letters: shorter words say little by themselves
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class _Side:
    """One side of a bead: the letter, its names, all forms said in the bead and beside it, and the words of the bead itself."""

    letter: Letter
    language: str
    names: tuple[Name, ...]
    forms: frozenset[str]
    texts: tuple[str, ...]


Held = tuple[Word, Name]


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about names."""
    found = list(_differences(bitext, context))
    for side in SIDES:
        letter = bitext.side(side)
        for slip in misspelt(letter, context.terms):
            at = next(
                (n for n, item in enumerate(found) if any(span.overlaps(slip.span) for span in (item.source, item.target)[side == "target"])), None
            )
            if at is None:
                found.append(_against_sheet(letter, context, side, slip))
            elif found[at].suggestion is None:  # which of two spellings is right, the sheet knows
                found[at] = replace(found[at], message=f"{found[at].message} {_agreed(slip)}", suggestion=slip.term.text)
    yield from found


def _agreed(slip: Misspelt) -> str:
    return say(
        "The agreed spelling is “{a}” ({b}{c}).", a=slip.term.text, b=slip.concept.file, c=f":{slip.concept.line}" if slip.concept.line else ""
    )


def _against_sheet(letter: Letter, context: Context, side: str, slip: Misspelt) -> Finding:
    message = say("The {a} letter says {b}. {c}", a=context.called(side), b=quote(letter, slip.span.start, slip.span.end), c=_agreed(slip))
    return Finding(SPELLING, message, *both_sides(side, (slip.span,), ()), SPELLING.severity, slip.term.text)


def _differences(bitext: Bitext, context: Context) -> Iterator[Finding]:
    table = {side: _by_bead(bitext, side) for side in SIDES}
    everywhere = {side: _all_forms(bitext.side(side)) for side in SIDES}
    for index, bead in enumerate(bitext.beads):
        if not bead.source or not bead.target or any(bitext.side(side).role_of(segment) in _WITHOUT for side in SIDES for segment in bead.on(side)):
            continue
        sides = {side: _side(bitext, side, index, table[side]) for side in SIDES}
        lost = _lost(bitext, index)
        yield from _people(bitext, context, index, sides, everywhere, lost)
        yield from _places(bitext, context, lost, sides)
    for side in SIDES:
        for finding in _inconsistent(bitext.side(side)):
            here = (finding.source, ()) if side == "source" else ((), finding.source)
            yield Finding(finding.rule, finding.message, here[0], here[1], finding.severity)


def lint(letter: Letter, context: Context) -> Iterator[Finding]:
    """What one letter shows by itself: a name spelled in two ways, or otherwise than the campaign agreed."""
    yield from _inconsistent(letter)
    for slip in misspelt(letter, context.terms):
        yield _against_sheet(letter, context, "source", slip)


def _by_bead(bitext: Bitext, side: str) -> dict[int, list[Name]]:
    """A side's names by bead, without what is part of a code or a date."""
    letter = bitext.side(side)
    table: dict[int, list[Name]] = {}
    known = facts(letter.text, letter.language)
    taken = Taken([*(code.span for code in known.codes), *(date.span for date in known.dates)])
    segments = iter(letter.segments)
    segment = next(segments, None)
    for name in names(letter.text, letter.language):
        while segment is not None and segment.span.end <= name.span.start:
            segment = next(segments, None)
        if segment is None:
            break
        if segment.span.start <= name.span.start and not taken.holds(name.span.start, name.span.end):
            table.setdefault(bitext.bead_of.get((side, segment.index), -1), []).append(name)
    return table


def _all_forms(letter: Letter) -> Counter[str]:
    return Counter(lexicon.plain(match[0]) for match in _WORDS.finditer(letter.text))


def _side(bitext: Bitext, side: str, index: int, table: dict[int, list[Name]]) -> _Side:
    letter = bitext.side(side)
    near = [segment.span for bead in bitext.beads[max(0, index - 1) : index + 2] for segment in bead.on(side)]
    forms = frozenset(lexicon.plain(match[0]) for span in near for match in _WORDS.finditer(letter.text, span.start, span.end))
    texts = tuple(
        match[0] for segment in bitext.beads[index].on(side) for match in _WORDS.finditer(letter.text, segment.span.start, segment.span.end)
    )
    return _Side(letter, letter.language, tuple(table.get(index, ())), forms, texts)


def _people(
    bitext: Bitext, context: Context, index: int, sides: dict[str, _Side], everywhere: dict[str, Counter[str]], lost: dict[str, list[Term]]
) -> Iterator[Finding]:
    """Words of names that have no counterpart in what answers them, paired with those of the other side."""
    namesakes = list(_namesakes(context, sides))
    told = {held[1] for pair in namesakes for held in pair}
    for one, two in namesakes:
        yield _differing(bitext, context, one, two, 0.0)
    # Towns and regions: what an unknown name may stand for.
    places = {side: [term for term in terms if term.kinds() & {"city", "region"}] for side, terms in lost.items()}
    rest = {side: [held for held in _unanswered(sides[side], sides[other(side)]) if held[1] not in told] for side in SIDES}
    if not rest["source"] and not rest["target"]:
        return
    rest = {side: _uncovered(context, sides[other(side)], sides[side].letter, rest[side], rest[other(side)], places[other(side)]) for side in SIDES}
    exchanged = _exchanged(bitext, sides, rest, places)
    if exchanged is not None:
        yield _displaced(bitext, context, *exchanged)
        return
    for one, two, like in _pairs(sides, rest["source"], rest["target"]):
        for item, side in ((one, "source"), (two, "target")):
            rest[side] = [held for held in rest[side] if held[1] is not item[1]]
        if like < _ALIKE or not _consistent(one[0].form, two[0].form, everywhere):
            yield _differing(bitext, context, one, two, like)
    for side in SIDES:
        there, language = everywhere[other(side)], sides[other(side)].language
        for name in dict.fromkeys(held for _, held in rest[side]):
            gone = [word for word, held in rest[side] if held is name and word.opaque]
            if _certain(name, gone, sides[side].language) and not any(_answered(word.form, there, sides[side].language, language) for word in gone):
                yield _lonely(bitext, context, side, index, name, gone)


Stretch = tuple[str, Span, Span]  # what is compared, where it stands, and the whole name


def _exchanged(
    bitext: Bitext, sides: dict[str, _Side], rest: dict[str, list[Held]], places: dict[str, list[Term]]
) -> tuple[Rule, dict[str, Stretch]] | None:
    """A name that only one side has, against the one name of the other side that this bead does not answer though others may: a place
    that the lexicon knows for one that it does not, or somebody who is spoken of nearby too."""
    for side in SIDES:
        there = other(side)
        strangers: list[Stretch] = [(word.form, word.span, name.span) for word, name in rest[side] if word.opaque and _sure(name)]
        if rest[there] or capitalises(sides[side].language) or len({name for _, _, name in strangers}) != 1:
            continue
        letter = bitext.side(there)
        known = [
            (lexicon.plain(letter.text[term.start : term.end]), Span(term.start, term.end), Span(term.start, term.end)) for term in places[there]
        ]
        facing_it = known or _locally(sides[there], sides[side])
        if len({name for _, _, name in facing_it}) != 1:
            continue
        if abs(_along(bitext, side, strangers[0][1]) - _along(bitext, there, facing_it[0][1])) > _ASTRAY:
            continue
        if (
            known
            and _unumlaut(strangers[0][0]) != strangers[0][0]
            and spelling(_unumlaut(strangers[0][0]), facing_it[0][0].split("-")[-1]) >= _KINDRED
        ):
            continue  # "Wuerttemberg" for a place that the lexicon writes with its umlaut
        like = spelling(strangers[0][0], facing_it[0][0])
        if like >= _KINDRED and (not known or not _has_form(places[there][0], sides[side].language)):
            continue
        return (SPELLING if like >= _ALIKE else CHANGED), {side: strangers[0], there: facing_it[0]}
    return None


def _along(bitext: Bitext, side: str, span: Span) -> float:
    """How far along its side of the bead a place stands, from 0 to 1: what is exchanged for another name stands where that stood."""
    segment = next(bitext.side(side).touching(span))
    segments = bitext.beads[bitext.bead_of[side, segment.index]].on(side)
    start, end = segments[0].span.start, segments[-1].span.end
    return (span.start - start) / max(1, end - start)


def _locally(here: _Side, there: _Side) -> list[Stretch]:
    """Opaque words of names that the bead itself does not answer, whatever stands beside it."""
    forms = frozenset(map(lexicon.plain, there.texts))
    return [
        (word.form, word.span, name.span)
        for name in here.names
        for word in name.opaque
        if _sure(name) and not capitalises(here.language) and not _answered(word.form, forms, here.language, there.language)
    ]


def _has_form(place: Term, language: str) -> bool:
    """Whether a language has a name of its own, or the same one, for a place: then another spelling is a wrong one."""
    return bool(lexicon.load(language).named(place.of("city") | place.of("region")))


def _displaced(bitext: Bitext, context: Context, rule: Rule, places: dict[str, Stretch]) -> Finding:
    """One name against another, given as what is compared, its place and the whole name's on each side."""
    shown = {side: quote(bitext.side(side), places[side][2].start, places[side][2].end) for side in SIDES}
    called = [context.called(side) for side in SIDES]
    what = "A name is spelled differently" if rule is SPELLING else "A name differs"
    message = say("{a}: the {b} letter says {c}, the {d} letter {e}.", a=what, b=called[0], c=shown["source"], d=called[1], e=shown["target"])
    return Finding(rule, message, (places["source"][1],), (places["target"][1],), rule.severity, confidence=0.7)


def _namesakes(context: Context, sides: dict[str, _Side]) -> Iterator[tuple[Held, Held]]:
    """Two names that share a word and yet are two people's or bodies', though the rest of a name may stand nearby as somebody else's."""
    full = {side: [] if titled(sides[side].texts) else [run for name in sides[side].names for run in _runs(sides[side], name)] for side in SIDES}
    languages = (sides["source"].language, sides["target"].language)
    offers = []
    for i, one in enumerate(full["source"]):
        for j, two in enumerate(full["target"]):
            common = {word.form for word in one.words if len(word.form) > 2 and word.form not in PARTICLES} & {word.form for word in two.words}
            if common:
                offers.append((-len(common), abs(len(one.words) - len(two.words)), abs(i - j), i, j))
    used: set[tuple[int, int]] = set()
    for *_, i, j in sorted(offers):
        if {(0, i), (1, j)} & used:
            continue
        used |= {(0, i), (1, j)}
        one, two = full["source"][i], full["target"][j]
        left = [word for word in one.words if len(word.form) > 2 and not any(_one(word.form, item.form, languages) for item in two.words)]
        right = [word for word in two.words if len(word.form) > 2 and not any(_one(word.form, item.form, languages) for item in one.words)]
        if any(a.form.startswith(b.form) or b.form.startswith(a.form) for a in left for b in right):
            continue  # "Det Insp", "Detective Inspector"
        left.sort(key=lambda word: not word.opaque)
        right.sort(key=lambda word: not word.opaque)
        if not left or not right or not (left[0].opaque or right[0].opaque) or spelling(left[0].form, right[0].form) >= _KINDRED:
            continue
        if not (left[0].opaque and right[0].opaque) and one.words.index(left[0]) != two.words.index(right[0]):
            continue  # another order of words is another language's: "Mogollon Rim", "escarpe Mogollón"
        shown = [sides[side].letter[word.span] for side, word in (("source", left[0]), ("target", right[0]))]
        known = left[0].opaque and right[0].opaque
        if (known or context.alike(shown[0], shown[1]) < _ALONE) and _read_alike(one, two, left, right):
            yield (left[0], one), (right[0], two)


def titled(texts: tuple[str, ...]) -> bool:
    """Whether a sentence is a headline, all of whose words have capitals."""
    words = [text for text in texts if len(text) >= _CONTENT]
    return len(words) > 3 and sum(text[0].isupper() for text in words) >= 0.8 * len(words)


def _runs(side: _Side, name: Name) -> Iterator[Name]:
    """The stretches of a name without particles between ("World Vision" of "World Vision de Donggala") and without what the lexicon knows,
    where they have two words or more."""
    first = next((word.span.start for word in name.words if word.opaque), name.span.end)
    every = _known(side, name) if len(name.words) > 1 else []
    # A title before the name is none of its words; behind it, it may be a surname ("Chaudhry").
    known = [Span(term.start, term.end) for term in every if term.start < first or term.kinds() & _ENTITIES]
    words = [word for word in name.words if not (name.opens and word is name.words[0] and not word.opaque)]
    for inside, group in itertools.groupby(words, key=lambda word: word.form in PARTICLES or any(span.covers(word.span) for span in known)):
        run = tuple(group)
        if not inside and len(run) > 1:
            yield Name(Span(run[0].span.start, run[-1].span.end), run, False)


def _read_alike(one: Name, two: Name, left: list[Word], right: list[Word]) -> bool:
    """Whether two names are built alike: as many words left over in each, but for an article or title before them."""
    return abs(len(left) - len(right)) <= 1 and min(len(one.words) - len(left), len(two.words) - len(right)) >= 1


def _unanswered(here: _Side, there: _Side) -> list[Held]:
    """Words of names that the other side does not say, spelled alike, in the bead or beside it; those that the lexicon knows are left out."""
    found: list[Held] = []
    headline = titled(here.texts)
    for name in here.names:
        said = name.words[1:] if name.opens and not name.words[0].opaque else name.words
        plainly = len(said) > 1 and not headline and not capitalises(here.language)  # ordinary words say something in a name of several words only
        lost = [word for word in said if word.form not in PARTICLES and (word.opaque or (plainly and len(word.form) >= _CONTENT))]
        lost = [word for word in lost if not _answered(word.form, there.forms, here.language, there.language)]
        if lost:
            known = [Span(term.start, term.end) for term in _known(here, name)]
            found += [(word, name) for word in lost if not any(span.covers(word.span) for span in known)]
    return found


def _known(side: _Side, name: Name) -> list[Term]:
    """The places, offices, titles... in a name: these are compared as what they mean."""
    every = lexicon.load(side.language).terms(side.letter[name.span], name.span.start, foreign=False)
    return [term for term in every if term.kinds() & _LISTED]


def _answered(form: str, forms: Iterable[str], here: str, there: str) -> bool:
    """Whether a word of a name stands among the forms of the other side, inflected or as its press spells it."""
    return form in forms or any(_one(form, candidate, (here, there)) for candidate in forms if candidate[0] in _FIRST.get(form[0], form[0]))


# First letters that spell one sound in different presses: only such words are compared at all.
_GROUPS = ("ckqxhg", "szcxt", "jyigdz", "vwfb", "uwov", "eaio", "pf")
_FIRST = {letter: "".join(sorted({c for group in _GROUPS if letter in group for c in group} | {letter})) for letter in "abcdefghijklmnopqrstuvwxyz"}


def _unumlaut(form: str) -> str:
    """A form with the letters that stand for an umlaut as one: "wuerttemberg" is "wurttemberg"."""
    return form.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _one(one: str, two: str, languages: tuple[str, str]) -> bool:
    if one == two or _unumlaut(one) == _unumlaut(two):
        return True
    short, long = sorted((one, two), key=len)
    if long.startswith(short) and len(short) >= 4 and len(long) - len(short) <= 6:
        return True  # "Nakurus", "Putins", "Livi" for Livingston
    if len(short) >= 6 and long[: len(short) - 1] == short[:-1] and len(long) - len(short) <= 4:
        return True  # "Palestina", "palestinese"
    return abs(len(one) - len(two)) <= 4 and (same_word(one, two, languages) or (len(short) > 4 and heard_alike(one, two, languages)))


def _uncovered(context: Context, there: _Side, letter: Letter, rest: list[Held], opposite: list[Held], places: list[Term]) -> list[Held]:
    """What is left without words that the other side says in its own language, as far as the encoder can tell.

    A word of the other side that is left over itself covers nothing by its spelling, unless it is an ordinary word.
    """
    if not rest:
        return []
    strangers = {word.form for word, _ in opposite if word.opaque}
    named = {word.form for name in there.names for word in name.opaque}
    opposed = bool(strangers or places)
    words = [text for text in there.texts if len(text) >= _CONTENT and lexicon.plain(text) not in (named if opposed else strangers)]
    phrases = [there.letter[name.span] for name in there.names if len(name.words) > 1 and not any(word.form in strangers for word in name.words)]
    runs = [f"{one} {two}" for one, two in itertools.pairwise(there.texts) if len(one) > 2 and len(two) > 2]
    texts = [*words, *phrases, *(run for run in runs if not any(lexicon.plain(part) in strangers for part in run.split()))]
    if not texts:
        return rest
    vectors = context.encoder.encode([*(letter[word.span] for word, _ in rest), *texts])
    cosines = np.asarray(vectors[: len(rest)] @ vectors[len(rest) :].T, dtype=float)
    found = []
    for item, row in zip(rest, cosines, strict=True):
        # Pieces of two names are alike by chance: of single words only, and of none that is a name itself.
        best = float(row[: len(words)].max(initial=0.0)) if opposed and item[0].opaque else float(row.max())
        if best < (_ORDINARY if not item[0].opaque else _OPPOSED if opposed else _ALONE):
            found.append(item)
    return found


def _pairs(sides: dict[str, _Side], left: list[Held], right: list[Held]) -> list[tuple[Held, Held, float]]:
    """Words left over that stand for each other: spelled alike, in names that share another word, or both alone."""
    names_left, names_right = ({name for _, name in side} for side in (left, right))
    languages = (sides["source"].language, sides["target"].language)
    offers = []
    for i, (one, here) in enumerate(left):
        for j, (two, there) in enumerate(right):
            like = spelling(one.form, two.form)
            if one.form.startswith(two.form) or two.form.startswith(one.form):
                continue  # "Insp", "Inspector"
            kin = {
                word.form
                for word in here.words
                for item in there.words
                if len(word.form) > 2 and (word.form == item.form or (word.opaque and item.opaque and _one(word.form, item.form, languages)))
            }
            opaque = one.opaque and two.opaque
            single = len(names_left) == 1 == len(names_right) and _stands_alone(sides["source"], left[i]) and _stands_alone(sides["target"], right[j])
            if kin or (opaque and (like >= _ALIKE or single)):
                offers.append((-like * opaque, -len(kin), abs(i - j), i, j, like))
    used: set[tuple[str, Name]] = set()
    found = []
    for *_, i, j, like in sorted(offers):
        pair = {("source", left[i][1]), ("target", right[j][1])}
        if not pair & used:
            used |= pair
            found.append((left[i], right[j], like if left[i][0].opaque and right[j][0].opaque else 0.0))
    return found


def _stands_alone(side: _Side, held: Held) -> bool:
    """Whether a word is a name's although its language writes nouns with capitals: it follows another capital, or a preposition."""
    word, name = held
    led = load(side.language).listed("names.led")
    if not led or len(name.words) > 1:
        return True
    before = _WORDS.findall(side.letter.text, max(0, word.span.start - 20), word.span.start)
    return bool(before) and lexicon.plain(before[-1]) in led


def _certain(name: Name, lost: list[Word], language: str) -> bool:
    """Whether a name that nothing answers is one for certain: none of its opaque words is answered, they are half of it or more, it does
    not merely begin a sentence, and the language does not write nouns with capitals."""
    sure = _sure(name) and any(len(word.form) > 4 for word in lost)
    return sure and len(lost) == len(name.opaque) and 3 * len(lost) >= 2 * len(name.words) and not capitalises(language)


def _sure(name: Name) -> bool:
    return not name.opens or len(name.opaque) > 1


def _consistent(one: str, two: str, everywhere: dict[str, Counter[str]]) -> bool:
    """Whether the two letters spell a name in two ways throughout, as transliterations do: each as often as the other, more than once."""
    here, there = everywhere["source"], everywhere["target"]
    return here[one] == there[two] > 1 and two not in here and one not in there


def _differing(bitext: Bitext, context: Context, one: Held, two: Held, like: float) -> Finding:
    rule = SPELLING if like >= _ALIKE else CHANGED
    texts = [quote(bitext.side(side), item[1].span.start, item[1].span.end) for side, item in zip(SIDES, (one, two), strict=True)]
    called = [context.called(side) for side in SIDES]
    blanks = [blank_in(bitext.side(side), (item[1].span,)) for side, item in zip(SIDES, (one, two), strict=True)]
    known = one[0].opaque and two[0].opaque
    severity = min(rule.severity, Severity.MAJOR) if any(blanks) or not known else rule.severity
    what = "A name is spelled differently" if rule is SPELLING else "A name differs"
    message = say("{a}: the {b} letter says {c}, the {d} letter {e}.", a=what, b=called[0], c=texts[0], d=called[1], e=texts[1])
    return Finding(rule, message, (one[0].span,), (two[0].span,), severity, confidence=0.9 if known else 0.6)


def _lonely(bitext: Bitext, context: Context, side: str, index: int, name: Name, lost: list[Word]) -> Finding:
    rule = MISSING if side == "source" else ADDED
    letter = bitext.side(side)
    span = Span(lost[0].span.start, lost[-1].span.end)
    message = say("This name stands in the {a} letter only: {b}.", a=context.called(side), b=quote(letter, name.span.start, name.span.end))
    place = facing(bitext, side, index)
    # A single word may be a word of the language that no list has ("Halloween").
    severity = rule.severity if len(lost) > 1 else Severity.MINOR
    return Finding(rule, message, *both_sides(side, (span,), (place,)), severity, confidence=0.7 if len(lost) > 1 else 0.4)


def _terms(bitext: Bitext, side: str, index: int, reach: int) -> list[Term]:
    """The places and bodies that a side names in a bead and up to `reach` beside it."""
    letter = bitext.side(side)
    near = bitext.beads[max(0, index - reach) : index + reach + 1]
    return [term for bead in near for segment in bead.on(side) for term in _named_in(letter[segment.span], segment.span.start, letter.language)]


@lru_cache(maxsize=2048)
def _named_in(text: str, start: int, language: str) -> tuple[Term, ...]:
    """The places and bodies of one sentence; kept, because it is asked for beside each of its neighbours."""
    return tuple(term for term in lexicon.load(language).terms(text, start, foreign=False) if term.kinds() & _ENTITIES)


def _lost(bitext: Bitext, index: int) -> dict[str, list[Term]]:
    """The places and bodies of each side that the other side does not name in the bead or beside it, whatever each language calls them."""
    said = {side: _terms(bitext, side, index, 0) for side in SIDES}
    if not any(said.values()):
        return said
    near = {side: frozenset(concept for term in _terms(bitext, side, index, 1) for concept in _entity(term)) for side in SIDES}
    return {
        side: [
            term
            for term in said[side]
            if term.end - term.start > 3
            and _capital(term, bitext.side(side))
            and not meet(_entity(term), near[other(side)])
            and not _quoted(bitext, side, index, term)
        ]
        for side in SIDES
    }


def _capital(term: Term, letter: Letter) -> bool:
    """Whether a place or body has its capital; adjectives of countries have none in four of the six languages."""
    return letter.text[term.start].isupper() or "country" in term.kinds()


def _quoted(bitext: Bitext, side: str, index: int, term: Term) -> bool:
    """Whether the other side has the same words, though its language knows them as nothing."""
    there = bitext.side(other(side))
    text = " ".join(lexicon.plain(there[segment.span]) for segment in bitext.beads[index].on(other(side)))
    return re.search(rf"(?<!\w){re.escape(lexicon.plain(bitext.side(side).text[term.start : term.end]))}", text) is not None


def _places(bitext: Bitext, context: Context, lost: dict[str, list[Term]], sides: dict[str, _Side]) -> Iterator[Finding]:
    """Places against places and bodies against bodies that one side names and the other does not."""
    rest = {side: list(terms) for side, terms in lost.items()}
    for one in rest["source"]:
        for two in rest["target"]:
            shown = [_named(sides[side], term) for side, term in zip(SIDES, (one, two), strict=True)]
            if (
                not _level(one, two, shown)
                or set(shown[0].split()) & set(shown[1].split())
                or _umbrella(one, two)
                or context.alike(shown[0], shown[1]) >= _COVERING
            ):
                continue
            rest["target"].remove(two)
            called = [context.called(side) for side in SIDES]
            what = "An organisation" if one.of("body") else "A place"
            message = say("{a} differs: the {b} letter says “{c}”, the {d} letter “{e}”.", a=what, b=called[0], c=shown[0], d=called[1], e=shown[1])
            yield Finding(CHANGED, message, (Span(one.start, one.end),), (Span(two.start, two.end),), CHANGED.severity, confidence=0.8)
            break


def _umbrella(one: Term, two: Term) -> bool:
    """Whether one of two bodies is said for any of its parts, as the United Nations are."""
    return any(attributes(concept).get("weak") for concept in one.concepts | two.concepts)


def _entity(term: Term) -> frozenset[str]:
    return frozenset(concept for concept in term.concepts if concept.partition(".")[0] in _ENTITIES)


def _named(side: _Side, term: Term) -> str:
    """A place as written; a body with the rest of its name ("Banco Africano de Desenvolvimento" for the word "Banco")."""
    held = next((name for name in side.names if name.span.start <= term.start and term.end <= name.span.end), None)
    start, end = term.start, term.end
    if held is not None and term.of("body") and " " not in term.form:
        first = held.words[1] if held.opens and len(held.words) > 1 and not held.words[0].opaque else held.words[0]
        start, end = min(start, first.span.start), held.span.end
    return " ".join(side.letter.text[start:end].split())


def _level(one: Term, two: Term, shown: list[str]) -> bool:
    """Whether one may stand for the other: two places, or two bodies with names of several words, one of them a known one at least."""
    if one.of("body") and two.of("body"):
        known = [" " in term.form for term in (one, two)]
        return any(known) and all(own or sum(word[0].isupper() for word in text.split()) > 2 for own, text in zip(known, shown, strict=True))
    return bool(one.kinds() & set(PLACES)) and bool(two.kinds() & set(PLACES))


def _inconsistent(letter: Letter) -> Iterator[Finding]:
    """Names of several words that a letter writes with and without hyphen, or opaque words that differ in a letter or two."""
    spelled: dict[str, dict[str, Span]] = {}
    for name in names(letter.text, letter.language):
        if len(name.words) > 1 and name.opaque:
            shown = letter[name.span].replace("‑", "-").replace("‐", "-")
            key = re.sub(r"[\s\-]+", " ", lexicon.plain(shown))
            spelled.setdefault(key, {}).setdefault(re.sub(r"\s+", " ", shown), name.span)
    for variants in spelled.values():
        if len({variant.count("-") for variant in variants}) > 1:
            spans = tuple(sorted(variants.values()))
            shown = " and ".join(quote(letter, span.start, span.end) for span in spans[:2])
            yield Finding(INCONSISTENT, say("One name is written in two ways: {a}.", a=shown), spans, (), INCONSISTENT.severity)
