"""Mirrors: exchanging the letters exchanges omission and addition, and a letter has nothing against itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterqa import Checker, Finding, Settings
from letterqa.letter import Role, Span
from small_letters import loud

LETTERS = Path(__file__).parents[1] / "benchmarks" / "letters" / "dev"
FOLDERS = sorted(folder for folder in LETTERS.iterdir() if folder.is_dir())
MIRROR = {"meaning.omission": "meaning.addition", "meaning.addition": "meaning.omission"}
for _family in ("structure", "contacts", "codes", "figures", "dates", "names"):
    MIRROR |= {f"{_family}.missing": f"{_family}.added", f"{_family}.added": f"{_family}.missing"}


def pair(folder: Path) -> tuple[Path, Path]:
    """The two clean letters of a case."""
    return next(folder.glob("source.*.txt")), next(folder.glob("target.*.txt"))


def told(findings: list[Finding], swapped: bool = False) -> list[tuple[str, str, tuple[Span, ...], tuple[Span, ...]]]:
    """What findings say, with the sides exchanged back."""
    return sorted(
        (MIRROR.get(item.rule.id, item.rule.id), str(item.severity), item.target, item.source) if swapped else (item.rule.id, str(item.severity), item.source, item.target)
        for item in findings
    )


@pytest.mark.parametrize("folder", [pytest.param(folder, id=folder.name) for folder in FOLDERS[:5]])
def test_exchanged_sides(checker: Checker, tmp_path: Path, folder: Path) -> None:
    """A sentence removed from the target is an omission; with the letters exchanged, an addition at the same places."""
    source, target = pair(folder)
    clean = checker.check(source, target).bitext
    letter = clean.target
    # The first sentence long enough to be missed that follows another in its paragraph, and answers one sentence alone.
    span = next(
        bead.target[0].span
        for bead in clean.beads
        if bead.shape == "1-1"
        and letter.role_of(bead.target[0]) is Role.PARAGRAPH
        and bead.target[0] is not letter.segments_of(bead.target[0].block)[0]
        and len(letter[bead.target[0].span].split()) >= 10
    )
    shorter = tmp_path / target.name
    shorter.write_text(letter.text[: span.start].rstrip(" ") + letter.text[span.end :], encoding="utf-8")
    one = checker.check(source, shorter)
    two = checker.check(shorter, source)
    assert told(loud(one)) == told(loud(two), swapped=True)
    assert "meaning.omission" in {item.rule.id for item in loud(one)}
    assert "meaning.addition" in {item.rule.id for item in loud(two)}


@pytest.mark.parametrize("path", [pytest.param(path, id=f"{folder.name}-{path.stem}") for folder in FOLDERS for path in pair(folder)])
def test_a_letter_against_itself(checker: Checker, path: Path) -> None:
    """Declared to be in one language, a letter against itself raises nothing but its own blanks."""
    code = path.suffixes[0].removeprefix(".")
    with Checker(Settings(source_lang=code, target_lang=code)) as same:
        same.__dict__["encoder"] = checker.encoder  # the session's, so that the model is loaded once
        report = same.check(path, path)
    assert [item for item in loud(report) if item.rule.id != "structure.placeholder"] == []
    assert report.equivalence > 0.9
