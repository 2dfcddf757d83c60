"""Which language a text is in: py3langid's answer, and what a file name or an option claims."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from letterqa.locales import SUPPORTED, load

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Below this many letters a guess is worth nothing.
ENOUGH_LETTERS = 40
_SUFFIX = re.compile(r"(?:^|[._\- ])([a-z]{2}|[A-Z]{2})(?:[-_]([A-Za-z]{2}))?$")


def claimed_by_name(path: str) -> str | None:
    """The language that a file name states ("letter_it.txt", "letter.pt-BR.docx") or its folder ("it/letter.txt"); only
    languages letterqa supports, because "letter_to.txt" is hardly Tongan."""
    given = PurePath(path)
    for name in (given.stem, given.parent.name):
        if (found := named(name)) is not None:
            return found[1]
    return None


def named(name: str) -> tuple[str, str] | None:
    """What stands before the language that a name ends in, and the language's tag: "letter_pt-BR" gives "letter" and "pt-BR"; None
    where the name states none."""
    match = _SUFFIX.search(name)
    if match is None or (code := match[1].lower()) not in SUPPORTED:
        return None
    region = match[2] or ""
    if region.lower() in SUPPORTED and region.lower() != code and not (match[1].islower() and region.isupper()):
        return None  # "letter_en_it.txt" names two languages, not the English of Italy
    return name[: match.start()], f"{code}-{region.upper()}" if region else code


def detect(text: str) -> str | None:
    """Code of the language of a text, None where it is too short or the identifier is unsure."""
    if sum(map(str.isalpha, text)) < ENOUGH_LETTERS:
        return None
    identifier = _identifier()
    ranked = identifier.rank(_plain(text))
    code, probability = str(ranked[0][0]), float(ranked[0][1])
    return code if probability >= 0.5 else None


def ranked(text: str) -> dict[str, float]:
    """The probability of every language the identifier knows for a text of any length; of a few words it says little."""
    return {str(code): float(value) for code, value in _identifier().rank(_plain(text))}


def confirmed(text: str, expected: str) -> bool:
    """Whether function words alone make sure of the expected language: a fourteenth of all words or more, and half as many again as of any
    other language letterqa knows. Saves the identifier's half second where a letter is what it claims to be."""
    counts, words = _function_words(text)
    if expected not in counts or words < ENOUGH_LETTERS // 4:
        return False
    rivals = max(count for code, count in counts.items() if code != expected)
    return counts[expected] * 14 >= words and counts[expected] >= 1.5 * rivals


def suspect(text: str, own: str, foreign: str | None = None) -> bool:
    """Whether function words leave room for another language (`foreign`, or any that letterqa knows) than `own`: only then is a
    short text worth the identifier's look. Always true where letterqa has no words of one of the languages."""
    counts, _ = _function_words(text)
    if own not in counts or (foreign is not None and foreign not in counts):
        return True
    if foreign is not None:
        return counts[foreign] >= 3 and counts[foreign] > counts[own]
    return any(count > counts[own] for code, count in counts.items() if code != own)


def _function_words(text: str) -> tuple[dict[str, int], int]:
    """How many words of a text are function words of each supported language, and how many words there are."""
    words = _WORD.findall(text.lower())
    return {code: sum(word in _vocabulary(code) for word in words) for code in SUPPORTED}, len(words)


_WORD = re.compile(r"[^\W\d_]+")


@cache
def _vocabulary(code: str) -> frozenset[str]:
    """Words a sentence does not end with are articles, prepositions, conjunctions: the commonest of the language. Those of one or two
    letters are left out, because another language has them too ("in", "un", "I")."""
    return frozenset(word for word in load(code).open_end if len(word) > 2)


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
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
