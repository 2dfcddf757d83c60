"""What a check says: a finding names a rule, points at both letters, and holds no text and no line number of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from letterqa.letter import Span


class Severity(IntEnum):
    """How much a finding weighs: neutral informs, minor deserves a look, major is fixed before the launch, critical stops it."""

    NEUTRAL = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, name: str) -> Severity:
        """The severity of that name; raises ValueError for any other word."""
        try:
            return cls[name.upper()]
        except KeyError:
            raise ValueError(f"{name!r} is not a severity; use neutral, minor, major or critical") from None


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of error. `id` is family.name and never changes; `category` is a path of the MQM error typology
    (Lommel et al. 2014, themqm.org); `why` says why it matters to a campaign, `example` shows one."""

    id: str
    category: str
    severity: Severity
    summary: str
    why: str
    example: str

    @property
    def family(self) -> str:
        """The part of the id before the dot."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Finding:
    """A potential error. Spans point into the canonical texts; an empty span marks the place where something is missing.

    `confidence` in [0, 1] is how sure the check is; `related` are findings that have the same cause and hang under this one.
    """

    rule: Rule
    message: str
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    severity: Severity
    suggestion: str | None = None
    confidence: float = 1.0
    related: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Skip:
    """A family, or a part of one, that did not run, and why."""

    family: str
    reason: str
