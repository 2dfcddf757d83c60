"""What only all versions show: the odd one out, and the one that is not there."""

from __future__ import annotations

import pytest

from letterqa.across import ALONE, VERSION, Across, Claim, alone, missing
from letterqa.finding import Severity


def claim(name: str, rule: str, source: str, target: str, start: int = 10, severity: Severity = Severity.MAJOR) -> Claim:
    return Claim(name, rule, severity, ((start, start + len(source), source),), ((start, start + len(target), target),))


def said(found: list[Across]) -> list[tuple[Severity, str]]:
    return [(item.severity, str(item.message)) for item in found]


FIGURE = claim("1", "figures.changed", "90,000", "9.000")


def test_the_source_alone() -> None:
    found = list(alone("a", "en", {"fr": [claim("2", "figures.magnitude", "90,000", "9 000")], "it": [FIGURE]}))
    assert said(found) == [(Severity.MAJOR, "The English version alone says “90,000”; the others: French “9 000”, Italian “9.000”.")]
    assert found[0].rule is ALONE and found[0].pairs == (("fr", "2"), ("it", "1"))


def test_the_source_alone_has_it() -> None:
    claims = {tag: [claim(tag, "dates.missing", "14 March", "")] for tag in ("de", "fr", "it")}
    assert said(list(alone("a", "en", claims))) == [(Severity.MAJOR, "The English version alone has “14 March”; none of the others has it.")]


def test_the_source_alone_lacks_it() -> None:
    claims = {"fr": [claim("1", "dates.added", "", "14 mars 2020")], "it": [claim("2", "dates.added", "", "14 marzo 2020", 99)]}
    assert said(list(alone("a", "en", claims))) == [
        (Severity.MAJOR, "The English version alone lacks what all others have: French “14 mars 2020”, Italian “14 marzo 2020”.")
    ]


def test_a_target_alone_is_for_information() -> None:
    """The pair's own finding fails the gate; this one says who is right."""
    found = list(alone("a", "en", {"fr": [], "it": [FIGURE]}))
    assert said(found) == [(Severity.NEUTRAL, "The Italian version alone says “9.000”; the other one agrees with the English letter here.")]
    found = list(alone("a", "en", {"de": [], "fr": [], "it": [FIGURE]}))
    assert said(found) == [(Severity.NEUTRAL, "The Italian version alone says “9.000”; the other 2 agree with the English letter here.")]


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"it": [FIGURE]}, id="nobody-to-ask"),
        pytest.param({"fr": [], "it": []}, id="nothing-found"),
        pytest.param({"fr": [], "it": [claim("1", "grammar.error", "", "x")]}, id="a-family-that-is-not-compared"),
        pytest.param({"fr": [], "it": [claim("1", "meaning.omission", "A sentence.", "")]}, id="a-sentence"),
        pytest.param({"fr": [], "it": [claim("1", "figures.format", "90’000", "90'000", severity=Severity.NEUTRAL)]}, id="what-weighs-little"),
        pytest.param({"fr": [], "it": [claim("1", "figures.missing", "90,000", "")]}, id="missing-in-one-target"),
    ],
)
def test_silent(claims: dict[str, list[Claim]]) -> None:
    assert list(alone("a", "en", claims)) == []


def test_other_places_and_other_families_do_not_agree() -> None:
    for other in (claim("2", "figures.changed", "90,000", "9 000", 500), claim("2", "names.changed", "90,000", "9 000")):
        found = list(alone("a", "en", {"fr": [other], "it": [FIGURE]}))
        assert [item.severity for item in found] == [Severity.NEUTRAL, Severity.NEUTRAL]


def test_one_of_three_that_agrees_with_the_source_frees_it() -> None:
    found = list(alone("a", "en", {"de": [], "fr": [claim("2", "figures.changed", "90,000", "9 000")], "it": [FIGURE]}))
    assert {item.severity for item in found} == {Severity.NEUTRAL}


def test_missing_versions() -> None:
    assert said(list(missing("a", ("en", "pt-BR"), ("en", "fr", "it", "pt"), ()))) == [(Severity.MINOR, "Most letters have a version that this one lacks: French, Italian.")]
    found = list(missing("a", ("en",), ("en", "it"), ("it",)))
    assert said(found) == [(Severity.MAJOR, "The letter has no Italian version, for which the campaign sheet names an addressee.")]
    assert found[0].rule is VERSION and list(missing("a", ("en", "it"), ("en", "it"), ("it",))) == []
