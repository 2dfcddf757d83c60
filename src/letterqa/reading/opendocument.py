"""OpenDocument text becomes paragraphs as a reader sees them: what is hidden or was deleted is left out, notes are set apart.

The only library for the format has not been kept up and loads whole packages, so the XML is walked here (ISO/IEC 26300-3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from letterqa.letter import Role
from letterqa.reading.stories import HEADING_STYLE, MAX_STYLES, QUOTATION_STYLE, Draft, Paragraph, as_note, label_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
OFFICE, TEXT, TABLE, STYLE, DRAW = (f"{{{_NAMES.format(name)}}}" for name in ("office", "text", "table", "style", "drawing"))
_SVG = f"{{{_NAMES.format('svg-compatible')}}}"

_PARAGRAPHS = frozenset((f"{TEXT}p", f"{TEXT}h"))
_ITEMS = frozenset((f"{TEXT}list-item", f"{TEXT}list-header", f"{TEXT}numbered-paragraph"))
# Comments, the stock of deleted text, small print over ruby text, descriptions of pictures, programs, and cells that a merged one covers.
_SKIPPED = frozenset(
    (
        *(f"{OFFICE}{name}" for name in ("annotation", "annotation-end", "binary-data", "forms", "scripts", "event-listeners")),
        *(f"{TEXT}{name}" for name in ("tracked-changes", "note-citation", "ruby-text", "script")),
        *(f"{DRAW}{name}" for name in ("object", "object-ole", "image", "plugin", "applet", "floating-frame")),
        *(f"{_SVG}{name}" for name in ("title", "desc")),
        f"{TABLE}covered-table-cell",
    )
)
_SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_SPACE = re.compile(r"[ \t\r\n]+")
# No letter has more blanks in a row; a file may ask for a thousand million of them.
_MAX_SPACES = 100
_ESCAPED = re.compile(r"_([0-9a-f]{2})_")


class Styles:
    """The styles of a document's content, or of its page headers: those of `roots`, the first that has a name counting."""

    def __init__(self, *roots: Element | None) -> None:
        self._by_name: dict[tuple[str, str], Element] = {}
        for root in roots:
            for style in () if root is None else root.findall(f"{STYLE}style"):
                self._by_name.setdefault((style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")), style)

    def chain(self, family: str, name: str | None) -> Iterator[Element]:
        """A style and those it is based on, the nearest first."""
        for _ in range(MAX_STYLES):
            style = self._by_name.get((family, name or ""))
            if style is None:
                return
            yield style
            name = style.get(f"{STYLE}parent-style-name")

    def hides(self, family: str, name: str | None) -> bool:
        """Whether a style says that text is hidden."""
        for style in self.chain(family, name):
            properties = style.find(f"{STYLE}text-properties")
            shown = None if properties is None else properties.get(f"{TEXT}display")
            if shown is not None:
                return bool(shown == "none")
        return False

    def role(self, name: str | None) -> Role | None:
        """What a paragraph style says of a paragraph: a heading has an outline level or a name like that of one."""
        for style in self.chain("paragraph", name):
            level = style.get(f"{STYLE}default-outline-level")
            if level is not None:
                return Role.HEADING if level else None
            names = (style.get(f"{STYLE}display-name"), style.get(f"{STYLE}name"))
            plain = [_ESCAPED.sub(lambda code: chr(int(code[1], 16)), name) for name in names if name]
            if any(map(HEADING_STYLE.fullmatch, plain)):
                return Role.HEADING
            if any(map(QUOTATION_STYLE.fullmatch, plain)):
                return Role.QUOTATION
        return None

    def master_page(self, family: str, name: str | None) -> str | None:
        """The page layout that begins with a paragraph or table of this style; None where the style does not say."""
        return next((page for style in self.chain(family, name) if (page := style.get(f"{STYLE}master-page-name"))), None)


@dataclass(slots=True)
class Notes:
    """Footnotes and endnotes, counted together in the order in which they occur."""

    story: list[Paragraph] = field(default_factory=list)
    count: int = 0

    def label(self, note: Element) -> str:
        """What the text shows for a note."""
        citation = note.find(f"{TEXT}note-citation")
        custom = None if citation is None else citation.get(f"{TEXT}label")
        self.count += not custom
        return label_of(self.count, custom)


@dataclass(slots=True)
class _Open:
    """A paragraph while the walk is inside it; `spaced` tells that a blank there would be one too many."""

    draft: Draft
    before: list[Draft] = field(default_factory=list)
    after: list[Draft] = field(default_factory=list)
    spaced: bool = True
    hidden: bool = False


@dataclass(slots=True)
class _Story:
    """The text outside all notes, or that of a note."""

    label: str = ""
    done: list[Draft] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)
    items: list[bool] = field(default_factory=list)  # of each open list item, whether its mark has a paragraph yet
    torn: _Open | None = None  # a paragraph whose end was deleted: the next one goes on with it


class Walk:
    """One way through an element; what it meets that is worth a remark stays in `tracked` and `hidden`."""

    def __init__(self, styles: Styles, notes: Notes) -> None:
        self.tracked = self.hidden = False
        self._styles, self._notes = styles, notes
        self._kinds: dict[str, str] = {}
        # Deleted text mostly lies apart, but where changes are set to show it stays in its place, between two marks.
        self._inserting: set[str] = set()
        self._deleting: set[str] = set()
        self._cut = False  # whether something was deleted since the last paragraph

    def paragraphs(self, root: Element) -> list[Paragraph]:
        """The paragraphs under `root` in document order, those of table cells row by row; notes go where notes are gathered.

        A text box comes before the paragraph it is anchored in where no text precedes the anchor, and after it otherwise.
        """
        from lxml import etree

        for region in root.iter(f"{TEXT}changed-region"):
            kind = next((name for name in ("insertion", "deletion") if region.find(f"{TEXT}{name}") is not None), "")
            self._kinds[region.get(f"{TEXT}id") or region.get("{http://www.w3.org/XML/1998/namespace}id") or ""] = kind
        stories = [_Story()]
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, node in walk:
            if event == "start" and self._is_skipped(node):
                skipped = node
                walk.skip_subtree()
            elif event == "start":
                self._enter(node, stories)
                self._write(stories[-1], node.text)
            else:
                if node is not skipped:
                    self._leave(node, stories)
                if node is not root:
                    self._write(stories[-1], node.tail)
        if stories[0].torn is not None:
            self._put(stories[0].done, stories[0].torn)
        if self._cut and stories[0].done:
            stories[0].done[-1].cut()
        return [draft.finish() for draft in stories[0].done]

    def _enter(self, node: Element, stories: list[_Story]) -> None:
        tag, story = node.tag, stories[-1]
        if tag in _PARAGRAPHS:
            self._open(node, story)
        elif tag in _ITEMS:
            story.items.append(tag == f"{TEXT}list-header")
        elif tag == f"{TEXT}note":
            label = self._notes.label(node)
            self._sign(story, label)
            stories.append(_Story(label))
        elif tag in (f"{TEXT}change-start", f"{TEXT}change-end", f"{TEXT}change"):
            self._change(node, story)
        elif tag in _SIGNS:
            self._sign(story, _SIGNS[tag])
        elif tag == f"{TEXT}s":
            count = node.get(f"{TEXT}c", "1")
            self._sign(story, " " * (min(int(count[:9]), _MAX_SPACES) if count.isascii() and count.isdecimal() else 1))
        elif story.opened and tag == f"{TEXT}hidden-paragraph":
            story.opened[-1].hidden = node.get(f"{TEXT}is-hidden") == "true"

    def _leave(self, node: Element, stories: list[_Story]) -> None:
        story = stories[-1]
        if node.tag in _PARAGRAPHS and story.opened:
            self._close(story)
        elif node.tag in _ITEMS and story.items:
            story.items.pop()
        elif node.tag == f"{TEXT}note" and len(stories) > 1:
            stories.pop()
            self._notes.story += as_note([draft.finish() for draft in story.done], story.label)

    def _write(self, story: _Story, text: str | None) -> None:
        """Text between tags, in which any run of white space is one blank."""
        if not text or not story.opened or self._deleting:
            return
        inner = story.opened[-1]
        text = _SPACE.sub(" ", text)
        if inner.spaced and text[0] == " ":
            text = text[1:]
        if text:
            inner.spaced = text[-1] == " "
            inner.draft.write(text, bool(self._inserting))

    def _sign(self, story: _Story, text: str) -> None:
        """Text that an element stands for."""
        if story.opened and not self._deleting:
            story.opened[-1].draft.write(text, bool(self._inserting))
            story.opened[-1].spaced = False

    def _open(self, node: Element, story: _Story) -> None:
        role = self._styles.role(node.get(f"{TEXT}style-name"))
        if node.tag == f"{TEXT}h":
            role = Role.HEADING
        if story.items and not story.items[-1]:
            role = role if role is Role.HEADING else Role.LIST_ITEM
            story.items[-1] = True
        inner = _Open(Draft(role))
        if story.torn is not None and not story.opened:
            inner, story.torn = story.torn, None
            if inner.draft.blank:
                inner.draft.role = role
        story.opened.append(inner)
        if self._cut:
            story.opened[-1].draft.cut()
            self._cut = False

    def _close(self, story: _Story) -> None:
        """Put the innermost paragraph, and the text boxes in it, where it belongs."""
        inner = story.opened.pop()
        if self._deleting and not story.opened:
            story.torn = inner
        elif self._deleting and inner.draft.blank:
            return
        elif story.opened:
            self._put(story.opened[-1].before if story.opened[-1].draft.blank else story.opened[-1].after, inner)
        else:
            self._put(story.done, inner)

    def _put(self, target: list[Draft], inner: _Open) -> None:
        if inner.hidden:
            self.hidden = self.hidden or not inner.draft.blank
        else:
            target += (*inner.before, inner.draft, *inner.after)

    def _change(self, node: Element, story: _Story) -> None:
        key = node.get(f"{TEXT}change-id", "")
        kind = self._kinds.get(key)
        if kind not in ("insertion", "deletion"):
            return
        self.tracked = True
        within = self._inserting if kind == "insertion" else self._deleting
        if node.tag == f"{TEXT}change-end":
            within.discard(key)
            return
        if node.tag == f"{TEXT}change-start":
            within.add(key)
        if story.opened:
            story.opened[-1].draft.cut()
        else:
            self._cut = True

    def _is_skipped(self, node: Element) -> bool:
        tag = node.tag
        if tag in _SKIPPED or tag.endswith("-source") or (self._deleting and tag == f"{TEXT}note"):
            return True
        return self._is_hidden(node)

    def _is_hidden(self, node: Element) -> bool:
        """Whether an element is formatted, or by a condition made, not to show; of text that is passed over so a remark tells."""
        tag = node.tag
        if tag == f"{TEXT}span":
            hidden = self._styles.hides("text", node.get(f"{TEXT}style-name"))
        elif tag in _PARAGRAPHS:
            hidden = self._styles.hides("paragraph", node.get(f"{TEXT}style-name"))
        elif tag == f"{TEXT}hidden-paragraph":
            return False
        else:
            shown = node.get(f"{TEXT}display")
            hidden = shown == "none" or (shown in (None, "condition") and node.get(f"{TEXT}is-hidden") == "true")
        if hidden and "".join(node.itertext()).strip():
            self.hidden = True
        return hidden
