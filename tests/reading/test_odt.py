"""OpenDocument texts: every visible letter once, in order, and no damage that is not a sentence."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from letterqa.errors import ReadError
from letterqa.letter import Document, Role
from letterqa.reading import package as package_module
from letterqa.reading import read
from refusing import refused

NAMES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "text": "text",
            "table": "table",
            "style": "style",
            "draw": "drawing",
            "svg": "svg-compatible",
            "manifest": "manifest",
        }.items()
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
H, Q, L, F, A, N = Role.HEADING, Role.QUOTATION, Role.LIST_ITEM, Role.FOOTER, Role.LETTERHEAD, Role.NOTE
TYPE = "application/vnd.oasis.opendocument.text"
MANIFEST = f'<manifest:manifest {NAMES}><manifest:file-entry manifest:full-path="content.xml">{{}}</manifest:file-entry></manifest:manifest>'


def content(body: str, styles: str = "") -> str:
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def layout(pages: str, common: str = "", automatic: str = "") -> str:
    return (
        f"<office:document-styles {NAMES}><office:styles>{common}</office:styles><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:master-styles>{pages}</office:master-styles></office:document-styles>"
    )


def packed(parts: dict[str, str | bytes | None], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of these parts and the usual others."""
    everything: dict[str, str | bytes | None] = {"mimetype": TYPE, "META-INF/manifest.xml": MANIFEST.format(""), **parts}
    data = BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, inner in everything.items():
            if inner is not None:
                archive.writestr(name, inner)
    return data.getvalue()


def odt(body: str, styles: str = "", pages: str = "", common: str = "", automatic: str = "") -> bytes:
    return packed({"content.xml": content(body, styles), "styles.xml": layout(pages, common, automatic)})


def read_bytes(folder: Path, data: bytes, suffix: str = ".odt") -> Document:
    path = folder / f"letter{suffix}"
    path.write_bytes(data)
    return read(path)


def hinted(document: Document) -> list[tuple[str, Role | None]]:
    return [(document.text[hint.span.start : hint.span.end], hint.role) for hint in document.hints]


def p(inner: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def frame(inner: str) -> str:
    return f"<draw:frame><draw:text-box>{inner}</draw:text-box><svg:title>title</svg:title><svg:desc>described</svg:desc></draw:frame>"


def note(inner: str, kind: str = "footnote", citation: str = "<text:note-citation>7</text:note-citation>") -> str:
    return f'<text:note text:note-class="{kind}">{citation}<text:note-body>{inner}</text:note-body></text:note>'


def item(inner: str) -> str:
    return f"<text:list-item>{inner}</text:list-item>"


def paragraph_style(name: str, properties: str = "", inner: str = "") -> str:
    return f'<style:style style:family="paragraph" style:name="{name}" {properties}>{inner}</style:style>'


HIDDEN_TEXT = '<style:text-properties text:display="none"/>'
HIDING = (
    f'<style:style style:family="text" style:name="h">{HIDDEN_TEXT}</style:style>'
    '<style:style style:family="text" style:name="h2" style:parent-style-name="h"/>'
    '<style:style style:family="text" style:name="shown" style:parent-style-name="h"><style:text-properties text:display="true"/></style:style>'
    + paragraph_style("hp", inner=HIDDEN_TEXT)
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("one") + p("two"), "one\ntwo"),
        (p("one") + "<text:p/>" + p("two"), "one\n\ntwo"),
        ("<text:h text:outline-level='1'>one</text:h>" + p("two"), "one\ntwo"),
        (p("a<text:line-break/>b<text:tab/>c"), "a\nb\tc"),
        (p("a<text:s/>b<text:s text:c='3'/>c<text:s text:c='x'/>d<text:s text:c='²'/>e"), "a b   c d e"),
        (p("\n  a \n\t b <text:span> c</text:span>\n<text:span>d </text:span> e"), "a b c d e"),
        (p("a <text:s text:c='2'/> b"), "a    b"),
        (p("a<text:soft-page-break/>b") + "<text:soft-page-break/>", "ab"),
        (p("see <text:a>the <text:span>site</text:span></text:a><text:bookmark-start text:name='x'/> now"), "see the site now"),
        (p("a<!-- b --><?c d?>e"), "ae"),
        (p("page <text:page-number>3</text:page-number>, <text:date>3 May</text:date><text:placeholder>&lt;name&gt;</text:placeholder>"), "page 3, 3 May<name>"),
        (p("<text:variable-set text:display='none'>x</text:variable-set>a<text:user-field-get>b</text:user-field-get>"), "ab"),
        (p("<text:script>x</text:script>a<text:conditional-text>b</text:conditional-text>"), "ab"),
        (p("<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>gloss</text:ruby-text></text:ruby>"), "base"),
        (p("a<office:annotation><dc:creator>X</dc:creator>" + p("comment") + "</office:annotation>b<office:annotation-end/>c"), "abc"),
        (p(frame(p("box")) + "anchor") + p("next"), "box\nanchor\nnext"),
        (p("anchor" + frame(p("box") + p("two"))) + p("next"), "anchor\nbox\ntwo\nnext"),
        (p("outer" + frame(p("inner" + frame(p("innermost"))))), "outer\ninner\ninnermost"),
        (frame(p("on the page")) + p("a"), "on the page\na"),
        (p("a<draw:custom-shape>" + p("shape") + "</draw:custom-shape><draw:g><draw:rect>" + p("two") + "</draw:rect></draw:g>"), "a\nshape\ntwo"),
        (p("a<draw:frame><draw:object>" + p("chart") + "</draw:object><draw:image>" + p("x") + "</draw:image></draw:frame>"), "a"),
        ("<text:section>" + p("in") + "</text:section>" + p("out"), "in\nout"),
        (
            "<text:table-of-content><text:table-of-content-source><text:index-title-template>x</text:index-title-template>"
            + p("y") + "</text:table-of-content-source><text:index-body>" + p("Contents") + "</text:index-body></text:table-of-content>",
            "Contents",
        ),
        ("<office:forms>" + p("x") + "</office:forms><text:sequence-decls><text:sequence-decl/></text:sequence-decls>" + p("a"), "a"),
        (p("liberta\u0300"), "libertà"),
        (p("a\u2028b"), "a\nb"),
    ],
)  # fmt: skip
def test_what_a_reader_sees_is_read(tmp_path: Path, body: str, text: str) -> None:
    """Visible text is read once and in order, with the white space that its marks stand for."""
    assert read_bytes(tmp_path, odt(body)).text == text


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([[p("a"), p("b")], [p("c"), "<text:p/>"]], "a\nb\nc\n"),
        ([[p("a") + p("b"), p("c")]], "a\nb\nc"),
        ([["<table:table><table:table-row><table:table-cell>" + p("inner") + "</table:table-cell></table:table-row></table:table>" + p("after")]], "inner\nafter"),
    ],
)  # fmt: skip
def test_tables_are_read_row_by_row(tmp_path: Path, rows: list[list[str]], text: str) -> None:
    """A line a cell paragraph, rows from above, between the paragraphs around the table."""
    cells = ["".join(f"<table:table-cell>{inner}</table:table-cell>" for inner in row) for row in rows]
    table = "<table:table><table:table-column/>" + "".join(f"<table:table-row>{row}</table:table-row>" for row in cells) + "</table:table>"
    assert read_bytes(tmp_path, odt(p("before") + table + p("behind"))).text == f"before\n{text}\nbehind"


def test_covered_cells_and_header_rows(tmp_path: Path) -> None:
    """A merged cell is read once, and what it covers is not."""
    wide = f"<table:table-cell table:number-columns-spanned='2'>{p('wide')}</table:table-cell><table:covered-table-cell>{p('x')}</table:covered-table-cell>"
    rows = f"<table:table-header-rows><table:table-row>{wide}</table:table-row></table:table-header-rows>"
    table = f"<table:table>{rows}<table:table-row><table:table-cell>{p('a')}</table:table-cell></table:table-row></table:table>"
    assert read_bytes(tmp_path, odt(table)).text == "wide\na"


def test_paragraphs_begin_where_the_origin_says(tmp_path: Path) -> None:
    """Every paragraph, empty ones too, begins at its own offset; a line break inside one begins none."""
    document = read_bytes(tmp_path, odt(p("a<text:line-break/>b") + "<text:p/>" + p("liberta\u0300") + p("c")))
    assert document.text == "a\nb\n\nlibertà\nc"
    assert document.origin.unit == "paragraph"
    assert document.origin.starts == (0, 4, 5, 13)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<text:h>a</text:h>" + p("b"), [("a", H)]),
        ("<text:list>" + item(p("a") + p("more") + "<text:list>" + item(p("b")) + "</text:list>" + p("end")) + item(p("c")) + "</text:list>", [("a", L), ("b", L), ("c", L)]),
        ("<text:list><text:list-header>" + p("a") + "</text:list-header>" + item("<text:h>b</text:h>") + item(p("c", "Quotations")) + "</text:list>", [("b", H), ("c", L)]),
        ("<text:numbered-paragraph>" + p("a") + "</text:numbered-paragraph>", [("a", L)]),
        (p("a", "Title") + p("b", "Heading_20_2") + p("c", "Mine") + p("d", "Flat") + p("e", "RingA") + p("f", "None"), [("a", H), ("b", H), ("c", H)]),
        (p("a", "Quotations") + p("b", "P1") + p("c", "Zitat") + p(" ", "Title"), [("a", Q), ("b", Q), ("c", Q)]),
        (p("a", "Level"), [("a", H)]),
    ],
)  # fmt: skip
def test_elements_and_styles_give_hints(tmp_path: Path, body: str, expected: list[tuple[str, Role]]) -> None:
    """Headings and list items are elements or named styles; the nearest statement of a style counts."""
    common = "".join(
        (
            *(paragraph_style(name) for name in ("Title", "Heading_20_2", "Quotations", "Text_20_body")),
            paragraph_style("Mine", 'style:parent-style-name="Heading_20_2"'),
            paragraph_style("Flat", 'style:parent-style-name="Heading_20_2" style:default-outline-level=""'),
            paragraph_style("Level", 'style:default-outline-level="3"'),
            paragraph_style("Zitat", 'style:display-name="Intense Quote"'),
            paragraph_style("RingA", 'style:parent-style-name="RingB"'),
            paragraph_style("RingB", 'style:parent-style-name="RingA"'),
        )
    )
    styles = paragraph_style("P1", 'style:parent-style-name="Quotations"')
    assert hinted(read_bytes(tmp_path, odt(body, styles, common=common))) == expected


def page(name: str, inner: str, following: str = "") -> str:
    return f'<style:master-page style:name="{name}" style:next-style-name="{following}">{inner}</style:master-page>'


def margin(kind: str, text: str, more: str = "") -> str:
    return f"<style:{kind} {more}>{p(text)}</style:{kind}>"


FIRST = paragraph_style("P9", 'style:master-page-name="First_20_Page"')
STANDARD = page("Standard", margin("header", "Page two") + margin("footer", "Foot"))


@pytest.mark.parametrize(
    ("body", "pages", "text"),
    [
        (p("body"), STANDARD, "Page two\n\nbody\n\nFoot"),
        (p("body"), page("First_20_Page", margin("header", "Letterhead")) + STANDARD, "Page two\n\nbody\n\nFoot"),
        (p("body", "P9"), STANDARD + page("First_20_Page", margin("header", "Letterhead"), "Standard"), "Letterhead\n\nPage two\n\nbody\n\nFoot"),
        (frame(p("box")) + p("body", "P9"), STANDARD + page("First_20_Page", margin("header", "Own")), "Own\n\nbox\nbody"),
        (p("body"), page("Standard", margin("header", "Two") + margin("header-first", "One") + margin("header-left", "x")), "One\n\nTwo\n\nbody"),
        (p("body"), page("Standard", margin("header", "a", "style:display='false'") + margin("footer", " ")), "body"),
        (p("body"), page("Standard", margin("header", "Same") + margin("header-first", "Same ")), "Same \n\nbody"),
        (p("body"), page("Other", margin("header", "Only")), "Only\n\nbody"),
        (p("body"), "", "body"),
    ],
)
def test_headers_come_before_and_footers_after(tmp_path: Path, body: str, pages: str, text: str) -> None:
    """Those of the first page and the one after it, the same text once, an empty line apart from the body."""
    document = read_bytes(tmp_path, odt(body, FIRST, pages))
    assert document.text == text
    assert hinted(document) == [(line, F if line == "Foot" else A) for line in text.split("\n") if line and line not in ("body", "box")]


def test_notes_follow_the_body(tmp_path: Path) -> None:
    """Footnotes and endnotes are counted together, marked after the word, and read after the body."""
    body = p("We write" + note(p("<text:s/>See one.") + p("More.") + "<text:p/>") + " to you" + note(p("See end."), "endnote") + ".") + p(
        "Own" + note(p("See star."), citation='<text:note-citation text:label="*">*</text:note-citation>') + " last" + note("<text:p/>", citation="")
    )
    document = read_bytes(tmp_path, odt(body, pages=page("Standard", margin("footer", "Foot"))))
    assert document.text == "We write[1] to you[2].\nOwn* last[3]\n\n[1] See one.\nMore.\n[2] See end.\n* See star.\n\nFoot"
    assert hinted(document) == [("[1] See one.", N), ("More.", N), ("[2] See end.", N), ("* See star.", N), ("Foot", F)]


def region(key: str, kind: str, inner: str = "") -> str:
    return f'<text:changed-region text:id="{key}"><text:{kind}><office:change-info><dc:creator>A</dc:creator></office:change-info>{inner}</text:{kind}></text:changed-region>'


REGIONS = f"<text:tracked-changes>{region('i', 'insertion')}{region('d', 'deletion', p('gone'))}{region('f', 'format-change')}</text:tracked-changes>"


def mark(kind: str, key: str) -> str:
    return f'<text:change{kind} text:change-id="{key}"/>'


@pytest.mark.parametrize(
    ("body", "text", "places", "remarks"),
    [
        (p("a " + mark("-start", "i") + "new" + mark("-end", "i") + " b"), "a new b", [(2, "new")], 1),
        (p("a " + mark("", "d") + "b"), "a b", [(2, "")], 1),
        (p("a " + mark("-start", "i") + "new " + mark("-end", "i") + mark("", "d") + "b"), "a new b", [(2, "new ")], 1),
        (p("a" + mark("-start", "i") + "b") + p("c" + mark("-end", "i") + "d"), "ab\ncd", [(1, "b"), (3, "c")], 1),
        (mark("-start", "i") + p("a") + mark("-end", "i") + mark("", "d") + p("b"), "a\nb", [(0, "a"), (2, "")], 1),
        (p("a") + mark("", "d"), "a", [(1, "")], 1),
        (p("liberta\u0300 e\u0300 " + mark("-start", "i") + "e\u0300" + mark("-end", "i")), "libertà è è", [(10, "è")], 1),
        # Where changes are set to show, deleted text lies in its place.
        (p("a " + mark("-start", "d") + "old<text:tab/>" + note(p("x")) + frame(p("box")) + mark("-end", "d") + "b"), "a b", [(2, "")], 1),
        (p("a " + mark("-start", "d") + "old") + p("gone") + p("x" + mark("-end", "d") + "b") + p("c"), "a b\nc", [(2, "")], 1),
        (p("a" + mark("-start", "d") + "old"), "a", [(1, "")], 1),
        (p("a" + mark("-start", "f") + "b" + mark("-end", "f") + mark("", "none") + "c"), "abc", [], 0),
        (p("a"), "a", [], 0),
    ],
)
def test_tracked_changes_are_accepted_and_told(tmp_path: Path, body: str, text: str, places: list[tuple[int, str]], remarks: int) -> None:
    """Deleted text is left out, inserted text stays, and both places are known."""
    document = read_bytes(tmp_path, odt(REGIONS + body))
    assert document.text == text
    assert [(span.start, document.text[span.start : span.end]) for span in document.revised] == places
    assert ["accepted" in remark for remark in document.remarks] == [True] * remarks


@pytest.mark.parametrize(
    ("body", "text", "told"),
    [
        (p("a<text:span text:style-name='h'>secret</text:span>b<text:span text:style-name='shown'>c</text:span>"), "abc", True),
        (p("a<text:span text:style-name='h2'>secret" + note(p("x")) + "</text:span>"), "a", True),
        (p("a<text:span text:style-name='h'> </text:span>b"), "ab", False),
        (p("secret", "hp") + p("a"), "a", True),
        (p("x" + frame(p("secret", "hp")) + "a"), "xa", True),
        (p("a") + "<text:section text:display='none'>" + p("secret") + "</text:section>", "a", True),
        (p("a") + "<text:section text:display='condition' text:is-hidden='true'>" + p("secret") + "</text:section>", "a", True),
        (p("a") + "<text:section text:display='condition'>" + p("b") + "</text:section>", "a\nb", False),
        (p("a<text:hidden-text text:is-hidden='true'>secret</text:hidden-text><text:hidden-text>b</text:hidden-text>"), "ab", True),
        (p("secret<text:hidden-paragraph text:is-hidden='true'/>") + p("a<text:hidden-paragraph text:is-hidden='false'/>"), "a", True),
    ],
)
def test_hidden_text_is_not_read(tmp_path: Path, body: str, text: str, told: bool) -> None:
    """What does not show is left out, and a remark tells so if it was text."""
    document = read_bytes(tmp_path, odt(body, HIDING))
    assert document.text == text
    assert ["hidden" in remark for remark in document.remarks] == [True] * told


def flat(body: str, pages: str = "") -> str:
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n<office:document {NAMES}><office:styles/><office:automatic-styles/><office:master-styles>{pages}"
        f"</office:master-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    )


LETTER = content(p("Dear Minister"))
WHOLE = packed({"content.xml": LETTER})


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (WHOLE, ".odt"),
        (WHOLE, ".fodt"),
        (WHOLE, ".ODT"),
        (packed({"content.xml": LETTER, "mimetype": None, "META-INF/manifest.xml": None}), ".odt"),
        (packed({"content.xml": LETTER.replace("UTF-8", "UTF-16").encode("utf-16")}), ".odt"),
        (packed({"content.xml": LETTER, "Pictures/a.png": b"broken"}, zipfile.ZIP_STORED), ".odt"),
        (packed({"content.xml": LETTER, "META-INF/manifest.xml": '<!DOCTYPE manifest SYSTEM "Manifest.dtd">' + MANIFEST.format("")}), ".odt"),
        (flat(p("Dear Minister")).encode(), ".fodt"),
        (flat(p("Dear Minister")).encode(), ".odt"),
        (flat(p("Dear Minister")).replace("UTF-8", "UTF-16").encode("utf-16"), ".fodt"),
        (flat(p("Dear Minister<draw:image><office:binary-data>AAAA</office:binary-data></draw:image>")).encode(), ".fodt"),
    ],
)
def test_odd_but_whole_documents_are_read(tmp_path: Path, data: bytes, suffix: str) -> None:
    """Flat files, and packages with less or more in them than is usual, are read as well."""
    assert read_bytes(tmp_path, data, suffix).text == "Dear Minister"


def test_a_flat_file_has_its_headers(tmp_path: Path) -> None:
    """A file that is not packed holds everything under one root."""
    document = read_bytes(tmp_path, flat(p("a" + note(p("b"))), page("Standard", margin("header", "Head"))).encode(), ".fodt")
    assert document.text == "Head\n\na[1]\n\n[1] b"


def bomb() -> str:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return LETTER.replace("?>", f'?><!DOCTYPE d [<!ENTITY a0 "ha">{laughs}]>', 1).replace("Dear Minister", "&a9;")


def flagged() -> bytes:
    """A document whose members all carry the mark of zip's own encryption."""
    data = bytearray(WHOLE)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def with_content(xml: str | bytes) -> Callable[[], bytes]:
    return lambda: packed({"content.xml": xml})


ENCRYPTED = MANIFEST.format('<manifest:encryption-data manifest:checksum="x"/>')


@pytest.mark.parametrize(
    ("make", "advice"),
    [
        (lambda: packed({"content.xml": bytes(range(256)), "META-INF/manifest.xml": ENCRYPTED}), "protected by a password; save it as .odt"),
        (lambda: packed({"encrypted-package": b"x", "META-INF/manifest.xml": ENCRYPTED}), "protected by a password"),
        (flagged, "protected by a password"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password or is an old .doc"),
        (lambda: b"Dear Minister", "not an OpenDocument text"),
        (lambda: b"%PDF-1.7", "not an OpenDocument text"),
        (lambda: bytes(range(256)) * 9, "damaged|not an OpenDocument"),
        (lambda: b"\0" * 1000, "not an OpenDocument text"),
        (lambda: b" \n", "not an OpenDocument text"),
        (lambda: b"<html><body><p>Dear Minister</p></body></html>", "not an OpenDocument text"),
        (lambda: WHOLE[: len(WHOLE) // 2], "damaged"),
        (lambda: WHOLE[:-10], "damaged"),
        (lambda: WHOLE[:4], "damaged"),
        (lambda: WHOLE[:60] + bytes(40) + WHOLE[100:], "damaged"),
        (lambda: b"PK\x05\x06" + bytes(18), "not an OpenDocument text"),
        (lambda: packed({}), "not an OpenDocument text"),
        (lambda: packed({"word/document.xml": "<a/>"}), "not an OpenDocument text"),
        (with_content(LETTER.replace("office:text", "office:spreadsheet")), "not an OpenDocument text"),
        (with_content("<a/>"), "not an OpenDocument text"),
        (with_content(""), "damaged"),
        (with_content(b"\0\1\2"), "damaged"),
        (with_content(LETTER[:-30]), "damaged"),
        (with_content(LETTER.replace("Dear", "Dear &nbsp;")), "damaged"),
        (with_content(LETTER.replace("Dear", "D\0ear")), "damaged"),
        (with_content(LETTER.replace("Dear", "perché").encode("latin-1")), "damaged"),
        (with_content(LETTER.replace("UTF-8", "nonsense")), "damaged"),
        (with_content(LETTER.replace("Dear Minister", " ")), "holds no text"),
        (lambda: packed({"content.xml": LETTER, "styles.xml": "<broken"}), "damaged"),
        (lambda: packed({"content.xml": LETTER}, zipfile.ZIP_LZMA), "damaged"),
        (lambda: packed({f"x{n}": b"" for n in range(package_module.MAX_PARTS)}), "more parts"),
        (with_content(bomb()), "defines entities"),
        (with_content(bomb().replace("UTF-8", "UTF-16").encode("utf-16")), "defines entities"),
        (with_content(LETTER.replace("?>", '?><!DOCTYPE d SYSTEM "file:///etc/passwd">', 1)), "defines entities"),
        (lambda: bomb().encode(), "defines entities"),
        (with_content(bytes(100_000_000)), "more text than any letter"),
        (with_content(content("<text:p/>" * 700_000)), "more text than any letter"),
        (lambda: flat(p("a" * (package_module.MAX_PART + 1))).encode(), "larger than"),
        (with_content(content("<text:section>" * 100_000)), "damaged"),
        (with_content(content("<text:section>" * 100_000 + p("a") + "</text:section>" * 100_000)), "damaged"),
        (with_content(content(p("<text:span>" * 100_000 + "a" + "</text:span>" * 100_000))), "damaged"),
    ],
)
def test_damaged_and_hostile_files_are_refused_in_time(tmp_path: Path, make: Callable[[], bytes], advice: str) -> None:
    """Protected, damaged and booby-trapped files are refused in one sentence, soon."""
    refused(tmp_path / "letter.odt", make(), advice)


@pytest.mark.parametrize(
    ("body", "styles", "length"),
    [
        (p("x" + "<text:s text:c='999999999'/>" * 1000 + "y"), "", 100_002),
        (p("x<text:span text:style-name='h'>s</text:span>" * 50_000), HIDING, 50_000),
        (p(("x" + note(p("n"))) * 10_000), "", None),
        ("".join(p("x", f"s{n}") for n in range(5000)), "".join(paragraph_style(f"s{n}", f'style:parent-style-name="s{n + 1}"') for n in range(5000)), 9999),
        (REGIONS + p("x" + mark("-start", "d")) + p("y") * 50_000, "", 1),
        (p("x" + p("y") * 50_000), "", 100_001),
    ],
)  # fmt: skip
def test_endless_documents_are_read_in_time(tmp_path: Path, body: str, styles: str, length: int | None) -> None:
    """Repetition, long chains of styles and counts that a file claims cost no more than the file's length."""
    data = odt(body, styles)
    began = time.monotonic()
    document = read_bytes(tmp_path, data)
    assert time.monotonic() - began < 10
    assert length is None or len(document.text) == length


FULL = odt(REGIONS + p("Dear" + note(p("n")) + mark("", "d"), "P9") + "<text:list>" + item(p("a")) + "</text:list>", FIRST + HIDING, STANDARD)


@pytest.mark.parametrize("at", range(0, len(FULL), len(FULL) // 80))
def test_a_flipped_or_missing_byte_is_never_a_traceback(tmp_path: Path, at: int) -> None:
    """Whatever byte is wrong, and wherever the file ends, the document is read or refused."""
    data = bytearray(FULL)
    data[at] ^= 0xFF
    for damaged in (bytes(data), FULL[: at + 1]):
        try:
            assert read_bytes(tmp_path, damaged).text
        except ReadError as error:
            assert str(error).endswith(".")
