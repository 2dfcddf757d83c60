"""Reports: the same input gives the same bytes, and a fingerprint lives as long as the words it points at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from letterqa import pipeline
from letterqa.bitext import Bead, Bitext
from letterqa.config import Settings
from letterqa.embedding import load_encoder
from letterqa.finding import Finding, Rule, Severity, Skip
from letterqa.letter import Block, Letter, Origin, Role, Segment, Span
from letterqa.report import Report, Signature

OMISSION = Rule("meaning.omission", "accuracy/omission", Severity.MAJOR, "s", "w", "e")
MOVED = Rule("structure.moved", "design/order", Severity.MAJOR, "s", "w", "e")
ENGLISH = ("Dear Sir,", "She is held.", "She is ill.", "Yours,")
ITALIAN = ("Gentile Ministro,", "È detenuta.", "È malata.", "Saluti,")


def letter(lines: tuple[str, ...], path: str = "letter_en.txt", language: str = "en") -> Letter:
    """A letter of one segment a line."""
    blocks, segments, at = [], [], 0
    for index, line in enumerate(lines):
        span = Span(at, at + len(line))
        blocks.append(Block(span, Role.PARAGRAPH if index else Role.SALUTATION))
        segments.append(Segment(index, span, index))
        at += len(line) + 1
    return Letter(path, language, "\n".join(lines), tuple(blocks), tuple(segments), Origin("line", (0,)), sha256="ab")


def spans(side: Letter, *words: str) -> tuple[Span, ...]:
    return tuple(Span(side.text.index(word), side.text.index(word) + len(word)) for word in words)


def report(source: tuple[str, ...] = ENGLISH, target: tuple[str, ...] = ITALIAN, at: tuple[str, ...] = ("held",), facing: tuple[str, ...] = (), **more: object) -> Report:
    """A report with one finding at these words of the source and of the target."""
    one, two = letter(source), letter(target, "letter_it.txt", "it")
    beads = tuple(Bead((a,), (b,), 0.9, 0.8) for a, b in zip(one.segments, two.segments, strict=False))
    found = Finding(OMISSION, "Missing.", spans(one, *at), spans(two, *facing) or (Span(3, 3),), Severity.MAJOR)
    values: dict[str, object] = {"findings": (found,), "skips": (), "signature": Signature((("letterqa", "1"),))}
    return Report(Bitext(one, two, beads), **(values | more))  # type: ignore[arg-type]


def fingerprint(made: Report) -> str:
    return made.fingerprints[id(made.findings[0])]


BASE = fingerprint(report())
BOTH = fingerprint(report(facing=("detenuta",)))

LIVES = [
    ("other-sentence-edited", report(("Dear Sir,", "She is held.", "She is very ill.", "Yours,"))),
    ("sentence-added-before", report(("Dear Sir,", "We write again.", "She is held.", "She is ill.", "Yours,"))),
    ("sentence-removed", report(("Dear Sir,", "She is held.", "Yours,"))),
    ("other-side-edited", report(target=("Gentile Ministro,", "È detenuta a Roma.", "È malata.", "Saluti,"))),
    ("line-wrapped", report(("Dear Sir,", "She is\nheld.", "She is ill.", "Yours,"))),
    ("soft-hyphen", report(("Dear Sir,", "She\u00a0is held.", "She is ill.", "Yours,"))),
    ("other-words-of-the-segment", report(at=("She is held",))),
    ("gap-elsewhere", report(findings=(Finding(OMISSION, "Missing.", spans(letter(ENGLISH), "held"), (Span(40, 40),), Severity.MAJOR),))),
    ("other-message", report(findings=(Finding(OMISSION, "Not there.", spans(letter(ENGLISH), "held"), (Span(3, 3),), Severity.MINOR),))),
]
DIES = [
    ("segment-edited", report(("Dear Sir,", "She is still held.", "She is ill.", "Yours,"))),
    ("punctuation-edited", report(("Dear Sir,", "She is held!", "She is ill.", "Yours,"))),
    ("case-edited", report(("Dear Sir,", "she is held.", "She is ill.", "Yours,"))),
    ("another-segment", report(at=("ill",))),
    ("two-segments", report(at=("held", "ill"))),
    ("other-rule", report(findings=(Finding(MOVED, "Missing.", spans(letter(ENGLISH), "held"), (Span(3, 3),), Severity.MAJOR),))),
    ("target-too", report(facing=("detenuta",))),
]


@pytest.mark.parametrize("made", [pytest.param(made, id=name) for name, made in LIVES])
def test_fingerprint_survives(made: Report) -> None:
    """Edits elsewhere, and what nobody sees, leave the fingerprint."""
    assert fingerprint(made) == BASE


@pytest.mark.parametrize("made", [pytest.param(made, id=name) for name, made in DIES])
def test_fingerprint_dies(made: Report) -> None:
    """An edit of the segment, or another rule or place, ends the fingerprint."""
    assert fingerprint(made) != BASE


def test_fingerprint_dies_with_either_side() -> None:
    """A finding on both sides ends when the target's segment changes."""
    changed = report(target=("Gentile Ministro,", "È detenuta a Roma.", "È malata.", "Saluti,"), facing=("detenuta",))
    assert fingerprint(changed) != BOTH
    assert fingerprint(report(("Dear Sir,", "She is held.", "She is ill!", "Yours,"), facing=("detenuta",))) == BOTH


def test_sides_are_told_apart() -> None:
    """The same words on the other side are another finding."""
    same = letter(ENGLISH)
    here = report(ENGLISH, ENGLISH, findings=(Finding(OMISSION, "m", spans(same, "held"), (), Severity.MAJOR),))
    there = report(ENGLISH, ENGLISH, findings=(Finding(OMISSION, "m", (), spans(same, "held"), Severity.MAJOR),))
    assert fingerprint(here) != fingerprint(there)


def test_equals_are_numbered() -> None:
    """Findings of one rule in the same segment, waived and related ones too, have fingerprints of their own."""
    side = letter(ENGLISH)
    inner = Finding(OMISSION, "inner", spans(side, "held"), (), Severity.MAJOR)
    outer = Finding(OMISSION, "outer", spans(side, "is held"), (), Severity.MAJOR, related=(inner,))
    waived = Finding(OMISSION, "waived", spans(side, "She is held"), (), Severity.MAJOR)
    prints = report(findings=(outer,), waived=(waived,)).fingerprints
    assert set(prints) == {id(inner), id(outer), id(waived)}
    assert len(set(prints.values())) == 3


def test_text_outside_segments_counts() -> None:
    """A span that touches no segment is known by its own words."""
    side = letter(ENGLISH)
    bare = Letter(side.path, "en", side.text, side.blocks, (), side.origin)
    one, two = (
        Report(Bitext(bare, bare, ()), (Finding(OMISSION, "m", spans(bare, word), (), Severity.MAJOR),), (), Signature(())) for word in ("held", "ill")
    )
    assert fingerprint(one) != fingerprint(two)


def test_json_is_deterministic() -> None:
    """Equal reports are equal bytes."""
    assert json.dumps(report().to_dict()) == json.dumps(report().to_dict())


def test_json_holds_the_contract() -> None:
    """The JSON report has the fields of the contract, in order, with the words of each place."""
    data = report(skips=(Skip("grammar", "No LanguageTool."),)).to_dict()
    assert list(data) == [
        "schema", "verdict", "incomplete", "source", "target", "equivalence", "summary", "beads", "findings", "waived", "skips", "signature",
    ]  # fmt: skip
    assert data["schema"] == "letterqa.report/1"
    assert data["source"] == {"path": "letter_en.txt", "language": "en", "sha256": "ab", "words": 9}
    assert data["skips"] == [{"family": "grammar", "reason": "No LanguageTool."}]
    assert data["signature"] == {"letterqa": "1"}
    assert data["beads"][1] == {
        "shape": "1-1", "role": "paragraph", "similarity": 0.9,
        "source": [{"start": 10, "end": 22, "text": "She is held."}], "target": [{"start": 18, "end": 29, "text": "È detenuta."}],
    }  # fmt: skip
    assert data["findings"] == [
        {
            "id": BASE, "rule": "meaning.omission", "category": "accuracy/omission", "severity": "major", "message": "Missing.",
            "source": [{"start": 17, "end": 21, "text": "held"}], "target": [{"start": 3, "end": 3, "text": ""}],
            "suggestion": None, "confidence": 1.0, "related": [],
        }
    ]  # fmt: skip


def test_related_have_the_same_shape() -> None:
    """Findings that hang under another one are shown in full, as deep as they go."""
    side = letter(ENGLISH)
    third = Finding(MOVED, "third", spans(side, "ill"), (), Severity.MINOR)
    second = Finding(MOVED, "second", spans(side, "held"), (), Severity.MINOR, related=(third,))
    (shown,) = report(findings=(Finding(OMISSION, "first", spans(side, "held"), (), Severity.MAJOR, related=(second,)),)).to_dict()["findings"]
    assert shown["related"][0]["message"] == "second"
    assert shown["related"][0]["related"][0]["message"] == "third"
    assert shown["related"][0].keys() == shown.keys()


GATE = [
    ("nothing-found", (), Severity.NEUTRAL, "pass"),
    ("below", (Severity.MINOR,), Severity.MAJOR, "pass"),
    ("never", (Severity.CRITICAL,), None, "pass"),
    ("at", (Severity.MAJOR,), Severity.MAJOR, "fail"),
    ("above", (Severity.CRITICAL,), Severity.MINOR, "fail"),
    ("one-of-many", (Severity.NEUTRAL, Severity.MINOR, Severity.MAJOR), Severity.MAJOR, "fail"),
    ("neutral-gate", (Severity.NEUTRAL,), Severity.NEUTRAL, "fail"),
]


@pytest.mark.parametrize(("levels", "gate", "verdict"), [pytest.param(*row[1:], id=row[0]) for row in GATE])
def test_gate(levels: tuple[Severity, ...], gate: Severity | None, verdict: str) -> None:
    """The verdict is "fail" when a finding is at or above the gate."""
    found = tuple(Finding(OMISSION, "m", (Span(0, 4),), (), level) for level in levels)
    made = report(findings=found, fail_on=gate)
    assert made.verdict == verdict
    assert made.failed is (verdict == "fail")


def test_waived_do_not_fail() -> None:
    """A waived finding is counted apart and fails nothing."""
    made = report(findings=(), waived=(Finding(OMISSION, "m", (Span(0, 4),), (), Severity.CRITICAL),))
    assert not made.failed
    assert made.summary() == {"critical": 0, "major": 0, "minor": 0, "neutral": 0, "waived": 1}
    assert made.to_dict()["waived"][0]["message"] == "m"


def test_summary_counts() -> None:
    """The summary counts findings by severity, worst first, and leaves related ones to their leaders."""
    inner = Finding(MOVED, "inner", (Span(0, 4),), (), Severity.CRITICAL)
    levels = (Severity.MINOR, Severity.MAJOR, Severity.MINOR)
    found = tuple(Finding(OMISSION, "m", (Span(0, 4),), (), level, related=(inner,)) for level in levels)
    assert list(report(findings=found).summary().items()) == [("critical", 0), ("major", 1), ("minor", 2), ("neutral", 0), ("waived", 0)]


def test_skips_make_incomplete() -> None:
    """A report is incomplete as soon as something did not run, and is so without failing."""
    assert not report(findings=()).incomplete
    made = report(findings=(), skips=(Skip("grammar", "No LanguageTool."),))
    assert made.incomplete
    assert not made.failed


def test_equivalence_weighs_words() -> None:
    """The score is the mean similarity by words of both sides; a gap counts nought."""
    one, two = letter(("a b c", "d e", "f")), letter(("a b c", "d e", "f"), "it.txt", "it")
    beads = (Bead(one.segments[:1], two.segments[:1], 0.5), Bead(one.segments[1:2], two.segments[1:2], 1.0), Bead(one.segments[2:], ()), Bead((), two.segments[2:]))
    assert Report(Bitext(one, two, beads), (), (), Signature(())).equivalence == pytest.approx((6 * 0.5 + 4 * 1.0) / 12)


def test_equivalence_of_nothing() -> None:
    """Without words the score is nought, not an error."""
    empty = Letter("a.txt", "en", "", (), (), Origin("line", (0,)))
    assert Report(Bitext(empty, empty, ()), (), (), Signature(())).equivalence == 0.0


def test_role_of_gap_is_the_other_side() -> None:
    """A bead without source has the role of its target."""
    one, two = letter(ENGLISH), letter(ITALIAN, "it.txt", "it")
    made = Report(Bitext(one, two, (Bead((), two.segments[:1]), Bead(one.segments[1:2], ()))), (), (), Signature(()))
    assert [made.role_of(0), made.role_of(1)] == [Role.SALUTATION, Role.PARAGRAPH]
    assert [bead["similarity"] for bead in made.to_dict()["beads"]] == [None, None]


TEXTS = (
    "Dear Minister,\n\nWe write to you about Amina Haddad. She has been held without charge since May 2024.\n\n"
    "We ask you to release her at once and to investigate who ordered her arrest.\n\nYours sincerely,\n\nAnna Weiss\n",
    "Gentile Ministro,\n\nLe scriviamo a proposito di Amina Haddad. È detenuta senza accuse dal maggio 2024.\n\n"
    "Le chiediamo di liberarla subito e di indagare su chi ha ordinato il suo arresto.\n\nCordiali saluti,\n\nAnna Weiss\n",
)


def checked(source: Path, target: Path) -> str:
    return json.dumps(pipeline.check(source, target, Settings(), load_encoder()).to_dict())


def test_absolute_paths_are_shown_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an absolute path a report has the name only; a relative one stays; wherever the files lie, the bytes are the same."""
    texts = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        for file, text in zip(("letter_en.txt", "letter_it.txt"), TEXTS, strict=True):
            (folder / file).write_text(text, encoding="utf-8")
        texts.append(checked(folder / "letter_en.txt", folder / "letter_it.txt"))
    assert texts[0] == texts[1]
    assert str(tmp_path) not in texts[0]
    assert json.loads(texts[0])["source"]["path"] == "letter_en.txt"
    monkeypatch.chdir(tmp_path)
    relative = json.loads(checked(Path("one") / "letter_en.txt", Path("one") / "letter_it.txt"))
    assert relative["source"]["path"] == "one/letter_en.txt"
