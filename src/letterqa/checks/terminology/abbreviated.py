"""Acronyms that are not those of the names they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letterqa import acronyms
from letterqa.bitext import SIDES, Bitext
from letterqa.checks.terminology.rules import ACRONYM, NAMED
from letterqa.checks.terminology.wording import entry
from letterqa.context import Context, quote
from letterqa.finding import Finding
from letterqa.letter import Letter, Span
from letterqa.saying import say
from letterqa.termbase.concepts import Kind
from letterqa.termbase.matching import Use
from letterqa.termuse import Uses, akin

Slip = tuple[str, Span, str | None]  # message, place, suggestion


def slips(letter: Letter, context: Context, side: str, every: Sequence[Use]) -> list[Slip]:
    """Acronyms in brackets that are not those of the name before them."""
    found: list[Slip] = []
    known = acronyms.holders(context.terms)
    for item in acronyms.defined(letter, every):
        use = item.use
        if use is None or use.acronym or not all(concept.rank or concept.kind in NAMED or concept.kind is Kind.OFFICE for concept in use.concepts):
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
        whose = say(" {a} is {b}.", a=item.text, b=foreign[0].name(letter.language)) if foreign else ""
        right = say(" Its acronym is {a}.", a=" or ".join(own)) if own else ""
        shown = quote(letter, use.span.start, use.span.end)
        found.append(
            (
                say(
                    "In the {a} letter, {b} is no acronym of {c}.{d}{e}{f}",
                    a=context.called(side),
                    b=item.text,
                    c=shown,
                    d=whose,
                    e=right,
                    f=entry(use, 0),
                ),
                item.span,
                own[0] if own else None,
            )
        )
    return found


def joined(bitext: Bitext, slips: dict[str, list[Slip]]) -> Iterator[Finding]:
    """Slips of both letters; the same wrong acronym in the same bead is one finding."""
    rest = list(slips["target"])
    for message, span, suggestion in slips["source"]:
        bead = _bead(bitext, "source", span)
        twin = next((item for item in rest if bitext.target[item[1]] == bitext.source[span] and _bead(bitext, "target", item[1]) == bead), None)
        if twin is not None:
            rest.remove(twin)
            message = say("{a} The other letter has the same.", a=message)
        yield Finding(ACRONYM, message, (span,), (twin[1],) if twin else (), ACRONYM.severity, suggestion)
    for message, span, suggestion in rest:
        yield Finding(ACRONYM, message, (), (span,), ACRONYM.severity, suggestion)


def strange(bitext: Bitext, context: Context, table: dict[str, Uses]) -> Iterator[Finding]:
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
            message = say("An acronym differs: the {a} letter says {b}, the {c} letter {d}.", a=names[0], b=one.text, c=names[1], d=two.text)
            yield Finding(ACRONYM, message, (one.span,), (two.span,), ACRONYM.severity)


def _initials(letter: Letter, item: acronyms.Defined) -> bool:
    """Whether the words right before a bracket begin with the acronym's letters."""
    before = letter.text[max(0, item.span.start - 160) : item.span.start].rstrip(' ("“«')
    starts = [match.start() for match in re.finditer(r"[^\W\d_]+", before)]
    return any(acronyms.spelled_out(item.text, before[at:], letter.language) for at in starts[-12:])


def _bead(bitext: Bitext, side: str, span: Span) -> int:
    segment = next(bitext.side(side).touching(span), None)
    return bitext.bead_of.get((side, segment.index), -1) if segment is not None else -1
