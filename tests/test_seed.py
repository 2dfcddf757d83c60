"""The seed letter: the findings it is known to deserve, and not one more."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterqa import Checker, Report
from letterqa.config import Settings
from small_letters import said

FOLDER = Path(__file__).parents[1] / "examples" / "acat-2020"


@pytest.fixture(scope="module")
def report(checker: Checker) -> Report:
    """The seed letter, checked."""
    return checker.check(FOLDER / "letter_en.txt", FOLDER / "letter_it.txt")


def test_findings(report: Report) -> None:
    """The letters go to different people, and the Italian one greets an ambassador as president; it is undated too, and the English one
    has an unfilled day and a bookmark, and a hedge that the Italian one lost, which also mixes Lei and voi. Nothing else is worth a look."""
    date = "………………………………… December 2020"
    found = said(report)
    assert sorted((rule, severity) for rule, severity, *_ in found if rule.startswith(("addressee", "contacts"))) == [
        ("addressee.person", "critical"),
        ("addressee.salutation", "critical"),
    ]
    assert sorted(item for item in found if not item[0].startswith("addressee")) == [
        ("register.mixed", "minor", [], ["dedicherete"]),
        ("structure.part", "major", [date], [""]),
        ("structure.placeholder", "major", ["[bookmark: _Hlk524538026]"], []),
        ("structure.placeholder", "major", ["…………………………………"], []),
        ("terminology.acronym", "major", ["CMM"], ["CMM"]),
        ("wording.hedge", "critical", ["reportedly"], ["includono"]),
    ]
    assert report.verdict == "fail"
    assert report.skips == ()


def test_another_recipient_is_one_finding(report: Report) -> None:
    """Office, institution, street, town, postal code, e-mail and fax hang under the person; the whole blocks are marked."""
    leader = next(item for item in report.findings if item.rule.id == "addressee.person")
    assert "Ilham Aliyev" in leader.message and "Mammad Ahmadzada" in leader.message
    assert {item.rule.id for item in leader.related} == {
        "addressee.office", "addressee.institution", "addressee.address", "contacts.changed", "contacts.added",
    }  # fmt: skip
    texts = " ".join(item.message for item in leader.related)
    for part in ("Ambasciatore", "Viale Regina Margherita", "Roma", "00198", "rome@mission.mfa.gov.az", "+39 (06) 85831448"):
        assert part in texts
    assert report.bitext.source[leader.source[0]].startswith("Mr. Ilham") and report.bitext.source[leader.source[0]].endswith("office@pa.gov.az")


def test_the_salutation_is_held_against_the_address_above_it(report: Report) -> None:
    salutation = next(item for item in report.findings if item.rule.id == "addressee.salutation")
    assert report.bitext.target[salutation.target[0]] == "Gentile Sig. Presidente,"
    assert "Ambasciatore" in salutation.message


def test_the_missing_date_belongs_on_top(report: Report) -> None:
    """The place of the Italian dateline is where the English one stands: before everything else."""
    assert [item.target[0].start for item in report.findings if item.rule.id == "structure.part"] == [0]


def test_merged_sentences_are_one_bead(report: Report) -> None:
    """Two English sentences that the translator made one answer it together, and nothing but the date is unanswered."""
    bitext = report.bitext
    shapes = {bitext.source[bead.source[0].span][:26]: bead.shape for bead in bitext.beads if bead.source}
    assert shapes["As a consequence, about 90"] == "2-1"
    assert [bitext.source[bead.source[0].span] for bead in bitext.beads if not bead.target] == ["………………………………… December 2020"]
    assert [bead for bead in bitext.beads if not bead.source] == []


def test_close_inside_the_last_paragraph(report: Report) -> None:
    """The English close answers the Italian paragraph that ends in one."""
    bitext = report.bitext
    last = next(bead for bead in bitext.beads if bead.source and "Yours respectfully" in bitext.source[bead.source[-1].span])
    assert "migliori saluti" in bitext.target[last.target[-1].span]


def test_names_of_treaties_are_accepted(report: Report) -> None:
    """Oslo inside the Convention's title, the Covenant with its English acronym, the four Geneva Conventions: nothing to say of them."""
    for text in ("Convenzione di Oslo sulle munizioni a grappolo", "Patto internazionale sui diritti civili e politici", "quattro Convenzioni di Ginevra"):
        assert text in report.bitext.target.text
    acronym = next(item for item in report.findings if item.rule.id == "terminology.acronym")
    assert acronym.suggestion == "CCM"
    assert [item.rule.id for item in report.findings if item.rule.family == "terminology"] == ["terminology.acronym"]


@pytest.mark.parametrize("figure", ["9’000", "900.000"])
def test_the_campaigns_figure(tmp_path: Path, figure: str) -> None:
    """With the campaign sheet of the examples, each letter has its own addressee, and a changed figure contradicts the campaign's."""
    sheet = FOLDER.parent / "campaign" / "campaign.toml"
    text = (FOLDER / "letter_it.txt").read_text(encoding="utf-8")
    changed = tmp_path / "letter_it.txt"
    changed.write_text(text.replace("90'000", figure), encoding="utf-8")
    with Checker(Settings(campaign=str(sheet), today="2020-12-20")) as own:
        good, bad = own.check(FOLDER / "letter_en.txt", FOLDER / "letter_it.txt"), own.check(FOLDER / "letter_en.txt", changed)
    assert not [item for item in good.findings if item.rule.id in ("terminology.figure", "addressee.person", "contacts.changed")]
    found = [item for item in bad.findings if item.rule.id == "terminology.figure"]
    assert [bad.bitext.target[span] for item in found for span in item.target] == [figure]
    assert str(found[0].severity) == "critical" and "90,000" in found[0].message
