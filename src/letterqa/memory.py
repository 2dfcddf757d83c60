"""Translation memories: the segments of a TMX file in two languages, read by the Translate Toolkit."""

from __future__ import annotations

from pathlib import Path

from letterqa.errors import ReadError
from letterqa.locales import primary
from letterqa.reading.files import load


def read(path: Path, source: str, target: str) -> list[tuple[str, str]]:
    """The units of a TMX file that have both languages, as (source, target) texts. Raises ReadError for what cannot be read."""
    from lxml import etree
    from translate.storage.tmx import tmxfile

    data = load(path).data
    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
        store = tmxfile.parsestring(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"{path} is no translation memory that can be read: {error}.") from error
    found = []
    for unit in store.units:
        texts: dict[str, str] = {}
        for node in unit.getlanguageNodes():
            tag = node.get("{http://www.w3.org/XML/1998/namespace}lang") or node.get("lang") or ""
            text = " ".join("".join(node.itertext()).split())
            texts.setdefault(primary(tag), text)
        one, two = texts.get(primary(source), ""), texts.get(primary(target), "")
        if one and two:
            found.append((one, two))
    if not found:
        raise ReadError(f"{path} has no unit with both {source} and {target}.")
    return found
