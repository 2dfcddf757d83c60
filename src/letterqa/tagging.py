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
_TOGETHER = 400  # words that are computed together: more gain nothing
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


class _View:
    """What a bead's words are to each other: `cosine`, `equal` (the same word), `across` (on different sides), `steps` (relative places), and
    `features` of each word for the model. `n` are the words of the source."""

    def __init__(self, n: int, unit: Floats, lowered: NDArray[np.str_], wordy: NDArray[np.bool_]) -> None:
        size = len(unit)
        self.n = n
        self.cosine: Floats = unit @ unit.T
        side = np.arange(size) >= n
        self.across = across = side[:, None] != side[None, :]
        self.equal: Floats = ((lowered[:, None] == lowered[None, :]) & wordy[:, None] & wordy[None, :]).astype(np.float32)
        mine = np.where(side, size - n, n).astype(np.float32)
        others = (size - mine).astype(np.float32)
        place = np.concatenate([(np.arange(n) + 0.5) / n, (np.arange(size - n) + 0.5) / (size - n)]).astype(np.float32)
        step = place[None, :] - place[:, None]
        relative = np.where(across, step * max(n, size - n) / 2, step * mine[:, None])
        self.steps: NDArray[np.int64] = np.clip(np.rint(relative), -REACH, REACH).astype(np.int64) + REACH
        best = np.maximum(np.where(across, self.cosine, -1.0).max(axis=1), 0)
        self.features = np.stack([best, (self.equal * across).max(axis=1), np.log((mine + 1) / (others + 1)), 1 / (mine + 1)])


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
        return self.tag_all([(source, target)], languages)[0]

    def tag_all(self, beads: Sequence[tuple[Sequence[str], Sequence[str]]], languages: tuple[str, str]) -> list[Tags]:
        """The same for several beads: what does not look from word to word is computed for many at a time."""
        found: list[Tags] = []
        group: list[tuple[Sequence[str], Sequence[str]]] = []
        size = 0
        for bead in beads:
            group.append(bead)
            size += len(bead[0]) + len(bead[1])
            if size >= _TOGETHER:
                found += self._group(group, languages)
                group, size = [], 0
        return found + self._group(group, languages) if group else found

    def _group(self, beads: Sequence[tuple[Sequence[str], Sequence[str]]], languages: tuple[str, str]) -> list[Tags]:
        words = [word for bead in beads for side in bead for word in side]
        small = [word.lower() for word in words]
        sums = self._sums(small)
        norms = np.linalg.norm(sums, axis=1)
        unit = sums / np.maximum(norms, 1e-6)[:, None]
        lowered = np.array(small)
        wordy = np.array([word[0].isalnum() for word in words])
        codes = [LANGUAGES.index(language) for language in languages]
        cuts: list[tuple[int, int, int]] = []  # of each bead, where its source begins, its target begins, it ends
        for source, target in beads:
            at = cuts[-1][2] if cuts else 0
            cuts.append((at, at + len(source), at + len(source) + len(target)))
        views = [_View(middle - at, unit[at:end], lowered[at:end], wordy[at:end]) for at, middle, end in cuts]
        told = [self._told(view) for view in views]
        extra = np.stack(
            [
                np.array([word[0].isupper() for word in words]),
                np.array([word[0].isdigit() for word in words]),
                ~wordy,
                np.log(np.maximum(norms, 1e-3)),
                *np.concatenate([view.features for view in views], axis=1),
            ],
            axis=1,
        ).astype(np.float32)
        x = self._linear("word", unit) + self._linear("extra", extra)
        x += self._tensors["language.weight"][[code for at, middle, end in cuts for code in [codes[0]] * (middle - at) + [codes[1]] * (end - middle)]]
        for layer in range(self._layers):
            x = self._layer(f"layers.{layer}.", x, [held[layer] for held in told], cuts)
        x = self._norm("last", x)
        tags = _softmax(self._linear("tag", x))
        pools = [(x[at:middle].max(axis=0), x[middle:end].max(axis=0)) for at, middle, end in cuts]
        whole = self._linear("bead", np.stack([np.concatenate([np.maximum(*pool), np.minimum(*pool)]) for pool in pools]))
        return [
            Tags(tags[at:middle], tags[middle:end], 1 / (1 + np.exp(-bead)), view.cosine[: view.n, view.n :])
            for (at, middle, end), bead, view in zip(cuts, whole, views, strict=True)
        ]

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

    def _told(self, view: _View) -> Floats:
        """What every head of every layer knows of two words before it reads them: `(layers, heads, words, words)`."""
        across, cosine, equal = view.across, view.cosine, view.equal
        size = len(cosine)
        zero = np.float32(0)
        kinds = np.stack(
            [np.where(across, zero, cosine), np.where(across, zero, equal), np.where(across, cosine, zero), np.where(across, equal, zero)]
        )
        told: Floats = self._alike @ kinds.reshape(4, size * size)
        told += np.take(self._places, (view.steps + across * (2 * REACH + 1)).ravel(), axis=1)
        shaped: Floats = told.reshape(self._layers, self._heads, size, size)
        return shaped

    def _layer(self, name: str, x: Floats, told: Sequence[Floats], cuts: Sequence[tuple[int, int, int]]) -> Floats:
        size, width = x.shape
        depth = width // self._heads
        q, k, v = self._linear(f"{name}mix", self._norm(f"{name}before", x)).reshape(size, 3, self._heads, depth).transpose(1, 2, 0, 3)
        q = q * np.float32(depth**-0.5)
        mixed = np.empty((size, self._heads, depth), dtype=np.float32)
        for (at, _, end), known in zip(cuts, told, strict=True):
            scores = q[:, at:end] @ k[:, at:end].transpose(0, 2, 1)
            scores += known
            mixed[at:end] = (_softmax(scores) @ v[:, at:end]).transpose(1, 0, 2)
        x = x + self._linear(f"{name}out", mixed.reshape(size, width))
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
