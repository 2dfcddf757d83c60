"""Resolution: one error, one finding; what could be another error stays a finding of its own."""

from __future__ import annotations

import itertools

import pytest

from letterqa.finding import Finding, Rule, Severity
from letterqa.letter import Span
from letterqa.resolve import PASSAGES, resolve

NEUTRAL, MINOR, MAJOR, CRITICAL = Severity


def finding(rule: str, source: str = "", target: str = "", severity: Severity = MAJOR) -> Finding:
    """A finding of any rule; places are written "3-9 12-12"."""
    spans = [tuple(Span(*map(int, place.split("-"))) for place in side.split()) for side in (source, target)]
    return Finding(Rule(rule, "x/y", severity, "", "", ""), f"{rule} at {source}/{target}", spans[0], spans[1], severity)


# Two findings that are two errors.
APART = [
    ("other-places", finding("figures.changed", "0-4", "0-4"), finding("dates.changed", "9-12", "9-12")),
    ("same-family-same-words", finding("figures.changed", "0-4", "0-4"), finding("figures.unit", "0-4", "0-4")),
    ("crossing-words", finding("figures.changed", "0-6"), finding("dates.changed", "4-9")),
    ("touching-words", finding("figures.changed", "0-4"), finding("dates.changed", "4-9")),
    ("empty-places", finding("figures.missing", "", "4-4"), finding("dates.missing", "", "4-4")),
    ("opposite-sides", finding("figures.missing", "0-4", ""), finding("dates.added", "", "0-4")),
    ("graver-inside-passage", finding("meaning.omission", "0-50", "9-9", MAJOR), finding("figures.missing", "10-14", "9-9", CRITICAL)),
    ("neutral-passage", finding("meaning.omission", "0-50", "9-9", NEUTRAL), finding("figures.missing", "10-14", "9-9", NEUTRAL)),
    ("neutral-same-words", finding("figures.changed", "0-4", "", NEUTRAL), finding("names.changed", "0-4", "", NEUTRAL)),
    ("outside-passage", finding("meaning.omission", "0-50", "9-9"), finding("figures.missing", "60-64", "9-9")),
    ("half-outside-passage", finding("meaning.omission", "0-50", "9-9"), finding("figures.missing", "45-55", "9-9")),
    ("on-both-sides-of-omission", finding("meaning.omission", "0-50", "9-9"), finding("figures.missing", "10-14", "3-7")),
    ("changed-inside-passage", finding("meaning.omission", "0-50", "9-9"), finding("figures.changed", "10-14", "9-9")),
    ("grammar-inside-passage", finding("structure.duplicated", "", "0-50"), finding("grammar.agreement", "", "3-9", MINOR)),
    ("nowhere-with-words", finding("meaning.omission", "0-50", "9-9"), finding("figures.missing", "10-10", "9-9")),
    ("placeholder-inside-passage", finding("structure.missing", "0-50", "9-9", CRITICAL), finding("structure.placeholder", "3-9")),
    ("two-placeholders", finding("structure.placeholder", "0-6"), finding("structure.placeholder", "3-9")),
    ("placeholder-and-omission", finding("structure.placeholder", "3-9"), finding("meaning.omission", "0-50", "9-9")),
    ("placeholder-and-part", finding("structure.placeholder", "3-9"), finding("structure.part", "3-9", "0-0")),
    ("placeholder-elsewhere", finding("structure.placeholder", "3-9"), finding("dates.missing", "20-30", "")),
    ("placeholder-graver-figure", finding("structure.placeholder", "3-9", "", MINOR), finding("figures.missing", "3-9", "", CRITICAL)),
    ("placeholder-in-wrong-language", finding("structure.language", "", "0-99", CRITICAL), finding("structure.placeholder", "", "3-9")),
    ("wrong-language-and-figures", finding("structure.language", "", "0-99", CRITICAL), finding("figures.changed", "3-9", "3-9")),
]

# Leader, follower: one error.
ONE = [
    ("figure-in-omitted-sentence", finding("meaning.omission", "0-50", "9-9"), finding("figures.missing", "10-14", "9-9")),
    ("figure-in-missing-block", finding("structure.missing", "0-50", "9-9", CRITICAL), finding("figures.missing", "10-14", "", CRITICAL)),
    ("name-in-added-sentence", finding("meaning.addition", "9-9", "0-50"), finding("names.added", "", "10-14", MINOR)),
    ("omission-in-missing-block", finding("structure.missing", "0-50", "9-9", CRITICAL), finding("meaning.omission", "0-20", "9-9")),
    ("addition-in-duplicate", finding("structure.duplicated", "", "0-50"), finding("structure.added", "", "0-50")),
    ("missing-and-moved", finding("structure.moved", "0-50", "60-99"), finding("structure.missing", "0-50", "70-70")),
    ("unlike-in-untranslated", finding("meaning.untranslated", "0-50", "0-50", CRITICAL), finding("meaning.low-similarity", "0-50", "0-50", MINOR)),
    ("truncation-explains-loss", finding("structure.truncated", "", "0-50", CRITICAL), finding("codes.missing", "", "10-14")),
    ("grammar-in-wrong-language", finding("structure.language", "", "0-99", CRITICAL), finding("grammar.agreement", "", "3-9", MINOR)),
    ("untranslated-in-wrong-language", finding("structure.language", "", "0-99", CRITICAL), finding("meaning.untranslated", "3-9", "3-9", CRITICAL)),
    ("date-behind-placeholder", finding("structure.placeholder", "", "3-9"), finding("dates.changed", "3-9", "0-12")),
    ("date-missing-at-placeholder", finding("structure.placeholder", "", "3-9"), finding("dates.missing", "3-9", "9-9")),
    ("specific-on-same-words", finding("contacts.changed", "0-20", "0-20"), finding("typography.space", "0-20", "0-20", MINOR)),
    ("specific-covers-words", finding("dates.changed", "0-20", "0-20"), finding("grammar.case", "", "4-8", MINOR)),
    ("specific-inside-wider", finding("figures.changed", "4-8", "4-8"), finding("names.changed", "0-20", "0-20")),
    ("same-words-on-one-side", finding("figures.changed", "4-8", "4-8"), finding("wording.hedge", "", "4-8", MINOR)),
    ("unknown-family-follows", finding("typography.space", "4-8"), finding("something.else", "4-8")),
    ("term-figure-leads-figures", finding("terminology.figure", "4-8"), finding("figures.changed", "4-8")),
    ("figures-lead-other-terms", finding("figures.changed", "4-8"), finding("terminology.other", "4-8")),
]


@pytest.mark.parametrize(("one", "two"), [pytest.param(one, two, id=name) for name, one, two in APART])
def test_two_errors(one: Finding, two: Finding) -> None:
    """Both stay, whichever comes first."""
    for order in ((one, two), (two, one)):
        kept = resolve(order)
        assert len(kept) == 2
        assert set(kept) == {one, two}


@pytest.mark.parametrize(("leader", "follower"), [pytest.param(one, two, id=name) for name, one, two in ONE])
def test_one_error(leader: Finding, follower: Finding) -> None:
    """The more telling one leads and the other hangs under it, whichever comes first."""
    for order in ((leader, follower), (follower, leader)):
        (kept,) = resolve(order)
        assert kept.rule.id == leader.rule.id
        assert kept.message == leader.message
        assert kept.related == (follower,)


def test_nothing_from_nothing() -> None:
    """No finding gives none."""
    assert resolve([]) == ()


def test_nothing_is_lost() -> None:
    """Every finding is in the result, as a leader or under one, once."""
    findings = [item for _, one, two in (*APART, *ONE) for item in (one, two)]
    kept = resolve(findings)
    messages = [item.message for leader in kept for item in (leader, *leader.related)]
    assert sorted(messages) == sorted(item.message for item in findings)


def test_order_of_input_does_not_matter() -> None:
    """The same findings in any order give the same result."""
    findings = [
        finding("meaning.omission", "0-50", "9-9"), finding("figures.missing", "10-14", "9-9"), finding("names.changed", "60-70", "20-30"),
        finding("grammar.case", "", "22-24", MINOR), finding("structure.placeholder", "", "40-50"),
    ]  # fmt: skip
    results = {tuple((kept.rule.id, tuple(other.rule.id for other in kept.related)) for kept in resolve(order)) for order in itertools.permutations(findings)}
    assert results == {
        (("structure.placeholder", ()), ("meaning.omission", ("figures.missing",)), ("names.changed", ("grammar.case",))),
    }


def test_graver_leads_among_equals() -> None:
    """Of two findings of equally specific rules on the same words the graver one leads."""
    heavy, light = finding("zebra.one", "4-8", "", MAJOR), finding("aardvark.two", "4-8", "", MINOR)
    (kept,) = resolve([light, heavy])
    assert kept.rule.id == "zebra.one"


def test_followers_of_followers_hang_under_the_leader() -> None:
    """What already hung under a finding moves with it, in one flat list."""
    inner = finding("grammar.case", "", "4-6", MINOR)
    follower = Finding(Rule("figures.missing", "x/y", MAJOR, "", "", ""), "m", (Span(10, 14),), (Span(9, 9),), MAJOR, related=(inner,))
    (kept,) = resolve([follower, finding("meaning.omission", "0-50", "9-9")])
    assert [item.rule.id for item in kept.related] == ["figures.missing", "grammar.case"]


def test_sorted_by_place() -> None:
    """Findings come in the order of the source, those without a place there first."""
    findings = [finding("figures.changed", "30-40", "0-4"), finding("names.changed", "0-4", "50-60"), finding("codes.added", "", "7-9")]
    assert [kept.rule.id for kept in resolve(findings)] == ["codes.added", "names.changed", "figures.changed"]


@pytest.mark.parametrize("rule", PASSAGES)
def test_every_passage_leads_a_loss_inside(rule: str) -> None:
    """Each rule about a passage leads what is missing inside that passage."""
    (kept,) = resolve([finding("figures.missing", "10-14", ""), finding(rule, "0-50", "0-50", CRITICAL)]) if rule != "structure.language" else resolve(
        [finding("structure.part", "10-14", ""), finding(rule, "0-50", "0-50", CRITICAL)]
    )
    assert kept.rule.id == rule
