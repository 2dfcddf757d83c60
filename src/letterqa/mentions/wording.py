"""Small words that carry the meaning of a sentence: negation, hedges, obligation, certainty and quantifiers, from data/wording/*.toml.

Keys of a language's file:

ending      named lists of word endings, for patterns
negation    `particle` ("not"), `word` (negates by itself: "nobody"), `with_particle` (only beside a particle: French "personne"), `after`
            (only behind one: French "plus"), `weak` particles that
            negate only together with one of these (French "ne"), `link` (goes on with a negation: "nor"), `concord` (whether several in a
            clause are one: "non ... nessuno"), `void` phrases that do not negate ("not only"), `wide` words that may answer a negation ("fail"),
            `privative` of the first lists those that deny what is right behind them ("without"),
            `again` the words of the first lists once more, as such, `prefix` of adjectives that may ("un-") but for
            `plain` words; `expletive` phrases behind which "not" means nothing ("a meno che non")
hedge       `strict` words that the other language must answer, `mood` forms of verbs that say the same, `source` attributions ("according to")
            which `basis` may answer too, `wide` what may answer, `void`
obligation  patterns by value: `duty` are forms that say "must" or "should" (`not_duty` negated), `chance` nouns ("possibility"), `perhaps` weak forms
certainty, quantifier   patterns by value, and `void`; the quantifier `any` answers every other

Every list is a list of patterns (see mentions/patterns.py).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from letterqa.letter import Span
from letterqa.locales import SUPPORTED, primary
from letterqa.mentions.patterns import STEM, Beginnings, Part, Token, expanded, match, parsed, span, tokens

_NEAR = 8  # words between two parts of one negation
_IDLE = 13  # words behind "a meno che" in which "non" means nothing
_LINKED = 25  # words between "not" and its "nor"
_MEMO = 100_000

VALUES = {
    "obligation": ("must", "duty", "should", "may", "chance", "perhaps", "no", "not_duty", "should_not", "exempt", "will"),
    "certainty": ("certain", "possible"),
    "quantifier": ("all", "most", "many", "several", "some", "few", "none", "one", "any"),
}


@dataclass(frozen=True, slots=True)
class Marker:
    """A place where a text negates, hedges, obliges...: `kind` is a table of the data, `value` its key ("" for a negation or hedge); `strict`
    tells what the other language must answer from what may only answer. A hedge's value is "mood" for a form of the verb, "source" for an
    attribution, "basis" for what answers only that; "again" is a negation that may answer a second one."""

    span: Span
    kind: str
    value: str = ""
    strict: bool = True


@dataclass(frozen=True, slots=True)
class _Pattern:
    parts: tuple[Part, ...]
    kind: str
    sort: str


@dataclass
class _Wording:
    patterns: Beginnings[_Pattern]
    prefixes: tuple[str, ...]
    plain: tuple[Part, ...]
    concord: bool
    privatives: frozenset[str]


@cache
def _load(code: str) -> _Wording:
    data: dict[str, Any] = tomllib.loads((resources.files("letterqa") / "data" / "wording" / f"{code}.toml").read_text(encoding="utf-8"))
    endings = {name: tuple(listed) for name, listed in data.pop("ending").items()}
    negation = data["negation"]
    concord, prefixes, privative = bool(negation.pop("concord")), tuple(negation.pop("prefix")), frozenset(negation.pop("privative"))
    plain = parsed("|".join(negation.pop("plain", ())), {})
    found = [
        _Pattern(parsed(whole, endings), kind, sort)
        for kind, table in data.items()
        for sort, listed in table.items()
        for text in listed
        for whole in expanded(text)
    ]
    return _Wording(Beginnings((pattern.parts, pattern) for pattern in found), prefixes, plain, concord, privative)


@cache
def privatives(code: str) -> frozenset[str]:
    """The words of a language that deny what is right behind them: "without"."""
    return _load(code).privatives if code in SUPPORTED else frozenset()


@lru_cache(maxsize=256)
def markers(text: str, language: str) -> tuple[Marker, ...]:
    """The markers of a text in a language (a BCP 47 tag), in order of place; none in a language without data."""
    code = primary(language)
    if code not in SUPPORTED:
        return ()
    words, every = _load(code), tokens(text)
    hits: list[tuple[_Pattern, tuple[int, ...]]] = []
    void: dict[str, set[int]] = {}
    for at, token in enumerate(every):
        for _, pattern in words.patterns.of(token):
            path = match(pattern.parts, every, at)
            if path is not None:
                if pattern.sort == "void":
                    void.setdefault(pattern.kind, set()).update(path)
                else:
                    hits.append((pattern, path))
    hits = [
        (pattern, path)
        for pattern, path in hits
        if pattern.sort in ("wide", "again", "basis") or not void.get(pattern.kind, set()).intersection(path)
    ]
    found = [*_negations(text, hits, every, words), *_hedges(hits, every), *_valued(hits, every)]
    found += [
        Marker(span(every, path), pattern.kind, "" if pattern.sort == "wide" else pattern.sort, False)
        for pattern, path in hits
        if pattern.sort in ("wide", "again", "basis")
    ]
    found += [
        Marker(Span(token.start, token.end), "negation", "", False)
        for token in every
        if token.text.startswith(words.prefixes) and not any(part.fits(token) for part in words.plain) and _negated(token.text, words.prefixes, code)
    ]
    return tuple(sorted(set(found), key=lambda item: (item.span, item.kind, item.value, item.strict)))


def _negated(text: str, prefixes: Sequence[str], code: str) -> bool:
    """Whether what follows a negative prefix is a word."""
    from letterqa.lexicon import plain
    from letterqa.mentions.names import ordinary

    return any(text.startswith(prefix) and len(text) - len(prefix) >= STEM and ordinary(plain(text[len(prefix) :]), code) for prefix in prefixes)


def _negations(text: str, hits: Sequence[tuple[_Pattern, tuple[int, ...]]], every: Sequence[Token], words: _Wording) -> Iterator[Marker]:
    """Negations, where those that are one in the language are one."""
    idle = {
        index
        for pattern, path in hits
        if pattern.sort == "expletive"
        for index in range(path[-1] + 1, path[-1] + _IDLE)
        if index < len(every) and every[index].broken == every[path[-1]].broken
    }
    links = {path[0] for pattern, path in hits if (pattern.kind, pattern.sort) == ("negation", "link")}
    single: dict[int, tuple[str, tuple[int, ...]]] = {}
    for pattern, path in hits:
        if pattern.kind == "negation" and pattern.sort in ("particle", "word", "weak", "with_particle", "after"):
            held = single.get(path[0])
            if held is None or len(path) > len(held[1]):
                single[path[0]] = (pattern.sort, path)
    covered = {index for _, path in single.values() for index in path[1:]}
    groups: list[list[tuple[str, tuple[int, ...]]]] = []
    for at in sorted(single):
        sort, path = single[at]
        if at in covered or (at in idle and sort == "particle"):
            continue
        if groups and (_one(groups[-1], sort, at, every, words) or (at in links and _linked(groups[-1], at, every))):
            groups[-1].append((sort, path))
        elif sort != "after":
            groups.append([(sort, path)])
    for group in groups:
        sorts = {sort for sort, _ in group}
        strict = bool(sorts & {"particle", "word"}) or ("weak" in sorts and bool(sorts & {"with_particle", "after"}))
        if not strict and "weak" not in sorts:
            continue  # "plus" without "ne"
        real = [path for sort, path in group if sort != "with_particle" or "weak" in sorts]
        last = real[-1] if real[-1][-1] - real[0][0] <= _NEAR else real[0]
        joined = text[every[last[-1]].end :][:2]  # "no-deal" is a name for something
        yield Marker(Span(every[real[0][0]].start, every[last[-1]].end), "negation", "", strict and not (joined[:1] == "-" and joined[1:].isalpha()))


def _one(group: list[tuple[str, tuple[int, ...]]], sort: str, at: int, every: Sequence[Token], words: _Wording) -> bool:
    """Whether a negative word belongs to the negation before it."""
    last = group[-1][1][-1]
    if not words.concord or every[last].broken != every[at].broken or at - last > _NEAR:
        return False
    if every[last].commas != every[at].commas and {"with_particle", "after"} & {sort, group[-1][0]}:
        return False
    particles = sum(held in ("particle", "weak") for held, _ in group)
    # One particle in a negation, or a word before it ("nessuno non").
    return not (sort in ("particle", "weak") and particles)


def _linked(group: list[tuple[str, tuple[int, ...]]], at: int, every: Sequence[Token]) -> bool:
    """Whether "nor" goes on with a negation."""
    last = group[-1][1][-1]
    return every[last].broken == every[at].broken and at - last <= _LINKED


def _hedges(hits: Sequence[tuple[_Pattern, tuple[int, ...]]], every: Sequence[Token]) -> Iterator[Marker]:
    """Hedges; of overlapping ones the longest."""
    taken: set[int] = set()
    chosen = [(path, pattern.sort) for pattern, path in hits if pattern.kind == "hedge" and pattern.sort in ("strict", "mood", "source")]
    for path, sort in sorted(chosen, key=lambda item: (-len(item[0]), item[0])):
        if not taken.intersection(path):
            taken.update(path)
            yield Marker(span(every, path), "hedge", "" if sort == "strict" else sort)


def _valued(hits: Sequence[tuple[_Pattern, tuple[int, ...]]], every: Sequence[Token]) -> Iterator[Marker]:
    """Markers with a value; of overlapping ones of a kind the longest."""
    for kind, values in VALUES.items():
        taken: set[int] = set()
        chosen = [(path, pattern.sort) for pattern, path in hits if pattern.kind == kind and pattern.sort in values]
        for path, sort in sorted(chosen, key=lambda item: (-len(item[0]), item[0][0], values.index(item[1]))):
            if not taken.intersection(path):
                taken.update(path)
                yield Marker(span(every, path), kind, sort)
