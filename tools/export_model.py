#!/usr/bin/env python3
"""Write the shipped embedding as a sentence-transformers folder (a StaticEmbedding with float32 vectors), for use outside letterqa.

    python tools/export_model.py OUT

The folder carries the model's name, languages and calibration (letterqa.json), so `letterqa check --model OUT` gives the shipped model's
findings. Needs numpy and safetensors.
"""

from __future__ import annotations

import json
import shutil
import sys
from importlib import resources
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

MODULES = [
    {"idx": 0, "name": "0", "path": "0_StaticEmbedding", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]


def export(out: Path, vectors: np.ndarray, tokenizer: Path, card: Path | None = None) -> None:
    """Write `out` for vectors `(pieces, dimensions)`; unknown pieces must count for nothing, so their row is zero."""
    embedding = out / "0_StaticEmbedding"
    embedding.mkdir(parents=True, exist_ok=True)
    (out / "1_Normalize").mkdir(exist_ok=True)
    save_file({"embedding.weight": np.ascontiguousarray(vectors, dtype=np.float32)}, embedding / "model.safetensors")
    shutil.copyfile(tokenizer, embedding / "tokenizer.json")
    (out / "modules.json").write_text(json.dumps(MODULES, indent=1) + "\n", encoding="utf-8")
    (out / "config_sentence_transformers.json").write_text(json.dumps({"similarity_fn_name": "cosine"}) + "\n", encoding="utf-8")
    if card is not None:
        shutil.copyfile(card, out / "letterqa.json")


def shipped(out: Path) -> None:
    """Export the model that letterqa ships."""
    folder = Path(str(resources.files("letterqa") / "data" / "model"))
    tensors = load_file(folder / "model.safetensors")
    vectors = tensors["embeddings"].astype(np.float32) * tensors["weights"][:, None]
    pieces = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    for number, (piece, _) in enumerate(pieces):
        if piece == "[UNK]":
            vectors[number] = 0
    export(out, vectors, folder / "tokenizer.json", folder / "letterqa.json")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    shipped(Path(sys.argv[1]))
