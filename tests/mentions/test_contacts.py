"""Contacts: one value for every spelling of an address, a number or a page, and nothing that is none of them."""

from __future__ import annotations

import pytest

from letterqa.mentions.contacts import contacts, number, page, same_number

EQUAL_PAGES = [
    ("https://www.example.org/", "http://example.org"),
    ("https://example.org/en/petition", "https://example.org/it/petition"),
    ("https://example.org/en-GB/petition/", "example.org/pt-br/petition"),
    ("https://EXAMPLE.org/Petition", "https://example.org/Petition"),
    ("https://en.example.org/act", "https://fr.example.org/act"),
    ("https://example.org/act?lang=en", "https://example.org/act?lang=de"),
    ("https://example.org/act?lang=en&id=7", "https://example.org/act?id=7"),
    ("https://example.org/files/report_en.pdf", "https://example.org/files/report_it.pdf"),
    ("https://example.org:443/x", "https://example.org/x"),
    ("https://example.org/x#:~:text=hello", "https://example.org/x"),
]
OTHER_PAGES = [
    ("https://example.org/petition", "https://example.com/petition"),
    ("https://example.org/petition", "https://example.org/petitions"),
    ("https://example.org/Petition", "https://example.org/petition"),
    ("https://example.org/?id=7", "https://example.org/?id=8"),
    ("https://example.org/2023/01", "https://example.org/2023/10"),
    ("https://learningunderfire.example", "https://learningunderwire.example"),
    ("https://example.org/report_1.pdf", "https://example.org/report_2.pdf"),
]
EQUAL_NUMBERS = [
    ("+39 06 555 7731", "0039 06 5557731"),
    ("+39 (06) 85831448", "+39 06 85 83 14 48"),
    ("+44 (0)1904 555216", "+44 1904 555 216"),
    ("+41 22 555 01 77", "022 555 01 77"),
    ("06/5557731", "06 555 77 31"),
    ("+1-202-555-0142", "(202) 555-0142"),
]
OTHER_NUMBERS = [
    ("+254 20 555 0142", "+254 20 555 0124"),
    ("+39 06 5557731", "+34 06 5557731"),
    ("555 0142", "555 0143"),
    ("+39 06 555 7731", "+39 06 555 773"),
]
FOUND = [
    ("en", "E-mail: Office@PA.example, www.pa.example.", [("email", "Office@PA.example"), ("web", "www.pa.example")]),
    ("en", "(see https://example.org/a_(b))", [("web", "https://example.org/a_(b)")]),
    ("en", "Write to <info@example.org>.", [("email", "info@example.org")]),
    ("en", "Call +44 1904 555 216 now", [("phone", "+44 1904 555 216")]),
    ("it", "Fax: +39 (06) 85831448", [("fax", "+39 (06) 85831448")]),
    ("it", "Tel. 06 5557731 / 06 5557732", [("phone", "06 5557731"), ("phone", "06 5557732")]),
    ("fr", "Tél. : 01 42 55 01 62 – Télécopie : 01 42 55 01 63", [("phone", "01 42 55 01 62"), ("fax", "01 42 55 01 63")]),
    ("de", "Telefon 030/555 01 77, Telefax 030/555 01 78", [("phone", "030/555 01 77"), ("fax", "030/555 01 78")]),
    ("es", "Teléfono: (502) 2411-9191", [("phone", "(502) 2411-9191")]),
    ("pt", "Telefone/fax: +258 21 555 014", [("fax", "+258 21 555 014")]),
    ("en", "mailto:a.b@example.org", [("email", "a.b@example.org")]),
]
NOTHING = [
    ("en", "On 12 08 2024 and 2023-2024, 14,500 people and 46 000 members"),
    ("en", "Case No. 01079-2023-00456, resolution 2601 (2021), S/2020/123"),
    ("fr", "340 000 enfants, 86 000 000 francs, 12.400 membres"),
    ("it", "art. 318 c.p.p., legge 29-12-2022, n. 1187432"),
    ("de", "vom 1. 1. 2024 bis 31. 12. 2024, Az. 4 StR 123/20"),
    ("en", "He said e.g. this, i.e.that, and so on...and more."),
    ("en", "@handle and user@ and @example.org"),
    ("es", "15 Avenida 15-16, Zona 1, 01001"),
]


def shown(text: str, language: str) -> list[tuple[str, str]]:
    return [(item.kind, text[item.span.start : item.span.end]) for item in contacts(text, language)]


@pytest.mark.parametrize(("one", "two"), EQUAL_PAGES)
def test_pages_that_are_one(one: str, two: str) -> None:
    assert page(one) == page(two)


@pytest.mark.parametrize(("one", "two"), OTHER_PAGES)
def test_pages_that_differ(one: str, two: str) -> None:
    assert page(one) != page(two)


@pytest.mark.parametrize(("one", "two"), EQUAL_NUMBERS)
def test_numbers_that_are_one(one: str, two: str) -> None:
    assert same_number(number(one), number(two))


@pytest.mark.parametrize(("one", "two"), OTHER_NUMBERS)
def test_numbers_that_differ(one: str, two: str) -> None:
    assert not same_number(number(one), number(two))


@pytest.mark.parametrize(("language", "text", "expected"), FOUND)
def test_found(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert shown(text, language) == expected


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_nothing_is_found(language: str, text: str) -> None:
    assert shown(text, language) == []


@pytest.mark.parametrize("piece", ["a@", "1 ", "www.", "+1(", "http://", "a.b.", "-" * 3 + "1"])
def test_long_text_takes_no_longer_than_it_is(piece: str) -> None:
    """No pattern runs away on a megabyte of its own beginnings."""
    import time

    start = time.perf_counter()
    contacts(piece * (200_000 // len(piece)), "en")
    assert time.perf_counter() - start < 5
