"""Reference: where the target is much farther from an approved translation than it is elsewhere; runs only where a reference was given."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from letterqa.bitext import Bitext
from letterqa.context import Context, quote
from letterqa.finding import Finding, Rule, Severity
from letterqa.letter import Span
from letterqa.saying import say

DIVERGES = Rule(
    "reference.diverges",
    "accuracy/mistranslation",
    Severity.MINOR,
    "A passage of the target is far from the reference translation, farther than the rest of the letter.",
    "It was translated anew, changed after approval, or mistranslated in one of the two.",
    "The approved letter says “release her”, the new one “try her in open court”.",
)
RULES = (DIVERGES,)

# Robust deviations (1.4826 MAD) below the median chrF2++, and the share of the median that a passage must stay under besides.
_DEVIATIONS, _SHARE = 3.0, 0.6
_FAR = 40.0  # above this chrF2++ it is the same said otherwise
_SHORT = 4  # words; shorter passages score by chance


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """Passages whose chrF2++ lies far below the letter's own level."""
    reference = context.reference
    if reference is None:
        return
    told = [passage for passage in reference.passages if sum(len(bitext.target[s.span].split()) for s in passage.target) >= _SHORT]
    if len(told) < 4:
        return
    values = np.array([passage.scores.chrf for passage in told])
    level = float(np.median(values))
    spread = float(1.4826 * np.median(np.abs(values - level)))
    for passage in told:
        score = passage.scores.chrf
        if score < level - _DEVIATIONS * spread and score < _SHARE * level and score < _FAR:
            says = quote(reference.letter, passage.reference[0].start, passage.reference[-1].end) if passage.reference else "nothing like it"
            yield Finding(
                DIVERGES,
                say(
                    "This is far from the reference translation (chrF2++ {a:.0f}; {b:.0f} is usual in this letter), which says {c}",
                    a=score,
                    b=level,
                    c=says,
                ),
                _source(bitext, passage.target[0].index),
                tuple(segment.span for segment in passage.target),
                DIVERGES.severity,
            )


def _source(bitext: Bitext, segment: int) -> tuple[Span, ...]:
    return tuple(item.span for item in bitext.beads[bitext.bead_of["target", segment]].source)
