"""Lines of a text and what can be seen of each without understanding it: blank lines between chunks, bullets, full lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from letterqa.letter import Document, Role, Span, fold

# A bullet, or a number or letter with a bracket or full stop, and the blank after it.
BULLET = re.compile(r"\s*(?:[•·‣◦▪●○■□–—*+\-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|\d{1,2}°)[ \t\u00a0]+(?=\S)")
FOOTNOTE = re.compile(r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|[¹²³⁴⁵⁶⁷⁸⁹]+|\*{1,3}|\d{1,2})\s*(?=\w)")
# What may stand after the stop that ends a sentence: closing quotes and brackets, footnote marks.
_AFTER = r"\s*[\"'“”‘’«»‹›)\]]*(?:\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰*†]+)*[\"'“”‘’«»‹›)\]]*\s*$"
STOPPED = re.compile(r"[.!?…]" + _AFTER)
CLOSED = re.compile(r"[.!?…:;,]" + _AFTER)
_ENDED = re.compile(r"[.!?…:;]" + _AFTER)
_COUNTER = re.compile(r"\(?[\da-z]{1,5}[.)]")
# Hard wrapping happens at some column up to about this one; longer lines were never wrapped.
WIDEST_WRAP = 110


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. `chunk` numbers the runs of lines between blank ones; `opens` tells that the file format
    says a paragraph starts here, `inside` that it says none does, and both are False where the format does not know."""

    span: Span
    text: str
    chunk: int
    indent: int
    opens: bool = False
    inside: bool = False
    hint: Role | None = None

    @property
    def bullet(self) -> bool:
        """Whether the line starts like a list item."""
        return self.hint is Role.LIST_ITEM or (not self.inside and BULLET.match(self.text) is not None)

    @property
    def words(self) -> int:
        """Number of words between blanks."""
        return len(self.text.split())

    @property
    def stopped(self) -> bool:
        """Whether the line ends as a sentence ends."""
        return STOPPED.search(self.text) is not None


def lines(document: Document) -> tuple[Line, ...]:
    """The lines of a document that are not blank, in order."""
    by_paragraph = document.origin.unit != "line"  # the units of a PDF are paragraphs too, each named by its page
    paragraphs = frozenset(document.origin.starts) if by_paragraph else frozenset()
    hints = {hint.span.start: hint for hint in document.hints}
    found: list[Line] = []
    chunk, blank, start = -1, True, 0
    current = None
    for raw in document.text.split("\n"):
        end = start + len(raw)
        if start in hints:
            current = hints[start]
        elif current is not None and start >= current.span.end:
            current = None
        if current is not None and current.role is None:
            blank = True  # front matter, code and the like are not part of the letter
        elif text := fold(raw):
            chunk += blank
            blank = False
            left = start + len(raw) - len(raw.lstrip())
            found.append(
                Line(
                    Span(left, left + len(raw.strip())),
                    text,
                    chunk,
                    left - start,
                    opens=start in paragraphs,
                    inside=by_paragraph and start not in paragraphs,
                    hint=current.role if current is not None else None,
                )
            )
        else:
            blank = True
        start = end + 1
    return tuple(found)


def continues(line: Line, following: Line, widths: dict[int, int]) -> bool:
    """Whether `following` belongs to the paragraph of `line`, the line before it. `widths` holds the wrapping column by line start.

    Greedy filling tells: where the next word would still have fitted, the writer ended the line on purpose. A line that begins
    in lower case after one that ends in mid-sentence goes on in any case, and so does a long one without any stop.
    """
    if following.inside:
        return True
    if following.opens or following.chunk != line.chunk or following.hint is not line.hint:
        return False
    width = widths[line.span.start]
    open_end = not _ENDED.search(line.text) or line.text.count("(") > line.text.count(")")
    if following.bullet and (not open_end or not _COUNTER.match(following.text) or not width or len(line.text) <= 40):
        return False  # "n. 169" or "87)" may begin a wrapped line; a real list item follows a line that was ended
    if open_end and following.text[:1].islower():
        return True
    if not width or len(line.text) <= 40:
        return False
    if not CLOSED.search(line.text) and len(line.text) > 0.6 * width and not following.bullet:
        return True
    first = following.text.split(" ", 1)[0]
    return line.indent + len(line.text) + 1 + len(first) > width


def chunk_widths(found: tuple[Line, ...]) -> dict[int, int]:
    """The column at which the text around each line was wrapped, by the line's start; 0 where it was not wrapped.

    Lines up to WIDEST_WRAP that follow one another in a chunk were wrapped when half of them or more (the last left out) are long
    and end in mid-sentence. The column is the longest line, indentation included; among four lines or more the second longest, because one
    line is soon made longer by a late correction.
    """
    widths: dict[int, int] = {}
    run: list[Line] = []
    for line in (*found, None):
        size = line.indent + len(line.text) if line is not None else 0
        if line is not None and size <= WIDEST_WRAP and (not run or run[-1].chunk == line.chunk):
            run.append(line)
            continue
        widths |= _run_widths(run)
        run = [line] if line is not None and size <= WIDEST_WRAP else []
        if line is not None and size > WIDEST_WRAP:
            widths[line.span.start] = 0
    return widths


def _run_widths(run: list[Line]) -> dict[int, int]:
    sizes = sorted(line.indent + len(line.text) for line in run)
    going_on = sum(len(line.text) > 0.6 * sizes[-1] and not _ENDED.search(line.text) for line in run[:-1])
    wrapped = len(run) > 1 and going_on * 2 >= len(run) - 1
    return {line.span.start: sizes[-2 if len(sizes) >= 4 else -1] if wrapped else 0 for line in run}
