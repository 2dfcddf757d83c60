"""WordprocessingML becomes paragraphs as a reader sees them: every visible letter once, nothing that was deleted or hidden.

python-docx passes over content controls, tracked insertions and text boxes, so the XML is walked here (ECMA-376 part 1, section 17).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from letterqa.letter import Role
from letterqa.reading.stories import HEADING_STYLE, MAX_STYLES, QUOTATION_STYLE, Draft, Paragraph

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# Properties, the instructions of fields, and the small print over ruby text.
_SKIPPED = frozenset(
    f"{W}{name}"
    for name in (
        *("pPr", "rPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "rubyPr"),
        *("instrText", "delInstrText", "rt", "delText"),
    )
)
_INSERTED = frozenset((f"{W}ins", f"{W}moveTo"))
_DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
_REFERENCES = frozenset((f"{W}footnoteReference", f"{W}endnoteReference"))
_TEXT = frozenset((f"{W}t", f"{_MATH}t"))
_SIGNS = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
OFF = ("0", "false", "off", "none")
_LIST = re.compile(r"list ?(?:bullet|number)(?: ?[2-5])?", re.IGNORECASE)
_BODY_LEVEL = 9


@dataclass(slots=True)
class _Open:
    """A paragraph and the walk's way through it; `before` and `after` are the text boxes anchored in it.

    `joins` tells that the mark at its end was deleted.
    """

    element: Element
    draft: Draft = field(default_factory=Draft)
    before: list[_Open] = field(default_factory=list)
    after: list[_Open] = field(default_factory=list)
    joins: bool = False


def paragraphs(root: Element, role_of: Callable[[Element], Role | None], mark_of: Callable[[Element], str] = lambda reference: "") -> list[Paragraph]:
    """The paragraphs under `root` in document order, those of table cells row by row.

    `role_of` judges a `w:p`, and `mark_of` gives what is printed for a reference to a note. A text box comes before the paragraph it
    is anchored in where no text precedes the anchor, and after it otherwise. Of a merged cell only the first part counts. A paragraph
    whose mark was deleted runs on into the next one.
    """
    done: list[_Open] = []
    opened: list[_Open] = []
    fields: list[bool] = []  # of each open field, whether the walk has reached its result
    outside = 0  # fields whose instruction the walk is in: no text there is seen
    inserted = 0  # tracked insertions that the walk is in
    cut = False  # whether something was deleted since the last paragraph
    unchosen: set[Element] = set()
    # A stack of its own instead of recursion: the depth is the file's to choose.
    todo: list[tuple[Element, bool]] = [(root, False)]
    while todo:
        node, leaving = todo.pop()
        tag = node.tag
        if leaving and tag == f"{W}p":
            _close(opened, done, role_of)
            # An instruction does not cross paragraphs; a field that is never closed must not swallow the rest of the letter.
            fields, outside = [True] * len(fields), 0
            continue
        if leaving:
            inserted -= 1
            continue
        if not isinstance(tag, str) or tag in _SKIPPED or node in unchosen or _is_unseen(node, tag):
            continue
        if _is_deleted(node, tag):
            if opened:
                opened[-1].draft.cut()
            cut = not opened
            continue
        if tag == f"{W}fldChar":
            outside += _step(fields, _attribute(node, "fldCharType"))
        elif opened and tag in _TEXT and not outside:
            opened[-1].draft.write(re.sub(r"[\n\r]", " ", node.text or ""), inserted > 0)
        elif opened and tag in _SIGNS and not outside:
            opened[-1].draft.write(_SIGNS[tag], inserted > 0)
        elif opened and tag in _REFERENCES and not outside:
            opened[-1].draft.write(mark_of(node), inserted > 0)
        elif tag == f"{_MC}AlternateContent":
            unchosen.update(_unchosen(node))
        elif tag == f"{W}p":
            opened.append(_Open(node))
            if cut:
                opened[-1].draft.cut()
                cut = False
            todo.append((node, True))
        elif tag in _INSERTED or (tag == f"{W}tr" and child(node, "trPr", "ins") is not None):
            inserted += 1
            todo.append((node, True))
        todo.extend((inner, False) for inner in reversed(node))
    if cut and done:
        done[-1].draft.cut()
    return [paragraph.draft.finish() for paragraph in done]


def _close(opened: list[_Open], done: list[_Open], role_of: Callable[[Element], Role | None]) -> None:
    """Put the innermost paragraph, and the text boxes in it, where it belongs."""
    inner = opened.pop()
    mark = child(inner.element, "pPr", "rPr")
    inner.joins = mark is not None and any(child(mark, change) is not None for change in ("del", "moveFrom"))
    if inner.joins or (mark is not None and any(child(mark, change) is not None for change in ("ins", "moveTo"))):
        inner.draft.cut()  # of a line end that came or went no text is left to point at
    target = done
    if opened:
        target = opened[-1].before if opened[-1].draft.blank else opened[-1].after
    target.extend(inner.before)
    if target and target[-1].joins and target[-1].element.getparent() is inner.element.getparent():
        earlier = target.pop()
        earlier.draft.append(inner.draft)
        inner.draft = earlier.draft
    if not inner.draft.blank:
        inner.draft.role = role_of(inner.element)
    target.append(inner)
    target.extend(inner.after)


def _step(fields: list[bool], kind: str | None) -> int:
    """Follow a field's begin, separate or end; by how much the number of fields in their instruction changes."""
    if kind == "begin":
        fields.append(False)
        return 1
    if kind == "separate" and fields and not fields[-1]:
        fields[-1] = True
        return -1
    if kind == "end" and fields:
        return 0 if fields.pop() else -1
    return 0


def _unchosen(alternatives: Element) -> list[Element]:
    """The branches of an mc:AlternateContent to pass over: all but the first that has text (they say the same thing twice)."""
    branches = list(alternatives)
    chosen = next((branch for branch in branches if next(branch.iter(*_TEXT), None) is not None), None)
    return [branch for branch in branches if branch is not chosen]


def is_hidden(run: Element) -> bool:
    """Whether a `w:r` is formatted as hidden text."""
    return is_on(child(run, "rPr", "vanish"))


def _is_unseen(node: Element, tag: str) -> bool:
    """Hidden runs, and the parts of a merged cell after its first."""
    if tag == f"{W}r":
        return is_hidden(node)
    if tag == f"{W}tc":
        merges = (child(node, "tcPr", "vMerge"), child(node, "tcPr", "hMerge"))
        return any(merge is not None and _attribute(merge, "val") != "restart" for merge in merges)
    return False


def _is_deleted(node: Element, tag: str) -> bool:
    """What tracked changes took away: runs, rows and cells."""
    if tag == f"{W}tr":
        return child(node, "trPr", "del") is not None
    if tag == f"{W}tc":
        return child(node, "tcPr", "cellDel") is not None
    return tag in _DELETED


def make_role_of(styles: Element | None) -> Callable[[Element], Role | None]:
    """A judge of paragraphs by the `w:styles` of a document.

    A heading has an outline level or a style named so, a list item has numbering or a list style, a quotation a quotation style; the
    nearest statement counts, the paragraph's own before its style's and that before the style it is based on. Built-in styles have
    English names in the file whatever the language of Word.
    """
    by_id: dict[str | None, Element] = {}
    for style in () if styles is None else styles.findall(f"{W}style"):
        by_id.setdefault(_attribute(style, "styleId"), style)
    by_id.pop(None, None)

    def role_of(paragraph: Element) -> Role | None:
        chain = [paragraph]
        style = by_id.get(_value(paragraph, "pPr", "pStyle"))
        while style is not None and len(chain) <= MAX_STYLES:
            chain.append(style)
            style = by_id.get(_value(style, "basedOn"))
        judges = ((_says_heading, Role.HEADING), (_says_list_item, Role.LIST_ITEM), (_says_quotation, Role.QUOTATION))
        for says, role in judges:
            if next((answer for element in chain if (answer := says(element)) is not None), False):
                return role
        return None

    return role_of


def _says_heading(element: Element) -> bool | None:
    level = _value(element, "pPr", "outlineLvl")
    if level is not None:
        return level.isdecimal() and int(level) < _BODY_LEVEL
    return _is_named(element, HEADING_STYLE) or None


def _says_list_item(element: Element) -> bool | None:
    if child(element, "pPr", "numPr") is not None:
        return _value(element, "pPr", "numPr", "numId") != "0"  # numbering 0 takes the style's numbering away
    return _is_named(element, _LIST) or None


def _says_quotation(element: Element) -> bool | None:
    return _is_named(element, QUOTATION_STYLE) or None


def _is_named(style: Element, pattern: re.Pattern[str]) -> bool:
    names = (_value(style, "name"), _attribute(style, "styleId"))
    return any(pattern.fullmatch(name) for name in names if name)


def child(element: Element, *path: str) -> Element | None:
    """The first element at the end of a path of `w:` names, one level each; None where there is none."""
    found: Element | None = element
    for name in path:
        found = None if found is None else found.find(f"{W}{name}")
    return found


def _attribute(element: Element, name: str) -> str | None:
    value: str | None = element.get(f"{W}{name}")
    return value


def _value(element: Element, *path: str) -> str | None:
    found = child(element, *path)
    return None if found is None else _attribute(found, "val")


def is_on(element: Element | None) -> bool:
    """Whether a switch like `w:vanish` is there and not turned off."""
    return element is not None and (_attribute(element, "val") or "1") not in OFF
