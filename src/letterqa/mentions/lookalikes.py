"""Signs that show as others do: letters of another script inside a word, and signs that hide or turn the text around them.

After Unicode Technical Standard 39 (Unicode Security Mechanisms): a word is suspect where letters of several scripts stand in it, and a part of an
address also where all of its letters look like Latin ones without being any.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from letterqa.letter import Span

MIXED, HIDDEN, TURNED = "mixed", "hidden", "turned"
# Small letters of other scripts that show as Latin ones do in most fonts (from confusables.txt of UTS 39).
_LATIN_LIKE = frozenset("авсԁеѕіјкӏмнорԛгтухһԝүӡѵ" + "αικνορτυχγ" + "օսհոց")
_OTHERS = frozenset(("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "FULLWIDTH", "MATHEMATICAL", "GEORGIAN"))
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_ADDRESS = re.compile(rf"[\w.%+'{_UNSEEN}-]{{1,80}}@[\w.{_UNSEEN}-]{{1,120}}|(?:https?://|www\.)\S{{1,200}}")
_LABEL = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]{3,60}")
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A suspect stretch: `sort` is MIXED, HIDDEN or TURNED; `odd` is the sign to blame, as "а (CYRILLIC SMALL LETTER A)"."""

    span: Span
    sort: str
    odd: str


@lru_cache(maxsize=64)
def lookalikes(text: str) -> tuple[Lookalike, ...]:
    """Suspect words and addresses of a text, in order of place. Words wholly in another script are what they seem."""
    if text.isascii():
        return ()
    found = [*_addresses(text), *_turned(text)]
    for match in _WORD.finditer(text):
        span = Span(*match.span())
        if not match[0].isascii() and not any(item.span.overlaps(span) for item in found) and (odd := _mixed(match[0])) is not None:
            found.append(Lookalike(span, MIXED, odd))
    return tuple(sorted(found, key=lambda item: item.span))


def _addresses(text: str) -> Iterator[Lookalike]:
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(".,;:!?)»”")
        if address.isascii():
            continue
        span = Span(match.start(), match.start() + len(address))
        host = address.partition("://")[2].partition("/")[0] or address
        hidden = _INVISIBLE.search(address)
        if hidden is not None and address[hidden.start() :].strip("\u00ad\u200b\u200c\u200d\u2060\ufeff"):
            yield Lookalike(span, HIDDEN, _called(hidden[0]))
            continue
        odd = next((odd for label in _LABEL.findall(host) if (odd := _mixed(label) or _feigned(label)) is not None), None)
        if odd is not None:
            yield Lookalike(span, MIXED, odd)


def _turned(text: str) -> Iterator[Lookalike]:
    for match in _TURNING.finditer(text):
        yield Lookalike(Span(*match.span()), TURNED, _called(match[0]))


def _mixed(word: str) -> str | None:
    """The first letter of a word that is of another script than its Latin ones; None where there is none."""
    odd = [letter for letter in word if _script(letter) in _OTHERS]
    if not odd:
        return None
    if any(_script(letter) in ("FULLWIDTH", "MATHEMATICAL") for letter in odd):
        return _called(odd[0])
    latin = sum(_script(letter) == "LATIN" for letter in word)
    # A sign of science before or behind a word ("µTorrent", "kΩ") stands for itself.
    return _called(odd[0]) if latin and any(letter.lower() in _LATIN_LIKE for letter in odd) else None


def _feigned(label: str) -> str | None:
    """The first letter of a part of an address that is all of letters that look like Latin ones."""
    return _called(label[0]) if len(label) > 2 and all(letter.lower() in _LATIN_LIKE for letter in label) else None


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """The script in a letter's Unicode name."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _called(letter: str) -> str:
    name = unicodedata.name(letter, "")
    code = f"U+{ord(letter):04X}"
    return f"{letter} ({code} {name})" if letter.isprintable() and not _INVISIBLE.match(letter) else f"{code} {name}"
