"""Markdown is its own canonical text: the marks stay, so that a place in the text is a place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from letterqa.letter import Document, Hint, Origin, Role, Span
from letterqa.reading.files import Source, digest
from letterqa.reading.text import canonical_lines, decode

if TYPE_CHECKING:
    from markdown_it.token import Token

# A rule of dashes may open a letter too: what follows must look like YAML before it is taken for front matter.
_KEY = re.compile(r"""(?:[\w.\-]+|"[^"]*"|'[^']*')\s*:(?:\s|$)|#""")


def read_markdown(source: Source) -> Document:
    """A markdown file, its source text kept whole, with hints for headings, quotations, list items and what is not prose."""
    text, remarks = decode(source)
    text, starts = canonical_lines(text)
    return Document(source.shown, text, digest(source.data), Origin("line", starts), tuple(find_hints(text)), remarks)


def find_hints(text: str) -> list[Hint]:
    """What the block structure of CommonMark (and YAML front matter) says of canonical `text`, in order of place.

    A hint covers whole lines, marks and all, and no line has two: the innermost block has it, so a list item ends where one inside it
    begins. Front matter, fenced code, comments, rules and the underlines of headings get role None: they are not prose.
    """
    from markdown_it import MarkdownIt

    lines = text.split("\n")
    body = _front_matter(lines)
    parser = MarkdownIt("commonmark")
    # Only the blocks are wanted; link definitions give no token, and finding them is slow where brackets abound.
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.disable("reference")
    tokens = parser.parse("\n" * body + "\n".join(lines[body:]))
    ranges: list[tuple[int, int, Role | None]] = [(0, body, None), *_ranges(tokens)]

    owners: list[int | None] = [None] * len(lines)
    for number, (first, last, _) in enumerate(ranges):  # what is inside comes later, and takes its lines over
        owners[first:last] = [number] * (min(last, len(lines)) - first)
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    hints = []
    for owner, group in groupby(range(len(lines)), key=owners.__getitem__):
        written = [index for index in group if lines[index].strip()]
        if owner is not None and written:
            hints.append(Hint(Span(starts[written[0]], starts[written[-1]] + len(lines[written[-1]])), ranges[owner][2]))
    return hints


def _front_matter(lines: list[str]) -> int:
    """Number of lines of YAML front matter at the very top, its fences counted."""
    if lines[0].rstrip() != "---":
        return 0
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            inside = [entry for entry in lines[1:index] if entry.strip()]
            return index + 1 if inside and _KEY.match(inside[0]) else 0
    return 0


def _ranges(tokens: list[Token]) -> Iterator[tuple[int, int, Role | None]]:
    """Ranges of lines, end excluded, with their roles."""
    quotes = 0
    for token in tokens:
        if token.type == "blockquote_open":
            quotes += 1
            if quotes == 1 and token.map:
                yield token.map[0], token.map[1], Role.QUOTATION
        elif token.type == "blockquote_close":
            quotes -= 1
        if not token.map:
            continue
        first, last = token.map
        if token.type == "heading_open" and token.markup.startswith("#"):
            yield first, last, Role.HEADING
        elif token.type == "heading_open":
            yield first, last - 1, Role.HEADING
            yield last - 1, last, None
        elif token.type == "list_item_open":
            yield first, last, Role.LIST_ITEM
        elif token.type in ("fence", "hr") or (token.type == "html_block" and token.content.lstrip().startswith("<!--")):
            yield first, last, None
