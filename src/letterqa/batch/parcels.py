"""What travels to a worker and back: letters as bytes, never as paths, and outcomes without objects of the program's inside."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from letterqa import campaign, waivers
from letterqa.config import Settings
from letterqa.errors import ReadError
from letterqa.reading import Source
from letterqa.termbase import files

_OF_SHEET = "sheet:"


@dataclass(frozen=True, slots=True)
class Thing:
    """A file beside the letters that a check uses: which setting names it, its name, its bytes."""

    kind: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Materials:
    """The files that the checks of some pairs use beside the letters. `digest` names them all by content."""

    things: tuple[Thing, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """A pair to check. `number` is its place in the campaign; `settings` name no file. `wanted` are the formats of reports to give back,
    `text` whether the words of the letters may be in those that can do without, `language` that in which the HTML page speaks. `server` is a
    LanguageTool server that serves all; it decides nothing, so no key has it."""

    number: int
    source: Source
    target: Source
    settings: Settings
    materials: Materials
    wanted: tuple[str, ...]
    text: bool = True
    language: str = "en"
    server: str | None = None


def materials(settings: Settings, folders: tuple[Path, ...], reference: Path | None = None) -> Materials:
    """The files that the settings name, or that lie beside the letters, read once. Raises ReadError for one that cannot be read."""
    named: list[tuple[str, Path]] = [("glossary", path) for path in (*files.beside(folders), *map(Path, settings.glossary))]
    sheet = campaign.chosen(settings.campaign, folders)
    if sheet is not None:
        named.append(("campaign", sheet))
        # A sheet names its term bases from where it stands, and there they must stand wherever it is read.
        named += [(f"{_OF_SHEET}{os.path.relpath(path, sheet.parent)}", path) for path in campaign.load(sheet).glossaries]
    held = (Path(settings.waivers),) if settings.waivers is not None else tuple(folder / waivers.FILE for folder in folders)
    named += [("waivers", path) for path in held if settings.waivers is not None or path.is_file()]
    named += [("baseline", Path(settings.baseline))] if settings.baseline is not None else []
    named += [("reference", reference)] if reference is not None else []
    things = []
    for kind, path in named:
        try:
            things.append(Thing(kind, path.name, path.read_bytes()))
        except OSError as error:
            raise ReadError(f"{path} cannot be read: {error.strerror}; check the name and the folder.") from error
    digest = hashlib.sha256()
    for thing in things:
        digest.update(f"{thing.kind}\0{thing.name}\0{len(thing.data)}\0".encode())
        digest.update(thing.data)
    return Materials(tuple(things), digest.hexdigest())


@contextmanager
def laid_out(things: tuple[Thing, ...], settings: Settings) -> Iterator[Settings]:
    """The settings with the materials as files in a folder of one's own, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="letterqa-") as name:
        # Deep enough for a sheet that names term bases in folders above its own.
        top = Path(name)
        home = top.joinpath(*"abcdefgh")
        values: dict[str, Any] = {"glossary": ()}
        for index, thing in enumerate(things):
            if thing.kind.startswith(_OF_SHEET):
                path = Path(os.path.normpath(home / thing.kind.removeprefix(_OF_SHEET)))
                if not path.is_relative_to(top):
                    continue  # an absolute path: it is found there, or the sheet's reader says that it is not
            else:
                path = home / thing.name if thing.kind == "campaign" else top / str(index) / thing.name
                values[thing.kind] = (*values["glossary"], str(path)) if thing.kind == "glossary" else str(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(thing.data)
        yield replace(settings, **values)
