"""Address blocks and salutations of six languages, written from real conventions, part by part; pairs that agree, and pairs that do not.

The tables were written by people who had not seen the parser. What it cannot tell yet is counted, so that it can only get better.
"""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from letterqa import Checker, lexicon, locales
from letterqa.addressing import parts
from letterqa.context import Context
from letterqa.letter import Block, Letter, Origin, Role, Span
from letterqa.mentions.contacts import Contact, contacts, same_number
from letterqa.naming import name_words
from letterqa.parties import Party, codes, parties, people
from letterqa.saluting import salutation
from letterqa.titling import titles
from letterqa.whereabouts import whereabouts

HERE = Path(__file__).parent
LANGUAGES = ("en", "it", "fr", "es", "de", "pt")
# Shares of the parts found whole, with their kind, and of the blocks with every part; of agreeing pairs left alone; of wrong pairs named.
PARTS, BLOCKS, SALUTATIONS, SILENT, NAMED = 0.94, 0.65, 0.94, 0.95, 0.95


@cache
def table(name: str) -> list[dict[str, Any]]:
    data: dict[str, list[dict[str, Any]]] = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    return next(iter(data.values()))


def parsed(text: str, language: str) -> list[list[str]]:
    return [[kind, text[span.start : span.end]] for kind, span in parts(text, Span(0, len(text)), language)]


def test_enough_of_every_language() -> None:
    for name, least in (("block", 10), ("salutation", 7)):
        for language in LANGUAGES:
            assert sum(item["language"] == language for item in table(f"{name}s")) >= least


def test_blocks() -> None:
    """Every part with its kind and its exact words."""
    found = total = whole = 0
    for block in table("blocks"):
        got = parsed(block["text"], block["language"])
        rest, hits = list(got), 0
        for part in block["parts"]:
            if part in rest:
                rest.remove(part)
                hits += 1
        found, total, whole = found + hits, total + len(block["parts"]), whole + (got == block["parts"])
    assert found / total >= PARTS
    assert whole / len(table("blocks")) >= BLOCKS


@pytest.mark.parametrize("kind", ["email", "fax", "phone", "web", "country"])
def test_parts_that_are_always_told(kind: str) -> None:
    for block in table("blocks"):
        assert [part for part in parsed(block["text"], block["language"]) if part[0] == kind] == [part for part in block["parts"] if part[0] == kind]


def test_parts_lie_in_order_inside_the_block() -> None:
    for block in table("blocks"):
        spans = [span for _, span in parts(block["text"], Span(0, len(block["text"])), block["language"])]
        assert spans == sorted(spans)
        assert all(one.end <= two.start for one, two in pairwise(spans))
        assert all(span.start < span.end <= len(block["text"]) for span in spans)


def said(item: dict[str, Any]) -> dict[str, Any]:
    words = lexicon.load(item["language"])
    found = salutation(item["text"], Span(0, len(item["text"])), words)
    return {
        "names": {word for name in found.people for word in name},
        "office": {role.removeprefix("role.") for role in found.roles},
        "gender": found.gender,
        "plural": found.plural,
        "rank": {rank.removeprefix("title.") for rank in found.ranks},
    }


def test_salutations() -> None:
    """Person, office, gender, number and rank of each."""
    right = 0
    for item in table("salutations"):
        found = said(item)
        right += (
            found["names"] == set(name_words(item["person"], lexicon.load(item["language"])) if item["person"] else ())
            and (item["office"] in found["office"] if item["office"] else not found["office"])
            and found["gender"] == item["gender"]
            and found["plural"] == (item["number"] > 1)
            and (item["rank"] in found["rank"] if item["rank"] else not found["rank"])
        )
    assert right / len(table("salutations")) >= SALUTATIONS


def party(text: str, language: str) -> Party:
    span = Span(0, len(text))
    block = Block(span, Role.ADDRESS, None, parts(text, span, language))
    return parties(Letter("x", language, text, (block,), (), Origin("line", (0,))), Role.ADDRESS)[0]


def same(one: Contact, two: Contact) -> bool:
    if {one.kind, two.kind} <= {"phone", "fax"}:
        return same_number(one.value, two.value)
    return (one.kind, one.value) == (two.kind, two.value)


def differing(item: dict[str, Any], checker: Checker) -> set[str]:
    """The kinds of parts that differ between the blocks of a pair."""
    alike = Context((locales.load(item["source-language"]), locales.load(item["target-language"])), checker.encoder).alike
    source, target = party(item["source"], item["source-language"]), party(item["target"], item["target-language"])
    found = {"person" for _ in people(source, target)}
    found |= {difference.kind for difference in (*titles(source, target, alike), *whereabouts(source, target, alike))}
    found |= {"postal-code" for _ in codes(source, target)}
    sides = [contacts(item[side], item[f"{side}-language"]) for side in ("source", "target")]
    for here, there in (sides, sides[::-1]):
        found |= {one.kind for one in here if not any(same(one, two) for two in there)}
    return found


NEAR = {"office": {"institution"}, "institution": {"office"}, "phone": {"fax"}, "fax": {"phone"}}


def test_pairs_that_agree(checker: Checker) -> None:
    agreeing = [item for item in table("agree") if not item["differs"]]
    assert len(agreeing) >= 60
    assert sum(not differing(item, checker) for item in agreeing) / len(agreeing) >= SILENT


def test_pairs_that_differ_in_one_thing(checker: Checker) -> None:
    wrong = [item for item in table("agree") if item["differs"]]
    assert len(wrong) >= 60
    named = sum(bool(differing(item, checker) & {item["differs"][0], *NEAR.get(item["differs"][0], ())}) for item in wrong)
    assert named / len(wrong) >= NAMED
