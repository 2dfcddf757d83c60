"""WordprocessingML becomes paragraphs as a reader sees them: every visible letter once, nothing that was deleted or hidden.

python-docx passes over content controls, tracked insertions and text boxes, so the XML is walked here (ECMA-376 part 1, section 17).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from letterqa.letter import Role
from letterqa.reading.text import canonical

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# Properties, the instructions of fields, the small print over ruby text, and what tracked changes take away.
_SKIPPED = frozenset(
    f"{W}{name}"
    for name in (
        *("pPr", "rPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "rubyPr"),
        *("instrText", "delInstrText", "rt", "del", "delText", "moveFrom"),
    )
)
_TEXT = frozenset((f"{W}t", f"{_MATH}t"))
_SIGNS = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_OFF = ("0", "false", "off", "none")
_HEADING = re.compile(r"heading ?[1-9]|title|subtitle", re.IGNORECASE)
_QUOTATION = re.compile(r"(?:intense ?)?quote|quotations|block ?quotation", re.IGNORECASE)
_LIST = re.compile(r"list ?(?:bullet|number)(?: ?[2-5])?", re.IGNORECASE)
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph's text (canonical) and what its style says of it; `joins` tells that the mark at its end was deleted."""

    text: str
    role: Role | None
    joins: bool = False
    parent: Any = None


@dataclass(slots=True)
class _Open:
    """A paragraph while the walk is inside it; `before` and `after` hold the paragraphs of text boxes anchored in it."""

    element: Element
    pieces: list[str] = field(default_factory=list)
    before: list[Paragraph] = field(default_factory=list)
    after: list[Paragraph] = field(default_factory=list)


def paragraphs(root: Element, role_of: Callable[[Element], Role | None]) -> list[Paragraph]:
    """The paragraphs under `root` in document order, those of table cells row by row; `role_of` judges a `w:p`.

    A text box comes before the paragraph it is anchored in where no text precedes the anchor, and after it otherwise. Of a merged
    cell only the first part counts. A paragraph whose mark was deleted runs on into the next one.
    """
    done: list[Paragraph] = []
    opened: list[_Open] = []
    fields: list[bool] = []  # of each open field, whether the walk has reached its result
    outside = 0  # fields whose instruction the walk is in: no text there is seen
    unchosen: set[Element] = set()
    # A stack of its own instead of recursion: the depth is the file's to choose.
    todo: list[tuple[Element, bool]] = [(root, False)]
    while todo:
        node, leaving = todo.pop()
        tag = node.tag
        if leaving:
            _close(opened, done, role_of)
            # An instruction does not cross paragraphs; a field that is never closed must not swallow the rest of the letter.
            fields, outside = [True] * len(fields), 0
            continue
        if not isinstance(tag, str) or tag in _SKIPPED or node in unchosen or _is_unseen(node, tag):
            continue
        if tag == f"{W}fldChar":
            outside += _step(fields, _attribute(node, "fldCharType"))
        elif opened and tag in _TEXT and not outside:
            opened[-1].pieces.append(re.sub(r"[\n\r]", " ", node.text or ""))
        elif opened and tag in _SIGNS and not outside:
            opened[-1].pieces.append(_SIGNS[tag])
        elif tag == f"{_MC}AlternateContent":
            unchosen.update(_unchosen(node))
        elif tag == f"{W}p":
            opened.append(_Open(node))
            todo.append((node, True))
        todo.extend((inner, False) for inner in reversed(node))
    return done


def _close(opened: list[_Open], done: list[Paragraph], role_of: Callable[[Element], Role | None]) -> None:
    """Put the innermost paragraph, and the text boxes in it, where it belongs."""
    inner = opened.pop()
    element = inner.element
    text = canonical("".join(inner.pieces))
    mark = child(element, "pPr", "rPr")
    joins = mark is not None and any(child(mark, change) is not None for change in ("del", "moveFrom"))
    paragraph = Paragraph(text, role_of(element) if text.strip() else None, joins, element.getparent())
    target = done
    if opened:
        target = opened[-1].after if "".join(opened[-1].pieces).strip() else opened[-1].before
    target.extend(inner.before)
    if target and target[-1].joins and target[-1].parent is paragraph.parent:
        paragraph = Paragraph(canonical(target.pop().text + text), role_of(element), joins, paragraph.parent)
    target.append(paragraph)
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
    """Hidden runs, deleted rows and cells, and the parts of a merged cell after its first."""
    if tag == f"{W}r":
        return is_hidden(node)
    if tag == f"{W}tr":
        return child(node, "trPr", "del") is not None
    if tag == f"{W}tc":
        merges = (child(node, "tcPr", "vMerge"), child(node, "tcPr", "hMerge"))
        goes_on = any(merge is not None and _attribute(merge, "val") != "restart" for merge in merges)
        return goes_on or child(node, "tcPr", "cellDel") is not None
    return False


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
        while style is not None and style not in chain:  # a damaged file may base styles on each other in a ring
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
    return _is_named(element, _HEADING) or None


def _says_list_item(element: Element) -> bool | None:
    if child(element, "pPr", "numPr") is not None:
        return _value(element, "pPr", "numPr", "numId") != "0"  # numbering 0 takes the style's numbering away
    return _is_named(element, _LIST) or None


def _says_quotation(element: Element) -> bool | None:
    return _is_named(element, _QUOTATION) or None


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
    return element is not None and (_attribute(element, "val") or "1") not in _OFF
