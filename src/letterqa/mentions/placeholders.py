"""Unfilled blanks and residue of templates and word processors in one letter; what could be meant is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from letterqa.letter import Letter, Role, Span
from letterqa.locales import SUPPORTED, load, normal, phrases


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A stretch that somebody should have filled or removed. `kind` is blank, bracket, note, letters, field or residue."""

    span: Span
    kind: str


# [bookmark: _GoBack], [image1], Word's broken references in six languages, Word fields, HTML left-overs.
_RESIDUE = re.compile(
    r"\[\s*bookmark\s*:[^\]\n]{0,80}\]|\[\s*(?:if\s|endif|image\d*|cid:)[^\]\n]{0,60}\]"
    r"|(?:Error!|Errore\.|Erreur\s?!|¡Error!|Fehler!|Erro!)\s"
    r"(?:Reference|Bookmark|Hyperlink|L['’]origine|Il segnalibro|Source|Signet|No se encuentra|Marcador|"
    r"Verweisquelle|Textmarke|A origem|Fonte|Indicador|Nome)[^\n.]{0,60}\.?"
    r"|\b(?:MERGEFIELD|HYPERLINK \"|PAGEREF|_GoBack)\b|&(?:nbsp|amp|quot|lt|gt|#\d{2,5});|\ufffd"
)
_FIELD = re.compile(
    r"\{\{[^{}\n]{1,60}\}\}|\$\{[^{}\n]{1,60}\}|\{%[^%\n]{1,80}%\}|«[A-Za-z]+_[A-Za-z_]+»|%[A-Z_]{3,30}%|<<[^<>\n]{1,40}>>|(@@|##|%%)\w[^@#%\n]{0,40}\1"
)
_BRACED = re.compile(r"(?<![{$])\{([^{}\n]{1,40})\}|<([^<>\n/@]{1,40})>")
_BRACKET = re.compile(r"\[([^\[\]\n]{1,80}(?:\n[^\[\]\n]{1,80})?)\](?!\()")
# TBC is tuberculosis in half of the languages, so it counts only after a colon.
_NOTE = re.compile(
    r"(?<![\w#])(?:TODO|FIXME|TBD|(?<=: )TBC|T\.B\.[DC]\.|XXXX+|LOREM IPSUM|Lorem ipsum)(?!\w)"
    r"|\?{3,}|[\[(]\s*\?+\s*[\])]|[\[(]\s*\?{2,}[^\])\n]{0,60}[\])]"
)
# Dotted and ruled lines; "..." and "…" alone are punctuation, and a table of contents' leader ends in a page number.
_BLANK = re.compile(r"(?<!\S)__(?:[./]__)*(?=[\s./,]|$)|_{3,}|(?:…{2,}+|\.{5,}+|(?:\. ){4,}+\.?)(?! *\d+ *$)", re.MULTILINE)
_LETTERS = re.compile(
    r"(?<![\w.])(?:[Xx]{1,2}([/.\-])[Xx]{1,2}\1(?:20)?[Xx\d]{2,4}|X{2,}|x{2,}|N{2,}|(?i:[dgtj]{2}([/.\-])mm\2(?:aaaa|yyyy|jjjj))|20XX|20__)(?!\w)"
)
# Letters that may be a figure to come, but also a Roman numeral, or a body without a name.
_DOUBTFUL = re.compile("X{2,3}|xx|NN")
_ELISION = re.compile(r"[\s.…\d,;*†]*|sic!?|n\.? ?d\.? ?[rt]\.?|\W*")


@lru_cache(maxsize=8)  # several families ask, about the two letters of a check
def placeholders(letter: Letter) -> tuple[Placeholder, ...]:
    """All placeholders of a letter, in order, none inside another."""
    found: list[Placeholder] = []
    for item in sorted(_candidates(letter), key=lambda item: (item.span.start, -item.span.end)):
        if not found or item.span.start >= found[-1].span.end:
            found.append(item)
    return tuple(found)


def blank_in(letter: Letter, spans: Iterable[Span]) -> Span | None:
    """The first placeholder that touches one of these spans."""
    wanted = tuple(spans)
    return next((item.span for item in placeholders(letter) if any(item.span.overlaps(span) for span in wanted)), None)


def _candidates(letter: Letter) -> Iterator[Placeholder]:
    text = letter.text
    for pattern, kind in ((_RESIDUE, "residue"), (_FIELD, "field"), (_NOTE, "note"), (_BLANK, "blank")):
        for match in pattern.finditer(text):
            if match[0] == "TODO" and _shouted_line(text, match.start(), match.end()):
                continue
            if kind != "blank" or not _rules(letter, match.start(), match.end()):
                yield Placeholder(Span(*match.span()), kind)
    for match in _BRACKET.finditer(text):
        if _unfilled(match[1], letter):
            yield Placeholder(Span(*match.span()), "bracket")
    for match in _BRACED.finditer(text):
        content = match[1] or match[2] or ""
        if _unfilled(content, letter):
            yield Placeholder(Span(*match.span()), "bracket")
    for match in _LETTERS.finditer(text):
        if not _DOUBTFUL.fullmatch(match[0]) or _where_a_figure_goes(text, match.start(), match.end(), letter):
            yield Placeholder(Span(*match.span()), "letters")


_TAIL = frozenset({Role.SIGNATURE, Role.FOOTER, Role.NOTE})


def _rules(letter: Letter, start: int, end: int) -> bool:
    """Whether a ruled line stands alone, or beside others, at the end of a letter: it is there to sign on, or parts a footer from the text."""
    low = letter.text.rfind("\n", 0, start) + 1
    high = letter.text.find("\n", end)
    line = letter.text[low : len(letter.text) if high < 0 else high]
    if re.search(r"[^\s_]", line):
        return False
    span = Span(start, end)
    return any(block.role in _TAIL and block.span.overlaps(span) for block in letter.blocks)


def _unfilled(content: str, letter: Letter) -> bool:
    """Whether bracketed text is a blank to be filled: one of the words for it, or capitals that are no acronym of the letter."""
    content = " ".join(content.split())
    # What an editor left out or altered on purpose is said, not to be filled: "[name withheld]".
    if (
        _ELISION.fullmatch(content.lower())
        or any(phrases(code, "stated").search(normal(content)) for code in _codes(letter))
        or not re.search(r"[^\W\d_]", content)
    ):
        return False
    words = content.split()
    if len(words) <= 6 and any(phrases(code, "placeholder").search(normal(content)) for code in _codes(letter)):
        # "[the date of his arrest]" in a quotation explains, it asks for nothing: a blank is short, or shouted, or begins with the word.
        shouted = content.isupper()
        begins = any(phrases(code, "placeholder").match(normal(content)) for code in _codes(letter))
        article = normal(words[0]).lower() in load(letter.language).open_end  # "[the group]" explains too
        return shouted or begins or (len(words) <= 2 and not article)
    # A short word in capitals that nothing else explains is rather an acronym added to a quotation.
    if not content.isupper() or (len(words) == 1 and len(content) <= 6):
        return False
    return not re.search(rf"(?<![\w\[]){re.escape(content)}(?![\w\]])", letter.text)


def _shouted_line(text: str, start: int, end: int) -> bool:
    """Whether the words around are all capitals ("POR TODO ELLO"): then TODO is a word, unless a colon follows."""
    line = text[text.rfind("\n", 0, start) + 1 : start] + " " + text[end:].partition("\n")[0]
    return line.isupper() and text[end : end + 1] != ":"


def _codes(letter: Letter) -> tuple[str, ...]:
    """The letter's own language first, then the others: templates are often in another one."""
    own = letter.language.partition("-")[0]
    return (own, *(code for code in SUPPORTED if code != own))


def _where_a_figure_goes(text: str, start: int, end: int, letter: Letter) -> bool:
    """Whether XX or XXX stands for a figure: beside a month, a unit or a word in lower case that is no article or the like.

    A Roman numeral stands before or
    after a capitalised word, after the noun it numbers, or beside the word for a century."""
    before, after = text[max(0, start - 24) : start], text[end : end + 30]
    follows = re.match(r"[.º°]?\s*(?:de\s+|of\s+)?([^\W\d_]+)", after)
    if follows and follows[1].lower() in load(letter.language).months:
        return True
    if re.search(r"(?:[€$£#:]|\b(?:EUR|USD|CHF|GBP|No\.|Nr\.|n\.|n°|nº))\s*$", before) or re.match(r"\s?(?:%|€|\$|/|:\d|:X)", after):
        return True
    word = re.match(r"\s+([^\W\d_]{2,})", after)
    if (
        word is None
        or not word[1].islower()
        or word[1] in load(letter.language).open_end
        or any(phrases(code, "century").match(word[1]) for code in _codes(letter))
    ):
        return False
    ahead = re.search(r"([^\W\d_]+)\W*$", before)
    return ahead is None or not (ahead[1][:1].isupper() or any(phrases(code, "century").match(ahead[1]) for code in _codes(letter)))
