"""A Word document gives one line a paragraph, with what Word knew of it, and no damage in it goes further than a ReadError."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from letterqa.errors import ReadError
from letterqa.letter import Document, Hint, Origin, Role, Span, fold
from letterqa.reading.files import Source, digest
from letterqa.reading.package import Package, open_package
from letterqa.reading.wordml import Paragraph, W, child, is_hidden, is_on, make_role_of, paragraphs

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_REMARKS = (
    (("ins", "del", "moveFrom", "moveTo"), "Tracked changes were read as if all of them had been accepted."),
    (("footnoteReference", "endnoteReference"), "Footnotes and endnotes were not read."),
    (("altChunk",), "A document embedded in this one was not read; paste its text in to have it checked."),
)
_HIDDEN = "Text formatted as hidden was not read."


def read_docx(source: Source) -> Document:
    """A Word document: headers, body with its tables, footers; paragraphs are the unit of its origin.

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

    pieces: list[str] = []
    starts: list[int] = []
    hints: list[Hint] = []
    at = 0
    for number, story in enumerate(stories):
        if number:
            pieces.append("")  # belongs to no paragraph, so the count of paragraphs stays Word's
            at += 1
        for paragraph in story:
            end = at + len(paragraph.text)
            starts.append(at)
            pieces.append(paragraph.text)
            if paragraph.role is not None and fold(paragraph.text):
                hints.append(Hint(Span(at, end), paragraph.role))
            at = end + 1
    return Document(source.shown, "\n".join(pieces), digest(source.data), Origin("paragraph", tuple(starts)), tuple(hints), remarks)


def _read_stories(package: Package) -> tuple[list[list[Paragraph]], tuple[str, ...]]:
    """The paragraphs of headers, body and footers, and remarks on what was passed over in them."""
    main = next((target for kind, _, target in package.related("") if kind == "officeDocument"), "word/document.xml")
    root = package.parse(main) if main in package.parts else None
    body = None if root is None else child(root, "body")
    if body is None:
        raise ReadError(f"{package.name} is not a Word document, though it is packed like one; open it where it shows and save it as .docx.")
    relations = package.related(main)
    styles = next((target for kind, _, target in relations if kind == "styles" and target in package.parts), None)
    role_of = make_role_of(None if styles is None else package.parse(styles))
    targets = {key: target for _, key, target in relations if target in package.parts}

    story = paragraphs(body, role_of)
    seen, roots = {""}, [body]
    margins: dict[str, list[list[Paragraph]]] = {}
    for kind, role in (("header", Role.LETTERHEAD), ("footer", Role.FOOTER)):
        margins[kind] = []
        for target in _margins(body, kind, targets):
            margin = package.parse(target)
            found = [Paragraph(paragraph.text, role) for paragraph in paragraphs(margin, role_of)]
            text = fold("\n".join(paragraph.text for paragraph in found))
            if text not in seen:
                seen.add(text)
                roots.append(margin)
                margins[kind].append(found)
    stories = [*margins["header"], story, *margins["footer"]]
    return [found for found in stories if found], tuple(_remarks(roots))


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
        yield _HIDDEN
