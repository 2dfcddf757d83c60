"""The events of an HTML parser become paragraphs as a browser shows them, with what elements say of them (HTML, section 15.3).

Browsers' rules for white space, blocks and hidden elements are followed, and the marks that word processors leave in pages they save.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from letterqa.errors import ReadError
from letterqa.letter import Role
from letterqa.reading.stories import HEADING_STYLE, QUOTATION_STYLE, Draft, Paragraph

# A page of this many tags, line ends and pieces of text takes seconds; a letter has some hundred, of which word processors make
# some thousand.
MAX_EVENTS = 500_000

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr"),
        *("html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "tr", "ul", "xmp", "listing"),
    )
)
# What is never printed as text; "xml" is the settings that a word processor leaves in a page.
_UNSEEN = frozenset(
    (
        *("script", "style", "template", "noscript", "title", "noframes", "noembed", "iframe", "object", "audio", "video", "canvas", "svg"),
        *("select", "datalist", "textarea", "button", "rt", "rp", "xml"),
    )
)
_PREFORMATTED = frozenset(("pre", "xmp", "listing"))
_SPACE = re.compile(r"[ \t\n\f\r]+")
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*([\w-]+)", re.IGNORECASE)
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)", re.IGNORECASE)
_KEEPING = re.compile(r"(?:^|;)\s*white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_FLOATING = re.compile(r"(?:^|;)\s*(?:float\s*:\s*(?:left|right)|position\s*:\s*(?:absolute|fixed))", re.IGNORECASE)
# One word processor's frame, which it puts on a line of its own in the midst of a word.
_FRAME_ID = re.compile(r"Frame\d+")
_MAX_BOXES = 20
# Style sheets are followed as far as whole classes are hidden; what holds on some devices only stands in nested braces.
_MAX_SHEET = 200_000
_SHEET_NOISE = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([{}])|([^{}]+)")
_CLASS = re.compile(r"\s*\w*\.([\w-]+)\s*")
# Marks of word processors: the bullet drawn for a list item, comments, notes.
_DRAWN = re.compile(r"mso-list\s*:\s*ignore|mso-element\s*:\s*comment", re.IGNORECASE)
_LISTED = re.compile(r"mso-list\s*:\s*l\d", re.IGNORECASE)
_NOTE_STYLE = re.compile(r"mso-element\s*:\s*(?:foot|end)note", re.IGNORECASE)
_NOTE_ID = re.compile(r"(?:sd)?(?:ftn|edn|footnote|endnote)-?\d+", re.IGNORECASE)
_NOTE_CLASSES = frozenset(("footnotes", "endnotes", "sdfootnote", "sdendnote", "msofootnotetext", "msoendnotetext"))
_NOTE_ROLES = frozenset(("doc-endnotes", "doc-endnote", "doc-footnote"))
_UNSEEN_CLASSES = frozenset(("msocomanchor", "msocommentreference", "footnote-back", "footnote-backref", "reversefootnote"))
_NOTE_LINK = re.compile(r"#.*(?:ftn|edn|fn|note)", re.IGNORECASE)
_BOTH_KINDS = (re.compile(r"[\"']#_?(?:sd)?(?:ftn|footnote)\d", re.IGNORECASE), re.compile(r"[\"']#_?(?:sd)?(?:edn|endnote)\d", re.IGNORECASE))
_LABEL = re.compile(r"\[?(?:(\d{1,3})|([ivxlc]{1,7}|[a-z]))\]?")


@dataclass(slots=True)
class _Giver:
    """What gives the paragraphs inside it a role; a list item gives its own to the first one only, and then what is around it."""

    role: Role | None = None
    after: Role | None = None
    once: bool = False
    fixed: bool = False  # a header's, footer's or note's: what is inside does not change it

    def take(self) -> Role | None:
        """The role of a paragraph that begins here."""
        role = self.role
        if self.once:
            self.role, self.once = self.after, False
        return role


@dataclass(frozen=True, slots=True)
class _Frame:
    """An open element: what holds for the text in it."""

    tag: str = ""
    giver: _Giver = field(default_factory=_Giver)
    story: Role | None = None
    inserted: bool = False
    kept: bool = False  # white space stays as written
    block: bool = False
    floats: bool = False  # a text box, set apart from the line that it is anchored in


@dataclass(slots=True)
class _Link:
    """A link that may be the mark of a note: where it began, and what it names."""

    target: str
    names: tuple[str, ...]
    draft: Draft | None
    first: int


@dataclass(slots=True)
class _Line:
    """The way through a paragraph, or through the gap before one."""

    draft: Draft | None = None
    story: Role | None = None
    breaks: int = 0  # line breaks since the last text
    blank: bool | None = None  # a blank not written yet, and whether it was inserted
    held: list[tuple[str, bool]] = field(default_factory=list)  # wide blanks at the beginning of a line, written only if text follows
    at_start: bool = True  # of a line
    after: list[tuple[Draft | None, Role | None]] = field(default_factory=list)  # what floats beside the paragraph


class Page:
    """A target of parser events. `stories` gives what was gathered; `tracked` and `hidden` tell of text worth a remark.

    `name` is for messages, `text` the page's source.
    """

    def __init__(self, name: str, text: str = "") -> None:
        self.tracked = self.hidden = False
        self._name = name
        # Where footnotes have figures and endnotes letters, both are counted together, as in every other format.
        self._counted = all(kind.search(text) for kind in _BOTH_KINDS)
        self._sheet: list[str] | None = None
        self._sheet_size = 0
        self._hiding: frozenset[str] = frozenset()
        self._refusal: ReadError | None = None
        self._count = 0
        self._frames = [_Frame()]
        self._unseen: list[str] = []  # of each open element inside one that is passed over, why it is
        self._links: list[_Link | None] = []
        self._done: list[tuple[Draft | None, Role | None]] = []  # None for an empty line; with the story it belongs to
        self._numbers: dict[str, int] = {}  # of notes, by the anchor that a reference points to
        self._line = _Line()
        self._waiting: list[tuple[_Line, int]] = []  # paragraphs around a text box, and what was done before it
        self._cut = False  # whether something was deleted since the last paragraph
        self._begun = False  # whether the text below the head of the page has begun
        self._prefix = ""
        self._drop_line_end = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._tick()
        style, classes = attributes.get("style", ""), frozenset(attributes.get("class", "").lower().split())
        unseen = _why_unseen(tag, attributes, style, classes)
        if not unseen and not self._hiding.isdisjoint(classes) and _DISPLAY.search(style) is None:
            unseen = "hidden"
        if tag == "style" and attributes.get("media", "all").strip().lower() == "all":
            self._sheet = []
        if self._unseen or unseen:
            if unseen == "deleted" and not self._unseen and tag in _BLOCKS:
                self._end_paragraph()
            # What is not text stays so inside hidden or deleted text.
            self._unseen.append("code" if unseen == "code" else (self._unseen or [unseen])[0])
            return
        outer = self._frames[-1]
        display = _DISPLAY.search(style)
        block = tag in _BLOCKS if display is None else display[1].lower() not in ("inline", "inline-block", "contents")
        floats = not block and len(self._waiting) < _MAX_BOXES and _FLOATING.search(style) is not None
        if block:
            self._end_paragraph()
        elif floats:
            self._set_apart(_FRAME_ID.fullmatch(attributes.get("id", "")) is not None)
        kept = tag in _PREFORMATTED or (outer.kept and tag != "textarea") or _KEEPING.search(style) is not None
        giver = self._giver(tag, attributes, style, classes, outer, block)
        story = giver.role if giver.fixed else outer.story
        if tag == "header" and story is Role.LETTERHEAD and self._begun:
            story = None  # the head of a section further down stays where it is
        self._frames.append(_Frame(tag, giver, story, outer.inserted or tag == "ins", kept, block, floats))
        if tag in _PREFORMATTED:
            self._drop_line_end = True
        if tag == "br":
            self._break()
        elif tag == "q":
            self._write("“")
        elif tag == "a":
            self._open_link(attributes)

    def end(self, tag: str) -> None:
        """An element ends, written so or by implication."""
        if self._unseen:
            self._unseen.pop()
            if tag == "style" and self._sheet is not None:
                self._hiding |= _hidden_classes("".join(self._sheet))
                self._sheet = None
            return
        if len(self._frames) == 1 or self._frames[-1].tag != tag:
            return
        if tag == "q":
            self._write("”")
        elif tag == "a":
            self._close_link()
        if self._frames[-1].block:
            self._end_paragraph()
        elif self._frames[-1].floats:
            self._go_on()
        self._frames.pop()

    def data(self, text: str) -> None:
        """Text, in pieces of any length."""
        self._tick()
        if self._sheet is not None:
            self._sheet_size += len(text)
            if self._sheet_size <= _MAX_SHEET:
                self._sheet.append(text)
        if self._unseen:
            if self._unseen[-1] == "hidden" and text.strip():
                self.hidden = True
            elif self._unseen[-1] == "deleted" and text.strip():
                self.tracked = True
                self._note_cut()
            return
        if self._frames[-1].kept:
            if self._drop_line_end:  # the line end after the tag is no part of preformatted text
                text = text.removeprefix("\n")
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._break()
                self._write(line)
        else:
            text = _SPACE.sub(" ", text)
            if text[:1] == " ":
                self._space()
            self._write(text.strip(" "))
            if text[-1:] == " " and text != " ":
                self._space()
        self._drop_line_end = False

    def comment(self, text: str) -> None:
        """Comments, and what only one program was to see, are nobody's text."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Processing instructions neither."""

    def close(self) -> Page:
        """The page ends."""
        if self._refusal is None:
            self._end_paragraph()
            drafts = [draft for draft, _ in self._done if draft is not None]
            if self._cut and drafts:
                drafts[-1].cut()
        return self

    def raise_refusal(self) -> None:
        """Raise what the parser may have swallowed."""
        if self._refusal is not None:
            raise self._refusal

    def stories(self) -> list[list[Paragraph]]:
        """The paragraphs in reading order: what heads the page, its text, notes at its end, what is at its foot."""
        done = self._done
        first = 0
        while first < len(done) and (done[first][1] is Role.LETTERHEAD or done[first][0] is None):
            first += 1
        last = len(done)
        while last > first and (done[last - 1][1] in (Role.FOOTER, Role.NOTE) or done[last - 1][0] is None):
            last -= 1
        tail = done[last:]
        notes = [draft for draft, story in tail if draft is not None and story is Role.NOTE]
        foot = [draft for draft, story in tail if draft is not None and story is Role.FOOTER]
        head, body = ([draft for draft, _ in part] for part in (done[:first], done[first:last]))
        return [_paragraphs(head), _paragraphs(body), _paragraphs(notes), _paragraphs(foot)]

    def _tick(self) -> None:
        self._count += 1
        if self._count > MAX_EVENTS:
            # Kept as well as raised, for a parser may go on after an exception of its target's.
            self._refusal = ReadError(f"{self._name} has more elements than any letter; save its text as .docx or .txt.")
            raise self._refusal

    def _giver(self, tag: str, attributes: Mapping[str, str], style: str, classes: frozenset[str], outer: _Frame, block: bool) -> _Giver:
        """What gives the paragraphs in an element their role."""
        key = attributes.get("id", "")
        if tag == "li" and key in self._numbers and (not outer.giver.fixed or outer.giver.role is Role.NOTE):
            self._prefix = f"[{self._numbers[key]}]"  # its number is the list's, and no text
            return _Giver(Role.NOTE, fixed=True)
        if outer.giver.fixed:
            return outer.giver
        if (
            not classes.isdisjoint(_NOTE_CLASSES)
            or attributes.get("role") in _NOTE_ROLES
            or _NOTE_STYLE.search(style)
            or (block and _NOTE_ID.fullmatch(key))
        ):
            return _Giver(Role.NOTE, fixed=True)
        title = attributes.get("title") if tag == "div" else None
        if (tag == "header" or title == "header") and outer.giver.role is not Role.QUOTATION:
            return _Giver(Role.LETTERHEAD, fixed=True)
        if (tag == "footer" or title == "footer") and outer.giver.role is not Role.QUOTATION:
            return _Giver(Role.FOOTER, fixed=True)
        if re.fullmatch("h[1-6]", tag):
            return _Giver(Role.HEADING)
        if tag == "blockquote":
            return _Giver(Role.QUOTATION)
        if block and (tag == "li" or (tag == "p" and _LISTED.search(style))):
            return _Giver(Role.LIST_ITEM, outer.giver.after if outer.giver.once else outer.giver.role, once=True)
        if tag == "p":
            for name in classes:
                name = name.removeprefix("mso") if name.startswith("mso") else ""
                if HEADING_STYLE.fullmatch(name):
                    return _Giver(Role.HEADING)
                if QUOTATION_STYLE.fullmatch(name):
                    return _Giver(Role.QUOTATION)
        return outer.giver

    def _write(self, text: str) -> None:
        """Put text after what was held back before it."""
        if not text:
            return
        inserted, line = self._frames[-1].inserted, self._line
        if not text.strip():
            if line.at_start:
                line.held.append((text, inserted))
                return
            text = (" " if line.blank is not None else "") + text
            line.blank = None
        if line.draft is not None and line.breaks > 1:
            held, line.held = line.held, []
            self._end_paragraph()  # an empty line parts paragraphs, though no element does
            line = self._line
            line.held = held
        elif line.draft is None and line.breaks:
            line.breaks = 0
            self._done.append((None, self._frames[-1].story))
        draft = line.draft or self._begin()
        if line.breaks:
            draft.write("\n", inserted)
        for held_text, was_inserted in line.held:
            draft.write(held_text, was_inserted)
        if line.blank is not None and (line.held or not line.at_start):
            draft.write(" ", line.blank)
        line.breaks, line.blank, line.at_start = 0, None, False
        line.held.clear()
        draft.write(text, inserted)
        self.tracked = self.tracked or inserted

    def _begin(self) -> Draft:
        frame = self._frames[-1]
        draft = Draft(frame.giver.take())
        self._line.draft, self._line.story = draft, frame.story
        self._begun = self._begun or frame.story is None
        if self._cut:
            draft.cut()
            self._cut = False
        if self._prefix:
            draft.write(self._prefix + " ")
            self._prefix = ""
        return draft

    def _space(self) -> None:
        if self._line.blank is None:
            self._line.blank = self._frames[-1].inserted

    def _break(self) -> None:
        """A line break, which counts only if text follows it."""
        self._tick()
        self._line.breaks += 1
        self._line.blank, self._line.at_start = None, True
        self._line.held.clear()

    def _end_paragraph(self) -> None:
        """End the open paragraph, if there is one, and remember the empty line that shows after it or in its stead."""
        line, self._line = self._line, _Line()
        shown = line.breaks + bool(line.held)
        if line.draft is not None:
            self._done.append((line.draft, line.story))
            self._done += line.after
            shown -= 1
        if shown > 0:
            self._done.append((None, self._frames[-1].story))

    def _set_apart(self, drop_blank: bool) -> None:
        """A text box begins in the midst of a paragraph, which goes on behind it."""
        if drop_blank:
            self._line.blank = None
        self._waiting.append((self._line, len(self._done)))
        self._line = _Line()

    def _go_on(self) -> None:
        """The text box ends; it stands after the paragraph around it, or before it where no text precedes the anchor."""
        self._end_paragraph()
        self._line, first = self._waiting.pop()
        if self._line.draft is not None:
            self._line.after += self._done[first:]
            del self._done[first:]

    def _note_cut(self) -> None:
        if self._line.draft is not None:
            self._line.draft.cut()
        else:
            self._cut = True

    def _open_link(self, attributes: Mapping[str, str]) -> None:
        target = attributes.get("href", "")
        names = tuple(filter(None, (attributes.get("name"), attributes.get("id"))))
        noted = _NOTE_LINK.match(target) is not None
        first = 0 if self._line.draft is None else len(self._line.draft.pieces)
        self._links.append(_Link(target[1:], names, self._line.draft, first) if noted else None)

    def _close_link(self) -> None:
        """Make the mark of a note, in the text or before the note, a number in square brackets."""
        link = self._links.pop() if self._links else None
        draft = self._line.draft
        if link is None or draft is None or (link.draft is not None and link.draft is not draft):
            return
        written = "".join(draft.pieces[link.first :])
        found = _LABEL.fullmatch(written.strip())
        if found is None:
            return
        own = next((name for name in link.names if name in self._numbers), None)
        number = self._numbers[own] if own is not None else self._numbers.setdefault(link.target, len(self._numbers) + 1)
        blank = written[: len(written) - len(written.lstrip())]
        label = number if self._counted else found[1] or number
        opens = not any(piece.strip() for piece in islice(draft.pieces, link.first))
        draft.rewrite(link.first, f"{blank}[{label}]")
        if own is not None and opens:  # the note itself
            draft.role = self._line.story = Role.NOTE
            self._space()


def _why_unseen(tag: str, attributes: Mapping[str, str], style: str, classes: frozenset[str]) -> str:
    """Why an element is passed over: "hidden", "deleted", or "code" for what is nobody's text; empty for what shows."""
    if tag in _UNSEEN or _DRAWN.search(style) or not classes.isdisjoint(_UNSEEN_CLASSES) or attributes.get("role") == "doc-backlink":
        return "code"
    if any(name.startswith("listlabel_") for name in classes):
        return "code"  # a bullet or number, which elsewhere is no text
    if "hidden" in attributes or _HIDING.search(style) or (tag == "dialog" and "open" not in attributes):
        return "hidden"
    return "deleted" if tag == "del" else ""


def _hidden_classes(sheet: str) -> frozenset[str]:
    """The classes of which a style sheet says that they do not show."""
    shown: dict[str, bool] = {}
    depth, selectors = 0, ""
    for brace, words in _RULE.findall(_SHEET_NOISE.sub(" ", sheet)):
        if brace == "{":
            depth += 1
        elif brace:
            depth = max(0, depth - 1)
        elif depth == 0:
            selectors = words.rpartition(";")[2]  # after an @import
        elif depth == 1 and not selectors.lstrip().startswith("@") and (display := _DISPLAY.search(words)):
            for selector in selectors.split(","):
                if name := _CLASS.fullmatch(selector):
                    shown[name[1].lower()] = display[1].lower() != "none"
    return frozenset(name for name, is_shown in shown.items() if not is_shown)


def _paragraphs(drafts: Sequence[Draft | None]) -> list[Paragraph]:
    """Finished paragraphs; of empty lines in a row one stays, and none at either end."""
    found: list[Paragraph] = []
    for draft in drafts:
        if draft is not None:
            found.append(draft.finish())
        elif found and found[-1].counted:
            found.append(Paragraph("", counted=False))
    if found and not found[-1].counted:
        found.pop()
    return found
