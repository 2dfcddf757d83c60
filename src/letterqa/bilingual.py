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
from letterqa.locales import language_name, month_pattern, normal, phrases, spoken
from letterqa.saying import say

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
class _Line:
    """A line of the file: its place, its text as written, and as a reader takes it in. `again` tells that it is one of the first
    lines a second time: a letterhead is in neither language."""

    span: Span
    text: str
    shown: str
    again: bool

    @property
    def letters(self) -> int:
        return sum(map(str.isalpha, self.text))


@dataclass(frozen=True)
class Division:
    """The two versions in order of appearance, each a language code and a document, and the lines in doubt."""

    versions: tuple[tuple[str, Document], tuple[str, Document]]
    doubts: tuple[Doubt, ...]


def remark(doubt: Doubt, unit: str) -> str:
    """What to say of a line in doubt."""
    text = doubt.text if len(doubt.text) <= 60 else doubt.text[:59].rsplit(" ", 1)[0] + "…"
    taken = spoken(doubt.language)
    return say("{a} {b} (“{c}”) {d}; it was taken for {e}.", a=unit.capitalize(), b=doubt.number, c=text, d=doubt.reason, e=taken)


def divide(document: Document, wanted: Sequence[str] = ()) -> Division:
    """Divide a bilingual document. `wanted` are the two languages where the user named them.

    Raises ReadError for a document in one language only, or in two that cannot be told.
    """
    lines = _lines(document.text)
    ranks = [languages.ranked(line.text) if line.letters >= 12 else {} for line in lines]
    pair = tuple(locales.primary(tag) for tag in wanted) if len(wanted) == 2 else _two(document, lines, ranks)
    says = [0.0 if line.again else _evidence(line.shown, rank, pair) for line, rank in zip(lines, ranks, strict=True)]
    states = _settle(lines, says, _path(says))
    if len(set(states)) < 2:
        raise ReadError(f"{document.path} seems to be in {language_name(pair[states[0]])} only: name both versions, as two files.")
    order = (0, 1) if states.index(0) < states.index(1) else (1, 0)
    first, second = ((pair[which], _extract(document, lines, [state == which for state in states])) for which in order)
    return Division((first, second), tuple(_doubts(document, lines, ranks, says, states, pair)))


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    head: set[str] = set()
    at = 0
    for index, line in enumerate(text.split("\n")):
        shown = fold(line)
        found.append(_Line(Span(at, at + len(line)), line, shown, index >= _HEAD and shown in head))
        at += len(line) + 1
        if index < _HEAD and shown:
            head.add(shown)
    return found


def _two(document: Document, lines: Sequence[_Line], ranks: Sequence[dict[str, float]]) -> tuple[str, str]:
    """The two languages in which most letters of the document are written."""
    shares: Counter[str] = Counter()
    for line, rank in zip(lines, ranks, strict=True):
        if rank and line.letters >= 40:
            shares[max(rank, key=lambda code: rank[code])] += line.letters
    total = sum(shares.values())
    found = [code for code, count in shares.most_common() if count >= _SHARE * total]
    if len(found) < 2:
        what = f"seems to be in {language_name(found[0])} only" if found else "is too short to tell its languages"
        raise ReadError(f"{document.path} {what}: name both versions as two files, or both languages with --source-lang and --target-lang.")
    return found[0], found[1]


def _evidence(line: str, rank: dict[str, float], pair: tuple[str, ...]) -> float:
    """How much a line speaks for the first language (positive, in nats) or the second (negative)."""
    text = normal(line).lstrip("\t -–—•·*")
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
        total += 1.2 * (_known(text, pair[0]) - _known(text, pair[1]))
    return total


def _known(text: str, code: str) -> int:
    """How many words of letter parts a text has in a language."""
    return sum(1 for term in lexicon.load(code).terms(text, foreign=False) if term.kinds() & {"role", "body", "title", "field"})


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


def _settle(lines: Sequence[_Line], says: Sequence[float], states: list[int]) -> list[int]:
    """Put the lines that say nothing between two versions where a letterhead comes again, else on the side of the widest gap."""
    settled = list(states)
    firm = [index for index, value in enumerate(says) if abs(value) >= 1.0]
    for before, after in pairwise(firm):
        if states[before] != states[after] and after > before + 1:
            cut = _second_head(lines, before, after)
            cut = _widest(lines, before, after) if cut is None else cut
            settled[before + 1 : cut] = [states[before]] * (cut - before - 1)
            settled[cut:after] = [states[after]] * (after - cut)
    return settled


def _second_head(lines: Sequence[_Line], before: int, after: int) -> int | None:
    """Index of the line between two others with which the letterhead comes a second time."""
    run = [index for index in range(before + 1, after) if lines[index].again] if before >= _HEAD else []
    # A signature may name the organisation too: the letterhead's own first line counts, and the last one of them.
    first = next((line.shown for line in lines if line.shown), "")
    firsts = [index for index in run if lines[index].shown == first]
    return firsts[-1] if firsts else run[0] if run else None


def _widest(lines: Sequence[_Line], before: int, after: int) -> int:
    """Index of the line below the widest gap between two lines, the last one among equals."""
    widest, cut, blank = -1, before + 1, 0
    for index in range(before + 1, after + 1):
        if not lines[index].text.strip():
            blank += 1
            continue
        if blank and blank >= widest:
            widest, cut = blank, index
        blank = 0
    return cut


def _extract(document: Document, lines: Sequence[_Line], keep: Sequence[bool]) -> Document:
    """The document with some of its lines only; an empty line marks where lines between were left out."""
    pieces: list[str] = []
    moved: list[tuple[Span, int]] = []  # a line of the document, and how far it moves
    at, last = 0, None
    for index, line in enumerate(lines):
        if not keep[index]:
            continue
        if last is not None and index != last + 1 and pieces[-1].strip() and line.text.strip():
            pieces.append("")
            at += 1
        moved.append((line.span, at - line.span.start))
        pieces.append(line.text)
        at += len(line.text) + 1
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
    lines: Sequence[_Line],
    ranks: Sequence[dict[str, float]],
    says: Sequence[float],
    states: Sequence[int],
    pair: tuple[str, ...],
) -> list[Doubt]:
    found = []
    for index, line in enumerate(lines):
        if not re.search(r"\w", line.shown) or line.again:
            continue
        best = max(ranks[index], key=lambda code: ranks[index][code]) if ranks[index] else ""
        reason = ""
        if best and best not in pair and line.letters >= 40 and ranks[index][best] > 0.9:
            reason = say("looks like {a}", a=spoken(best))
        elif abs(says[index]) < 1.0 and _on_edge(index, says, states):
            reason = say("could belong to either version")
        elif (says[index] > _SURE and states[index] == 1) or (says[index] < -_SURE and states[index] == 0):
            reason = say("looks like {a}", a=spoken(pair[1 - states[index]]))
        if reason:
            number = document.origin.number(bisect_right(document.origin.starts, line.span.start) - 1)
            found.append(Doubt(number, line.shown, pair[states[index]], reason))
    return found


def _on_edge(index: int, says: Sequence[float], states: Sequence[int]) -> bool:
    """Whether a line that says nothing stands between lines of different versions."""
    before = next((states[i] for i in range(index - 1, -1, -1) if abs(says[i]) >= 1.0), None)
    after = next((states[i] for i in range(index + 1, len(says)) if abs(says[i]) >= 1.0), None)
    return before is not None and after is not None and before != after
