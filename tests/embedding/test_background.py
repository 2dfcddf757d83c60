"""The background sample measures any model and puts it on the shipped model's scale."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from letterqa.embedding import background, load_encoder
from letterqa.embedding.background import OneScale, accuracy, platt, sample

OWN = Path(__file__).parents[2] / "tools" / "data" / "own" / "sentences.tsv"


class Cone:
    """A shipped model whose vectors were pushed into a narrow cone, as those of many transformers lie: strangers have cosines near 0.8."""

    name = "cone"
    languages = None

    def __init__(self) -> None:
        self.inner = load_encoder()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = self.inner.encode(texts)
        vectors = vectors + 2.0 * np.eye(1, vectors.shape[1], dtype=np.float32)
        out: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return out

    def probability(self, cosine: float) -> float:
        raise AssertionError("its own scale is not asked")


class Letters:
    """Counts letters: knows nothing of any language."""

    name = "letters"
    languages = None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.array([[text.count(chr(code)) for code in range(97, 123)] for text in texts], dtype=np.float32) + 1
        out: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return out

    def probability(self, cosine: float) -> float:
        return cosine


def test_sample_is_what_training_leaves_out() -> None:
    """The sample is every 20th of the own sentences, in six languages."""
    rows = [line.split("\t") for line in OWN.read_text(encoding="utf-8").splitlines()][::20]
    assert [list(row) for row in zip(*sample().values(), strict=True)] == rows
    assert list(sample()) == ["en", "it", "fr", "es", "de", "pt"] and len(rows) > 100


@pytest.mark.parametrize(("one", "two"), list(itertools.combinations(background.LANGUAGES, 2)))
def test_shipped_model_fits_every_pair(one: str, two: str) -> None:
    assert (accuracy(load_encoder(), one, two) or 0) > 0.95


def test_a_model_that_knows_no_language_does_not_fit() -> None:
    assert (accuracy(Letters(), "en", "de") or 0) < background.FITS


@pytest.mark.parametrize(("one", "two"), [("en", "pl"), ("xx", "it"), ("it", "it")])
def test_pairs_that_cannot_be_tried(one: str, two: str) -> None:
    """No sentences in a language, or two letters in one: nothing is measured, nothing is claimed."""
    assert accuracy(Letters(), one, two) is None


def test_a_cone_is_put_on_the_shipped_scale() -> None:
    """Strangers and translations get cosines near those of the shipped model, and every pair keeps its rank."""
    raw, scaled, shipped = Cone(), OneScale(Cone()), load_encoder()
    english, italian = sample()["en"], sample()["it"]
    cosine = {encoder: encoder.encode(english) @ encoder.encode(italian).T for encoder in (raw, scaled, shipped)}
    strangers = ~np.eye(len(english), dtype=bool)
    assert cosine[raw][strangers].mean() > 0.7
    assert abs(cosine[scaled][strangers].mean() - cosine[shipped][strangers].mean()) < 0.05
    assert abs(np.diag(cosine[scaled]).mean() - np.diag(cosine[shipped]).mean()) < 0.12
    assert np.allclose(np.linalg.norm(scaled.encode(english), axis=1), 1, atol=1e-5)


def test_probabilities_mean_the_same_on_every_scale() -> None:
    """A translation is likely and a stranger unlikely, whatever the model's own cosines are."""
    for encoder in (OneScale(Cone()), OneScale(load_encoder())):
        left, right = encoder.encode(sample()["fr"]), encoder.encode(sample()["es"])
        own = [encoder.probability(float(value)) for value in (left * right).sum(axis=1)]
        strange = [encoder.probability(float(value)) for value in (left * np.roll(right, 3, axis=0)).sum(axis=1)]
        assert np.median(own) > 0.8 and np.median(strange) < 0.05
        assert all(0 <= value <= 1 for value in own + strange)


def test_empty_text_has_no_direction() -> None:
    assert not OneScale(load_encoder()).encode([""]).any()


def test_platt_finds_the_odds() -> None:
    """Of values drawn with known odds the fit gives the odds back."""
    chance = np.random.default_rng(1)
    values = chance.uniform(-1, 1, 20_000)
    labels = (chance.random(20_000) < 1 / (1 + np.exp(-(6 * values - 2)))).astype(float)
    slope, intercept = platt(values, labels)
    assert slope == pytest.approx(6, abs=0.4) and intercept == pytest.approx(-2, abs=0.25)
