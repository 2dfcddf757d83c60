#!/usr/bin/env python3
"""Compile the lists of ordinary words (src/letterqa/data/words/<lang>.txt.gz) by which letterqa tells a name from a word with a capital.

    python tools/compile_words.py --data ../shared/data [--out src/letterqa/data/words] [--most 30000]

A word is ordinary where the training text writes it in small letters, at least twice, or with a capital inside a sentence whose
translation does not have it: names are the same in both ("Olympics" and all German nouns are not). The project's own sentences and word
lists count from the first time. Without case and accents, most frequent first up to `--most`, stored in alphabetical
order; the same data give the same bytes.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import io
import re
import sys
from pathlib import Path

from train_embedding import LANGUAGES, OWN, public_pairs

from letterqa.lexicon import plain

WORD = re.compile(r"[^\W\d_]{2,}")
CAPITALISING = frozenset({"de"})  # languages that write nouns with capitals


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("src/letterqa/data/words"))
    parser.add_argument("--most", type=int, default=30_000)
    args = parser.parse_args()
    counts = {language: collections.Counter[str]() for language in LANGUAGES}
    own: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for language, pairs in public_pairs(args.data / "train").items():
        for english, other in pairs:
            if english == english.lower() and len(english) > 40:
                continue  # a corpus in small letters says nothing of names
            forms = [set(map(plain, WORD.findall(text))) for text in (english, other)]
            for code, text, theirs in (("en", english, forms[1]), (language, other, forms[0])):
                for match in WORD.finditer(text):
                    word = match[0]
                    if word[0].islower() or (not word.isupper() and plain(word) not in theirs and match.start()):
                        counts[code][plain(word)] += 1
    for path in sorted(OWN.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            for language, cell in zip(LANGUAGES, line.split("\t"), strict=False):
                for match in WORD.finditer(cell):
                    if match[0][0].islower() or (language in CAPITALISING and path.stem != "sentences"):
                        own[language].add(plain(match[0]))
    args.out.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        frequent = [word for word, count in counts[language].most_common() if count >= 2 and len(word) <= 30][: args.most]
        words = sorted({*frequent, *own[language]})
        buffer = io.BytesIO()
        with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, compresslevel=9) as file:
            file.write("\n".join(words).encode("utf-8"))
        (args.out / f"{language}.txt.gz").write_bytes(buffer.getvalue())
        print(language, len(words), len(buffer.getvalue()), file=sys.stderr)


if __name__ == "__main__":
    main()
