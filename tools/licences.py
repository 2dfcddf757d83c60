#!/usr/bin/env python3
"""The packages that come with letterqa, and their licences, as a table.

    python tools/licences.py [--check]        # writes tools/data/licences.md; --check tells whether it is what is installed

Run it in an environment where letterqa is installed without extras. Licences are those that packages state in their metadata (PEP 639's
expression, else the field, else the classifiers); what states none fails.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FILE = Path(__file__).parent / "data" / "licences.md"


def closure(name: str) -> list[str]:
    """A package and what it requires without extras, each once, in alphabetical order."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        package = canonicalize_name(waiting.pop())
        if package in found:
            continue
        try:
            requires = distribution(package).requires or []
        except PackageNotFoundError:
            continue  # for another system or Python
        found.add(package)
        for line in requires:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return sorted(found)


def licence(package: str) -> str:
    """What a package states; empty where it states nothing."""
    data = distribution(package).metadata
    for field in ("License-Expression", "License"):
        stated = " ".join((data.get(field) or "").split())
        if stated and stated.upper() != "UNKNOWN":
            return stated if len(stated) < 80 else stated[:79].rsplit(" ", 1)[0] + "…"
    listed = [line.rpartition(" :: ")[2] for line in data.get_all("Classifier") or [] if line.startswith("License ::")]
    return ", ".join(re.sub(r" \(.*\)$", "", item) for item in listed if item != "OSI Approved")


def table() -> str:
    """The table, without versions, which change every week."""
    rows = [(package, licence(package)) for package in closure("letterqa") if package != "letterqa"]
    missing = [package for package, stated in rows if not stated]
    if missing:
        raise SystemExit(f"No licence is stated by: {', '.join(missing)}")
    lines = "".join(f"| {package} | {stated.replace('|', '/')} |\n" for package, stated in rows)
    return "# Packages that come with letterqa, and their licences\n\nMade by `tools/licences.py`.\n\n| package | licence |\n|---|---|\n" + lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    made = table()
    if not parser.parse_args().check:
        FILE.write_text(made, encoding="utf-8")
        print(f"wrote {FILE.name}: {made.count('|') // 3 - 2} packages")
    elif FILE.read_text(encoding="utf-8") != made:
        sys.exit(f"{FILE.name} is not what is installed: run tools/licences.py and look at what changed.")


if __name__ == "__main__":
    main()
