"""Any sentence-transformers model as an Encoder, through the extra `letterqa[neural]`; nothing is imported or fetched before it is named."""

from __future__ import annotations

import contextlib
import json
import os
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from letterqa.errors import ConfigError

Progress = Callable[[int, int], None]

BATCH = 64
# Texts whose vectors are kept: an alignment asks for the same sentences again and again.
_KEPT = 20_000
_INSTALL = "Install it with `pip install 'letterqa[neural]'`, or leave --model out to use the model that ships."


class NeuralEncoder:
    """A sentence-transformers model, from a folder or by its name on the hub; on the GPU where there is one. Not thread-safe."""

    def __init__(self, model: str, progress: Progress | None = None) -> None:
        """Load `model`; a name that is no folder is looked up in the local cache and then fetched from the hub.

        Raises ConfigError where the extra is not installed, or the model is missing, broken or out of reach.
        """
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            with _quiet():
                from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise ConfigError(f"--model {model} needs the package sentence-transformers. {_INSTALL}") from error
        folder = Path(model).is_dir()
        try:
            with _quiet():
                self._model: Any = SentenceTransformer(model, local_files_only=folder)
        except Exception as error:  # the libraries below raise many kinds for a missing file, a wrong format, no network
            reason = " ".join(str(error).split())[:200]
            if folder:
                raise ConfigError(f"{model} does not hold a sentence-transformers model ({reason}).") from error
            raise ConfigError(
                f"The model {model} is neither a folder here, nor in the local cache, nor could it be fetched from the hub ({reason}). "
                "Check the name and the network, or give a folder."
            ) from error
        self._model.eval()
        extra = Path(model) / "letterqa.json"
        self._extra: dict[str, Any] = json.loads(extra.read_text(encoding="utf-8")) if folder and extra.is_file() else {}
        self._progress = progress
        self._path = model
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    @property
    def name(self) -> str:
        """The model's own name, or its folder's or hub name; never a path."""
        return str(self._extra.get("name") or (Path(self._path).resolve().name if Path(self._path).is_dir() else self._path))

    @property
    def languages(self) -> tuple[str, ...] | None:
        """Languages that the model's letterqa.json names, None without one."""
        named = self._extra.get("languages")
        return tuple(named) if named else None

    @property
    def calibrated(self) -> bool:
        """Whether the model brings its own calibration."""
        return "calibration" in self._extra

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors `(len(texts), dimensions)`. A text longer than the model reads is cut, and its pieces' vectors are averaged."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._kept]
        found: dict[str, NDArray[np.float32]] = {}
        for start in range(0, len(fresh), BATCH):
            if self._progress is not None:
                self._progress(start, len(fresh))
            chunk = fresh[start : start + BATCH]
            for text, vector in zip(chunk, self._batch(chunk), strict=True):
                found[text] = vector
        if self._progress is not None and len(fresh) > BATCH:
            self._progress(len(fresh), len(fresh))
        for text in texts:
            if text in self._kept:
                found[text] = self._kept[text]
                self._kept.move_to_end(text)
        self._kept.update(found)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        if not texts:
            return np.zeros((0, int(self._model.get_sentence_embedding_dimension() or 1)), dtype=np.float32)
        return np.stack([found[text] for text in texts])

    def _batch(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        parts = [self._parts(text) for text in texts]
        flat = [part for group in parts for part in group]
        found = self._model.encode(flat, batch_size=BATCH, show_progress_bar=False, convert_to_numpy=True, normalize_embeddings=True)
        vectors = np.asarray(found, dtype=np.float32)
        out, at = [], 0
        for text, group in zip(texts, parts, strict=True):
            vector = vectors[at : at + len(group)].mean(axis=0)
            norm = float(np.linalg.norm(vector))
            out.append(vector / norm if norm and text.strip() else np.zeros_like(vector))
            at += len(group)
        return out

    def _parts(self, text: str) -> list[str]:
        """The text in as many equal parts, by words, as it takes for the model to read all of it."""
        limit = getattr(self._model, "max_seq_length", None)
        words = text.split()
        # Few words have more than four pieces; only what may be too long is counted.
        if not limit or len(words) * 4 < limit:
            return [text]
        try:
            pieces = len(self._model.tokenizer(text, truncation=False)["input_ids"])
        except (TypeError, KeyError):  # a static embedding's tokenizer: no limit that matters
            return [text]
        count = -(-pieces // max(8, limit - 2))
        size = -(-len(words) // max(1, count))
        return [" ".join(words[start : start + size]) for start in range(0, len(words), size)]

    def probability(self, cosine: float) -> float:
        """Platt scaling by the calibration that the model brings; without one use background.OneScale."""
        slope, intercept = self._extra.get("calibration", (10.0, -5.0))
        return float(1 / (1 + np.exp(-(slope * cosine + intercept))))


@contextlib.contextmanager
def _quiet() -> Any:
    """Without the remarks that the libraries below log while loading."""
    import logging

    names = ("transformers", "sentence_transformers", "huggingface_hub", "torch")
    levels = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
