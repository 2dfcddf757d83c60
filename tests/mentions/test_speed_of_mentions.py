"""Facts and names are read in time that grows with the text and not with its square, whatever the text is."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from letterqa.mentions.facts import facts
from letterqa.mentions.names import names

SHORT, LONG = 50_000, 200_000
_GRACE = 0.3  # seconds: what a busy machine may take besides
# Text made of one piece over and over; the language is the one in which it is hardest.
PIECES = {
    "digits": ("en", "7"),
    "grouped": ("en", "1,"),
    "dotted": ("de", "1.1.1."),
    "spaced-digits": ("fr", "1 2 "),
    "spaced-groups": ("fr", "123 "),
    "capitals": ("en", "A"),
    "capital-words": ("en", "Bakuan "),
    "french-number": ("fr", "quatre-vingt-"),
    "italian-number": ("it", "ventunventun"),
    "german-number": ("de", "einundzwanzig"),
    "hashes": ("en", "#"),
    "initials": ("en", "M. "),
    "english-number": ("en", "hundred and "),
    "ranges": ("es", "1-2-"),
    "dates": ("pt", "1/2/3 de maio "),
    "clock": ("it", "10:10."),
    "hyphens": ("de", "A-1-"),
    "newlines": ("en", "\n\n1. "),
    "word": ("en", "x"),
    "german-word": ("de", "Haus"),
}
READERS: dict[str, Callable[[str, str], object]] = {"facts": facts.__wrapped__, "names": names.__wrapped__}


def _seconds(read: Callable[[str, str], object], text: str, language: str) -> float:
    began = time.perf_counter()
    read(text, language)
    return time.perf_counter() - began


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(("language", "piece"), [pytest.param(*pair, id=name) for name, pair in PIECES.items()])
def test_time_is_linear(reader: str, language: str, piece: str) -> None:
    """Four times as much text takes less than eight times as long, the best of two tries each."""
    read = READERS[reader]
    read("One warm-up for tables: 1 May 2020, Baku.", language)
    texts = [(piece * (length // len(piece) + 1))[:length] for length in (SHORT, LONG)]
    short, long = (min(_seconds(read, text, language) for _ in range(2)) for text in texts)
    assert long < 8 * short + _GRACE, f"{short:.2f} s, then {long:.2f} s"
