"""Plain text files: encodings, line ends, and nothing changed that need not be."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from letterqa.errors import ReadError
from letterqa.letter import Document
from letterqa.reading import digest, read

ITALIAN = "Gentile Ministro,\nla libertà è un diritto: perché negarla? Così « no ».\n"
CYRILLIC = "Уважаемый министр"


def read_bytes(folder: Path, data: bytes) -> Document:
    path = folder / "letter.txt"
    path.write_bytes(data)
    return read(path)


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_unicode_is_read_without_remark(tmp_path: Path, mark: bytes, codec: str) -> None:
    """Unicode in any of its forms gives the same text, and the byte order mark is no part of it."""
    document = read_bytes(tmp_path, mark + ITALIAN.encode(codec))
    assert document.text == ITALIAN
    assert document.remarks == ()


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, b""])
def test_other_scripts_are_read(tmp_path: Path, mark: bytes) -> None:
    """UTF-8 is not only for the Latin script."""
    assert read_bytes(tmp_path, mark + CYRILLIC.encode()).text == CYRILLIC


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        ("La libertà è “un diritto” — 5 €…", "cp1252", "Windows-1252"),
        ("Perché così è più lieto", "latin-1", "Windows-1252"),
        ("Gentile Ministro, il comitato è lieto di scriverLe. Così la libertà è più vicina; lunedì.", "cp850", "DOS 850"),
        ("Gentile Ministro, lunedì il comitato ha deciso: la libertà è di tutti.\n" * 30, "cp850", "DOS 850"),
        ("Gentile Ministro, il comitato è lieto. Così la libertà è più vicina; perché no?", "mac_roman", "Mac Roman"),
        ("Monsieur le Ministre, nous écrivons à propos de la détention d'un garçon français, très préoccupés.", "mac_roman", "Mac Roman"),
        ("Vážený pane ministře, Ťažko ťuk šťastný člověk, děkujeme.", "cp1250", "Windows-1250"),
    ],
)
def test_a_single_byte_encoding_is_read_with_a_remark(tmp_path: Path, text: str, codec: str, label: str) -> None:
    """What is not Unicode is read as what it most likely is, and a remark names the assumption."""
    document = read_bytes(tmp_path, text.encode(codec))
    assert document.text == text
    assert len(document.remarks) == 1
    assert label in document.remarks[0]


@pytest.mark.parametrize(
    ("written", "text", "starts"),
    [
        ("a\nb", "a\nb", (0, 2)),
        ("a\r\nb\r\n", "a\nb\n", (0, 2, 4)),
        ("a\rb\r\rc", "a\nb\n\nc", (0, 2, 4, 5)),
        ("a\r\n\rb\n", "a\n\nb\n", (0, 2, 3, 5)),
        ("a\fb\vc\nd", "a\nb\nc\nd", (0, 6)),
        ("a\u2028b\u2029c\nd", "a\nb\nc\nd", (0, 6)),
        ("a", "a", (0,)),
        ("\n\na", "\n\na", (0, 1, 2)),
    ],
)
def test_line_ends_become_line_feeds(tmp_path: Path, written: str, text: str, starts: tuple[int, ...]) -> None:
    """Every line end becomes a line feed; only what editors count as a line begins a line of the origin."""
    document = read_bytes(tmp_path, written.encode())
    assert document.text == text
    assert document.origin.unit == "line"
    assert document.origin.starts == starts


@pytest.mark.parametrize(
    "kept",
    ["trailing blanks  \nnext", "soft\u00adhyphen", "10\u00a0000", "10\u202f000", "a\tb", "  indented", "a\u0085b", "ﬁ", "a\u200bb", "a\ufeffb"],
)
def test_nothing_else_changes(tmp_path: Path, kept: str) -> None:
    """White space, invisible characters and compatibility characters stay."""
    assert read_bytes(tmp_path, kept.encode()).text == kept


def test_text_is_composed(tmp_path: Path) -> None:
    """Text is in NFC, and line starts count its characters, not the file's."""
    document = read_bytes(tmp_path, "liberta\u0300\nperche\u0301\nno".encode())
    assert document.text == "libertà\nperché\nno"
    assert document.origin.starts == (0, 8, 15)


def test_the_digest_is_of_the_bytes(tmp_path: Path) -> None:
    """The digest tells files apart that read as the same text."""
    document = read_bytes(tmp_path, b"a\r\n")
    assert document.sha256 == digest(b"a\r\n") != digest(b"a\n")
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", "binary data"),
        (bytes(range(256)), "binary data"),
        (b"Dear Minister\0", "binary data"),
        (b"Dear\0 Minister, we write", "binary data"),
        ("Dear Minister".encode("utf-32-le"), "binary data"),
        ("Dear Minister".encode("utf-16-le") + b"x", "binary data"),
        (b"\x7fELF\x02\x01\x01\x03\x04\x05", "binary data"),
        (b"\x01\x02\x03\x04abc", "binary data"),
        (b"\xff\xd8\xff\xe0\x10\x11\x12\x13JFIF\x81", "binary data"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"{\\rtf1\\ansi Dear Minister}", "RTF"),
        (b"PK\x03\x04\x14\0", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        (codecs.BOM_UTF8 + b"perch\xe9", "damaged"),
        (codecs.BOM_UTF16_LE + b"a\0b", "damaged"),
        (codecs.BOM_UTF16_BE + b"\xd8\0\0a", "damaged"),
        (codecs.BOM_UTF32_BE + b"\0\0\0", "damaged"),
        (codecs.BOM_UTF8, "holds no text"),
        (b" \r\n\t\xc2\xa0\xe2\x80\x8b\f", "holds no text"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, advice: str) -> None:
    """Binary, mislabelled, damaged and blank files are refused in one sentence that names the file."""
    with pytest.raises(ReadError, match=advice) as caught:
        read_bytes(tmp_path, data)
    message = str(caught.value)
    assert message.startswith(str(tmp_path / "letter.txt"))
    assert message.endswith(".")
    assert "\n" not in message
