"""Patterns of words, as the data files write them.

A pattern is words with blanks between: "a|b" is either ("a|b_c" is "a", or "b c"), "word*" and "*word" begin or end so, "<name>" has one of the
endings of that name, "<number>" begins with a digit, "…" is up to seven words without a comma and "‥" up to three. Accents matter; case
matters where the pattern has a capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from letterqa.letter import Span

_TOKEN = re.compile(r"[^\W\d_]+?(?=n['’]t\b)|n['’]t\b|['’]ll\b|[^\W\d_]+|\d+(?:[.,]\d+)*")
_HARD = re.compile(r"[.;:!?…()\[\]–—]|\s-\s|\n[ \t]*\n")
_GAPS = {"…": 7, "‥": 3}  # words that each may stand for
STEM = 3  # letters that a word has before one of the endings


class Token(NamedTuple):
    """A word or number of a text: as written, in small letters, its place, and the ends of sentences and clauses, and the commas, before it."""

    raw: str
    text: str
    start: int
    end: int
    broken: int
    commas: int


@dataclass(frozen=True, slots=True)
class Part:
    """A word of a pattern: any of some forms, beginnings or endings, those with capitals as written, or a number; `gap` words of any kind."""

    forms: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    number: bool = False
    gap: int = 0
    cased: frozenset[str] = frozenset()
    cased_ends: tuple[str, ...] = ()

    @property
    def listed(self) -> bool:
        """Whether it is any of some forms in small letters, and nothing else."""
        return not (self.starts or self.ends or self.number or self.gap or self.cased or self.cased_ends)

    def fits(self, token: Token) -> bool:
        """Whether a word is one that the pattern has here."""
        text = token.text
        return (
            text in self.forms
            or token.raw in self.cased
            or (self.number and text[0].isdigit())
            or (bool(self.starts) and text.startswith(self.starts))
            or (bool(self.ends) and text.endswith(self.ends) and any(len(text) - len(end) >= STEM for end in self.ends if text.endswith(end)))
            or (bool(self.cased_ends) and token.raw.endswith(self.cased_ends))
        )


def expanded(text: str) -> list[str]:
    """A pattern, and one more for each of its alternatives of several words."""
    words = text.split()
    made = [" ".join("|".join(option for option in word.split("|") if "_" not in option) for word in words)]
    for at, word in enumerate(words):
        for option in word.split("|"):
            if "_" in option:
                made.append(" ".join([*words[:at], *option.split("_"), *words[at + 1 :]]))
    return [whole for whole in made if len(whole.split()) >= len(words)]


def parsed(text: str, endings: Mapping[str, tuple[str, ...]]) -> tuple[Part, ...]:
    """A pattern without alternatives of several words, ready to be compared; `endings` are the named lists."""
    return tuple(_part(word, endings) for word in text.split())


def _part(word: str, endings: Mapping[str, tuple[str, ...]]) -> Part:
    if word in _GAPS:
        return Part(frozenset(), (), (), gap=_GAPS[word])
    options = [option for option in word.split("|") if option]
    named = [ending for option in options if option.startswith("<") and option != "<number>" for ending in endings[option.strip("<>")]]
    small = [option.replace("'", "’") for option in options if not option.startswith("<") and option == option.lower()]
    cased = [option for option in options if option != option.lower()]
    return Part(
        frozenset(option for option in small if "*" not in option),
        tuple(option[:-1] for option in small if option.endswith("*")),
        (*(option[1:] for option in small if option.startswith("*")), *named),
        "<number>" in options,
        cased=frozenset(option for option in cased if "*" not in option),
        cased_ends=tuple(option[1:] for option in cased if option.startswith("*")),
    )


_P = TypeVar("_P")
_MEMO = 50_000  # words


class Beginnings(Generic[_P]):
    """Patterns by the words that they may begin with; most words begin none, and that is looked up once a word."""

    def __init__(self, patterns: Iterable[tuple[tuple[Part, ...], _P]]) -> None:
        self._patterns = tuple(patterns)
        self._known: dict[str, tuple[tuple[tuple[Part, ...], _P], ...]] = {}
        # By the forms of the first part, which most patterns are; what also knows beginnings, endings or numbers is tried with every word.
        self._listed: dict[str, list[int]] = {}
        self._tried: list[int] = []
        for number, (parts, _) in enumerate(self._patterns):
            if not parts[0].listed:
                self._tried.append(number)
                continue
            for form in parts[0].forms:
                self._listed.setdefault(form, []).append(number)

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def of(self, token: Token) -> tuple[tuple[tuple[Part, ...], _P], ...]:
        """The patterns, each with what it stands for, whose first part fits a word."""
        known = self._known.get(token.raw)
        if known is None:
            if len(self._known) > _MEMO:
                self._known.clear()
            fitting = [number for number in self._tried if self._patterns[number][0][0].fits(token)]
            numbers = sorted((*self._listed.get(token.text, ()), *fitting))
            known = self._known[token.raw] = tuple(self._patterns[number] for number in numbers)
        return known


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and numbers of a text; English "n't" and "'ll" are words of their own."""
    found: list[Token] = []
    broken = commas = end = 0
    for found_word in _TOKEN.finditer(text):
        gap = text[end : found_word.start()]
        if gap and gap != " ":
            # "No. 87" does not end a sentence.
            broken += 0 if gap.strip() == "." and found_word[0][0].isdigit() else len(_HARD.findall(gap))
            commas += gap.count(",")
        end = found_word.end()
        found.append(Token(found_word[0], found_word[0].lower().replace("'", "’"), found_word.start(), end, broken, commas))
    return tuple(found)


def match(parts: tuple[Part, ...], every: Sequence[Token], at: int) -> tuple[int, ...] | None:
    """The words (by index) of a pattern that begins at a word, which fits its first part; the nearest for what follows "…"."""
    path = [at]
    index, gap = at + 1, 0
    for part in parts[1:]:
        if part.gap:
            gap = part.gap
            continue
        for step in range(gap + 1):
            if index + step >= len(every) or not _together(every, at, index + step):
                return None
            if part.fits(every[index + step]):
                index += step
                break
        else:
            return None
        path.append(index)
        index, gap = index + 1, 0
    return tuple(path)


def _together(every: Sequence[Token], one: int, two: int) -> bool:
    return every[one].broken == every[two].broken and every[one].commas == every[two].commas


def span(every: Sequence[Token], path: Sequence[int]) -> Span:
    """The place of a pattern's words, from the first to the last."""
    return Span(every[path[0]].start, every[path[-1]].end)
