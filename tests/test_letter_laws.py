"""Laws that hold for any two letters: whatever is cut, doubled, mixed or changed, the report keeps its word."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from letterqa import Checker, Report, Settings
from letterqa.finding import Finding
from letterqa.render import FORMATS
from small_letters import DE, EN, ES, FR, IT, PT

PAIRS = {("en", "it"): (EN, IT), ("fr", "es"): (FR, ES), ("de", "pt"): (DE, PT)}
FEW = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
# What is lost when read one way is added when read the other.
MIRROR = {"missing": "added", "added": "missing", "omission": "addition", "addition": "omission"}


def edited(text: str, seed: int) -> str:
    """A letter with blocks dropped, doubled or moved, sentences cut and figures changed."""
    chance = random.Random(seed)
    blocks = text.split("\n\n")
    for _ in range(chance.randrange(4)):
        kind, at = chance.randrange(6), chance.randrange(len(blocks))
        if kind == 0 and len(blocks) > 3:
            del blocks[at]
        elif kind == 1:
            blocks.insert(at, blocks[at])
        elif kind == 2:
            other = chance.randrange(len(blocks))
            blocks[at], blocks[other] = blocks[other], blocks[at]
        elif kind == 3:
            blocks[at] = blocks[at][: chance.randrange(5, 200)]
        elif kind == 4:
            blocks[at] = "".join(str((int(c) + 1) % 10) if c.isdigit() and c.isascii() and chance.random() < 0.3 else c for c in blocks[at])
        else:
            blocks[at] += " " + chance.choice(("[NAME]", "TODO", "90’000", "info@exаmple.org", "\u202e", "31.06.2024", "…", "“"))
    return "\n\n".join(blocks)


def report(checker: Checker, folder: Path, source: str, target: str, codes: tuple[str, str]) -> Report:
    names = (f"one_{codes[0]}.txt", f"two_{codes[1]}.txt")
    for name, text in zip(names, (source, target), strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    return checker.check(folder / names[0], folder / names[1])


def every(found: Report) -> list[Finding]:
    return list(found._all((*found.findings, *found.waived)))  # type: ignore[arg-type]


drawn = given(st.sampled_from(sorted(PAIRS)), st.integers(0, 10**9), st.integers(0, 10**9))


@FEW
@drawn
def test_spans_lie_in_the_text_and_bytes_repeat(checker: Checker, codes: tuple[str, str], one: int, two: int) -> None:
    source, target = PAIRS[codes]
    with TemporaryDirectory() as folder:
        found = report(checker, Path(folder), edited(source, one), edited(target, two), codes)
        for finding in every(found):
            for letter, spans in ((found.bitext.source, finding.source), (found.bitext.target, finding.target)):
                assert all(0 <= span.start <= span.end <= len(letter.text) for span in spans)
            assert finding.source or finding.target or finding.rule.family in ("structure", "terminology", "addressee", "dates", "reference")
        assert len(set(found.fingerprints.values())) == len(found.fingerprints) == len(every(found))
        again = report(checker, Path(folder), edited(source, one), edited(target, two), codes)
        for kind in ("json", "html", "sarif", "tsv"):
            assert FORMATS[kind](found) == FORMATS[kind](again)


@FEW
@given(st.sampled_from(sorted(PAIRS)), st.integers(0, 1), st.integers(0, 10**9))
def test_a_letter_against_itself_says_what_lint_says(codes: tuple[str, str], side: int, seed: int) -> None:
    code, text = codes[side], edited(PAIRS[codes][side], seed)
    with TemporaryDirectory() as name, Checker(Settings(source_lang=code, target_lang=code)) as checker:
        folder = Path(name)
        for path in ("a.txt", "b.txt"):
            (folder / path).write_text(text, encoding="utf-8")
        alone = {finding.rule.id for finding in checker.lint(folder / "a.txt").findings}
        found = checker.check(folder / "a.txt", folder / "b.txt")
        assert [(finding.rule.id, finding.message) for finding in found.findings if finding.rule.id not in alone] == []


@FEW
@drawn
def test_exchanged_sides_mirror_each_other(checker: Checker, codes: tuple[str, str], one: int, two: int) -> None:
    source, target = PAIRS[codes]
    with TemporaryDirectory() as folder:
        there = report(checker, Path(folder), edited(source, one), edited(target, two), codes)
        back = report(checker, Path(folder), edited(target, two), edited(source, one), (codes[1], codes[0]))

        def named(finding: Finding, swap: bool) -> str:
            family, _, name = finding.rule.id.partition(".")
            return f"{family}.{MIRROR.get(name, name) if swap else name}"

        counts = [Counter(named(finding, swap) for finding in every(found)) for found, swap in ((there, False), (back, True))]
        assert counts[0] == counts[1]


@FEW
@drawn
def test_fingerprints_outlive_edits_elsewhere(checker: Checker, codes: tuple[str, str], one: int, two: int) -> None:
    """A sentence more at the end of the footers, which agree, ends no waiver."""
    source, target = (edited(text, seed) for text, seed in zip(PAIRS[codes], (one, two), strict=True))
    with TemporaryDirectory() as folder:
        before = report(checker, Path(folder), source, target, codes)
        after = report(checker, Path(folder), source + "\n\nwww.example.org/1974\n", target + "\n\nwww.example.org/1974\n", codes)
        gone = set(before.fingerprints.values()) - set(after.fingerprints.values())
        assert len(gone) <= len(before.fingerprints) // 10 + 1, json.dumps([finding.message for finding in every(before)], ensure_ascii=False)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_term_bases_of_one_rank_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    """Files of concepts of their own: which comes first decides nothing."""
    rows = ("phrase,prison,carcere\n", "phrase,teacher,maestra\n", "phrase,judge,magistrato\n")
    paths = []
    for number in order:
        path = tmp_path / f"terms{number}.csv"
        path.write_text("kind,en,it\n" + rows[number], encoding="utf-8")
        paths.append(str(path))
    with Checker(Settings(glossary=tuple(paths))) as checker:
        found = report(checker, tmp_path, EN, IT, ("en", "it"))
    assert sorted(finding.message for finding in found.findings) == [
        "The Italian letter has no accepted name for “judge” here. Use “magistrato”.",
        "The Italian letter has no accepted name for “prison” here. Use “carcere”.",
        "The Italian letter has no accepted name for “teacher” here. Use “maestra”.",
    ]
