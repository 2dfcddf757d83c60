"""Who is addressed, who signs, who gets a copy, who sends: the parties of two letters, paired, and what differs between them by value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from letterqa.letter import Letter, Role, Span
from letterqa.lexicon import Lexicon, Term, attributes, load, plain, spelling, words
from letterqa.naming import name_words, same_name, same_word, shared, spoken_alike

WHERE = ("street", "box", "town", "region", "country")
PLACES = ("country", "city", "region")
_CONTENT = ("role", "field", "body", "country", "city", "region")
Alike = Callable[[str, str], float]


@dataclass(frozen=True)
class Part:
    """A part of a party: its kind, place, text, and the index of its block."""

    kind: str
    span: Span
    text: str
    block: int


@dataclass(frozen=True)
class Party:
    """One addressee, signature, sender or list of copies in one letter."""

    letter: Letter
    lexicon: Lexicon
    role: Role
    blocks: tuple[int, ...]
    parts: tuple[Part, ...]

    def of(self, *kinds: str) -> tuple[Part, ...]:
        """Its parts of these kinds, in order."""
        return tuple(part for part in self.parts if part.kind in kinds)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The blocks it stands in."""
        return tuple(self.letter.blocks[number].span for number in self.blocks)

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every word of its blocks, as compared."""
        return frozenset(word.form for span in self.spans for word in words(self.letter[span].replace("-", " ")))

    def terms(self, parts: Iterable[Part]) -> list[tuple[Term, Part]]:
        """The terms of some of its parts."""
        return [(term, part) for part in parts for term in self.lexicon.terms(part.text, part.span.start)]


@dataclass(frozen=True)
class Difference:
    """What differs between two parties: `kind` of part, and the parts (or words) on each side, either of which may be empty.

    `certain` is False where words that no list has decide.
    """

    kind: str
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    certain: bool = True


def parties(letter: Letter, lexicon: Lexicon, roles: Sequence[Role]) -> tuple[Party, ...]:
    """The parties of a letter in the blocks of these roles that have parts."""
    found = []
    for number, block in enumerate(letter.blocks):
        if block.role in roles and block.parts:
            parts = tuple(Part(kind, span, letter[span], number) for kind, span in block.parts)
            found.append(Party(letter, lexicon, block.role, (number,), parts))
    return tuple(found)


def together(found: Sequence[Party]) -> Party | None:
    """Several parties as one: the sender's lines may stand above and below a letter."""
    if not found:
        return None
    blocks = tuple(number for party in found for number in party.blocks)
    return Party(found[0].letter, found[0].lexicon, found[0].role, blocks, tuple(part for party in found for part in party.parts))


def matched(source: Sequence[Party], target: Sequence[Party]) -> list[tuple[Party, Party]]:
    """Parties paired by what they share, those that share most first; with one a side they are a pair whatever they share."""
    scores = sorted(
        ((-likeness(one, two), abs(i - j), i, j) for i, one in enumerate(source) for j, two in enumerate(target)),
    )
    left, right = set(range(len(source))), set(range(len(target)))
    pairs = []
    for _, _, i, j in scores:
        if i in left and j in right:
            pairs.append((i, j))
            left.remove(i)
            right.remove(j)
    return [(source[i], target[j]) for i, j in sorted(pairs)]


def likeness(one: Party, two: Party) -> float:
    """The share of the words of the shorter party that stand in the other one too."""
    common = len(one.forms & two.forms)
    return common / max(1, min(len(one.forms), len(two.forms)))


def people(source: Party, target: Party) -> Iterator[tuple[Part | None, Part | None, bool]]:
    """Persons that are not the same on both sides, as pairs; the flag tells whether the two names have nothing in common."""
    languages = (source.lexicon.language, target.lexicon.language)
    left = [(part, name_words(part.text, source.lexicon)) for part in source.of("person")]
    right = [(part, name_words(part.text, target.lexicon)) for part in target.of("person")]
    for item in list(left):
        match = next((other for other in right if same_name(item[1], other[1], languages)), None)
        if match is not None:
            left.remove(item)
            right.remove(match)
    left = [item for item in left if not _stands(item[1], target, languages)]
    right = [item for item in right if not _stands(item[1], source, languages)]
    while left and right:
        one, two = max(((a, b) for a in left for b in right), key=lambda pair: _closeness(pair[0][1], pair[1][1], languages))
        left.remove(one)
        right.remove(two)
        yield one[0], two[0], _closeness(one[1], two[1], languages) < 0.5
    yield from ((part, None, True) for part, _ in left)
    yield from ((None, part, True) for part, _ in right)


def _stands(name: tuple[str, ...], party: Party, languages: tuple[str, str]) -> bool:
    """Whether all words of a name stand somewhere in the other party."""
    return all(any(same_word(word, form, languages) for form in party.forms) for word in name)


def _closeness(one: tuple[str, ...], two: tuple[str, ...], languages: tuple[str, str]) -> float:
    common = shared(one, two, languages) / max(1, min(len(one), len(two)))
    return max(common, spelling(" ".join(one), " ".join(two)) / 100 - 0.15)


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
        here, there = _weighty(left, kinds), _weighty(right, kinds)
        if kinds == PLACES and not (here and there):
            here, there = _seats(source, target, languages, alike)
        if here and there:
            known = True
            yield Difference(_kind(here, there), _spans(here), _spans(there))
    strong = [(item, first) for items, first in ((left, True), (right, False)) for item in items if _is_strong(item[0]) and item[1].kind == "office"]
    if strong and not known:
        known = True
        here, there = [item for item, first in strong if first], [item for item, first in strong if not first]
        yield Difference("office", _spans(here) or _whole(source, "office"), _spans(there) or _whole(target, "office"))
    if known:
        return
    alone = [[item for item in items if item[1].kind == "office" and _weighty([item], ("field",))] for items in (left, right)]
    silent = any(not any(_says(term) for term, _ in items) for items in (left, right))
    held = [" ".join(part.text for part in party.of("office")) for party in (source, target)]
    if bool(alone[0]) != bool(alone[1]) and silent and all(held) and alike(held[0], held[1]) < ALIKE:
        # A portfolio that only one side's office has: the ministry of one is not that of the other.
        yield Difference("office", _spans(alone[0]) or _whole(source, "office"), _spans(alone[1]) or _whole(target, "office"), certain=False)
        return
    here, there = ([item for item in items if _says(item[0])] for items in (left, right))
    if here and there and not any(map(_abbreviates, (*here, *there))):
        texts = (" ".join(item.form for item, _ in here), " ".join(item.form for item, _ in there))
        whole = [" ".join(dict.fromkeys(part.text for _, part in items)) for items in (here, there)]
        # Where other words of the line are left as they are, the name is, and its own words should be too.
        kept = any(term.form in target.forms and not term.form.isdigit() for _, part in here for term in source.lexicon.terms(part.text))
        if alike(*texts) < STRANGE and (kept or alike(*whole) < ALIKE):
            yield Difference(_kind(here, there), _spans(here), _spans(there), certain=False)
    offices = (source.of("office"), target.of("office"))
    if offices[0] and not offices[1] and not _says_role(target):
        yield Difference("office", tuple(part.span for part in offices[0]), ())
    if offices[1] and not offices[0] and not _says_role(source):
        yield Difference("office", (), tuple(part.span for part in offices[1]))


def _lines(source: Party, target: Party, line: str, kinds: Sequence[str], languages: tuple[str, str]) -> Difference | None:
    """Offices, portfolios or places that each side's lines of a kind have and the other side's lines of that kind have not."""
    here, there = (_weighty(party.terms(party.of(line)), kinds) for party in (source, target))

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
    return Difference(line, _spans(left), _spans(right)) if left and right else None


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
    return (bool(term.kinds() & set(PLACES)) and not _is_weak(term)) or named


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
Items = list[tuple[Term, Part]]


def _says_role(party: Party) -> bool:
    terms = (term for span in party.spans for term in party.lexicon.terms(party.letter[span]))
    return any("role" in part.kinds() for term in terms for part in _apart(term, party.lexicon))


def _whole(party: Party, kind: str) -> tuple[Span, ...]:
    return tuple(part.span for part in party.of(kind))[:1]


def _kind(here: Items, there: Items) -> str:
    kinds = {part.kind for _, part in here} | {part.kind for _, part in there}
    return "office" if "office" in kinds else "institution"


def _spans(items: Items) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(Span(term.start, term.end) for term, _ in items))


def _apart(term: Term, lexicon: Lexicon) -> tuple[Term, ...]:
    """A term, and where it has several words what its beginnings and ends say by themselves."""
    every = term.form.split()
    pieces = dict.fromkeys(" ".join(half) for cut in range(1, len(every)) for half in (every[:cut], every[cut:]))
    return (term, *(replace(part, start=term.start, end=term.end) for piece in pieces for part in lexicon.terms(piece)))


def _is_strong(term: Term) -> bool:
    return any(attributes(concept).get("strong") for concept in term.of("modifier"))


def _is_weak(term: Term) -> bool:
    return bool(term.concepts) and all(attributes(concept).get("weak") or attributes(concept).get("generic") for concept in term.concepts)


def _weighty(items: Items, kinds: Sequence[str]) -> Items:
    return [item for item in items if item[0].kinds() & set(kinds) and not _is_weak(item[0])]


def _says(term: Term) -> bool:
    """Whether a word says something of its own: neither a generic word nor a mere qualifier."""
    return not term.concepts or (bool(term.kinds() & set(_CONTENT)) and not _is_weak(term))


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
    return any(all(answered(word) or _is_weak(word) for half in pair for word in lexicon.terms(half)) for pair in halves)


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


def whereabouts(source: Party, target: Party, alike: Alike) -> Iterator[Difference]:
    """Streets, boxes, towns and countries that differ."""
    numbers = list(_numbers(source, target))
    streets = [*_ways(source, target, alike), *(item for item in numbers if item.kind == "street")]
    if streets:  # another name and another number are another street once
        places = [tuple(sorted({span for spans in sides for span in spans})) for sides in zip(*((d.source, d.target) for d in streets), strict=True)]
        yield Difference("street", places[0], places[1], any(item.certain for item in streets))
    yield from (item for item in numbers if item.kind != "street")
    for kind, names in (("town", "city"), ("region", "region"), ("country", "country")):
        here, there = source.terms(source.of(kind)), target.terms(target.of(kind))
        one, two = [item for item in here if names in item[0].kinds()], [item for item in there if names in item[0].kinds()]
        if not (one and two and len(one) == len(here) and len(two) == len(there)):
            continue
        if not any(a.concepts & b.concepts for a, _ in one for b, _ in two) and not _anywhere(one, target) and not _anywhere(two, source):
            yield Difference(kind, _spans(one), _spans(two))
            return
    yield from _towns(source, target, alike)


def _anywhere(items: Items, party: Party) -> bool:
    """Whether one of these places is named anywhere in the other party."""
    every = {concept for span in party.spans for term in party.lexicon.terms(party.letter[span]) for concept in term.concepts}
    return any(term.concepts & every for term, _ in items)


def _towns(source: Party, target: Party, alike: Alike) -> Iterator[Difference]:
    """Towns and regions that no list has, or that a list has on one side only."""
    here, there = (
        [item for item in party.terms(party.of("town", "region")) if not any(c.isdigit() for c in item[1].text)] for party in (source, target)
    )
    languages = (source.lexicon.language, target.lexicon.language)
    left = [item for item in here if not any(_same_place(item[0], other, languages) for other, _ in there) and item[0].form not in target.forms]
    right = [item for item in there if not any(_same_place(item[0], other, languages) for other, _ in here) and item[0].form not in source.forms]
    left = [item for item in left if not _is_weak(item[0]) and "modifier" not in item[0].kinds() and not _anywhere([item], target)]
    right = [item for item in right if not _is_weak(item[0]) and "modifier" not in item[0].kinds() and not _anywhere([item], source)]
    texts = (" ".join(t.form for t, _ in left), " ".join(t.form for t, _ in right))
    if left and right and spelling(*texts) < 75 and alike(*texts) < 0.75:
        yield Difference("town", _spans(left), _spans(right))


def _same_place(one: Term, two: Term, languages: tuple[str, str]) -> bool:
    return one.form == two.form or bool(one.concepts & two.concepts) or spoken_alike(one.form, two.form, languages)


def _numbers(source: Party, target: Party) -> Iterator[Difference]:
    """Numbers of streets and boxes, by value."""
    for kind in ("street", "box", "town"):
        left, right = _digits(source, kind), _digits(target, kind)
        here = [(value, span) for value, span in left if not _has_number(target, value)]
        there = [(value, span) for value, span in right if not _has_number(source, value)]
        if (here or there) and left and right:
            yield Difference(kind, tuple(s for _, s in here) or _where(source, kind), tuple(s for _, s in there) or _where(target, kind))
        elif kind == "town":
            continue  # a delivery office's number may be left out
        elif here and not right and not there:
            yield Difference(kind, tuple(s for _, s in here), _where(target, kind))
        elif there and not left and not here:
            yield Difference(kind, _where(source, kind), tuple(s for _, s in there))


def _where(party: Party, kind: str) -> tuple[Span, ...]:
    return tuple(part.span for part in party.of(kind))[:1]


def _digits(party: Party, kind: str) -> list[tuple[str, Span]]:
    found = []
    for part in party.of(kind):
        for match in re.finditer(r"\d+(?:[-–/]\d+)*|(?<![\w.'’])[A-Z](?![\w.'’])", part.text):
            at = part.span.start + match.start()
            found.append((re.sub(r"[-–/]", "-", match[0]), Span(at, at + len(match[0]))))
    return found


def _has_number(party: Party, value: str) -> bool:
    pattern = rf"(?<!\d){'[ –/-]*'.join(value.split('-'))}(?!\d)" if value[0].isdigit() else rf"(?<![\w.]){value}(?![\w.])"
    return any(re.search(pattern, party.letter[span]) for span in party.spans)


def _ways(source: Party, target: Party, alike: Alike) -> Iterator[Difference]:
    """Names of streets and buildings: a name stands as it is or is translated, but is not another one."""
    left, right = source.terms(source.of("street")), target.terms(target.of("street"))
    if not left or not right:
        return
    languages = (source.lexicon.language, target.lexicon.language)

    def alone(items: Items, others: Items, party: Party) -> Items:
        return [
            item
            for item in items
            if not item[0].form[0].isdigit()
            and item[0].form not in party.forms
            and not any(other.concepts & item[0].concepts or spoken_alike(item[0].form, other.form, languages) for other, _ in others)
        ]

    here, there = alone(left, right, target), alone(right, left, source)
    one, two = _names(here), _names(there)
    if not one or not two or _translates(one, two):
        return
    texts = (" ".join(term.form for term, _ in one), " ".join(term.form for term, _ in two))
    # Where the words for the way are left as they are, so is the name, and any other spelling is another name; cognates are not.
    kept = {t.form for t, _ in left if "street" in t.kinds()} == {t.form for t, _ in right if "street" in t.kinds()}
    spelled = spelling(*texts) >= 55
    if (kept and spelled) or alike(*texts) < 0.4:
        yield Difference("street", _spans(one), _spans(two), certain=kept and spelled)


def _names(items: Items) -> Items:
    return [item for item in items if not item[0].kinds() & {"street", "unit", "cardinal", "modifier"} and len(item[0].form) > 1]


def _translates(one: Items, two: Items) -> bool:
    """Whether all words are of lists: a square named after an office or a state is translated as the office or state is."""
    return all(term.concepts for term, _ in (*one, *two)) and any(a.concepts & b.concepts for a, _ in one for b, _ in two)


def codes(source: Party, target: Party) -> Iterator[tuple[Part | None, Part | None]]:
    """Postal codes that differ, without the letters of the country."""
    left = [part for part in source.of("postal-code") if not _has_code(target, part)]
    right = [part for part in target.of("postal-code") if not _has_code(source, part)]
    while left and right:
        yield left.pop(0), right.pop(0)
    yield from ((part, None) for part in left)
    yield from ((None, part) for part in right)


def _has_code(party: Party, part: Part) -> bool:
    value = code_value(part.text)
    return any(value in code_value(line) for span in party.spans for line in party.letter[span].split("\n"))


def code_value(text: str) -> str:
    """A postal code without blanks and the country's letters before it."""
    return re.sub(r"^[a-z]{1,3}-(?=\d)", "", re.sub(r"[\s\u00a0]", "", plain(text)))
