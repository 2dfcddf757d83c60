"""Bytes become one canonical string (NFC, line feeds only), and any encoding that had to be assumed is said aloud."""

from __future__ import annotations

import codecs
import re
from itertools import accumulate
from unicodedata import normalize

from letterqa.errors import ReadError
from letterqa.letter import Document, Origin
from letterqa.reading.files import Source, digest
from letterqa.saying import say

# UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
_MARKS = (
    (codecs.BOM_UTF8, "UTF-8", "utf-8"),
    (codecs.BOM_UTF32_LE, "UTF-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "UTF-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16-be"),
)

# Files of other formats under a text file's name; some of them are nearly plain text, and would pass for a strange letter.
_SIGNATURES = (
    (b"%PDF-", "a PDF", "rename it to end in .pdf"),
    (b"{\\rtf", "an RTF", "rename it to end in .rtf"),
    (b"PK\x03\x04", "a Word or another zipped", "rename it to end in .docx or .odt if it is one of these, or save it as .docx or .txt"),
    (b"\xd0\xcf\x11\xe0", "an old Word", "save it as .docx or .txt"),
)

# What Windows-1252 leaves undefined is ordinary in these: Central European and Baltic Windows, DOS, and old Macintosh text.
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_CANDIDATES = ["cp1250", "cp1257", "cp850", "cp852", "mac_roman", "mac_latin2"]
_NAMES = {"cp1250": "Windows-1250", "cp1257": "Windows-1257", "cp850": "DOS 850", "cp852": "DOS 852"}
_NAMES |= {"mac_roman": "Mac Roman", "mac_latin2": "Mac Central European"}
# What a wrong guess puts within words: a capital or a sign that is not ASCII after a small letter ("lunedŤ", "minist°e").
_CAPITALS = "".join(sign for sign in map(chr, range(0xC0, 0x180)) if sign.isupper())
_SIGNS = "\u00a1-\u00ac\u00ae-\u00b6\u00b8-\u00bf\u00d7\u00f7\u02c7\u02d8-\u02dd\u2500-\u25ff"
_MISREAD = re.compile(f"(?<=[a-z])[{_CAPITALS}{_SIGNS}](?=[\\w\\s.,;:])")

_LINE_END = re.compile(r"\r\n?|\n")
_OTHER_LINE_ENDS = dict.fromkeys(map(ord, "\f\v\u2028\u2029"), "\n")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.02
_MIN_NUL_SHARE = 0.8


def read_text(source: Source) -> Document:
    """A plain text file as it stands; lines of the file are the unit of its origin. Raises ReadError on bytes that are no text."""
    text, remarks = decode(source)
    text, starts = canonical_lines(text)
    return Document(source.shown, text, digest(source.data), Origin("line", starts), remarks=remarks)


def canonical(text: str) -> str:
    """`text` in NFC with every kind of line end a line feed; nothing else changes."""
    return normalize("NFC", _LINE_END.sub("\n", text).translate(_OTHER_LINE_ENDS))


def canonical_lines(text: str) -> tuple[str, tuple[int, ...]]:
    """`text` made canonical, and the offset in it of each line of the file.

    A form feed or U+2028 becomes a line feed too, but begins no line here: editors, by whose count people look a place up, number
    only CR, LF and CRLF.
    """
    # Line by line is safe: a line feed composes with nothing, so NFC of the whole is the joined NFC of the lines.
    lines = [canonical(line) for line in _LINE_END.split(text)]
    starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
    return "\n".join(lines), tuple(starts)


def decode(source: Source, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The characters of a text file, its byte order mark dropped, with a remark for an encoding that had to be assumed.

    In this order: a byte order mark, UTF-16 that shows by its NUL bytes, UTF-8, the codec that the file itself has `declared`,
    Windows-1252, and where that has no such byte the best guess of charset-normalizer among the single-byte encodings of Europe.
    Raises ReadError if none of them gives text.
    """
    name, data = source.given, source.data
    for signature, kind, advice in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(f"{name} is {kind} file under another name; {advice}.")
    text, remarks = _decode_unicode(name, data), ()
    if text is None and declared is not None:
        try:
            text = data.decode(declared)
        except UnicodeDecodeError:
            text = None
    if text is None:
        return _decode_legacy(name, data)
    if _is_binary(text):
        raise _binary(name)
    return text, remarks


def _decode_unicode(name: str, data: bytes) -> str | None:
    for mark, label, codec in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(codec)
            except UnicodeDecodeError:
                raise ReadError(f"{name} begins as {label} but is damaged further on; save it again as UTF-8.") from None
    if b"\0" in data:
        return _decode_unmarked_utf16(name, data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _decode_unmarked_utf16(name: str, data: bytes) -> str:
    # European text in UTF-16 has a NUL as nearly every second byte, always on the same side; nothing else looks like that.
    even, odd = data[::2].count(0), data[1::2].count(0)
    codec, share = ("utf-16-le", odd) if odd > even else ("utf-16-be", even)
    if len(data) % 2 or share < _MIN_NUL_SHARE * len(data) / 2:
        raise _binary(name)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        raise _binary(name) from None
    if "\0" in text:
        raise _binary(name)
    return text


def _decode_legacy(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    # Looked at before any guess: pictures and programs decode as some single-byte encoding or other.
    if _is_binary(data.decode("latin-1")):
        raise _binary(name)
    if not _UNDEFINED.search(data):
        return data.decode("cp1252"), (_assumed("Windows-1252"),)

    from charset_normalizer import from_bytes

    guesses = from_bytes(data, cp_isolation=_CANDIDATES, preemptive_behaviour=False, enable_fallback=False)
    # Its measure is weak on a page of text, and strong signs of a wrong guess come first; min keeps its order among equals.
    texts = [(data.decode(guess.encoding), guess.encoding) for guess in guesses]
    if not texts:
        raise ReadError(f"{name} is in an encoding that cannot be told; open it where it shows well and save it as UTF-8.")
    text, encoding = min(texts, key=lambda guess: len(_MISREAD.findall(guess[0])))
    return text, (_assumed(_NAMES[encoding]),)


def _assumed(encoding: str) -> str:
    return say("The file is not UTF-8 and was read as {a}; if letters with accents look wrong, save it as UTF-8.", a=encoding)


def _is_binary(text: str) -> bool:
    return "\0" in text or len(_CONTROL.findall(text)) > _MAX_CONTROL_SHARE * len(text)


def _binary(name: str) -> ReadError:
    return ReadError(f"{name} holds binary data, not text; save the letter as .docx or as .txt in UTF-8.")
