"""Subjects, verbs and participles that do not agree, where they stand side by side, from data/agreement/*.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from letterqa.letter import Span
from letterqa.locales import primary
from letterqa.mentions.patterns import Beginnings, expanded, match, parsed, span, tokens


@cache
def _load(code: str) -> Beginnings[bool]:
    file = resources.files("letterqa") / "data" / "agreement" / f"{code}.toml"
    if not file.is_file():
        return Beginnings(())
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    endings = {name: tuple(listed) for name, listed in data["ending"].items()}
    return Beginnings(
        (parsed(whole, endings), sort == "wrong") for sort in ("wrong", "void") for text in data["agreement"][sort] for whole in expanded(text)
    )


def disagreements(text: str, language: str) -> tuple[Span, ...]:
    """The stretches, from the subject to the verb, that do not agree in number; none in a language without data."""
    patterns = _load(primary(language))
    every = tokens(text) if patterns else ()
    void: set[int] = set()
    hits: list[tuple[int, ...]] = []
    for at, token in enumerate(every):
        for parts, wrong in patterns.of(token):
            if (path := match(parts, every, at)) is not None:
                if wrong:
                    hits.append(path)
                else:
                    void.update(path)
    found: list[Span] = []
    for held in sorted((span(every, path) for path in hits if not void.intersection(path)), key=lambda item: (item.start, -item.end)):
        if not found or not held.overlaps(found[-1]):
            found.append(held)  # subject and verb, or verb and participle: one error
    return tuple(found)
