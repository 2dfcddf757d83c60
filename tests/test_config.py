"""Configuration: the nearest file counts, what is unknown or wrong is refused by name, and every value arrives as written."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from letterqa.checks import rules
from letterqa.config import Settings, check_language, check_prefixes, find, load, severity_or_never
from letterqa.errors import ConfigError
from letterqa.finding import Severity

RULES = rules()


def write(folder: Path, text: str, name: str = "letterqa.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


GOOD = [
    ("empty", "", {}),
    ("comments-only", "# fail-on = 'minor'\n", {}),
    ("languages", "source-lang = 'en'\ntarget-lang = 'pt-BR'\n", {"source_lang": "en", "target_lang": "pt-BR"}),
    ("language-without-data", "target-lang = 'nl'\n", {"target_lang": "nl"}),
    ("underscores", "source_lang = 'en'\n", {"source_lang": "en"}),
    ("gate", "fail-on = 'minor'\n", {"fail_on": Severity.MINOR}),
    ("gate-capitals", "fail-on = 'Critical'\n", {"fail_on": Severity.CRITICAL}),
    ("gate-never", "fail-on = 'never'\n", {"fail_on": None}),
    ("family", "only = ['structure']\n", {"only": ("structure",)}),
    ("family-with-dot", "only = ['structure.']\n", {"only": ("structure.",)}),
    ("one-string", "ignore = 'meaning.omission'\n", {"ignore": ("meaning.omission",)}),
    ("several", "ignore = ['meaning', 'structure.part']\n", {"ignore": ("meaning", "structure.part")}),
    ("reports", "report = ['a.html', 'json:b.txt']\n", {"report": ("a.html", "json:b.txt")}),
    ("strict", "strict = true\n", {"strict": True}),
    (
        "severities",
        "[severity]\n'structure.moved' = 'minor'\n'meaning.omission' = 'off'\n'structure.part' = 'neutral'\n",
        {"severity": {"structure.moved": Severity.MINOR, "meaning.omission": None, "structure.part": Severity.NEUTRAL}},
    ),
]
BAD = [
    ("unknown-key", "fail-of = 'minor'", "letterqa.toml: unknown setting 'fail-of'; did you mean 'fail-on'?"),
    ("unknown-key-underscore", "surce_lang = 'en'", "unknown setting 'surce_lang'; did you mean 'source-lang'?"),
    ("unknown-key-far", "zzz = 1", "unknown setting 'zzz'."),
    ("tool-table-in-own-file", "[tool.letterqa]\nstrict = true", "unknown setting 'tool'"),
    ("gate-unknown", "fail-on = 'mayor'", "fail-on: 'mayor' is not a severity; use neutral, minor, major, critical or never."),
    ("gate-off", "fail-on = 'off'", "fail-on: 'off' is not a severity"),
    ("gate-number", "fail-on = 2", "letterqa.toml: fail-on must be a string."),
    ("gate-bool", "fail-on = false", "letterqa.toml: fail-on must be a string."),
    ("strict-string", "strict = 'yes'", "letterqa.toml: strict must be true or false."),
    ("strict-number", "strict = 1", "letterqa.toml: strict must be true or false."),
    ("only-number", "only = 3", "letterqa.toml: only must be a list of strings."),
    ("ignore-mixed", "ignore = ['meaning', 3]", "letterqa.toml: ignore must be a list of strings."),
    ("report-table", "[report]\na = 'b'", "letterqa.toml: report must be a list of strings."),
    ("family-unknown", "only = ['struktur']", "only: there is no rule or family 'struktur'; did you mean 'structure'? `letterqa rules` lists them."),
    ("half-a-family", "only = ['struct']", "only: there is no rule or family 'struct'"),
    ("half-a-rule", "ignore = ['meaning.omiss']", "there is no rule or family 'meaning.omiss'; did you mean 'meaning.omission'?"),
    ("prefix-empty", "ignore = ['']", "ignore: there is no rule or family ''"),
    ("severity-unknown-rule", "[severity]\n'structure.move' = 'minor'", "there is no rule 'structure.move'; did you mean 'structure.moved'?"),
    ("severity-of-family", "[severity]\nstructure = 'minor'", "there is no rule 'structure'"),
    ("severity-unknown", "[severity]\n'structure.moved' = 'huge'", "severity of structure.moved: 'huge' is not a severity; use neutral, minor, major, critical or off."),
    ("severity-never", "[severity]\n'structure.moved' = 'never'", "severity of structure.moved: 'never' is not a severity"),
    ("severity-number", "[severity]\n'structure.moved' = 1", "severity of structure.moved: 1 is not a severity"),
    ("severity-string", "severity = 'minor'", "letterqa.toml: severity must be a table"),
    ("severity-nested", "[severity]\nstructure.moved = 'minor'", "there is no rule 'structure'"),
    ("language-unknown", "source-lang = 'english'", "source-lang: 'english' is not a language; use a code such as en"),
    ("language-empty", "target-lang = ''", "target-lang: '' is not a language"),
    ("language-number", "target-lang = 5", "target-lang must be a string."),
    ("model-list", "model = ['a']", "letterqa.toml: model must be a string."),
    ("no-toml", "fail-on = minor", "letterqa.toml is not valid TOML"),
    ("twice", "strict = true\nstrict = false", "letterqa.toml is not valid TOML"),
]


@pytest.mark.parametrize(("text", "values"), [pytest.param(text, values, id=name) for name, text, values in GOOD])
def test_values_arrive(tmp_path: Path, text: str, values: dict[str, Any]) -> None:
    """What a file says is set, and all else keeps its default."""
    assert load(write(tmp_path, text), RULES) == Settings(**values)


@pytest.mark.parametrize(("text", "says"), [pytest.param(text, says, id=name) for name, text, says in BAD])
def test_mistakes_are_refused(tmp_path: Path, text: str, says: str) -> None:
    """A mistake is named with its file and key, and with what was probably meant."""
    with pytest.raises(ConfigError, match=re.escape(says)):
        load(write(tmp_path, text), RULES)


def test_pyproject_table(tmp_path: Path) -> None:
    """In a pyproject.toml only the table [tool.letterqa] counts."""
    path = write(tmp_path, "[project]\nname = 'x'\n[tool.other]\nstrict = 3\n[tool.letterqa]\nstrict = true\n", "pyproject.toml")
    assert load(path, RULES) == Settings(strict=True)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("[tool]\nletterqa = 3\n", "pyproject.toml: [tool.letterqa] must be a table.", id="no-table"),
        pytest.param("[tool.letterqa]\nstrikt = true\n", "pyproject.toml: unknown setting 'strikt'; did you mean 'strict'?", id="unknown-key"),
    ],
)
def test_pyproject_mistakes(tmp_path: Path, text: str, says: str) -> None:
    """Mistakes in a pyproject.toml are refused like those in a letterqa.toml."""
    with pytest.raises(ConfigError, match=re.escape(says)):
        load(write(tmp_path, text, "pyproject.toml"), RULES)


@pytest.mark.parametrize("text", [pytest.param("", id="empty"), pytest.param("tool = 3", id="tool-is-no-table"), pytest.param("[tool.x]", id="other-tool")])
def test_pyproject_without_table_is_empty(tmp_path: Path, text: str) -> None:
    """A pyproject.toml named outright that says nothing of letterqa leaves the defaults."""
    assert load(write(tmp_path, text, "pyproject.toml"), RULES) == Settings()


def test_relative_model_is_beside_the_file(tmp_path: Path) -> None:
    """A model folder is given as seen from the configuration file; an absolute one stays, and what is no folder there is a name on the hub."""
    (tmp_path / "models" / "a").mkdir(parents=True)
    assert load(write(tmp_path, "model = 'models/a'"), RULES).model == str(tmp_path / "models" / "a")
    assert load(write(tmp_path, "model = './elsewhere'"), RULES).model == str(tmp_path / "elsewhere")
    assert load(write(tmp_path, "model = 'someone/a-model'"), RULES).model == "someone/a-model"
    absolute = tmp_path / "b"
    assert load(write(tmp_path, f"model = '{absolute}'"), RULES).model == str(absolute)


def test_reference_is_beside_the_file(tmp_path: Path) -> None:
    assert load(write(tmp_path, "reference = 'approved.it.txt'"), RULES).reference == str(tmp_path / "approved.it.txt")


def test_force_model(tmp_path: Path) -> None:
    assert load(write(tmp_path, "force-model = true"), RULES).force_model


def test_missing_file(tmp_path: Path) -> None:
    """A file that cannot be read is named."""
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "letterqa.toml", RULES)


def test_other_encoding(tmp_path: Path) -> None:
    """A file that is not UTF-8 says so."""
    path = tmp_path / "letterqa.toml"
    path.write_bytes("# perché\nstrict = true".encode("latin-1"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        load(path, RULES)


def test_shipped_template_is_all_defaults(tmp_path: Path) -> None:
    """What `letterqa init` writes changes nothing, and each of its lines is valid once its # is removed."""
    text = (resources.files("letterqa") / "data" / "letterqa.toml").read_text(encoding="utf-8")
    assert load(write(tmp_path, text), RULES) == Settings()
    lines = [line.removeprefix("# ") for line in text.splitlines() if re.match(r'# (\[severity\]$|["a-z][\w."-]* = )', line)]
    keys = set(tomllib.loads("\n".join(lines)))
    assert keys == {item.name.replace("_", "-") for item in dataclasses.fields(Settings)}
    active = load(write(tmp_path / "active", "\n".join(lines)), RULES)
    assert (active.fail_on, active.strict) == (Settings().fail_on, Settings().strict)


class TestFind:
    """The nearest configuration file at or above a folder counts."""

    def test_none(self, tmp_path: Path) -> None:
        """A pyproject.toml of something else is passed over."""
        write(tmp_path, "[tool.other]\nx = 1\n", "pyproject.toml")
        write(tmp_path / "a", "tool = 3\n", "pyproject.toml")
        found = find(tmp_path / "a")
        assert found is None or tmp_path not in found.parents

    def test_upward(self, tmp_path: Path) -> None:
        """A file above is found from any depth."""
        path = write(tmp_path, "")
        (tmp_path / "a" / "b").mkdir(parents=True)
        assert find(tmp_path / "a" / "b") == path

    def test_nearest_wins(self, tmp_path: Path) -> None:
        """A nearer pyproject.toml wins over a letterqa.toml further up."""
        write(tmp_path, "")
        path = write(tmp_path / "a", "[tool.letterqa]\n", "pyproject.toml")
        assert find(tmp_path / "a") == path

    def test_own_file_first(self, tmp_path: Path) -> None:
        """In one folder letterqa.toml wins over pyproject.toml."""
        path = write(tmp_path, "")
        write(tmp_path, "[tool.letterqa]\n", "pyproject.toml")
        assert find(tmp_path) == path

    def test_folder_of_that_name(self, tmp_path: Path) -> None:
        """A folder called letterqa.toml is no configuration file."""
        path = write(tmp_path, "")
        (tmp_path / "a" / "letterqa.toml").mkdir(parents=True)
        assert find(tmp_path / "a") == path

    def test_relative_start(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The folder of a bare file name is the working folder."""
        path = write(tmp_path, "")
        (tmp_path / "a").mkdir()
        monkeypatch.chdir(tmp_path / "a")
        assert find(Path("letter.txt").parent) == path


@pytest.mark.parametrize(
    ("settings", "wanted", "unwanted"),
    [
        pytest.param(Settings(), ["structure.part", "meaning.omission"], [], id="all"),
        pytest.param(Settings(only=("structure",)), ["structure.part"], ["meaning.omission"], id="only-family"),
        pytest.param(Settings(only=("structure.",)), ["structure.part"], ["meaning.omission"], id="only-family-dot"),
        pytest.param(Settings(only=("structure.part",)), ["structure.part"], ["structure.partial", "structure.moved"], id="only-rule"),
        pytest.param(Settings(only=("struct",)), [], ["structure.part"], id="prefix-ends-at-a-dot"),
        pytest.param(Settings(ignore=("meaning",)), ["structure.part"], ["meaning.omission"], id="ignore-family"),
        pytest.param(Settings(only=("structure",), ignore=("structure.part",)), ["structure.moved"], ["structure.part", "meaning.omission"], id="both"),
        pytest.param(Settings(severity={"structure.part": None}), ["structure.moved"], ["structure.part"], id="off"),
        pytest.param(Settings(only=("structure.part",), severity={"structure.part": None}), [], ["structure.part"], id="off-wins-over-only"),
        pytest.param(Settings(severity={"structure.part": Severity.NEUTRAL}), ["structure.part"], [], id="neutral-is-not-off"),
    ],
)
def test_wants(settings: Settings, wanted: list[str], unwanted: list[str]) -> None:
    """`only`, `ignore` and `off` decide together which rules run."""
    assert [rule for rule in wanted + unwanted if settings.wants(rule)] == wanted


@pytest.mark.parametrize("level", list(Severity), ids=str)
def test_level(level: Severity) -> None:
    """A rule's severity is the configured one, neutral too; others keep the check's."""
    settings = Settings(severity={"structure.part": level})
    assert settings.level("structure.part", Severity.MAJOR) is level
    assert settings.level("structure.moved", Severity.MAJOR) is Severity.MAJOR


def test_settings_are_frozen() -> None:
    """Settings cannot be changed after they are made."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().strict = True  # type: ignore[misc]


@pytest.mark.parametrize("name", ["neutral", "minor", "major", "critical"])
def test_severity_names(name: str) -> None:
    """Severities are read by the names they are printed with."""
    assert str(severity_or_never(name, "x")) == name


def test_prefixes_come_back_unchanged() -> None:
    """Known families and rules pass as given."""
    assert check_prefixes(("meaning", "structure.part"), RULES, "--only") == ("meaning", "structure.part")


@pytest.mark.parametrize("tag", ["xx", "e", "en-", "en-XX", "en GB", "../en", "englisch", "-"])
def test_no_language(tag: str) -> None:
    """What CLDR does not know is no language."""
    with pytest.raises(ConfigError, match=re.escape(f"--source-lang: {tag!r} is not a language")):
        check_language(tag, "--source-lang")


@pytest.mark.parametrize("tag", ["en", "pt-BR", "de-CH", "nl", "zh-Hant-TW"])
def test_language(tag: str) -> None:
    """Tags that CLDR knows pass as given."""
    assert check_language(tag, "--source-lang") == tag
