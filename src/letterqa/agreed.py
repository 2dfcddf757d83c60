"""Names that the campaign sheet or a term base of the user's spells in one way, and a letter in another."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from letterqa.letter import Letter, Span
from letterqa.lexicon import plain, spelling
from letterqa.mentions.names import ordinary
from letterqa.termbase.concepts import Concept, Form, Kind, Status, Term, TermBase

_KINDS = frozenset({Kind.PERSON, Kind.PLACE, Kind.ORGANISATION})
_TOKEN = re.compile(r"[^\W\d_]+(?:[’'`´][^\W\d_]+)*")
_ALIKE = 72.0  # per cent of letters that two spellings of one word share
_SHORT = 4  # letters: a shorter word of a name is another one when a letter differs
_ALONE = 6  # letters of a name's word that is known by itself
_ENDING = 2  # letters at the end of a lone word in which it may differ rightly: "Karimov", "Karimova", genitives


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A place where a letter all but has the name of an entry."""

    span: Span
    concept: Concept
    term: Term


@dataclass(frozen=True)
class _Agreed:
    names: tuple[tuple[Concept, Term, tuple[str, ...]], ...]
    words: frozenset[str]


@lru_cache(maxsize=32)
def _agreed(base: TermBase, language: str) -> _Agreed:
    names: list[tuple[Concept, Term, tuple[str, ...]]] = []
    known: set[str] = set()
    for concept in base.concepts:
        if not concept.rank or concept.kind not in _KINDS:
            continue
        for term in concept.terms:
            forms = tuple(plain(match[0]) for match in _TOKEN.finditer(term.text))
            known.update(forms)
            if (
                term.language in (language, "")
                and term.form is not Form.ACRONYM
                and term.status not in (Status.FORBIDDEN, Status.DEPRECATED)
                and forms
            ):
                names.append((concept, term, forms))
    return _Agreed(tuple(names), frozenset(known))


def misspelt(letter: Letter, base: TermBase) -> Iterator[Misspelt]:
    """Names of the user's entries that the letter spells otherwise: of a name in several words, one differs by little and the others are there;
    a single word, or the last of a person's name, differs by one letter. What any entry has, or a dictionary, is no misspelling."""
    agreed = _agreed(base, letter.language)
    if not agreed.names:
        return
    tokens = list(_TOKEN.finditer(letter.text))
    forms = [plain(match[0]) for match in tokens]
    told: list[Span] = []
    for concept, term, wanted in sorted(agreed.names, key=lambda item: -len(item[2])):
        for at, last in _places(letter, tokens, forms, concept, wanted, agreed.words):
            span = Span(tokens[at].start(), tokens[last].end())
            if not any(span.overlaps(other) for other in told):
                told.append(span)
                yield Misspelt(span, concept, term)


def _places(
    letter: Letter, tokens: list[re.Match[str]], forms: list[str], concept: Concept, wanted: tuple[str, ...], known: Iterable[str]
) -> Iterator[tuple[int, int]]:
    size = len(wanted)
    first = {form[:1] for form in wanted}
    for at in range(len(forms) - size + 1):
        if not tokens[at][0][:1].isupper():
            continue
        if size > 1:
            there = forms[at : at + size]
            wrong = [(a, b, tokens[at + n]) for n, (a, b) in enumerate(zip(wanted, there, strict=True)) if a != b]
            if (
                len(wrong) == 1
                and _joined(letter, tokens[at : at + size])
                and _slip(*wrong[0], known)
                and (size > 2 or not ordinary(wrong[0][1], letter.language))
            ):
                yield at, at + size - 1
        if forms[at][:1] in first and (size == 1 or concept.kind is Kind.PERSON) and _lone(wanted[-1], forms[at], known, letter.language):
            yield at, at


def _joined(letter: Letter, tokens: list[re.Match[str]]) -> bool:
    """Whether only blanks, hyphens and the like part some words."""
    gaps = (letter.text[one.end() : two.start()] for one, two in itertools.pairwise(tokens))
    return all(len(gap) <= 2 and not any(c in ",;:.!?()\n" for c in gap) for gap in gaps)


def _slip(wanted: str, there: str, token: re.Match[str], known: Iterable[str]) -> bool:
    return (
        token[0][:1].isupper()
        and min(len(wanted), len(there)) >= _SHORT
        and there not in known
        and spelling(wanted, there) >= _ALIKE
        and not _inflected(wanted, there)
    )


def _lone(wanted: str, there: str, known: Iterable[str], language: str) -> bool:
    if min(len(wanted), len(there)) < _ALONE or wanted == there or there in known or abs(len(wanted) - len(there)) > 1:
        return False
    return _one_edit(wanted, there) and not ordinary(there, language)


def _inflected(one: str, two: str) -> bool:
    """Whether one is the other with an ending: "Leyla" and "Leylas"."""
    short, long = sorted((one, two), key=len)
    return long.startswith(short) and len(long) - len(short) <= _ENDING


def _one_edit(one: str, two: str) -> bool:
    """Whether two words are one insertion, deletion, substitution or exchange of neighbours apart (Damerau 1964), and not in their endings."""
    start = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    if start >= min(len(one), len(two)) - _ENDING + 1 or start == 0:
        return False
    a, b = one[start:], two[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
