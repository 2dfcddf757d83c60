"""Acronyms that a letter defines after a name, "(CCM)", and whether they are that name's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from letterqa.letter import Letter, Span
from letterqa.lexicon import plain
from letterqa.termbase.concepts import Concept, Form, TermBase
from letterqa.termbase.matching import Use
from letterqa.termbase.words import words

_DEFINED = re.compile(r"\(\s*[\"“”«‘']?\s*([A-Z][A-Za-z]{0,3}(?:[.\-/]?[A-Z][A-Za-z]{0,2}){1,7}\.?)\s*[\"“”»’']?\s*(?=[),;])")
_BETWEEN = 4  # characters between a name and the bracket: a blank, a closing quotation mark
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Defined:
    """An acronym in brackets right after a name: the acronym, its place, and the use of the name that it follows, None for an unknown name."""

    text: str
    span: Span
    use: Use | None


def defined(letter: Letter, uses: Iterable[Use]) -> tuple[Defined, ...]:
    """The acronyms in brackets of a letter, in order of place."""
    ends = {use.span.end: use for use in uses}
    found = []
    for match in _DEFINED.finditer(letter.text):
        text = bare(match[1])
        if sum(c.isupper() for c in text) < 2:
            continue
        use = next((ends[at] for at in range(match.start(), match.start() - _BETWEEN, -1) if at in ends), None)
        found.append(Defined(text, Span(*match.span(1)), use))
    return tuple(found)


def bare(acronym: str) -> str:
    """An acronym without points."""
    return acronym.replace(".", "")


@lru_cache(maxsize=32)
def holders(base: TermBase) -> dict[str, tuple[Concept, ...]]:
    """The concepts of each acronym, of whatever language."""
    table: dict[str, dict[str, Concept]] = {}
    for concept in base.concepts:
        for term in concept.terms:
            if term.form is Form.ACRONYM:
                table.setdefault(bare(term.text), {})[concept.id] = concept
    return {key: tuple(group.values()) for key, group in table.items()}


def of(concept: Concept) -> frozenset[str]:
    """A concept's acronyms, and what else it is called in one word, in all languages."""
    return frozenset(bare(term.text) for term in concept.terms if term.form is Form.ACRONYM or " " not in term.text)


def spelled_out(acronym: str, name: str, tag: str) -> bool:
    """Whether an acronym's letters begin words of a name, in order, and leave out no more than small words and one other."""
    wanted = [c for c in plain(acronym) if c.isalpha()]
    initials = [plain(match[0])[:1] for match in _WORD.finditer(name)]
    at = 0
    for letter in wanted:
        while at < len(initials) and initials[at] != letter:
            at += 1
        if at == len(initials):
            return False
        at += 1
    return len(words(name, tag)) <= len(wanted) + 1


def near(one: str, two: str) -> bool:
    """Whether two acronyms are one slip apart: a letter exchanged, or the same letters in another order."""
    if len(one) != len(two) or one == two:
        return False
    return sorted(one) == sorted(two) or sum(a != b for a, b in zip(one, two, strict=True)) == 1
