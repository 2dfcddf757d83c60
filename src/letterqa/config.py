"""Settings: frozen, complete, and the same whether they come from a file, the command line or Python."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from letterqa.errors import ConfigError
from letterqa.finding import Severity

FILE = "letterqa.toml"


@dataclass(frozen=True)
class Settings:
    """How to check. `None` for a language means: tell it from the text.

    `fail_on` None lets nothing fail the gate. `only` and `ignore` hold rule ids, or families, or any prefix that ends at a dot.
    `languagetool` says which LanguageTool checks grammar: "auto", "local", "off", a folder, or the address of a server.
    `glossary` holds paths of term bases, the later ones overriding the earlier; `campaign` is the path of a campaign sheet, or of a
    configuration file that has one; `today` is the day (year-month-day) on which deadlines and waivers are judged. `waivers` is the path
    of a file of waivers (None: letterqa-waivers.toml beside the letters), `baseline` that of an earlier report, whose findings fail nothing.
    `severity` maps a rule id to another severity, or to None, which switches the rule off.
    """

    source_lang: str | None = None
    target_lang: str | None = None
    fail_on: Severity | None = Severity.MAJOR
    only: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity | None] = field(default_factory=dict)
    model: str | None = None
    force_model: bool = False
    reference: str | None = None
    glossary: tuple[str, ...] = ()
    campaign: str | None = None
    today: str | None = None
    languagetool: str = "auto"
    waivers: str | None = None
    baseline: str | None = None
    strict: bool = False
    report: tuple[str, ...] = ()

    def wants(self, rule: str) -> bool:
        """Whether a rule is switched on."""
        if rule in self.severity and self.severity[rule] is None:
            return False
        return (not self.only or any(_under(rule, prefix) for prefix in self.only)) and not any(_under(rule, prefix) for prefix in self.ignore)

    def level(self, rule: str, default: Severity) -> Severity:
        """The severity of a finding whose check says `default`."""
        level = self.severity.get(rule)  # neutral is 0, so `or` would lose it
        return default if level is None else level


def _under(rule: str, prefix: str) -> bool:
    return rule == prefix or rule.startswith(prefix.rstrip(".") + ".")


def find(start: Path) -> Path | None:
    """The nearest configuration file at or above a folder: `letterqa.toml`, or a `pyproject.toml` with `[tool.letterqa]`."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE).is_file():
            return folder / FILE
        project = folder / "pyproject.toml"
        if project.is_file() and "letterqa" in _tools(project):
            return project
    return None


def load(path: Path, rules: Mapping[str, Any]) -> Settings:
    """Settings of a configuration file. `rules` are the rules there are, by id.

    Raises ConfigError, naming file and key, for anything unknown or of the wrong kind.
    """
    data = _tools(path).get("letterqa", {}) if path.name == "pyproject.toml" else _parsed(path)
    if not isinstance(data, dict):
        raise ConfigError(f"{path.name}: [tool.letterqa] must be a table.")
    values: dict[str, Any] = {}
    known = [item.name.replace("_", "-") for item in fields(Settings)]
    for key, value in data.items():
        name = key.replace("_", "-")
        if name not in known:
            raise ConfigError(f"{path.name}: unknown setting {key!r}{_suggest(name, known)}")
        values[name.replace("-", "_")] = _value(name, value, path.name, rules)
    # A folder is meant from where the file stands; what is no folder there is the name of a model on the hub.
    if "model" in values and ((path.parent / values["model"]).is_dir() or values["model"].startswith(".")):
        values["model"] = str(path.parent / values["model"])
    if "languagetool" in values and (path.parent / values["languagetool"]).is_dir():
        values["languagetool"] = str(path.parent / values["languagetool"])
    for key in ("reference", "campaign", "waivers", "baseline"):
        if key in values:
            values[key] = str(path.parent / values[key])
    if "glossary" in values:
        values["glossary"] = tuple(str(path.parent / item) for item in values["glossary"])
    return replace(Settings(), **values)


def severity_or_never(value: str, where: str) -> Severity | None:
    """A severity's name, or "never" for None; raises ConfigError for anything else."""
    if value == "never":
        return None
    try:
        return Severity.parse(value)
    except ValueError:
        raise ConfigError(f"{where}: {value!r} is not a severity; use neutral, minor, major, critical or never.") from None


def check_prefixes(prefixes: tuple[str, ...], rules: Mapping[str, Any], where: str) -> tuple[str, ...]:
    """Rule ids and families as given; raises ConfigError for one that no rule falls under."""
    names = sorted(set(rules) | {rule.partition(".")[0] for rule in rules})
    for prefix in prefixes:
        if not any(_under(rule, prefix) for rule in rules):
            raise ConfigError(f"{where}: there is no rule or family {prefix!r}{_suggest(prefix, names)} `letterqa rules` lists them.")
    return prefixes


def _value(name: str, value: Any, where: str, rules: Mapping[str, Any]) -> Any:
    if name == "severity":
        if not isinstance(value, dict):
            raise ConfigError(f'{where}: severity must be a table of rule = "severity" lines.')
        for rule in value:
            if rule not in rules:
                raise ConfigError(f"{where}: there is no rule {rule!r}{_suggest(rule, sorted(rules))} `letterqa rules` lists them.")
        return {rule: _severity_or_off(level, f"{where}: severity of {rule}") for rule, level in value.items()}
    if name == "campaign" and isinstance(value, dict):
        return where  # the sheet is a table of this very file
    if name in {"only", "ignore", "report", "glossary"}:
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise ConfigError(f"{where}: {name} must be a list of strings.")
        return tuple(items) if name in {"report", "glossary"} else check_prefixes(tuple(items), rules, f"{where}: {name}")
    if name in {"strict", "force-model"}:
        if not isinstance(value, bool):
            raise ConfigError(f"{where}: {name} must be true or false.")
        return value
    if name == "today":
        return day(str(value), f"{where}: today")
    if not isinstance(value, str):
        raise ConfigError(f"{where}: {name} must be a string.")
    if name in {"source-lang", "target-lang"}:
        return check_language(value, f"{where}: {name}")
    return severity_or_never(value, f"{where}: fail-on") if name == "fail-on" else value


def day(value: str, where: str) -> str:
    """A day as year-month-day; raises ConfigError for anything else."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ConfigError(f"{where}: {value!r} is not a day; write it as 2026-12-31 (year-month-day).") from None


def _severity_or_off(value: Any, where: str) -> Severity | None:
    if value == "off":
        return None
    try:
        return Severity.parse(str(value))
    except ValueError:
        raise ConfigError(f"{where}: {value!r} is not a severity; use neutral, minor, major, critical or off.") from None


def _suggest(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else "."


def _tools(project: Path) -> dict[str, Any]:
    """The [tool] table of a pyproject.toml."""
    tools = _parsed(project).get("tool", {})
    return tools if isinstance(tools, dict) else {}


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path.name} is not UTF-8: save it as UTF-8 and try again.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path.name} is not valid TOML: {error}.") from error


def check_language(tag: str, where: str) -> str:
    """A BCP 47 tag that CLDR knows; raises ConfigError with an example for anything else."""
    from babel import Locale as Cldr
    from babel import UnknownLocaleError

    try:
        Cldr.parse(tag, sep="_" if "_" in tag else "-")
    except (UnknownLocaleError, ValueError):
        raise ConfigError(f"{where}: {tag!r} is not a language; use a code such as en, it, fr, es, de, pt or pt-BR.") from None
    return tag
