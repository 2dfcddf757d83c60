"""Word documents: every visible letter once, in order, and no damage that is not a sentence."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.parser import parse_xml

from letterqa.errors import ReadError
from letterqa.letter import Document, Role
from letterqa.reading import package as package_module
from letterqa.reading import read
from refusing import refused

NAMES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    }.items()
)
H, Q, L, F, A, N = Role.HEADING, Role.QUOTATION, Role.LIST_ITEM, Role.FOOTER, Role.LETTERHEAD, Role.NOTE


def bytes_of(word: docx.document.Document) -> bytes:
    packed = BytesIO()
    word.save(packed)
    return packed.getvalue()


def with_body(xml: str) -> bytes:
    """A document whose body is `xml`, before the section's properties."""
    word = docx.Document()
    for element in reversed(parse_xml(f"<w:body {NAMES}>{xml}</w:body>")):
        word.element.body.insert(0, element)
    return bytes_of(word)


def replaced(data: bytes, parts: dict[str, bytes | None], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A document with some of its parts exchanged, added, or (None) taken out."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(packed, "w", compression) as new:
        contents: dict[str, bytes | None] = {**{info.filename: old.read(info) for info in old.infolist()}, **parts}
        for name, content in contents.items():
            if content is not None:
                new.writestr(name, content)
    return packed.getvalue()


def read_bytes(folder: Path, data: bytes) -> Document:
    path = folder / "letter.docx"
    path.write_bytes(data)
    return read(path)


def hinted(document: Document) -> list[tuple[str, Role | None]]:
    return [(document.text[hint.span.start : hint.span.end], hint.role) for hint in document.hints]


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def box(inner: str) -> str:
    return f"""<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>
    </w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict>
    </mc:Fallback></mc:AlternateContent></w:r>"""


def field(instruction: str, result: str) -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{r(result)}{end}"


TRACKED = 'w:id="1" w:author="A"'


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (p(r("one")) + p(r("two")), "one\ntwo"),
        (p(r("one")) + "<w:p/>" + p(r("two")), "one\n\ntwo"),
        (p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t><w:tab/><w:t>d</w:t></w:r>"), "a\nb\nc\td"),
        (p('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>'), "a\nb"),
        (p("<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>break</w:t><w:softHyphen/><w:t>ing</w:t></w:r>"), "non\u2011break\u00ading"),
        (p(r("see ") + f'<w:hyperlink r:id="rId1">{r("the site")}</w:hyperlink>' + r(" now")), "see the site now"),
        (p(r("a ") + f"<w:ins {TRACKED}>{r('new ')}</w:ins><w:del {TRACKED}><w:r><w:delText>old </w:delText></w:r></w:del>" + r("b")), "a new b"),
        (p(f"<w:moveFrom {TRACKED}>{r('gone')}</w:moveFrom>{r('stays')}<w:moveTo {TRACKED}>{r(' came')}</w:moveTo>"), "stays came"),
        (p(f"<w:ins {TRACKED}><w:del {TRACKED}>{r('in and out')}</w:del></w:ins>{r('a')}"), "a"),
        (p(r("one "), f"<w:rPr><w:del {TRACKED}/></w:rPr>") + p(r("two")) + p(r("three")), "one two\nthree"),
        (f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{p(r('block'))}</w:sdtContent></w:sdt>" + p(r("b")), "block\nb"),
        (p(r("a ") + f"<w:sdt><w:sdtPr/><w:sdtContent>{r('inline')}</w:sdtContent></w:sdt>" + r(" b")), "a inline b"),
        (p(f"<w:smartTag>{r('a')}</w:smartTag><w:customXml>{r('b')}</w:customXml><w:bdo>{r('c')}</w:bdo>"), "abc"),
        (p(box(p(r("box"))) + r("anchor")) + p(r("next")), "box\nanchor\nnext"),
        (p(r("anchor") + box(p(r("box")) + p(r("two")))) + p(r("next")), "anchor\nbox\ntwo\nnext"),
        (p(r("outer") + box(p(r("inner") + box(p(r("innermost")))))), "outer\ninner\ninnermost"),
        (p("<w:r><w:pict><v:textbox><w:txbxContent>" + p(r("old box")) + "</w:txbxContent></v:textbox></w:pict></w:r>" + r("a")), "old box\na"),
        (
            p(
                '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:char="1F600"/></mc:Choice>'
                "<mc:Fallback><w:t>😀</w:t></mc:Fallback></mc:AlternateContent></w:r>"
            ),
            "😀",
        ),
        (p(r("page ") + field("PAGE", "3") + r(" of 4")), "page 3 of 4"),
        (p(f'<w:fldSimple w:instr="DATE">{r("3 May")}</w:fldSimple>'), "3 May"),
        (p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + field("MERGEFIELD x", "hidden") + r("also")) + p(r("seen")), "\nseen"),
        (p('<w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/></w:r>' + r("seen")), "seen"),
        (p(r("a") + r("secret", "<w:vanish/>") + r("b", '<w:vanish w:val="0"/>')), "ab"),
        (p(f"<w:ruby><w:rubyPr/><w:rt>{r('gloss')}</w:rt><w:rubyBase>{r('base')}</w:rubyBase></w:ruby>"), "base"),
        (p("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), "x=1"),
        (p(r("liberta") + r("\u0300")), "libertà"),
        (p("<w:r><w:t>a\nb</w:t></w:r><!-- c --><?pi d?>"), "a b"),
        (p(r("a\u2028b")), "a\nb"),
        (p(r("a", "<w:rFonts w:ascii='t'/>") + "<w:proofErr w:type='x'/><w:bookmarkStart w:id='1' w:name='b'/>" + r("b")), "ab"),
    ],
)
def test_what_a_reader_sees_is_read(tmp_path: Path, xml: str, text: str) -> None:
    """Visible text is read once and in order, deleted and hidden text is not."""
    assert read_bytes(tmp_path, with_body(xml)).text.rstrip("\n") == text


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([cell(p(r("a"))) + cell(p(r("b"))), cell(p(r("c"))) + cell("<w:p/>")], "a\nb\nc\n"),
        ([cell(p(r("a")) + p(r("b"))) + cell(p(r("c")))], "a\nb\nc"),
        ([cell(p(r("wide")), '<w:gridSpan w:val="2"/>'), cell(p(r("a"))) + cell(p(r("b")))], "wide\na\nb"),
        ([cell(p(r("tall")), '<w:vMerge w:val="restart"/>') + cell(p(r("a"))), cell("<w:p/>", "<w:vMerge/>") + cell(p(r("b")))], "tall\na\nb"),
        ([cell(p(r("a")), '<w:hMerge w:val="restart"/>') + cell("<w:p/>", '<w:hMerge w:val="continue"/>')], "a"),
        ([cell(f"<w:tbl><w:tr>{cell(p(r('inner')))}</w:tr></w:tbl>" + p(r("after")))], "inner\nafter"),
        ([f"<w:trPr><w:del {TRACKED}/></w:trPr>" + cell(p(r("gone"))), f"<w:trPr><w:ins {TRACKED}/></w:trPr>" + cell(p(r("new")))], "new"),
        ([f"<w:sdt><w:sdtContent>{cell(p(r('control')))}</w:sdtContent></w:sdt>" + cell(p(r("b")))], "control\nb"),
    ],
)
def test_tables_are_read_row_by_row(tmp_path: Path, rows: list[str], text: str) -> None:
    """A line a cell paragraph, rows from above, a merged cell once, between the paragraphs around the table."""
    table = "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert read_bytes(tmp_path, with_body(p(r("before")) + table + p(r("behind")))).text == f"before\n{text}\nbehind"


def test_paragraphs_begin_where_the_origin_says(tmp_path: Path) -> None:
    """Every paragraph, empty ones too, begins at its own offset; a line break inside one begins none."""
    document = read_bytes(tmp_path, with_body(p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>") + "<w:p/>" + p(r("liberta\u0300")) + p(r("c"))))
    assert document.text == "a\nb\n\nlibertà\nc"
    assert document.origin.unit == "paragraph"
    assert document.origin.starts == (0, 4, 5, 13)


def test_styles_give_hints(tmp_path: Path) -> None:
    """Built-in styles tell headings, list items and quotations; body text and blank paragraphs have no hint."""
    word = docx.Document()
    rows = [
        ("T", "Title", H),
        ("S", "Subtitle", H),
        ("one", "Heading 1", H),
        ("nine", "Heading 9", H),
        ("b", "List Bullet", L),
        ("n", "List Number 2", L),
        ("q", "Quote", Q),
        ("i", "Intense Quote", Q),
        ("body", "Normal", None),
        ("text", "Body Text", None),
        ("lp", "List Paragraph", None),
        (" ", "Heading 1", None),
    ]
    for text, style, _ in rows:
        word.add_paragraph(text, style=style)
    assert hinted(read_bytes(tmp_path, bytes_of(word))) == [(text, role) for text, _, role in rows if role is not None]


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'


@pytest.mark.parametrize(
    ("properties", "role"),
    [
        (NUMBERED.format(1), L),
        (NUMBERED.format(0), None),
        ('<w:pStyle w:val="ListBullet"/>' + NUMBERED.format(0), None),
        ('<w:pStyle w:val="Heading1"/>' + NUMBERED.format(1), H),
        ('<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="9"/>', None),
        ('<w:outlineLvl w:val="2"/>', H),
        ('<w:outlineLvl w:val="9"/>', None),
        ('<w:outlineLvl w:val="²"/>', None),
        ('<w:pStyle w:val="Titolo1"/>', H),
        ('<w:pStyle w:val="OnHeading"/>', H),
        ('<w:pStyle w:val="OnHeadingFlat"/>', None),
        ('<w:pStyle w:val="OnBullet"/>', L),
        ('<w:pStyle w:val="Citazione"/>', Q),
        ('<w:pStyle w:val="RingA"/>', None),
        ('<w:pStyle w:val="NoSuchStyle"/>', None),
        ("<w:pStyle/>", None),
    ],
)
def test_the_nearest_statement_on_style_counts(tmp_path: Path, properties: str, role: Role | None) -> None:
    """A paragraph's own numbering and level come before its style's, and that before the style's base."""
    styles = {
        "Titolo1": '<w:name w:val="heading 1"/>',
        "OnHeading": '<w:name w:val="Mine"/><w:basedOn w:val="Heading1"/>',
        "OnHeadingFlat": '<w:name w:val="Flat"/><w:basedOn w:val="Heading1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>',
        "OnBullet": '<w:name w:val="Points"/><w:basedOn w:val="ListBullet"/>',
        "Citazione": '<w:name w:val="Quote"/>',
        "RingA": '<w:name w:val="Ring A"/><w:basedOn w:val="RingB"/>',
        "RingB": '<w:name w:val="Ring B"/><w:basedOn w:val="RingA"/>',
    }
    data = with_body(p(r("text"), properties))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        old = archive.read("word/styles.xml")
    added = "".join(f'<w:style w:type="paragraph" w:styleId="{key}">{inner}</w:style>' for key, inner in styles.items())
    document = read_bytes(tmp_path, replaced(data, {"word/styles.xml": old.replace(b"</w:styles>", added.encode() + b"</w:styles>")}))
    assert hinted(document) == ([("text", role)] if role else [])


def test_headers_come_before_and_footers_after(tmp_path: Path) -> None:
    """Header and footer of the first section surround the body, an empty line apart, and keep their roles."""
    word = docx.Document()
    word.add_paragraph("Dear Minister,")
    section = word.sections[0]
    section.header.paragraphs[0].text = "Amnesty"
    section.header.add_paragraph("Rome")
    section.footer.paragraphs[0].text = "www.example.org"
    document = read_bytes(tmp_path, bytes_of(word))
    assert document.text == "Amnesty\nRome\n\nDear Minister,\n\nwww.example.org"
    assert hinted(document) == [("Amnesty", A), ("Rome", A), ("www.example.org", F)]
    assert document.origin.starts == (0, 8, 14, 30)


@pytest.mark.parametrize(("first_page", "text"), [(True, "Letterhead\n\nPage two\n\nbody"), (False, "Page two\n\nbody")])
def test_the_first_page_has_its_own_header_only_if_switched_on(tmp_path: Path, first_page: bool, text: str) -> None:
    """A letterhead on the first page alone is read where that is switched on."""
    word = docx.Document()
    word.add_paragraph("body")
    section = word.sections[0]
    section.different_first_page_header_footer = first_page
    section.first_page_header.paragraphs[0].text = "Letterhead"
    section.header.paragraphs[0].text = "Page two"
    assert read_bytes(tmp_path, bytes_of(word)).text == text


def test_the_same_header_is_read_once(tmp_path: Path) -> None:
    """Equal headers, blank ones, and those of later sections add nothing."""
    word = docx.Document()
    word.add_paragraph("body")
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Amnesty"
    section.header.paragraphs[0].text = "Amnesty "
    section.footer.paragraphs[0].text = "  "
    later = word.add_section()
    later.header.is_linked_to_previous = False
    later.header.paragraphs[0].text = "Annex"
    assert read_bytes(tmp_path, bytes_of(word)).text.startswith("Amnesty\n\nbody")
    assert "Annex" not in read(tmp_path / "letter.docx").text


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (p(r("a")), []),
        (p(f"<w:ins {TRACKED}>{r('a')}</w:ins>"), ["accepted"]),
        (p(r("a") + '<w:r><w:footnoteReference w:id="1"/></w:r>'), []),
        (p(r("a") + r("b", "<w:vanish/>")), ["hidden"]),
        (p(r("a") + r(" ", "<w:vanish/>")), []),
        (p(r("a")) + '<w:altChunk r:id="rId1"/>', ["embedded"]),
    ],
)
def test_what_was_passed_over_is_said(tmp_path: Path, xml: str, words: list[str]) -> None:
    """A remark tells of tracked changes, and of text that is there but was not read."""
    remarks = read_bytes(tmp_path, with_body(xml)).remarks
    assert len(remarks) == len(words)
    assert all(word in remark for word, remark in zip(words, remarks, strict=True))


def part(name: str, data: bytes | None = None) -> bytes:
    with zipfile.ZipFile(BytesIO(data or TEXT)) as archive:
        return archive.read(name)


def notes(kind: str, *inner: str) -> bytes:
    """A part of footnotes or endnotes, numbered from 2 on behind the two lines that part them from the text."""
    lines = (f'<w:{kind} w:type="{line}" w:id="{key}">{p(r("line"))}</w:{kind}>' for key, line in enumerate(("separator", "continuationSeparator")))
    found = (f'<w:{kind} w:id="{key}">{text}</w:{kind}>' for key, text in enumerate(inner, start=2))
    return f"<w:{kind}s {NAMES}>{''.join(lines)}{''.join(found)}</w:{kind}s>".encode()


def reference(key: int, kind: str = "footnote", more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}" {more}/></w:r>'


def with_notes(body: str, footnotes: bytes, endnotes: bytes) -> bytes:
    data = with_body(body)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(f'<Relationship Id="n{name}" Type="{kind}/{name}s" Target="{name}s.xml"/>' for name in ("footnote", "endnote"))
    old = part("word/_rels/document.xml.rels", data)
    return replaced(
        data,
        {
            "word/_rels/document.xml.rels": old.replace(b"</Relationships>", relations.encode() + b"</Relationships>"),
            "word/footnotes.xml": footnotes,
            "word/endnotes.xml": endnotes,
        },
    )


OWN_MARK = "<w:r><w:footnoteRef/></w:r>"


def test_notes_follow_the_body(tmp_path: Path) -> None:
    """Footnotes and endnotes are counted together in the order of the text, marked after the word, and read after the body."""
    footnotes = notes(
        "footnote",
        p(OWN_MARK + r(" See one.")) + p(r("More.")) + "<w:p/>",
        p(r("* See star.")),
        p(r("never referred to")),
        p(OWN_MARK + r("See four.")),
    )
    body = p(r("We write") + reference(2) + r(" to you") + reference(2, "endnote") + r(".")) + p(
        r("Own") + reference(3, more='w:customMarkFollows="1"') + r("* and") + reference(9) + reference(0) + reference(5) + reference(2)
    )
    document = read_bytes(tmp_path, with_notes(body, footnotes, notes("endnote", p(r(" See end.")))))
    assert document.text == "We write[1] to you[2].\nOwn* and[3][1]\n\n[1] See one.\nMore.\n[2] See end.\n* See star.\n[3] See four."
    assert hinted(document) == [("[1] See one.", N), ("More.", N), ("[2] See end.", N), ("* See star.", N), ("[3] See four.", N)]
    assert document.remarks == ()


def test_notes_of_what_is_not_read_are_not_read(tmp_path: Path) -> None:
    """A note in deleted or hidden text is left out, and does not count."""
    deleted, hidden = f"<w:del {TRACKED}>{reference(2)}</w:del>", reference(3).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
    footnotes = notes("footnote", p(r("a")), p(r("b")), p(r("c") + f"<w:ins {TRACKED}>{r(' new')}</w:ins>"))
    document = read_bytes(tmp_path, with_notes(p(r("one") + deleted + hidden + reference(4)), footnotes, notes("endnote")))
    assert document.text == "one[1]\n\n[1] c new"
    assert revised(document) == [(3, ""), (13, " new")]


def revised(document: Document) -> list[tuple[int, str]]:
    return [(span.start, document.text[span.start : span.end]) for span in document.revised]


INSERTED, DELETED = f"<w:ins {TRACKED}>{{}}</w:ins>", f"<w:del {TRACKED}><w:r><w:delText>old</w:delText></w:r></w:del>"


@pytest.mark.parametrize(
    ("xml", "places"),
    [
        (p(r("a ") + INSERTED.format(r("new")) + r(" b") + DELETED), [(2, "new"), (7, "")]),
        (p(r("a ") + DELETED + INSERTED.format(r("new ")) + r("b")), [(2, "new ")]),
        (p(r("a")) + p(INSERTED.format(r("b"))) + p(r("c") + f"<w:moveTo {TRACKED}>{r('d')}</w:moveTo>"), [(2, "b"), (5, "d")]),
        (p(r("a") + f"<w:moveFrom {TRACKED}>{r('b')}</w:moveFrom>"), [(1, "")]),
        (p(r("one "), f"<w:rPr><w:del {TRACKED}/></w:rPr>") + p(r("two") + INSERTED.format(r(" three"))), [(4, ""), (7, " three")]),
        (p(r("one"), f"<w:rPr><w:ins {TRACKED}/></w:rPr>") + p(r("two")), [(3, "")]),
        (p(r("liberta\u0300 ") + INSERTED.format(r("e\u0300"))), [(8, "è")]),
        (f"<w:tbl><w:tr><w:trPr><w:del {TRACKED}/></w:trPr>{cell(p(r('gone')))}</w:tr></w:tbl>" + p(r("a")), [(0, "")]),
        (p(r("a")) + f"<w:tbl><w:tr><w:trPr><w:ins {TRACKED}/></w:trPr>{cell(p(r('new')))}</w:tr></w:tbl>", [(2, "new")]),
        (p(r("anchor") + box(p(INSERTED.format(r("box"))))), [(7, "box")]),
        (p(r("a", f"<w:rPrChange {TRACKED}/>")), []),
    ],
)  # fmt: skip
def test_places_of_tracked_changes_are_known(tmp_path: Path, xml: str, places: list[tuple[int, str]]) -> None:
    """Inserted text has a span, and where something was deleted an empty one lies."""
    assert revised(read_bytes(tmp_path, with_body(xml))) == places


TEXT = with_body(p(r("Dear Minister")))
TYPES = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    "data",
    [
        replaced(TEXT, {"word/styles.xml": None}),
        replaced(TEXT, {"_rels/.rels": None}),
        replaced(TEXT, {"[Content_Types].xml": None}),
        replaced(TEXT, {"word/_rels/document.xml.rels": None}),
        replaced(TEXT, {"word/_rels/document.xml.rels": part("word/_rels/document.xml.rels").replace(b"theme/theme1.xml", b"NULL")}),
        replaced(TEXT, {"[Content_Types].xml": part("[Content_Types].xml").replace(TYPES, b"application/vnd.ms-word.document.macroEnabled")}),
        replaced(TEXT, {"docProps/thumbnail.jpeg": b"broken"}, zipfile.ZIP_STORED),
        replaced(
            TEXT,
            {
                "word/document.xml": None,
                "word/document2.xml": part("word/document.xml"),
                "_rels/.rels": part("_rels/.rels").replace(b"word/document.xml", b"/word/document2.xml"),
            },
        ),
        replaced(
            TEXT,
            {
                "word/document.xml": part("word/document.xml").replace(
                    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
                )
            },
        ),
        replaced(TEXT, {"word/document.xml": part("word/document.xml").decode().replace("UTF-8", "UTF-16").encode("utf-16")}),
    ],
)
def test_odd_but_whole_documents_are_read(tmp_path: Path, data: bytes) -> None:
    """What Word forgives, and what other programs write, is read as well."""
    assert read_bytes(tmp_path, data).text == "Dear Minister"


def with_xml(xml: bytes) -> Callable[[], bytes]:
    return lambda: replaced(TEXT, {"word/document.xml": xml})


def bomb() -> bytes:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">{laughs}]><w:document {NAMES}><w:body>{p(r("&a9;"))}</w:body></w:document>'.encode()


def lying() -> bytes:
    """A part whose headers say ten bytes, and whose data unpacks to a hundred million."""
    data = replaced(TEXT, {"word/document.xml": bytes(100_000_000)})
    return data.replace((100_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))


def flagged() -> bytes:
    """A document whose members all carry the mark of zip's own encryption."""
    data = bytearray(TEXT)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("make", "advice"),
    [
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password or is an old .doc"),
        (flagged, "protected by a password"),
        (lambda: b"Dear Minister", "not a Word document"),
        (lambda: b"%PDF-1.7", "not a Word document"),
        (lambda: b" \n", "not a Word document"),
        (lambda: TEXT[: len(TEXT) // 2], "damaged"),
        (lambda: TEXT[:-10], "damaged"),
        (lambda: TEXT[:4], "damaged"),
        (lambda: TEXT[:2000] + bytes(400) + TEXT[2400:], "damaged|not a Word"),
        (lambda: b"PK\x05\x06" + bytes(18), "not a Word document"),
        (lambda: replaced(TEXT, {"word/document.xml": None}), "not a Word document"),
        (lambda: replaced(TEXT, {"_rels/.rels": b"<broken"}), "damaged"),
        (lambda: replaced(TEXT, {"word/styles.xml": b"<broken"}), "damaged"),
        (lambda: replaced(TEXT, {}, zipfile.ZIP_LZMA), "damaged"),
        (lambda: replaced(TEXT, {f"x{n}": b"" for n in range(package_module.MAX_PARTS)}), "more parts"),
        (with_xml(b""), "damaged"),
        (with_xml(b"\0\1\2"), "damaged"),
        (with_xml(part("word/document.xml")[:-30]), "damaged"),
        (with_xml(b"<a/>"), "not a Word document"),
        (with_xml(b'<?xml version="1.0" encoding="nonsense"?><a/>'), "damaged"),
        (with_xml(part("word/document.xml").replace(b"Dear Minister", b"")), "holds no text"),
        (with_xml(bomb()), "defines entities"),
        (with_xml(bomb().decode().encode("utf-16")), "defines entities"),
        (with_xml(b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>'), "defines entities"),
        (with_xml(bytes(100_000_000)), "more text than any letter"),
        (lying, "damaged|more text"),
        (with_xml(b"<a>" * 100_000), "damaged"),
        (with_xml(b"<a>" + b"<b/>" * 700_000 + b"</a>"), "more text than any letter"),
        (lambda: with_notes(p(r("a") + reference(2)), b"<broken", b"<a/>"), "damaged"),
    ],
)
def test_damaged_and_hostile_files_are_refused_in_time(tmp_path: Path, make: Callable[[], bytes], advice: str) -> None:
    """Protected, damaged and booby-trapped files are refused in one sentence, soon."""
    refused(tmp_path / "letter.docx", make(), advice)


def test_deep_nesting_is_walked_or_refused(tmp_path: Path) -> None:
    """Content controls nested deeper than Python can recurse do not end in a traceback."""
    depth = 1000
    deep = "<w:sdt><w:sdtContent>" * depth + p(r("deep")) + "</w:sdtContent></w:sdt>" * depth
    xml = f"<w:document {NAMES}><w:body>{deep}</w:body></w:document>".encode()
    try:
        assert read_bytes(tmp_path, replaced(TEXT, {"word/document.xml": xml})).text == "deep"
    except ReadError as error:
        assert "damaged" in str(error)


@pytest.mark.parametrize("step", range(0, len(TEXT), len(TEXT) // 60))
def test_a_flipped_byte_is_never_a_traceback(tmp_path: Path, step: int) -> None:
    """Whatever byte is wrong, the document is read or refused."""
    data = bytearray(TEXT)
    data[step] ^= 0xFF
    try:
        assert read_bytes(tmp_path, bytes(data)).text
    except ReadError as error:
        assert str(error).endswith(".")
