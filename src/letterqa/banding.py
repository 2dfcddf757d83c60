"""Where an alignment of two long texts runs, coarsely: ever smaller groups of segments, each level in a band about the path of the last.

After Vecalign (Thompson and Koehn 2019), which averages the vectors of neighbours: time and memory grow with the length of the texts.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from letterqa.embedding import Vectors
from letterqa.searching import Band, Floats, Path, full, search
from letterqa.windowing import Side, unit

# Segments in a group at the finest coarse level; each level above takes this many groups together.
FACTOR = 4
# Groups of a side at the top, where everything is looked at; and cells to both sides of a path that the next level looks at.
TOP, RADIUS = 300, 24
_SAMPLE = 500


def band(source: Side, target: Side, radius: int = RADIUS) -> Band:
    """The cells worth looking at, `radius` segments about the coarse path."""
    if not len(source) or not len(target):
        return full(len(source), len(target))
    levels = [(_groups(source), _groups(target))]
    while max(map(len, levels[-1])) > TOP:
        left, right = levels[-1]
        levels.append((_together(left), _together(right)))
    path: Path | None = None
    for left, right in reversed(levels):
        inside = full(len(left), len(right)) if path is None else around(path, len(left), len(right), max(FACTOR * 2, radius // 2))
        path = _coarse(unit(left), unit(right), inside)
    return around(path or [], len(source), len(target), radius)


def _groups(side: Side) -> Vectors:
    """Sums over groups of segments of what sets each apart from the rest of its side, by the words it has."""
    starts = range(0, len(side), FACTOR)
    groups = np.zeros((len(starts), len(side.vectors.mean)), dtype=np.float32)
    for at, vectors in side.vectors.chunks():  # whole groups: the size of a chunk is a multiple of FACTOR
        words = side.words[at : at + len(vectors), None].astype(np.float32)
        sums = np.add.reduceat((vectors - side.vectors.mean) * words, np.arange(0, len(vectors), FACTOR), axis=0)
        groups[at // FACTOR : at // FACTOR + len(sums)] = sums
    return groups


def _together(groups: Vectors) -> Vectors:
    return np.asarray(np.add.reduceat(groups, np.arange(0, len(groups), FACTOR), axis=0), dtype=np.float32)


def _coarse(left: Vectors, right: Vectors, inside: Band) -> Path:
    """The best path of 1-1 beads and gaps: a bead earns its cosine above what other groups reach."""
    sample = [side[:: math.ceil(len(side) / _SAMPLE)] for side in (left, right)]
    level = float(np.percentile(sample[0] @ sample[1].T, 90))

    def earn(r0: int, r1: int, c0: int, c1: int) -> Floats:
        earned = np.full((1, r1 - r0, c1 - c0), -np.inf)
        up, back = int(r0 == 0), int(c0 == 0)
        earned[0, up:, back:] = left[r0 + up - 1 : r1 - 1] @ right[c0 + back - 1 : c1 - 1].T - level
        return earned

    return search(len(left), len(right), inside, ((1, 1),), earn, (np.zeros(len(left)), np.zeros(len(right))))


def around(path: Path, rows: int, columns: int, radius: int) -> Band:
    """The cells of a grid, FACTOR times as fine as that of a path, within `radius` rows and columns of the path."""
    ends = [(0, 0), *((step[0][1], step[1][1]) for step in path)]
    points: NDArray[np.int64] = np.array([(min(rows, row * FACTOR), min(columns, column * FACTOR)) for row, column in ends] + [(rows, columns)])
    wanted = np.arange(rows + 1)
    first = np.searchsorted(points[:, 0], wanted - radius, side="left")
    last = np.searchsorted(points[:, 0], wanted + radius, side="right") - 1
    low = np.maximum(points[first, 1] - radius, 0)
    high = np.minimum(points[last, 1] + radius, columns)
    low[0], high[-1] = 0, columns
    return Band(low, high)
