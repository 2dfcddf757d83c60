"""How well each word of a bead is covered by the other side, as the tagger judges it; one answer a bead, none where it cannot judge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from letterqa.bitext import Bead
from letterqa.letter import PROSE, Letter, Role, Segment, Span
from letterqa.locales import primary
from letterqa.tagging import LANGUAGES, OK, Floats, Tagger

# Running text; names and addresses are compared part by part elsewhere, and polite formulas are each language's own.
COVERED = PROSE | {Role.FOOTER, Role.NOTE}
_SPLIT = "\u00ad\u200b\u2060\ufeff"  # invisible inside a word
_WORDS = re.compile(rf"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[{_SPLIT}]+[^\W\d_]+)*|[^\w\s{_SPLIT}]")
_GONE = dict.fromkeys(map(ord, _SPLIT))
LONGEST = 260  # words of both sides; a longer bead is left alone, because cost grows with the square
_FAR = 0.3  # what a partner's cosine loses from one end of the bead to the other
_PARTNER = 0.25  # the least cosine of two words that are each other's counterpart


@dataclass(frozen=True, slots=True)
class Word:
    """A word (or number, or mark) of a bead: where it stands, its probabilities of being answered, missing, another and in another's role,
    and its counterpart on the other side, if it has one."""

    span: Span
    text: str
    tags: tuple[float, float, float, float]
    partner: Span | None = None

    @property
    def doubt(self) -> float:
        """Probability that something is wrong with it."""
        return 1 - self.tags[OK]

    @property
    def spoken(self) -> bool:
        """Whether it is a word or number rather than a mark."""
        return self.text[0].isalnum()


@dataclass(frozen=True, slots=True)
class Cover:
    """The words of a bead, judged; `odds` are the probabilities that something in it is missing, another, or in another's role."""

    source: tuple[Word, ...]
    target: tuple[Word, ...]
    odds: tuple[float, float, float]

    def on(self, side: str) -> tuple[Word, ...]:
        """The words on a side, "source" or "target"."""
        return self.source if side == "source" else self.target


def judged(letters: tuple[Letter, Letter]) -> bool:
    """Whether the tagger knows both languages."""
    return all(primary(letter.language) in LANGUAGES for letter in letters)


def cover(beads: Sequence[Bead], letters: tuple[Letter, Letter], tagger: Tagger) -> tuple[Cover | None, ...]:
    """The words of each bead, judged; None where a side is empty, is no running text or is too long."""
    groups = [(bead.source, bead.target) if _running(bead, letters) else None for bead in beads]
    return tuple(_compared(groups, letters, tagger))


def compare(groups: tuple[Sequence[Segment], Sequence[Segment]], letters: tuple[Letter, Letter], tagger: Tagger) -> Cover | None:
    """The words of any two groups of segments, judged against each other."""
    return next(_compared([groups], letters, tagger))


def _running(bead: Bead, letters: tuple[Letter, Letter]) -> bool:
    both = (bead.source, bead.target)
    return all(both) and all(letter.role_of(s) in COVERED for letter, group in zip(letters, both, strict=True) for s in group)


def _compared(
    groups: Sequence[tuple[Sequence[Segment], Sequence[Segment]] | None], letters: tuple[Letter, Letter], tagger: Tagger
) -> Iterator[Cover | None]:
    found = [[_words(letter, group) for letter, group in zip(letters, both, strict=True)] if both is not None else None for both in groups]
    fit = [
        words is not None and all(any(text[0].isalnum() for _, text in side) for side in words) and sum(map(len, words)) <= LONGEST for words in found
    ]
    languages = (primary(letters[0].language), primary(letters[1].language))
    texts = [([text for _, text in words[0]], [text for _, text in words[1]]) for words, good in zip(found, fit, strict=True) if words and good]
    tagged = iter(tagger.tag_all(texts, languages))
    for words, good in zip(found, fit, strict=True):
        if words is None or not good:
            yield None
            continue
        tags = next(tagged)
        partners = _partners(tags.likeness, words[0], words[1])
        backwards = {j: i for i, j in partners.items()}
        yield Cover(
            _judged(words[0], tags.source, partners, words[1]),
            _judged(words[1], tags.target, backwards, words[0]),
            (float(tags.bead[0]), float(tags.bead[1]), float(tags.bead[2])),
        )


def _judged(here: list[tuple[Span, str]], tags: Floats, partners: dict[int, int], there: list[tuple[Span, str]]) -> tuple[Word, ...]:
    return tuple(
        Word(span, text, (float(row[0]), float(row[1]), float(row[2]), float(row[3])), there[partners[k]][0] if k in partners else None)
        for k, ((span, text), row) in enumerate(zip(here, tags, strict=True))
    )


def _words(letter: Letter, segments: Sequence[Segment]) -> list[tuple[Span, str]]:
    return [
        (Span(segment.span.start + match.start(), segment.span.start + match.end()), match.group().translate(_GONE))
        for segment in segments
        for match in _WORDS.finditer(letter[segment.span])
    ]


def _partners(likeness: Floats, source: Sequence[tuple[Span, str]], target: Sequence[tuple[Span, str]]) -> dict[int, int]:
    """One-to-one counterparts, best first (competitive linking, Melamed 2000), by cosine less a price for distance."""
    n, m = likeness.shape
    place = np.abs((np.arange(n)[:, None] + 0.5) / n - (np.arange(m)[None, :] + 0.5) / m)
    score = np.where(likeness >= _PARTNER, likeness - _FAR * place, -1.0)
    for k, (_, text) in enumerate(source):
        if not text[0].isalnum():
            score[k, :] = -1.0
    for k, (_, text) in enumerate(target):
        if not text[0].isalnum():
            score[:, k] = -1.0
    made: dict[int, int] = {}
    taken: set[int] = set()
    for flat in np.argsort(-score, axis=None, kind="stable"):
        i, j = divmod(int(flat), m)
        if score[i, j] <= 0:
            break
        if i not in made and j not in taken:
            made[i] = j
            taken.add(j)
    return made
