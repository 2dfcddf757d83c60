"""The target letter against a reference translation: BLEU, chrF2++ and TER per passage and for the whole, as sacrebleu computes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from letterqa.bitext import Bead
from letterqa.embedding import Encoder
from letterqa.letter import PROSE, Letter, Role, Segment, Span
from letterqa.pairing import pair

_COMPARED = PROSE | {Role.HEADING, Role.SUBJECT, Role.CLOSING, Role.FOOTER, Role.NOTE}


@dataclass(frozen=True, slots=True)
class Scores:
    """BLEU (Papineni et al. 2002), chrF2++ (Popović 2017), both 0 to 100, higher is nearer; TER (Snover et al. 2006), in percent of
    the reference's words, lower is nearer."""

    bleu: float
    chrf: float
    ter: float

    def to_dict(self) -> dict[str, float]:
        """The three by name, with two decimals."""
        return {"bleu": round(self.bleu, 2), "chrf": round(self.chrf, 2), "ter": round(self.ter, 2)}


@dataclass(frozen=True, slots=True)
class Passage:
    """Segments of the target letter, the spans of the reference that answer them, and how near they are."""

    target: tuple[Segment, ...]
    reference: tuple[Span, ...]
    scores: Scores


@dataclass(frozen=True)
class Reference:
    """A reference translation and what the target's passages score against it; `scores` are corpus scores over all `passages`,
    `signatures` are sacrebleu's, by metric."""

    letter: Letter
    passages: tuple[Passage, ...]
    scores: Scores
    signatures: tuple[tuple[str, str], ...]

    def to_dict(self) -> dict[str, Any]:
        """As the JSON report has it; spans count code points of the target's and the reference's canonical text."""
        return {
            "path": self.letter.path,
            "language": self.letter.language,
            "sha256": self.letter.sha256,
            **self.scores.to_dict(),
            "signatures": dict(self.signatures),
            "passages": [
                {
                    "target": [{"start": segment.span.start, "end": segment.span.end} for segment in passage.target],
                    "reference": [{"start": span.start, "end": span.end} for span in passage.reference],
                    **passage.scores.to_dict(),
                }
                for passage in self.passages
            ],
        }


def _facing(beads: Sequence[Bead]) -> list[tuple[tuple[Segment, ...], tuple[Segment, ...]]]:
    """The sides of the beads; what stands alone on both sides of one place answers each other, however little it is alike."""
    found: list[tuple[tuple[Segment, ...], tuple[Segment, ...]]] = []
    for bead in beads:
        here = (bead.source, bead.target)
        if found and bool(found[-1][0]) != bool(found[-1][1]) and bool(here[0]) != bool(here[1]) and bool(found[-1][0]) != bool(here[0]):
            found[-1] = (found[-1][0] or here[0], found[-1][1] or here[1])
        else:
            found.append(here)
    return found


def refer(target: Letter, reference: Letter, encoder: Encoder) -> Reference:
    """Align the target letter with a reference in the same language and score what answers what.

    Passages of the target for which the reference has nothing count as wholly other, but not in the scores of the letter.
    """
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    sentence, whole = (BLEU(effective_order=True), CHRF(word_order=2), TER()), (BLEU(), CHRF(word_order=2), TER())
    passages, said, wanted = [], [], []
    for left, right in _facing(pair(target, reference, encoder).beads):
        if not left or not all(target.role_of(segment) in _COMPARED for segment in left):
            continue
        if not right:
            passages.append(Passage(left, (), Scores(0.0, 0.0, 100.0)))
            continue
        here = " ".join(target.plain(segment) for segment in left)
        there = " ".join(reference.plain(segment) for segment in right)
        said.append(here)
        wanted.append(there)
        scores = Scores(*(float(metric.sentence_score(here, [there]).score) for metric in sentence))
        passages.append(Passage(left, tuple(segment.span for segment in right), scores))
    if not said:
        return Reference(reference, (), Scores(0.0, 0.0, 0.0), ())
    scores = Scores(*(float(metric.corpus_score(said, [wanted]).score) for metric in whole))
    signatures = tuple((name, str(metric.get_signature())) for name, metric in zip(("bleu", "chrf", "ter"), whole, strict=True))
    return Reference(reference, tuple(passages), scores, signatures)
