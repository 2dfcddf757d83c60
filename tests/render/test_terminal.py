"""The terminal summary: readable without colour and through a pipe, and letters are never markup."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
import render_samples as samples
from rich.console import Console

from letterqa.finding import Severity
from letterqa.render.terminal import summary
from letterqa.report import Report


def printed(report: Report, *, terminal: bool = False, quiet: bool = False, paths: tuple[str, ...] = ("reports/a.html",)) -> str:
    stream = io.StringIO()
    console = Console(file=stream, record=True, width=80, no_color=True, color_system=None, force_terminal=terminal, highlight=False)
    summary(report, console, paths, quiet)
    assert stream.getvalue()
    return console.export_text()


def test_what_is_printed(small: Report) -> None:
    assert printed(small) == (
        "RED: 3 findings at or above major (1 check did not run)\n"
        "\n"
        "✖ Critical, stop the launch\n"
        "  figures.changed  a_en.txt, line 3; a_it.txt, line 3\n"
        "    Source says 1,200; target says 12.000.\n"
        "    → 1.200\n"
        "  meaning.omission  a_en.txt, line 4; a_it.txt, line 3\n"
        "    This sentence has no counterpart in the Italian letter.\n"
        "    and 1 related finding with the same cause\n"
        "\n"
        "▲ Major, settle before the launch\n"
        "  structure.placeholder  a_en.txt, line 10\n"
        "    A line stands outside the letter.\n"
        "\n"
        "Not checked\n"
        "  grammar: Grammar was not checked: no LanguageTool.\n"
        "\n"
        "Report: reports/a.html\n"
    )


def test_quiet_prints_the_verdict_alone(small: Report) -> None:
    assert printed(small, quiet=True) == "RED: 3 findings at or above major (1 check did not run)\n"


@pytest.mark.parametrize(
    ("fail_on", "line"),
    [
        (Severity.CRITICAL, "RED: 2 critical findings"),
        (Severity.MINOR, "RED: 3 findings at or above minor"),
        (None, "GREEN: the gate is switched off; 3 findings to read"),
    ],
)
def test_the_verdict_names_the_gate(small: Report, fail_on: Severity | None, line: str) -> None:
    assert printed(replace(small, fail_on=fail_on, skips=()), quiet=True) == line + "\n"


def test_green() -> None:
    assert printed(samples.report(samples.small(), []), paths=()) == "GREEN: no findings\n"
    minor = samples.finding("register.mixed", Severity.MINOR, "m", [], [])
    assert printed(samples.report(samples.small(), [minor]), quiet=True) == "GREEN: no finding at or above major; 1 below\n"
    assert printed(samples.report(samples.small(), [minor], fail_on=Severity.CRITICAL), quiet=True) == "GREEN: no critical finding; 1 below\n"


def test_long_lists_are_cut_and_say_so() -> None:
    pair = samples.small()
    many = [samples.finding("names.missing", Severity.MAJOR, f"Message {number}.", [pair.source.segments[0].span]) for number in range(20)]
    text = printed(samples.report(pair, many))
    assert text.count("names.missing") == 12 and "… 8 more in the report." in text
    assert "--report" in printed(samples.report(pair, many), paths=())


def test_a_pipe_gets_whole_lines_and_a_terminal_short_ones(seed: Report) -> None:
    long = "No counterpart " * 20
    report = samples.report(samples.small(), [samples.finding("x.y", Severity.MAJOR, long.strip(), [samples.Span(0, 4)])])
    assert long.strip() in printed(report)
    path = "reports/" + "x" * 90 + ".html"
    wrapped = printed(report, terminal=True, paths=(path,))
    assert f"Report: {path}" in wrapped
    body = [line for line in wrapped.splitlines() if "No counterpart" in line]
    assert len(body) > 1 and all(line.startswith("    No") or line.startswith("    counterpart") for line in body)
    assert max(len(line) for line in body) <= 80


def test_letters_are_not_markup_and_send_no_escapes(hostile: Report) -> None:
    for terminal in (False, True):
        text = printed(hostile, terminal=terminal)
        assert "[/link]" in text and "[red]" in text and "<script>" in text
        assert "\x1b" not in text and "\x07" not in text and "\u202e" not in text
    stream = io.StringIO()
    summary(hostile, Console(file=stream, width=80, force_terminal=True, color_system=None, highlight=False), ["a.html"])
    assert "\x1b[31m" not in stream.getvalue() and "\x1b[2J" not in stream.getvalue()


def test_a_console_without_unicode_does_not_stop_it(hostile: Report) -> None:
    stream = io.BytesIO()
    console = Console(file=io.TextIOWrapper(stream, encoding="ascii", newline="\n"), width=80, highlight=False)
    summary(hostile, console, ["reports/a.html"])
    console.file.flush()
    assert stream.getvalue().startswith(b"RED: 1 finding at or above major")
    assert b"x Critical" in stream.getvalue()
