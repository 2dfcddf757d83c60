"""What was accepted before: waivers and a baseline, read and applied to a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from letterqa import reports, waivers
from letterqa.config import Settings
from letterqa.errors import ConfigError
from letterqa.finding import Finding
from letterqa.report import Report
from letterqa.termbase.files import stamp
from letterqa.waivers import Held, Waiver


def read_waivers(settings: Settings, folders: Sequence[Path]) -> tuple[Waiver, ...]:
    """The waivers that the settings name, or those beside the letters, the source's first. Raises ConfigError for a file that cannot be used."""
    if settings.waivers is not None:
        if not Path(settings.waivers).is_file():
            raise ConfigError(f"There is no file of waivers {settings.waivers}.")
        return waivers.load(Path(settings.waivers))
    found: dict[str, Waiver] = {}
    for folder in folders:
        if (folder / waivers.FILE).is_file():
            for waiver in waivers.load(folder / waivers.FILE):
                found.setdefault(waiver.id, waiver)
    return tuple(found.values())


def read_baseline(settings: Settings) -> frozenset[str] | None:
    """The ids of an earlier report's findings, with those that hang under others; None where no report was named."""
    if settings.baseline is None:
        return None
    return _ids(stamp(Path(settings.baseline)))


@lru_cache(maxsize=4)
def _ids(stamped: tuple[Path, int, int]) -> frozenset[str]:
    """Those of a file, read once for all pairs of a campaign."""
    path = stamped[0]
    held = reports.findings(reports.load(path, whole=True), path)
    return frozenset(held) | {name for item in held.values() for name in reports.related(item)}


def waive(report: Report, given: Sequence[Waiver], today: date | None) -> Report:
    """The report with its waived findings apart. A waiver whose last day is over does nothing; one that fits nothing is said to be unused
    where it names these letters. Without a day, no waiver is over."""
    if not given:
        return report
    by_id = {waiver.id: waiver for waiver in given}
    over = {waiver.id for waiver in given if waiver.until is not None and today is not None and waiver.until < today}
    leading = {report.fingerprints[id(finding)]: finding for finding in report.findings}
    waived = tuple(leading[name] for name in leading if name in by_id and name not in over)
    everywhere = {report.fingerprints[id(item)] for finding in report.findings for item in _all(finding)}
    paths = [Path(letter.path) for letter in (report.bitext.source, report.bitext.target)]
    held = []
    for waiver in sorted(given, key=lambda item: item.key):
        if waiver.id in everywhere:
            held.append(Held(waiver, "expired" if waiver.id in over else "used"))
        elif all(any(_named(path, name) for name in waiver.letters) for path in paths):
            held.append(Held(waiver, "unused"))
    kept = tuple(finding for finding in report.findings if all(finding is not other for other in waived))
    return replace(report, findings=kept, waived=waived, waivers=tuple(held))


def _named(path: Path, name: str) -> bool:
    """Whether a name, perhaps with a folder before it, is that of a path."""
    parts = Path(name).parts
    return bool(parts) and path.parts[-len(parts) :] == parts


def _all(finding: Finding) -> list[Finding]:
    return [finding, *(item for other in finding.related for item in _all(other))]
