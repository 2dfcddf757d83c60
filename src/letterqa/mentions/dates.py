"""Dates and times of day by value: full and partial dates, ranges and lists of days, numeric dates, decades, centuries, clock times.

A grammar of our own over tokens; names of months and days of the week are CLDR's. A date's readings are (year, month, day) with None
for what is not said; a numeric date that could be read two ways keeps both.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from letterqa.letter import Span
from letterqa.mentions.numerals import number, roman
from letterqa.mentions.vocabulary import Tokens, Vocabulary

Reading = tuple[int | None, int | None, int | None]

_NUMERIC = re.compile(r"(?<![\d/.\-–])(\d{1,4})([./\-‐‑])[ \u00a0]?(\d{1,2})\2[ \u00a0]?(\d{4}|\d{2})(?![\d/\-]|\.\d)")
_SHORT = re.compile(r"(?<![\d/.\-–])(\d{1,2})\.[ \u00a0]?(\d{1,2})\.(?![\d]|[ \u00a0]\d)")
_CLOCK = re.compile(r"(?<![\d.,:/\-])(\d{1,2})(?:(:)|([ \u00a0\u202f]?h[ \u00a0\u202f]?)|(\.))(\d{2})(?::\d{2})?(?![\d:]|[.,]\d| ?%)", re.IGNORECASE)
_HOUR = re.compile(r"(?<![\d.,:/\-–])(\d{1,2})(?=(?:[ \u00a0\u202f]?)[^\W\d_])")
_FIRST_YEAR, _LAST_YEAR = 1700, 2149
_BLANK = re.compile(r"[\s,]{1,4}|[.] |['’]|, ?['’]?")
_RANGE = re.compile(r"\s?(?:[-–—/,;])\s?|\s{1,3}")


@dataclass(frozen=True, slots=True)
class Date:
    """A date or time. `sort` is "date", "month" (nothing but its name), "decade", "century" or "time"; `readings` hold
    (year, month, day), or for the last three a single number each in place of the year (first year, number of the century,
    minutes after midnight). `weekday` counts from Monday, 0."""

    span: Span
    sort: str
    readings: tuple[Reading, ...]
    weekday: int | None = None

    @property
    def value(self) -> Reading:
        """The likeliest reading."""
        return self.readings[0]

    def shown(self) -> str:
        """The value as messages and tables show it: 2020-12-07, --12-07, 2020-12, 1990s, C21, T20:30."""
        year, month, day = self.value
        if self.sort == "decade":
            return f"{year}s"
        if self.sort == "century":
            return f"C{year}"
        if self.sort == "time":
            return f"T{(year or 0) // 60:02d}:{(year or 0) % 60:02d}"
        if month is None:
            return f"{year}"
        head = f"{year:04d}" if year is not None else "-"
        return f"{head}-{month:02d}" + (f"-{day:02d}" if day is not None else "")

    @property
    def bare_year(self) -> bool:
        """Whether only a year is said."""
        return self.sort == "date" and self.value[1] is None


def possible(reading: Reading) -> bool:
    """Whether the calendar has such a day."""
    year, month, day = reading
    return month is None or (
        1 <= month <= 12 and (day is None or 1 <= day <= (29 if month == 2 and year is None else calendar.monthrange(year or 2001, month)[1]))
    )


def dates(items: Tokens, words: Vocabulary, taken: tuple[Span, ...] = ()) -> tuple[Date, ...]:
    """The dates and times of a text in order of place, but for bare years; none overlaps the spans in `taken`."""
    return _found((_numeric, _named, _decades, _centuries, _times, _months), items, words, taken)


def years(items: Tokens, words: Vocabulary, taken: tuple[Span, ...] = ()) -> tuple[Date, ...]:
    """The bare years of a text: what four digits are that no date, code or count has taken."""
    return _found((_years,), items, words, taken)


def _found(
    finders: tuple[Callable[[Tokens, Vocabulary, Taken], Iterator[Date]], ...], items: Tokens, words: Vocabulary, taken: tuple[Span, ...]
) -> tuple[Date, ...]:
    blocked = [*taken]
    found: list[Date] = []
    for finder in finders:
        fresh = list(finder(items, words, Taken(blocked)))
        found += fresh
        blocked += [item.span for item in fresh]
    return tuple(sorted(found, key=lambda item: item.span))


class Taken:
    """Spans that are somebody else's, asked in rising order of place."""

    def __init__(self, spans: list[Span]) -> None:
        self._spans = sorted(spans)
        self._at = 0

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps one of the spans; `start` must not fall from call to call by more than a few words."""
        spans = self._spans
        while self._at and spans[self._at - 1].end > start:
            self._at -= 1
        while self._at < len(spans) and spans[self._at].end <= start:
            self._at += 1
        return self._at < len(spans) and spans[self._at].start < end


def _numeric(items: Tokens, words: Vocabulary, taken: Taken) -> Iterator[Date]:
    for match in _NUMERIC.finditer(items.text):
        one, middle, last = int(match[1]), int(match[3]), int(match[4])
        if taken.holds(*match.span()):
            continue
        if len(match[1]) == 4:
            readings: list[Reading] = [(one, middle, last)] if len(match[4]) == 2 else []
        else:
            year = last if len(match[4]) == 4 else 2000 + last if last < 50 else 1900 + last
            if len(match[4]) == 2 and match[2] in "-‐‑":
                continue
            readings = [(year, middle, one), (year, one, middle)]
        good = tuple(dict.fromkeys(reading for reading in readings if possible(reading) and _FIRST_YEAR <= (reading[0] or 0) <= _LAST_YEAR))
        if good:
            yield Date(Span(*match.span()), "date", good)
    if "." in words.ordinal_marks:
        for match in _SHORT.finditer(items.text):
            reading = (None, int(match[2]), int(match[1]))
            if possible(reading) and reading[1] and reading[2] and not taken.holds(*match.span()):
                yield Date(Span(*match.span()), "date", (reading,))


def _day(items: Tokens, at: int, words: Vocabulary) -> int | None:
    """The day of the month that a token says; None where it says none."""
    form = items.forms[at]
    if form.isdigit() and len(form) <= 2:
        return int(form) if 1 <= int(form) <= 31 else None
    if (value := words.ordinals.get(form)) is not None and value == 1:
        return 1
    kind, small = words.atoms.get(form, ("", 0))
    return int(small) if kind == "small" and 1 < small <= 31 else None


def _named(items: Tokens, words: Vocabulary, taken: Taken) -> Iterator[Date]:
    """Dates with the name of a month."""
    months, forms = words.months, items.forms
    done = 0
    for at, form in enumerate(forms):
        month = months.get(form)
        if month is None or at < done or taken.holds(items.starts[at], items.ends[at]):
            continue
        days, first = _days_before(items, at, words)
        if form in words.atoms and not (days and items.digits(days[-1][1])):
            continue  # "dix-sept", which is no tenth of September
        end = at + 1
        if not days and words.flags.get("month_first"):
            days, end = _days_after(items, end, words)
        year, end = _year_after(items, end, words, commas=bool(days))
        if not days and year is None:
            continue
        done = end
        weekday, _ = _weekday(items, first, words)
        low = items.starts[first]
        for index, (day, token) in enumerate(days or [(None, at)]):
            last = index == len(days) - 1 or not days
            before = token < at
            start = items.starts[token] if before else low if index == 0 else items.starts[token]
            stop = items.ends[end - 1] if last else items.ends[token]
            yield Date(Span(start, stop), "date", ((year if last or len(days) > 1 else None, month, day),), weekday if index == 0 else None)


def _marks(items: Tokens, at: int, words: Vocabulary, step: int) -> int:
    """Skip the mark of an ordinal ("1er", "7th", "1.º") beside a token."""
    if 0 <= at < len(items) and items.forms[at] in words.ordinal_marks and not items.digits(at):
        near = items.gap(at - 1) if at else " "
        if near in ("", "."):
            return at + step
    return at


def _days_before(items: Tokens, at: int, words: Vocabulary) -> tuple[list[tuple[int, int]], int]:
    """Days before a month's name, as (day, token), in order of place, and the first token of them (`at` where there is none)."""
    inside, links = words.listed("dates.inside"), words.listed("dates.to")
    days: list[tuple[int, int]] = []
    first, here = at, at
    while here > 0:
        back = here - 1
        skipped = 0
        allowed = links | words.listed("skips.before") | inside if days else inside
        while back > 0 and items.forms[back] in allowed and not items.digits(back) and skipped < (3 if days else 2):
            back, skipped = back - 1, skipped + 1
        back = _marks(items, back, words, -1)
        if any(
            gap.count("\n") > 1 or (re.search(r"[;:!?()]|\.\s+\S?$|\S{3}", gap) and not _ordinal_point(gap, words))
            for gap in map(items.gap, range(back, here))
        ):
            break
        day = _day(items, back, words)
        if day is None or (days and not items.digits(back)):
            break
        if (days and not skipped and not re.search(r"[-–—,/]", items.gap(back))) or items.forms[back + 1 : back + 2] in (["%"], ["€"]):
            break
        if back and items.text[items.ends[back - 1] : items.starts[back]] in (".", ",", "/", ":") and items.digits(back - 1) and not days:
            break
        days.insert(0, (day, back))
        first = here = back
    return days, first


def _ordinal_point(gap: str, words: Vocabulary) -> bool:
    return "." in words.ordinal_marks and re.fullmatch(r"\.[\s]{0,2}(?:[-–/,]\s?)?", gap) is not None


def _days_after(items: Tokens, at: int, words: Vocabulary) -> tuple[list[tuple[int, int]], int]:
    """Days after a month's name ("May 3, 5 and 7"), and the token behind them."""
    days: list[tuple[int, int]] = []
    here = at
    while here < len(items) and items.digits(here) and (day := _day(items, here, words)) is not None:
        gap = items.gap(here - 1)
        if (not days and not re.fullmatch(r"\.?[\s]{1,2}", gap)) or re.match(r"[:]\d|,\d", items.text[items.ends[here] : items.ends[here] + 2]):
            break
        days.append((day, here))
        here = _marks(items, here + 1, words, 1)
        follow = here
        if follow < len(items) and items.forms[follow] in ("and", "to") and items.gap(follow - 1) in (" ", ", "):
            follow += 1
        elif items.gap(here - 1) not in (", ", "-", "–"):
            return days, here
        if follow < len(items) and items.digits(follow) and _day(items, follow, words) is not None and _bare(items, follow, words):
            here = follow
            continue
        return days, here
    return days, here


def _bare(items: Tokens, at: int, words: Vocabulary) -> bool:
    """Whether a number after a day is a further day rather than a count: nothing of the sentence follows it directly."""
    gap = items.gap(at)
    follows = items.forms[at + 1] if at + 1 < len(items) else ""
    return (
        not gap.startswith(" ") or follows in words.listed("dates.to") or follows in words.listed("skips.before") or items.gap(at - 1) in ("-", "–")
    )


def _year_after(items: Tokens, at: int, words: Vocabulary, commas: bool) -> tuple[int | None, int]:
    """The year that follows a month or a day, and the token behind it (`at` where there is none)."""
    here, skipped = at, 0
    while here < len(items) and items.forms[here] in words.listed("dates.inside") and skipped < 2:
        here, skipped = here + 1, skipped + 1
    if here >= len(items) or len(items.forms[here]) != 4 or not items.forms[here].isdigit():
        return None, at
    gap = items.gap(here - 1)
    if not re.fullmatch(r"[.]?[\s]{1,2}|['’]|,\s" if commas or skipped else r"[.,]?[\s]{1,2}|['’]", gap):
        return None, at
    year = int(items.forms[here])
    if not _FIRST_YEAR <= year <= _LAST_YEAR or re.match(r"[.,]\d", items.text[items.ends[here] : items.ends[here] + 2]):
        return None, at
    return year, here + 1


def _weekday(items: Tokens, first: int, words: Vocabulary) -> tuple[int | None, int]:
    """The day of the week that stands before a date."""
    for back in range(1, 4):
        at = first - back
        if at < 0 or items.gap(at).count("\n") > 1:
            break
        two = f"{items.forms[at - 1]} {items.forms[at]}" if at else ""
        if two in words.weekdays and items.gap(at - 1) == "-":
            return words.weekdays[two], at - 1
        if items.forms[at] in words.weekdays and not items.forms[at].isdigit():
            wide = len(items.forms[at]) > 3 or items.gap(at).startswith((".", ",", " "))
            return (words.weekdays[items.forms[at]] if wide else None), at
        if items.forms[at] not in words.listed("dates.inside") | words.listed("skips.before") | words.listed("dates.to"):
            break
    return None, first


def _months(items: Tokens, words: Vocabulary, taken: Taken) -> Iterator[Date]:
    """Months that stand alone ("in July"); names that are other words too ("may") need a word of time before them."""
    wide, doubtful, led = words.listed("wide_months"), words.listed("dates.doubtful_months"), words.listed("dates.month_led")
    capital = bool(words.flags.get("month_capital"))
    for at, form in enumerate(items.forms):
        if form not in wide or taken.holds(items.starts[at], items.ends[at]) or (capital and not items.raw(at)[0].isupper()):
            continue
        if form in doubtful and (at == 0 or items.forms[at - 1] not in led or not re.fullmatch(r"\s", items.gap(at - 1))):
            continue
        yield Date(Span(items.starts[at], items.ends[at]), "month", ((None, words.months[form], None),))


def _decades(items: Tokens, words: Vocabulary, taken: Taken) -> Iterator[Date]:
    """ "the 1990s", "gli anni '90", "die neunziger Jahre", "años noventa"."""
    glued, before = words.listed("dates.decade"), words.listed("dates.decade_before")
    german = words.listed("dates.decade_glued")
    for at, form in enumerate(items.forms):
        year, last = None, at + 1
        if form.isdigit() and len(form) in (2, 4) and form.endswith("0"):
            after = items.forms[at + 1] if at + 1 < len(items) else ""
            quoted = items.text[items.starts[at] - 1 : items.starts[at]] in ("'", "’", "‘")
            if (
                glued and after in glued and items.gap(at) in ("", "'", "’") and (len(form) == 4 or quoted or items.forms[at - 1 : at] == ["the"])
            ) or (german and after in german and items.gap(at) in ("", "-")):
                year, last = int(form), at + 2
            elif before and _led(items, at, before):
                year = int(form)
        elif before and (atom := words.atoms.get(form)) and atom[0] == "small" and atom[1] >= 20 and atom[1] % 10 == 0 and _led(items, at, before):
            year = int(atom[1])
        elif before and _led(items, at, before) and (spelled := number(items, at, words)) and spelled.last > at + 1 and 20 <= spelled.value < 100:
            year, last = (int(spelled.value), spelled.last) if spelled.value % 10 == 0 else (None, at + 1)
        elif german and any(form.endswith(ending) for ending in german):
            stem = next(form.removesuffix(ending) for ending in german if form.endswith(ending))
            kind, value = words.atoms.get(stem, ("", 0))
            if kind == "small" and value >= 20 and value % 10 == 0:
                year = int(value)
        if year is None or taken.holds(items.starts[at], items.ends[last - 1]):
            continue
        if not before and not glued and not german:
            continue
        if before and last == at + 1 and _unit_follows(items, last, words):
            continue
        full = year if year >= 1000 else (1900 + year if year >= 30 else 2000 + year)
        if _FIRST_YEAR <= full <= _LAST_YEAR:
            yield Date(Span(items.starts[at], items.ends[last - 1]), "decade", ((full, None, None),))


def _unit_follows(items: Tokens, at: int, words: Vocabulary) -> bool:
    return at < len(items) and items.forms[at] in words.units and items.gap(at - 1) == " "


def _led(items: Tokens, at: int, before: frozenset[str]) -> bool:
    """Whether one of some phrases stands directly before a token; a number before that makes it a count ("90 anni 30")."""
    for length in (3, 2, 1):
        start = at - length
        if start >= 0 and " ".join(items.forms[start:at]) in before and re.fullmatch(r"\s{0,2}['’‘]?", items.gap(at - 1)):
            return not (start and items.digits(start - 1))
    return False


def _centuries(items: Tokens, words: Vocabulary, taken: Taken) -> Iterator[Date]:
    """ "the 21st century", "XXI secolo", "siglo XX"."""
    after, before = words.listed("dates.century"), words.listed("dates.century_before") | words.listed("dates.century")
    for at, form in enumerate(items.forms):
        if form not in after and form not in before:
            continue
        value, first, last = 0, at, at + 1
        if form in after and at:
            back = at - 1
            raw = items.raw(back)
            value = roman(raw) or roman(re.sub(r"(?:e|ème|è|º|°)$", "", raw))
            if not value and back and items.forms[back] in words.ordinal_marks and items.gap(back - 1) in ("", "."):
                back -= 1
                value = roman(items.raw(back))
            if not value:
                for start in range(max(0, at - 3), at):
                    found = number(items, start, words)
                    if (found is not None and found.sort == "ordinal" and found.last == at) or (
                        found is not None and found.last == at and "." in words.ordinal_marks
                    ):
                        value, back = int(found.value), start
                        break
            first = back
        if not value and form in before and last < len(items) and (value := roman(items.raw(last))):
            last += 1
        if 1 <= value <= 30 and not taken.holds(items.starts[first], items.ends[last - 1]):
            yield Date(Span(items.starts[first], items.ends[last - 1]), "century", ((value, None, None),))


def _times(items: Tokens, words: Vocabulary, taken: Taken) -> Iterator[Date]:
    """Times of day, those with minutes first: "19 h 20" is one time."""
    exact = list(_clocks(items, words, taken))
    yield from exact
    yield from _hours(items, words, taken, Taken([date.span for date in exact]))


def _clocks(items: Tokens, words: Vocabulary, taken: Taken) -> Iterator[Date]:
    text = items.text
    for match in _CLOCK.finditer(text):
        hour, minute = int(match[1]), int(match[5])
        if hour > 24 or minute > 59 or taken.holds(*match.span()):
            continue
        half, end = _half_of_day(text, match.end(), words)
        if match[4] and half is None and not _clocked(text, match.start(), match.end(), words):
            continue
        yield Date(Span(match.start(), end), "time", _minutes(hour, minute, half))


def _hours(items: Tokens, words: Vocabulary, taken: Taken, exact: Taken) -> Iterator[Date]:
    text = items.text
    for match in _HOUR.finditer(text):
        hour = int(match[1])
        if hour > 24 or taken.holds(*match.span()) or exact.holds(*match.span()):
            continue
        half, end = _half_of_day(text, match.end(), words)
        if half is not None and end > match.end():
            yield Date(Span(match.start(), end), "time", _minutes(hour, 0, half))
        elif (stop := _struck(text, match.end(), words)) and _before(text, match.start(), words):
            yield Date(Span(match.start(), stop), "time", _minutes(hour, 0, None))


def _minutes(hour: int, minute: int, half: str | None) -> tuple[Reading, ...]:
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    first = (hour % 24) * 60 + minute
    if half is None and 1 <= hour <= 11:
        return (first, None, None), (first + 720, None, None)
    return ((first, None, None),)


def _half_of_day(text: str, end: int, words: Vocabulary) -> tuple[str | None, int]:
    """ "am" or "pm" where a phrase says so, and the end of it."""
    after = text[end : end + 30].lower()
    lead = re.match(r"[ \u00a0\u202f]?(?:h\b|uhr\b|heures?\b|horas?\b|o'clock\b|o’clock\b)?[ \u00a0\u202f]?", after)
    start = lead.end() if lead else 0
    for half in ("am", "pm"):
        for form in words.listed(f"dates.{half}"):
            pattern = r"[.\s'’\-]{1,3}".join(map(re.escape, form.split())) if len(form) > 3 else r"\.?\s?".join(map(re.escape, form.replace(" ", "")))
            for offset in dict.fromkeys((start, 1 if after.startswith((" ", "\u00a0")) else 0)):
                found = re.match(rf"{pattern}(?![^\W_])", after[offset:])
                if found:
                    return half, end + offset + found.end()
    return None, end


def _struck(text: str, end: int, words: Vocabulary) -> int:
    """The end of a word like "o'clock" or "Uhr" that follows a number; 0 where none does."""
    after = text[end : end + 14].lower()
    for form in sorted(words.listed("dates.clock"), key=len, reverse=True):
        joined = "['’]".join(map(re.escape, form.split()))
        found = re.match(rf"[ \u00a0\u202f]?{joined}(?![^\W_])", after)
        if found:
            return end + found.end()
    return 0


def _before(text: str, start: int, words: Vocabulary) -> bool:
    """Whether a word like "at" or "alle ore" stands before a number."""
    before = re.findall(r"[^\W\d_]+", text[max(0, start - 16) : start].lower())
    touching = re.search(r"[^\W\d_][\s'’.]{0,2}$", text[max(0, start - 4) : start]) is not None
    return (bool(before) and touching and before[-1] in words.listed("dates.clock_before")) or "às" in before[-1:]


def _clocked(text: str, start: int, end: int, words: Vocabulary) -> bool:
    return bool(_struck(text, end, words)) or _before(text, start, words) or _opens(text, end, words)


def _opens(text: str, end: int, words: Vocabulary) -> bool:
    """Whether a time is the first of a range whose last is told to be one ("10.00 bis 14.30 Uhr")."""
    last = re.match(r"\s?(?:[^\W\d_]{1,6}|[-–])\s?\d{1,2}[.:]\d{2}", text[end : end + 20])
    return last is not None and bool(_struck(text, end + last.end(), words) or _half_of_day(text, end + last.end(), words)[0])


def _years(items: Tokens, words: Vocabulary, taken: Taken) -> Iterator[Date]:
    """Bare years: four digits that nothing makes a count."""
    for at, form in enumerate(items.forms):
        if len(form) != 4 or not form.isdigit() or not _FIRST_YEAR <= int(form) <= _LAST_YEAR or taken.holds(items.starts[at], items.ends[at]):
            continue
        if not _counts(items, at, words):
            yield Date(Span(items.starts[at], items.ends[at]), "date", ((int(form), None, None),))


def _counts(items: Tokens, at: int, words: Vocabulary) -> bool:
    """Whether what stands beside four digits makes them a count: a unit, a currency, a label, a bound."""
    text = items.text
    if text[items.starts[at] - 1 : items.starts[at]] in tuple("€$£¥₹₦₽₺₴₩#"):
        return True
    if at + 1 < len(items) and re.fullmatch(r"[ \u00a0\u202f\-]?", items.gap(at)):
        after = items.forms[at + 1]
        if after in words.ordinals:
            return False  # "the 2020 second war"
        two = f"{after} {items.forms[at + 2]}" if at + 2 < len(items) else after
        if (
            after in ("%", "€", "$", "£", "°")
            or (len(after) > 1 and {after, two} & (words.units.keys() | words.money.keys()))
            or words.atoms.get(after, ("",))[0] == "scale"
        ):
            return True
    before = items.forms[at - 1] if at and re.fullmatch(r"[.\s°º]{0,3}", items.gap(at - 1)) else ""
    two = f"{items.forms[at - 2]} {before}" if at > 1 else before
    if before in words.labels or before in ("°", "№", "§"):
        return True
    return (
        bool(before)
        and (words.before.get(before) or words.before.get(two)) in ("about", "over", "min", "under", "exact")
        and before not in words.listed("dates.year_words")
    )
