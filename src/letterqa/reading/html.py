"""A web page, or a letter that a word processor or mail program saved as one, gives the paragraphs that a browser would print."""

from __future__ import annotations

import codecs
import re

from letterqa.errors import ReadError
from letterqa.letter import Document
from letterqa.reading.files import Source
from letterqa.reading.stories import HIDDEN, TRACKED, compose
from letterqa.reading.text import decode
from letterqa.reading.webpage import Page

# A page says its encoding near its top (HTML asks for the first 1024 bytes, but programs write long comments first).
_HEAD = 4096
_DECLARED = re.compile(rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
# By codec name, those of written languages; others (UTF-7, escapes) are a way to smuggle marks past whoever looks at the bytes.
_WRITTEN = re.compile(r"(?:iso8859|cp\d|koi8|mac|gb|big5|euc|shift_jis|ascii|utf-8)")
# Browsers read what calls itself Latin-1 as the Windows encoding that it nearly always is (WHATWG Encoding Standard).
_WINDOWS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254"}
_ARCHIVE = re.compile(r"(?:[\w-]+: .*\n|[ \t].*\n)*?MIME-Version:", re.IGNORECASE)
_ENTITY = re.compile(r"<!DOCTYPE[^>]*\[\s*<!ENTITY", re.IGNORECASE)


def read_html(source: Source) -> Document:
    """A page as a browser prints it, paragraphs (those that show) being the unit of its origin.

    Raises ReadError for what is no page, or larger than any letter.
    """
    text, remarks = decode(source, _declared(source.data))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _ARCHIVE.match(text[:_HEAD]):
        raise ReadError(f"{source.given} is a web archive (.mht) under another name; save it as .html, .docx or .txt.")
    if _ENTITY.search(text[:_HEAD]):
        raise ReadError(f"{source.given} defines entities of its own, as no letter does; save its text anew as .html or .txt.")
    page = Page(source.given, text)
    try:
        _parse(text, page)
    except ReadError:
        raise
    # The parser forgives whatever browsers forgive; what it does not is damage, of which the kinds of exception share no base.
    except Exception as error:
        raise ReadError(f"{source.given} is damaged; open it in a browser and save its text anew as .html or .txt.") from error
    told = [TRACKED] * page.tracked + [HIDDEN] * page.hidden
    return compose(source, page.stories(), (*remarks, *told))


def _declared(data: bytes) -> str | None:
    """The codec that a page names; None where it names none that exists."""
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return None
    label = (found[1] or found[2]).decode("ascii", "replace").lower().removeprefix("x-")
    try:
        codec = codecs.lookup(label).name
    except LookupError:
        return None
    return _WINDOWS.get(codec, codec) if _WRITTEN.match(codec) else None


def _parse(text: str, page: Page) -> None:
    from lxml import etree

    # Events instead of a tree: memory stays that of the text, and no depth of nesting matters. Nothing is ever fetched.
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True, no_network=True)
    etree.fromstring(text.encode("utf-8", "replace"), parser)
    page.raise_refusal()
