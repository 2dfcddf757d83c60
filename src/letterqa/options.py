"""What commands share: their options, the settings that they make, and how they write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letterqa.errors import ConfigError
from letterqa.locales import SUPPORTED
from letterqa.render import FORMATS, SUFFIXES, WORD
from letterqa.saving import save

if TYPE_CHECKING:
    from letterqa.config import Settings
    from letterqa.report import LintReport, Report
    from letterqa.wholes import Whole

EXIT_GATE, EXIT_USAGE, EXIT_INCOMPLETE, EXIT_BUG, EXIT_INTERRUPTED = 1, 2, 3, 70, 130
SEVERITIES = ("neutral", "minor", "major", "critical", "never")

configured = click.option(
    "--config",
    "config_path",
    type=click.Path(),
    metavar="PATH",
    help="Configuration file. [default: the nearest letterqa.toml or pyproject.toml above the letter]",
)


def _with(command: Callable[..., Any], options: Sequence[Callable[..., Any]]) -> Callable[..., Any]:
    """A command with options, which help shows in their order."""
    for option in reversed(options):
        command = option(command)
    return command


def gated(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that checks letters: what to run, and when the gate fails."""
    options = (
        click.option("--fail-on", type=click.Choice(SEVERITIES), help="Lowest severity that fails the gate. [default: major]"),
        click.option("--only", multiple=True, metavar="PREFIX", help="Run only rules of this family or id (structure, meaning.omission...)."),
        click.option("--ignore", multiple=True, metavar="PREFIX", help="Leave out rules of this family or id."),
        click.option(
            "--glossary",
            multiple=True,
            metavar="PATH",
            help="A term base (.tbx, .csv, .tsv, OmegaT's .txt), several times if wanted; later ones override earlier ones. Those in a folder "
            "glossaries/ beside the letters are used by themselves.",
        ),
        click.option("--campaign", metavar="PATH", help="The campaign sheet. [default: campaign.toml beside the letter]"),
        click.option("--today", metavar="DAY", help="The day on which the campaign's deadline and the ends of waivers are judged, as 2026-12-31."),
        click.option(
            "--languagetool",
            metavar="WHERE",
            help="Who checks grammar and spelling: auto (what is installed; the default), local, off, a folder that holds LanguageTool, or the "
            "address of a server (http://...).",
        ),
        configured,
        click.option("--strict", is_flag=True, default=None, help="Exit with 3 when a check could not run."),
    )
    return _with(command, options)


def spoken(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that reads two versions: their languages."""
    options = (
        click.option(
            "--source-lang",
            metavar="L",
            help="Language of SOURCE (en, it, fr, es, de, pt or any BCP 47 tag); by default told from its name and text.",
        ),
        click.option("--target-lang", metavar="L", help="Language of TARGET."),
    )
    return _with(command, options)


def modelled(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that aligns letters: which model compares sentences."""
    options = (
        click.option(
            "--model",
            metavar="NAME|PATH",
            help="Another model: a folder (model2vec or sentence-transformers), or a sentence-transformers model by its name, fetched from "
            "the hub. All but model2vec folders need letterqa[neural].",
        ),
        click.option("--force-model", is_flag=True, default=None, help="Use --model although it does not fit the two languages."),
    )
    return _with(command, options)


def checking(where: str, reference: str, baseline: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """All options of a command that checks versions against each other; `where` says which report is written by default, `reference` and
    `baseline` what these name."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        options = (
            spoken,
            click.option(
                "--report",
                multiple=True,
                metavar="PATH|FORMAT:PATH",
                help="Write a report, several times if wanted: a name in .html, .json, .sarif, .md, .tsv or .xlf, or FORMAT:PATH for these and "
                f"junit, github, gitlab and docx (the target letter with the findings as comments); FORMAT:- is standard output. [default: {where}]",
            ),
            click.option(
                "--without-text",
                is_flag=True,
                help="Leave every word of the letters out of what is printed and of reports in sarif, junit, md, github, gitlab and tsv: rules, "
                "places and counts only. For letters under embargo.",
            ),
            gated,
            modelled,
            click.option("--reference", metavar="PATH", help=reference),
            click.option(
                "--waivers",
                metavar="PATH",
                help="Findings that were accepted (see `letterqa waive`). [default: letterqa-waivers.toml beside the letters]",
            ),
            click.option("--baseline", metavar="REPORT", help=baseline),
            click.option(
                "--ui-lang", type=click.Choice(SUPPORTED), help="The language in which the HTML report speaks. [default: that of your locale]"
            ),
            click.option("--quiet", is_flag=True, help="Print the verdict only."),
            click.option("--open", "open_report", is_flag=True, help="Open the HTML report in the browser."),
        )
        return _with(command, options)

    return decorate


def settings_of(source: Path, config_path: str | None, options: dict[str, Any]) -> Settings:
    """Settings from the configuration file, if any, and the command line, which wins."""
    from dataclasses import replace

    from letterqa import checks, config

    known = checks.rules()
    if config_path is not None and not Path(config_path).is_file():
        raise ConfigError(f"There is no configuration file {config_path}.")
    path = Path(config_path) if config_path is not None else config.find(source.parent)
    settings = config.load(path, known) if path is not None else config.Settings()
    given = {name: value for name, value in options.items() if value not in (None, ())}
    for name in ("only", "ignore"):
        if name in given:
            config.check_prefixes(given[name], known, f"--{name}")
    for name in ("source_lang", "target_lang"):
        if name in given:
            config.check_language(given[name], f"--{name.replace('_', '-')}")
    if "today" in given:
        given["today"] = config.day(given["today"], "--today")
    wanted = given.get("languagetool", settings.languagetool)
    if "://" in wanted:
        from letterqa.proofreading import leaves_the_machine

        if leaves_the_machine(wanted):
            click.echo(f"Warning: the text of the letters is sent to {wanted}, which is another machine.", err=True)
    if "fail_on" in given:
        given["fail_on"] = config.severity_or_never(given["fail_on"], "--fail-on")
    return replace(settings, **given)


def outcome_of(settings: Settings, result: Report | LintReport | Whole) -> int:
    """The exit code that a report asks for."""
    return EXIT_INCOMPLETE if settings.strict and result.incomplete else EXIT_GATE if result.failed else 0


def output_of(spec: str) -> tuple[str, str]:
    """Format and path of a --report value; only known formats count as one, so that `C:\\x.html` stays a path."""
    kind, colon, path = spec.partition(":")
    if colon and kind in (*FORMATS, WORD):
        if not path:
            raise ConfigError(f"--report {spec}: say where to write it, for example {kind}:letter.{kind}, or {kind}:- for standard output.")
        return kind, path
    suffix = Path(spec).suffix.lower()
    if suffix not in SUFFIXES:
        raise ConfigError(
            f"--report {spec}: the format cannot be told from the name; use a name in {', '.join(SUFFIXES)}, "
            f"or FORMAT:PATH with one of {', '.join((*FORMATS, WORD))}."
        )
    return SUFFIXES[suffix], spec


def put(path: str, text: str) -> None:
    """Write a report to a file, or to standard output where the path is "-"."""
    if path == "-":
        click.echo(text, nl=False)
    else:
        save(Path(path), text)


def is_same(path: str, other: str) -> bool:
    try:
        return Path(path).samefile(other)
    except (OSError, ValueError):
        return False  # one of them is no file; what is wrong with it is said where it is opened


def tell(sentence: str) -> None:
    """A sentence on standard error, whatever a file's name or a letter brings into it."""
    from letterqa.render.wording import visible

    click.echo(visible(sentence), err=True)
