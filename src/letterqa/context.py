"""What a check may consult besides the bitext: the locales, the encoder, and how to call the two letters."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from letterqa.campaign import Campaign
from letterqa.embedding import Encoder
from letterqa.finding import Finding
from letterqa.letter import Letter, Span
from letterqa.locales import Locale, spoken
from letterqa.proofreading import Proofreader
from letterqa.termbase.concepts import TermBase

if TYPE_CHECKING:
    from letterqa.referring import Reference


@dataclass(frozen=True)
class Context:
    """Shared by all families of one check. `locales` are the source's and the target's, `reference` is the translation to compare
    the target with, if one was given, `terms` the term bases, `campaign` the campaign sheet, `today` the day on which deadlines are
    judged, `proofreader` finds errors of grammar (None: nobody asked for it). `alone` tells that one letter is checked by itself, as both.
    """

    locales: tuple[Locale, Locale]
    encoder: Encoder
    reference: Reference | None = None
    terms: TermBase = field(default_factory=TermBase)
    campaign: Campaign | None = None
    today: date | None = None
    proofreader: Proofreader | None = None
    alone: bool = False

    @property
    def apart(self) -> bool:
        """Whether the campaign sheet addresses the two letters to different people."""
        return self.campaign is not None and self.campaign.apart(self.locales[0].code, self.locales[1].code)

    @property
    def same_language(self) -> bool:
        """Whether both letters are declared to be in one language."""
        return self.locales[0].code == self.locales[1].code

    def locale(self, side: str) -> Locale:
        """The locale of a side, "source" or "target"."""
        return self.locales[0] if side == "source" else self.locales[1]

    def alike(self, one: str, two: str) -> float:
        """Cosine of two stretches of words by the encoder."""
        vectors = self.encoder.encode([one, two])
        return float(vectors[0] @ vectors[1])

    def called(self, side: str) -> str:
        """How messages call a letter: by its language, or by its side where two have the same."""
        code = self.locale(side).code
        return side if self.same_language and not self.alone else spoken(code)


def other(side: str) -> str:
    """The opposite side."""
    return "target" if side == "source" else "source"


def both_sides(side: str, here: tuple[Span, ...], there: tuple[Span, ...]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Spans of a side and of the other one, in the order source, target."""
    return (here, there) if side == "source" else (there, here)


def on_side(side: str, finding: Finding, facing: tuple[Span, ...] = ()) -> Finding:
    """A finding that points at one letter alone, as one of a bitext; `facing` are its places in the other letter."""
    source, target = both_sides(side, finding.source, facing)
    return replace(finding, source=source, target=target)


def quote(letter: Letter, start: int, end: int, limit: int = 90) -> str:
    """A stretch of a letter as a message quotes it: folded, in quotation marks, shortened in the middle of nothing."""
    text = " ".join(letter.text[start:end].split())
    if len(text) > limit:
        text = text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return f"“{text}”"
