#!/usr/bin/env python3
"""Errors of meaning made by rule inside real parallel text: sentences and clauses dropped, added, replaced, exchanged.

    python benchmarks/synthetic/meaning.py [--count 40] [--seed 1] [--kind K]... [--json OUT] [--show]

The text: consecutive sentences of NTREX documents (English and one of it fr es de pt, either as source), which no model of ours was
trained on, in paragraphs of three between a salutation and a close. One side is edited, source and target in turn; `--count` is cases a
kind and language of the other letter (beside English), both sides edited in turn.

A finding is fresh if the clean pair has none with the same rule and message. `found`: a fresh finding at or above major of a family that
fits (meaning, structure), in the edited paragraph or beside it; `exact`: one whose words overlap the words that were lost, added or
changed; `stray`: further fresh ones a case; `clean`: findings at or above major of these families a thousand sentences of the clean
pairs, where there is nothing to find but what the translators of NTREX did (they too leave out and add).
"""

from __future__ import annotations

import argparse
import collections
import itertools
import json
import random
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from letters import CLOSING, OPENING

from letterqa import Checker, Finding, Severity

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "eval" / "ntrex"
NTREX = {"en": "src.eng", "it": "ref.ita", "fr": "ref.fra", "es": "ref.spa", "de": "ref.deu", "pt": "ref.por"}
KINDS = ("omit-sentence", "add-sentence", "omit-clause", "add-clause", "replace-clause", "exchange-names", "untranslated", "truncated")
FAMILIES = ("meaning", "structure")
SENTENCES = 9  # a letter


@dataclass(frozen=True)
class Case:
    """A clean pair and the same with an edit: on which side, and where its new words stand there (empty where words were lost)."""

    kind: str
    languages: tuple[str, str]
    side: int
    clean: tuple[str, str]
    texts: tuple[str, str]
    lost: str
    added: str


def documents() -> list[list[dict[str, str]]]:
    """The documents, without headlines (lines that end in no stop in some language)."""
    columns = {language: (DATA / f"newstest2019-{name}.txt").read_text(encoding="utf-8").splitlines() for language, name in NTREX.items()}
    names = (DATA / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").split()
    found: dict[str, list[dict[str, str]]] = {}
    for name, *row in zip(names, *columns.values(), strict=True):
        if all(text[-1] in ".?!\"”»" for text in row):
            found.setdefault(name, []).append(dict(zip(columns, row, strict=True)))
    return [rows for rows in found.values() if len(rows) >= SENTENCES]


def stretches(text: str) -> list[tuple[int, int]]:
    """Clauses: from one comma or dash to the next or to the end, four to fourteen words, without figures or quotation marks."""
    marks = [match.start() for match in re.finditer(r",(?!\d)| [–—-] ", text)] + [len(text.rstrip('.!?"”»'))]
    return [
        (a, b)
        for a, b in itertools.pairwise(marks)
        if 4 <= len(text[a:b].split()) <= 14 and not re.search(r"[\d\"“”«»„‘]", text[a:b]) and a > 20
    ]


def names(text: str) -> list[re.Match[str]]:
    """Capitalised words inside a sentence that stand there once."""
    found = list(re.finditer(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Ý][a-zà-ÿ]{3,}\b(?! [A-Z])", text))
    return [match for match in found if text.count(match.group()) == 1]


Edited = tuple[list[str], str, str]


def edit(kind: str, sentences: list[str], others: list[str], pool: list[str], language: str, chance: random.Random) -> Edited | None:
    """The sentences with one edit, the words lost and the words added; None where the text has nothing to do it to."""
    order = list(range(len(sentences)))
    chance.shuffle(order)
    for at in order:
        text = sentences[at]
        if kind == "omit-sentence" and len(text.split()) >= 6:
            return [*sentences[:at], *sentences[at + 1 :]], text, ""
        if kind == "add-sentence":
            new = chance.choice(pool)
            return [*sentences[:at], new, *sentences[at:]], "", new
        if kind == "untranslated" and len(text.split()) >= 8:
            return [*sentences[:at], others[at], *sentences[at + 1 :]], text, others[at]
        if kind == "truncated" and len(text.split()) >= 14 and at % 3 == 2:
            words = text.split()
            kept = " ".join(words[: int(len(words) * chance.uniform(0.35, 0.65))]).rstrip(",;:")
            return [*sentences[:at], kept, *sentences[at + 1 :]], text[len(kept) :], ""
        if kind in {"omit-clause", "replace-clause"} and (found := stretches(text)):
            start, end = chance.choice(found)
            new = ""
            if kind == "replace-clause":
                donors = [(donor, span) for donor in chance.sample(pool, min(40, len(pool))) for span in stretches(donor)]
                donors = [(donor, span) for donor, span in donors if donor[span[0]] == text[start]]
                if not donors:
                    continue
                donor, span = chance.choice(donors)
                new = donor[slice(*span)]
            changed = text[:start] + new + text[end:]
            return [*sentences[:at], changed, *sentences[at + 1 :]], text[start:end], new
        if kind == "add-clause" and "," in text:
            donors = [(donor, span) for donor in chance.sample(pool, min(40, len(pool))) for span in stretches(donor) if donor[span[0]] == ","]
            place = chance.choice([match.start() for match in re.finditer(r",(?!\d)", text)] or [0])
            if donors and place:
                donor, span = chance.choice(donors)
                return [*sentences[:at], text[:place] + donor[slice(*span)] + text[place:], *sentences[at + 1 :]], "", donor[slice(*span)]
        if kind == "exchange-names" and language != "de" and len(found_names := names(text)) >= 2:
            a, b = sorted(chance.sample(found_names, 2), key=lambda match: match.start())
            changed = text[: a.start()] + b.group() + text[a.end() : b.start()] + a.group() + text[b.end() :]
            return [*sentences[:at], changed, *sentences[at + 1 :]], a.group(), b.group()
    return None


def letter(sentences: list[str], language: str) -> str:
    body = "\n\n".join(" ".join(sentences[k : k + 3]) for k in range(0, len(sentences), 3))
    return f"{OPENING[language]}\n\n{body}\n\n{CLOSING[language]}\n\nAnna Weber\n"


def cases(kind: str, count: int, seed: int) -> Iterator[Case]:
    """`count` cases for each language beside English."""
    texts = documents()
    for language in ("it", "fr", "es", "de", "pt"):
        chance = random.Random(f"{seed} {kind} {language}")
        made = tries = 0
        while made < count and tries < count * 30:
            tries += 1
            pair = ("en", language) if made % 4 < 2 else (language, "en")
            side = made % 2
            rows = chance.choice(texts)
            start = chance.randrange(max(1, len(rows) - SENTENCES))
            rows = rows[start : start + SENTENCES]
            sides = [[row[code] for row in rows] for code in pair]
            pool = [row[pair[side]] for document in texts for row in document if row not in rows]
            done = edit(kind, sides[side], sides[1 - side], pool, pair[side], chance)
            if done is None:
                continue
            made += 1
            clean = (letter(sides[0], pair[0]), letter(sides[1], pair[1]))
            changed = list(clean)
            changed[side] = letter(done[0], pair[side])
            yield Case(kind, pair, side, clean, (changed[0], changed[1]), done[1], done[2])


def loud(checker: Checker, folder: str, case: Case, texts: tuple[str, str]) -> list[Finding]:
    paths = [Path(folder, f"{name}.{language}.txt") for name, language in zip(("a", "b"), case.languages, strict=True)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return [f for f in checker.check(*paths).findings if f.severity >= Severity.MAJOR and f.rule.family in FAMILIES]


def exact(case: Case, findings: list[Finding]) -> bool:
    """Whether a finding points at words that were added, or at words (of the other side, or of a sentence of this one) that lost theirs."""
    here, there = case.texts[case.side], case.texts[1 - case.side]
    for finding in findings:
        spans = (finding.source, finding.target)
        if case.added:
            start = here.find(case.added)
            if any(span.start < start + len(case.added) and span.end > start for span in spans[case.side] if span.start < span.end):
                return True
        else:
            # What answered the lost words is not known by rule: a stretch about as long as they, on the other side, counts.
            sizes = [len(there[span.start : span.end].split()) for span in spans[1 - case.side] if span.start < span.end]
            if any(0.4 <= size / max(1, len(case.lost.split())) <= 2.5 for size in sizes):
                return True
    return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", action="append", choices=KINDS)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    table: dict[tuple[str, str], collections.Counter[str]] = collections.defaultdict(collections.Counter)
    with Checker() as checker, tempfile.TemporaryDirectory() as folder:
        for kind in args.kind or KINDS:
            for case in cases(kind, args.count, args.seed):
                clean = loud(checker, folder, case, case.clean)
                before = {(finding.rule.id, finding.message) for finding in clean}
                fresh = [f for f in loud(checker, folder, case, case.texts) if (f.rule.id, f.message) not in before]
                other = next(code for code in case.languages if code != "en")
                row = table[kind, other]
                row["cases"] += 1
                row["found"] += bool(fresh)
                row["exact"] += exact(case, fresh)
                row["stray"] += max(0, len(fresh) - 1)
                row["clean"] += len(clean)
                row["sentences"] += SENTENCES
                if args.show and not fresh:
                    print(f"{kind} {case.languages} {case.side}: {case.lost!r} -> {case.added!r}")
    for kind in args.kind or KINDS:
        rows = {language: row for (name, language), row in table.items() if name == kind}
        total = sum(rows.values(), collections.Counter())
        parts = "  ".join(f"{language} {row['found'] / row['cases']:4.0%}" for language, row in rows.items())
        print(
            f"{kind:16}{total['cases']:5}  found {total['found'] / total['cases']:6.1%}  exact {total['exact'] / total['cases']:6.1%}  "
            f"stray {total['stray'] / total['cases']:.2f}   {parts}"
        )
    everything = sum(table.values(), collections.Counter())
    print(f"clean pairs: {everything['clean'] * 1000 / everything['sentences']:.1f} findings at or above major a thousand sentences")
    if args.json:
        rows = {f"{kind} {language}": dict(row) for (kind, language), row in table.items()}
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
