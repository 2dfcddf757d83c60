"""The command line: the only module that prints, writes files or exits."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letterqa import __version__
from letterqa.campaign_cli import campaign
from letterqa.errors import ConfigError, LetterqaError
from letterqa.glossary_cli import glossary
from letterqa.languagetool_cli import languagetool
from letterqa.options import (
    EXIT_BUG,
    EXIT_INTERRUPTED,
    EXIT_USAGE,
    checking,
    configured,
    gated,
    is_same,
    modelled,
    outcome_of,
    output_of,
    put,
    settings_of,
    spoken,
    tell,
)
from letterqa.render import FORMATS, WHOLE, WORD
from letterqa.review_cli import waive
from letterqa.saving import save

if TYPE_CHECKING:
    from letterqa.config import Settings
    from letterqa.report import Report

# Before numpy is loaded: the products here are small, and threads that wait for each other cost more than they save.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

LONG = 60_000  # bytes; two letters of this size together take about two seconds


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="letterqa", message="%(prog)s %(version)s")
def cli() -> None:
    """Compare the language versions of an advocacy letter before it is published."""


cli.add_command(campaign)
cli.add_command(glossary)
cli.add_command(languagetool)
cli.add_command(waive)


@cli.command()
@click.argument("source", type=click.Path())
@click.argument("target", type=click.Path(), required=False)
@checking(
    "reports/SOURCE--TARGET.html",
    "An approved or second translation of TARGET: scores the letter against it (BLEU, chrF2++, TER by sacrebleu).",
    "An earlier report (.json or .html): only what it does not have fails the gate.",
)
def check(
    source: str,
    target: str | None,
    report: tuple[str, ...],
    config_path: str | None,
    quiet: bool,
    open_report: bool,
    without_text: bool,
    ui_lang: str | None,
    **options: Any,
) -> None:
    """Compare two versions of a letter, SOURCE and TARGET, and report what differs. Without TARGET, SOURCE holds both versions.

    Formats: .txt, .md, .docx, .odt, .rtf, .html and .pdf.

    Exit code 0: nothing at or above the gate; 1: something is; 2: usage, configuration or input; 3: with --strict, a check could
    not run.
    """
    settings = settings_of(Path(source), config_path, options)
    outputs = [output_of(spec) for spec in report or settings.report] or [("html", str(_default_report(source, target)))]
    if open_report and not any(kind == "html" and path != "-" for kind, path in outputs):
        raise ConfigError("--open needs an HTML report in a file: add --report PATH.html.")
    for kind, path in outputs:
        if path == "-" and (kind == WORD or (without_text and kind in WHOLE)):
            reason = "cannot be printed" if kind == WORD else "holds the letters, and --without-text keeps them out of what is printed"
            raise ConfigError(f"--report {kind}:-: a report in {kind} {reason}; write it to a file.")
        if path != "-" and any(is_same(path, letter) for letter in (source, *([target] if target else []))):
            raise ConfigError(f"--report {path}: that is one of the letters; choose another name.")
    from letterqa.checker import Checker

    with _encoding(settings) as progress, Checker(settings, progress) as checker, _patience(settings, source, *([target] if target else [])):
        result = checker.check(source, target)
    written = _write(result, outputs, not without_text, target, ui_lang)
    _summarise(result, written, quiet, any(path == "-" for _, path in outputs), not without_text)
    if open_report:
        click.launch(next(path for kind, path in outputs if kind == "html" and path != "-"))
    sys.exit(outcome_of(settings, result))


@cli.command()
@click.argument("source", type=click.Path())
@click.argument("target", type=click.Path(), required=False)
@spoken
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="PATH",
    help="Write the beads to a file too, several times if wanted: .tmx (translation memory), .xlf or .xliff, .tsv (source, target, "
    "similarity), .txt or .align (as printed).",
)
@click.option(
    "--lines",
    is_flag=True,
    help="Every line that is not blank is a segment: nothing is cut, joined or taken for a part of a letter. Indexes count these lines "
    "only; blank lines end paragraphs. Any suffix is read.",
)
@configured
@modelled
def align(source: str, target: str | None, outputs: tuple[str, ...], lines: bool, config_path: str | None, **options: Any) -> None:
    """Print which segments of two versions, SOURCE and TARGET, answer each other, a group (bead) a line as vecalign does:
    [0]:[0, 1]:0.15. Without TARGET, SOURCE holds both versions.

    First the segments of SOURCE, then those of TARGET, counted from 0; empty brackets where nothing answers. A segment is a sentence,
    or a whole block such as an address. The third figure is the cost, 1 minus the similarity; the similarity is the estimated
    probability that the two sides translate each other. The cost of what has no counterpart is 0.00.

    Exit code 0, whatever the beads; 2: usage, configuration or input.
    """
    from letterqa import exchange
    from letterqa.render.wording import count

    letters = [path for path in (source, target) if path is not None]
    for path in outputs:
        if Path(path).suffix.lower() not in exchange.FORMS:
            raise ConfigError(f"--output {path}: the format cannot be told from the name; use a name in {', '.join(exchange.FORMS)}.")
        if any(is_same(path, letter) for letter in letters):
            raise ConfigError(f"--output {path}: that is one of the letters; choose another name.")
    settings = settings_of(Path(source), config_path, options)
    from letterqa.checker import Checker

    with _encoding(settings) as progress, Checker(settings, progress) as checker, _patience(settings, *letters):
        bitext, doubts = checker.align(source, target, prepared=lines)
    written = [(path, exchange.FORMS[Path(path).suffix.lower()](bitext)) for path in outputs]
    for path, content in written:
        save(Path(path), content)
    click.echo(exchange.notation(bitext), nl=False)
    for sentence in (*(f"{side.path}: {remark}" for side in (bitext.source, bitext.target) for remark in side.remarks), *(d.reason for d in doubts)):
        tell(sentence)
    for path in outputs:
        tell(f"Wrote {path}.")
        if Path(path).suffix.lower() == ".tmx" and (alone := exchange.unpaired(bitext)):
            tell(f"{path} leaves out {count(alone, 'segment')} without counterpart: a translation memory holds pairs only.")


@cli.command()
@click.argument("letter", type=click.Path())
@click.option("--lang", "--source-lang", "source_lang", metavar="L", help="Language of LETTER; by default told from its name and text.")
@click.option("--report", metavar="PATH", help="Write a JSON report too; - is standard output.")
@gated
def lint(letter: str, report: str | None, config_path: str | None, **options: Any) -> None:
    """Check one version of a LETTER by itself: blanks, residue, a salutation that does not fit the address, tracked changes.

    Exit codes as for check.
    """
    settings = settings_of(Path(letter), config_path, options)
    from letterqa.checker import Checker

    with Checker(settings) as checker:
        result = checker.lint(letter)
    if report is not None:
        from letterqa.render import json_report

        put(report, json_report.render(result))
    from rich.console import Console

    from letterqa.render.terminal import lint_summary

    lint_summary(result, Console(stderr=report == "-", highlight=False))
    sys.exit(outcome_of(settings, result))


@cli.command()
@click.argument("letter", type=click.Path())
@click.option("--lang", "--source-lang", "source_lang", metavar="L", help="Language of LETTER; by default told from its name and text.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--all", "everything", is_flag=True, help="With figures that are not missed by themselves: one, both, dozens, first.")
def mentions(letter: str, source_lang: str | None, as_json: bool, everything: bool) -> None:
    """List what a LETTER mentions as a value: figures, dates, codes, contacts and names, as the checks compare them."""
    settings = settings_of(Path(letter), None, {"source_lang": source_lang})
    from letterqa import pipeline
    from letterqa.mentioned import mentioned

    read = pipeline.load(letter, settings.source_lang)
    found = [item for item in mentioned(read) if everything or not item.weak]
    if as_json:
        from letterqa.render import json_report

        click.echo(json_report.mentions(read, found), nl=False)
        return
    from rich.console import Console

    from letterqa.render.terminal import mentions_table

    mentions_table(read, found, Console(highlight=False))


@cli.command()
@click.argument("bilingual", type=click.Path())
@click.option("-o", "--output", type=click.Path(file_okay=False), metavar="DIR", help="Folder for the two files. [default: that of BILINGUAL]")
@click.option("--source-lang", metavar="L", help="One of the two languages, where they cannot be told from the text.")
@click.option("--target-lang", metavar="L", help="The other language.")
@click.option("--force", is_flag=True, help="Replace files that are already there.")
def split(bilingual: str, output: str | None, force: bool, **options: Any) -> None:
    """Write the two versions that one BILINGUAL file holds into a file each, named like it: letter.txt gives letter_en.txt, letter_it.txt.

    BILINGUAL itself is left as it is. Lines that may belong to the other version, or are in a third language, are listed.
    """
    from letterqa import pipeline
    from letterqa.bilingual import remark

    settings = settings_of(Path(bilingual), None, options)
    division = pipeline.divide_file(bilingual, settings)
    folder = Path(output) if output is not None else Path(bilingual).parent
    paths = [folder / f"{Path(bilingual).stem}_{code}.txt" for code, _ in division.versions]
    there = [path for path in paths if path.exists()]
    if there and not force:
        raise ConfigError(f"{there[0]} is already there and was left as it is; use --force to replace it, or -o to write elsewhere.")
    for path, (code, document) in zip(paths, division.versions, strict=True):
        save(path, document.text.strip("\n") + "\n")
        click.echo(f"{path}: {_language(code)}, {len(document.text.split()):,} words")
    unit = division.versions[0][1].origin.unit
    if division.doubts:
        click.echo("\nPlease look at these lines:")
    for doubt in division.doubts:
        click.echo(f"  {remark(doubt, unit)}")


def _language(code: str) -> str:
    from letterqa.locales import language_name

    return language_name(code)


@cli.command()
@click.argument("rule", required=False, metavar="[ID]")
def rules(rule: str | None) -> None:
    """List the rules, or say what rule ID finds, why, with an example and how to silence it. A family's name lists its rules."""
    from letterqa import checks

    known = checks.rules()
    if rule in known:
        found = known[rule]
        click.echo(f"{found.id}  ({found.severity}; MQM: {found.category})\n\n{found.summary}\n\nWhy: {found.why}\nExample: {found.example}\n")
        click.echo(
            f'To silence it: --ignore {found.id}, or in letterqa.toml\n\n    [severity]\n    "{found.id}" = "off"\n\n'
            'or give it another severity there: "neutral", "minor", "major" or "critical".'
        )
        return
    listed = [item for item in known.values() if rule is None or item.family == rule]
    if not listed:
        from letterqa.config import check_prefixes

        check_prefixes((str(rule),), known, "rules")
    width = max(len(item.id) for item in listed)
    for item in listed:
        click.echo(f"{item.id:{width}}  {item.severity!s:8}  {item.summary}")


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False), default=".")
@click.option("--campaign", is_flag=True, help="Write a campaign sheet, campaign.toml, instead.")
def init(folder: str, campaign: bool) -> None:
    """Write a commented letterqa.toml, or a campaign sheet, into FOLDER (here by default); an existing one is left alone."""
    from importlib import resources

    name = "campaign.toml" if campaign else "letterqa.toml"
    path = Path(folder) / name
    if path.exists():
        raise ConfigError(f"{path} is already there and was left as it is.")
    text = (resources.files("letterqa") / "data" / name).read_text(encoding="utf-8")
    save(path, text)
    if campaign:
        click.echo(f"Wrote {path}. Take the # away before the lines that you need; letterqa finds it beside the letters.")
    else:
        click.echo(f"Wrote {path}. Every setting in it is commented out and shows its default.")


def _default_report(source: str, target: str | None) -> Path:
    """reports/<source>--<target>.html, with the languages added where both stems are equal; reports/<source>.html for a bilingual file."""
    from letterqa import languages

    if target is None:
        return Path("reports") / f"{Path(source).stem}.html"
    names = [Path(path).stem for path in (source, target)]
    if names[0] == names[1]:
        codes = [languages.claimed_by_name(path) or Path(path).resolve().parent.name for path in (source, target)]
        names = [f"{name}.{code}" for name, code in zip(names, codes, strict=True)]
    return Path("reports") / f"{names[0]}--{names[1]}.html"


def _write(result: Report, outputs: list[tuple[str, str]], text: bool, target: str | None, ui_lang: str | None) -> list[str]:
    for kind, path in outputs:
        if kind == WORD:
            from letterqa.render import word

            original = Path(target).read_bytes() if target is not None and Path(target).suffix.lower() == ".docx" else None
            save(Path(path), word.render(result, original))
            continue
        if kind == "html":
            from letterqa.render.speaking import of_the_user

            put(path, FORMATS[kind](result, language=ui_lang or of_the_user()))
            continue
        put(path, FORMATS[kind](result, text))
        if kind == "sarif" and path != "-" and text:
            _canonical(result, Path(path).parent)
    return [path for _, path in outputs if path != "-"]


def _canonical(result: Report, folder: Path) -> None:
    """The text of letters whose files have no lines, beside a report that points at lines of it."""
    for letter in (result.bitext.source, result.bitext.target):
        if letter.origin.unit != "line":
            save(folder / f"{letter.path}.txt", letter.text)


def _patience(settings: Settings, *paths: str) -> AbstractContextManager[object]:
    """A moving line on a terminal's standard error while long letters are compared, nothing for the usual ones."""
    if settings.model or not sys.stderr.isatty() or sum(Path(path).stat().st_size for path in paths if Path(path).is_file()) < LONG:
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status("Comparing the letters…")


@contextmanager
def _encoding(settings: Settings) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on a terminal's standard error while a model that the user named encodes; None for the shipped one."""
    if not settings.model or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"Comparing with {Path(settings.model).name}", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _summarise(result: Report, written: list[str], quiet: bool, to_stderr: bool, text: bool) -> None:
    """The terminal summary; on standard error when a report went to standard output."""
    from rich.console import Console

    from letterqa.render.terminal import summary

    summary(result, Console(stderr=to_stderr, highlight=False), written, quiet, text)


def main(arguments: list[str] | None = None) -> None:
    """Entry point: runs the command line and turns every outcome into its exit code."""
    # A job that is cancelled ends in order too: a server that was started is stopped at exit.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    sys.exit(_guarded(lambda: cli.main(args=arguments, prog_name="letterqa", standalone_mode=False)))


def _guarded(run: Callable[[], Any]) -> int:
    try:
        run()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except LetterqaError as error:
        click.echo(f"letterqa: {error}", err=True)
        return EXIT_USAGE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        click.echo("letterqa: stopped.", err=True)
        return EXIT_INTERRUPTED
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except KeyboardInterrupt:
        click.echo("letterqa: stopped.", err=True)
        return EXIT_INTERRUPTED
    except Exception:
        import traceback

        traceback.print_exc()
        click.echo(
            f"\nletterqa {__version__}: this is a bug in letterqa, not in your letters. Please report the lines above and the command you "
            "typed, without the text of the letters if they are confidential.",
            err=True,
        )
        return EXIT_BUG
    return 0


if __name__ == "__main__":
    main()
