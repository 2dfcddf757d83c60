"""Which files of a folder are versions of which letter, told from their names or folders; what belongs to none is listed, never passed over."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from letterqa import languages
from letterqa.errors import ConfigError, ReadError
from letterqa.locales import SUPPORTED, primary, spoken
from letterqa.reading import READERS
from letterqa.saying import say
from letterqa.wholes import Found, Left, Version, Versions

# Folders that hold something else than letters.
_APART = frozenset({"reports", "glossaries", "node_modules"})
# Files that stand beside letters in any project and are none.
_NONE = re.compile(r"(?:readme|changelog|license|licence|copying|contributing|notes?|todo)(?:[._-].*)?", re.IGNORECASE)
_TAG = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*"
_FIELDS = {"{letter}": "(?P<letter>.+?)", "{lang}": f"(?P<lang>{_TAG})", "*": "[^/]*"}


def discover(
    folder: Path, pattern: str | None = None, source: str | None = None, target: str | None = None, apart: frozenset[Path] = frozenset()
) -> Found:
    """The letters below a folder. Paths are relative to it, with slashes.

    `pattern` says where name and language stand: "{letter}_{lang}", "{lang}/{letter}", "{letter}/final.{lang}"; by default a file's name ends
    in its language, or a folder above it is named by it. `source` is the language of the sources (by default the one that most letters
    have, English among equals), `target` leaves only versions in one other language. `apart` are files and folders to pass over.

    Raises ConfigError for a pattern that cannot be used, ReadError for a folder that is none or in which no two versions belong together.
    """
    if not folder.is_dir():
        raise ReadError(f"{folder} is no folder: name the one that holds the letters." if folder.exists() else f"There is no folder {folder}.")
    told = _pattern(pattern) if pattern is not None else None
    sets: dict[str, dict[str, Version]] = {}
    left: list[Left] = []
    for path in _files(folder, apart):
        named = _matched(path, told) if told is not None else _named(path)
        if named is None:
            fits = say("its path does not fit the pattern {a}", a=pattern) if pattern is not None else None
            left.append(Left(path, fits or say("neither its name nor a folder says its language")))
            continue
        name, language, by_name = named
        versions = sets.setdefault(name, {})
        if language in versions:
            left.append(Left(path, say("{a} is the same letter in the same language", a=versions[language].path)))
            continue
        versions[language] = Version(path, language, by_name)
    return _arranged(sets, left, primary(source) if source else None, primary(target) if target else None, folder)


def _arranged(sets: Mapping[str, dict[str, Version]], left: list[Left], source: str | None, target: str | None, folder: Path) -> Found:
    counts = Counter(code for versions in sets.values() if len(versions) > 1 for code in {primary(tag) for tag in versions})
    if not counts:
        raise ReadError(
            f"No two files in {folder} are versions of one letter. Let their names end in the language (letter_en.txt, letter_it.txt), put each "
            "language into a folder (en/letter.txt, it/letter.txt), or say with --pattern where it stands."
        )
    order = sorted(counts, key=lambda code: (-counts[code], SUPPORTED.index(code) if code in SUPPORTED else len(SUPPORTED), code))
    main = source or order[0]
    letters = []
    for name in sorted(sets):
        versions = sets[name]
        ranked = sorted(
            versions, key=lambda tag: (primary(tag) != main, primary(tag) == target, order.index(primary(tag)) if primary(tag) in order else 99, tag)
        )
        first, rest = ranked[0], sorted(ranked[1:])
        others = tuple(versions[tag] for tag in rest if target is None or primary(tag) == target)
        if others:
            letters.append(Versions(name, versions[first], others, None if primary(first) == main else main))
            continue
        if target is not None and target != primary(first):
            reason = say("there is no version of it in {a}", a=spoken(target))
        else:
            reason = say("there is no other version of it")
        left.append(Left(versions[first].path, reason))
    if not letters:
        raise ReadError(f"No letter in {folder} has a version in {target}.")
    there = sorted({primary(version.language) for held in letters for version in (held.source, *held.targets)}, key=lambda code: (code != main, code))
    return Found(tuple(letters), main, tuple(there), tuple(sorted(left, key=lambda item: item.path)))


def _files(folder: Path, apart: frozenset[Path]) -> Iterator[str]:
    """Files that may be letters, in order; links to folders are not followed, so that nothing outside is read and no loop runs."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[:1] != "." and name not in _APART and (Path(place) / name).resolve() not in apart)
        for name in sorted(files):
            path = Path(place) / name
            if path.suffix.lower() in READERS and name[:1] not in (".", "~") and not _NONE.fullmatch(name) and path.resolve() not in apart:
                yield path.relative_to(folder).as_posix()


def _named(path: str) -> tuple[str, str, bool] | None:
    """Letter, language, and whether the reader tells it too; the name counts before the folders, a nearer folder before a farther one."""
    given = PurePosixPath(path)
    if (found := languages.named(given.stem)) is not None and found[0]:
        return str(given.with_name(found[0])), found[1], True
    parts = list(given.with_suffix("").parts)
    for index in range(len(parts) - 1 if found is None else len(parts), 0, -1):
        held = languages.named(parts[index - 1])
        if held is not None:
            rest = [*parts[: index - 1], *((held[0],) if held[0] else ()), *parts[index:]]
            return "/".join(rest) or ".", held[1], languages.claimed_by_name(path) == held[1]
    return None


def _pattern(pattern: str) -> re.Pattern[str]:
    if pattern.count("{letter}") != 1 or pattern.count("{lang}") != 1:
        raise ConfigError(
            f"--pattern {pattern}: say where the letter's name and the language stand, once each, as in {{letter}}_{{lang}} or {{lang}}/{{letter}}."
        )
    pieces = re.split(r"(\{letter\}|\{lang\}|\*)", pattern)
    return re.compile("".join(_FIELDS.get(piece, re.escape(piece)) for piece in pieces))


def _matched(path: str, pattern: re.Pattern[str]) -> tuple[str, str, bool] | None:
    for text in (str(PurePosixPath(path).with_suffix("")), path):
        match = pattern.fullmatch(text)
        if match is not None:
            code, *more = re.split("[-_]", match["lang"])
            tag = "-".join((code.lower(), *(part.upper() if len(part) == 2 else part for part in more)))
            return match["letter"], tag, languages.claimed_by_name(path) == tag
    return None
