"""Terms are found in every form that letters give them, and nothing that only looks like them is: the tables in forms/."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterqa.letter import Span
from letterqa.termbase.concepts import Concept, Form, Kind, Term, TermBase
from letterqa.termbase.files import shipped
from letterqa.termbase.matching import Index
from letterqa.termbase.parsing import looks_like_acronym
from marking import unmark

FORMS = Path(__file__).parent / "forms"
LANGUAGES = ("en", "it", "fr", "es", "de", "pt")


def rows(kind: str) -> list[tuple[str, int, str, str]]:
    found = []
    for code in LANGUAGES:
        for number, line in enumerate((FORMS / f"{code}.tsv").read_text(encoding="utf-8").split("\n"), start=1):
            sort, _, rest = line.partition("\t")
            if sort == kind:
                term, _, sentence = rest.partition("\t")
                found.append((code, number, term, sentence.replace("\\n", "\n")))
    return found


def kind_of(term: str, code: str) -> Kind:
    """The kind that the shipped term base gives a term; an unknown one is a treaty if it is a long title."""
    known = [c.kind for c in shipped() for t in c.of(code) if t.text.casefold() == term.casefold()]
    return known[0] if known else Kind.TREATY if term[:1].isupper() and len(term.split()) > 2 else Kind.LEGAL_TERM


def index(term: str, code: str) -> Index:
    form = Form.ACRONYM if looks_like_acronym(term) else Form.FULL
    return Index(TermBase((Concept("it", kind_of(term, code), (Term(term, code, form=form),)),)), code)


MATCHES, MISSES = rows("match"), rows("miss")


@pytest.mark.parametrize(("code", "number", "term", "sentence"), MATCHES, ids=[f"{row[0]}-{row[1]}" for row in MATCHES])
def test_found(code: str, number: int, term: str, sentence: str) -> None:
    text, (span, *_) = unmark(sentence)
    assert [use.span for use in index(term, code).find(text)] == [span]


@pytest.mark.parametrize(("code", "number", "term", "sentence"), MISSES, ids=[f"{row[0]}-{row[1]}" for row in MISSES])
def test_not_found(code: str, number: int, term: str, sentence: str) -> None:
    assert [sentence[use.span.start : use.span.end] for use in index(term, code).find(sentence)] == []


def test_the_tables_are_long_enough() -> None:
    for code in LANGUAGES:
        assert sum(row[0] == code for row in MATCHES) >= 60
        assert sum(row[0] == code for row in MISSES) >= 60


def test_the_longest_term_holds() -> None:
    concepts = (
        Concept("committee", Kind.BODY, (Term("Committee against Torture", "en"),)),
        Concept("torture", Kind.LEGAL_TERM, (Term("torture", "en"),)),
    )
    text = "The Committee against Torture speaks of torture."
    uses = Index(TermBase(concepts), "en").find(text)
    assert [(use.span, use.ids, use.within) for use in uses] == [
        (Span(4, 29), frozenset({"committee"}), frozenset({"torture"})),
        (Span(40, 47), frozenset({"torture"}), frozenset()),
    ]


def test_time_grows_with_the_text_alone() -> None:
    """Words that could begin a thousand terms cost no more than others."""
    import time

    terms = tuple(Concept(f"c{n}", Kind.TREATY, (Term(f"Convention on {'very ' * 6}x{n}", "en"),)) for n in range(2000))
    built = Index(TermBase(terms), "en")
    text = "Convention on very very very very very very x1999 and " * 2000
    began = time.monotonic()
    assert len(built.find(text)) == 2000
    assert time.monotonic() - began < 10
