"""Small words that carry the meaning of a sentence: negation, hedges, obligation, certainty and quantifiers, from data/wording/*.toml.

Keys of a language's file:

ending      named lists of word endings, for patterns
negation    `particle` ("not"), `word` (negates by itself: "nobody"), `with_particle` (only beside a particle: French "personne"), `after`
            (only behind one: French "plus"), `weak` particles that
            negate only together with one of these (French "ne"), `link` (goes on with a negation: "nor"), `concord` (whether several in a
            clause are one: "non ... nessuno"), `void` phrases that do not negate ("not only"), `wide` words that may answer a negation ("fail"),
            `again` the words of the first lists once more, as such, `prefix` of adjectives that may ("un-") but for
            `plain` words; `expletive` phrases behind which "not" means nothing ("a meno che non")
hedge       `strict` words that the other language must answer, `mood` forms of verbs that say the same, `source` attributions ("according to")
            which `basis` may answer too, `wide` what may answer, `void`
obligation  patterns by value: `duty` are forms that say "must" or "should" (`not_duty` negated), `chance` nouns ("possibility"), `perhaps` weak forms
certainty, quantifier   patterns by value, and `void`; the quantifier `any` answers every other

A pattern is words with blanks between: "a|b" is either ("a|b_c" is "a", or "b c"), "word*" and "*word" begin or end so, "<name>"
has one of the endings of that name, "<number>" begins with a digit, "…" is up to seven words without a comma and "‥" up to three. Case does
not matter, accents do. Every list is a list of patterns.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from letterqa.letter import Span
from letterqa.locales import SUPPORTED, primary

_TOKEN = re.compile(r"[^\W\d_]+?(?=n['’]t\b)|n['’]t\b|['’]ll\b|[^\W\d_]+|\d+(?:[.,]\d+)*")
_HARD = re.compile(r"[.;:!?…()\[\]\n–—]|\s-\s")
_GAPS = {"…": 7, "‥": 3}  # words that each may stand for
_NEAR = 8  # words between two parts of one negation
_IDLE = 13  # words behind "a meno che" in which "non" means nothing
_LINKED = 25  # words between "not" and its "nor"
_STEM = 3  # letters that a word has before one of the endings
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
class _Token:
    text: str
    start: int
    end: int
    broken: int  # ends of sentences and clauses before it
    commas: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A word of a pattern: any of some forms, beginnings or endings, or a number; `gap` words of any kind for "…"."""

    forms: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    number: bool = False
    gap: int = 0

    def fits(self, text: str) -> bool:
        return (
            text in self.forms
            or (self.number and text[0].isdigit())
            or (bool(self.starts) and text.startswith(self.starts))
            or (bool(self.ends) and text.endswith(self.ends) and any(len(text) - len(end) >= _STEM for end in self.ends if text.endswith(end)))
        )


@dataclass(frozen=True, slots=True)
class _Pattern:
    parts: tuple[_Part, ...]
    kind: str
    sort: str


@dataclass
class _Wording:
    patterns: tuple[_Pattern, ...]
    prefixes: tuple[str, ...]
    plain: tuple[_Part, ...]
    concord: bool
    memo: dict[str, tuple[_Pattern, ...]] = field(default_factory=dict)

    def beginning(self, text: str) -> tuple[_Pattern, ...]:
        """The patterns whose first word a word may be."""
        known = self.memo.get(text)
        if known is None:
            if len(self.memo) > _MEMO:
                self.memo.clear()
            known = self.memo[text] = tuple(pattern for pattern in self.patterns if pattern.parts[0].fits(text))
        return known


@cache
def _load(code: str) -> _Wording:
    data: dict[str, Any] = tomllib.loads((resources.files("letterqa") / "data" / "wording" / f"{code}.toml").read_text(encoding="utf-8"))
    endings = {name: tuple(listed) for name, listed in data.pop("ending").items()}
    negation = data["negation"]
    concord, prefixes = bool(negation.pop("concord")), tuple(negation.pop("prefix"))
    plain = _parts("|".join(negation.pop("plain", ())), {})
    found = [
        _Pattern(_parts(whole, endings), kind, sort)
        for kind, table in data.items()
        for sort, listed in table.items()
        for text in listed
        for whole in _expanded(text)
    ]
    return _Wording(tuple(found), prefixes, plain, concord)


def _expanded(text: str) -> list[str]:
    """A pattern, and one more for each of its alternatives of several words."""
    words = text.split()
    made = [" ".join("|".join(option for option in word.split("|") if "_" not in option) for word in words)]
    for at, word in enumerate(words):
        for option in word.split("|"):
            if "_" in option:
                made.append(" ".join([*words[:at], *option.split("_"), *words[at + 1 :]]))
    return [whole for whole in made if len(whole.split()) >= len(words)]


def _parts(text: str, endings: dict[str, tuple[str, ...]]) -> tuple[_Part, ...]:
    parts = []
    for word in text.split():
        if word in _GAPS:
            parts.append(_Part(frozenset(), (), (), gap=_GAPS[word]))
            continue
        options = [option for option in word.split("|") if option]
        named = [ending for option in options if option.startswith("<") and option != "<number>" for ending in endings[option.strip("<>")]]
        plain = [option for option in options if not option.startswith("<")]
        parts.append(
            _Part(
                frozenset(option.replace("'", "’") for option in plain if "*" not in option),
                tuple(option[:-1] for option in plain if option.endswith("*")),
                (*(option[1:] for option in plain if option.startswith("*")), *named),
                "<number>" in options,
            )
        )
    return tuple(parts)


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    broken = commas = end = 0
    for match in _TOKEN.finditer(text):
        gap = text[end : match.start()]
        if gap and gap != " ":
            # "No. 87" does not end a sentence.
            broken += 0 if gap.strip() == "." and match[0][0].isdigit() else len(_HARD.findall(gap))
            commas += gap.count(",")
        end = match.end()
        found.append(_Token(match[0].lower().replace("'", "’"), match.start(), end, broken, commas))
    return found


@lru_cache(maxsize=256)
def markers(text: str, language: str) -> tuple[Marker, ...]:
    """The markers of a text in a language (a BCP 47 tag), in order of place; none in a language without data."""
    code = primary(language)
    if code not in SUPPORTED:
        return ()
    words, every = _load(code), _tokens(text)
    hits: list[tuple[_Pattern, tuple[int, ...]]] = []
    void: dict[str, set[int]] = {}
    for at, token in enumerate(every):
        for pattern in words.beginning(token.text):
            path = _match(pattern.parts, every, at)
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
        Marker(_span(every, path), pattern.kind, "" if pattern.sort == "wide" else pattern.sort, False)
        for pattern, path in hits
        if pattern.sort in ("wide", "again", "basis")
    ]
    found += [
        Marker(Span(token.start, token.end), "negation", "", False)
        for token in every
        if token.text.startswith(words.prefixes)
        and not any(part.fits(token.text) for part in words.plain)
        and _negated(token.text, words.prefixes, code)
    ]
    return tuple(sorted(set(found), key=lambda item: (item.span, item.kind, item.value, item.strict)))


def _negated(text: str, prefixes: Sequence[str], code: str) -> bool:
    """Whether what follows a negative prefix is a word."""
    from letterqa.lexicon import plain
    from letterqa.mentions.names import ordinary

    return any(text.startswith(prefix) and len(text) - len(prefix) >= _STEM and ordinary(plain(text[len(prefix) :]), code) for prefix in prefixes)


def _match(parts: tuple[_Part, ...], every: Sequence[_Token], at: int) -> tuple[int, ...] | None:
    """The words of a pattern that begins at a word (which fits its first part); the nearest for what follows "…"."""
    path = [at]
    index, gap = at + 1, 0
    for part in parts[1:]:
        if part.gap:
            gap = part.gap
            continue
        for step in range(gap + 1):
            if index + step >= len(every) or not _together(every, at, index + step, gap):
                return None
            if part.fits(every[index + step].text):
                index += step
                break
        else:
            return None
        path.append(index)
        index, gap = index + 1, 0
    return tuple(path)


def _together(every: Sequence[_Token], one: int, two: int, gap: int) -> bool:
    return every[one].broken == every[two].broken and every[one].commas == every[two].commas


def _span(every: Sequence[_Token], path: Sequence[int]) -> Span:
    return Span(every[path[0]].start, every[path[-1]].end)


def _negations(text: str, hits: Sequence[tuple[_Pattern, tuple[int, ...]]], every: Sequence[_Token], words: _Wording) -> Iterator[Marker]:
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


def _one(group: list[tuple[str, tuple[int, ...]]], sort: str, at: int, every: Sequence[_Token], words: _Wording) -> bool:
    """Whether a negative word belongs to the negation before it."""
    last = group[-1][1][-1]
    if not words.concord or every[last].broken != every[at].broken or at - last > _NEAR:
        return False
    if every[last].commas != every[at].commas and {"with_particle", "after"} & {sort, group[-1][0]}:
        return False
    particles = sum(held in ("particle", "weak") for held, _ in group)
    # One particle in a negation, or a word before it ("nessuno non").
    return not (sort in ("particle", "weak") and particles)


def _linked(group: list[tuple[str, tuple[int, ...]]], at: int, every: Sequence[_Token]) -> bool:
    """Whether "nor" goes on with a negation."""
    last = group[-1][1][-1]
    return every[last].broken == every[at].broken and at - last <= _LINKED


def _hedges(hits: Sequence[tuple[_Pattern, tuple[int, ...]]], every: Sequence[_Token]) -> Iterator[Marker]:
    """Hedges; of overlapping ones the longest."""
    taken: set[int] = set()
    chosen = [(path, pattern.sort) for pattern, path in hits if pattern.kind == "hedge" and pattern.sort in ("strict", "mood", "source")]
    for path, sort in sorted(chosen, key=lambda item: (-len(item[0]), item[0])):
        if not taken.intersection(path):
            taken.update(path)
            yield Marker(_span(every, path), "hedge", "" if sort == "strict" else sort)


def _valued(hits: Sequence[tuple[_Pattern, tuple[int, ...]]], every: Sequence[_Token]) -> Iterator[Marker]:
    """Markers with a value; of overlapping ones of a kind the longest."""
    for kind, values in VALUES.items():
        taken: set[int] = set()
        chosen = [(path, pattern.sort) for pattern, path in hits if pattern.kind == kind and pattern.sort in values]
        for path, sort in sorted(chosen, key=lambda item: (-len(item[0]), item[0][0], values.index(item[1]))):
            if not taken.intersection(path):
                taken.update(path)
                yield Marker(_span(every, path), kind, sort)
