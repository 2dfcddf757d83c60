"""The commands for term bases: lint, convert, merge, show, extract."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from letterqa.errors import ConfigError, LetterqaError
from letterqa.saving import save

if TYPE_CHECKING:
    from letterqa.termbase.concepts import Concept, TermBase

_PATHS = click.argument("paths", nargs=-1, type=click.Path(), metavar="FILE...")
_SOURCE = click.option("--source-lang", metavar="L", help="Language of the source column of an OmegaT glossary, or to write one.")
_TARGET = click.option("--target-lang", metavar="L", help="Language of its target column.")
_OUTPUT = click.option("-o", "--output", metavar="PATH", required=True, help="File to write: .tbx, .csv, .tsv, or .txt for OmegaT.")
_FORCE = click.option("--force", is_flag=True, help="Replace a file that is already there.")


@click.group()
def glossary() -> None:
    """Look after term bases: .tbx (TBX-Basic), .csv, .tsv, and OmegaT's glossaries."""


@glossary.command()
@_PATHS
@_SOURCE
@_TARGET
def lint(paths: tuple[str, ...], source_lang: str | None, target_lang: str | None) -> None:
    """Find duplicates, contradictions, missing languages and broken characters in term bases.

    Exit code 1 where a term base contradicts itself; 2 where it cannot be read.
    """
    from letterqa.render.wording import count
    from letterqa.termbase.linting import lint as problems_of

    base = _merged(paths, source_lang, target_lang)
    problems = problems_of(base)
    for item in problems:
        click.echo(f"{item.file}:{item.line}: {'error' if item.grave else 'note'}: {item.text}.")
    grave = sum(item.grave for item in problems)
    click.echo(f"{count(len(base), 'concept')}, {count(grave, 'error')}, {count(len(problems) - grave, 'note')}.")
    sys.exit(1 if grave else 0)


@glossary.command()
@click.argument("path", type=click.Path(), metavar="FILE")
@_OUTPUT
@_SOURCE
@_TARGET
@_FORCE
def convert(path: str, output: str, source_lang: str | None, target_lang: str | None, force: bool) -> None:
    """Write a term base in another format."""
    _write(_merged((path,), source_lang, target_lang), output, source_lang, target_lang, force)


@glossary.command()
@_PATHS
@_OUTPUT
@_SOURCE
@_TARGET
@_FORCE
def merge(paths: tuple[str, ...], output: str, source_lang: str | None, target_lang: str | None, force: bool) -> None:
    """Write several term bases as one; where two have the same concept, the later one holds, language by language."""
    _write(_merged(paths, source_lang, target_lang), output, source_lang, target_lang, force)


@glossary.command()
@click.argument("what", metavar="TERM")
@click.option("--glossary", "paths", multiple=True, metavar="PATH", help="Term bases to look into besides those that letterqa ships.")
@_SOURCE
@_TARGET
def show(what: str, paths: tuple[str, ...], source_lang: str | None, target_lang: str | None) -> None:
    """Show the entries that have TERM, or whose id it is, with every language, status and source."""
    from letterqa.lexicon import plain
    from letterqa.termbase import files
    from letterqa.termbase.concepts import merge as merged

    base = files.shipped()
    if paths:
        base = merged([base, _merged(paths, source_lang, target_lang)])
    wanted = plain(what)
    exact = [concept for concept in base if concept.id == what or any(plain(term.text) == wanted for term in concept.terms)]
    found = exact or [concept for concept in base if any(wanted in plain(term.text) for term in concept.terms)]
    if not found:
        raise LetterqaError(f"No term base has {what!r}; try a part of the term, or `letterqa glossary show` with another language's.")
    for concept in found[:20]:
        click.echo(_entry(concept))
    if len(found) > 20:
        click.echo(f"{len(found) - 20} more; say more of the term to see fewer.")


@glossary.command()
@click.argument("source", type=click.Path())
@click.argument("target", type=click.Path(), required=False)
@_OUTPUT
@click.option("--source-lang", metavar="L", help="Language of SOURCE; by default told from its name and text.")
@click.option("--target-lang", metavar="L", help="Language of TARGET.")
@click.option("--most", type=click.IntRange(1, 5000), default=200, show_default=True, help="How many pairs to propose.")
@_FORCE
def extract(source: str, target: str | None, output: str, source_lang: str | None, target_lang: str | None, most: int, force: bool) -> None:
    """Propose term pairs from two versions of a letter, or from a translation memory (.tmx), for a person to edit.

    Nothing is taken into use by itself: open the file, keep what is right, and put it into glossaries/ beside the letters.
    """
    from letterqa import extracting
    from letterqa.config import Settings
    from letterqa.embedding import load_encoder
    from letterqa.termbase.concepts import TermBase

    encoder = load_encoder(None)
    if source.lower().endswith(".tmx"):
        if target is not None:
            raise ConfigError("A translation memory holds both languages: leave TARGET out.")
        if source_lang is None or target_lang is None:
            raise ConfigError("Say which languages of the translation memory to use, with --source-lang and --target-lang.")
        from letterqa.memory import read

        pairs, languages = read(Path(source), source_lang, target_lang), (source_lang, target_lang)
    else:
        from letterqa import pipeline
        from letterqa.bitext import SIDES
        from letterqa.termuse import WITHOUT

        bitext, _ = pipeline.align_files(source, target, Settings(source_lang=source_lang, target_lang=target_lang), encoder)
        languages = (bitext.source.language, bitext.target.language)
        pairs = [
            (" ".join(bitext.source[s.span] for s in bead.source), " ".join(bitext.target[s.span] for s in bead.target))
            for bead in bitext.beads
            if bead.source and bead.target and not any(bitext.side(side).role_of(segment) in WITHOUT for side in SIDES for segment in bead.on(side))
        ]
    found = extracting.concepts(extracting.propose(pairs, languages, encoder, most), languages)
    if not found:
        raise LetterqaError("No term pair is sure enough to be proposed: the text is too short, or its two sides do not answer each other.")
    _write(TermBase(tuple(found)), output, *languages, force)
    click.echo(f"{len(found)} pairs, the surest first. They are proposals: edit the file before you use it.")


def _merged(paths: tuple[str, ...], source_lang: str | None, target_lang: str | None) -> TermBase:
    from letterqa.config import check_language
    from letterqa.termbase import files
    from letterqa.termbase.concepts import merge as merged

    if not paths:
        raise ConfigError("Name at least one term base: a .tbx, .csv or .tsv file.")
    for tag, option in ((source_lang, "--source-lang"), (target_lang, "--target-lang")):
        if tag is not None:
            check_language(tag, option)
    languages = (source_lang, target_lang) if source_lang is not None and target_lang is not None else None
    bases = [files.read(Path(path), languages) for path in paths]
    return bases[0] if len(bases) == 1 else merged(bases)


def _write(base: TermBase, output: str, source_lang: str | None, target_lang: str | None, force: bool) -> None:
    from letterqa.termbase import tabular, tbx

    path = Path(output)
    if path.exists() and not force:
        raise ConfigError(f"{path} is already there and was left as it is; use --force to replace it.")
    suffix = path.suffix.lower()
    content: str | bytes
    if suffix == ".tbx":
        content = tbx.write(base.concepts, path.stem)
    elif suffix in (".csv", ".tsv"):
        content = tabular.write_long(base.concepts, "," if suffix == ".csv" else "\t")
    elif suffix in (".txt", ".tab", ".utf8"):
        if source_lang is None or target_lang is None:
            raise ConfigError("An OmegaT glossary has two languages: say which with --source-lang and --target-lang.")
        content = tabular.write_omegat(base.concepts, source_lang, target_lang)
    else:
        raise ConfigError(f"--output {output}: the format cannot be told from the name; use .tbx, .csv, .tsv, or .txt for OmegaT.")
    save(path, content)
    click.echo(f"Wrote {path}: {len(base)} concepts.")


def _entry(concept: Concept) -> str:
    lines = [f"{concept.id}  ({concept.kind.value}; {concept.file}{f':{concept.line}' if concept.line else ''})"]
    if concept.value:
        lines.append(f"  value: {concept.value}")
    for term in concept.terms:
        about = [term.status.value, *([term.form.value] if term.form.value != "full" else []), term.source or ("" if term.verified else "unverified")]
        lines.append(f"  {term.language}  {term.text}  ({', '.join(part for part in about if part)})")
    lines += [f"  {name}: {value}" for name, value in concept.facts]
    if concept.note:
        lines.append(f"  note: {concept.note}")
    return "\n".join(lines) + "\n"
