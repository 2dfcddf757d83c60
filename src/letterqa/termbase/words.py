"""Words as terms are compared by: inflected forms of one word have one key, small words and labels of numbers have none."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from letterqa.lexicon import plain
from letterqa.locales import SUPPORTED, primary

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}(?![^\W_])|\d+|[^\W\d_]+(?:[\u00ad\u200b\u2060][^\W\d_]+)*|[²³º°ª]")
_ORDINAL = frozenset("º°ª")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060."))
_ROMAN = re.compile(r"[IVX]{1,5}")
_MEMO = 200_000  # distinct words kept a language


@dataclass(frozen=True)
class Wording:
    """How terms vary in a language, from data/terms/<language>.toml; a language without a file has only equal words.

    `linking` words (with their accents: French "à" is one, "a" is a verb) neither make nor break a match; `numbering` are labels of numbers;
    `inside` are phrases that may stand in the name of a body or a treaty; `qualifiers` make another body or treaty of what they precede;
    `articles` begin no term; `irregular` maps forms to one of them; `plural` endings are rewritten before the stem is taken (Snowball, Porter
    2001); `endings` are those by which forms of a word differ, `single` those by which a term of one word does; `last` are letters that the
    stemmer leaves on some forms; `variants` are rewritten in every word (two spellings of one language); `joined`
    tells that nouns have capitals and are joined to other words.
    """

    code: str
    linking: frozenset[str] = frozenset()
    numbering: frozenset[str] = frozenset()
    inside: tuple[tuple[str, ...], ...] = ()
    qualifiers: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    irregular: dict[str, str] = field(default_factory=dict)
    plural: tuple[tuple[str, str], ...] = ()
    endings: frozenset[str] = frozenset()
    single: tuple[tuple[str, str], ...] = ()
    variants: tuple[tuple[str, str], ...] = ()
    joined: bool = False
    last: str = ""
    stemmer: Any = None
    _keys: dict[str, str] = field(default_factory=dict)

    def key(self, form: str) -> str:
        """The key of a word as written: equal for the inflected forms of one word, and sometimes for words that only look alike (see `same`)."""
        low = form.lower()
        known = self._keys.get(low)
        if known is None:
            if len(self._keys) > _MEMO:
                self._keys.clear()
            known = self._keys[low] = self._key(low)
        return known

    def bare(self, form: str) -> str:
        """A form without case, accents and what the spellings of one language differ in."""
        bare = plain(form)
        for old, new in self.variants:
            bare = bare.replace(old, new)
        return bare

    def _key(self, low: str) -> str:
        bare = self.bare(low)
        if bare in self.irregular:
            return self.irregular[bare]
        if self.stemmer is None or len(bare) < 4 or not bare.isalpha():
            return bare
        form = low if bare == plain(low) else bare
        for old, new in self.plural:
            # What is left must still be a word.
            if bare.endswith(old) and len(bare) - len(old) >= 3:
                form = bare[: len(bare) - len(old)] + new
                break
        stem = plain(self.stemmer.stemWord(form))
        return stem[:-1] if len(stem) > 3 and stem[-1] in self.last else stem

    def same(self, one: str, two: str) -> bool:
        """Whether two words are forms of one: equal but for case and accents, or for endings of inflection."""
        first, second = self.bare(one), self.bare(two)
        if first == second or self.irregular.get(first, first) == self.irregular.get(second, second):
            return True
        if min(len(first), len(second)) < 3:
            return False
        shared = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
        # Endings may begin before the first letter in which the two differ ("-tore", "-trice").
        return any(
            first[at:] in self.endings and second[at:] in self.endings
            for at in range(shared, max(shared - 4, 2, min(len(first), len(second)) // 2) - 1, -1)
        )

    def counted(self, one: str, two: str) -> bool:
        """Whether two words are one in singular, plural or another case: what `same` says of a term of one word, where a change of gender makes
        another word ("razzo", "razza")."""
        first, second = self.bare(one), self.bare(two)
        if first == second or self.irregular.get(first, first) == self.irregular.get(second, second):
            return True
        return any(
            a.endswith(x) and b.endswith(y) and a[: len(a) - len(x)] == b[: len(b) - len(y)] and len(a) - len(x) > 2
            for x, y in self.single
            for a, b in ((first, second), (second, first))
        )


@cache
def wording(tag: str) -> Wording:
    """The wording of a language (a BCP 47 tag)."""
    code = primary(tag)
    if code not in SUPPORTED:
        return Wording(code)
    import Stemmer

    data = tomllib.loads((resources.files("letterqa") / "data" / "terms" / f"{code}.toml").read_text(encoding="utf-8"))
    return Wording(
        code,
        frozenset(data["linking"]),
        frozenset(data["numbering"]),
        tuple(tuple(phrase) for phrase in data["inside"]),
        frozenset(data["qualifiers"]),
        frozenset(data["articles"]),
        {form: group[0] for group in data["irregular"] for form in group},
        tuple((old, new) for old, new in data["plural"]),
        frozenset(data["endings"]),
        tuple((one, two) for one, two in data["single"]),
        tuple((one, two) for one, two in data.get("variants", ())),
        bool(data.get("joined", False)),
        data["last"],
        Stemmer.Stemmer(data["stemmer"]),
    )


class Word(NamedTuple):
    """A word of a text or a term that counts for a match: as written (without points and soft hyphens), its key and its place.

    `broken` and `commas` count the ends of sentences and clauses before it, `skipped` the small words right before it, and `glued` tells that
    only a hyphen parts it from the word before.
    """

    raw: str
    plain: str
    key: str
    start: int
    end: int
    broken: int
    commas: int
    skipped: int
    glued: bool

    @property
    def initials(self) -> bool:
        """Whether it is written as acronyms are: two capitals at least."""
        return not self.raw.islower() and sum(c.isupper() for c in self.raw) > 1


_HARD = re.compile(r"[.;:!?…•·()\[\]]|\n[ \t]*\n|\n[ \t]*[-–—*]\s|[-–—]{2}|\s[-–—]\s")
_HYPHENS = frozenset("-‐‑")


def words(text: str, tag: str) -> tuple[Word, ...]:
    """The words of a text that count for a match, in order."""
    manner = wording(tag)
    matches = list(_TOKEN.finditer(text))
    raws = [match[0].translate(_INVISIBLE) for match in matches]
    shouted = [raw.isupper() and len(raw) > 3 for raw in raws]
    found: list[Word] = []
    broken = commas = skipped = 0
    end = 0
    for at, (match, raw) in enumerate(zip(matches, raws, strict=True)):
        gap = text[end : match.start()]
        bare = plain(raw) or raw
        numbered = at > 0 and (bare.isdigit() or raw in _ORDINAL) and (plain(raws[at - 1]) in manner.numbering or raws[at - 1] in _ORDINAL)
        if gap and gap != " ":
            hard = _HARD.findall(gap)
            # "No. 169" and "n.º 169" do not end a sentence.
            broken += len(hard) - (1 if hard and hard[0] == "." and numbered else 0)
            commas += gap.count(",")
        end = match.end()
        capital = raw.isupper() and len(raw) > 1 and not (shouted[at - 1] if at else False) and not (at + 1 < len(raws) and shouted[at + 1])
        ahead = raws[at + 1] if at + 1 < len(raws) else ""
        label = bare in manner.numbering and (ahead.isdigit() or ahead in _ORDINAL)
        if label or raw in _ORDINAL:
            continue
        if raw.lower() in manner.linking and not capital and not _is_roman(raw):
            skipped += 1
            continue
        key = f"#{raw}" if _is_roman(raw) else manner.key(raw)
        found.append(Word(raw, bare, key, match.start(), match.end(), broken, commas, skipped, bool(found) and gap in _HYPHENS and gap != ""))
        skipped = 0
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Spelled:
    """A term as the trie holds it: for each way to write it, its keys, its words, and a "1" for each word that small words stand before, else
    a "0"; and how many commas and ends of sentences it has."""

    ways: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...]
    commas: int
    breaks: int


def spelled(text: str, tag: str, acronym: bool) -> Spelled | None:
    """A term ready for the trie, None where it holds no word. "anti-personnel" is also written "antipersonnel"; an acronym is what it is."""
    every = words(text, tag)
    if not every:
        return None
    ends = (every[-1].commas, every[-1].broken)
    if acronym:
        raws = tuple(word.raw for word in every)
        return Spelled(((tuple("=" + raw for raw in raws), raws, "0" * len(raws)),), *ends)
    keys, plains = tuple(word.key for word in every), tuple(word.plain for word in every)
    links = "".join("1" if word.skipped else "0" for word in every)
    ways = [(keys, plains, links)]
    for at, word in enumerate(every):
        if word.glued:
            joined = every[at - 1].raw + word.raw
            glued = (*keys[: at - 1], wording(tag).key(joined), *keys[at + 1 :])
            ways.append((glued, (*plains[: at - 1], plain(joined), *plains[at + 1 :]), links[:at] + links[at + 1 :]))
    return Spelled(tuple(ways), *ends)


def _is_roman(raw: str) -> bool:
    return _ROMAN.fullmatch(raw) is not None
