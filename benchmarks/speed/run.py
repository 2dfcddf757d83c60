#!/usr/bin/env python3
"""How long the command takes, cold: a new process each time, medians.

    python benchmarks/speed/run.py [--runs 15] [--json OUT]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
LETTERS = [str(ROOT / "examples" / "acat-2020" / f"letter_{language}.txt") for language in ("en", "it")]
COMMANDS = {
    "letterqa --version": ["--version"],
    "letterqa check, seed letter": ["check", *LETTERS, "--report", "seed.html"],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    command = Path(sys.executable).parent / "letterqa"
    table = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, options in COMMANDS.items():
            times = []
            for _ in range(args.runs):
                begin = time.perf_counter()
                subprocess.run([str(command), *options], cwd=folder, capture_output=True, check=False)
                times.append(time.perf_counter() - begin)
            table[name] = {"median": round(statistics.median(times), 3), "least": round(min(times), 3), "most": round(max(times), 3)}
            print(f"{name:32} median {table[name]['median']:.3f} s  ({table[name]['least']:.3f} to {table[name]['most']:.3f})")
    from letterqa import Checker

    with Checker() as checker:
        checker.check(*LETTERS)
        times = []
        for _ in range(args.runs):
            begin = time.perf_counter()
            checker.check(*LETTERS)
            times.append(time.perf_counter() - begin)
    table["warm Checker, seed letter"] = {"median": round(statistics.median(times), 3), "least": round(min(times), 3), "most": round(max(times), 3)}
    print(f"{'warm Checker, seed letter':32} median {table['warm Checker, seed letter']['median']:.3f} s")
    if args.json:
        args.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
