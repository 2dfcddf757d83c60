"""A campaign's outcome, complete and frozen, as far as it is held in memory: the reports of its pairs are on disk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from letterqa.across import Across, Claim
from letterqa.finding import Severity


@dataclass(frozen=True, slots=True)
class Version:
    """A file that holds a letter in a language (a BCP 47 tag). `told` says that the reader would tell the language by itself from the name."""

    path: str
    language: str
    told: bool = True


@dataclass(frozen=True, slots=True)
class Versions:
    """A letter: its name, its source, and the others in order of language. Without a version in the campaign's source language, the first one
    serves as source, and `missing` names that language."""

    name: str
    source: Version
    targets: tuple[Version, ...]
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A file that was not paired, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds: letters in order of name, the language of their sources, all languages, and what was left."""

    letters: tuple[Versions, ...]
    source: str
    languages: tuple[str, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker gives back. `error` says why a pair could not be checked; then all else is empty.

    `bug` tells that the fault is the program's, `unavailable` that a family lacked something. `counts` are open findings by severity, neutral
    first; `worst` is the gravest new one: severity, rule, what it says in English and in the report's language. `reports` are the rendered
    reports by format, and under "text:PATH" the text that a SARIF report of a file without lines points at.
    """

    number: int
    error: str = ""
    bug: bool = False
    failed: bool = False
    incomplete: bool = False
    unavailable: bool = False
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)
    waived: int = 0
    known: int = 0
    worst: tuple[int, str, str, str] | None = None
    equivalence: float = 0.0
    words: tuple[int, int] = (0, 0)
    languages: tuple[str, str] = ("", "")
    skips: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()
    reports: tuple[tuple[str, bytes], ...] = ()

    @property
    def reason(self) -> str:
        """Why the pair could not be checked; of a bug the last line of its traceback."""
        error = self.error.strip()
        return error.splitlines()[-1] if self.bug else error


@dataclass(frozen=True, slots=True)
class Kept:
    """An outcome without its reports, its key, and the SHA-256 of each report by its format."""

    outcome: Outcome
    key: str
    digests: dict[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A letter's source with one of its other versions; `number` counts from 0 in the order of the campaign."""

    number: int
    letter: str
    source: Version
    target: Version


@dataclass(frozen=True, slots=True)
class Checked:
    """A pair and what became of it; `again` tells that it was known from before."""

    pair: Pair
    kept: Kept
    again: bool = False

    @property
    def outcome(self) -> Outcome:
        """What the check gave, without its reports."""
        return self.kept.outcome


def by_letter(checked: Iterable[Checked]) -> dict[str, dict[str, Checked]]:
    """Pairs by their letters' names, and those of a letter by the target's language."""
    found: dict[str, dict[str, Checked]] = {}
    for item in checked:
        found.setdefault(item.pair.letter, {})[item.pair.target.language] = item
    return found


@dataclass(frozen=True)
class Whole:
    """A campaign's outcome, in order. `folder` is its name, `prefix` what stands before its paths in reports ("letters/"); `stopped` is the number
    of pairs that were not checked because the run was stopped."""

    folder: str
    prefix: str
    found: Found
    checked: tuple[Checked, ...]
    across: tuple[Across, ...]
    fail_on: Severity | None
    stopped: int = 0

    @property
    def targets(self) -> tuple[str, ...]:
        """The languages of all targets, in order."""
        return tuple(sorted({item.pair.target.language for item in self.checked}))

    @property
    def broken(self) -> tuple[Checked, ...]:
        """The pairs that could not be checked."""
        return tuple(item for item in self.checked if item.outcome.error)

    @property
    def failed(self) -> bool:
        """Whether something reaches the gate: in a pair, or over the versions of a letter."""
        if self.fail_on is None:
            return False
        return any(item.outcome.failed for item in self.checked) or any(item.severity >= self.fail_on for item in self.across)

    @property
    def incomplete(self) -> bool:
        """Whether a check of a pair could not run."""
        return any(item.outcome.incomplete for item in self.checked)

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Open findings by severity, neutral first, those over the versions included."""
        rows = [item.outcome.counts for item in self.checked]
        own = [sum(item.severity is level for item in self.across) for level in sorted(Severity)]
        return tuple(sum(row[index] for row in rows) + own[index] for index in range(4))  # type: ignore[return-value]
