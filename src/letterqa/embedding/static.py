"""Static embeddings: one vector a piece, a sentence is their weighted mean; numpy alone, vectors mapped from the file.

The folder is in model2vec's format (`model.safetensors` with `embeddings` and optional `weights`, `tokenizer.json`,
`config.json`); `letterqa.json` beside them may hold the calibration. model2vec's own loader costs three times as long to
import and start, which is why the file is read here; a test holds both to the same vectors.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from letterqa.errors import ConfigError

_TYPES = {"I8": np.int8, "F16": np.float16, "F32": np.float32, "F64": np.float64}
# Where a model brings no calibration: a cosine of one half is even odds. Replaced per model by the fit in letterqa.json.
_PRIOR = (10.0, -5.0)


class StaticEncoder:
    """A model2vec folder as an Encoder. Thread-safe; vectors stay on disk until they are used."""

    def __init__(self, folder: Path) -> None:
        """Open `folder`; raises ConfigError when a file is missing or not what it should be."""
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            tensors = mapped(folder / "model.safetensors")
            self._config: dict[str, Any] = _json(folder / "config.json")
            self._extra: dict[str, Any] = _json(folder / "letterqa.json")
        except Exception as error:  # tokenizers raises bare Exception for a bad file
            raise ConfigError(f"{folder} does not hold a static embedding model ({error}); give a folder in model2vec format.") from error
        if "embeddings" not in tensors or tensors["embeddings"].ndim != 2:
            raise ConfigError(f"{folder / 'model.safetensors'} holds no table named embeddings; give a folder in model2vec format.")
        pieces = len(tensors["embeddings"]) if "mapping" not in tensors else len(tensors["mapping"])
        if self._tokenizer.get_vocab_size() > pieces:
            raise ConfigError(f"{folder} mixes two models (more pieces in tokenizer.json than vectors); copy all its files again from one place.")
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._table = tensors["embeddings"]
        self._weights = tensors.get("weights")
        self._mapping = tensors.get("mapping")
        self._unknown = self._tokenizer.token_to_id("[UNK]")
        self._blank = self._tokenizer.token_to_id("▁")
        self._folder = folder

    @cached_property
    def name(self) -> str:
        """Folder-independent name: the model's own, or a digest of its vectors' file."""
        if name := self._extra.get("name"):
            return str(name)
        import hashlib

        with (self._folder / "model.safetensors").open("rb") as file:
            return f"static {hashlib.file_digest(file, 'sha256').hexdigest()[:12]}"

    @property
    def languages(self) -> tuple[str, ...] | None:
        """Languages the model card names, None where it names none."""
        named = self._extra.get("languages")
        return tuple(named) if named else None

    @property
    def calibrated(self) -> bool:
        """Whether the folder brings its own calibration."""
        return "calibration" in self._extra

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._table.shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors `(len(texts), dimensions)`; a text without a known piece gives a zero vector."""
        out = self.sums(texts)
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        np.divide(out, norms, out=out, where=norms > 0)
        return out

    def sums(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Weighted sums of the vectors of the pieces, `(len(texts), dimensions)`; the length of a word's sum tells how much it says."""
        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, encoding in enumerate(self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)):
            ids = np.asarray([piece for piece in encoding.ids if piece != self._unknown], dtype=np.int64)
            if (ids == self._blank).all():  # nothing known, or nothing but the blanks between unknown words
                continue
            rows = self._table[ids if self._mapping is None else self._mapping[ids]]
            # The weighted sum as a product keeps the int8 rows small: they become floats once, here.
            weights = np.ones(len(ids), dtype=np.float32) if self._weights is None else self._weights[ids].astype(np.float32)
            out[row] = weights @ rows.astype(np.float32)
        return out

    def probability(self, cosine: float) -> float:
        """Platt scaling (Platt 1999) of the cosine; `letterqa.json` holds slope and intercept fitted on held-out sentences."""
        slope, intercept = self._extra.get("calibration", _PRIOR)
        return 1 / (1 + math.exp(-(slope * cosine + intercept)))


def is_static(folder: Path) -> bool:
    """Whether a folder holds a static model in model2vec's format (which may carry files for sentence-transformers besides).

    A folder with no model of any kind counts as one, so that the error names what is missing here.
    """
    path = folder / "model.safetensors"
    if not path.is_file():
        return not (folder / "modules.json").is_file()
    try:
        return "embeddings" in mapped(path) or _json(folder / "config.json").get("model_type") == "model2vec"
    except (ValueError, KeyError, OSError):
        return True


@lru_cache(maxsize=1)
def shipped() -> StaticEncoder:
    """The model that comes with letterqa, opened once."""
    return StaticEncoder(Path(str(resources.files("letterqa") / "data" / "model")))


def _json(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def mapped(path: Path) -> dict[str, NDArray[Any]]:
    """The tensors of a safetensors file as read-only memory maps (format: an 8-byte length, a JSON header, raw data)."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        if size > 1 << 24:
            raise ValueError("not a safetensors file")
        header = json.loads(file.read(size))
    data = np.memmap(path, mode="r", offset=8 + size)
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        if entry["dtype"] not in _TYPES and not entry["dtype"].startswith(("I", "U")):
            raise ValueError(f"{name} is of type {entry['dtype']}")
        kind = _TYPES.get(entry["dtype"], np.dtype(f"<{entry['dtype'].lower()[0]}{int(entry['dtype'][1:]) // 8}"))
        start, end = entry["data_offsets"]
        tensors[name] = data[start:end].view(kind).reshape(entry["shape"])
    return tensors
