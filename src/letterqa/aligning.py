"""Segments of two letters become beads: exact dynamic programming over sentence vectors, with the letter's structure as guide.

Of letters every pair of segments is looked at. Of long texts only a band is, about a coarse alignment of groups of segments, so that
time and memory grow with the length (Thompson and Koehn 2019). Windows of up to four segments are encoded as one text each, so any
encoder serves (see windowing).
"""

from __future__ import annotations

from collections.abc import Sequence

from letterqa.banding import band
from letterqa.bitext import Bead
from letterqa.embedding import Encoder
from letterqa.letter import Letter, Segment
from letterqa.pricing import ANCHORS, DOCUMENT, LETTER, Earnings, Prices, bar
from letterqa.searching import Path, full, search
from letterqa.windowing import SHORT_TEXT, WIDEST, Meanings, Side

__all__ = ["ANCHORS", "DOCUMENT", "LETTER", "WIDEST", "Meanings", "Prices", "Side", "align", "bar", "bead", "prices_for", "side"]
_TELLING = 30


def prices_for(source: Letter, target: Letter) -> Prices:
    """The prices that suit two texts: those for documents when neither has any part that makes a letter, and both are long enough to
    tell how alike any two of their sentences are."""
    plain = min(len(source.segments), len(target.segments)) >= _TELLING and all(
        block.role not in ANCHORS for letter in (source, target) for block in letter.blocks
    )
    return DOCUMENT if plain else LETTER


def side(letter: Letter, segments: Sequence[Segment], encoder: Encoder) -> Side:
    """A run of segments with the vectors of its windows."""
    return Meanings(letter, encoder).side(segments)


def align(source: Side, target: Side, prices: Prices = LETTER, whole: bool | None = None) -> Path:
    """The best monotone alignment, as pairs of half-open ranges into `source.segments` and `target.segments`.

    `whole` says whether to look at every pair of segments, in time and memory that grow with the product of the two lengths; by
    default only for short texts.
    """
    if whole is None:
        whole = len(source) * len(target) <= SHORT_TEXT**2
    inside = full(len(source), len(target)) if whole else band(source, target)
    earnings = Earnings(source, target, prices)
    return search(len(source), len(target), inside, earnings.shapes, earnings, earnings.gaps)


def bead(source: Sequence[Segment], target: Sequence[Segment], letters: tuple[Letter, Letter], encoder: Encoder) -> Bead:
    """A bead of these segments, with its similarity."""
    if not source or not target:
        return Bead(tuple(source), tuple(target))
    texts = [" ".join(letter.plain(segment) for segment in group) for letter, group in zip(letters, (source, target), strict=True)]
    vectors = encoder.encode(texts)
    cosine = float(vectors[0] @ vectors[1])
    return Bead(tuple(source), tuple(target), encoder.probability(cosine), cosine)
