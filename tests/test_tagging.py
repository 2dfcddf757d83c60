"""The tagger: words in, probabilities out, the same in numpy as in the library that trained it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from letterqa.coverage import compare
from letterqa.letter import Block, Letter, Origin, Role, Segment, Span
from letterqa.passages import Kind, passages, runs
from letterqa.tagging import LANGUAGES, load_tagger, words_of

TOOL = Path(__file__).parents[1] / "tools" / "train_tagger.py"
EN = "The court rejected the appeal and ordered the army to leave the village before the end of the year."
IT = "La corte ha respinto il ricorso e ha ordinato all'esercito di lasciare il villaggio prima della fine dell'anno."


def letter(text: str, language: str) -> Letter:
    whole = Span(0, len(text))
    return Letter("x", language, text, (Block(whole, Role.PARAGRAPH, language),), (Segment(0, whole, 0),), Origin("line", (0,)), "")


def judge(source: str, target: str, languages: tuple[str, str] = ("en", "it")):
    letters = letter(source, languages[0]), letter(target, languages[1])
    cover = compare((letters[0].segments, letters[1].segments), letters, load_tagger())
    assert cover is not None
    return cover


def test_words() -> None:
    assert words_of("L’arte, 90.000 e «sé-stesso».") == ["L", "’", "arte", ",", "90.000", "e", "«", "sé", "-", "stesso", "»", "."]


def test_probabilities() -> None:
    """Four for each word, adding up to one; the same every time."""
    source, target = words_of(EN), words_of(IT)
    tags = load_tagger().tag(source, target, ("en", "it"))
    assert tags.source.shape == (len(source), 4) and tags.target.shape == (len(target), 4) and tags.bead.shape == (3,)
    assert np.allclose(tags.source.sum(axis=1), 1, atol=1e-5) and np.allclose(tags.target.sum(axis=1), 1, atol=1e-5)
    again = load_tagger().tag(source, target, ("en", "it"))
    assert np.array_equal(tags.source, again.source) and np.array_equal(tags.bead, again.bead)


def test_a_translation_is_covered() -> None:
    cover = judge(EN, IT)
    assert max(word.doubt for word in (*cover.source, *cover.target) if word.spoken) < 0.5
    partners = {EN[word.span.start : word.span.end]: word.partner and IT[word.partner.start : word.partner.end] for word in cover.source}
    assert partners["court"] == "corte" and partners["army"] == "esercito" and partners["village"] == "villaggio"


def test_a_lost_clause_is_marked_to_the_word() -> None:
    lost = " e ha ordinato all'esercito di lasciare il villaggio prima della fine dell'anno"
    cover = judge(EN, IT.replace(lost, ""))
    found = [passage for passage in passages(cover, (lambda span: False, lambda span: False)) if passage.weight > 8]
    assert [passage.kind for passage in found] == [Kind.OMISSION]
    span = found[0].source.span if found[0].source else Span(0, 0)
    assert "ordered the army to leave the village before the end of the year" in EN[span.start : span.end]
    assert "rejected" not in EN[span.start : span.end]


def test_an_added_clause_is_marked_to_the_word() -> None:
    added = ", dopo avere ascoltato i medici e i vicini di casa,"
    cover = judge(EN, IT.replace(" e ha", f"{added} e ha"))
    found = [passage for passage in passages(cover, (lambda span: False, lambda span: False)) if passage.weight > 8]
    assert [passage.kind for passage in found] == [Kind.ADDITION] and found[0].source is None


def test_what_other_checks_compare_has_no_weight() -> None:
    """Words that are known as figures, dates or names count for nothing, however doubtful."""
    cover = judge(EN, IT.replace(" e ha ordinato all'esercito di lasciare il villaggio prima della fine dell'anno", ""))
    assert all(run.weight == 0 for run in runs(cover.source, lambda span: True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_odd_texts(language: str) -> None:
    """One word, unknown signs, marks beside words: always an answer, never a failure."""
    for source, target in (("a", "b"), ("☃ word", "mot ☃☃"), ("9", "9.000"), ("x " * 90, "y " * 90)):
        assert judge(source, target, (language, "en")).source


def test_nothing_to_judge() -> None:
    letters = letter("...", "en"), letter("…", "it")
    assert compare((letters[0].segments, letters[1].segments), letters, load_tagger()) is None
    long = letter("word " * 300, "en"), letter("parola " * 300, "it")
    assert compare((long[0].segments, long[1].segments), long, load_tagger()) is None


@pytest.mark.neural
def test_torch_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The network as it was trained, with the shipped weights, gives the probabilities that numpy gives."""
    import torch
    from safetensors.numpy import load_file

    spec = importlib.util.spec_from_file_location("train_tagger", TOOL)
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    folder = Path(load_tagger.__wrapped__.__globals__["__file__"]).parent / "data" / "tagger"
    config = __import__("json").loads((folder / "config.json").read_text(encoding="utf-8"))
    table = tool.Table()
    source, target = words_of(EN), words_of(IT)
    case = ("en", "it", source, target, [0] * len(source), [0] * len(target))
    ready = tool.arrays(case, table)
    vectors, norms = tool.unit_vectors(table)
    model = tool.network(vectors.shape[1], config["width"], config["layers"], config["heads"])
    model.load_state_dict({name: torch.from_numpy(value.astype(np.float32)) for name, value in load_file(folder / "model.safetensors").items()})
    model.eval()
    inputs, _, _ = tool.padded([ready], vectors, norms)
    with torch.no_grad():
        out, whole = model(*inputs)
    tags = load_tagger().tag(source, target, ("en", "it"))
    assert np.abs(out.softmax(-1)[0].numpy() - np.concatenate([tags.source, tags.target])).max() < 1e-3
    assert np.abs(torch.sigmoid(whole)[0].numpy() - tags.bead).max() < 1e-3
