"""Markdown files: the text stays as written, and hints say what its blocks are."""

from __future__ import annotations

import codecs
import time
from pathlib import Path

import pytest

from letterqa.errors import ReadError
from letterqa.letter import Role
from letterqa.reading import read
from letterqa.reading.markdown import find_hints

H, Q, L, X = Role.HEADING, Role.QUOTATION, Role.LIST_ITEM, None


def hinted(text: str) -> list[tuple[str, Role | None]]:
    return [(text[hint.span.start : hint.span.end], hint.role) for hint in find_hints(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Dear Minister,\n\nwe write to you.\n",
        "**Dear** *Minister*, [a link](https://example.org) `code`",
        "#NoSpace is a hashtag",
        "1986 was a year.",
        "- ",
        "    Rome, 3 May 2024\n",
        "[a]: https://example.org\n",
        "Line one\nline two - with a dash\n",
        "We met 12.\n5) is no list in the middle of a paragraph",
        "",
    ],
)
def test_plain_paragraphs_have_no_hint(text: str) -> None:
    """Running text gets no hint, whatever inline marks it has."""
    assert [role for _, role in hinted(text) if role is not L] == []
    assert text == "- " or hinted(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title\n\nText", [("# Title", H)]),
        ("###### Deep ######\nText", [("###### Deep ######", H)]),
        ("Title\n=====\nText", [("Title", H), ("=====", X)]),
        ("Long\ntitle\n---\nText", [("Long\ntitle", H), ("---", X)]),
        ("> He said\n> no.\n\nText", [("> He said\n> no.", Q)]),
        ("> He said\nno.\n\nText", [("> He said\nno.", Q)]),
        ("> > Twice\n> once", [("> > Twice\n> once", Q)]),
        ("- a\n- b\n\nText", [("- a", L), ("- b", L)]),
        ("* a\n+ b", [("* a", L), ("+ b", L)]),
        ("1. a\n2. b", [("1. a", L), ("2. b", L)]),
        ("1) a\n2) b\n", [("1) a", L), ("2) b", L)]),
        ("- a\n  goes on\n\n  further\n\n- b", [("- a\n  goes on\n\n  further", L), ("- b", L)]),
        ("- a\n  - b\n  - c\n- d", [("- a", L), ("  - b", L), ("  - c", L), ("- d", L)]),
        ("> said\n> - a\n> end", [("> said", Q), ("> - a\n> end", L)]),
        ("> # T\n> text", [("> # T", H), ("> text", Q)]),
        ("a\n\n```\ncode\n\nmore\n```\nb", [("```\ncode\n\nmore\n```", X)]),
        ("~~~\nnever closed", [("~~~\nnever closed", X)]),
        ("a\n\n***\n\nb", [("***", X)]),
        ("<!-- a\nnote -->\nb", [("<!-- a\nnote -->", X)]),
        ("---\ntitle: A\nlang: it\n---\n# B", [("---\ntitle: A\nlang: it\n---", X), ("# B", H)]),
        ("---\n# comment\n\n'a b': c\n...\nText", [("---\n# comment\n\n'a b': c\n...", X)]),
        ("---\nText, not YAML\n---\n", [("---", X), ("Text, not YAML", H), ("---", X)]),
        ("\n---\ntitle: A\n---\n", [("---", X), ("title: A", H), ("---", X)]),
        ("---\n\n---\n", [("---", X), ("---", X)]),
        ("---\nkey: never closed", [("---", X)]),
    ],
)
def test_blocks_have_hints(text: str, expected: list[tuple[str, Role | None]]) -> None:
    """Hints cover whole lines with their marks; the innermost block has a line."""
    assert hinted(text) == expected


def test_the_text_stays_as_written(tmp_path: Path) -> None:
    """Marks, blanks and front matter stay in the text, so that a line of the text is a line of the file."""
    path = tmp_path / "letter.md"
    path.write_bytes(codecs.BOM_UTF8 + "---\r\nlang: it\r\n---\r\n# La liberta\u0300  \r\n\r\n- **uno**\r\n".encode())
    document = read(path)
    assert document.text == "---\nlang: it\n---\n# La libertà  \n\n- **uno**\n"
    assert document.origin.unit == "line"
    assert document.origin.starts == (0, 4, 13, 17, 32, 33, 43)
    assert [(document.text[hint.span.start : hint.span.end], hint.role) for hint in document.hints] == [
        ("---\nlang: it\n---", X),
        ("# La libertà  ", H),
        ("- **uno**", L),
    ]


@pytest.mark.parametrize("suffix", [".md", ".markdown", ".MD"])
def test_both_suffixes_are_markdown(tmp_path: Path, suffix: str) -> None:
    """Both usual suffixes are read as markdown, in any case."""
    path = tmp_path / f"letter{suffix}"
    path.write_text("# Title", encoding="cp1252")
    assert [hint.role for hint in read(path).hints] == [H]


@pytest.mark.parametrize(
    "text",
    ["> " * 3000 + "a", "- " * 3000 + "a", "[" * 100_000, "*a _b " * 20_000, "a\n" * 50_000, "- a\n" * 10_000, "`" * 50_000, "[a]: b\n" * 5_000],
)
def test_hostile_text_is_read_in_time(text: str) -> None:
    """Deep nesting and unclosed marks cost no more than their length."""
    began = time.monotonic()
    find_hints(text)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "data",
    [
        b"# Title\0",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"%PDF-1.4",
        b"{\\rtf1 a}",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0",
        codecs.BOM_UTF16_LE + b"a",
        codecs.BOM_UTF8 + b"\xe9",
        b"\x01\x02\x03",
        b" \n\n ",
        b"",
    ],
)
def test_damaged_files_are_refused(tmp_path: Path, data: bytes) -> None:
    """Files that are no text are refused in one sentence."""
    path = tmp_path / "letter.md"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"letter\.md .*\.$"):
        read(path)
