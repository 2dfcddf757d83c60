"""Marked text makes spans visible: "We met [[1,200]] families." is the text without the brackets and where they stood."""

from __future__ import annotations

import re

from letterqa.letter import Span


def unmark(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its [[...]] marks, and their spans in order; "[[]]" marks a place."""
    pieces = re.split(r"\[\[(.*?)\]\](?!\])", marked, flags=re.DOTALL)
    text, spans = "", []
    for number, piece in enumerate(pieces):
        if number % 2:
            spans.append(Span(len(text), len(text) + len(piece)))
        text += piece
    return text, tuple(spans)
