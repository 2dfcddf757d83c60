#!/usr/bin/env python3
"""Precision and recall on letters made by rule: which errors are found, and what is said of letters without one.

    python benchmarks/synthetic/run.py [--count 60] [--seed 1] [--json OUT] [--show]

`found` an error case with a finding at or above major of a rule that fits; `stray` findings at or above major beyond the first
fitting one, a case; `silent` a benign case without any. Figures by kind.
"""

from __future__ import annotations

import argparse
import collections
import json
import pathlib
import tempfile

from letters import BENIGN, KINDS, cases

from letterqa import Checker, Severity

FITS = {
    "omit-sentence": ("meaning.omission", "meaning.addition", "structure.missing", "structure.added"),
    "add-sentence": ("meaning.omission", "meaning.addition", "structure.missing", "structure.added"),
    "omit-paragraph": ("structure.missing", "structure.added"),
    "omit-list-item": ("structure.missing", "structure.added"),
    "duplicate-paragraph": ("structure.duplicated",),
    "swap-paragraphs": ("structure.moved",),
    "untranslated-sentence": ("meaning.untranslated",),
    "truncated": ("structure.truncated",),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    table: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    with Checker() as checker, tempfile.TemporaryDirectory() as folder:
        for case in cases(args.count, args.seed):
            paths = []
            for name, language, text in zip(("a", "b"), case.languages, (case.source, case.target), strict=True):
                paths.append(pathlib.Path(folder, f"{name}.{language}.txt"))
                paths[-1].write_text(text, encoding="utf-8")
            loud = [f for f in checker.check(*paths).findings if f.severity >= Severity.MAJOR]
            row = table[case.kind]
            row["cases"] += 1
            fitting = sum(f.rule.id in FITS.get(case.kind, ()) for f in loud)
            row["found"] += bool(fitting) if case.error else not loud
            row["stray"] += len(loud) - (1 if fitting else 0)
            if args.show and (bool(fitting) != case.error or len(loud) != case.error):
                print(case.kind, case.side, case.languages, [(f.rule.id, f.message[-70:]) for f in loud])
    for kind in KINDS + BENIGN:
        row = table[kind]
        print(
            f"{kind:24}{row['cases']:5}  {'found' if kind in KINDS else 'silent'} {row['found'] / row['cases']:6.1%}"
            f"  stray {row['stray'] / row['cases']:.3f}"
        )
    if args.json:
        args.json.write_text(json.dumps({kind: dict(row) for kind, row in table.items()}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
