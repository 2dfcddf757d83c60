#!/usr/bin/env python3
"""Train the word-level tagger that letterqa ships: which words of a bead have no counterpart, another one, or the wrong role.

    python tools/train_tagger.py --data ../shared/data --out src/letterqa/data/tagger [--minutes 50] [--threads 2]

The task is word-level quality estimation as in the WMT shared tasks (OK/BAD labels for words and gaps; Specia et al. 2020), with
four labels: the word is answered, it is missing on the other side, something else stands there, its role is exchanged. The model
is a small transformer over the words of both sides together. A word comes in as the sum of its pieces' vectors in the shipped static
embedding, and every attention head sees the cosine of the two words and their relative places, so that alignment need not be
learnt from nothing.

What it learns from is made of clean translations by rule (a clause dropped, added, replaced or exchanged, a word replaced, a sentence
dropped) and of the project's own contrast rows (tools/data/own/contrasts.tsv), which mark what can be changed in six languages.
Labelled letters and evaluation sets are never read here. Needs torch, numpy, tokenizers, safetensors (`pip install --group train`).
Seeded by `--seed`; the number of steps depends on `--steps`, not on the clock, unless `--minutes` stops it earlier.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import random
import re
import time
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from letterqa.embedding import load_encoder
from letterqa.tagging import LANGUAGES, REACH, words_of

NAME = "letterqa-tagger-1"
OWN = Path(__file__).parent / "data" / "own"
OK, MISSING, WRONG, ROLE = range(4)
MARK = re.compile(r"\[([mopr]\d):([^\[\]|]*)(?:\|([^\[\]|]*))?\]")
LABEL = {"m": WRONG, "o": MISSING, "r": ROLE}
LONGEST = 75  # words a side
# Prose first: how many pairs of each corpus at most, a language.
CAPS = {
    "django-docs": 3_000,
    "python-docs": 3_000,
    "gnome-user-docs": 6_000,
    "mozilla-www": 6_000,
    "debian-handbook": 9_000,
    "europarl-triples-lc": 30_000,
    "europarl-sample10pct-lc": 3_000,
    "modernmt-europarl": 20_000,
}
Words = list[str]
Tags = list[int]


# Texts.


def marked(cell: str, chosen: frozenset[str]) -> tuple[Words, Tags]:
    """Words of a contrast cell with the marks in `chosen` switched, and the label of each word as if the other side had them unswitched
    (or the other way round: a mark's label stands on both of its readings)."""
    words: Words = []
    tags: Tags = []
    at = 0
    for match in MARK.finditer(cell):
        plain = words_of(cell[at : match.start()])
        words += plain
        tags += [OK] * len(plain)
        inside = words_of((match[3] or "") if match[1] in chosen else match[2])
        words += inside
        tags += [_code(match[1])] * len(inside)
        at = match.end()
    plain = words_of(cell[at:])
    return words + plain, tags + [OK] * len(plain)


def _code(mark: str) -> int:
    """Marks as numbers above the labels: told apart when a case is made."""
    return 10 + "mopr".index(mark[0]) * 10 + int(mark[1])


def contrast_rows() -> list[list[str]]:
    rows = [line.split("\t") for line in (OWN / "contrasts.tsv").read_text(encoding="utf-8").splitlines()]
    return [[unicodedata.normalize("NFC", cell) for cell in row] for row in rows if len(row) == len(LANGUAGES)]


def contrast_case(row: list[str], chance: random.Random, clean: float) -> tuple[str, str, Words, Words, Tags, Tags]:
    """A pair of languages of a row; paraphrases switched at will, and with probability 1 - clean one or two marks on one side."""
    i, j = chance.sample(range(len(LANGUAGES)), 2)
    ids = sorted({match[1] for match in MARK.finditer(row[0])})
    harmless = [mark for mark in ids if mark[0] == "p"]
    errors = [mark for mark in ids if mark[0] != "p"]
    common = {mark for mark in errors if chance.random() < 0.25}  # both sides say the other thing: nothing is wrong
    sides = [frozenset(common | {mark for mark in harmless if chance.random() < 0.5}) for _ in (0, 1)]
    wrong: set[str] = set()
    if chance.random() >= clean:
        wrong = set(chance.sample(errors, 1 if len(errors) == 1 or chance.random() < 0.8 else 2))
        edited = chance.randrange(2)
        sides[edited] = frozenset(sides[edited] ^ wrong)
    made = []
    for cell, chosen in ((row[i], sides[0]), (row[j], sides[1])):
        words, codes = marked(cell, chosen)
        names = {_code(mark): LABEL[mark[0]] for mark in wrong}
        made.append((words, [names.get(code, OK) if code >= 10 else OK for code in codes]))
    return LANGUAGES[i], LANGUAGES[j], made[0][0], made[1][0], made[0][1], made[1][1]


def public(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Public pairs with English by language, of 4 to LONGEST words."""
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path in sorted(folder.glob("*.tsv.gz")):
        corpus, languages = path.name.removesuffix(".tsv.gz").rsplit(".", 1)
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found = [tuple(cells[:2]) for line in lines if len(cells := line.rstrip("\n").split("\t")) >= 2 and 20 < len(cells[0]) < 400]
        found = [pair for pair in dict.fromkeys(found) if pair[0] != pair[1] and 0.5 < len(pair[0]) / max(1, len(pair[1])) < 2]
        random.Random(path.name).shuffle(found)
        pairs[languages.split("-")[1]] += found[: CAPS.get(corpus, 8_000)]
    return pairs


# Vectors.


class Table:
    """Word forms as numbers, with the sums of their pieces' vectors."""

    def __init__(self) -> None:
        self.encoder = load_encoder()
        self.ids: dict[str, int] = {}
        self.forms: Words = []

    def number(self, words: Words) -> np.ndarray:
        out = np.empty(len(words), dtype=np.int32)
        for at, word in enumerate(words):
            key = word.lower()
            if key not in self.ids:
                self.ids[key] = len(self.forms)
                self.forms.append(key)
            out[at] = self.ids[key]
        return out

    def vectors(self) -> np.ndarray:
        """`(forms, dimensions)` float32, not normalised."""
        return self.encoder.sums(self.forms)


# Errors made by rule.


class Maker:
    """Makes cases out of clean pairs: what is dropped on one side is labelled on the other by the words' best mutual partners."""

    def __init__(self, pairs: list[tuple[str, str, Words, Words]], table: Table, seed: int) -> None:
        self.pairs, self.table, self.chance = pairs, table, random.Random(seed)
        self.numbers = [(table.number(a), table.number(b)) for _, _, a, b in pairs]
        vectors = table.vectors()
        self.norms = np.linalg.norm(vectors, axis=1)
        self.unit = vectors / np.maximum(self.norms, 1e-6)[:, None]
        self.by_language: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, (one, two, _, _) in enumerate(pairs):
            self.by_language[one].append((number, 0))
            self.by_language[two].append((number, 1))
        self.like = self._likes(pairs)

    def _likes(self, pairs: list[tuple[str, str, Words, Words]]) -> dict[str, dict[str, list[str]]]:
        """For frequent words of each language, others that are related but not the same: same ending, cosine in a middle range."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for one, two, a, b in pairs:
            counts[one].update(a)
            counts[two].update(b)
        found = {}
        for language, counter in counts.items():
            forms = [word for word, count in counter.most_common(14_000) if count >= 3 and len(word) >= 4 and word.isalpha()]
            unit = self.unit[self.table.number(forms)]
            table: dict[str, list[str]] = {}
            for start in range(0, len(forms), 1000):
                cosine = unit[start : start + 1000] @ unit.T
                for row, word in enumerate(forms[start : start + 1000]):
                    near = np.argsort(-cosine[row])[:120]
                    table[word] = [
                        forms[k]
                        for k in near
                        if 0.15 < cosine[row, k] < 0.6 and forms[k][-2:] == word[-2:] and forms[k][0].isupper() == word[0].isupper()
                    ][:25]
            found[language] = {word: others for word, others in table.items() if others}
        return found

    def partners(self, a: np.ndarray, b: np.ndarray) -> dict[int, int]:
        """Mutually best words, index in b -> index in a, where the cosine is above 0.3."""
        cosine = self.unit[a] @ self.unit[b].T
        place = np.abs((np.arange(len(a))[:, None] + 0.5) / len(a) - (np.arange(len(b))[None, :] + 0.5) / len(b))
        score = cosine - 0.3 * place
        best_a, best_b = score.argmax(axis=0), score.argmax(axis=1)
        return {j: int(i) for j, i in enumerate(best_a) if best_b[i] == j and cosine[i, j] > 0.3}

    def donor(self, language: str, low: int, high: int) -> Words | None:
        """A stretch of another sentence, from a clause's border where there is one."""
        for _ in range(6):
            number, side = self.chance.choice(self.by_language[language])
            words = self.pairs[number][2 + side]
            borders = [0] + [k + 1 for k, word in enumerate(words) if word in {",", ";", ":", "–", "("}]
            start = self.chance.choice(borders)
            size = self.chance.randint(low, high)
            stretch = words[start : start + size]
            if len(stretch) >= low and all(word not in {".", "?", "!"} for word in stretch):
                return [stretch[0].lower() if start == 0 else stretch[0], *stretch[1:]]
        return None

    def span(self, a: np.ndarray, b: np.ndarray, words: Words) -> tuple[int, int, int, int] | None:
        """A stretch of b, at borders of clauses where there are any, and the stretch of a that answers it (phrase extraction of Koehn 2003)."""
        partners = self.partners(a, b)
        borders = [k for k, word in enumerate(words) if word in {",", ";", ":", "–", "(", ")"}] + [len(words) - 1]
        for _ in range(6):
            size = self.chance.randint(2, min(16, max(2, int(len(b) * 0.6))))
            if self.chance.random() < 0.7 and len(borders) > 1:
                k = self.chance.randrange(len(borders) - 1)
                start, end = borders[k], borders[min(len(borders) - 1, k + 1)]
                if self.chance.random() < 0.4:
                    end = min(len(b) - 1, start + size)
            else:
                start = self.chance.randrange(max(1, len(b) - size))
                end = start + size
            if end - start < 2 or end - start > 0.7 * len(b):
                continue
            inside = [partners[j] for j in range(start, end) if j in partners]
            if len(inside) < max(2, 0.45 * (end - start)):
                continue
            first, last = min(inside), max(inside) + 1
            strangers = sum(first <= i < last for j, i in partners.items() if not start <= j < end)
            if strangers == 0 and 0.5 < (last - first) / (end - start) < 2:
                return start, end, first, last
        return None

    def case(self, clean: float) -> tuple[str, str, Words, Words, Tags, Tags]:
        chance = self.chance
        number = chance.randrange(len(self.pairs))
        one, two, a, b = self.pairs[number]
        a, b = list(a), list(b)
        ia, ib = self.numbers[number]
        if chance.random() < 0.5:
            one, two, a, b, ia, ib = two, one, b, a, ib, ia
        ta, tb = [OK] * len(a), [OK] * len(b)
        if chance.random() >= clean:
            kind = chance.choices(("drop", "insert", "replace", "word", "swap", "cut"), (3, 2, 2.5, 3, 1.5, 0.5))[0]
            if kind in {"drop", "replace", "cut"}:
                found = self.span(ia, ib, b)
                if found:
                    start, end, first, last = found
                    fresh = self.donor(two, max(2, (end - start) // 2), end - start + 4) if kind == "replace" else []
                    if fresh is not None:
                        head = [b[start]] if b[start] in {",", ";", ":", "–", "("} and kind == "replace" else []
                        label = WRONG if kind == "replace" else MISSING
                        b[start:end] = head + fresh
                        tb[start:end] = [OK] * len(head) + [WRONG] * len(fresh)
                        ta[first:last] = [label] * (last - first)
            elif kind == "insert":
                fresh = self.donor(two, 2, 14)
                if fresh:
                    places = [k for k, word in enumerate(b) if word in {",", ";", ".", ":"}] or [len(b)]
                    at = chance.choice(places) if chance.random() < 0.8 else chance.randrange(len(b) + 1)
                    head = [","] if chance.random() < 0.5 else []
                    b[at:at] = head + fresh
                    tb[at:at] = [OK] * len(head) + [MISSING] * len(fresh)
            elif kind == "word":
                partners = self.partners(ia, ib)
                for _ in range(chance.choice((1, 1, 2))):
                    options = [j for j in partners if b[j] in self.like.get(two, {}) and tb[j] == OK]
                    if options:
                        j = chance.choice(options)
                        b[j] = chance.choice(self.like[two][b[j]])
                        tb[j] = ta[partners[j]] = WRONG
            else:
                partners = self.partners(ia, ib)
                nouns = [j for j in partners if len(b[j]) > 3 and b[j].isalpha() and j > 0]
                pairs = [
                    (j, k)
                    for j, k in itertools.combinations(nouns, 2)
                    if k - j > 1 and b[j][0].isupper() == b[k][0].isupper() and (b[j][0].isupper() or b[j][-2:] == b[k][-2:]) and b[j] != b[k]
                ]
                if pairs:
                    j, k = chance.choice(pairs)
                    b[j], b[k] = b[k], b[j]
                    tb[j] = tb[k] = ta[partners[j]] = ta[partners[k]] = ROLE
        return one, two, a, b, ta, tb


def joined(first: tuple, second: tuple, drop: int | None) -> tuple:
    """Two sentences a side in one bead; `drop` leaves the second one out on that side (0 or 1)."""
    one, two, a, b, ta, tb = first
    _, _, c, d, tc, td = second
    if drop == 0:
        return one, two, a, b + d, ta, tb + [MISSING] * len(d)
    if drop == 1:
        return one, two, a + c, b, ta + [MISSING] * len(c), tb
    return one, two, a + c, b + d, ta + tc, tb + td


# Batches.


def arrays(case: tuple, table: Table) -> tuple:
    """What the model takes: word numbers, sides, flags, languages, labels (-1 for what is not judged)."""
    one, two, a, b, ta, tb = case
    a, b, ta, tb = a[:LONGEST], b[:LONGEST], ta[:LONGEST], tb[:LONGEST]
    words = a + b
    tags = np.array([tag if word[0].isalnum() else -1 for word, tag in zip(words, ta + tb, strict=True)], dtype=np.int64)
    return table.number(words), len(a), flags(words), LANGUAGES.index(one), LANGUAGES.index(two), tags


def flags(words: Words) -> np.ndarray:
    return np.array([[word[0].isupper(), word[0].isdigit(), not word[0].isalnum()] for word in words], dtype=np.float32)


def network(dimensions: int, width: int, layers: int, heads: int):
    """The model, in torch; letterqa.tagging computes the same with numpy."""
    import torch
    from torch import nn

    class Layer(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.before = nn.LayerNorm(width)
            self.mix = nn.Linear(width, 3 * width)
            self.out = nn.Linear(width, width)
            self.same = nn.Parameter(torch.zeros(heads, 2 * REACH + 1))
            self.cross = nn.Parameter(torch.zeros(heads, 2 * REACH + 1))
            # cosine and equality of two words, on one side and across: some heads begin as alignments
            self.likeness = nn.Parameter(torch.tensor([[0.0, 0.0, 2.0 + 4.0 * (h % 2), 2.0] for h in range(heads)]))
            self.after = nn.LayerNorm(width)
            self.up = nn.Linear(width, 2 * width)
            self.down = nn.Linear(2 * width, width)
            self.dropout = nn.Dropout(0.1)

        def forward(self, x, bias_index, across, cosine, equal, hidden):
            n, size, _ = x.shape
            q, k, v = self.mix(self.before(x)).reshape(n, size, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
            place = torch.where(across[:, None], self.cross[:, bias_index].transpose(0, 1), self.same[:, bias_index].transpose(0, 1))
            like = self.likeness[None, :, :, None, None]
            side = across[:, None].float()
            alike = cosine[:, None] * (like[:, :, 0] * (1 - side) + like[:, :, 2] * side)
            alike = alike + equal[:, None] * (like[:, :, 1] * (1 - side) + like[:, :, 3] * side)
            scores = q @ k.transpose(-1, -2) / (width // heads) ** 0.5 + place + alike + hidden[:, None, None, :]
            mixed = scores.softmax(-1) @ v
            x = x + self.dropout(self.out(mixed.transpose(1, 2).reshape(n, size, width)))
            return x + self.dropout(self.down(nn.functional.gelu(self.up(self.after(x)), approximate="tanh")))

    class Tagger(nn.Module):
        """Nothing tells the two sides apart but their words: with the sides exchanged, every word is judged the same."""

        def __init__(self) -> None:
            super().__init__()
            self.word = nn.Linear(dimensions, width)
            self.extra = nn.Linear(8, width)
            self.language = nn.Embedding(len(LANGUAGES), width)
            self.layers = nn.ModuleList([Layer() for _ in range(layers)])
            self.last = nn.LayerNorm(width)
            self.tag = nn.Linear(width, 4)
            self.bead = nn.Linear(2 * width, 3)

        def forward(self, unit, norm, flag, side, language, present, place, equal):
            """unit (n, size, dimensions); norm, side (0 or 1), present, place (n, size); flag (n, size, 3); equal (n, size, size)."""
            cosine = unit @ unit.transpose(-1, -2)
            across = (side[:, :, None] != side[:, None, :]) & present[:, :, None] & present[:, None, :]
            best = torch.where(across, cosine, torch.full_like(cosine, -1.0)).max(-1).values.clamp(min=0)
            same = (equal * across).max(-1).values
            lengths = torch.stack([(present & (side == s)).sum(1) for s in (0, 1)], 1).float()
            mine = torch.where(side == 0, lengths[:, :1], lengths[:, 1:])
            other = torch.where(side == 0, lengths[:, 1:], lengths[:, :1])
            ratio = torch.log((mine + 1) / (other + 1))
            extra = torch.cat([flag, torch.stack([norm.clamp(min=1e-3).log(), best, same, ratio, 1 / (mine + 1)], -1)], -1)
            x = self.word(unit) + self.extra(extra) + self.language(language)
            # on one side in words, across in words of the longer side at the same relative place
            step = place[:, None, :] - place[:, :, None]
            span = torch.maximum(lengths[:, 0], lengths[:, 1])[:, None, None]
            relative = torch.where(across, step * span / 2, step * mine[:, :, None])
            index = relative.round().clamp(-REACH, REACH).long() + REACH
            hidden = torch.where(present, 0.0, -1e9)
            for layer in self.layers:
                x = layer(x, index, across, cosine, equal, hidden)
            x = self.last(x)
            tags = self.tag(x)
            pools = []
            for s in (0, 1):
                mask = (present & (side == s))[:, :, None]
                pools.append(torch.where(mask, x, torch.full_like(x, -1e4)).max(1).values)
            return tags, self.bead(torch.cat([torch.maximum(*pools), torch.minimum(*pools)], -1))

    return Tagger()


def padded(batch: list[tuple], vectors: np.ndarray, norms: np.ndarray):
    """Tensors of some cases of unequal lengths."""
    import torch

    size = max(len(item[0]) for item in batch)
    n = len(batch)
    numbers = np.zeros((n, size), dtype=np.int64)
    side, present = np.zeros((n, size), dtype=np.int64), np.zeros((n, size), dtype=bool)
    flag, place = np.zeros((n, size, 3), dtype=np.float32), np.zeros((n, size), dtype=np.float32)
    language, tags = np.zeros((n, size), dtype=np.int64), np.full((n, size), -1, dtype=np.int64)
    beads = np.zeros((n, 3), dtype=np.float32)
    for row, (ids, first, marks, one, two, labels) in enumerate(batch):
        end = len(ids)
        numbers[row, :end], present[row, :end], flag[row, :end], tags[row, :end] = ids, True, marks, labels
        side[row, first:end] = 1
        language[row, :first], language[row, first:end] = one, two
        place[row, :first] = (np.arange(first) + 0.5) / max(1, first)
        place[row, first:end] = (np.arange(end - first) + 0.5) / max(1, end - first)
        beads[row] = [(labels == label).any() for label in (MISSING, WRONG, ROLE)]
    unit = torch.from_numpy(vectors[numbers])
    equal = (torch.from_numpy(numbers)[:, :, None] == torch.from_numpy(numbers)[:, None, :]).float()
    wordy = torch.from_numpy(present) & (torch.from_numpy(flag)[:, :, 2] == 0)
    equal = equal * wordy[:, :, None] * wordy[:, None, :]
    rest = [torch.from_numpy(item) for item in (norms[numbers], flag, side, language, present, place)]
    return [unit, *rest, equal], torch.from_numpy(tags), torch.from_numpy(beads)


class Source:
    """An endless stream of cases."""

    def __init__(self, rows: list[list[str]], own: Maker, public_maker: Maker, shares: tuple[float, float, float], clean: float, seed: int) -> None:
        self.rows, self.own, self.public, self.shares, self.clean = rows, own, public_maker, shares, clean
        self.chance = random.Random(seed)

    def _single(self, kind: int, clean: float) -> tuple:
        if kind == 0:
            return contrast_case(self.chance.choice(self.rows), self.chance, clean)
        return (self.own if kind == 1 else self.public).case(clean)

    def case(self) -> tuple:
        kind = self.chance.choices((0, 1, 2), self.shares)[0]
        first = self._single(kind, self.clean)
        if self.chance.random() < 0.2:
            for _ in range(40):
                second = self._single(kind, 1.0)
                if second[:2] == first[:2]:
                    drop = self.chance.randrange(2) if self.chance.random() < 0.15 else None
                    pair = (first, second) if self.chance.random() < 0.5 or drop is not None else (second, first)
                    return joined(*pair, drop)
        return first


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="folder of a tagger to go on from")
    parser.add_argument("--steps", type=int, default=9000)
    parser.add_argument("--minutes", type=float, default=0.0, help="stop the schedule so that it ends after this time; 0: never")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--clean", type=float, default=0.4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shares", type=float, nargs=3, default=(0.5, 0.25, 0.25), help="of contrast rows, own sentences, public pairs")
    parser.add_argument("--pairs", type=int, default=25_000, help="public pairs a language at most")
    args = parser.parse_args()
    import torch

    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    table = Table()
    rows = contrast_rows()
    held, rows = rows[::10], [row for number, row in enumerate(rows) if number % 10]
    for row in held + rows:
        for cell in row:
            for every in (frozenset(), frozenset(f"{kind}{n}" for kind in "mopr" for n in range(10))):
                table.number(marked(cell, every)[0])
    sentences = [line.split("\t") for line in (OWN / "sentences.tsv").read_text(encoding="utf-8").splitlines()]
    sentences = [[words_of(unicodedata.normalize("NFC", cell)) for cell in row] for n, row in enumerate(sentences) if n % 20 and len(row) == 6]
    own = [(LANGUAGES[i], LANGUAGES[j], row[i], row[j]) for row in sentences for i, j in itertools.combinations(range(6), 2)]
    pairs = [
        ("en", language, words_of(a), words_of(b)) for language, found in public(args.data / "train").items() for a, b in found[: args.pairs]
    ]
    pairs = [pair for pair in pairs if 4 <= len(pair[2]) <= LONGEST and 4 <= len(pair[3]) <= LONGEST]
    for _, _, a, b in own + pairs:
        table.number(a), table.number(b)
    print(f"{len(rows)} contrast rows, {len(own)} own pairs, {len(pairs)} public pairs, {len(table.forms)} forms", flush=True)
    own_maker, public_maker = Maker(own, table, args.seed), Maker(pairs, table, args.seed + 1)
    vectors, norms = unit_vectors(table)
    source = Source(rows, own_maker, public_maker, tuple(args.shares), args.clean, args.seed)
    model = network(vectors.shape[1], args.width, args.layers, args.heads)
    if args.start:
        from safetensors.numpy import load_file

        weights = load_file(args.start / "model.safetensors")
        model.load_state_dict({name: torch.from_numpy(value.astype(np.float32)) for name, value in weights.items()})
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate, weight_decay=0.01, betas=(0.9, 0.98))
    weights = torch.tensor([1.0, 1.5, 2.0, 2.0])
    begin, losses, pool = time.time(), [], []
    step, done = 0, 0.0
    average: dict[str, torch.Tensor] = {}
    while done < 1:
        if not pool:
            cases = [arrays(source.case(), table) for _ in range(args.batch * 20)]
            cases.sort(key=lambda item: len(item[0]))
            pool = [cases[k : k + args.batch] for k in range(0, len(cases), args.batch)]
            source.chance.shuffle(pool)
        inputs, tags, beads = padded(pool.pop(), vectors, norms)
        spent = (time.time() - begin) / 60
        done = max(step / args.steps, spent / args.minutes if args.minutes else 0.0)
        for group in optimizer.param_groups:
            group["lr"] = args.rate * min(1.0, (step + 1) / 200) * max(0.02, 1 - done)
        model.train()
        out, whole = model(*inputs)
        loss = torch.nn.functional.cross_entropy(out.transpose(1, 2), tags, weight=weights, ignore_index=-1)
        loss = loss + 0.3 * torch.nn.functional.binary_cross_entropy_with_logits(whole, beads)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        losses.append(loss.item())
        if done > 0.7:  # the mean of the last third of the way (Izmailov et al. 2018)
            for name, value in model.state_dict().items():
                average[name] = value.clone() if name not in average else average[name] + 0.01 * (value - average[name])
        if step % 250 == 0:
            print(f"step {step} {done:.0%} loss {np.mean(losses[-250:]):.3f} {time.time() - begin:.0f} s", flush=True)
        if step % 1000 == 0:
            report(model, held, table, vectors, norms)
    model.load_state_dict(average)
    report(model, held, table, vectors, norms)
    export(model, args.out, args)


def unit_vectors(table: Table) -> tuple[np.ndarray, np.ndarray]:
    vectors = table.vectors()
    norms = np.linalg.norm(vectors, axis=1).astype(np.float32)
    return (vectors / np.maximum(norms, 1e-6)[:, None]).astype(np.float32), norms


def report(model, held: list[list[str]], table: Table, vectors: np.ndarray, norms: np.ndarray) -> None:
    """On contrast rows that were held back: of every kind, the share of cases whose strongest run of words scores above what one in a
    hundred clean pairs reaches."""
    import torch

    chance = random.Random(3)
    cases = []
    for row in held:
        for _ in range(12):
            cases.append(contrast_case(row, chance, 0.5))
    scores = defaultdict(list)
    model.eval()
    ready = [arrays(case, table) for case in cases]
    with torch.no_grad():
        for k in range(0, len(ready), 64):
            chunk = ready[k : k + 64]
            inputs, tags, _ = padded(chunk, vectors, norms)
            out, whole = model(*inputs)
            bad = 1 - out.softmax(-1)[:, :, OK]
            for row in range(len(chunk)):
                labels, wordy = tags[row], tags[row] >= 0
                kinds = {int(label) for label in labels[wordy].unique()} - {OK}
                name = "clean" if not kinds else "-".join("OMWR"[kind] for kind in sorted(kinds))
                top = bad[row][wordy].topk(min(2, int(wordy.sum()))).values.min()
                scores[name].append((float(top), float(torch.sigmoid(whole[row]).max())))
    lines = []
    for which, title in ((0, "words"), (1, "bead")):
        clean = sorted(score[which] for score in scores["clean"])
        bars = [clean[int(len(clean) * q)] for q in (0.95, 0.99)]
        found = "  ".join(
            f"{name} " + "/".join(f"{np.mean([score[which] > bar for score in values]):.0%}" for bar in bars)
            for name, values in sorted(scores.items())
            if len(values) > 20 and name != "clean"
        )
        lines.append(f"  {title}: bars {bars[0]:.2f}/{bars[1]:.2f}  {found}")
    print("\n".join(lines), flush=True)


def export(model, out: Path, args: argparse.Namespace) -> None:
    """Weights as float16 with their shape in config.json."""
    from safetensors.numpy import save_file

    out.mkdir(parents=True, exist_ok=True)
    save_file({name: value.numpy().astype(np.float16) for name, value in model.state_dict().items()}, out / "model.safetensors")
    config = {"name": NAME, "width": args.width, "layers": args.layers, "heads": args.heads, "reach": REACH, "languages": list(LANGUAGES)}
    (out / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
