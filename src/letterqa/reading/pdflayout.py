"""Glyphs become lines in reading order: words, rows, blocks that stand side by side, and what repeats at the edges of the pages.

All measures are in points, from the lower left corner of a page; an em is the size of the letters at hand.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from unicodedata import normalize

# Gaps between two glyphs, in ems: above the first there is a space between them, above the second (a tab, a column) they stand apart.
_SPACE = 0.16
_APART = 2.0
# How far a bullet or number may stand from the text of its item.
_HANGING = 5.0
_LABEL = re.compile(r"[•·‣◦▪●○■□–—*+\-]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]?|\d{1,2}°|[*†‡]{1,3}")
_NUMERAL = re.compile(r"\d{1,3}|[ivx]{1,4}")
# Headers and footers lie in this share of the page, from the edge.
_EDGE = 0.2
_EDGE_ROWS = 6
# Text is in the margin of the page where it is this much nearer to the edge than the lines are to the side.
_IN_MARGIN = 0.6
_PAGE_WORD = r"(?:(?:p|pp|pag|pagina|página|page|seite|s|folio|blatt)\.?\s*)?"
_PAGE_NUMBER = re.compile(rf"[\W_]*{_PAGE_WORD}(?P<number>\d{{1,3}})(?:\s*(?:/|of|de|di|von|sur|da|\|)\s*\d{{1,3}})?[\W_]*", re.IGNORECASE)
# Columns of prose have this many lines or more, and most of them this many letters.
_COLUMN_ROWS = 4
_COLUMN_WIDTH = 25
_MAX_COLUMNS = 4

# What fonts of signs give for the bullets of word processors, and ligatures.
_BULLETS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "▸", 0xF0FC: "✓", 0xF076: "❖", 0xF0A8: "◦", 0xF06F: "◦", 0xF02D: "–"}
_LIGATURES = {code: normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# What a font that does not tell its letters gives: a mark for the unknown, signs of private use, and controls.
UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph as `pdfglyphs` gives it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """Glyphs without a space between; `raised` tells that they stand above the line, like the mark of a note."""

    text: str
    left: float
    right: float
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a row without wide gaps. `label` tells that its first word is a bullet or number that stands apart.

    `opens` tells that it begins a block beside or below another; `edges` are the sides of that block.
    """

    words: tuple[Word, ...]
    base: float
    size: float
    bold: bool
    zone: str
    page: int
    label: bool = False
    opens: bool = False
    edges: tuple[float, float] | None = None

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.words[-1].right

    @property
    def width(self) -> float:
        """How long the line is."""
        return self.right - self.left

    @property
    def text(self) -> str:
        """The words of the line, marks of notes right after theirs."""
        pieces: list[str] = []
        for word in self.words:
            pieces += [word.text] if word.raised or not pieces else [" ", word.text]
        return "".join(pieces)


Row = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page's rows from above, each its lines from the left."""

    rows: tuple[Row, ...]
    width: float
    height: float


def read_rows(glyphs: Iterable[Glyph], page: int) -> tuple[Row, ...]:
    """The rows of a page from above, each with its lines from the left."""
    rows = _attached(_by_base(_cleaned(glyphs)))
    return tuple(row for glyphs_, base in rows if (row := _row(glyphs_, base, page)))


def _cleaned(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Glyphs with ligatures and bullets as text; what is printed twice in one place, to look bold, once."""
    kept: list[Glyph] = []
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        text = glyph.text.translate(_LIGATURES).translate(_BULLETS)
        # Twelfths of an em: the narrowest letters are twice as wide as the distance at which two count as one.
        place, base = round(glyph.left / max(glyph.size, 1) * 12), round(glyph.base / max(glyph.size, 1) * 4)
        if text.strip() and any((text, place + near, base) in seen for near in (-1, 0, 1)):
            continue
        seen.add((text, place, base))
        kept.append(replace(glyph, text=text))
    return kept


def _by_base(glyphs: list[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.base):
        if rows and rows[-1][0].base - glyph.base < 0.2 * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [row for row in rows if any(glyph.text.strip() for glyph in row)]


def _attached(rows: list[list[Glyph]]) -> list[tuple[list[tuple[Glyph, bool]], float]]:
    """Rows with their base lines; small glyphs just above or below a row of larger ones are put into it, marked as raised or not."""
    sizes = [max(glyph.size for glyph in row if glyph.text.strip()) for row in rows]
    sides = [(min(glyph.left for glyph in row), max(glyph.right for glyph in row)) for row in rows]
    found: list[list[tuple[Glyph, bool]]] = [[] for _ in rows]
    for index, row in enumerate(rows):
        for glyph in row:
            home, raised = index, False
            for other in (index + 1, index - 1):
                if not 0 <= other < len(rows) or glyph.size > 0.8 * sizes[other]:
                    continue
                above, (left, right) = glyph.base - rows[other][0].base, sides[other]
                if -0.35 * sizes[other] < above < 0.65 * sizes[other] and left - 2 * sizes[other] < glyph.left < right + sizes[other]:
                    home, raised = other, other == index + 1
                    break
            found[home].append((glyph, raised))
    return [(row, rows[index][0].base) for index, row in enumerate(found) if any(glyph.text.strip() for glyph, _ in row)]


def _row(glyphs: list[tuple[Glyph, bool]], base: float, page: int) -> Row:
    ordered = sorted(glyphs, key=lambda item: item[0].left)
    written = [glyph.size for glyph, raised in ordered if glyph.text.strip() and not raised]
    size = median(written or [glyph.size for glyph, _ in ordered])
    words = list(_words(ordered, size))
    if len(words) > 1 and len(words[0].text) == 1 and UNREADABLE.match(words[0].text):
        words[0] = replace(words[0], text="•")  # what stands there alone, in a font of signs, is a bullet
    bold = all(glyph.bold for glyph, _ in ordered if glyph.text.strip())
    zones = {glyph.zone for glyph, _ in ordered if glyph.text.strip()}
    zone = zones.pop() if len(zones) == 1 else ""

    gaps = [second.left - first.right for first, second in pairwise(words)]
    usual = median(gaps) if len(gaps) > 2 else 0.0
    lines = [[words[0]]]
    for word, gap in zip(words[1:], gaps, strict=True):
        label = len(lines[-1]) == 1 and _LABEL.fullmatch(lines[-1][0].text) and gap < _HANGING * size
        # In a justified line of few words all gaps are wide.
        if gap > max(_APART * size, 2 * usual) and not label:
            lines.append([word])
        else:
            lines[-1].append(word)
    return tuple(Line(tuple(line), base, size, bold, zone, page, _is_labelled(line, max(0.6 * size, 1.5 * usual))) for line in lines)


def _words(glyphs: list[tuple[Glyph, bool]], size: float) -> Iterator[Word]:
    """The words of a row; glyphs come from the left, each with whether it is raised."""
    inside: list[Glyph] = []
    up = parted = False
    end = -math.inf
    for glyph, raised in glyphs:
        if not glyph.text.strip():
            parted = True
            continue
        gap = glyph.left - inside[-1].right if inside else 0.0
        least = 0.05 * size if parted else _SPACE * max(glyph.size, inside[-1].size if inside else 0)
        if inside and (gap > least or raised is not up):
            yield Word("".join(each.text for each in inside), inside[0].left, inside[-1].right, up and inside[0].left - end < 0.5 * size)
            end, inside = inside[-1].right, []
        inside.append(glyph)
        up, parted = raised, False
    yield Word("".join(each.text for each in inside), inside[0].left, inside[-1].right, up and inside[0].left - end < 0.5 * size)


def _is_labelled(words: list[Word], least: float) -> bool:
    return len(words) > 1 and _LABEL.fullmatch(words[0].text) is not None and words[1].left - words[0].right > least


def text_of(row: Row) -> str:
    """The text of a row, a tab between its lines."""
    return "\t".join(line.text for line in row)


def part_edges(pages: Sequence[Page]) -> tuple[list[Row], list[Page], list[Row]]:
    """Headers, pages without them, and footers: rows that the file calls so, or that stand in the same place on several pages.

    The same text is given once, whatever numbers are in it; the numbers of pages alone are left out.
    """
    places: Counter[tuple[str, int]] = Counter()
    for page in pages:
        places.update({_key(row, page.height, shift) for row in _edge_rows(page) for shift in (0, 1)})
    enough = max(2, math.ceil(0.6 * (len(pages) - 1)))
    side = min((row[0].left for page in pages for row in page.rows if len(text_of(row)) >= 40), default=0.0)

    def repeats(row: Row, height: float) -> bool:
        return any(places[_key(row, height, shift)] >= enough for shift in (0, 1))

    edges: dict[str, dict[str, Row]] = {"header": {}, "footer": {}}
    bodies = []
    for number, page in enumerate(pages, start=1):
        rows = list(page.rows)
        for zone, step in (("header", 1), ("footer", -1)):
            rows = rows[::step]
            margin = _margin(rows, page.height, side)
            inside: list[Row] = []
            for index, row in enumerate(rows):
                outer = not inside and _near(row, page.height, zone)
                if all(line.zone == zone for line in row) or (outer and (index < margin or _numbers(row, number) or repeats(row, page.height))):
                    if not _numbers(row, number):
                        edges[zone].setdefault(re.sub(r"\d+", "#", text_of(row)), row)
                else:
                    inside.append(row)
            rows = inside[::step]
        bodies.append(replace(page, rows=tuple(rows)))
    return list(edges["header"].values()), bodies, list(edges["footer"].values())[::-1]


def _near(row: Row, height: float, zone: str = "") -> bool:
    """Whether a row is near the upper edge of its page, the lower one, or any."""
    return (zone != "footer" and row[0].base > (1 - _EDGE) * height) or (zone != "header" and row[0].base < _EDGE * height)


def _margin(rows: Sequence[Row], height: float, side: float) -> int:
    """How many rows, counted from an edge of the page, lie in its margin: much nearer to it than the text is to the side, and set apart."""
    for index, (row, inner) in enumerate(pairwise(rows[: _EDGE_ROWS + 1])):
        base, size = row[0].base, row[0].size
        if min(height - base - size, base) > _IN_MARGIN * side:
            return 0
        if abs(base - inner[0].base) > 1.6 * max(size, inner[0].size):
            return index + 1
    return 0


def _edge_rows(page: Page) -> Iterator[Row]:
    near = [row for row in page.rows if _near(row, page.height)]
    yield from {id(row): row for row in (*near[:_EDGE_ROWS], *near[-_EDGE_ROWS:])}.values()


def _key(row: Row, height: float, shift: int) -> tuple[str, int]:
    """A row's text without numbers, and about where it stands; two shifts, so that no place lies at a border of both."""
    return re.sub(r"\d+", "#", text_of(row)), math.floor((row[0].base - height) / 6 + shift / 2) * 2 + shift


def _numbers(row: Row, page: int) -> bool:
    """Whether a row is nothing but the number of its page."""
    found = _PAGE_NUMBER.fullmatch(text_of(row).strip())
    return found is not None and int(found["number"]) == page


def part_notes(pages: Sequence[Page]) -> tuple[list[Page], list[list[Line]]]:
    """Pages with the marks of notes in brackets and without the footnotes, and the lines of these, a list each.

    Footnotes are at the foot of the page, in letters no larger than most, and begin with a mark that stands raised in the text above.
    """
    usual = usual_size(line for page in pages for row in page.rows for line in row)
    notes: list[list[Line]] = []
    bodies = []
    for page in pages:
        marks = {word.text for row in page.rows for line in row for word in line.words[1:] if word.raised and _NUMERAL.fullmatch(word.text)}
        start = len(page.rows)
        for index in range(len(page.rows) - 1, -1, -1):
            if page.rows[index][0].size > 0.95 * usual:
                break
            if page.rows[index][0].words[0].text in marks and len(page.rows[index][0].words) > 1:
                start = index
        found = {row[0].words[0].text for row in page.rows[start:]} & marks
        for row in page.rows[start:]:
            if row[0].words[0].text in found:
                notes.append([])
            notes[-1].extend(row)
        bodies.append(replace(page, rows=tuple(tuple(_marked(line, found) for line in row) for row in page.rows[:start])))
    return bodies, notes


def _marked(line: Line, known: set[str]) -> Line:
    """A line with the marks of notes in brackets; a raised number after a short word may be a power instead ("m²")."""
    words = list(line.words)
    for index in range(1, len(words)):
        word, before = words[index], words[index - 1].text
        if not word.raised or not _NUMERAL.fullmatch(word.text):
            continue
        if word.text in known or not word.text.isdecimal() or re.search(r"[^\W\d_]{4}[\W_]*$|[.,;:!?”’\"»)]$", before):
            words[index] = replace(word, text=f"[{word.text}]")
    return replace(line, words=tuple(words))


def usual_size(lines: Iterable[Line]) -> float:
    """The size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


@dataclass(slots=True)
class _Region:
    """Rows that part at a common gap; `first`, `last` and `split` are indexes of rows, the last those of rows with text on both sides."""

    first: int
    last: int
    gap: tuple[float, float]
    split: list[int] = field(default_factory=list)


def in_order(rows: Sequence[Row], head: bool = True, depth: int = 0) -> list[Line]:
    """The lines of rows as they are read: blocks side by side one after the other, tables row by row.

    Two blocks are one above prose (`head`: sender and addressee) or at the end (signatures); within the prose they are a table.
    """
    ordered: list[Line] = []
    at = 0
    prose = [index for index, row in enumerate(rows) if len(row) == 1 and len(row[0].text) > 60]
    for region in _regions(rows) if depth < _MAX_COLUMNS else ():
        ordered += (_joined(row) for row in rows[at : region.first])
        at = region.last + 1
        between = bool(prose) and (not head or prose[0] < region.first) and region.last < prose[-1]
        ordered += _side_by_side(rows[region.first : at], region, between, depth)
        if at < len(rows):
            ordered += (replace(_joined(row), opens=True) for row in rows[at : at + 1])
            at += 1
    ordered += (_joined(row) for row in rows[at:])
    return ordered


def _joined(row: Row) -> Line:
    """A row as one line, a tab where it has a wide gap."""
    if len(row) == 1:
        return row[0]
    words = list(row[0].words)
    for line in row[1:]:
        words[-1] = replace(words[-1], text=words[-1].text + "\t")
        first = line.words[0]
        words[-1:] = [Word(words[-1].text + first.text, words[-1].left, first.right, words[-1].raised), *line.words[1:]]
    return replace(row[0], words=tuple(words), bold=all(line.bold for line in row))


def _regions(rows: Sequence[Row]) -> list[_Region]:
    """Stretches of rows with a common gap, two rows or more; a row on one side of it only may belong to one too."""
    found: list[_Region] = []
    region: _Region | None = None
    for index, row in enumerate(rows):
        gap = _common(row, region.gap) if region is not None else None
        if region is not None and gap is not None:
            region.gap = gap
            if len(row) > 1:
                region.split.append(index)
                region.last = index
            elif index - region.last == 1 and _continues(rows, index):
                region.last = index
            continue
        if region is not None:
            found.append(region)
            region = None
        if len(row) > 1:
            gaps = [(left.right, right.left) for left, right in pairwise(row)]
            region = _Region(index, index, max(gaps, key=lambda gap: gap[1] - gap[0]), [index])
    if region is not None:
        found.append(region)
    return [region for region in found if region.last > region.first]


def _common(row: Row, gap: tuple[float, float]) -> tuple[float, float] | None:
    """What a gap has in common with a row's; None where the row crosses it."""
    left, right = gap
    for line in row:
        if line.left < right and line.right > left:
            # A line that reaches into the gap narrows it from the side on which it begins or ends.
            if line.left < left:
                left = max(left, line.right)
            elif line.right > right:
                right = min(right, line.left)
            else:
                return None
    return (left, right) if right - left > 0.8 * row[0].size else None


def _continues(rows: Sequence[Row], index: int) -> bool:
    """Whether a row of one line stands under a line of the row above, at its left edge and at a line's distance."""
    row, above = rows[index], rows[index - 1]
    near = above[0].base - row[0].base < 1.6 * row[0].size
    return near and any(abs(line.left - row[0].left) < 3 for line in above)


def _side_by_side(rows: Sequence[Row], region: _Region, between: bool, depth: int) -> Iterator[Line]:
    middle = (region.gap[0] + region.gap[1]) / 2
    for group, prose in _groups(rows, middle, single=between and len(region.split) > 2):
        for side in (False, True):
            part = [here for row in group if (here := tuple(line for line in row if (line.left > middle) is side))]
            lines = in_order(part, False, depth + 1)
            left = min((line.left for line in lines), default=0.0)
            # Only the lines of prose fill their column; where those of an address or a table would have been broken nobody can tell.
            right = max((line.right for line in lines), default=0.0) if prose else math.inf
            for index, line in enumerate(lines):
                yield replace(line, opens=line.opens or index == 0, edges=line.edges or (left, right))


def _groups(rows: Sequence[Row], middle: float, single: bool) -> Iterator[tuple[list[Row], bool]]:
    """Rows that belong together, and whether they are columns of prose: those without a gap between, or else each by itself."""
    groups: list[list[Row]] = [[]]
    for row in rows:
        if groups[-1] and groups[-1][-1][0].base - row[0].base > 1.7 * row[0].size:
            groups.append([])
        groups[-1].append(row)
    columns: list[Row] = []
    for group in groups:
        if _is_prose(group, middle):
            columns += group
            continue
        if columns:
            yield columns, True
            columns = []
        yield from (([row], False) for row in group) if single else [(group, False)]
    if columns:
        yield columns, True


def _is_prose(rows: Sequence[Row], middle: float) -> bool:
    """Whether rows hold two columns of wrapped text: most lines long, and about as long as each other."""
    for side in (False, True):
        lines = [line for row in rows for line in row if (line.left > middle) is side]
        if len(lines) < _COLUMN_ROWS or median(len(line.text) for line in lines) < _COLUMN_WIDTH:
            return False
        widths = sorted(line.width for line in lines)
        if widths[len(widths) // 2] < 0.75 * widths[-1]:
            return False
    return True
