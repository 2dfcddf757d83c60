"""A salutation says whom it addresses: names, offices, ranks, gender and number, each None or empty where it does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from letterqa.letter import Span
from letterqa.lexicon import Lexicon, Term, attributes
from letterqa.naming import name_words

_GENERIC = frozenset(("title.to-whom", "title.sir-or-madam", "title.ladies-and-gentlemen"))


@dataclass(frozen=True, slots=True)
class Salutation:
    """What a salutation says. `people` are the words of each name; `offices` are the role terms; `gender` is "m", "f", or "" where it is
    not shown or both are."""

    span: Span
    people: tuple[tuple[str, ...], ...]
    offices: tuple[Term, ...]
    ranks: frozenset[str]
    gender: str
    plural: bool
    generic: bool

    @property
    def roles(self) -> frozenset[str]:
        """The concepts of its offices."""
        return frozenset(concept for term in self.offices for concept in term.of("role"))


def sort_of(term: Term) -> str:
    """The sort of a title: opening, courtesy, rank, academic...; "" for what is no title."""
    found = [attributes(concept).get("sort", "") for concept in sorted(term.of("title"))]
    return found[0] if found else ""


def salutation(text: str, span: Span, lexicon: Lexicon) -> Salutation:
    """Read the salutation that stands at a span of a letter's text."""
    line = text[span.start : span.end]
    terms = lexicon.terms(line, span.start)
    offices = tuple(term for term in terms if "role" in term.kinds() and not _is_only_title(term, terms))
    titles = [term for term in terms if "title" in term.kinds() and term not in offices]
    named = [name_words(name, lexicon) for name in _names(text, terms)]
    plural = any(term.plural for term in (*titles, *offices))
    # "Sehr geehrte Frau A, sehr geehrter Herr B": each opening after a comma greets somebody else.
    openings = [term for term in titles if sort_of(term) in {"opening", "courtesy"} and not term.concepts & _GENERIC]
    named_apart = len(named) > 1 or any("," in text[one.end : two.start] and text[one.end : two.start].strip(" ,") for one, two in pairwise(openings))
    ranks = frozenset(concept for term in titles for concept in term.of("title") if attributes(concept).get("sort") == "rank")
    return Salutation(
        span,
        tuple(name for name in named if name),
        offices,
        ranks,
        "" if plural and not named_apart else _gender(titles, offices, line),
        plural or named_apart,
        any(term.concepts & _GENERIC for term in titles) or not (offices or ranks or named or titles),
    )


def _is_only_title(term: Term, terms: tuple[Term, ...]) -> bool:
    """A word that is title and office ("Senator", "Don") is a title where a name follows it."""
    if "title" not in term.kinds():
        return False
    after = [other for other in terms if other.start >= term.end]
    return bool(after) and not after[0].concepts


def _names(text: str, terms: tuple[Term, ...]) -> list[str]:
    """The names greeted, each a run of capitalised words that no list has, after a title or an office; what follows in a name may be in one."""
    found: list[list[str]] = []
    last = -1
    for index, term in enumerate(terms):
        shown = text[term.start : term.end]
        inside = last == index - 1 and bool(found)
        follows = inside or (index > 0 and bool(terms[index - 1].kinds() & {"title", "role"}))
        named = not term.concepts or (inside and not term.kinds() & {"title", "role", "modifier", "field", "body"})
        if named and follows and shown[:1].isupper() and not any(c.isdigit() for c in shown):
            if inside:
                found[-1].append(shown)
            else:
                found.append([shown])
            last = index
    return [" ".join(name) for name in found]


def _gender(titles: list[Term], offices: tuple[Term, ...], line: str) -> str:
    # Adjectives agree with a rank ("Eminenza Reverendissima"), not with the person who has it.
    ranked = any(sort_of(term) == "rank" for term in titles)
    shown = {term.gender for term in titles if term.gender and (not ranked or sort_of(term) in {"rank", "courtesy"})}
    if len(shown) == 1 and not re.search(r"\w/\w|\(\w{1,2}\)", line):
        return shown.pop()
    if shown or re.search(r"\w/[ao]\b|\([ao]s?\)", line):
        return ""
    # A masculine office may be meant for anybody ("Ministro"), a feminine one is not.
    return "f" if {term.gender for term in offices} == {"f"} else ""
