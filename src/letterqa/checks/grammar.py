"""Grammar and spelling of each letter, by LanguageTool, and agreement in number by itself; false friends by the language of the other letter."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from letterqa.bitext import SIDES, Bitext
from letterqa.context import Context, on_side, other, quote
from letterqa.errors import Unavailable
from letterqa.finding import Finding, Rule, Severity
from letterqa.letter import PROSE, Letter, Role, Span
from letterqa.lexicon import plain
from letterqa.locales import load, primary
from letterqa.mentions.agreement import disagreements
from letterqa.mentions.facts import facts
from letterqa.mentions.names import names, ordinary
from letterqa.proofreading import Slip
from letterqa.saying import say
from letterqa.spelling import slips
from letterqa.termbase.concepts import TermBase
from letterqa.variants import variant

SPELLING = Rule(
    "grammar.spelling",
    "linguistic/spelling",
    Severity.MINOR,
    "A word is misspelled.",
    "Readers, and officials, take the letter less seriously.",
    "“independant”",
)
ERROR = Rule(
    "grammar.error",
    "linguistic/grammar",
    Severity.MINOR,
    "A sentence breaks a rule of grammar.",
    "It shows that nobody read the letter before it was sent.",
    "“The witnesses has withdrawn”",
)
AGREEMENT = Rule(
    "grammar.agreement",
    "linguistic/grammar",
    Severity.MINOR,
    "A subject in the plural has a verb in the singular.",
    "It shows that nobody read the letter before it was sent.",
    "“alcuni testimoni ha ritirato”",
)
PUNCTUATION = Rule(
    "grammar.punctuation",
    "linguistic/punctuation",
    Severity.MINOR,
    "A punctuation mark is missing, or one too many.",
    "It shows that nobody read the letter before it was sent.",
    "“However we ask”",
)
FRIEND = Rule(
    "grammar.false-friend",
    "accuracy/mistranslation",
    Severity.MINOR,
    "A word looks like one of the other letter's language, and may mean something else.",
    "A translator under pressure writes the word that comes first.",
    "“actually” for Italian “attualmente”",
)
RULES = (SPELLING, ERROR, AGREEMENT, PUNCTUATION, FRIEND)

_TEXT = PROSE | {Role.FOOTER, Role.NOTE, Role.HEADING, Role.SUBJECT, Role.CLOSING}
_PART = re.compile(r"[^\W\d_]+")
_BY_ISSUE = {"misspelling": SPELLING, "grammar": ERROR, "typographical": PUNCTUATION, "whitespace": PUNCTUATION, "duplication": ERROR}


@dataclass(frozen=True)
class Data:
    """data/grammar.toml: rules, categories and types of LanguageTool that are not asked for; categories that are grammar of their own."""

    rules: frozenset[str]
    categories: frozenset[str]
    friends: frozenset[str]
    grammatical: frozenset[str]


@cache
def data() -> Data:
    """The file, read once."""
    table = tomllib.loads((resources.files("letterqa") / "data" / "grammar.toml").read_text(encoding="utf-8"))
    return Data(frozenset(table["off"]["rules"]), frozenset(table["off"]["categories"]), frozenset(table["friends"]), frozenset(table["grammatical"]))


def run(bitext: Bitext, context: Context) -> Iterator[Finding]:
    """All findings about grammar and spelling, both letters. Raises Unavailable at the end where there is no LanguageTool."""
    for side in SIDES:
        for finding in _agreement(bitext.side(side), context.called(side)):
            yield on_side(side, finding)
    reasons = []
    for side in SIDES:
        try:
            for finding in _letter(bitext.side(side), bitext.side(other(side)), context, side):
                yield on_side(side, finding)
        except Unavailable as error:
            reasons.append(error.reason)
    if reasons:
        raise Unavailable(reasons[0])


def lint(letter: Letter, context: Context) -> Iterator[Finding]:
    """What one letter shows by itself."""
    yield from _agreement(letter, context.called("source"))
    yield from _letter(letter, None, context, "source")


def _agreement(letter: Letter, called: str) -> Iterator[Finding]:
    for segment in letter.segments:
        if letter.role_of(segment) in _TEXT:
            for held in disagreements(letter[segment.span], letter.language):
                span = Span(segment.span.start + held.start, segment.span.start + held.end)
                message = say("In the {a} letter, subject and verb do not agree: {b}.", a=called, b=quote(letter, span.start, span.end))
                yield Finding(AGREEMENT, message, (span,), (), AGREEMENT.severity, confidence=0.7)


def _letter(letter: Letter, facing: Letter | None, context: Context, side: str) -> Iterator[Finding]:
    if context.proofreader is None:
        return
    tag, _ = variant(letter)
    text, starts = _text(letter)
    if not text.strip():
        return
    mother = primary(facing.language) if facing is not None else None
    known = _known(letter, facing, context.terms)
    missing: Unavailable | None = None
    try:
        found = context.proofreader.proofread(text, tag, mother)
    except Unavailable as error:
        found, missing = slips(text, letter.language), error
    for slip in found:
        span = _place(slip, starts)
        if span is not None and (rule := _rule(slip)) is not None and not known.excuses(slip, span, rule):
            yield _finding(letter, facing, context.called(side), slip, span, rule)
    if missing is not None:
        raise Unavailable(say("{a} Slips of spelling were looked for in a small dictionary.", a=missing.reason)) from missing


def _text(letter: Letter) -> tuple[str, list[tuple[int, int, int]]]:
    """The running text with a blank line between blocks, and where each block starts and ends in it and starts in the letter."""
    parts: list[str] = []
    starts = []
    at = 0
    for block in letter.blocks:
        if block.role not in _TEXT or block.parts or block.language not in (None, primary(letter.language)):
            continue
        part = letter[block.span].replace("\n", " ")
        starts.append((at, at + len(part), block.span.start))
        parts.append(part)
        at += len(part) + 2
    return "\n\n".join(parts), starts


def _place(slip: Slip, starts: list[tuple[int, int, int]]) -> Span | None:
    """The place in the letter; None where it goes beyond a block."""
    for start, end, origin in starts:
        if start <= slip.start and slip.end <= end:
            return Span(origin + slip.start - start, origin + slip.end - start)
    return None


def _rule(slip: Slip) -> Rule | None:
    """The rule of ours under which LanguageTool's goes; None for one that is switched off."""
    table = data()
    if slip.rule in table.rules or slip.category in table.categories:
        return None
    if slip.category in table.friends:
        return FRIEND
    if slip.category in table.grammatical:
        return ERROR
    return _BY_ISSUE.get(slip.issue)


@dataclass(frozen=True)
class _Known:
    """What is no error in this letter, whatever LanguageTool thinks of it."""

    letter: Letter
    spans: tuple[Span, ...]
    words: frozenset[str]
    terms: frozenset[str]
    names: frozenset[str]
    language: str

    def excuses(self, slip: Slip, span: Span, rule: Rule) -> bool:
        """Names, codes, addresses, terms and words of the other letter are right as they are."""
        if any(held.covers(span) or (rule is not SPELLING and held.overlaps(span)) for held in self.spans):
            return True
        if rule is not SPELLING:
            return False
        said = self.letter[span]
        if any(item.lower() == said.lower() for item in slip.replacements):
            return True  # a capital of courtesy: "incontrarLa"
        if _abbreviates(self.letter, span):
            return True
        if self.letter.text[span.start - 1 : span.start] == ".":
            return True  # its second half: "dott.ssa"
        forms = [plain(match[0]) for match in _PART.finditer(said)]
        return all(len(form) < 3 or form in self.terms or self._foreign(form) or self._derived(form) for form in forms)

    def _foreign(self, form: str) -> bool:
        """Whether the other letter has a word, or one that differs by its ending, or the word is one of its language."""
        return form in self.words or ordinary(form, self.language) or any(form[:-1] == word or form == word[:-1] for word in self.near(form[:3]))

    def _derived(self, form: str) -> bool:
        """Whether it is a small word made from a name of either letter, as those of peoples are: "azere" beside "Azerbaigian"."""
        return any(name.startswith(form[:-cut]) for cut in _ENDING if len(form) - cut >= 4 for name in self.names)

    def near(self, start: str) -> list[str]:
        """The other letter's words that begin so."""
        return [word for word in self.words if word.startswith(start)]


def _abbreviates(letter: Letter, span: Span) -> bool:
    """Whether a full stop behind a word does not end a sentence: one that the locale knows, or that small letters or figures follow."""
    after = letter.text[span.end : span.end + 3]
    if not after.startswith("."):
        return False
    locale = load(primary(letter.language))
    known = {item.lower() for item in (*locale.abbreviation, *locale.honorific, *locale.numbered)}
    rest = after[1:].lstrip()
    return f"{letter[span].lower()}." in known or rest[:1].islower() or rest[:1].isdigit()


def _known(letter: Letter, facing: Letter | None, terms: TermBase) -> _Known:
    mentioned = facts(letter.text, letter.language)
    spans = [name.span for name in names(letter.text, letter.language)]
    spans += [code.span for code in mentioned.codes]
    spans += [Span(match.start(), match.end()) for match in _FOREIGN.finditer(letter.text)]
    words = frozenset(plain(match[0]) for match in _PART.finditer(facing.text)) if facing is not None else frozenset()
    both = (letter, facing) if facing is not None else (letter,)
    called = frozenset(plain(match[0]) for held in both for match in _NAMED.finditer(held.text) if match[0][0].isupper())
    return _Known(letter, tuple(spans), words, _words(terms), called, primary(facing.language) if facing is not None else "")


# Words that begin no sentence; those with a capital are names.
_NAMED = re.compile(r"(?<=[^\W\d_][ ’'])[^\W\d_]{5,40}")
_ENDING = (1, 2)  # letters in which an adjective or inhabitant's name may differ from the beginning of the name it is made from
_FOREIGN = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|#\w+|@\w+")


@lru_cache(maxsize=32)
def _words(terms: TermBase) -> frozenset[str]:
    return frozenset(plain(match[0]) for concept in terms.concepts for term in concept.terms for match in _PART.finditer(term.text))


def _finding(letter: Letter, facing: Letter | None, called: str, slip: Slip, span: Span, rule: Rule) -> Finding:
    right = slip.replacements[0] if slip.replacements else None
    severity = rule.severity
    if rule is SPELLING and facing is not None:
        # A name that the other letter has as LanguageTool would write it.
        named = next((item for item in slip.replacements if item[:1].isupper() and re.search(rf"(?<!\w){re.escape(item)}(?!\w)", facing.text)), None)
        if named is not None:
            right, severity = named, Severity.MAJOR
    proposed = f" Perhaps “{right}”." if right else ""
    # LanguageTool's messages come from the server: they are shown as text, never as markup.
    message = say(
        "In the {a} letter, {b}: {c}{d} [{e}]",
        a=called,
        b=quote(letter, span.start, span.end),
        c=" ".join(slip.message.split()),
        d=proposed,
        e=slip.origin,
    )
    return Finding(rule, message, (span,), (), severity, right, confidence=0.6)
