"""Names of people by value: titles, initials, accents and the press's spellings of foreign sounds do not make another person."""

from __future__ import annotations

import re
from functools import cache

from letterqa.lexicon import Lexicon, plain, sounds, words

# Words between the names proper, which the press adds and drops.
PARTICLES = frozenset(
    "al el ul bin ibn ben bint abu ap mac o d l von van der den ter ten de da do dos das di del della du la le los las y e i".split()  # noqa: SIM905
)


def name_words(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The words of a name in order, without titles, particles and what is in brackets."""
    bare = re.sub(r"\([^)]*\)", " ", text)
    start = 0
    for term in lexicon.terms(bare):
        # Titles stand before a name; a middle initial may look like one ("Jonathan P. Kessler").
        if "title" not in term.kinds():
            break
        start = term.end
    forms = _forms(bare[start:]) or _forms(bare)
    return tuple(form for form in forms if form not in PARTICLES) or forms


def _forms(text: str) -> tuple[str, ...]:
    """The words of a text as compared, initials one by one."""
    every = (word.form for word in words(text.replace("-", " ")))
    return tuple(form for word in every for form in (re.findall(r"\w\.", word) if re.fullmatch(r"(?:\w\.){2,}", word) else [word]))


def same_word(one: str, two: str, languages: tuple[str, str]) -> bool:
    """Whether two words of names are one: equal, an initial of the other, or one sound spelled in two languages' ways."""
    if one == two:
        return True
    short, long = sorted((one.rstrip("."), two.rstrip(".")), key=len)
    if one.endswith(".") or two.endswith("."):
        return long.startswith(short) if len(short) <= 4 else False
    return len(short) > 2 and spoken_alike(one, two, languages)


def spoken_alike(one: str, two: str, languages: tuple[str, str]) -> bool:
    """Whether two spellings give one sequence of sounds when read by the ways of their own letters' languages or by English ones."""
    keys = {key for code in (languages[0], "en") for key in sound_keys(one, code)}
    return any(key in keys for code in (languages[1], "en") for key in sound_keys(two, code))


@cache
def _spellings(code: str) -> tuple[tuple[str, ...], ...]:
    """The sounds of a language's press, their spellings ready for comparison."""
    return tuple((plain(entry[0]), *entry[1:]) for entry in sounds(code))


@cache
def sound_keys(word: str, code: str) -> frozenset[str]:
    """A word's sounds as a language's press spells them, in the one or two ways its letters may be read; i before a vowel, which some
    write twice and some once, counts once."""
    keys = set()
    for which in (1, -1):
        text, found, at = plain(word), [], 0
        while at < len(text):
            entry = next((entry for entry in _spellings(code) if text.startswith(entry[0], at)), (text[at], text[at]))
            found.append(entry[which])
            at += len(entry[0])
        # A half-vowel before a consonant is written u, v or w, and a glide between vowels may go unwritten.
        sound = re.sub(r"(?<=[aeo])[vu](?=[^aeiou])", "v", re.sub(r"i{2,}", "i", "".join(found)))
        keys.add(re.sub(r"(?<=u)v(?=[aeio])", "", sound))
    return frozenset(keys)


_HISSING = str.maketrans("zSZJ", "sssg")


def heard_alike(one: str, two: str, languages: tuple[str, str]) -> bool:
    """Whether two spellings differ at most in sounds that transliterations confuse (s, z, sh, zh), when read as in `spoken_alike`."""
    keys = {key.translate(_HISSING) for code in (languages[0], "en") for key in sound_keys(one, code)}
    return any(key.translate(_HISSING) in keys for code in (languages[1], "en") for key in sound_keys(two, code))


def shared(one: tuple[str, ...], two: tuple[str, ...], languages: tuple[str, str]) -> int:
    """How many words two names have in common, each counted once."""
    rest = list(two)
    count = 0
    for word in one:
        match = next((other for other in rest if same_word(word, other, languages)), None)
        if match is not None:
            rest.remove(match)
            count += 1
    return count


def same_name(one: tuple[str, ...], two: tuple[str, ...], languages: tuple[str, str]) -> bool:
    """Whether two names may be one person's: all words of the shorter one are in the other, or nothing is left that contradicts."""
    if not one or not two:
        return True
    common = shared(one, two, languages)
    return common == min(len(one), len(two)) or "".join(one) == "".join(two)
