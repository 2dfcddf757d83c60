"""A path in, a Document out: one reader a format, and every failure a ReadError of one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from letterqa.errors import ReadError
from letterqa.letter import Document, fold
from letterqa.reading.files import Source, digest, load
from letterqa.reading.text import read_text

__all__ = ["READERS", "Source", "digest", "load", "read"]


# Readers of other formats load when a letter needs them: most letters are plain text, and a check should start at once.
def _docx(source: Source) -> Document:
    from letterqa.reading.docx import read_docx

    return read_docx(source)


def _markdown(source: Source) -> Document:
    from letterqa.reading.markdown import read_markdown

    return read_markdown(source)


def _pdf(source: Source) -> Document:
    from letterqa.reading.pdf import read_pdf

    return read_pdf(source)


def _rtf(source: Source) -> Document:
    from letterqa.reading.rtf import read_rtf

    return read_rtf(source)


def _html(source: Source) -> Document:
    from letterqa.reading.html import read_html

    return read_html(source)


def _odt(source: Source) -> Document:
    from letterqa.reading.odt import read_odt

    return read_odt(source)


READERS: dict[str, Callable[[Source], Document]] = {
    ".docx": _docx,
    ".fodt": _odt,
    ".htm": _html,
    ".html": _html,
    ".markdown": _markdown,
    ".md": _markdown,
    ".odt": _odt,
    ".pdf": _pdf,
    ".rtf": _rtf,
    ".text": read_text,
    ".txt": read_text,
    ".xhtml": _html,
}

# Formats that any word processor can save as one that is read; a suffix that gains a reader above needs no change here.
_CONVERTIBLE = frozenset((".doc", ".docm", ".dot", ".dotx", ".mht", ".mhtml", ".ott", ".pages", ".sxw", ".wpd", ".wps"))


def read(path: Path | str | Source) -> Document:
    """The letter's text with what its format knew of the layout, from a path or from the bytes of a file that was read elsewhere; raises
    ReadError, which says what to do, if it cannot be had.

    `Document.path` is the path as given, but of an absolute path only the file name.
    """
    source = path if isinstance(path, Source) else load(path)
    suffix = Path(source.given).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        raise ReadError(_unknown(source.given, suffix))
    document = reader(source)
    if not fold(document.text):
        raise ReadError(f"{source.given} holds no text; name a file that holds the text of the letter (a scan is only a picture of it).")
    return document


def _unknown(name: str, suffix: str) -> str:
    known = ", ".join(READERS)
    if suffix in _CONVERTIBLE:
        return f"{name} is not in a format that can be read ({known}); save it as .docx or .txt."
    if not suffix:
        return f"{name} has no suffix to tell its format by; rename it to end in one of {known}."
    return f"{name} does not end in a known suffix ({known}); rename it if it is one of these, or else save it as .docx or .txt."
