"""Which small words of a bead the other side answers: negations and hedges one by one, obligation, certainty and quantifiers by their values."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from letterqa.bitext import SIDES, Bitext
from letterqa.coverage import Cover, Word
from letterqa.letter import Letter, Span
from letterqa.locales import primary
from letterqa.mentions.wording import Marker, markers, privatives
from letterqa.tagging import MISSING, OK

_STRETCH = re.compile(r"[^\W_]+(?:['’][^\W_]+)?(?:[ \n][^\W_]+){1,2}")
_NEAR = 9  # words around its place in which a marker's counterpart stands
_ANSWERED = 0.9  # probability that a word is said on the other side
_GONE = 0.5  # probability that a word is missing on the other side
_SCOPE, _CONTENT = 7, 4  # words behind a negation, of so many letters, that say what it denies
_CLOSE = 3  # words around a place in which quotation marks say "so-called"
_MARKS = frozenset('"“”„«»')
_BRIEF = 18  # words of a sentence so short that a counterpart may stand anywhere in it
_BESIDE = 6  # words between two hedges of one statement
_BESIDE_WILL = 2  # words between the places of "may" and a future: farther apart they are of two verbs
_UNDONE = 7  # words between "not" and the negative word that takes it back
_AROUND = 5  # words whose counterparts tell where a marker's own place is
# Values that one sentence may have for another's; what is not listed, and not equal, contradicts.
_AGREE = {
    "obligation": (
        {"must", "will"}, {"must", "no"}, {"must", "duty"}, {"should", "duty"}, {"should_not", "duty"}, {"no", "duty"}, {"will", "duty"},
        {"exempt", "duty"}, {"should", "will"}, {"should", "should_not"}, {"should_not", "exempt"}, {"should_not", "will"}, {"exempt", "will"},
        {"exempt", "may"}, {"no", "exempt"}, {"no", "may"}, {"no", "will"}, {"no", "perhaps"}, {"no", "chance"}, {"perhaps", "may"},
        {"perhaps", "will"}, {"perhaps", "should"}, {"perhaps", "chance"}, {"chance", "may"}, {"chance", "will"}, {"perhaps", "exempt"},
        {"not_duty", "no"}, {"not_duty", "should_not"}, {"not_duty", "exempt"}, {"not_duty", "must"}, {"not_duty", "duty"}, {"not_duty", "should"},
        {"not_duty", "may"}, {"not_duty", "will"}, {"not_duty", "perhaps"},
    ),
    "certainty": (),
    "quantifier": (
        {"all", "any"}, {"none", "any"}, {"some", "any"}, {"one", "any"}, {"most", "any"}, {"many", "any"}, {"several", "any"}, {"few", "any"},
        {"many", "several"}, {"some", "several"}, {"most", "many"}, {"some", "many"}, {"some", "few"}, {"one", "some"}, {"several", "few"},
        {"one", "all"},
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """A marker that one side has and the other lacks, or that contradicts another: `there` is what stands in its place (None for nothing),
    `place` where it would stand."""

    bead: int
    side: str
    marker: Marker
    there: Marker | None
    place: Span


@dataclass(frozen=True, slots=True)
class _Placed:
    marker: Marker
    own: int  # index of its word among the words of its side
    facing: float  # where its counterpart would stand among the words of the other side


@dataclass(frozen=True)
class _Side:
    words: Sequence[Word]
    placed: tuple[_Placed, ...]
    privatives: frozenset[str]

    def of(self, kind: str, strict: bool) -> list[_Placed]:
        return [item for item in self.placed if item.marker.kind == kind and item.marker.strict is strict]

    def near(self, place: float) -> Sequence[Word]:
        """The words around a place."""
        return self.words[max(0, round(place) - _CLOSE) : round(place) + _CLOSE + 1]


def gaps(bitext: Bitext) -> Iterator[Gap]:
    """All differences in small words, bead by bead; nothing where the words of a bead could not be compared."""
    for bead, cover in enumerate(bitext.coverage):
        if cover is None:
            continue
        sides = {side: _side(bitext, bead, side, cover) for side in SIDES}
        denied = list(_lost(bead, sides, "negation"))
        yield from denied
        yield from _lost(bead, sides, "hedge")
        for kind in _AGREE:
            for gap in _contradicting(bead, sides, kind):
                # "Nobody" lost is one error, of negation.
                if not any(held.marker.span.overlaps(span) for held in denied for span in (gap.marker.span, gap.place)):
                    yield gap


def _side(bitext: Bitext, bead: int, side: str, cover: Cover) -> _Side:
    letter = bitext.side(side)
    there = "target" if side == "source" else "source"
    own, facing = cover.on(side), cover.on(there)
    starts, opposite = [word.span.start for word in own], [word.span.start for word in facing]
    placed = []
    for segment in bitext.beads[bead].on(side):
        for marker in markers(letter[segment.span], letter.language):
            span = Span(marker.span.start + segment.span.start, marker.span.end + segment.span.start)
            at = max(0, bisect_left(starts, span.start + 1) - 1)
            if _named(letter, segment.span, span) or _quoted(letter, span, facing, bitext.side(there)):
                continue
            moved = Marker(span, marker.kind, marker.value, marker.strict)
            placed.append(_Placed(moved, at, _facing(own, opposite, at)))
    return _Side(own, tuple(placed), privatives(primary(letter.language)))


def _named(letter: Letter, segment: Span, span: Span) -> bool:
    """Whether a marker belongs to a name: a capital inside a sentence ("Without Borders"), unless all is in capitals."""
    first = letter.text[span.start : span.start + 2]
    if not first[:1].isupper() or first.isupper():
        return False  # "NOT" is meant to be heard
    before = letter.text[segment.start : span.start].rstrip(" \t\n([—–-•·*")
    return bool(before) and before[-1] not in ".!?:;…\"'“”„«»‘’‚‹›"


def _quoted(letter: Letter, span: Span, facing: Sequence[Word], other: Letter) -> bool:
    """Whether the other side has the very words, in the same language: a title that is not translated."""
    stretch = _STRETCH.match(letter.text, span.start)
    passage = other.text[facing[0].span.start : facing[-1].span.end] if facing else ""
    return stretch is not None and len(stretch[0]) > len(letter[span]) and stretch[0] in passage


def _facing(own: Sequence[Word], opposite: Sequence[int], at: int) -> float:
    """Where, among the words of the other side, the counterpart of a word would stand: in the middle of what answers its neighbours."""
    near = []
    for index in range(max(0, at - _AROUND), min(len(own), at + _AROUND + 1)):
        partner = own[index].partner
        if partner is not None:
            near.append((bisect_left(opposite, partner.start), 1.0 / (1 + abs(index - at))))
    if not near:
        return (at + 0.5) / max(1, len(own)) * len(opposite)
    near.sort()
    half, total = sum(weight for _, weight in near) / 2, 0.0
    for index, weight in near:
        total += weight
        if total >= half:
            return float(index)
    return float(near[-1][0])


def _lost(bead: int, sides: dict[str, _Side], kind: str) -> Iterator[Gap]:
    """Strict markers of a kind that nothing on the other side answers, strict or wide, in their place."""
    strict = {side: _apart(sides[side].of(kind, True)) if kind == "hedge" else sides[side].of(kind, True) for side in SIDES}
    pairs = sorted(
        (min(abs(one.facing - two.own), abs(two.facing - one.own)), i, j)
        for i, one in enumerate(strict["source"])
        for j, two in enumerate(strict["target"])
    )
    used: dict[str, set[int]] = {"source": set(), "target": set()}
    for _, i, j in pairs:
        if i not in used["source"] and j not in used["target"]:
            used["source"].add(i)
            used["target"].add(j)
    for side in SIDES:
        there = "target" if side == "source" else "source"
        for index, item in enumerate(strict[side]):
            if index in used[side] or _answered(item, sides[there], kind):
                continue
            if _gone(item, sides[side]):
                continue
            if kind == "negation" and (_undone(item, sides[side]) or not _heard(item, sides[side])):
                continue
            if item.marker.value == "mood" and used[side]:
                continue  # what "according to" says of the whole sentence, a language may say once more by the form of the verb
            yield Gap(bead, side, item.marker, None, _place(item, sides[there]))


def _apart(hedges: list[_Placed]) -> list[_Placed]:
    """Hedges without those right beside another: "the alleged incident is said to"."""
    return [item for at, item in enumerate(hedges) if not at or item.own - hedges[at - 1].own > _BESIDE]


def _answered(item: _Placed, there: _Side, kind: str) -> bool:
    if item.marker.value == "source":
        return bool(there.of(kind, False))  # who says so may be named anywhere in a sentence
    if kind == "hedge" and any(word.text in _MARKS for word in there.near(item.facing)):
        return True  # the "fraud" of which he is accused
    return any(_reaches(item, other, len(there.words)) for other in there.of(kind, False) if other.marker.value != "basis")


def _reaches(item: _Placed, other: _Placed, size: int) -> bool:
    """Whether a word that may answer stands where the answer would."""
    distance = min(abs(item.facing - other.own), 2 * abs(other.facing - item.own))
    return distance <= (size if size <= _BRIEF else _NEAR)


def _gone(item: _Placed, here: _Side) -> bool:
    """Whether the whole clause is lost, which is another finding: most of the next words are missing too."""
    scope = _scope(item, here)
    return bool(scope) and sum(word.tags[MISSING] > _GONE for word in scope) * 2 > len(scope)


def _scope(item: _Placed, here: _Side) -> list[Word]:
    """The next words that say something."""
    return [word for word in here.words[item.own + 1 : item.own + 1 + _SCOPE] if word.spoken and len(word.text) >= _CONTENT][:4]


def _heard(item: _Placed, here: _Side) -> bool:
    """Whether what a negation denies is said on the other side: one of the next words has a counterpart there; behind "without", the first."""
    scope = _scope(item, here)[: 1 if here.words[item.own].text.lower() in here.privatives else None]
    return not scope or any(word.partner is not None or word.tags[OK] > _ANSWERED for word in scope)


def _undone(item: _Placed, here: _Side) -> bool:
    """Whether another negative word right behind a negation takes it back: "did not fail to", "not uncommon"."""
    return any(0 < other.own - item.own <= _UNDONE and not other.marker.value for other in here.of("negation", False))


def _place(item: _Placed, there: _Side) -> Span:
    """The word of the other side in whose place a marker would stand."""
    return there.words[min(len(there.words) - 1, max(0, round(item.facing)))].span


def _contradicting(bead: int, sides: dict[str, _Side], kind: str) -> Iterator[Gap]:
    """Markers in each other's place whose values do not go together, after all that agree have been paired."""
    rest = {side: sides[side].of(kind, True) for side in SIDES}
    for agreeing in (True, False):
        pairs = sorted(
            (min(abs(one.facing - two.own), abs(two.facing - one.own)), i, j)
            for i, one in enumerate(rest["source"])
            for j, two in enumerate(rest["target"])
            if (agree(kind, one.marker.value, two.marker.value) or _denied(sides, one, two)) is agreeing
        )
        used: dict[str, set[int]] = {"source": set(), "target": set()}
        for distance, i, j in pairs:
            values = {rest["source"][i].marker.value, rest["target"][j].marker.value}
            reach = (2 * _NEAR if "any" in values else len(sides["source"].words)) if agreeing else _BESIDE_WILL if "will" in values else _NEAR / 2
            if i in used["source"] or j in used["target"] or distance > reach:
                continue
            used["source"].add(i)
            used["target"].add(j)
            if not agreeing:
                one, two = rest["source"][i].marker, rest["target"][j].marker
                yield Gap(bead, "source", one, two, two.span)
        rest = {side: [item for index, item in enumerate(rest[side]) if index not in used[side]] for side in SIDES}


def _denied(sides: dict[str, _Side], one: _Placed, two: _Placed) -> bool:
    """Whether "all" and "none" mean one thing, because a negation stands beside one of them."""
    if {one.marker.value, two.marker.value} not in ({"all", "none"}, {"all", "few"}, {"some", "none"}, {"one", "none"}):
        return False
    return any(
        abs(item.own - held.own) <= _NEAR and not item.marker.span.overlaps(held.marker.span)
        for side, held in (("source", one), ("target", two))
        for item in (*sides[side].of("negation", True), *(wide for wide in sides[side].of("negation", False) if not wide.marker.value))
    )


def agree(kind: str, one: str, two: str) -> bool:
    """Whether two values of a kind may stand for each other."""
    return one == two or {one, two} in _AGREE[kind]
