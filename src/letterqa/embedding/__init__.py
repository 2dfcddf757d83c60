"""Text to vectors: everything that compares meaning goes through an Encoder, whatever model is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
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


def load_encoder(model: str | None = None) -> Encoder:
    """The encoder for a model folder, or the shipped one for None.

    Raises ConfigError when the folder does not hold a model that can be read.
    """
    from letterqa.embedding.static import StaticEncoder

    if model is None:
        return StaticEncoder(Path(str(resources.files("letterqa") / "data" / "model")))
    folder = Path(model)
    if not folder.is_dir():
        raise ConfigError(f"No model folder at {model}: give the path of a folder with model.safetensors and tokenizer.json, or leave --model out.")
    return StaticEncoder(folder)
