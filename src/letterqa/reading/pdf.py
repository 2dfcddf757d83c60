"""A PDF knows places, not paragraphs: what belongs together is told by gaps, edges and how far each line was filled.

pdfminer.six gives the glyphs with their widths; libraries that give text alone leave open where a line could have gone on.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from letterqa.errors import ReadError
from letterqa.layout import BULLET, STOPPED
from letterqa.letter import Document, Origin, Role
from letterqa.reading import pdfglyphs
from letterqa.reading.files import Source
from letterqa.reading.pdflayout import UNREADABLE, Glyph, Line, Page, in_order, part_edges, part_notes, read_rows, text_of
from letterqa.reading.stories import Paragraph, compose
from letterqa.reading.text import canonical
from letterqa.saying import say

_SIGNATURE = re.compile(rb"%PDF-\d")
_HEAD = 1024
# With more of its letters unknown than this a text is not worth reading; fewer are ornaments of a letterhead.
_MAX_UNREADABLE = 0.03
# Letters without width come from fonts that are missing in the file; a few accents have none by nature.
_MAX_FLAT = 0.2
# Lines farther apart than this, in distances of lines within a paragraph, have a gap between them.
_GAP = 1.25
_ALIKE = 0.07
# Lines that end this near to each other were filled to the same edge.
_FLUSH = 1.5
_HYPHENS = "-\u2010\u00ad"
_BROKEN = re.compile(rf"([^\W\d_]+)[{_HYPHENS}]$")
_LONGEST = 60
# Where more than this share of long lines ends in a hyphen, words were broken; else the few that do end in the hyphen of a compound.
_HYPHENATED = 0.03
_REFERENCE = re.compile(r"\[\d{1,3}\]")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010'’][^\W\d_]+)*")
# What follows the hyphen of a compound in French and Portuguese, where the hyphen must stay.
_ENCLITICS = frozenset(
    (
        *("ci", "là", "je", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "moi", "toi", "lui", "leur", "le", "la", "les"),
        *("en", "y", "ce", "même", "mêmes", "o", "a", "os", "as", "lo", "los", "las", "me", "te", "se", "lhe", "lhes", "vos", "no", "na"),
    )
)

_REASONS = {
    "damaged": "is damaged or was not copied whole; open it where it shows and print it into a new PDF, or ask for the original document",
    "empty": "has no pages that can be found; open it where it shows and print it into a new PDF, or ask for the original document",
    "password": "is protected by a password; print it into a new PDF without one, or ask for the original document",
    "pages": f"has more than {pdfglyphs.MAX_PAGES} pages; save the pages of the letter as a PDF of their own",
    "size": "unpacks to more than any letter has; make sure of its source, and save its text as .txt",
    "process": "cannot be read now, because no further process can be started; close other programs and try again",
    "time": f"takes longer than {pdfglyphs.SECONDS} seconds to read; print it into a new PDF, or save its text as .txt",
}


def read_pdf(source: Source) -> Document:
    """The printed text of a PDF in reading order, a line for each paragraph, an empty one where there is a gap; pages are its unit.

    What repeats at the edges of pages is given once as header or footer, and the pages' numbers are left out. Raises ReadError if the
    file is no PDF, damaged, protected, too large, only a picture of a text, or set in fonts that do not tell their letters.
    """
    if not _SIGNATURE.search(source.data, 0, _HEAD):
        raise ReadError(f"{source.given} is not a PDF, though it is named like one; open it where it shows and save it as .docx or PDF.")
    found = _run(source.data)
    if "error" in found:
        raise ReadError(f"{source.given} {_REASONS[found['error']]}.")
    written = [glyph for page in found["pages"] for glyph in page["glyphs"] if glyph[0].strip()]
    if sum(right <= left for _, left, right, *_ in written) > _MAX_FLAT * len(written):
        raise ReadError(f"{source.given} {_REASONS['damaged']}.")
    pages = [
        Page(read_rows((Glyph(*glyph) for glyph in page["glyphs"]), number), page["width"], page["height"])
        for number, page in enumerate(found["pages"], start=1)
    ]
    remarks = tuple(_remarks(source, found["pages"], pages))
    stories, numbers = _stories(pages)
    document = compose(source, stories, remarks)
    return replace(document, origin=Origin("page", document.origin.starts, numbers))


def _run(data: bytes) -> dict[str, Any]:
    """What `pdfglyphs` says of the file, in a process that ends in any case."""
    # The present folder is not searched for modules: it is the one with the letters, which may come from anybody.
    paths = os.pathsep.join(path for path in sys.path if Path(path).is_absolute())
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "letterqa.reading.pdfglyphs"],
            input=data,
            capture_output=True,
            timeout=pdfglyphs.SECONDS,
            env={**os.environ, "PYTHONPATH": paths},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"error": "time"}
    except OSError:
        return {"error": "process"}
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:  # the process was stopped: by the system, for its time or memory, or by a crash
        return {"error": "size" if done.returncode < 0 else "damaged"}
    return found


def _remarks(source: Source, found: Sequence[dict[str, Any]], pages: Sequence[Page]) -> Iterator[str]:
    """What the user should know about the reading; raises ReadError if hardly anything can be read."""
    text = "".join(word.text for page in pages for row in page.rows for line in row for word in line.words)
    if not text:
        raise ReadError(f"{source.given} holds no text, only a picture of it; run text recognition (OCR) on it, or ask for the original document.")
    unknown = len(UNREADABLE.findall(text))
    if unknown > _MAX_UNREADABLE * len(text):
        raise ReadError(
            f"{source.given} is set in fonts that do not tell which letters they show; ask for the original document, "
            "or run text recognition (OCR) on a print of it."
        )
    pictures = [number for number, (raw, page) in enumerate(zip(found, pages, strict=True), start=1) if raw["pictures"] and not page.rows]
    if pictures:
        names = ", ".join(map(str, pictures))
        yield say("Of page {a} only a picture is there, and no text was read; run text recognition (OCR) on the file to have it checked.", a=names)
    if unknown:
        yield say("Some signs were left out, because their font does not tell what they are.")
    if any(page["tilted"] for page in found):
        yield say("Text set at an angle was not read.")


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph, with the page on which it begins; `gap` tells that there is one above it."""

    text: str
    page: int
    gap: bool


def _stories(pages: Sequence[Page]) -> tuple[list[list[Paragraph]], tuple[int, ...]]:
    """Headers, body, notes and footers, and the page of every paragraph of theirs."""
    headers, pages, footers = part_edges(pages)
    pages, notes = part_notes(pages)
    lines = [in_order(page.rows, head=index == 0) for index, page in enumerate(pages)]
    setting = _Setting([line for page in lines for line in page], min((page.width for page in pages), default=0.0))
    stories: list[list[Paragraph]] = []
    numbers: list[int] = []

    def add(parts: Iterable[_Part], role: Role | None) -> None:
        story: list[Paragraph] = []
        for part in parts:
            if part.gap and story:
                story.append(Paragraph("", counted=False))
            story.append(Paragraph(part.text, role))
            numbers.append(part.page)
        stories.append(story)

    def edge(rows: Sequence[tuple[Line, ...]]) -> Iterator[_Part]:
        return (_Part(_clean(text_of(row)), row[0].page, False) for row in rows)

    add(edge(headers), Role.LETTERHEAD)
    add(setting.parts(lines), None)
    add((part for note in notes for part in _note(note, setting)), Role.NOTE)
    add(edge(footers), Role.FOOTER)
    return stories, tuple(numbers)


def _note(lines: Sequence[Line], setting: _Setting) -> Iterator[_Part]:
    mark, *words = lines[0].words
    first = replace(lines[0], words=(replace(mark, text=f"[{mark.text}]", raised=False), *(replace(word, raised=False) for word in words)))
    return (replace(part, gap=False) for part in setting.parts([[first, *lines[1:]]]))


def _stops(line: Line) -> bool:
    """Whether a line ends as a sentence does, and not within brackets ("(our ref.")."""
    return STOPPED.search(line.text) is not None and line.text.count("(") <= line.text.count(")")


def _broken(text: str) -> re.Match[str] | None:
    """The beginning of a word with the hyphen at which it may have been broken, at the end of a text."""
    return _BROKEN.search(text, max(len(text) - _LONGEST, 0))


def _clean(text: str) -> str:
    """Text without signs that nobody can tell and without blanks beside others, tabs and line ends."""
    return canonical(re.sub(" *([\t\n]) *| +", lambda found: found[1] or " ", UNREADABLE.sub("", text.replace("\r", "\n")))).strip(" ")


class _Setting:
    """How a text is set: its edges, its line spacing, whether gaps part paragraphs or every line, and how its words are broken."""

    def __init__(self, lines: Sequence[Line], width: float) -> None:
        own = [line for line in lines if line.edges is None]
        long = [line for line in own if len(line.text) >= 40]
        self._left = min((line.left for line in long or own), default=0.0)
        pairs = [
            (first, second)
            for first, second in pairwise(lines)
            if first.page == second.page and not second.opens and first.base > second.base and self._alike(first, second)
        ]
        self._right = self._right_edge(own, long, pairs, width)
        filled = sum(abs(line.right - self._right) < _FLUSH for line in long)
        self._justified = len(long) > 4 and filled > 0.5 * len(long)
        self._spacing = self._line_spacing(pairs)
        self._usual_gap = self._gap_of_ended_lines(pairs)
        self._whole, self._compounds = self._vocabulary(lines)
        broken = sum(_broken(first.text) is not None and second.text[:1].islower() for first, second in pairs)
        self._hyphenates = broken > 1 and broken > _HYPHENATED * len(long)

    def _right_edge(self, own: Sequence[Line], long: Sequence[Line], pairs: Sequence[tuple[Line, Line]], width: float) -> float:
        """How far the lines of the text reach: most of them, if there are many, or those that are seen to go on, or else the page."""
        if len(long) > 4:
            # Some lines stick out (an address that cannot be broken); a little less than the true edge does no harm.
            return sorted(line.right for line in long)[int(0.9 * (len(long) - 1))]
        wrapped = [first.right for first, second in pairs if second.text[:1].islower() and first.edges is None and not _stops(first)]
        return max(wrapped) if wrapped else max(width - self._left, *(line.right for line in own), 0.0)

    @staticmethod
    def _alike(first: Line, second: Line) -> bool:
        return abs(first.size - second.size) <= _ALIKE * max(first.size, second.size)

    def _line_spacing(self, pairs: Sequence[tuple[Line, Line]]) -> float:
        """The distance of lines within a paragraph, in ems: of those that were filled and go on with a small letter."""
        wrapped = [(first.base - second.base) / first.size for first, second in pairs if second.text[:1].islower() and self._is_filled(first, second)]
        if wrapped:
            return median(wrapped)
        every = Counter(round((first.base - second.base) / first.size, 1) for first, second in pairs)
        return min((spacing for spacing, count in every.items() if count > 1), default=1.2)

    def _gap_of_ended_lines(self, pairs: Sequence[tuple[Line, Line]]) -> float:
        """The gap that parts all paragraphs, in ems, where even the lines of an address have one; else that of a line."""
        short = [
            (first.base - second.base) / first.size
            for first, second in pairs
            if max(first.width, second.width) < 0.6 * (self._right - self._left) and not self._is_filled(first, second)
        ]
        if len(short) < 2 or min(short) <= _GAP * self._spacing:
            return self._spacing
        return Counter(round(gap, 1) for gap in short).most_common(1)[0][0]

    @staticmethod
    def _vocabulary(lines: Sequence[Line]) -> tuple[frozenset[str], frozenset[str]]:
        """Words of the text, and those with a hyphen; what may be half a word, at the end of a line and after it, is not among them."""
        words: list[str] = []
        halved = False
        for line in lines:
            found = [word.lower() for word in _WORD.findall(line.text)]
            words += found[halved : len(found) - (line.text[-1] in _HYPHENS)]
            halved = line.text[-1] in _HYPHENS
        return frozenset(words), frozenset(word.replace("\u2010", "-") for word in words if "-" in word or "\u2010" in word)

    def _is_filled(self, first: Line, second: Line) -> bool:
        """Whether the next line's first word would not have had room in this one."""
        left, right = first.edges or (self._left, self._right)
        room = 0.3 * first.size
        word = second.words[0]
        needed = 0.2 * first.size + word.right - word.left
        indented = min(first.left, second.left) - left > 2 * first.size
        askew = abs(first.left - second.left) > first.size
        if indented and askew and not first.label:  # set to the right, or to the middle
            return first.width + needed > right - left - room
        # In a text that fills its lines to the edge, one that does not reach it was ended, or is no prose (a subject of two lines).
        short = self._justified and first.edges is None and first.right < right - _FLUSH
        salutes = second.text.endswith(",") and second.width < 0.6 * (right - left)  # no paragraph ends so, but a salutation or a close
        if not second.text[:1].islower() and ((short or salutes) if _stops(first) else (short and salutes)):
            return False
        return first.right + needed > right - room

    def parts(self, pages: Sequence[Sequence[Line]]) -> Iterator[_Part]:
        """The paragraphs of lines in reading order."""
        text, page, gap = "", 0, False
        last: Line | None = None
        for lines in pages:
            for number, line in enumerate(lines):
                if last is not None:
                    following = lines[number + 1] if number + 1 < len(lines) else None
                    joins = self._across(last, line) if number == 0 else self._join(last, line, following)
                    if joins is not None:
                        text = self._glued(text, line.text) if joins == " " else f"{text}{joins}{line.text}"
                        last = line
                        continue
                    yield _Part(_clean(text), page, gap)
                text, page = line.text, line.page
                gap = last is not None and (number == 0 or self._has_gap(last, line))
                last = line
        if text:
            yield _Part(_clean(text), page, gap)

    def _has_gap(self, above: Line, line: Line) -> bool:
        """Whether there is an empty line between two paragraphs, by the measure of this text."""
        step = above.base - line.base
        size = max(above.size, line.size)
        return step < 0 or step > _GAP * self._usual_gap * size

    def _join(self, above: Line, line: Line, following: Line | None) -> str | None:
        """What stands between two lines of a paragraph, a blank or a line end; None if the second begins another paragraph."""
        step = above.base - line.base
        if line.opens or line.label or step < 0 or step > _GAP * self._spacing * max(above.size, line.size):
            return None
        if not self._alike(above, line) or above.bold is not line.bold:
            return None
        filled = self._is_filled(above, line)
        stopped = _stops(above) or above.text[-1] in ":;"
        if BULLET.match(f"{line.text} ") and (not filled or stopped or not line.text[:1].isalnum()):
            return None
        if self._is_indented(above, line, following):
            return None
        left = (line.edges or (self._left, 0.0))[0]
        if above.text[-1] == ";" and min(above.left, line.left) - left > line.size:
            return None  # the items of a list whose bullets are drawn, not written
        if filled:
            return " "
        return "\n" if line.text[:1].islower() and not stopped else None

    def _is_indented(self, above: Line, line: Line, following: Line | None) -> bool:
        """Whether a line is drawn in, but neither the one above nor the one below it."""
        left = (line.edges or (self._left, 0.0))[0]
        least = 0.8 * line.size
        back = following is None or following.opens or following.left - left < least
        return line.left - left > least and above.left - left < least and not BULLET.match(above.text) and back

    def _across(self, above: Line, line: Line) -> str | None:
        """As `_join`, for the last line of a page and the first of the next."""
        if line.opens or line.label or not self._alike(above, line) or above.bold is not line.bold or BULLET.match(f"{line.text} "):
            return None
        if line.text[:1].islower() and (not _stops(above) or self._is_filled(above, line)):
            return " "
        return " " if self._is_filled(above, line) and above.text[-1] not in ":;" else None

    def _glued(self, text: str, more: str) -> str:
        """Two lines of a paragraph as one, a word that was broken between them whole again."""
        if text.endswith("\u00ad"):
            return text[:-1] + more
        if _REFERENCE.match(more):
            return text + more
        broken, rest = _broken(text), _WORD.match(more)
        if broken is None or rest is None or not more[:1].islower() or text[max(broken.start() - 1, 0)] in f"{_HYPHENS}0123456789":
            tight = text[-1:] in _HYPHENS and text[-2:-1].isalnum() and more[:1].isalnum()
            return f"{text}{more}" if tight else f"{text} {more}"
        first, second = broken[1].lower(), rest[0].lower()
        both = min(len(first), len(second)) > 2 and {first, second} <= self._whole
        compound = not self._hyphenates or both or second in _ENCLITICS or f"{first}-{second}" in self._compounds
        if compound and first + second not in self._whole:
            return text + more
        return text[: broken.end(1)] + more
