"""A small letter as a parcel for a worker."""

from __future__ import annotations

from letterqa.batch.parcels import Materials, Parcel
from letterqa.config import Settings
from letterqa.reading import Source
from small_letters import EN, IT

NOTHING = Materials((), "")
SETTINGS = Settings(languagetool="off")


def parcel(number: int, target: str = IT, name: str = "letter", **more: object) -> Parcel:
    source = Source(f"{name}_en.txt", f"{name}_en.txt", EN.encode())
    return Parcel(number, source, Source(f"{name}_it.txt", f"{name}_it.txt", target.encode()), SETTINGS, NOTHING, ("json", "tsv"), **more)  # type: ignore[arg-type]
