"""An OpenDocument text, zipped or flat, gives one line a paragraph, and no damage in it goes further than a ReadError."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from letterqa.errors import ReadError
from letterqa.letter import Document, Role, fold
from letterqa.reading.files import Source
from letterqa.reading.opendocument import DRAW, OFFICE, STYLE, TABLE, TEXT, Notes, Styles, Walk
from letterqa.reading.package import MAX_PART, Package, check_xml, open_package
from letterqa.reading.stories import HIDDEN, TRACKED, Paragraph, as_role, compose

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_KIND, _SUFFIX = "OpenDocument text", ".odt"
_MANIFEST = "META-INF/manifest.xml"
_STORIES = (("header", Role.LETTERHEAD), ("footer", Role.FOOTER))


def read_odt(source: Source) -> Document:
    """An OpenDocument text: headers, body with its tables, footnotes and endnotes, footers; paragraphs are the unit of its origin.

    Headers and footers are those of the first page and of the page that follows it, the same text once. Text is as it looks with all
    tracked changes accepted. Raises ReadError for a file that is protected, damaged, or no OpenDocument text.
    """
    try:
        if source.data.startswith(b"PK") or b"<" not in source.data[:100].replace(b"\0", b""):
            roots = _unpack(open_package(source, _KIND, _SUFFIX))
        else:
            roots = _flat(source)
        stories, remarks = _read_stories(source.given, *roots)
    except ReadError:
        raise
    # Damage shows anywhere in unpacking and parsing, as one of a dozen kinds of exception that share no base.
    except Exception as error:
        raise ReadError(f"{source.given} is damaged or was not copied whole; open it in a word processor and save it anew as .odt.") from error
    return compose(source, stories, remarks)


def _unpack(package: Package) -> tuple[Element, Element | None]:
    """The roots of a package's content and styles."""
    # The manifest says in which parts the text is encrypted; it is searched, because old ones come with a document type.
    if _MANIFEST in package.parts and b"encryption-data" in package.content(_MANIFEST):
        raise package.protected()
    if "content.xml" not in package.parts:
        raise _foreign(package.name)
    content = _parse(package.xml("content.xml"))
    return content, _parse(package.xml("styles.xml")) if "styles.xml" in package.parts else None


def _flat(source: Source) -> tuple[Element, Element]:
    """The one root of a file that is not packed, for both."""
    if len(source.data) > MAX_PART:
        raise ReadError(f"{source.given} is larger than a letter can be unpacked; save it as .odt, or take the pictures out.")
    check_xml(source.given, source.data, _KIND, _SUFFIX)
    root = _parse(source.data)
    return root, root


def _parse(content: bytes) -> Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(content, parser)


def _read_stories(name: str, content: Element, layout: Element | None) -> tuple[list[list[Paragraph]], tuple[str, ...]]:
    """The paragraphs of headers, body, notes and footers, and remarks on what was passed over in them."""
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise _foreign(name)
    common, automatic = f"{OFFICE}styles", f"{OFFICE}automatic-styles"
    shared = None if layout is None else layout.find(common)
    styles, notes = Styles(content.find(automatic), shared), Notes()
    walk = Walk(styles, notes)
    story = walk.paragraphs(body)
    walks = [walk]
    seen = {""}
    margins: dict[str, list[list[Paragraph]]] = {kind: [] for kind, _ in _STORIES}
    if layout is not None:
        walks.append(Walk(Styles(layout.find(automatic), shared), Notes()))
        for kind, role in _STORIES:
            for margin in _margins(layout, _first_page(body, styles), kind):
                found = as_role(walks[-1].paragraphs(margin), role)
                text = fold("\n".join(paragraph.text for paragraph in found))
                if text not in seen:
                    seen.add(text)
                    margins[kind].append(found)
    remarks = [TRACKED] * any(walk.tracked for walk in walks) + [HIDDEN] * any(walk.hidden for walk in walks)
    return [*margins["header"], story, notes.story, *margins["footer"]], tuple(remarks)


def _first_page(body: Element, styles: Styles) -> str:
    """The name of the layout of the first page, which the first paragraph or table outside text boxes begins."""
    for node in body.iter(f"{TEXT}p", f"{TEXT}h", f"{TABLE}table"):
        if not any(outer.tag.startswith(DRAW) or outer.tag == f"{TEXT}tracked-changes" for outer in node.iterancestors()):
            family = "table" if node.tag == f"{TABLE}table" else "paragraph"
            return styles.master_page(family, node.get(f"{TABLE if family == 'table' else TEXT}style-name")) or "Standard"
    return "Standard"


def _margins(layout: Element, first: str, kind: str) -> Iterator[Element]:
    """The headers or footers of the first page, where it has its own, then those of the pages after it."""
    pages = {page.get(f"{STYLE}name", ""): page for page in layout.iterfind(f"{OFFICE}master-styles/{STYLE}master-page")}
    page = pages.get(first, next(iter(pages.values()), None))
    following = None if page is None else pages.get(page.get(f"{STYLE}next-style-name", ""))
    for number, part in enumerate((page, following)):
        for name in (f"{kind}-first", kind) if number == 0 else (kind,):
            for margin in () if part is None else (node for node in part if node.tag.rpartition("}")[2] == name):
                if margin.get(f"{STYLE}display") != "false":
                    yield margin


def _foreign(name: str) -> ReadError:
    return ReadError(f"{name} is not an OpenDocument text, though it is made like one; open it where it shows and save it as .odt.")
