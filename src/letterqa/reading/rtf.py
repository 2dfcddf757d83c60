"""An RTF file gives the letter as it prints: headers, body, notes, footers, with what the file knew of each paragraph.

Libraries that strip the control words off lose headers, footnotes, text boxes, lists and tracked changes, so it is read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from letterqa.errors import ReadError
from letterqa.letter import Document, Role, fold
from letterqa.reading.files import Source
from letterqa.reading.rtfcode import BULLETS, Damage, Encodings, Excess, Scanner
from letterqa.reading.stories import HEADING_STYLE, HIDDEN, QUOTATION_STYLE, TRACKED, Draft, Paragraph, as_note, as_role, compose, label_of
from letterqa.saying import say

_START = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*(?=\{\\rtf)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.02
# Text boxes within text boxes: a few occur, hundreds were made to take up time.
_MAX_FLOWS = 50

_CHARACTERS = {"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•"}
_CHARACTERS |= {"emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c", "zwbo": "\u200b"}
_CHARACTERS |= {"zwnbo": "\u2060", "ltrmark": "\u200e", "rtlmark": "\u200f", "line": "\n", "page": "\n", "column": "\n", "tab": "\t"}
_SIGNS = {"~": "\u00a0", "_": "\u2011", "-": "\u00ad", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
# Groups without text of the letter. Of the others, those that open with \* may be passed over by a reader that does not know them.
_SKIPPED = frozenset(
    (
        *("colortbl", "info", "pict", "nonshppict", "nonesttables", "shprslt", "fldinst", "template", "filetbl", "revtbl", "objdata"),
        *("annotation", "atnid", "atnauthor", "atntime", "atndate", "atnicn", "atnref", "atnparent", "atrfstart", "atrfend", "comment"),
        *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "headerl", "footerl", "bkmkstart", "bkmkend", "mmath"),
        *("tc", "tcn", "xe", "rxe", "txe", "bxe", "listtable", "listoverridetable", "pn", "rsidtbl", "pgptbl", "private"),
    )
)
_STARRED = frozenset(("footnote", "shpinst", "shptxt", "do", "dptxbxtext", "ud", "fldrslt", "result", "listtext", "pntext"))
# Groups that hold others with text in them, but no text of their own.
_SILENT = frozenset(("shpinst", "do", "object", "upr"))
_MARGINS = ("headerf", "header", "headerr", "footerf", "footer", "footerr")
_BODY_LEVEL = 9


class _State(NamedTuple):
    """What a group inherits from the one around it. `live` tells that text is read, `table` which table it goes into instead."""

    live: bool = True
    table: str = ""
    hidden: bool = False
    inserted: bool = False
    deleted: bool = False
    font: int | None = None
    stand_in: int = 1
    style: int = 0
    level: int | None = None
    listed: bool = False


@dataclass(slots=True)
class _Style:
    name: str = ""
    base: int | None = None
    level: int | None = None


@dataclass(slots=True)
class _Flow:
    """A stream of paragraphs (the body, a header, a note, a text box); `before` and `after` are text boxes anchored in `draft`.

    `merged` tells of each cell of a table's row whether it goes on with one before or above it.
    """

    kind: str
    depth: int
    done: list[Draft] = field(default_factory=list)
    draft: Draft = field(default_factory=Draft)
    before: list[Draft] = field(default_factory=list)
    after: list[Draft] = field(default_factory=list)
    listed: bool = False
    merged: list[bool] = field(default_factory=list)
    merging: bool = False
    cell: int = 0

    def end(self, role: Role | None) -> None:
        """The paragraph that is open is whole."""
        if not self.draft.blank:
            self.draft.role = role
        self.done += [*self.before, self.draft, *self.after]
        self.draft, self.before, self.after, self.listed = Draft(), [], [], False

    def end_cell(self, role: Role | None) -> None:
        """A cell is whole; of a merged one only the first part counts."""
        goes_on = self.cell < len(self.merged) and self.merged[self.cell]
        self.cell += 1
        if goes_on:
            self.draft, self.before, self.after, self.listed = Draft(), [], [], False
        else:
            self.end(role)


def read_rtf(source: Source) -> Document:
    """A file in the Rich Text Format: headers, body with tables and text boxes, footnotes and endnotes, footers, by paragraph.

    Headers and footers are those of the first section, the same text once. Text is as it looks with all tracked changes accepted.
    Raises ReadError for a file that is no RTF, or is not whole.
    """
    start = _START.match(source.data)
    if start is None:
        raise ReadError(f"{source.given} is not an RTF file, though it is named like one; open it in a word processor and save it as .docx.")
    reader = _Reader(Scanner(source.data[start.end() :].decode("latin-1")))
    try:
        reader.read()
    except Excess:
        raise ReadError(f"{source.given} holds more formatting than any letter; save its text as .txt.") from None
    except Damage:
        raise ReadError(f"{source.given} is damaged or was not copied whole; open it in a word processor and save it anew as .docx.") from None
    return compose(source, list(reader.stories()), list(reader.remarks()))


class _Reader:
    """Follows the tokens of a file, and lets its text flow where it belongs."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self._encodings = Encodings()
        self._state = _State()
        self._groups: list[_State] = []
        self._flows = [_Flow("body", 1)]
        self._finished: dict[str, list[Paragraph]] = {}
        self._notes: list[list[Paragraph]] = []
        self._labels: list[str] = []
        self._label, self._count = "", 0  # the label of the note that comes next, and its number
        self._styles: dict[int, _Style] = {}
        self._entry: int | None = None  # the font or style whose entry in its table this is
        self._table = 0  # depth of that table
        self._bytes = bytearray()
        self._stand_ins = 0  # characters to come that only stand in for one given in Unicode
        self._half = 0  # the first half of a character beyond U+FFFF
        self._starred = False
        self._first_section, self._title_page = True, False
        self._tracked = self._hid = False
        self._controls = self._characters = 0
        self._actions: dict[str, Callable[[int | None], None]] = {
            "par": lambda number: self._end_paragraph(),
            "sect": lambda number: self._end_section(),
            "cell": lambda number: self._flow.end_cell(self._role(self._flow.listed)),
            "nestcell": lambda number: self._flow.end(self._role(self._flow.listed)),
            "row": lambda number: self._end_row(),
            "trowd": lambda number: self._begin_row(),
            "clvmrg": lambda number: self._merge(),
            "clmrg": lambda number: self._merge(),
            "cellx": lambda number: self._define_cell(),
            "u": self._unicode,
            "uc": lambda number: self._set(stand_in=max(number or 0, 0)),
            "f": self._font,
            "plain": lambda number: self._set(hidden=False, inserted=False, deleted=False, font=None),
            "pard": lambda number: self._set(style=0, level=None, listed=False),
            "s": self._style,
            "cs": lambda number: self._other_style(),
            "ds": lambda number: self._other_style(),
            "ts": lambda number: self._other_style(),
            "outlinelevel": self._level,
            "sbasedon": self._based_on,
            "ls": lambda number: self._set(listed=bool(number)),
            "v": lambda number: self._set(hidden=number != 0),
            "revised": lambda number: self._set(inserted=number != 0),
            "mvt": lambda number: self._set(inserted=number != 0),
            "deleted": lambda number: self._set(deleted=number != 0),
            "mvf": lambda number: self._set(deleted=number != 0),
            "chftn": lambda number: self._refer(),
            "titlepg": lambda number: self._set_title_page(),
            "ansicpg": lambda number: self._encodings.set_page(number or 0),
            "mac": lambda number: self._encodings.set_page(10000),
            "pc": lambda number: self._encodings.set_page(437),
            "pca": lambda number: self._encodings.set_page(850),
            "deff": self._default_font,
            "fcharset": self._charset,
            "cpg": self._font_page,
        }

    def read(self) -> None:
        """Read to the end of the file; raises Damage or Excess."""
        steps: dict[str, Callable[[str, int | None], None]] = {
            "{": lambda content, number: self._open(),
            "}": lambda content, number: self._close(),
            "word": self._word,
            "sign": lambda content, number: self._sign(content),
            "byte": lambda content, number: self._byte(content),
            "text": lambda content, number: self._text(content),
        }
        for kind, content, number in self._scanner:
            if self._bytes and kind not in ("byte", "text"):
                self._flush()
            steps[kind](content, number)
        if self._controls > _MAX_CONTROL_SHARE * self._characters:
            raise Damage

    def stories(self) -> Iterator[list[Paragraph]]:
        """Headers, body, notes and footers, the same header or footer once."""
        seen = {""}
        margins: dict[Role, list[list[Paragraph]]] = {Role.LETTERHEAD: [], Role.FOOTER: []}
        for kind in _MARGINS:
            role = Role.LETTERHEAD if kind.startswith("header") else Role.FOOTER
            found = as_role(self._finished.get(kind, []), role)
            text = fold("\n".join(paragraph.text for paragraph in found))
            if text not in seen and (self._title_page or not kind.endswith("f")):
                seen.add(text)
                margins[role].append(found)
        notes = (as_note(note, label) for note, label in zip(self._notes, self._labels, strict=True))
        yield from margins[Role.LETTERHEAD]
        yield self._finished["body"]
        yield [paragraph for note in notes for paragraph in note]
        yield from margins[Role.FOOTER]

    def remarks(self) -> Iterator[str]:
        """What the user should know about the reading."""
        if self._tracked:
            yield TRACKED
        if self._hid:
            yield HIDDEN
        for page in sorted(self._encodings.unknown):
            yield say("Its code page {a} is not known, so it was read as Windows-1252; if letters with accents look wrong, save it as .docx.", a=page)

    @property
    def _flow(self) -> _Flow:
        return self._flows[-1]

    def _set(self, **changes: Any) -> None:
        self._state = self._state._replace(**changes)

    # Groups

    def _open(self) -> None:
        self._groups.append(self._state)
        self._stand_ins = 0
        if self._state.table == "styles" and len(self._groups) == self._table + 1:
            self._entry = 0  # the entry of the style numbered 0 need not say so

    def _close(self) -> None:
        self._stand_ins = 0
        self._starred = False
        while self._flows and self._flow.depth >= len(self._groups):
            self._finish(self._flows.pop())
        self._state = self._groups.pop()

    def _begin(self, kind: str) -> None:
        """Text from here to the end of the group flows apart from what is around it."""
        if len(self._flows) > _MAX_FLOWS:
            raise Excess
        self._flows.append(_Flow(kind, len(self._groups)))
        self._set(live=True, style=0, level=None, listed=False)

    def _finish(self, flow: _Flow) -> None:
        if not flow.draft.blank or flow.before or flow.after or (flow.kind == "body" and flow.draft.changes):
            flow.end(self._role(flow.listed))
        if flow.kind == "box":
            anchor = self._flow
            (anchor.before if anchor.draft.blank else anchor.after).extend(flow.done)
            return
        found = [draft.finish() for draft in flow.done]
        if flow.kind == "note":
            self._notes.append(found)
        elif self._first_section or flow.kind == "body":
            self._finished.setdefault(flow.kind, found)

    # Control words

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if self._stand_ins and word in _CHARACTERS:
            self._stand_ins -= 1
            return
        self._stand_ins = 0
        if word in _SKIPPED or (starred and word not in _STARRED):
            self._scanner.skip_group()
        elif word in ("listtext", "pntext"):
            self._flow.listed = True
            self._scanner.skip_group()
        elif word in _SILENT:
            self._set(live=False)
        elif word in ("result", "ud"):
            self._set(live=not self._state.table)
        elif word in ("fonttbl", "stylesheet"):
            self._set(live=False, table="fonts" if word == "fonttbl" else "styles")
            self._entry, self._table = None, len(self._groups)
        elif word in ("shptxt", "dptxbxtext"):
            self._begin("box")
        elif word == "footnote":
            self._begin_note()
        elif word in _MARGINS:
            self._begin(word)
        elif word in _CHARACTERS:
            self._write(_CHARACTERS[word])
        elif word in self._actions:
            self._actions[word](number)

    def _begin_note(self) -> None:
        if self._state.deleted or self._state.hidden or self._flow.kind == "note":
            self._scanner.skip_group()
            return
        self._labels.append(self._label)
        self._label = ""
        self._begin("note")

    def _refer(self) -> None:
        """The number of a note: in the text, it is that of the note to come; at the head of the note, it is put there afterwards."""
        if self._flow.kind != "note" and self._state.live and not self._state.deleted and not self._state.hidden:
            self._count += 1
            self._label = label_of(self._count)
            self._write(self._label)

    def _end_paragraph(self) -> None:
        if not self._state.live:
            return
        if self._state.deleted or self._state.inserted:
            self._tracked = True
            self._flow.draft.cut()  # of a line end that came or went no text is left to point at
        if not self._state.deleted:
            self._flow.end(self._role(self._flow.listed))

    def _end_section(self) -> None:
        if not self._flow.draft.blank:
            self._flow.end(self._role(self._flow.listed))
        self._first_section = False

    def _set_title_page(self) -> None:
        self._title_page = self._title_page or self._first_section

    def _begin_row(self) -> None:
        self._flow.merged, self._flow.merging = [], False

    def _end_row(self) -> None:
        self._flow.cell = 0

    def _merge(self) -> None:
        self._flow.merging = True

    def _define_cell(self) -> None:
        self._flow.merged.append(self._flow.merging)
        self._flow.merging = False

    # Tables of fonts and styles

    def _font(self, number: int | None) -> None:
        if self._state.table == "fonts":
            self._entry = number
        else:
            self._set(font=number)

    def _default_font(self, number: int | None) -> None:
        self._encodings.default_font = number

    def _charset(self, number: int | None) -> None:
        if self._state.table == "fonts" and self._entry is not None:
            self._encodings.set_font(self._entry, number or 0)

    def _font_page(self, number: int | None) -> None:
        if self._state.table == "fonts" and self._entry is not None:
            self._encodings.set_font_page(self._entry, number or 0)

    def _style(self, number: int | None) -> None:
        if self._state.table == "styles":
            self._entry = number
        else:
            self._set(style=number or 0)

    def _other_style(self) -> None:
        if self._state.table == "styles":
            self._entry = None

    def _level(self, number: int | None) -> None:
        if self._state.table == "styles" and self._entry is not None:
            self._styles.setdefault(self._entry, _Style()).level = number or 0
        else:
            self._set(level=number or 0)

    def _based_on(self, number: int | None) -> None:
        if self._state.table == "styles" and self._entry is not None and number != self._entry:
            self._styles.setdefault(self._entry, _Style()).base = number

    def _role(self, listed: bool = False) -> Role | None:
        """What the open paragraph is: its own outline level and list mark count before what its style says."""
        level, names = self._state.level, []
        style, visited = self._styles.get(self._state.style), set[int]()
        while style is not None and id(style) not in visited:  # damaged files base styles on each other in a ring
            visited.add(id(style))
            names.append(style.name)
            if level is None and (style.level is not None or HEADING_STYLE.fullmatch(style.name)):
                level = style.level or 0
            style = self._styles.get(style.base) if style.base is not None else None
        if level is not None and level < _BODY_LEVEL:
            return Role.HEADING
        if self._state.listed or listed:
            return Role.LIST_ITEM
        return Role.QUOTATION if any(QUOTATION_STYLE.fullmatch(name) for name in names) else None

    # Text

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._end_paragraph()
        elif sign in _SIGNS:
            if self._stand_ins:
                self._stand_ins -= 1
            else:
                self._write(_SIGNS[sign])

    def _byte(self, digits: str) -> None:
        if self._stand_ins:
            self._stand_ins -= 1
        else:
            self._bytes.append(int(digits, 16))

    def _text(self, text: str) -> None:
        if self._stand_ins:
            text, self._stand_ins = text[self._stand_ins :], max(self._stand_ins - len(text), 0)
        if self._bytes or not text.isascii():
            self._bytes += text.encode("latin-1")  # the second half of a character may look like a letter
        elif text:
            self._write(text)

    def _unicode(self, number: int | None) -> None:
        code = (number or 0) % 0x10000
        if 0xD800 <= code < 0xDC00:
            self._half = code
        elif 0xDC00 <= code < 0xE000:
            if self._half:
                self._write(chr(0x10000 + (self._half - 0xD800) * 0x400 + code - 0xDC00))
            self._half = 0
        else:
            self._write(BULLETS.get(code - 0xF000, chr(code)))
        self._stand_ins = self._state.stand_in

    def _flush(self) -> None:
        text = self._encodings.decode(bytes(self._bytes), self._state.font)
        self._bytes.clear()
        self._write(text)

    def _write(self, text: str) -> None:
        state = self._state
        if state.table == "styles" and self._entry is not None:
            style = self._styles.setdefault(self._entry, _Style())
            style.name = (style.name + text).strip(" ;")[:100]
        if not state.live:
            return
        self._characters += len(text)
        text, controls = _CONTROL.subn("", text)
        self._controls += controls + text.count("\ufffd")
        if state.deleted:
            self._tracked = True
            self._flow.draft.cut()
        elif state.hidden:
            self._hid = self._hid or bool(text.strip())
        elif text:
            self._tracked = self._tracked or state.inserted
            self._flow.draft.write(text, state.inserted)
