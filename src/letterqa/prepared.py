"""Texts that come cut into segments, one a line, become Letters as they stand: no structure is guessed and no line is cut or joined."""

from __future__ import annotations

from pathlib import Path

from letterqa import languages
from letterqa.errors import ReadError
from letterqa.letter import Block, Document, Letter, Role, Segment, Span, fold
from letterqa.locales import primary
from letterqa.reading import READERS, files, read
from letterqa.reading.text import read_text


def load(path: Path | str, language: str | None, most: int) -> Letter:
    """Read a text in which every line that is not blank is a segment, at most `most` of them, counted from 0 over these lines only.

    What stands between blank lines is a paragraph. `language`, a BCP 47 tag, overrides what the file's name and text say. Raises
    ReadError for what cannot be read, holds no text, is too long, or is in a language that cannot be told.
    """
    document = _document(path)
    claimed = _claimed(path)
    paragraphs = _paragraphs(document.text)
    if not paragraphs:
        raise ReadError(f"{document.path} holds no text: check that it is the right file.")
    numbered = [(span, block) for block, spans in enumerate(paragraphs) for span in spans]
    if len(numbered) > most:
        raise ReadError(f"{document.path} has {len(numbered):,} lines with text; split it into files of up to {most:,}.")
    detected = languages.detect(document.text)
    tag = language or claimed or detected
    if tag is None:
        raise ReadError(f"The language of {document.path} cannot be told from its text: say it with --source-lang or --target-lang.")
    return Letter(
        document.path,
        tag,
        document.text,
        tuple(Block(Span(spans[0].start, spans[-1].end), Role.PARAGRAPH, primary(tag)) for spans in paragraphs),
        tuple(Segment(index, span, block) for index, (span, block) in enumerate(numbered)),
        document.origin,
        document.sha256,
        "option" if language else "name" if claimed else None,
        detected,
        document.remarks,
        document.revised,
    )


def _paragraphs(text: str) -> list[list[Span]]:
    """The lines that are not blank, without white space at their ends, as paragraphs between blank ones."""
    found: list[list[Span]] = [[]]
    start = 0
    for line in text.split("\n"):
        if fold(line):
            found[-1].append(Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip())))
        else:
            found.append([])
        start += len(line) + 1
    return [spans for spans in found if spans]


def _document(path: Path | str) -> Document:
    """A file's text; where its suffix is that of no format it is plain text, for corpora have names like "article.de"."""
    return read(path) if _is_format(path) else read_text(files.load(path))


def _claimed(path: Path | str) -> str | None:
    """The language that a file's name states, as its suffix too."""
    return languages.claimed_by_name(str(path)) or (None if _is_format(path) else languages.claimed_by_name(f"{path}.txt"))


def _is_format(path: Path | str) -> bool:
    return Path(path).suffix.lower() in READERS
