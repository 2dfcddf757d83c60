"""Reports read back: what `letterqa waive` and `--baseline` take, from the JSON report or from the JSON that the HTML report carries."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from letterqa.errors import ConfigError

_DATA = re.compile(r'<script type="application/json" id="report">(.*?)</script>', re.DOTALL)
SCHEMA, CAMPAIGN = "letterqa.report/1", "letterqa.campaign/1"


def load(path: Path, whole: bool = False) -> dict[str, Any]:
    """The content of a report; with `whole`, of a campaign's JSON report the findings of all its pairs. Raises ConfigError for a file that is
    none."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}. Give the HTML or JSON report of `letterqa check`.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is no report of letterqa: give the HTML or JSON report of `letterqa check`.") from error
    if path.suffix.lower() in (".html", ".htm"):
        held = _DATA.search(text)
        text = held[1] if held else ""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path} is no report of letterqa: give the HTML or JSON report of `letterqa check`.") from error
    if whole and isinstance(data, dict) and data.get("schema") == CAMPAIGN and isinstance(data.get("pairs"), list):
        reports = [pair["report"] for pair in data["pairs"] if isinstance(pair, dict) and isinstance(pair.get("report"), dict)]
        data = {"schema": SCHEMA, **{key: [item for report in reports for item in report.get(key, [])] for key in ("findings", "waived")}}
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not all(isinstance(data.get(key), list) for key in ("findings", "waived")):
        raise ConfigError(f"{path} is no report of `letterqa check`, or one of another version of letterqa: check the letters again.")
    return data


def findings(data: dict[str, Any], path: Path) -> dict[str, dict[str, Any]]:
    """The findings of a report by their ids, waived ones too, without those that hang under others."""
    try:
        return {str(item["id"]): item for item in (*data["findings"], *data["waived"])}
    except (TypeError, KeyError) as error:
        raise ConfigError(f"{path} is damaged: check the letters again.") from error


def related(item: dict[str, Any]) -> list[str]:
    """The ids of the findings that hang under one."""
    found: list[str] = []
    for other in item.get("related", ()):
        found += [str(other["id"]), *related(other)]
    return found
