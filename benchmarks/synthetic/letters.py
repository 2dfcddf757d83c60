"""Letters made from the project's own sentences that no model was trained on, with errors and benign changes made by rule.

Each letter has a salutation, paragraphs of several sentences, a list and a close, in two of the six languages. An edit is made
on one side; where and what is returned with it. Seeded: the same seed gives the same letters.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("en", "it", "fr", "es", "de", "pt")
OWN = Path(__file__).parents[2] / "tools" / "data" / "own" / "sentences.tsv"
HELD_OUT = 20  # must be the value that the shipped model was trained with (tools/train_embedding.py --held-out)
OPENING = {
    "en": "Dear Minister,",
    "it": "Signor Ministro,",
    "fr": "Monsieur le Ministre,",
    "es": "Señor Ministro:",
    "de": "Sehr geehrter Herr Minister,",
    "pt": "Senhor Ministro,",
}
ASKING = {
    "en": "We therefore ask you:",
    "it": "Le chiediamo pertanto:",
    "fr": "Nous vous demandons donc :",
    "es": "Por ello le pedimos:",
    "de": "Wir bitten Sie daher:",
    "pt": "Pedimos-lhe portanto:",
}
CLOSING = {
    "en": "Yours sincerely,",
    "it": "Distinti saluti,",
    "fr": "Respectueusement,",
    "es": "Atentamente,",
    "de": "Hochachtungsvoll",
    "pt": "Atenciosamente,",
}
AND = {"en": "and", "it": "e", "fr": "et", "es": "y", "de": "und", "pt": "e"}
KINDS = (
    "omit-sentence",
    "add-sentence",
    "omit-paragraph",
    "omit-list-item",
    "duplicate-paragraph",
    "swap-paragraphs",
    "untranslated-sentence",
    "truncated",
)
BENIGN = ("clean", "merge", "merge-paragraphs", "wrap", "exchange-sentences")


@dataclass(frozen=True)
class Case:
    """A pair of letters, what was done to it, on which side, and the words that were lost or gained."""

    kind: str
    side: str
    languages: tuple[str, str]
    source: str
    target: str
    error: bool


def held_out() -> list[dict[str, str]]:
    """The own sentences that no model saw, by language."""
    rows = [line.split("\t") for line in OWN.read_text(encoding="utf-8").splitlines()]
    return [dict(zip(LANGUAGES, row, strict=True)) for index, row in enumerate(rows) if index % HELD_OUT == 0 and len(row) == len(LANGUAGES)]


def render(paragraphs: list[list[str]], items: list[str], language: str) -> str:
    """The text of a letter."""
    body = "\n\n".join(" ".join(sentences) for sentences in paragraphs if sentences)
    listed = "\n".join(f"- {item}" for item in items)
    return f"{OPENING[language]}\n\n{body}\n\n{ASKING[language]}\n\n{listed}\n\n{CLOSING[language]}\n\nAnna Weber\n"


def cases(count: int, seed: int = 1, kinds: tuple[str, ...] = KINDS + BENIGN) -> Iterator[Case]:
    """`count` cases a kind, language pairs and sides in turn."""
    pool = held_out()
    pairs = [(a, b) for a in LANGUAGES for b in LANGUAGES if a != b]
    for kind in kinds:
        chance = random.Random(f"{seed} {kind}")
        for number in range(count):
            languages = pairs[number % len(pairs)]
            yield _case(kind, languages, "target" if number % 2 else "source", pool, chance)


def _case(kind: str, languages: tuple[str, str], side: str, pool: list[dict[str, str]], chance: random.Random) -> Case:
    chosen = chance.sample(pool, 24)
    cut, paragraphs = 0, []
    for _ in range(5):
        size = chance.randint(2, 5)
        paragraphs.append(chosen[cut : cut + size])
        cut += size
    items, spare = chosen[cut : cut + 3], pool[chance.randrange(len(pool))]
    while spare in chosen[: cut + 3]:
        spare = pool[chance.randrange(len(pool))]
    made = {}
    for name, language in zip(("source", "target"), languages, strict=True):
        texts, listed = [[row[language] for row in rows] for rows in paragraphs], [row[language] for row in items]
        if name == side:
            other = languages[1 if side == "source" else 0]
            _edit(kind, texts, listed, spare[language], [[row[other] for row in rows] for rows in paragraphs], language, chance)
        text = render(texts, listed, language)
        made[name] = _wrapped(text) if kind == "wrap" and name == side else text
    return Case(kind, side, languages, made["source"], made["target"], kind in KINDS)


def _edit(kind: str, texts: list[list[str]], listed: list[str], spare: str, others: list[list[str]], language: str, chance: random.Random) -> None:
    at = chance.randrange(len(texts))
    which = chance.randrange(len(texts[at]))
    if kind == "omit-sentence":
        del texts[at][which]
    elif kind == "add-sentence":
        texts[at].insert(which, spare)
    elif kind == "omit-paragraph":
        del texts[at]
    elif kind == "omit-list-item":
        del listed[chance.randrange(len(listed))]
    elif kind == "duplicate-paragraph":
        texts.insert(chance.randrange(len(texts) + 1), list(texts[at]))
    elif kind == "swap-paragraphs":
        at = chance.randrange(len(texts) - 1)
        texts[at], texts[at + 1] = texts[at + 1], texts[at]
    elif kind == "untranslated-sentence":
        texts[at][which] = others[at][which]
    elif kind == "truncated":
        words = texts[at][which].split()
        texts[at][which:] = [" ".join(words[: max(2, int(len(words) * chance.uniform(0.25, 0.6)))]).rstrip(",;:.")]
    elif kind == "merge":
        which = min(which, len(texts[at]) - 2)
        first, second = texts[at][which : which + 2]
        texts[at][which : which + 2] = [f"{first.rstrip('.')}, {AND[language]} {second[0].lower()}{second[1:]}"]
    elif kind == "merge-paragraphs":
        at = min(at, len(texts) - 2)
        texts[at : at + 2] = [texts[at] + texts[at + 1]]
    elif kind == "exchange-sentences":
        which = min(which, len(texts[at]) - 2)
        texts[at][which], texts[at][which + 1] = texts[at][which + 1], texts[at][which]


def _wrapped(text: str) -> str:
    import textwrap

    return "\n".join(textwrap.fill(line, 72, break_long_words=False, break_on_hyphens=False) if line else "" for line in text.split("\n"))
