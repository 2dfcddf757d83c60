"""The words of figures and dates of a language, from data/facts/*.toml and CLDR, ready to be looked up.

Keys of a language's file, all lists of forms (case and accents do not matter, hyphens and apostrophes part words):

numbers    `units` 0, 1, 2... and `tens` 20, 30... ("|" between forms of one value), `hundreds` 100, 200... where these are words of their
           own, `hundred` where it multiplies, the scale words, `short_*` abbreviations after digits, `ones` that are articles too,
           `join_*` conjunctions inside a number, `halves` after and `half_before` a number, `ambiguous` words that are others too, `several`
           words that make a scale word vague; `together`, `inverted`, `vigesimal` say how numbers are built
vague      plurals that say a magnitude only; weak: words that hold a number which translators may say otherwise
ordinals, fractions, units, money, bounds (`after_*` follow the figure), labels of articles and numbers
suffixed   endings that make a number a measure ("-jährig", "-enne"), by unit
names      words after which a word with a capital is a name, in a language that writes nouns with capitals
hints      words anywhere in a sentence that may say what a bound says
contractions  what the last word of a phrase becomes with an article ("meno di", "meno del")
skips      words between a bound and its figure (`before`), a figure and its unit (`between`), a scale word and its unit (`of`)
months     names of months that CLDR lacks
dates      words inside dates, between the ends of ranges, of decades, centuries and times of day
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from letterqa.lexicon import plain
from letterqa.locales import SUPPORTED, calendar_names, primary

_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,'’ʼ·]\d+)*|[^\W\d_][^\W_]*|[%‰€$£¥₹₦₽₺₴₩฿₪°§№½¼¾]",
)
_LONGEST = 90  # letters of a number written together
_MEMO = 200_000  # distinct words kept


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words, numbers and signs of a text: `forms` as compared (numbers as written), `starts` and `ends` in code points."""

    text: str
    forms: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.forms)

    def gap(self, index: int) -> str:
        """What stands between a token and the next one."""
        return self.text[self.ends[index] : self.starts[index + 1]] if index + 1 < len(self.forms) else "\n\n"

    def raw(self, index: int) -> str:
        """A token as written."""
        return self.text[self.starts[index] : self.ends[index]]

    def digits(self, index: int) -> bool:
        """Whether a token is a number in digits."""
        return "0" <= self.forms[index][0] <= "9"


_plain: dict[str, str] = {}


@lru_cache(maxsize=4)
def tokens(text: str) -> Tokens:
    """The tokens of a text in order; punctuation is what stands between them."""
    forms, starts, ends = [], [], []
    if len(_plain) > _MEMO:
        _plain.clear()
    for match in _TOKEN.finditer(text):
        raw = match[0]
        form = _plain.get(raw)
        if form is None:
            form = plain(raw) or raw
            if "0" <= form[0] <= "9" and not "0" <= raw[0] <= "9":
                form = raw  # "½", and a note's "²", are no numbers in digits
            _plain[raw] = form
        forms.append(form)
        starts.append(match.start())
        ends.append(match.end())
    return Tokens(text, forms, starts, ends)


def phrase(form: str) -> str:
    """A form of the data files as tokens joined by spaces."""
    return " ".join(tokens(form).forms)


@dataclass
class Vocabulary:
    """Look-up tables of a language; phrases are tokens joined by spaces."""

    code: str
    atoms: dict[str, tuple[str, Fraction]] = field(default_factory=dict)
    flags: dict[str, Any] = field(default_factory=dict)
    ordinals: dict[str, int] = field(default_factory=dict)
    ordinal_tens: dict[str, int] = field(default_factory=dict)
    ordinal_suffixes: tuple[str, ...] = ()
    ordinal_marks: frozenset[str] = frozenset()
    ordinal_led: frozenset[str] = frozenset()
    fractions: dict[str, int] = field(default_factory=dict)
    weak: dict[str, Fraction] = field(default_factory=dict)
    vague: dict[str, int] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    money: dict[str, str] = field(default_factory=dict)
    suffixed: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    short: dict[str, int] = field(default_factory=dict)
    lists: dict[str, frozenset[str]] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)
    weekdays: dict[str, int] = field(default_factory=dict)
    _compounds: dict[str, tuple[tuple[str, Fraction], ...]] = field(default_factory=dict)
    _start: re.Pattern[str] = re.compile(r"(?!)")

    def parts(self, form: str) -> tuple[tuple[str, Fraction], ...]:
        """The atoms of a word that is a number written together ("novantamila"); empty where it is none."""
        if not self.flags.get("together") or not 5 <= len(form) <= _LONGEST or not self._start.match(form):
            return ()
        found = self._compounds.get(form)
        if found is None:
            if len(self._compounds) > _MEMO:
                self._compounds.clear()
            found = self._compounds[form] = _cut(form, self.atoms, self.flags) or ()
        return found

    def listed(self, key: str) -> frozenset[str]:
        """A list of phrases by its key ("skips.before")."""
        return self.lists.get(key, frozenset())


def _cut(form: str, atoms: dict[str, tuple[str, Fraction]], flags: dict[str, Any]) -> tuple[tuple[str, Fraction], ...] | None:
    """The first way, longest pieces first, to cut a word into atoms; None where there is none."""
    joiner, elided, half = flags.get("inverted", ""), flags["elided"], flags.get("half_glued", "")
    if not form:
        return ()
    if half and form == half:
        return (("half", Fraction(1, 2)),)
    for length in range(min(len(form), 12), 2 if len(form) > 2 else len(form), -1):
        piece, rest = form[:length], form[length:]
        entry = atoms.get(piece) or (elided.get(piece) if rest[:1] in ("u", "o", "a") else None)
        if entry is not None and (tail := _cut(rest, atoms, flags)) is not None:
            return (entry, *tail)
    if form.startswith("un") and (entry := atoms.get("un")) and form == "un":
        return (entry,)
    if joiner and form.startswith(joiner) and (tail := _cut(form[len(joiner) :], atoms, flags)):
        return (("join", Fraction(0)), *tail)
    return None


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("letterqa") / "data" / "facts" / f"{name}.toml").read_text(encoding="utf-8"))


_SCALES = {"thousand": 10**3, "million": 10**6, "milliard": 10**9, "billion": 10**12, "lakh": 10**5, "crore": 10**7}


@cache
def load(tag: str) -> Vocabulary:
    """The vocabulary of a language (a BCP 47 tag); one without data has digits and CLDR's names only."""
    code = primary(tag)
    found = Vocabulary(code, flags={"elided": {}})
    found.months, found.weekdays = ({phrase(name): value for name, value in names.items()} for names in calendar_names(code))
    lengths = {number: max(len(name) for name, value in found.months.items() if value == number) for number in found.months.values()}
    found.lists["wide_months"] = frozenset(name for name, number in found.months.items() if len(name) == lengths[number])
    if code not in SUPPORTED:
        return found
    data = _file(code)
    _numbers(found, data["numbers"])
    found.months.update((phrase(form), int(value)) for value, forms in data["months"].items() for form in forms)
    for key, target in (("vague", found.vague), ("weak", found.weak), ("fractions", found.fractions)):
        for value, forms in data[key].items():
            target.update((phrase(form), Fraction(value) if key == "weak" else int(value)) for form in forms)  # type: ignore[misc]
    _ordinals(found, data["ordinals"])
    for key, table in (("units", found.units), ("money", found.money), ("suffixed", found.suffixed), ("labels", found.labels)):
        for name, forms in data.get(key, {}).items():
            for form in forms:
                table.setdefault(phrase(form), name)
    for name, forms in data["bounds"].items():
        table = found.after if name.startswith("after_") else found.before
        for form in forms:
            head, _, last = form.rpartition(" ")
            for ending in (last, *data["contractions"].get(last, ())):
                table[phrase(f"{head} {ending}")] = name.removeprefix("after_")
    lists = {f"{key}.{name}": value for key in ("skips", "dates") for name, value in data[key].items() if isinstance(value, list)}
    lists |= {f"names.{name}": forms for name, forms in data.get("names", {}).items()}
    lists |= {f"hints.{name}": forms for name, forms in data["hints"].items()}
    lists |= {f"numbers.{name}": value for name, value in data["numbers"].items() if isinstance(value, list)}
    found.lists |= {key: frozenset(phrase(form) for form in forms) for key, forms in lists.items()}
    found.flags["point"] = data["numbers"].get("decimal_point", False)
    found.flags["month_capital"] = data["dates"].get("month_capital", False)
    found.flags["month_first"] = data["dates"].get("month_first", False)
    return found


def _numbers(found: Vocabulary, data: dict[str, Any]) -> None:
    atoms = found.atoms
    for start, step, key, kind in ((0, 1, "units", "small"), (20, 10, "tens", "small"), (100, 100, "hundreds", "hundreds")):
        for index, forms in enumerate(data.get(key, ())):
            for form in forms.split("|"):
                atoms.setdefault(phrase(form), (kind, Fraction(start + step * index)))
    for form in data["hundred"]:
        atoms[phrase(form)] = ("hundred", Fraction(100))
    for name, value in _SCALES.items():
        for form in data.get(name, ()):
            atoms[phrase(form)] = ("scale", Fraction(value))
        found.short.update((phrase(form), value) for form in data.get(f"short_{name}", ()))
    elided = {phrase(form): ("small", Fraction(20 + 10 * index)) for index, form in enumerate(data.get("elided_tens", ()))}
    elided |= {phrase(form): ("hundred", Fraction(100)) for form in data.get("elided_hundred", ())}
    found.flags |= {key: data[key] for key in ("together", "inverted", "vigesimal", "compounds") if key in data}
    atoms.update((phrase(form), ("small", Fraction(3, 2))) for form in data.get("one_and_half", ()))
    found.flags["elided"] = elided
    found.flags["half_glued"] = next(iter(data.get("half_glued", ())), "")
    found.flags["restored"] = tuple(data.get("restored", ("",)))
    if data.get("together"):
        found._start = re.compile("|".join(sorted(map(re.escape, [*atoms, *elided]), key=len, reverse=True)))


def _ordinals(found: Vocabulary, data: dict[str, Any]) -> None:
    for index, forms in enumerate(data["words"], 1):
        found.ordinals.update((phrase(form), index) for form in forms.split("|"))
    for index, forms in enumerate(data.get("tens", ()), 2):
        for form in forms.split("|"):
            found.ordinals[phrase(form)] = found.ordinal_tens[phrase(form)] = 10 * index
    found.ordinals.update((phrase(form), 100) for form in data.get("hundredth", ()))
    for form, value in found.ordinals.items():
        if value == 10:
            found.ordinal_tens[form] = 10
    found.ordinal_suffixes = tuple(sorted((phrase(form) for form in data.get("suffixes", ())), key=len, reverse=True))
    found.ordinal_led = frozenset(phrase(form) for form in data.get("led", ()))
    found.ordinal_marks = frozenset(phrase(form) or form for form in data["marks"])


@dataclass(frozen=True)
class Shared:
    """What all languages share: see data/facts/shared.toml."""

    symbols: dict[str, str]
    families: dict[str, str]
    measures: dict[str, tuple[str, Fraction]]


@cache
def shared() -> Shared:
    """Signs of currencies, the family of each currency code, and what units measure in units of the smallest."""
    data = _file("shared")
    families = {code: family for family, codes in data["families"].items() for code in codes}
    return Shared(data["symbols"], families, {unit: (kind, Fraction(str(size))) for unit, (kind, size) in data["measures"].items()})
