"""Locales: the shipped files are what the code relies on, and a language without a file is merely empty."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

import pytest

from letterqa.letter import fold
from letterqa.locales import LISTS, SUPPORTED, Locale, language_name, load, normal, phrases, primary, validate


def shipped(code: str) -> dict[str, Any]:
    """The content of a shipped data file."""
    return tomllib.loads((resources.files("letterqa") / "data" / "locales" / f"{code}.toml").read_text(encoding="utf-8"))


def complete(**changes: Any) -> dict[str, object]:
    """A minimal valid file's content, with changes."""
    return {key: ["word"] for key in LISTS} | changes


@pytest.mark.parametrize("code", SUPPORTED)
def test_shipped_files_validate(code: str) -> None:
    """Each of the six files loads, and all its lists arrive."""
    locale = load(code)
    assert locale.supported
    assert {key: list(getattr(locale, key)) for key in LISTS} == shipped(code)


@pytest.mark.parametrize("code", SUPPORTED)
def test_lists_are_not_empty(code: str) -> None:
    """No list of a supported language is empty, nor are its months."""
    locale = load(code)
    assert [key for key in LISTS if not getattr(locale, key)] == []
    assert len({name for name in locale.months if len(name) > 2}) >= 12


def test_no_file_is_left_over() -> None:
    """There is a data file for each supported language and for no other."""
    folder = resources.files("letterqa") / "data" / "locales"
    assert {item.name for item in folder.iterdir() if item.name.endswith(".toml")} == {f"{code}.toml" for code in SUPPORTED}


@pytest.mark.parametrize("code", SUPPORTED)
def test_apostrophes_are_ascii(code: str) -> None:
    """Entries hold the one kind of apostrophe that texts are folded to."""
    locale = load(code)
    assert [entry for key in LISTS for entry in getattr(locale, key) if entry != normal(entry) or re.search("[‘’ʼ`´]", entry)] == []


@pytest.mark.parametrize("code", SUPPORTED)
def test_blanks_are_plain(code: str) -> None:
    """Entries hold plain single blanks, which match any white space in a letter."""
    assert [entry for key in LISTS for entry in getattr(load(code), key) if entry != " ".join(entry.split(" ")) or re.search(r"[^\S ]|  ", entry)] == []


@pytest.mark.parametrize("code", SUPPORTED)
def test_no_closing_opens_a_salutation(code: str) -> None:
    """A salutation line is never taken for a complimentary close."""
    assert [entry for entry in load(code).salutation if phrases(code, "closing").match(normal(entry))] == []


@pytest.mark.parametrize("code", SUPPORTED)
def test_abbreviations_end_in_a_stop(code: str) -> None:
    """An abbreviation carries the full stop that ends no sentence, or an ordinal sign (n.º)."""
    assert [entry for entry in load(code).abbreviation if "." not in entry] == []


@pytest.mark.parametrize("code", SUPPORTED)
def test_open_ends_are_lower_case_words(code: str) -> None:
    """Words that end no sentence stand in lower case, as they are compared."""
    assert [entry for entry in load(code).open_end if entry != entry.lower()] == []


@pytest.mark.parametrize("tag", [pytest.param("nl", id="dutch"), pytest.param("ru", id="russian"), pytest.param("xx", id="unknown")])
def test_unsupported_language_is_empty(tag: str) -> None:
    """A language without a file has no lists, and nothing matches."""
    locale = load(tag)
    assert not locale.supported
    assert [key for key in LISTS if getattr(locale, key)] == []
    assert phrases(tag, "salutation").match("Dear Sir") is None
    assert phrases(tag, "closing_core").search("") is None


def test_unsupported_language_has_months() -> None:
    """CLDR knows the months of languages that letterqa does not."""
    assert {"januari", "augustus", "december"} <= set(load("nl").months)
    assert load("xx").months == ()


@pytest.mark.parametrize(
    ("code", "month"),
    [("en", "march"), ("it", "agosto"), ("fr", "février"), ("es", "septiembre"), ("de", "oktober"), ("pt", "março")],
)
def test_months_are_lower_case_and_longest_first(code: str, month: str) -> None:
    """Months come from CLDR in lower case, without stops, longest first."""
    months = load(code).months
    assert month in months
    assert [name for name in months if name != name.lower() or name.endswith(".")] == []
    assert [len(name) for name in months] == sorted(map(len, months), reverse=True)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(complete(extra=["x"]), "x.toml: unknown key 'extra'", id="unknown-key"),
        pytest.param({key: value for key, value in complete().items() if key != "closing"}, "x.toml: closing must be", id="missing-key"),
        pytest.param(complete(closing=[]), "x.toml: closing must be", id="empty-list"),
        pytest.param(complete(closing="word"), "x.toml: closing must be", id="no-list"),
        pytest.param(complete(closing=["word", 3]), "x.toml: closing must be", id="no-string"),
        pytest.param(complete(closing=[""]), "x.toml: closing must be", id="empty-string"),
        pytest.param(complete(closing=[" word"]), "x.toml: closing must be", id="outer-blank"),
        pytest.param(complete(closing=["word", "word"]), "x.toml: closing lists something twice", id="twice"),
    ],
)
def test_bad_data_is_refused(data: dict[str, object], says: str) -> None:
    """A data file that is not as it must be is refused with its name and the key."""
    with pytest.raises(ValueError, match=re.escape(says)):
        validate(data, "x.toml")


@pytest.mark.parametrize(
    ("tag", "code"), [("pt-BR", "pt"), ("pt_BR", "pt"), ("EN", "en"), ("zh-Hant-TW", "zh"), ("it", "it")]
)
def test_primary(tag: str, code: str) -> None:
    """A tag's language is what stands before the first separator, in lower case."""
    assert primary(tag) == code
    assert load(tag).code == code


@pytest.mark.parametrize(
    ("tag", "name"), [("it", "Italian"), ("pt-BR", "Portuguese (Brazil)"), ("nl", "Dutch"), ("xx", "xx"), ("", "")]
)
def test_names(tag: str, name: str) -> None:
    """Languages are named in English; a tag nobody knows stands for itself."""
    assert language_name(tag) == name
    assert Locale(tag).name() == name


OPENS_NOT = [
    ("inside", "en", "salutation", "Oh Dear Sir"),
    ("longer-word", "en", "salutation", "Dearth of food"),
    ("other-language", "en", "salutation", "Gentile Ministro"),
    ("blank-before", "en", "salutation", " Dear Sir"),
]
OPENS = [
    ("plain", "en", "salutation", "Dear Sir,", "Dear"),
    ("capitals", "en", "salutation", "DEAR SIR,", "DEAR"),
    ("longest-wins", "en", "salutation", "Your Excellency,", "Your Excellency"),
    ("white-space-runs", "en", "closing", "Yours \n sincerely,", "Yours \n sincerely"),
]


@pytest.mark.parametrize(("code", "key", "text"), [pytest.param(*row[1:], id=row[0]) for row in OPENS_NOT])
def test_does_not_open(code: str, key: str, text: str) -> None:
    """Only whole words at the very start open a line."""
    assert phrases(code, key).match(text) is None


@pytest.mark.parametrize(("code", "key", "text", "words"), [pytest.param(*row[1:], id=row[0]) for row in OPENS])
def test_opens(code: str, key: str, text: str, words: str) -> None:
    """Case and the width of blanks do not matter, and the longest entry matches."""
    end = phrases(code, key).match(fold(text))
    assert end is not None
    assert fold(text)[:end] == fold(words)


def test_typographic_apostrophes_are_folded() -> None:
    """Folding keeps the length, so that offsets into the text hold."""
    assert normal("l’art. dellʼuomo d'oro") == "l'art. dell'uomo d'oro"
