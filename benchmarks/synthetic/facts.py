#!/usr/bin/env python3
"""Errors of fact made by rule: figures, dates and names changed on one side of real parallel text, and harmless changes of writing.

    python benchmarks/synthetic/facts.py [--count 100] [--seed 1] [--kind K]... [--language L]... [--json OUT] [--show] [--print N]

The text: consecutive sentences of an NTREX document without its headlines (English and one of it fr es de pt, either as source) and
the project's own sentences (any pair), in paragraphs of two or three between a salutation and a close. One sentence of one side is
edited; `--count` is cases a kind and a language of the edited side, fewer where the text has no more. The means are this file's own
small tables and patterns, on purpose independent of letterqa's extraction.
A figure is only edited where its value stands exactly once in the sentence and exactly once in its translation.

A finding is fresh if the clean pair has none with the same rule and message. `named`: a fresh finding at or above major of a family
that fits; `caught`: any fresh one; `stray`: further ones; `silent`: a harmless change (or the clean pair) without any, and `of facts`
without any of the families figures, dates and names. date-month-bare is a month with no day or year beside it. The model was trained on
the own sentences, which makes their alignment easy; what is counted here are the facts.
"""

from __future__ import annotations

import argparse
import collections
import functools
import json
import random
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from letters import ASKING, CLOSING, LANGUAGES, OPENING, OWN

from letterqa import Checker, Finding, Severity

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "eval"
NTREX = {"en": "src.eng", "it": "ref.ita", "fr": "ref.fra", "es": "ref.spa", "de": "ref.deu", "pt": "ref.por"}
FIGURES, DATES, NAMES = ("figures",), ("dates", "figures"), ("names", "addressee", "terminology")
FITS = {
    "figure": FIGURES,
    "figure-magnitude": FIGURES,
    "figure-word": FIGURES,
    "figure-drop": FIGURES,
    "percent": FIGURES,
    "article-number": FIGURES,
    "date-day": DATES,
    "date-month": DATES,
    "date-month-bare": DATES,
    "date-year": DATES,
    "duration": DATES,
    "name": NAMES,
    "name-spelling": NAMES,
}
BENIGN = ("number-format", "number-words", "percent-format", "date-format", "none")
KINDS = (*FITS, *BENIGN)

VALUES = (*range(2, 21), *range(30, 100, 10))
WORDS = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    " thirty forty fifty sixty seventy eighty ninety",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove"
    " venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt trente"
    " quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte"
    " treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig"
    " dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito dezanove vinte trinta"
    " quarenta cinquenta sessenta setenta oitenta noventa",
}
SPELL = {language: dict(zip(VALUES, words.split(), strict=True)) for language, words in WORDS.items()}
READ = {language: {word: value for value, word in table.items()} for language, table in SPELL.items()}
READ["pt"] |= {"duas": 2, "quatorze": 14, "dezesseis": 16, "dezessete": 17, "dezenove": 19}
READ["fr"] |= {"quatre-vingt": 80}
SCALES = {
    "en": "hundred hundreds thousand thousands million billion trillion dozen half third thirds quarter quarters fifth fifths",
    "it": "cento mila mille milioni miliardi decine mezzo terzi terzo quarti quinti",
    "fr": "cent cents mille millions milliards million demi tiers quarts quart cinquièmes",
    "es": "cien ciento cientos mil millones millón docenas tercios tercio cuartos quintos",
    "de": "hundert tausend Millionen Milliarden Million Dutzend halb Drittel Viertel Fünftel",
    "pt": "cem cento mil milhões bilhões milhão terços terço quartos quintos",
}
BIG = {  # a scale word after a figure in digits and what it is exchanged for
    "en": {"thousand": "million", "million": "billion", "billion": "million"},
    "it": {"mila": "milioni di", "milioni": "miliardi", "miliardi": "milioni"},
    "fr": {"millions": "milliards", "milliards": "millions"},
    "es": {"millones de ": "mil ", "millones": "mil"},
    "de": {"Millionen": "Milliarden", "Milliarden": "Millionen"},
    "pt": {"milhões de ": "mil ", "milhões": "mil"},
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
MONTH = {language: {name.lower(): number for number, name in enumerate(names.split(), 1)} for language, names in MONTHS.items()}
LAST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
UNITS = {  # hour, day, week, month, year; units of one row agree in gender and case, so that one stands where another stood
    "en": ("hours days weeks months years",),
    "it": ("- giorni - mesi anni", "ore - settimane - -"),
    "fr": ("- jours - mois ans", "heures - semaines - années"),
    "es": ("- días - meses años", "horas - semanas - -"),
    "de": ("- Tage - Monate Jahre", "- Tagen - Monaten Jahren", "Stunden - Wochen - -"),
    "pt": ("- dias - meses anos", "horas - semanas - -"),
}
PERCENT = {
    "en": r"%|per cent\b|percent\b",
    "it": r"%|per cento\b|percento\b",
    "fr": r"%|pour cent\b",
    "es": r"%|por ciento\b",
    "de": r"%|Prozent\b",
    "pt": r"%|por cento\b",
}
PERCENT_WORDS = {"en": "per cent", "it": "per cento", "fr": "pour cent", "es": "por ciento", "de": "Prozent", "pt": "por cento"}
ARTICLE = (
    r"\b(?:articles?|sections?|rules?|resolutions?|articol[oi]|artt?\.|regol[ae]|risoluzion[ei]|règles?|résolutions?|artículos?|reglas?"
    r"|resoluci(?:ón|ones)|Artikeln?|Artikels|Regeln?|Resolution(?:en)?|artigos?|regras?|resoluç(?:ão|ões)) $"
)
CODE = r"(?:\b(?:No|Nos|Nr|n|nº|n°|number|numero|numéro|número|Nummer|telefono|flight|Flight|vol|Flug|volo|vuelo|voo)\.?|[nN]\.?[º°]|\d) ?$"
CLOCK_BEFORE = r"\b(?:alle|dalle|ore|a las|las|às|um|gegen|at|until|à|vers|by|fino alle|from) $"
CLOCK_AFTER = r"[\s\u00a0\u202f]?(?:h\b|Uhr|am\b|pm\b|a\.m|p\.m|o'clock|o’clock|GMT|BST|de la (?:mañana|tarde|noche)|da (?:manhã|tarde|noite))"
NUMBER = re.compile(r"(?<![\w.,:/\-–—#°+@−])(?:\d{1,3}(?:[.,\u00a0\u202f '’]\d{3})+(?!\d)|\d+)(?:[.,]\d+)?(?![:/]\d|[.,]?\d)")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SEPARATOR = {"en": ",", "it": ".", "fr": "\u202f", "es": ".", "de": ".", "pt": "."}
SEPARATORS = {
    "en": (",", "\u00a0", "\u202f"),
    "it": (".", "\u00a0", "\u202f", ""),
    "fr": ("\u202f", "\u00a0", " ", "."),
    "es": (".", "\u00a0", "\u202f", " "),
    "de": (".", "\u00a0", "\u202f", " "),
    "pt": (".", "\u00a0", "\u202f", " "),
}
ABOUT = {
    "en": "about|around|some|almost|nearly|over|more than|at least|up to|an estimated|approximately|roughly|only|just|exactly|fewer than|less than",
    "it": "circa|quasi|oltre|più di|almeno|fino a|meno di|appena|solo|ben",
    "fr": "environ|près de|plus de|au moins|jusqu'à|jusqu’à|moins de|quelques?|presque|pas moins de",
    "es": "unos|unas|cerca de|casi|más de|al menos|hasta|menos de|alrededor de|aproximadamente",
    "de": "etwa|rund|fast|über|mehr als|mindestens|bis zu|weniger als|nur|knapp|circa|gut|ungefähr",
    "pt": "cerca de|quase|mais de|pelo menos|até|menos de|aproximadamente|uns|umas",
}
# words before and after a figure that do not let it go
HOLDS = re.findall(
    r"\w+", "a an un una une uno ein eine einen einem einer um uma age aged the number numéro numero número Nummer under unter and et e y und article"
)
AFTER = re.findall(
    r"\w+",
    "from that which have were with when after before this these than into percent degrees euros euro dollars dollari dollar pounds sterline libras"
    " livres dólares miles miglia millas metres meters metri mètres metros chilometri kilomètres kilómetros quilómetros inches feet yards pollici"
    " Dollar Pfund Euro Meilen Meter Kilometer Grad gradi degrés grados graus para dans avec pour nach nella nelle della degli alla dalla delle"
    " sono hanno dans contre against gegen contro contra wurden haben waren pence minutes minuti minutos Minuten hours heures horas ore Stunden"
    " days weeks months years giorni settimane mesi anni jours semaines mois días semanas meses años dias anos Tage Tagen Wochen Monate Monaten"
    " Jahre Jahren Jahr année années year votes points punti Punkte puntos pontos pour sobre entre between über grams grammi grammes gramos gramas"
    " times volte fois veces vezes miglia Zoll pulgadas polegadas pieds pies pouces hectares ettari hectáreas Hektar",
)
PROPER = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:[-’'][A-ZÀ-ÖØ-Þ][^\W\d_]+)*")
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag"
NOT_NAMES = {name for names in (WEEKDAYS, *MONTHS.values()) for name in names.split()}


@dataclass(frozen=True)
class Number:
    """A number in digits: where it stands, its value, and what it is."""

    start: int
    end: int
    raw: str
    value: Decimal
    role: str


@dataclass(frozen=True)
class Date:
    """A day and month, a month and year, or all three: the spans of what is written, and the values."""

    start: int
    end: int
    day: tuple[int, int] | None
    month: tuple[int, int]
    year: tuple[int, int] | None
    value: tuple[int | None, int, int | None]


@dataclass(frozen=True)
class Case:
    """A pair of letters with its clean form, what was done to it, on which side, and the sentences that tell it."""

    kind: str
    language: str
    languages: tuple[str, str]
    side: str
    texts: tuple[str, str]
    clean: tuple[str, str]
    before: str
    after: str
    other: str
    corpus: str

    @property
    def error(self) -> bool:
        """Whether a check should speak."""
        return self.kind in FITS


# What a sentence says, by simple means.


@functools.cache
def dates(text: str, language: str) -> tuple[Date, ...]:
    """The dates with a month's name."""
    name = "|".join(MONTHS[language].split())
    ordinal = r"(?:st|nd|rd|th|er|º|°|\.)?"
    link = r"(?: of| de| do| del|,)?"
    forms = [rf"(?<![\d.,:])(?P<day>\d{{1,2}}){ordinal}{link}[ \u00a0](?P<month>{name})\b(?:{link}[ \u00a0](?P<year>\d{{4}})\b)?"]
    if language == "en":
        forms.append(rf"\b(?P<month>{name}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{{4}})\b)?")
    forms.append(rf"\b(?P<month>{name}){link} (?P<year>\d{{4}})\b")
    found: list[Date] = []
    for form in forms:
        for match in re.finditer(form, text, 0 if language in {"en", "de"} else re.IGNORECASE):
            if any(date.start < match.end() and match.start() < date.end for date in found):
                continue
            groups = match.groupdict()
            spans = {part: match.span(part) if groups.get(part) else None for part in ("day", "month", "year")}
            value = (
                int(groups["day"]) if groups.get("day") else None,
                MONTH[language][groups["month"].lower()],
                int(groups["year"]) if groups.get("year") else None,
            )
            found.append(Date(match.start(), match.end(), spans["day"], match.span("month"), spans["year"], value))
    return tuple(found)


def value_of(raw: str, language: str) -> Decimal:
    """The value of a number in digits."""
    plain = re.sub(r"[\s\u00a0\u202f'’]", "", raw)
    plain = plain.replace(",", "") if language == "en" else re.sub(r"\.(?=\d{3}(?:\D|$))", "", plain).replace(",", ".")
    return Decimal(plain).normalize() if plain.count(".") < 2 else Decimal(-1)


@functools.cache
def numbers(text: str, language: str) -> tuple[Number, ...]:
    """The numbers in digits, each with its role."""
    found = []
    for match in NUMBER.finditer(text):
        head, tail, raw = text[: match.start()], text[match.end() :], match.group()
        if any(date.start < match.end() and match.start() < date.end for date in dates(text, language)):
            role = "date"
        elif re.match(rf"[\s\u00a0\u202f]?(?:{PERCENT[language]})(?!\w)", tail):
            role = "percent"
        elif re.search(ARTICLE, head, re.IGNORECASE):
            role = "article"
        elif re.search(CODE, head) or re.match(r"0\d", raw) or re.match(r"\s?[-–/]\s?\d", tail):
            role = "code"
        elif re.match(r"[^\W_]|\.?[ºª°]|['’]\d", tail) or (language == "de" and re.match(r"\.\s\w", tail)):
            role = "glued"
        elif re.match(CLOCK_AFTER, tail) or (re.search(CLOCK_BEFORE, head) and re.fullmatch(r"\d\d?(?:[.,]\d\d)?", raw)):
            role = "clock"
        elif re.fullmatch(r"1[5-9]\d\d|20\d\d", raw):
            role = "year"
        elif re.match(rf"[\s\u00a0](?:{'|'.join(SCALES[language].split())})\b", tail):
            role = "scaled"
        else:
            role = "plain"
        found.append(Number(match.start(), match.end(), raw, value_of(raw, language), role))
    return tuple(found)


@functools.cache
def spelled(text: str, language: str) -> tuple[Number, ...]:
    """The number words that stand alone, not part of a longer number, a fraction or a time of day."""
    tokens = list(WORD.finditer(text))
    parts = set(SCALES[language].lower().split()) | set(READ[language])
    found = []
    for at, token in enumerate(tokens):
        value = READ[language].get(token.group().lower())
        around = [tokens[i].group().lower() for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
        around += [tokens[i].group().lower() for i in (at - 2, at + 2) if 0 <= i < len(tokens) and tokens[(i + at) // 2].group() in {"e", "y", "et"}]
        if value is None or any(word in parts for word in around):
            continue
        head, tail = text[: token.start()], text[token.end() :]
        clock = re.search(CLOCK_BEFORE, head) or re.match(CLOCK_AFTER, tail) or re.search(r"[\d-]\s?$", head) or re.match(r"\s?[\d-]", tail)
        role = "percent" if re.match(rf"[\s\u00a0](?:{PERCENT[language]})", tail) else "clock" if clock else "word"
        found.append(Number(token.start(), token.end(), token.group(), Decimal(value), role))
    return tuple(found)


def values(text: str, language: str) -> collections.Counter[Decimal]:
    """How often each value stands in a sentence, in digits or words."""
    return collections.Counter(number.value.normalize() for number in (*numbers(text, language), *spelled(text, language)))


@dataclass(frozen=True)
class Pair:
    """A sentence to edit and its translation."""

    text: str
    language: str
    other: str
    other_language: str

    def once(self, roles: tuple[str, ...], others: tuple[str, ...] = ()) -> list[Number]:
        """Numbers of these roles whose value stands once on each side (there in one of the roles `others`)."""
        here, there = values(self.text, self.language), values(self.other, self.other_language)
        known = (*numbers(self.other, self.other_language), *spelled(self.other, self.other_language))
        return [
            number
            for number in (*numbers(self.text, self.language), *spelled(self.text, self.language))
            if number.role in roles
            and here[number.value.normalize()] == there[number.value.normalize()] == 1
            and (not others or any(n.value == number.value and n.role in others for n in known))
        ]

    def used(self, value: Decimal) -> bool:
        """Whether a value stands on either side."""
        value = value.normalize()
        return bool(values(self.text, self.language)[value] or values(self.other, self.other_language)[value])

    def put(self, start: int, end: int, new: str) -> str:
        """The sentence with a part of it exchanged."""
        return self.text[:start] + new + self.text[end:]


# The edits: each gives the sentence after, or None where the sentence does not allow it.


def _digits(pair: Pair, number: Number, chance: random.Random, most: Decimal | None = None, places: int = 9) -> str | None:
    """The number with one digit changed to another, of the same length, that neither side has."""
    at = [i for i, char in enumerate(number.raw) if char.isdigit()]
    for _ in range(12):
        place = chance.choice(at[-places:])
        digit = chance.choice("123456789" if place == at[0] else "0123456789")
        raw = number.raw[:place] + digit + number.raw[place + 1 :]
        value = value_of(raw, pair.language)
        if digit != number.raw[place] and not pair.used(value) and value > 1 and (most is None or value <= most):
            return pair.put(number.start, number.end, raw)
    return None


def _word(pair: Pair, number: Number, chance: random.Random) -> str | None:
    """The number word exchanged for another."""
    near = [v for v in VALUES if v > 2 and (v <= 20) == (number.value <= 20) and not pair.used(Decimal(v))]
    new = SPELL[pair.language][chance.choice(near)]
    return pair.put(number.start, number.end, new.capitalize() if number.raw[0].isupper() else new)


def figure(pair: Pair, chance: random.Random) -> str | None:
    """Digits changed."""
    able = [n for n in pair.once(("plain", "scaled"), ("plain", "scaled", "word", "glued")) if n.value > 1]
    return _digits(pair, chance.choice(able), chance) if able else None


def figure_magnitude(pair: Pair, chance: random.Random) -> str | None:
    """Ten times as much, a tenth, or millions for thousands."""
    scaled, table = pair.once(("scaled",), ("scaled",)), BIG[pair.language]
    for number in scaled:
        for word, new in table.items():
            if re.match(rf"[ \u00a0]{word}(?<=\w)\b" if word[-1] != " " else rf"[ \u00a0]{word}", pair.text[number.end :]):
                return pair.put(number.end + 1, number.end + 1 + len(word), new)
    able = [n for n in pair.once(("plain",), ("plain",)) if n.value == int(n.value) and n.value >= 10]
    if not able:
        return None
    number = chance.choice(able)
    ways = [number.value * 10] + [number.value / 10] * (number.value % 10 == 0 and number.value >= 100)
    value = chance.choice([way for way in ways if not pair.used(way)] or [None])
    if value is None:
        return None
    used = re.search(r"\D", number.raw)
    return pair.put(number.start, number.end, f"{int(value):,}".replace(",", used.group() if used else SEPARATOR[pair.language]))


def figure_word(pair: Pair, chance: random.Random) -> str | None:
    """A number word exchanged."""
    able = pair.once(("word",), ("plain", "word"))
    return _word(pair, chance.choice(able), chance) if able else None


def percent(pair: Pair, chance: random.Random) -> str | None:
    """Another percentage."""
    able = pair.once(("percent",), ("percent",))
    if not able:
        return None
    number = chance.choice(able)
    if not number.raw[0].isdigit():
        return _word(pair, number, chance)
    return _digits(pair, number, chance, Decimal(100) if number.value < 100 else None)


def figure_drop(pair: Pair, chance: random.Random) -> str | None:
    """A figure left out, with its "about" or "more than"."""
    able = []
    for number in pair.once(("plain",), ("plain", "word")):
        following = re.match(r"[ \u00a0]([^\W\d_]{4,})", pair.text[number.end :])
        if number.value < 10 or not following or following.group(1) in AFTER:
            continue
        head = pair.text[: number.start]
        bound = re.search(rf"(?:^|(?<=\s))(?:{ABOUT[pair.language]})[ \u00a0]$", head, re.IGNORECASE)
        start = bound.start() if bound else number.start
        word = re.search(r"(\S+)\s*$", pair.text[:start])
        if (word and (word.group(1).lower() in HOLDS or word.group(1)[-1] in "$£€-–'’@#")) or (start and not word):
            continue
        new = following.group(1)
        if pair.language == "fr" and not (word and word.group(1).lower() in {"les", "des", "ces", "ses", "leurs", "de", "par", "nos", "vos", "aux"}):
            new = f"des {new}"
        if not word:
            new = new[0].upper() + new[1:]
        able.append((start, number.end + following.end(), new))
    return pair.put(*chance.choice(able)) if able else None


def article_number(pair: Pair, chance: random.Random) -> str | None:
    """Another article."""
    able = pair.once(("article",), ("article",))
    return _digits(pair, chance.choice(able), chance) if able else None


def _same_dates(pair: Pair) -> list[Date]:
    there = [date.value for date in dates(pair.other, pair.other_language)]
    here = [date.value for date in dates(pair.text, pair.language)]
    return [date for date in dates(pair.text, pair.language) if there.count(date.value) == here.count(date.value) == 1]


def date_day(pair: Pair, chance: random.Random) -> str | None:
    """Another day of the month."""
    able = [date for date in _same_dates(pair) if date.day]
    if not able:
        return None
    date = chance.choice(able)
    days = [d for d in range(4, 29) if d not in {date.value[0], 8, 11, 21, 22, 23} and not pair.used(Decimal(d))]
    bound = re.match(r"st|nd|rd|er|\.?[º°]", pair.text[date.day[1] :]) or re.search("['’]$", pair.text[: date.day[0]])  # 1st, l'8 marzo
    return None if bound else pair.put(*date.day, str(chance.choice(days)))


def date_month(pair: Pair, chance: random.Random) -> str | None:
    """Another month, in a date with a day or a year."""
    able = _same_dates(pair)
    if not able:
        return None
    date = chance.choice(able)
    return _month(pair, date.month, chance, date.value[0] or 1)


def _month(pair: Pair, span: tuple[int, int], chance: random.Random, day: int = 1) -> str:
    old = pair.text[slice(*span)]
    said = {month for text, language in ((pair.text, pair.language), (pair.other, pair.other_language)) for month, _ in _months(text, language)}
    free = [name for number, name in enumerate(MONTHS[pair.language].split(), 1) if number not in said and day <= LAST[number - 1]]
    if pair.language in {"fr", "it"}:  # d'octobre, ad agosto
        free = [name for name in free if (name[0] in "ao") == (old[0].lower() in "ao")] or free
    new = chance.choice(free)
    return pair.put(*span, new.capitalize() if old[0].isupper() else new)


def _months(text: str, language: str) -> list[tuple[int, tuple[int, int]]]:
    name = "|".join(MONTHS[language].split())
    found = re.finditer(rf"(?<!\w)(?:{name})(?!\w)", text, 0 if language in {"en", "de"} else re.IGNORECASE)
    return [(MONTH[language][match.group().lower()], match.span()) for match in found if language != "en" or not _verb(text, match)]


def _verb(text: str, match: re.Match[str]) -> bool:
    return match.group() in {"May", "March"} and not re.search(r"\b(?:in|since|until|last|by|of|from|and|to|\d) $", text[: match.start()])


def date_month_bare(pair: Pair, chance: random.Random) -> str | None:
    """Another month, without a day or year beside it."""
    if dates(pair.text, pair.language) or dates(pair.other, pair.other_language):
        return None
    here, there = _months(pair.text, pair.language), [month for month, _ in _months(pair.other, pair.other_language)]
    if len(here) != 1 or there != [here[0][0]]:
        return None
    return _month(pair, here[0][1], chance)


def date_year(pair: Pair, chance: random.Random) -> str | None:
    """Another year."""
    able = pair.once(("year",), ("year", "date"))
    spans = [date.year for date in dates(pair.text, pair.language) if date.year]
    able += [n for s in spans if (n := _year(pair, s))]
    return _digits(pair, chance.choice(able), chance, Decimal(2029), 2) if able else None


def _year(pair: Pair, span: tuple[int, int]) -> Number | None:
    raw = pair.text[slice(*span)]
    if len(re.findall(rf"\b{raw}\b", pair.text)) != 1 or len(re.findall(rf"\b{raw}\b", pair.other)) != 1:
        return None
    return Number(*span, raw, Decimal(raw), "year")


def _units(text: str, language: str) -> list[tuple[str, str, int, str, tuple[int, int]]]:
    """(kind of unit, word, row of the table, number before it as written, span)."""
    found = []
    for number in (*numbers(text, language), *spelled(text, language)):
        following = re.match(r"[ \u00a0]([^\W\d_]+)(?![-\w])", text[number.end :])
        for row, words in enumerate(UNITS[language]):
            for unit, word in enumerate(words.split()):
                if following and word == following.group(1) and number.role in {"plain", "word"}:
                    span = (number.end + following.start(1), number.end + following.end(1))
                    found.append((f"{number.value.normalize()} {unit}", word, row, unit, span))
    return found


def duration(pair: Pair, chance: random.Random) -> str | None:
    """Another unit of time after a number."""
    here = {said: (word, row, unit, span) for said, word, row, unit, span in _units(pair.text, pair.language)}
    there = [said for said, *_ in _units(pair.other, pair.other_language)]
    able = [item for said, item in here.items() if there.count(said) == 1]
    if not able:
        return None
    word, row, _, span = chance.choice(able)
    new = [unit for unit in UNITS[pair.language][row].split() if unit not in {"-", word} and {word, unit} != {"ans", "années"}]
    return pair.put(*span, chance.choice(new))


def number_format(pair: Pair, chance: random.Random) -> str | None:
    """Other marks between the thousands."""
    able = [n for n in pair.once(("plain",), ("plain",)) if n.value >= 1000 and n.value == int(n.value)]
    if not able:
        return None
    number = chance.choice(able)
    ways = [f"{int(number.value):,}".replace(",", mark) for mark in SEPARATORS[pair.language]]
    return pair.put(number.start, number.end, chance.choice([way for way in ways if way != number.raw]))


def number_words(pair: Pair, chance: random.Random) -> str | None:
    """Digits for words, words for digits, two to twelve."""
    able = [n for n in pair.once(("plain", "word"), ("plain", "word")) if n.value <= 12 and n.value in VALUES and n.start]
    able = [n for n in able if n.raw != "2" or pair.language != "pt"]
    able = [n for n in able if not re.search(r"[$£€.:!?]\s?$|USD ?$", pair.text[: n.start]) and not re.match(r"-|\s?[€$£]", pair.text[n.end :])]
    if not able:
        return None
    number = chance.choice(able)
    return pair.put(number.start, number.end, SPELL[pair.language][int(number.value)] if number.raw[0].isdigit() else str(number.value))


def percent_format(pair: Pair, chance: random.Random) -> str | None:
    """The sign for the words, the words for the sign."""
    able = [n for n in pair.once(("percent",), ("percent",)) if n.raw[0].isdigit()]
    if not able:
        return None
    number = chance.choice(able)
    mark = re.match(rf"([\s\u00a0\u202f]?)({PERCENT[pair.language]})", pair.text[number.end :])
    sign = "%" if pair.language in {"en", "it", "pt"} else "\u00a0%"
    new = f" {PERCENT_WORDS[pair.language]}" if mark.group(2) == "%" else sign
    return pair.put(number.end, number.end + mark.end(), new)


def date_format(pair: Pair, chance: random.Random) -> str | None:
    """A date in figures, in the order of the language or as ISO 8601 has it."""
    able = [date for date in _same_dates(pair) if date.day and date.year]
    if not able:
        return None
    date = chance.choice(able)
    day, month, year = date.value
    usual = f"{day:02}.{month:02}.{year}" if pair.language == "de" else f"{day:02}/{month:02}/{year}"
    return pair.put(date.start, date.end, chance.choice([usual, f"{year}-{month:02}-{day:02}"]))


# The text, the names in it, and the letters.


class Text:
    """All the parallel text: documents of NTREX and the own sentences."""

    def __init__(self, data: Path = DATA) -> None:
        rows = [line.split("\t") for line in OWN.read_text(encoding="utf-8").splitlines()]
        self.own = [dict(zip(LANGUAGES, row, strict=True)) for row in rows if len(row) == len(LANGUAGES)]
        self.full = [i for i, row in enumerate(self.own) if all(text[-1] in ".?!" for text in row.values())]
        self.items = [i for i, row in enumerate(self.own) if all(text[-1] == ";" for text in row.values())]
        self.ntrex: list[dict[str, str]] = []
        self.documents: list[str] = []
        if (folder := data / "ntrex").is_dir():
            columns = {language: (folder / f"newstest2019-{name}.txt").read_text(encoding="utf-8").splitlines() for language, name in NTREX.items()}
            self.ntrex = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
            self.documents = (folder / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").split()
        self.headlines = {i for i, row in enumerate(self.ntrex) if any(text[-1].isalnum() for text in row.values())}
        everything = [text for row in (*self.ntrex, *self.own) for text in row.values()]
        self.common = {word for text in everything for word in WORD.findall(text) if word[0].islower()}
        self.words = {word for text in everything for word in WORD.findall(text)}
        pools: dict[int, set[str]] = collections.defaultdict(set)
        for row in (*self.ntrex, *self.own):
            for start, end in self.names(row["en"], row["it"]):
                name = row["en"][start:end]
                pools[len(name.split())].add(name)
        self.pools = {length: sorted(names) for length, names in pools.items()}

    def names(self, text: str, other: str) -> list[tuple[int, int]]:
        """Where names stand that both sides spell the same, once each, and not where a sentence begins."""
        runs: list[tuple[int, int]] = []
        for match in PROPER.finditer(text):
            word = match.group()
            if len(word) < 3 or word in NOT_NAMES or word.isupper() or any(part.lower() in self.common for part in re.split(r"[-’']", word)):
                continue
            if re.search(r"(?:^|[.!?:\"“”«»„‘'’(–—-])[\s\u00a0\u202f]*$", text[: match.start()]):
                continue
            if runs and text[runs[-1][1] : match.start()] == " ":
                runs[-1] = (runs[-1][0], match.end())
            else:
                runs.append(match.span())
        kept = []
        for start, end in runs:
            name = text[start:end]
            there = list(re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", other))
            if len(there) != 1 or len(re.findall(rf"(?<!\w){re.escape(name)}", text)) != 1 or re.match(r"[-\w]", text[end:]):
                continue
            at = there[0]
            before = [re.search(r"([^\W\d_]+)[ -]$", side) for side in (text[:start], other[: at.start()])]
            after = [re.match(r"[ -]([^\W\d_]+)", side) for side in (text[end:], other[at.end() :])]
            if any(x and y and x.group(1) == y.group(1) and x.group(1)[0].isupper() for x, y in (before, after)):
                continue  # part of a longer name that both sides have
            kept.append((start, end))
        return kept

    def name(self, pair: Pair, chance: random.Random) -> str | None:
        """A name exchanged for another of as many words."""
        able = [span for span in self.names(pair.text, pair.other) if pair.text[slice(*span)].count(" ") < 3]
        if not able:
            return None
        start, end = chance.choice(able)
        old = pair.text[start:end]
        for _ in range(20):
            new = chance.choice(self.pools[len(old.split())])
            if not any(word in f"{pair.text} {pair.other}" for word in new.split()):
                return pair.put(start, end, new)
        return None

    def name_spelling(self, pair: Pair, chance: random.Random) -> str | None:
        """One inner letter of a name changed, or two of them transposed."""
        words = [
            (start + m.start(), start + m.end())
            for start, end in self.names(pair.text, pair.other)
            for m in re.finditer(r"[^\W\d_]{6,}", pair.text[start:end])
        ]
        if not words:
            return None
        start, end = chance.choice(words)
        old = pair.text[start:end]
        for _ in range(20):
            at = chance.randrange(1, len(old) - 2)
            if chance.random() < 0.5:
                new = old[:at] + old[at + 1] + old[at] + old[at + 2 :]
            else:
                letters = "aeiou" if old[at] in "aeiou" else "bcdfghklmnprstvz"
                new = old[:at] + chance.choice(letters) + old[at + 1 :]
            if new != old and new not in self.words and not any(char.isupper() for char in new[1:]):
                return pair.put(start, end, new)
        return None

    def letter(self, corpus: str, at: int, chance: random.Random) -> tuple[list[list[int]], list[int]]:
        """The rows of a letter around one row: paragraphs of two or three, and the items of a list."""
        size, items = chance.randint(6, 10), []
        if corpus == "own":
            rows = chance.sample([i for i in self.full if i != at], size)
            if at in self.items:
                items = [at, *chance.sample([i for i in self.items if i != at], min(2, len(self.items) - 1))]
                chance.shuffle(items)
            else:
                rows[chance.randrange(size)] = at
        else:
            whole = [i for i, name in enumerate(self.documents) if name == self.documents[at] and i not in self.headlines]
            first = max(0, min(whole.index(at) - chance.randrange(size), len(whole) - size))
            rows = whole[first : first + size]
        paragraphs: list[list[int]] = [[]]
        room = chance.randint(2, 3)
        for row in rows:
            if len(paragraphs[-1]) == room:
                paragraphs.append([])
                room = chance.randint(2, 3)
            paragraphs[-1].append(row)
        return paragraphs, items

    def units(self, language: str, chance: random.Random) -> list[tuple[str, int, str]]:
        """(corpus, row, other language) in an order that takes every row once before it takes one again."""
        rounds: list[list[tuple[str, int, str]]] = [[] for _ in LANGUAGES[1:]]
        for corpus, rows in (("ntrex", [i for i in range(len(self.ntrex)) if i not in self.headlines]), ("own", sorted(self.full + self.items))):
            for row in rows:
                others = [other for other in LANGUAGES if other != language and (corpus == "own" or "en" in {other, language})]
                chance.shuffle(others)
                for turn, other in enumerate(others):
                    rounds[turn].append((corpus, row, other))
        for turn in rounds:
            chance.shuffle(turn)
        return [unit for turn in rounds for unit in turn]


def render(paragraphs: list[list[str]], items: list[str], language: str) -> str:
    """The text of one side."""
    blocks = [" ".join(sentences) for sentences in paragraphs]
    if items:
        blocks += [ASKING[language], "\n".join(f"- {item}" for item in items)]
    return "\n\n".join([OPENING[language], *blocks, CLOSING[language], "Anna Weber"]) + "\n"


def cases(
    count: int, seed: int = 1, kinds: tuple[str, ...] = KINDS, languages: tuple[str, ...] = LANGUAGES, text: Text | None = None
) -> Iterator[Case]:
    """Up to `count` cases a kind and language of the edited side."""
    text = text or Text()
    edits: dict[str, Callable[[Pair, random.Random], str | None]] = {
        "figure": figure,
        "figure-magnitude": figure_magnitude,
        "figure-word": figure_word,
        "figure-drop": figure_drop,
        "percent": percent,
        "article-number": article_number,
        "date-day": date_day,
        "date-month": date_month,
        "date-month-bare": date_month_bare,
        "date-year": date_year,
        "duration": duration,
        "name": text.name,
        "name-spelling": text.name_spelling,
        "number-format": number_format,
        "number-words": number_words,
        "percent-format": percent_format,
        "date-format": date_format,
        "none": lambda pair, _: pair.text,
    }
    for kind in kinds:
        for language in languages:
            chance, made = random.Random(f"{seed} {kind} {language}"), 0
            for corpus, at, other in text.units(language, chance):
                if made == count:
                    break
                row = (text.ntrex if corpus == "ntrex" else text.own)[at]
                pair = Pair(row[language], language, row[other], other)
                after = edits[kind](pair, chance)
                if after is not None:
                    made += 1
                    yield _case(text, kind, corpus, at, pair, after, chance)


def _case(text: Text, kind: str, corpus: str, at: int, pair: Pair, after: str, chance: random.Random) -> Case:
    ordered = [pair.language, pair.other_language]
    chance.shuffle(ordered)
    languages = (ordered[0], ordered[1])
    paragraphs, items = text.letter(corpus, at, chance)
    table = text.ntrex if corpus == "ntrex" else text.own
    made = {}
    for language in languages:
        for edited in (False, True):
            new = after if edited and language == pair.language else table[at][language]
            said = [[new if i == at else table[i][language] for i in rows] for rows in (*paragraphs, items)]
            made[language, edited] = render(said[:-1], said[-1], language)
    return Case(
        kind,
        pair.language,
        languages,
        "source" if languages[0] == pair.language else "target",
        (made[languages[0], True], made[languages[1], True]),
        (made[languages[0], False], made[languages[1], False]),
        pair.text,
        after,
        pair.other,
        corpus,
    )


# The runner.


def loud(checker: Checker, folder: str, languages: tuple[str, str], texts: tuple[str, str]) -> list[Finding]:
    """The findings at or above major of a pair."""
    paths = []
    for name, language, text in zip(("a", "b"), languages, texts, strict=True):
        paths.append(Path(folder, f"{name}.{language}.txt"))
        paths[-1].write_text(text, encoding="utf-8")
    return [finding for finding in checker.check(*paths).findings if finding.severity >= Severity.MAJOR]


def told(finding: Finding) -> tuple[str, str]:
    """What makes two findings the same."""
    return finding.rule.id, finding.message


def judge(case: Case, checker: Checker, folder: str) -> tuple[collections.Counter[str], list[Finding]]:
    """The counts of one case, and its fresh findings."""
    known = set() if case.kind == "none" else {told(finding) for finding in loud(checker, folder, case.languages, case.clean)}
    fresh = [finding for finding in loud(checker, folder, case.languages, case.texts) if told(finding) not in known]
    fits = FITS.get(case.kind, ())
    fitting = sum(any(f.rule.family in fits for f in (finding, *finding.related)) for finding in fresh)
    counts = collections.Counter(cases=1, fresh=len(fresh), fitting=fitting)
    if case.error:
        counts.update(named=bool(fitting), caught=bool(fresh), stray=len(fresh) - bool(fitting))
    else:
        facts = [finding for finding in fresh if finding.rule.family in {"figures", "dates", "names"}]
        counts.update(silent=not fresh, silent_facts=not facts)
    return counts, fresh


def show(case: Case, fresh: list[Finding] | None = None) -> None:
    """One case to read."""
    print(f"{case.kind} [{case.language}, {case.side} of {'-'.join(case.languages)}, {case.corpus}]")
    print(f"  -  {case.before}\n  +  {case.after}\n  =  {case.other}")
    for finding in fresh or []:
        print(f"  !  {finding.rule.id}: {finding.message[:160]}")


def report(table: dict[tuple[str, str], collections.Counter[str]], kinds: tuple[str, ...], languages: tuple[str, ...]) -> None:
    """The figures by kind and by language."""
    if kinds[0] in FITS:
        print(f"{'named % (n)':18}" + "".join(f"{language:>12}" for language in languages) + f"{'all':>13}{'caught':>9}{'stray':>8}")
    for kind in kinds:
        first = "named" if kind in FITS else "silent"
        row = [table[kind, language] for language in languages]
        whole = sum(row, collections.Counter())
        cells = [f"{c[first] / c['cases']:.0%} ({c['cases']})" if c["cases"] else "-" for c in (*row, whole)]
        if kind == next((k for k in kinds if k not in FITS), None):
            print(f"{'silent % (n)':18}" + "".join(f"{language:>12}" for language in languages) + f"{'all':>13}{'of facts':>9}")
        n = whole["cases"] or 1
        tail = f"{whole['caught'] / n:9.1%}{whole['stray'] / n:8.3f}" if kind in FITS else f"{whole['silent_facts'] / n:9.1%}"
        print(f"{kind:18}" + "".join(f"{cell:>12}" for cell in cells[:-1]) + f"{cells[-1]:>13}{tail}")
    errors = sum((counts for (kind, _), counts in table.items() if kind in FITS), collections.Counter())
    every = sum((counts for (kind, _), counts in table.items() if kind != "none"), collections.Counter())
    for name, counts in (("errors", errors), ("errors and harmless changes", every)):
        share = f"{counts['fitting'] / counts['fresh']:.1%}" if counts["fresh"] else "-"
        print(f"precision over {name}: {share} ({counts['fitting']} of {counts['fresh']} fresh findings)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100, help="cases a kind and language")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", action="append", choices=KINDS)
    parser.add_argument("--language", action="append", choices=LANGUAGES, help="of the edited side")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder that holds ntrex/; without it only the own sentences are used")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", action="store_true", help="print the failures")
    parser.add_argument("--print", type=int, dest="sample", metavar="N", help="print N cases a kind and check nothing")
    args = parser.parse_args()
    kinds, languages, text = (
        tuple(k for k in KINDS if k in (args.kind or KINDS)),
        tuple(x for x in LANGUAGES if x in (args.language or LANGUAGES)),
        Text(args.data),
    )
    if args.sample is not None:
        for kind in kinds:
            made = list(cases(args.count, args.seed, (kind,), languages, text))
            print(f"## {kind}: {len(made)} cases {dict(collections.Counter(case.language for case in made))}")
            random.Random(f"{args.seed} {kind}").shuffle(made)
            turns: collections.Counter[str] = collections.Counter()
            for case in made:  # the languages in turn
                turns[case.language] += 1
                if turns[case.language] <= -(-args.sample // len(languages)):
                    show(case)
        return
    table: dict[tuple[str, str], collections.Counter[str]] = collections.defaultdict(collections.Counter)
    with Checker() as checker, tempfile.TemporaryDirectory() as folder:
        for case in cases(args.count, args.seed, kinds, languages, text):
            counts, fresh = judge(case, checker, folder)
            table[case.kind, case.language].update(counts)
            if args.show and (not counts["named"] or counts["stray"] if case.error else fresh):
                show(case, fresh)
    report(table, kinds, languages)
    if args.json:
        lines = {f"{kind} {language}": dict(counts) for (kind, language), counts in table.items()}
        args.json.write_text(json.dumps(lines, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
