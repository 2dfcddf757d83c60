"""Segments as vectors: each alone, and every run of up to four joined into one text.

A short letter's runs are encoded as texts, so any encoder serves. In a long one the vector of a run is the sum of its segments' where
the encoder can say sums (of pieces, as static models do): ten times fewer words to read, and nothing kept but one row a segment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from letterqa.embedding import Encoder, Vectors
from letterqa.letter import Letter, Segment

Floats = NDArray[np.float64]

WIDEST = 4
# Up to this many segments a text is handled as a letter: every pair of segments is looked at, every run encoded.
SHORT_TEXT = 500
_BATCH = 4096
_KEPT = 64


@runtime_checkable
class Summing(Protocol):
    """An encoder whose vector for a text is the unit vector of a sum over its words, so that the sums of texts add up."""

    def sums(self, texts: Sequence[str]) -> Vectors:
        """Sums before they are made unit vectors, shape `(len(texts), dimensions)`."""


class Windows:
    """Vectors of runs of texts, in blocks made when they are asked for; a sweep from top to bottom makes each once."""

    def __init__(self, texts: Sequence[str], encoder: Encoder, sums: Vectors | None, rows: Sequence[int]) -> None:
        self._texts, self._encoder = texts, encoder
        # Sums of the whole letter, of which the texts are some: not copied, for they are large.
        self._sums, self._rows = sums, np.asarray(rows, dtype=np.int64)
        self._blocks: dict[tuple[int, int], Vectors] = {}

    def count(self, size: int) -> int:
        """How many runs of `size` texts there are."""
        return max(0, len(self._texts) - size + 1)

    def of(self, size: int, start: int, stop: int) -> Vectors:
        """Unit vectors of the runs of `size` texts that begin at `start` to `stop - 1`."""
        stop = min(stop, self.count(size))
        if self._sums is not None:
            return unit(np.add.reduce([self._sums[self._rows[start + k : stop + k]] for k in range(size)], dtype=np.float32))
        width = SHORT_TEXT if len(self._texts) <= SHORT_TEXT else 256
        parts = [self._block(size, number, width) for number in range(start // width, (stop - 1) // width + 1)]
        whole = parts[0] if len(parts) == 1 else np.concatenate(parts)
        return whole[start - start // width * width :][: stop - start]

    def _block(self, size: int, number: int, width: int) -> Vectors:
        if (size, number) not in self._blocks:
            starts = range(number * width, min((number + 1) * width, self.count(size)))
            self._blocks[size, number] = self._encoder.encode([" ".join(self._texts[i : i + size]) for i in starts])
            if len(self._blocks) > _KEPT:
                del self._blocks[next(iter(self._blocks))]
        return self._blocks[size, number]

    def chunks(self) -> Iterator[tuple[int, Vectors]]:
        """The single texts' vectors, a few thousand at a time, with the number of the first."""
        for start in range(0, len(self._texts), _BATCH):
            yield start, self.of(1, start, min(start + _BATCH, len(self._texts)))

    def picked(self, numbers: Sequence[int]) -> Vectors:
        """The vectors of chosen single texts."""
        if self._sums is not None:
            return unit(self._sums[self._rows[list(numbers)]])
        if len(self._texts) <= SHORT_TEXT:
            return self.of(1, 0, len(self._texts))[list(numbers)]
        return self._encoder.encode([self._texts[number] for number in numbers])

    @cached_property
    def mean(self) -> NDArray[np.float32]:
        """Mean of the single texts' vectors."""
        total = sum((vectors.sum(axis=0, dtype=np.float64) for _, vectors in self.chunks()), np.float64(0))
        return np.asarray(total / max(1, len(self._texts)), dtype=np.float32)


def unit(sums: Vectors) -> Vectors:
    """Rows scaled to length one; a row of zeros stays."""
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(np.divide(sums, norms, out=np.zeros_like(sums), where=norms > 0), dtype=np.float32)


@dataclass(frozen=True)
class Side:
    """A letter's segments (all, or some) with the vectors of all their runs."""

    letter: Letter
    segments: tuple[Segment, ...]
    vectors: Windows
    characters: Floats
    words: Floats

    def __len__(self) -> int:
        return len(self.segments)

    @property
    def windows(self) -> tuple[Vectors, ...]:
        """All vectors at once: `windows[k][i]` covers `k + 1` segments from `i`."""
        counts = [self.vectors.count(size) for size in range(1, WIDEST + 1)]
        return tuple(self.vectors.of(size, 0, count) if count else np.zeros((0, 0), dtype=np.float32) for size, count in enumerate(counts, 1))


class Meanings:
    """What the segments of one letter mean, alone or together; no text of a long letter is encoded twice."""

    def __init__(self, letter: Letter, encoder: Encoder) -> None:
        self.letter, self._encoder = letter, encoder
        self._single: dict[tuple[int, ...], Vectors] = {}

    @cached_property
    def _texts(self) -> list[str]:
        return [self.letter.plain(segment) for segment in self.letter.segments]

    @cached_property
    def _sums(self) -> Vectors | None:
        if not isinstance(self._encoder, Summing):
            return None
        return np.concatenate([self._encoder.sums(self._texts[at : at + _BATCH]) for at in range(0, len(self._texts), _BATCH)])

    def side(self, segments: Sequence[Segment]) -> Side:
        """A run of segments, ready to be aligned."""
        numbers = [segment.index for segment in segments]
        texts = [self._texts[number] for number in numbers]
        return Side(
            self.letter,
            tuple(segments),
            Windows(texts, self._encoder, self._sums, numbers),
            np.array([max(1, len(text)) for text in texts], dtype=float),
            np.array([max(1, len(text.split())) for text in texts], dtype=float),
        )

    def of(self, groups: Sequence[Sequence[Segment]]) -> Vectors:
        """Unit vectors of groups of segments, each group joined in the order given."""
        if self._sums is not None:
            return unit(np.array([np.add.reduce(self._sums[[segment.index for segment in group]]) for group in groups]))
        keys = [tuple(segment.index for segment in group) for group in groups]
        if len(self._single) > _BATCH:
            self._single.clear()
        missing = list(dict.fromkeys(key for key in keys if key not in self._single))
        if missing:
            vectors = self._encoder.encode([" ".join(self._texts[number] for number in key) for key in missing])
            self._single.update(zip(missing, vectors, strict=True))
        return np.array([self._single[key] for key in keys])
