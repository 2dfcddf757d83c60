"""Reference checks: another good translation is no finding, a passage that says something else than the approved one is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from letterqa import Checker, Settings
from letterqa.cli import _guarded, cli
from small_letters import DE, EN, ES, FR, IT, LETTERS, PT

# What another translator would write: at most a remark on the scores, never a finding.
OTHERWISE = [
    ("same", "en-it", []),
    ("synonyms", "en-it", [("picchiata", "percossa"), ("ha scritto un referto", "ha redatto un referto")]),
    ("order", "en-it", [("Secondo diversi testimoni, la polizia l'ha picchiata durante la prima notte.", "La polizia, secondo diversi testimoni, l'ha picchiata durante la prima notte.")]),
    ("passive", "fr-es", [("hombres armados quemaron la escuela del pueblo durante la noche", "la escuela del pueblo fue quemada por hombres armados durante la noche")]),
    ("pronoun", "de-pt", [("a empresa acusou-os de sabotagem", "a empresa acusou-os de terem cometido sabotagem")]),
    ("merged", "pt-de", [("Setúbal. Sie hatten", "Setúbal; sie hatten")]),
    ("short-item", "fr-es", [("que proteja a Rosa Quispe y a su familia", "proteger a Rosa Quispe y a los suyos")]),
    ("heading-words", "es-fr", [("menaces contre les paysans de Tambo", "menaces visant des paysans de Tambo")]),
]
FIRING = [
    ("new-sentence", "en-it", [("Il giudice si è rifiutato di leggere questo referto all'udienza.", "Tutti i vicini la ricordano come una persona tranquilla e generosa.")], "Il giudice si è rifiutato"),
    ("rewritten", "fr-es", [("El agua del río es la única riqueza de estas familias.", "Nadie conoce mejor los caminos de montaña que los pastores.")], "El agua del río"),
    ("other-content", "de-pt", [("As suas famílias vivem dos donativos dos vizinhos.", "O sindicato publicou ontem um novo comunicado sobre transportes.")], "As suas famílias"),
]


def compared(folder: Path, languages: str, edits: list[tuple[str, str]]):
    """Check a pair whose reference is the clean target, the target being edited."""
    one, two = languages.split("-")
    text = LETTERS[two]
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    for name, content in ((f"a_{one}.txt", LETTERS[one]), (f"b_{two}.txt", text), (f"reference_{two}.txt", LETTERS[two])):
        (folder / name).write_text(content, encoding="utf-8")
    with Checker(Settings(reference=str(folder / f"reference_{two}.txt"), only=("reference",))) as checker:
        return checker.check(folder / f"a_{one}.txt", folder / f"b_{two}.txt")


@pytest.mark.parametrize(("languages", "edits"), [pytest.param(*row, id=name) for name, *row in OTHERWISE])
def test_silent(tmp_path: Path, languages: str, edits: list[tuple[str, str]]) -> None:
    assert compared(tmp_path, languages, edits).findings == ()


@pytest.mark.parametrize(("languages", "edits", "says"), [pytest.param(*row, id=name) for name, *row in FIRING])
def test_firing(tmp_path: Path, languages: str, edits: list[tuple[str, str]], says: str) -> None:
    """One minor finding on the passage, which quotes the reference."""
    report = compared(tmp_path, languages, edits)
    assert [(item.rule.id, str(item.severity)) for item in report.findings] == [("reference.diverges", "minor")]
    assert says in report.findings[0].message and edits[0][1] in report.bitext.target[report.findings[0].target[0]]


def test_scores(tmp_path: Path) -> None:
    """The same text scores 100, 100 and 0; an edit lowers the passage's and the letter's scores; sacrebleu's signatures are told."""
    same = compared(tmp_path, "en-it", []).to_dict()["reference"]
    assert (same["bleu"], same["chrf"], same["ter"]) == (100.0, 100.0, 0.0)
    assert all(signature.endswith("version:" + signature.rsplit(":", 1)[1]) and "nrefs:1" in signature for signature in same["signatures"].values())
    edited = compared(tmp_path, "en-it", [("picchiata durante la prima notte", "portata in ospedale")]).to_dict()["reference"]
    assert edited["bleu"] < 100 and edited["chrf"] < 100 and edited["ter"] > 0
    assert min(passage["chrf"] for passage in edited["passages"]) < 80
    assert edited["path"] == "reference_it.txt"


def test_scores_are_those_of_sacrebleu(tmp_path: Path) -> None:
    """A passage's scores are what sacrebleu gives for its two texts."""
    from sacrebleu.metrics.chrf import CHRF

    report = compared(tmp_path, "en-it", [("ha scritto un referto", "ha steso un lungo referto")])
    reference = report.reference
    assert reference is not None
    passage = min(reference.passages, key=lambda passage: passage.scores.chrf)
    here = " ".join(report.bitext.target.plain(segment) for segment in passage.target)
    there = " ".join(" ".join(reference.letter[span].split()) for span in passage.reference)
    assert passage.scores.chrf == pytest.approx(CHRF(word_order=2).sentence_score(here, [there]).score)


@pytest.mark.parametrize(("text", "says"), [(FR, "seems to be in French"), (EN, "seems to be in English")])
def test_reference_in_another_language(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str) -> None:
    """One sentence that says what the reference is for, exit code 2."""
    for name, content in (("a_en.txt", EN), ("b_it.txt", IT), ("reference.txt", text)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    files = [str(tmp_path / name) for name in ("a_en.txt", "b_it.txt")]
    code = _guarded(lambda: cli.main(["check", *files, "--reference", str(tmp_path / "reference.txt")], standalone_mode=False))
    assert code == 2 and says in capsys.readouterr().err


def test_missing_reference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, content in (("a_es.txt", ES), ("b_de.txt", DE)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    files = [str(tmp_path / name) for name in ("a_es.txt", "b_de.txt")]
    code = _guarded(lambda: cli.main(["check", *files, "--reference", str(tmp_path / "none.txt")], standalone_mode=False))
    assert code == 2 and "none.txt" in capsys.readouterr().err


def test_reports_show_it(tmp_path: Path) -> None:
    """The HTML report gives the scores with their signatures, the JSON report the passages; without a reference neither speaks of one."""
    for name, content in (("a_de.txt", DE), ("b_pt.txt", PT)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    arguments = ["check", str(tmp_path / "a_de.txt"), str(tmp_path / "b_pt.txt"), "--report", str(tmp_path / "r.html"), "--report", str(tmp_path / "r.json")]
    with_reference = CliRunner().invoke(cli, [*arguments, "--reference", str(tmp_path / "b_pt.txt")])
    assert with_reference.exit_code == 0, with_reference.output
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Against the reference" in page and "chrF2++ 100.0" in page and "nrefs:1" in page
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["reference"]["passages"]
    CliRunner().invoke(cli, arguments)
    assert "Against the reference" not in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "reference" not in json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
