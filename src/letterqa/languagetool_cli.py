"""`letterqa languagetool`: fetch LanguageTool once, and say what is there."""

from __future__ import annotations

import os
from pathlib import Path

import click


@click.group()
def languagetool() -> None:
    """Fetch LanguageTool, which checks grammar and spelling, or say what is there."""


@languagetool.command()
@click.option("--from-maven", is_flag=True, help="From Maven Central, or the mirror that Maven is set up for (needs Maven).")
@click.option("--to", "folder", type=click.Path(file_okay=False), help="Folder to put it into; the default is letterqa's own.")
def install(from_maven: bool, folder: str | None) -> None:
    """Fetch LanguageTool, about 250 MB. It needs Java 17 or later, which is not fetched."""
    from letterqa import fetching
    from letterqa.javaserver import java
    from letterqa.locating import data_folder

    target = Path(folder) if folder else data_folder()
    click.echo(f"Fetching LanguageTool {fetching.MAVEN if from_maven else fetching.RELEASE} into {target} ...")
    home = fetching.from_maven(target) if from_maven else fetching.from_release(target)
    click.echo(f"Installed: {home}")
    if folder:
        click.echo(f"Use it with --languagetool {home}, or set LTP_JAR_DIR_PATH to that folder.")
    else:
        click.echo("letterqa check uses it from now on.")
    if java() is None:
        click.echo("Java was not found: install Java 17 or later, or grammar is not checked.", err=True)


@languagetool.command()
def status() -> None:
    """Say which LanguageTool would be used, and whether it can run."""
    from letterqa.javaserver import jar, java
    from letterqa.locating import installed
    from letterqa.proofreading import ENVIRONMENT, INSTALL

    named = os.environ.get("LTP_JAR_DIR_PATH")
    if setting := os.environ.get(ENVIRONMENT):
        click.echo(f"{ENVIRONMENT} is {setting}.")
    folder = Path(named) if named else installed()
    if folder is None or jar(folder) is None:
        click.echo(f"No LanguageTool{f' in {folder}' if folder else ''}. {INSTALL}")
    else:
        click.echo(f"LanguageTool: {folder}{' (LTP_JAR_DIR_PATH)' if named else ''}")
    click.echo(f"Java: {java() or 'not found; LanguageTool needs Java 17 or later'}")
