"""Which term bases and which campaign sheet a check uses: what letterqa ships, what lies beside the letters, what the user names, in this order."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from letterqa import campaign
from letterqa.campaign import Campaign
from letterqa.config import Settings
from letterqa.locales import primary
from letterqa.termbase import files
from letterqa.termbase.concepts import TermBase, merge

Stamp = tuple[Path, int, int]


def gather(settings: Settings, folders: tuple[Path, ...], languages: tuple[str, str]) -> tuple[TermBase, Campaign | None]:
    """The term bases as one, and the campaign sheet if there is one. `folders` are those of the letters; `languages` are those of a term base
    of OmegaT's, which names none.

    Raises ReadError and ConfigError for files that cannot be used. The same files give the same objects, so that they are indexed once.
    """
    sheet = campaign.chosen(settings.campaign, folders)
    named = tuple(Path(path) for path in settings.glossary)
    return _gathered(
        tuple(files.stamp(path) for path in (*files.beside(folders), *named)),
        files.stamp(sheet) if sheet is not None else None,
        languages if any(path.suffix.lower() != ".tbx" for path in (*files.beside(folders), *named)) else None,
        tuple(sorted({primary(tag) for tag in languages})),
    )


@lru_cache(maxsize=32)
def _gathered(
    stamps: tuple[Stamp, ...], sheet: Stamp | None, languages: tuple[str, str] | None, spoken: tuple[str, ...]
) -> tuple[TermBase, Campaign | None]:
    found = campaign.load(sheet[0]) if sheet is not None else None
    paths = [path for path, _, _ in stamps]
    extra = found.glossaries if found is not None else ()
    if not paths and not extra and not (found is not None and found.concepts):
        return files.shipped(*spoken), found
    bases = [files.shipped(*spoken)]
    for rank, path in enumerate((*extra, *paths), start=1):
        base = files.read(path, languages)
        bases.append(TermBase(tuple(replace(concept, rank=rank) for concept in base.concepts), base.files))
    if found is not None:
        bases.append(TermBase(tuple(replace(concept, rank=len(bases)) for concept in found.concepts)))
    return merge(bases), found
