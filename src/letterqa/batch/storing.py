"""Outcomes on disk, by what decides them: the same letters, settings, materials, model and version are not checked again."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from letterqa import __version__
from letterqa.across import Claim
from letterqa.batch.parcels import Parcel
from letterqa.errors import LetterqaError
from letterqa.wholes import Kept, Outcome

FOLDER = ".letterqa-cache"
_FORM = 2  # of the records; another number, and old ones are passed over


class Store:
    """A folder of outcomes. What cannot be read counts as not there: it is made again."""

    def __init__(self, folder: Path, identity: str) -> None:
        """`identity` names what decides outcomes besides the parcels: versions of what checks, and the model. Raises LetterqaError for a folder
        that cannot be made."""
        self._folder = folder
        self._identity = f"{_FORM}\0{__version__}\0{identity}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in _BESIDE.items():
                if not (folder / name).exists():
                    (folder / name).write_text(content, encoding="utf-8")
        except OSError as error:
            raise LetterqaError(
                f"The cache {folder} cannot be made ({error.strerror}): say another place with --cache, or use --no-cache."
            ) from error

    def key(self, parcel: Parcel) -> str:
        """What decides a parcel's outcome, as a hash."""
        digest = hashlib.sha256(self._identity.encode())
        for source in (parcel.source, parcel.target):
            digest.update(f"\0{source.given}\0{source.shown}\0{len(source.data)}\0".encode())
            digest.update(source.data)
        digest.update(f"\0{parcel.materials.digest}\0{parcel.settings!r}\0{','.join(parcel.wanted)}\0{parcel.text}\0{parcel.language}".encode())
        return digest.hexdigest()[:40]

    def get(self, key: str) -> Kept | None:
        """An outcome without its reports, and their hashes; None where it is not there."""
        try:
            data = json.loads((self._folder / key[:2] / f"{key}.outcome").read_bytes())
            claims = tuple(_claim(item) for item in data.pop("claims"))
            worst = tuple(data.pop("worst") or ()) or None
            skips = tuple((family, reason) for family, reason in data.pop("skips"))
            digests = {str(kind): str(value) for kind, value in data.pop("digests").items()}
            lists = {name: tuple(data.pop(name)) for name in ("counts", "words", "languages")}
            return Kept(Outcome(**data, **lists, claims=claims, worst=worst, skips=skips), key, digests)  # type: ignore[arg-type]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def put(self, key: str, outcome: Outcome, passing: bool = False) -> Kept:
        """Keep an outcome and its reports; of a `passing` one the reports only, as it is to be made again. Raises LetterqaError where the disk
        does not take them."""
        folder = self._folder / key[:2]
        content = asdict(replace(outcome, reports=()))
        del content["reports"]
        content["digests"] = digests = {kind: hashlib.sha256(data).hexdigest() for kind, data in outcome.reports}
        try:
            folder.mkdir(exist_ok=True)
            for kind, data in outcome.reports:
                _write(folder / f"{key}.{_suffix(kind)}", zlib.compress(data, 1))
            if not passing:
                _write(folder / f"{key}.outcome", json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode())
        except OSError as error:
            raise LetterqaError(f"The cache {self._folder} cannot be written ({error.strerror}): say another place with --cache.") from error
        return Kept(replace(outcome, reports=()), key, digests)

    def report(self, key: str, kind: str) -> bytes | None:
        """A report that is kept, or None."""
        with suppress(OSError, zlib.error):
            return zlib.decompress((self._folder / key[:2] / f"{key}.{_suffix(kind)}").read_bytes())
        return None


@contextmanager
def opened(folder: Path | None, identity: str) -> Iterator[Store]:
    """A store in a folder, or for None in one that is gone afterwards."""
    if folder is not None:
        yield Store(folder, identity)
        return
    with TemporaryDirectory(prefix="letterqa-") as name:
        yield Store(Path(name), identity)


_BESIDE = {
    ".gitignore": "# What letterqa keeps to be faster; it holds text of the letters. Take the folder away at any time.\n*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# This folder was made by letterqa (see bford.info/cachedir).\n",
}


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, as several runs may write the same."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    os.replace(part, path)


def _suffix(kind: str) -> str:
    return kind if kind.isalnum() else hashlib.sha256(kind.encode()).hexdigest()[:12]


def _claim(item: dict[str, Any]) -> Claim:
    places = {side: tuple((int(start), int(end), str(text)) for start, end, text in item[side]) for side in ("source", "target")}
    return Claim(item["id"], item["rule"], item["severity"], places["source"], places["target"])
