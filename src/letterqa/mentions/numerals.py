"""Numbers by value: digits in every usual notation, words, and both together, in six languages.

A number is read by a small machine over tokens: atoms below a hundred add up where the language allows it, hundreds multiply, scale
words close a group. What a notation leaves open ("16.181") is kept as readings, the likelier first; the other letter decides.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from letterqa.mentions.vocabulary import Tokens, Vocabulary

# What a number that nobody misses weighs: STRONG is missed, PAIRED only where the other side has another one, LOOSE never.
STRONG, PAIRED, LOOSE = 0, 1, 2
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_HYPHENS = "-‐‑"
_JOINED = re.compile(r"[ \t\u00a0\u202f\u2009]{0,3}\n?[ \t\u00a0\u202f]{0,8}|[-‐‑]")
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10})


@dataclass(frozen=True, slots=True)
class Number:
    """A number: its `readings`, the likelier first; the tokens `first` to `last` (half-open); how much it `weighs`; its `sort`: "",
    "ordinal", or "vague" where only the magnitude is said. `written` tells that it stands in digits."""

    readings: tuple[Fraction, ...]
    first: int
    last: int
    weighs: int = STRONG
    sort: str = ""
    written: bool = False

    @property
    def value(self) -> Fraction:
        """The likeliest reading."""
        return self.readings[0]


def literal(text: str, point_first: bool) -> tuple[Fraction, ...]:
    """Readings of a number in digits, the likelier first; empty where no notation is like that ("1.2.3").

    `point_first` tells that the language writes decimals with a point ("1.5") rather than with a comma.
    """
    bare = re.sub(r"[ \u00a0\u202f\u2009'’ʼ]", "", text)
    if len(bare) > 40:
        return ()
    signs = [char for char in bare if char in ".,·"]
    if not signs:
        return (Fraction(bare),)
    if len(signs) == 1:
        whole, part = re.split(r"[.,·]", bare)
        decimal = Fraction(int(whole + part), 10 ** len(part))
        if len(part) != 3 or len(whole) > 3 or whole.startswith("0") or bare != text or signs[0] == "·":
            return (decimal,)
        grouped = Fraction(int(whole + part))
        if (signs[0] == ".") == point_first:
            return (decimal, grouped)
        return (grouped,) if part.endswith("0") else (grouped, decimal)  # nobody writes "13,5" as "13.500"
    last = bare[max(bare.rfind(sign) for sign in ".,")]
    head, _, tail = bare.rpartition(last)
    groups = re.split(r"[.,]", head)
    if signs.count(last) == 1 and len(set(signs)) == 2 and _grouped(groups):
        return (Fraction(int("".join(groups) + tail), 10 ** len(tail)),)
    if len(set(signs)) == 1 and _grouped([*groups, tail]):
        return (Fraction(int("".join(groups) + tail)),)
    return ()


def _grouped(groups: list[str]) -> bool:
    """Whether runs of digits are a number's groups: of three, or two before the last three as in India."""
    if not 1 <= len(groups[0]) <= 3 or (len(groups[-1]) != 3 and len(groups) > 1):
        return False
    middle = {len(group) for group in groups[1:-1]}
    return middle <= {3} or middle <= {2}


class _Sum:
    """A number under way: `total` of closed groups, the open `group`, and the last scale word."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.flags, self.total, self.group, self.scale = vocabulary.flags, Fraction(0), Fraction(-1), 0
        self.last, self.atoms, self.bare, self.spelled_tens = (
            Fraction(-1),
            0,
            True,
            bool(vocabulary.listed("numbers.join_tens")) and not vocabulary.flags.get("vigesimal"),
        )
        self.hundreds_joined = bool(vocabulary.listed("numbers.join_hundreds"))

    def add(self, kind: str, value: Fraction, joined: bool) -> bool:
        """Take an atom; false, and nothing changed, where no number goes on like that. `joined` tells of a conjunction before it."""
        done = {"small": self._small, "hundreds": self._hundreds, "hundred": self._hundred, "scale": self._scale}[kind](value, joined)
        self.atoms += done
        self.last = value if done else self.last
        return done

    def _small(self, value: Fraction, joined: bool) -> bool:
        group = self.group
        if group < 0:
            if self.scale and self.scale < 1000:
                return False
            self.group, self.bare = value, False
            return True
        base, vigesimal = group % 100, self.flags.get("vigesimal")
        if vigesimal and base == 4 and value == 20 and not joined:
            self.group += 76
        elif base == 0 and group >= 100:
            if self.hundreds_joined and not joined:
                return False
            self.group += value
        elif base >= 20 and base % 10 == 0 and 1 <= value <= 9 and not (vigesimal and base == 70 and self.last != 70):
            if self.spelled_tens and not joined:
                return False
            self.group += value
        elif vigesimal and ((base in (60, 80) and 10 <= value <= 19) or (base in (10, 70, 90) and 7 <= value <= 9 and not joined)):
            self.group += value
        else:
            return False
        return True

    def _hundreds(self, value: Fraction, joined: bool) -> bool:
        if self.group >= 0:
            return False
        self.group, self.bare = value, False
        return True

    def _hundred(self, value: Fraction, joined: bool) -> bool:
        if self.group < 0:
            self.group = Fraction(100)
        elif 1 <= self.group <= 99:
            self.group *= 100
            self.bare = False
        else:
            return False
        return True

    def _scale(self, value: Fraction, joined: bool) -> bool:
        if self.group < 0 and not self.scale:
            self.total = value
        elif not self.scale or value < self.scale:
            self.total += (self.group if self.group >= 0 else 1) * value
            self.bare = False
        elif value > self.scale:
            self.total = (self.total + max(self.group, Fraction(0))) * value
            self.bare = False
        else:
            return False
        self.scale, self.group = int(value), Fraction(-1)
        return True

    @property
    def value(self) -> Fraction:
        return self.total + max(self.group, Fraction(0))


def number(items: Tokens, at: int, words: Vocabulary) -> Number | None:
    """The number that begins with the token `at`; None where none does."""
    if items.digits(at):
        return _in_digits(items, at, words)
    form = items.forms[at]
    if form in words.vague:
        return Number((Fraction(words.vague[form]),), at, at + 1, LOOSE, "vague")
    halved = _half_before(items, at, words)
    found = halved or _in_words(items, at, words) or _ordinal(items, at, words) or _roman(items, at, words) or _sign(items, at)
    if found is not None and not found.sort and (whole := _fraction(items, found, words)) is not None:
        return whole
    if found is None and form in words.weak:
        return Number((words.weak[form],), at, at + 1, PAIRED)
    return found


def _in_digits(items: Tokens, at: int, words: Vocabulary) -> Number | None:
    readings = literal(items.forms[at], bool(words.flags.get("point")))
    if not readings:
        return None
    end = at + 1
    if items.gap(at) == "/" and end < len(items) and items.digits(end) and (part := _slashed(items, at)) is not None:
        return Number((part,), at, at + 2, STRONG, "", True)
    if end < len(items) and items.forms[end] in ("½", "¼", "¾") and len(items.gap(at)) <= 1:
        readings, end = tuple(value + Fraction(unicodedata.numeric(items.forms[end])) for value in readings), end + 1
    factor, end = _scales(items, end, words)
    if factor == 1 and end < len(items) and items.forms[end] in words.short and len(items.gap(end - 1)) <= 1:
        short = items.forms[end]
        money = items.starts[at] > 0 and _money_sign(items, at)
        if items.gap(end - 1).strip(" \u00a0\u202f") == "" and (len(short) > 1 or money or (short == "k" and not items.gap(end - 1))):
            factor, end = words.short[short], end + 1
    scaled = tuple(value * factor for value in readings)
    if factor > 1:
        scaled, end = _halves(items, scaled, end, factor, words)
    found = Number(scaled, at, end, STRONG, "", True)
    if factor == 1:
        if (whole := _fraction(items, found, words)) is not None:
            return whole
        if (marked := _marked(items, found, words)) is not None:
            return marked
    return found


def _money_sign(items: Tokens, at: int) -> bool:
    before = items.text[max(0, items.starts[at] - 4) : items.starts[at]].rstrip()
    return before[-1:] in tuple("€$£¥₹₦₽₺₴₩")


def _slashed(items: Tokens, at: int) -> Fraction | None:
    top, bottom = items.forms[at], items.forms[at + 1]
    after = items.text[items.ends[at + 1] : items.ends[at + 1] + 1]
    before = items.text[items.starts[at] - 1 : items.starts[at]]
    if top.isdigit() and bottom.isdigit() and after != "/" and before != "/" and int(bottom) in _DENOMINATORS and 0 < int(top) < int(bottom):
        return Fraction(int(top), int(bottom))
    return None


def _scales(items: Tokens, end: int, words: Vocabulary) -> tuple[int, int]:
    """The product of the scale words that follow ("mil millones"), and the token after them."""
    factor = 1
    while end < len(items) and _JOINED.fullmatch(items.gap(end - 1)):
        kind, value = words.atoms.get(items.forms[end], ("", Fraction(0)))
        if kind not in ("scale", "hundred") or (kind == "hundred" and factor > 1):
            two = f"{items.forms[end]} {items.forms[end + 1]}" if end + 1 < len(items) else ""
            if words.atoms.get(two, ("",))[0] != "scale":
                break
            value, end = words.atoms[two][1], end + 1
        factor, end = factor * int(value), end + 1
    return factor, end


def _halves(items: Tokens, readings: tuple[Fraction, ...], end: int, unit: int, words: Vocabulary) -> tuple[tuple[Fraction, ...], int]:
    """A half that follows ("e mezzo") belongs to the last scale word, or is half of one."""
    for form in words.listed("numbers.halves"):
        if follows(items, end, form):
            return tuple(value + Fraction(unit, 2) for value in readings), end + len(form.split())
    return readings, end


def follows(items: Tokens, at: int, form: str) -> bool:
    """Whether the tokens from `at` on are those of a phrase, with nothing but blanks, points, hyphens and apostrophes between them."""
    parts = form.split()
    if items.forms[at : at + len(parts)] != parts or not _near(items, at - 1):
        return False
    return all(_near(items, index) for index in range(at, at + len(parts) - 1))


_NEAR = re.compile(r"[\s.'’\-‐‑]{0,4}")


def _near(items: Tokens, index: int) -> bool:
    return index < 0 or (_NEAR.fullmatch(gap := items.gap(index)) is not None and gap.count("\n") < 2)


def _half_before(items: Tokens, at: int, words: Vocabulary) -> Number | None:
    """ "mezzo milione", "half a million"."""
    for form in words.listed("numbers.half_before"):
        end = at + len(form.split())
        if follows(items, at, form) and end < len(items):
            factor, last = _scales(items, end, words)
            if factor > 1:
                return Number((Fraction(factor, 2),), at, last)
    return None


def _in_words(items: Tokens, at: int, words: Vocabulary) -> Number | None:
    total, end, first = _Sum(words), at, True
    joins = words.listed("numbers.join_tens") | words.listed("numbers.join_scale") | words.listed("numbers.join_hundreds")
    spelled = 0
    while end < len(items):
        if not first and _others(items, end, words):
            end += 1  # "six autres millions"
        if not first and not _JOINED.fullmatch(items.gap(end - 1)):
            break
        joined, here = False, end
        if not first and items.forms[end] in joins and items.raw(end).lower() in joins and _JOINED.fullmatch(items.gap(end)):
            joined, here = True, end + 1
        if here >= len(items) or items.digits(here):
            break
        atoms, width = _atoms(items, here, words)
        if not atoms and not first and 1 <= (unit := words.ordinals.get(items.forms[here], 0)) < 100 and total.add("small", Fraction(unit), joined):
            return Number((total.value,), at, here + 1, STRONG, "ordinal")
        if not atoms or not _take(total, atoms, joined, words, glued=width == 1 and len(atoms) > 1):
            break
        spelled += len(atoms)
        end, first = here + width, False
    if first:
        return None
    readings, last = _halves(items, (total.value,), end, total.scale if total.group < 0 and total.scale else 1, words)
    if last > end and (factor := _scales(items, last, words))[0] > 1:
        readings, last = tuple(value * factor[0] for value in readings), factor[1]
    weighs, sort = STRONG, ""
    form = items.forms[at]
    if end == at + 1 and spelled == 1:
        if form in words.listed("numbers.ones"):
            # "un milione" never comes here as one atom; a bare article is no figure.
            weighs = LOOSE
        elif total.bare or form in words.listed("numbers.ambiguous"):
            weighs = PAIRED
        if total.bare and (vague := _several(items, at, words)):
            weighs, sort = LOOSE, "vague" if vague else ""
    if last == end + 1 or last > end:
        weighs = STRONG
    if total.bare and end > at + 1 and form in words.listed("numbers.ones") and total.value < 10**6:
        weighs = PAIRED
    return Number(readings, at, last, weighs, sort)


def _others(items: Tokens, at: int, words: Vocabulary) -> bool:
    """Whether a word like "other" stands between a number and its scale word."""
    if at + 1 >= len(items) or items.forms[at] not in words.listed("skips.between") or not _JOINED.fullmatch(items.gap(at)):
        return False
    return words.atoms.get(items.forms[at + 1], ("",))[0] == "scale" and _JOINED.fullmatch(items.gap(at - 1)) is not None


def _several(items: Tokens, at: int, words: Vocabulary) -> bool:
    several = words.listed("numbers.several")
    return any(" ".join(items.forms[max(0, at - length) : at]) in several for length in (1, 2))


def _atoms(items: Tokens, at: int, words: Vocabulary) -> tuple[tuple[tuple[str, Fraction], ...], int]:
    """The atoms that begin with a token, and how many tokens they take."""
    form = items.forms[at]
    if at + 1 < len(items) and (two := words.atoms.get(f"{form} {items.forms[at + 1]}")) and _JOINED.fullmatch(items.gap(at)):
        return (two,), 2
    if form in words.atoms:
        return (words.atoms[form],), 1
    if (elided := words.flags["elided"].get(form)) and items.gap(at) in ("'", "’"):
        return (elided,), 1  # "trent'anni"
    return words.parts(form), 1


def _take(total: _Sum, atoms: tuple[tuple[str, Fraction], ...], joined: bool, words: Vocabulary, glued: bool) -> bool:
    """Add atoms; of a word written together all must fit ("einunddreißig": one and thirty)."""
    inverted = words.flags.get("inverted")
    index = 0
    saved = (total.total, total.group, total.scale, total.atoms, total.bare)
    while index < len(atoms):
        kind, value = atoms[index]
        if kind == "half" and total.group >= 0 and index == len(atoms) - 1:
            total.group += value
            return True
        if inverted and index + 2 < len(atoms) and atoms[index + 1][0] == "join":
            kind, value, index = "small", value + atoms[index + 2][1], index + 2
            fits = atoms[index][1] >= 20 and value % 10 != 0 and total.add(kind, value, True)
        else:
            fits = kind not in ("join", "half") and total.add(kind, value, joined or glued)
        if not fits:
            total.total, total.group, total.scale, total.atoms, total.bare = saved
            return False
        index += 1
    return True


def _fraction(items: Tokens, found: Number, words: Vocabulary) -> Number | None:
    """ "two thirds", "un quarto": a small number and a part."""
    at = found.last
    if at >= len(items) or found.value > 20 or found.value.denominator != 1 or not _JOINED.fullmatch(items.gap(at - 1)):
        return None
    for width in (2, 1):
        form = " ".join(items.forms[at : at + width])
        part = words.fractions.get(form)
        if part is None or at + width > len(items):
            continue
        single, doubtful = found.value == 1, items.forms[at] in words.ordinals
        if (part == 2 and not single) or found.value == 0 or (doubtful and not single and not _plural(form, words)):
            return None
        if single and doubtful and not _of(items, at + width, words):
            return None
        factor, end = _scales(items, at + width, words)
        return Number((found.value / part * factor,), found.first, end, PAIRED if single and factor == 1 else STRONG)
    return None


def _plural(form: str, words: Vocabulary) -> bool:
    """Whether a word of a part stands in the plural ("terzi"): it is listed after its singular."""
    forms = [item for item, value in words.fractions.items() if value == words.fractions[form] and (" " in item) == (" " in form)]
    return len(forms) < 2 or form != forms[0]


def _of(items: Tokens, at: int, words: Vocabulary) -> bool:
    return at < len(items) and items.forms[at] in words.listed("skips.of") | {
        "del",
        "della",
        "dei",
        "delle",
        "du",
        "des",
        "da",
        "do",
        "das",
        "dos",
        "dell",
    }


def _ordinal(items: Tokens, at: int, words: Vocabulary) -> Number | None:
    form = items.forms[at]
    value, end = words.ordinals.get(form), at + 1
    if value is not None and form in words.ordinal_tens and end < len(items) and _JOINED.fullmatch(items.gap(at)):
        unit = words.ordinals.get(items.forms[end], 0)
        if 1 <= unit <= 9:
            value, end = value + unit, end + 1
    if (
        value is None
        and end < len(items)
        and (atom := words.atoms.get(form))
        and atom[0] == "small"
        and atom[1] >= 20
        and _JOINED.fullmatch(items.gap(at))
    ):
        skip = int(items.forms[end] in words.listed("numbers.join_tens") and end + 1 < len(items))
        unit = words.ordinals.get(items.forms[end + skip], 0)
        if 1 <= unit <= 9:
            value, end = int(atom[1]) + unit, end + 1 + skip
    if value is None and words.ordinal_suffixes:
        value = _suffixed(form, words)
    if value is None:
        return None
    return (
        Number((Fraction(value),), at, end, PAIRED if value > 3 else LOOSE, "ordinal")
        if value <= 10
        else Number((Fraction(value),), at, end, STRONG, "ordinal")
    )


def _suffixed(form: str, words: Vocabulary) -> int | None:
    for suffix in words.ordinal_suffixes:
        if form.endswith(suffix) and len(form) > len(suffix) + 2:
            value = whole(form[: -len(suffix)], words)
            if value is not None and value > 10:
                return value
    return None


def whole(stem: str, words: Vocabulary) -> int | None:
    """The number that a word without its ending means ("trentun" of "trentunesimo"); None where it is none."""
    for ending in words.flags.get("restored", ("",)):
        form = stem + ending
        if form in words.atoms and words.atoms[form][0] != "scale":
            return int(words.atoms[form][1])
        if atoms := words.parts(form):
            total = _Sum(words)
            if _take(total, atoms, True, words, glued=True) and atoms[-1][0] != "half":
                return int(total.value)
    return None


def _marked(items: Tokens, found: Number, words: Vocabulary) -> Number | None:
    """An ordinal in digits: "31st", "31º", "31.º"."""
    end = found.last
    if end >= len(items) or found.value.denominator != 1 or found.value > 9999:
        return None
    gap = items.gap(end - 1)
    if items.forms[end] in words.ordinal_marks and gap in ("", "."):
        return Number(found.readings, found.first, end + 1, STRONG, "ordinal", True)
    if "." in words.ordinal_marks and gap in (". ", ".\u00a0") and found.value <= 150 and found.first > 0:
        before = items.forms[found.first - 1]
        if before in words.ordinal_led:
            return Number(found.readings, found.first, end, STRONG, "ordinal", True)
    return None


def roman(raw: str) -> int:
    """The value of a Roman numeral up to 39 in capitals, 0 where the word is none."""
    if not raw or not _ROMAN.fullmatch(raw):
        return 0
    values = [_ROMAN_VALUES[char] for char in raw]
    return sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True))


def _roman(items: Tokens, at: int, words: Vocabulary) -> Number | None:
    raw = items.raw(at)
    mark = next((mark for mark in words.ordinal_marks if raw.lower().endswith(mark) and raw[: -len(mark)].isupper()), "")
    raw = raw.removesuffix(mark) if mark else raw
    if not (1 if mark else 2) <= len(raw) <= 6 or raw[0] not in "IVX" or raw in ("XX", "XXX") or not (value := roman(raw)):
        return None
    return Number((Fraction(value),), at, at + 1, STRONG, "ordinal")


def _sign(items: Tokens, at: int) -> Number | None:
    raw = items.raw(at)
    return Number((Fraction(unicodedata.numeric(raw)),), at, at + 1, PAIRED) if raw in "½¼¾" else None
