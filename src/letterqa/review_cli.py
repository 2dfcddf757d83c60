"""`letterqa waive`: findings that somebody accepts, written into a file beside the letters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from letterqa import config, reports, waivers
from letterqa.errors import ConfigError
from letterqa.saving import save
from letterqa.waivers import Waiver

_SHORTEST = 6  # digits of an id that name a finding


@click.command()
@click.argument("report", type=click.Path())
@click.argument("ids", nargs=-1, metavar="ID...", required=True)
@click.option("--reason", required=True, help="Why the finding is accepted, for whoever reads the file.")
@click.option("--until", metavar="DAY", help="The last day on which it is, as 2027-01-31. [default: for good]")
@click.option("--waivers", "path", metavar="PATH", help="The file. [default: letterqa-waivers.toml beside the letters]")
def waive(report: str, ids: tuple[str, ...], reason: str, until: str | None, path: str | None) -> None:
    """Accept findings of REPORT (the HTML or JSON report of `letterqa check`) by their IDs, which the report shows.

    A waived finding no longer fails the gate; the report counts it apart, with your reason. It comes back when the words that it points at
    change, or after DAY. An ID may be cut after six digits or more.
    """
    if not reason.strip():
        raise ConfigError("--reason: say in a few words why the finding is accepted.")
    last = date.fromisoformat(config.day(until, "--until")) if until is not None else None
    data = reports.load(Path(report))
    known = reports.findings(data, Path(report))
    paths = [Path(str(data[side].get("path", ""))) for side in ("source", "target")]
    # Where languages have folders, the files' names are the same: the folder tells them apart.
    same = paths[0].name == paths[1].name
    letters = tuple(f"{path.parent.name}/{path.name}" if same and path.parent.name else path.name for path in paths)
    file = Path(path) if path is not None else _beside(str(data["source"].get("path", "")), report)
    text = file.read_bytes().decode("utf-8") if file.is_file() else ""
    there = {waiver.id: waiver for waiver in waivers.load(file)} if text else {}
    chosen: dict[str, Waiver] = {}
    for given in ids:
        name = _named(given.removeprefix("#").removeprefix("finding-"), known, report)
        if name in there:
            raise ConfigError(f"{name} is waived already in {file} ({there[name].reason}); change it there.")
        item = known[name]
        chosen[name] = Waiver(name, str(item["rule"]), tuple(dict.fromkeys(letters)), str(item["message"]), " ".join(reason.split()), last)
    save(file, waivers.added(text, tuple(chosen.values())))
    for waiver in chosen.values():
        click.echo(f"Waived {waiver.id} ({waiver.rule}){f' until {waiver.until}' if waiver.until else ''} in {file}.")
    click.echo("Check the letters again to see the gate.")


def _beside(source: str, report: str) -> Path:
    """The file beside the source letter, as the report names it from here, or from the folder above the report's."""
    for folder in (Path(), Path(report).resolve().parent, Path(report).resolve().parent.parent):
        if source and (folder / source).is_file():
            return (folder / source).parent / waivers.FILE
    raise ConfigError(f"The report's letter {source} is not here: go to the folder from which it was checked, or say the file with --waivers.")


def _named(given: str, known: dict[str, dict[str, object]], report: str) -> str:
    """The whole id of a finding that an id, or its beginning, names."""
    fitting = [name for name in known if name == given or (len(given) >= _SHORTEST and name.startswith(given))]
    if len(fitting) == 1:
        return fitting[0]
    for name, item in known.items():
        if any(other.startswith(given) for other in reports.related(item)) and len(given) >= _SHORTEST:
            raise ConfigError(f"{given} hangs under the finding {name} ({item['rule']}), which has the same cause: waive that one.")
    if fitting:
        raise ConfigError(f"{given} is the beginning of {len(fitting)} ids in {report}: give more digits.")
    listed = ", ".join(f"{name} ({item['rule']})" for name, item in list(known.items())[:12])
    raise ConfigError(f"{report} has no finding {given}. Its ids: {listed or 'none'}.")
