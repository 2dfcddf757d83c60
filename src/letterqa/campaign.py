"""The campaign sheet: what every version of a campaign's letter must say, and to whom, written by a person and checked line by line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from letterqa.errors import ConfigError, ReadError
from letterqa.locales import primary
from letterqa.termbase.concepts import Concept, Kind, Status, Term
from letterqa.termbase.parsing import Place, form_of, language_of, value_of

FILE = "campaign.toml"
_ADDRESSEE = ("person", "office", "salutation")
_SENDER = ("organisation", "signatory")
_LISTS = {"figure": Kind.FIGURE, "date": Kind.DATE, "name": Kind.PERSON, "must": Kind.PHRASE, "must-not": Kind.PHRASE}
_KEYS = ("title", "deadline", "glossaries", "addressee", "sender", *_LISTS)
_KINDS = {"person": Kind.PERSON, "place": Kind.PLACE, "organisation": Kind.ORGANISATION}


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a version is addressed to, as the sheet says; "" for what it leaves open."""

    person: str = ""
    office: str = ""
    salutation: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a version, and who signs it; "" for what the sheet leaves open."""

    organisation: str = ""
    signatory: str = ""


@dataclass(frozen=True)
class Campaign:
    """A campaign sheet. Addressees and senders are by language tag ("" for all languages); `concepts` are its figures, dates, names and phrases."""

    file: str
    title: str = ""
    deadline: date | None = None
    addressees: Mapping[str, Addressee] = field(default_factory=dict)
    senders: Mapping[str, Sender] = field(default_factory=dict)
    concepts: tuple[Concept, ...] = ()
    glossaries: tuple[Path, ...] = ()

    def addressee(self, language: str) -> Addressee | None:
        """Whom the version in a language is addressed to, None where the sheet does not say."""
        return self.addressees.get(language) or self.addressees.get(primary(language)) or self.addressees.get("")

    def sender(self, language: str) -> Sender | None:
        """Who sends the version in a language."""
        return self.senders.get(language) or self.senders.get(primary(language)) or self.senders.get("")

    def apart(self, one: str, two: str) -> bool:
        """Whether the versions in two languages rightly go to different people: the sheet names somebody for each, and not the same."""
        first, second = self.addressee(one), self.addressee(two)
        return (
            first is not None
            and second is not None
            and first.person != second.person
            and bool(first.person or first.office)
            and bool(second.person or second.office)
        )


def chosen(named: str | None, folders: tuple[Path, ...]) -> Path | None:
    """The campaign sheet that a setting names, else the one in the first of some folders that has one."""
    if named is not None:
        return Path(named)
    return next((folder / FILE for folder in folders if (folder / FILE).is_file()), None)


def load(path: Path) -> Campaign:
    """A sheet from campaign.toml, or from the table [campaign] of a letterqa.toml ([tool.letterqa.campaign] of a pyproject.toml).

    Raises ConfigError with file, line and reason for what does not fit.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"The campaign sheet {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path.name} is not UTF-8: save it as UTF-8 and try again.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path.name} is not valid TOML: {error}.") from error
    table: Any = data
    prefix: tuple[str, ...] = {"letterqa.toml": ("campaign",), "pyproject.toml": ("tool", "letterqa", "campaign")}.get(path.name, ())
    for key in prefix:
        table = table.get(key, {})
    if not isinstance(table, dict):
        raise ConfigError(f"{path.name}: [campaign] must be a table.")
    if not prefix and set(table) == {"campaign"} and isinstance(table["campaign"], dict):
        table, prefix = table["campaign"], ("campaign",)
    try:
        return _Reader(path, _lines(text), prefix).read(table)
    except ReadError as error:
        raise ConfigError(str(error)) from error


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """The line of each table and key: ("figure", "0", "value") for the first [[figure]]'s value."""
    found: dict[tuple[str, ...], int] = {}
    counts: dict[str, int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if match := re.match(r"\s*\[\[\s*([^\]]+?)\s*\]\]", line):
            counts[match[1]] = counts.get(match[1], -1) + 1
            table = (*_path(match[1]), str(counts[match[1]]))
            found.setdefault(table, number)
        elif match := re.match(r"\s*\[\s*([^\]]+?)\s*\]", line):
            table = _path(match[1])
            found.setdefault(table, number)
        elif match := re.match(r"\s*([A-Za-z0-9_.\-\"']+)\s*=", line):
            found.setdefault((*table, *_path(match[1])), number)
    return found


def _path(name: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in name.split("."))


class _Reader:
    """Reads one sheet; every refusal names the line."""

    def __init__(self, path: Path, lines: dict[tuple[str, ...], int], prefix: tuple[str, ...]) -> None:
        self._path, self._lines, self._prefix = path, lines, prefix

    def read(self, table: dict[str, Any]) -> Campaign:
        for key in table:
            if key not in _KEYS:
                self._refuse((key,), f"there is no entry {key!r} in a campaign sheet; it may have {', '.join(_KEYS)}")
        concepts: list[Concept] = []
        for key, kind in _LISTS.items():
            entries = table.get(key, [])
            if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
                self._refuse((key,), f"write each {key} as a table of its own, under [[{key}]]")
            concepts += [self._concept(key, kind, number, entry) for number, entry in enumerate(entries)]
        return Campaign(
            self._path.name,
            self._text(table, ("title",)),
            self._deadline(table.get("deadline")),
            {tag: Addressee(**values) for tag, values in self._people(table, "addressee", _ADDRESSEE).items()},
            {tag: Sender(**values) for tag, values in self._people(table, "sender", _SENDER).items()},
            tuple(concepts),
            self._glossaries(table.get("glossaries", [])),
        )

    def _refuse(self, key: tuple[str, ...], reason: str) -> None:
        raise ReadError(self._place(key).says(reason))

    def _place(self, key: tuple[str, ...]) -> Place:
        whole = (*self._prefix, *key)
        while whole and whole not in self._lines:
            whole = whole[:-1]
        return Place(self._path.name, self._lines.get(whole, 1))

    def _text(self, table: dict[str, Any], key: tuple[str, ...]) -> str:
        value = table.get(key[-1], "")
        if not isinstance(value, str):
            self._refuse(key, f"{key[-1]} must be a text in quotation marks")
        return str(value).strip()

    def _deadline(self, value: Any) -> date | None:
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self._refuse(("deadline",), f"{value!r} is not a date; write deadline = 2026-12-31 (year-month-day)")
            return None

    def _glossaries(self, value: Any) -> tuple[Path, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._refuse(("glossaries",), "glossaries must be a list of file names in quotation marks")
        paths = tuple(self._path.parent / item for item in value)
        for path in paths:
            if not path.is_file():
                self._refuse(("glossaries",), f"there is no file {path}")
        return paths

    def _people(self, table: dict[str, Any], key: str, fields: tuple[str, ...]) -> dict[str, dict[str, str]]:
        given = table.get(key, {})
        if not isinstance(given, dict):
            self._refuse((key,), f"write [{key}.en] and below it {', '.join(fields)}")
        plain = {name: value for name, value in given.items() if not isinstance(value, dict)}
        groups = {"": plain} if plain else {}
        groups |= {name: value for name, value in given.items() if isinstance(value, dict)}
        found = {}
        for tag, values in groups.items():
            where = (key, tag) if tag else (key,)
            if unknown := sorted(set(values) - set(fields)):
                self._refuse((*where, unknown[0]), f"there is no entry {unknown[0]!r} here; use {', '.join(fields)}")
            found[language_of(tag, self._place(where)) if tag else ""] = {name: self._text(values, (*where, name)) for name in fields}
        return found

    def _concept(self, key: str, kind: Kind, number: int, entry: dict[str, Any]) -> Concept:
        where = (key, str(number))
        place = self._place(where)
        known = {"value", "required", "note", "kind"}
        terms: list[Term] = []
        status = Status.FORBIDDEN if key == "must-not" else Status.PREFERRED
        for tag, words in entry.items():
            if tag in known:
                continue
            language = language_of(tag, self._place((*where, tag)))
            items = [words] if isinstance(words, str) else words
            if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
                self._refuse((*where, tag), f"{tag} must be words in quotation marks, or a list of such")
            for at, text in enumerate(items):
                own = status if at == 0 or status is Status.FORBIDDEN else Status.ADMITTED
                terms.append(Term(text.strip(), language, own, form_of("", text.strip(), place), "campaign sheet", line=place.line))
        required = entry.get("required", False)
        if not isinstance(required, bool):
            self._refuse((*where, "required"), "required must be true or false")
        if not terms and not (required and kind in (Kind.FIGURE, Kind.DATE)):
            self._refuse(where, 'say the words in each language, for example: en = ["civilians"]')
        sort = entry.get("kind", "person")
        if key == "name":
            if sort not in _KINDS:
                self._refuse((*where, "kind"), f"{sort!r} is not a kind of name; use {', '.join(_KINDS)}")
            kind = _KINDS[sort]
        value = entry.get("value", "")
        shown = value.isoformat() if isinstance(value, date) else str(value)
        return Concept(
            f"campaign-{key}-{number + 1}",
            kind,
            tuple(terms),
            value_of(shown, kind, self._place((*where, "value"))),
            required=required or key == "must",
            note=self._text(entry, (*where, "note")) if "note" in entry else "",
            file=self._path.name,
            line=place.line,
        )
