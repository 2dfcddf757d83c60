"""Report -> plain data for the eye: rows with marked text, numbered findings, places in words. Everything here is frozen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby

from letterqa.finding import Finding, Severity, Skip
from letterqa.letter import Letter, Role, Segment
from letterqa.locales import direction
from letterqa.referring import Reference
from letterqa.render import wording
from letterqa.render.layout import Column, columns
from letterqa.render.marking import Mark, Piece, Shade, pieces
from letterqa.render.placing import SIDES, WAIVED, Place, Placed, listed, mark_id, number, place, put
from letterqa.render.speaking import Speaker
from letterqa.report import Report

_ENGLISH = Speaker()
# Doubt from which a word is shaded, and more so.
_SHADES = (0.15, 0.35, 0.6, 0.85)


@dataclass(frozen=True, slots=True)
class Quote:
    """What a finding points at on one side. `text` is empty where something is missing; `id` is that of its mark, if it has one."""

    side: str
    text: str
    place: Place
    id: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding as listed. `number` is its number in the report, `anchor` its fingerprint, `summary` what the rule says
    without a word of the letters, `why` why it matters. `known` tells that a baseline has it; `waived` is the reason for which it was accepted,
    and `until` the last day."""

    number: str
    anchor: str
    rule: str
    category: str
    severity: Severity
    message: str
    summary: str
    suggestion: str | None
    confidence: float
    source: tuple[Quote, ...]
    target: tuple[Quote, ...]
    related: tuple[Entry, ...]
    why: str = ""
    known: bool = False
    waived: str | None = None
    until: str | None = None

    @property
    def family(self) -> str:
        """The family of its rule."""
        return self.rule.partition(".")[0]

    @property
    def sides(self) -> str:
        """The sides that it points at: "source target"."""
        return " ".join(dict.fromkeys(quote.side for quote in self.quotes))

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """What it points at, the source side first."""
        return self.source + self.target


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a row: its marked text, a paragraph for each stretch. `gap` says that the other side's text has no
    counterpart here; `carets` are then the insertion marks (with their ids) of the findings that say so. `counted` is set where
    `place` is another one than in the cell with text above."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    gap: bool
    carets: tuple[tuple[Mark, str | None], ...]
    place: Place | None
    counted: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A bead. `role` and `shape` are None in a row for text outside all beads; `opens` is set where a block begins;
    `near` is the target's chrF2++ against the reference, if there is one."""

    shape: str | None
    role: Role | None
    opens: bool
    similarity: float | None
    source: Cell
    target: Cell
    weight: int
    near: float | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter in the head of a report."""

    side: str
    path: str
    language: str
    language_name: str
    words: int
    sha256: str
    direction: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A report, ready to be laid out. `findings` are listed the gravest first, then by place."""

    failed: bool
    verdict: str
    reason: str
    equivalence: float
    counts: tuple[tuple[Severity, int], ...]
    waived: tuple[Entry, ...]
    stale: tuple[str, ...]
    skips: tuple[Skip, ...]
    letters: tuple[Sheet, Sheet]
    rows: tuple[Row, ...]
    findings: tuple[Entry, ...]
    signature: tuple[tuple[str, str], ...]
    shaded: bool = False
    reference: Reference | None = None

    def groups(self) -> Iterator[tuple[Severity, tuple[Entry, ...]]]:
        """Findings by severity, the gravest first; severities without findings are left out."""
        for severity in sorted(Severity, reverse=True):
            found = tuple(entry for entry in self.findings if entry.severity is severity)
            if found:
                yield severity, found

    def grouped(self) -> Iterator[tuple[Severity, tuple[tuple[str, tuple[Entry, ...]], ...]]]:
        """Findings by severity, and by family within each, in the order of the list."""
        for severity, entries in self.groups():
            yield severity, tuple((family, tuple(held)) for family, held in groupby(entries, key=lambda entry: entry.family))

    @property
    def families(self) -> tuple[str, ...]:
        """The families that findings or waived findings belong to, in alphabetical order."""
        return tuple(sorted({entry.family for entry in (*self.findings, *self.waived)}))


def build(report: Report, say: Speaker = _ENGLISH) -> View:
    """The view of a report, its words in the language of the speaker."""
    bitext = report.bitext
    numbered = tuple(number(report))
    spans = [[span for finding, _ in numbered for span in getattr(finding, side)] for side in SIDES]
    both = columns(bitext, *spans)
    placed = {side: put(numbered, side, both) for side in SIDES}
    shown = frozenset(item.fragment.id for items in placed.values() for item in items if item.fragment.id)
    word, reason = wording.gate(report, say)
    return View(
        failed=report.failed,
        verdict=word,
        reason=reason,
        equivalence=report.equivalence,
        counts=tuple((severity, sum(finding.severity is severity for finding in report.findings)) for severity in sorted(Severity, reverse=True)),
        waived=tuple(_accepted(report, shown, say)),
        stale=tuple(say.message(held.sentence) for held in report.waivers if held.sentence),
        skips=tuple(Skip(say.family(skip.family), say.message(skip.reason)) for skip in report.skips),
        letters=(_sheet("source", bitext.source, say), _sheet("target", bitext.target, say)),
        rows=tuple(_rows(report, both, placed, say)),
        findings=tuple(_entry(report, finding, str(index), shown, say) for index, finding in enumerate(listed(report), 1)),
        signature=report.signature.entries,
        shaded=any(report.bitext.coverage),
        reference=report.reference,
    )


def _shades(report: Report, side: str, say: Speaker) -> list[Shade]:
    """The words of a side that were judged, in order of place, with what is said of them."""
    letter = report.bitext.target if side == "source" else report.bitext.source
    found = []
    for word in (word for cover in report.bitext.coverage if cover for word in cover.on(side) if word.spoken):
        covered = wording.percent(1 - word.doubt)
        if word.partner:
            note = say("{share} covered; counterpart “{words}”", share=covered, words=letter[word.partner])
        else:
            note = say("{share} covered; no counterpart found", share=covered)
        found.append(Shade(word.span, sum(word.doubt >= bound for bound in _SHADES), note))
    return sorted(found, key=lambda shade: shade.span)


def _rows(report: Report, both: tuple[Column, Column], placed: dict[str, list[Placed]], say: Speaker) -> Iterator[Row]:
    beads = report.bitext.beads
    previous: dict[str, int | None] = dict.fromkeys(SIDES)
    above: dict[str, Place | None] = dict.fromkeys(SIDES)
    shades = {side: _shades(report, side, say) for side in SIDES}
    near = {segment.index: passage.scores.chrf for passage in report.reference.passages for segment in passage.target} if report.reference else {}
    for index in range(len(both[0].cells)):
        bead = beads[index] if index < len(beads) else None
        cells = []
        for side, column in zip(SIDES, both, strict=True):
            cells.append(_cell(column, index, [item for item in placed[side] if item.row == index], above[side], shades[side]))
            above[side] = cells[-1].place or above[side]
        opens = False
        for side, segments in zip(SIDES, (bead.source, bead.target) if bead else ((), ()), strict=True):
            opens |= _opens(segments, previous[side])
            previous[side] = segments[-1].block if segments else previous[side]
        yield Row(
            shape=bead.shape if bead else None,
            role=Role(report.role_of(index)) if bead else None,
            opens=opens,
            similarity=bead.similarity if bead else None,
            source=cells[0],
            target=cells[1],
            weight=max(1, *(sum(span.end - span.start for span in column.cells[index]) for column in both)),
            near=near.get(bead.target[0].index) if bead and bead.target else None,
        )


def _opens(segments: tuple[Segment, ...], previous: int | None) -> bool:
    return bool(segments) and segments[0].block != previous


def _cell(column: Column, row: int, placed: list[Placed], above: Place | None, shades: list[Shade]) -> Cell:
    stretches = column.cells[row]
    paragraphs: list[tuple[Piece, ...]] = []
    used: set[int] = set()
    for stretch in stretches:
        own = [item for item in placed if not item.gap and stretch.covers(item.fragment.span) and id(item) not in used]
        used.update(map(id, own))
        paragraphs.append(pieces(column.letter.text, stretch, [item.fragment for item in own], shades))
    here = place(column.letter, stretches[0]) if stretches else None
    return Cell(
        paragraphs=tuple(paragraphs),
        gap=not stretches,
        carets=tuple((item.fragment.mark, item.fragment.id) for item in placed if item.gap),
        place=here,
        counted=here is not None and here != above,
    )


def _entry(report: Report, finding: Finding, label: str, shown: frozenset[str], say: Speaker) -> Entry:
    anchor, bitext = report.fingerprints[id(finding)], report.bitext
    sides = [
        tuple(
            Quote(side, letter[span], place(letter, span), name if (name := mark_id(side, anchor, index)) in shown else None)
            for index, span in enumerate(spans)
        )
        for side, letter, spans in (("source", bitext.source, finding.source), ("target", bitext.target, finding.target))
    ]
    return Entry(
        number=label,
        anchor=anchor,
        rule=finding.rule.id,
        category=finding.rule.category,
        severity=finding.severity,
        message=say.message(finding.message),
        summary=say.message(finding.rule.summary),
        suggestion=finding.suggestion,
        confidence=finding.confidence,
        source=sides[0],
        target=sides[1],
        related=tuple(_entry(report, other, f"{label}.{index}", shown, say) for index, other in enumerate(finding.related, 1)),
        why=say.message(finding.rule.why),
        known=report.is_known(finding),
    )


def _accepted(report: Report, shown: frozenset[str], say: Speaker) -> Iterator[Entry]:
    """The waived findings as entries, with their reasons, numbered W1, W2..."""
    held = {item.waiver.id: item.waiver for item in report.waivers}
    for index, finding in enumerate(report.waived, 1):
        waiver = held.get(report.fingerprints[id(finding)])
        reason, until = (waiver.reason, waiver.until.isoformat() if waiver.until else None) if waiver else ("", None)
        yield replace(_entry(report, finding, f"{WAIVED}{index}", shown, say), waived=reason, until=until)


def _sheet(side: str, letter: Letter, say: Speaker) -> Sheet:
    name, written = say.name(letter.language), direction(letter.language)
    return Sheet(side, letter.path, letter.language, name, letter.words, letter.sha256, written, tuple(map(say.message, letter.remarks)))


def everything(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries and, after each, the related ones under it."""
    return chain.from_iterable((entry, *everything(entry.related)) for entry in entries)
