"""Sentences that remember how they were made, so that a report can say them in another language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

LISTED = "{a}, {b}"
JOINED = "{a}{b}"  # two sentences, one after the other


class Said(str):
    """An English sentence with the template and the values that it was made from; everywhere else it is a plain text."""

    template: str
    values: dict[str, Any]

    def __add__(self, other: str) -> Said:
        return say(JOINED, a=self, b=other)

    def __radd__(self, other: str) -> Said:
        return say(JOINED, a=other, b=self)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_remade, (self.template, self.values))


class Tongue(str):
    """The English name of a language that remembers its tag."""

    tag: str

    def __reduce__(self) -> tuple[Any, ...]:
        return (tongue, (self.tag, str(self)))


def say(template: str, **values: Any) -> Said:
    """A template filled in: `say("The {a} letter says {b}.", a=..., b=...)`. Its translations are in data/ui/*.toml."""
    said = Said(template.format(**values))
    said.template, said.values = template, values
    return said


def listed(texts: Sequence[str]) -> str:
    """Sentences or words with commas between them; empty for none."""
    told = ""
    for text in texts:
        told = say(LISTED, a=told, b=text) if told else text
    return told


def tongue(tag: str, name: str) -> Tongue:
    """The name of a language with its tag."""
    said = Tongue(name)
    said.tag = tag
    return said


def _remade(template: str, values: dict[str, Any]) -> Said:
    return say(template, **values)
