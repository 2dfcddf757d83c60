"""Reports built by hand, without a model or a pipeline: small marked letters, and the seed letter with errors put into it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from letterqa.bitext import Bead, Bitext
from letterqa.finding import Finding, Rule, Severity, Skip
from letterqa.letter import Block, Letter, Origin, Role, Segment, Span
from letterqa.report import Report, Signature

EXAMPLES = Path(__file__).parents[2] / "examples" / "acat-2020"
Blocks = Sequence[tuple[Role, Sequence[str]]]


def rule(name: str, severity: Severity = Severity.MAJOR, category: str = "accuracy/mistranslation") -> Rule:
    return Rule(name, category, severity, "", "", "")


def finding(
    name: str,
    severity: Severity,
    message: str,
    source: Sequence[Span] = (),
    target: Sequence[Span] = (),
    **more: object,
) -> Finding:
    return Finding(rule(name, severity), message, tuple(source), tuple(target), severity, **more)  # type: ignore[arg-type]


def starts_of_lines(text: str) -> tuple[int, ...]:
    return (0, *(match.end() for match in re.finditer("\n", text)))


def letter(path: str, language: str, text: str, blocks: Blocks, unit: str = "line") -> Letter:
    """A letter whose blocks and segments are found in `text` in order; a list item's block keeps the bullet before it."""
    at, made, segments = 0, [], []
    for number, (role, sentences) in enumerate(blocks):
        spans = []
        for sentence in sentences:
            start = text.index(sentence, at)
            at = start + len(sentence)
            spans.append(Span(start, at))
            segments.append(Segment(len(segments), spans[-1], number))
        start = text.rfind("\n", 0, spans[0].start) + 1 if role is Role.LIST_ITEM else spans[0].start
        made.append(Block(Span(start, at), role))
    origin = Origin(unit, starts_of_lines(text))
    return Letter(path, language, text, tuple(made), tuple(segments), origin, hashlib.sha256(text.encode()).hexdigest())


def bitext(source: Letter, target: Letter, groups: Sequence[tuple[int, int, float | None]]) -> Bitext:
    """Beads from the numbers of segments they take on each side."""
    beads, left, right = [], 0, 0
    for first, second, similarity in groups:
        beads.append(Bead(source.segments[left : left + first], target.segments[right : right + second], similarity))
        left, right = left + first, right + second
    assert (left, right) == (len(source.segments), len(target.segments))
    return Bitext(source, target, tuple(beads))


def report(pair: Bitext, findings: Sequence[Finding], skips: Sequence[Skip] = (), fail_on: Severity | None = Severity.MAJOR) -> Report:
    return Report(pair, tuple(findings), tuple(skips), Signature((("letterqa", "0.1.0"), ("model", "test"))), fail_on=fail_on)


def at(letter: Letter, text: str, nth: int = 0) -> Span:
    """The span of the occurrence number `nth` of `text`."""
    start = -1
    for _ in range(nth + 1):
        start = letter.text.index(text, start + 1)
    return Span(start, start + len(text))


def after(letter: Letter, text: str) -> Span:
    """The empty span after `text`."""
    end = at(letter, text).end
    return Span(end, end)


def small() -> Bitext:
    """A letter of three paragraphs whose second has no counterpart, with text between blocks that belongs to no segment."""
    source = letter(
        "a_en.txt",
        "en",
        "Dear Sir,\n\nWe met 1,200 families.\nThey were\nfine. Six died.\n\nFree them now.\n\n-- \nstray line\n",
        [
            (Role.SALUTATION, ["Dear Sir,"]),
            (Role.PARAGRAPH, ["We met 1,200 families.", "They were\nfine.", "Six died."]),
            (Role.PARAGRAPH, ["Free them now."]),
        ],
    )
    target = letter(
        "a_it.txt",
        "it",
        "Egregio Signore,\n\nAbbiamo incontrato 12.000 famiglie. Sei sono morte.\n\nLi liberi ora.\n",
        [
            (Role.SALUTATION, ["Egregio Signore,"]),
            (Role.PARAGRAPH, ["Abbiamo incontrato 12.000 famiglie.", "Sei sono morte."]),
            (Role.PARAGRAPH, ["Li liberi ora."]),
        ],
    )
    return bitext(source, target, [(1, 1, 0.9), (1, 1, 0.8), (1, 0, None), (1, 1, 0.95), (1, 1, 0.97)])


def small_report() -> Report:
    pair = small()
    source, target = pair.source, pair.target
    return report(
        pair,
        [
            finding(
                "figures.changed",
                Severity.CRITICAL,
                "Source says 1,200; target says 12.000.",
                [at(source, "1,200")],
                [at(target, "12.000")],
                suggestion="1.200",
                confidence=0.9,
            ),
            finding(
                "meaning.omission",
                Severity.CRITICAL,
                "This sentence has no counterpart in the Italian letter.",
                [at(source, "They were\nfine.")],
                [after(target, "famiglie.")],
                related=(finding("register.mixed", Severity.MINOR, "Mixed.", [at(source, "They")], [after(target, "famiglie.")]),),
            ),
            finding("structure.placeholder", Severity.MAJOR, "A line stands outside the letter.", [at(source, "stray line")]),
        ],
        [Skip("grammar", "Grammar was not checked: no LanguageTool.")],
    )


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.:])\s+(?=[A-ZÈ])", text.strip()) if part.strip()]


def _blocks(text: str, plan: Sequence[tuple[Role, int, int]]) -> list[tuple[Role, list[str]]]:
    """Blocks from line numbers (from 1, both ends included)."""
    lines, blocks = _lines(text), []
    for role, first, last in plan:
        body = "\n".join(lines[first - 1 : last]).strip()
        if role is Role.LIST_ITEM:
            body = body[2:]
        blocks.append((role, _sentences(body) if role is Role.PARAGRAPH else [body]))
    return blocks


P, L = Role.PARAGRAPH, Role.LIST_ITEM
_EN = [
    (Role.DATELINE, 1, 1),
    (Role.ADDRESS, 4, 10),
    (Role.SALUTATION, 13, 13),
    (P, 14, 15),
    (P, 16, 16),
    (P, 17, 17),
    (P, 18, 18),
    (P, 19, 19),
    (P, 20, 20),
    (L, 21, 21),
    (L, 22, 22),
    (L, 23, 23),
    (P, 24, 24),
    (Role.CLOSING, 25, 25),
    (Role.FOOTER, 27, 27),
]
_IT = [
    (Role.ADDRESS, 1, 7),
    (Role.SALUTATION, 10, 10),
    (P, 11, 12),
    (P, 13, 13),
    (P, 14, 14),
    (P, 15, 15),
    (P, 16, 16),
    (P, 17, 17),
    (L, 18, 18),
    (L, 19, 19),
    (P, 20, 20),
    (Role.FOOTER, 22, 22),
]
_BEADS: list[tuple[int, int, float | None]] = [
    (1, 0, None),
    (1, 1, 0.41),
    (1, 1, 0.72),
    (1, 1, 0.97),
    (1, 1, 0.75),
    (1, 1, 0.88),
    (2, 1, 0.96),
    (1, 1, 0.95),
    (1, 1, 0.97),
    (1, 1, 0.96),
    (1, 1, 0.97),
    (1, 1, 0.94),
    (1, 0, None),
    (1, 1, 0.97),
    (1, 1, 0.96),
    (1, 1, 0.91),
    (1, 1, 0.95),
    (1, 0, None),
    (1, 1, 0.96),
    (1, 1, 0.55),
    (1, 0, None),
    (1, 1, 0.89),
]


def seed_report() -> Report:
    """The seed letter; its Italian side says 9'000 for 90’000 and lacks a sentence and a demand."""
    english = (EXAMPLES / "letter_en.txt").read_text(encoding="utf-8")
    italian = (EXAMPLES / "letter_it.txt").read_text(encoding="utf-8").replace("90'000", "9'000")
    italian = re.sub(r" Questi gruppi presumibilmente.*", "", italian)
    italian = re.sub(r"• garantire in particolare.*\n", "", italian)
    source = letter("letter_en.txt", "en", english, _blocks(english, _EN))
    target = letter("letter_it.txt", "it", italian, _blocks(italian, _IT))
    pair = bitext(source, target, _BEADS)
    groups = "These groups allegedly committed numerous grave crimes against the Armenian – predominantly Christian – population."
    demand = source.blocks[10].span
    major, critical, minor = Severity.MAJOR, Severity.CRITICAL, Severity.MINOR
    return report(
        pair,
        [
            finding("structure.placeholder", major, "A blank was not filled in: “…………………………………”", [at(source, "…………………………………")]),
            finding(
                "structure.part",
                major,
                "The English letter has a dateline (“………………………………… December 2020”), the Italian letter has none.",
                [source.blocks[0].span],
                [Span(0, 0)],
            ),
            finding(
                "addressee.person",
                critical,
                "Source writes to Ilham Aliyev; target writes to Mammad Ahmadzada.",
                [at(source, "Ilham Aliyev")],
                [at(target, "Mammad Ahmadzada")],
                related=(
                    finding(
                        "addressee.office",
                        critical,
                        "Source says President; target says Ambasciatore.",
                        [at(source, "President of the Republic of Azerbaijan")],
                        [at(target, "Ambasciatore della Repubblica dell’Azerbaigian")],
                    ),
                    finding(
                        "contacts.changed",
                        major,
                        "Source says office@pa.gov.az; target says rome@mission.mfa.gov.az.",
                        [at(source, "office@pa.gov.az")],
                        [at(target, "rome@mission.mfa.gov.az")],
                    ),
                ),
                confidence=0.94,
            ),
            finding(
                "structure.placeholder",
                major,
                "What a word processor left behind stands in the text: “[bookmark: _Hlk524538026]”",
                [at(source, "[bookmark: _Hlk524538026]")],
                suggestion="Take “[bookmark: _Hlk524538026]” out.",
            ),
            finding(
                "figures.changed",
                critical,
                "Source says 90,000; target says 9,000.",
                [at(source, "90’000")],
                [at(target, "9'000")],
                suggestion="90.000",
                confidence=0.97,
            ),
            finding("figures.format", Severity.NEUTRAL, "Italian writes 9.000, with a full stop.", [], [at(target, "9'000")]),
            finding(
                "wording.hedge",
                minor,
                "Source says “reportedly”; target says it as a fact.",
                [at(source, "These reportedly include")],
                [at(target, "Questi includono l’uso di artiglieria, di aerei e droni")],
            ),
            finding(
                "meaning.omission",
                critical,
                f"This sentence has no counterpart in the Italian letter: “{groups[:60]}…”",
                [at(source, groups)],
                [after(target, "nella regione del Karabakh.")],
                related=(
                    finding(
                        "names.missing",
                        major,
                        "Source names the Armenian population; target does not.",
                        [at(source, "Armenian – predominantly Christian – population")],
                        [after(target, "nella regione del Karabakh.")],
                    ),
                ),
            ),
            finding(
                "structure.missing",
                critical,
                "This list item of the English letter has no counterpart in the Italian letter: “ensure in particular "
                "that the Christian Armenian community in Nagorno-Karabakh is guaranteed its rights…”",
                [demand],
                [Span(target.blocks[8].span.end, target.blocks[8].span.end)],
            ),
            finding(
                "terminology.unofficial",
                minor,
                "The official name is “Patto internazionale relativo ai diritti civili e politici”.",
                [at(source, "International Covenant on civil and political Rights")],
                [at(target, "Patto internazionale sui diritti civili e politici")],
                suggestion="Patto internazionale relativo ai diritti civili e politici",
            ),
        ],
        [Skip("grammar", "Grammar was not checked: no LanguageTool. Run `letterqa languagetool install`, or pass --languagetool off.")],
    )


HOSTILE = (
    "</style></title><script>alert(1)</script>\n"
    "<img src=x onerror=alert(2)> &amp; \"quoted\" 'single' {{ 7 * 7 }} {% raw %}\n"
    "[bold red]markup[/] [/link] \u202egnp.exe \x1b[31mred\x07 \u2066isolated\n"
)


def hostile_report() -> Report:
    """Letters, names, messages and reasons full of HTML, template, console and terminal syntax."""
    text = HOSTILE + "A second <b>paragraph</b>.\n"
    lines = text.rstrip("\n").split("\n")
    sides = [letter(f"{code}_<script>[red].txt", code, text, [(P, [line]) for line in lines]) for code in ("en", "it")]
    pair = bitext(sides[0], sides[1], [(1, 1, 0.5)] * len(lines))
    return report(
        pair,
        [
            finding(
                "figures.changed",
                Severity.CRITICAL,
                f"Source says {HOSTILE}",
                [at(sides[0], "<script>alert")],
                [at(sides[1], "onerror=")],
                suggestion="<script>alert(3)</script>[red]\x1b[2J",
            ),
            finding("wording.hedge", Severity.MINOR, "</blockquote><iframe src=//evil.example>", [at(sides[0], "[bold red]")], [Span(0, 0)]),
        ],
        [Skip("<b>grammar</b>", "</section><script>alert(4)</script> [/] \x1b[0m")],
    )
