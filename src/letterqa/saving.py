"""A file is written whole or not at all, so that an old one is never lost."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from letterqa.errors import LetterqaError


def save(path: Path, content: str | bytes | Iterable[str]) -> None:
    """Write a file whole or not at all: an old one stays until the new one is complete. Text, whole or in pieces, becomes UTF-8."""
    pieces = (content,) if isinstance(content, str | bytes) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    except OSError as error:
        raise LetterqaError(f"{path} cannot be written ({error.strerror}): choose another place for it.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)  # mkstemp's 0600 would keep colleagues from reading the report
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise LetterqaError(f"{path} cannot be written ({error.strerror}): choose another place for it.") from error
