"""What letterqa knows of a language: its own data files joined with CLDR's; a language without a file has none of the former."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

from letterqa.saying import Tongue, tongue

SUPPORTED = ("en", "it", "fr", "es", "de", "pt")


@dataclass(frozen=True)
class Locale:
    """Language data for letters. Every entry is a plain phrase, compared without regard to case and to the kind of apostrophe.

    salutation    phrases that open a salutation line ("Dear", "Sehr geehrte")
    closing       phrases that open a complimentary close ("Yours sincerely", "Veuillez agréer")
    closing_core  phrases that make a sentence a complimentary close wherever they stand in it ("migliori saluti")
    subject, reference, copy, enclosure, contact   labels that stand before a colon or at the start of a line
    honorific     titles before a name, with and without full stop ("H.E.", "Sig.ra")
    office        words for offices, feminine forms included ("Minister", "Ministra")
    address       words of postal addresses ("Street", "P.O. Box", "Piazza")
    abbreviation  abbreviations whose full stop does not end a sentence, full stop included ("art.", "núm.")
    placeholder   words that mark an unfilled blank when they stand in brackets ("name", "insert", "nome")
    open_end      words that a finished sentence does not end with (articles, prepositions, conjunctions, possessives)
    century       words for a century or what else Roman numerals count ("century", "congress")
    numbered      abbreviations that are also words: they count only before a figure ("no.", "art.")
    stated        words of an editor's bracket that explains instead of asking to be filled ("withheld")
    months        month names of CLDR, wide and abbreviated, lower case, in all the forms CLDR has
    """

    code: str
    salutation: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    closing_core: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()
    copy: tuple[str, ...] = ()
    enclosure: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    honorific: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    abbreviation: tuple[str, ...] = ()
    placeholder: tuple[str, ...] = ()
    open_end: tuple[str, ...] = ()
    century: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    months: tuple[str, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether letterqa has data of its own for the language."""
        return self.code in SUPPORTED

    def name(self) -> str:
        """The language's English name, or its code where CLDR has none."""
        return language_name(self.code)


LISTS = tuple(item.name for item in fields(Locale) if item.name not in {"code", "months"})


@cache
def primary(tag: str) -> str:
    """The language subtag of a BCP 47 tag: "pt" of "pt-BR"."""
    return re.split(r"[-_]", tag, maxsplit=1)[0].lower()


@cache
def language_name(tag: str) -> str:
    """English name of a language tag from CLDR ("pt-BR" -> "Portuguese (Brazil)"); the tag itself where unknown."""
    from babel import Locale as Cldr
    from babel import UnknownLocaleError

    try:
        return Cldr.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag


def spoken(tag: str) -> Tongue:
    """The English name of a language, which a report can say in its own."""
    return tongue(tag, language_name(tag))


@cache
def direction(tag: str) -> str:
    """ "rtl" for a language that is written from right to left, else "ltr"."""
    from babel import Locale as Cldr
    from babel import UnknownLocaleError

    try:
        return "rtl" if Cldr.parse(tag, sep="_" if "_" in tag else "-").text_direction == "rtl" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"


@cache
def load(tag: str) -> Locale:
    """The locale of a BCP 47 tag. An unsupported language gets CLDR's month names (if CLDR has it) and empty lists.

    Raises ValueError, naming file and key, when a shipped data file is not as it must be.
    """
    code = primary(tag)
    lists: dict[str, tuple[str, ...]] = {}
    if code in SUPPORTED:
        file = resources.files("letterqa") / "data" / "locales" / f"{code}.toml"
        lists = validate(tomllib.loads(file.read_text(encoding="utf-8")), file.name)
    return Locale(code=code, months=_months(code), **lists)


def validate(data: dict[str, object], name: str) -> dict[str, tuple[str, ...]]:
    """Check a locale file's content: every list there, of non-empty distinct strings, and nothing else."""
    if unknown := set(data) - set(LISTS):
        raise ValueError(f"{name}: unknown key {sorted(unknown)[0]!r}")
    lists: dict[str, tuple[str, ...]] = {}
    for key in LISTS:
        value = data.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) and item.strip() == item and item for item in value):
            raise ValueError(f"{name}: {key} must be a list of non-empty strings without outer blanks")
        if len(set(value)) != len(value):
            raise ValueError(f"{name}: {key} lists something twice")
        lists[key] = tuple(value)
    return lists


def normal(text: str) -> str:
    """Text with one kind of apostrophe, as phrases in the data files are compared with it."""
    return text.replace("’", "'").replace("ʼ", "'")


class Phrases:
    """The entries of a list, to be found in folded text without regard to case and to the kind of apostrophe, as whole words.

    A dictionary by first word does what one large regular expression would, and is ready fifty times sooner.
    """

    def __init__(self, entries: tuple[str, ...]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for entry in sorted({_lower(normal(entry)) for entry in entries}, key=lambda entry: (-len(entry), entry)):
            self._by_first.setdefault(_first(entry, 0), []).append(entry)

    def match(self, text: str) -> int | None:
        """End of the longest entry that the text begins with, None where it begins with none."""
        return self._at(_lower(normal(text)), 0)

    def search(self, text: str) -> tuple[int, int] | None:
        """Range of the first entry in the text, None where there is none."""
        low = _lower(normal(text))
        for word in _WORD_START.finditer(low):
            end = self._at(low, word.start())
            if end is not None:
                return word.start(), end
        return None

    def _at(self, low: str, start: int) -> int | None:
        for entry in self._by_first.get(_first(low, start), ()):
            end = start + len(entry)
            # An elided entry ("i sensi dell'") goes straight on into the next word.
            whole = entry.endswith("'") or not (end < len(low) and (low[end].isalnum() or low[end] == "_"))
            if whole and low.startswith(entry, start):
                return end
        return None


_WORD_START = re.compile(r"(?<!\w)\S")
_FIRST = re.compile(r"\w+|\S|$")


def _first(text: str, start: int) -> str:
    found = _FIRST.match(text, start)
    return found[0] if found else ""


def _lower(text: str) -> str:
    """Lower case with every offset kept: the few letters whose lower case is longer stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@cache
def phrases(code: str, key: str) -> Phrases:
    """The list `key` of a language's data, ready for search."""
    return Phrases(getattr(load(code), key))


@cache
def month_pattern(code: str, shortest: int = 1) -> re.Pattern[str]:
    """Pattern of a language's month names of at least so many letters, as whole words in lower-case text."""
    names = [name for name in _months(code) if len(name) >= shortest]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)" if names else r"(?!)")


@cache
def _months(code: str) -> tuple[str, ...]:
    return tuple(sorted(calendar_names(code)[0], key=lambda name: (-len(name), name)))


@cache
def calendar_names(code: str) -> tuple[dict[str, int], dict[str, int]]:
    """CLDR's names of months (1 to 12) and of days of the week (0 Monday to 6), lower case, wide and abbreviated; empty for a language
    that CLDR lacks."""
    from babel import Locale as Cldr
    from babel import UnknownLocaleError

    try:
        cldr = Cldr.parse(code)
    except (UnknownLocaleError, ValueError):
        return {}, {}
    found: list[dict[str, int]] = []
    for table in (cldr.months, cldr.days):
        names = {}
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names.update({name.lower().rstrip("."): number for number, name in table.get(context, {}).get(width, {}).items()})
        found.append(names)
    return found[0], found[1]
