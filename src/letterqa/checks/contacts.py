"""Contacts: both letters name the same e-mail addresses, pages, telephone and fax numbers and postal codes, compared by value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from letterqa.bitext import SIDES, Bitext
from letterqa.context import Context, both_sides, on_side, other, quote
from letterqa.finding import Finding, Rule, Severity
from letterqa.letter import PROSE, Letter, Role, Span
from letterqa.lexicon import spelling
from letterqa.locales import direction
from letterqa.mentions.contacts import Contact, contacts, near_pages, same_number
from letterqa.mentions.lookalikes import HIDDEN, MIXED, lookalikes
from letterqa.mentions.placeholders import blank_in
from letterqa.parties import codes, matched, parties, together
from letterqa.saying import say

CHANGED = Rule(
    "contacts.changed",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "An e-mail address, page, number or postal code differs between the letters.",
    "Answers and signatures of one language go astray, or to a stranger.",
    "+254 20 555 0142 / +254 20 555 0124",
)
MISSING = Rule(
    "contacts.missing",
    "accuracy/omission",
    Severity.MAJOR,
    "A contact of the source is not in the target.",
    "Readers of one version cannot reach whom they should.",
    "The fax number of the ministry stands in the English letter only.",
)
ADDED = Rule(
    "contacts.added",
    "accuracy/addition",
    Severity.MAJOR,
    "A contact of the target is not in the source.",
    "Nobody approved it, and it may be wrong.",
    "An e-mail address stands in the Italian letter only.",
)
CONFUSABLE = Rule(
    "contacts.confusable",
    "accuracy/mistranslation",
    Severity.CRITICAL,
    "An address, name or word holds signs that look like others, or that hide or turn the text.",
    "Mail and money go to a stranger whose address looks like the right one, and nobody who reads can see it.",
    "info@аmnesty.org with a Cyrillic а",
)
RULES = (CHANGED, MISSING, ADDED, CONFUSABLE)

_CALLED = {"email": "e-mail address", "web": "web address", "phone": "telephone number", "fax": "fax number"}


class _Found(NamedTuple):
    """A contact with the role of the block it stands in and the place of that block among those of the role."""

    contact: Contact
    role: Role | None
    block: int


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about contacts and postal codes."""
    left, right = ([*_found(bitext.side(side))] for side in SIDES)
    left, right = _unmatched(left, right)
    left = [item for item in left if not _written(item, bitext.target)]
    right = [item for item in right if not _written(item, bitext.source)]
    if context.apart:  # each version goes to another desk, with its own telephone
        left, right = ([item for item in group if item.role is not Role.ADDRESS] for group in (left, right))
    for one, two in _pairs(left, right, bitext):
        left.remove(one)
        right.remove(two)
        if one.contact.kind == "web" and near_pages(one.contact.value, two.contact.value) and _translated(one, two, context):
            continue
        yield _changed(bitext, context, _CALLED[one.contact.kind], one.contact.span, two.contact.span)
    for side, rest in (("source", left), ("target", right)):
        for item in rest:
            yield _lonely(bitext, context, side, item.contact.span, _CALLED[item.contact.kind])
    yield from _codes(bitext, context)
    for side in SIDES:
        for finding in _confusable(bitext.side(side), context.called(side)):
            yield on_side(side, finding)


def lint(letter: Letter, context: Context) -> Iterator[Finding]:
    """What one letter shows by itself."""
    yield from _confusable(letter, context.called("source"))


def _confusable(letter: Letter, called: str) -> Iterator[Finding]:
    for item in lookalikes(letter.text):
        text = _text(letter, item.span)
        if item.sort == MIXED:
            message = say("In the {a} letter, {b} holds a letter of another script that only looks right: {c}.", a=called, b=text, c=item.odd)
        elif item.sort == HIDDEN:
            message = say("In the {a} letter, an address holds a sign that nobody sees: {b} in {c}.", a=called, b=item.odd, c=text)
        elif direction(letter.language) == "ltr":  # in scripts from right to left, such signs belong to the text
            message = say("In the {a} letter, a sign turns the direction of what follows: it reads otherwise than it is. {b}", a=called, b=item.odd)
        else:
            continue
        yield Finding(CONFUSABLE, message, (item.span,), (), CONFUSABLE.severity)


def _found(letter: Letter) -> Iterator[_Found]:
    for contact in contacts(letter.text, letter.language):
        number = next((index for index, block in enumerate(letter.blocks) if block.span.overlaps(contact.span)), -1)
        yield _Found(contact, letter.blocks[number].role if number >= 0 else None, number)


def _text(letter: Letter, span: Span) -> str:
    return quote(letter, span.start, span.end)


def _same(one: Contact, two: Contact) -> bool:
    if {one.kind, two.kind} <= {"phone", "fax"}:
        return same_number(one.value, two.value)
    return one.kind == two.kind and one.value == two.value


def _unmatched(left: list[_Found], right: list[_Found]) -> tuple[list[_Found], list[_Found]]:
    """Contacts without an equal on the other side; one that stands more often on one side is there all the same."""
    return (
        [item for item in left if not any(_same(item.contact, other.contact) for other in right)],
        [item for item in right if not any(_same(item.contact, other.contact) for other in left)],
    )


def _written(item: _Found, letter: Letter) -> bool:
    """Whether a number stands in a letter all the same, though nothing there says that it is a telephone's."""
    digits = re.sub(r"\D", "", item.contact.value)
    return item.contact.kind in {"phone", "fax"} and re.search(rf"(?<!\d){'[ ().–/-]{0,2}'.join(digits)}(?!\d)", letter.text) is not None


def _pairs(left: list[_Found], right: list[_Found], bitext: Bitext) -> list[tuple[_Found, _Found]]:
    """Contacts of one kind that answer each other: in blocks of one role, the most alike first."""
    scored = sorted(
        (
            (-(spelling(one.contact.value, two.contact.value) + 40 * _facing(one, two, bitext)), i, j)
            for i, one in enumerate(left)
            for j, two in enumerate(right)
            if one.contact.kind == two.contact.kind and (one.role == two.role or spelling(one.contact.value, two.contact.value) >= 70)
        ),
    )
    pairs, used, taken = [], set(), set()
    for score, i, j in scored:
        if i not in used and j not in taken and -score >= 40:
            used.add(i)
            taken.add(j)
            pairs.append((left[i], right[j]))
    return pairs


def _facing(one: _Found, two: _Found, bitext: Bitext) -> bool:
    """Whether the blocks of two contacts answer each other in the alignment."""
    beads = {bitext.bead_of["source", segment.index] for segment in bitext.source.segments_of(one.block)}
    return any(bitext.bead_of["target", segment.index] in beads for segment in bitext.target.segments_of(two.block))


def _translated(one: _Found, two: _Found, context: Context) -> bool:
    """Whether the paths of two pages say the same in two languages, as far as the encoder can tell."""
    texts = [item.contact.value.partition("/")[2].replace("-", " ").replace("_", " ").replace("/", " ") for item in (one, two)]
    if texts[0] == texts[1]:
        return True
    return context.alike(texts[0], texts[1]) >= 0.5 and spelling(texts[0], texts[1]) < 85


# Postal codes of letters and figures are told in running text too.
_CODE = re.compile(r"(?<![\w-])(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d)(?![\w-])")


def _quoted_codes(bitext: Bitext) -> Iterator[tuple[Span, Span]]:
    """Postal codes in running text that differ, in order."""
    found = []
    for side in SIDES:
        letter = bitext.side(side)
        places = [block.span for block in letter.blocks if block.role in PROSE]
        found.append([Span(*match.span()) for place in places for match in _CODE.finditer(letter.text, place.start, place.end)])
    sets = [{bitext.side(side)[span] for span in spans} for side, spans in zip(SIDES, found, strict=True)]
    left = [span for span in found[0] if bitext.source[span] not in sets[1]]
    right = [span for span in found[1] if bitext.target[span] not in sets[0]]
    yield from zip(left, right, strict=False)


def _changed(bitext: Bitext, context: Context, called: str, here: Span, there: Span) -> Finding:
    texts = [_text(bitext.source, here), _text(bitext.target, there)]
    message = say(
        "This {a} differs: the {b} letter says {c}, the {d} letter {e}.",
        a=called,
        b=context.called("source"),
        c=texts[0],
        d=context.called("target"),
        e=texts[1],
    )
    return Finding(CHANGED, message, (here,), (there,), CHANGED.severity)


def _lonely(bitext: Bitext, context: Context, side: str, span: Span, called: str) -> Finding:
    rule = MISSING if side == "source" else ADDED
    place = _place(bitext, side, span)
    text = _text(bitext.side(side), span)
    return Finding(
        rule,
        say("This {a} stands in the {b} letter only: {c}.", a=called, b=context.called(side), c=text),
        *both_sides(side, (span,), (place,)),
        rule.severity,
    )


def _place(bitext: Bitext, side: str, span: Span) -> Span:
    """Where the other letter would have it: the end of what answers its segment."""
    segment = next(bitext.side(side).touching(span), None)
    if segment is None:
        return Span(0, 0)
    index = bitext.bead_of[side, segment.index]
    facing = bitext.beads[index].facing(side)
    blank = blank_in(bitext.side(other(side)), (item.span for item in facing))
    if blank is not None:
        return blank  # what nobody filled in stands where the contact would
    return Span(facing[-1].span.end, facing[-1].span.end) if facing else bitext.place(index, other(side))


def _codes(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """Postal codes of addresses and letterheads that answer each other, and those of running text."""
    for here, there in _quoted_codes(bitext):
        yield _changed(bitext, context, "postal code", here, there)
    addressed, sent = (
        [parties(bitext.side(side), *roles) for side in SIDES] for roles in ((Role.ADDRESS,), (Role.LETTERHEAD, Role.SIGNATURE, Role.FOOTER))
    )
    senders = [found for found in map(together, sent) if found is not None]
    if context.apart:
        addressed = [(), ()]
    for pairs in (matched(*addressed), [(senders[0], senders[1])] if len(senders) == 2 else []):
        for source, target in pairs:
            for one, two in codes(source, target):
                if one is not None and two is not None:
                    yield _changed(bitext, context, "postal code", one.span, two.span)
                elif one is not None:
                    yield _lonely(bitext, context, "source", one.span, "postal code")
                elif two is not None:
                    yield _lonely(bitext, context, "target", two.span, "postal code")
