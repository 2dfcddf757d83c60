"""Waivers: findings that somebody looked at and accepted, in a file that people read, edit and merge."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from letterqa.errors import ConfigError
from letterqa.saying import say

FILE = "letterqa-waivers.toml"
_ID = re.compile(r"[0-9a-f]{16}")
_BLOCK = re.compile(r"^[ \t]*\[\[[ \t]*waiver[ \t]*\]\]", re.MULTILINE)
_KEYS = {"id": str, "rule": str, "letters": list, "says": str, "reason": str, "until": date}
_HEAD = """\
# Findings that somebody looked at and accepted. `letterqa check` counts them as waived; a waiver ends when the words that it was given for
# change. Written by `letterqa waive`; take a block out to end it.
"""


@dataclass(frozen=True, slots=True)
class Waiver:
    """An accepted finding: its fingerprint, rule and the file names of its letters, what it said, why it is accepted, and the last day on
    which it is (None: for good)."""

    id: str
    rule: str
    letters: tuple[str, ...]
    says: str
    reason: str
    until: date | None = None

    @property
    def key(self) -> tuple[tuple[str, ...], str, str]:
        """The order of waivers in a file."""
        return (self.letters, self.rule, self.id)


@dataclass(frozen=True, slots=True)
class Held:
    """A waiver in a report, with its `state`: "used", "unused" (no finding has its fingerprint) or "expired"."""

    waiver: Waiver
    state: str

    @property
    def sentence(self) -> str:
        """What the report says of a waiver that does nothing; empty for one that does."""
        named = {"a": self.waiver.id, "b": self.waiver.rule, "c": self.waiver.reason}
        if self.state == "expired":
            return say("The waiver {a} ({b}: {c}) has expired: it was given until {d}.", **named, d=str(self.waiver.until))
        if self.state == "unused":
            return say("The waiver {a} ({b}: {c}) fits no finding any more: its words have changed, or the finding is gone. Take it out.", **named)
        return ""


def load(path: Path) -> tuple[Waiver, ...]:
    """The waivers of a file in their order. Raises ConfigError, with file, waiver and key, for what cannot be used."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path.name} is not UTF-8: save it as UTF-8 and try again.") from error
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise ConfigError(f"{path.name} is not valid TOML: {error}.") from error
    unknown = sorted(set(data) - {"waiver"})
    listed = data.get("waiver", [])
    if unknown or not isinstance(listed, list):
        raise ConfigError(f"{path.name}: {unknown[0] if unknown else 'waiver'} is not known there; each waiver is a [[waiver]] block.")
    found: dict[str, Waiver] = {}
    for number, entry in enumerate(listed, 1):
        waiver = _waiver(entry, f"{path.name}, waiver {number}")
        if waiver.id in found:
            raise ConfigError(f"{path.name}, waiver {number}: {waiver.id} stands there twice; take one out.")
        found[waiver.id] = waiver
    return tuple(found.values())


def _waiver(entry: Any, where: str) -> Waiver:
    if not isinstance(entry, dict):
        raise ConfigError(f"{where} is no table; each waiver is a [[waiver]] block.")
    for key, value in entry.items():
        if key not in _KEYS:
            raise ConfigError(f"{where}: unknown key {key!r}; use {', '.join(_KEYS)}.")
        if not isinstance(value, _KEYS[key]) or isinstance(value, datetime):
            kind = {str: "a text in quotation marks", list: "a list of file names", date: "a day such as 2027-01-31, without quotation marks"}
            raise ConfigError(f"{where}: {key} must be {kind[_KEYS[key]]}.")
    for key in ("id", "rule", "reason"):
        if not str(entry.get(key, "")).strip():
            raise ConfigError(f"{where} has no {key}.")
    if not _ID.fullmatch(entry["id"]):
        raise ConfigError(f"{where}: id {entry['id']!r} is none of a finding; copy it from the report (16 digits and letters a to f).")
    letters = entry.get("letters", [])
    if not all(isinstance(name, str) for name in letters):
        raise ConfigError(f"{where}: letters must be a list of file names.")
    return Waiver(entry["id"], entry["rule"], tuple(letters), entry.get("says", ""), entry["reason"], entry.get("until"))


def added(text: str, waivers: tuple[Waiver, ...]) -> str:
    """The text of a waiver file with more waivers, each a block in its place by letters, rule and id; what stands there stays as it is.

    Raises ConfigError for a file in which waivers are written in another way than as blocks.
    """
    starts = [match.start() for match in _BLOCK.finditer(text)]
    cuts = [*starts, len(text)]
    head = text[: cuts[0]] if text.strip() else _HEAD
    blocks = [text[one:two] for one, two in pairwise(cuts)]
    keyed = [(_waiver(tomllib.loads(block)["waiver"][0], "").key, block) for block in blocks]
    for waiver in sorted(waivers, key=lambda item: item.key):
        at = next((index for index, (key, _) in enumerate(keyed) if key > waiver.key), len(keyed))
        keyed.insert(at, (waiver.key, block(waiver)))
    whole = "\n\n".join(part.strip("\n") for part in (head, *(part for _, part in keyed)) if part.strip()) + "\n"
    before = tomllib.loads(text).get("waiver", [])
    try:
        after = tomllib.loads(whole)["waiver"]
    except tomllib.TOMLDecodeError as error:
        raise ConfigError("The file's waivers are not written as [[waiver]] blocks: write them so, or choose another file.") from error
    if len(after) != len(before) + len(waivers) or not all(entry in after for entry in before):
        raise ConfigError("The file's waivers are not written as [[waiver]] blocks: write them so, or choose another file.")
    return whole


def block(waiver: Waiver) -> str:
    """A waiver as a block of a file."""
    lines = ["[[waiver]]", f"id = {_quoted(waiver.id)}", f"rule = {_quoted(waiver.rule)}"]
    lines.append(f"letters = [{', '.join(map(_quoted, waiver.letters))}]")
    lines += [f"says = {_quoted(waiver.says)}", f"reason = {_quoted(waiver.reason)}"]
    if waiver.until is not None:
        lines.append(f"until = {waiver.until.isoformat()}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as a basic string of TOML, on one line."""
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")
