"""The report's own language: every sentence is there in each of the six, with the same values, and none is left over."""

from __future__ import annotations

import ast
import html
import pickle
import re
import string
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from letterqa.checks import FAMILIES, rules
from letterqa.finding import Severity
from letterqa.letter import Role
from letterqa.locales import SUPPORTED
from letterqa.render import wording
from letterqa.render.html import render
from letterqa.render.speaking import of_the_user, speaker
from letterqa.report import Report
from letterqa.saying import say, tongue
from running import Run
from small_letters import EN, IT

FOLDER = Path(str(resources.files("letterqa") / "render"))
OTHERS = tuple(code for code in SUPPORTED if code != "en")


def sentences() -> set[str]:
    """What the report says in English: in the template, in the tables of words, and in the code."""
    found: set[str] = set()
    for template in ("report.html.jinja", "campaign.html.jinja"):
        found |= set(re.findall(r"say\(\s*'((?:[^'\\]|\\.)+)'", (FOLDER / "templates" / template).read_text(encoding="utf-8")))
    for module in FOLDER.glob("*.py"):
        found |= set(re.findall(r'say\(\s*"([^"]+)"', module.read_text(encoding="utf-8")))
    found |= {*wording.SEVERITY.values(), *wording.MEANING.values(), *wording.ROLE.values(), wording.EQUIVALENCE}
    found |= {*wording._REACHED.values(), *wording._BELOW.values(), "open", "known", "waived", "line", "paragraph", "page"}
    found.add("the gate is switched off; {n} finding to read|the gate is switched off; {n} findings to read")
    found |= {f"{relation}{unit} {{n}}" for relation in ("", "after ", "before ") for unit in ("line", "paragraph", "page")}
    return found


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_there(code: str) -> None:
    texts = tomllib.loads((FOLDER.parent / "data" / "ui" / f"{code}.toml").read_text(encoding="utf-8"))["texts"]
    assert set(texts) == sentences()
    for english, said in texts.items():
        assert said.strip() and places(said) == places(english) and said.count("|") == english.count("|"), english
    assert sum(said == english for english, said in texts.items()) < 12


def templates() -> set[str]:
    """The templates of what findings say: the first argument of each `say` in the code below the renderers, or the constants it names."""
    found: set[str] = set()
    for module in FOLDER.parent.rglob("*.py"):
        if module.is_relative_to(FOLDER) or module.name == "saying.py":
            continue
        tree = ast.parse(module.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                named = [constants[part.id] for part in ast.walk(node.args[0]) if isinstance(part, ast.Name) and part.id in constants]
                found |= {*named, *(part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant) and isinstance(part.value, str))}
    return found


@pytest.mark.parametrize("code", OTHERS)
def test_every_rule_and_family_is_there(code: str) -> None:
    data = tomllib.loads((FOLDER.parent / "data" / "ui" / f"{code}.toml").read_text(encoding="utf-8"))
    assert set(data["rules"]) == {sentence for rule in rules().values() for sentence in (rule.summary, rule.why)}
    assert all(said.strip() and said != english for english, said in data["rules"].items())
    assert set(data["families"]) == {*FAMILIES, "campaign", "language data", "deadline", "waivers", "model"} and all(data["families"].values())


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_there(code: str) -> None:
    texts = tomllib.loads((FOLDER.parent / "data" / "ui" / f"{code}.toml").read_text(encoding="utf-8"))["messages"]
    assert set(texts) == templates()
    for english, said in texts.items():
        assert said.strip() and places(said) == places(english), english


def test_the_words_are_the_same_in_all() -> None:
    tables = [tomllib.loads((FOLDER.parent / "data" / "ui" / f"{code}.toml").read_text(encoding="utf-8"))["words"] for code in OTHERS]
    assert all(set(table) == set(tables[0]) and all(table.values()) for table in tables)


def test_a_message_is_said_in_another_language_with_the_same_quotations() -> None:
    message = say("The {a} letter {b}: {c}. Nothing answers it in the {d} letter: {e}.", a=tongue("en", "English"), b="negates", c="“not”", d=tongue("it", "Italian"), e="“è stato”")
    message = say("{a} The other letter has the same.", a=message) + " x"
    assert message == "The English letter negates: “not”. Nothing answers it in the Italian letter: “è stato”. The other letter has the same. x"
    assert speaker("it").message(message) == (
        "La lettera in inglese nega: “not”. Nulla vi corrisponde nella lettera in italiano: “è stato”. L'altra lettera ha lo stesso. x"
    )
    assert speaker("en").message(message) == message
    again = pickle.loads(pickle.dumps(message))
    assert again == message and speaker("de").message(again) == speaker("de").message(message)


@pytest.mark.parametrize("code", OTHERS)
def test_the_findings_speak_too(workplace: Path, run: Run, code: str) -> None:
    (workplace / "letter_en.txt").write_text(EN, encoding="utf-8")
    (workplace / "letter_it.txt").write_text(IT.replace("14 marzo", "15 marzo").replace("A sua madre non è", "A sua madre è"), encoding="utf-8")
    assert run("check", "letter_en.txt", "letter_it.txt", "--report", "r.html", "--ui-lang", code)[0] == 1
    page = (workplace / "r.html").read_text(encoding="utf-8").partition('<script type="application/json"')[0]
    assert "The English letter" not in page and "Nothing answers" not in page and "“not”" in page


@pytest.mark.parametrize("code", SUPPORTED)
def test_the_page_speaks_one_language(code: str, seed: Report) -> None:
    page = html.unescape(render(seed, code))
    assert f'<html lang="{code}">' in page
    spoken = speaker(code)
    for english in ("Skip to the findings", "The letters, side by side", "Why it matters"):
        assert spoken(english) in page and (code == "en" or english not in page)
    assert wording.gate(seed, spoken)[1] in page


@pytest.mark.parametrize(
    ("variables", "code"),
    [({"LC_ALL": "it_IT.UTF-8"}, "it"), ({"LC_ALL": "", "LANG": "pt_BR.UTF-8"}, "pt"), ({"LC_ALL": "C"}, "en"), ({"LC_ALL": "ja_JP.UTF-8"}, "en")],
)
def test_the_users_own_language(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], code: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert of_the_user() == code


def test_the_option(workplace: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (workplace / "letter_en.txt").write_text(EN, encoding="utf-8")
    (workplace / "letter_it.txt").write_text(IT, encoding="utf-8")
    assert run("check", "letter_en.txt", "letter_it.txt", "--report", "r.html", "--ui-lang", "de")[0] == 0
    assert "Nicht geprüft" in (workplace / "r.html").read_text(encoding="utf-8")
    assert run("check", "letter_en.txt", "letter_it.txt", "--ui-lang", "ja")[0] == 2
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert run("check", "letter_en.txt", "letter_it.txt", "--report", "r.html")[0] == 0
    assert "Ce qui n&#39;a pas été vérifié" in (workplace / "r.html").read_text(encoding="utf-8")


def test_every_role_and_severity_has_a_word() -> None:
    assert set(wording.ROLE) == set(Role) and set(wording.SEVERITY) == set(wording.MEANING) == set(Severity)
