"""Where a text uses the terms of a term base: inflected or not, the longest term first, never inside another word, in linear time.

Terms stand in a trie of word keys (Fredkin 1960), so that the time does not depend on how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from letterqa.letter import Span
from letterqa.termbase.concepts import Concept, Form, Kind, Status, Term, TermBase
from letterqa.termbase.files import prepared
from letterqa.termbase.words import Word, Wording, spelled, wording, words

_TITLED = frozenset({Kind.TREATY, Kind.BODY, Kind.ORGANISATION, Kind.OFFICE})
_NAMED = frozenset({Kind.BODY, Kind.ORGANISATION, Kind.COUNTRY, Kind.PLACE, Kind.PERSON, Kind.TREATY})
_SKIPPED = 4  # small words between two words of a term
_INSERTED = 4  # words of a phrase that stands inside a term
_CAPITALS = 3  # letters: a longer name in capitals is found in capitals only

_END = ""  # the key under which a node of the trie holds the terms that end there


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a text uses a term. `concepts` are all that the wording may stand for, `terms` the term of each, in the same order.
    `words` are how many words of the term it matched, `within` the ids of the concepts whose terms stand inside this one."""

    span: Span
    concepts: tuple[Concept, ...]
    terms: tuple[Term, ...]
    words: int
    within: frozenset[str] = frozenset()

    @property
    def acronym(self) -> bool:
        """Whether it is an acronym."""
        return all(term.form is Form.ACRONYM for term in self.terms)

    def status(self) -> Status:
        """The best status among its terms."""
        return min((term.status for term in self.terms), key=list(Status).index)

    @property
    def ids(self) -> frozenset[str]:
        """Ids of its concepts."""
        return frozenset(concept.id for concept in self.concepts)


@dataclass(frozen=True, slots=True)
class _Entry:
    concept: Concept
    term: Term
    plains: tuple[str, ...]
    links: str
    commas: int
    breaks: int
    sensitive: bool  # each word as capitalised as in the term


class Index:
    """The terms of one language, ready to be found."""

    def __init__(self, base: TermBase, tag: str) -> None:
        self.tag = tag
        self._manner: Wording = wording(tag)
        self._root: dict[str, Any] = {}
        self.size = 0
        for concept in base.concepts:
            for term in concept.of(tag):
                self._add(concept, term)

    def _add(self, concept: Concept, term: Term) -> None:
        acronym = term.form is Form.ACRONYM
        known = prepared(self.tag).get((term.text, acronym)) if concept.rank == 0 else None
        form = known or spelled(term.text, self.tag, acronym)
        if form is None:
            return
        self.size += 1
        single = len(form.ways[0][0]) == 1 and concept.kind in _NAMED and term.text[:1].isupper()
        for keys, plains, links in form.ways:
            node = self._root
            for key in keys:
                node = node.setdefault(key, {})
            sensitive = acronym or concept.case_sensitive or single
            node.setdefault(_END, []).append(_Entry(concept, term, plains, links, form.commas, form.breaks, sensitive))

    def find(self, text: str) -> tuple[Use, ...]:
        """The uses of the terms in a text, in order of place; none overlaps another, the longest holds."""
        every = words(text, self.tag)
        # Most words begin no term: that is seen before anything is built for them.
        found = [use for at in range(len(every)) if self._begins(every, at) for use in self._from(text, every, at)]
        # Longest first; of equal ones, what overrides; then the earlier.
        found.sort(key=lambda use: (-use.words, -(use.span.end - use.span.start), use.span.start))
        owner = [0] * (len(text) + 1)  # of each character, the number of the use that has it, counted from 1
        kept: list[Use] = []
        inner: dict[int, set[str]] = {}
        for use in found:
            holders = set(owner[use.span.start : use.span.end])
            if holders == {0}:
                kept.append(use)
                owner[use.span.start : use.span.end] = [len(kept)] * (use.span.end - use.span.start)
            elif len(holders) == 1:
                number = holders.pop()
                outer = kept[number - 1]
                # The beginning of a treaty's name is not another treaty: "African Charter" in that on the Rights and Welfare of the Child.
                if use.span.start != outer.span.start or use.concepts[0].kind is not outer.concepts[0].kind:
                    inner.setdefault(number, set()).update(use.ids)
        kept = [replace(use, within=frozenset(inner.get(number, ()))) for number, use in enumerate(kept, start=1)]
        return tuple(sorted(kept, key=lambda use: use.span.start))

    def _begins(self, every: Sequence[Word], at: int) -> bool:
        """Whether some term may begin at a word."""
        word = every[at]
        if word.key in self._root or (at + 1 < len(every) and every[at + 1].glued):
            return True
        raw = word.raw
        return not raw.islower() and (f"={raw}" in self._root or (raw[-1] == "s" and f"={raw[:-1]}" in self._root))

    def _from(self, text: str, every: Sequence[Word], at: int) -> Iterator[Use]:
        """The uses that begin at a word, the longest first."""
        ends: dict[int, list[tuple[_Entry, int]]] = {}
        for entry, path in self._walk(every, at):
            if self._fits(text, every, path, entry):
                ends.setdefault(path[-1], []).append((entry, len(path)))
        for last in sorted(ends, reverse=True):
            yield self._use(text, every, (at, last), ends[last])

    def _use(self, text: str, every: Sequence[Word], ends: tuple[int, int], best: list[tuple[_Entry, int]]) -> Use:
        at, last = ends
        rank = max(entry.concept.rank for entry, _ in best)
        entries = [entry for entry, _ in best if entry.concept.rank == rank]
        # What is written as the term is, capitals included, leaves out what is only alike.
        shown = text[every[at].start : every[last].end]
        entries = [entry for entry in entries if entry.term.text == shown] or entries
        first: dict[str, _Entry] = {}
        for entry in entries:
            held = first.get(entry.concept.id)
            if held is None or list(Status).index(entry.term.status) < list(Status).index(held.term.status):
                first[entry.concept.id] = entry
        chosen = tuple(first.values())
        return Use(
            Span(every[at].start, every[last].end),
            tuple(entry.concept for entry in chosen),
            tuple(entry.term for entry in chosen),
            max(size for _, size in best),
        )

    def _walk(self, every: Sequence[Word], at: int) -> Iterator[tuple[_Entry, tuple[int, ...]]]:
        """Entries whose keys stand at a word, with the indexes of the words that match (of a joined pair, the second)."""
        start = every[at]
        stack: list[tuple[dict[str, Any], int, tuple[int, ...], int]] = []
        for key, used in _edges(every, at, self._manner):
            if key in self._root:
                stack.append((self._root[key], at + used, (*range(at, at + used),), 0))
        while stack:
            node, index, path, inserted = stack.pop()
            for entry in node.get(_END, ()):
                yield entry, path
            if index >= len(every) or every[index].broken > start.broken + 2 or every[index].skipped > _SKIPPED:
                continue
            for key, used in _edges(every, index, self._manner):
                if key in node:
                    stack.append((node[key], index + used, (*path, *range(index, index + used)), inserted))
            if inserted == 0:
                for used in self._insertions(every, index, path):
                    stack.append((node, index + used, path, used))

    def _insertions(self, every: Sequence[Word], index: int, path: tuple[int, ...]) -> Iterator[int]:
        """How many words from here on may stand inside a name."""
        word = every[index]
        for phrase in self._manner.inside:
            if tuple(item.plain for item in every[index : index + len(phrase)]) == phrase and (len(phrase) > 1 or word.raw.isupper()):
                yield len(phrase)
        if (word.plain.isdigit() and len(word.plain) == 4) or (len(path) == 1 and word.raw[:1].isupper() and word.skipped):
            yield 1

    def _fits(self, text: str, every: Sequence[Word], path: tuple[int, ...], entry: _Entry) -> bool:
        found = [every[index] for index in path]
        first, last = found[0], found[-1]
        if last.broken - first.broken > entry.breaks or last.commas - first.commas > entry.commas:
            return False
        if path[-1] - path[0] + 1 > len(path):
            # Words of no term in between: a phrase of the data stands in any title, a place or a year only in a treaty's.
            between = [every[index] for index in range(path[0], path[-1]) if index not in path]
            listed = tuple(word.plain for word in between) in self._manner.inside
            if entry.concept.kind not in _TITLED or not (listed or entry.concept.kind is Kind.TREATY):
                return False
        if entry.concept.kind in _TITLED and entry.term.form is not Form.ACRONYM and self._qualified(text, every, path[0]):
            return False
        if entry.term.form is Form.ACRONYM:
            # In a line of capitals, "WHO" is a question.
            return (
                not _shouted(every, path)
                and not _coded(text, first.start, last.end)
                and all(_same_acronym(a, b.raw) for a, b in zip(entry.plains, found, strict=True))
            )
        if len(found) != len(entry.plains):
            return _joined_equal(entry.plains, found, self._manner)
        if self._manner.joined and len(found) == 1 and self._compounded(every, path[0], entry):
            return False
        alike = self._manner.same if len(found) > 1 else self._manner.counted
        if not all(alike(a, b.plain) for a, b in zip(entry.plains, found, strict=True)):
            return False
        if any(word.skipped and entry.links[at] == "0" and not word.initials and not found[at - 1].initials for at, word in enumerate(found) if at):
            return False  # "a cluster of bombs" is no cluster bomb
        if entry.concept.case_sensitive or (entry.term.text.isupper() and len(entry.term.text) > _CAPITALS):
            return " ".join(word.raw for word in found) == " ".join(item.raw for item in words(entry.term.text, self.tag))
        if entry.term.form is Form.SHORT and entry.concept.kind in _NAMED and entry.term.text[:1].isupper():
            # "assemblées générales" are many: the short name of one body or treaty has a capital somewhere.
            return any(word.raw[:1].isupper() for word in found)
        if entry.sensitive:
            return all(_as_capital(raw, word.raw) for raw, word in zip(entry.term.text.replace("-", " ").split(), found, strict=False))
        return True

    def _compounded(self, every: Sequence[Word], at: int, entry: _Entry) -> bool:
        """Whether a word is no noun, or the first part of another one, in a language that writes nouns with capitals and joins them."""
        noun = entry.term.text[:1].isupper()
        return (noun and not every[at].raw[:1].isupper()) or (at + 1 < len(every) and every[at + 1].glued)

    def _qualified(self, text: str, every: Sequence[Word], at: int) -> bool:
        """Whether the word right before makes another name of it: "Inter-American Convention", "European Court"."""
        if not at or every[at].skipped:
            return False
        before, word = every[at - 1], every[at]
        return before.plain in self._manner.qualifiers and before.broken == word.broken and before.commas == word.commas


def _as_capital(written: str, raw: str) -> bool:
    return raw[:1].isupper() or not written[:1].isupper()


def _edges(every: Sequence[Word], at: int, manner: Wording) -> Iterator[tuple[str, int]]:
    """Keys under which the trie may go on at a word, with the words that each uses up."""
    word = every[at]
    yield word.key, 1
    if word.raw[:1].isupper() or word.initials or word.raw.isdigit():
        yield "=" + word.raw, 1
        if word.initials and word.raw[-1] == "s" and len(word.raw) > 2:
            yield "=" + word.raw[:-1], 1
    joined = word.raw
    for used in range(2, 4):
        if at + used > len(every) or not every[at + used - 1].glued:
            break
        joined += every[at + used - 1].raw
        yield manner.key(joined), used


def _joined_equal(plains: tuple[str, ...], found: Sequence[Word], manner: Wording) -> bool:
    """Whether words parted by a hyphen in the text answer words written together in the term."""
    at = 0
    for plain in plains:
        if at < len(found) and manner.same(plain, found[at].plain):
            at += 1
        else:
            used = next((n for n in (2, 3) if at + n <= len(found) and manner.same(plain, "".join(word.plain for word in found[at : at + n]))), 0)
            if not used:
                return False
            at += used
    return at == len(found)


def _same_acronym(one: str, two: str) -> bool:
    return one == two or one + "s" == two


def _coded(text: str, start: int, end: int) -> bool:
    """Whether a stretch belongs to a document's symbol or a case number: "A/HRC/45/12", "ICC-01/04"."""
    return text[start - 1 : start] == "/" or text[end : end + 1] == "/" or (text[end : end + 1] == "-" and text[end + 1 : end + 2].isdigit())


def _shouted(every: Sequence[Word], path: tuple[int, ...]) -> bool:
    near = [every[index].raw for index in (path[0] - 1, path[-1] + 1) if 0 <= index < len(every) and every[index].broken == every[path[0]].broken]
    return bool(near) and all(raw.isupper() and len(raw) > 1 for raw in near) and any(len(raw) > 3 for raw in near)


@lru_cache(maxsize=32)
def index(base: TermBase, tag: str) -> Index:
    """The index of a term base for a language, made once (TermBase objects are told apart by identity)."""
    return Index(base, tag)
