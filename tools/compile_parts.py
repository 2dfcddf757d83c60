"""Make src/letterqa/data/parts.json.gz of src/letterqa/data/parts/*.toml: forms of all concepts, ready to be looked up.

    python tools/compile_parts.py

Raises ValueError, naming file and concept, for data that is not as it must be. A test compares the file with what this would write.
"""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from babel import Locale

from letterqa import lexicon
from letterqa.locales import SUPPORTED

DATA = Path(lexicon.__file__).parent / "data"
ATTRIBUTES = {"near": list, "strong": bool, "weak": bool, "generic": bool, "sort": str}
PLAIN = ("small", "sounds")


def compiled(folder: Path = DATA / "parts", cldr: bool = True) -> str:
    """The content of parts.json.gz, unpacked; without `cldr` only what the files of the folder say."""
    data = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))}
    small = {code: sorted({lexicon.plain(word) for word in data["small"][code]}) for code in SUPPORTED}
    known = frozenset(word for listed in small.values() for word in listed)
    lexicon.small_words = lambda: known  # type: ignore[assignment]  # parts.json.gz may not be there yet
    forms: dict[str, dict[str, list[list[str]]]] = {code: defaultdict(list) for code in SUPPORTED}
    affixes: dict[str, dict[str, dict[str, list[list[str]]]]] = {code: {"first": defaultdict(list), "last": defaultdict(list)} for code in SUPPORTED}
    attributes: dict[str, dict[str, Any]] = {}
    for name, kinds in data.items():
        if name in PLAIN:
            continue
        for kind, concepts in kinds.items():
            for identity, entry in concepts.items():
                concept = f"{kind}.{identity}"
                rest = {item: value for item, value in entry.items() if item.removesuffix("-adj") not in SUPPORTED}
                for item, value in rest.items():
                    if not isinstance(value, ATTRIBUTES.get(item, ())):
                        raise ValueError(f"{name}.toml, {concept}: {item} is not a key, or not of its type")
                if rest:
                    attributes[concept] = rest
                for code in SUPPORTED:
                    listed = [*entry.get(code, ()), *entry.get(f"{code}-adj", ())]
                    if not entry.get(code):
                        raise ValueError(f"{name}.toml, {concept}: no forms for {code}")
                    for form in dict.fromkeys(listed):
                        _add(forms[code], affixes[code], concept, form, f"{name}.toml, {concept}, {code}")
    for concept, code, form in _cldr(data["places"]["city"]) if cldr else ():
        _add(forms[code], affixes[code], concept, form, f"CLDR, {concept}, {code}")
    missing = {near for entry in attributes.values() for near in entry.get("near", ())} - {
        concept for table in forms.values() for entries in table.values() for concept, _ in entries
    }
    if missing:
        raise ValueError(f"near names {sorted(missing)[0]}, which is no concept")
    # One string an entry ("role.chair/ role.president/"): a tenth of the time to read that lists take.
    flat = {code: _flat(table) for code, table in forms.items()}
    ends = {code: {place: _flat(table) for place, table in tables.items()} for code, tables in affixes.items()}
    return (
        json.dumps(
            {
                "babel": version("babel") if cldr else "",
                "attributes": attributes,
                "forms": flat,
                "affixes": ends,
                "small": small,
                "sounds": {code: data["sounds"][code] for code in SUPPORTED},
            },
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )
        + "\n"
    )


VARIANTS = {"en": ("en",), "it": ("it",), "fr": ("fr", "fr_CA"), "es": ("es", "es_MX"), "de": ("de", "de_AT", "de_CH"), "pt": ("pt", "pt_PT")}


def _cldr(cities: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Names of countries and of the cities that time zones are named after, as (concept, language, name)."""
    for code, variants in VARIANTS.items():
        for variant in variants:
            locale = Locale.parse(variant)
            for territory, name in sorted(locale.territories.items()):
                if re.fullmatch("[A-Z]{2}", territory) and territory not in {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}:
                    yield f"country.{territory.lower()}", code, re.sub(r" \(.*\)$", "", name)
            for zone, names in sorted(locale.time_zones.items()):
                place = zone.rpartition("/")[2].lower().replace("_", "-")
                if "city" in names and place in cities:  # other zones are named after islands, lakes and states
                    yield f"city.{place}", code, names["city"]
                    yield f"city.{place}", code, zone.rpartition("/")[2].replace("_", " ")


def _flat(table: dict[str, list[list[str]]]) -> dict[str, str]:
    return {form: " ".join(f"{concept}/{marks}" for concept, marks in entries) for form, entries in table.items()}


def _add(forms: dict[str, list[list[str]]], affixes: dict[str, dict[str, list[list[str]]]], concept: str, form: str, where: str) -> None:
    text, slash, marks = form.rpartition("/")
    if not slash or not set(marks) <= set("mfp") or not marks:
        text, marks = form, ""
    if not text.strip():
        raise ValueError(f"{where}: an empty form")
    if text.startswith("-") or (text.endswith("-") and len(text) > 1):
        table = affixes["last"] if text.startswith("-") else affixes["first"]
        key = lexicon.plain(text.strip("-")).replace(" ", "").rstrip(".")
    else:
        table, key = forms, lexicon.key(text)
    if not key:
        raise ValueError(f"{where}: nothing is left of the form {form!r}")
    if [concept, marks] not in table[key]:
        table[key].append([concept, marks])


if __name__ == "__main__":
    (DATA / "parts.json.gz").write_bytes(gzip.compress(compiled().encode(), mtime=0))
