"""Where what is fetched once is kept on this machine."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path


def data_folder() -> Path:
    """The folder for letterqa's own files: XDG's data folder, or what the system has in its place."""
    if named := os.environ.get("LETTERQA_HOME"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "letterqa"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "letterqa"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "letterqa"


def installed() -> Path | None:
    """The newest LanguageTool that `letterqa languagetool install` has put there, None where there is none."""
    try:
        found = [path for path in data_folder().glob("LanguageTool-*") if path.is_dir()]
    except (OSError, RuntimeError):  # no home directory
        return None
    return max(found, key=lambda path: [int(number) for number in re.findall(r"\d+", path.name)], default=None)
