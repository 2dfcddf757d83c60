"""Unfilled blanks and residue of templates and word processors in one letter; what could be meant is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from letterqa.letter import Letter, Span
from letterqa.locales import SUPPORTED, anywhere, load, normal


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A stretch that somebody should have filled or removed. `kind` is blank, bracket, note, letters, field or residue."""

    span: Span
    kind: str


# [bookmark: _GoBack], [image1], Word's broken references in six languages, Word fields, HTML left-overs.
_RESIDUE = re.compile(
    r"\[\s*bookmark\s*:[^\]\n]{0,80}\]|\[\s*(?:if\s|endif|image\d*|cid:)[^\]\n]{0,60}\]"
    r"|(?:Error! |Errore\. |Erreur ! |¡Error! |Fehler! |Erro! )(?:Reference|Bookmark|Hyperlink|L'origine|Il segnalibro|Source|Signet|No se encuentra|Marcador|"
    r"Verweisquelle|Textmarke|A origem|Fonte|Indicador|Nome)[^\n.]{0,60}\.?"
    r"|\b(?:MERGEFIELD|HYPERLINK \"|PAGEREF|_GoBack)\b|&(?:nbsp|amp|quot|lt|gt|#\d{2,5});|\ufffd"
)
_FIELD = re.compile(r"\{\{[^{}\n]{1,60}\}\}|\$\{[^{}\n]{1,60}\}|\{%[^%\n]{1,80}%\}|«[A-Za-z]+_[A-Za-z_]+»|%[A-Z_]{3,30}%|<<[^<>\n]{1,40}>>")
_BRACED = re.compile(r"(?<![{$])\{([^{}\n]{1,40})\}|<([^<>\n/@]{1,40})>")
_BRACKET = re.compile(r"\[([^\[\]\n]{1,80}(?:\n[^\[\]\n]{1,80})?)\](?!\()")
_NOTE = re.compile(r"(?<![\w#])(?:TODO|FIXME|TBD|TBC|T\.B\.[DC]\.|XXX+|LOREM IPSUM|Lorem ipsum)(?!\w)")
# Dotted and ruled lines; "..." and "…" alone are punctuation, and a table of contents' leader ends in a page number.
_BLANK = re.compile(r"_{3,}|[…]{2,}|\.{5,}(?!\s*\d+\s*$)|(?:\. ){4,}\.?", re.M)
_LETTERS = re.compile(r"(?<![\w.])(?:X{2,}|x{3,}|N{2,}|0?[dg]{2}[/.\-]mm[/.\-](?:aaaa|yyyy|jjjj)|DD[/.\-]MM[/.\-]YYYY|20XX|20__|X{1,2}[/.]X{1,2}[/.](?:20)?[X\d]{2,4})(?![\w])")
_ELISION = re.compile(r"[\s.…\d,;*†]*|sic!?|n\.? ?d\.? ?[rt]\.?|\W*")


def placeholders(letter: Letter) -> tuple[Placeholder, ...]:
    """All placeholders of a letter, in order, none inside another."""
    found: list[Placeholder] = []
    for item in sorted(_candidates(letter), key=lambda item: (item.span.start, -item.span.end)):
        if not found or item.span.start >= found[-1].span.end:
            found.append(item)
    return tuple(found)


def _candidates(letter: Letter) -> Iterator[Placeholder]:
    text = letter.text
    for pattern, kind in ((_RESIDUE, "residue"), (_FIELD, "field"), (_NOTE, "note"), (_BLANK, "blank")):
        for match in pattern.finditer(text):
            yield Placeholder(Span(*match.span()), kind)
    for match in _BRACKET.finditer(text):
        if _unfilled(match[1], letter):
            yield Placeholder(Span(*match.span()), "bracket")
    for match in _BRACED.finditer(text):
        content = match[1] or match[2] or ""
        if _unfilled(content, letter):
            yield Placeholder(Span(*match.span()), "bracket")
    for match in _LETTERS.finditer(text):
        if not re.fullmatch("X{2,3}", match[0]) or _where_a_figure_goes(text, match.start(), match.end(), letter):
            yield Placeholder(Span(*match.span()), "letters")


def _unfilled(content: str, letter: Letter) -> bool:
    """Whether bracketed text is a blank to be filled: one of the words for it, or capitals that are no acronym of the letter."""
    content = " ".join(content.split())
    if _ELISION.fullmatch(content.lower()) or not re.search(r"[^\W\d_]", content):
        return False
    words = content.split()
    if len(words) <= 6 and any(anywhere(code, "placeholder").search(normal(content)) for code in _codes(letter)):
        # "[the date of his arrest]" in a quotation explains, it asks for nothing: a blank is short, or shouted, or begins with the word.
        shouted = content.isupper()
        begins = any(anywhere(code, "placeholder").match(normal(content)) for code in _codes(letter))
        return shouted or len(words) <= 2 or begins
    if not content.isupper() or len(content) < 3:
        return False
    return not re.search(rf"(?<![\w\[]){re.escape(content)}(?![\w\]])", letter.text)


def _codes(letter: Letter) -> tuple[str, ...]:
    """The letter's own language first, then the others: templates are often in another one."""
    own = letter.language.partition("-")[0]
    return (own, *(code for code in SUPPORTED if code != own))


def _where_a_figure_goes(text: str, start: int, end: int, letter: Letter) -> bool:
    """Whether XX or XXX stands for a figure: beside a month, a unit sign or in a date. Elsewhere it is a Roman numeral."""
    before, after = text[max(0, start - 12) : start], text[end : end + 24]
    months = load(letter.language).months
    follows = re.match(r"[.º°]?\s*(?:de\s+|of\s+)?([^\W\d_]+)", after)
    if follows and follows[1].lower() in months:
        return True
    return re.search(r"(?:[€$£#]|\b(?:EUR|USD|CHF|GBP|No\.|Nr\.|n\.|n°|nº))\s*$", before) is not None or re.match(r"\s?(?:%|€|\$|/|:\d|:X)", after) is not None
