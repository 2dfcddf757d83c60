"""Text to vectors: everything that compares meaning goes through an Encoder, whatever model is behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from letterqa.errors import ConfigError

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """A sentence encoder. `name` identifies the model and its version in the report's signature."""

    @property
    def name(self) -> str: ...

    @property
    def languages(self) -> tuple[str, ...] | None:
        """Codes of the languages the model was made for; None where unknown."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape `(len(texts), dimensions)`; a text without a known word gives a zero vector."""

    def probability(self, cosine: float) -> float:
        """Calibrated probability in [0, 1] that two sentences with this cosine translate each other."""


def load_encoder(model: str | None = None, progress: Callable[[int, int], None] | None = None) -> Encoder:
    """The shipped encoder for None; else that of a folder (model2vec or sentence-transformers), or a sentence-transformers model by
    its name on the hub. A model that brings no calibration of its own is put on the shipped model's scale (background.OneScale).

    `progress` is called with the number of texts done and to do. Raises ConfigError for a model that is missing or cannot be read.
    """
    from letterqa.embedding.static import StaticEncoder, is_static, shipped

    if model is None:
        return shipped()
    from letterqa.embedding.background import OneScale

    folder = Path(model)
    if folder.is_dir() and is_static(folder):
        static = StaticEncoder(folder)
        return static if static.calibrated else OneScale(static)
    if not folder.is_dir() and (folder.is_absolute() or model.startswith((".", "~")) or "\\" in model or model.count("/") > 1):
        raise ConfigError(f"No model folder at {model}: give the path of a folder, the name of a model on the hub, or leave --model out.")
    if folder.is_dir() and not any((folder / name).is_file() for name in ("modules.json", "config.json")):
        raise ConfigError(f"{model} holds no model: neither that of model2vec (model.safetensors) nor of sentence-transformers (modules.json).")
    from letterqa.embedding.neural import NeuralEncoder

    neural = NeuralEncoder(model, progress)
    return neural if neural.calibrated else OneScale(neural)
