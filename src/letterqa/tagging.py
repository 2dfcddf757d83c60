"""Word-level quality estimation: for every word of a bead, how likely it is answered, missing, mistranslated or in another's role.

A small transformer reads the words of both sides together (tools/train_tagger.py trains it on errors made by rule and on contrast
rows); here it is computed with numpy alone. It does not know which side is the source: with the
sides exchanged every word is judged the same. Words come in as the sums of their pieces' vectors in the shipped static embedding, whatever
encoder aligns the letters, and every attention head sees the cosine of two words and their relative places.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from letterqa.embedding.static import StaticEncoder, mapped, shipped

Floats = NDArray[np.float32]

LANGUAGES = ("en", "it", "fr", "es", "de", "pt")
_KEPT = 20_000  # words whose vectors are kept
REACH = 8  # relative places are told apart up to this many words
OK, MISSING, WRONG, ROLE = range(4)
WORDS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")


def words_of(text: str) -> list[str]:
    """The words, numbers and marks of a text, in order."""
    return WORDS.findall(text)


@dataclass(frozen=True)
class Tags:
    """What the tagger says of one bead. `source` and `target` are `(words, 4)` probabilities of OK, MISSING, WRONG, ROLE; `bead` the
    probabilities that something in it is missing, wrong or in another's role; `likeness` the cosines `(source words, target words)`."""

    source: Floats
    target: Floats
    bead: Floats
    likeness: Floats


class Tagger:
    """The shipped tagger. Thread-safe."""

    def __init__(self, folder: Path, encoder: StaticEncoder) -> None:
        self._tensors: dict[str, Floats] = {name: np.asarray(value, dtype=np.float32) for name, value in mapped(folder / "model.safetensors").items()}
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.name = str(config["name"])
        self._heads, self._layers = int(config["heads"]), int(config["layers"])
        self._encoder = encoder
        # How relative places and likenesses weigh, for all heads of all layers together: one product gives them for a bead.
        self._places = np.concatenate(
            [np.concatenate([self._tensors[f"layers.{k}.same"], self._tensors[f"layers.{k}.cross"]], axis=1) for k in range(self._layers)]
        )
        self._alike = np.concatenate([self._tensors[f"layers.{k}.likeness"] for k in range(self._layers)])
        self._vectors: dict[str, Floats] = {}

    def tag(self, source: Sequence[str], target: Sequence[str], languages: tuple[str, str]) -> Tags:
        """Probabilities for the words of a bead (as `words_of` gives them); both sides must have words, `languages` must be in LANGUAGES."""
        n, size = len(source), len(source) + len(target)
        words = [*source, *target]
        small = [word.lower() for word in words]
        sums = self._sums(small)
        norms = np.linalg.norm(sums, axis=1)
        unit = sums / np.maximum(norms, 1e-6)[:, None]
        cosine = unit @ unit.T
        side = np.arange(size) >= n
        across = side[:, None] != side[None, :]
        wordy = np.array([word[0].isalnum() for word in words])
        lowered = np.array(small)
        equal = ((lowered[:, None] == lowered[None, :]) & wordy[:, None] & wordy[None, :]).astype(np.float32)
        mine = np.where(side, size - n, n).astype(np.float32)
        others = (size - mine).astype(np.float32)
        place = np.concatenate([(np.arange(n) + 0.5) / n, (np.arange(size - n) + 0.5) / (size - n)]).astype(np.float32)
        step = place[None, :] - place[:, None]
        relative = np.where(across, step * max(n, size - n) / 2, step * mine[:, None])
        index = np.clip(np.rint(relative), -REACH, REACH).astype(np.int64) + REACH
        best = np.maximum(np.where(across, cosine, -1.0).max(axis=1), 0)
        extra = np.stack(
            [
                np.array([word[0].isupper() for word in words]),
                np.array([word[0].isdigit() for word in words]),
                ~wordy,
                np.log(np.maximum(norms, 1e-3)),
                best,
                (equal * across).max(axis=1),
                np.log((mine + 1) / (others + 1)),
                1 / (mine + 1),
            ],
            axis=1,
        ).astype(np.float32)
        x = self._linear("word", unit) + self._linear("extra", extra)
        x += self._tensors["language.weight"][[LANGUAGES.index(languages[0])] * n + [LANGUAGES.index(languages[1])] * (size - n)]
        told = self._told(index, across, cosine, equal)
        for layer in range(self._layers):
            x = self._layer(f"layers.{layer}.", x, told[layer])
        x = self._norm("last", x)
        tags = _softmax(self._linear("tag", x))
        pools = x[:n].max(axis=0), x[n:].max(axis=0)
        bead = self._linear("bead", np.concatenate([np.maximum(*pools), np.minimum(*pools)])[None, :])[0]
        return Tags(tags[:n], tags[n:], 1 / (1 + np.exp(-bead)), cosine[:n, n:])

    def _sums(self, words: Sequence[str]) -> Floats:
        """The words' vectors; those not met before are made together, as each call of the tokenizer has its price."""
        known = self._vectors
        fresh = [word for word in dict.fromkeys(words) if word not in known]
        if fresh:
            if len(known) > _KEPT:
                # Another mapping: a thread that still reads the old one loses nothing.
                known = self._vectors = {word: known[word] for word in words if word in known}
            known.update(zip(fresh, self._encoder.sums(fresh), strict=True))
        return np.stack([known[word] for word in words])

    def _linear(self, name: str, x: Floats) -> Floats:
        out: Floats = x @ self._tensors[f"{name}.weight"].T + self._tensors[f"{name}.bias"]
        return out

    def _norm(self, name: str, x: Floats) -> Floats:
        centred = x - x.mean(axis=1, keepdims=True)
        scaled: Floats = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-5)
        return scaled * self._tensors[f"{name}.weight"] + self._tensors[f"{name}.bias"]

    def _told(self, index: NDArray[np.int64], across: NDArray[np.bool_], cosine: Floats, equal: Floats) -> Floats:
        """What every head of every layer knows of two words before it reads them: `(layers, heads, words, words)`."""
        size = len(index)
        zero = np.float32(0)
        kinds = np.stack(
            [np.where(across, zero, cosine), np.where(across, zero, equal), np.where(across, cosine, zero), np.where(across, equal, zero)]
        )
        told: Floats = self._alike @ kinds.reshape(4, size * size)
        told += np.take(self._places, (index + across * (2 * REACH + 1)).ravel(), axis=1)
        shaped: Floats = told.reshape(self._layers, self._heads, size, size)
        return shaped

    def _layer(self, name: str, x: Floats, told: Floats) -> Floats:
        size, width = x.shape
        depth = width // self._heads
        q, k, v = self._linear(f"{name}mix", self._norm(f"{name}before", x)).reshape(size, 3, self._heads, depth).transpose(1, 2, 0, 3)
        scores = (q * np.float32(depth**-0.5)) @ k.transpose(0, 2, 1)
        scores += told
        mixed = _softmax(scores.astype(np.float32, copy=False)) @ v
        x = x + self._linear(f"{name}out", mixed.transpose(1, 0, 2).reshape(size, width))
        up = self._linear(f"{name}up", self._norm(f"{name}after", x))
        # GELU, in the tanh form that the model was trained with (Hendrycks and Gimpel 2016).
        inner = up * up
        inner *= np.float32(0.7978845608 * 0.044715)
        inner += np.float32(0.7978845608)
        inner *= up
        np.tanh(inner, out=inner)
        inner += np.float32(1)
        inner *= up
        inner *= np.float32(0.5)
        return x + self._linear(f"{name}down", inner)


def _softmax(x: Floats) -> Floats:
    shifted: Floats = x - x.max(axis=-1, keepdims=True)
    np.exp(shifted, out=shifted)
    shifted /= shifted.sum(axis=-1, keepdims=True)
    return shifted


@lru_cache(maxsize=1)
def load_tagger() -> Tagger:
    """The shipped tagger, opened once."""
    return Tagger(Path(str(resources.files("letterqa") / "data" / "tagger")), shipped())
