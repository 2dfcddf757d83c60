"""Whether a letter goes to the addressee, and comes from the sender, that the campaign sheet names for its language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from letterqa import lexicon
from letterqa.campaign import Addressee, Sender
from letterqa.letter import Letter, Role, Span
from letterqa.lexicon import meet
from letterqa.naming import name_words, same_name
from letterqa.parties import is_weak
from letterqa.termbase.words import words

_COMPARED = ("role", "field", "body", "country")


@dataclass(frozen=True, slots=True)
class Unmet:
    """What the sheet expects and a letter does not say: "person", "office", "salutation", "organisation" or "signatory", the words of the
    sheet, and where the letter says something else (empty where it says nothing)."""

    part: str
    expected: str
    span: Span


def addressee(letter: Letter, expected: Addressee) -> Iterator[Unmet]:
    """What in the address and the salutation is not what the sheet expects."""
    blocks = [block.span for block in letter.blocks if block.role is Role.ADDRESS]
    # A letterhead may be the address where layout could not tell.
    blocks = blocks or [block.span for block in letter.blocks if block.role is Role.LETTERHEAD]
    place = Span(blocks[0].start, blocks[-1].end) if blocks else Span(0, 0)
    text = "\n".join(letter[span] for span in blocks)
    if expected.person and not _names(letter, blocks, expected.person):
        yield Unmet("person", expected.person, place)
    if expected.office and not _holds(text, expected.office, letter.language):
        yield Unmet("office", expected.office, place)
    if expected.salutation:
        greetings = [block.span for block in letter.blocks if block.role is Role.SALUTATION]
        wanted = {word.key for word in words(expected.salutation, letter.language)}
        if not any(wanted == {word.key for word in words(letter[span], letter.language)} for span in greetings):
            yield Unmet("salutation", expected.salutation, greetings[0] if greetings else Span(place.end, place.end))


def sender(letter: Letter, expected: Sender) -> Iterator[Unmet]:
    """What in signature, letterhead and footer is not what the sheet expects."""
    roles = {Role.SIGNATURE, Role.LETTERHEAD, Role.FOOTER, Role.NOTE}
    blocks = [block.span for block in letter.blocks if block.role in roles]
    signed = [block.span for block in letter.blocks if block.role is Role.SIGNATURE]
    end = Span(len(letter.text), len(letter.text))
    if expected.signatory and not _names(letter, signed or blocks, expected.signatory):
        yield Unmet("signatory", expected.signatory, signed[0] if signed else end)
    if expected.organisation:
        wanted = [word.key for word in words(expected.organisation, letter.language)]
        if not any(_runs([word.key for word in words(letter[span], letter.language)], wanted) for span in (*blocks, Span(0, len(letter.text)))):
            yield Unmet("organisation", expected.organisation, signed[0] if signed else end)


def _runs(keys: list[str], wanted: list[str]) -> bool:
    return any(keys[at : at + len(wanted)] == wanted for at in range(len(keys) - len(wanted) + 1))


def _names(letter: Letter, blocks: list[Span], person: str) -> bool:
    """Whether a line of some blocks names a person; titles do not count."""
    known = lexicon.load(letter.language)
    wanted = name_words(person, known)
    code = letter.language
    lines = [line for span in blocks for line in letter[span].split("\n")]
    return any(same_name(wanted, found, (code, code)) for line in lines if (found := name_words(line, known)))


def _holds(text: str, office: str, language: str) -> bool:
    """Whether a text says an office: every concept of it that counts, or, where the lexicon knows none, its words."""
    known = lexicon.load(language)
    wanted = [term for term in known.terms(office) if term.kinds() & set(_COMPARED) and not is_weak(term)]
    if not wanted:
        there = {word.key for word in words(text, language)}
        return all(word.key in there for word in words(office, language))
    said = [term for term in known.terms(text) if term.concepts]
    return all(any(meet(term.concepts, other.concepts) for other in said) for term in wanted)
