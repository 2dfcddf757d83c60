"""What only all versions of a letter together show; which version is the odd one, and which is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from letterqa.finding import Rule, Severity
from letterqa.locales import primary, spoken
from letterqa.saying import Said, listed, say

ALONE = Rule(
    "campaign.alone",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "One version alone has a figure, date, name, term or addressee that all others have otherwise.",
    "Where all others agree, the odd one is wrong; if it is the source, correcting the translations would make it worse.",
    "The English letter says 90,000, the Italian, French and Spanish ones 9.000.",
)
VERSION = Rule(
    "campaign.version",
    "accuracy/omission",
    Severity.MINOR,
    "A letter lacks a version that other letters of the campaign, or its sheet, have.",
    "People of one language are asked to sign a letter that is not there.",
    "The letter to the ambassador has no French version.",
)
RULES = (ALONE, VERSION)

_COMPARED = frozenset(("figures", "dates", "codes", "contacts", "names", "terminology", "addressee"))
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a finding of a pair says, for comparing pairs: `id` is its fingerprint, `source` and `target` the places it points at (start, end,
    text)."""

    id: str
    rule: str
    severity: int
    source: tuple[tuple[int, int, str], ...]
    target: tuple[tuple[int, int, str], ...]

    @property
    def family(self) -> str:
        """The family of its rule."""
        return self.rule.partition(".")[0]

    @property
    def said(self) -> tuple[str, str]:
        """The words that it points at on each side, empty where something is missing."""
        return tuple(" … ".join(text for start, end, text in spans if start < end) for spans in (self.source, self.target))  # type: ignore[return-value]

    def meets(self, other: Claim) -> bool:
        """Whether both are about the same words of the source."""
        return self.family == other.family and any(
            start < last and first < end for start, end, _ in self.source for first, last, _ in other.source if start < end and first < last
        )


@dataclass(frozen=True, slots=True)
class Across:
    """A finding over the versions of a letter. `pairs` are the findings that it stands on: the target's language and the fingerprint."""

    rule: Rule
    severity: Severity
    letter: str
    message: Said
    pairs: tuple[tuple[str, str], ...] = ()


def alone(letter: str, source: str, claims: Mapping[str, Sequence[Claim]]) -> Iterator[Across]:
    """Where one version says what no other does. `source` is the source's language; `claims` are the findings of each target, by language;
    with fewer than two targets there is nobody to ask."""
    if len(claims) < 2:
        return
    used: set[tuple[str, str]] = set()
    first, *others = claims
    for claim in (item for item in claims[first] if item.family in _COMPARED):
        answers = [next((item for item in claims[tag] if item.meets(claim) or _same_addition(item, claim)), None) for tag in others]
        if any(item is None for item in answers):
            continue
        held = {first: claim} | {tag: item for tag, item in zip(others, answers, strict=True) if item is not None}
        if all((tag, item.id) in used for tag, item in held.items()):
            continue
        used |= {(tag, item.id) for tag, item in held.items()}
        yield _source(letter, source, held)
    for tag, found in claims.items():
        for claim in found:
            if claim.family in _COMPARED and claim.severity >= Severity.MAJOR and (tag, claim.id) not in used and claim.said[1]:
                yield _target(letter, source, tag, claim, len(claims) - 1)


def missing(letter: str, there: Sequence[str], wanted: Sequence[str], promised: Sequence[str]) -> Iterator[Across]:
    """Languages in which most letters are (`wanted`), or that the campaign sheet names (`promised`), and this letter is not."""
    have = {primary(tag) for tag in there}
    lacks: list[str] = []
    for tag in dict.fromkeys((*promised, *wanted)):
        if primary(tag) in have:
            continue
        have.add(primary(tag))
        name = spoken(tag)
        if tag in promised:
            message = say("The letter has no {a} version, for which the campaign sheet names an addressee.", a=name)
            yield Across(VERSION, Severity.MAJOR, letter, message)
        else:
            lacks.append(name)
    if lacks:
        yield Across(VERSION, VERSION.severity, letter, say("Most letters have a version that this one lacks: {a}.", a=listed(lacks)))


def _same_addition(one: Claim, other: Claim) -> bool:
    """Whether two versions add the same: figures of the same digits that the source does not have."""
    if one.said[0] or other.said[0] or one.rule != other.rule:
        return False
    digits = [sorted(_DIGITS.findall(item.said[1])) for item in (one, other)]
    return bool(digits[0]) and digits[0] == digits[1]


def _source(letter: str, source: str, held: Mapping[str, Claim]) -> Across:
    name = spoken(source)
    said = next(iter(held.values())).said[0]
    told = listed([_quoted(tag, claim) for tag, claim in held.items() if claim.said[1]])
    if said and told:
        message = say("The {a} version alone says “{b}”; the others: {c}.", a=name, b=said, c=told)
    elif said:
        message = say("The {a} version alone has “{b}”; none of the others has it.", a=name, b=said)
    else:
        message = say("The {a} version alone lacks what all others have: {b}.", a=name, b=told)
    worst = Severity(max(claim.severity for claim in held.values()))
    return Across(ALONE, worst, letter, message, tuple((tag, claim.id) for tag, claim in held.items()))


def _target(letter: str, source: str, tag: str, claim: Claim, others: int) -> Across:
    name, main = spoken(tag), spoken(source)
    if others == 1:
        message = say("The {a} version alone says “{b}”; the other one agrees with the {c} letter here.", a=name, b=claim.said[1], c=main)
    else:
        message = say("The {a} version alone says “{b}”; the other {n} agree with the {c} letter here.", a=name, b=claim.said[1], c=main, n=others)
    return Across(ALONE, Severity.NEUTRAL, letter, message, ((tag, claim.id),))


def _quoted(tag: str, claim: Claim) -> Said:
    return say("{a} “{b}”", a=spoken(tag), b=claim.said[1])
