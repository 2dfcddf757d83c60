"""Whether two figures, or two dates, say the same: values before spellings, with what translators may change left free."""

from __future__ import annotations

from fractions import Fraction

from letterqa.mentions.dates import Date, Reading
from letterqa.mentions.figures import Figure, measure
from letterqa.mentions.vocabulary import shared

_HUNDRED = Fraction(100)
_ROUNDED = Fraction(12, 100)  # 200 miles are "300 km" to a newspaper


def lasting(figure: Figure) -> bool:
    """Whether a figure is a stretch of time or an age."""
    return measure(figure.unit) in ("time", "calendar")


def same_units(one: str, two: str) -> bool:
    """Whether two units may be one: equal, one not said, or a currency's name with and without its country."""
    if one == two or not one or not two:
        return True
    families = shared().families
    return (families.get(one, one) == two) or (families.get(two, two) == one)


def same_figure(one: Figure, two: Figure) -> float:
    """How surely two figures are one, 0 where they are not; the readings that both allow decide."""
    if "vague" in (one.kind, two.kind):
        return float(one.value == two.value and one.weighs > 0 and two.weighs > 0)
    score = 0.0
    if _equal(one, two):
        if not same_units(one.unit, two.unit):
            return 0.0
        # "20" for "20 %" is another statement, "20" for "20 euros" may say the currency elsewhere.
        score = 4.0 if one.unit == two.unit else 0.0 if {one.unit, two.unit} & {"%", "‰"} else 2.0
        if one.unit == two.unit == "" and one.readings[0] != two.readings[0]:
            score = 3.0
    elif _converted(one, two) or _shared_out(one, two):
        score = 1.5
    if not score:
        return 0.0
    score += 0.4 * (one.kind == two.kind) + 0.2 * (one.bound == two.bound) + 0.2 * (one.weighs == two.weighs)
    return score - 0.5 * bool(one.weighs and two.weighs)


def _equal(one: Figure, two: Figure) -> bool:
    return any(value in two.readings for value in one.readings)


def _converted(one: Figure, two: Figure) -> bool:
    """Whether two measures are one in different units: exactly for time, nearly for measures, which are rounded when converted."""
    measures = shared().measures
    if one.unit not in measures or two.unit not in measures or one.unit == two.unit != "degree":
        return False
    if one.unit == "degree":
        pairs = ((one.value, two.value), (two.value, one.value))
        # A temperature, or a difference between two.
        return any(abs((warm - 32) * 5 / 9 - cold) <= Fraction(3, 2) or abs(warm * 5 / 9 - cold) <= 1 for warm, cold in pairs)
    (kind, size), (other_kind, other_size) = measures[one.unit], measures[two.unit]
    if kind != other_kind:
        return False
    here, there = one.value * size, two.value * other_size
    if kind == "time":
        day = 86400
        # A week is eight days, two are fifteen, in four of the six languages.
        idiom = {one.unit, two.unit} in ({"week", "day"}, {"fortnight", "day"}) and abs(here - there) == day and max(here, there) <= 15 * day
        return here == there or idiom
    return here == there if kind == "calendar" else abs(here - there) <= _ROUNDED * max(here, there)


def _shared_out(one: Figure, two: Figure) -> bool:
    """Whether one is a percentage and the other the same part as a fraction."""
    for part, share in ((one, two), (two, one)):
        if share.unit == "%" and not part.unit and part.value < 1 and abs(part.value - share.value / _HUNDRED) < Fraction(1, 150):
            return True
    return False


def shared_parts(one: Reading, two: Reading) -> int | None:
    """How many parts (year, month, day) two dates share; None where a part that both have differs."""
    count = 0
    for here, there in zip(one, two, strict=True):
        if here is not None and there is not None:
            if here != there:
                return None
            count += 1
    return count


def same_date(one: Date, two: Date) -> float:
    """How surely two dates are one, 0 where they are not."""
    if one.sort != two.sort:
        return 0.0
    best = 0.0
    for here in one.readings:
        for there in two.readings:
            parts = shared_parts(here, there)
            if not parts:
                continue
            # Only the year goes without saying: a month without its day, or a year beside a full date, is not the date.
            if one.sort == "date" and [part is None for part in here[1:]] != [part is None for part in there[1:]]:
                continue
            said = sum(part is not None for part in here) + sum(part is not None for part in there)
            best = max(best, 2.0 * parts - 0.5 * (said - 2 * parts))
    return max(best, 0.0)


def like_dates(one: Date, two: Date) -> float:
    """How alike two different dates are, so that one may stand for the other; 0 where they may not."""
    if one.sort != two.sort:
        return 0.0
    here, there = one.value, two.value
    equal = sum(a is not None and a == b for a, b in zip(here, there, strict=True))
    form = sum((a is None) == (b is None) for a, b in zip(here, there, strict=True))
    return 0.3 * form + equal
