"""A Word document gives one line a paragraph, with what Word knew of it, and no damage in it goes further than a ReadError."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from letterqa.errors import ReadError
from letterqa.letter import Document, Role, fold
from letterqa.reading.files import Source
from letterqa.reading.package import Package, open_package
from letterqa.reading.stories import HIDDEN, TRACKED, Paragraph, as_note, as_role, compose, label_of
from letterqa.reading.wordml import OFF, W, child, is_hidden, is_on, make_role_of, paragraphs
from letterqa.saying import say

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_REMARKS = (
    (("ins", "del", "moveFrom", "moveTo"), TRACKED),
    (("altChunk",), say("A document embedded in this one was not read; paste its text in to have it checked.")),
)


def read_docx(source: Source) -> Document:
    """A Word document: headers, body with its tables, footnotes and endnotes, footers; paragraphs are the unit of its origin.

    Headers and footers are those of the first section, the same text once, and an empty line keeps them apart from the body. Text is
    as it looks with all tracked changes accepted. Raises ReadError for a file that is protected, damaged, or no Word document.
    """
    try:
        stories, remarks = _read_stories(open_package(source))
    except ReadError:
        raise
    # Damage shows anywhere in unpacking and parsing, as one of a dozen kinds of exception that share no base.
    except Exception as error:
        raise ReadError(f"{source.given} is damaged or was not copied whole; open it in a word processor and save it anew as .docx.") from error
    return compose(source, stories, remarks)


def _read_stories(package: Package) -> tuple[list[list[Paragraph]], tuple[str, ...]]:
    """The paragraphs of headers, body, notes and footers, and remarks on what was passed over in them."""
    main = next((target for kind, _, target in package.related("") if kind == "officeDocument"), "word/document.xml")
    root = package.parse(main) if main in package.parts else None
    body = None if root is None else child(root, "body")
    if body is None:
        raise ReadError(f"{package.name} is not a Word document, though it is packed like one; open it where it shows and save it as .docx.")
    relations = package.related(main)
    styles = next((target for kind, _, target in relations if kind == "styles" and target in package.parts), None)
    role_of = make_role_of(None if styles is None else package.parse(styles))
    targets = {key: target for _, key, target in relations if target in package.parts}

    notes = _Notes(package, {kind: target for kind, _, target in relations if target in package.parts}, role_of)
    story = paragraphs(body, role_of, notes.mark_of)
    seen, roots = {""}, [body, *notes.roots]
    margins: dict[str, list[list[Paragraph]]] = {}
    for kind, role in (("header", Role.LETTERHEAD), ("footer", Role.FOOTER)):
        margins[kind] = []
        for target in _margins(body, kind, targets):
            margin = package.parse(target)
            found = as_role(paragraphs(margin, role_of), role)
            text = fold("\n".join(paragraph.text for paragraph in found))
            if text not in seen:
                seen.add(text)
                roots.append(margin)
                margins[kind].append(found)
    return [*margins["header"], story, notes.story, *margins["footer"]], tuple(_remarks(roots))


class _Notes:
    """Footnotes and endnotes, counted together in the order in which the text refers to them."""

    def __init__(self, package: Package, targets: dict[str, str], role_of: Callable[[Element], Role | None]) -> None:
        self.story: list[Paragraph] = []
        self.roots: list[Element] = []
        self._package, self._targets, self._role_of = package, targets, role_of
        self._parts: dict[str, dict[str | None, Element]] = {}
        self._labels: dict[tuple[str, str | None], str] = {}
        self._count = 0

    def mark_of(self, reference: Element) -> str:
        """What the text shows for a reference, whose note is read when it is met first."""
        kind = reference.tag.removeprefix(W).removesuffix("Reference")
        key = (kind, reference.get(f"{W}id"))
        if key not in self._labels:
            self._labels[key] = self._read(kind, key[1], reference.get(f"{W}customMarkFollows", "0") not in OFF)
        return self._labels[key]

    def _read(self, kind: str, number: str | None, custom: bool) -> str:
        if kind not in self._parts:
            target = self._targets.get(f"{kind}s")
            notes = () if target is None else self._package.parse(target).findall(f"{W}{kind}")
            # Those with a type are the lines that part notes from text.
            self._parts[kind] = {note.get(f"{W}id"): note for note in notes if note.get(f"{W}type", "normal") == "normal"}
        note = self._parts[kind].get(number)
        if note is None:
            return ""
        label = ""
        if not custom:  # a sign of the writer's own stands in the text, and in the note, as text
            self._count += 1
            label = label_of(self._count)
        self.story += as_note(paragraphs(note, self._role_of), label)
        self.roots.append(note)
        return label


def _margins(body: Element, kind: str, targets: dict[str, str]) -> Iterator[str]:
    """Names of the parts with the first section's headers or footers: that of the first page, where it has its own, then the others'."""
    section = next(body.iter(f"{W}sectPr"), None)
    if section is None:
        return
    for page in ("first", "default") if is_on(child(section, "titlePg")) else ("default",):
        for reference in section.findall(f"{W}{kind}Reference"):
            if reference.get(f"{W}type", "default") == page and reference.get(_RELATION_ID) in targets:
                yield targets[reference.get(_RELATION_ID)]


def _remarks(roots: list[Element]) -> Iterator[str]:
    for names, remark in _REMARKS:
        if any(next(root.iter(*(f"{W}{name}" for name in names)), None) is not None for root in roots):
            yield remark
    if any(is_hidden(run) and "".join(run.itertext(f"{W}t")).strip() for root in roots for run in root.iter(f"{W}r")):
        yield HIDDEN
