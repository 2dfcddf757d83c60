"""Which country's spelling a letter follows: British or American English, European or Brazilian Portuguese, German with or without "ß"."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from letterqa.letter import Letter, Role, Span
from letterqa.locales import primary

_WORD = re.compile(r"[^\W\d_]+")
_WITHOUT = frozenset({Role.ADDRESS, Role.LETTERHEAD, Role.SIGNATURE, Role.QUOTATION})


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files("letterqa") / "data" / "variants.toml").read_text(encoding="utf-8"))


def variant(letter: Letter) -> tuple[str, tuple[Span, ...]]:
    """The variant of a letter's language as a BCP 47 tag, and a word of each of two variants where both occur (else nothing).

    A tag that names a country is kept; else the words of data/variants.toml are counted, and the first variant there wins a tie.
    """
    table = _data().get(primary(letter.language))
    if table is None:
        return letter.language, ()
    found: dict[str, list[Span]] = {tag: [] for tag in table}
    spans = [block.span for block in letter.blocks if block.role not in _WITHOUT]
    for span in spans:
        for match in _WORD.finditer(letter.text, span.start, span.end):
            # Names of organisations keep their own spelling.
            if match[0][:1].isupper() and match.start() > span.start:
                continue
            low = match[0].lower()
            for tag, entry in table.items():
                if _has(entry, low):
                    found[tag].append(Span(match.start(), match.end()))
    best = letter.language if "-" in letter.language else max(found, key=lambda tag: len(found[tag]))
    seen = sorted((spans[0] for spans in found.values() if spans), key=lambda span: span.start)
    return best, tuple(seen[:2]) if len(seen) > 1 else ()


def _has(entry: dict[str, list[str]], word: str) -> bool:
    return word in entry["words"] or any(word.endswith(end) and len(word) > len(end) + 2 for end in entry.get("endings", ()))
