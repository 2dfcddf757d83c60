"""The summary in the terminal: the verdict first, in words that do without colour; letters are never read as markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from letterqa.finding import Severity
from letterqa.letter import Letter
from letterqa.locales import language_name
from letterqa.mentioned import Mentioned
from letterqa.render import wording
from letterqa.render.placing import place
from letterqa.render.view import Entry, View, build, everything
from letterqa.report import LintReport, Report
from letterqa.wholes import Checked, Whole, by_letter

# Plain signs that every terminal font has; the word beside them says the same.
ICON = {Severity.CRITICAL: "✖", Severity.MAJOR: "▲", Severity.MINOR: "●", Severity.NEUTRAL: "○"}
STYLE = {Severity.CRITICAL: "bold red", Severity.MAJOR: "yellow", Severity.MINOR: "cyan", Severity.NEUTRAL: "dim"}
SHOWN = 12
_ROWS = 40  # letters that a campaign's table shows in a terminal
_PLAIN = {"✖": "x", "▲": "!", "●": "*", "○": "-", "…": "...", "→": "->", "“": '"', "”": '"', "’": "'", "·": "-"}


def summary(report: Report, console: Console, report_paths: Sequence[str], quiet: bool = False, text: bool = True) -> None:
    """Print what a person needs to know: verdict and reason, the gravest findings, what did not run, where the report is.

    Without `text`, no word of the letters is printed.
    """
    view = build(report)
    _print(console, _verdict(report, view))
    if quiet:
        return
    left = SHOWN
    for severity, entries in view.groups():
        if left <= 0:
            break
        _print(console, Text())
        _print(console, Text(f"{ICON[severity]} {wording.SEVERITY[severity].capitalize()}, {wording.MEANING[severity]}", style=STYLE[severity]))
        for entry in entries[:left]:
            for number, line in enumerate(_lines(view, entry, text)):
                _print(console, line, indent=2 if number == 0 else 4)
        left -= len(entries)
    if len(view.findings) > SHOWN:
        more = f"… {len(view.findings) - SHOWN} more"
        _print(console, Text())
        _print(console, Text(f"{more} in the report." if report_paths else f"{more}; write a report with --report to see them all."))
    if view.skips:
        _print(console, Text())
        _print(console, Text("Not checked", style="bold"))
        for skip in view.skips:
            _print(console, Text(f"{_clean(skip.family)}: {_clean(skip.reason)}"), indent=2)
    stale = [held.sentence for held in report.waivers if held.sentence]
    if report.waived or stale:
        _print(console, Text())
        _print(console, Text(f"Waived: {wording.count(len(report.waived), 'finding')}", style="bold"))
        for sentence in stale if text else ():
            _print(console, Text(_clean(sentence)), indent=2)
    if report_paths:
        _print(console, Text())
    for path in report_paths:
        _print(console, Text(f"Report: {_clean(path)}"), whole=True)


def lint_summary(report: LintReport, console: Console) -> None:
    """Print what one letter shows by itself, every finding with its place."""
    name = _clean(report.letter.path)
    _print(console, _headline(report, name))
    for finding in sorted(report.findings, key=lambda finding: -finding.severity):
        where = place(report.letter, finding.source[0]) if finding.source else ""
        _print(
            console,
            Text(f"{ICON[finding.severity]} {finding.severity!s}", style=STYLE[finding.severity]).append(
                f"  {finding.rule.id}  {name}, {where}", style="not bold default"
            ),
            indent=2,
        )
        _print(console, Text(_clean(finding.message)), indent=4)
    for skip in report.skips:
        _print(console, Text(f"Not checked: {_clean(skip.family)}: {_clean(skip.reason)}"))
    for remark in report.letter.remarks:
        _print(console, Text(_clean(remark), style="dim"))


def mentions_table(letter: Letter, found: Sequence[Mentioned], console: Console) -> None:
    """Print what a letter mentions, a line each: place, kind, value, and the words themselves."""
    from rich import box
    from rich.table import Table

    name = _clean(letter.path)
    _print(console, Text(f"{name} ({language_name(letter.language)}) mentions {wording.count(len(found), 'value')}.", style="bold"))
    rows = [(str(place(letter, item.span)), item.kind, _clean(item.value), _clean(letter[item.span])) for item in found]
    if not console.is_terminal:
        # A pipe gets one line a mention, whole, with tabs between.
        for row in rows:
            console.file.write(_encodable(console, Text("\t".join(row))).plain + "\n")
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Place", "Kind", "Value", "In the letter"):
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*(_encodable(console, Text(text)) for text in row))
    console.print(table)


def _headline(report: LintReport, name: str) -> Text:
    line = Text("FAIL" if report.failed else "PASS", style="bold red" if report.failed else "bold green")
    found = wording.count(len(report.findings), "finding") if report.findings else "nothing found"
    return line.append(f": {name} by itself, {found}", style="not bold default")


def _verdict(report: Report, view: View) -> Text:
    line = Text(view.verdict.upper(), style="bold red" if view.failed else "bold green")
    note = wording.unchecked(report)
    return line.append(f": {view.reason}{f' ({note})' if note else ''}", style="not bold default")


def _lines(view: View, entry: Entry, text: bool) -> Iterator[Text]:
    """A finding: rule and place, what it says, what to do, and how many hang under it."""
    yield Text(entry.rule, style="bold").append(f"  {'; '.join(_places(view, entry))}", style="not bold dim")
    yield Text(_clean(entry.message if text else entry.summary))
    if entry.suggestion and text:
        yield Text(f"→ {_clean(entry.suggestion)}")
    number = sum(1 for _ in everything(entry.related))
    if number:
        yield Text(f"and {wording.count(number, 'related finding')} with the same cause", style="dim")


def _places(view: View, entry: Entry) -> Iterator[str]:
    """The first place on each side: "letter_it.txt, line 12"."""
    for letter, quotes in zip(view.letters, (entry.source, entry.target), strict=True):
        if quotes:
            yield f"{_clean(letter.path)}, {quotes[0].place}"


def _clean(text: str) -> str:
    """Text on one line without control characters: an escape sequence in a letter must not reach the terminal."""
    return " ".join(wording.visible(text).split())


def _print(console: Console, text: Text, indent: int = 0, whole: bool = False) -> None:
    """Print a line; a terminal gets it wrapped with its indent, a pipe or a file gets it whole, and so does a path."""
    text = _encodable(console, text)
    if console.is_terminal and not whole:
        console.print(Padding(text, (0, 0, 0, indent), expand=False) if indent else text)
    else:
        console.print(Text(" " * indent).append_text(text), soft_wrap=True)


def _encodable(console: Console, text: Text) -> Text:
    """The text with signs the console's encoding has: Windows pipes are often not UTF-8, and printing must never fail."""
    try:
        text.plain.encode(console.encoding)
    except UnicodeEncodeError:
        plain = "".join(_PLAIN.get(character, character) for character in text.plain)
        return Text(plain.encode(console.encoding, errors="replace").decode(console.encoding), style=text.style)
    return text


def campaign_summary(whole: Whole, console: Console, report_paths: Sequence[str], quiet: bool = False, text: bool = True) -> None:
    """Print a campaign's verdict, a table of letters by languages, the gravest findings, what was not checked, where the reports are."""
    verdict, reason = wording.campaign_gate(whole)
    red = verdict == "Red"
    _print(console, Text(verdict.upper(), style="bold red" if red else "bold green").append(f": {reason}", style="not bold default"))
    if quiet:
        return
    _print(console, Text())
    _table(whole, console)
    failing = sorted((item for item in whole.checked if item.outcome.failed and item.outcome.worst), key=lambda item: -_worst(item))
    if failing:
        _print(console, Text())
        _print(console, Text("The gravest finding of each pair that fails", style="bold"))
    for item in failing[:SHOWN]:
        level, rule, message, _ = item.outcome.worst or (0, "", "", "")
        severity = Severity(level)
        line = Text(f"{ICON[severity]} {severity}", style=STYLE[severity])
        _print(console, line.append(f"  {rule}  {_clean(item.pair.target.path)}", style="not bold default"), indent=2)
        if text:
            _print(console, Text(_clean(message)), indent=4)
    if len(failing) > SHOWN:
        _print(console, Text(f"… {len(failing) - SHOWN} more"), indent=2)
    for title, sentences in (
        ("Over all versions", [f"{item.severity}, {item.letter}: {item.message if text else item.rule.summary}" for item in whole.across]),
        ("Could not be checked", [f"{item.pair.target.path}: {wording.unread(item.outcome)}" for item in whole.broken]),
        ("Not paired", [f"{item.path}: {item.reason}" for item in whole.found.left]),
        ("Not checked", sorted({f"{family}: {reason}" for item in whole.checked for family, reason in item.outcome.skips})),
    ):
        if sentences:
            _print(console, Text())
            _print(console, Text(title, style="bold"))
        for sentence in sentences[:SHOWN]:
            _print(console, Text(_clean(sentence)), indent=2)
        if len(sentences) > SHOWN:
            _print(console, Text(f"… {len(sentences) - SHOWN} more"), indent=2)
    if report_paths:
        _print(console, Text())
    for path in report_paths:
        _print(console, Text(f"Report: {_clean(path)}"), whole=True)


def _table(whole: Whole, console: Console) -> None:
    """Letters by languages; a long campaign shows those that fail, and its page shows all."""
    from rich import box
    from rich.table import Table

    tags, pairs = whole.targets, by_letter(whole.checked)
    names = [letter.name for letter in whole.found.letters]
    troubled = [name for name in names if any(item.outcome.failed or item.outcome.error for item in pairs.get(name, {}).values())]
    shown = names if len(names) <= _ROWS else troubled[:_ROWS]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Letter", overflow="fold")
    for tag in tags:
        table.add_column(language_name(tag))
    for name in shown:
        table.add_row(_encodable(console, Text(_clean(name))), *(_encodable(console, _told(pairs.get(name, {}).get(tag))) for tag in tags))
    console.print(table)
    if len(shown) < len(names):
        _print(console, Text(f"… {len(names) - len(shown)} letters more on the campaign's page"))


def _told(item: Checked | None) -> Text:
    if item is None:
        return Text("·", style="dim")
    if item.outcome.error:
        return Text("not checked", style="bold red")
    counts = item.outcome.counts
    told = " ".join(f"{counts[severity]}{ICON[severity]}" for severity in sorted(Severity, reverse=True) if counts[severity])
    return (
        Text("RED", style="bold red").append(f" {told}") if item.outcome.failed else Text("green", style="green").append(f" {told}" if told else "")
    )


def _worst(item: Checked) -> int:
    return item.outcome.worst[0] if item.outcome.worst is not None else -1
