"""Which language a text is in: py3langid's answer, and what a file name or an option claims."""

from __future__ import annotations

import re
import threading
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from letterqa.locales import SUPPORTED

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Below this many letters a guess is worth nothing.
ENOUGH_LETTERS = 40
_SUFFIX = re.compile(r"(?:^|[._\- ])([a-z]{2}|[A-Z]{2})(?:[-_]([A-Za-z]{2}))?$")
_LOCK = threading.Lock()


def warm() -> threading.Thread:
    """Start loading the identifier in the background: it waits for decompression, which needs no interpreter lock."""
    thread = threading.Thread(target=_identifier, daemon=True)
    thread.start()
    return thread


def claimed_by_name(path: str) -> str | None:
    """The language that a file name states ("letter_it.txt", "letter.pt-BR.docx") or its folder ("it/letter.txt"); only
    languages letterqa supports, because "letter_to.txt" is hardly Tongan."""
    given = PurePath(path)
    for name in (given.stem, given.parent.name):
        match = _SUFFIX.search(name)
        if match is None or (code := match[1].lower()) not in SUPPORTED:
            continue
        region = match[2] or ""
        if region.lower() in SUPPORTED and region.lower() != code and not (match[1].islower() and region.isupper()):
            continue  # "letter_en_it.txt" names two languages, not the English of Italy
        return f"{code}-{region.upper()}" if region else code
    return None


def detect(text: str) -> str | None:
    """Code of the language of a text, None where it is too short or the identifier is unsure."""
    if sum(map(str.isalpha, text)) < ENOUGH_LETTERS:
        return None
    identifier = _identifier()
    ranked = identifier.rank(_plain(text))
    code, probability = str(ranked[0][0]), float(ranked[0][1])
    return code if probability >= 0.5 else None


def odds(text: str, first: str, second: str) -> float:
    """Probability that a text is in language `first` rather than `second` (0.5 when nothing tells, or either is unknown)."""
    scores = {str(code): float(value) for code, value in _identifier().rank(_plain(text))}
    a, b = scores.get(first, 0.0), scores.get(second, 0.0)
    return a / (a + b) if a + b > 0 else 0.5


def _plain(text: str) -> str:
    """Text without what belongs to no language: addresses, figures, and the case of shouted lines."""
    text = re.sub(r"\S+@\S+|https?://\S+|www\.\S+|\d+", " ", text)
    return text.lower() if text.isupper() else text


@cache
def _load() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _identifier() -> LanguageIdentifier:
    with _LOCK:  # functools.cache alone would let two threads load it twice
        return _load()
