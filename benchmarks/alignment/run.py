#!/usr/bin/env python3
"""How well and how fast texts are aligned: Text+Berg, disturbed NTREX documents, and bitexts of up to 100,000 sentences.

    python benchmarks/alignment/run.py --data ../shared/data/eval [--part textberg --part ntrex --part scale] [--model FOLDER] [--json OUT]

Strict and lax F1 as Vecalign's score.py defines them (see material.py). `scale` runs every size in a process of its own and fits the
exponent of growth to the seconds. Published figures: Thompson and Koehn (2019) for Vecalign, Liu and Zhu (2022) for Bertalign.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

from material import Beads, Case, glued, letter, lines, long_text, ntrex, score, textberg

from letterqa.bitext import Bitext
from letterqa.embedding import Encoder, load_encoder
from letterqa.pairing import pair

PUBLISHED = {"Bertalign": (0.936, 0.989), "Vecalign": (0.902, 0.986)}
LANGUAGES = [("en", "it"), ("en", "fr"), ("en", "es"), ("en", "de"), ("en", "pt"), ("de", "fr")]
SIZES = (1_000, 10_000, 100_000)
OWN = Path(__file__).parents[2] / "tools" / "data" / "own" / "sentences.tsv"


def align(case: Case, encoder: Encoder) -> tuple[Bitext, Beads]:
    bitext = pair(letter(case.source, case.languages[0]), letter(case.target, case.languages[1]), encoder)
    return bitext, [(tuple(s.index for s in bead.source), tuple(t.index for t in bead.target)) for bead in bitext.beads]


def row(name: str, result: dict[str, float], seconds: float) -> None:
    values = "   ".join(" ".join(f"{result[f'{figure}_{kind}']:.3f}" for figure in ("precision", "recall", "f1")) for kind in ("strict", "lax"))
    print(f"{name:22}{values}   {seconds:6.1f} s", flush=True)


def measure(name: str, cases: list[Case], encoder: Encoder) -> dict[str, float]:
    begin = time.perf_counter()
    result = score([(case.gold, align(case, encoder)[1]) for case in cases])
    row(name, result, time.perf_counter() - begin)
    return {key: round(value, 4) for key, value in result.items()}


def run_textberg(data: Path, encoder: Encoder) -> dict[str, object]:
    cases = list(textberg(data / "textberg" / "text+berg"))
    for case in cases:
        measure(f"  article {case.name}", [case], encoder)
    result = measure("Text+Berg de-fr", cases, encoder)
    for name, (strict, lax) in PUBLISHED.items():
        print(f"{name + ', published':22}{'':12}{strict:.3f}   {'':12}{lax:.3f}")
    return dict(result)


def run_ntrex(data: Path, encoder: Encoder, seed: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for layout, paragraph in (("one paragraph", None), ("paragraphs", 4)):
        results = []
        for languages in LANGUAGES:
            name = f"{'-'.join(languages)} {layout}"
            results.append(measure(name, [glued(ntrex(data / "ntrex", languages), languages, seed, paragraph)], encoder))
            found[name] = results[-1]
        mean = {key: sum(result[key] for result in results) / len(results) for key in results[0]}
        row(f"mean, {layout}", mean, 0)
        found[f"mean {layout}"] = mean
    return found


def scale_pairs(data: Path) -> list[tuple[str, str]]:
    own = [line.split("\t") for line in lines(OWN)]
    return [(cells[0], cells[1]) for cells in own] + [pair for document in ntrex(data / "ntrex", ("en", "it")) for pair in document]


def one_size(data: Path, size: int, model: str | None) -> None:
    """Align one long text and print what it took, as JSON; only the alignment is timed, the model is already open."""
    encoder = load_encoder(model)
    encoder.encode(["warm"])
    case = long_text(scale_pairs(data), ("en", "it"), size)
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.perf_counter()
    beads = align(case, encoder)[1]
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"size": size, "seconds": seconds, "peak_mb": peak / 1024, "idle_mb": idle / 1024, **score([(case.gold, beads)])}))


def run_scale(data: Path, model: str | None, sizes: tuple[int, ...]) -> dict[str, object]:
    rows = []
    for size in sizes:
        command = [sys.executable, __file__, "--data", str(data), "--size", str(size), *(["--model", model] if model else [])]
        rows.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]))
        one = rows[-1]
        print(
            f"{size:>9,} sentences   {one['seconds']:7.2f} s   peak {one['peak_mb']:6.0f} MB (before: {one['idle_mb']:.0f})"
            f"   F1 strict {one['f1_strict']:.3f} lax {one['f1_lax']:.3f}",
            flush=True,
        )
    exponents = [math.log(two["seconds"] / one["seconds"]) / math.log(two["size"] / one["size"]) for one, two in pairwise(rows)]
    print("growth exponents from size to size: " + ", ".join(f"{value:.2f}" for value in exponents))
    return {"sizes": rows, "exponents": exponents}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", action="append", choices=("textberg", "ntrex", "scale"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="largest size of the scale part")
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.size:
        one_size(args.data, args.size, args.model)
        return
    encoder = load_encoder(args.model)
    parts = args.part or ["textberg", "ntrex", "scale"]
    print(f"{encoder.name}: strict precision, recall, F1; lax precision, recall, F1")
    found: dict[str, object] = {"model": encoder.name}
    if "textberg" in parts:
        found["textberg"] = run_textberg(args.data, encoder)
    if "ntrex" in parts:
        found["ntrex"] = run_ntrex(args.data, encoder, args.seed)
    if "scale" in parts:
        found["scale"] = run_scale(args.data, args.model, tuple(size for size in SIZES if size <= args.most))
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
