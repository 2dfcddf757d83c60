"""The training tool's pieces that need no torch: what both exports say must be the same."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from letterqa.embedding.static import StaticEncoder

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("train_embedding", ROOT / "tools" / "train_embedding.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def exported(tool: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A small model with random vectors, exported twice, and sentences in six languages."""
    sentences = [cell for row in tool.held_out_rows(25) for cell in row]
    tokenizer = tool.train_tokenizer(iter(sentences), 3000)
    vectors = np.random.default_rng(3).normal(size=(tokenizer.get_vocab_size(), 64)).astype(np.float32)
    vectors *= np.random.default_rng(4).lognormal(size=(len(vectors), 1)).astype(np.float32)
    out = tmp_path_factory.mktemp("model")
    tool.export(vectors, tokenizer.to_str(), out, tool.calibrate(vectors, tokenizer, tool.held_out_rows(25)))
    return out, sentences


def test_both_exports_give_the_same_vectors(exported: tuple[Path, list[str]]) -> None:
    """The int8 folder and the float32 one, read by hand as sentence-transformers does, agree within what rounding can do."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    folder, sentences = exported
    small = StaticEncoder(folder / "int8").encode(sentences)
    static = folder / "float32" / "0_StaticEmbedding"
    table, tokenizer = load_file(static / "model.safetensors")["embedding.weight"], Tokenizer.from_file(str(static / "tokenizer.json"))
    large = np.stack([table[encoding.ids].mean(axis=0) for encoding in tokenizer.encode_batch(sentences, add_special_tokens=False)])
    large /= np.linalg.norm(large, axis=1, keepdims=True)
    assert float((small * large).sum(axis=1).min()) > 0.9995


def test_int8_rows_use_their_whole_scale(exported: tuple[Path, list[str]]) -> None:
    """Every row's largest entry is 127, so no precision is given away; the scales undo it."""
    from safetensors.numpy import load_file

    tensors = load_file(exported[0] / "int8" / "model.safetensors")
    assert tensors["embeddings"].dtype == np.int8
    assert (np.abs(tensors["embeddings"]).max(axis=1) == 127).all()
    large = load_file(exported[0] / "float32" / "0_StaticEmbedding" / "model.safetensors")["embedding.weight"]
    assert np.abs(tensors["embeddings"] * tensors["weights"][:, None] - large).max() <= np.abs(large).max() / 254 * 1.001


def test_tokenizer_isolates_digits_and_apostrophes(tool: ModuleType, exported: tuple[Path, list[str]]) -> None:
    """Digits are read one by one, and an elided article is apart from its noun."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(exported[0] / "int8" / "tokenizer.json"))
    pieces = tokenizer.encode("L’arte, 90.000").tokens
    assert [piece.strip("▁") for piece in pieces if piece.strip("▁").isdigit()] == list("90000")
    assert any(piece.strip("▁") == "'" for piece in pieces)


def test_held_out_sentences_are_not_trained_on(tool: ModuleType) -> None:
    """No pair made from the own sentences holds one that is kept back for CI."""
    kept = {cell for row in tool.held_out_rows(20) for cell in row}
    words = {line for name in ("lexicon.tsv", "forms.tsv") for line in (tool.OWN / name).read_text(encoding="utf-8").splitlines()}
    assert len(kept) > 500 and words
    trained = {side for pairs in tool.own_pairs(20).values() for pair in pairs for side in pair}
    assert not kept & trained


@pytest.mark.neural
def test_sentence_transformers_reads_the_export(exported: tuple[Path, list[str]]) -> None:
    """The float32 folder through sentence-transformers itself gives the int8 folder's vectors."""
    from sentence_transformers import SentenceTransformer

    folder, sentences = exported
    large = SentenceTransformer(str(folder / "float32"), device="cpu").encode(sentences, normalize_embeddings=True)
    small = StaticEncoder(folder / "int8").encode(sentences)
    assert float((small * large).sum(axis=1).min()) > 0.9995
