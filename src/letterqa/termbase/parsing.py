"""Fields of term bases, checked alike whatever the format: each error says file, line, column and what is allowed."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from letterqa.errors import ReadError
from letterqa.lexicon import plain
from letterqa.termbase.concepts import Form, Kind

_Choice = TypeVar("_Choice", bound=StrEnum)
FLAGS = ("do-not-translate", "case-sensitive", "required")
_CAPITALS = 2
_LONGEST_ACRONYM = 14


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, counted from 1."""

    file: str
    line: int

    def says(self, reason: str, column: str = "") -> str:
        """A sentence about the place."""
        return f"{self.file}:{self.line}:{f' column {column}:' if column else ''} {reason}."


def one_of(choices: type[_Choice], word: str, place: Place, column: str) -> _Choice:
    """The member of that name; raises ReadError that lists the names."""
    try:
        return choices(word.strip().lower().replace("_", "-").replace(" ", "-"))
    except ValueError:
        names = [choice.value for choice in choices]
        close = difflib.get_close_matches(word.lower(), names, n=1)
        hint = f"did you mean {close[0]!r}" if close else f"use one of {', '.join(names)}"
        raise ReadError(place.says(f"{word!r} is not a known {column}; {hint}", column)) from None


def language_of(tag: str, place: Place) -> str:
    """A BCP 47 tag that CLDR knows, with hyphens; raises ReadError for anything else."""
    from babel import Locale, UnknownLocaleError

    tag = tag.strip().replace("_", "-")
    try:
        found = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        raise ReadError(place.says(f"{tag!r} is not a language; use a code such as en, it, fr, es, de, pt or pt-BR", "language")) from None
    return "-".join(part for part in (found.language, found.script, found.territory) if part)


def form_of(word: str, text: str, place: Place) -> Form:
    """The form of a term; where none is given, a word of capitals is an acronym."""
    if word:
        return one_of(Form, word, place, "form")
    return Form.ACRONYM if looks_like_acronym(text) else Form.FULL


def looks_like_acronym(text: str) -> bool:
    """Whether a term is written as acronyms are: one word, no more than two of its letters small."""
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return " " not in text and len(text) <= _LONGEST_ACRONYM and capitals >= _CAPITALS and len(letters) - capitals <= min(2, capitals - 1)


def flags_of(cell: str, place: Place) -> tuple[bool, bool, bool]:
    """Whether a concept is translated, case-sensitive, required; flags are separated by blanks, commas or semicolons."""
    given = {word.lower().replace("_", "-") for word in re.split(r"[\s,;|]+", cell) if word}
    if unknown := sorted(given - set(FLAGS)):
        raise ReadError(place.says(f"{unknown[0]!r} is not a flag; use {', '.join(FLAGS)}", "flags"))
    return "do-not-translate" not in given, "case-sensitive" in given, "required" in given


def value_of(cell: str, kind: Kind, place: Place) -> str:
    """The value of a figure ("90,000", "90 000" and "90000" give "90000"; "12.5" stays) or of a date (year-month-day, year-month or year).

    Raises ReadError where the cell holds something else, or a figure or date has none.
    """
    cell = cell.strip()
    if kind is Kind.FIGURE:
        bare = re.sub(r"[\s\u00a0\u202f\u2009'’_]", "", cell)
        if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare):
            bare = re.sub(r"[.,]", "", bare)
        bare = bare.replace(",", ".")
        if not re.fullmatch(r"\d{1,15}(?:\.\d{1,6})?%?", bare):
            raise ReadError(place.says(f"{cell!r} is not a figure; write 90000, 90,000 or 12.5%", "value"))
        return bare
    if kind is Kind.DATE:
        match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", cell)
        try:
            if match is None:
                raise ValueError
            date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        except ValueError:
            raise ReadError(place.says(f"{cell!r} is not a date; write 2020-12-07 (year-month-day), 2020-12 or 2020", "value")) from None
        return "-".join([match[1], *(f"{int(part):02d}" for part in match.groups()[1:] if part)])
    if cell:
        raise ReadError(place.says(f"only figures and dates have a value, and this is a {kind.value}", "value"))
    return ""


def identifier(text: str) -> str:
    """An id made of a term: "Convention against Torture" becomes "convention-against-torture"."""
    return re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-") or text
