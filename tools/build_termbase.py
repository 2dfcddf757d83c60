"""Make the term bases that letterqa ships: glossaries/human-rights.tbx, glossaries/countries.tbx, glossaries/places-caucasus.csv, and
src/letterqa/data/terms/*.json.gz, which hold all three in the form that opens fastest.

Sources, in tools/data/terms/: the .toml files (concepts; marks before a term: ~ short or popular, @ acronym, ! deprecated),
checked.<language>.tsv (concept, term, the source in which its wording was confirmed), changes.<language>.tsv (what a second, independent pass
changed: concept, old term, new term, reason), capitals.tsv, policy.tsv, places-caucasus.csv. Country names come from CLDR (Babel), further
names and those of the people from src/letterqa/data/parts/places.toml.

    python tools/build_termbase.py           writes the files
    python tools/build_termbase.py --check   exits with 1 when they are not what would be written
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from babel import Locale

from letterqa.termbase import files, tabular, tbx
from letterqa.termbase.concepts import Concept, Form, Kind, Status, Term, TermBase
from letterqa.termbase.parsing import Place, one_of
from letterqa.termbase.words import words

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tools" / "data" / "terms"
LANGUAGES = ("en", "it", "fr", "es", "de", "pt")
FACTS = ("adopted", "in-force", "place")
KEYS = {"kind", "note", "articles", "case-sensitive", "do-not-translate", *FACTS, *LANGUAGES}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true")
    check = arguments.parse_args().check
    changed = [path for path, content in build().items() if not path.is_file() or path.read_bytes() != content]
    if not check:
        for path, content in build().items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for path in changed:
        print("differs:" if check else "wrote", path.relative_to(ROOT))
    return 1 if check and changed else 0


def build() -> dict[Path, bytes]:
    """The files to write, with their content."""
    rights, nations = human_rights(), countries()
    listed = DATA / "places-caucasus.csv"
    places = tabular.read(listed.read_text(encoding="utf-8"), listed.name, ".csv", None) if listed.is_file() else []
    out = {
        ROOT / "glossaries" / "human-rights.tbx": tbx.write(rights, "Human-rights treaties, bodies, offices and terms"),
        ROOT / "glossaries" / "countries.tbx": tbx.write(nations, "Countries, capitals and peoples"),
        ROOT / "glossaries" / "places-caucasus.csv": tabular.write_long(places, ",").encode("utf-8"),
    }
    digests = tuple((path.name, hashlib.sha256(content).hexdigest()) for path, content in out.items())
    named = ((path.name, group) for path, group in zip(out, (rights, nations, places), strict=True))
    whole = TermBase(tuple(replace(concept, file=name) for name, group in named for concept in group), digests)
    seen: set[str] = set()
    for concept in whole:
        if concept.id in seen:
            raise SystemExit(f"the id {concept.id} stands in two files")
        seen.add(concept.id)
    return out | {ROOT / "src" / "letterqa" / "data" / "terms" / name: content for name, content in files.dump(whole).items()}


def human_rights() -> list[Concept]:
    """Concepts of the .toml files in the order of their kinds and ids."""
    checked = {(row[0], code, row[1]): row[2] for code in LANGUAGES for row in _rows(DATA / f"checked.{code}.tsv")}
    used: set[tuple[str, str, str]] = set()
    changes = _changes()
    applied: set[tuple[str, str, str, str]] = set()
    found: dict[str, Concept] = {}
    for path in sorted(DATA.glob("*.toml")):
        for key, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if unknown := set(entry) - KEYS:
                raise SystemExit(f"{path.name}: [{key}] has an unknown field {sorted(unknown)[0]}")
            if key in found:
                raise SystemExit(f"{path.name}: [{key}] stands in another file too")
            kind = one_of(Kind, entry["kind"], Place(path.name, 0), "kind")
            terms: list[Term] = []
            for code in LANGUAGES:
                if not entry.get(code):
                    raise SystemExit(f"{path.name}: [{key}] has no {code}")
                for number, text in enumerate(_changed(key, code, entry[code], changes, applied)):
                    if any(old.language == code and old.text.casefold() == text.lstrip("~@!").casefold() for old in terms):
                        continue  # "Außenminister" and "Aussenminister" are one to the matcher
                    terms.append(_term(text, code, number, checked.get((key, code, text.lstrip("~@!"))), f"{path.name}: [{key}]"))
                    used.add((key, code, text.lstrip("~@!")))
            articles = "; ".join(f"{number}: {topic}" for number, topic in entry.get("articles", {}).items())
            facts = tuple((name, str(entry[name])) for name in FACTS if entry.get(name)) + ((("articles", articles),) if articles else ())
            found[key] = Concept(
                key,
                kind,
                tuple(terms),
                translate=not entry.get("do-not-translate", False),
                case_sensitive=bool(entry.get("case-sensitive", False)),
                note=entry.get("note", ""),
                facts=facts,
            )
    if unused := sorted(set(changes) - applied):
        print(f"{len(unused)} changes fit no entry, the first: {unused[0]}", file=sys.stderr)
    for key, concept in found.items():
        found[key] = replace(concept, terms=(*concept.terms, *_expanded(concept, found)))
    if lost := sorted(set(checked) - used):
        raise SystemExit(f"checked.{lost[0][1]}.tsv: {lost[0][0]} has no term {lost[0][2]!r} ({len(lost)} such rows)")
    return sorted(found.values(), key=lambda concept: (list(Kind).index(concept.kind), concept.id))


def _changes() -> list[tuple[str, str, str, str]]:
    """The rows of changes.<language>.tsv: concept, language, old entry, new entry."""
    return [(row[0], code, row[1], row[2]) for code in LANGUAGES for row in _rows(DATA / f"changes.{code}.tsv") if len(row) > 2]


def _changed(key: str, code: str, entries: list[str], changes: list[tuple[str, str, str, str]], applied: set[tuple[str, str, str, str]]) -> list[str]:
    """The entries of a concept in a language after the second pass: replaced, added, deleted, or moved to the first place ("first:")."""
    result = list(entries)
    for change in changes:
        if change[:2] != (key, code):
            continue
        old, new = change[2:]
        if new.startswith("first:"):
            name = next((item for item in result if item.lstrip("~@!") == (old or new.removeprefix("first:")).lstrip("~@!")), None)
            if name is not None:
                result.remove(name)
                result.insert(0, new.removeprefix("first:").lstrip("~@!"))
                applied.add(change)
        elif old in result:
            at = result.index(old)
            result[at : at + 1] = [new] if new and new not in result else []
            applied.add(change)
        elif not old and new:
            if new not in result:
                result.append(new)
            applied.add(change)
    return result


_CONVENTION = {
    "en": ("Convention No. {}",),
    "it": ("Convenzione n. {}",),
    "fr": ("Convention n° {}",),
    "es": ("Convenio núm. {}", "Convención núm. {}"),
    "de": ("Übereinkommen Nr. {}", "Konvention Nr. {}"),
    "pt": ("Convenção n.º {}",),
}


def _expanded(concept: Concept, every: dict[str, Concept]) -> list[Term]:
    """Conventions of the ILO as letters call them: by number, with or without the organisation, before or after."""
    made: list[Term] = []
    number = re.fullmatch(r"ilo-(\d+)", concept.id)
    if number is None:
        return made
    for code in LANGUAGES:
        bodies = [term.text for term in every["ilo"].of(code) if term.status is not Status.DEPRECATED]
        for pattern in _CONVENTION[code]:
            name = pattern.format(number[1])
            noun, _, label = name.partition(" ")
            texts = [name, *(text for body in bodies for text in (f"{body} {name}", f"{name} {body}", f"{noun} {body} {label}"))]
            known = {old.text.casefold() for old in (*concept.terms, *made) if old.language == code}
            made += [Term(text, code, Status.ADMITTED, Form.SHORT, verified=False) for text in texts if text.casefold() not in known]
    return made


def _term(text: str, code: str, number: int, source: str | None, where: str) -> Term:
    mark, bare = (text[0], text[1:]) if text[0] in "~@!" else ("", text)
    if not bare or bare != bare.strip() or "  " in bare:
        raise SystemExit(f"{where} has a term with blanks around it, or none: {text!r}")
    form = {"~": Form.SHORT, "@": Form.ACRONYM}.get(mark, Form.FULL)
    status = Status.DEPRECATED if mark == "!" else Status.PREFERRED if number == 0 or mark == "@" else Status.ADMITTED
    return Term(bare, code, status, form, source or "", verified=source is not None)


def countries() -> list[Concept]:
    """Countries, their people and their capitals, by ISO code: CLDR's name is preferred, those in use come from places.toml."""
    places = tomllib.loads((ROOT / "src" / "letterqa" / "data" / "parts" / "places.toml").read_text(encoding="utf-8"))
    policy = {row[0]: row[1] for row in _rows(DATA / "policy.tsv")}
    capitals: dict[str, dict[str, list[str]]] = {}
    for iso, city, *names in _rows(DATA / "capitals.tsv"):
        found = {
            code: places["city"][city].get(code, []) if city else [part.strip() for part in names[at].split(";")] for at, code in enumerate(LANGUAGES)
        }
        for code, texts in found.items():
            capitals.setdefault(iso, {}).setdefault(code, []).extend(texts)
    made = []
    for iso, entry in sorted(places["country"].items()):
        terms, people, towns = [], [], []
        for code in LANGUAGES:
            short = Locale.parse(code).territories.get(iso.upper(), "")
            names = _distinct([*([short] if short else []), *entry.get(code, ())], code)
            terms += [
                Term(name, code, Status.PREFERRED if n == 0 else Status.ADMITTED, Form.SHORT, "CLDR" if name == short else "", verified=name == short)
                for n, name in enumerate(names)
            ]
            people += _plain_terms(entry.get(f"{code}-adj", ()), code)
            towns += _plain_terms(capitals.get(iso, {}).get(code, ()), code)
        made.append(Concept(f"country-{iso}", Kind.COUNTRY, tuple(terms), note=policy.get(iso, "")))
        if people:
            made.append(Concept(f"people-{iso}", Kind.PLACE, tuple(people), note="The people, and the adjective."))
        if towns:
            made.append(Concept(f"capital-{iso}", Kind.PLACE, tuple(towns)))
    return made


def _plain_terms(names: Iterable[str], code: str) -> list[Term]:
    return [Term(name, code, Status.PREFERRED if n == 0 else Status.ADMITTED, verified=False) for n, name in enumerate(_distinct(names, code))]


def _distinct(names: Iterable[str], code: str) -> list[str]:
    """Names without those that are inflected forms of an earlier one."""
    kept: list[str] = []
    seen: set[tuple[str, ...]] = set()
    for name in names:
        keys = tuple(word.key for word in words(name, code))
        if keys and keys not in seen:
            seen.add(keys)
            kept.append(name)
    return kept


def _rows(path: Path) -> list[list[str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [[cell.strip() for cell in row] for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row and any(row)]


if __name__ == "__main__":
    sys.exit(main())
