#!/usr/bin/env python3
"""Spelling without LanguageTool: slips made in words of NTREX that are corrected, and words of the untouched text that are taken for slips.

    python benchmarks/news/spelling.py [--count 500] [--seed 5] [--show]
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

from letterqa.spelling import slips

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "eval" / "ntrex"
NTREX = {"en": "src.eng", "it": "ref.ita", "fr": "ref.fra", "es": "ref.spa", "de": "ref.deu", "pt": "ref.por"}
WORD = re.compile(r"(?<![\w'’-])[^\W\d_]{5,}(?![\w'’-])")


def slipped(word: str, chance: random.Random) -> str:
    """A word with one slip inside: a letter dropped, doubled, exchanged with the next or replaced."""
    at, letter = chance.randrange(1, len(word) - 1), chance.choice("abcdefghilmnoprstuv")
    kinds = (word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    return chance.choice((*kinds, word[:at] + letter + word[at + 1 :]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    for code, name in NTREX.items():
        text = (DATA / f"newstest2019-{name}.txt").read_text(encoding="utf-8")
        chance = random.Random(options.seed)
        pool = [word for word in WORD.findall(text) if word.islower()]
        made = [(word, slip) for word in chance.sample(pool, options.count) if (slip := slipped(word, chance)) != word]
        right = sum(any(held.replacements[0] == word for held in slips(slip, code)) for word, slip in made)
        said, words = slips(text, code), len(text.split())
        print(f"{code}  corrected {right / len(made):.1%} of {len(made)}  said of clean text {1000 * len(said) / words:.2f} per 1,000 words")
        if options.show:
            print("   ", ", ".join(f"{text[slip.start : slip.end]} > {slip.replacements[0]}" for slip in said))


if __name__ == "__main__":
    main()
