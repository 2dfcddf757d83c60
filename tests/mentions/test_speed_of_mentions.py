"""Facts and names are read in time that grows with the text and not with its square, whatever the text is."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from letterqa.mentions.facts import facts
from letterqa.mentions.names import names

LONG = 200_000
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
    "italian-hundreds": ("it", "cento"),
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
SMALLER: dict[str, int] = {}


def _seconds(read: Callable[[str, str], object], text: str, language: str) -> float:
    # The processor's time: neighbours and the collector, which walks through everything the other tests have kept, are not what is measured.
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        read(text, language)
        return time.process_time() - began
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("reader", "name"),
    [pytest.param(reader, name, id=f"{name}-{reader}") for name in PIECES for reader in READERS],
)
def test_time_is_linear(reader: str, name: str) -> None:
    """Four times as much text takes less than eight times as long, in one of two tries; no text is read twice, as words are kept."""
    read, (language, piece), length = READERS[reader], PIECES[name], SMALLER.get(name, LONG)
    read("Tables are opened here: 1 May 2020, Baku.", language)
    text = piece * (length // len(piece) + 1)
    short = min(_seconds(read, text[: length // 4 - less], language) for less in range(2))
    long: list[float] = []
    while len(long) < 2 and not any(seconds < 8 * short + _GRACE for seconds in long):
        long.append(_seconds(read, text[: length - len(long)], language))
    assert min(long) < 8 * short + _GRACE, f"{short:.2f} s, then {min(long):.2f} s"
