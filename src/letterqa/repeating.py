"""Blocks of a letter that stand twice: found by the words they share, so that a long letter takes no longer a block than a short one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np

from letterqa.bitext import SIDES, Duplicate
from letterqa.embedding import Vectors
from letterqa.grouping import Pair
from letterqa.letter import BODY, Letter, fold

# Two blocks of one letter are the same text above this cosine (of one language, so far higher than across languages).
SAME_TEXT = 0.93
# Texts of six words or more that have 85 % of their words in common share a run of this many, but for contrived ones.
_RUN, _FIRST = 3, 4
_ALL = 200


def duplicates(both: Pair) -> tuple[Duplicate, ...]:
    """Blocks of running text that repeat another block of their letter, unless the other letter repeats itself as often."""
    repeated = [_repeats(both, both.letters(which)) for which in (0, 1)]
    found: list[Duplicate] = []
    for which, name in enumerate(SIDES):
        found += _copies(both, which, name, repeated[which][: max(0, len(repeated[which]) - len(repeated[1 - which]))])
    return tuple(found)


def _copies(both: Pair, which: int, name: str, repeated: list[tuple[int, int]]) -> Iterator[Duplicate]:
    """Which of two blocks is the copy: the one that stands farther from where the other letter has the text."""
    letter, other = both.letters(which), both.letters(1 - which)
    blocks = [candidate for candidate in other.blocks if candidate.role in BODY]
    facing = both.encoder.encode([fold(other[candidate.span]) for candidate in blocks]) if repeated and blocks else None
    for earlier, later in repeated:
        where = None if facing is None else blocks[_home(both, letter, earlier, facing)].span.start / max(1, len(other.text))
        places = {block: letter.blocks[block].span.start / max(1, len(letter.text)) for block in (earlier, later)}
        copy = later if where is None or abs(places[earlier] - where) <= abs(places[later] - where) + 0.05 else earlier
        yield Duplicate(name, copy, earlier + later - copy)


def _home(both: Pair, letter: Letter, block: int, facing: Vectors) -> int:
    """The block of the other letter, among those with the vectors `facing`, that answers this one."""
    return int((facing @ both.encoder.encode([fold(letter[letter.blocks[block].span])])[0]).argmax())


def _repeats(both: Pair, letter: Letter) -> list[tuple[int, int]]:
    """Pairs (earlier, later) of blocks of running text that say the same words."""
    blocks = [
        (index, fold(letter[block.span])) for index, block in enumerate(letter.blocks) if block.role in BODY and len(letter[block.span].split()) >= 6
    ]
    pairs = []
    for j, candidates in enumerate(_candidates(both, [text for _, text in blocks])):
        later, two = blocks[j]
        for i in candidates:
            earlier, one = blocks[i]
            if 0.7 < len(one) / len(two) < 1.43 and (one == two or _overlap(one, two) > 0.85) and _cosine(both, one, two) >= SAME_TEXT:
                pairs.append((earlier, later))
                break
    return sorted(pairs)


def _cosine(both: Pair, one: str, two: str) -> float:
    vectors = both.encoder.encode([one, two])
    return float(vectors[0] @ vectors[1])


def _candidates(both: Pair, texts: list[str]) -> list[list[int]]:
    """For each text those before it that may say the same: of a few those that are alike, and of many those that share runs of words."""
    if len(texts) < 2:
        return [[] for _ in texts]
    if len(texts) <= _ALL:
        vectors = both.encoder.encode(texts)
        return [np.flatnonzero(vectors[:number] @ vectors[number] >= SAME_TEXT - 1e-4).tolist() for number in range(len(texts))]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    found = []
    for number, text in enumerate(texts):
        words = text.lower().split()
        runs = {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
        shared = Counter(holder for run in runs for holder in holders[run])
        found.append(sorted(holder for holder, times in shared.items() if times >= 0.3 * len(runs)))
        for run in runs:
            if len(holders[run]) < _FIRST:
                holders[run].append(number)
    return found


def _overlap(one: str, two: str) -> float:
    """Share of words that two texts have in common, as a multiset (Dice); figures count, so that parallel items differ."""
    a, b = Counter(one.lower().split()), Counter(two.lower().split())
    return 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))
