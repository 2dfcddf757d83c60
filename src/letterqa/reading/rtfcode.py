"""The bytes of an RTF file as tokens, and what its bytes mean in each code page (RTF specification 1.9.1).

Pictures and other groups that hold no text are jumped over in one go, binary data by its length. No nesting is followed by recursion.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# A hundred pages come to some 300,000 tokens; what has many more was made to take up time.
MAX_TOKENS = 1_000_000

_TOKEN = re.compile(r"\\([A-Za-z]+)(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL)
_MARK = re.compile(r"[{}]|\\bin(?![A-Za-z])(-?[0-9]{1,10})? ?|\\.", re.DOTALL)
# What may stand after the end: blanks, the NULs and Ctrl-Z that old programs fill up with, and one brace too many.
_AFTER_END = " \t\r\n\0\x1a}"

DEFAULT_CODEC = "cp1252"
SYMBOLS = "symbols"
_CHARSETS = {2: SYMBOLS, 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254"}
_CHARSETS |= {0: DEFAULT_CODEC, 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}
_CHARSETS |= {254: "cp437", 255: "cp850"}
_PAGES = {42: SYMBOLS, 10000: "mac_roman", 10006: "mac_greek", 10007: "mac_cyrillic", 10029: "mac_latin2", 10081: "mac_turkish"}
_PAGES |= {936: "gbk", 1361: "johab", 65001: "utf-8"}
# Of the fonts made of signs, bullets are the only ones that text needs; the others are ornaments (a telephone, a tick).
BULLETS = {0xB7: "•", 0xA7: "▪"}


class Damage(Exception):
    """The file breaks off, or its groups do not fit together."""


class Excess(Exception):
    """The file has more in it than any letter."""


@dataclass(slots=True)
class Scanner:
    """Tokens from the start of `code`, the file's bytes as Latin-1; iterating ends with the outermost group."""

    code: str
    at: int = 0
    left: int = MAX_TOKENS

    def __iter__(self) -> Iterator[tuple[str, str, int | None]]:
        """Tokens as (kind, content, number), the kind one of "{", "}", "word", "sign", "byte" (hexadecimal) and "text"."""
        depth = 0
        while True:
            match = _TOKEN.match(self.code, self.at)
            if match is None:
                raise Damage
            self.at = match.end()
            self._count()
            word, number, byte, sign, brace, text = match.groups()
            if text is not None:
                yield "text", text, None
            elif word == "bin":
                self._jump(number)
            elif word is not None:
                yield "word", word, None if number is None else int(number)
            elif byte is not None:
                yield "byte", byte, None
            elif sign is not None:
                yield "sign", sign, None
            elif brace is not None:
                depth += 1 if brace == "{" else -1
                yield brace, "", None
                if not depth:
                    break
        if self.code[self.at :].strip(_AFTER_END):
            raise Damage

    def skip_group(self) -> None:
        """Go on at the end of the group that the last token stands in; its closing brace is the next token."""
        depth = 0
        for match in iter(lambda: _MARK.search(self.code, self.at), None):
            self._count()
            if match[0] == "}" and not depth:
                self.at = match.start()
                return
            self.at = match.end()
            if match[0] == "{":
                depth += 1
            elif match[0] == "}":
                depth -= 1
            elif match[1] is not None:
                self._jump(match[1])
        raise Damage

    def _jump(self, number: str | None) -> None:
        self.at += max(int(number or 0), 0)
        if self.at > len(self.code):
            raise Damage

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Excess


@dataclass(slots=True)
class Encodings:
    """What the bytes of text mean: by the font in force, else by the code page of the file. `unknown` are pages that were guessed."""

    codec: str = DEFAULT_CODEC
    default_font: int | None = None
    fonts: dict[int, str] = field(default_factory=dict)
    unknown: set[int] = field(default_factory=set)
    _missing: int | None = None

    def set_page(self, page: int) -> None:
        """The file's code page (`\\ansicpg`); 0 leaves it to the system, which was Western in most cases."""
        codec = _by_page(page)
        self._missing = page if codec is None else None
        self.codec = codec or DEFAULT_CODEC

    def set_font(self, font: int, charset: int) -> None:
        """A font's character set (`\\fcharset`); 1 means that of the file."""
        if charset in _CHARSETS:
            self.fonts[font] = _CHARSETS[charset]

    def set_font_page(self, font: int, page: int) -> None:
        """A font's code page (`\\cpg`), which some programs give instead."""
        if page and (codec := _by_page(page)):
            self.fonts[font] = codec

    def decode(self, data: bytes, font: int | None) -> str:
        """The characters of `data`; what its code page does not define becomes U+FFFD."""
        chosen = self.default_font if font is None else font
        codec = self.codec if chosen is None else self.fonts.get(chosen, self.codec)
        if data.isascii() and codec != "utf-8":
            return data.decode("ascii")  # the letters of a font of signs too: the font may just have been missing
        if codec == SYMBOLS:
            return "".join(chr(code) if code < 0x80 else BULLETS.get(code, "") for code in data)
        if self._missing is not None:
            self.unknown.add(self._missing)
        return data.decode(codec, "replace")


def _by_page(page: int) -> str | None:
    if page == 0:
        return DEFAULT_CODEC
    codec = _PAGES.get(page, f"cp{page}")
    if codec == SYMBOLS:
        return codec
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return None
