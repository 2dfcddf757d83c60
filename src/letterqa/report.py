"""The outcome of a check, complete and frozen: renderers only look at it, and equal reports are equal bytes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from letterqa.bitext import Bitext
from letterqa.finding import Finding, Severity, Skip
from letterqa.letter import Letter, Span, fold
from letterqa.reports import SCHEMA
from letterqa.waivers import Held

if TYPE_CHECKING:
    from letterqa.referring import Reference


@dataclass(frozen=True)
class Signature:
    """What produced a report: versions and settings that decide its content, nothing that changes from run to run."""

    entries: tuple[tuple[str, str], ...]

    def to_dict(self) -> dict[str, str]:
        """The entries as a mapping, in order."""
        return dict(self.entries)


@dataclass(frozen=True)
class Report:
    """A checked bitext. `findings` and `waived` are sorted by place; `fail_on` None means that nothing fails the gate.

    `waivers` are those that were read, with what became of them; `known` are the ids of the findings of a baseline, which fail nothing
    (None: there was no baseline). `families` are the families of checks that were asked for.
    """

    bitext: Bitext
    findings: tuple[Finding, ...]
    skips: tuple[Skip, ...]
    signature: Signature
    waived: tuple[Finding, ...] = ()
    fail_on: Severity | None = Severity.MAJOR
    reference: Reference | None = None
    waivers: tuple[Held, ...] = ()
    known: frozenset[str] | None = None
    families: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a finding that no baseline has reaches the gate's severity."""
        return _fails(self.new, self.fail_on)

    @property
    def new(self) -> tuple[Finding, ...]:
        """The findings that the baseline does not have; all of them where there is none."""
        return tuple(finding for finding in self.findings if not self.is_known(finding))

    def is_known(self, finding: Finding) -> bool:
        """Whether the baseline has a finding."""
        return self.known is not None and self.fingerprints[id(finding)] in self.known

    @property
    def verdict(self) -> str:
        """`"fail"` or `"pass"`."""
        return "fail" if self.failed else "pass"

    @property
    def incomplete(self) -> bool:
        """Whether something that should have run did not."""
        return bool(self.skips)

    @cached_property
    def equivalence(self) -> float:
        """The letter's semantic score in [0, 1]: calibrated similarity of its beads, weighted by words, gaps counting 0."""
        source, target = self.bitext.source, self.bitext.target
        total = weighted = 0.0
        for bead in self.bitext.beads:
            words = sum(len(source[s.span].split()) for s in bead.source) + sum(len(target[s.span].split()) for s in bead.target)
            total += words
            weighted += words * (bead.similarity or 0.0)
        return weighted / total if total else 0.0

    @cached_property
    def fingerprints(self) -> dict[int, str]:
        """Fingerprint of each finding (waived and related ones too), by `id()` of the object.

        It hashes the rule, the folded text of the segments the finding points into on both sides, and an ordinal among
        equals: edits elsewhere leave it, an edit of those segments ends it.
        """
        seen: Counter[str] = Counter()
        table: dict[int, str] = {}
        # In order of place, waived or not, so that a waiver changes no fingerprint.
        for finding in self._all(sorted((*self.findings, *self.waived), key=lambda item: (place(item), item.rule.id, item.message))):
            text = "\x1f".join([finding.rule.id] + [side + fold(" ".join(_around(letter, spans))) for side, letter, spans in self._sides(finding)])
            seen[text] += 1
            table[id(finding)] = hashlib.sha256(f"{text}\x1f{seen[text]}".encode()).hexdigest()[:16]
        return table

    def summary(self) -> dict[str, int]:
        """Number of findings by severity, worst first, and of waived ones."""
        counts = Counter(finding.severity for finding in self.findings)
        return {str(level): counts[level] for level in sorted(Severity, reverse=True)} | {"waived": len(self.waived)}

    def to_dict(self) -> dict[str, Any]:
        """The JSON report (`data/report.schema.json`)."""
        bitext = self.bitext
        return {
            "schema": SCHEMA,
            "verdict": self.verdict,
            "incomplete": self.incomplete,
            "source": _side(bitext.source),
            "target": _side(bitext.target),
            "equivalence": round(self.equivalence, 4),
            "summary": self.summary(),
            "beads": [
                {
                    "shape": bead.shape,
                    "role": self.role_of(index),
                    "similarity": None if bead.similarity is None else round(bead.similarity, 4),
                    "source": [_place(bitext.source, segment.span) for segment in bead.source],
                    "target": [_place(bitext.target, segment.span) for segment in bead.target],
                }
                for index, bead in enumerate(bitext.beads)
            ],
            "findings": [self._finding(finding) for finding in self.findings],
            "waived": [self._finding(finding) for finding in self.waived],
            "skips": _skips(self.skips),
            **({"reference": self.reference.to_dict()} if self.reference else {}),
            **({"waivers": [_held(item) for item in self.waivers]} if self.waivers else {}),
            "signature": self.signature.to_dict(),
        }

    def role_of(self, bead: int) -> str:
        """Role of a bead: that of its first segment, the source side first."""
        pair = self.bitext.beads[bead]
        return self.bitext.source.role_of(pair.source[0]) if pair.source else self.bitext.target.role_of(pair.target[0])

    def _finding(self, finding: Finding) -> dict[str, Any]:
        places = {
            "source": [_place(self.bitext.source, span) for span in finding.source],
            "target": [_place(self.bitext.target, span) for span in finding.target],
        }
        known = {} if self.known is None else {"known": self.is_known(finding)}
        others = [self._finding(other) for other in finding.related]
        return {"id": self.fingerprints[id(finding)], **_said(finding, places), **known, "related": others}

    def _sides(self, finding: Finding) -> Iterable[tuple[str, Letter, tuple[Span, ...]]]:
        yield "source:", self.bitext.source, finding.source
        yield "target:", self.bitext.target, finding.target

    def _all(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        for finding in findings:
            yield finding
            yield from self._all(finding.related)


@dataclass(frozen=True)
class LintReport:
    """One letter checked by itself: what a Report is for two. Findings point at it by their `source` spans."""

    letter: Letter
    findings: tuple[Finding, ...]
    skips: tuple[Skip, ...]
    signature: Signature
    fail_on: Severity | None = Severity.MAJOR

    @property
    def failed(self) -> bool:
        """Whether a finding reaches the gate's severity."""
        return _fails(self.findings, self.fail_on)

    @property
    def incomplete(self) -> bool:
        """Whether something that should have run did not."""
        return bool(self.skips)

    def to_dict(self) -> dict[str, Any]:
        """The JSON report of `letterqa lint` (`data/lint.schema.json`)."""
        return {
            "schema": "letterqa.lint/1",
            "verdict": "fail" if self.failed else "pass",
            "incomplete": self.incomplete,
            "letter": _side(self.letter),
            "findings": [self._finding(finding) for finding in self.findings],
            "skips": _skips(self.skips),
            "signature": self.signature.to_dict(),
        }

    def _finding(self, finding: Finding) -> dict[str, Any]:
        places = {"places": [_place(self.letter, span) for span in finding.source]}
        return {**_said(finding, places), "related": [self._finding(other) for other in finding.related]}


def place(finding: Finding) -> tuple[Span, Span]:
    """Where a finding comes in a list: by its first place in the source, then in the target."""
    first = finding.source[0] if finding.source else Span(0, 0)
    second = finding.target[0] if finding.target else Span(0, 0)
    return (first, second)


def _held(held: Held) -> dict[str, Any]:
    until = held.waiver.until.isoformat() if held.waiver.until is not None else None
    return {"id": held.waiver.id, "rule": held.waiver.rule, "reason": held.waiver.reason, "until": until, "state": held.state}


def _fails(findings: Iterable[Finding], fail_on: Severity | None) -> bool:
    return fail_on is not None and any(finding.severity >= fail_on for finding in findings)


def _skips(skips: Iterable[Skip]) -> list[dict[str, str]]:
    return [{"family": skip.family, "reason": skip.reason} for skip in skips]


def _said(finding: Finding, places: dict[str, Any]) -> dict[str, Any]:
    """What a finding says, in the order of the schemas; `places` are where it points."""
    return {
        "rule": finding.rule.id,
        "category": finding.rule.category,
        "severity": str(finding.severity),
        "message": finding.message,
        **places,
        "suggestion": finding.suggestion,
        "confidence": round(finding.confidence, 4),
    }


def _around(letter: Letter, spans: tuple[Span, ...]) -> Iterable[str]:
    """The segments that spans point into; a gap's neighbours are left out, so that editing them does not end a waiver."""
    for span in spans:
        if span.start < span.end:
            touched = [letter[segment.span] for segment in letter.touching(span)]
            yield from touched or [letter[span]]


def _side(letter: Letter) -> dict[str, Any]:
    return {"path": letter.path, "language": letter.language, "sha256": letter.sha256, "words": letter.words}


def _place(letter: Letter, span: Span) -> Mapping[str, Any]:
    return {"start": span.start, "end": span.end, "text": letter[span]}
