"""Forms of address: polite, familiar and plural ones of a language, from data/register/*.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from letterqa.letter import Span
from letterqa.locales import primary
from letterqa.mentions.patterns import Beginnings, Part, Token, expanded, match, parsed, span, tokens

POLITE, FAMILIAR, PLURAL = "polite", "familiar", "plural"
_SORTS = (POLITE, FAMILIAR, PLURAL)


@dataclass(frozen=True, slots=True)
class Address:
    """A word or two by which a letter speaks to its reader, and the sort: POLITE, FAMILIAR or PLURAL."""

    span: Span
    sort: str


@cache
def _load(code: str) -> Beginnings[str]:
    file = resources.files("letterqa") / "data" / "register" / f"{code}.toml"
    if not file.is_file():
        return Beginnings(())  # English says "you" to everybody
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return Beginnings((parsed(whole, {}), sort) for sort in (*_SORTS, "void") for text in data[sort] for whole in expanded(text))


@lru_cache(maxsize=512)
def addresses(text: str, language: str) -> tuple[Address, ...]:
    """The forms of address in a text, in order of place; none in a language that has only one, or no data."""
    patterns = _load(primary(language))
    if not patterns:
        return ()
    every = tokens(text)
    void: set[int] = set()
    hits: list[tuple[tuple[int, ...], str]] = []
    for at, token in enumerate(every):
        for parts, sort in patterns.of(token):
            if sort != "void" and len(parts) == 1 and _opens(every, at, parts[0]):
                continue
            path = match(parts, every, at)
            if path is not None and sort == "void":
                void.update(path)
            elif path is not None:
                hits.append((path, sort))
    found: dict[int, Address] = {}
    for path, sort in hits:
        if not void.intersection(path):
            found.setdefault(path[0], Address(span(every, path), sort))
    return tuple(found[at] for at in sorted(found))


def _opens(every: Sequence[Token], at: int, part: Part) -> bool:
    """Whether a word that its capital makes polite has it because a sentence begins, or because a name goes on ("La Repubblica")."""
    token = every[at]
    if token.raw[:1].isupper() and token.raw not in part.cased and not token.raw.isupper():
        return at > 0 and every[at - 1].broken == token.broken  # a name: "Ti Jean"
    if token.raw not in part.cased or token.text in part.forms:
        return False
    begins = at == 0 or every[at - 1].broken != token.broken
    return begins or (len(token.raw) < 3 and at + 1 < len(every) and every[at + 1].raw[:1].isupper())
