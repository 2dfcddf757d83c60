"""The campaign's page: a table of letters by languages that leads to the reports of the pairs; like them it loads nothing and needs no script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from letterqa.finding import Severity
from letterqa.render import wording
from letterqa.render.html import hashed, part, template, trusted
from letterqa.render.speaking import Speaker, speaker
from letterqa.wholes import Checked, Whole, by_letter

_BROKEN = 9  # sorts before every severity
_ABSENT = -9


@dataclass(frozen=True, slots=True)
class Cell:
    """A pair in the table. `state` is "red", "green" or "broken"; `rank` sorts the gravest first; `counts` are open findings, the gravest first;
    `page` is its report's address, empty where there is none; `message` what its worst finding says, or why it was not checked."""

    language: str
    state: str
    rank: int
    counts: tuple[tuple[Severity, int], ...]
    waived: int
    page: str
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """A letter: its name, its source's file and language, and a cell or None for each language of the table."""

    name: str
    path: str
    source: str
    cells: tuple[Cell | None, ...]

    @property
    def states(self) -> str:
        """What its pairs are: "red green"."""
        return " ".join(dict.fromkeys(cell.state for cell in self.cells if cell is not None))

    @property
    def ranks(self) -> tuple[int, ...]:
        """What each language's column is sorted by."""
        return tuple(cell.rank if cell is not None else _ABSENT for cell in self.cells)


def render(whole: Whole, address: Callable[[Checked], str], language: str = "en", others: tuple[str, ...] = ()) -> str:
    """The page; `address` gives that of a pair's report, relative to it, or nothing; `others` are those of reports on the whole."""
    say = speaker(language)
    style = part("report.css") + part("campaign.css")
    script = part("campaign.js")
    verdict, reason = wording.campaign_gate(whole, say)
    tags, pairs = whole.targets, by_letter(whole.checked)
    rows = []
    for letter in whole.found.letters:
        held = pairs.get(letter.name, {})
        cells = tuple(_cell(held[tag], address, say) if tag in held else None for tag in tags)
        rows.append(Row(letter.name, letter.source.path, say.name(letter.source.language), cells))
    document = template("campaign.html.jinja").render(
        whole=whole,
        failed=verdict != say("Green"),
        verdict=verdict,
        reason=reason,
        counts=_counts(whole.counts),
        rows=rows,
        tags=tags,
        skips=_skips(whole),
        waived=sum(item.outcome.waived for item in whole.checked),
        broken=tuple((item.pair.target.path, item.outcome.reason) for item in whole.broken),
        others=others,
        style=trusted(style),
        style_hash=hashed(style),
        script=trusted(script),
        script_hash=hashed(script),
        say=say,
        words=wording,
    )
    return document.strip() + "\n"


def _cell(item: Checked, address: Callable[[Checked], str], say: Speaker) -> Cell:
    outcome, tag = item.outcome, item.pair.target.language
    if outcome.error:
        return Cell(tag, "broken", _BROKEN, (), 0, "", "", item.outcome.reason)
    worst = outcome.worst
    rank = worst[0] + (4 if outcome.failed else 0) if worst is not None else -1
    state = "red" if outcome.failed else "green"
    shown = tuple((severity, number) for severity, number in _counts(outcome.counts) if number)
    return Cell(tag, state, rank, shown, outcome.waived, address(item), worst[1] if worst else "", worst[3] if worst else "")


def _counts(numbers: tuple[int, ...]) -> tuple[tuple[Severity, int], ...]:
    """Counts with their severities, the gravest first."""
    return tuple(zip(sorted(Severity), numbers, strict=True))[::-1]


def _skips(whole: Whole) -> tuple[tuple[str, str, int], ...]:
    """What did not run, and in how many pairs."""
    found: dict[tuple[str, str], int] = {}
    for item in whole.checked:
        for skip in item.outcome.skips:
            found[skip] = found.get(skip, 0) + 1
    return tuple((family, reason, number) for (family, reason), number in sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))
