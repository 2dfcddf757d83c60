"""Languages: what a file name claims, and what a text looks like; too little to tell is said as None."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterqa.languages import ENOUGH_LETTERS, claimed_by_name, confirmed, detect, odds, suspect
from letterqa.locales import SUPPORTED

NO_CLAIM = [
    ("plain", "letter.txt"),
    ("other-language", "letter_nl.txt"),
    ("english-word", "letter_to.txt"),
    ("inside-a-word", "invite.txt"),
    ("ends-like-a-code", "appeal.txt"),
    ("glued", "letteren.txt"),
    ("three-letters", "letter_eng.txt"),
    ("code-in-the-middle", "letter_en_final.txt"),
    ("two-languages", "letter_en_it.txt"),
    ("two-languages-capitals", "letter_EN_IT.txt"),
    ("two-languages-hyphen", "letter-de-fr.txt"),
    ("mixed-case", "letter_En.txt"),
    ("number", "letter_12.txt"),
    ("folder-of-folder", "it/drafts/letter.txt"),
    ("folder-word", "notes-from-us/letter.txt"),
    ("suffix-is-no-claim", "letter.de.txt.md"),
    ("empty", ""),
]
CLAIM = [
    ("underscore", "letter_it.txt", "it"),
    ("full-stop", "letter.fr.docx", "fr"),
    ("hyphen", "letter-es.md", "es"),
    ("blank", "letter de.txt", "de"),
    ("alone", "pt.txt", "pt"),
    ("capitals", "Letter_EN.docx", "en"),
    ("region", "letter.pt-BR.docx", "pt-BR"),
    ("region-underscore", "letter_pt_br.txt", "pt-BR"),
    ("region-swiss", "letter-de-CH.txt", "de-CH"),
    ("region-named-like-a-language", "letter.de-IT.txt", "de-IT"),
    ("region-equal-to-language", "letter_es_es.txt", "es-ES"),
    ("folder", "it/letter.txt", "it"),
    ("folder-with-region", "letters/fr-CA/letter.txt", "fr-CA"),
    ("name-before-folder", "it/letter_en.txt", "en"),
    ("absolute", "/home/jo/letter_it.txt", "it"),
]


@pytest.mark.parametrize("path", [pytest.param(path, id=name) for name, path in NO_CLAIM])
def test_name_claims_nothing(path: str) -> None:
    """A name that states no language, or two, claims none."""
    assert claimed_by_name(path) is None


@pytest.mark.parametrize(("path", "tag"), [pytest.param(path, tag, id=name) for name, path, tag in CLAIM])
def test_name_claims(path: str, tag: str) -> None:
    """A name or folder that ends in the code of a supported language claims it."""
    assert claimed_by_name(path) == tag


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("Geneva, 3 May 2024", id="dateline"),
        pytest.param("12 345 678 90 - 11 - 2024 / 345 / 890 / 123 456 789 012", id="figures"),
        pytest.param("Dear Sir,", id="salutation"),
        pytest.param("x" * (ENOUGH_LETTERS - 1), id="one-letter-short"),
    ],
)
def test_too_short_to_tell(text: str) -> None:
    """A text with hardly any letters is in no language."""
    assert detect(text) is None


TEXTS = {
    "en": "She has been held in an overcrowded prison since May and was never brought before a judge.",
    "it": "È detenuta da maggio in una prigione sovraffollata e non è mai stata portata davanti a un giudice.",
    "fr": "Elle est détenue depuis mai dans une prison surpeuplée et n'a jamais été présentée à un juge.",
    "es": "Está detenida desde mayo en una prisión abarrotada y nunca fue llevada ante un juez.",
    "de": "Sie wird seit Mai in einem überfüllten Gefängnis festgehalten und wurde nie einem Richter vorgeführt.",
    "pt": "Está detida desde maio numa prisão superlotada e nunca foi levada perante um juiz.",
}


@pytest.mark.parametrize("code", SUPPORTED)
def test_detects(code: str) -> None:
    """A sentence is enough to tell the six languages."""
    assert detect(TEXTS[code]) == code


@pytest.mark.parametrize("code", SUPPORTED)
def test_detects_shouted(code: str) -> None:
    """Capitals are no other language."""
    assert detect(TEXTS[code].upper()) == code


@pytest.mark.parametrize("code", SUPPORTED)
def test_addresses_belong_to_no_language(code: str) -> None:
    """Web and mail addresses and figures in another language do not change the answer."""
    noise = " https://www.justice.example.org/the-ministry/of-justice minister@government.example 2024 3500"
    assert detect(TEXTS[code] + noise) == code


@pytest.mark.parametrize("code", SUPPORTED)
def test_odds_favour_the_right_language(code: str) -> None:
    """The odds of the right language against any other are high, and the other way round low."""
    for other in SUPPORTED:
        if other != code:
            assert odds(TEXTS[code], code, other) > 0.9
            assert odds(TEXTS[code], other, code) < 0.1


@pytest.mark.parametrize(
    ("first", "second"), [pytest.param("en", "en", id="same"), pytest.param("xx", "yy", id="both-unknown")]
)
def test_odds_are_even_when_nothing_tells(first: str, second: str) -> None:
    """One language against itself, or two that nobody knows, is an even bet."""
    assert odds(TEXTS["en"], first, second) == 0.5


OWN = Path(__file__).parents[1] / "tools" / "data" / "own" / "sentences.tsv"
LETTERS = sorted((Path(__file__).parents[1] / "benchmarks" / "letters").glob("*/*/*.txt"))


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_function_words_confirm_a_letter_and_no_other_language(path: Path) -> None:
    """A letter of a page is made sure of without the identifier; none, however short, is taken for another of the six languages."""
    text, code = path.read_text(encoding="utf-8"), path.suffixes[-2].lstrip(".")
    found = [other for other in SUPPORTED if confirmed(text, other)]
    assert found == [code] or (found == [] and len(text.split()) < 400)


@pytest.mark.parametrize(("text", "code"), [pytest.param("Kerkstraat 4, Utrecht", "de", id="address"), pytest.param("", "en", id="empty")])
def test_short_text_is_not_confirmed(text: str, code: str) -> None:
    """What has hardly a word confirms nothing."""
    assert not confirmed(text, code)


@pytest.mark.parametrize("code", SUPPORTED)
def test_foreign_sentences_are_suspect_and_own_ones_are_not(code: str) -> None:
    """A passage in another language is worth the identifier's look, one in the letter's own is not."""
    rows = [line.split("\t") for line in OWN.read_text(encoding="utf-8").splitlines()[:4]]
    passages = {language: " ".join(row[column] for row in rows) for column, language in enumerate(SUPPORTED)}
    for other in SUPPORTED:
        if other != code:
            assert suspect(passages[other], code, other)
            assert not suspect(passages[code], code, other)


def test_a_language_without_data_is_always_suspect() -> None:
    """Where no function words are known, the identifier decides."""
    assert suspect("Wat dan ook", "nl", "en") and not confirmed("Wat dan ook " * 20, "nl")
