#!/usr/bin/env python3
"""How fast a campaign is: pairs a second, memory a process, the same again from the cache, and on a Dask cluster.

    python benchmarks/campaign/run.py [--pairs 200,500,1000,2000] [--jobs 2] [--cluster] [--json OUT]

The pairs are distinct: the cases of ../shared/cases/dev (each edit alone, so one letter a case), and documents of NTREX as letters, English
beside five languages and then other pairs of languages, until there are enough. Grammar is off: it is LanguageTool's time.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).parents[1] / "synthetic"))

from meaning import documents, letter

ROOT = Path(__file__).parents[2]
CASES = ROOT.parent / "shared" / "cases" / "dev"
LANGUAGES = ("en", "it", "fr", "es", "de", "pt")
COMMAND = str(Path(sys.executable).parent / "letterqa")


def pairs() -> list[tuple[str, str, str, str, str]]:
    """Name, languages and texts of all pairs there are, mixed as they come."""
    cases = []
    for folder in sorted(CASES.iterdir()):
        clean = {path.name.split(".")[0]: (path.name.split(".")[1], path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))}
        for edit in json.loads((folder / "edits.json").read_text(encoding="utf-8")):
            texts = {side: text for side, (_, text) in clean.items()}
            texts[edit["side"]] = texts[edit["side"]].replace(edit["find"], edit["replace"], 1)
            cases.append((f"{folder.name}-{edit['id']}", clean["source"][0], clean["target"][0], texts["source"], texts["target"]))
    news = []
    for one, two in itertools.combinations(LANGUAGES, 2):
        for number, rows in enumerate(documents()):
            texts = [letter([row[language] for row in rows], language) for language in (one, two)]
            news.append((f"news-{number:03}-{one}-{two}", one, two, *texts))
    found = []
    for index, item in enumerate(news):
        found.append(item)
        if index < len(cases):
            found.append(cases[index])
    return found


def write(folder: Path, count: int) -> int:
    """A campaign of some pairs; returns its words, both sides together."""
    words = 0
    for name, one, two, source, target in pairs()[:count]:
        (folder / f"{name}_{one}.txt").write_text(source, encoding="utf-8")
        (folder / f"{name}_{two}.txt").write_text(target, encoding="utf-8")
        words += len(source.split()) + len(target.split())
    return words


class Memory(threading.Thread):
    """The most memory that any one process below a given one holds, in MB."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self.top, self.most = psutil.Process(process.pid), [0.0, 0.0]
        self.start()

    def run(self) -> None:
        while self.top.is_running() and self.top.status() != psutil.STATUS_ZOMBIE:
            try:
                self.most[0] = max(self.most[0], self.top.memory_info().rss / 1e6)
                self.most[1] = max([self.most[1], *(child.memory_info().rss / 1e6 for child in self.top.children(recursive=True))])
            except psutil.Error:
                pass
            time.sleep(0.2)


def timed(folder: Path, *options: str) -> tuple[float, list[float]]:
    """Seconds of a run, and memory of the first process and of the largest below it."""
    begin = time.perf_counter()
    process = subprocess.Popen([COMMAND, "campaign", "letters", "--quiet", "--languagetool", "off", *options], cwd=folder, stdout=subprocess.DEVNULL)
    memory = Memory(process)
    code = process.wait()
    assert code in (0, 1), code
    return time.perf_counter() - begin, memory.most


def findings(folder: Path) -> bytes:
    return (folder / "all.json").read_bytes()


def clustered(folder: Path) -> float:
    """Seconds on a Dask scheduler with two workers on this machine."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}

    def start(name: str, *options: str) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-m", f"distributed.cli.{name}", *options], stderr=subprocess.PIPE, text=True, env=environment)

    scheduler = start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
    assert scheduler.stderr is not None
    address = next(line.split()[-1] for line in scheduler.stderr if "Scheduler at:" in line)
    workers = [start("dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1") for _ in range(2)]
    for process in (scheduler, *workers):
        threading.Thread(target=lambda stream: [None for _ in stream], args=(process.stderr,), daemon=True).start()
    try:
        return timed(folder, "--no-cache", "--scheduler", address, "--report", "json:all.json")[0]
    finally:
        for process in (*workers, scheduler):
            process.kill()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", default="200,500,1000,2000")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--cluster", type=int, default=0, metavar="PAIRS")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    table: list[dict[str, Any]] = []
    for count in map(int, args.pairs.split(",")):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "letters").mkdir()
            words = write(folder / "letters", count)
            first, memory = timed(folder, "--jobs", str(args.jobs))
            again, _ = timed(folder, "--jobs", str(args.jobs))
        row = {"pairs": count, "words a pair": round(words / count), "seconds": round(first, 1), "pairs a second": round(count / first, 1)}
        row |= {"first process MB": round(memory[0]), "worker MB": round(memory[1])}
        row |= {"again s": round(again, 2), "again pairs a second": round(count / again)}
        table.append(row)
        print(row, flush=True)
    result: dict[str, Any] = {"jobs": args.jobs, "runs": table}
    if len(table) > 1:
        one, two = table[0], table[-1]
        result["exponent"] = round(math.log(two["seconds"] / one["seconds"]) / math.log(two["pairs"] / one["pairs"]), 3)
        print("exponent", result["exponent"])
    if args.cluster:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "letters").mkdir()
            write(folder / "letters", args.cluster)
            here = timed(folder, "--no-cache", "--jobs", str(args.jobs), "--report", "json:all.json")[0]
            bytes_here = findings(folder)
            there = clustered(folder)
            row = {"pairs": args.cluster, "processes": round(args.cluster / here, 1), "Dask": round(args.cluster / there, 1)}
            row["same bytes"] = findings(folder) == bytes_here
            result["cluster"] = row
            print(row)
    if args.json:
        args.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
