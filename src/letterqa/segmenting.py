"""Blocks become segments: sentences in running text, the whole block elsewhere; a cut never falls after an abbreviation.

Sentence ends come from the maintained splitter yasbd; the locale's abbreviations (titles and legal references that general
splitters do not know) take back cuts that fall after one of them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from letterqa.layout import BULLET
from letterqa.letter import Block, Role, Segment, Span
from letterqa.locales import Locale, load, normal, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yasbd import BoundaryDetector

SPLIT = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTATION, Role.FOOTER, Role.NOTE, Role.CLOSING})
# A clause after a semicolon is a segment of its own only where nothing else could align: it is not, so sentences alone count.
# A footnote mark behind a stop belongs to the sentence it follows; one set apart by a blank may open a note instead.
_MARK = r"(?:\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[*†]+)"
_GLUED_MARK = re.compile(rf"(?<=[.!?…\"”»)]){_MARK}+(?=\s|$)")
_SPACED_MARK = re.compile(rf"(?<=[.!?…\"”»)]) {_MARK}(?=\s|$)")
# The splitter ends a sentence at three dots but not at the one character for them.
_ELLIPSIS = re.compile(r"(?<=\w)…(?=\s)")
# One letter and a full stop before a capitalised word is an initial (J. Kessler, J.-P. Morel, n. Chr.), not the end of a sentence.
_INITIAL = re.compile(r"(?:^|[\s.(\"“«\-])[^\W\d_]\.$")
_NUMBER_ONLY = re.compile(r"[(\[]?(?:\d{1,4}|[ivx]{1,4}|[IVX]{1,4})[.)\]]+\s*$")
# The splitter's time grows with the square of what it is given: of a long block it gets a part at a time, cut where a sentence surely ends.
_PART = 4_000  # characters
_TAIL = 200  # characters of a sentence that tell whether another goes on with it
_SURE = re.compile(r"[.!?][\"”»)\]]* (?=[^\W\d_a-zà-öø-ÿ])")
_QUOTED = re.compile(r"\s*[\"“«„‹][\s\u00a0]*([^\"“”«»„‹›]+)[\s\u00a0]*[\"”»“›][.,]?(?:\s*\[\d{1,3}\])?\s*")


def segment(text: str, blocks: Sequence[Block], locale: Locale) -> tuple[Segment, ...]:
    """The segments of all blocks, numbered from 0; spans carry no outer white space and no list mark."""
    found: list[Segment] = []
    for number, block in enumerate(blocks):
        spans = list(_sentences(text, block, locale)) if block.role in SPLIT else [block.span]
        for span in spans:
            found.append(Segment(len(found), span, number))
    return tuple(found)


def _sentences(text: str, block: Block, locale: Locale) -> Iterator[Span]:
    """Sentence spans of a block; line ends inside it count as blanks, so that wrapping changes nothing."""
    raw = text[block.span.start : block.span.end]
    mark = BULLET.match(raw) if block.role is Role.LIST_ITEM else None
    begin = mark.end() if mark else 0
    # Same length, so offsets hold: the splitter must not see line ends, which it takes for paragraph ends, nor footnote marks.
    flat = _ELLIPSIS.sub(".", _GLUED_MARK.sub(_blanked, re.sub(r"\s", " ", raw)))
    if block.role not in {Role.NOTE, Role.FOOTER}:
        flat = _SPACED_MARK.sub(_blanked, flat)
    # The splitter keeps a quotation whole; where the whole block is one, its sentences are what the other side translates.
    quoted = _QUOTED.fullmatch(flat, begin)
    inside = quoted.span(1) if quoted else (begin, len(flat))
    pieces: list[tuple[int, int]] = []
    at = inside[0]
    for sentence in (sentence for part in _parts(flat[inside[0] : inside[1]]) for sentence in _detector(locale.code).segment(part)):
        stripped = sentence.strip()
        if not stripped:
            continue
        at = flat.index(stripped, at)
        end = at + len(stripped)
        if pieces and _joins(flat[max(pieces[-1][0], pieces[-1][1] - _TAIL) : pieces[-1][1]], stripped, locale):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((at, end))
        at = end
    # The first sentence starts with the block, so that an opening quotation mark is in it as the closing one is in the last.
    first = len(flat) - len(flat[begin:].lstrip())
    starts = [first, *(start for start, _ in pieces[1:])]
    for start, end in zip(starts, [*starts[1:], len(raw)], strict=True):
        # A sentence reaches to the next one, so that the marks hidden above are in it.
        yield Span(block.span.start + start, block.span.start + start + len(raw[start:end].rstrip()))


def _parts(text: str) -> Iterator[str]:
    at = 0
    while len(text) - at > _PART:
        window = text[at : at + _PART]
        sure = [match.end() for match in _SURE.finditer(window)]
        cut = sure[-1] if sure else (window.rfind(" ") + 1 or _PART)
        yield window[:cut]
        at += cut
    yield text[at:]


def _blanked(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _joins(before: str, after: str, locale: Locale) -> bool:
    """Whether a cut between two pieces was wrong."""
    if _INITIAL.search(before) or _NUMBER_ONLY.fullmatch(before):
        return True
    if after[:1].islower() and before[-1] not in "!?":
        return True
    *earlier, word = normal(before).split()
    bare = word.lstrip("(\"'«“„")
    # Elided forms: "dell'art." ends in the abbreviation "art.".
    last = bare.rsplit("'", 1)[-1]
    known = _abbreviations(locale.code)
    if last.lower() in _numbered(locale.code):
        return re.match(r"[(\[]?(?:\d|[IVXLC]+\b)", after) is not None
    if re.search(r"(?<!\w)[IVXLC]+\.$", before) and phrases(locale.code, "century").match(after):
        return True  # a German ordinal: "im XX. Jahrhundert"
    if last in known:
        return True
    # A capital that the data does not have is that of a first word ("Cfr. Rossi") or of another word ("in der Schweiz.").
    return last.lower() in known and (not earlier or bare != word or after[0].isdigit() or before.isupper())


@cache
def _abbreviations(code: str) -> frozenset[str]:
    """Last words of the locale's abbreviations, as they stand there and in lower case."""
    words = [normal(entry).rsplit(" ", 1)[-1] for entry in load(code).abbreviation]
    return frozenset(words) | frozenset(map(str.lower, words))


@cache
def _numbered(code: str) -> frozenset[str]:
    return frozenset(entry.lower() for entry in load(code).numbered)


@cache
def _detector(code: str) -> BoundaryDetector:
    from yasbd import BoundaryDetector, get_supported_langs

    return BoundaryDetector(code if code in get_supported_langs() else "en")
