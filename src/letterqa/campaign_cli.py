"""`letterqa campaign`: all letters of a folder in all of their languages, on this machine or on many."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letterqa.errors import ConfigError
from letterqa.options import EXIT_BUG, EXIT_INTERRUPTED, EXIT_USAGE, checking, outcome_of, output_of, put, settings_of, tell
from letterqa.render import WORD
from letterqa.saving import save

if TYPE_CHECKING:
    from letterqa.batch.campaigns import Order
    from letterqa.batch.parcels import Parcel
    from letterqa.batch.storing import Store
    from letterqa.config import Settings
    from letterqa.wholes import Checked, Outcome, Pair, Whole

_PAGE = "reports/index.html"
_APIECE = ("xliff", WORD)  # formats of which every pair gets a file of its own, in a folder
_SUFFIX = {"html": ".html", "xliff": ".xlf", WORD: ".docx"}


@click.command()
@click.argument("folder", type=click.Path())
@checking(
    _PAGE + ", and a page a pair beside it",
    "A folder with other translations of the targets under the same names: scores each that has one (BLEU, chrF2++, TER by sacrebleu).",
    "The JSON report of an earlier campaign or check: only what it does not have fails the gate.",
)
@click.option(
    "--pattern",
    metavar="PATTERN",
    help="Where name and language stand in the files' paths: '{letter}_{lang}', '{lang}/{letter}'... "
    "[default: names that end in a language, or folders named by one]",
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to use. [default: one a processor]")
@click.option("--scheduler", metavar="ADDRESS", help="Check on the Dask cluster whose scheduler is there (tcp://...); needs letterqa[cluster].")
@click.option("--cache", metavar="DIR", help="Where outcomes are kept, so that only what changed is checked again. [default: FOLDER/.letterqa-cache]")
@click.option("--no-cache", is_flag=True, help="Keep nothing, and look at nothing that was kept.")
def campaign(
    folder: str,
    report: tuple[str, ...],
    config_path: str | None,
    quiet: bool,
    open_report: bool,
    without_text: bool,
    ui_lang: str | None,
    pattern: str | None,
    jobs: int | None,
    scheduler: str | None,
    cache: str | None,
    no_cache: bool,
    **options: Any,
) -> None:
    """Check all letters in FOLDER, each against all of its other versions: letter_en.txt and letter_it.txt, or en/letter.txt and it/letter.txt.

    Writes a page a pair and one that leads to them. Reports in json, sarif, junit, md, tsv, github and gitlab are one for all; xliff:DIR and
    docx:DIR a file a pair. What is not paired is listed. Ctrl-C keeps what is done, and the next run goes on from there.

    Exit codes as for check, over all pairs; 2 also where a letter could not be read.
    """
    from letterqa.batch.campaigns import Order, complete, identity, pairs, perform
    from letterqa.batch.discovering import discover
    from letterqa.batch.storing import FOLDER, opened
    from letterqa.render.speaking import of_the_user

    root = Path(folder)
    settings = settings_of(root / "x", config_path, options)
    outputs = _outputs(report or settings.report, without_text)
    page = next((Path(path) for kind, path in outputs if kind == "html"), None)
    if open_report and page is None:
        raise ConfigError("--open needs an HTML report in a file: add --report PATH.html.")
    references = _references(settings)
    kept = None if no_cache else Path(cache) if cache is not None else root / FOLDER
    apart = frozenset(
        path.resolve()
        for path in (*(Path(path) for _, path in outputs if path != "-"), *((kept,) if kept else ()), *((references,) if references else ()))
    )
    found = discover(root, pattern, settings.source_lang, settings.target_lang, apart)
    todo = pairs(found)
    language = ui_lang or of_the_user()
    order = Order(root, settings, tuple(dict.fromkeys(kind for kind, _ in outputs)), not without_text, language, references)
    checked: list[Checked] = []
    with opened(kept, identity(settings)) as store, _server(settings, scheduler) as serve:
        run = _runner(scheduler, jobs, len(todo))
        try:
            with _progress(len(todo), quiet) as advance:
                for item in perform(order, todo, store, run, no_cache, serve):
                    _page(item, store, outputs)
                    checked.append(item)
                    advance(item)
        except KeyboardInterrupt:
            tell(f"letterqa: stopped. {len(checked)} of {len(todo)} pairs are done" + ("." if no_cache else "; the same command goes on from there."))
            stopped = True
        else:
            stopped = False
        whole = complete(order, found, checked, len(todo))
        written = _write(whole, store, outputs, order)
    from rich.console import Console

    from letterqa.render.terminal import campaign_summary

    campaign_summary(whole, Console(stderr=any(path == "-" for _, path in outputs), highlight=False), written, quiet, not without_text)
    bugs = [item for item in whole.broken if item.outcome.bug]
    for item in bugs:
        tell(f"{item.pair.source.path}, {item.pair.target.path}:\n{item.outcome.error}")
    if bugs:
        tell(
            "This is a bug in letterqa, not in your letters. Please report the lines above, without the text of the letters if they are confidential."
        )
    if open_report and page is not None:
        click.launch(str(page))
    sys.exit(EXIT_INTERRUPTED if stopped else EXIT_BUG if bugs else EXIT_USAGE if whole.broken else outcome_of(settings, whole))


def _outputs(specs: tuple[str, ...], without_text: bool) -> list[tuple[str, str]]:
    outputs = [output_of(spec) for spec in specs] or [("html", _PAGE)]
    kinds = [kind for kind, _ in outputs]
    for kind, path in outputs:
        if kinds.count(kind) > 1:
            raise ConfigError(f"--report: {kind} is wanted twice; a campaign writes one of each.")
        if path == "-" and (kind in ("html", *_APIECE) or (without_text and kind == "json")):
            raise ConfigError(
                f"--report {kind}:-: a campaign's report in {kind} cannot be printed{' without text' if kind == 'json' else ''}; write it to a file."
            )
        if kind in _APIECE and Path(path).suffix:
            raise ConfigError(f"--report {kind}:{path}: every pair gets a file of its own; name a folder, as in {kind}:reports/{kind}.")
    return outputs


def _references(settings: Settings) -> Path | None:
    if settings.reference is None:
        return None
    if not Path(settings.reference).is_dir():
        raise ConfigError(f"--reference {settings.reference}: for a campaign, name a folder that holds the references under the targets' names.")
    return Path(settings.reference)


def _runner(scheduler: str | None, jobs: int | None, pairs: int) -> Callable[[Iterable[Parcel]], Iterator[Outcome]]:
    if scheduler is not None:
        from letterqa.batch.cluster import run as spread

        return partial(spread, scheduler=scheduler)
    from letterqa.batch.running import FEW, processors, run

    # A few pairs are done before another process would have started.
    return partial(run, jobs=jobs or (1 if pairs <= FEW else min(processors(), pairs)))


@contextmanager
def _server(settings: Settings, scheduler: str | None) -> Iterator[Callable[[], str | None]]:
    """One LanguageTool for all processes of this machine, started when it is first asked for; workers elsewhere use their own."""
    from letterqa.javaserver import JavaServer
    from letterqa.proofreading import common_server

    started: list[JavaServer | None] = []

    def serve() -> str | None:
        if scheduler is not None or not settings.wants("grammar"):
            return None
        if not started:
            started.append(common_server(settings.languagetool))
        return started[0].url if started[0] is not None else None

    try:
        yield serve
    finally:
        for server in started:
            if server is not None:
                server.stop()


@contextmanager
def _progress(total: int, quiet: bool) -> Iterator[Callable[[Checked], None]]:
    """On a terminal a bar with rate and time left; elsewhere a line a pair as it finishes, on standard error."""
    if not sys.stderr.isatty():
        done = 0

        def line(item: Checked) -> None:
            nonlocal done
            done += 1
            outcome = item.outcome
            said = "not checked" if outcome.error else "red" if outcome.failed else "green"
            if not quiet:
                tell(f"{done}/{total} {item.pair.target.path}: {said}{' (known)' if item.again else ''}")

        yield line
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    with Progress(
        TextColumn("Checking"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("", total=total, rate="")

        def move(item: Checked) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, advance=1, rate=f"{speed:.1f} pairs/s" if speed else "")

        yield move


def _name(pair: Pair, suffix: str) -> str:
    """Where a pair's own file lies below a folder: its letter's name with the two languages."""
    letter = "letter" if pair.letter == "." else pair.letter
    return f"{letter}.{pair.source.language}--{pair.target.language}{suffix}"


def _page(item: Checked, store: Store, outputs: list[tuple[str, str]]) -> None:
    """Write a pair's own files; one that is there already, byte for byte, is left alone."""
    import hashlib

    for kind, path in outputs:
        if kind not in _SUFFIX or kind not in item.kept.digests:
            continue
        folder = Path(path).parent if kind == "html" else Path(path)
        file = folder / _name(item.pair, _SUFFIX[kind])
        if item.again and file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == item.kept.digests[kind]:
            continue
        save(file, _report(store, item, kind))


def _report(store: Store, item: Checked, kind: str) -> bytes:
    data = store.report(item.kept.key, kind)
    if data is None:
        raise ConfigError("A part of the cache is damaged or was taken away: run the same command with --no-cache.")
    return data


def _write(whole: Whole, store: Store, outputs: list[tuple[str, str]], order: Order) -> list[str]:
    from letterqa.render import merging

    written = []
    names = [path for kind, path in outputs if kind in merging.MERGERS and path != "-"]
    for kind, path in outputs:
        if kind == "html":
            save(Path(path), _index(whole, Path(path), order.language, names))
        elif kind in merging.MERGERS:
            pieces = merging.merged(kind, whole, lambda item, form: _report(store, item, form), order.text)
            if path == "-":
                put(path, "".join(pieces))
            else:
                save(Path(path), pieces)
        if kind == "sarif" and path != "-":
            for item in whole.checked:
                for name in item.kept.digests:
                    if name.startswith("text:"):
                        save(Path(path).parent / f"{name.removeprefix('text:')}.txt", _report(store, item, name))
        if path != "-":
            written.append(path)
    return written


def _index(whole: Whole, page: Path, language: str, names: list[str]) -> str:
    from urllib.parse import quote

    from letterqa.render.overview import render

    def address(item: Checked) -> str:
        return quote(_name(item.pair, ".html")) if "html" in item.kept.digests else ""

    # Names with bytes that are no text cannot stand in an address; such a file is not led to.
    others = tuple(quote(os.path.relpath(name, page.parent).replace(os.sep, "/")) for name in names if name.isprintable())
    return render(whole, address, language, others)
