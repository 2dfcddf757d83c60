"""Contacts by value: two spellings of one address, number or page are one contact."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from letterqa.letter import Span
from letterqa.lexicon import load

_EMAIL = re.compile(r"(?<![\w.+-])(?:mailto:)?([\w.+%'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24})(?![\w@])", re.IGNORECASE)
_URL = re.compile(
    r"(?<![\w@/.])(?:https?://[^\s<>\"“”«»]{3,2000}|www\.[^\s<>\"“”«»]{3,2000}"
    r"|(?:[a-z0-9-]{2,63}\.){1,5}(?:org|com|net|int|eu|info|example)(?:/[^\s<>\"“”«»]{0,2000})?(?![\w@]))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w./+-])(?:\+|\(\+?|00)?\d(?:[\d \u00a0\u202f().\-–]|(?<=[\d)]) ?/ ?(?=\d)){4,34}\d(?![\w/])(?!\.\d)")
_INTERNATIONAL = re.compile(r"\(?(?:\+|00)\s?\d")
# What newsletters add to tell campaigns apart leads to the same page.
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|ref|source)=", re.IGNORECASE)
_LOCAL = re.compile(r"0\d{1,4}(?:[ \u00a0./-]\d{2,4}){2,4}")
_TRAILING = ".,;:!?…'’)]}*_"
_LANGUAGES = frozenset({"en", "it", "fr", "es", "de", "pt", "eng", "ita", "fra", "fre", "spa", "esp", "deu", "ger", "por", "uk", "us", "gb", "br"})
# Number labels that other languages share; the words themselves are in data/parts/streets.toml.
_KINDS = {"label.fax": "fax", "label.phone": "phone", "label.mobile": "phone", "label.web": "web", "label.email": "email"}


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact. `kind` is email, web, phone or fax; `value` is what is compared; `span` holds the contact without its label."""

    kind: str
    value: str
    span: Span


def contacts(text: str, language: str) -> tuple[Contact, ...]:
    """The contacts of a text in order of place. A number counts only where a label or an international prefix says what it is."""
    found: list[Contact] = []
    for match in _EMAIL.finditer(text):
        start, end = match.span(1)
        found.append(Contact("email", match[1].lower(), Span(start, end)))
    starts = [contact.span.start for contact in found]
    mails = tuple(found)
    for match in _URL.finditer(text):
        end = match.end()
        while text[end - 1] in _TRAILING and not (text[end - 1] == ")" and _balanced(text[match.start() : end])):
            end -= 1
        span = Span(match.start(), end)
        if end - match.start() > 5 and not _meets(span, mails, starts):
            found.append(Contact("web", page(text[span.start : span.end]), span))
    found += _numbers(text, language, tuple(found))
    return tuple(sorted(found, key=lambda item: item.span))


def _meets(span: Span, contacts: tuple[Contact, ...], starts: list[int]) -> bool:
    """Whether a span overlaps one of some contacts, which are in order of their `starts`."""
    near = contacts[max(0, bisect_right(starts, span.start) - 1) : bisect_right(starts, span.end)]
    return any(span.overlaps(contact.span) for contact in near)


def _balanced(text: str) -> bool:
    """Whether a closing bracket at the end belongs to one opened in the text."""
    return text.count("(") >= text.count(")")


def _numbers(text: str, language: str, taken: tuple[Contact, ...]) -> Iterator[Contact]:
    lexicon = load(language)
    last_kind, last_end = "", -1
    taken = tuple(sorted(taken, key=lambda contact: contact.span))
    starts = [contact.span.start for contact in taken]
    for start, end in _stretches(text):
        shown = text[start:end]
        digits = re.sub(r"\D", "", shown)
        if not 6 <= len(digits) <= 16 or _meets(Span(start, end), taken, starts):
            continue
        before = text[max(0, start - 40) : start].rsplit("\n", 1)[-1]
        kind = ""
        for term in lexicon.terms(before):
            names = [name for concept, name in _KINDS.items() if concept in term.concepts]
            tail = before[term.end :]
            if names and re.fullmatch(r"[\s.:()ºo°n+\-–/]*(?:\([^)]*\))?[\s.:]*", tail):
                kind = names[0]
        if not kind and last_kind and _continues(text[last_end:start]):
            kind = last_kind  # "Tel.: 123 456 / 123 457"
        if not kind and _INTERNATIONAL.match(shown) and len(digits) >= 9:
            kind = "phone"
        if not kind and _LOCAL.fullmatch(shown) and 9 <= len(digits) <= 11:
            kind = "phone"
        if kind in {"phone", "fax"}:
            yield Contact(kind, number(shown), Span(start, end))
            last_kind, last_end = kind, end


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Places of what may be numbers; a slash parts two numbers where what stands before it is one already."""
    for match in _NUMBER.finditer(text):
        start = match.start()
        for slash in re.finditer(r"/", match[0]):
            before = text[start : match.start() + slash.start()]
            if len(re.sub(r"\D", "", before)) >= (10 if _INTERNATIONAL.match(before) else 7):
                yield start, start + len(before.rstrip())
                start = match.start() + slash.end()
                start += len(text[start : match.end()]) - len(text[start : match.end()].lstrip())
        yield start, match.end()


def _continues(between: str) -> bool:
    return re.fullmatch(r"[\s]*(?:[/,;–-]|\w{1,2})[\s]*", between) is not None and "\n" not in between


def number(shown: str) -> str:
    """A telephone number's digits as dialled from abroad where that can be told: "+39 (0)6 5557731" -> "+3965557731"."""
    text = re.sub(r"\(0\)", "", shown)
    digits = re.sub(r"\D", "", text)
    if re.match(r"\s*\(?\+", text):
        return "+" + digits
    return "+" + digits[2:] if digits.startswith("00") else digits


def same_number(one: str, two: str) -> bool:
    """Whether two values of `number` ring the same telephone: equal, or one is the other without country code or trunk zero."""
    if one == two:
        return True
    if one.startswith("+") and two.startswith("+"):
        return False
    short, long = sorted((one.lstrip("+0"), two.lstrip("+0")), key=len)
    return len(short) >= 6 and long.endswith(short) and len(long) - len(short) <= 4


def page(shown: str) -> str:
    """A web page's address without what does not change the page or only its language: scheme, www, case of the host, language
    codes in host, path and query, trailing slash."""
    bare = re.sub(r"^[a-z]+://", "", shown.strip(), flags=re.IGNORECASE)
    bare, _, fragment = bare.partition("#")
    host, _, rest = bare.partition("/")
    host = re.sub(r":(?:80|443)$", "", host.lower()).removeprefix("www.")
    labels = host.split(".")
    if len(labels) > 2 and labels[0] in _LANGUAGES:
        labels = labels[1:]
    rest = re.sub(r"(?:(?<=[?&])|^)(?:lang|language|locale|hl|lng|l)=[\w-]+&?", "", rest)
    path, _, query = rest.partition("?")
    steps = [_neutral(step) for step in path.split("/") if step and not re.fullmatch(r"[a-z]{2}(?:[-_][a-z]{2})?", step, re.IGNORECASE)]
    value = "/".join([".".join(labels), *steps])
    query = "&".join(sorted(part for part in query.strip("&").split("&") if part and not _TRACKING.match(part)))
    return value + (f"?{query}" if query else "") + (f"#{fragment}" if fragment and not fragment.startswith(":~:") else "")


def _neutral(step: str) -> str:
    """A step of a path with language codes between its signs replaced: "report_en.pdf" and "report_it.pdf" are one document."""
    parts = re.split(r"([._-])", step)
    return "".join("*" if index and part.lower() in _LANGUAGES else part for index, part in enumerate(parts))


def near_pages(one: str, two: str) -> bool:
    """Whether two pages may be one site's pages in two languages: the same name in another country's domain, or another path there.

    That they are the same page cannot be told from their addresses, and that they are not can't either.
    """
    (host, _, path), (other, _, way) = one.partition("/"), two.partition("/")
    if host == other:
        return bool(path) and bool(way) and path.split("/")[0] != way.split("/")[0]
    name, other_name = host.split(".")[-2:], other.split(".")[-2:]
    return len(name) == 2 == len(other_name) and name[0] == other_name[0] and path == way and len(other_name[1]) == 2 and len(name[1]) <= 3
