"""Offices and institutions of two parties by concept: what a translator says in other words is no difference, another portfolio is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from letterqa.letter import Role, Span
from letterqa.lexicon import Lexicon, Term, attributes, load, spelling
from letterqa.naming import spoken_alike
from letterqa.parties import PLACES, Alike, Difference, Items, Part, Party, is_weak, spans_of, weighty

_CONTENT = ("role", "field", "body", "country", "city", "region")


def titles(source: Party, target: Party, alike: Alike, every: bool = False) -> Iterator[Difference]:
    """Offices and institutions that differ; with `every`, kinds of institutions are held against each other line by line too."""
    languages = (source.lexicon.language, target.lexicon.language)
    left = source.terms(source.of("office", "institution"))
    right = target.terms(target.of("office", "institution"))
    left, right = _unmatched(left, right, source, target, alike)
    found: set[str] = set()
    for line, kinds in (*_LINES, *((("institution", ("body",)),) if every else ())):
        # What another line says (the ministry's name) does not make up for what a line of its own kind says.
        if line not in found and (differing := _lines(source, target, line, kinds, languages)):
            found.add(line)
            yield differing
    if found:
        return
    known = False
    for kinds in (("role",), ("field",), ("body",), PLACES):
        here, there = weighty(left, kinds), weighty(right, kinds)
        if kinds == PLACES and not (here and there):
            here, there = _seats(source, target, languages, alike)
        if here and there:
            known = True
            yield Difference(_kind(here, there), spans_of(here), spans_of(there))
    strong = [(item, first) for items, first in ((left, True), (right, False)) for item in items if _is_strong(item[0]) and item[1].kind == "office"]
    if strong and not known:
        known = True
        here, there = [item for item, first in strong if first], [item for item, first in strong if not first]
        yield Difference("office", spans_of(here) or _whole(source, "office"), spans_of(there) or _whole(target, "office"))
    if known:
        return
    alone = [[item for item in items if item[1].kind == "office" and weighty([item], ("field",))] for items in (left, right)]
    agreed = any(
        _same(one, two, languages)
        for one, _ in weighty(source.terms(source.of("office")), ("field",))
        for two, _ in weighty(target.terms(target.of("office")), ("field",))
    )
    silent = not agreed and any(not any(_says(term) for term, _ in items) for items in (left, right))
    held = [" ".join(part.text for part in party.of("office")) for party in (source, target)]
    if bool(alone[0]) != bool(alone[1]) and silent and all(held) and alike(held[0], held[1]) < ALIKE:
        # A portfolio that only one side's office has: the ministry of one is not that of the other.
        yield Difference("office", spans_of(alone[0]) or _whole(source, "office"), spans_of(alone[1]) or _whole(target, "office"), certain=False)
        return
    here, there = ([item for item in items if _says(item[0])] for items in (left, right))
    if here and there and not any(map(_abbreviates, (*here, *there))):
        texts = (" ".join(item.form for item, _ in here), " ".join(item.form for item, _ in there))
        whole = [" ".join(dict.fromkeys(part.text for _, part in items)) for items in (here, there)]
        # Where other words of the line are left as they are, the name is, and its own words should be too.
        kept = any(term.form in target.forms and not term.form.isdigit() for _, part in here for term in source.lexicon.terms(part.text))
        if alike(*texts) < STRANGE and (kept or alike(*whole) < ALIKE):
            yield Difference(_kind(here, there), spans_of(here), spans_of(there), certain=False)
    offices = (source.of("office"), target.of("office"))
    if offices[0] and not offices[1] and not _says_role(target):
        yield Difference("office", tuple(part.span for part in offices[0]), ())
    if offices[1] and not offices[0] and not _says_role(source):
        yield Difference("office", (), tuple(part.span for part in offices[1]))


def _lines(source: Party, target: Party, line: str, kinds: Sequence[str], languages: tuple[str, str]) -> Difference | None:
    """Offices, portfolios or places that each side's lines of a kind have and the other side's lines of that kind have not."""
    here, there = (weighty(party.terms(party.of(line)), kinds) for party in (source, target))

    def lonely(items: Items, party: Party, others: Party) -> Items:
        terms = [term for term, _ in others.terms(others.of(line)) if term.kinds() & set(kinds)]
        heard = [word for term in terms for word in _apart(term, others.lexicon)]
        return [
            item
            for item in items
            if not any(_same(word, other, languages) for word in _apart(item[0], party.lexicon) if word.kinds() & set(kinds) for other in heard)
        ]

    left, right = lonely(here, source, target), lonely(there, target, source)
    several = len(source.of(line)) == len(target.of(line)) > 1 and len(here) == len(there)
    if several and source.role is Role.SIGNATURE and kinds == ("role",) and (left or right):
        left, right = left or here, right or there  # two sign in two offices here, in one and the same there
    return Difference(line, spans_of(left), spans_of(right)) if left and right else None


def _seats(source: Party, target: Party, languages: tuple[str, str], alike: Alike) -> tuple[Items, Items]:
    """Names of places in the offices of both sides that have nothing in common ("Archbishop of Garoua", "of Yaoundé")."""
    here, there = ([item for item in party.terms(party.of("office")[:1]) if _is_place(item)] for party in (source, target))
    for one, _ in here:
        for two, _ in there:
            spelled = spelling(one.form, two.form) >= 60 or alike(one.form, two.form) >= 0.35
            if _same(one, two, languages) or ((not one.concepts or not two.concepts) and spelled):
                return [], []
    # A word that no list has is taken for a place only where it stands alone against one that a list has.
    known = [[item for item in items if item[0].concepts] for items in (here, there)]
    sure = all(known) or (any(known) and all(found or len(items) == 1 for found, items in zip(known, (here, there), strict=True)))
    return (here, there) if sure else ([], [])


def _is_place(item: tuple[Term, Part]) -> bool:
    """A place of the lists, or a capitalised word that none has."""
    term, part = item
    shown = part.text[term.start - part.span.start :]
    named = not term.concepts and shown[:1].isupper() and not part.text.isupper() and term.start > part.span.start
    return (bool(term.kinds() & set(PLACES)) and not is_weak(term)) or named


def organisations(source: Party, target: Party, alike: Alike) -> Iterator[Difference]:
    """Names of the sender that are spelled alike but not the same: a translated name is not spelled alike, a misspelled one is."""
    for one, two in zip(source.of("institution")[:1], target.of("institution")[:1], strict=False):
        left = [term for term in source.lexicon.terms(one.text, one.span.start) if not term.concepts and term.form not in target.forms]
        right = [term for term in target.lexicon.terms(two.text, two.span.start) if not term.concepts and term.form not in source.forms]
        names = (" ".join(term.form for term in left), " ".join(term.form for term in right))
        kept = any(term.form in target.forms for term in source.lexicon.terms(one.text))
        if left and right and kept and spelling(*names) >= 60 and alike(*names) < 0.6:
            yield Difference("institution", (one.span,), (two.span,), certain=False)


_LINES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("office", ("role",)),
    ("office", ("field",)),
    ("institution", ("field",)),
    ("institution", PLACES),
)
# Cosine of words under which two that no list has are another thing; set on the project's own sentences (see benchmarks/README.md).
STRANGE = 0.3
# Cosine of whole lines from which on single words that find no answer say nothing.
ALIKE = 0.5


def _says_role(party: Party) -> bool:
    terms = (term for span in party.spans for term in party.lexicon.terms(party.letter[span]))
    return any("role" in part.kinds() for term in terms for part in _apart(term, party.lexicon))


def _whole(party: Party, kind: str) -> tuple[Span, ...]:
    return tuple(part.span for part in party.of(kind))[:1]


def _kind(here: Items, there: Items) -> str:
    kinds = {part.kind for _, part in here} | {part.kind for _, part in there}
    return "office" if "office" in kinds else "institution"


def _apart(term: Term, lexicon: Lexicon) -> tuple[Term, ...]:
    """A term, and where it has several words what its beginnings and ends say by themselves."""
    if term.kinds() <= {"country", "city", "region"}:
        return (term,)  # half a country's name is another country's
    every = term.form.split()
    pieces = dict.fromkeys(" ".join(half) for cut in range(1, len(every)) for half in (every[:cut], every[cut:]))
    parts = (replace(part, start=term.start, end=term.end) for piece in pieces for part in lexicon.terms(piece))
    # A prime minister is no minister, but "Chairperson of the Board" says what a board is.
    return (term, *(part for part in parts if not (part.kinds() & {"role"} and term.kinds() & {"role"})))


def _is_strong(term: Term) -> bool:
    return any(attributes(concept).get("strong") for concept in term.of("modifier"))


def _says(term: Term) -> bool:
    """Whether a word says something of its own: neither a generic word nor a mere qualifier."""
    return not term.concepts or (bool(term.kinds() & set(_CONTENT)) and not is_weak(term))


def _abbreviates(item: tuple[Term, Part]) -> bool:
    """Whether an unknown word is an acronym: the other side may spell it out."""
    term, part = item
    shown = part.text[term.start - part.span.start : term.end - part.span.start]
    return not term.concepts and shown.isupper() and len(shown) > 1 and not part.text.isupper()


def _unmatched(left: Items, right: Items, source: Party, target: Party, alike: Alike) -> tuple[Items, Items]:
    """The terms of each side that nothing on the other side answers."""
    languages = (source.lexicon.language, target.lexicon.language)
    # Several terms may say what one says ("Minister of Justice, Keeper of the Seals"), so answers are looked up, not used up.
    said, heard = ([part for term, _ in items for part in _apart(term, party.lexicon)] for items, party in ((left, source), (right, target)))

    def answered(term: Term, others: Sequence[Term], forms: frozenset[str]) -> bool:
        return (term.form in forms and not term.form.isdigit()) or any(_same(term, other, languages) for other in others)

    def lonely(items: Items, party: Party, others: Sequence[Term], forms: frozenset[str]) -> Items:
        rest = [item for item in items if not answered(item[0], others, forms)]
        # What a list has as one thing may be said word by word on the other side.
        return [(term, part) for term, part in rest if not _said_apart(term, party.lexicon, lambda word: answered(word, others, forms))]

    return _translated(lonely(left, source, heard, target.forms), lonely(right, target, said, source.forms), alike)


def _said_apart(term: Term, lexicon: Lexicon, answered: Callable[[Term], bool]) -> bool:
    """Whether a term of several words can be cut in two so that all it says then is answered."""
    every = term.form.split()
    halves = ((" ".join(every[:cut]), " ".join(every[cut:])) for cut in range(1, len(every)))
    return any(all(answered(word) or is_weak(word) for half in pair for word in lexicon.terms(half)) for pair in halves)


def _translated(left: Items, right: Items, alike: Alike) -> tuple[Items, Items]:
    """Without the words that no list has but the encoder takes for each other."""
    for item in list(left):
        for other in list(right):
            if item in left and (not item[0].concepts or not other[0].concepts) and alike(item[0].form, other[0].form) >= 0.45:
                left = [one for one in left if one is not item]
                right = [one for one in right if one is not other]
    return left, right


def _same(one: Term, two: Term, languages: tuple[str, str]) -> bool:
    if one.form == two.form or one.concepts & two.concepts:
        return True
    if any(set(attributes(concept).get("near", ())) & two.concepts for concept in one.concepts):
        return True
    if any(set(attributes(concept).get("near", ())) & one.concepts for concept in two.concepts):
        return True
    if one.concepts and two.concepts:
        return False
    places = [term.concepts or load(code).places(term.form) for term, code in zip((one, two), languages, strict=True)]
    if places[0] & places[1]:
        return True
    return spoken_alike(one.form, two.form, languages) or (min(len(one.form), len(two.form)) > 4 and spelling(one.form, two.form) >= 75)
