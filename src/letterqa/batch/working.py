"""A worker's part: a parcel in, an outcome out, the same in this process, in another one and on another machine."""

from __future__ import annotations

import traceback
from collections import OrderedDict
from contextlib import ExitStack
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from letterqa import pipeline
from letterqa.across import Claim
from letterqa.batch.parcels import Materials, Parcel, laid_out
from letterqa.checks import FAMILIES
from letterqa.config import Settings
from letterqa.errors import LetterqaError
from letterqa.finding import Finding, Severity
from letterqa.letter import Letter, Span
from letterqa.wholes import Outcome

if TYPE_CHECKING:
    from letterqa.checker import Checker
    from letterqa.report import Report

_KEPT = 4  # materials that a worker keeps laid out: campaigns have one or two
_held: OrderedDict[str, tuple[ExitStack, Settings]] = OrderedDict()
_checkers: dict[tuple[str | None, str], Checker] = {}


def work(parcel: Parcel) -> Outcome:
    """Check a pair. Whatever goes wrong becomes the outcome of this pair alone."""
    try:
        report = _check(parcel)
        return _outcome(parcel, report)
    except LetterqaError as error:
        return Outcome(parcel.number, str(error))
    except Exception:
        # A bug of ours must not take the other letters with it; the campaign says so and ends with the code for bugs.
        return Outcome(parcel.number, traceback.format_exc(), bug=True)


def close() -> None:
    """Ends the servers that a worker started and takes away what it laid out."""
    while _checkers:
        _checkers.popitem()[1].__exit__(None, None, None)
    while _held:
        _held.popitem()[1][0].close()


def _check(parcel: Parcel) -> Report:
    placed = _placed(parcel.materials)
    settings = replace(
        parcel.settings,
        glossary=placed.glossary,
        campaign=placed.campaign,
        waivers=placed.waivers,
        baseline=placed.baseline,
        reference=placed.reference,
        languagetool=parcel.server or parcel.settings.languagetool,
    )
    checker = _checker(settings)
    return pipeline.check(parcel.source, parcel.target, settings, checker.encoder, checker.proofreader, folders=())


def _placed(materials: Materials) -> Settings:
    """Settings that name the materials, laid out once."""
    if materials.digest not in _held:
        while len(_held) >= _KEPT:
            _held.popitem(last=False)[1][0].close()
        stack = ExitStack()
        _held[materials.digest] = (stack, stack.enter_context(laid_out(materials.things, Settings())))
    _held.move_to_end(materials.digest)
    return _held[materials.digest][1]


def _checker(settings: Settings) -> Checker:
    """The model and the proofreader, opened once a process."""
    from letterqa.checker import Checker

    key = (settings.model, settings.languagetool)
    if key not in _checkers:
        _checkers[key] = Checker(settings)
    return _checkers[key]


def _outcome(parcel: Parcel, report: Report) -> Outcome:
    from letterqa.render.speaking import speaker

    speak = speaker(parcel.language)
    bitext = report.bitext
    counts = [sum(finding.severity is severity for finding in report.findings) for severity in sorted(Severity)]
    worst = max(report.new, key=lambda finding: finding.severity, default=None)
    return Outcome(
        parcel.number,
        failed=report.failed,
        incomplete=report.incomplete,
        unavailable=any(skip.family in FAMILIES for skip in report.skips),
        counts=(counts[0], counts[1], counts[2], counts[3]),
        waived=len(report.waived),
        known=len(report.findings) - len(report.new),
        worst=(int(worst.severity), worst.rule.id, str(worst.message), speak.message(worst.message)) if worst is not None else None,
        equivalence=round(report.equivalence, 4),
        words=(bitext.source.words, bitext.target.words),
        languages=(bitext.source.language, bitext.target.language),
        skips=tuple((speak.family(skip.family), speak.message(skip.reason)) for skip in report.skips),
        claims=tuple(_claim(report, finding) for finding in report.findings),
        reports=tuple(_reports(parcel, report)),
    )


def _claim(report: Report, finding: Finding) -> Claim:
    def spots(letter: Letter, spans: tuple[Span, ...]) -> tuple[tuple[int, int, str], ...]:
        return tuple((span.start, span.end, letter[span]) for span in spans)

    source, target = spots(report.bitext.source, finding.source), spots(report.bitext.target, finding.target)
    return Claim(report.fingerprints[id(finding)], finding.rule.id, int(finding.severity), source, target)


def _reports(parcel: Parcel, report: Report) -> list[tuple[str, bytes]]:
    from letterqa.render import FORMATS, WORD

    found: list[tuple[str, bytes]] = []
    for kind in parcel.wanted:
        if kind == WORD:
            from letterqa.render import word

            is_word = PurePosixPath(parcel.target.given).suffix.lower() == ".docx"
            found.append((kind, word.render(report, parcel.target.data if is_word else None)))
        elif kind == "html":
            found.append((kind, FORMATS[kind](report, language=parcel.language).encode("utf-8")))
        else:
            found.append((kind, FORMATS[kind](report, parcel.text).encode("utf-8")))
        if kind == "sarif" and parcel.text:
            found += [
                (f"text:{letter.path}", letter.text.encode("utf-8"))
                for letter in (report.bitext.source, report.bitext.target)
                if letter.origin.unit != "line"
            ]
    return found
