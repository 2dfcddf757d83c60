"""One error, one finding: findings with one cause are merged, the most telling one leads and the others hang under it.

A lost, added, untranslated, truncated, moved or repeated passage leads what is missing or added inside it; a placeholder leads
whatever it replaced; another recipient leads office, address and contacts; on the same words the more specific family leads.
Nothing absorbs a finding of higher severity, and a neutral finding absorbs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from letterqa.finding import Finding, Severity
from letterqa.report import place

# Passages: the rule leads every missing or added item inside its spans. Higher stands first.
PASSAGES = (
    "structure.language",
    "structure.duplicated",
    "structure.moved",
    "meaning.untranslated",
    "structure.truncated",
    "structure.missing",
    "structure.added",
    "structure.part",
    "meaning.omission",
    "meaning.addition",
)
# On the same words the more specific leads; families not named come last.
SPECIFIC = (
    "addressee",
    "contacts",
    "terminology.figure",
    "terminology.exchanged",  # with the year in a treaty's name
    "figures",
    "dates",
    "codes",
    "terminology",
    "names",
    "wording",
    "register",
    "meaning",
    "grammar",
    "typography",
    "reference",
)
_LOST = ("missing", "added", "omission", "addition", "truncated", "part", "untranslated")


def resolve(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Merge findings of one cause; the result is in order of place, source side first."""
    order = sorted(findings, key=lambda finding: (_rank(finding), place(finding)))
    leading: list[Finding] = []
    for finding in order:
        for index, leader in enumerate(leading):
            if _leads(leader, finding):
                leading[index] = replace(leader, related=(*leader.related, finding, *finding.related))
                break
        else:
            leading.append(finding)
    return tuple(sorted(leading, key=lambda finding: (place(finding), finding.rule.id)))


def _rank(finding: Finding) -> tuple[int, int, int]:
    """Order in which findings try to lead: placeholders, passages, then by specificity; the graver before the lighter."""
    rule = finding.rule.id
    if rule == "structure.placeholder":
        return (0, 0, -finding.severity)
    if rule in PASSAGES:
        return (1, PASSAGES.index(rule), -finding.severity)
    names = [index for index, prefix in enumerate(SPECIFIC) if rule == prefix or rule.startswith(prefix + ".")]
    return (2, names[0] if names else len(SPECIFIC), -finding.severity)


def _leads(leader: Finding, finding: Finding) -> bool:
    if finding.severity > leader.severity or leader.severity is Severity.NEUTRAL:
        return False
    rule, name = leader.rule.id, finding.rule.id.partition(".")[2]
    if rule == "structure.placeholder":
        # It replaced something: what its own words, or the very place, lack is its doing; another placeholder is another error.
        return (
            finding.rule.id not in {"structure.placeholder", "structure.language"}
            and finding.rule.family not in {"structure", "meaning"}
            and _meets(leader, finding)
        )
    if rule == "structure.language":
        if finding.rule.family in {"codes", "figures", "dates", "names"}:
            return name in {*_LOST, "bound", "approximation", "format"}  # words of another language hold figures that nobody reads
        families = {"meaning", "grammar", "typography", "structure"}
        return finding.rule.id not in {"structure.placeholder", "structure.language"} and finding.rule.family in families
    if rule == "addressee.person" and finding.rule.family in {"addressee", "contacts"} and finding.rule.id != "addressee.salutation":
        # Another recipient is one error: office, address and contacts go with the person. Such a finding points at the whole address.
        return _inside(finding, leader)
    if rule in PASSAGES:
        if finding.rule.id == "structure.placeholder":
            return False
        if rule == "meaning.untranslated" and finding.rule.family not in ("structure", "meaning", "addressee"):
            return _inside(finding, leader)  # nobody reads the small words of another language
        if rule == "structure.truncated" and finding.rule.family in ("typography", "grammar"):
            return _inside(finding, leader)
        return (name in _LOST or finding.rule.id in PASSAGES or finding.rule.id == "meaning.low-similarity") and _inside(finding, leader)
    return finding.rule.family != leader.rule.family and _same_words(leader, finding)


def _meets(one: Finding, two: Finding) -> bool:
    return any(a.overlaps(b) for a in one.source for b in two.source) or any(a.overlaps(b) for a in one.target for b in two.target)


def _inside(finding: Finding, leader: Finding) -> bool:
    """Whether all that a finding points at with words lies in the leader's passage, on each side where it points with words."""
    said = [(span, leader.source) for span in finding.source if span.start < span.end]
    said += [(span, leader.target) for span in finding.target if span.start < span.end]
    return bool(said) and all(any(outer.covers(span) for outer in spans) for span, spans in said)


def _same_words(one: Finding, two: Finding) -> bool:
    """Whether two findings point at the same words: on every side where both point at words, some of one's cover the other's."""
    shared = []
    for here, there in ((one.source, two.source), (one.target, two.target)):
        mine, theirs = [span for span in here if span.start < span.end], [span for span in there if span.start < span.end]
        if mine and theirs:
            shared.append(any(a.covers(b) or b.covers(a) for a in mine for b in theirs))
    return bool(shared) and all(shared)
