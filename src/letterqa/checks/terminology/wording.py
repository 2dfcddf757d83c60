"""Words that the messages of the family share."""

from __future__ import annotations

from letterqa.termbase.concepts import Term
from letterqa.termbase.matching import Use


def source(term: Term | None) -> str:
    return f" ({term.source})" if term is not None and term.source else ""


def note(use: Use) -> str:
    note = use.concepts[0].note
    return f" {note}" if note else ""


def entry(use: Use, number: int) -> str:
    """The entry that a message rests on: its term, its status and where it comes from."""
    concept, term = use.concepts[number], use.terms[number]
    where = f"{concept.file}:{concept.line}" if concept.line else concept.file
    source = f", {term.source}" if term.source else "" if concept.rank else ", unverified"
    return f" [{term.text}: {term.status.value}, {where}{source}]"
