"""Dates: both letters name the same days, months, years and times, and the same deadlines and spans of time."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from fractions import Fraction

from letterqa.bitext import SIDES, Bitext
from letterqa.comparing import lasting, like_dates, same_date, same_figure, same_units
from letterqa.context import Context, both_sides, other, quote
from letterqa.finding import Finding, Rule, Severity
from letterqa.letter import Letter, Role, Span
from letterqa.matching import Item, facing, match, opposed, placed
from letterqa.mentions.dates import Date, Reading, Taken, possible
from letterqa.mentions.facts import facts
from letterqa.mentions.figures import Figure
from letterqa.mentions.numerals import LOOSE, STRONG
from letterqa.mentions.placeholders import blank_in
from letterqa.saying import say

CHANGED = Rule(
    "dates.changed",
    "accuracy/mistranslation",
    Severity.CRITICAL,
    "A day, month, year or time differs between the letters.",
    "A wrong date lets the addressee deny everything else.",
    "18 June 2024 / 18 luglio 2024",
)
DURATION = Rule(
    "dates.duration",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "A deadline, span of time or age is in another unit of time.",
    "Sixty days are not sixty hours.",
    "within 45 days / entro 45 settimane",
)
MISSING = Rule(
    "dates.missing",
    "accuracy/omission",
    Severity.MAJOR,
    "A date of the source is not in the target.",
    "The versions state different facts.",
    "“on 6 June 2021” stands in the English letter only.",
)
ADDED = Rule(
    "dates.added",
    "accuracy/addition",
    Severity.MAJOR,
    "A date of the target is not in the source.",
    "Nobody approved it.",
    "“il 6 giugno 2021” stands in the Italian letter only.",
)
WEEKDAY = Rule(
    "dates.weekday",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "The day of the week is not that of the date, or differs between the letters.",
    "One of the two is wrong, and readers cannot tell which.",
    "Monday, 7 December 2021 (a Tuesday)",
)
IMPOSSIBLE = Rule(
    "dates.impossible",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "The calendar has no such day.",
    "The date meant is another one.",
    "31 June 2024",
)
FORMAT = Rule(
    "dates.format",
    "locale/date-format",
    Severity.NEUTRAL,
    "A numeric date in an order that the language does not use.",
    "7/12 is July in one country and December in most.",
    "12/7/2020 for 7 December 2020 in an Italian letter",
)
PAST_DEADLINE = Rule(
    "dates.past-deadline",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "The campaign's deadline has passed on the day given with --today.",
    "People are asked to sign and send a letter that comes too late.",
    "deadline = 2020-12-31 in campaign.toml, and --today 2021-01-02",
)
RULES = (CHANGED, DURATION, MISSING, ADDED, WEEKDAY, IMPOSSIBLE, FORMAT, PAST_DEADLINE)
_WITHOUT = frozenset({Role.ADDRESS, Role.SIGNATURE})
_BLANK = 12  # characters before a date in which a blank day may stand


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about dates, times and spans of time."""
    items = [placed(bitext, side, _dates(bitext.side(side)), _WITHOUT) for side in SIDES]
    wrong = {side: list(_calendar(bitext.side(side))) for side in SIDES}
    yield from _wrong(wrong, context)
    found = match(items[0], items[1], same_date)
    for one, two in found.pairs:
        yield from _agreeing(context, one.mention, two.mention, bitext)
    left, right = _told_otherwise(bitext, "source", found.source, items), _told_otherwise(bitext, "target", found.target, items)
    pairs, left, right = opposed(left, right, like_dates)
    for first, second in pairs:
        yield _changed(bitext, context, first.mention, second.mention)
    for side, rest in (("source", left), ("target", right)):
        for item in rest:
            if item.mention.sort == "month":
                continue  # "in July" is "last month" to somebody who reads in August
            yield _lonely(bitext, context, side, item)
    yield from _durations(bitext, context)
    yield from _past(context)


def _past(context: Context) -> Iterator[Finding]:
    """The campaign's deadline, if it lies before the day on which deadlines are judged."""
    sheet = context.campaign
    if sheet is None or sheet.deadline is None or context.today is None or context.today <= sheet.deadline:
        return
    message = say("The campaign's deadline was {a} ({b}); on {c} it has passed.", a=sheet.deadline, b=sheet.file, c=context.today)
    yield Finding(PAST_DEADLINE, message, (Span(0, 0),), (), PAST_DEADLINE.severity)


def _dates(letter: Letter) -> Iterator[Date]:
    """A letter's dates, without the bare years of letterheads: those are the sender's ("founded in 1901", "loi 1901")."""
    heads = Taken([block.span for block in letter.blocks if block.role is Role.LETTERHEAD])
    return (date for date in facts(letter.text, letter.language).dates if not (date.bare_year and heads.holds(date.span.start, date.span.end)))


def lint(letter: Letter, context: Context) -> Iterator[Finding]:
    """What one letter shows by itself: impossible days, and days of the week that the calendar denies."""
    for _, finding in _calendar(letter):
        yield finding


def _calendar(letter: Letter) -> Iterator[tuple[Date, Finding]]:
    for date in facts(letter.text, letter.language).dates:
        if date.sort != "date":
            continue
        year, month, day = date.value
        shown = quote(letter, date.span.start, date.span.end)
        if not any(possible(reading) for reading in date.readings):
            yield date, Finding(IMPOSSIBLE, say("The calendar has no such day: {a}.", a=shown), (date.span,), (), IMPOSSIBLE.severity)
        elif date.weekday is not None and year and month and day:
            real = datetime.date(year, month, day).weekday()
            if real != date.weekday:
                message = say("{a} was a {b}, not a {c}.", a=shown, b=_DAYS[real], c=_DAYS[date.weekday])
                yield date, Finding(WEEKDAY, message, (date.span,), (), WEEKDAY.severity)


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _wrong(wrong: dict[str, list[tuple[Date, Finding]]], context: Context) -> Iterator[Finding]:
    """Errors against the calendar, those of both letters in one finding."""
    rest = list(wrong["target"])
    for date, finding in wrong["source"]:
        twin = next((item for item in rest if item[0].value == date.value and item[1].rule is finding.rule), None)
        if twin is not None:
            rest.remove(twin)
        yield Finding(finding.rule, finding.message, finding.source, twin[1].source if twin else (), finding.severity)
    for _, finding in rest:
        yield Finding(
            finding.rule, say("In the {a} letter: {b}", a=context.called("target"), b=finding.message), (), finding.source, finding.severity
        )


def _agreeing(context: Context, one: Date, two: Date, bitext: Bitext) -> Iterator[Finding]:
    if one.weekday is not None and two.weekday is not None and one.weekday != two.weekday and not (one.value[0] and two.value[0]):
        names = [context.called(side) for side in SIDES]
        message = say("The {a} letter says a {b}, the {c} letter a {d}.", a=names[0], b=_DAYS[one.weekday], c=names[1], d=_DAYS[two.weekday])
        yield Finding(WEEKDAY, message, (one.span,), (two.span,), WEEKDAY.severity)
    for side, here, there in (("source", one, two), ("target", two, one)):
        shared = [reading for reading in here.readings if reading in there.readings]
        if len(here.readings) > 1 and len(there.readings) == 1 and shared and here.readings[0] != shared[0]:
            letter = bitext.side(side)
            message = say("{a} is not how {b} letters write this date.", a=quote(letter, here.span.start, here.span.end), b=context.called(side))
            yield Finding(
                FORMAT, message, *both_sides(side, (here.span,), (there.span,)), FORMAT.severity, suggestion=_localised(shared[0], letter.language)
            )


def _localised(reading: Reading, language: str) -> str | None:
    """A date in digits as CLDR writes it in a language, with all four figures of the year."""
    from babel import Locale as Cldr
    from babel import UnknownLocaleError
    from babel.dates import format_date

    year, month, day = reading
    if not (year and month and day):
        return None
    try:
        pattern = Cldr.parse(language, sep="-").date_formats["short"].pattern
        return format_date(datetime.date(year, month, day), re.sub("y+", "yyyy", pattern), locale=language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return f"{year:04d}-{month:02d}-{day:02d}"


def _told_otherwise(bitext: Bitext, side: str, rest: tuple[Item[Date], ...], items: list[list[Item[Date]]]) -> list[Item[Date]]:
    """What is left without what the other letter says as a figure or a code nearby, or as part of another date that is answered."""
    letter = bitext.side(other(side))
    said = facts(letter.text, letter.language)
    theirs = items[1] if side == "source" else items[0]
    kept = []
    for item in rest:
        near = [segment.span for bead in bitext.beads[max(0, item.bead - 1) : item.bead + 2] for segment in bead.on(other(side))]
        values = {value for figure in said.figures if any(span.covers(figure.span) for span in near) for value in figure.readings}
        codes = " ".join(code.value for code in said.codes if any(span.covers(code.span) for span in near))
        year, month, day = item.mention.value
        if item.mention.sort == "month" and any(date.value[1] == month for date in close_to(item, theirs)):
            continue
        lone = year if month is None else day if year is None else None
        close = close_to(item, theirs)
        if item.mention.sort == "time" and year is not None:
            hours = {year // 60, year // 60 % 12} if year % 60 == 0 else set()
            kept += [] if (hours | {year // 60 + Fraction(year % 60, 100)}) & values else [item]
        elif (
            (
                lone is not None
                and (
                    lone in values
                    or lone % 100 in values
                    or str(lone) in codes
                    or (month is None and re.search(rf"(?<!\d){lone % 100:02d}(?!\d)", codes))
                )
            )
            or any(same_date(item.mention, date) for date in close)
            or _beside(item.mention, close)
        ):
            continue
        else:
            kept.append(item)
    return kept


def close_to(item: Item[Date], theirs: list[Item[Date]]) -> list[Date]:
    """The dates of the other letter in a date's bead and beside it."""
    return [two.mention for two in theirs if abs(two.bead - item.bead) <= 1]


def _beside(date: Date, others: list[Date]) -> bool:
    """Whether a bare year is the year of a date nearby, or a decade's first ("in 1990" for "in the 1990s")."""
    years = {other.value[0] for other in others if other.sort in ("date", "decade")}
    return date.sort in ("date", "decade") and date.value[1] is None and date.value[0] in years


def _changed(bitext: Bitext, context: Context, one: Date, two: Date) -> Finding:
    texts = [quote(bitext.side(side), date.span.start, date.span.end) for side, date in zip(SIDES, (one, two), strict=True)]
    names = [context.called(side) for side in SIDES]
    # A day that nobody filled in stands right before its month: its own finding is to lead this one.
    blanks = [
        blank_in(bitext.side(side), (Span(max(0, date.span.start - _BLANK), date.span.end),)) for side, date in zip(SIDES, (one, two), strict=True)
    ]
    spans = [blank or date.span for blank, date in zip(blanks, (one, two), strict=True)]
    severity = min(CHANGED.severity, Severity.MAJOR) if any(blanks) else CHANGED.severity
    called = "A time" if one.sort == "time" else "A date"
    message = say("{a} differs: the {b} letter says {c}, the {d} letter {e}.", a=called, b=names[0], c=texts[0], d=names[1], e=texts[1])
    return Finding(CHANGED, message, (spans[0],), (spans[1],), severity)


def _lonely(bitext: Bitext, context: Context, side: str, item: Item[Date]) -> Finding:
    rule = MISSING if side == "source" else ADDED
    date = item.mention
    letter = bitext.side(side)
    called = "time" if date.sort == "time" else "date"
    message = say("This {a} stands in the {b} letter only: {c}.", a=called, b=context.called(side), c=quote(letter, date.span.start, date.span.end))
    place = facing(bitext, side, item.bead)
    return Finding(rule, message, *both_sides(side, (date.span,), (place,)), rule.severity, confidence=0.9)


def _durations(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """Spans of time left over in one bead whose units of time differ."""
    items: list[list[Item[Figure]]] = [placed(bitext, side, facts(bitext.side(side).text, bitext.side(side).language).figures) for side in SIDES]
    found = match(items[0], items[1], same_figure)
    pairs, _, _ = opposed(found.source, found.target, _like_durations)
    names = [context.called(side) for side in SIDES]
    for one, two in pairs:
        if same_units(one.mention.unit, two.mention.unit):
            continue
        texts = [quote(bitext.side(side), item.mention.span.start, item.mention.span.end) for side, item in zip(SIDES, (one, two), strict=True)]
        message = say("A span of time differs: the {a} letter says {b}, the {c} letter {d}.", a=names[0], b=texts[0], c=names[1], d=texts[1])
        yield Finding(DURATION, message, (one.mention.span,), (two.mention.span,), DURATION.severity)


def _like_durations(one: Figure, two: Figure) -> float:
    if not lasting(one) or not lasting(two) or (LOOSE in (one.weighs, two.weighs) and STRONG not in (one.weighs, two.weighs)):
        return 0.0
    return 1.0 + 2.0 * (one.value == two.value) + same_units(one.unit, two.unit)
