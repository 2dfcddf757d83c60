"""A review in Word: the target letter with a comment for each finding, where the words are.

A letter that is a Word document keeps its formatting; any other becomes one, a line a paragraph. No clock enters the file.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from letterqa.errors import ReadError
from letterqa.finding import Finding
from letterqa.letter import Letter, Span, fold
from letterqa.locales import language_name
from letterqa.render.placing import listed, place
from letterqa.render.wording import visible
from letterqa.report import Report

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

AUTHOR, INITIALS = "letterqa", "LQ"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PLAIN = frozenset({"rPr", "t", "tab", "br", "cr", "noBreakHyphen"})


def render(report: Report, original: bytes | None) -> bytes:
    """The target letter as a Word document with comments; `original` is the file if it is one. Raises ReadError for a file that Word could
    read but that cannot be written to."""
    import docx

    letter = report.bitext.target
    try:
        document = docx.Document(io.BytesIO(original)) if original is not None else _written(letter)
        paragraphs = _paragraphs(document, letter)
        for finding in listed(report):
            _comment(document, letter, paragraphs, _where(report, finding), _text(report, finding))
        held = io.BytesIO()
        document.save(held)
    except (ValueError, KeyError, AttributeError, zipfile.BadZipFile) as error:
        raise ReadError(f"{letter.path}: comments cannot be written into this file; save it anew as .docx in a word processor.") from error
    return _timeless(held.getvalue())


def _written(letter: Letter) -> Document:
    import docx

    document = docx.Document()
    for line in letter.text.split("\n"):
        document.add_paragraph(visible(line))
    return document


def _paragraphs(document: Document, letter: Letter) -> list[tuple[Span, Paragraph]]:
    """The lines of the canonical text, each with the paragraph that holds it; lines of headers and notes have none."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph as Made

    body = [Made(element, document) for element in document.element.body.iter(qn("w:p"))]
    texts = [fold(item.text) for item in body]
    found: list[tuple[Span, Paragraph]] = []
    start = cursor = 0
    for line in letter.text.split("\n"):
        span, wanted = Span(start, start + len(line)), fold(line)
        start += len(line) + 1
        at = next((index for index in range(cursor, len(texts)) if texts[index] == wanted), None) if wanted else None
        if at is not None:
            found.append((span, body[at]))
            cursor = at + 1
    if not found and body:
        found.append((Span(0, len(letter.text)), body[0]))
    return found


def _where(report: Report, finding: Finding) -> Span:
    """Where a finding shows in the target: its own place, else beside the counterpart of its place in the source."""
    bitext = report.bitext
    if finding.target:
        return finding.target[0]
    numbers = [bitext.bead_of.get(("source", segment.index)) for span in finding.source for segment in bitext.source.touching(span)]
    number = next((item for item in numbers if item is not None), 0)
    for bead in (*bitext.beads[number : number + 1], *reversed(bitext.beads[:number])):
        if bead.target:
            return bead.target[0].span
    return Span(0, 0)


def _text(report: Report, finding: Finding) -> list[str]:
    """The paragraphs of a comment: severity and rule, message, what the source says, suggestion, id."""
    source = report.bitext.source
    lines = [f"{str(finding.severity).capitalize()}: {finding.rule.id}{' (known)' if report.is_known(finding) else ''}", finding.message]
    lines += [f"{language_name(source.language)}, {place(source, span)}: “{source[span]}”" for span in finding.source[:1] if source[span].strip()]
    lines += [f"Suggestion: {finding.suggestion}"] if finding.suggestion else []
    lines += [f"Same cause: {other.message}" for other in finding.related]
    return [" ".join(visible(line).split()) for line in (*lines, f"Finding {report.fingerprints[id(finding)]}")]


def _comment(document: Document, letter: Letter, paragraphs: list[tuple[Span, Paragraph]], where: Span, text: list[str]) -> None:
    holding = [(span, paragraph) for span, paragraph in paragraphs if span.start <= where.start <= span.end]
    before = [(span, paragraph) for span, paragraph in paragraphs if span.start <= where.start]
    span, paragraph = (holding or before[-1:] or paragraphs[:1])[-1]
    runs = list(_runs(letter, span, paragraph, where))
    if not runs:
        runs = list(paragraph.runs) or [paragraph.add_run("")]
    comment = document.add_comment([runs[0], runs[-1]], text[0], AUTHOR, INITIALS)
    for line in text[1:]:
        comment.add_paragraph(line)
    from docx.oxml.ns import qn

    comment._comment_elm.attrib.pop(qn("w:date"), None)


def _runs(letter: Letter, span: Span, paragraph: Paragraph, where: Span) -> Iterator[Run]:
    """The runs of exactly the words, cut out of those of the paragraph; none where its text is not made of plain runs."""
    from docx.oxml.ns import qn

    start, end = where.start - span.start, min(where.end, span.end) - span.start
    # The references of comments that stand there already are runs too, without text.
    runs = [run for run in paragraph.runs if run._r.find(qn("w:commentReference")) is None]
    if start >= end or "".join(run.text for run in runs) != letter[span] or not all(_is_plain(run) for run in runs):
        return
    at = 0
    for run in runs:
        size = len(run.text)
        low, high = max(start - at, 0), min(end - at, size)
        at += size
        if low < high:
            yield _cut(run, low, high)


def _is_plain(run: Run) -> bool:
    return all(str(child.tag).rpartition("}")[2] in _PLAIN for child in run._r)


def _cut(run: Run, low: int, high: int) -> Run:
    """The part of a run between two offsets, as a run of its own; what is before and behind it become runs beside it."""
    text = run.text
    for part, beside in ((text[:low], run._r.addprevious), (text[high:], run._r.addnext)):
        if part:
            other: Any = copy.deepcopy(run._r)
            beside(other)
            type(run)(other, run._parent).text = part
    if low > 0 or high < len(text):
        run.text = text[low:high]
    return run


def _timeless(data: bytes) -> bytes:
    """The same package with the same bytes on every day."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as written:
        for item in package.infolist():
            info = zipfile.ZipInfo(item.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(info, package.read(item))
    return held.getvalue()
