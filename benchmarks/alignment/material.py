"""What alignments are measured on, and how: Text+Berg, NTREX documents glued to one text and disturbed, and long texts made of both.

A case is two lists of paragraphs (lists of sentences) and its gold beads, pairs of tuples of sentence numbers counted from 0.
"""

from __future__ import annotations

import ast
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from letterqa.letter import Block, Letter, Origin, Role, Segment, Span

Beads = list[tuple[tuple[int, ...], tuple[int, ...]]]
NTREX = {"en": "src.eng", "it": "ref.ita", "fr": "ref.fra", "es": "ref.spa", "de": "ref.deu", "pt": "ref.por"}


@dataclass(frozen=True)
class Case:
    name: str
    languages: tuple[str, str]
    source: list[list[str]]
    target: list[list[str]]
    gold: Beads


def letter(paragraphs: Sequence[Sequence[str]], language: str) -> Letter:
    """Paragraphs of given sentences as a Letter, one sentence a line."""
    pieces, blocks, segments, at = [], [], [], 0
    for paragraph in paragraphs:
        start = at
        for line in paragraph:
            segments.append(Segment(len(segments), Span(at, at + len(line)), len(blocks)))
            pieces.append(line)
            at += len(line) + 1
        blocks.append(Block(Span(start, max(start, at - 1)), Role.PARAGRAPH, language))
    return Letter(f"text.{language}.txt", language, "\n".join(pieces), tuple(blocks), tuple(segments), Origin("line", (0,)))


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def textberg(folder: Path) -> Iterable[Case]:
    """The seven articles of Text+Berg with a manual alignment (Volk et al. 2010), German and French, without paragraphs."""
    for path in sorted((folder / "de").iterdir()):
        sides = [[line.strip() or "-" for line in lines(folder / code / path.name)] for code in ("de", "fr")]
        gold = [tuple(tuple(ast.literal_eval(field)) for field in line.split(":")[:2]) for line in lines(folder / "gold" / path.name)]
        yield Case(path.name, ("de", "fr"), [sides[0]], [sides[1]], gold)


def ntrex(folder: Path, languages: tuple[str, str]) -> list[list[tuple[str, str]]]:
    """The documents of NTREX-128 (Federmann et al. 2022), as lists of sentence pairs."""
    documents: dict[str, list[tuple[str, str]]] = defaultdict(list)
    sides = [lines(folder / f"newstest2019-{NTREX[code]}.txt") for code in languages]
    for name, *pair in zip(lines(folder / "DOCUMENT_IDS.tsv"), *sides, strict=True):
        documents[name].append((pair[0].strip(), pair[1].strip()))
    return list(documents.values())


RATES = (0.05, 0.05, 0.05, 0.02)


def glued(
    documents: list[list[tuple[str, str]]],
    languages: tuple[str, str],
    seed: int,
    paragraph: int | None = None,
    rates: tuple[float, float, float, float] = RATES,
) -> Case:
    """All documents in one text, in an order of their own, with shares of the sentences split, merged, dropped and moved (`rates`).

    Every disturbance befalls one side, either at random, and none touches a neighbour of another. `paragraph` is the mean number of
    sentences in one; None makes the text a single paragraph.
    """
    chance = random.Random(f"{languages} {seed}")
    documents = chance.sample(documents, len(documents))
    rows = [pair for document in documents for pair in document]
    beads: list[tuple[list[str], list[str]]] = [([a], [b]) for a, b in rows]
    free = set(range(1, len(rows) - 1))

    def take(share: float, fits=lambda at, side: True) -> list[tuple[int, int]]:
        chosen: list[tuple[int, int]] = []
        for at in chance.sample(sorted(free), len(free)):
            side = chance.randrange(2)
            if len(chosen) < share * len(rows) and {at - 1, at, at + 1} <= free and fits(at, side):
                chosen.append((at, side))
                free.difference_update((at - 1, at, at + 1))
        return chosen

    for at, side in take(rates[0], lambda at, side: _cut(rows[at][side]) is not None):
        beads[at][side][:] = _cut(rows[at][side])
    for at, side in take(rates[1]):
        # Two sentences of this side become one, so their beads become one bead of two to one.
        joined = _join(rows[at][side], rows[at + 1][side])
        beads[at] = ([joined], [rows[at][1], rows[at + 1][1]]) if side == 0 else ([rows[at][0], rows[at + 1][0]], [joined])
        beads[at + 1] = ([], [])
    for at, side in take(rates[2]):
        beads[at][side].clear()
    moved = dict(take(rates[3]))
    # Sentence order: both sides as they stand, but a moved sentence goes elsewhere on its side, within fifty sentences.
    order = [list(range(len(rows))), list(range(len(rows)))]
    for at, side in moved.items():
        places = order[side]
        places.remove(at)
        far = chance.randint(3, 50) * chance.choice((-1, 1))
        places.insert(min(max(0, at + far), len(places)), at)
    numbers: list[dict[int, tuple[int, ...]]] = [{}, {}]
    texts: list[list[list[str]]] = [[], []]
    ends = _ends(len(rows), paragraph, chance)
    for side in (0, 1):
        count = 0
        texts[side].append([])
        for number, at in enumerate(order[side]):
            numbers[side][at] = tuple(range(count, count + len(beads[at][side])))
            count += len(beads[at][side])
            texts[side][-1] += beads[at][side]
            if number in ends and texts[side][-1]:
                texts[side].append([])
        if not texts[side][-1]:
            texts[side].pop()
    gold = [(numbers[0][at], numbers[1][at]) for at in range(len(rows)) if numbers[0][at] or numbers[1][at]]
    return Case("-".join(languages), languages, texts[0], texts[1], gold)


def _ends(count: int, paragraph: int | None, chance: random.Random) -> set[int]:
    """Rows after which a paragraph ends."""
    return set() if paragraph is None else {at for at in range(count - 1) if chance.random() < 1 / paragraph}


def _cut(text: str) -> list[str] | None:
    """A sentence cut in two at the comma or semicolon nearest its middle, None where there is none with a few words on both sides."""
    places = [match.end() for match in re.finditer(r"[,;] ", text) if min(len(text[: match.end()].split()), len(text[match.end() :].split())) >= 3]
    if not places:
        return None
    at = min(places, key=lambda place: abs(place - len(text) / 2))
    return [text[: at - 2] + ".", text[at].upper() + text[at + 1 :]]


def _join(one: str, two: str) -> str:
    return one.rstrip(".!? ") + "; " + two[:1].lower() + two[1:]


def long_text(pairs: list[tuple[str, str]], languages: tuple[str, str], count: int, seed: int = 1) -> Case:
    """A text of `count` sentences: `pairs` in ever new orders, in paragraphs of about four, 3 % missing on each side, 2 % merged."""
    chance = random.Random(seed)
    rows: list[tuple[str, str]] = []
    while len(rows) < count:
        rows += chance.sample(pairs, len(pairs))
    sides: tuple[list[list[str]], list[list[str]]] = ([[]], [[]])
    totals, gold = [0, 0], []
    at = 0
    while at < count:
        fate = chance.random()
        bead = [[rows[at][0]], [rows[at][1]]]
        if fate < 0.06:
            bead[fate < 0.03].clear()
        elif fate < 0.08 and at + 1 < count:
            side = int(fate < 0.07)
            bead[side][0] = _join(rows[at][side], rows[at + 1][side])
            bead[1 - side].append(rows[at + 1][1 - side])
            at += 1
        at += 1
        gold.append(tuple(tuple(range(total, total + len(texts))) for total, texts in zip(totals, bead, strict=True)))
        ends = chance.random() < 0.25
        for side in (0, 1):
            totals[side] += len(bead[side])
            sides[side][-1] += bead[side]
            if ends and sides[side][-1]:
                sides[side].append([])
    return Case(f"{count}", languages, [p for p in sides[0] if p], [p for p in sides[1] if p], gold)


def counts(gold: Iterable, test: Iterable) -> list[int]:
    """Strict hits, strict misses, lax hits and lax misses of `test`, counted as `_precision` of Vecalign's score.py counts them
    (github.com/thompsonb/vecalign, after Sennrich and Volk 2011): a bead is a strict hit when gold has the very same, a lax hit also
    when one of its source sentences stands with one of its target sentences in a gold bead. Beads are sets; those empty on both
    sides are left out; a bead with one empty side is a hit only when gold has it."""
    known = {(tuple(a), tuple(b)) for a, b in gold if a or b}
    links = {(i, j) for a, b in known for i in a for j in b}
    strict = lax = total = 0
    for a, b in {(tuple(a), tuple(b)) for a, b in test if a or b}:
        total += 1
        strict += (a, b) in known
        lax += (a, b) in known or any((i, j) in links for i in a for j in b)
    return [strict, total - strict, lax, total - lax]


def score(pairs: Iterable[tuple[Beads, Beads]]) -> dict[str, float]:
    """Strict and lax precision, recall and F1 over several (gold, test) documents, as Vecalign's `score_multiple`: counts are summed
    over documents; precision counts every bead of the test; recall is precision with sides exchanged and without the beads that
    have an empty side, of gold and of test."""
    precision, recall = [0] * 4, [0] * 4
    for gold, test in pairs:
        full = [[(a, b) for a, b in beads if a and b] for beads in (gold, test)]
        precision = [x + y for x, y in zip(precision, counts(gold, test), strict=True)]
        recall = [x + y for x, y in zip(recall, counts(full[1], full[0]), strict=True)]
    result = {}
    for at, name in ((0, "strict"), (2, "lax")):
        p, r = (values[at] / max(1, values[at] + values[at + 1]) for values in (precision, recall))
        result |= {f"precision_{name}": p, f"recall_{name}": r, f"f1_{name}": 2 * p * r / (p + r) if p + r else 0.0}
    return result
