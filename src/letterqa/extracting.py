"""Term pairs proposed from texts that translate each other, for a person to edit: by how often two phrases stand in the same beads and by the
likeness of their meaning."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from letterqa.embedding import Encoder
from letterqa.letter import fold
from letterqa.locales import SUPPORTED, load, primary
from letterqa.mentions.names import capitalises, ordinary
from letterqa.termbase.concepts import Concept, Form, Kind, Status, Term
from letterqa.termbase.parsing import identifier, looks_like_acronym
from letterqa.termbase.words import Word, wording, words

LONGEST = 6  # words of a proposed term
_LEAST = 0.5  # of the score below
_MOST = 40  # phrases of one bead and side
_MARKS = re.compile(r"[\"“”„«»()\[\]]")
_OFTEN, _OFTEN_ALONE = 2, 3  # times that a phrase, and a single word, must occur if no capital marks it


@dataclass(frozen=True, slots=True)
class Proposal:
    """A source and a target phrase; `score` in [0, 1] is the geometric mean of the Dice coefficient of the beads that hold them and the cosine
    of their vectors (Dice 1945; Melamed 2000 for the one-to-one linking); `times` is how many beads hold both."""

    source: str
    target: str
    score: float
    times: int


def propose(pairs: Sequence[tuple[str, str]], languages: tuple[str, str], encoder: Encoder, most: int = 200) -> tuple[Proposal, ...]:
    """The best term pairs of some translated segments (source, target), the surest first. Memory grows with the number of distinct phrases."""
    sides = [[_phrases(fold(pair[side]), languages[side]) for pair in pairs] for side in (0, 1)]
    shown = [_shown(group) for group in sides]
    counts = [Counter(key for bead in group for key in bead) for group in sides]
    good = [{key for key, number in counts[side].items() if _worth(shown[side][key], key, number, languages[side])} for side in (0, 1)]
    joint: Counter[tuple[str, str]] = Counter()
    for one, two in zip(*sides, strict=True):
        left, right = [key for key in one if key in good[0]][:_MOST], [key for key in two if key in good[1]][:_MOST]
        joint.update((a, b) for a in left for b in right)
    if not joint:
        return ()
    keys = [sorted({pair[side] for pair in joint}) for side in (0, 1)]
    vectors = [encoder.encode([shown[side][key] for key in keys[side]]) for side in (0, 1)]
    at = [{key: number for number, key in enumerate(group)} for group in keys]
    scored = []
    for (a, b), times in joint.items():
        dice = 2 * times / (counts[0][a] + counts[1][b])
        cosine = float(np.dot(vectors[0][at[0][a]], vectors[1][at[1][b]]))
        # Of two phrases that say the same, the longer one is the term; a hair is enough to tell.
        length = 0.004 * min(len(a.split()), len(b.split()))
        if cosine > 0:
            scored.append((round(math.sqrt(dice * cosine) + length, 6), times, a, b))
    scored.sort(key=lambda item: (-item[0], -item[1], item[2], item[3]))
    return tuple(_linked(scored, shown, most))


def _linked(scored: Iterable[tuple[float, int, str, str]], shown: list[dict[str, str]], most: int) -> Iterable[Proposal]:
    """One partner each, best first; a phrase inside one already taken is left out."""
    taken: tuple[list[str], list[str]] = ([], [])
    for score, times, a, b in scored:
        if score < _LEAST or most <= len(taken[0]):
            break
        if any(f" {key} " in f" {old} " or f" {old} " in f" {key} " for key, olds in ((a, taken[0]), (b, taken[1])) for old in olds):
            continue
        taken[0].append(a)
        taken[1].append(b)
        yield Proposal(shown[0][a], shown[1][b], min(1.0, score), times)


def concepts(proposals: Iterable[Proposal], languages: tuple[str, str]) -> list[Concept]:
    """Proposals as concepts, to be written to a file and edited."""
    found: dict[str, Concept] = {}
    for item in proposals:
        forms = [Form.ACRONYM if looks_like_acronym(text) else Form.FULL for text in (item.source, item.target)]
        terms = tuple(
            Term(text, tag, Status.PREFERRED, form, verified=False)
            for text, tag, form in zip((item.source, item.target), languages, forms, strict=True)
        )
        key = identifier(item.source)
        found.setdefault(key, Concept(key, Kind.PHRASE, terms, note=f"proposed: score {item.score:.2f}, {item.times} times"))
    return list(found.values())


def _phrases(text: str, language: str) -> dict[str, str]:
    """The phrases of a segment: their keys and how they are written."""
    every = words(text, language)
    found: dict[str, str] = {}
    for start, first in enumerate(every):
        for end in range(start, min(start + LONGEST, len(every))):
            last = every[end]
            gap = text[every[end - 1].end : last.start] if end > start else ""
            if last.broken != first.broken or last.commas != first.commas or (end > start and last.skipped > 2) or _MARKS.search(gap):
                break
            found.setdefault(" ".join(word.key for word in every[start : end + 1]), text[first.start : last.end])
    return found


@cache
def _function_words(code: str) -> frozenset[str]:
    """Words that neither begin nor end a term."""
    return frozenset(load(code).open_end) | wording(code).linking if code in SUPPORTED else frozenset()


def _shown(group: Iterable[dict[str, str]]) -> dict[str, str]:
    """How each phrase is written most often."""
    written: dict[str, Counter[str]] = {}
    for bead in group:
        for key, text in bead.items():
            written.setdefault(key, Counter())[text] += 1
    return {key: max(sorted(texts), key=lambda text: (texts[text], -sum(c.isupper() for c in text))) for key, texts in written.items()}


def _worth(text: str, key: str, number: int, language: str) -> bool:
    """Whether a phrase may be a term: it has a name's capital (in a language that gives nouns none), or comes again."""
    every: tuple[Word, ...] = words(text, language)
    capitals = sum(word.raw[:1].isupper() for word in every)
    if any(word.raw.isdigit() or word.raw.lower() in _function_words(primary(language)) for word in (every[0], every[-1])):
        return False
    if len(every) == 1:
        if every[0].initials:
            return True
        return number >= _OFTEN_ALONE and len(every[0].plain) > 3 and not ordinary(every[0].plain, primary(language))
    # Names begin with a capital; what only holds some is half a sentence.
    named = capitals >= 2 and every[0].raw[:1].isupper() and not capitalises(language)
    return named or number >= _OFTEN
