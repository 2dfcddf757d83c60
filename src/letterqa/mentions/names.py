"""Names in running text: capitalised sequences, and which of their words are no ordinary words of the language."""

from __future__ import annotations

import gzip
import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from letterqa.letter import Span
from letterqa.locales import SUPPORTED, primary
from letterqa.mentions.vocabulary import Tokens, load, tokens
from letterqa.naming import PARTICLES

_INSIDE = re.compile(r"[ \u00a0]|\n|[-‐‑'’]")
_INITIAL = re.compile(r"\. ?")
_OPENING = re.compile(
    r"(?:^|[.!?:…;]['\"”»)\]]*\s|\n[ \t]*\n|[\n.!?]\s*[•·\-–—*▪]\s|^\s*[•·\-–—*▪]\s)[\s\"“„«‚‘'(\[¿¡]*$|^[\s\"“„«‚‘'(\[¿¡•·\-–—*▪]*$"
)
_QUOTED = re.compile(r"[\"“„«]\s?$")
_SHORTEST = 3
_LONGEST = 60  # letters of a compound
_WRAPPED = 40  # a line of fewer characters was not wrapped
_INFLECTED = 8  # letters of a word from which a shared beginning tells two forms of one word


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: its `form` as compared, its place, and whether it is `opaque`: no word of the language, so that it stays itself
    in another language."""

    form: str
    span: Span
    opaque: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised sequence. `opens` tells that it begins a sentence, where any word has a capital."""

    span: Span
    words: tuple[Word, ...]
    opens: bool

    @property
    def opaque(self) -> tuple[Word, ...]:
        """Its words that no list of ordinary words has."""
        return tuple(word for word in self.words if word.opaque)


@cache
def ordinary_words(code: str) -> frozenset[str]:
    """Ordinary words of a language, without case and accents (see tools/compile_words.py); empty for one without a list."""
    if code not in SUPPORTED:
        return frozenset()
    data = (resources.files("letterqa") / "data" / "words" / f"{code}.txt.gz").read_bytes()
    return frozenset(gzip.decompress(data).decode("utf-8").split("\n"))


def capitalises(language: str) -> bool:
    """Whether a language writes nouns with capitals, so that a capital says little of a word."""
    return bool(load(language).flags.get("compounds"))


@cache
def _stems(code: str) -> frozenset[str]:
    """Beginnings of the longer ordinary words: what a form of them shares with them."""
    return frozenset(word[:length] for word in ordinary_words(code) for length in range(_INFLECTED - 1, len(word) + 1) if length >= 0.65 * len(word))


_memo: dict[tuple[str, str], bool] = {}


def ordinary(form: str, code: str) -> bool:
    """Whether a form (see `lexicon.plain`) is an ordinary word of a language, or a compound of such words."""
    known = _memo.get((code, form))
    if known is None:
        if len(_memo) > 200_000:
            _memo.clear()
        known = _memo[code, form] = _ordinary(form, code)
    return known


def _ordinary(form: str, code: str) -> bool:
    words = ordinary_words(code)
    if form in words or not words:
        return form in words
    vocabulary = load(code)
    if form in vocabulary.months or form in vocabulary.weekdays or form in vocabulary.atoms or form in vocabulary.ordinals:
        return True
    # A genitive or plural of a word, another form of it, and compounds where the language writes them as one.
    if form[-1] == "s" and form[:-1] in words:
        return True
    if len(form) >= _INFLECTED and form[: max(_INFLECTED - 1, math.ceil(0.65 * len(form)))] in _stems(code):
        return True
    return bool(vocabulary.flags.get("compounds")) and len(form) <= _LONGEST and _compound(form, words, 3)


def _compound(form: str, words: frozenset[str], most: int) -> bool:
    for cut in range(4, len(form) - 3):
        head, tail = form[:cut], form[cut:]
        if len(tail) > 5 and tail in words:
            return True
        if head in words or (head[-1] in "sn" and head[:-1] in words and len(head) > 4):
            if (
                tail in words
                or (len(tail) > 4 and tail[-1] in "sn" and tail[:-1] in words)
                or (len(tail) > 5 and tail.endswith(("en", "es", "er")) and tail[:-2] in words)
            ):
                return True
            if most > 1 and _compound(tail, words, most - 1):
                return True
    return False


@lru_cache(maxsize=8)
def names(text: str, language: str) -> tuple[Name, ...]:
    """The capitalised sequences of a text in order of place; particles inside belong to them ("Joost van Wessem"), acronyms do not."""
    items, code = tokens(text), primary(language)
    found: list[Name] = []
    run: list[int] = []
    joins = load(code).listed("numbers.join_scale") | load(code).listed("numbers.join_tens") | {"e", "y", "i"}
    for at in range(len(items)):
        proper = _proper(items, at)
        if run and (not _links(items, at - 1) or not (proper or (items.forms[at] in PARTICLES and items.forms[at] not in joins))):
            _close(items, run, code, found)
            run = []
        if proper or (run and items.forms[at] in PARTICLES and items.forms[at] not in joins):
            run.append(at)
    _close(items, run, code, found)
    return tuple(found)


def _links(items: Tokens, at: int) -> bool:
    """Whether a name may go on behind a token: after a blank, a hyphen, or the point of an initial."""
    gap = items.gap(at)
    if gap == "\n" and items.ends[at] - items.text.rfind("\n", 0, items.ends[at]) < _WRAPPED:
        return False  # a short line was ended on purpose
    return _INSIDE.fullmatch(gap) is not None or (len(items.forms[at]) == 1 and _INITIAL.fullmatch(gap) is not None)


def _proper(items: Tokens, at: int) -> bool:
    raw = items.raw(at)
    if not raw[0].isupper() or not raw.isalpha():
        return False
    # Acronyms and abbreviations such as "PhD" are no names.
    return len(raw) < 2 or not (raw.isupper() or (len(raw) <= 4 and not raw[1:].islower()))


def _close(items: Tokens, run: list[int], code: str, found: list[Name]) -> None:
    while run and not _proper(items, run[-1]):
        run = run[:-1]
    if not run:
        return
    opens = _opens(items, run[0])
    words = tuple(
        Word(
            items.forms[at],
            Span(items.starts[at], items.ends[at]),
            _proper(items, at) and len(items.forms[at]) >= _SHORTEST and not ordinary(items.forms[at], code),
        )
        for at in run
    )
    found.append(Name(Span(words[0].span.start, words[-1].span.end), words, opens))


def _opens(items: Tokens, at: int) -> bool:
    """Whether a token begins a sentence, a line of its own or a quotation."""
    before = items.text[max(0, items.starts[at] - 8) : items.starts[at]]
    return at == 0 or _OPENING.search(before) is not None or _QUOTED.search(before) is not None
