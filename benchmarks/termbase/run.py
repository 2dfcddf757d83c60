"""Time term matching: a term base of 50,000 terms against a letter of 1,000 words, and how the time grows with either.

    python benchmarks/termbase/run.py

Terms are one to four ordinary words of the language, drawn with a fixed seed; letters are the clean letters of benchmarks/letters/dev, cut or
repeated to length. Prints medians of five runs.
"""

from __future__ import annotations

import random
import statistics
import time
from pathlib import Path

from letterqa.mentions.names import ordinary_words
from letterqa.termbase.concepts import Concept, Kind, Term, TermBase
from letterqa.termbase.matching import Index

ROOT = Path(__file__).parent.parent
SIZES, WORDS, RUNS = (5_000, 10_000, 20_000, 50_000), (500, 1_000, 2_000, 4_000), 5


def base(size: int, code: str) -> TermBase:
    """A term base of so many terms in a language."""
    dice = random.Random(7)
    pool = sorted(ordinary_words(code))
    terms = [" ".join(dice.choices(pool, k=dice.choice((1, 2, 2, 3, 3, 4)))) for _ in range(size)]
    return TermBase(tuple(Concept(f"c{number}", Kind.LEGAL_TERM, (Term(text, code),)) for number, text in enumerate(terms)))


def letter(words: int, code: str) -> str:
    """A text of so many words."""
    path = next((ROOT / "letters" / "dev").glob(f"*/*.{code}.txt"))
    every = path.read_text(encoding="utf-8").split(" ")
    while len(every) < words:
        every *= 2
    return " ".join(every[:words])


def timed(run: object) -> float:
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()  # type: ignore[operator]
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def main() -> None:
    print("| terms | language | load (index) s | 1,000 words s | uses found |\n|---|---|---|---|---|")
    for code in ("en", "it", "de"):
        for size in SIZES:
            built = base(size, code)
            text = letter(1_000, code)
            load = timed(lambda built=built, code=code: Index(built, code))
            index = Index(built, code)
            seconds = timed(lambda index=index, text=text: index.find(text))
            print(f"| {size:,} | {code} | {load:.2f} | {seconds:.4f} | {len(index.find(text))} |")
    print("\n| words | 50,000 terms, en, s |\n|---|---|")
    index = Index(base(50_000, "en"), "en")
    for number in WORDS:
        text = letter(number, "en")
        print(f"| {number:,} | {timed(lambda text=text: index.find(text)):.4f} |")


if __name__ == "__main__":
    main()
