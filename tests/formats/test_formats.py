"""The same letter in every format gives the same findings: from files in the repository, and anew from LibreOffice where it is installed."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

from letterqa import Checker, Report
from letterqa.letter import fold

HERE = Path(__file__).parent
FORMATS = ("docx", "odt", "rtf", "html", "pdf")


def found(report: Report) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Rule, severity and the words pointed at on both sides, however the format breaks its lines."""
    bitext = report.bitext
    return sorted(
        (
            finding.rule.id,
            str(finding.severity),
            tuple(fold(bitext.source[span]).lstrip("-•· ") for span in finding.source),
            tuple(fold(bitext.target[span]).lstrip("-•· ") for span in finding.target),
        )
        for finding in report.findings
    )


@pytest.fixture(scope="module")
def expected(checker: Checker) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """What the text files show; the errors were put in by hand."""
    findings = found(checker.check(HERE / "letter_en.txt", HERE / "letter_it.txt"))
    assert {rule for rule, *_ in findings} == {
        "addressee.person", "addressee.address", "addressee.salutation", "addressee.signature", "contacts.changed", "meaning.omission",
        "meaning.low-similarity", "structure.missing", "structure.placeholder",
    }  # fmt: skip
    return findings


@pytest.mark.parametrize("name", FORMATS)
def test_files_of_the_repository(name: str, checker: Checker, expected: list[object]) -> None:
    assert found(checker.check(HERE / f"letter_en.{name}", HERE / f"letter_it.{name}")) == expected


@pytest.mark.parametrize("name", FORMATS)
def test_two_formats_at_once(name: str, checker: Checker, expected: list[object]) -> None:
    assert found(checker.check(HERE / "letter_en.txt", HERE / f"letter_it.{name}")) == expected


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pair made anew by the LibreOffice of this machine."""
    if shutil.which("soffice") is None:
        if os.environ.get("LETTERQA_REQUIRE_OFFICE"):
            pytest.fail("LETTERQA_REQUIRE_OFFICE is set, but LibreOffice is not installed")
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("formats")
    for path in HERE.glob("letter_*.txt"):
        shutil.copy(path, folder)
    spec = importlib.util.spec_from_file_location("make_formats", Path(__file__).parents[2] / "tools" / "make_formats.py")
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    tool.make(folder)
    return folder


@pytest.mark.parametrize("name", FORMATS)
def test_files_made_here(name: str, fresh: Path, checker: Checker, expected: list[object]) -> None:
    assert found(checker.check(fresh / f"letter_en.{name}", fresh / f"letter_it.{name}")) == expected
