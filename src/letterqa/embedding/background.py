"""The background sample: sentences in six languages that no model of ours saw, by which any model is measured and put on one scale."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from letterqa.embedding import Encoder

LANGUAGES = ("en", "it", "fr", "es", "de", "pt")
# Where the shipped model's cosines of sentences that do not answer each other lie: prices and bars were set on this scale.
CHANCE = 0.095
FITS = 0.8  # a model that finds fewer of the sample's translations does not fit a pair of languages


@cache
def sample() -> dict[str, tuple[str, ...]]:
    """Some hundred sentences by language, each row the same in all (data/background.tsv; the project's own, CC0)."""
    text = (resources.files("letterqa") / "data" / "background.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    return {language: tuple(row[column] for row in rows) for column, language in enumerate(LANGUAGES)}


def accuracy(encoder: Encoder, one: str, two: str) -> float | None:
    """Share of the sample's sentences whose own translation is the nearest of all, mean of both directions; None where the sample lacks
    a language, and for two letters in one language."""
    sentences = sample()
    if one == two or one not in sentences or two not in sentences:
        return None
    cosine = encoder.encode(sentences[one]) @ encoder.encode(sentences[two]).T
    here = np.arange(len(cosine))
    return float(((cosine.argmax(axis=1) == here).mean() + (cosine.argmax(axis=0) == here).mean()) / 2)


class OneScale:
    """An encoder whose vectors are moved so that cosines mean what those of the shipped model mean.

    The mean vector of the background sample is taken off, because many models put all texts into a narrow cone (Mu and Viswanath 2018),
    and one dimension is added that lifts the similarity of strangers to where the shipped model has it: `1 - cosine` shrinks by one factor
    for all pairs, so nothing changes its rank. Probabilities come from Platt scaling (Platt 1999) on the sample: a sentence and its
    translation against, in equal number, a sentence and a stranger and a sentence and its translation with a stranger glued to it.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def languages(self) -> tuple[str, ...] | None:
        return self._encoder.languages

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors `(len(texts), dimensions + 1)`; zero vectors stay zero."""
        mean, share = self._scale
        return _moved(self._encoder.encode(texts), mean, share)

    def probability(self, cosine: float) -> float:
        """Calibrated probability that two sentences with this cosine translate each other."""
        slope, intercept = self._platt
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, slope * cosine + intercept))))

    @cached_property
    def _vectors(self) -> dict[str, NDArray[np.float32]]:
        return {language: self._encoder.encode(texts) for language, texts in sample().items()}

    @cached_property
    def _scale(self) -> tuple[NDArray[np.float32], float]:
        mean = np.concatenate(list(self._vectors.values())).mean(axis=0).astype(np.float32)
        centred = {language: _moved(vectors, mean, 1.0) for language, vectors in self._vectors.items()}
        strangers = []
        for one, two in itertools.combinations(LANGUAGES, 2):
            cosine = centred[one] @ centred[two].T
            strangers.append(cosine[~np.eye(len(cosine), dtype=bool)].mean())
        chance = float(np.mean(strangers))
        return mean, min(1.0, (1 - CHANCE) / (1 - chance))

    @cached_property
    def _platt(self) -> tuple[float, float]:
        mean, share = self._scale
        cosines, labels = [], []
        sentences = sample()
        for one, two in itertools.permutations(LANGUAGES, 2):
            left, right = _moved(self._vectors[one], mean, share), _moved(self._vectors[two], mean, share)
            strangers = np.roll(right, 7, axis=0)
            cosines += [(left * right).sum(axis=1), (left * strangers).sum(axis=1)[::2]]
            labels += [np.ones(len(left)), np.zeros(len(left[::2]))]
        for one, two in zip(LANGUAGES, (*LANGUAGES[1:], LANGUAGES[0]), strict=True):
            texts = sentences[two]
            glued = self.encode([f"{text} {texts[(row + 7) % len(texts)]}" for row, text in enumerate(texts)])
            half = (_moved(self._vectors[one], mean, share) * glued).sum(axis=1)
            cosines.append(np.tile(half, 2))
            labels.append(np.zeros(2 * len(half)))
        return platt(np.concatenate(cosines), np.concatenate(labels))


def platt(cosines: NDArray[np.floating], labels: NDArray[np.floating]) -> tuple[float, float]:
    """Slope and intercept of P(label | cosine): logistic regression by Newton's method (Platt 1999)."""
    design, weights = np.stack([cosines, np.ones_like(cosines)], axis=1).astype(float), np.zeros(2)
    for _ in range(50):
        odds = 1 / (1 + np.exp(-np.clip(design @ weights, -60, 60)))
        hessian = design.T @ (design * (odds * (1 - odds))[:, None]) + 1e-3 * np.eye(2)
        weights += np.linalg.solve(hessian, design.T @ (labels - odds) - 1e-3 * weights)
    return float(weights[0]), float(weights[1])


def _moved(vectors: NDArray[np.float32], mean: NDArray[np.float32], share: float) -> NDArray[np.float32]:
    moved = vectors - np.where(np.any(vectors, axis=1, keepdims=True), mean, 0)
    norms = np.linalg.norm(moved, axis=1, keepdims=True)
    unit: NDArray[np.float32] = np.divide(moved, norms, out=np.zeros_like(moved), where=norms > 0)
    if share == 1.0:
        return unit
    lift = np.where(norms > 0, np.sqrt(1 - share), 0)
    out: NDArray[np.float32] = np.hstack([unit * np.sqrt(share), lift]).astype(np.float32)
    return out
