"""The JSON report is what its published schema says, and the schema is strict."""

from __future__ import annotations

import copy
import json
from importlib import resources
from typing import Any

import jsonschema
import pytest

from letterqa.finding import Severity
from letterqa.letter import Role
from letterqa.render import FORMATS
from letterqa.report import Report

SCHEMA: dict[str, Any] = json.loads((resources.files("letterqa") / "data" / "report.schema.json").read_text(encoding="utf-8"))


def errors(data: Any) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(data)]


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_reports_keep_to_the_schema(small: Report, seed: Report, hostile: Report) -> None:
    for report in (small, seed, hostile):
        text = FORMATS["json"](report)
        assert errors(json.loads(text)) == []
        assert json.loads(text) == report.to_dict()
        assert text.endswith("}\n") and text == FORMATS["json"](report)


def test_the_schema_knows_every_role_and_severity() -> None:
    assert SCHEMA["$defs"]["bead"]["properties"]["role"]["enum"] == [str(role) for role in Role]
    assert set(SCHEMA["$defs"]["finding"]["properties"]["severity"]["enum"]) == {str(severity) for severity in Severity}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("verdict",), "maybe"),
        (("extra",), 1),
        (("equivalence",), 1.2),
        (("beads", 0, "shape"), "0-0"),
        (("beads", 0, "role"), "chorus"),
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "id"), "x"),
        (("findings", 0, "line"), 3),
        (("findings", 1, "related", 0, "rule"), "norule"),
        (("source", "language"), "English letter"),
    ],
)
def test_the_schema_is_strict(small: Report, path: tuple[str | int, ...], value: object) -> None:
    data = copy.deepcopy(json.loads(FORMATS["json"](small)))
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert errors(data)
