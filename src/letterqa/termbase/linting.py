"""What is wrong with a term base although it can be read: duplicates, contradictions, gaps, broken characters; each with file and line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from letterqa.locales import language_name, primary
from letterqa.termbase.concepts import Concept, Form, Kind, Status, Term, TermBase
from letterqa.termbase.words import wording, words

# Letters of UTF-8 read as Windows-1252 or Latin-1, and the mark of what could not be read at all.
_MOJIBAKE = re.compile("[\u00c2\u00c3][\u0080-\u00bf\u0152-\u0178\u2013-\u2122]|\u00e2\u20ac|\ufffd")
_COMMON = 0.5  # of the concepts: a language that so many have is missed where it lacks
_USABLE = (Status.PREFERRED, Status.ADMITTED)


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence about a line of a file. `grave` problems make the term base contradict itself or hold no text; the others deserve a look."""

    file: str
    line: int
    text: str
    grave: bool


def lint(base: TermBase) -> tuple[Problem, ...]:
    """The problems of a term base, by file and line."""
    found = [*_characters(base), *_doubles(base), *_contradictions(base), *_gaps(base), *_forms(base)]
    return tuple(sorted(dict.fromkeys(found), key=lambda item: (item.file, item.line, item.text)))


def _problem(concept: Concept, term: Term | None, text: str, grave: bool) -> Problem:
    return Problem(concept.file, (term.line if term is not None else 0) or concept.line, text, grave)


def _characters(base: TermBase) -> Iterator[Problem]:
    for concept in base:
        for term in concept.terms:
            if _MOJIBAKE.search(term.text):
                yield _problem(concept, term, f"“{term.text}” looks like text read in the wrong encoding; save the file as UTF-8 again", True)
            elif any(not c.isprintable() for c in term.text):
                yield _problem(concept, term, f"“{term.text}” holds a character that cannot be seen", True)


def _doubles(base: TermBase) -> Iterator[Problem]:
    for concept in base:
        seen: dict[tuple[str, str], Term] = {}
        for term in concept.terms:
            before = seen.setdefault((term.language, term.text.casefold()), term)
            if before is not term:
                where = f" (line {before.line})" if before.line else ""
                yield _problem(concept, term, f"“{term.text}” stands twice under {concept.id}{where}", before.status is not term.status)


def _contradictions(base: TermBase) -> Iterator[Problem]:
    """Terms that one entry prefers and another forbids, two preferred names, one name for two things of one kind."""
    holders: dict[tuple[str, str], list[tuple[Concept, Term]]] = {}
    for concept in base:
        for term in concept.terms:
            holders.setdefault((term.language, term.text.casefold()), []).append((concept, term))
        for language in dict.fromkeys(term.language for term in concept.terms):
            own = [term for term in concept.terms if term.language == language]
            first = [term for term in own if term.status is Status.PREFERRED and term.form is Form.FULL]
            if len(first) > 1 and concept.kind not in (Kind.FIGURE, Kind.DATE, Kind.PHRASE):
                yield _problem(
                    concept,
                    first[1],
                    f"{concept.id} has two preferred names in {language_name(language)}: “{first[0].text}”, “{first[1].text}”",
                    False,
                )
    for group in holders.values():
        good = [item for item in group if item[1].status in _USABLE]
        bad = [item for item in group if item[1].status not in _USABLE]
        for concept, term in bad:
            if good:
                other = good[0][0]
                yield _problem(
                    concept, term, f"“{term.text}” is {term.status.value} under {concept.id} and {good[0][1].status.value} under {other.id}", True
                )
        kinds = Counter(concept.kind for concept, term in good if term.form is Form.FULL)
        ids = list(dict.fromkeys(concept.id for concept, _ in good))
        if len(ids) > 1 and any(number > 1 for number in kinds.values()):
            concept, term = good[1]
            yield _problem(concept, term, f"“{term.text}” stands under {' and '.join(ids[:3])}", False)


def _gaps(base: TermBase) -> Iterator[Problem]:
    counts = Counter(language for concept in base for language in {primary(term.language) for term in concept.terms})
    wanted = sorted(language for language, number in counts.items() if number >= _COMMON * len(base.concepts) and len(base.concepts) > 1)
    for concept in base:
        usable = {primary(term.language) for term in concept.terms if term.status in _USABLE}
        said = {primary(term.language) for term in concept.terms}
        if not concept.translate:
            continue
        for language in wanted:
            if language not in said:
                yield _problem(concept, None, f"{concept.id} has no {language_name(language)} term", False)
            elif language not in usable and usable:
                yield _problem(concept, None, f"{concept.id} has no {language_name(language)} term that may be used", False)


def _forms(base: TermBase) -> Iterator[Problem]:
    for concept in base:
        for term in concept.terms:
            first = re.match(r"[^\W\d_]+(?=['’ ])", term.text)
            if not words(term.text, term.language):
                yield _problem(concept, term, f"“{term.text}” holds no word that could be found in a letter", True)
            elif (
                first is not None
                and first[0].lower() in wording(term.language).articles
                and concept.kind not in (Kind.PLACE, Kind.COUNTRY, Kind.PHRASE)
            ):
                yield _problem(concept, term, f"“{term.text}” begins with an article; leave it out, letters inflect it", False)
            elif term.text != term.text.strip(" .,;:") and not term.text.endswith("."):
                yield _problem(concept, term, f"“{term.text}” begins or ends with a mark", False)
