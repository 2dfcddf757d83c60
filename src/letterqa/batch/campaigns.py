"""A campaign from its folder to its outcomes: what is known is not checked again, what is checked is kept, and nothing is held that is not needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from letterqa import across, campaign
from letterqa.across import Across
from letterqa.batch.parcels import Materials, Parcel, materials
from letterqa.batch.storing import Store
from letterqa.config import Settings
from letterqa.errors import ConfigError, ReadError
from letterqa.locales import primary
from letterqa.proofreading import proofread_by
from letterqa.reading import Source, load
from letterqa.wholes import Checked, Found, Kept, Outcome, Pair, Versions, Whole, by_letter

Runner = Callable[[Iterable[Parcel]], Iterator[Outcome]]


def pairs(found: Found) -> tuple[Pair, ...]:
    """Every pair of a campaign, letter by letter."""
    both = [(letter, target) for letter in found.letters for target in letter.targets]
    return tuple(Pair(number, letter.name, letter.source, target) for number, (letter, target) in enumerate(both))


@dataclass(frozen=True)
class Order:
    """What is wanted of every pair: settings, formats, whether words of the letters may be in reports that can do without, language of the
    pages. `references` is a folder with another translation of targets under the same names."""

    folder: Path
    settings: Settings
    wanted: tuple[str, ...]
    text: bool = True
    language: str = "en"
    references: Path | None = None

    def shown(self, path: str) -> str:
        """A path as it stands in reports: with the folder as it was given, unless that is absolute."""
        return path if self.folder.is_absolute() or self.folder == Path() else (self.folder / path).as_posix()


def perform(
    order: Order, todo: Sequence[Pair], store: Store, run: Runner, fresh: bool = False, serve: Callable[[], str | None] = lambda: None
) -> Iterator[Checked]:
    """Check pairs, or find them in the store, as they come; `fresh` looks at nothing that was kept. `serve` gives the address of a server that
    checks grammar for all, and is asked before the first pair is checked.

    Raises LetterqaError for settings or files beside the letters that cannot be used; a letter that cannot is an outcome.
    """
    keys: dict[int, str] = {}
    known: list[Checked] = []
    read = lru_cache(maxsize=2)(lambda path: load(path).data)  # the source is the same for all of its pairs
    gathered = lru_cache(maxsize=64)(lambda folders, reference: materials(order.settings, folders, reference))

    def waiting() -> Iterator[Parcel]:
        for pair in todo:
            try:
                folders, reference = _around(order, pair)
                sources = [
                    Source(order.shown(side.path), order.shown(side.path), read(order.folder / side.path)) for side in (pair.source, pair.target)
                ]
            except ReadError as error:
                known.append(Checked(pair, Kept(Outcome(pair.number, str(error)), "", {})))
                continue
            try:
                parcel = _parcel(order, pair, sources, gathered(folders, reference))
            except ReadError as error:  # of what all pairs use
                raise ConfigError(str(error)) from error
            keys[pair.number] = key = store.key(parcel)
            kept = None if fresh else store.get(key)
            if kept is not None:
                known.append(Checked(pair, replace(kept, outcome=replace(kept.outcome, number=pair.number)), True))
                continue
            yield replace(parcel, server=serve())

    by_number = {pair.number: pair for pair in todo}
    parcels = waiting()
    first = next(parcels, None)  # with nothing to check, no process is started
    yield from _taken(known)
    if first is None:
        return
    servable = proofread_by(order.settings.languagetool) != "none"
    for outcome in run(chain((first,), parcels)):
        yield from _taken(known)
        key = keys.pop(outcome.number)
        # What failed, or lacked a server that is there, may go well the next time.
        passing = bool(outcome.error) or (outcome.unavailable and servable)
        yield Checked(by_number[outcome.number], store.put(key, outcome, passing))
    yield from _taken(known)


def complete(order: Order, found: Found, checked: Iterable[Checked], total: int) -> Whole:
    """The whole of a campaign, with what only all versions together show."""
    done = tuple(sorted(checked, key=lambda item: item.pair.number))
    settings = order.settings
    held, usual, promised = by_letter(done), _usual(found), _promised(order)
    over: list[Across] = []
    for letter in found.letters:
        over += _odd(letter, held.get(letter.name, {}))
        if settings.target_lang is None:
            over += across.missing(letter.name, [version.language for version in (letter.source, *letter.targets)], usual, promised)
    wanted = tuple(replace(item, severity=settings.level(item.rule.id, item.severity)) for item in over if settings.wants(item.rule.id))
    folder = order.folder.resolve().name if order.folder.is_absolute() or order.folder == Path() else order.folder.as_posix()
    return Whole(folder, order.shown("x")[:-1], found, done, wanted, settings.fail_on, stopped=total - len(done))


def identity(settings: Settings) -> str:
    """What decides outcomes besides letters, settings and materials: versions of what checks, and the files of a model that the user names.

    Of LanguageTool its folder counts; a server of the user's answers for itself.
    """
    parts = [f"{name} {version(name)}" for name in ("numpy", "yasbd-lib", "py3langid", "language-tool-python", "sacrebleu", "babel")]
    if settings.model is not None and Path(settings.model).is_dir():
        for path in sorted(Path(settings.model).rglob("*")):
            stat = path.stat()
            parts.append(f"{path.relative_to(settings.model).as_posix()} {stat.st_size} {stat.st_mtime_ns}")
    return "\0".join((*parts, proofread_by(settings.languagetool)))


def _taken(known: list[Checked]) -> Iterator[Checked]:
    while known:
        yield known.pop(0)


def _odd(letter: Versions, held: Mapping[str, Checked]) -> Iterator[Across]:
    claims = {tag: item.outcome.claims for tag, item in held.items() if not item.outcome.error}
    if len(claims) == len(letter.targets):  # with a version unread, nobody can say that the others agree
        yield from across.alone(letter.name, letter.source.language, claims)


def _usual(found: Found) -> tuple[str, ...]:
    """The languages that more than half of the letters have."""
    has = [{primary(version.language) for version in (letter.source, *letter.targets)} for letter in found.letters]
    return tuple(tag for tag in found.languages if sum(tag in held for held in has) * 2 > len(has))


def _promised(order: Order) -> tuple[str, ...]:
    """The languages for which the campaign sheet names an addressee."""
    path = campaign.chosen(order.settings.campaign, (order.folder,))
    return tuple(sorted(tag for tag in campaign.load(path).addressees if tag)) if path is not None else ()


def _around(order: Order, pair: Pair) -> tuple[tuple[Path, ...], Path | None]:
    """The folders in which a pair's materials may lie, and its reference translation, if there is one."""
    folders = tuple(dict.fromkeys((order.folder, *((order.folder / version.path).parent for version in (pair.source, pair.target)))))
    reference = order.references / pair.target.path if order.references is not None else None
    return folders, reference if reference is not None and reference.is_file() else None


def _parcel(order: Order, pair: Pair, sources: Sequence[Source], held: Materials) -> Parcel:
    settings = replace(
        order.settings,
        source_lang=None if pair.source.told else pair.source.language,
        target_lang=None if pair.target.told else pair.target.language,
        glossary=(),
        campaign=None,
        waivers=None,
        baseline=None,
        reference=None,
        report=(),
    )
    return Parcel(pair.number, sources[0], sources[1], settings, held, order.wanted, order.text, order.language)
