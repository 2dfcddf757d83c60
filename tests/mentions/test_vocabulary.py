"""The data of figures and dates: every language has every table, and no phrase says two things."""

from __future__ import annotations

import gzip
import tomllib
from fractions import Fraction
from importlib import resources
from typing import Any

import pytest

from letterqa.locales import SUPPORTED
from letterqa.mentions.names import ordinary, ordinary_words
from letterqa.mentions.vocabulary import load, phrase, shared, tokens

FACTS = resources.files("letterqa") / "data" / "facts"


def data(code: str) -> dict[str, Any]:
    return tomllib.loads((FACTS / f"{code}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", SUPPORTED)
def test_every_language_has_every_table(code: str) -> None:
    """The files are parallel: units, currencies, bounds and fractions of English are in every language."""
    english, other = data("en"), data(code)
    assert set(other) >= set(english) - {"suffixed", "names"}
    for table in ("bounds", "money", "hints", "fractions", "labels"):
        assert set(other[table]) >= set(english[table]), table
    assert set(other["units"]) >= set(english["units"]) - {"fortnight"}


@pytest.mark.parametrize("code", SUPPORTED)
def test_phrases_are_words(code: str) -> None:
    """Every phrase has tokens that a text can have, and bounds say one thing each."""
    for name, forms in data(code)["bounds"].items():
        for form in forms:
            assert phrase(form), (name, form)
    meanings: dict[str, set[str]] = {}
    for name, forms in data(code)["bounds"].items():
        for form in forms if not name.startswith("after_") else ():
            meanings.setdefault(phrase(form), set()).add(name)
    assert {form: names for form, names in meanings.items() if len(names) > 1} == {}


@pytest.mark.parametrize("code", SUPPORTED)
def test_small_numbers_have_words(code: str) -> None:
    """Nought to nineteen and the tens, in words, are what they are."""
    atoms = load(code).atoms
    values = {value for kind, value in atoms.values() if kind == "small"}
    assert {Fraction(value) for value in (*range(17), *range(20, 70, 10))} <= values


def test_units_are_measured() -> None:
    """Every unit that is no currency, percentage or ordinal measures something."""
    for code in SUPPORTED:
        for unit in load(code).units.values():
            assert unit in shared().measures or unit in ("%", "‰", "pp"), (code, unit)


def test_currencies_have_families() -> None:
    """Every currency named by a word is a family or a code of one."""
    families = set(shared().families.values())
    for code in SUPPORTED:
        for name in load(code).money.values():
            assert name in families or name in shared().families or name == "cent", (code, name)


def test_tokens_keep_their_places() -> None:
    """Tokens are words, numbers and signs with their places in the text."""
    text = "Oltre 1.200 € (20 %), l’art. 3: quatre-vingt-dix km²"
    items = tokens(text)
    assert [items.raw(index) for index in range(len(items))] == ["Oltre", "1.200", "€", "20", "%", "l", "art", "3", "quatre", "vingt", "dix", "km²"]
    assert items.forms[-1] == "km2"


def test_lists_of_ordinary_words_are_sorted_and_folded() -> None:
    """The lists are as tools/compile_words.py writes them."""
    for code in SUPPORTED:
        words = gzip.decompress((resources.files("letterqa") / "data" / "words" / f"{code}.txt.gz").read_bytes()).decode("utf-8").split("\n")
        assert words == sorted(set(words))
        assert len(words) > 20_000


@pytest.mark.parametrize(
    ("code", "words", "names"),
    [
        ("en", "prison trials government july", "maloba nakuru"),
        ("de", "regierung gefangnis haftbedingungen menschenrechtsverteidigerin", "wessem nakuru"),
        ("it", "governo sentenze carcere", "righetti yanamate"),
        ("fr", "prisons gouvernement jugements", "amstutz nakuru"),
        ("es", "carcel gobierno sentencias", "nakuru yanamate"),
        ("pt", "governo prisoes julgamento", "nhantumbo nakuru"),
    ],
)
def test_words_and_names_are_told_apart(code: str, words: str, names: str) -> None:
    """Words of a language are ordinary, names are not."""
    assert [word for word in words.split() if not ordinary(word, code)] == []
    assert [name for name in names.split() if ordinary(name, code)] == []


def test_a_language_without_lists() -> None:
    """It has no ordinary words and no number words, but CLDR's months."""
    assert ordinary_words("pl") == frozenset()
    assert load("pl").months["maja"] == 5
    assert load("xx").months == {}
