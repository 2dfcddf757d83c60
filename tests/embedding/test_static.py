"""The static encoder: model2vec's vectors from model2vec's folder, and a folder that is damaged is said to be."""

from __future__ import annotations

import json
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from model2vec import StaticModel
from safetensors.numpy import load_file, save_file

from letterqa.embedding import load_encoder
from letterqa.embedding.static import StaticEncoder
from letterqa.errors import ConfigError

MODEL = Path(str(resources.files("letterqa") / "data" / "model"))

SENTENCES = [
    "She has been held in an overcrowded prison since May 2024.",
    "È detenuta da maggio 2024 in una prigione sovraffollata.",
    "Elle est détenue depuis mai 2024 dans une prison surpeuplée.",
    "Está detenida desde mayo de 2024 en una prisión abarrotada.",
    "Sie wird seit Mai 2024 in einem überfüllten Gefängnis festgehalten.",
    "Está detida desde maio de 2024 numa prisão superlotada.",
    "We urge you to release Mr Haddad.",
    "l’art. 14 dell'ordinamento; 90’000 persone",
    "SHOUTED WORDS AND 1,234.56 FIGURES",
    "word",
    "word " * 600,
    "Menschen\u00adrechts\u00adverteidigerinnen\u00a0und\n-verteidiger",
]


@pytest.fixture(scope="module", autouse=True)
def offline() -> Iterator[None]:
    """Any connection is an error: neither loader may look a model up on a server."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        yield


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    return StaticEncoder(MODEL)


@pytest.fixture(scope="module")
def reference() -> StaticModel:
    # A path that exists is read from the disk; anything else would be looked up on a server.
    assert MODEL.is_dir()
    return StaticModel.from_pretrained(str(MODEL), force_download=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model, to be damaged."""
    return Path(shutil.copytree(MODEL, tmp_path / "model"))


@pytest.mark.parametrize("index", range(len(SENTENCES)), ids=[sentence[:20].strip() for sentence in SENTENCES])
def test_same_vectors_as_model2vec(encoder: StaticEncoder, reference: StaticModel, index: int) -> None:
    """Both loaders give the same vector, long texts in full."""
    expected = reference.encode([SENTENCES[index]], max_length=None)
    assert np.abs(encoder.encode([SENTENCES[index]]) - expected).max() < 1e-5


def test_batches_change_nothing(encoder: StaticEncoder) -> None:
    """A sentence has the same vector whatever it is encoded with."""
    together = encoder.encode(SENTENCES)
    alone = np.vstack([encoder.encode([sentence]) for sentence in SENTENCES])
    assert np.array_equal(together, alone)


def test_unit_vectors(encoder: StaticEncoder) -> None:
    """Vectors are float32, of the model's length, and of norm one."""
    vectors = encoder.encode(SENTENCES)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(SENTENCES), encoder.dimensions)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize(
    "text", [pytest.param("", id="empty"), pytest.param(" \n\t", id="blank"), pytest.param("𒀀𒀁", id="unknown-script")]
)
def test_nothing_known_is_zero(encoder: StaticEncoder, text: str) -> None:
    """A text without a known piece has no direction, also among others."""
    vectors = encoder.encode(["We ask.", text])
    assert not vectors[1].any()
    assert vectors[0].any()


def test_no_texts(encoder: StaticEncoder) -> None:
    """No text gives no row, but still the right number of columns."""
    assert encoder.encode([]).shape == (0, encoder.dimensions)


def test_translations_are_close(encoder: StaticEncoder) -> None:
    """A sentence is nearer to its translations than to another sentence, and so is the probability."""
    vectors = encoder.encode(SENTENCES[:7])
    cosines = vectors[0] @ vectors.T
    assert cosines[1:6].min() > cosines[6]
    assert encoder.probability(float(cosines[1:6].min())) > encoder.probability(float(cosines[6]))


def test_probability_rises_from_nought_to_one(encoder: StaticEncoder) -> None:
    """The probability rises with the cosine and stays within bounds."""
    values = [encoder.probability(cosine) for cosine in np.linspace(-1, 1, 21)]
    assert values == sorted(values)
    assert 0 <= values[0] < 0.05
    assert 0.95 < values[-1] <= 1


def test_card_of_the_shipped_model(encoder: StaticEncoder) -> None:
    """The shipped model has a name and names its six languages."""
    assert encoder.languages == ("en", "it", "fr", "es", "de", "pt")
    assert encoder.name == json.loads((MODEL / "letterqa.json").read_text(encoding="utf-8"))["name"]


def test_shipped_model_is_the_default() -> None:
    """No model named means the one that ships, and a named folder gives that one."""
    assert load_encoder().name == StaticEncoder(MODEL).name
    assert load_encoder(str(MODEL)).name == StaticEncoder(MODEL).name


def test_name_without_card(folder: Path) -> None:
    """A model without a card is named by its vectors, wherever it lies."""
    (folder / "letterqa.json").unlink()
    moved = shutil.copytree(folder, folder.parent / "moved")
    name = StaticEncoder(folder).name
    assert name.startswith("static ")
    assert StaticEncoder(moved).name == name
    assert StaticEncoder(folder).languages is None


def rewrite(folder: Path, **changes: np.ndarray) -> dict[str, np.ndarray]:
    """Write the model's tensors again, with changes; returns what was there."""
    tensors = load_file(folder / "model.safetensors")
    save_file({**tensors, **changes}, folder / "model.safetensors")
    return tensors


def test_weights_count(folder: Path) -> None:
    """A model with a weight a piece gives the vectors that model2vec gives."""
    pieces = len(load_file(folder / "model.safetensors")["embeddings"])
    rewrite(folder, weights=np.random.default_rng(7).uniform(0.1, 2, pieces))
    expected = StaticModel.from_pretrained(str(folder), force_download=False).encode(SENTENCES, max_length=None)
    assert np.abs(StaticEncoder(folder).encode(SENTENCES) - expected).max() < 1e-5


def test_mapping_counts(folder: Path) -> None:
    """A model whose pieces share vectors gives the vectors that model2vec gives."""
    table = load_file(folder / "model.safetensors")["embeddings"]
    mapping = (np.arange(len(table)) % 1000).astype(np.int64)
    rewrite(folder, embeddings=np.ascontiguousarray(table[:1000]), mapping=mapping)
    expected = StaticModel.from_pretrained(str(folder), force_download=False).encode(SENTENCES, max_length=None)
    assert np.abs(StaticEncoder(folder).encode(SENTENCES) - expected).max() < 1e-5


def test_float_table(folder: Path) -> None:
    """A float16 table is read as well as an int8 one."""
    table = load_file(folder / "model.safetensors")["embeddings"]
    rewrite(folder, embeddings=table.astype(np.float16))
    assert np.abs(StaticEncoder(folder).encode(SENTENCES) - StaticEncoder(MODEL).encode(SENTENCES)).max() < 1e-5


Damage = Callable[[Path], object]


def drop(name: str) -> Damage:
    return lambda folder: (folder / name).unlink()


def put(name: str, data: bytes) -> Damage:
    return lambda folder: (folder / name).write_bytes(data)


def truncate(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1000])


def rename_table(folder: Path) -> None:
    save_file({"vectors": load_file(folder / "model.safetensors")["embeddings"]}, folder / "model.safetensors")


def flatten(folder: Path) -> None:
    rewrite(folder, embeddings=load_file(folder / "model.safetensors")["embeddings"].ravel())


def mix(folder: Path) -> None:
    rewrite(folder, embeddings=np.ascontiguousarray(load_file(folder / "model.safetensors")["embeddings"][:500]))


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(drop("tokenizer.json"), id="no-tokenizer"),
        pytest.param(drop("model.safetensors"), id="no-vectors"),
        pytest.param(put("tokenizer.json", b"{}"), id="empty-tokenizer"),
        pytest.param(put("tokenizer.json", b"\xff\xfe"), id="binary-tokenizer"),
        pytest.param(put("model.safetensors", b""), id="empty-vectors"),
        pytest.param(put("model.safetensors", b"version https://git-lfs.github.com/spec/v1\noid sha256:12"), id="lfs-pointer"),
        pytest.param(put("model.safetensors", b"\x02\x00\x00\x00\x00\x00\x00\x00{}"), id="no-tensor"),
        pytest.param(put("model.safetensors", b"\x10\x00\x00\x00\x00\x00\x00\x00{}"), id="cut-in-header"),
        pytest.param(put("config.json", b"not json"), id="broken-config"),
        pytest.param(put("letterqa.json", b"[1"), id="broken-card"),
        pytest.param(truncate, id="cut-in-vectors"),
        pytest.param(rename_table, id="other-table"),
        pytest.param(flatten, id="flat-table"),
        pytest.param(mix, id="two-models-mixed"),
    ],
)
def test_damaged_folder(folder: Path, damage: Damage) -> None:
    """A damaged folder is refused when it is opened, with its name, not when it is used."""
    damage(folder)
    with pytest.raises(ConfigError, match=re.escape(str(folder))):
        load_encoder(str(folder))


@pytest.mark.parametrize("name", [pytest.param("nowhere", id="missing"), pytest.param("config.json", id="a-file")])
def test_no_folder(folder: Path, name: str) -> None:
    """What is no folder is refused with what to give instead; no name is looked up on a server."""
    with pytest.raises(ConfigError, match="No model folder at .*leave --model out"):
        load_encoder(str(folder / name))


def test_loads_quickly() -> None:
    """Loading takes well under a second: vectors stay on the disk until they are used."""
    StaticEncoder(MODEL)  # imports and the disk's cache
    started = time.perf_counter()
    StaticEncoder(MODEL).encode(["We ask."])
    assert time.perf_counter() - started < 1.5


def test_table_is_mapped(encoder: StaticEncoder) -> None:
    """The vectors are a read-only map of the file."""
    with pytest.raises(ValueError, match="read-only"):
        encoder._table[0, 0] = 1
