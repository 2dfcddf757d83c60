#!/usr/bin/env python3
"""Fit the decision whether a segment belongs to its bead (src/letterqa/belonging.py) on letters, and test it on others.

    python tools/fit_belonging.py --fit benchmarks/letters/dev --test benchmarks/letters/more

From the clean pairs alone: wherever two sentences that follow each other are answered one to one, the two together against both
answers are a bead in which each belongs; against one answer, the other one does not. No edit of the labelled cases is read.
"""

from __future__ import annotations

import argparse
import itertools
import math
from pathlib import Path

import numpy as np

from letterqa.belonging import FEATURES, features
from letterqa.checker import Checker
from letterqa.embedding import load_encoder


def samples(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Features `(n, len(FEATURES))` and labels `(n,)`."""
    encoder = load_encoder()
    rows, labels = [], []
    with Checker() as checker:
        for letter in sorted(p.parent for p in folder.glob("*/edits.json")):
            bitext = checker.check(*(next(letter.glob(f"{side}.*.txt")) for side in ("source", "target"))).bitext
            single = [b for b in bitext.beads if b.shape == "1-1" and bitext.source.role_of(b.source[0]) == "paragraph"]
            a = [bitext.source.plain(b.source[0]) for b in single]
            b = [bitext.target.plain(b.target[0]) for b in single]
            ratio = math.log(sum(map(len, b)) / sum(map(len, a)))
            for one, two in itertools.pairwise(range(len(single))):
                if single[two].source[0].index != single[one].source[0].index + 1 or single[two].source[0].block != single[one].source[0].block:
                    continue
                for here, there, expected in ((a, b, ratio), (b, a, -ratio)):
                    pair = [here[one], here[two]]
                    for k in (0, 1):
                        rows.append(features(pair, k, f"{there[one]} {there[two]}", expected, encoder))
                        labels.append(1.0)
                        rows.append(features(pair, k, there[two if k == 0 else one], expected, encoder))
                        labels.append(0.0)
    return np.array(rows), np.array(labels)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", type=Path, required=True)
    parser.add_argument("--test", type=Path, required=True)
    args = parser.parse_args()
    x, y = samples(args.fit)
    design = np.hstack([x, np.ones((len(x), 1))])
    weights = np.zeros(design.shape[1])
    for _ in range(60):  # Newton's method with a little ridge
        p = 1 / (1 + np.exp(-design @ weights))
        hessian = design.T @ (design * (p * (1 - p))[:, None]) + 0.5 * np.eye(len(weights))
        weights += np.linalg.solve(hessian, design.T @ (y - p) - 0.5 * weights)
    print(dict(zip((*FEATURES, "bias"), weights.round(3), strict=True)))
    for name, folder in (("fit", args.fit), ("test", args.test)):
        x, y = samples(folder)
        p = 1 / (1 + np.exp(-(np.hstack([x, np.ones((len(x), 1))]) @ weights)))
        share = x[:, FEATURES.index("share")]
        print(
            name,
            len(y),
            "right",
            round(float(((p > 0.5) == y).mean()), 4),
            "of those that do not belong found at p<0.5/0.3",
            round(float((p[y == 0] < 0.5).mean()), 4),
            round(float((p[y == 0] < 0.3).mean()), 4),
            "belonging taken for strangers at p<0.5/0.3",
            round(float((p[y == 1] < 0.5).mean()), 4),
            round(float((p[y == 1] < 0.3).mean()), 4),
            "short ones found",
            round(float((p[(y == 0) & (share < 0.25)] < 0.4).mean()), 3),
        )


if __name__ == "__main__":
    main()
