"""Of an Office file only the parts that hold text are unpacked, each to a bounded size, whatever the file says of itself.

Macros, pictures and dangling references, over which a reader of whole packages stumbles, are never touched (ECMA-376 part 2, and
for OpenDocument ISO/IEC 26300-2).
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from letterqa.errors import ReadError
from letterqa.reading.files import Source

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

# The text of a hundred pages takes about 2 MB; a part beyond this is no letter, or was made to take up memory and time.
MAX_PART = 10_000_000
MAX_TAGS = 600_000
MAX_PARTS = 10_000

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

# Word's "Strict Open XML" says the same under other names.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)


@dataclass(frozen=True, slots=True)
class Package:
    """An open Office file; `name`, `kind` and `suffix` are for messages, `parts` are its members by name."""

    name: str
    archive: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]
    kind: str = "Word document"
    suffix: str = ".docx"

    def related(self, part: str) -> tuple[tuple[str, str, str], ...]:
        """The relations of a part ("" for the package itself) as (kind, id, name of the part it points to); kinds like "header"."""
        folder, base = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self.parts:
            return ()
        found = []
        for relation in self.parse(relations).iter(_RELATION):
            kind, target = relation.get("Type", ""), relation.get("Target", "")
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append((posixpath.basename(kind), relation.get("Id", ""), path))
        return tuple(found)

    def parse(self, part: str) -> Element:
        """The root of a part's WordprocessingML; raises ReadError as `xml` does."""
        from docx.oxml.parser import parse_xml

        content = self.xml(part)
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        return parse_xml(content)

    def xml(self, part: str) -> bytes:
        """A part's XML, safe to parse; raises ReadError if it is larger than any letter's or defines entities."""
        content = self.content(part)
        check_xml(self.name, content, self.kind, self.suffix)
        return content

    def content(self, part: str) -> bytes:
        """What a part unpacks to; raises ReadError if that is more than `MAX_PART`, or is encrypted."""
        info = self.parts[part]
        if info.flag_bits & _ENCRYPTED:
            raise self.protected()
        # Other methods do not occur in Office files, and Python cannot bound what they unpack to.
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile("a method of compression foreign to Office files")
        with self.archive.open(info) as file:
            content = file.read(MAX_PART + 1)
        if max(len(content), info.file_size) > MAX_PART:
            raise _too_much(self.name)
        return content

    def protected(self) -> ReadError:
        """The error of a file that only its password opens."""
        return ReadError(f"{self.name} is protected by a password; save it as {self.suffix} without one.")


def check_xml(name: str, content: bytes, kind: str, suffix: str) -> None:
    """Raise ReadError for XML with a document type, by which a few bytes can grow to gigabytes or call for other files, and for XML
    with more than `MAX_TAGS`."""
    # No word processor writes one; the NULs are taken out so that UTF-16 hides none.
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise ReadError(f"{name} defines entities of its own, as no {kind} does; save its text anew as {suffix} or .txt.")
    if content.count(b"<") > MAX_TAGS:
        raise _too_much(name)


def _too_much(name: str) -> ReadError:
    return ReadError(f"{name} unpacks to more text than any letter has; make sure of its source, and save its text as .txt.")


def open_package(source: Source, kind: str = "Word document", suffix: str = ".docx") -> Package:
    """Open an Office file; raises ReadError if it is none, is protected, or is not whole."""
    name, data = source.given, source.data
    if data.startswith(_OLE):
        raise ReadError(f"{name} is protected by a password or is an old .doc; save it as {suffix} without a password.")
    if not data.startswith(b"PK"):
        raise ReadError(f"{name} is not {_a(kind)}, though it is named like one; open it in a word processor and save it as {suffix}.")
    archive = zipfile.ZipFile(BytesIO(data))
    parts = {info.filename: info for info in archive.infolist()}
    if len(parts) > MAX_PARTS:
        raise ReadError(f"{name} is packed in more parts than any letter; open it in a word processor and save it as {suffix}.")
    return Package(name, archive, parts, kind, suffix)


def _a(kind: str) -> str:
    return f"{'an' if kind[:1] in 'AEIOU' else 'a'} {kind}"
