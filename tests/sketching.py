"""Letters sketched in a line: "salutation=S AB (CD)" has a salutation and two paragraphs, of the sentences A and B, and of C and D in one.

A sentence is a capital, and stands for words of its own; the other language writes every word backwards, and the encoder knows that.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from letterqa.bitext import Bitext
from letterqa.letter import Block, Letter, Origin, Role, Segment, Span


class MirrorEncoder:
    """Bags of words, each word a random direction, the same one for a word and for its mirror image."""

    name = "mirror"
    languages = None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                row += _direction(min(word, word[::-1]))
            row /= float(np.linalg.norm(row)) or 1.0
        return rows

    def probability(self, cosine: float) -> float:
        return float(1 / (1 + np.exp(5 - 12 * cosine)))


@cache
def _direction(word: str) -> NDArray[np.float32]:
    return np.random.default_rng(zlib.crc32(word.encode())).standard_normal(256).astype(np.float32)


def sentence(name: str, mirrored: bool = False) -> str:
    """Nine to thirteen words that no other sentence has; a small letter adds to a sentence's text, for one that was edited."""
    words = [f"{capital.lower()}{syllable}" for capital in name if capital.isupper() for syllable in _SYLLABLES[: 9 + ord(capital) % 5]]
    words += [f"{small}small{syllable}" for small in name if small.islower() for syllable in _SYLLABLES[:3]]
    return " ".join(word[::-1] if mirrored else word for word in words) + "."


_SYLLABLES = ("bako", "cenu", "dila", "fomi", "garu", "hesto", "jipa", "kolme", "lurin", "matob", "nefis", "polka", "ruvet")


def sketch(plan: str, mirrored: bool = False) -> Letter:
    """A letter of the blocks of a plan."""
    text, blocks, segments = "", [], []
    for piece in plan.split():
        role, _, names = piece.rpartition("=")
        start = len(text)
        for name in re.findall(r"\(([A-Za-z]+)\)|([A-Z][a-z]*)", names):
            at = len(text)
            text += sentence(name[0] or name[1], mirrored)
            segments.append(Segment(len(segments), Span(at, len(text)), len(blocks)))
            text += " "
        text = text[:-1]
        blocks.append(Block(Span(start, len(text)), Role(role or "paragraph")))
        text += "\n\n"
    return Letter("mirror.txt" if mirrored else "plain.txt", "it" if mirrored else "en", text, tuple(blocks), tuple(segments), Origin("line", (0,)))


def names(plan: str) -> list[str]:
    """The sentences of a plan, in order."""
    return [
        one[0] or one[1] for piece in plan.split() for one in re.findall(r"\(([A-Za-z]+)\)|([A-Z][a-z]*)", piece.rpartition("=")[2])
    ]


def told(bitext: Bitext, source: str, target: str) -> str:
    """The beads of two sketches: "A=A B+C=BC D= =E"."""
    left, right = names(source), names(target)
    return " ".join(f"{'+'.join(left[s.index] for s in bead.source)}={'+'.join(right[t.index] for t in bead.target)}" for bead in bitext.beads)
