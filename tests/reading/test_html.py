"""Web pages: what a browser would print, paragraph by paragraph, and no damage that is not a sentence."""

from __future__ import annotations

import codecs
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from letterqa.errors import ReadError
from letterqa.letter import Document, Role
from letterqa.reading import read
from letterqa.reading.webpage import MAX_EVENTS

H, Q, L, F, A, N = Role.HEADING, Role.QUOTATION, Role.LIST_ITEM, Role.FOOTER, Role.LETTERHEAD, Role.NOTE


def read_page(folder: Path, page: str | bytes, suffix: str = ".html") -> Document:
    path = folder / f"letter{suffix}"
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    return read(path)


def hinted(document: Document) -> list[tuple[str, Role | None]]:
    return [(document.text[hint.span.start : hint.span.end], hint.role) for hint in document.hints]


def revised(document: Document) -> list[tuple[int, str]]:
    return [(span.start, document.text[span.start : span.end]) for span in document.revised]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<p>one<p>two", "one\ntwo"),
        ("<html><head><title>Title</title><style>p{}</style></head><body><p>a</p></body></html>", "a"),
        ("<p>a\n   b\t c </p>\n\n <p> d</p>", "a b c\nd"),
        ("<p>a <b> b</b> <i>c </i> d</p>", "a b c d"),
        ("<p>H.E. Name<br>Minister<br/>\n  Rome<br></p><p>b</p>", "H.E. Name\nMinister\nRome\nb"),
        ("Dear Minister,<br><br>we write.<br>\n<br><br>Yours", "Dear Minister,\n\nwe write.\n\nYours"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<p>a</p><p>&nbsp;</p><p> &nbsp; </p><p>b</p>", "a\n\nb"),
        ("<p>a<br>&nbsp;<br>b</p>", "a\n\nb"),
        ("<p>a</p><p></p><p>b</p><p><br></p>", "a\nb"),
        ("<p>&nbsp;&nbsp;a&nbsp;b</p>", "\u00a0\u00a0a\u00a0b"),
        ("a<p>b</p>c", "a\nb\nc"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<p>a<span style='display:block'>b</span>c", "a\nb\nc"),
        ("<ul><li style='display: inline'>a <li style='display: inline'>b</ul>", "a b"),
        ("<pre>\nDear Minister,\n\n  we write\nto you.\n</pre>c", "Dear Minister,\n\n  we write\nto you.\nc"),
        ("<p style='white-space:pre-wrap'>a  b\nc</p>", "a  b\nc"),
        ("<textarea>x</textarea><select><option>y</select><p>a", "a"),
        ("<script>if (a<b) '<p>c</p>'</script><noscript>x</noscript><template><p>y</p></template><svg><text>z</text></svg>a", "a"),
        ("a<!-- <p>b</p> -->c<!--[if mso]><p>d</p><![endif]--><![if !mso]>e<![endif]>", "ace"),
        ("&agrave;&#8364;&#x20ac;&hellip;&amp;lt;&lt;p&gt;", "à€€…&lt;<p>"),
        ("liberta&#768;", "libertà"),
        ("1 < 2 &foo; R&D", "1 < 2 &foo; R&D"),
        ("<p>He said <q>no</q>.", "He said “no”."),
        ("a<wbr>b&shy;c", "ab\u00adc"),
        ("<ruby>base<rp>(</rp><rt>gloss</rt><rp>)</rp></ruby>", "base"),
        ("<p aria-hidden=true>a <img src='file:///etc/passwd' alt='b'>c", "a c"),
        ("<details><summary>a</summary>b</details><dialog>c</dialog>", "a\nb"),
        ("<table><tr><td>a<td>b<tr><td><p>c<p>d<td>e</table>f", "a\nb\nc\nd\ne\nf"),
        ("<table><tr><td colspan=2>a</td></tr><tr><td>b<table><tr><td>c</table></td><td>d</td></tr></table>", "a\nb\nc\nd"),
        ("<caption>a</caption><dl><dt>b<dd>c</dl><hr>d<address>e</address>", "a\nb\nc\nd\ne"),
        ("Dear Minister", "Dear Minister"),
        ("<p>a</p></body></html><p>b", "a\nb"),
        ("<p>a<o:p>&nbsp;</o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p>b</p>", "a\u00a0\n\nb"),
        ("<xml><w:View>Normal</w:View></xml>a", "a"),
        ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body><p>a<a name='b'/>c</p><p/></body></html>", "ac"),
        ("<p>a\u2028b</p>", "a\nb"),
        ("<p>anch<img>\n<span id='Frame1' style='float: left'><p>box</p><p>two</p></span>or</p><p>b", "anchor\nbox\ntwo\nb"),
        ("<p>a <span style='position:absolute'>box</span> b</p><p><span style='float:right'>one</span>two", "a b\nbox\none\ntwo"),
    ],
)  # fmt: skip
def test_what_a_browser_prints_is_read(tmp_path: Path, page: str, text: str) -> None:
    """Visible text is read once and in order, white space is that of a browser, and code and comments are no text."""
    assert read_page(tmp_path, page).text == text


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<h1>a</h1><p>b<h6>c</h6>", [("a", H), ("c", H)]),
        ("<ul><li>a<li><p>b<p>c<li>d<ol><li>e</ol>f</ul>", [("a", L), ("b", L), ("d", L), ("e", L)]),
        ("<ul><li><h2>a</h2>b</ul>", [("a", H), ("b", L)]),
        ("<blockquote>a<p>b<ul><li>c<p>d</ul></blockquote>e", [("a", Q), ("b", Q), ("c", L), ("d", Q)]),
        ("<header><h1>a</h1><p>b</header><p>c<footer>d<ul><li>e</ul></footer>", [("a", A), ("b", A), ("d", F), ("e", F)]),
        ("<blockquote>a<footer>b</footer></blockquote>", [("a", Q), ("b", Q)]),
        ("<p class=MsoTitle>a<p class=MsoQuote>b<p class='MsoListParagraph' style='mso-list:l0 level1 lfo1'>c<p class=title>d", [("a", H), ("b", Q), ("c", L)]),
        (
            "<p style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>item",
            [("item", L)],
        ),
        ("<p>a<p style='mso-list:none'>b", []),
        ("<ul><li><ins>a</ins></li><li><br></li></ul>", [("a", L)]),
    ],
)  # fmt: skip
def test_elements_give_hints(tmp_path: Path, page: str, expected: list[tuple[str, Role]]) -> None:
    """Headings, list items and quotations are what their elements say; a list item's mark belongs to its first paragraph."""
    assert hinted(read_page(tmp_path, page)) == expected


def test_paragraphs_begin_where_the_origin_says(tmp_path: Path) -> None:
    """Paragraphs that show are counted; line breaks inside one, and empty lines, begin none."""
    document = read_page(tmp_path, "<p><br></p><p>liberta&#768;<br>b</p><p>&nbsp;</p>c<br><br>d<p>e")
    assert document.text == "libertà\nb\n\nc\n\nd\ne"
    assert document.origin.unit == "paragraph"
    assert document.origin.starts == (0, 11, 14, 16)


def test_head_notes_and_foot_stand_apart(tmp_path: Path) -> None:
    """An empty line parts the head of the page, its text, the notes and the foot; a section's own head and foot stay in their place."""
    page = "<div title='footer'>Page 1</div>"
    head = "<div title='header'>Amnesty</div><p>Dear<a href='#sdfootnote1sym' name='sdfootnote1anc'><sup>1</sup></a> Minister"
    note = "<div id='sdfootnote1'><p><a name='sdfootnote1sym' href='#sdfootnote1anc'>1</a>\n See one.</div>"
    document = read_page(tmp_path, head + "<section><header>Part</header><p>b<footer>c</footer></section><p>d" + note + page)
    assert document.text == "Amnesty\n\nDear[1] Minister\nPart\nb\nc\nd\n\n[1] See one.\n\nPage 1"
    assert hinted(document) == [("Amnesty", A), ("Part", A), ("c", F), ("[1] See one.", N), ("Page 1", F)]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (  # as a word processor saves footnotes and endnotes
            "<p>a<a href='#sdfootnote1sym'><sup>1</sup></a> b<a href='#sdendnote1sym'><sup>i</sup></a> c<a href='#sdfootnote2sym'><sup>2</sup></a>"
            "<div id='sdfootnote1'><p><a name='sdfootnote1sym'href='#sdfootnote1anc'>1</a>One</div>"
            "<div id='sdendnote1'><p><a name='sdendnote1sym' href='#sdendnote1anc'>i</a> Two</div>",
            "a[1] b[2] c[3]\n\n[1] One\n[2] Two",
        ),
        (  # as another does
            "<p>a<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference>[1]</span></a>."
            "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>"
            "<a href='#_ftnref1' name='_ftn1'><span>[1]</span></a> One</p></div></div>",
            "a[1].\n\n[1] One",
        ),
        (  # as converters from Markdown do
            "<p>a<a href='#fn1' id='fnref1' role='doc-noteref'><sup>1</sup></a>.</p><section class='footnotes' role='doc-endnotes'><ol>"
            "<li id='fn1'><p>One<a href='#fnref1' class='footnote-back' role='doc-backlink'>↩︎</a></p></li></ol></section>",
            "a[1].\n\n[1] One",
        ),
        ("<p>a<a href='#fn1'>1</a>.</p><ol><li id='fn1'>One</ol>", "a[1].\n\n[1] One"),
        ("<p>see <a href='#note'>the note</a>, 12<sup>2</sup> <a href='#top'>3</a>", "see the note, 122 3"),
    ],
)  # fmt: skip
def test_marks_of_notes_are_numbers_in_brackets(tmp_path: Path, page: str, text: str) -> None:
    """The number of a note is set off from the word it follows, as in every other format."""
    document = read_page(tmp_path, page)
    assert document.text == text
    assert all(role is N for _, role in hinted(document))


TRACKED, HIDDEN = "accepted", "hidden"


@pytest.mark.parametrize(
    ("page", "text", "places"),
    [
        ("<p>a <ins>new</ins> <del>old</del> b", "a new b", [(2, "new")]),
        ("<p>a <ins>new</ins> one <del>old</del> b", "a new one b", [(2, "new"), (9, "")]),
        ("<p>a <del>old</del><ins>new</ins> b", "a new b", [(1, ""), (2, "new")]),
        ("<p>a</p><ins><p>b</p><p>c</p></ins><del><p>d</p></del><p>e", "a\nb\nc\ne", [(2, "b"), (4, "c"), (6, "")]),
        ("<p>liberta&#768; <ins>e&#768;</ins> <ins>c</ins>", "libertà è c", [(8, "è"), (10, "c")]),
        ("<p>a</p><del><p>b</p></del>", "a", [(1, "")]),
        ("<p>a<ins>1</ins><ins>2</ins>", "a12", [(1, "12")]),
    ],
)
def test_tracked_changes_are_accepted_and_told(tmp_path: Path, page: str, text: str, places: list[tuple[int, str]]) -> None:
    """Deleted text is left out, inserted text stays, and both places are known."""
    document = read_page(tmp_path, page)
    assert document.text == text
    assert revised(document) == places
    assert len(document.remarks) == 1
    assert TRACKED in document.remarks[0]


@pytest.mark.parametrize(
    ("page", "text", "told"),
    [
        ("<p>a<span hidden>b</span>c", "ac", True),
        ("<div style='margin:0; Display : NONE !important'><p>b</p></div>a", "a", True),
        ("a<span style='visibility:hidden'>b</span><span style='mso-hide:all'>c</span>", "a", True),
        ("<style>.x, p.secret { color:red; display: none } .y{display:none} .y{display:block}</style><p class='secret a'>b<p class=y>a", "a", True),
        ("<style>@media print { .x{display:none} } #x .x{display:none}</style><p class=x>a", "a", False),
        ("<div style='display:none'><script>b</script> <img></div>a", "a", False),
        ("<ins class='ad'></ins><del> </del>a", "a", False),
        ("<input type=hidden value=b><p style='display:inline'>a", "a", False),
        ("a<a class=msocomanchor href='#c'>[A1]</a><div style='mso-element:comment-list'><p>b</div>", "a", False),
    ],
)  # fmt: skip
def test_hidden_text_is_not_read(tmp_path: Path, page: str, text: str, told: bool) -> None:
    """What does not show is left out, and a remark tells so if it was text."""
    document = read_page(tmp_path, page)
    assert document.text == text
    assert [HIDDEN in remark for remark in document.remarks] == [True] * told


WORDS = "<p>La libertà è “un diritto” — 5 €"


@pytest.mark.parametrize(
    ("data", "remarks"),
    [
        (WORDS.encode(), 0),
        (codecs.BOM_UTF8 + WORDS.encode(), 0),
        (WORDS.encode("utf-16"), 0),
        (WORDS.encode("utf-16-le"), 0),
        (b"<meta charset=windows-1252>" + WORDS.encode("cp1252"), 0),
        (b'<META http-equiv="Content-Type" content="text/html; charset=iso-8859-1">' + WORDS.encode("cp1252"), 0),
        (b"<meta charset='x-mac-roman'>" + WORDS.encode("mac_roman"), 0),
        (b"<?xml version='1.0' encoding='macintosh'?>" + WORDS.encode("mac_roman"), 0),
        (b"<meta charset=windows-1252>" + WORDS.encode(), 0),
        (b"<meta charset=utf-8>" + WORDS.encode("cp1252"), 1),
        (b"<meta charset=utf-7>" + WORDS.encode("cp1252"), 1),
        (b"<meta charset=nonsense>" + WORDS.encode("cp1252"), 1),
        (WORDS.encode("cp1252"), 1),
    ],
)
def test_encodings_are_told(tmp_path: Path, data: bytes, remarks: int) -> None:
    """A mark, Unicode that shows as such, what the page says, and the usual guess, in this order."""
    document = read_page(tmp_path, data)
    assert document.text == WORDS.removeprefix("<p>")
    assert len(document.remarks) == remarks


def test_crlf_and_suffixes(tmp_path: Path) -> None:
    """All usual suffixes are pages; line ends of any kind are white space."""
    for suffix in (".html", ".htm", ".xhtml", ".HTM"):
        assert read_page(tmp_path, "<p>a\r\nb\rc</p>\r\n<pre>d\r\ne</pre>", suffix).text == "a b c\nd\ne"


LETTER = "<html><body><p>Dear Minister</p></body></html>"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("make", "advice"),
    [
        (lambda: b"PK\x03\x04" + bytes(60), "zipped file under another name"),
        (lambda: b"%PDF-1.7\n<p>a", "PDF"),
        (lambda: b"{\\rtf1 a}", "RTF"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\r", "binary data"),
        (lambda: bytes(range(256)) * 8, "binary data"),
        (lambda: LETTER.encode() + b"\0", "binary data"),
        (lambda: codecs.BOM_UTF16_LE + b"<\0p\0>", "damaged"),
        (lambda: codecs.BOM_UTF8 + b"<p>perch\xe9", "damaged"),
        (lambda: b"<html><head><title>Letter</title></head><body></body></html>", "holds no text"),
        (lambda: b"<p hidden>a<script>b</script>", "holds no text"),
        (lambda: b"<frameset><frame src='a.html'></frameset>", "holds no text"),
        (lambda: b"<!-- " + LETTER.encode(), "holds no text"),
        (lambda: b" \n ", "holds no text"),
        (lambda: f'<!DOCTYPE html [<!ENTITY a0 "ha">{LAUGHS}]><p>&a9;'.encode(), "defines entities"),
        (lambda: b'<!DOCTYPE x [ <!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;', "defines entities"),
        (lambda: b"From: <Saved>\r\nSubject: a\r\n b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n" + LETTER.encode(), "web archive"),
        (lambda: b"<b>" * (MAX_EVENTS + 1), "more elements"),
        (lambda: b"<pre>" + b"a\n\n" * MAX_EVENTS, "more elements"),
        (lambda: b"<" * (MAX_EVENTS * 2), "more elements"),
    ],
)  # fmt: skip
def test_damaged_and_hostile_files_are_refused_in_time(tmp_path: Path, make: Callable[[], bytes], advice: str) -> None:
    """What is no page, says nothing, or is a trap is refused in one sentence, soon."""
    data = make()
    began = time.monotonic()
    with pytest.raises(ReadError, match=advice) as caught:
        read_page(tmp_path, data)
    assert time.monotonic() - began < 10
    message = str(caught.value)
    assert message.startswith(str(tmp_path / "letter.html"))
    assert message.endswith(".")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<div>" * 100_000 + "a", "a"),
        ("<ul><li>" * 50_000 + "a", "a"),
        ("<span>" * 100_000 + "a" + "</span>" * 100_000 + "b", "ab"),
        ("<table><tr><td>" * 30_000 + "a", "a"),
        ("<p>" + "<a href='#fn1'>" * 50_000 + "aa", "aa"),
        ("<p>" + "a<del>b</del>" * 50_000, "a" * 50_000),
        ("a" + "</p>" * 200_000 + "b", "ab"),
        ("<a " + "b='" * 500_000 + "'>a", "a"),
        ("<p style='" + "; " * 1_000_000 + "'>a", "a"),
        ("<p class='" + "c " * 1_000_000 + "'>a", "a"),
        ("<style>" + "a{" * 500_000 + "</style>a", "a"),
        ("a" + "<!--" * 500_000, "a"),
        ("&" * 1_000_000, "&" * 1_000_000),
        ("<p>" + "a<span style='float:left'>" * 20_000, "a\n" * 20 + "a" * 19_980),
        ("<header>a</header>" * 20_000, "\n".join("a" * 20_000)),
    ],
)
def test_deep_and_endless_pages_are_read_in_time(tmp_path: Path, page: str, text: str) -> None:
    """Nesting and repetition cost no more than their length."""
    began = time.monotonic()
    assert read_page(tmp_path, page).text == text
    assert time.monotonic() - began < 10


SAMPLE = f"<meta charset=utf-8><style>.x{{display:none}}</style>{LETTER}<ul><li>a<ins>b</ins><del>c</del><li>d</ul><a href='#fn1'>1</a>é".encode()


@pytest.mark.parametrize("at", range(0, len(SAMPLE), 4))
def test_a_flipped_or_missing_byte_is_never_a_traceback(tmp_path: Path, at: int) -> None:
    """Whatever byte is wrong, and wherever the file ends, the page is read or refused."""
    data = bytearray(SAMPLE)
    data[at] ^= 0xFF
    for damaged in (bytes(data), SAMPLE[: at + 1]):
        try:
            assert read_page(tmp_path, damaged).text
        except ReadError as error:
            assert str(error).endswith(".")
