"""A bitext in the forms that other tools read: every bead in reading order, its text folded, and the same bytes every time."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType
from typing import NamedTuple

from letterqa import __version__
from letterqa.bitext import Bead, Bitext
from letterqa.errors import ConfigError
from letterqa.letter import Letter, Segment, fold
from letterqa.locales import language_name, primary

_TOOL = "letterqa"
# Characters that XML 1.0 cannot hold or advises against, and that no text needs.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
# The toolkit's own skeleton is XLIFF 1.1; editors expect 1.2, and what is written here is valid in both.
_XLIFF = b"""<?xml version="1.0" encoding="utf-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="NoName" source-language="en" datatype="plaintext"><body></body></file>
</xliff>"""


class _Row(NamedTuple):
    """A bead with the text of both sides; a text is "" where the side is empty."""

    bead: Bead
    source: str
    target: str

    @property
    def paired(self) -> bool:
        return bool(self.source and self.target)


def notation(bitext: Bitext) -> str:
    """The beads in the notation of vecalign, a bead a line: `[0]:[0, 1]:0.15`.

    Indexes of source and target segments, counted from 0, and the cost: 1 minus the similarity; 0.00 where a side is empty (Thompson
    and Koehn 2019, whose program prints gaps so).
    """
    return "".join(f"{_indexes(bead)}:{0 if bead.similarity is None else max(0.0, 1 - bead.similarity):.2f}\n" for bead in bitext.beads)


def tsv(bitext: Bitext) -> str:
    """Source text, target text and similarity in [0, 1], with tabs between and no header; a field with a quotation mark is quoted as in
    CSV. Of a gap one text and the similarity are empty."""
    table = io.StringIO()
    # Unquoted, a sentence that opens with a quotation mark would swallow the lines below it in every spreadsheet.
    csv.writer(table, "excel-tab", lineterminator="\n").writerows((row.source, row.target, _similarity(row.bead)) for row in _rows(bitext))
    return table.getvalue()


def tmx(bitext: Bitext) -> bytes:
    """A translation memory, TMX 1.4b: a unit for every bead with two sides (`unpaired` says how many have one).

    Properties: `x-bead` (source and target indexes), `x-shape`, `x-similarity` in [0, 1]. Raises ConfigError where both letters are in
    one language.
    """
    from lxml import etree
    from translate.storage.tmx import tmxfile

    source, target = _tag(bitext.source), _tag(bitext.target)
    if source.lower() == target.lower():
        raise ConfigError(
            f"A translation memory needs two languages, and both letters are in {language_name(source)}: name their languages with "
            "--source-lang and --target-lang, or choose a format other than .tmx."
        )
    memory = tmxfile(sourcelanguage=source, targetlanguage=target)
    header = memory.document.getroot().find("header")
    for name, value in (("creationtool", _TOOL), ("creationtoolversion", __version__), ("o-tmf", _TOOL), ("datatype", "plaintext")):
        header.set(name, value)
    for row in _rows(bitext):
        if not row.paired:
            continue
        unit = memory.addsourceunit(row.source)
        unit.settarget(row.target, target, append=True)
        facts = (("x-bead", _indexes(row.bead)), ("x-shape", row.bead.shape), ("x-similarity", _similarity(row.bead)))
        for place, (kind, value) in enumerate(facts):  # the DTD wants properties before texts
            prop = etree.Element("prop", type=kind)
            prop.text = value
            unit.xmlelement.insert(place, prop)
    return bytes(memory)


def xliff(bitext: Bitext, notes: Mapping[int, Sequence[str]] = MappingProxyType({})) -> bytes:
    """XLIFF 1.2: a unit for every bead, those without counterpart included, one side of which is empty and a note says so.

    `notes` are sentences for the translator, by the index of the bead; a unit that has some is in need of review.

    Units are called after their segments ("s0-t0.1" is `[0]:[0, 1]`), the file after the source letter, without its folder.
    """
    from lxml import etree
    from translate.storage.xliff import Xliff1File

    store = Xliff1File.parsestring(_XLIFF)
    store.setsourcelanguage(_tag(bitext.source))
    store.settargetlanguage(_tag(bitext.target))
    # Where one file holds both versions, the letter's path says which one it is.
    name = PurePath(bitext.source.path).name.removesuffix(f" ({language_name(primary(bitext.source.language))})")
    name = _UNWRITABLE.sub("?", name)
    numbers = {id(bead): number for number, bead in enumerate(bitext.beads)}
    for row in _rows(bitext):
        unit = store.addsourceunit(row.source, name, True)
        unit.setid(_name(row.bead))
        unit.settarget(row.target)
        if not row.target:
            unit.target_dom.set("state", "needs-translation")
        # The toolkit approves what has a target; that is for a reviewer to do.
        unit.xmlelement.attrib.pop("approved", None)
        if row.paired:
            unit.addnote(f"{row.bead.shape}, similarity {_similarity(row.bead)}", origin=_TOOL)
        else:
            lacking = bitext.target if row.source else bitext.source
            unit.addnote(f"{row.bead.shape}, no counterpart in the {language_name(_tag(lacking))} version", origin=_TOOL)
        said = notes.get(numbers[id(row.bead)], ())
        for note in said:
            unit.addnote(_UNWRITABLE.sub("", note), origin=f"{_TOOL} finding", position="append")
        if said and row.target:
            unit.target_dom.set("state", "needs-review-translation")
    etree.cleanup_namespaces(store.document)  # each unit still declares that of XLIFF 1.1
    return bytes(store)


# Forms by the suffix of a file's name.
FORMS: dict[str, Callable[[Bitext], str | bytes]] = {
    ".tmx": tmx,
    ".xlf": xliff,
    ".xliff": xliff,
    ".tsv": tsv,
    ".txt": notation,
    ".align": notation,
}


def unpaired(bitext: Bitext) -> int:
    """How many beads have text on one side only, and are therefore not in the translation memory."""
    return sum(not row.paired for row in _rows(bitext))


def _rows(bitext: Bitext) -> Iterator[_Row]:
    return (_Row(bead, _text(bitext.source, bead.source), _text(bitext.target, bead.target)) for bead in bitext.beads)


def _text(letter: Letter, segments: tuple[Segment, ...]) -> str:
    """What segments say, on one line, without characters that cannot be written."""
    return fold(_UNWRITABLE.sub("", " ".join(letter.plain(segment) for segment in segments)))


def _indexes(bead: Bead) -> str:
    return ":".join(str([segment.index for segment in side]) for side in (bead.source, bead.target))


def _name(bead: Bead) -> str:
    sides = (("s", bead.source), ("t", bead.target))
    return "-".join(letter + ".".join(str(segment.index) for segment in side) for letter, side in sides if side)


def _similarity(bead: Bead) -> str:
    return "" if bead.similarity is None else f"{bead.similarity:.2f}"


def _tag(letter: Letter) -> str:
    """The letter's language with hyphens: settings also take CLDR's spelling, "pt_BR"."""
    return letter.language.replace("_", "-")
