"""RTF files: every visible letter once, in order, with what the file knows of it, and no damage that is not a sentence."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from letterqa.errors import ReadError
from letterqa.letter import Document, Role
from letterqa.reading import read
from refusing import refused

H, Q, L, F, A, N = Role.HEADING, Role.QUOTATION, Role.LIST_ITEM, Role.FOOTER, Role.LETTERHEAD, Role.NOTE
TABLES = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman{\*\falt Serif};}{\f1\fnil\fcharset2 Symbol;}{\f2\fnil\fcharset238 Arial CE;}"
    r"{\f3\fnil\fcharset204 Arial Cyr;}{\f4\fnil\fcharset128 MS Mincho;}{\f5\cpg1253 Greek;}}{\colortbl;\red0\green0\blue0;}"
    r"{\stylesheet{ Normal;}{\s1\sbasedon0{\*\keycode \ctrl 1}heading 1;}{\s2\outlinelevel1 Kop;}{\s3\sbasedon1 Mine;}{\s4 Quote;}{\s5\sbasedon6 A;}"
    r"{\s6\sbasedon5 B;}{\s7\sbasedon1\outlinelevel9 Flat;}{\*\cs8\additive heading 1;}{\s9 Title;}}{\info{\title Secret}{\author Me}}"
)


def rtf(body: str, head: str = r"\ansi\ansicpg1252\deff0") -> bytes:
    return ("{\\rtf1" + head + TABLES + body + "}").encode("latin-1")


def read_bytes(folder: Path, data: bytes) -> Document:
    path = folder / "letter.rtf"
    path.write_bytes(data)
    return read(path)


def hinted(document: Document) -> list[tuple[str, Role | None]]:
    return [(document.text[hint.span.start : hint.span.end], hint.role) for hint in document.hints]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\pard one\par two\par ", "one\ntwo"),
        (r"\pard one\par\par two", "one\n\ntwo"),
        ("\\pard on\r\ne\r\n\\par two", "one\ntwo"),
        ("one\\\ntwo\\\r\nthree", "one\ntwo\nthree"),
        (r"a\line b\tab c\page d", "a\nb\tc\nd"),
        (r"a\~b\_c\-d\{e\}\\f", "a\u00a0b\u2011c\u00add{e}\\f"),
        (r"\ldblquote a\rdblquote  \lquote b\rquote  \emdash\endash\bullet ", "“a” ‘b’ —–•"),
        (r"{\b bold}{\i\fs24  italic} {\lang1040 perch\'e9}", "bold italic perché"),
        (r"libert\u224\'e0 \u8217?\u8364\'80", "libertà ’€"),
        (r"\u-10179?\u-8704? \uc0\u55357 \u56832\uc1 .", "😀 😀."),
        (r"{\uc2 \u26085\'93\'fa\u26412ab}c", "日本c"),
        (r"{\uc0 \u233}x\u233?", "éxé"),
        (r"\u8220\ldblquote a\u8221\rdblquote", "“a”"),
        (r"\u233\par b", "é\nb"),
        (r"{\u233}b", "éb"),
        (r"\u-10179?x", "x"),
        (r"{\f2 \'f8\'e1d}{\f3 \'cc\'e8\'f0}{\f5 \'c1}{\f4 \'93\'fa\'96\'7b\'83V}", "řádМирΑ日本シ"),
        (r"{\f1 \'b7\'a7\'41}\u-3913?", "•▪A•"),
        (r"e\u769?", "é"),
        ("perch\xe9", "perché"),
        (r"{\upr{ansi}{\*\ud{u\u238?}}}", "uî"),
        (r"a{\*\bkmkstart x}b{\*\unknown hidden {deep} }c{\pict 00ff}d", "abcd"),
        (r"a{\v secret}{\v0 b}\v no\v0  c", "ab c"),
        (r"{\v a\plain b}", "b"),
        (r"page {\field{\*\fldinst PAGE }{\fldrslt 3}} of 4", "page 3 of 4"),
        (r"{\field{\*\fldinst HYPERLINK {a}}{\fldrslt {\ul the site}}} now", "the site now"),
        (r"{\pict\bin4 }{{}x}after", "after"),
        ("a{\\object{\\*\\objdata 00}{\\result shown}}b", "ashownb"),
        (r"a{\*\atnid N}{\*\atnauthor Me}\chatn{\*\annotation \pard comment\par}b{\xe word}c{\tc entry}", "abc"),
        (
            r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt \pard box\par two\par}}{\shprslt{\*\do{\dptxbxtext box\par}}}}anchor\par next",
            "box\ntwo\nanchor\nnext",
        ),
        (r"anchor{\shp{\*\shpinst{\shptxt box}}} on\par next", "anchor on\nbox\nnext"),
        (r"a{\*\do\dptxbx{\dptxbxtext old box\par}}\par b", "a\nold box\nb"),
        (r"a{\shp{\*\shpinst{\shptxt outer{\shp{\*\shpinst{\shptxt inner}}}}}}", "a\nouter\ninner"),
        (r"a{\mmath x}b\unknownword1 c\'zz d", "abczz d"),
        (r"a\sect b", "a\nb"),
        (r"\htmlrtf a\htmlrtf0 b", "ab"),
    ],
)
def test_what_a_reader_sees_is_read(tmp_path: Path, body: str, text: str) -> None:
    """Visible text is read once and in order, in every way in which RTF can write a letter."""
    assert read_bytes(tmp_path, rtf(body)).text == text


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (r"\ansi\ansicpg1252", "é"),
        (r"\ansi", "é"),
        (r"\ansi\ansicpg0", "é"),
        (r"\ansi\ansicpg1251", "й"),
        (r"\mac", "È"),
        (r"\pca", "Ú"),
        (r"\pc", "Θ"),
    ],
)
def test_the_code_page_is_the_file_s(tmp_path: Path, head: str, text: str) -> None:
    """Where no font says otherwise, bytes mean what the file's head says."""
    assert read_bytes(tmp_path, b"{\\rtf1" + head.encode() + rb" \'e9}").text == text


def test_an_unknown_code_page_is_said(tmp_path: Path) -> None:
    """A code page nobody knows is guessed, and only if a letter depends on it."""
    document = read_bytes(tmp_path, rb"{\rtf1\ansi\ansicpg99999 perch\'e9}")
    assert document.text == "perché"
    assert len(document.remarks) == 1
    assert "99999" in document.remarks[0]
    assert read_bytes(tmp_path, rb"{\rtf1\ansi\ansicpg99999 no accents}").remarks == ()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\trowd\cellx1\cellx2\pard\intbl a\cell b\cell\row\trowd\cellx1\cellx2\pard\intbl c\cell\cell\row", "a\nb\nc\n"),
        (r"\trowd\cellx1\pard\intbl a\par b\cell\row", "a\nb"),
        (r"\trowd\clmgf\cellx1\clmrg\cellx2\pard\intbl wide\cell\cell\row", "wide"),
        (r"\trowd\clvmgf\cellx1\cellx2\pard\intbl tall\cell a\cell\row\trowd\clvmrg\cellx1\cellx2\intbl\cell b\cell\row", "tall\na\nb"),
        (
            r"\pard\intbl\itap2 in\nestcell ner\nestcell{\*\nesttableprops\trowd\cellx1\nestrow}{\nonesttables\par}\pard\itap1 after\cell\row",
            "in\nner\nafter",
        ),
    ],
)
def test_tables_are_read_row_by_row(tmp_path: Path, body: str, text: str) -> None:
    """A line a cell paragraph, a merged cell once, between the paragraphs around the table."""
    assert read_bytes(tmp_path, rtf(rf"\pard before\par {body}\pard behind\par")).text == f"before\n{text}\nbehind"


def test_paragraphs_begin_where_the_origin_says(tmp_path: Path) -> None:
    """Every paragraph, empty ones too, begins at its own offset; a line break inside one begins none."""
    document = read_bytes(tmp_path, rtf(r"a\line b\par\par liberta\u768?\par c"))
    assert document.text == "a\nb\n\nlibertà\nc"
    assert document.origin.unit == "paragraph"
    assert document.origin.starts == (0, 4, 5, 13)


@pytest.mark.parametrize(
    ("body", "role"),
    [
        (r"\pard\s1 text\par", H),
        (r"\pard\s2 text\par", H),
        (r"\pard\s3 text\par", H),
        (r"\pard\s9 text\par", H),
        (r"\pard\s7 text\par", None),
        (r"\pard\s4 text\par", Q),
        (r"\pard\s5 text\par", None),
        (r"\pard\s77 text\par", None),
        (r"\pard text\par", None),
        (r"\pard\outlinelevel0 text\par", H),
        (r"\pard\s1\outlinelevel9 text\par", None),
        (r"{\pard\s1 text\par}", H),
        (r"{\pard\s1 text}", None),
        (r"\pard\ls1 text\par", L),
        (r"\pard\ls0 text\par", None),
        (r"\pard\ls1\pard text\par", None),
        (r"{\listtext\pard\plain\f1\'b7\tab}\ls1 text\par", L),
        (r"{\pntext\f1\'b7\tab}{\*\pn\pnlvlblt{\pntxtb\'b7}}text\par", L),
        (r"{\listtext 1.\tab}\pard\s1 text\par", H),
        (r"{\listtext 1.\tab}text", L),
        (r"\pard\s1\par\pard text\par", None),
    ],
)
def test_styles_and_bullets_give_hints(tmp_path: Path, body: str, role: Role | None) -> None:
    """Outline levels, style names and list marks tell; the paragraph's own comes first, and bullets are not in the text."""
    document = read_bytes(tmp_path, rtf(body))
    assert document.text.strip() == "text"
    assert hinted(document) == ([("text", role)] if role else [])


def test_headers_come_before_and_footers_after(tmp_path: Path) -> None:
    """The first section's header and footer surround the body, an empty line apart; what is equal or blank is not repeated."""
    margins = r"{\header \pard Amnesty\par Rome\par}{\footer\pard www.example.org}{\footerf www.example.org}{\headerf Letterhead\par}{\headerl even}"
    body = r"\pard Dear Minister,\sect{\header Annex\par}{\footer Annex\par}\pard end"
    document = read_bytes(tmp_path, rtf(margins + body))
    assert document.text == "Amnesty\nRome\n\nDear Minister,\nend\n\nwww.example.org"
    assert hinted(document) == [("Amnesty", A), ("Rome", A), ("www.example.org", F)]
    titled = read_bytes(tmp_path, rtf(r"\titlepg" + margins + body))
    assert titled.text.startswith("Letterhead\n\nAmnesty\nRome\n\nDear")


def test_notes_come_after_the_body(tmp_path: Path) -> None:
    """Notes are numbered as the text refers to them; a mark of the writer's own stays as it is."""
    body = (
        r"First{\super\chftn}{\footnote\pard\plain{\super\chftn} a note\par more of it\par} goes{\super\chftn{\*\footnote\ftnalt\chftn\tab the end}} on."
        r"\par Another*{\footnote * a star}{\deleted gone{\chftn}{\footnote\chftn gone}}.\par{\footer foot}"
    )
    document = read_bytes(tmp_path, rtf(body))
    assert document.text == "First[1] goes[2] on.\nAnother*.\n\n[1] a note\nmore of it\n[2] the end\n* a star\n\nfoot"
    assert hinted(document)[:4] == [("[1] a note", N), ("more of it", N), ("[2] the end", N), ("* a star", N)]
    assert document.origin.unit == "paragraph"
    assert len(document.origin.starts) == 7


@pytest.mark.parametrize(
    ("body", "text", "spans"),
    [
        (r"a {\revised\revauth1\revdttm5 new }b", "a new b", ["new "]),
        (r"a {\deleted\revauthdel1 old }b", "a b", [""]),
        (r"a {\deleted old }{\revised new }b", "a new b", ["new "]),
        (r"a {\mvf gone }b {\mvt come}", "a b come", ["", "come"]),
        (r"one {\deleted\par}two\par three", "one two\nthree", [""]),
        (r"one{\revised\par}two", "one\ntwo", [""]),
        (r"a{\revised e\u769?}b", "aéb", ["é"]),
        (r"x\par liberta{\revised\u768? piena}", "x\nlibertà piena", ["à piena"]),
        (r"{\deleted all of it\par}\pard rest\par", "rest", [""]),
    ],
)
def test_tracked_changes_are_accepted(tmp_path: Path, body: str, text: str, spans: list[str]) -> None:
    """What was inserted is read, what was deleted is not, and the places of both are told."""
    document = read_bytes(tmp_path, rtf(body))
    assert document.text == text
    assert [document.text[span.start : span.end].strip() for span in document.revised] == [span.strip() for span in spans]
    assert any("accepted" in remark for remark in document.remarks)


def test_hidden_text_is_said(tmp_path: Path) -> None:
    """A remark tells of text that is there but was not read; hidden blanks are none."""
    assert ["hidden" in remark for remark in read_bytes(tmp_path, rtf(r"a{\v b}")).remarks] == [True]
    assert read_bytes(tmp_path, rtf(r"a{\v  }")).remarks == ()


TEXT = rtf(r"\pard Dear Minister\par")


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + TEXT,
        b"\r\n" + TEXT,
        TEXT + b"\0\0\0",
        TEXT + b"}\r\n",
        TEXT + b"\x1a",
        TEXT.replace(b"\\rtf1", b"\\rtf"),
        TEXT.replace(b"\\par}", b"}"),
        TEXT.replace(b"\\pard", b"{\\*\\themedata " + b"00" * 100_000 + b"}\\pard"),
        TEXT.replace(b"\\pard", b"{\\pict\\bin-5 x}\\pard"),
        rtf("{" * 100_000 + "Dear Minister" + "}" * 100_000),
        rtf("{\\*\\x" + "{" * 100_000 + "}" * 100_000 + "}Dear Minister"),
    ],
)
def test_odd_but_whole_files_are_read(tmp_path: Path, data: bytes) -> None:
    """What word processors forgive, and groups nested deeper than Python can recurse, is read as well."""
    began = time.monotonic()
    assert read_bytes(tmp_path, data).text == "Dear Minister"
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("make", "advice"),
    [
        (lambda: b"Dear Minister", "not an RTF"),
        (lambda: b"%PDF-1.7", "not an RTF"),
        (lambda: b"PK\x03\x04" + bytes(60), "not an RTF"),
        (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "not an RTF"),
        (lambda: b"\\rtf1 Dear Minister}", "not an RTF"),
        (lambda: TEXT[: len(TEXT) // 2], "damaged"),
        (lambda: TEXT[:-1], "damaged"),
        (lambda: TEXT[:-1] + b"\\", "damaged"),
        (lambda: b"{\\rtf1", "damaged"),
        (lambda: TEXT.replace(b"\\pard", b"}\\pard"), "damaged"),
        (lambda: TEXT.replace(b"\\pard", b"{\\pard"), "damaged"),
        (lambda: b"{\\rtf1" + random.Random(1).randbytes(100_000), "damaged"),
        (lambda: b"{\\rtf1 " + bytes(range(1, 32)) * 100 + b"}", "damaged"),
        (lambda: rtf(r"{\pict\bin9999999999 x}"), "damaged"),
        (lambda: rtf(r"\bin999999999 x"), "damaged"),
        (lambda: rtf(r"{\pict{\bin5 }"), "damaged"),
        (lambda: rtf("{" * 100_000), "damaged"),
        (lambda: rtf("}" * 100_000 + "x"), "damaged"),
        (lambda: rtf(""), "no text"),
        (lambda: rtf(r"{\v all hidden}"), "no text"),
        (lambda: rtf(r"{\pict 00}"), "no text"),
        (lambda: rtf(r"{\shptxt a" * 1000 + "}" * 1000), "more formatting"),
        (lambda: rtf("{}" * 2_000_000), "more formatting"),
        (lambda: rtf(r"\b" * 2_000_000), "more formatting"),
        (lambda: rtf(r"{\pict" + "{}" * 2_000_000 + "}"), "more formatting"),
    ],
)
def test_damaged_and_hostile_files_are_refused_in_time(tmp_path: Path, make: Callable[[], bytes], advice: str) -> None:
    """Cut off, unbalanced, mislabelled and booby-trapped files are refused in one sentence, soon."""
    refused(tmp_path / "letter.rtf", make(), advice)


@pytest.mark.parametrize("piece", [r"a{\shptxt b}", r"{\revised a}b", r"\par ", r"\u-10179?", r"\'e9", r"\u768?", "a b c ", r"{\footnote\chftn a}"])
def test_time_grows_with_the_size_alone(tmp_path: Path, piece: str) -> None:
    """A hundred thousand of anything are read, or refused, in seconds."""
    began = time.monotonic()
    try:
        read_bytes(tmp_path, rtf("x" + piece * 100_000))
    except ReadError as error:
        assert "formatting" in str(error)
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("step", range(0, len(TEXT), len(TEXT) // 60))
def test_a_flipped_byte_is_never_a_traceback(tmp_path: Path, step: int) -> None:
    """Whatever byte is wrong, the file is read or refused."""
    data = bytearray(TEXT)
    data[step] ^= 0xFF
    try:
        assert read_bytes(tmp_path, bytes(data)).text
    except ReadError as error:
        assert str(error).endswith(".")
