"""Codes: document symbols, case and file numbers, models of weapons, hashtags; the same in every language, never read as figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from letterqa.letter import Span

_DIGITS = re.compile(r"\d+")
_HASHTAG = re.compile(r"(?<![\w&/#])#[^\W_]\w{1,80}")
# A bank account, in groups of four or in one piece (ISO 13616).
_ACCOUNT = re.compile(r"(?<![\w])[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){2,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?(?![\w])")
_REACH = 48  # characters a code may stretch to either side of a digit
_STOP = re.compile(r"[\s,;!?\"“”«»„'’()\[\]<>|*…]")
_SHAPE = re.compile(r"[A-Za-z0-9]+(?:[/\-_.:][A-Za-z0-9]+)*")
_DASHES = str.maketrans("‐‑–—", "----")
_POSTAL = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?|\d[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Code:
    """A code: `value` is what is compared, in capitals with plain hyphens."""

    value: str
    span: Span


def hashtags(text: str) -> tuple[Code, ...]:
    """The hashtags of a text in order of place."""
    return tuple(Code(match[0].upper(), Span(*match.span())) for match in _HASHTAG.finditer(text) if not match[0][1:].isdigit())


def codes(text: str, taken: tuple[Span, ...] = ()) -> tuple[Code, ...]:
    """The codes of a text in order of place, none that overlaps the spans in `taken` (in order)."""
    found = list(hashtags(text))
    accounts = [match for match in _ACCOUNT.finditer(text) if sum(map(str.isdigit, match[0])) > 6]
    found += [Code(re.sub(r"\s", "", match[0]), Span(*match.span())) for match in accounts]
    found += _numbered(text, tuple(sorted([*taken, *(code.span for code in found), *(Span(*match.span()) for match in accounts)])))
    return tuple(sorted(found, key=lambda item: item.span))


def _numbered(text: str, taken: tuple[Span, ...]) -> Iterator[Code]:
    done, spans = 0, iter(taken)
    span = next(spans, None)
    for match in _DIGITS.finditer(text):
        if match.start() < done:
            continue
        start, end = _chunk(text, match.start(), match.end(), done)
        done = end
        while span is not None and span.end <= start:
            span = next(spans, None)
        if (span is not None and span.start < end) or text[start - 1 : start] in ("#", "@"):
            continue
        for first, last in _trimmed(text, start, end):
            yield Code(text[first:last].translate(_DASHES).upper(), Span(first, last))


def _chunk(text: str, start: int, end: int, least: int) -> tuple[int, int]:
    """The stretch without blanks and quotation marks around digits."""
    low, high = max(least, start - _REACH), min(len(text), end + _REACH)
    before = [match.end() for match in _STOP.finditer(text, low, start)]
    after = _STOP.search(text, end, high)
    start, end = (before[-1] if before else low), (after.start() if after else high)
    while end > start and text[end - 1] in ".:-–—/":
        end -= 1
    return start, end


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The part of a chunk that is a code, words joined to it by hyphens left out; nothing where it is none."""
    shown = text[start:end].translate(_DASHES)
    if not _SHAPE.fullmatch(shown):
        return
    pieces = [match.span() for match in re.finditer(r"[^\-]+", shown)]
    # "G7-Gipfel", "AK-47-Gewehre": words after the last figure are the sentence's.
    while pieces and not any(map(str.isdigit, shown[slice(*pieces[-1])])) and _word(shown[slice(*pieces[-1])]):
        pieces.pop()
    while len(pieces) > 1 and _word(shown[slice(*pieces[0])]) and _code(shown[pieces[1][0] : pieces[-1][1]]):
        pieces.pop(0)
    if pieces:
        first, last = pieces[0][0], pieces[-1][1]
        value = shown[first:last]
        if value.endswith("s") and value[-2:-1].isdigit() and len(value) > 2 and value[0].isalpha():
            last -= 1  # "F-16s"
            value = value[:-1]
        if _code(value):
            yield start + first, start + last


def _word(piece: str) -> bool:
    return piece.isalpha() and len(piece) > 1 and not piece.isupper()


def _code(value: str) -> bool:
    letters, digits = [c for c in value if c.isalpha()], [c for c in value if c.isdigit()]
    if not digits:
        return False
    if letters:
        if not any(c.isupper() for c in letters):
            # "20h30", "3rd", "mid-2020"; a file's number may be in small letters where a stroke shows it ("a/hrc/45/12").
            return value.count("/") >= 2
        if value[0].isdigit() and not any(c in "/-_" for c in value):
            return (all(c.isupper() for c in letters) and len(letters) <= 4 and len(value) > 2) or (len(value) == 2 and value[-1] in "GDK")
        if value[0].isdigit() and "-" in value and "/" not in value:
            return not any(_word(piece) for piece in value.split("-"))
        if re.fullmatch(r"[A-Za-z]{1,4}\.\d+", value):
            return False  # "No.1", "Art.5"
        head = value.split("-")[0]
        return not (value[0].isalpha() and _word(head) and len(head) > 12)
    parts = re.split(r"[/\-.:_]", value)
    if "/" in value and len(parts) == 2:
        one, two = parts
        if len(one) == 4 and len(two) == 2 and int(two) == (int(one) + 1) % 100:
            return False  # a season or school year, "2015/16"
        return len(two) >= 3 or (len(one) >= 3 and len(two) >= 2)
    if "/" in value:
        return len(parts) > 2
    if value.count("-") >= 2:
        return True
    return "-" in value and (parts[1].startswith("0") and len(parts[1]) > 2)
