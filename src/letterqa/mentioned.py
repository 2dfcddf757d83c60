"""Everything one letter mentions as a value, in order of place: what the checks compare, for a person or a program to look at."""

from __future__ import annotations

from dataclasses import dataclass

from letterqa import lexicon
from letterqa.letter import Letter, Role, Span
from letterqa.lexicon import PLACES
from letterqa.mentions.contacts import contacts
from letterqa.mentions.dates import Taken
from letterqa.mentions.facts import facts
from letterqa.mentions.names import Name, names
from letterqa.mentions.numerals import STRONG


@dataclass(frozen=True, slots=True)
class Mentioned:
    """One mention. `kind` is figure, date, time, code, email, web, phone, fax, place, organisation or name; `value` is what is compared;
    `weak` tells of a figure that is not missed by itself ("one", "dozens")."""

    kind: str
    value: str
    span: Span
    weak: bool = False


def mentioned(letter: Letter) -> tuple[Mentioned, ...]:
    """The contacts, codes, dates, figures and names of a letter, in order of place; the numbers of addresses are no figures."""
    addresses = Taken([block.span for block in letter.blocks if block.role in (Role.ADDRESS, Role.SIGNATURE, Role.LETTERHEAD)])
    said = facts(letter.text, letter.language)
    found = [Mentioned(item.kind, item.value, item.span) for item in contacts(letter.text, letter.language)]
    found += [Mentioned("code", code.value, code.span) for code in said.codes]
    found += [Mentioned("time" if date.sort == "time" else "date", date.shown(), date.span) for date in said.dates]
    found += [
        Mentioned("figure", figure.shown(), figure.span, figure.weighs != STRONG)
        for figure in said.figures
        if not addresses.holds(figure.span.start, figure.span.end)
    ]
    taken = Taken([item.span for item in found])
    for name in names(letter.text, letter.language):
        if not taken.holds(name.span.start, name.span.end) and (kind := _kind(letter, name)):
            found.append(Mentioned(kind, " ".join(letter[name.span].split()), name.span))
    return tuple(sorted(found, key=lambda item: item.span))


def _kind(letter: Letter, name: Name) -> str:
    """What a capitalised sequence names: "organisation", "place" or "name"; "" for a single word of the language."""
    terms = lexicon.load(letter.language).terms(letter[name.span], name.span.start, foreign=False)
    kinds = {kind for term in terms for kind in term.kinds()}
    if name.opaque or len(name.words) > 1 or kinds & {*PLACES, "body"}:
        return "organisation" if "body" in kinds else "place" if kinds & set(PLACES) and not kinds & {"title", "role"} else "name"
    return ""
