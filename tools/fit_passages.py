#!/usr/bin/env python3
"""Fit the decision whether a passage that the tagger doubts is an error (letterqa.passages), on contrast rows that it was not trained on.

    python tools/fit_passages.py [--seed 1]

Each held-back contrast row (every tenth) gives pairs in all directions, clean ones and such with one or two marks switched; the
background sample gives clean pairs besides, three for each of those. A logistic model over the features of each passage says whether it
overlaps words that were changed. Prints the weights for letterqa.passages, and for some bars how many clean pairs in a thousand have a
passage above it and how many of the changed ones of each kind do.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import random

import numpy as np
from train_tagger import LABEL, MARK, contrast_rows

from letterqa.coverage import Cover, compare
from letterqa.embedding.background import sample
from letterqa.letter import Block, Letter, Origin, Role, Segment, Span
from letterqa.passages import DIFFERENT, Passage, features, passages
from letterqa.tagging import LANGUAGES, load_tagger

KINDS = {1: "missing", 2: "wrong", 3: "role"}
Spans = list[tuple[int, int, int]]


def written(cell: str, switched: frozenset[str], told: set[str]) -> tuple[str, Spans]:
    """The text of a cell, and where the marks in `told` stand in it, with their labels."""
    text, spans, at = "", [], 0
    for match in MARK.finditer(cell):
        text += cell[at : match.start()]
        inside = (match[3] or "") if match[1] in switched else match[2]
        if match[1] in told and inside.strip():
            spans.append((len(text), len(text) + len(inside), LABEL[match[1][0]]))
        text += inside
        at = match.end()
    return text + cell[at:], spans


def letter(text: str, language: str) -> Letter:
    whole = Span(0, len(text))
    return Letter("", language, text, (Block(whole, Role.PARAGRAPH, language),), (Segment(0, whole, 0),), Origin("line", (0,)), "")


def judged(texts: tuple[str, str], languages: tuple[str, str]) -> Cover | None:
    letters = (letter(texts[0], languages[0]), letter(texts[1], languages[1]))
    return compare((letters[0].segments, letters[1].segments), letters, load_tagger())


def nothing(span: Span) -> bool:
    return False


def examples(seed: int) -> list[tuple[str, list[tuple[Passage, tuple[float, ...], int]]]]:
    """(what was changed: "", "missing"..., its passages with features and the label of the words they overlap, 0 for none)."""
    chance = random.Random(seed)
    found = []
    for row in contrast_rows()[::10]:
        ids = sorted({match[1] for match in MARK.finditer(row[0])})
        harmless, errors = [i for i in ids if i[0] == "p"], [i for i in ids if i[0] != "p"]
        for i, j in itertools.permutations(range(len(LANGUAGES)), 2):
            for wrong in [set[str](), *({error} for error in errors)]:
                sides = [{mark for mark in harmless if chance.random() < 0.5} for _ in (0, 1)]
                sides[chance.randrange(2)] |= wrong
                (one, here), (two, there) = written(row[i], frozenset(sides[0]), wrong), written(row[j], frozenset(sides[1]), wrong)
                cover = judged((one, two), (LANGUAGES[i], LANGUAGES[j]))
                if cover is not None:
                    name = KINDS[LABEL[next(iter(wrong))[0]]] if wrong else ""
                    found.append((name, [(p, features(p, cover), _label(p, here, there)) for p in passages(cover, (nothing, nothing))]))
    texts = sample()
    for one, two in itertools.permutations(LANGUAGES, 2):
        for pair in zip(texts[one], texts[two], strict=True):
            cover = judged(pair, (one, two))
            if cover is not None:
                found.append(("", [(p, features(p, cover), 0) for p in passages(cover, (nothing, nothing))]))
    return found


def _label(passage: Passage, here: Spans, there: Spans) -> int:
    for run, spans in ((passage.source, here), (passage.target, there)):
        for start, end, label in spans:
            if run is not None and run.span.start < end and run.span.end > start:
                return label
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    cases = examples(args.seed)
    fitted = [fit([(v, label) for _, found in cases for p, v, label in found if (p.kind in DIFFERENT) == group]) for group in (False, True)]
    for weights in fitted:
        print(f"    ({', '.join(str(round(float(weight), 3)) for weight in weights)}),")
    for group, title in ((False, "one side only"), (True, "different")):
        print(title)
        tops = collections.defaultdict(list)
        for name, found in cases:
            scores = [
                1 / (1 + np.exp(-(np.dot(fitted[group][:-1], values) + fitted[group][-1])))
                for passage, values, label in found
                if (label or not name) and (passage.kind in DIFFERENT) == group
            ]
            tops[name].append(max(scores, default=0.0))
        for bar in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
            print("  ", bar, {name or "clean": f"{np.mean([score >= bar for score in values]):.2%}" for name, values in sorted(tops.items())})


def fit(rows: list[tuple[tuple[float, ...], int]]) -> np.ndarray:
    """Weights and bias of a logistic model whether the label is not 0, by Newton's method with a little ridge."""
    x, y = np.array([values for values, _ in rows]), np.array([float(label > 0) for _, label in rows])
    design, weights = np.hstack([x, np.ones((len(x), 1))]), np.zeros(x.shape[1] + 1)
    for _ in range(60):
        odds = 1 / (1 + np.exp(-design @ weights))
        hessian = design.T @ (design * (odds * (1 - odds))[:, None]) + 0.5 * np.eye(len(weights))
        weights += np.linalg.solve(hessian, design.T @ (y - odds) - 0.5 * weights)
    print(f"{len(rows)} passages, {int(y.sum())} of them errors")
    return weights


if __name__ == "__main__":
    main()
