"""The glyphs of a PDF, with their places: run as a process of its own, so that no file can take more than its share of time and memory.

A PDF is a program as much as a document: forms that call forms, streams that unpack to gigabytes. Standard input is the file, standard
output JSON: {"pages": [...]} (see `Page`), or {"error": one of "damaged", "empty", "password", "pages", "size"}.
"""

from __future__ import annotations

import json
import logging
import sys
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFStackT
    from pdfminer.pdfpage import PDFPage

MAX_PAGES = 100
MAX_GLYPHS = 500_000
# What one stream may unpack to: the text of a page takes some 100 kB, an embedded font a few MB.
MAX_STREAM = 50_000_000
_MAX_MEMORY = 2_000_000_000
SECONDS = 30
# Letters that lean this much, in height for width, were set at an angle (a stamp across the page).
_MAX_SLOPE = 0.1


class Refusal(Exception):
    """The file cannot be read; the reason is one of the words of the output."""


def glyphs(data: bytes) -> dict[str, Any]:
    """The pages of a PDF, or the reason why there are none."""
    # What is wrong in a file shows anywhere in parsing, as any kind of exception.
    from pdfminer.pdfdocument import PDFEncryptionError

    _bound_streams()
    try:
        return {"pages": _pages(data)}
    except Refusal as reason:
        return {"error": str(reason)}
    except PDFEncryptionError:
        return {"error": "password"}
    except MemoryError:
        return {"error": "size"}
    except Exception:
        return {"error": "damaged"}


def _pages(data: bytes) -> list[dict[str, Any]]:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import PDFStream, dict_value, resolve1

    document = PDFDocument(PDFParser(BytesIO(data)))
    resources = PDFResourceManager()
    device = _device(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.create_pages(document):
        if len(device.pages) >= MAX_PAGES:
            raise Refusal("pages")
        # The library takes a page that is missing, or its text, for an empty one; half a letter must not pass for a whole one.
        if not all(isinstance(resolve1(part), PDFStream) for part in page.contents):
            raise Refusal("damaged")
        interpreter.process_page(page)
    count = resolve1(dict_value(document.catalog.get("Pages", {})).get("Count"))
    if isinstance(count, int) and count > len(device.pages):
        raise Refusal("damaged")
    if not device.pages:
        raise Refusal("empty")
    return list(device.pages)


def _device(resources: PDFResourceManager) -> Any:
    """A device that notes glyphs down. Made here, for the library is loaded only in the process that reads."""
    from pdfminer.pdfdevice import PDFTextDevice
    from pdfminer.pdffont import PDFUnicodeNotDefined
    from pdfminer.utils import decode_text

    class Device(PDFTextDevice):
        """`pages` are dictionaries with "width", "height", "pictures" and "tilted" (numbers), and "glyphs", each a list of text,
        left and right edge, base line, size, whether the font is bold, and "header" or "footer" where the file says so."""

        def __init__(self) -> None:
            super().__init__(resources)
            self.pages: list[dict[str, Any]] = []
            self._page: dict[str, Any] = {}
            self._tags: list[tuple[str, str | None]] = []  # of each open mark: the zone it lies in, and the text that it stands for
            self._left = MAX_GLYPHS

        def begin_page(self, page: PDFPage, ctm: tuple[float, ...]) -> None:
            left, bottom, right, top = page.mediabox
            width, height = abs(right - left), abs(top - bottom)
            if page.rotate in (90, 270):
                width, height = height, width
            self._page = {"width": width, "height": height, "pictures": 0, "tilted": 0, "glyphs": []}
            self._tags = []

        def end_page(self, page: PDFPage) -> None:
            self.pages.append(self._page)

        def render_image(self, name: str, stream: object) -> None:
            self._page["pictures"] += 1

        def begin_tag(self, tag: Any, props: PDFStackT | None = None) -> None:
            zone, instead = self._tags[-1] if self._tags else ("", None)
            values = props if isinstance(props, dict) else {}
            if getattr(tag, "name", "") == "Artifact":
                kind = getattr(values.get("Subtype"), "name", "")
                zone = {"Header": "header", "Footer": "footer", "Watermark": "none"}.get(kind, zone)
            if isinstance(values.get("ActualText"), bytes) and instead is None:
                instead = decode_text(values["ActualText"])
            self._tags.append((zone, instead))

        def end_tag(self) -> None:
            if self._tags:
                self._tags.pop()

        def render_char(
            self,
            matrix: tuple[float, float, float, float, float, float],
            font: Any,
            fontsize: float,
            scaling: float,
            rise: float,
            cid: int,
            ncs: object,
            graphicstate: PDFGraphicState,
        ) -> float:
            try:
                text = font.to_unichr(cid)
            except PDFUnicodeNotDefined:
                text = "\ufffd"
            advance = float(font.char_width(cid) * fontsize * scaling)
            self._left -= 1
            if self._left < 0:
                raise Refusal("size")
            zone, instead = self._tags[-1] if self._tags else ("", None)
            if instead is not None:
                text = instead
                self._tags[-1] = (zone, "")  # the text counts once, at the first of its glyphs
            across, lean, _, up, x, y = matrix
            if across * scaling <= 0 or up <= 0 or abs(lean) > _MAX_SLOPE * across or font.is_vertical():
                self._page["tilted"] += bool(text.strip())
            elif zone != "none" and 0 <= x <= self._page["width"] and 0 <= y <= self._page["height"]:  # false of what is no number
                size = abs(fontsize * up)
                bold = "bold" in font.fontname.lower() or "black" in font.fontname.lower()
                base = y + rise * up
                self._page["glyphs"].append((text, round(x, 2), round(x + advance * across, 2), round(base, 2), round(size, 2), bold, zone))
            return advance

    return Device()


def _bound_streams() -> None:
    """Make the library's decoders stop at `MAX_STREAM`, and fail where a stream is not whole instead of giving what is left of it."""
    from pdfminer import lzw, pdftypes

    class Inflate:
        error = zlib.error

        @staticmethod
        def decompress(data: bytes) -> bytes:
            # The checksum at the end is often wrong or missing; without it, the end of the data itself tells whether it is whole.
            data = data.lstrip(b"\r\n") if data[:1] in (b"\r", b"\n") else data
            inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                found = inflate.decompress(data[2:], MAX_STREAM)
            except zlib.error:
                raise Refusal("damaged") from None
            if len(found) >= MAX_STREAM:
                raise Refusal("size")
            if not inflate.eof:
                raise Refusal("damaged")
            return found

    def lzw_decode(data: bytes) -> bytes:
        found = bytearray()
        for piece in lzw.LZWDecoder(BytesIO(data)).run():
            found += piece
            if len(found) > MAX_STREAM:
                raise Refusal("size")
        return bytes(found)

    def run_length_decode(data: bytes) -> bytes:
        from pdfminer.runlength import rldecode

        if len(data) > MAX_STREAM // 128:
            raise Refusal("size")
        return rldecode(data)

    for name, decoder in (("zlib", Inflate), ("lzwdecode", lzw_decode), ("rldecode", run_length_decode)):
        setattr(pdftypes, name, decoder)


def _bound_process() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such bound; time and the bounds on streams remain
        return
    for kind, most in ((resource.RLIMIT_AS, _MAX_MEMORY), (resource.RLIMIT_CPU, SECONDS + 1)):
        try:
            resource.setrlimit(kind, (most, most))
        except (OSError, ValueError):  # already lower, or not to be had on this system
            continue


def main() -> None:
    """Read a PDF from standard input and write its glyphs to standard output."""
    _bound_process()
    logging.disable()
    found = glyphs(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(found).encode("ascii"))


if __name__ == "__main__":
    main()
