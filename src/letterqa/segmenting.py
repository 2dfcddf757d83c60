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
from letterqa.locales import Locale, load, normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yasbd import BoundaryDetector

SPLIT = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTATION, Role.FOOTER, Role.NOTE, Role.CLOSING})
# A clause after a semicolon is a segment of its own only where nothing else could align: it is not, so sentences alone count.
_TAIL_MARK = re.compile(r"\s*(?:\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰*†]+)\s*$")
# One capital and a full stop before a capitalised word is an initial (J. Kessler), not the end of a sentence.
_INITIAL = re.compile(r"(?:^|[\s.(\"“«])[^\W\d_]\.$")
_NUMBER_ONLY = re.compile(r"[(\[]?[\divx]{1,4}[.)\]]+\s*$")


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
    # Same length, so offsets hold: the splitter must not see line ends, which it takes for paragraph ends.
    flat = re.sub(r"\s", " ", raw)
    pieces: list[tuple[int, int]] = []
    at = begin
    for sentence in _detector(locale.code).segment(flat[begin:]):
        stripped = sentence.strip()
        if not stripped:
            continue
        at = flat.index(stripped, at)
        end = at + len(stripped)
        if pieces and _joins(flat[pieces[-1][0] : pieces[-1][1]], stripped, locale):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((at, end))
        at = end
    for start, end in pieces or [(begin, len(raw))]:
        yield Span(block.span.start + start, block.span.start + end)


def _joins(before: str, after: str, locale: Locale) -> bool:
    """Whether a cut between two pieces was wrong."""
    folded = normal(before).lower()
    if _INITIAL.search(before) or _NUMBER_ONLY.fullmatch(before):
        return True
    if after[0] in "[¹²³⁴⁵⁶⁷⁸⁹" and _TAIL_MARK.fullmatch(after):
        return True
    if after[:1].islower() and before[-1] not in "!?":
        return True
    last = folded.rsplit(" ", 1)[-1].lstrip("(\"'«“")
    if last in _abbreviations(locale.code):
        return True
    # Elided forms: "dell'art." ends in the abbreviation "art.".
    return last.rsplit("'", 1)[-1] in _abbreviations(locale.code) if "'" in last else False


@cache
def _abbreviations(code: str) -> frozenset[str]:
    return frozenset(normal(entry).lower().rsplit(" ", 1)[-1] for entry in load(code).abbreviation)


@cache
def _detector(code: str) -> BoundaryDetector:
    from yasbd import BoundaryDetector, get_supported_langs

    return BoundaryDetector(code if code in get_supported_langs() else "en")
