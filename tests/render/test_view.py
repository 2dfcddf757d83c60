"""The view: every mark shows on each side where its finding points, and no character of a letter is lost or doubled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
import render_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from letterqa.finding import Severity
from letterqa.letter import Origin, Role, Span
from letterqa.render.marking import Caret, Fragment, Mark, Marked, Piece, pieces
from letterqa.render.placing import place
from letterqa.render.view import Cell, build, everything
from letterqa.report import Report


def mark(number: str) -> Mark:
    return Mark(number, f"anchor{number}", Severity.MAJOR, "figures.changed", "message")


def shape(found: Iterable[Piece]) -> str:
    """Pieces as a string: [1:...] is marked text, ^1 an insertion mark."""
    return "".join(
        piece if isinstance(piece, str) else f"^{piece.mark.number}" if isinstance(piece, Caret) else f"[{piece.mark.number}:{shape(piece.children)}]"
        for piece in found
    )


def plain(found: Iterable[Piece]) -> str:
    return "".join(piece if isinstance(piece, str) else plain(piece.children) if isinstance(piece, Marked) else "" for piece in found)


def marked(cell: Cell) -> set[str]:
    """Numbers of all findings marked in a cell."""

    def walk(found: Iterable[Piece]) -> Iterable[str]:
        for piece in found:
            if not isinstance(piece, str):
                yield piece.mark.number
            if isinstance(piece, Marked):
                yield from walk(piece.children)

    return {number for paragraph in cell.paragraphs for number in walk(paragraph)} | {item.number for item, _ in cell.carets}


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "abcdef"),
        ([(0, 6)], "[1:abcdef]"),
        ([(1, 5), (2, 3)], "a[1:b[2:c]de]f"),
        ([(2, 3), (1, 5)], "a[2:b[1:c]de]f"),
        ([(1, 4), (1, 4)], "a[1:[2:bcd]]ef"),
        ([(1, 4), (2, 6)], "a[1:b[2:cd]][2:ef]"),
        ([(0, 3), (1, 4), (2, 6)], "[1:a[2:b[3:c]]][3:[2:d]ef]"),
        ([(0, 3), (3, 6)], "[1:abc][2:def]"),
        ([(3, 3)], "abc^1def"),
        ([(0, 0), (6, 6)], "^1abcdef^2"),
        ([(1, 4), (2, 2)], "a[1:b^2cd]ef"),
        ([(1, 4), (1, 1)], "a^2[1:bcd]ef"),
        ([(1, 4), (4, 4)], "a[1:bcd]^2ef"),
        ([(2, 2), (2, 2)], "ab^1^2cdef"),
    ],
)
def test_marks_nest_or_split(spans: Sequence[tuple[int, int]], expected: str) -> None:
    found = pieces("abcdef", Span(0, 6), [Fragment(Span(*span), mark(str(number))) for number, span in enumerate(spans, 1)])
    assert shape(found) == expected


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)).map(sorted), max_size=6))
def test_no_character_is_lost_and_each_is_under_its_marks(spans: list[list[int]]) -> None:
    text = "abcdefgh"
    found = pieces(text, Span(0, 8), [Fragment(Span(*span), mark(str(number)), f"id{number}") for number, span in enumerate(spans)])
    covers: list[frozenset[str]] = []
    ids: list[str] = []
    carets: list[str] = []

    def walk(items: Iterable[Piece], above: frozenset[str]) -> None:
        for item in items:
            if isinstance(item, str):
                covers.extend([above] * len(item))
                continue
            if item.id:
                ids.append(item.id)
            if isinstance(item, Caret):
                carets.append(item.mark.number)
            else:
                walk(item.children, above | {item.mark.number})

    walk(found, frozenset())
    assert plain(found) == text
    assert covers == [frozenset(str(n) for n, (start, end) in enumerate(spans) if start <= at < end) for at in range(8)]
    assert sorted(ids) == sorted(f"id{number}" for number in range(len(spans)))
    assert sorted(carets) == sorted(str(n) for n, (start, end) in enumerate(spans) if start == end)


def test_every_finding_is_marked_on_each_side_it_points_to(seed: Report) -> None:
    view = build(seed)
    for side in ("source", "target"):
        here = set().union(*(marked(getattr(row, side)) for row in view.rows))
        wanted = {entry.number for entry in everything(view.findings) if getattr(entry, side)}
        # 3.1 is lost where 3 is lost: one insertion mark stands for both.
        assert here == wanted - ({"3.1"} if side == "target" else set())


def test_ids_of_marks_are_unique_and_quotes_lead_to_them(seed: Report) -> None:
    view = build(seed)
    ids: list[str] = []

    def walk(found: Iterable[Piece]) -> None:
        for piece in found:
            if not isinstance(piece, str):
                ids.extend([piece.id] if piece.id else [])
            if isinstance(piece, Marked):
                walk(piece.children)

    for row in view.rows:
        for cell in (row.source, row.target):
            ids.extend(name for _, name in cell.carets if name)
            for paragraph in cell.paragraphs:
                walk(paragraph)
    assert len(ids) == len(set(ids))
    assert set(ids) == {quote.id for entry in everything(view.findings) for quote in entry.quotes if quote.id}


def test_findings_are_numbered_by_severity(seed: Report) -> None:
    view = build(seed)
    assert [entry.number for entry in view.findings] == [str(number) for number in range(1, 11)]
    assert [entry.severity for entry in view.findings] == sorted((entry.severity for entry in view.findings), reverse=True)
    assert [entry.number for entry in view.findings[0].related] == ["1.1", "1.2"]


def test_insertion_mark_stands_in_the_empty_cell(small: Report) -> None:
    gap = build(small).rows[2]
    assert gap.shape == "1-0" and gap.target.gap and not gap.source.gap
    assert [item.number for item, _ in gap.target.carets] == ["2"]


def test_line_breaks_inside_a_block_stay(small: Report) -> None:
    assert plain(build(small).rows[2].source.paragraphs[0]) == "They were\nfine."


def test_text_outside_segments_shows_when_a_finding_points_there(small: Report) -> None:
    view = build(small)
    assert shape(view.rows[4].source.paragraphs[1]) == "[3:stray line]"
    unmarked = build(replace(small, findings=small.findings[:2]))
    assert len(unmarked.rows[4].source.paragraphs) == 1


def test_insertion_mark_at_the_end_of_a_cell_without_a_gap() -> None:
    pair = samples.small()
    found = samples.finding("figures.missing", Severity.MAJOR, "m", [samples.at(pair.source, "Six")], [samples.after(pair.target, "Sei sono morte.")])
    assert shape(build(samples.report(pair, [found])).rows[3].target.paragraphs[0]) == "Sei sono morte.^1"


def test_insertion_mark_between_two_rows_stays_with_what_the_other_side_says() -> None:
    pair = samples.small()
    place_after = samples.after(pair.target, "Egregio Signore,")
    found = samples.finding("x.missing", Severity.MAJOR, "m", [samples.at(pair.source, "Dear")], [place_after])
    assert shape(build(samples.report(pair, [found])).rows[0].target.paragraphs[0]) == "Egregio Signore,^1"


def test_insertion_mark_in_white_space_goes_to_what_precedes() -> None:
    pair = samples.small()
    end = len(pair.target.text)
    view = build(samples.report(pair, [samples.finding("x.missing", Severity.MAJOR, "m", [], [Span(end, end)])]))
    assert shape(view.rows[4].target.paragraphs[0]) == "Li liberi ora.^1"


def test_a_span_over_several_rows_is_marked_in_each_and_labelled_once_a_cell() -> None:
    pair = samples.small()
    whole = Span(0, len(pair.source.text))
    view = build(samples.report(pair, [samples.finding("structure.language", Severity.CRITICAL, "m", [whole])]))
    firsts = [row.source.paragraphs[0][0] for row in view.rows]
    assert all(isinstance(piece, Marked) and piece.labelled for piece in firsts)
    assert [bool(piece.id) for piece in firsts if isinstance(piece, Marked)] == [True, False, False, False, False]


def test_a_blank_span_between_segments_still_shows() -> None:
    pair = samples.small()
    span = Span(pair.source.segments[0].span.end, pair.source.segments[1].span.start)
    view = build(samples.report(pair, [samples.finding("typography.space", Severity.MINOR, "m", [span])]))
    assert "1" in set().union(*(marked(row.source) for row in view.rows))


def test_a_side_without_any_segment_still_shows_marks() -> None:
    pair = samples.small()
    empty = samples.letter("b_it.txt", "it", "rest", [])
    bead = [replace(item, target=(), similarity=None) for item in pair.beads]
    findings = [
        samples.finding("structure.missing", Severity.CRITICAL, "m", [samples.at(pair.source, "Free them now.")], [Span(0, 0)]),
        samples.finding("structure.placeholder", Severity.MAJOR, "m", [], [Span(0, 4)]),
    ]
    view = build(samples.report(replace(pair, target=empty, beads=tuple(bead)), findings))
    assert len(view.rows) == len(bead) + 1 and view.rows[-1].role is None
    assert shape(view.rows[-1].target.paragraphs[0]) == "[2:rest]"
    assert "1" in set().union(*(marked(row.target) for row in view.rows))


def test_list_items_keep_their_bullets_and_blocks_open_once(seed: Report) -> None:
    rows = build(seed).rows
    items = [row for row in rows if row.role is Role.LIST_ITEM]
    assert [plain(row.source.paragraphs[0])[:6] for row in items] == ["· make", "· ensu", "· laun"]
    assert [row.opens for row in rows[4:9]] == [True, False, False, False, True]


def test_places_in_words() -> None:
    letter = replace(samples.small().source, origin=Origin("line", samples.starts_of_lines(samples.small().source.text)))
    assert str(place(letter, samples.at(letter, "1,200"))) == "line 3"
    assert str(place(letter, samples.after(letter, "families."))) == "after line 3"
    assert str(place(letter, samples.after(letter, "We"))) == "line 3"
    assert str(place(letter, Span(0, 0))) == "before line 1"
    assert str(place(letter, Span(len(letter.text), len(letter.text)))) == "after line 10"
    assert str(place(letter, Span(10, 10))) == "after line 1"
    assert str(place(replace(letter, origin=Origin("paragraph", letter.origin.starts)), Span(11, 12))) == "paragraph 3"
