"""Whether a segment belongs to its bead: one decision for sentences glued to a neighbour and for gaps beside one.

A logistic model over what changes when the segment is taken out: the cosine, the fit of the lengths, how alike the segment alone
is to the other side, and how much of its side it makes. Fitted by tools/fit_belonging.py on clean letters, without their edits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from letterqa.embedding import Encoder

FEATURES = ("gain", "relative gain", "length", "alone", "share")
# From tools/fit_belonging.py --fit benchmarks/letters/dev; the last is the bias.
WEIGHTS = (2.123, 3.822, 7.962, 2.903, -0.747, -0.749)


def features(side: Sequence[str], at: int, other: str, ratio: float, encoder: Encoder) -> tuple[float, ...]:
    """Features of segment `at` of a bead's side (texts) against the bead's other side; `ratio` is the expected log of their lengths,
    other side over this one."""
    rest = [text for number, text in enumerate(side) if number != at]
    vectors = encoder.encode([" ".join(side), " ".join(rest), side[at], other])
    whole, without, alone = (float(vectors[k] @ vectors[3]) for k in range(3))
    share = len(side[at]) / sum(map(len, side))
    off = [abs(math.log(len(other) / max(1, sum(map(len, texts)))) - ratio) for texts in (side, rest)]
    gain = whole - without
    return (gain, gain / math.sqrt(share), off[1] - off[0], alone, share)


def belongs(side: Sequence[str], at: int, other: str, ratio: float, encoder: Encoder) -> float:
    """Probability that segment `at` is translated in `other`."""
    values = features(side, at, other, ratio, encoder)
    return 1 / (1 + math.exp(-(sum(weight * value for weight, value in zip(WEIGHTS, values, strict=False)) + WEIGHTS[-1])))
