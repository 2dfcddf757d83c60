"""No text can hold letterqa up: what reads texts takes time in proportion to their length, whatever they are made of."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from letterqa import Checker, Settings, languages, lexicon, locales, tagging
from letterqa.letter import Block, Letter, Origin, Role, Segment, Span
from letterqa.mentions.agreement import disagreements
from letterqa.mentions.contacts import contacts
from letterqa.mentions.lookalikes import lookalikes
from letterqa.mentions.placeholders import placeholders
from letterqa.mentions.register import addresses
from letterqa.mentions.wording import markers
from letterqa.render import wording
from letterqa.segmenting import segment
from letterqa.termbase.files import shipped
from letterqa.termbase.matching import index

# Over and over, what makes a search go back or a list grow. Facts and names have their own table (test_speed_of_mentions.py).
PIECES = ("a", "1", ".", " ", "\n", "(", "“", "A. ", "(a. ", '"a. ', "a@a", "a.a@", "www.", "http://a", "+1 ", "1/", "not ", "de ", "United Nations ", "Convention on the ", "[", "…", "_", "x’", "\u00ad", "\u202e", "аa", "#a", "a, ", "{{", "XX. ")
LONG = 60_000
MEGABYTE = 1_000_000
_GRACE = 0.4  # seconds that a busy machine may take besides


def letter(text: str) -> Letter:
    whole = Span(0, len(text))
    return Letter("a.txt", "en", text, (Block(whole, Role.PARAGRAPH),), (Segment(0, whole, 0),), Origin("line", (0,)))


def sentences(text: str) -> object:
    return segment(text, (Block(Span(0, len(text)), Role.PARAGRAPH),), locales.load("en"))


READERS: dict[str, Callable[[str], object]] = {
    "contacts": lambda text: contacts(text, "en"),
    "wording": lambda text: markers.__wrapped__(text, "en"),
    "register": lambda text: addresses.__wrapped__(text, "it"),
    "agreement": lambda text: disagreements(text, "en"),
    "lookalikes": lookalikes.__wrapped__,
    "placeholders": lambda text: placeholders.__wrapped__(letter(text)),
    "terms": lambda text: index(shipped("en"), "en").find(text),
    "lexicon": lexicon.words,
    "tagger": tagging.words_of,
    "segmenting": sentences,
    "languages": lambda text: (languages.suspect(text, "en", "it"), languages.confirmed(text, "en")),
    "visible": wording.visible,
}


def seconds(read: Callable[[str], object], text: str) -> float:
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        read(text)
        return time.process_time() - began
    finally:
        gc.enable()


@pytest.mark.parametrize("name", READERS)
def test_time_grows_with_the_text(name: str) -> None:
    """Four times the text takes no more than seven times the time: the square would be sixteen."""
    read = READERS[name]
    read("Warm up: Mr. Novak paid €5 to info@example.org (not 3).")
    slow = []
    for piece in PIECES:
        text = (piece * (LONG // len(piece) + 1))[:LONG]
        one, four = seconds(read, text[: LONG // 4]), seconds(read, text)
        if four > one * 7 + _GRACE:
            slow.append((piece, one, four))
    assert slow == []


@pytest.mark.parametrize("name", READERS)
def test_a_megabyte(name: str) -> None:
    """All pieces after one another, a megabyte of them, in less than a minute."""
    share = MEGABYTE // len(PIECES)
    text = " ".join((piece * (share // len(piece) + 1))[:share] for piece in PIECES)
    assert seconds(READERS[name], text) < 60


@pytest.mark.parametrize("piece", ["(", "A.", "- item\n", "HEADING\n\n", "a@b.org ", "\t\ta", "1,200 and "])
def test_a_whole_check(tmp_path: Path, piece: str) -> None:
    """Thousands of equal findings are counted, not compared with each other; the report says that not all are listed."""
    body = (piece * (8_000 // len(piece)))[:8_000]
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Dear Minister,\n\nWe write to you.\n\n{body}\n\nYours sincerely,\n\nMary Bell\n", encoding="utf-8")
    with Checker(Settings(source_lang="en", target_lang="en")) as checker:
        began = time.process_time()
        report = checker.check(tmp_path / "a.txt", tmp_path / "b.txt")
        assert time.process_time() - began < 30
    if piece == "(":
        assert sum(finding.rule.id == "typography.bracket" for finding in report.findings) == 1000
        assert "typography.bracket found 15000 more than the first 1000, which are listed." in [skip.reason for skip in report.skips]
