"""The lexicon of letter parts: what is shipped is made of the data files, and one concept is found whatever language says it."""

from __future__ import annotations

import gzip
import importlib.util
import json
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest

from letterqa.lexicon import load, plain
from letterqa.naming import name_words, same_name

SOURCE = Path(__file__).parents[1] / "src" / "letterqa" / "data"

SAME = [
    ("minister", [("en", "Minister"), ("it", "Ministra"), ("fr", "MINISTRE"), ("es", "Ministro"), ("de", "Bundesjustizministerin"), ("pt", "Ministra")]),
    ("ambassador", [("en", "Ambassador"), ("it", "Ambasciatrice"), ("fr", "Ambassadeur"), ("es", "Embajadora"), ("de", "Botschafters"), ("pt", "Embaixador")]),
    ("mayor", [("en", "Mayor"), ("it", "Sindaca"), ("fr", "maire"), ("es", "Alcaldesa"), ("de", "Oberbürgermeister"), ("pt", "Prefeita")]),
    ("prime-minister", [("en", "Prime Minister"), ("it", "Primo Ministro"), ("fr", "Premier ministre"), ("es", "Primera Ministra"), ("de", "Premierministerin"), ("pt", "Primeiro-Ministro")]),
]  # fmt: skip
SAME_PEOPLE = [
    ("Nermin Altuğ Soysal", "Nermin Altug Soysal", ("en", "it")),
    ("Dr. Eleonora Bassani Treves", "Dott.ssa Bassani Treves", ("en", "it")),
    ("J. P. Kessler", "Jonathan P. Kessler", ("en", "pt")),
    ("Ibrahim al-Zakzaky", "Ibrahim Zakzaky", ("en", "fr")),
    ("Sergey Lavrov", "Sergej Lawrow", ("en", "de")),
    ("Nino Lomtatidze", "Nino Lomtatidse", ("en", "de")),
    ("Ilham Aliyev", "Ilham Aliev", ("en", "fr")),
    ("Khaled Meshal", "Jaled Meshal", ("en", "es")),
]
OTHER_PEOPLE = [
    ("Ilham Aliyev", "Mammad Ahmadzada", ("en", "it")),
    ("Armando Salomão Nhantumbo", "Armando Salomão Nhantimbo", ("en", "pt")),
    ("Eleonora Bassani Treves", "Eleonora Bassani Trevisan", ("en", "it")),
    ("Catherine Delvaux", "Christine Delvigne", ("en", "de")),
    ("Zollinger", "Zolinger", ("en", "de")),
    ("Bertrand Lacassagne", "Bernard Lacassagne", ("fr", "it")),
    ("J. P. Kessler", "Martin P. Kessler", ("en", "pt")),
    ("Rodolfo Barillas", "Rodolfo Barrios", ("en", "es")),
]


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_parts", Path(__file__).parents[1] / "tools" / "compile_parts.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_shipped_is_made_of_the_data_files() -> None:
    """`python tools/compile_parts.py` after every edit of data/parts/*.toml. CLDR's names change with Babel, so another Babel than the one
    the file was made with is only asked for what the data files say themselves."""
    shipped = json.loads(gzip.decompress((SOURCE / "parts.json.gz").read_bytes()))
    same = shipped["babel"] == version("babel")
    made = json.loads(tool().compiled(SOURCE / "parts", cldr=same))
    if same:
        assert made == shipped
    for key in ("attributes", "small", "sounds"):
        assert made[key] == shipped[key]
    for language, forms in made["forms"].items():
        for form, entries in forms.items():
            assert set(entries.split()) <= set(shipped["forms"][language].get(form, "").split()), (language, form)


@pytest.mark.parametrize(("concept", "forms"), SAME)
def test_one_office_in_six_languages(concept: str, forms: list[tuple[str, str]]) -> None:
    for language, form in forms:
        assert any(f"role.{concept}" in term.concepts for term in load(language).terms(form)), (language, form)


def test_terms_lie_where_their_words_are() -> None:
    text = "S.E. il Ministro dell’Interno e l'Ambasciatrice"
    terms = load("it").terms(text, 100)
    assert [text[term.start - 100 : term.end - 100] for term in terms] == ["S.E.", "Ministro", "Interno", "Ambasciatrice"]


def test_plain_drops_what_printers_add() -> None:
    assert plain("PRÄSIDENT") == plain("Präsident") == "prasident"
    assert plain("Straße") == "strasse"
    assert plain("Yıldız") == "yildiz"


@pytest.mark.parametrize(("one", "two", "languages"), SAME_PEOPLE)
def test_one_person(one: str, two: str, languages: tuple[str, str]) -> None:
    assert same_name(name_words(one, load(languages[0])), name_words(two, load(languages[1])), languages)


@pytest.mark.parametrize(("one", "two", "languages"), OTHER_PEOPLE)
def test_two_people(one: str, two: str, languages: tuple[str, str]) -> None:
    assert not same_name(name_words(one, load(languages[0])), name_words(two, load(languages[1])), languages)


@pytest.mark.parametrize("piece", ["Rue ", "a.", "1-", "(", "St. ", "x" * 40 + " 1 ", "A1A 1A1 "])
def test_parts_of_a_hostile_block_take_no_longer_than_it_is(piece: str) -> None:
    """No pattern runs away, whatever stands in an address."""
    import time

    from letterqa.addressing import parts
    from letterqa.letter import Span

    text = piece * (40_000 // len(piece))
    start = time.perf_counter()
    parts(text, Span(0, len(text)), "en")
    assert time.perf_counter() - start < 5
