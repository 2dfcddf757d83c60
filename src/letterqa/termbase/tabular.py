"""Term bases in tables: CSV and TSV with a header, a row a term or a row a concept, and OmegaT's three columns without one.

A row a term (long): `concept, kind, language, term` and, as wanted, `status, form, source, verification, note, flags, value`.
Kind, flags, value and note in the first row of a concept are the concept's; a note in another row is that term's.
A row a concept (wide): a column for each language, named by its code ("en", "it", "pt-BR"), with terms separated by "|", the preferred one
first; `it:deprecated` and `it:forbidden` columns for what must not be used; and, as wanted, `concept, kind, note, source, flags, value`.
OmegaT: source term, target term, comment, separated by tabs, no header; several target terms are separated by commas or semicolons.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from letterqa.errors import ReadError
from letterqa.termbase.concepts import Concept, Kind, Status, Term
from letterqa.termbase.parsing import Place, flags_of, form_of, identifier, language_of, one_of, value_of

LONG = ("concept", "kind", "language", "term", "status", "form", "source", "verification", "note", "flags", "value")
_WIDE = frozenset({"concept", "kind", "note", "source", "flags", "value"})
_FLAGS = ("do-not-translate", "case-sensitive", "required")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[str, ...]
    line: int


def read(text: str, name: str, suffix: str, languages: tuple[str, str] | None) -> list[Concept]:
    """Concepts of a table. `languages` are those of OmegaT's two columns. Raises ReadError with file, line and column for what does not fit."""
    rows = _rows(text, name, suffix)
    if not rows:
        raise ReadError(f"{name} is empty: a term base needs a header row and at least one term.")
    header = [cell.strip().lower() for cell in rows[0].cells]
    if {"term", "language"} <= set(header):
        return _long(header, rows[1:], name)
    if _is_wide(header):
        return _wide(header, rows[1:], name)
    if suffix in (".tsv", ".txt", ".tab", ".utf8") and 2 <= len(rows[0].cells) <= 3:
        if languages is None:
            raise ReadError(f"{name} has no header row, as OmegaT's glossaries have none: say its languages with --source-lang and --target-lang.")
        return _omegat(rows, name, languages)
    raise ReadError(
        f"{name}:1: the header row must name the columns: concept, kind, language, term (a row a term), or language codes such as en, it "
        f"(a row a concept). It has: {', '.join(cell or '(empty)' for cell in header[:8])}."
    )


def write_long(concepts: Iterable[Concept], delimiter: str) -> str:
    """A table with a row a term."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=delimiter, lineterminator="\n")
    writer.writerow(LONG)
    for concept in concepts:
        flags = " ".join(flag for flag, on in zip(_FLAGS, (not concept.translate, concept.case_sensitive, concept.required), strict=True) if on)
        for number, term in enumerate(concept.terms):
            first = number == 0
            writer.writerow(
                (
                    concept.id,
                    concept.kind.value,
                    term.language,
                    term.text,
                    term.status.value,
                    term.form.value,
                    term.source,
                    "" if term.verified else "unverified",
                    concept.note if first else term.note,
                    flags if first else "",
                    concept.value if first else "",
                )
            )
    return table.getvalue()


def write_omegat(concepts: Iterable[Concept], source: str, target: str) -> str:
    """OmegaT's glossary for a pair of languages: every source term with the target terms that may be used."""
    lines = []
    for concept in concepts:
        good = [term.text for term in concept.of(target) if term.status in (Status.PREFERRED, Status.ADMITTED)]
        if good:
            note = " ".join(concept.note.split())
            lines += ["\t".join((term.text, "; ".join(good), note)).rstrip("\t") for term in concept.of(source)]
    return "".join(f"{line}\n" for line in lines)


def _rows(text: str, name: str, suffix: str) -> list[_Row]:
    first = text.split("\n", 1)[0]
    delimiter = "\t" if suffix != ".csv" else ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    rows: list[_Row] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#"):
                rows.append(_Row(tuple(cell.strip() for cell in cells), line))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ReadError(
            f"{name}:{line}: the row cannot be read ({error}); quote fields that hold quotation marks, and double those marks."
        ) from error
    return rows


def _is_wide(header: Sequence[str]) -> bool:
    named = [cell for cell in header if cell not in _WIDE and _LANGUAGE.fullmatch(cell.partition(":")[0])]
    return bool(named) and all(cell in _WIDE or cell in named for cell in header if cell) and _known(named[0])


def _known(code: str) -> bool:
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(code.partition(":")[0].replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _long(header: list[str], rows: list[_Row], name: str) -> list[Concept]:
    if unknown := [cell for cell in header if cell and cell not in LONG]:
        raise ReadError(f"{name}:1: there is no column {unknown[0]!r}; the columns are {', '.join(LONG)}.")
    table: dict[str, Concept] = {}
    for row in rows:
        if len(row.cells) > len(header):
            raise ReadError(
                f"{name}:{row.line}: {len(row.cells)} fields, but the header has {len(header)} columns; quote fields that hold the separator."
            )
        cells = dict(zip(header, row.cells, strict=False))
        place = Place(name, row.line)
        text = cells.get("term", "")
        if not text:
            raise ReadError(place.says("term is empty", "term"))
        language = language_of(cells.get("language", ""), place)
        term = Term(
            text,
            language,
            one_of(Status, cells.get("status") or "preferred", place, "status"),
            form_of(cells.get("form", ""), text, place),
            cells.get("source", ""),
            cells.get("note", "") if (cells.get("concept") or identifier(text)) in table else "",
            one_of_words(cells.get("verification", ""), place),
            row.line,
        )
        key = cells.get("concept") or identifier(text)
        old = table.get(key)
        kind = cells.get("kind", "")
        if old is None:
            translate, sensitive, required = flags_of(cells.get("flags", ""), place)
            sort = one_of(Kind, kind or "phrase", place, "kind")
            value = value_of(cells.get("value", ""), sort, place)
            table[key] = Concept(key, sort, (term,), value, translate, sensitive, required, cells.get("note", ""), (), name, row.line)
            continue
        if kind and kind != old.kind.value:
            raise ReadError(place.says(f"concept {key} is a {old.kind.value} in line {old.line} and a {kind} here", "kind"))
        changed = replace(old, terms=(*old.terms, term))
        if cells.get("flags"):
            translate, sensitive, required = flags_of(cells["flags"], place)
            changed = replace(
                changed,
                translate=old.translate and translate,
                case_sensitive=old.case_sensitive or sensitive,
                required=old.required or required,
            )
        if cells.get("value"):
            changed = replace(changed, value=value_of(cells["value"], old.kind, place))
        table[key] = changed
    return list(table.values())


def one_of_words(word: str, place: Place) -> bool:
    """Whether a verification cell says "verified" (or nothing)."""
    if word.lower() not in ("", "verified", "unverified"):
        raise ReadError(place.says(f"{word!r} is not verified or unverified", "verification"))
    return word.lower() != "unverified"


def _wide(header: list[str], rows: list[_Row], name: str) -> list[Concept]:
    table: dict[str, Concept] = {}
    for row in rows:
        if len(row.cells) > len(header):
            raise ReadError(
                f"{name}:{row.line}: {len(row.cells)} fields, but the header has {len(header)} columns; quote fields that hold the separator."
            )
        place = Place(name, row.line)
        cells = {column: cell for column, cell in zip(header, row.cells, strict=False) if column}
        terms: list[Term] = []
        for column, cell in cells.items():
            if column in _WIDE:
                continue
            code, _, word = column.partition(":")
            language = language_of(code, place)
            given = one_of(Status, word, place, column) if word else None
            for number, text in enumerate(part.strip() for part in cell.split("|")):
                if text:
                    status = given or (Status.PREFERRED if number == 0 else Status.ADMITTED)
                    terms.append(Term(text, language, status, form_of("", text, place), cells.get("source", ""), line=row.line))
        if not terms:
            raise ReadError(place.says("the row names no term", "language"))
        key = cells.get("concept") or identifier(terms[0].text)
        if key in table:
            raise ReadError(place.says(f"concept {key} stands in line {table[key].line} already; one row a concept", "concept"))
        kind = one_of(Kind, cells.get("kind") or "phrase", place, "kind")
        translate, sensitive, required = flags_of(cells.get("flags", ""), place)
        value = value_of(cells.get("value", ""), kind, place)
        table[key] = Concept(key, kind, tuple(terms), value, translate, sensitive, required, cells.get("note", ""), (), name, row.line)
    return list(table.values())


def _omegat(rows: list[_Row], name: str, languages: tuple[str, str]) -> list[Concept]:
    table: dict[str, Concept] = {}
    for row in rows:
        place = Place(name, row.line)
        if len(row.cells) < 2 or not row.cells[0] or not row.cells[1]:
            raise ReadError(place.says("a row needs a source term and a target term, separated by a tab", "target"))
        source, targets = row.cells[0], [part.strip() for part in re.split("[;,]", row.cells[1]) if part.strip()]
        terms = [Term(source, languages[0], Status.PREFERRED, form_of("", source, place), line=row.line)]
        for number, text in enumerate(targets):
            terms.append(Term(text, languages[1], Status.ADMITTED if number else Status.PREFERRED, form_of("", text, place), line=row.line))
        key = identifier(source)
        note = row.cells[2] if len(row.cells) > 2 else ""
        old = table.get(key)
        if old is None:
            table[key] = Concept(key, Kind.PHRASE, tuple(terms), note=note, file=name, line=row.line)
        else:  # the same source term again: more ways to say it
            table[key] = replace(old, terms=(*old.terms, *(replace(term, status=Status.ADMITTED) for term in terms[1:])))
    return list(table.values())


def suffix_of(path: Path) -> str:
    """A path's suffix in lower case."""
    return path.suffix.lower()
