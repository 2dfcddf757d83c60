"""Where two parties are: streets, boxes, towns and countries by value, whatever their order and language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letterqa.letter import Span
from letterqa.lexicon import Term, spelling
from letterqa.naming import spoken_alike
from letterqa.parties import Alike, Difference, Items, Party, is_weak, spans_of


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
            yield Difference(kind, spans_of(one), spans_of(two))
            return
    yield from _towns(source, target, alike)


def _anywhere(items: Items, party: Party) -> bool:
    """Whether one of these places is named anywhere in the other party."""
    return any(term.concepts & other.concepts for term, _ in items for other in party.everything)


def _towns(source: Party, target: Party, alike: Alike) -> Iterator[Difference]:
    """Towns and regions that no list has, or that a list has on one side only."""
    here, there = (
        [item for item in party.terms(party.of("town", "region")) if not any(c.isdigit() for c in item[1].text)] for party in (source, target)
    )
    languages = (source.lexicon.language, target.lexicon.language)

    def alone(items: Items, others: Items, party: Party) -> Items:
        return [
            item
            for item in items
            if item[0].form not in party.forms
            and not is_weak(item[0])
            and "modifier" not in item[0].kinds()
            and not any(_same_place(item[0], other, languages) for other, _ in others)
            and not _anywhere([item], party)
        ]

    left, right = alone(here, there, target), alone(there, here, source)
    texts = (" ".join(t.form for t, _ in left), " ".join(t.form for t, _ in right))
    if left and right and spelling(*texts) < 75 and alike(*texts) < 0.75:
        yield Difference("town", spans_of(left), spans_of(right))


def _same_place(one: Term, two: Term, languages: tuple[str, str]) -> bool:
    return one.form == two.form or bool(one.concepts & two.concepts) or spoken_alike(one.form, two.form, languages)


def _numbers(source: Party, target: Party) -> Iterator[Difference]:
    """Numbers of streets and boxes, by value."""
    for kind in ("street", "box", "town"):
        left, right = _digits(source, kind), _digits(target, kind)
        here = [(value, span) for value, span in left if not _has_number(target, value)]
        there = [(value, span) for value, span in right if not _has_number(source, value)]
        if (here or there) and left and right:
            yield Difference(kind, tuple(s for _, s in here) or source.first(kind), tuple(s for _, s in there) or target.first(kind))
        elif kind == "town":
            continue  # a delivery office's number may be left out
        elif here and not right and not there:
            yield Difference(kind, tuple(s for _, s in here), target.first(kind))
        elif there and not left and not here:
            yield Difference(kind, source.first(kind), tuple(s for _, s in there))


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
        yield Difference("street", spans_of(one), spans_of(two), certain=kept and spelled)


def _names(items: Items) -> Items:
    return [item for item in items if not item[0].kinds() & {"street", "unit", "cardinal", "modifier"} and len(item[0].form) > 1]


def _translates(one: Items, two: Items) -> bool:
    """Whether all words are of lists: a square named after an office or a state is translated as the office or state is."""
    return all(term.concepts for term, _ in (*one, *two)) and any(a.concepts & b.concepts for a, _ in one for b, _ in two)
