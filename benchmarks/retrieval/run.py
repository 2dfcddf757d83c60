#!/usr/bin/env python3
"""Retrieval accuracy of an encoder: is each sentence's own translation the nearest of all candidates?

    python benchmarks/retrieval/run.py --data ../shared/data/eval [--model NAME|FOLDER] [--json OUT]

Margin scoring as in Artetxe and Schwenk (2019): the cosine divided by the mean cosine of both sides' four nearest
neighbours. Figures in percent, X to English, English to X, and their mean. `--model` takes what `letterqa check --model` takes.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np

from letterqa.embedding import load_encoder

CODES = {"it": ("ita", "ita"), "fr": ("fra", "fra"), "es": ("spa", "spa"), "de": ("deu", "deu"), "pt": ("por", "por")}


def margin_accuracy(left: np.ndarray, right: np.ndarray, neighbours: int = 4) -> tuple[float, float]:
    """Accuracy in percent from left to right and back; rows of `left` and `right` are unit vectors and translate each other."""
    cosine = left @ right.T
    row = np.partition(cosine, -neighbours, axis=1)[:, -neighbours:].mean(axis=1)
    column = np.partition(cosine, -neighbours, axis=0)[-neighbours:].mean(axis=0)
    margin = cosine / ((row[:, None] + column[None, :]) / 2)
    here = np.arange(len(cosine))
    return float((margin.argmax(axis=1) == here).mean()) * 100, float((margin.argmax(axis=0) == here).mean()) * 100


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    begin = time.perf_counter()
    encoder = load_encoder(args.model)
    loading = time.perf_counter() - begin
    table, speed = {}, []
    for language, (ntrex, tatoeba) in CODES.items():
        scores = []
        for english, other in (
            (args.data / "ntrex" / "newstest2019-src.eng.txt", args.data / "ntrex" / f"newstest2019-ref.{ntrex}.txt"),
            (args.data / "tatoeba" / f"tatoeba.{tatoeba}-eng.eng", args.data / "tatoeba" / f"tatoeba.{tatoeba}-eng.{tatoeba}"),
        ):
            sides = []
            for path in (english, other):
                texts = lines(path)
                begin = time.perf_counter()
                sides.append(encoder.encode(texts))
                speed.append(len(texts) / (time.perf_counter() - begin))
            out, back = margin_accuracy(*sides)
            scores.append({"x-en": round(back, 2), "en-x": round(out, 2), "mean": round((out + back) / 2, 1)})
        table[language] = dict(zip(("ntrex", "tatoeba"), scores, strict=True))
        print(language, *(f"{name} {row['x-en']:6.2f} {row['en-x']:6.2f} mean {row['mean']:5.1f}   " for name, row in table[language].items()))
    print(f"loading {loading:.3f} s, {np.median(speed):.0f} sentences/s")
    if args.json:
        args.json.write_text(json.dumps({"model": encoder.name, "accuracy": table}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
