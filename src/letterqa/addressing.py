"""Lines of an address, a signature or a copy note become parts: who, in what office, of what institution, where, and how to reach it.

Addresses of the whole world stand in letters of six languages, so order is only the last thing to go by: first come words (data/parts),
then the shape of codes and numbers, then what the neighbours are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from letterqa.letter import Role, Span
from letterqa.lexicon import Lexicon, Term, attributes, load, small_words, words
from letterqa.mentions.contacts import contacts
from letterqa.naming import PARTICLES

# What may separate two parts on one line; a bracket does too.
_SEPARATOR = re.compile(r"[,;|•·()\t]|\s[–—-]\s|[ \u00a0]{3,}")
_PREFIX_CODE = re.compile(
    r"(?P<code>(?:[A-Z]{1,3}[- ])?(?:\d{4,5}-\d{3,4}|\d{3} \d{2,3}|\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{4,7}|\d{3}))(?![\w/])"
    r"\s+(?P<town>[^\W\d].*)"
)
_SUFFIX_CODE = re.compile(
    r"(?P<town>[^\W\d].*?)[ ,–-]+(?P<code>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]\d[\dW] ?[A-Z\d]{4}|"
    r"(?:[A-Z]{2,3}-?)?\d{4,7}(?:-\d{3,5})?|\d{3}-\d{4}|\d{3} \d{2,3})"
)
_ONLY_CODE = re.compile(
    r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]\d[\dW] ?[A-Z\d]{4}|"
    r"(?:[A-Z]{1,3}[- ]?)?\d{4,7}(?:-\d{3,5})?|\d{3}-\d{4}|\d{3} \d{2,3}"
)
_STATE_CODE = re.compile(r"(?P<region>[A-Z]{2,3})\.? (?P<code>\d{5}(?:-\d{3,4})?|\d{4})")
_NUMBERED = re.compile(r"(?:n[.º°o]*\s*)?\d+[\w/.-]*\s+[^\W\d].*|.*[^\W\d]\S*\s+(?:n[.º°o]*\s*)?\d+[\w/.-]*(?:\s?[A-Za-z])?$", re.IGNORECASE)
_COUNTRY_CODE = re.compile(r"[A-Z]{1,3}-\d{3,}\s")
_LONGEST = 200  # characters; what is longer is no part of an address, and patterns need not be tried on it
_ACRONYM = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ.&/-]{1,11}")
_REGION = re.compile(r"[A-Z]{2,3}")
_PARTICLES = PARTICLES | {"of", "mac", "st", "san", "santa", "ould"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line with its terms; `line` counts from 0. `kind` is "" while it is not known."""

    span: Span
    text: str
    line: int
    terms: tuple[Term, ...]
    kind: str = ""

    def has(self, *kinds: str) -> bool:
        """Whether one of its words is of one of these kinds of concepts."""
        return any(not term.kinds().isdisjoint(kinds) for term in self.terms)


Parts = tuple[tuple[str, Span], ...]


def parts(text: str, span: Span, language: str, role: Role = Role.ADDRESS) -> Parts:
    """The parts of a block in order of place, as (kind, span of the letter's text).

    Kinds: honorific, person, office, institution, street (or another word of where: building, floor, quarter), box, postal-code, town,
    region, country, email, phone, fax, web. Labels ("Fax:", "c/o") belong to none. `role` is the block's.
    """
    lexicon = load(language)
    body = text[span.start : span.end]
    found = contacts(body, language)
    listed: list[tuple[str, Span]] = [(item.kind, Span(span.start + item.span.start, span.start + item.span.end)) for item in found]
    pieces: list[Piece] = []
    at = span.start
    for number, line in enumerate(body.split("\n")):
        taken = [place for _, place in listed if place.start >= at and place.end <= at + len(line)]
        pieces += _pieces(text, Span(at, at + len(line)), number, taken, lexicon)
        at += len(line) + 1
    named = list(_classified(text, pieces, lexicon, role))
    return tuple(sorted([*listed, *named], key=lambda item: item[1]))


def _pieces(text: str, line: Span, number: int, taken: Sequence[Span], lexicon: Lexicon) -> Iterator[Piece]:
    """What is left of a line between separators and contacts, without labels."""
    edges = [line.start]
    for place in taken:
        edges += [place.start, place.end]
    edges.append(line.end)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        at = start
        cuts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(text, start, end)]
        for low, high in [*cuts, (end, end)]:
            yield from _piece(text, at, low, number, lexicon)
            at = high


_LABELS = frozenset(
    (
        *("label.attention", "label.care-of", "label.copy", "label.signed", "label.delivery", "title.to"),
        *("label.email", "label.phone", "label.mobile", "label.fax", "label.web", "label.postal-code"),
    )
)


def _piece(text: str, start: int, end: int, number: int, lexicon: Lexicon) -> Iterator[Piece]:
    stripped = text[start:end]
    start += len(stripped) - len(stripped.lstrip(" \t\u00a0*_:–—-"))
    end = start + len(text[start:end].rstrip(" \t\u00a0*_:;"))
    if start >= end:
        return
    colon = text.find(":", start, end)
    if colon > 0 and any("label" in term.kinds() for term in lexicon.terms(text[start:colon])):
        start = colon + 1 + len(text[colon + 1 : end]) - len(text[colon + 1 : end].lstrip())  # "Ergeht in Kopie an: ..."
    terms = lexicon.terms(text[start:end], start) if start < end else ()
    while terms and terms[0].concepts & _LABELS and not terms[0].kinds() - {"label", "title"}:
        start = terms[0].end + len(text[terms[0].end : end]) - len(text[terms[0].end : end].lstrip(" \t\u00a0:./°ºn"))
        terms = lexicon.terms(text[start:end], start) if start < end else ()
    if start >= end or not any(c.isalnum() for c in text[start:end]):
        return
    if not any(c.isdigit() for c in text[start:end]) and all("label" in term.kinds() or not term.form.strip(".") for term in terms):
        return  # "An den", "vorab per Telefax", "Private and confidential"
    while len(terms) > 1 and terms[0].form.isdigit() and terms[1].kinds() & {"role", "modifier"} and not terms[1].kinds() & {"street", "unit"}:
        start, terms = terms[1].start, terms[1:]  # "1. Vorsitzender"
    # "An den Bundespräsidenten", "To the Minister": small words before an office are the envelope's; "La Paz" keeps its own.
    if terms and terms[0].start > start and terms[0].kinds() & {"role", "title", "body", "modifier"}:
        start = terms[0].start
    yield Piece(Span(start, end), text[start:end], number, terms)


def _bracket(text: str, last: Piece, piece: Piece) -> int:
    """1 where a closing bracket right behind a piece belongs to one before it."""
    return int("(" in text[last.span.end : piece.span.start] and text[piece.span.end : piece.span.end + 1] == ")")


def _classified(text: str, pieces: list[Piece], lexicon: Lexicon, role: Role) -> Iterator[tuple[str, Span]]:
    """Pieces with their kinds, those that hold several parts split up."""
    judged: list[Piece] = []
    for piece in pieces:
        before = judged[-1] if judged else None
        judged += _split(piece, before, lexicon)
    judged = _buildings(_by_neighbours(judged, role))
    merged: list[Piece] = []
    for piece in judged:
        last = merged[-1] if merged else None
        if last is not None and last.line == piece.line and _continues(last, piece):
            merged[-1] = replace(last, span=Span(last.span.start, piece.span.end + _bracket(text, last, piece)))
        else:
            merged.append(piece if piece.kind != "more" else replace(piece, kind="institution"))
    for piece in merged:
        yield piece.kind, piece.span


def _continues(last: Piece, piece: Piece) -> bool:
    """Whether a piece goes on with what the one before it on the line began."""
    if piece.kind == "honorific":
        return last.kind == "honorific" and piece.span.start - last.span.end <= 2
    return piece.kind == "more" or last.kind == piece.kind == "street"


def _split(piece: Piece, before: Piece | None, lexicon: Lexicon) -> list[Piece]:
    """A piece with its kind, or the several pieces it is made of; kind "" where its own words do not tell."""
    text = piece.text
    if len(text) > _LONGEST:
        return [piece]
    if piece.has("box") and any(c.isdigit() for c in text):
        return _with_code(piece, lexicon)
    if _is_whole(piece, "country"):
        return [replace(piece, kind="country")]
    if _COUNTRY_CODE.match(text) and (coded := _coded(piece, lexicon)):
        return coded
    if _is_street(piece) or _is_building(piece):
        return [replace(piece, kind="street")]
    state = _STATE_CODE.fullmatch(text)
    if state:
        return [_cut(piece, *state.span("region"), "region", lexicon), _cut(piece, *state.span("code"), "postal-code", lexicon)]
    if re.fullmatch(r"\d{1,5}[A-Za-z]?", text) and _unnumbered(before, piece):
        return [replace(piece, kind="street")]
    if _ONLY_CODE.fullmatch(text) and before is not None:
        return [replace(piece, kind="postal-code")]
    if not piece.has("role", "title") or not piece.terms[0].kinds() & {"role", "title"}:
        coded = _coded(piece, lexicon)
        if coded:
            return coded
    held = before is not None and before.kind in {"office", "institution"}
    beside = before is not None and before.line == piece.line
    if held and beside and (_ACRONYM.fullmatch(text) or _goes_on(text)):
        return [replace(piece, kind="more")]
    if piece.has("title", "role", "body"):
        return _people(piece, lexicon)
    if before is not None and held and _only(piece, "field", "modifier"):
        return [replace(piece, kind="more" if beside else before.kind)]
    if piece.has("unit") or _NUMBERED.fullmatch(text):
        return [replace(piece, kind="street")]
    if _is_whole(piece, "city"):
        return [replace(piece, kind="town")]
    if _is_whole(piece, "region"):
        return [replace(piece, kind="region")]
    return [piece]


def _unnumbered(before: Piece | None, piece: Piece) -> bool:
    """Whether the piece before on the line is a street without its number."""
    return before is not None and before.line == piece.line and before.kind == "street" and not any(c.isdigit() for c in before.text)


def _cut(piece: Piece, start: int, end: int, kind: str, lexicon: Lexicon) -> Piece:
    text = piece.text[start:end].rstrip()
    at = piece.span.start + start
    return Piece(Span(at, at + len(text)), text, piece.line, lexicon.terms(text, at), kind)


def _only(piece: Piece, *kinds: str) -> bool:
    return bool(piece.terms) and all(not term.kinds().isdisjoint(kinds) for term in piece.terms)


def _is_whole(piece: Piece, kind: str) -> bool:
    """Whether a piece is a name of that kind and nothing else but generic words ("Kingdom of Bahrain")."""
    names = [term for term in piece.terms if kind in term.kinds()]
    rest = [term for term in piece.terms if kind not in term.kinds()]
    return bool(names) and all(any(attributes(concept).get("generic") for concept in term.concepts) for term in rest)


def _is_street(piece: Piece) -> bool:
    """Whether a word for a way stands where languages put it: first, or last but for the number."""
    named = [index for index, term in enumerate(piece.terms) if "street" in term.kinds() and not term.form.isdigit()]
    if not named:
        return False
    digits = any(c.isdigit() for c in piece.text)
    others = [term for term in piece.terms if term.kinds() & {"role", "body", "title"} and "street" not in term.kinds()]
    ends = [term for term in piece.terms if not term.form[0].isdigit()]
    at_edge = piece.terms[named[0]] in (piece.terms[0], ends[0]) or piece.terms[named[-1]] == ends[-1]
    both = any(piece.terms[index].kinds() & {"role", "body", "title"} for index in named)
    if both and not digits:
        return False
    return (digits and (at_edge or not others)) or (at_edge and not (others and piece.terms[0].kinds() & {"role", "title", "body"}))


def _goes_on(text: str) -> bool:
    """Whether a piece after a comma begins with a small word in small letters ("..., des organisations et des droits de l'homme")."""
    first = words(text)[:1]
    return bool(first) and text[0].islower() and first[0].form in small_words()


def _is_building(piece: Piece) -> bool:
    """Whether a piece names a building or a quarter: "Harambee House", "Palais Wilson", "Zona 1"; an institution may have such a word too."""
    named = [index for index, term in enumerate(piece.terms) if "unit" in term.kinds()]
    last = len(piece.terms) - 1
    if not named or (named[0] not in {0, last} and named[-1] != last):
        return False
    rest = [term for index, term in enumerate(piece.terms) if index not in named]
    return bool(rest) and not any(term.kinds() & {"role", "body", "title", "field"} for term in rest)


def _with_code(piece: Piece, lexicon: Lexicon) -> list[Piece]:
    """A line with a box, and what else stands on it: "P.O. Box 555 Nairobi", "1211 Genève, case postale 14"."""
    box = next(index for index, term in enumerate(piece.terms) if "box" in term.kinds())
    end = None
    for term in piece.terms[box + 1 :]:
        if any(c.isdigit() for c in term.form):
            end = term.end
            tail = re.match(r"(?:[-–/]\d+)+|(?: \d{2,3})+(?!\d)", piece.text[end - piece.span.start :])
            end += tail.end() if tail else 0
            break
    if end is None:
        return [replace(piece, kind="box")]
    start = piece.terms[box].start
    pieces = [_cut(piece, start - piece.span.start, end - piece.span.start, "box", lexicon)]
    for low, high in ((piece.span.start, start), (end, piece.span.end)):
        for extra in _piece(piece.text, low - piece.span.start, high - piece.span.start, piece.line, lexicon):
            moved = _cut(piece, extra.span.start, extra.span.end, "", lexicon)
            pieces += _split(moved, pieces[0], lexicon)
    return sorted(pieces, key=lambda item: item.span)


def _coded(piece: Piece, lexicon: Lexicon) -> list[Piece]:
    """A town with its postal code before or behind it."""
    match = _PREFIX_CODE.fullmatch(piece.text)
    if match and (len(re.sub(r"\D", "", match["code"])) >= 4 or _town_like(match["town"], lexicon)):
        code = _cut(piece, *match.span("code"), "postal-code", lexicon)
        return [code, *_towns(_cut(piece, *match.span("town"), "town", lexicon), lexicon)]
    match = _SUFFIX_CODE.fullmatch(piece.text)
    if match and not piece.has("role", "body", "unit"):
        town = _cut(piece, *match.span("town"), "town", lexicon)
        return [*_towns(town, lexicon), _cut(piece, *match.span("code"), "postal-code", lexicon)]
    return []


def _town_like(text: str, lexicon: Lexicon) -> bool:
    return any(term.kinds() & {"city", "region"} for term in lexicon.terms(text))


def _towns(town: Piece, lexicon: Lexicon) -> list[Piece]:
    """A town and the abbreviation of its region: "Milano MI", "New York NY"."""
    match = re.fullmatch(r"(.+?) ([A-Z]{2,3})", town.text)
    if match and not town.text.isupper():
        return [_cut(town, *match.span(1), "town", lexicon), _cut(town, *match.span(2), "region", lexicon)]
    return [town]


def _people(piece: Piece, lexicon: Lexicon) -> list[Piece]:
    """A piece with titles, offices or institutions: "S.E. l'Ambasciatore Mario Rossi" has three parts."""
    terms, found = piece.terms, []
    at, kind = 0, ""
    while at < len(terms):
        kind, end = _phrase(piece, at)
        start = terms[at].start
        stop = terms[end].start if end < len(terms) else piece.span.end
        text = piece.text[start - piece.span.start : stop - piece.span.start]
        text = _without_small_end(text) if end < len(terms) else text.rstrip()
        if text:
            found.append(_cut(piece, start - piece.span.start, start - piece.span.start + len(text), kind, lexicon))
        at = end
    return found


def _without_small_end(text: str) -> str:
    every = words(text)
    while every and every[-1].form in small_words():
        text = text[: every[-1].start]
        every = every[:-1]
    return text.rstrip(" ,'’.") + ("." if text.rstrip(" ,'’").endswith(".") else "")


def _phrase(piece: Piece, at: int) -> tuple[str, int]:
    """Kind of the phrase that starts at a term, and the index of the term after it."""
    terms = piece.terms
    if _is_title(terms[at]) and not ("role" in terms[at].kinds() and _heads_office(piece, at)):
        end = at + 1
        while end < len(terms) and _is_title(terms[end]) and not ("role" in terms[end].kinds() and _heads_office(piece, end)):
            end += 1
        return "honorific", end
    head = next((index for index in range(at, len(terms)) if terms[index].kinds() & {"role", "body"}), None)
    lead = at if head is None else head
    if head is None or any(not terms[index].kinds() & {"modifier", "field", "country", "city", "region", "title"} for index in range(at, lead)):
        # Words that no list has come first: a name, or an institution's own name where one of the bodies follows ("Open Assembly Network").
        if head is not None and "body" in terms[head].kinds() and not _after_title(piece, at):
            return "institution", len(terms)
        if head is not None and _after_title(piece, at):
            return "person", _end_of_name(piece, at)
        if head is not None:
            if not _separate(piece, head):
                return "institution", len(terms)
            # One word before an office is no name by itself: the office is a surname then ("Davide Sacerdoti").
            return "person", (head if head - at > 1 else len(terms))
        return "person" if _after_title(piece, at) else "", len(terms)
    kind = "institution" if "role" not in terms[head].kinds() else "office"
    if kind == "office" and head + 1 < len(terms) and _gap(piece, head) in {"'s ", "’s ", "s' ", "s’ "} and "body" in terms[head + 1].kinds():
        return "institution", len(terms)
    for index in range(head + 1, len(terms)):
        if kind == "institution" and "role" in terms[index].kinds() and not any(re.search(r"\w", _gap(piece, at)) for at in range(head, index)):
            kind = "office"  # "Council President", "Union Home Minister"
        if kind == "office" and _starts_name(piece, index):
            return kind, index
    return kind, len(terms)


def _is_title(term: Term) -> bool:
    return "title" in term.kinds()


def _gap(piece: Piece, index: int) -> str:
    """What stands between a term and the next one."""
    return piece.text[piece.terms[index].end - piece.span.start : piece.terms[index + 1].start - piece.span.start]


def _heads_office(piece: Piece, at: int) -> bool:
    """Whether a word that is title and office ("General", "Senator", "King") is an office here: nothing name-like follows directly."""
    return at + 1 >= len(piece.terms) or not _starts_name(piece, at + 1)


def _after_title(piece: Piece, at: int) -> bool:
    return at > 0 and _is_title(piece.terms[at - 1])


def _separate(piece: Piece, index: int) -> bool:
    return index > 0 and re.search(r"\w", _gap(piece, index - 1)) is None


def _starts_name(piece: Piece, index: int) -> bool:
    """Whether a person's name (or the title before it) starts at a term: right after an office, capitalised, in no list of institutions."""
    term = piece.terms[index]
    if re.search(r"\w", _gap(piece, index - 1)):
        return False
    shown = piece.text[term.start - piece.span.start]
    if "title" in term.kinds() and not term.kinds() & {"role", "modifier", "field"}:
        return True
    after = piece.terms[index + 1] if index + 1 < len(piece.terms) else None
    # "Colonel Washington Chalén": a first name may be a place's too.
    place = term.kinds() <= {"city", "region", "country"} and after is not None and not after.concepts and not re.search(r"\w", _gap(piece, index))
    return (not term.concepts or place) and shown.isupper() and not any(c.isdigit() for c in term.form)


def _end_of_name(piece: Piece, at: int) -> int:
    """Index of the term after a name that follows a title: an office after a small word ends it, a name that means one does not."""
    for index in range(at + 1, len(piece.terms)):
        if piece.terms[index].kinds() & {"role", "body"} and re.search(r"\w", _gap(piece, index - 1)):
            return index
    return len(piece.terms)


def _name_like(piece: Piece) -> bool:
    """Two to six capitalised words, particles aside."""
    every = [word for word in words(piece.text) if word.form not in _PARTICLES]
    shown = [piece.text[word.start] for word in every]
    return 1 <= len(every) <= 6 and all(c.isupper() for c in shown) and not any(c.isdigit() for c in piece.text)


_WHERE = frozenset(("street", "box", "postal-code", "town", "region", "country"))


def _by_neighbours(pieces: list[Piece], role: Role) -> list[Piece]:
    """Kinds for the pieces whose words did not tell, from what stands before and after them."""
    done = list(pieces)
    for index, piece in enumerate(pieces):
        if piece.kind:
            continue
        before, after = done[:index], pieces[index + 1 :]
        kinds = [item.kind for item in before]
        same_line = next((item for item in after if item.line == piece.line), None)
        previous = before[-1] if before else None
        starts = previous is None or previous.line != piece.line
        named = previous is not None and previous.kind == "honorific"
        if named or (starts and same_line is not None and same_line.kind == "office" and _name_like(piece) and role is not Role.LETTERHEAD):
            kind = "person"
        elif "street" in kinds or "box" in kinds or "postal-code" in kinds or "town" in kinds:
            kind = "region" if "town" in kinds or _REGION.fullmatch(piece.text) else "town"
            if "town" not in kinds and "street" in kinds and any(item.kind == "town" for item in after):
                kind = "street"
        elif _is_where(piece, same_line, previous, before, after, role):
            kind = "street"
        elif "institution" in kinds and _name_like(piece) and all(item.kind in _TAIL for item in after) and _last(pieces, index):
            kind = "region" if "town" in kinds else "town"
        elif _name_like(piece) and len(words(piece.text)) > 1 and _may_be_person(before, after, role):
            kind = "person"
        elif not starts and role is not Role.LETTERHEAD and _seat(piece, previous, after):
            kind = "town"
        else:
            kind = "institution"
        done[index] = replace(piece, kind=kind)
    return done


def _seat(piece: Piece, previous: Piece | None, after: list[Piece]) -> bool:
    """Whether a piece that names a town stands behind an office or institution, with no address to follow."""
    follows = previous is not None and previous.kind in {"office", "institution"}
    return follows and _name_like(piece) and piece.has("city") and not any(item.kind in {"street", "box", "postal-code"} for item in after)


def _is_where(piece: Piece, same_line: Piece | None, previous: Piece | None, before: list[Piece], after: list[Piece], role: Role) -> bool:
    """Whether a piece without a word for it says where: beside a street on its line, or between an institution and a town."""
    if any(item is not None and item.line == piece.line and item.kind == "street" for item in (same_line, previous)):
        return True
    between = any(item.kind == "institution" for item in before) and bool(after) and after[0].kind in {"postal-code", "town", "box"}
    return role is Role.ADDRESS and between and _name_like(piece)


_TAIL = frozenset(("region", "country", ""))


def _last(pieces: list[Piece], index: int) -> bool:
    """Whether a country ends the pieces from here on."""
    return any(item.kind == "country" for item in pieces[index + 1 :])


def _buildings(pieces: list[Piece]) -> list[Piece]:
    """Palaces and the like are places where an institution is named besides, or where they stand on the line of a street."""
    done = list(pieces)
    for index, piece in enumerate(pieces):
        if piece.kind != "institution" or piece.has("role"):
            continue
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        before = done[index - 1] if index else None
        beside = any(item is not None and item.line == piece.line and item.kind == "street" for item in (before, after))
        follows = before is not None and before.line == piece.line and before.kind == "street"
        others = any(item.kind == "institution" and item is not piece and not item.has("unit") for item in pieces)
        if follows or (piece.has("unit") and (beside or others)):
            done[index] = replace(piece, kind="street")
    return done


def _may_be_person(before: list[Piece], after: list[Piece], role: Role) -> bool:
    if role is Role.LETTERHEAD:
        return False
    if role is Role.SIGNATURE:
        named, held = (sum(item.kind == kind for item in before) for kind in ("person", "office"))
        if not before or named < held:  # "La présidente, / Godelieve Peeters"
            return True
        # "Associação Voz Livre / Teresa Vilhena Mourão / Advogada"
        return named <= held and bool(after) and after[0].kind == "office" and after[0].line > before[-1].line + 1
    held = any(item.kind == "office" for item in (*before, *after))
    return held and not any(item.kind in {"institution", "person"} for item in before)
