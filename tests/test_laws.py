"""The laws of the house, each held by a test: language knowledge is data, families are listed, same input same bytes, nothing leaves."""

from __future__ import annotations

import ast
import json
import re
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import letterqa
from letterqa import Checker, across, checks
from letterqa.finding import Rule
from letterqa.locales import SUPPORTED
from small_letters import EN, IT

SOURCES = sorted(Path(letterqa.__file__).parent.rglob("*.py"))
# In order of rules.md: what this version promises to find.
OWNED = (
    "structure.missing",
    "structure.added",
    "structure.duplicated",
    "structure.moved",
    "structure.truncated",
    "structure.placeholder",
    "structure.part",
    "structure.language",
    "addressee.person",
    "addressee.office",
    "addressee.institution",
    "addressee.address",
    "addressee.salutation",
    "addressee.signature",
    "contacts.changed",
    "contacts.missing",
    "contacts.added",
    "contacts.confusable",
    "codes.changed",
    "codes.missing",
    "codes.added",
    "meaning.omission",
    "meaning.addition",
    "meaning.untranslated",
    "meaning.low-similarity",
    "figures.changed",
    "figures.magnitude",
    "figures.missing",
    "figures.added",
    "figures.bound",
    "figures.approximation",
    "figures.unit",
    "figures.article",
    "figures.format",
    "dates.changed",
    "dates.duration",
    "dates.missing",
    "dates.added",
    "dates.weekday",
    "dates.impossible",
    "dates.format",
    "names.changed",
    "names.spelling",
    "names.inconsistent",
    "names.missing",
    "names.added",
    "addressee.expected",
    "dates.past-deadline",
    "terminology.missing",
    "terminology.exchanged",
    "terminology.acronym",
    "terminology.unofficial",
    "terminology.deprecated",
    "terminology.forbidden",
    "terminology.required",
    "terminology.figure",
    "terminology.inconsistent",
    "terminology.untranslated",
    "wording.negation",
    "wording.hedge",
    "wording.obligation",
    "wording.certainty",
    "wording.quantifier",
    "register.mixed",
    "register.gender",
    "typography.doubled",
    "typography.bracket",
    "typography.space",
    "typography.accent",
    "typography.inverted",
    "typography.quotes",
    "typography.variant",
    "grammar.spelling",
    "grammar.error",
    "grammar.agreement",
    "grammar.punctuation",
    "grammar.false-friend",
)


def compared_codes(tree: ast.AST) -> list[str]:
    """Language codes that a module compares something with: `== "it"`, `in ("it", "fr")`, `case "it"`."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            inside = [part for side in (node.left, *node.comparators) for part in ast.walk(side)]
        elif isinstance(node, ast.MatchValue):
            inside = [node.value]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "startswith":
            inside = [part for argument in node.args for part in ast.walk(argument)]
        else:
            continue
        found += [f"line {node.lineno}: {part.value}" for part in inside if isinstance(part, ast.Constant) and part.value in SUPPORTED]
    return found


@pytest.mark.parametrize("path", [pytest.param(path, id=str(path.relative_to(SOURCES[0].parent))) for path in SOURCES])
def test_no_language_in_the_code(path: Path) -> None:
    """No module asks whether a language is a certain one; what differs between languages is in the data."""
    assert compared_codes(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "code", ["if language == 'it': pass", "x = 'de' != y", "z = code in {'fr', 'xx'}", "match code:\n  case 'pt': pass", "tag.startswith('es')"]
)
def test_language_in_the_code_is_seen(code: str) -> None:
    """The test above sees every way to write such a question."""
    assert len(compared_codes(ast.parse(code))) == 1


def test_every_family_is_listed() -> None:
    """A module of checks is a family, under its own name."""
    folder = Path(checks.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}
    modules -= {"__init__"}
    assert modules == set(checks.FAMILIES)
    assert all(module.__name__ == f"letterqa.checks.{name}" for name, module in checks.FAMILIES.items())


@pytest.mark.parametrize("family", [pytest.param(family, id=name) for name, family in checks.FAMILIES.items()])
def test_a_family_has_rules_and_runs(family: ModuleType) -> None:
    """A family has rules of its own name, each with all that `letterqa rules` tells, and a `run`."""
    assert callable(family.run)
    assert family.RULES
    named = vars(sys.modules.get(f"{family.__name__}.rules", family))  # a family of several modules has them in one
    assert set(family.RULES) == {value for value in named.values() if isinstance(value, Rule)}
    for rule in family.RULES:
        assert rule.family == family.__name__.rpartition(".")[2]
        assert re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)*", rule.id)
        assert re.fullmatch(r"[a-z]+(/[a-z-]+)+", rule.category)
        assert rule.summary and rule.why and rule.example


def test_rule_ids() -> None:
    """Ids are unique, and those that this version owns are all there."""
    ids = [rule.id for family in checks.FAMILIES.values() for rule in family.RULES]
    assert len(ids) == len(set(ids))
    assert set(OWNED) <= set(ids)
    assert list(checks.rules()) == ids + [rule.id for rule in across.RULES]


HEAVY = ("numpy", "tokenizers", "docx", "jinja2", "rich", "sacrebleu", "language_tool_python", "babel", "py3langid", "yasbd", "torch", "sentence_transformers", "translate")


def test_the_command_line_starts_light() -> None:
    """Importing the command line loads nothing heavy, so that --version and --help answer at once."""
    code = "import sys, letterqa.cli; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & set(HEAVY)


@pytest.fixture
def letters(tmp_path: Path) -> tuple[Path, Path]:
    """A pair with findings of several kinds."""
    source, target = tmp_path / "letter_en.txt", tmp_path / "letter_it.txt"
    source.write_text(EN, encoding="utf-8")
    target.write_text(IT.replace("Leeds, 3 maggio 2024\n\n", "").replace(" Circa 2.500 persone", " [NOME] e circa 2.500 persone").replace("• aprire un'indagine indipendente sulle percosse;\n", ""), encoding="utf-8")
    return source, target


def test_same_input_same_bytes(checker: Checker, letters: tuple[Path, Path]) -> None:
    """Checked twice, and by a Checker of its own, a pair gives the same report to the byte."""
    reports = [checker.check(*letters), checker.check(*letters)]
    with Checker() as fresh:
        reports.append(fresh.check(*letters))
    assert len({json.dumps(report.to_dict(), ensure_ascii=False) for report in reports}) == 1
    assert len(reports[0].findings) >= 3


def test_same_bytes_whatever_the_seed_of_hashes(letters: tuple[Path, Path]) -> None:
    """The order of sets never reaches a report."""
    code = "import json, sys, letterqa; print(json.dumps(letterqa.check(sys.argv[1], sys.argv[2]).to_dict()))"
    outputs = {
        subprocess.run([sys.executable, "-c", code, *letters], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_a_report_knows_no_folder(checker: Checker, letters: tuple[Path, Path]) -> None:
    """Of an absolute path only the file's name enters a report."""
    assert str(letters[0].parent) not in json.dumps(checker.check(*letters).to_dict())


def test_nothing_leaves_the_machine(letters: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A check, the opening of the model included, opens no socket."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    with Checker() as fresh:
        assert fresh.check(*letters).findings


def test_other_families_are_not_needed(letters: tuple[Path, Path]) -> None:
    """A family gives the same findings alone as among the others, but for what resolution hangs under them."""
    from letterqa import Settings

    with Checker() as everything, Checker(Settings(only=("structure",))) as structure:
        structure.__dict__["encoder"] = everything.encoder
        together, alone = everything.check(*letters), structure.check(*letters)
    assert [item.rule.id for item in alone.findings] == [item.rule.id for item in together.findings if item.rule.family == "structure"]
