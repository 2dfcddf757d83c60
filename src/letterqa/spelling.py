"""Spelling without LanguageTool: slips of the keyboard, by the frequency dictionaries of pyspellchecker.

A dictionary that lacks many good words must not call them wrong, so a word is a slip only where one change inside it makes a frequent word:
a letter dropped, doubled or exchanged with its neighbour, or, for much more frequent words, another letter. The change may not touch the
first letter or the ending, where inflection is.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from letterqa.lexicon import plain
from letterqa.locales import primary
from letterqa.mentions.names import ordinary_words
from letterqa.proofreading import DICTIONARY, Slip

_WORD = re.compile(r"(?<![\w@.'’/#-])[^\W\d_]{5,}(?![\w@'’/-])")
_FREQUENT = 1e-6  # share of all words that makes a word frequent enough for a slip that is easily made
_COMMON = 1e-5  # for other slips in short words, and where only an accent is missing
_LONG = 9  # letters of a word that resembles another only by a slip
_ACCENTED = 3  # letters at the end in which an accent is missed: elsewhere two words may differ by it


@dataclass(frozen=True)
class Dictionary:
    """A language's dictionary; `ending` is how many letters at the end of a word are left to inflection, `same` are spellings that are
    both right."""

    checker: Any
    ending: int
    same: tuple[tuple[str, str], ...]

    def correction(self, word: str) -> str | None:
        """The word that is meant; None for one that is known, or that no frequent word is near enough to."""
        held = self.checker.word_frequency
        if held[word] or any(held[other] for one, two in self.same for other in (word.replace(one, two), word.replace(two, one))):
            return None
        near = [other for other in sorted(self.checker.edit_distance_1(word)) if held[other]]
        accents = [other for other in near if plain(other) == plain(word)]
        if accents:
            near = [other for other in accents if word == plain(word) and word[:-_ACCENTED] == other[:-_ACCENTED]]
            least = dict.fromkeys(near, _COMMON)
        else:
            least = {other: _FREQUENT if len(word) >= _LONG or _easy(word, other) else _COMMON for other in near if self._inside(word, other)}
        good = [other for other, share in least.items() if held[other] >= share * held.total_words]
        return max(good, key=lambda other: held[other]) if good else None

    def _inside(self, word: str, other: str) -> bool:
        return word[0] == other[0] and word[-self.ending :] == other[-self.ending :]


@cache
def dictionary(code: str) -> Dictionary | None:
    """The dictionary of a language (takes up to half a second); None for one that has none here."""
    table = tomllib.loads((resources.files("letterqa") / "data" / "grammar.toml").read_text(encoding="utf-8"))["dictionary"]
    if code not in table:
        return None
    from spellchecker import SpellChecker

    same = tuple((one, two) for one, two in table[code]["same"])
    return Dictionary(SpellChecker(language=code, distance=1), table[code]["ending"], same)


def slips(text: str, language: str) -> tuple[Slip, ...]:
    """Words that stand once in a text, in small letters, and that one slip of the keyboard explains."""
    code = primary(language)
    held = dictionary(code)
    if held is None:
        return ()
    found = [match for match in _WORD.finditer(text) if match[0].islower()]
    counts: dict[str, int] = {}
    for match in found:
        counts[match[0]] = counts.get(match[0], 0) + 1
    result = []
    for match in found:
        word = match[0]
        if counts[word] > 1:
            continue  # a slip is seldom made twice; a word of the trade is
        meant = held.correction(word)
        if meant is not None and (plain(word) == plain(meant) or plain(word) not in ordinary_words(code)):
            message = "The dictionary does not have this word."
            result.append(Slip(match.start(), match.end(), DICTIONARY, "TYPOS", "misspelling", message, (meant,)))
    return tuple(result)


def _easy(word: str, meant: str) -> bool:
    """Whether the slip is one that fingers make: two letters exchanged, or one doubled or not."""
    if len(word) == len(meant):
        return sorted(word) == sorted(meant)
    short, long = sorted((word, meant), key=len)
    at = next((index for index, (one, two) in enumerate(zip(short, long, strict=False)) if one != two), len(short))
    return long[at] in (long[at - 1 : at], long[at + 1 : at + 2])
