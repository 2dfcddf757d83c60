"""Figures: both letters state the same values, with the same units and bounds, however each language writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from letterqa.bitext import SIDES, Bitext
from letterqa.comparing import lasting, same_date, same_figure, same_units
from letterqa.context import Context, both_sides, on_side, other, quote
from letterqa.finding import Finding, Rule, Severity
from letterqa.letter import Letter, Span
from letterqa.lexicon import plain
from letterqa.matching import Item, around, facing, match, opposed, placed
from letterqa.mentions.dates import Date
from letterqa.mentions.facts import facts
from letterqa.mentions.figures import PERCENT, Figure, measure
from letterqa.mentions.numerals import LOOSE, STRONG
from letterqa.mentions.placeholders import blank_in
from letterqa.mentions.vocabulary import load, tokens
from letterqa.saying import say

CHANGED = Rule(
    "figures.changed",
    "accuracy/mistranslation",
    Severity.CRITICAL,
    "A figure has another value in the other letter.",
    "One wrong figure is what the answer will be about.",
    "412 children / 421 bambini",
)
MAGNITUDE = Rule(
    "figures.magnitude",
    "accuracy/mistranslation",
    Severity.CRITICAL,
    "A figure is ten, a hundred, a thousand... times the other letter's.",
    "A slipped zero or a billion for a million makes the whole letter unbelievable.",
    "1.2 billion / 1,2 milioni",
)
MISSING = Rule(
    "figures.missing",
    "accuracy/omission",
    Severity.MAJOR,
    "A figure of the source is not in the target.",
    "The versions state different facts.",
    "“219 schools” stands in the English letter only.",
)
ADDED = Rule(
    "figures.added",
    "accuracy/addition",
    Severity.MAJOR,
    "A figure of the target is not in the source.",
    "Nobody approved it, and nobody can say where it is from.",
    "“40 osservatori” stands in the Italian letter only.",
)
BOUND = Rule(
    "figures.bound",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "“At least”, “at most”, “more than”, “less than” or “exactly” was exchanged, lost or added.",
    "What is a minimum in one version is a maximum, or a certainty, in the other.",
    "at least 40 / al massimo 40",
)
APPROXIMATION = Rule(
    "figures.approximation",
    "accuracy/mistranslation",
    Severity.MINOR,
    "“About” was lost or added.",
    "An estimate must not be sold as a count.",
    "about 17,000 people / 17.000 persone",
)
UNIT = Rule(
    "figures.unit",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "The same value in another unit or currency.",
    "Euros are not dollars, and 20 is not 20 per cent.",
    "27 million euros / 27 Millionen Dollar",
)
ARTICLE = Rule(
    "figures.article",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "Another article, paragraph, principle or rule.",
    "The addressee's lawyers will look it up.",
    "Article 21 / articolo 22",
)
FORMAT = Rule(
    "figures.format",
    "locale/number-format",
    Severity.NEUTRAL,
    "A notation that the language does not use.",
    "It reads as foreign, and 1.200 may be read as one and a bit.",
    "1,200 in an Italian letter",
)
RULES = (CHANGED, MAGNITUDE, MISSING, ADDED, BOUND, APPROXIMATION, UNIT, ARTICLE, FORMAT)

_MORE, _LESS = frozenset({"over", "min"}), frozenset({"under", "max"})
_WORDS = {"about": "about", "over": "more than", "min": "at least", "max": "at most", "under": "less than", "exact": "exactly"}
_PHYSICAL = frozenset({"length", "mass", "area", "volume", "degree"})
_CONVERTED = frozenset({"inch", "foot", "yard", "mile", "pound", "ounce", "acre", "degree"})
_SMALL = 12  # what is often said in a word of another kind


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about figures; durations and deadlines in another unit of time are the family "dates"."""
    items = [placed(bitext, side, facts(bitext.side(side).text, bitext.side(side).language).figures) for side in SIDES]
    found = match(items[0], items[1], same_figure)
    for one, two in found.pairs:
        yield from _agreeing(bitext, context, one.mention, two.mention, one.bead, two.bead)
    left, right = _told_otherwise(bitext, "source", found.source), _told_otherwise(bitext, "target", found.target)
    pairs, left, right = opposed(left, right, _likeness)
    converted = _converted(items)
    for one, two in pairs:
        if one.bead not in converted or one.mention.value == two.mention.value or not (_measured(one.mention) and _measured(two.mention)):
            yield from _differing(bitext, context, one, two)
    for side, rest, matched in (("source", left, items[1]), ("target", right, items[0])):
        for item in rest:
            if (item.bead in converted and _measured(item.mention)) or _measured_there(bitext, side, item):
                continue
            if item.mention.weighs == STRONG and not _repeated(item, matched) and not _spelled(bitext, side, item) and not _aside(bitext, side, item):
                yield _lonely(bitext, context, side, item)


def _measured_there(bitext: Bitext, side: str, item: Item[Figure]) -> bool:
    """Whether the other side measures the same kind of thing without a number: "a mile" for 1.6 km."""
    kind = measure(item.mention.unit)
    if kind not in _PHYSICAL:
        return False
    words = load(bitext.side(other(side)).language)
    forms = tokens(around(bitext, other(side), item.bead, 0)).forms
    return any(measure(words.units[form]) == kind for form in forms if form in words.units)


def _measured(figure: Figure) -> bool:
    """Whether a figure is a measure, or may be one whose unit is said farther on."""
    return measure(figure.unit) in _PHYSICAL or (not figure.unit and not figure.kind and figure.value < 100)


def _converted(items: list[list[Item[Figure]]]) -> set[int]:
    """Beads in which one side measures in units that the other converts (feet, metres): their measures are not compared one by one."""
    units: list[dict[int, set[str]]] = [{}, {}]
    for table, side in zip(units, items, strict=True):
        for item in side:
            if measure(item.mention.unit) in _PHYSICAL:
                table.setdefault(item.bead, set()).add(item.mention.unit)
    return {
        bead
        for bead in units[0].keys() & units[1].keys()
        if (units[0][bead] ^ units[1][bead] or units[0][bead] == {"degree"}) and (units[0][bead] | units[1][bead]) & _CONVERTED
    }


def _told_otherwise(bitext: Bitext, side: str, rest: tuple[Item[Figure], ...]) -> list[Item[Figure]]:
    """What is left without the figures that the other letter says as a date or inside a code ("AK 47")."""
    letter = bitext.side(other(side))
    said = facts(letter.text, letter.language)
    own = facts(bitext.side(side).text, bitext.side(side).language).dates
    kept = []
    for item in rest:
        beads = bitext.beads[max(0, item.bead - 1) : item.bead + 2]
        here, near = ([segment.span for bead in beads for segment in bead.on(name)] for name in (side, other(side)))
        # A date that answers one of this side's own dates says nothing of a figure.
        ours = [date for date in own if _within(date.span, here)]
        dates = [date for date in said.dates if _within(date.span, near) and not any(same_date(date, mine) for mine in ours)]
        numbers = {number for date in dates for number in _numbers(date)}
        coded = {int(run) for code in said.codes if _within(code.span, near) for run in re.findall(r"\d{1,18}", code.value)}
        if item.mention.value not in numbers | coded or (item.mention.unit and not lasting(item.mention)):
            kept.append(item)
    return kept


def _numbers(date: Date) -> set[Fraction]:
    """The numbers that a date may be said with: day and year, the last figures of its year; of a time the hour, alone or with its minutes."""
    parts = {Fraction(part) for year, _, day in date.readings for part in (year, day) if part is not None}
    if date.sort != "time":
        return parts | {value % 100 for value in parts if value > 999}
    hours = {hour for value in parts for hour in (value // 60, value // 60 % 12) if value % 60 == 0}
    return {Fraction(hour) for hour in hours} | {Fraction(value // 60) + Fraction(int(value) % 60, 100) for value in parts}


def _within(span: Span, spans: list[Span]) -> bool:
    return any(outer.covers(span) for outer in spans)


def _likeness(one: Figure, two: Figure) -> float:
    """How well one figure may stand in the place of another; 0 where it may not."""
    if LOOSE in (one.weighs, two.weighs) and not (one.unit and one.unit == two.unit) and not one.kind == two.kind == "vague":
        return 0.0
    if one.weighs and two.weighs and not (one.kind == two.kind and one.kind in ("ordinal", "vague")):
        return 0.0
    kinds = {one.kind, two.kind}
    units = {measure(one.unit), measure(two.unit)}
    if one.weighs != two.weighs and "" in units and units & _PHYSICAL:
        return 0.0  # "half an inch", "1 cm"
    if "vague" in kinds and len(kinds) > 1:
        return 0.0
    if ("article" in kinds or "ordinal" in kinds) and len(kinds) > 1:
        return 0.0
    if one.value == two.value:
        return 5.0
    same, both = same_units(one.unit, two.unit) and one.unit != "" and two.unit != "", measure(one.unit) == measure(two.unit)
    if (one.unit in PERCENT) != (two.unit in PERCENT):
        return 0.0
    return 1.0 + 2.0 * same + both + (one.kind == two.kind) + 0.5 * (one.bound == two.bound) + 0.5 * (one.weighs == two.weighs)


def _agreeing(bitext: Bitext, context: Context, one: Figure, two: Figure, bead: int, facing_bead: int) -> Iterator[Finding]:
    """What two figures of one value may still differ in: bound and notation."""
    if _bound(one) != _bound(two) and one.kind in ("", "vague") and two.kind in ("", "vague") and STRONG in (one.weighs, two.weighs):
        yield from _bounds(bitext, context, one, two, bead, facing_bead)
    for side, here, there in (("source", one, two), ("target", two, one)):
        for finding in _notation(bitext.side(side), context.called(side), here, there):
            yield on_side(side, finding, (there.core,))


def _bound(figure: Figure) -> str:
    """What bounds a figure; "within" tells of a deadline and "to" of a value reached, which bound nothing else."""
    return figure.bound if figure.bound not in ("within", "to") else ""


def _bounds(bitext: Bitext, context: Context, one: Figure, two: Figure, bead: int, facing_bead: int) -> Iterator[Finding]:
    said = (_bound(one), _bound(two))
    if "" in said and lasting(one) and "within" in (one.bound, two.bound) and not _MORE & set(said):
        return  # "within 14 hours" is "in less than 14 hours"
    if "max" in said and "to" in (one.bound, two.bound):
        return  # "rose to 1.6 million" is "è salito fino a 1,6 milioni"
    spans = (one.span,), (two.span,)
    texts = [_shown(bitext, side, figure) for side, figure in zip(SIDES, (one, two), strict=True)]
    names = [context.called(side) for side in SIDES]
    if "" in said:
        index = 0 if said[0] else 1  # which side has a bound
        lacking = SIDES[1 - index]
        if _bounded(bitext, lacking, (facing_bead, bead)[1 - index] if index else facing_bead, said[index]):
            return
        rule = APPROXIMATION if "about" in said else BOUND
        lost = "lost" if index == 0 else "added"
        yield Finding(
            rule,
            say(
                "“{a}” was {b}: the {c} letter says {d}, the {e} letter {f}.",
                a=_WORDS[said[index]],
                b=lost,
                c=names[0],
                d=texts[0],
                e=names[1],
                f=texts[1],
            ),
            *spans,
            rule.severity,
        )
        return
    # "Nearly" and "less than", "about" and "more than" leave much the same.
    rule = APPROXIMATION if "about" in said else BOUND
    yield Finding(
        rule,
        say(
            "The {a} letter says “{b}” ({c}), the {d} letter “{e}” ({f}).",
            a=names[0],
            b=_WORDS[said[0]],
            c=texts[0],
            d=names[1],
            e=_WORDS[said[1]],
            f=texts[1],
        ),
        *spans,
        rule.severity,
    )


def _bounded(bitext: Bitext, side: str, bead: int, bound: str) -> bool:
    """Whether a side says a bound of the same direction somewhere in a bead, though not beside the figure."""
    letter = bitext.side(side)
    words = load(letter.language)
    if not words.before:
        return True
    forms = tokens(around(bitext, side, bead, 0)).forms
    wanted = _MORE if bound in _MORE else _LESS if bound in _LESS else {bound}
    hints = frozenset().union(*(words.listed(f"hints.{name}") for name in wanted))
    tables = (words.before, words.after)
    phrases = {" ".join(forms[at : at + length]) for at in range(len(forms)) for length in (1, 2, 3)}
    return bool(phrases & hints) or any(table.get(form) in wanted for table in tables for form in phrases)


def lint(letter: Letter, context: Context) -> Iterator[Finding]:
    """What one letter shows by itself: notations that its language does not use."""
    for figure in facts(letter.text, letter.language).figures:
        if figure.weighs == STRONG:
            yield from _notation(letter, context.called("source"), figure, figure)


def _notation(letter: Letter, called: str, here: Figure, there: Figure) -> Iterator[Finding]:
    """A notation that a letter's language does not use, told by the value that both letters have."""
    shown = letter[here.core]
    value = next((value for value in there.readings if value in here.readings), here.value)
    digits = re.match(r"\d[\d.,'’ \u00a0\u202f]*\d", shown)
    words = load(letter.language)
    if digits is None or not words.before or here.kind in ("article", "number"):
        return
    written = digits[0]
    signs = set(re.findall(r"[.,'’]", written))
    plain = Fraction(re.sub(r"\D", "", written))
    grouped = len(here.readings) > 1 and value >= 1000 and value.denominator == 1
    point_first = bool(words.flags.get("point"))
    decimal = bool(signs) and not grouped and plain != value and not re.search(r"[.,'’]\d{3}(?!\d)", written)
    wrong = (grouped and ("." if point_first else ",") in signs) or (decimal and ("," if point_first else ".") in signs) or signs & {"'", "’"}
    if wrong and len(signs) == 1:
        right = _localised(value if grouped or decimal else plain, letter.language)
        if right != written:
            message = say("{a} is not how {b} letters write this figure.", a=quote(letter, here.core.start, here.core.end), b=called)
            yield Finding(FORMAT, message, (here.core,), (), FORMAT.severity, suggestion=right)


def _localised(value: Fraction, language: str) -> str:
    from decimal import Decimal

    from babel.core import UnknownLocaleError
    from babel.numbers import format_decimal

    try:
        return format_decimal(Decimal(value.numerator) / Decimal(value.denominator), locale=language.replace("-", "_"), decimal_quantization=False)
    except (UnknownLocaleError, ValueError):
        return str(value)


def _differing(bitext: Bitext, context: Context, one: Item[Figure], two: Item[Figure]) -> Iterator[Finding]:
    """Two figures in one place that are not one."""
    here, there = one.mention, two.mention
    if lasting(here) and lasting(there) and not same_units(here.unit, there.unit):
        return  # another unit of time is a finding of the dates
    if {here.unit, there.unit} == {"degree", ""} and here.value != there.value:
        return  # "in the eighties", in degrees of another scale
    rule = CHANGED
    if here.value == there.value:
        if same_units(here.unit, there.unit) and not {here.unit, there.unit} & PERCENT:
            return
        rule = UNIT
    elif "article" in (here.kind, there.kind):
        rule = ARTICLE
    elif _powers(here.value, there.value):
        rule = MAGNITUDE
    texts = [_shown(bitext, side, figure) for side, figure in zip(SIDES, (here, there), strict=True)]
    names = [context.called(side) for side in SIDES]
    severity = rule.severity if STRONG in (here.weighs, there.weighs) else Severity.MAJOR
    blank = [blank_in(bitext.side(side), (figure.span,)) for side, figure in zip(SIDES, (here, there), strict=True)]
    if any(blank):
        severity = min(severity, Severity.MAJOR)
    message = say("{a} differs: the {b} letter says {c}, the {d} letter {e}.", a=_CALLED[rule.id], b=names[0], c=texts[0], d=names[1], e=texts[1])
    yield Finding(rule, message, (here.span,), (there.span,), severity)


_CALLED = {CHANGED.id: "A figure", MAGNITUDE.id: "The size of a figure", UNIT.id: "The unit of a figure", ARTICLE.id: "The number of an article"}


def _powers(one: Fraction, two: Fraction) -> bool:
    if not one or not two:
        return False
    ratio = max(one, two) / min(one, two)
    return ratio.denominator == 1 and re.fullmatch(r"10+", str(ratio.numerator)) is not None


def _repeated(item: Item[Figure], theirs: list[Item[Figure]]) -> bool:
    """Whether the other letter says the same value nearby, once for what is said here twice."""
    return any(abs(two.bead - item.bead) <= 1 and same_figure(item.mention, two.mention) >= 1 for two in theirs)


def _spelled(bitext: Bitext, side: str, item: Item[Figure]) -> bool:
    """Whether the other letter has the same digits nearby as something else: a telephone number, a postal code."""
    digits = re.sub(r"\D", "", bitext.side(side)[item.mention.core])
    if not item.mention.written or len(digits) < 2:
        return False
    pattern = r"[ .,'’\u00a0\u202f-]?".join(digits)
    return re.search(rf"(?<!\d){pattern}(?!\d)", around(bitext, other(side), item.bead)) is not None


def _aside(bitext: Bitext, side: str, item: Item[Figure]) -> bool:
    """Whether a figure is the figure before it in another currency or measure, in brackets: "€3.1 billion ($3.6bn)"."""
    letter, figure = bitext.side(side), item.mention
    if not figure.unit:
        return False
    before = [one for one in facts(letter.text, letter.language).figures if one.span.end <= figure.span.start and one.unit != figure.unit][-1:]
    return any(
        one.unit and measure(one.unit) == measure(figure.unit) and letter.text[one.span.end : figure.span.start].strip() == "(" for one in before
    )


def _lonely(bitext: Bitext, context: Context, side: str, item: Item[Figure]) -> Finding:
    rule = MISSING if side == "source" else ADDED
    figure = item.mention
    message = say("This figure stands in the {a} letter only: {b}.", a=context.called(side), b=_shown(bitext, side, figure))
    place = facing(bitext, side, item.bead)
    # Small numbers in words come and go in good translations: "the two men", "the men".
    light = not figure.written and figure.value <= _SMALL and not figure.unit
    severity = Severity.MINOR if light or (figure.kind == "ordinal" and not figure.written) else rule.severity
    return Finding(rule, message, *both_sides(side, (figure.span,), (place,)), severity, confidence=0.6 if light else 0.9)


def _shown(bitext: Bitext, side: str, figure: Figure) -> str:
    """A figure quoted with the word after it, so that a reader finds it."""
    letter = bitext.side(side)
    end = figure.span.end
    follow = re.match(r"[ \u00a0\u202f]([^\W\d_]+)", letter.text[end : end + 30])
    words = load(letter.language)
    if follow and plain(follow[1]) in words.listed("skips.before") | words.listed("skips.of") | words.listed("dates.to"):
        follow = None  # "98 del" tells no more than "98"
    return quote(letter, figure.span.start, end + (follow.end() if follow and not figure.unit else 0))
