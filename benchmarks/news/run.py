#!/usr/bin/env python3
"""What letterqa says of good translations: the documents of NTREX as letters, English beside it, fr, es, de and pt, findings by rule.

    python benchmarks/news/run.py [--only FAMILY]... [--severity major] [--findings OUT.tsv] [--json OUT]

Nothing was changed in these pairs, so each finding is a false alarm or a shift of the translator. `judged.tsv` holds what a reader thought
of them (language, document, rule, words, judgement, why): `shift` where the two sides say different things, `paraphrase` where they say the
same in a way that the tool cannot see, `false` where it misread. The text of NTREX is not copied there; `--findings` writes it, with places.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "synthetic"))

from meaning import documents, letter

from letterqa import Checker, Report, Severity
from letterqa.config import Settings
from letterqa.finding import Finding

JUDGED = Path(__file__).parent / "judged.tsv"


def words(report: Report, finding: Finding) -> str:
    """The words of a finding, as the table of judgements names them."""
    sides = ((report.bitext.source, finding.source), (report.bitext.target, finding.target))
    return " / ".join(" ".join(text[span] for span in spans).replace("\n", " ").replace("\t", " ") for text, spans in sides)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--severity", default="major")
    parser.add_argument("--findings", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    least = Severity.parse(options.severity)
    judged = {}
    with JUDGED.open(encoding="utf-8") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            judged[tuple(row[:4])] = row[4]
    lines, table = [], {}
    settings = Settings(only=tuple(options.only), languagetool="off")
    with Checker(settings) as checker, tempfile.TemporaryDirectory() as folder:
        for language in ("it", "fr", "es", "de", "pt"):
            counts: Counter[str] = Counter()
            verdicts: Counter[str] = Counter()
            sentences = length = 0
            for number, rows in enumerate(documents()):
                paths = []
                for code in ("en", language):
                    paths.append(Path(folder, f"letter.{code}.txt"))
                    paths[-1].write_text(letter([row[code] for row in rows], code), encoding="utf-8")
                report = checker.check(*paths)
                sentences += len(rows)
                length += sum(len(row["en"].split()) for row in rows)
                for finding in report.findings:
                    if finding.severity < least:
                        continue
                    counts[finding.rule.id] += 1
                    key = (language, str(number), finding.rule.id, words(report, finding))
                    verdicts[judged.get(key, "not judged")] += 1
                    lines.append((*key, judged.get(key, ""), finding.message))
            total = sum(counts.values())
            table[language] = {"sentences": sentences, "words": length, "findings": total, "rules": dict(counts), "judged": dict(verdicts)}
            shares = f"{1000 * total / sentences:.1f} per 1,000 sentences, {1000 * total / length:.2f} per 1,000 words"
            print(f"{language}  {sentences} sentences  {total} findings, {shares}")
            print("    " + ", ".join(f"{rule} {count}" for rule, count in counts.most_common()))
            print("    " + ", ".join(f"{verdict} {count}" for verdict, count in verdicts.most_common()), flush=True)
    if options.findings:
        options.findings.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
