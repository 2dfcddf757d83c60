"""The families in report order; a family is a module with RULES and `run`, and `lint` where one side alone can be judged."""

from __future__ import annotations

from types import ModuleType

from letterqa import across
from letterqa.checks import (
    addressee,
    codes,
    contacts,
    dates,
    figures,
    grammar,
    meaning,
    names,
    reference,
    register,
    structure,
    terminology,
    typography,
    wording,
)
from letterqa.finding import Rule

FAMILIES: dict[str, ModuleType] = {
    "structure": structure,
    "addressee": addressee,
    "contacts": contacts,
    "codes": codes,
    "meaning": meaning,
    "figures": figures,
    "dates": dates,
    "terminology": terminology,
    "names": names,
    "wording": wording,
    "register": register,
    "grammar": grammar,
    "typography": typography,
    "reference": reference,
}


def rules() -> dict[str, Rule]:
    """Every rule there is, by id, in report order; those over all versions of a letter last."""
    return {rule.id: rule for held in (*(family.RULES for family in FAMILIES.values()), across.RULES) for rule in held}
