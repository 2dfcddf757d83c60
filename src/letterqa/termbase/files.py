"""Term bases in files: whole or not at all; what cannot be read is one sentence with file, line and column."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import json
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from letterqa.errors import ReadError
from letterqa.locales import SUPPORTED, primary
from letterqa.termbase import tabular, tbx
from letterqa.termbase.concepts import Concept, Form, Kind, Status, Term, TermBase, relatives
from letterqa.termbase.words import Spelled, spelled

SUFFIXES = (".tbx", ".csv", ".tsv", ".txt", ".tab", ".utf8")
FOLDER = "glossaries"
SHIPPED = ("human-rights", "countries", "places-caucasus")
MAX_BYTES = 100_000_000


def read(path: Path, languages: tuple[str, str] | None = None) -> TermBase:
    """A term base from a file. `languages` are those of a file of OmegaT's, which names none. Raises ReadError for what cannot be read."""
    name = path.name
    if path.suffix.lower() not in SUFFIXES:
        raise ReadError(f"{path}: a term base is a file in {', '.join(SUFFIXES[:3])}, or OmegaT's .txt; convert it, or rename it.")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(f"{path} is larger than {MAX_BYTES // 1_000_000} MB; split it into several files.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"There is no term base {path}; check the name and the folder.") from None
    except OSError as error:
        raise ReadError(f"The term base {path} cannot be read: {error.strerror}.") from error
    return _parsed(data, name, languages)


@lru_cache(maxsize=16)
def _parsed(data: bytes, name: str, languages: tuple[str, str] | None) -> TermBase:
    """A file's content as a term base, kept for the next letter."""
    suffix = Path(name).suffix.lower()
    concepts = tbx.read(data, name) if suffix == ".tbx" else tabular.read(_decoded(data, name), name, suffix, languages)
    return TermBase(tuple(concepts), ((name, hashlib.sha256(data).hexdigest()),))


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = data[: error.start].decode("utf-16", "replace").count("\n") + 1
            raise ReadError(f"{name}:{line}:1: this is not UTF-16, though it begins so; save the file as “CSV UTF-8” and try again.") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise ReadError(f"{name}:{line}:{column}: this is not UTF-8; save the file as “CSV UTF-8” and try again.") from None
    if "\0" in text:
        raise ReadError(f"{name}:{text.count(chr(10), 0, text.index(chr(0))) + 1}: there is a NUL character; this is no text file.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def beside(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """The term bases in the folders `glossaries` that stand in some folders, by name."""
    found: list[Path] = []
    for folder in dict.fromkeys(item.resolve() for item in folders):
        place = folder / FOLDER
        if place.is_dir():
            found += sorted(path for path in place.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith("."))
    return tuple(found)


def stamp(path: Path) -> tuple[Path, int, int]:
    """A path with what changes when the file does."""
    try:
        stat = path.stat()
    except OSError:
        return path, 0, 0
    return path, stat.st_mtime_ns, stat.st_size


@cache
def _data(name: str) -> Any:
    file = resources.files("letterqa") / "data" / "terms" / f"{name}.json.gz"
    return json.loads(gzip.decompress(file.read_bytes()))


@cache
def prepared(tag: str) -> dict[tuple[str, bool], Spelled]:
    """The shipped terms of a language as the trie holds them, by text and whether they are acronyms: to take words apart takes ten times as
    long as to read how they were taken apart."""
    if primary(tag) not in SUPPORTED:
        return {}
    return {
        (text, form == _ACRONYM): Spelled(
            tuple((tuple(keys.split(" ")), tuple(plains.split(" ")), links) for keys, plains, links in ways), commas, breaks
        )
        for _, text, _, form, _, _, ways, commas, breaks in _data(primary(tag))
    }


_ACRONYM = list(Form).index(Form.ACRONYM)


@lru_cache(maxsize=32)
def shipped(*languages: str) -> TermBase:
    """The term bases that letterqa ships, as one (data/terms/*.json.gz, made by tools/build_termbase.py of glossaries/): with the terms of some
    languages and the acronyms of all, or with everything where no language is named."""
    forms, states, kinds = list(Form), list(Status), {kind.value: kind for kind in Kind}
    whole = _data("concepts")
    wanted = [code for code in SUPPORTED if not languages or code in {primary(tag) for tag in languages}]
    terms: dict[int, list[Term]] = {}
    for code in wanted:
        for number, text, status, form, source, verified, *_ in _data(code):
            terms.setdefault(number, []).append(Term(text, code, states[status], forms[form], source, "", bool(verified)))
    for number, text, code, status, source, verified in whole["acronyms"]:
        if code not in wanted:
            terms.setdefault(number, []).append(Term(text, code, states[status], Form.ACRONYM, source, "", bool(verified)))
    concepts = tuple(
        Concept(
            key,
            kinds[kind],
            tuple(terms.get(number, ())),
            translate=not fixed,
            case_sensitive=bool(sensitive),
            note=note,
            facts=tuple((name, value) for name, value in facts),
            file=origin,
            rank=0,
        )
        for number, (key, kind, note, facts, origin, fixed, sensitive) in enumerate(whole["concepts"])
    )
    return TermBase(
        concepts, tuple((name, digest) for name, digest in whole["files"]), {key: frozenset(group) for key, group in whole["akin"].items()}
    )


def dump(base: TermBase) -> dict[str, bytes]:
    """A term base as `shipped` reads it, as files by name: the concepts, and the terms of each language; the same bytes for the same concepts."""
    forms, states = list(Form), list(Status)
    about, acronyms, table = [], [], {code: [] for code in SUPPORTED}  # type: ignore[var-annotated]
    for number, concept in enumerate(base.concepts):
        flags = (int(not concept.translate), int(concept.case_sensitive))
        about.append([concept.id, concept.kind.value, concept.note, [list(fact) for fact in concept.facts], concept.file, *flags])
        for term in concept.terms:
            status, form, verified = states.index(term.status), forms.index(term.form), int(term.verified)
            spelling = spelled(term.text, term.language, term.form is Form.ACRONYM)
            if spelling is None:
                continue
            ways = [[" ".join(keys), " ".join(plains), links] for keys, plains, links in spelling.ways]
            table[term.language].append([number, term.text, status, form, term.source, verified, ways, spelling.commas, spelling.breaks])
            if term.form is Form.ACRONYM:
                acronyms.append([number, term.text, term.language, status, term.source, verified])
    akin = {key: sorted(group) for key, group in sorted(relatives(base).items())}
    whole = {"files": [list(item) for item in base.files], "concepts": about, "acronyms": acronyms, "akin": akin}
    return {f"{name}.json.gz": _packed(content) for name, content in (("concepts", whole), *table.items())}


def _packed(content: object) -> bytes:
    return gzip.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), mtime=0)
