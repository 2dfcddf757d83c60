"""Offices and institutions of two parties by concept: what a translator says in other words is no difference, another portfolio is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from letterqa.letter import Role
from letterqa.lexicon import PLACES, Lexicon, Term, attributes, load, meet, spelling
from letterqa.naming import spoken_alike
from letterqa.parties import Alike, Difference, Items, Part, Party, is_weak, spans_of, weighty

_CONTENT = ("role", "field", "body", *PLACES)


def titles(source: Party, target: Party, alike: Alike, every: bool = False) -> Iterator[Difference]:
    """Offices and institutions that differ; with `every`, kinds of institutions are held against each other line by line too.

    The surest evidence is asked first, and what it finds is not found again by the next.
    """
    found = list(_line_by_line(source, target, every))
    if not found:
        left = source.terms(source.of("office", "institution"))
        right = target.terms(target.of("office", "institution"))
        left, right = _unmatched(left, right, source, target, alike)
        found = (
            list(_pooled(left, right, source, target, alike))
            or list(_qualified(left, right, source, target))
            or list(_portfolio(left, right, source, target, alike))
            or [*_unknown(left, right, source, target, alike), *_lost(source, target)]
        )
    yield from found


def _line_by_line(source: Party, target: Party, every: bool) -> Iterator[Difference]:
    """Lines of one kind against each other: what another line says (the ministry's name) does not make up for what the office's says."""
    done: set[str] = set()
    for line, kinds in (*_LINES, *((("institution", ("body",)),) if every else ())):
        if line not in done and (differing := _lines(source, target, line, kinds)):
            done.add(line)
            yield differing


def _pooled(left: Items, right: Items, source: Party, target: Party, alike: Alike) -> Iterator[Difference]:
    """Concepts of one kind that stand unanswered on both sides, wherever their lines are."""
    for kinds in (("role",), ("field",), ("body",), PLACES):
        here, there = weighty(left, kinds), weighty(right, kinds)
        if kinds == PLACES and not (here and there):
            here, there = _seats(source, target, alike)
        if here and there:
            yield Difference(_kind(here, there), spans_of(here), spans_of(there))


def _qualified(left: Items, right: Items, source: Party, target: Party) -> Iterator[Difference]:
    """An office that one side alone qualifies: deputy, former, honorary."""
    here, there = ([item for item in items if _is_strong(item[0]) and item[1].kind == "office"] for items in (left, right))
    if here or there:
        yield Difference("office", spans_of(here) or source.first("office"), spans_of(there) or target.first("office"))


def _portfolio(left: Items, right: Items, source: Party, target: Party, alike: Alike) -> Iterator[Difference]:
    """A portfolio that only one side's office has: the ministry of one is not that of the other."""
    here, there = ([item for item in weighty(items, ("field",)) if item[1].kind == "office"] for items in (left, right))
    languages = _languages(source, target)
    fields = [weighty(party.terms(party.of("office")), ("field",)) for party in (source, target)]
    agreed = any(_same(one, two, languages) for one, _ in fields[0] for two, _ in fields[1])
    silent = not agreed and any(not any(_says(term) for term, _ in items) for items in (left, right))
    held = [" ".join(part.text for part in party.of("office")) for party in (source, target)]
    if bool(here) != bool(there) and silent and all(held) and alike(held[0], held[1]) < ALIKE:
        yield Difference("office", spans_of(here) or source.first("office"), spans_of(there) or target.first("office"), certain=False)


def _unknown(left: Items, right: Items, source: Party, target: Party, alike: Alike) -> Iterator[Difference]:
    """Words that no list has, unanswered on both sides."""
    here, there = ([item for item in items if _says(item[0])] for items in (left, right))
    if not here or not there or any(map(_abbreviates, (*here, *there))):
        return
    texts = [" ".join(item.form for item, _ in items) for items in (here, there)]
    whole = [" ".join(dict.fromkeys(part.text for _, part in items)) for items in (here, there)]
    # Where other words of the line are left as they are, the name is, and its own words should be too.
    kept = any(term.form in target.forms and not term.form.isdigit() for _, part in here for term in source.lexicon.terms(part.text))
    if alike(texts[0], texts[1]) < STRANGE and (kept or alike(whole[0], whole[1]) < ALIKE):
        yield Difference(_kind(here, there), spans_of(here), spans_of(there), certain=False)


def _lost(source: Party, target: Party) -> Iterator[Difference]:
    """An office that the other side says nowhere."""
    offices = [tuple(part.span for part in party.of("office")) for party in (source, target)]
    if offices[0] and not offices[1] and not _says_role(target):
        yield Difference("office", offices[0], ())
    if offices[1] and not offices[0] and not _says_role(source):
        yield Difference("office", (), offices[1])


def _languages(source: Party, target: Party) -> tuple[str, str]:
    return source.lexicon.language, target.lexicon.language


def _lines(source: Party, target: Party, line: str, kinds: Sequence[str]) -> Difference | None:
    """Offices, portfolios or places that each side's lines of a kind have and the other side's lines of that kind have not."""
    languages = _languages(source, target)
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


def _seats(source: Party, target: Party, alike: Alike) -> tuple[Items, Items]:
    """Names of places in the offices of both sides that have nothing in common ("Archbishop of Garoua", "of Yaoundé")."""
    languages = _languages(source, target)
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
        words = [party.lexicon.terms(part.text) for party, part in ((source, one), (target, two))]
        left = " ".join(term.form for term in words[0] if not term.concepts and term.form not in target.forms)
        right = " ".join(term.form for term in words[1] if not term.concepts and term.form not in source.forms)
        kept = any(term.form in target.forms for term in words[0])
        if left and right and kept and spelling(left, right) >= 60 and alike(left, right) < 0.6:
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
    return any("role" in part.kinds() for term in party.everything for part in _apart(term, party.lexicon))


def _kind(here: Items, there: Items) -> str:
    kinds = {part.kind for _, part in here} | {part.kind for _, part in there}
    return "office" if "office" in kinds else "institution"


def _halves(term: Term) -> Iterator[tuple[str, str]]:
    """All ways to cut a term of several words in two."""
    every = term.form.split()
    for cut in range(1, len(every)):
        yield " ".join(every[:cut]), " ".join(every[cut:])


def _apart(term: Term, lexicon: Lexicon) -> tuple[Term, ...]:
    """A term, and where it has several words what its beginnings and ends say by themselves."""
    if term.kinds() <= set(PLACES):
        return (term,)  # half a country's name is another country's
    pieces = dict.fromkeys(half for pair in _halves(term) for half in pair)
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
    languages = _languages(source, target)
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
    return any(all(answered(word) or is_weak(word) for half in pair for word in lexicon.terms(half)) for pair in _halves(term))


def _translated(left: Items, right: Items, alike: Alike) -> tuple[Items, Items]:
    """Without the words that no list has but the encoder takes for each other."""
    for item in list(left):
        for other in list(right):
            if item in left and (not item[0].concepts or not other[0].concepts) and alike(item[0].form, other[0].form) >= 0.45:
                left = [one for one in left if one is not item]
                right = [one for one in right if one is not other]
    return left, right


def _same(one: Term, two: Term, languages: tuple[str, str]) -> bool:
    if one.form == two.form or meet(one.concepts, two.concepts):
        return True
    if one.concepts and two.concepts:
        return False
    places = [term.concepts or load(code).places(term.form) for term, code in zip((one, two), languages, strict=True)]
    if places[0] & places[1]:
        return True
    return spoken_alike(one.form, two.form, languages) or (min(len(one.form), len(two.form)) > 4 and spelling(one.form, two.form) >= 75)
