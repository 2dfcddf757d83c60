"""What a term base holds: concepts, each with its terms in any number of languages; frozen once read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from letterqa.locales import primary


class Kind(StrEnum):
    """What a concept is."""

    TREATY = "treaty"
    BODY = "body"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    PLACE = "place"
    PERSON = "person"
    OFFICE = "office"
    WEAPON = "weapon"
    LEGAL_TERM = "legal-term"
    FIGURE = "figure"
    DATE = "date"
    PHRASE = "phrase"


class Status(StrEnum):
    """How a term may be used (ISO 30042, administrativeStatus): forbidden is letterqa's own, for what must not be said at all."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"


class Form(StrEnum):
    """What form of its name a term is (ISO 30042, termType)."""

    FULL = "full"
    SHORT = "short"
    ACRONYM = "acronym"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of one language (a BCP 47 tag). `source` names where the wording is official; `verified` says whether somebody has confirmed it
    there. `line` is its place in the file, counted from 1, 0 where there is none."""

    text: str
    language: str
    status: Status = Status.PREFERRED
    form: Form = Form.FULL
    source: str = ""
    note: str = ""
    verified: bool = True
    line: int = 0


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept and its terms, in the order of the file. `value` is what a figure or date entry states, as written in the file ("90000",
    "2020-12-07"). `file` and `line` say where it stands. `rank` rises with the files that override: 0 is what letterqa ships."""

    id: str
    kind: Kind
    terms: tuple[Term, ...]
    value: str = ""
    translate: bool = True
    case_sensitive: bool = False
    required: bool = False
    note: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    file: str = ""
    line: int = 0
    rank: int = 1

    def of(self, language: str) -> tuple[Term, ...]:
        """Its terms in a language: those of the very tag where there are any, else those of the primary language; a concept that is not to be
        translated has the same terms in every language."""
        if not self.translate:
            own = tuple(term for term in self.terms if primary(term.language) == primary(language))
            return own or tuple(replace(term, language=primary(language)) for term in self.terms)
        tags = {term.language for term in self.terms}
        if language in tags and language != primary(language):
            return tuple(term for term in self.terms if term.language == language)
        return tuple(term for term in self.terms if primary(term.language) == primary(language))

    def preferred(self, language: str) -> Term | None:
        """The term to use in a language: the first preferred full name, else the first that may be used, else None."""
        usable = [term for term in self.of(language) if term.status in (Status.PREFERRED, Status.ADMITTED)]
        order = sorted(usable, key=lambda term: (term.status is not Status.PREFERRED, term.form is not Form.FULL))
        return order[0] if order else None

    def acronyms(self, language: str) -> tuple[str, ...]:
        """Its acronyms in a language that may be used."""
        return tuple(term.text for term in self.of(language) if term.form is Form.ACRONYM and term.status in (Status.PREFERRED, Status.ADMITTED))

    def name(self, language: str) -> str:
        """What to call the concept in a message about a letter in some language."""
        term = self.preferred(language) or (self.terms[0] if self.terms else None)
        return term.text if term is not None else self.id


@dataclass(frozen=True, eq=False)
class TermBase:
    """Concepts of one or several files; of concepts with the same id, the one of the later file holds, language by language. Two are equal
    only if they are one: comparing thousands of terms at every look-up would take longer than the look-up."""

    concepts: tuple[Concept, ...] = ()
    files: tuple[tuple[str, str], ...] = field(default=())  # name and SHA-256 of what was read
    akin: Mapping[str, frozenset[str]] = field(default_factory=dict)  # `relatives` of what letterqa ships, known beforehand

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)

    def __len__(self) -> int:
        return len(self.concepts)

    @cached_property
    def by_id(self) -> dict[str, Concept]:
        """Concepts by id."""
        return {concept.id: concept for concept in self.concepts}


def merge(bases: Iterable[TermBase]) -> TermBase:
    """Several term bases as one. Where a later one has a concept of the same id, its languages, value and flags replace the earlier one's,
    and the earlier languages that it lacks stay."""
    table: dict[str, Concept] = {}
    files: list[tuple[str, str]] = []
    akin: dict[str, frozenset[str]] = {}
    for base in bases:
        files += base.files
        akin.update(base.akin)
        for concept in base.concepts:
            old = table.get(concept.id)
            table[concept.id] = concept if old is None else _override(old, concept)
    return TermBase(tuple(table.values()), tuple(files), akin)


def relatives(base: TermBase) -> dict[str, frozenset[str]]:
    """The concepts that share a term, in any language, with each concept: a language may have one word for both. Acronyms do not count: one
    and the same is a court's in one language and a treaty's in another."""
    holders: dict[tuple[str, str], set[str]] = {}
    for concept in base.concepts:
        for term in (term for term in concept.terms if term.form is not Form.ACRONYM):
            holders.setdefault((term.language, term.text.casefold()), set()).add(concept.id)
    found: dict[str, set[str]] = {}
    for group in holders.values():
        if len(group) > 1:
            for key in group:
                found.setdefault(key, set()).update(group)
    return {key: frozenset(group) for key, group in found.items()}


def _override(old: Concept, new: Concept) -> Concept:
    said = {term.language for term in new.terms}
    kept = tuple(term for term in old.terms if term.language not in said)
    return replace(new, terms=(*new.terms, *kept), value=new.value or old.value, note=new.note or old.note, facts=new.facts or old.facts)
