"""Addressee: both letters go to one person in one office at one address, greet that person so, and are signed by the same people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from letterqa import expecting, lexicon
from letterqa.bitext import SIDES, Bitext
from letterqa.context import Context, both_sides, other, quote
from letterqa.finding import Finding, Rule, Severity
from letterqa.letter import Letter, Role, Span
from letterqa.lexicon import meet
from letterqa.mentions.placeholders import blank_in
from letterqa.naming import name_words, same_name
from letterqa.parties import Difference, Party, likeness, matched, parties, people, together
from letterqa.saluting import Salutation, salutation, sort_of
from letterqa.saying import say
from letterqa.titling import organisations, titles
from letterqa.whereabouts import whereabouts

PERSON = Rule(
    "addressee.person",
    "accuracy/mistranslation",
    Severity.CRITICAL,
    "The letters are addressed to different people.",
    "One of the two goes to the wrong person, signed by everybody who trusts the campaign.",
    "Mr. Ilham Aliyev / Sig. Mammad Ahmadzada",
)
OFFICE = Rule(
    "addressee.office",
    "accuracy/mistranslation",
    Severity.CRITICAL,
    "The addressee has another office in the other letter.",
    "The wrong office looks careless to the addressee and may send the letter elsewhere.",
    "Minister of the Interior / Ministro della Difesa",
)
INSTITUTION = Rule(
    "addressee.institution",
    "accuracy/mistranslation",
    Severity.CRITICAL,
    "The letters are addressed to different institutions.",
    "The letter of one version reaches somebody who is not concerned.",
    "Embassy of Azerbaijan / Ambasciata d'Armenia",
)
ADDRESS = Rule(
    "addressee.address",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "Street, box, town or country of an address differ.",
    "Thousands of letters come back, or never arrive.",
    "Via Palestro 28 / Via Palestro 82",
)
SALUTATION = Rule(
    "addressee.salutation",
    "accuracy/mistranslation",
    Severity.CRITICAL,
    "The salutation does not fit the addressee, or the other letter's salutation.",
    "Greeting an ambassador as president, or a woman as a man, ends the reading at the first line.",
    "“Gentile Sig. Presidente,” under the address of an ambassador",
)
SIGNATURE = Rule(
    "addressee.signature",
    "accuracy/mistranslation",
    Severity.MAJOR,
    "Signatory, office or organisation of the sender differ.",
    "Who answers for the letter must be the same in every version.",
    "Helen Marchbanks, Executive Director / Harold Marchmont, Direttore esecutivo",
)
EXPECTED = Rule(
    "addressee.expected",
    "accuracy/mistranslation",
    Severity.CRITICAL,
    "The letter is not addressed to whom the campaign sheet names for its language.",
    "A version that goes to the wrong desk is a version that nobody answers.",
    "the Italian letter to the president, where the sheet names the ambassador in Rome",
)
RULES = (PERSON, OFFICE, INSTITUTION, ADDRESS, SALUTATION, SIGNATURE, EXPECTED)

_RULES = {"person": PERSON, "office": OFFICE, "institution": INSTITUTION}
_CALLED = {
    "person": "person",
    "office": "office",
    "institution": "institution",
    "street": "street",
    "box": "post-office box",
    "town": "town",
    "region": "region",
    "country": "country",
}

_PEOPLE = {Role.ADDRESS: "The addressee", Role.NOTE: "The receiver of a copy"}


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about addressees, salutations, copies, senders and signatures."""
    for side in SIDES:
        for finding in _expected(bitext.side(side), context, side):
            yield replace(finding, source=() if side == "target" else finding.source, target=finding.source if side == "target" else ())
    addressed = _addressed(bitext)
    # Where the sheet names another addressee for each version, that they differ is right.
    pairs = [] if context.apart else matched(addressed["source"], addressed["target"])
    compared = [item for pair in pairs for item in _compare(*pair, context)]
    yield from compared
    strangers = any(item.rule is PERSON and item.related for item in compared)
    for roles in ((Role.NOTE,), (Role.SIGNATURE,), (Role.LETTERHEAD, Role.FOOTER)):
        one, two = (together(parties(bitext.side(side), *roles)) for side in SIDES)
        if one is not None and two is not None:
            yield from _compare(one, two, context)
    yield from _salutations(bitext, context, addressed, strangers)


def _addressed(bitext: Bitext) -> dict[str, tuple[Party, ...]]:
    """The addressees of both letters. An address that layout took for a letterhead is told by its likeness to the other letter's."""
    found = {side: parties(bitext.side(side), Role.ADDRESS) for side in SIDES}
    for side in SIDES:
        if not found[side] and found[other(side)]:
            heads = parties(bitext.side(side), Role.LETTERHEAD)
            found[side] = tuple(head for head in heads if any(likeness(head, party) >= 0.5 for party in found[other(side)]))
    return found


def lint(letter: Letter, context: Context) -> Iterator[Finding]:
    """What one letter shows by itself: a salutation that does not fit the address above it."""
    yield from _expected(letter, context, "source")
    addressed = parties(letter, Role.ADDRESS)
    for said in _read(letter):
        for severity, message, spans in _misfits(letter, said, addressed):
            yield Finding(SALUTATION, message[:1].upper() + message[1:], (said.span, *spans), (), severity)


def _expected(letter: Letter, context: Context, side: str) -> Iterator[Finding]:
    """What the campaign sheet says of addressee and sender, and the letter does not; spans are on the source side."""
    sheet = context.campaign
    if sheet is None:
        return
    whom, who = sheet.addressee(letter.language), sheet.sender(letter.language)
    unmet = [*(expecting.addressee(letter, whom) if whom else ()), *(expecting.sender(letter, who) if who else ())]
    for item in unmet:
        shown = (
            say("the letter has {a}", a=quote(letter, item.span.start, item.span.end)) if item.span.start < item.span.end else "the letter has none"
        )
        if item.part in ("organisation", "signatory"):
            shown = "the letter does not have it"
        message = say(
            "The {a} letter's {b} should be “{c}” ({d}); {e}.", a=context.called(side), b=_WANTED[item.part], c=item.expected, d=sheet.file, e=shown
        )
        rule = SIGNATURE if item.part in ("organisation", "signatory") else EXPECTED
        severity = Severity.MAJOR if item.part == "salutation" else rule.severity
        yield Finding(rule, message, (item.span,), (), severity, item.expected)


_WANTED = {
    "person": "addressee",
    "office": "addressee's office",
    "salutation": "salutation",
    "organisation": "sender",
    "signatory": "signatory",
}


def _compare(source: Party, target: Party, context: Context) -> Iterator[Finding]:
    found: list[Finding] = []
    stranger = None
    for one, two, apart in people(source, target) if source.role not in {Role.LETTERHEAD, Role.FOOTER} else ():
        spans = (tuple([one.span] if one else ()), tuple([two.span] if two else ()))
        finding = _finding("person", source, target, spans, context, missing=one is None or two is None)
        if apart and one is not None and two is not None and source.role is Role.ADDRESS and stranger is None:
            stranger = finding
        else:
            found.append(finding)
    # Letterheads have mottos and registers, which translators render freely: of their words only the organisation's name counts.
    heads = source.role in {Role.LETTERHEAD, Role.FOOTER}
    said = organisations(source, target, context.alike) if heads else titles(source, target, context.alike, every=stranger is not None)
    differences: list[Difference] = [*said, *whereabouts(source, target, context.alike)]
    if heads:
        differences = [item for item in differences if item.certain or item.kind == "institution"]
    for difference in differences:
        spans = (difference.source, difference.target)
        found.append(_finding(difference.kind, source, target, spans, context, not (difference.source and difference.target), difference.certain))
    if stranger is None and source.role is Role.ADDRESS:
        stranger, found = _changed_places(found)
    if stranger is not None:
        # Another recipient is one error, whatever else of the address goes with it: the whole blocks are pointed at.
        yield replace(stranger, source=source.spans, target=target.spans, related=tuple(found)) if found else stranger
        return
    yield from found


def _changed_places(found: list[Finding]) -> tuple[Finding | None, list[Finding]]:
    """A person on one side where the other side has an office: another recipient too."""
    person = next((item for item in found if item.rule is PERSON), None)
    office = next((item for item in found if item.rule is OFFICE), None)
    if person is None or office is None or person.severity is not Severity.MAJOR or office.severity is not Severity.MAJOR:
        return None, found
    return replace(person, severity=PERSON.severity), [item for item in found if item is not person]


def _finding(
    kind: str,
    source: Party,
    target: Party,
    spans: tuple[tuple[Span, ...], tuple[Span, ...]],
    context: Context,
    missing: bool = False,
    certain: bool = True,
) -> Finding:
    """A finding about one part of two parties; what is missing on one side points at that side's block."""
    role = source.role
    sender = role in {Role.SIGNATURE, Role.LETTERHEAD, Role.FOOTER}
    rule = ADDRESS if kind not in _RULES else SIGNATURE if sender else _RULES[kind]
    whose = {Role.ADDRESS: "addressee's", Role.NOTE: "copy's", Role.SIGNATURE: "signatory's"}.get(role, "sender's")
    texts = [_said(party, found) for party, found in ((source, spans[0]), (target, spans[1]))]
    names = [context.called(side) for side in SIDES]
    called: str = say("The {a} {b}", a=whose, b=_CALLED[kind]) if kind != "person" else _PEOPLE.get(role, "The signatory")
    if texts[0] and texts[1]:
        message = say("{a} differs: the {b} letter says {c}, the {d} letter {e}.", a=called, b=names[0], c=texts[0], d=names[1], e=texts[1])
    else:
        side = 0 if texts[0] else 1
        message = say("{a} stands in the {b} letter only: {c}.", a=called, b=names[side], c=texts[side])
    placed = [found or (party.spans[-1],) for party, found in ((source, spans[0]), (target, spans[1]))]
    severity = rule.severity if role is not Role.NOTE and not missing else min(rule.severity, Severity.MAJOR)
    for index, party in enumerate((source, target)):
        # A blank that nobody filled in stands for what differs: its own finding is to lead this one.
        blank = blank_in(party.letter, spans[index] or party.spans)
        if blank is not None:
            placed[index] = (blank,)
            severity = min(severity, Severity.MAJOR)
    return Finding(rule, message, placed[0], placed[1], severity, confidence=1.0 if certain else 0.7)


def _said(party: Party, spans: tuple[Span, ...]) -> str:
    """The parts that hold the words, quoted: a word alone does not tell a reader what it belongs to."""
    texts = []
    for span in spans:
        holder = next((part.span for part in party.parts if part.span.covers(span)), span)
        if holder not in texts:
            texts.append(holder)
    return ", ".join(quote(party.letter, span.start, span.end) for span in texts[:3])


def _read(letter: Letter) -> list[Salutation]:
    words = lexicon.load(letter.language)
    return [salutation(letter.text, block.span, words) for block in letter.blocks if block.role is Role.SALUTATION]


def _salutations(bitext: Bitext, context: Context, addressed: dict[str, tuple[Party, ...]], strangers: bool) -> Iterator[Finding]:
    """Salutations against the addressee of their own letter, then against each other; `strangers` tells that the addressees differ."""
    said = {side: _read(bitext.side(side)) for side in SIDES}
    within: dict[str, list[tuple[Severity, str, tuple[Span, ...]]]] = {}
    for side in SIDES:
        letter = bitext.side(side)
        within[side] = [found for item in said[side] for found in _misfits(letter, item, addressed[side])]
        if not within[side] and not strangers and (found := _gender(addressed[other(side)])) is not None and _gender(addressed[side]) is None:
            within[side] = list(_against(letter, said[side], found[0], context.called(other(side))))
    # Where each salutation fits the office above it, two words for one office are the translator's.
    fits = all(not within[side] and _held(addressed[side]) for side in SIDES)
    across = [] if context.apart else list(_contradictions(said["source"], said["target"], bitext, context, fits))
    for side in SIDES:
        if not within[side]:
            continue
        severity, message, spans = max(within[side], key=lambda found: found[0])
        own, facing = said[side][0].span, tuple(item.span for item in said[other(side)][:1])
        if across and not within[other(side)]:
            severity = max(severity, across[0][0])
        across = []
        yield Finding(
            SALUTATION, say("In the {a} letter, {b}", a=context.called(side), b=message), *both_sides(side, (own, *spans), facing), severity
        )
    for severity, message in across[:1]:
        yield Finding(SALUTATION, message, (said["source"][0].span,), (said["target"][0].span,), severity)


def _misfits(letter: Letter, said: Salutation, addressed: tuple[Party, ...]) -> Iterator[tuple[Severity, str, tuple[Span, ...]]]:
    """What in a salutation contradicts the address of the same letter: severity, message (without its start), places in the address."""
    greeting = quote(letter, said.span.start, said.span.end)
    lines = ("honorific", "office", "institution")
    offices = [(term, part) for party in addressed for term, part in party.terms(party.of(*lines)) if "role" in term.kinds()]
    words = lexicon.load(letter.language)
    if said.roles and offices:
        # "Signor Presidente" greets the "Presidente del Consiglio dei ministri": the words of an office count one by one.
        terms = [*(term for term, _ in offices), *(word for term, _ in offices for form in term.form.split() for word in words.terms(form))]
        roles = frozenset(concept for term in terms for concept in term.of("role"))
        # Of several people greeted each one's office must be an addressee's; one person may be greeted by any of his.
        greeted = [term.of("role") for term in said.offices] if said.plural else [said.roles]
        if not all(meet(office, roles) for office in greeted):
            spans = tuple(dict.fromkeys(part.span for _, part in offices))[:2]
            shown = quote(letter, spans[0].start, spans[0].end)
            yield Severity.CRITICAL, say("the salutation {a} does not fit the addressee, {b}.", a=greeting, b=shown), spans
    names = [(part, party) for party in addressed for part in party.of("person") if blank_in(letter, (part.span,)) is None]
    if said.people and names:
        known = [name_words(part.text, party.lexicon) for part, party in names]
        language = names[0][1].lexicon.language
        if not all(any(same_name(person, name, (language, language)) for name in known) for person in said.people):
            part = names[0][0]
            shown = quote(letter, part.span.start, part.span.end)
            yield Severity.CRITICAL, say("the salutation {a} names somebody else than the address, {b}.", a=greeting, b=shown), (part.span,)
    gender = _gender(addressed)
    if said.gender and gender and said.gender != gender[0] and not said.plural:
        spans = (gender[1],)
        shown = quote(letter, gender[1].start, gender[1].end)
        yield (
            Severity.MAJOR,
            say("the salutation {a} greets {b}, the address {c} {d}.", a=greeting, b=_WORDS[said.gender], c=shown, d=_WORDS[gender[0]]),
            spans,
        )


def _against(letter: Letter, said: list[Salutation], gender: str, called: str) -> Iterator[tuple[Severity, str, tuple[Span, ...]]]:
    """A salutation against the gender that only the other letter's address shows."""
    for item in said:
        if item.gender and item.gender != gender and not item.plural:
            greeting = quote(letter, item.span.start, item.span.end)
            yield (
                Severity.MAJOR,
                say("the salutation {a} greets {b}, the {c} letter's address {d}.", a=greeting, b=_WORDS[item.gender], c=called, d=_WORDS[gender]),
                (),
            )


_WORDS = {"m": "a man", "f": "a woman"}


def _gender(addressed: tuple[Party, ...]) -> tuple[str, Span] | None:
    """The gender that the titles of a single addressee show, or a feminine office."""
    people_named = [part for party in addressed for part in party.of("person")]
    if len(addressed) != 1 or len(people_named) > 1:
        return None
    party = addressed[0]
    terms = party.terms(party.of("honorific", "person", "office"))
    shown = [(term.gender, part.span) for term, part in terms if term.gender and sort_of(term)]
    if not shown:
        shown = [("f", part.span) for term, part in terms if term.gender == "f" and "role" in term.kinds()]
    genders = {gender for gender, _ in shown}
    return shown[0] if len(genders) == 1 else None


def _held(addressed: tuple[Party, ...]) -> bool:
    """Whether an address says an office."""
    return any("role" in term.kinds() for party in addressed for term, _ in party.terms(party.of("office")))


def _contradictions(
    source: list[Salutation], target: list[Salutation], bitext: Bitext, context: Context, fits: bool
) -> Iterator[tuple[Severity, str]]:
    """What in two salutations cannot be said to one and the same person; `fits` tells that both offices fit their own addresses."""
    if not source or not target:
        return
    one, two = source[0], target[0]
    texts = [quote(bitext.side(side), item.span.start, item.span.end) for side, item in (("source", one), ("target", two))]
    said = say("the {a} letter begins {b}, the {c} letter {d}.", a=context.called("source"), b=texts[0], c=context.called("target"), d=texts[1])
    languages = (bitext.source.language, bitext.target.language)
    if len(one.people) == len(two.people) == 1 and not same_name(one.people[0], two.people[0], languages):
        yield Severity.CRITICAL, say("The salutations name different people: {a}", a=said)
    if one.roles and two.roles and not fits and not meet(one.roles, two.roles):
        yield Severity.CRITICAL, say("The salutations address different offices: {a}", a=said)
    if one.gender and two.gender and one.gender != two.gender:
        yield Severity.MAJOR, say("One salutation addresses a man, the other a woman: {a}", a=said)
    if one.plural != two.plural and not one.generic and not two.generic:
        yield Severity.MAJOR, say("One salutation addresses one person, the other several: {a}", a=said)
    if one.ranks and two.ranks and not meet(one.ranks, two.ranks):
        yield Severity.MAJOR, say("The salutations use different ranks: {a}", a=said)
