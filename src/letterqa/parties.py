"""Who is addressed, who signs, who gets a copy, who sends: the parties of two letters, paired, and the people that differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from letterqa.letter import Letter, Role, Span
from letterqa.lexicon import Lexicon, Term, attributes, load, plain, spelling, words
from letterqa.naming import name_words, same_name, same_word, shared

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

    @cached_property
    def everything(self) -> tuple[Term, ...]:
        """The terms of its blocks, labels and contacts included."""
        return tuple(term for span in self.spans for term in self.lexicon.terms(self.letter[span]))

    def first(self, kind: str) -> tuple[Span, ...]:
        """The place of its first part of a kind, where it has one."""
        return tuple(part.span for part in self.of(kind))[:1]

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


def parties(letter: Letter, *roles: Role) -> tuple[Party, ...]:
    """The parties of a letter in the blocks of these roles that have parts."""
    lexicon, found = load(letter.language), []
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


Items = list[tuple[Term, Part]]


def spans_of(items: Items) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(Span(term.start, term.end) for term, _ in items))


def is_weak(term: Term) -> bool:
    return bool(term.concepts) and all(attributes(concept).get("weak") or attributes(concept).get("generic") for concept in term.concepts)


def weighty(items: Items, kinds: Sequence[str]) -> Items:
    return [item for item in items if item[0].kinds() & set(kinds) and not is_weak(item[0])]
