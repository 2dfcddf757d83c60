"""Lines become blocks with roles: anchors first (salutation, complimentary close), then what stands before, between and after.

What cannot be told from layout comes from the locale's phrases; in a language without data the layout alone decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from letterqa.layout import BULLET, CLOSED, FOOTNOTE, Line, chunk_widths, continues, lines
from letterqa.letter import Block, Document, Role, Span, fold
from letterqa.locales import SUPPORTED, Locale, month_pattern, normal, phrases

_CONTACT = re.compile(r"\S+@\S+\.\w|(?:https?://|www\.)\S|\+\d[\d ()./-]{6,}")
_POSTCODE = re.compile(r"(?<![\w/])(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,5})?(?![\w/])|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b|\b\d{4} [A-Z]{2}\b")
_NUMERIC_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[./\-]\s?\d{1,2}[./\-]\s?(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)|(?<!\d)20(?:XX|__)")
_POSTSCRIPT = re.compile(r"P\. ?S\.|N\. ?B\.|PS:")
_ABBREVIATED = re.compile(r"(?:^|\s)(?:(?:[^\W\d_]\.\s?){2,}|[A-Z][a-z]{1,3}\.)$")  # "e. V.", "S.p.A.", "Ltd."
_AFTER_LABEL = re.compile(r"\s*(?:n\.?\s?[ºo°]\.?|no\.|nr\.|núm\.)?\s*[:\d]|\s*[:.]\s", re.IGNORECASE)


def structure(document: Document, locale: Locale) -> tuple[Block, ...]:
    """The blocks of a letter in order, each with its role; together they hold every line that is not blank."""
    every = lines(document)
    found = tuple(line for line in every if line.hint not in MARGINS)
    margins = list(_margins(every))
    return tuple(sorted([*_letter(found, locale), *margins], key=lambda block: block.span))


# What a file format says stands outside the letter's own text: page headers, notes, page footers.
MARGINS = frozenset({Role.LETTERHEAD, Role.NOTE, Role.FOOTER})


def _margins(every: Sequence[Line]) -> Iterator[Block]:
    group: list[Line] = []
    for line in every:
        if line.hint not in MARGINS:
            continue
        if group and (group[-1].hint is not line.hint or group[-1].chunk != line.chunk or (line.opens and line.hint is Role.NOTE)):
            yield Block(_span(group), group[0].hint or Role.FOOTER)
            group = []
        group.append(line)
    if group:
        yield Block(_span(group), group[0].hint or Role.FOOTER)


def _letter(found: Sequence[Line], locale: Locale) -> Iterator[Block]:
    """The blocks of the letter itself."""
    if not found:
        return
    start = _salutation(found, locale)
    body = start + 1 if start is not None else _first_prose(found)
    close = _closing(found, body, locale)
    if close is None:
        end = tail = _end_of_body(found, body, locale)
    else:
        end, tail = close
    first = _several(found, start) if start is not None else body
    yield from _head(found[:first], locale)
    if start is not None:
        yield Block(_span(found[first : start + 1]), Role.SALUTATION)
    yield from _body(found[body:end], locale)
    yield from (Block(_span(group), Role.CLOSING) for group in _paragraphs(found[end:tail]))
    yield from _tail(found[tail:], locale)


def embeds_closing(text: str, locale: Locale) -> bool:
    """Whether a paragraph ends in a complimentary close of its own, as some languages' letters do."""
    sentence = re.split(r"(?<=[.!?])\s+(?=[^\W\d_a-zà-ÿ])", fold(text))[-1]
    return phrases(locale.code, "closing_core").search(sentence) is not None


def is_dateline(text: str, locale: Locale) -> bool:
    """Whether a line is nothing but a date, with or without a place: "Geneva, 2 March 2023", "…… December 2020"."""
    if len(text) > 70 or len(text.split()) > 12:
        return False
    numeric = _NUMERIC_DATE.search(text)
    if not numeric and not _YEAR.search(text):
        return False
    month = None if numeric else _month(text.lower(), locale)
    if not numeric and not month:
        return False
    rest = _NUMERIC_DATE.sub(" ", text) if month is None else f"{text[: month.start()]} {text[month.end() :]}"
    rest = re.sub(r"(?<!\w)\d+(?:st|nd|rd|th|er|[.ºª°])?(?!\w)|[._…X]{2,}|[,.:()]", " ", rest)
    names = [word for word in rest.split() if word[:1].isupper()]
    small = [word for word in rest.split() if not word[:1].isupper()]
    return len(names) <= 5 and len(small) <= 3 and all(len(word) <= 3 for word in small) and not _labelled(text, locale, "subject", "reference")


def _month(text: str, locale: Locale) -> re.Match[str] | None:
    """A month's name: of the letter's language, else of another, for a date is sometimes forgotten in the other language."""
    own = month_pattern(locale.code).search(text)
    return own or next((found for code in SUPPORTED if code != locale.code and (found := month_pattern(code, 3).search(text))), None)


def _labelled(text: str, locale: Locale, *keys: str) -> bool:
    """Whether a line starts with a label of one of these lists, followed by a colon, a dash, or a code or name."""
    for key in keys:
        end = phrases(locale.code, key).match(text)
        if end is not None and (text[end:].lstrip()[:1] in {":", "–", "—"} or _AFTER_LABEL.match(text, end)):
            return True
    return False


def _salutation(found: Sequence[Line], locale: Locale) -> int | None:
    """Index of the salutation line: short, opening with a phrase of the data (or set apart and ending in a comma), before prose."""
    best, score = None, 0.0
    limit = max(12, int(len(found) * 0.7))
    for index, line in enumerate(found[:limit]):
        if line.words > 14 or len(line.text) > 110 or line.bullet or _CONTACT.search(line.text) or is_dateline(line.text, locale):
            continue
        after = found[index + 1] if index + 1 < len(found) else None
        if after is None:
            break
        alone = (after.opens or after.chunk != line.chunk) and (index == 0 or line.opens or found[index - 1].chunk != line.chunk)
        prose = not after.bullet and (len(after.text) >= 100 or _runs_on(found, index + 1))
        ends = line.text[-1] in ",:!;"
        known = any(phrases(locale.code, "salutation").match(part.text) is not None for part in found[_several(found, index) : index + 1])
        points = 2.0 * ends + 2 * prose + 1.0 * alone + 2.0 * known
        if after.chunk == line.chunk and not prose and not after.opens:
            points -= 3
        if re.search(r"\d", line.text) or (not known and (line.words > 8 or not (alone and ends and prose))):
            points -= 4
        if points >= 5 and points >= score:
            best, score = index, points
        elif points < 5 and known and alone and prose and score < 4:
            best, score = index, 4
        if best is not None and index > best and len(line.text) > 200:
            break
        if len(line.text) > 200 and best is not None:
            break
    return best


def _several(found: Sequence[Line], start: int) -> int:
    """Index of the first line of a salutation of several lines ("Mr President, / Members of the Council,")."""
    while start and found[start - 1].chunk == found[start].chunk and found[start - 1].text.endswith(",") and found[start - 1].words <= 10:
        start -= 1
    return start


def _runs_on(found: Sequence[Line], index: int) -> bool:
    """Whether a paragraph of wrapped lines starts here."""
    here = [line for line in found[index : index + 4] if line.chunk == found[index].chunk]
    return (len(here) > 1 and len(here[0].text) >= 45 and not here[0].stopped) or here[0].words >= 10 or (here[0].stopped and here[0].words >= 5)


def _first_prose(found: Sequence[Line]) -> int:
    """Index of the first line of running text in a letter without salutation."""
    for index, line in enumerate(found):
        chunk = [other for other in found[index:] if other.chunk == line.chunk]
        if sum(other.words for other in chunk) >= 25 and (line.words >= 20 or (len(line.text) > 45 and any(other.stopped for other in chunk))):
            return index
    return 0


def _unmarked(found: Sequence[Line]) -> frozenset[int]:
    """Starts of the lines that are list items without a mark: two or more in a row that end in a semicolon, and the one after."""
    starts: set[int] = set()
    run: list[Line] = []
    for line in (*found, None):
        if line is not None and (not run or run[-1].chunk == line.chunk) and line.text.endswith(";") and not line.bullet and line.words >= 3:
            run.append(line)
            continue
        if len(run) >= 2:
            starts.update(item.span.start for item in run)
            if line is not None and line.chunk == run[-1].chunk and line.stopped:
                starts.add(line.span.start)
        run = []
    return frozenset(starts)


def _paragraphs(found: Sequence[Line], items: frozenset[int] = frozenset()) -> Iterator[list[Line]]:
    """Lines grouped into paragraphs (see `continues`); a line that starts at one of `items` begins one."""
    widths = chunk_widths(tuple(found))
    group: list[Line] = []
    for line in found:
        if group and (line.span.start in items or not continues(group[-1], line, widths)) and not _hangs(group, line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _hangs(group: list[Line], line: Line) -> bool:
    """Whether `line` is the indented continuation of a list item."""
    return group[0].bullet and line.chunk == group[0].chunk and line.indent > group[0].indent and not line.bullet and not line.opens


def _closing(found: Sequence[Line], body: int, locale: Locale) -> tuple[int, int] | None:
    """Line range of the complimentary close, empty (at the end of the body) where it stands inside the last paragraph."""
    groups = list(_paragraphs(found[body:]))
    at, starts = body, []
    for group in groups:
        starts.append(at)
        at += len(group)
    last: tuple[int, int] | None = None
    below, total = 0, sum(line.words for line in found[body:])
    for index in range(len(groups) - 1, -1, -1):
        text = normal(" ".join(line.text for line in groups[index]))
        words = len(text.split())
        opened = phrases(locale.code, "closing").match(text) is not None
        core = phrases(locale.code, "closing_core").search(text) is not None
        formula = not groups[index][0].bullet and (
            (opened and words <= 45 and _only_sentence(text)) or (core and words <= (20 if text.endswith(",") else 9))
        )
        if formula:
            first = starts[index]
            if last is not None and last[0] != starts[index] + len(groups[index]):
                break
            last = (first, last[1] if last else first + len(groups[index]))
        elif last is not None:
            break
        elif embeds_closing(text, locale) and words > 12 and not groups[index][0].bullet:
            end = starts[index] + len(groups[index])
            return end, end
        elif below > max(150, 0.5 * total):
            break
        below += words
    return last or _plain_closing(found, groups, starts)


def _only_sentence(text: str) -> bool:
    return re.search(r"[.!?]\s+\S", text.rstrip()) is None


def _plain_closing(found: Sequence[Line], groups: list[list[Line]], starts: list[int]) -> tuple[int, int] | None:
    """A close that no phrase tells: a few words and a comma, alone, between prose and a short line."""
    for index in range(len(groups) - 2, 0, -1):
        line, after = groups[index][0], groups[index + 1][0]
        alone = line.chunk != groups[index - 1][-1].chunk and line.chunk != after.chunk
        if (
            len(groups[index]) == 1
            and alone
            and line.words <= 7
            and line.text.endswith(",")
            and not line.bullet
            and after.words <= 8
            and not after.stopped
        ):
            return starts[index], starts[index] + 1
    return None


def _end_of_body(found: Sequence[Line], body: int, locale: Locale) -> int:
    """Where the body ends in a letter without complimentary close: before the signature, notes and footer at its end."""
    end = len(found)
    chunks: list[list[Line]] = []
    for line in found[body:]:
        if chunks and chunks[-1][0].chunk == line.chunk and not line.opens:
            chunks[-1].append(line)
        else:
            chunks.append([line])
    at, signed = end, None
    for number, chunk in enumerate(reversed(chunks[1:])):
        at -= len(chunk)
        if all(_signs(line) for line in chunk) and len(chunk) <= 8 and not _note(chunk[0], locale):
            signed = at
        elif signed is not None:
            break
        elif _note(chunk[0], locale):
            end = at
        elif number > 3 or chunk[0].bullet or sum(line.words for line in chunk) > 70:
            break
    return end if signed is None else signed


def _signs(line: Line) -> bool:
    """Whether a line could belong to a signature: short, no sentence, no list item."""
    return (
        line.words <= 10
        and len(line.text) <= 80
        and not line.bullet
        and (not CLOSED.search(line.text.rstrip(",")) or line.words <= 3 or _ABBREVIATED.search(line.text) is not None)
    )


def _note(line: Line, locale: Locale) -> bool:
    """Whether a line opens a note: copies, enclosures, footnotes, postscript."""
    if _labelled(line.text, locale, "copy", "enclosure") or _POSTSCRIPT.match(line.text):
        return True
    if line.words <= 25 and phrases(locale.code, "copy").match(line.text) is not None:
        return True  # "Copie à la Conférence épiscopale", "cc Mr Beat Zollinger"
    return FOOTNOTE.match(line.text) is not None and line.words > 2 and (line.text[0] in "[(*¹²³⁴⁵⁶⁷⁸⁹")


def _span(group: Sequence[Line]) -> Span:
    return Span(group[0].span.start, group[-1].span.end)


def _head(found: Sequence[Line], locale: Locale) -> Iterator[Block]:
    """Letterhead, dateline, addresses and subject, in the order in which they stand."""
    groups: list[tuple[Role | None, list[Line]]] = []
    for index, line in enumerate(found):
        role = None
        if is_dateline(line.text, locale) or _date_wraps(found, index, locale):
            role = Role.DATELINE
        elif _labelled(line.text, locale, "subject", "reference"):
            role = Role.SUBJECT
        if index and _date_wraps(found, index - 1, locale):
            groups[-1][1].append(line)
            continue
        if groups and groups[-1][1][-1].chunk == line.chunk and not (line.opens and groups[-1][0] is Role.SUBJECT):
            before = groups[-1][0]
            wraps = before is Role.SUBJECT and role is None and continues(groups[-1][1][-1], line, chunk_widths(tuple(found)))
            if wraps or (role is None and before is None):
                groups[-1][1].append(line)
                continue
        groups.append((role, [line]))
    plain = [index for index, (role, _) in enumerate(groups) if role is None]
    roles = dict.fromkeys(plain, Role.LETTERHEAD)
    titles = [index for index in plain if index and _titles(groups[index][1]) and index == len(groups) - 1]
    for index in titles:
        roles[index] = Role.SUBJECT
    places = [index for index in plain if index not in titles]
    for index in _addressees([groups[index][1] for index in places], locale):
        roles[places[index]] = Role.ADDRESS
    for index, (role, group) in enumerate(groups):
        yield Block(_span(group), role or roles[index])


def _date_wraps(found: Sequence[Line], index: int, locale: Locale) -> bool:
    """Whether a date was broken over this line and the next."""
    if index + 1 >= len(found) or found[index + 1].chunk != found[index].chunk or found[index + 1].words > 2:
        return False
    joined = f"{found[index].text} {found[index + 1].text}"
    return not is_dateline(found[index].text, locale) and not is_dateline(found[index + 1].text, locale) and is_dateline(joined, locale)


def _titles(group: Sequence[Line]) -> bool:
    """Whether lines before the salutation are an unlabelled subject: one sentence-like title, nothing of an address."""
    text = " ".join(line.text for line in group)
    if _CONTACT.search(text) or len(group) > 3 or len(text.split()) < 3:
        return False
    if len(group) > 1 and len(group[0].text) < 45:
        return False
    return not _POSTCODE.search(text) or len(text.split()) >= 8


def _addressees(groups: list[list[Line]], locale: Locale) -> Iterator[int]:
    """Indexes of the groups that are the addressee's: from the first with a title before a name on, else by office, else the last."""
    honorific, office = phrases(locale.code, "honorific"), phrases(locale.code, "office")
    tests: tuple[Callable[[str], object], ...] = (honorific.match, office.match, office.search)
    for test in tests:
        marked = [index for index, group in enumerate(groups) if any(test(line.text) is not None for line in group[:3])]
        # With several groups the first one is the sender's, unless it is the one with the title.
        if len(marked) > 1 and marked[0] == 0 and honorific.match(groups[0][0].text) is None:
            marked = marked[1:]
        if marked:
            yield from range(marked[0], len(groups))
            return
    if len(groups) > 1:
        yield len(groups) - 1


def _body(found: Sequence[Line], locale: Locale) -> Iterator[Block]:
    """Paragraphs, list items, headings and quotations of the running text; a subject line below the salutation too."""
    items = _unmarked(found)
    groups = list(_paragraphs(found, items))
    for index, group in enumerate(groups):
        text = " ".join(line.text for line in group)
        after = groups[index + 1] if index + 1 < len(groups) else None
        if index == 0 and _labelled(text, locale, "subject", "reference"):
            role = Role.SUBJECT
        elif group[0].hint is not None:
            role = group[0].hint
        elif _heads(group, text, after, groups[index - 1] if index else None):
            role = Role.HEADING
        elif group[0].bullet or group[0].span.start in items:
            role = Role.LIST_ITEM
        elif text[0] in '"“«„‹' and text.rstrip(".,")[-1] in '"”»“›' and len(text.split()) > 8 and text.count(text[0]) == 1:
            role = Role.QUOTATION
        else:
            role = Role.PARAGRAPH
        yield Block(_span(group), role)


def _heads(group: list[Line], text: str, after: list[Line] | None, before: list[Line] | None) -> bool:
    """Whether a paragraph is a heading: short, not ended like a sentence, set apart, with text below it."""
    if after is None or len(text) > 110 or len(text.split()) > 14 or text[-1] in ".,;:!?…" or not text[:1].strip("#* "):
        return False
    if group[0].bullet:
        below = " ".join(line.text for line in after)
        listed = after[0].bullet or (before is not None and before[0].bullet)
        return not listed and after[0].chunk != group[0].chunk and len(below.split()) >= 12 and BULLET.sub("", text)[:1].isupper()
    apart = after[0].chunk != group[-1].chunk and (before is None or before[-1].chunk != group[0].chunk)
    return (apart or text.isupper() or group[0].opens) and (text[:1].isupper() or text[:1].isdigit()) and len(text.split()) <= 12


def _goes_on(role: Role, last: Line, line: Line) -> bool:
    """Whether a line of the tail belongs to the block above it: a sentence under a signature is the footer's."""
    if role is Role.SIGNATURE:
        return _signs(line) or (last.chunk == line.chunk and not (line.stopped and line.words >= 8))
    return role in {Role.NOTE, Role.FOOTER} and last.chunk == line.chunk and not line.opens


def _tail(found: Sequence[Line], locale: Locale) -> Iterator[Block]:
    """Signature, notes (copies, enclosures, footnotes) and footer."""
    signed = False
    groups: list[tuple[Role, list[Line]]] = []
    for line in found:
        previous = groups[-1] if groups else None
        if _note(line, locale):
            groups.append((Role.NOTE, [line]))
        elif is_dateline(line.text, locale):
            groups.append((Role.DATELINE, [line]))
        elif previous is not None and _goes_on(previous[0], previous[1][-1], line):
            previous[1].append(line)
        elif not signed and _signs(line):
            signed = True
            groups.append((Role.SIGNATURE, [line]))
        else:
            groups.append((Role.FOOTER, [line]))
    for role, group in groups:
        yield Block(_span(group), role)
