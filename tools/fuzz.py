#!/usr/bin/env python3
"""Feed damaged input to whatever reads input, until it breaks: every reader, term-base and configuration parser, and the grammars of values.

    pip install atheris
    python tools/fuzz.py [TARGET]... [--seconds 60] [--corpus DIR]

A target may refuse input with letterqa's own errors, and nothing else: any other exception, or an input that takes ten seconds, is a crash. Its
bytes are written beside the corpus (crash-..., timeout-...); make a test of them before the fault is mended. Seeds are the examples and small
files made here; the corpus that grows from them stays in DIR (by default a temporary folder) and is not kept in the repository.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
SUFFIXES = (".txt", ".md", ".html", ".rtf", ".docx", ".odt", ".fodt", ".pdf")
SEEDS: dict[str, tuple[bytes, ...]] = {
    "tbx": ((ROOT / "glossaries" / "human-rights.tbx").read_bytes()[:4000] + b"</body></text></tbx>",),
    "csv": (b"kind,en,it,it:forbidden\ntreaty,Convention|CCM,Convenzione,Trattato\n", b"concept;language;term;status\na;en;prison;preferred\n"),
    "waivers": (
        b'[[waiver]]\nid = "0123456789abcdef"\nrule = "figures.changed"\nletters = ["a.txt"]\nsays = ""\nreason = "x"\nuntil = 2027-01-31\n',
    ),
    "config": (b'fail-on = "minor"\nonly = ["figures"]\n[severity]\n"figures.changed" = "off"\n',),
    "campaign": (b'title = "x"\ndeadline = 2026-12-31\n[addressee.en]\nperson = "A B"\n[[figure]]\nvalue = "90,000"\nen = ["x"]\n',),
    "report": (b'{"schema": "letterqa.report/1", "findings": [], "waived": []}',),
    "values": ("On 3 May 2020, 90’000 (one in 2.5) of €1.2bn; Art. 5(2), A/HRC/45/12, info@example.org, +39 06 1234.".encode(),),
    "letter": (b"Dear Minister,\n\nWe write to you.\n\n- release him\n\nYours sincerely,\n\nMary Bell\n",),
}


def targets() -> dict[str, Callable[[bytes], None]]:
    """By name, what to do with some bytes."""
    from letterqa import accepting, campaign, checks, config, locales, reports, waivers
    from letterqa.errors import LetterqaError
    from letterqa.letter import Document, Origin
    from letterqa.mentions.contacts import contacts
    from letterqa.mentions.facts import facts
    from letterqa.mentions.lookalikes import lookalikes
    from letterqa.mentions.names import names
    from letterqa.mentions.wording import markers
    from letterqa.reading import Source, read
    from letterqa.segmenting import segment
    from letterqa.structure import structure
    from letterqa.termbase import files

    assert accepting
    folder = Path(tempfile.mkdtemp(prefix="letterqa-fuzz-"))
    known = checks.rules()

    def refused(act: Callable[[], object]) -> None:
        with suppress(LetterqaError):
            act()

    def reader(suffix: str) -> Callable[[bytes], None]:
        return lambda data: refused(lambda: read(Source(f"a{suffix}", f"a{suffix}", data)))

    def parser(name: str, parse: Callable[[Path], object]) -> Callable[[bytes], None]:
        def act(data: bytes) -> None:
            (folder / name).write_bytes(data)
            refused(lambda: parse(folder / name))

        return act

    def text(act: Callable[[str, str], object]) -> Callable[[bytes], None]:
        codes = locales.SUPPORTED
        return lambda data: refused(lambda: act(data[1:].decode("utf-8", "replace"), codes[data[0] % len(codes)] if data else "en"))

    def values(said: str, code: str) -> None:
        for extract in (facts, names, contacts, markers):
            getattr(extract, "__wrapped__", extract)(said, code)
        lookalikes.__wrapped__(said)

    def letter(said: str, code: str) -> None:
        clean = said.replace("\r", "\n")
        starts = (0, *(index + 1 for index, sign in enumerate(clean) if sign == "\n"))
        blocks = structure(Document("a.txt", clean, "", Origin("line", starts)), locales.load(code))
        for item in segment(clean, blocks, locales.load(code)):
            assert 0 <= item.span.start <= item.span.end <= len(clean)

    return {
        **{suffix[1:]: reader(suffix) for suffix in SUFFIXES if suffix != ".pdf"},  # PDF is read in a process of its own, which takes too long
        "tbx": parser("a.tbx", files.read),
        "csv": parser("a.csv", lambda path: files.read(path, ("en", "it"))),
        "waivers": parser("letterqa-waivers.toml", waivers.load),
        "config": parser("letterqa.toml", lambda path: config.load(path, known)),
        "campaign": parser("campaign.toml", campaign.load),
        "report": parser("r.json", lambda path: reports.findings(reports.load(path, whole=True), path)),
        "values": text(values),
        "letter": text(letter),
    }


def seeds(name: str, folder: Path) -> None:
    """The first inputs of a target: files of its format in the repository, or those above."""
    found = list(SEEDS.get(name, ()))
    found += [path.read_bytes() for path in sorted((ROOT / "tests").rglob(f"*.{name}")) if path.stat().st_size < 60_000][:20]
    if name in ("txt", "md", "html"):
        found += [path.read_bytes() for path in sorted((ROOT / "examples").rglob("*.txt"))[:4]]
    for number, data in enumerate(found):
        (folder / f"seed{number}").write_bytes(data)


def fuzz(name: str, corpus: Path, seconds: int) -> None:
    """Fuzz one target in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["letterqa"]):
        act = targets()[name]
    atheris.Setup(
        [
            sys.argv[0],
            str(corpus),
            f"-max_total_time={seconds}",
            "-timeout=10",
            "-max_len=20000",
            f"-artifact_prefix={corpus.parent}/{name}-",
            "-print_final_stats=1",
        ],
        act,
    )
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", nargs="*")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    home = args.corpus or Path(tempfile.mkdtemp(prefix="letterqa-corpus-"))
    if args.child:
        fuzz(args.target[0], home / args.target[0], args.seconds)
    names = args.target or [suffix[1:] for suffix in SUFFIXES if suffix != ".pdf"] + list(SEEDS)
    failed = []
    for name in names:
        (home / name).mkdir(parents=True, exist_ok=True)
        seeds(name, home / name)
        command = [sys.executable, __file__, name, "--child", "--corpus", str(home), "--seconds", str(args.seconds)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        runs = next((line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed_units" in line), "?")
        print(f"{name:10} {runs:>9} runs  {'ok' if done.returncode == 0 else 'CRASH'}", flush=True)
        if done.returncode:
            failed.append(name)
            print("\n".join((done.stdout + done.stderr).splitlines()[-25:]))
    print(f"corpus and crashes: {home}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
