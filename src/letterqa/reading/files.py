"""A file is read once, whole and bounded, and what cannot be opened is one sentence that says what to do."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

from letterqa.errors import ReadError

MAX_BYTES = 20_000_000


def digest(data: bytes) -> str:
    """The SHA-256 of `data`, in hexadecimal: what tells two versions of a letter apart."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file; `given` is its path as the user gave it, `shown` the path that a report may carry."""

    given: str
    shown: str
    data: bytes


def name_of(path: Path | str) -> str:
    """A path for a message or a report: as given, with what cannot be printed or encoded written as question marks or escapes."""
    # A file name may hold bytes that are no text at all (lone surrogates here); they would break every writer of reports.
    name = (str(path) or ".").encode("utf-8", "replace").decode("utf-8")
    return name if name.isprintable() else name.encode("unicode_escape").decode("ascii")


def load(path: Path | str) -> Source:
    """The file's bytes, at most `MAX_BYTES`; raises ReadError if it is missing, no ordinary file, not readable, empty or too large."""
    name = name_of(path)
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISDIR(mode):
            raise ReadError(f"{name} is a folder; name the letter inside it.")
        if not stat.S_ISREG(mode):  # a pipe or a device might never end
            raise ReadError(f"{name} is not an ordinary file; copy what it yields into a file and name that one.")
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise ReadError(f"{name} does not exist; check the name and the folder.") from None
    except PermissionError:
        raise ReadError(f"{name} may not be read by you; change its permissions, or copy it to a folder of your own.") from None
    except (OSError, ValueError):  # a name too long or with a NUL, a loop of links, a disk that fails
        raise ReadError(f"{name} cannot be opened; check the name, and that the disk or network folder is there.") from None
    if len(data) > MAX_BYTES:
        raise ReadError(f"{name} is larger than {MAX_BYTES // 1_000_000} MB; take the pictures out, or save its text as .txt.")
    if not data:
        raise ReadError(f"{name} is empty; name a file that holds the text of the letter.")
    return Source(given=name, shown=Path(name).name if Path(path).is_absolute() else name, data=data)
