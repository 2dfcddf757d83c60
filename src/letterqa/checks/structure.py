"""Structure: every block of one letter answers a block of the other, once, in its place, whole and filled in."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from letterqa.bitext import SIDES, Bead, Bitext
from letterqa.context import Context, both_sides, other, quote
from letterqa.finding import Finding, Rule, Severity
from letterqa.languages import odds
from letterqa.layout import CLOSED, STOPPED
from letterqa.letter import PROSE, Block, Letter, Role, Segment, Span
from letterqa.locales import normal, primary, spoken
from letterqa.mentions.placeholders import placeholders
from letterqa.saying import say
from letterqa.structure import embeds_closing

MISSING = Rule(
    "structure.missing",
    "accuracy/omission",
    Severity.CRITICAL,
    "A block of the source has no counterpart in the target.",
    "Readers of one version sign something shorter than readers of the other.",
    "Five demands in English, four in Italian.",
)
ADDED = Rule(
    "structure.added",
    "accuracy/addition",
    Severity.CRITICAL,
    "A block of the target has no counterpart in the source.",
    "The translation says something in the organisation's name that was never approved.",
    "A paragraph about asylum stands in the Italian letter only.",
)
DUPLICATED = Rule(
    "structure.duplicated",
    "accuracy/addition",
    Severity.MAJOR,
    "A block stands twice in one letter.",
    "A paragraph pasted twice looks careless and hides that another may be missing.",
    "The paragraph on detention appears again below the demands.",
)
MOVED = Rule(
    "structure.moved",
    "design/order",
    Severity.MAJOR,
    "A block stands in another place than in the other letter.",
    "An argument may lose its sense when its paragraphs change places.",
    "The paragraphs on the arrest and on the trial are exchanged.",
)
TRUNCATED = Rule(
    "structure.truncated",
    "accuracy/omission",
    Severity.CRITICAL,
    "A block stops short, in the middle of a sentence.",
    "Half a sentence in a letter to a president is an embarrassment, and what follows is lost.",
    "“…was questioned about the”",
)
PLACEHOLDER = Rule(
    "structure.placeholder",
    "design/markup",
    Severity.MAJOR,
    "A blank was not filled in, or a word processor left its marks.",
    "It shows the addressee that nobody read the letter before sending it.",
    "[NAME], TODO, “XX. August 2024”, [bookmark: _GoBack]",
)
PART = Rule(
    "structure.part",
    "accuracy/omission",
    Severity.MAJOR,
    "Dateline, subject, salutation, closing or signature stands in one letter only.",
    "A letter without date or signature is easily set aside.",
    "The English letter is dated, the Italian one is not.",
)
LANGUAGE = Rule(
    "structure.language",
    "accuracy/untranslated",
    Severity.CRITICAL,
    "A letter is not in the language that its name or an option claims.",
    "The wrong file was picked, or the translation was never made.",
    "letter_it.txt is in English.",
)
RULES = (MISSING, ADDED, DUPLICATED, MOVED, TRUNCATED, PLACEHOLDER, PART, LANGUAGE)

PARTS = {
    Role.DATELINE: "dateline",
    Role.SUBJECT: "subject line",
    Role.SALUTATION: "salutation",
    Role.CLOSING: "complimentary close",
    Role.SIGNATURE: "signature",
}
_NAMES = PARTS | {
    Role.LETTERHEAD: "letterhead",
    Role.ADDRESS: "address",
    Role.HEADING: "heading",
    Role.PARAGRAPH: "paragraph",
    Role.LIST_ITEM: "list item",
    Role.QUOTATION: "quotation",
    Role.FOOTER: "footer",
    Role.NOTE: "note",
}


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about the structure of both letters."""
    yield from _languages(bitext, context)
    for side in SIDES:
        yield from _unanswered(bitext, context, side)
        yield from _lost_close(bitext, context, side)
        yield from _truncated(bitext, context, side)
        yield from _placeholders(bitext, side)
        yield from _revisions(bitext.side(side), side, say("The {a} file", a=context.called(side)))
    yield from _duplicates(bitext, context)
    yield from _moves(bitext)


def lint(letter: Letter, context: Context) -> Iterator[Finding]:
    """What one letter shows by itself: unfilled blanks, residue and tracked changes."""
    for item in placeholders(letter):
        yield _placeholder(letter, item.span, item.kind, (item.span,), ())
    yield from _revisions(letter, "source", "The file")


def _languages(bitext: Bitext, context: Context) -> Iterator[Finding]:
    for side in SIDES:
        letter = bitext.side(side)
        spans = both_sides(side, (_extent(letter),), ())
        if letter.claimed and letter.detected and primary(letter.language) != letter.detected:
            said = "its name" if letter.claimed == "name" else "the option" if letter.claimed == "option" else "the configuration"
            if odds(letter.text, primary(letter.language), letter.detected) < 0.01:
                yield Finding(
                    LANGUAGE,
                    say("{a} is in {b}, but {c} says {d}.", a=letter.path, b=spoken(letter.detected), c=said, d=spoken(letter.language)),
                    *spans,
                    LANGUAGE.severity,
                )
        elif side == "target" and context.same_language and {bitext.source.claimed, letter.claimed} != {"option"}:
            yield Finding(
                LANGUAGE,
                say("Both letters are in {a}. If that is meant, declare it with --source-lang and --target-lang.", a=spoken(letter.language)),
                *spans,
                LANGUAGE.severity,
            )


def _extent(letter: Letter) -> Span:
    return Span(letter.blocks[0].span.start, letter.blocks[-1].span.end) if letter.blocks else Span(0, len(letter.text))


def _gap_blocks(bitext: Bitext, side: str) -> Iterator[tuple[int, int]]:
    """Blocks of a side none of whose segments is answered, with the index of their first bead; duplicates left out."""
    letter = bitext.side(side)
    copies = {item.copy for item in bitext.duplicates if item.side == side}
    for number in range(len(letter.blocks)):
        segments = letter.segments_of(number)
        places = [bitext.bead_of[side, segment.index] for segment in segments]
        if number not in copies and places and all(not bitext.beads[place].facing(side) for place in places):
            yield number, places[0]


def _unanswered(bitext: Bitext, context: Context, side: str) -> Iterator[Finding]:
    here, there = bitext.side(side), bitext.side(other(side))
    for number, place in _gap_blocks(bitext, side):
        block = here.blocks[number]
        if not re.search(r"\w", here[block.span]):
            continue
        spans = both_sides(side, (block.span,), (bitext.place(place, other(side)),))
        name = _NAMES[block.role]
        said = quote(here, block.span.start, block.span.end)
        if block.role in PARTS and not any(candidate.role is block.role for candidate in there.blocks):
            if block.role is Role.CLOSING and _closes(there, context, other(side)):
                continue
            yield Finding(
                PART,
                say(
                    "The {a} letter has a {b} ({c}), the {d} letter has none.", a=context.called(side), b=name, c=said, d=context.called(other(side))
                ),
                *spans,
                PART.severity,
            )
            continue
        rule = MISSING if side == "source" else ADDED
        severity = Severity.CRITICAL if block.role in PROSE else Severity.MAJOR
        yield Finding(
            rule,
            say(
                "This {a} of the {b} letter has no counterpart in the {c} letter: {d}",
                a=name,
                b=context.called(side),
                c=context.called(other(side)),
                d=said,
            ),
            *spans,
            severity,
        )


def _lost_close(bitext: Bitext, context: Context, side: str) -> Iterator[Finding]:
    """A complimentary close that ends a paragraph on one side, where the other letter has none and its paragraph is the shorter."""
    here, there = bitext.side(side), bitext.side(other(side))
    if any(block.role is Role.CLOSING for letter in (here, there) for block in letter.blocks) or _closes(there, context, other(side)):
        return
    body = [number for number, block in enumerate(here.blocks) if block.role in PROSE]
    if not body or not _closes(here, context, side):
        return
    last = here.segments_of(body[-1])[-1]
    place = bitext.bead_of[side, last.index]
    bead = bitext.beads[place]
    if not bead.facing(side) or _shortfall(bitext, other(side), bead) >= 0.75:
        return
    yield Finding(
        PART,
        say(
            "The {a} letter has a complimentary close ({b}), the {c} letter has none.",
            a=context.called(side),
            b=quote(here, last.span.start, last.span.end),
            c=context.called(other(side)),
        ),
        *both_sides(side, (last.span,), (bead.facing(side)[-1].span,)),
        PART.severity,
    )


def _closes(letter: Letter, context: Context, side: str) -> bool:
    """Whether the last paragraph before the signature holds the complimentary close."""
    body = [block for block in letter.blocks if block.role in PROSE]
    return bool(body) and embeds_closing(letter[body[-1].span], context.locale(side))


def _truncated(bitext: Bitext, context: Context, side: str) -> Iterator[Finding]:
    """Blocks that end without a stop where the other letter goes on.

    That a stop is missing is not enough: the last word asks for more, the sentence is far too short for its counterpart, the
    counterpart is more like it without its own last words, or goes on with sentences that nothing answers.
    """
    here, there = bitext.side(side), bitext.side(other(side))
    for number, block in enumerate(here.blocks):
        segments = here.segments_of(number)
        if block.role not in PROSE | {Role.HEADING} or not segments or _ended(here, block):
            continue
        place = bitext.bead_of[side, segments[-1].index]
        facing = bitext.beads[place].facing(side)
        if block.role is Role.HEADING and not (facing and there.role_of(facing[-1]) in PROSE):
            continue  # a heading has no stop; a short paragraph that lost its end looks like one
        after = _rest(bitext, side, place, facing)
        ended = not facing or _ended(there, there.block_of(facing[-1])) or STOPPED.search(there[facing[-1].span]) is not None
        if not ended:
            continue
        certain = bool(after) or _dangles(here[block.span], context, side)
        evidence = 1.0 if certain else _breaks_off(bitext, context, side, place) if facing else 0.0
        if not evidence:
            continue
        answer = (*facing, *after)
        facing_spans = (Span(answer[0].span.start, answer[-1].span.end),) if answer else (bitext.place(place, other(side)),)
        yield Finding(
            TRUNCATED,
            say(
                "This {a} of the {b} letter stops in mid-sentence: “…{c}”",
                a=_NAMES[block.role],
                b=context.called(side),
                c=" ".join(here[segments[-1].span].split())[-60:],
            ),
            *both_sides(side, (segments[-1].span,), facing_spans),
            TRUNCATED.severity if evidence == 1.0 else Severity.MAJOR,
            confidence=evidence,
        )


def _ended(letter: Letter, block: Block) -> bool:
    """Whether a block ends as blocks of its kind do: list items and lead-ins may end in a comma, a paragraph does not."""
    text = letter[block.span]
    if block.role is Role.PARAGRAPH and text.rstrip().endswith(","):
        index = letter.blocks.index(block) + 1
        return index < len(letter.blocks) and letter.blocks[index].role not in {Role.PARAGRAPH, Role.HEADING}
    return CLOSED.search(text) is not None


def _dangles(text: str, context: Context, side: str) -> bool:
    """Whether the last word asks for another. As written: the A of "Annex A" is no article."""
    word = re.search(r"[^\W\d_]+(?:[-'][^\W\d_]+)*'?\W*$", normal(text))
    return word is not None and re.sub(r"[^\w'-]+$", "", word[0]) in context.locale(side).open_end


def _breaks_off(bitext: Bitext, context: Context, side: str, place: int) -> float:
    """How sure it is that a bead's side is only the beginning of its other side: 1 where it is much shorter, 0.8 where it is more
    like the other side when that one's end is cut off, else 0.

    Bounds from the labelled letters: of whole sentences without their stop about 1 in 60 passes the second test, of sentences
    that lost their last five words about 4 in 5 pass one of the two.
    """
    bead = bitext.beads[place]
    share = _shortfall(bitext, side, bead)
    if share < 0.72:
        return 1.0
    here, there = bitext.side(side), bitext.side(other(side))
    text = " ".join(here.plain(segment) for segment in bead.on(side))
    words = " ".join(there.plain(segment) for segment in bead.facing(side)).split()
    if len(words) < 14:
        return 0.0  # in a short sentence every word weighs so much that cutting some proves nothing
    cuts = [" ".join(words[: len(words) - count]) for count in range(9)]
    vectors = context.encoder.encode([text, *cuts])
    cosines = vectors[1:] @ vectors[0]
    gain = float(cosines.max() - cosines[0])
    return 0.8 if gain > 0.06 or (gain > 0.03 and share < 0.9) else 0.0


def _rest(bitext: Bitext, side: str, place: int, facing: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Unanswered segments that follow in the counterpart's block."""
    if not facing:
        return ()
    there = bitext.side(other(side))
    rest = []
    for segment in there.segments_of(facing[-1].block):
        bead = bitext.beads[bitext.bead_of[other(side), segment.index]]
        answered = bead.on(side)
        if segment.index > facing[-1].index:
            if answered:
                return ()
            rest.append(segment)
    return tuple(rest)


def _shortfall(bitext: Bitext, side: str, bead: Bead) -> float:
    """Length of a bead's side as a share of what its other side leads to expect, from the letters' own ratio."""
    full = [item for item in bitext.beads if item.source and item.target]
    totals = [sum(segment.span.end - segment.span.start for item in full for segment in item.on(at)) for at in SIDES]
    ratio = math.log(totals[1] / totals[0]) if all(totals) else 0.0
    lengths = [sum(segment.span.end - segment.span.start for segment in bead.on(at)) for at in SIDES]
    share = math.exp(math.log(lengths[1] / lengths[0]) - ratio)
    return share if side == "target" else 1 / share


def _placeholders(bitext: Bitext, side: str) -> Iterator[Finding]:
    letter = bitext.side(side)
    for item in placeholders(letter):
        yield _placeholder(letter, item.span, item.kind, *both_sides(side, (item.span,), ()))


_KINDS = {
    "residue": "What a word processor left behind stands in the text",
    "field": "A template field was not filled in",
    "note": "A note to self stands in the text",
    "blank": "A blank was not filled in",
    "bracket": "A blank in brackets was not filled in",
    "letters": "Letters stand where a figure or date belongs",
}


def _placeholder(letter: Letter, span: Span, kind: str, source: tuple[Span, ...], target: tuple[Span, ...]) -> Finding:
    return Finding(PLACEHOLDER, say("{a}: {b}", a=_KINDS[kind], b=quote(letter, span.start, span.end)), source, target, PLACEHOLDER.severity)


def _revisions(letter: Letter, side: str, called: str) -> Iterator[Finding]:
    """Tracked changes: what is read is the text with all of them accepted, but whoever opens the file sees them."""
    if letter.revised:
        places = "one place" if len(letter.revised) == 1 else say("{a} places", a=len(letter.revised))
        yield Finding(
            PLACEHOLDER,
            say(
                "{a} still holds tracked changes, in {b}; it was read as if all were accepted. Accept or reject them before it is sent.",
                a=called,
                b=places,
            ),
            *both_sides(side, letter.revised, ()),
            Severity.MINOR,
        )


def _duplicates(bitext: Bitext, context: Context) -> Iterator[Finding]:
    for item in bitext.duplicates:
        letter = bitext.side(item.side)
        copy, original = letter.blocks[item.copy], letter.blocks[item.original]
        spans = (copy.span, original.span) if copy.span < original.span else (original.span, copy.span)
        yield Finding(
            DUPLICATED,
            say(
                "This {a} stands twice in the {b} letter: {c}",
                a=_NAMES[copy.role],
                b=context.called(item.side),
                c=quote(letter, copy.span.start, copy.span.end),
            ),
            *both_sides(item.side, spans, ()),
            DUPLICATED.severity,
        )


def _moves(bitext: Bitext) -> Iterator[Finding]:
    for move in bitext.moves:
        source = tuple(bitext.source.blocks[number].span for number in move.source)
        target = tuple(bitext.target.blocks[number].span for number in move.target)
        role = bitext.source.blocks[move.source[0]].role
        yield Finding(
            MOVED,
            say("This {a} stands in another place in the other letter: {b}", a=_NAMES[role], b=quote(bitext.source, source[0].start, source[0].end)),
            source,
            target,
            MOVED.severity,
            confidence=move.similarity,
        )
