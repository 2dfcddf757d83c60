"""Make one letter pair in every format that letterqa reads, from its two text files, with LibreOffice.

    python tools/make_formats.py FOLDER

FOLDER holds letter_en.txt and letter_it.txt; the other formats are written beside them. The .docx is made with python-docx (a
paragraph a line, list items in a list style), everything else by LibreOffice (`soffice`) from it, as an office would.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FORMATS = ("odt", "rtf", "html", "pdf")


def make(folder: Path) -> None:
    """Write letter_<code>.<format> for both letters and all formats; raises CalledProcessError if LibreOffice fails."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice (soffice) is not installed.")
    made = []
    for source in sorted(folder.glob("letter_*.txt")):
        target = source.with_suffix(".docx")
        write_docx(source.read_text(encoding="utf-8"), target)
        made.append(str(target))
    with tempfile.TemporaryDirectory() as profile:
        for name in FORMATS:
            command = [office, "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", name, "--outdir", str(folder), *made]
            subprocess.run(command, check=True, capture_output=True, timeout=180)


def write_docx(text: str, path: Path) -> None:
    """A Word document with a paragraph for every line of the text."""
    from docx import Document

    document = Document()
    for line in text.rstrip("\n").split("\n"):
        if line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            document.add_paragraph(line)
    document.save(str(path))


if __name__ == "__main__":
    make(Path(sys.argv[1]))
