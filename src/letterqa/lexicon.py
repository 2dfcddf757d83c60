"""Words of letter parts as concepts: "Ministra", "minister" and "Bundesminister" are one office, whatever language says it.

The forms are in data/parts/*.toml; tools/compile_parts.py makes data/parts.json.gz of them, which is read here because it opens at once.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from letterqa.locales import SUPPORTED, primary

# Abbreviations keep their points ("S.E.", "c/o", "Sig.ra"); everything else is words and numbers.
_WORD = re.compile(
    r"[^\W\d_]/[^\W\d_](?![^\W_])|[^\W\d_]\.(?:[ \u00a0\u202f]?[^\W\d_]\.)*|[^\W\d_]{2,}(?:\.[^\W\d_]+)+|\d+[^\W_]*|[^\W_]+",
)
_LONGEST = 8
_COMPARED = 200  # characters; the time that it takes grows faster than the text
PLACES = ("country", "city", "region")  # kinds of concepts


def plain(text: str) -> str:
    """Text without case and accents, as forms are compared: "PRÄSIDENT" and "président" lose what printers add or leave out."""
    if text.isascii():
        return text.lower()
    return _word(text) if len(text) <= _SHORT else _bared(text)


def _bared(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


# Letters that Unicode does not take apart.
_UNDECOMPOSED = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "ə": "a", "Ə": "A"}
)
_SHORT = 24  # characters; words come again and again
_word = lru_cache(maxsize=16_384)(_bared)


class Word(NamedTuple):
    """A word of a text: `form` as it is compared, and its place."""

    form: str
    start: int
    end: int


def words(text: str, offset: int = 0) -> tuple[Word, ...]:
    """The words of a text with their places, from `offset` on."""
    found = []
    for match in _WORD.finditer(text):
        form = re.sub(r"[ \u00a0\u202f]", "", plain(match[0]))
        if text.startswith(".", match.end()) and len(form) == 2 and form.isalpha():
            form += "."  # "On." is a title, "on" is none
        found.append(Word(form, offset + match.start(), offset + match.end()))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of text and the concepts it may stand for (empty for a word that no list has). `gender` is "m", "f" or ""."""

    form: str
    start: int
    end: int
    concepts: frozenset[str]
    gender: str = ""
    plural: bool = False

    def kinds(self) -> frozenset[str]:
        """The kinds of its concepts: "role", "field", "title"..."""
        return frozenset(concept.partition(".")[0] for concept in self.concepts)

    def of(self, kind: str) -> frozenset[str]:
        """Its concepts of a kind."""
        return frozenset(concept for concept in self.concepts if concept.startswith(kind + "."))


@cache
def _data() -> dict[str, Any]:
    file = resources.files("letterqa") / "data" / "parts.json.gz"
    loaded: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    return loaded


@cache
def attributes(concept: str) -> dict[str, Any]:
    """What the data says of a concept besides its forms (`near`, `strong`, `weak`, `generic`, `sort`)."""
    found: dict[str, Any] = _data()["attributes"].get(concept, {})
    return found


def meet(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two sets of concepts share one, or have two that translators exchange (`near`, whichever of the two says so)."""
    near = {item for concept in one for item in attributes(concept).get("near", ())}
    back = {item for concept in two for item in attributes(concept).get("near", ())}
    return bool(one & two or near & two or back & one)


@cache
def small_words() -> frozenset[str]:
    """Articles, prepositions and conjunctions of all languages."""
    return frozenset(word for listed in _data()["small"].values() for word in listed)


def sounds(code: str) -> tuple[tuple[str, ...], ...]:
    """How the press of a language spells sounds (see data/parts/sounds.toml); English ways for a language without data."""
    table = _data()["sounds"]
    return tuple(tuple(entry) for entry in table.get(code, table["en"]))


def spelling(one: str, two: str) -> float:
    """How alike two texts are spelled, from 0 to 100 (Ratcliff and Obershelp 1988); the order of the two does not matter."""
    from difflib import SequenceMatcher

    first, second = sorted((one[:_COMPARED], two[:_COMPARED]))
    return 100 * SequenceMatcher(None, first, second, autojunk=False).ratio()


def key(form: str) -> str:
    """A form as the data files write it, made ready for comparison: its words in order, small ones left out."""
    every = [word.form for word in words(form)]
    return " ".join([form for form in every if form not in small_words()] or every)


Entries = list[tuple[str, str]]


class Lexicon:
    """The forms of a language, and behind them those of the others: addresses quote foreign names of streets and institutions."""

    def __init__(self, tag: str) -> None:
        own = primary(tag)
        order = [own, *(code for code in SUPPORTED if code != own)] if own in SUPPORTED else list(SUPPORTED)
        self._tables: list[dict[str, str]] = [_data()["forms"][code] for code in order]
        self._affixes: list[dict[str, dict[str, str]]] = [_data()["affixes"][code] for code in order]
        self.language = own
        self._concepts: frozenset[str] | None = None

    def terms(self, text: str, offset: int = 0, foreign: bool = True) -> tuple[Term, ...]:
        """The text as terms, the longest forms first; small words are left out unless a form begins with one.

        With `foreign`, a word that the language lacks is looked up in the other languages too.
        """
        return tuple(self._terms(words(text, offset), foreign))

    def _terms(self, every: tuple[Word, ...], foreign: bool) -> Iterator[Term]:
        small = small_words()
        content = [word for word in every if word.form not in small]
        at = 0
        tables = self._tables if foreign else self._tables[:1]
        while at < len(content):
            for length in range(min(_LONGEST, len(content) - at), 0, -1):
                run = content[at : at + length]
                form = " ".join(word.form for word in run)
                listed = next((table[form] for table in tables if form in table), None)
                compound = [[_entries(listed)]] if listed is not None else self._compounds(form, foreign) if length == 1 else []
                if compound:
                    yield from (_term(form, run[0].start, run[-1].end, part) for part in compound[0])
                    at += length
                    break
            else:
                word = content[at]
                yield Term(word.form, word.start, word.end, frozenset())
                at += 1

    def named(self, concepts: frozenset[str]) -> frozenset[str]:
        """Those of some concepts that the language itself has a form for."""
        if self._concepts is None:
            self._concepts = frozenset(concept for listed in self._tables[0].values() for concept, _ in _entries(listed))
        return concepts & self._concepts

    def places(self, form: str) -> frozenset[str]:
        """The places that an adjective is made of by adding an ending ("tiroler", "siciliana"); empty where there is none."""
        for cut in range(1, 6):
            stem = form[:-cut]
            if len(stem) < 4:
                break
            for table in self._tables:
                entries = _entries(table[stem]) if stem in table else []
                if found := frozenset(concept for concept, _ in entries if concept.partition(".")[0] in PLACES):
                    return found
        return frozenset()

    def _compounds(self, form: str, foreign: bool) -> list[list[Entries]]:
        """A compound word as the entries of its parts ("justiz" + "ministerin"), all of them known; empty where there is none."""
        if len(form) < 7:
            return []
        found = (_split(form, affixes["first"], affixes["last"]) for affixes in (self._affixes if foreign else self._affixes[:1]))
        return [parts for parts in found if parts][:1]


def _entries(listed: str) -> Entries:
    """Concepts and marks of an entry of the data ("role.chair/ role.president/m")."""
    pairs = (item.partition("/") for item in listed.split(" "))
    return [(concept, marks) for concept, _, marks in pairs]


def _split(form: str, first: dict[str, str], last: dict[str, str]) -> list[Entries]:
    for cut in range(2, len(form) - 2):
        if form[cut:] in last and (before := _stems(form[:cut], first, 2)):
            return [*before, _entries(last[form[cut:]])]
    return []


def _stems(form: str, first: dict[str, str], most: int) -> list[Entries]:
    """The parts of a compound before its last one, with the letters that German puts between them."""
    for stem in dict.fromkeys((form, form.removesuffix("s"), form.removesuffix("n"), form.removesuffix("es"), form.removesuffix("en"))):
        if stem in first:
            return [_entries(first[stem])]
    if most > 1:
        for cut in range(3, len(form) - 2):
            for stem in (form[:cut], form[:cut].removesuffix("s")):
                if stem in first and (rest := _stems(form[cut:], first, most - 1)):
                    return [_entries(first[stem]), *rest]
    return []


def _term(form: str, start: int, end: int, entries: Entries) -> Term:
    # Gender and number are those of people: a word that is a title and something else besides ("Frau") shows what the title does.
    personal = [mark for concept, mark in entries if concept.startswith(("role.", "title."))]
    genders = {next((c for c in mark if c in "mf"), "") for mark in personal}
    gender = genders.pop() if len(genders) == 1 else ""
    return Term(form, start, end, frozenset(concept for concept, _ in entries), gender, bool(personal) and all("p" in mark for mark in personal))


@cache
def load(tag: str) -> Lexicon:
    """The lexicon for letters in a language (a BCP 47 tag)."""
    return Lexicon(tag)
