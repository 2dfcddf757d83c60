"""The best way down a grid: dynamic programming over a band of cells, exact inside it; a band as wide as the grid leaves nothing out.

Rows are filled one after the other, each as one operation on all its cells; only the last rows are kept, and one byte a cell to find
the way back. Time and memory grow with the cells of the band.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Shape = tuple[int, int]
Path = list[tuple[tuple[int, int], tuple[int, int]]]
# What beads of every shape earn that end at rows `r0` to `r1 - 1` and columns `c0` to `c1 - 1`: shape `(shapes, r1 - r0, c1 - c0)`.
Earn = Callable[[int, int, int, int], Floats]

_CELLS = 1 << 15
# Values closer than this are the same: then a gap goes first, that of the source before that of the target.
_SAME = 1e-9


@dataclass(frozen=True)
class Band:
    """The columns from `low[i]` to `high[i]`, both included, of every row `i`; neither falls from row to row."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]


def full(rows: int, columns: int) -> Band:
    """The band that leaves nothing out."""
    return Band(np.zeros(rows + 1, dtype=np.int64), np.full(rows + 1, columns, dtype=np.int64))


def search(rows: int, columns: int, band: Band, shapes: Sequence[Shape], earn: Earn, gaps: tuple[Floats, Floats]) -> Path:
    """The best path through all rows and columns, in steps of `shapes` and of single gaps, as pairs of half-open ranges.

    `gaps` are what each row and each column costs (a negative number) when nothing answers it.
    """
    tall, wide = (max((shape[axis] for shape in shapes), default=1) for axis in (0, 1))
    # Row i stands at i % kept, column j at j + wide: what would come from left of the grid is minus infinity.
    kept = tall + 1
    recent = np.full((kept, columns + 1 + wide), -np.inf)
    spent = np.concatenate([[0.0], np.cumsum(gaps[1])])
    lows, highs = band.low.tolist(), band.high.tolist()
    steps: list[NDArray[np.int8]] = []
    for first, after in _blocks(lows, highs):
        gained = earn(first, after, lows[first], highs[after - 1] + 1)
        for row in range(first, after):
            low, high = lows[row], highs[row] + 1
            values = np.empty((len(shapes) + 1, high - low))
            values[0] = recent[(row - 1) % kept, low + wide : high + wide]
            if row:
                values[0] += gaps[0][row - 1]
            elif low == 0:
                values[0, 0] = 0.0
            here = gained[:, row - first, low - lows[first] : high - lows[first]]
            for number, (a, b) in enumerate(shapes):
                np.add(recent[(row - a) % kept, low - b + wide : high - b + wide], here[number], out=values[number + 1])
            down = values.argmax(axis=0)
            best = values.max(axis=0)
            # Gaps of the target: the best cell to the left, less what lies between.
            across = np.full(high - low, -np.inf)
            across[1:] = np.maximum.accumulate(best - spent[low:high])[:-1] + spent[low + 1 : high]
            np.maximum(best, across, out=best)
            step = np.where(values[0] >= best - _SAME, 0, np.where(across >= best - _SAME, 1, down + 1))
            steps.append(step.astype(np.int8))
            if row >= kept:
                recent[row % kept, lows[row - kept] + wide : highs[row - kept] + 1 + wide] = -np.inf
            recent[row % kept, low + wide : high + wide] = best
    return _back(rows, columns, lows, shapes, steps)


def _blocks(lows: list[int], highs: list[int]) -> list[tuple[int, int]]:
    """Runs of rows whose cells, with those between their bands, are few enough to be worked out together."""
    blocks, first = [], 0
    for row in range(1, len(lows)):
        if (row + 1 - first) * (highs[row] + 1 - lows[first]) > _CELLS:
            blocks.append((first, row))
            first = row
    return [*blocks, (first, len(lows))]


def _back(row: int, column: int, lows: list[int], shapes: Sequence[Shape], steps: list[NDArray[np.int8]]) -> Path:
    path: Path = []
    ways = [(1, 0), (0, 1), *shapes]
    while row or column:
        a, b = ways[int(steps[row][column - lows[row]])]
        path.append(((row - a, row), (column - b, column)))
        row, column = row - a, column - b
    return path[::-1]
