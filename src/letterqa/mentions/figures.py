"""Figures by value: a number with its unit, what bounds it ("at least"), and what kind of figure it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from letterqa import lexicon
from letterqa.letter import Span
from letterqa.mentions.dates import Taken
from letterqa.mentions.numerals import LOOSE, PAIRED, STRONG, Number, follows, number, roman, whole
from letterqa.mentions.vocabulary import Tokens, Vocabulary, shared

_LINK = re.compile(r"[ \t\u00a0\u202f\u2009]{0,3}\n?[ \t\u00a0\u202f]{0,8}|['’\-‐‑]")
# The number of a note in brackets, or of an item where a text or a paragraph begins with it.
_BRACKETED = re.compile(r"\[\d{1,3}\]|(?:\A|\n[ \t]*\n)[ \t]*[(\[]?\d{1,2}[.)\]](?=[ \t])")
# A note's mark is glued to the word or the stop before it, and nothing of the sentence is glued to it.
_NOTE = re.compile(r"(?<=[^\W\d_][.,;:!?»”\")])\d{1,2}(?=[\s.,;:)]|$)|(?<=[^\W\d_]{3})\d{1,2}(?=[\s.,;:)»”]|$)")
_MONEY_BEFORE = re.compile(r"((?:(?<![^\W\d_])[A-Za-z]{1,3})?[$€£¥₹₦₽₺₴₩฿₪]|\b[A-Z]{3}|\bRs\.?|\bQ|\bTk\.?|\bS/\.?|\bKSh\.?|\bFCFA)[ \u00a0\u202f]?$")
_MONEY_AFTER = re.compile(r"\.?[ \u00a0\u202f]?(?:([A-Z]{3})\b|([€$£¥₹₦₽₺₴₩฿₪]))")
PERCENT = frozenset({"%", "‰", "pp"})
_MOST_ARTICLES = 5000  # "part of 2.4 million rounds" numbers no part
_AMOUNT = 4  # tokens in the longest phrase after a figure
_ROMAN = frozenset(
    "ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xxi xxii xxiii xxiv xxv xxvi xxvii xxviii xxix xxxi xxxii".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure. `readings` are its possible values, the likelier first; `kind` is "", "article", "ordinal", "number" (of a document) or
    "vague" (a magnitude); `unit` is "" or one of data/facts; `bound` is "", "about", "over", "min", "max", "under", "exact", or
    "within" and "to", which bound nothing by themselves;
    `weighs` says how much it is missed (see numerals). `span` holds number and unit, `core` the number alone."""

    span: Span
    core: Span
    readings: tuple[Fraction, ...]
    kind: str = ""
    unit: str = ""
    bound: str = ""
    weighs: int = STRONG
    written: bool = False

    @property
    def value(self) -> Fraction:
        """The likeliest value."""
        return self.readings[0]

    def shown(self) -> str:
        """The value as tables show it: "about 90000", "min 14 day", "article 5", "2/3"."""
        kind = self.kind if self.kind in ("article", "ordinal", "number") else ""
        return " ".join(part for part in (self.bound if self.bound not in ("within", "to") else "", kind, amount(self.value), self.unit) if part)


def measure(unit: str) -> str:
    """What a unit measures: "time", "calendar", "length"..., "money", "percent", or "" for none."""
    if unit in PERCENT:
        return "percent"
    if unit in shared().measures and unit not in shared().symbols.values():
        return shared().measures[unit][0]
    return "money" if unit else ""


def amount(value: Fraction) -> str:
    """A value as a plain decimal number, or as a fraction where it has no end."""
    if value.denominator == 1:
        return str(value.numerator)
    bottom = value.denominator
    while bottom % 2 == 0:
        bottom //= 2
    while bottom % 5 == 0:
        bottom //= 5
    if bottom != 1:
        return f"{value.numerator}/{value.denominator}"
    places = next(places for places in range(1, 400) if (value * 10**places).denominator == 1)
    whole_part, rest = divmod(int(value * 10**places), 10**places)
    return f"{whole_part}.{rest:0{places}d}"


def figures(items: Tokens, words: Vocabulary, taken: tuple[Span, ...] = ()) -> tuple[Figure, ...]:
    """The figures of a text in order of place; none overlaps the spans in `taken`."""
    marks = [
        Span(*match.span()) for pattern in (_BRACKETED, _NOTE) for match in pattern.finditer(items.text) if not _labelled(items.text, match, words)
    ]
    blocked = Taken([*taken, *marks])
    found: list[Figure] = []
    for figure in _read(items, words, blocked):
        if found and _ranged(items.text, found[-1], figure, words):
            found[-1] = replace(found[-1], unit=figure.unit)
        found.append(_inches(items.text, found, _listed(items.text, found, figure, words)))
    return tuple(found)


def _ranged(text: str, one: Figure, two: Figure, words: Vocabulary) -> bool:
    """Whether two figures are the ends of a range whose unit is said once: "2 to 4 inches"."""
    if one.unit or not two.unit or one.kind or two.kind or one.weighs or two.weighs:
        return False
    between = text[one.span.end : two.span.start]
    link = re.fullmatch(r"\s?[-–—]\s?|\s([^\W\d_]{1,5})\s(?:[^\W\d_]{1,3}\s)?", between)
    return link is not None and (link[1] is None or lexicon.plain(link[1]) in words.listed("dates.to"))


def _labelled(text: str, match: re.Match[str], words: Vocabulary) -> bool:
    """Whether what looks like a note's mark is the number of an article: "art.5"."""
    before = re.search(r"([^\W\d_]+)[.]?$", text[max(0, match.start() - 14) : match.start()])
    return before is not None and lexicon.plain(before[1]) in words.labels


def _starts(form: str, words: Vocabulary) -> bool:
    """Whether a figure may begin with a form."""
    firsts = {item.split()[0] for item in (*words.listed("numbers.half_before"), *words.atoms)}
    return (
        form in firsts
        or form in words.flags["elided"]
        or form in words.vague
        or form in words.weak
        or form in words.ordinals
        or form in _ROMAN
        or any(form.removesuffix(mark) in _ROMAN for mark in words.ordinal_marks if len(form) > len(mark))
        or form in ("½", "¼", "¾", "i", "v", "x")
        or bool(words.parts(form))
        or form.endswith(words.ordinal_suffixes or ("\0",))
        or _measured(form, words) is not None
    )


_starters: dict[str, dict[str, bool]] = {}


def _read(items: Tokens, words: Vocabulary, blocked: Taken) -> Iterator[Figure]:
    memo = _starters.setdefault(words.code, {})
    if len(memo) > 200_000:
        memo.clear()
    at, done = 0, 0
    forms = items.forms
    while at < len(forms):
        form = forms[at]
        known = memo.get(form)
        if known is None:
            known = memo[form] = "0" <= form[0] <= "9" or _starts(form, words)
        if f"{form} {forms[at + 1] if at + 1 < len(forms) else ''}" in words.weekdays:
            at += 2  # "quarta-feira" is no fourth of anything
            continue
        if not known or blocked.holds(items.starts[at], items.ends[at]):
            at += 1
            continue
        found = _articled(items, at, words) or number(items, at, words)
        if found is None:
            measured = _measured(form, words)
            if measured is not None:
                span = Span(items.starts[at], items.ends[at])
                unit = "" if measured[1] == "x" else measured[1]
                yield Figure(
                    span, span, (Fraction(measured[0]),), "", unit, _bound_before(items, at, words), PAIRED if measured[1] == "x" else STRONG
                )
            at += 1
            continue
        if blocked.holds(items.starts[found.first], items.ends[found.last - 1]):
            at += 1
            continue
        figure = _figure(items, found, words, done)
        done = figure.span.end
        yield figure
        while at < len(forms) and items.starts[at] < max(figure.span.end, items.ends[found.last - 1]):
            at += 1


def _measured(form: str, words: Vocabulary) -> tuple[int, str] | None:
    """A number and the unit that its ending says ("sechswöchig", "trentenne")."""
    for suffix, unit in words.suffixed.items():
        if form.endswith(suffix) and len(form) > len(suffix) + 2 and (value := whole(form[: -len(suffix)], words)) is not None:
            return value, unit
    return None


def _articled(items: Tokens, at: int, words: Vocabulary) -> Number | None:
    """A single Roman letter is a number after a label only: "Capitolo V"."""
    raw = items.raw(at)
    if raw in ("I", "V", "X") and at and words.labels.get(items.forms[at - 1]) == "article":
        return Number((Fraction(roman(raw)),), at, at + 1)
    return None


def _figure(items: Tokens, found: Number, words: Vocabulary, done: int) -> Figure:
    """A number with what belongs to it; what stands before `done` belongs to the figure before."""
    start, end = items.starts[found.first], items.ends[found.last - 1]
    core = Span(start, end)
    kind = found.sort
    if found.written or items.raw(found.first).isupper():
        label = _label(items, found.first, words)
        kind = label if label and (label != "article" or found.value <= _MOST_ARTICLES) else kind
    unit, readings, weighs = "", found.readings, found.weighs
    first = found.first
    if kind in ("", "vague"):
        before = _MONEY_BEFORE.search(items.text, max(done, start - 6), start) if found.written else None
        currency = _currency(before[1]) if before else ""
        if currency:
            unit, start = currency, before.start(1) if before else start
            while first and items.starts[first - 1] >= start:
                first -= 1
        after, extra, more = _unit(items, found, words)
        unit = unit if unit and measure(after) != "money" else after
        readings = tuple(value + more for value in readings)
        end = max(end, items.ends[extra - 1])
        last = extra
    else:
        last = found.last
    bound = _bound_before(items, first, words, unit) or _bound_after(items, last, words)
    if bound == "about" and not found.written and not unit and found.value <= 12 and items.forms[first - 1] in words.listed("skips.strict"):
        bound = ""  # "We write about two cases"
    if bound in ("", "within", "to"):
        bound = _bound_after(items, last, words) or bound
    if unit and weighs == PAIRED and found.value != 1 and not found.sort:
        weighs = STRONG if found.value > 1 and items.forms[found.first] not in words.weak else PAIRED
    return Figure(Span(start, end), core, readings, kind, unit, bound, weighs, found.written)


def _label(items: Tokens, at: int, words: Vocabulary) -> str:
    """ "article" or "number" where a label stands before the number."""
    dotted = False
    back = at - 1
    while back >= 0 and items.forms[back] in ("°", "o", "os", "s", "º") and len(items.gap(back)) <= 2 and back >= at - 2:
        back, dotted = back - 1, True
    if (
        back > 0
        and words.labels.get(items.forms[back - 1]) == "article"
        and items.forms[back] in words.listed("skips.from")
        and items.gap(back) == " "
    ):
        return "article" if items.digits(at) and items.gap(back - 1) == " " else ""
    if back < 0:
        return ""
    between = items.text[items.ends[back] : items.starts[at]]
    if not re.fullmatch(r"[.\s°ºso:]{0,5}", between) or between.count("\n") > 1:
        return ""
    label = words.labels.get(items.forms[back], "")
    if label == "dotted":
        dotted = dotted or "." in between or items.raw(back)[-1] in "ºª°"
        return "number" if dotted and items.digits(at) else ""
    return label


def _inches(text: str, earlier: list[Figure], figure: Figure) -> Figure:
    """ "6-foot-6": the inches of a height go with its feet, and are not missed by themselves."""
    if earlier and earlier[-1].unit == "foot" and text[earlier[-1].span.end : figure.span.start] in ("-", " "):
        return replace(figure, weighs=LOOSE)
    return figure


def _listed(text: str, earlier: list[Figure], figure: Figure, words: Vocabulary) -> Figure:
    """Further numbers of a list belong to the label before it: "Articles 9, 10 and 14", "Article 19 (2)"."""
    if not earlier or earlier[-1].kind not in ("article", "number") or figure.kind not in ("", "ordinal") or figure.unit or not figure.written:
        return figure
    before = earlier[-1]
    between = text[before.span.end : figure.span.start]
    if re.fullmatch(r"\s?\(|\.|[\s]?[-–/][\s]?|,\s", between):
        near = before.kind == "article" or between.strip() != ","
    else:
        word = re.fullmatch(r"(?:\)|\s?\([a-z0-9]\)|,)?\s([^\W\d_]{1,5})\s(?:[^\W\d_]{1,3}\s)?|\)?,\s", between)
        near = word is not None and (
            word[1] is None or lexicon.plain(word[1]) in words.listed("dates.to") | {"e", "y", "et", "und", "and", "sowie", "ed"}
        )
    if not near or figure.value.denominator != 1 or figure.value > 2000 or figure.bound not in ("", "to", "within"):
        return figure
    return replace(figure, kind=before.kind)


def _currency(sign: str) -> str:
    """What a currency's sign or code stands for; "" where it is none."""
    tables = shared()
    folded = sign.lower().rstrip(".")
    if folded in tables.symbols:
        return tables.symbols[folded]
    if sign[-1] in tables.symbols and not sign.isalpha():
        return tables.symbols[sign[-1]]
    return sign if sign in tables.families else ""


def _unit(items: Tokens, found: Number, words: Vocabulary) -> tuple[str, int, Fraction]:
    """The unit or currency that follows a number, the token behind it, and the half that may follow the unit ("due anni e mezzo")."""
    at = found.last
    if at >= len(items):
        return "", at, Fraction(0)
    text, end = items.text, items.ends[at - 1]
    sign = _MONEY_AFTER.match(text, end)
    if sign and (currency := _currency(sign[1] or sign[2])):
        while at < len(items) and items.starts[at] < sign.end():
            at += 1
        return currency, at, Fraction(0)
    between = words.listed("skips.between")
    here, skipped = at, 0
    while here < len(items) and skipped < 3:
        gap = items.gap(here - 1)
        if not _LINK.fullmatch(gap) and not (gap == ". " and items.forms[here - 1] in words.short):
            break
        if items.forms[here] in ("%", "‰"):
            return items.forms[here], here + 1, Fraction(0)
        hit = _phrase(items, here, words) if skipped == 0 or not items.digits(here) else None
        if hit is not None:
            unit, last, money = hit
            if not money and skipped and unit not in _TIMES:
                break
            if money:
                last, unit = _country(items, here, last, unit, words)
            more = Fraction(0)
            for form in words.listed("numbers.halves"):
                if not money and follows(items, last, form):
                    more, last = Fraction(1, 2), last + len(form.split())
            return unit, last, more
        if skipped == 0 and here + 1 < len(items) and (adjective := _money(items, here + 1, words)) is not None:
            country = _land(items.raw(here), words)
            if country:
                return _national(adjective[0], country), adjective[1], Fraction(0)
        scaled = items.forms[here - 1] in words.atoms or here - 1 == found.last - 1
        if items.forms[here] in between or (scaled and items.forms[here] in words.listed("skips.of")):
            here, skipped = here + 1, skipped + 1
            continue
        break
    return "", at, Fraction(0)


_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "semester", "year", "decade", "fortnight"})


def _phrase(items: Tokens, at: int, words: Vocabulary) -> tuple[str, int, bool] | None:
    """The longest unit or currency that begins with a token: what it is, the token behind it, whether it is money."""
    for length in range(min(_AMOUNT, len(items) - at), 0, -1):
        form = " ".join(items.forms[at : at + length])
        if length > 1 and not follows(items, at, form):
            continue
        if form in words.money:
            return words.money[form], at + length, True
        unit = words.units.get(form) or (words.suffixed.get(form) if items.gap(at - 1) in ("", "-", "‐", "‑") else None)
        if unit:
            # "5 m" and "5 l" are measures where the letter is small; "5 M" and "5 L" are not.
            if len(form) == 1 and form.isalpha() and not (items.raw(at).islower() and items.gap(at)[:1] not in ("'", "’", ".")):
                continue
            last = at + length
            if unit == "year" and last < len(items) and items.forms[last] == "old" and len(items.gap(last - 1)) == 1:
                last += 1
            return ("" if unit == "x" else unit), last, False
    return None


def _money(items: Tokens, at: int, words: Vocabulary) -> tuple[str, int] | None:
    form = items.forms[at]
    return (words.money[form], at + 1) if form in words.money and _LINK.fullmatch(items.gap(at - 1)) else None


def _country(items: Tokens, at: int, last: int, unit: str, words: Vocabulary) -> tuple[int, str]:
    """A currency with the adjective of a country behind it: "scellini keniani"."""
    if last < len(items) and len(items.gap(last - 1)) == 1 and unit in shared().families.values() and (country := _land(items.raw(last), words)):
        national = _national(unit, country)
        if national != unit:
            return last + 1, national
    return last, unit


def _land(raw: str, words: Vocabulary) -> str:
    """The country (ISO 3166 code, capitals) that a word or its adjective names; "" where it names none."""
    if not raw[:1].isalpha() or len(raw) < 3:
        return ""
    for term in lexicon.load(words.code).terms(raw, foreign=False):
        for concept in sorted(term.of("country")):
            return concept.partition(".")[2].upper()
    return ""


def _national(family: str, country: str) -> str:
    """The code of a country's currency of a family ("shilling" of "KE" is "KES"); the family where the country has none of it."""
    codes = [code for code, name in shared().families.items() if name == family and code.startswith(country)]
    return codes[0] if codes else family


_GOVERNED = 3  # words between a verb and the preposition that it governs


def _bound_before(items: Tokens, at: int, words: Vocabulary, unit: str = "") -> str:
    """What the words before a figure say of it; before a percentage ("oltre il 20 %") an article changes nothing."""
    unsaid = words.listed("skips.not_time" if measure(unit) in ("time", "calendar") else "skips.only_time")
    strict, governed = words.listed("skips.strict"), words.listed("skips.governed")
    end, skipped, articled = at, 0, False
    while end > 0 and skipped < 3:
        gap = items.gap(end - 1)
        if not _LINK.fullmatch(gap) and not (gap in (". ", ".") and len(items.forms[end - 1]) <= 6) and (gap != ", " or skipped):
            return ""
        for length in range(min(4, end), 0, -1):
            form = " ".join(items.forms[end - length : end])
            bound = words.before.get(form) if form not in unsaid else None
            if (
                bound
                and not (form in strict and governed.intersection(items.forms[max(0, end - length - _GOVERNED) : end - length]))
                and (gap != ", " or bound in ("min", "max"))
                and (not skipped or unit in PERCENT or form not in strict or articled)
                and all(_LINK.fullmatch(items.gap(i)) for i in range(end - length, end - 1))
            ):
                return bound
        if items.forms[end - 1] not in words.listed("skips.before"):
            return ""
        # "over a million": the article is the number's own.
        articled = not skipped and items.forms[end - 1] in words.listed("numbers.ones")
        end, skipped = end - 1, skipped + 1
    return ""


def _bound_after(items: Tokens, at: int, words: Vocabulary) -> str:
    """What the words behind a figure say of it, directly or behind the thing counted ("300 persone circa")."""
    found = _bound_at(items, at, words)
    if not found and at < len(items) and items.gap(at - 1) == " " and items.raw(at).islower() and items.forms[at] not in words.atoms:
        found = _bound_at(items, at + 1, words)
        return found if found in ("about", "min", "max") else ""
    return found


def _bound_at(items: Tokens, at: int, words: Vocabulary) -> str:
    for length in range(min(4, len(items) - at), 0, -1):
        form = " ".join(items.forms[at : at + length])
        if form not in words.after or not (_LINK.fullmatch(items.gap(at - 1)) or (items.gap(at - 1) == ", " and words.after[form] in ("min", "max"))):
            continue
        if all(_LINK.fullmatch(items.gap(i)) for i in range(at, at + length - 1)):
            return words.after[form]
    return "over" if items.text.startswith("+", items.ends[at - 1]) else ""
