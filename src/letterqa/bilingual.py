"""One file that holds both versions of a letter becomes two documents, every line in one of them, places still those of the file.

Each line speaks for a language by its letters (the identifier), by words of letter parts, months and labels, or not at all; the cheapest
way through all lines (Viterbi) decides, and lines that say nothing go with the side of the widest gap they stand on.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from letterqa import languages, lexicon, locales
from letterqa.errors import ReadError
from letterqa.letter import Document, Hint, Origin, Span, fold
from letterqa.locales import language_name, month_pattern, normal, phrases

# Nats that a change of language costs: what a dozen words of evidence outweigh where each version stands in one piece, or nearly,
# and next to nothing where paragraphs alternate.
SWITCH, ALTERNATING = 4.0, 0.5
_SHARE = 0.08  # of all letters, that a version has at least
_LABELS = ("salutation", "closing", "closing_core", "subject", "reference", "copy", "enclosure", "contact")
_SURE = 2.0
_HEAD = 8


@dataclass(frozen=True)
class Doubt:
    """A line that may stand in the wrong version: `number` counts lines (or paragraphs) of the file from 1; `language` is where it was put."""

    number: int
    text: str
    language: str
    reason: str


@dataclass(frozen=True)
class Division:
    """The two versions in order of appearance, each a language code and a document, and the lines in doubt."""

    versions: tuple[tuple[str, Document], tuple[str, Document]]
    doubts: tuple[Doubt, ...]


def remark(doubt: Doubt, unit: str) -> str:
    """What to say of a line in doubt."""
    text = doubt.text if len(doubt.text) <= 60 else doubt.text[:59].rsplit(" ", 1)[0] + "…"
    return f"{unit.capitalize()} {doubt.number} (“{text}”) {doubt.reason}; it was taken for {language_name(doubt.language)}."


def divide(document: Document, wanted: Sequence[str] = ()) -> Division:
    """Divide a bilingual document. `wanted` are the two languages where the user named them.

    Raises ReadError for a document in one language only, or in two that cannot be told.
    """
    lines = _lines(document.text)
    ranks = [languages.ranked(document.text[line.start : line.end]) if _letters(document.text, line) >= 12 else {} for line in lines]
    pair = tuple(locales.primary(tag) for tag in wanted) if len(wanted) == 2 else _two(document, lines, ranks)
    says = [_evidence(document.text[line.start : line.end], rank, pair) for line, rank in zip(lines, ranks, strict=True)]
    again = _repeated(document.text, lines)
    says = [0.0 if index in again else value for index, value in enumerate(says)]
    states = _settle(lines, says, _path(says), document.text)
    if len(set(states)) < 2:
        raise ReadError(f"{document.path} seems to be in {language_name(pair[states[0]])} only: name both versions, as two files.")
    order = (0, 1) if states.index(0) < states.index(1) else (1, 0)
    first, second = ((pair[which], _extract(document, lines, [state == which for state in states])) for which in order)
    return Division((first, second), tuple(_doubts(document, lines, ranks, says, states, pair)))


def _lines(text: str) -> list[Span]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append(Span(at, at + len(line)))
        at += len(line) + 1
    return found


def _letters(text: str, span: Span) -> int:
    return sum(map(str.isalpha, text[span.start : span.end]))


def _two(document: Document, lines: Sequence[Span], ranks: Sequence[dict[str, float]]) -> tuple[str, str]:
    """The two languages in which most letters of the document are written."""
    shares: Counter[str] = Counter()
    for line, rank in zip(lines, ranks, strict=True):
        if rank and _letters(document.text, line) >= 40:
            shares[max(rank, key=lambda code: rank[code])] += _letters(document.text, line)
    total = sum(shares.values())
    found = [code for code, count in shares.most_common() if count >= _SHARE * total]
    if len(found) < 2:
        what = f"seems to be in {language_name(found[0])} only" if found else "is too short to tell its languages"
        raise ReadError(f"{document.path} {what}: name both versions as two files, or both languages with --source-lang and --target-lang.")
    return found[0], found[1]


def _evidence(line: str, rank: dict[str, float], pair: tuple[str, ...]) -> float:
    """How much a line speaks for the first language (positive, in nats) or the second (negative)."""
    text = normal(fold(line)).lstrip("\t -–—•·*")
    if not text:
        return 0.0
    total = 0.0
    letters = sum(map(str.isalpha, text))
    if rank:
        odds = math.log(rank.get(pair[0], 0.0) + 1e-9) - math.log(rank.get(pair[1], 0.0) + 1e-9)
        # A name can look like any language: what a short line says is worth little, whatever the identifier believes.
        most = letters / 10 if letters < 40 else letters / 5
        total += max(-most, min(most, odds)) * (0.35 if letters < 40 else 1.0)
    for sign, code, rival in ((1, pair[0], pair[1]), (-1, pair[1], pair[0])):
        for key in _LABELS:
            if _opens(text, code, key) and not _opens(text, rival, key):
                total += sign * 2.5
        months = re.findall(month_pattern(code, 3), text.lower())
        if re.search(r"\d", text) and months and not re.search(month_pattern(rival, 3), text.lower()):
            total += sign * 3.0
        if letters < 80:
            own = sum(1 for term in lexicon.load(code).terms(text, foreign=False) if term.kinds() & {"role", "body", "title", "field"})
            other = sum(1 for term in lexicon.load(rival).terms(text, foreign=False) if term.kinds() & {"role", "body", "title", "field"})
            total += sign * 1.2 * max(0, own - other)
    return total


def _opens(text: str, code: str, key: str) -> bool:
    return code in locales.SUPPORTED and phrases(code, key).match(text) is not None


def _path(says: Sequence[float]) -> list[int]:
    """The states of the lines (0 or 1) with the best sum of evidence less the price of changes."""
    scores, back = [says[0] / 2, -says[0] / 2], []
    firm = [value > 0 for value in says if abs(value) >= 4.0]
    changes = sum(one != two for one, two in pairwise(firm))
    price = ALTERNATING if len(firm) > 3 and changes > 0.3 * (len(firm) - 1) else SWITCH
    for index in range(1, len(says)):
        steps = []
        new = []
        for state in (0, 1):
            stay, change = scores[state], scores[1 - state] - price
            steps.append(state if stay >= change else 1 - state)
            new.append(max(stay, change) + (says[index] if state == 0 else -says[index]) / 2)
        scores = new
        back.append(steps)
    state = 0 if scores[0] >= scores[1] else 1
    path = [state]
    for steps in reversed(back):
        state = steps[state]
        path.append(state)
    return path[::-1]


def _settle(lines: Sequence[Span], says: Sequence[float], states: list[int], text: str) -> list[int]:
    """Put the lines that say nothing between two versions on the side of the widest gap, the last one among equals."""
    settled = list(states)
    firm = [index for index, value in enumerate(says) if abs(value) >= 1.0]
    for before, after in pairwise(firm):
        if states[before] == states[after] or after == before + 1:
            continue
        head = {fold(text[line.start : line.end]) for line in lines[:_HEAD]} - {""} if before >= _HEAD else set()
        run = [index for index in range(before + 1, after) if fold(text[lines[index].start : lines[index].end]) in head]
        # A signature may name the organisation too: the letterhead's own first line counts, and the last one of them.
        firsts = [index for index in run if fold(text[lines[index].start : lines[index].end]) == _first(text, lines)]
        again = firsts[-1] if firsts else run[0] if run else None
        if again is not None:  # the letterhead comes a second time
            settled[before + 1 : again] = [states[before]] * (again - before - 1)
            settled[again:after] = [states[after]] * (after - again)
            continue
        widest, cut, blank = -1, before + 1, 0
        for index in range(before + 1, after + 1):
            if not text[lines[index].start : lines[index].end].strip():
                blank += 1
                continue
            if blank and blank >= widest:
                widest, cut = blank, index
            blank = 0
        settled[before + 1 : cut] = [states[before]] * (cut - before - 1)
        settled[cut:after] = [states[after]] * (after - cut)
    return settled


def _first(text: str, lines: Sequence[Span]) -> str:
    """The first line with words."""
    return next((shown for line in lines if (shown := fold(text[line.start : line.end]))), "")


def _repeated(text: str, lines: Sequence[Span]) -> frozenset[int]:
    """Indexes of later lines that are one of the file's first lines again: a letterhead is in neither language."""
    head = {fold(text[line.start : line.end]) for line in lines[:_HEAD]} - {""}
    return frozenset(index for index, line in enumerate(lines) if index >= _HEAD and fold(text[line.start : line.end]) in head)


def _extract(document: Document, lines: Sequence[Span], keep: Sequence[bool]) -> Document:
    """The document with some of its lines only; an empty line marks where lines between were left out."""
    pieces: list[str] = []
    moved: list[tuple[Span, int]] = []  # a line of the document, and how far it moves
    at, last = 0, None
    for index, line in enumerate(lines):
        if not keep[index]:
            continue
        if last is not None and index != last + 1 and pieces and pieces[-1].strip() and document.text[line.start : line.end].strip():
            pieces.append("")
            at += 1
        moved.append((line, at - line.start))
        pieces.append(document.text[line.start : line.end])
        at += line.end - line.start + 1
        last = index
    origin = document.origin
    starts, kept = [], []
    for unit, start in enumerate(origin.starts):
        shift = next((shift for line, shift in moved if line.start <= start <= line.end), None)
        if shift is not None:
            starts.append(start + shift)
            kept.append(origin.number(unit))
    if not starts or starts[0] != 0:
        starts.insert(0, 0)
        kept.insert(0, kept[0] if kept else 1)
    hints = [Hint(span, hint.role) for hint in document.hints if (span := _shifted(hint.span, moved)) is not None]
    revised = [span for item in document.revised if (span := _shifted(item, moved)) is not None]
    return Document(
        document.path,
        "\n".join(pieces),
        document.sha256,
        Origin(origin.unit, tuple(starts), tuple(kept)),
        tuple(hints),
        document.remarks,
        tuple(revised),
    )


def _shifted(span: Span, moved: Sequence[tuple[Span, int]]) -> Span | None:
    """A span of the document in the extracted text; None where its lines were not kept."""
    inside = [(line, shift) for line, shift in moved if line.start <= span.end and span.start <= line.end]
    if not inside:
        return None
    (first, shift), (last, other) = inside[0], inside[-1]
    return Span(max(span.start, first.start) + shift, min(span.end, last.end) + other)


def _doubts(
    document: Document,
    lines: Sequence[Span],
    ranks: Sequence[dict[str, float]],
    says: Sequence[float],
    states: Sequence[int],
    pair: tuple[str, ...],
) -> list[Doubt]:
    found = []
    again = _repeated(document.text, lines)
    for index, line in enumerate(lines):
        text = fold(document.text[line.start : line.end])
        if not re.search(r"\w", text) or index in again:
            continue
        best = max(ranks[index], key=lambda code: ranks[index][code]) if ranks[index] else ""
        reason = ""
        if best and best not in pair and _letters(document.text, line) >= 40 and ranks[index][best] > 0.9:
            reason = f"looks like {language_name(best)}"
        elif abs(says[index]) < 1.0 and _on_edge(index, lines, says, states, document.text):
            reason = "could belong to either version"
        elif (says[index] > _SURE and states[index] == 1) or (says[index] < -_SURE and states[index] == 0):
            reason = f"looks like {language_name(pair[1 - states[index]])}"
        if reason:
            found.append(Doubt(document.origin.number(bisect_right(document.origin.starts, line.start) - 1), text, pair[states[index]], reason))
    return found


def _on_edge(index: int, lines: Sequence[Span], says: Sequence[float], states: Sequence[int], text: str) -> bool:
    """Whether a line that says nothing stands between lines of different versions."""
    before = next((states[i] for i in range(index - 1, -1, -1) if abs(says[i]) >= 1.0), None)
    after = next((states[i] for i in range(index + 1, len(lines)) if abs(says[i]) >= 1.0), None)
    return before is not None and after is not None and before != after
