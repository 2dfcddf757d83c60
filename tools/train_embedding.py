#!/usr/bin/env python3
"""Train the static sentence embedding that letterqa ships, and export it twice: int8 for letterqa and model2vec, float32 for sentence-transformers.

    python tools/train_embedding.py --data ../shared/data --out build/model [--epochs 16] [--dimensions 384]

The model is one vector a piece and their mean, nothing else: no transformer, no position. What it knows it learns from
translation pairs by a contrastive loss in both directions with in-batch negatives (van den Oord et al. 2018; Henderson et
al. 2017), pieces cut by a Unigram model (Kudo 2018). Two kinds of dropout force it to learn words instead of leaning on
what looks the same in both languages: each piece is dropped with probability 0.3, and in half of the pairs every piece that
occurs on both sides (names, digits) is dropped.

Needs torch, numpy, tokenizers and safetensors (`pip install -e .[train]`); takes about half an hour on two cores. Seeded: the
same data, library versions and thread count give the same model. Evaluation sets are never read here.
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
from collections.abc import Iterator
from pathlib import Path

import numpy as np

MODEL_NAME = "letterqa-static-1"
LANGUAGES = ("en", "it", "fr", "es", "de", "pt")
OWN = Path(__file__).parent / "data" / "own"
# Documentation of software is most of the public text and least like a letter; each corpus may give this many pairs a language.
CAPS = {"django-docs": 20_000, "python-docs": 25_000, "gnome-user-docs": 20_000}
# Spoken language is rare in the public text; what there is of it is seen this often in one epoch.
REPEATS = {"cocoa-mt": 3, "udhr": 3}
OWN_SENTENCES, OWN_WORDS = 3, 2  # how often the project's own lines are seen in one epoch


def sentences(text: str) -> list[str]:
    """Cut a training line at sentence ends; crude on purpose, because a cut counts only if both sides agree on its number."""
    return [part for part in re.split(r"(?<=[.!?;:])\s+(?=[^\W\d_a-zà-ÿ]|[«“\"¿¡])", text.strip()) if part]


def public_pairs(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Public parallel text by language: `{"it": [(english, italian), ...]}`, without duplicates."""
    pairs: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(folder.glob("*.tsv.gz")):
        corpus, languages = path.name.removesuffix(".tsv.gz").rsplit(".", 1)
        language = languages.split("-")[1]
        seen: dict[tuple[str, str], None] = {}
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                cells = line.rstrip("\n").split("\t")
                if len(cells) < 2:
                    continue
                left, right = sentences(cells[0]), sentences(cells[1])
                for pair in zip(left, right, strict=True) if len(left) == len(right) else [(cells[0], cells[1])]:
                    if pair[0] != pair[1] and all(re.search(r"[^\W\d_]{2}", side) for side in pair):
                        seen[pair] = None
        found = list(seen)
        random.Random(corpus + language).shuffle(found)
        pairs.setdefault(language, []).extend(found[: CAPS.get(corpus)] * REPEATS.get(corpus, 1))
    return pairs


def own_pairs(held_out: int) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The project's own six-language lines, between all pairs of languages; every `held_out`-th sentence is kept for CI."""
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = {pair: [] for pair in itertools.combinations(LANGUAGES, 2)}
    rows = [line.split("\t") for line in (OWN / "sentences.tsv").read_text(encoding="utf-8").splitlines()]
    for index, row in enumerate(rows):
        if index % held_out == 0 or len(row) != len(LANGUAGES):
            continue
        for (i, left), (j, right) in itertools.combinations(enumerate(LANGUAGES), 2):
            pairs[left, right] += [(row[i], row[j])] * OWN_SENTENCES
    for name in ("lexicon.tsv", "forms.tsv"):
        for line in (OWN / name).read_text(encoding="utf-8").splitlines():
            cells = [[option.strip() for option in cell.split(";") if option.strip()] for cell in line.split("\t")]
            if len(cells) != len(LANGUAGES):
                continue
            for j, language in enumerate(LANGUAGES[1:], 1):
                pairs["en", language] += [(word, option) for word in cells[0] for option in cells[j]] * OWN_WORDS
    return pairs


def held_out_rows(every: int) -> list[list[str]]:
    """The own sentences that `own_pairs` leaves out, one list of six a row."""
    rows = [line.split("\t") for line in (OWN / "sentences.tsv").read_text(encoding="utf-8").splitlines()]
    return [row for index, row in enumerate(rows) if index % every == 0 and len(row) == len(LANGUAGES)]


def train_tokenizer(lines: Iterator[str], pieces: int):
    """A Unigram tokenizer: NFKC, lower case, words apart, apostrophes, punctuation and single digits isolated."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace("’", "'"),
            normalizers.Replace("ʼ", "'"),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"\d|[^\w\s]|_"), "isolated"),
            pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always"),
        ]
    )
    trainer = trainers.UnigramTrainer(
        vocab_size=pieces, unk_token="[UNK]", special_tokens=["[PAD]", "[UNK]"], max_piece_length=20, show_progress=False
    )
    tokenizer.train_from_iterator(lines, trainer)
    return tokenizer


class Side:
    """Token ids of one side of many pairs, in one flat array; `shared` marks tokens that the other side has as well."""

    def __init__(self, ids: list[list[int]], others: list[list[int]]) -> None:
        self.starts = np.cumsum([0, *map(len, ids)])
        self.ids = np.fromiter(itertools.chain.from_iterable(ids), dtype=np.int64)
        self.shared = np.fromiter(
            (token in there for here, other in zip(ids, others, strict=True) for there in [set(other)] for token in here), dtype=bool
        )

    def batch(self, rows: np.ndarray, drop_shared: np.ndarray, dropout: float, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Flat ids and offsets of some pairs, with dropout; a side that would be left empty keeps all of its tokens."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        owner = np.repeat(np.arange(len(rows)), lengths)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        flat = self.starts[rows][owner] + within
        keep = (random.random(len(flat)) >= dropout) & ~(self.shared[flat] & drop_shared[owner])
        left = np.bincount(owner[keep], minlength=len(rows))
        keep |= left[owner] == 0
        counts = np.bincount(owner[keep], minlength=len(rows))
        return self.ids[flat[keep]], np.cumsum(counts) - counts


def train(groups: dict[str, tuple[Side, Side]], size: int, args: argparse.Namespace) -> np.ndarray:
    """Vectors of every piece, `(pieces, dimensions)` float32. A batch holds pairs of one language pair: harder negatives."""
    import torch

    torch.manual_seed(args.seed)
    random = np.random.default_rng(args.seed)
    table = torch.nn.EmbeddingBag(size, args.dimensions, mode="mean", sparse=True)
    torch.nn.init.normal_(table.weight, std=args.dimensions**-0.5)
    optimizer = torch.optim.SparseAdam(table.parameters(), lr=args.rate)
    counts = {name: len(left.starts) - 1 for name, (left, _) in groups.items()}
    per_epoch = sum(-(-count // args.batch) for count in counts.values())
    steps, step, begin, losses = per_epoch * args.epochs, 0, time.time(), 0.0
    for epoch in range(args.epochs):
        plan = []
        for name, count in counts.items():
            order = random.permutation(count)
            plan += [(name, chunk) for chunk in np.array_split(order, -(-count // args.batch))]
        random.shuffle(plan)
        for name, rows in plan:
            left, right = groups[name]
            drop_shared = random.random(len(rows)) < 0.5
            vectors = [
                torch.nn.functional.normalize(table(*map(torch.from_numpy, side.batch(rows, drop_shared, args.dropout, random))), dim=1)
                for side in (left, right)
            ]
            scores = vectors[0] @ vectors[1].T * args.scale
            same = torch.arange(len(rows))
            loss = (torch.nn.functional.cross_entropy(scores, same) + torch.nn.functional.cross_entropy(scores.T, same)) / 2
            optimizer.zero_grad()
            loss.backward()
            for group in optimizer.param_groups:
                group["lr"] = args.rate * (1 - step / steps)
            optimizer.step()
            step, losses = step + 1, losses + loss.item()
            if step % 200 == 0:
                done = time.time() - begin
                print(
                    f"epoch {epoch + 1}/{args.epochs} step {step}/{steps} loss {losses / 200:.3f} {done:.0f} s, "
                    f"{done / step * (steps - step):.0f} s left",
                    flush=True,
                )
                losses = 0.0
    return table.weight.detach().numpy()


def calibrate(vectors: np.ndarray, tokenizer, rows: list[list[str]]) -> tuple[float, float]:
    """Slope and intercept of P(translation | cosine), by logistic regression (Platt 1999) on own sentences that were not trained on.

    Positive: a sentence and its translation. Negative, as often: half of them another sentence of the sample, half the sentence
    with a foreign one glued to it, because what a checker must tell apart is mostly partly right.
    """
    chance = np.random.default_rng(7)

    def encode(texts: list[str]) -> np.ndarray:
        out = np.stack(
            [
                vectors[encoding.ids].sum(axis=0) if encoding.ids else vectors[0]
                for encoding in tokenizer.encode_batch(texts, add_special_tokens=False)
            ]
        )
        return out / np.linalg.norm(out, axis=1, keepdims=True)

    cosines, labels = [], []
    for i, j in itertools.permutations(range(len(LANGUAGES)), 2):
        left, right = [row[i] for row in rows], [row[j] for row in rows]
        others = [int(other) + (int(other) >= here) for here, other in enumerate(chance.integers(0, len(rows) - 1, len(rows)))]
        half = [right[other] if here % 2 else f"{right[here]} {right[other]}" for here, other in enumerate(others)]
        source = encode(left)
        for texts, label in ((right, 1.0), (half, 0.0)):
            cosines.append((source * encode(texts)).sum(axis=1))
            labels.append(np.full(len(rows), label))
    x, y = np.concatenate(cosines), np.concatenate(labels)
    design, weights = np.stack([x, np.ones_like(x)], axis=1), np.zeros(2)
    for _ in range(50):  # Newton's method; the problem is convex
        p = 1 / (1 + np.exp(-design @ weights))
        weights += np.linalg.solve(design.T @ (design * (p * (1 - p))[:, None]) + 1e-6 * np.eye(2), design.T @ (y - p))
    return float(weights[0]), float(weights[1])


def export(vectors: np.ndarray, tokenizer_json: str, out: Path, calibration: tuple[float, float]) -> None:
    """Write `out/int8` (model2vec's format, one scale a row) and `out/float32` (a sentence-transformers StaticEmbedding folder)."""
    from safetensors.numpy import save_file

    vectors = vectors.astype(np.float32)
    # Only directions of means count, so one common factor is free: the largest row reaches full scale, scales stay near one.
    scales = np.abs(vectors).max(axis=1) / 127
    scales[scales == 0] = 1
    small = out / "int8"
    small.mkdir(parents=True, exist_ok=True)
    quantized = np.rint(vectors / scales[:, None]).astype(np.int8)
    save_file({"embeddings": quantized, "weights": scales.astype(np.float32)}, small / "model.safetensors")
    config = {
        "model_type": "model2vec",
        "architectures": ["StaticModel"],
        "normalize": True,
        "embedding_dtype": "int8",
        "hidden_dim": int(vectors.shape[1]),
    }
    (small / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    card = {"name": MODEL_NAME, "languages": list(LANGUAGES), "calibration": [round(value, 4) for value in calibration]}
    (small / "letterqa.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    (small / "tokenizer.json").write_text(tokenizer_json, encoding="utf-8")
    large = out / "float32"
    (large / "0_StaticEmbedding").mkdir(parents=True, exist_ok=True)
    save_file({"embedding.weight": vectors}, large / "0_StaticEmbedding" / "model.safetensors")
    (large / "0_StaticEmbedding" / "tokenizer.json").write_text(tokenizer_json, encoding="utf-8")
    modules = [
        {"idx": 0, "name": "0", "path": "0_StaticEmbedding", "type": "sentence_transformers.models.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    (large / "1_Normalize").mkdir(exist_ok=True)
    (large / "modules.json").write_text(json.dumps(modules, indent=1) + "\n", encoding="utf-8")
    (large / "config_sentence_transformers.json").write_text(json.dumps({"similarity_fn_name": "cosine"}) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/*.tsv.gz")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pieces", type=int, default=56_000)
    parser.add_argument("--dimensions", type=int, default=384)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--batch", type=int, default=1024)
    parser.add_argument("--rate", type=float, default=0.01)
    parser.add_argument("--scale", type=float, default=20.0)
    parser.add_argument("--dropout", type=float, default=0.3)
    parser.add_argument("--held-out", type=int, default=20, help="every N-th own sentence is not trained on")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    groups: dict[str, list[tuple[str, str]]] = {}
    for language, found in public_pairs(args.data / "train").items():
        groups.setdefault(f"en-{language}", []).extend(found)
    for (left, right), found in own_pairs(args.held_out).items():
        groups.setdefault(f"{left}-{right}", []).extend(found)
    groups = {name: [tuple(unicodedata.normalize("NFC", side) for side in pair) for pair in found] for name, found in groups.items()}
    print({name: len(found) for name, found in groups.items()}, flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    begin = time.time()
    tokenizer = train_tokenizer((side for name in sorted(groups) for pair in groups[name] for side in pair), args.pieces)
    print(f"tokenizer: {tokenizer.get_vocab_size()} pieces in {time.time() - begin:.0f} s", flush=True)
    encoded = {}
    for name, found in groups.items():
        ids = [[e.ids for e in tokenizer.encode_batch([pair[k] for pair in found], add_special_tokens=False)] for k in (0, 1)]
        encoded[name] = (Side(ids[0], ids[1]), Side(ids[1], ids[0]))
    vectors = train(encoded, tokenizer.get_vocab_size(), args)
    export(vectors, tokenizer.to_str(), args.out, calibrate(vectors, tokenizer, held_out_rows(args.held_out)))
    print(f"written to {args.out}", flush=True)


if __name__ == "__main__":
    main()
