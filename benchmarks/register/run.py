#!/usr/bin/env python3
"""How well the forms of address of a sentence are told: CoCoA-MT (Nadejde et al. 2022), each line once formal and once informal.

    python benchmarks/register/run.py [--json OUT] [--show]

A line is taken for informal if it has a familiar form of address (in a language whose plural is familiar too, a plural one as well), for formal
if it has another one, else it is undecided. `told`: lines that are decided; `right`: of those, rightly; `accuracy`: of all.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from pathlib import Path

from letterqa.mentions.register import FAMILIAR, PLURAL, addresses

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "eval" / "cocoa-mt"


FAMILIAR_PLURAL = ("es", "de")  # vosotros, ihr


def judged(text: str, code: str) -> str:
    sorts = {item.sort for item in addresses(text, code)}
    familiar = {FAMILIAR, PLURAL} if code in FAMILIAR_PLURAL else {FAMILIAR}
    return "informal" if familiar & sorts else "formal" if sorts else "undecided"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", action="store_true", help="print the lines that are taken for the other register")
    options = parser.parse_args()
    table = {}
    for path in sorted(DATA.glob("test.en-*.tsv")):
        code = path.stem[-2:]
        counts: Counter[str] = Counter()
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                for truth in ("formal", "informal"):
                    said = judged(row[truth], code)
                    counts["all"] += 1
                    counts["told"] += said != "undecided"
                    counts["right"] += said == truth
                    if options.show and said not in (truth, "undecided"):
                        print(code, truth, "|", row[truth])
        lines, told, right = counts["all"], counts["told"], counts["right"]
        table[code] = {"lines": lines, "told": told / lines, "right": right / told, "accuracy": right / lines}
        print(code, " ".join(f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value}" for name, value in table[code].items()))
    if options.json:
        options.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
