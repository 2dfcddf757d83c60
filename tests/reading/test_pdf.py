"""PDF files: the printed text in reading order, by paragraph and page, and no file that takes more than its time."""

from __future__ import annotations

import random
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from letterqa.errors import ReadError
from letterqa.letter import Document, Role
from letterqa.reading import pdfglyphs, read
from refusing import refused

A, F, N = Role.LETTERHEAD, Role.FOOTER, Role.NOTE
# Courier: every letter is 0.6 em wide, so that the column at which text breaks can be counted.
WIDTH = 70


@dataclass(frozen=True)
class Ink:
    """A piece of text and where it stands, in points from the lower left corner of the page."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "F1"


def wrapped(text: str, x: float = 72, y: float = 700, step: float = 12, width: int = WIDTH, size: float = 10) -> list[Ink]:
    """Text on lines of `width` letters, each as full as its words allow."""
    lines: list[str] = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [Ink(x, y - index * step, line, size) for index, line in enumerate(lines)]


def below(*paragraphs: str, y: float = 700, step: float = 12, gap: float = 24) -> list[Ink]:
    """Wrapped paragraphs one below the other; `gap` is the distance between the last line of one and the first of the next."""
    ink: list[Ink] = []
    for paragraph in paragraphs:
        ink += wrapped(paragraph, y=y, step=step)
        y = ink[-1].y - gap
    return ink


def shown(ink: Sequence[Ink]) -> bytes:
    """A page's content."""
    parts = [
        b"BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET"
        % (
            each.font.encode(),
            each.size,
            each.x,
            each.y,
            each.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)"),
        )
        for each in ink
    ]
    return b"\n".join(parts)


FONTS = b"<</F1 3 0 R /F2 <</Type/Font/Subtype/Type1/BaseFont/Courier-Bold/Encoding/WinAnsiEncoding>> >>"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def made(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of numbered objects, the catalog being number 1."""
    data, places = b"%PDF-1.7\n", {}
    for number, content in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % item for item in places.items())
    return data + b"xref\n0 1\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        max(objects) + 1,
        trailer,
        len(data),
    )


def objects_of(*contents: bytes, resources: bytes = b"", more: dict[int, bytes] | None = None) -> dict[int, bytes]:
    """The objects of a file with a page for each content: 1 catalog, 2 page tree, 3 font, from 10 on pages and contents in turn."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * index) for index in range(len(contents)))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 595 842]/Resources<</Font %s%s>> >>" % (kids, len(contents), FONTS, resources),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
    }
    for index, content in enumerate(contents):
        objects[10 + 2 * index] = b"<</Type/Page/Parent 2 0 R/Contents %d 0 R>>" % (11 + 2 * index)
        objects[11 + 2 * index] = stream(content)
    return objects | (more or {})


def pdf(*pages: Sequence[Ink]) -> bytes:
    return made(objects_of(*map(shown, pages)))


def read_bytes(folder: Path, data: bytes) -> Document:
    path = folder / "letter.pdf"
    path.write_bytes(data)
    return read(path)


def read_pages(folder: Path, *pages: Sequence[Ink]) -> Document:
    return read_bytes(folder, pdf(*pages))


def hinted(document: Document) -> list[tuple[str, Role | None]]:
    return [(document.text[hint.span.start : hint.span.end], hint.role) for hint in document.hints]


ONE = (
    "We are writing to express our grave concern about the arrest of eleven members of a teachers' union on 3 May, in the night. "
    "None of them was shown a warrant, and their families knew nothing for days."
)
TWO = (
    "According to witnesses, the men who took them away wore no uniforms and travelled in cars without number plates. "
    "We ask you to have the matter looked into, and to let their lawyers see them at once."
)
THREE = "Nobody has answered the three letters that the families sent to the ministry, and to the court that is competent for them."


def test_paragraphs_are_parted_by_gaps(tmp_path: Path) -> None:
    """Wrapped lines are one line of text, and a gap is an empty line; the unit is the page."""
    document = read_pages(tmp_path, below(ONE, TWO, THREE))
    assert document.text == f"{ONE}\n\n{TWO}\n\n{THREE}"
    assert document.origin.unit == "page"
    assert document.origin.starts == (0, len(ONE) + 2, len(ONE) + len(TWO) + 4)
    assert document.origin.numbers == (1, 1, 1)
    assert document.remarks == ()


@pytest.mark.parametrize("step", [10.5, 12, 15, 20])
def test_line_spacing_is_measured(tmp_path: Path, step: float) -> None:
    """What is a gap depends on the distance of the lines."""
    assert read_pages(tmp_path, below(ONE, TWO, step=step, gap=1.6 * step)).text == f"{ONE}\n\n{TWO}"


def test_lines_that_were_ended_stay(tmp_path: Path) -> None:
    """The lines of an address are not joined, for the next word would have fitted; a paragraph without gap begins after one of them."""
    address = ["Ministry of the Interior", "12 Harambee Avenue", "Nairobi"]
    ink = [Ink(72, 760 - 12 * index, line) for index, line in enumerate(address)]
    document = read_pages(tmp_path, [*ink, *below(ONE, TWO, y=690, gap=12)])
    assert document.text == "\n".join(address) + f"\n\n{ONE}\n{TWO}"
    assert len(document.origin.starts) == 5


def test_a_text_that_parts_every_line_is_no_row_of_blocks(tmp_path: Path) -> None:
    """Where the lines of an address stand as far apart as the paragraphs, only a larger gap is an empty line."""
    lines = ["Ministry of the Interior", "12 Harambee Avenue", "Nairobi", "Dear Minister,", ONE, TWO]
    ink = below(*lines[:3], y=760)
    ink += below(*lines[3:], y=ink[-1].y - 48)
    assert read_pages(tmp_path, ink).text == "\n".join(lines[:3]) + "\n\n" + "\n".join(lines[3:])


def test_indented_paragraphs_need_no_gap(tmp_path: Path) -> None:
    """A first line drawn in begins a paragraph, even after a full one."""
    first, second = wrapped("word " * 41 + "end."), wrapped("next " * 30, y=664)
    assert len(first[-1].text) > WIDTH - 5
    ink = [*first[:3], Ink(90, first[2].y - 12, "More of it begins here, drawn in as the first lines of paragraphs"), *second[1:]]
    assert len(read_pages(tmp_path, ink).text.split("\n")) == 2


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    """A page break within a paragraph is none in the text; a paragraph is on the page where it begins."""
    whole = wrapped(ONE)
    document = read_pages(
        tmp_path, [*below(TWO), *[Ink(72, 72 - 12 * i, line.text) for i, line in enumerate(whole[:2])]], [*whole[2:], *below(THREE, y=600)]
    )
    assert document.text == f"{TWO}\n\n{ONE}\n\n{THREE}"
    assert document.origin.numbers == (1, 1, 2)


def test_what_repeats_is_read_once(tmp_path: Path) -> None:
    """Headers and footers surround the body, once, and numbers of pages are left out."""
    pages = [
        [Ink(72, 800, "Open Assembly"), *below(text), Ink(72, 40, "www.example.org"), Ink(290, 25, f"Page {number} of 3")]
        for number, text in enumerate((ONE, TWO, THREE), start=1)
    ]
    document = read_pages(tmp_path, *pages)
    assert document.text == f"Open Assembly\n\n{ONE}\n\n{TWO}\n\n{THREE}\n\nwww.example.org"
    assert hinted(document) == [("Open Assembly", A), ("www.example.org", F)]
    assert document.origin.numbers == (1, 1, 2, 3, 1)


@pytest.mark.parametrize("number", ["1", "- 1 -", "Page 1", "1/1", "Seite 1 von 1", "Pagina 1 di 1", "Página 1 de 1", "p. 1"])
def test_the_number_of_a_page_is_no_text(tmp_path: Path, number: str) -> None:
    """In every language a page number goes."""
    assert read_pages(tmp_path, [*below(ONE), Ink(290, 40, number)]).text == ONE


def test_a_header_only_later_pages_have_does_not_break_the_text(tmp_path: Path) -> None:
    """What stands in the margin belongs to no paragraph, even if it stands there once."""
    whole = wrapped(ONE)
    pages = [[*below(TWO), *[Ink(72, 96 - 12 * i, line.text) for i, line in enumerate(whole[:2])]], [Ink(72, 805, "continued"), *whole[2:]]]
    assert read_pages(tmp_path, *pages).text == f"continued\n\n{TWO}\n\n{ONE}"


def test_blocks_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    """Sender and addressee at the same height are two blocks, and two signatures too."""
    left, right = ["Open Assembly", "14 Calthorpe Yard", "London"], ["Mr. Josephat Odipo", "Harambee House", "Nairobi"]
    ink = [Ink(x, 780 - 12 * row, text) for x, block in ((72, left), (330, right)) for row, text in enumerate(block)]
    signatures = [Ink(72, 500, "Anna Rossi"), Ink(330, 500, "Juan Ruiz"), Ink(72, 488, "President"), Ink(330, 488, "Treasurer")]
    text = read_pages(tmp_path, [*ink, *below(ONE), *signatures]).text
    assert text == "\n".join(left) + "\n\n" + "\n".join(right) + f"\n\n{ONE}\n\nAnna Rossi\nPresident\n\nJuan Ruiz\nTreasurer"


def test_tables_are_read_row_by_row(tmp_path: Path) -> None:
    """Between paragraphs, what stands side by side is a table."""
    cells = [["Name", "Arrested on"], ["Anna Rossi", "3 May"], ["Juan Ruiz", "4 May"]]
    ink = [Ink(72 + 200 * column, 600 - 13 * row, text) for row, line in enumerate(cells) for column, text in enumerate(line)]
    text = read_pages(tmp_path, [*below(ONE), *ink, *below(TWO, y=540)]).text
    assert text.split("\n\n")[1].split("\n") == [text for row in cells for text in row]


def test_columns_are_read_to_their_end(tmp_path: Path) -> None:
    """Prose in two columns is two texts."""
    ink = [*wrapped(ONE, width=34), *wrapped(TWO, x=310, width=34)]
    assert read_pages(tmp_path, ink).text == f"{ONE}\n\n{TWO}"


def test_a_tab_is_no_column(tmp_path: Path) -> None:
    """A single line with a wide gap stays one."""
    assert read_pages(tmp_path, [Ink(72, 780, "Ref. 12/24"), Ink(380, 780, "Rome, 3 May"), *below(ONE)]).text.startswith(
        "Ref. 12/24\tRome, 3 May\n\n"
    )


def test_list_items_begin_lines(tmp_path: Path) -> None:
    """Bullets and numbers that stand apart begin an item, and its further lines belong to it."""
    ink = [*below(ONE), Ink(72, 600, "\u2022"), *wrapped(TWO, x=90, y=600, width=67), Ink(72, 540, "2."), *wrapped(THREE, x=90, y=540, width=67)]
    assert read_pages(tmp_path, ink).text == f"{ONE}\n\n\u2022 {TWO}\n\n2. {THREE}"


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        ("the govern-|ment of the", "the government of the"),
        ("the teacher-|union of the", "the teacher-union of the"),
        ("the 22-year-|old man", "the 22-year-old man"),
        ("the Anglo-|American pact", "the Anglo-American pact"),
        ("the years 2019 -|and more", "the - and more"),
        ("dirigir-|se ao senhor", "dirigir-se ao senhor"),
    ],
)
def test_words_broken_at_the_end_of_a_line_are_whole(tmp_path: Path, broken: str, text: str) -> None:
    """Where a text breaks words, the hyphen goes, unless the word has one anyway."""
    often = "teacher-union " * 3 + "x " * 10 + "investi-|gation and x x x x x x x x x x x x x x x x x x x x x and obli-|gations of x "
    pieces = (often + broken + " x" * 30 + ".").split("|")
    ink: list[Ink] = []
    for index, piece in enumerate(pieces):
        lines = wrapped(piece, y=700 - 12 * len(ink))
        if index < len(pieces) - 1:  # pad the line, so that it is full where the word breaks
            last = lines[-1].text
            head, tail = last.rsplit(" ", 1)
            lines[-1] = Ink(72, lines[-1].y, head + " x" * ((WIDTH - len(last)) // 2) + " " + tail)
        ink += lines
    found = read_pages(tmp_path, ink).text
    assert "\n" not in found
    assert text.split(" ", 1)[-1] in found
    assert "investigation" in found


def test_a_text_that_breaks_no_words_keeps_its_hyphens(tmp_path: Path) -> None:
    """A single hyphen at the end of a line is that of a compound."""
    ink = [*below(ONE, TWO), *wrapped("x " * 33 + "re- export, and " + "x " * 20, y=560)]
    assert ink[-2].text.endswith("re-")
    assert "re-export" in read_pages(tmp_path, ink).text


def raised(word: str, mark: str) -> list[Ink]:
    ink = wrapped(ONE)
    line = next(line for line in ink if word in line.text)
    at = line.text.index(word) + len(word)
    rest = [Ink(72, line.y, line.text[:at]), Ink(72 + 6 * at, line.y + 4, mark, 6), Ink(72 + 6 * at + 3.6 * len(mark), line.y, line.text[at:])]
    return [*(each for each in ink if each is not line), *rest]


def test_footnotes_come_after_the_body(tmp_path: Path) -> None:
    """The mark of a note is put in brackets, in the text and before the note."""
    note = [Ink(72, 90, "1", 5), *wrapped("The report is at www.example.org.", x=80, y=88, size=8)]
    document = read_pages(tmp_path, [*raised("arrest", "1"), *note], below(TWO))
    marked = ONE.replace("arrest", "arrest[1]")
    assert document.text == f"{marked}\n\n{TWO}\n\n[1] The report is at www.example.org."
    assert hinted(document) == [("[1] The report is at www.example.org.", N)]
    assert document.origin.numbers == (1, 2, 1)


def test_raised_letters_are_part_of_the_word(tmp_path: Path) -> None:
    """An ordinal in small letters is no note."""
    assert read_pages(tmp_path, raised("3", "rd")).text == ONE.replace(" 3 ", " 3rd ")


def test_what_is_printed_twice_counts_once(tmp_path: Path) -> None:
    """Some programs print text twice, a little apart, to make it look bold."""
    ink = wrapped(ONE)
    assert read_pages(tmp_path, [*ink, *(Ink(each.x + 0.3, each.y, each.text) for each in ink)]).text == ONE


def test_the_order_in_the_file_does_not_matter(tmp_path: Path) -> None:
    """Text is read as it stands on the page, whatever was printed first."""
    ink = below(ONE, TWO, THREE)
    random.Random(1).shuffle(ink)
    assert read_pages(tmp_path, ink).text == f"{ONE}\n\n{TWO}\n\n{THREE}"


def test_words_need_no_blanks(tmp_path: Path) -> None:
    """Where the file has no blanks, the gaps between the words tell them."""
    ink = [
        Ink(each.x + 6 * sum(len(word) + 1 for word in each.text.split()[:n]), each.y, word)
        for each in wrapped(ONE)
        for n, word in enumerate(each.text.split())
    ]
    assert read_pages(tmp_path, ink).text == ONE


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"BT /F1 10 Tf 72 700 Td (offi) Tj (ce) Tj ET", "office"),
        (b"BT /F1 10 Tf 72 700 Td /Span <</ActualText <FEFF00660069>>> BDC (X) Tj EMC (re) Tj ET", "fire"),
        (b"BT /F1 10 Tf 72 700 Td /Span <</ActualText <FEFF>>> BDC (X) Tj EMC ( re) Tj ET", "re"),
        (b"BT /F1 10 Tf 72 700 Td 3 Tr (from a scan) Tj ET", "from a scan"),
        (b"BT /F1 10 Tf 72 700 Td (liberta\\222) Tj ET", "liberta’"),
        (b"BT /F1 10 Tf 72 700 Td (here) Tj ET BT /F1 10 Tf 72 900 Td (off the page) Tj ET", "here"),
        (b"/Artifact <</Type/Pagination/Subtype/Watermark>> BDC BT /F1 40 Tf 72 300 Td (DRAFT) Tj ET EMC BT /F1 10 Tf 72 700 Td (a) Tj ET", "a"),
        (
            b"BT /F1 10 Tf 72 700 Td (body) Tj ET /Artifact <</Type/Pagination/Subtype/Header>> BDC BT /F1 10 Tf 72 600 Td (head) Tj ET EMC",
            "head\n\nbody",
        ),
        (b"q 2 0 0 2 0 0 cm BT /F1 5 Tf 36 350 Td [(kern) -20 (ed) -600 (apart)] TJ ET Q", "kerned apart"),
        (b"EMC EMC Q Q BT /F1 10 Tf 72 700 Td (stray) Tj ET ET /No Do /F9 10 Tf", "stray"),
    ],
)
def test_what_a_page_may_hold(tmp_path: Path, content: bytes, text: str) -> None:
    """Text with a meaning of its own, invisible text over a scan, text that is not on the page, marks for readers."""
    assert read_bytes(tmp_path, made(objects_of(content))).text == text


def with_map(target: str, content: bytes) -> bytes:
    """A page in a font whose letter A means `target`."""
    table = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <%s> endbfchar" % target.encode("utf-16-be").hex().encode()
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/X/Encoding/WinAnsiEncoding/ToUnicode 5 0 R/FirstChar 0/LastChar 255/Widths[%s]>>" % (
        b"600 " * 256
    )
    return made(objects_of(content) | {3: font, 5: stream(b"begincmap " + table + b" endcmap")})


@pytest.mark.parametrize(("meaning", "text"), [("\ufb01", "fi"), ("\uf0b7", "\u2022"), ("e\u0301", "é"), ("ffi", "ffi"), ("\ufb03", "ffi")])
def test_signs_are_made_plain(tmp_path: Path, meaning: str, text: str) -> None:
    """Ligatures are letters, and the bullets of fonts of signs are bullets."""
    assert read_bytes(tmp_path, with_map(meaning, b"BT /F1 10 Tf 72 700 Td (A) Tj ET")).text == text


def test_a_few_unknown_signs_are_left_out(tmp_path: Path) -> None:
    """An ornament without meaning is left out with a remark."""
    document = read_bytes(tmp_path, with_map("\ue123", shown([*below(ONE, TWO), Ink(72, 500, "end A")])))
    assert document.text == f"{ONE}\n\n{TWO}\n\nend".replace("According", "ccording")
    assert "signs" in document.remarks[0]


PICTURE = b"/XObject <</Im <</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray>> >>"
IMAGE = {20: stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray")}


def test_a_page_that_is_a_picture_is_said(tmp_path: Path) -> None:
    """A scanned annex is not passed over in silence, nor is a stamp across the page."""
    data = made(objects_of(shown(below(ONE)), b"q 500 0 0 800 0 0 cm /Im Do Q", resources=b"/XObject <</Im 20 0 R>>", more=IMAGE))
    assert "page 2" in read_bytes(tmp_path, data).remarks[0]
    stamp = b"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (COPY) Tj ET"
    document = read_bytes(tmp_path, made(objects_of(shown(below(ONE)) + stamp)))
    assert document.text == ONE
    assert "angle" in document.remarks[0]


def test_turned_pages_are_read(tmp_path: Path) -> None:
    """A page that a viewer turns is read as it is seen."""
    objects = objects_of(b"BT /F1 10 Tf 0 1 -1 0 100 72 Tm (sideways) Tj ET")
    objects[10] = objects[10].replace(b"/Contents", b"/Rotate 90/Contents")
    assert read_bytes(tmp_path, made(objects)).text == "sideways"


TEXT = pdf(below(ONE, TWO))


@pytest.mark.parametrize(
    "data",
    [
        TEXT[: TEXT.index(b"startxref")],
        TEXT.replace(b"startxref\n", b"startxref\n9"),
        TEXT[TEXT.index(b"\n") :].join([b"%PDF-1.4", b""]),
        b"junk before it\n" + TEXT,
        TEXT + b"junk after it" * 50,
        made(objects_of(b"") | {11: stream(zlib.compress(shown(below(ONE, TWO)))[:-4] + b"\0\0\0\0", b"/Filter/FlateDecode")}),
        made(objects_of(b"") | {11: stream(zlib.compress(shown(below(ONE, TWO))), b"/Filter[/FlateDecode]")}),
        made(objects_of(shown(below(ONE, TWO))) | {10: b"<</Type/Page/Parent 2 0 R/Contents 11 0 R/MediaBox[a b]>>"}),
    ],
)
def test_odd_but_whole_files_are_read(tmp_path: Path, data: bytes) -> None:
    """What viewers forgive is read: a table of objects that is missing or wrong, junk around the file, a wrong checksum."""
    assert read_bytes(tmp_path, data).text == f"{ONE}\n\n{TWO}"


def flate(content: bytes, more: bytes = b"") -> Callable[[], bytes]:
    return lambda: made(objects_of(b"") | {11: stream(content, b"/Filter/FlateDecode" + more)})


def changed(**objects: bytes) -> Callable[[], bytes]:
    return lambda: made(objects_of(shown(below(ONE))) | {int(key[1:]): content for key, content in objects.items()})


def bombs() -> bytes:
    """Forms that call others twice, thirty deep."""
    forms = {
        30 + n: stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>> >>" % (31 + n)) for n in range(30)
    }
    return made(objects_of(b"/X Do", resources=b"/XObject<</X 30 0 R>>", more=forms | {60: stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")}))


def endless() -> bytes:
    """A form that calls itself."""
    form = stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 30 0 R>> >>")
    return made(objects_of(b"/X Do", resources=b"/XObject<</X 30 0 R>>", more={30: form}))


LOCKED = b"/Encrypt <</Filter/Standard/V 2/R 3/Length 128/P -4/O <%s>/U <%s>>>/ID[<00><00>]" % (b"11" * 32, b"22" * 32)
UNMAPPED = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X>>]>>"


@pytest.mark.parametrize(
    ("make", "advice"),
    [
        (lambda: b"%PDF-1.7", "damaged|no pages"),
        (lambda: b"%PDF-1.7\n%%EOF", "damaged|no pages"),
        (lambda: b"Dear Minister", "not a PDF"),
        (lambda: b"PK\x03\x04" + bytes(100), "not a PDF"),
        (lambda: b" " * 2000 + TEXT, "not a PDF"),
        (lambda: TEXT[: len(TEXT) // 2], "damaged"),
        (lambda: pdf(below(ONE), below(TWO), below(THREE))[:1500], "damaged"),
        (lambda: b"%PDF-1.7\n" + random.Random(2).randbytes(200_000), "damaged|no pages"),
        (lambda: b"%PDF-1.7\n" + b"[" * 100_000, "damaged|no pages"),
        (lambda: b"%PDF-1.7\n" + b"<<" * 100_000, "damaged|no pages"),
        (lambda: b"%PDF-1.7\n1 0 obj" + b"(" * 1_000_000, "damaged|no pages"),
        (lambda: made(objects_of(shown(below(ONE))), LOCKED), "password"),
        (lambda: made(objects_of(shown(below(ONE))), b"/Encrypt <</Filter/Other/V 9>>"), "password|damaged"),
        (changed(o2=b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), "damaged|no pages"),
        (changed(o2=b"<</Type/Pages/Kids[4 0 R]/Count 1>>", o4=b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), "damaged|no pages"),
        (changed(o2=b"<</Type/Pages/Kids[10 0 R 12 0 R]/Count 2/MediaBox[0 0 595 842]>>"), "damaged"),
        (changed(o1=b"<</Type/Catalog/Pages 99 0 R>>", o10=b"<</Type/Nothing>>"), "damaged|no pages"),
        (changed(o10=b"<</Type/Page/Parent 2 0 R/Contents 99 0 R>>"), "damaged"),
        (changed(o10=b"<</Type/Page/Parent 2 0 R/Contents 10 0 R>>"), "damaged"),
        (changed(o10=b"<</Type/Page/Parent 2 0 R/Contents 11 0 R/MediaBox[0 0 0 0]>>"), "damaged|no text"),
        (changed(o11=b"<</Length 999999999>>stream\n"), "damaged|no text"),
        (changed(o11=stream(b"q " * 300_000 + b"[" * 300_000)), "damaged|no text"),
        (changed(o11=stream(b"x", b"/Filter/Unknown")), "damaged"),
        (flate(zlib.compress(shown(below(ONE)))[:-60]), "damaged"),
        (flate(random.Random(3).randbytes(500)), "damaged"),
        (flate(zlib.compress(bytes(100_000_000), 9)), "more than any letter"),
        (flate(zlib.compress(zlib.compress(bytes(200_000_000), 9), 9), b"/Filter[/FlateDecode/FlateDecode]"), "more than any letter|damaged"),
        (changed(o11=stream(b"\x81\0" * 500_000, b"/Filter/RunLengthDecode")), "more than any letter"),
        (changed(o11=stream(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 1000, b"/Filter/LZWDecode")), "damaged|no text"),
        (endless, "damaged|longer"),
        (lambda: pdf(*[[Ink(72, 700, "a")]] * (pdfglyphs.MAX_PAGES + 1)), "more than 100 pages"),
        (lambda: pdf([]), "no text, only a picture"),
        (lambda: made(objects_of(b"/Im Do", resources=b"/XObject <</Im 20 0 R>>", more=IMAGE)), "OCR"),
        (lambda: made(objects_of(b"BT /F1 10 Tf 72 700 Td <00410042> Tj ET") | {3: UNMAPPED}), "fonts"),
        (lambda: with_map("\ue123", b"BT /F1 10 Tf 72 700 Td (AAAA bc AAAA) Tj ET"), "fonts"),
    ],
)
def test_damaged_and_hostile_files_are_refused_in_time(tmp_path: Path, make: Callable[[], bytes], advice: str) -> None:
    """Protected, damaged, booby-trapped files and pictures are refused in one sentence, soon."""
    message = refused(tmp_path / "letter.pdf", make(), advice, 20)
    assert message.count(". ") == 0, "one sentence"


def test_a_file_that_would_take_for_ever_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand million forms are not waited for."""
    monkeypatch.setattr(pdfglyphs, "SECONDS", 2)
    began = time.monotonic()
    with pytest.raises(ReadError, match="takes longer"):
        read_bytes(tmp_path, bombs())
    assert time.monotonic() - began < 15


def test_a_page_full_of_letters_is_read_in_time(tmp_path: Path) -> None:
    """Many letters on one line, large and small, take no time out of proportion."""
    began = time.monotonic()
    many = b"BT /F1 1 Tf 72 700 Td (" + b"ab " * 30_000 + b") Tj 0 0.3 Td /F1 0.5 Tf (" + b"c " * 30_000 + b") Tj ET"
    page = objects_of(many)
    page[2] = page[2].replace(b"595 842", b"99999 842")
    assert read_bytes(tmp_path, made(page)).text.count("ab") > 10_000
    assert time.monotonic() - began < 25


def test_no_process_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system starts no further process, the user is told."""
    monkeypatch.setattr("sys.executable", str(tmp_path / "nothing"))
    with pytest.raises(ReadError, match="close other programs"):
        read_pages(tmp_path, below(ONE))


def test_the_folder_of_the_letters_runs_no_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python file beside the letter is not taken for a module."""
    monkeypatch.chdir(tmp_path)
    for name in ("json", "pdfminer", "letterqa", "logging"):
        Path(f"{name}.py").write_text("raise SystemExit('run')", encoding="utf-8")
    assert read_pages(tmp_path, below(ONE)).text == ONE


@pytest.mark.parametrize("step", range(0, len(TEXT), len(TEXT) // 24))
def test_a_flipped_byte_is_never_a_traceback(tmp_path: Path, step: int) -> None:
    """Whatever byte is wrong, the file is read or refused."""
    data = bytearray(TEXT)
    data[step] ^= 0xFF
    try:
        assert read_bytes(tmp_path, bytes(data)).text
    except ReadError as error:
        assert str(error).endswith(".")
