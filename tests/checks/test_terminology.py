"""Terminology checks: whatever names the term bases accept are one thing in every language; another thing, or another name, is a finding
on its very words."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterqa import Checker, Finding
from letterqa.config import Settings
from letterqa.finding import Severity
from letterqa.letter import Span
from marking import unmark
from six_versions import SIX
from small_letters import Checked

PARAGRAPH = 3  # the second one below date and salutation


def written(folder: Path, name: str, code: str, sentence: str) -> tuple[Path, tuple[Span, ...]]:
    """The letter in a language without addresses and footer, with sentences more in one paragraph, as a file; what was marked in them."""
    blocks = SIX[code].split("\n\n")
    blocks = [blocks[1], *blocks[4:-1]]
    blocks[PARAGRAPH] += f" {sentence}"
    text, marks = unmark("\n\n".join(blocks))
    path = folder / f"{name}_{code}.txt"
    path.write_text(text, encoding="utf-8")
    return path, marks


def check(checker: Checker, folder: Path, languages: str, source: str, target: str, backwards: bool) -> Checked:
    one, two = languages.split("-")
    first, second = ((two, target), (one, source)) if backwards else ((one, source), (two, target))
    left, right = written(folder, "source", *first), written(folder, "target", *second)
    return Checked(checker.check(left[0], right[0]), left[1], right[1])


def told(checked: Checked) -> list[Finding]:
    every = [item for finding in checked.report.findings for item in (finding, *finding.related)]
    return [item for item in every if item.rule.family == "terminology" and item.severity >= Severity.MINOR]


SILENT = [
    ("official-names", "en-it", "Kenya ratified the Convention against Torture in 1997.", "Il Kenya ha ratificato la Convenzione contro la tortura nel 1997."),
    ("full-and-short-title", "en-fr", "The Convention on the Elimination of All Forms of Discrimination against Women forbids it.", "La CEDAW l'interdit."),
    ("acronyms-of-two-languages", "fr-en", "Le PIDCP protège ce droit.", "The ICCPR protects this right."),
    ("acronym-and-name", "es-de", "La OMS lo ha confirmado.", "Die Weltgesundheitsorganisation hat das bestätigt."),
    ("the-languages-own-acronym-in-brackets", "en-es", "He wrote to the World Health Organization (WHO).", "Escribió a la Organización Mundial de la Salud (OMS)."),
    ("the-english-acronym-in-brackets", "en-it", "It is bound by the International Covenant on Civil and Political Rights (ICCPR).", "È vincolato dal Patto internazionale sui diritti civili e politici (ICCPR)."),
    ("a-place-inside-the-title", "en-it", "The Convention on Cluster Munitions forbids these weapons.", "La Convenzione di Oslo sulle munizioni a grappolo vieta queste armi."),
    ("a-year-inside-the-title", "de-fr", "Das Abkommen über die Rechtsstellung der Flüchtlinge gilt auch hier.", "La Convention de 1951 relative au statut des réfugiés s'applique ici aussi."),
    ("of-the-united-nations", "en-it", "The Human Rights Committee has said so.", "Lo ha detto il Comitato delle Nazioni Unite per i diritti umani."),
    ("german-genitive", "de-en", "Die Haltung des Europäischen Gerichtshofs für Menschenrechte ist bekannt.", "The position of the European Court of Human Rights is known."),
    ("referred-to-by-its-first-word", "en-fr", "The Convention against Torture is clear. The Convention against Torture allows no exception.", "La Convention contre la torture est claire. La Convention ne permet aucune exception."),
    ("a-pronoun", "it-es", "La Corte penale internazionale è stata informata. La Corte penale internazionale non ha risposto.", "La Corte Penal Internacional fue informada. Esta no respondió."),
    ("the-protocol-and-its-convention", "en-de", "It has ratified the Optional Protocol to the Convention against Torture.", "Es hat das Fakultativprotokoll zum Übereinkommen gegen Folter ratifiziert."),
    ("general-and-special-office", "en-it", "The UN Special Rapporteur on torture asked for a visit.", "Il Relatore speciale ha chiesto di effettuare una visita."),
    ("a-symbol-with-letters-of-a-body", "en-pt", "See document A/HRC/45/12.", "Ver o documento A/HRC/45/12."),
    ("an-article-not-the-organisation", "en-es", "It violates article 19 of the law.", "Viola el artículo 19 de la ley."),
    ("union-as-an-attribute", "en-it", "EU leaders met on Monday.", "I leader europei si sono incontrati lunedì."),
    ("synonyms-of-a-legal-term", "en-de", "They speak of extrajudicial executions.", "Sie sprechen von außergerichtlichen Tötungen."),
    ("minister-in-both-genders", "it-fr", "La ministra della Giustizia ha taciuto.", "Le ministre de la Justice s'est tu."),
    ("numbered-convention", "en-it", "ILO Convention No. 169 requires consent.", "La Convenzione n. 169 dell'Organizzazione internazionale del lavoro richiede il consenso."),
    ("an-original-title-in-brackets", "en-it", "The Arms Trade Treaty forbids it.", "Il Trattato sul commercio delle armi (Arms Trade Treaty) lo vieta."),
    ("an-acronym-of-the-letters-own", "en-it", "She works for the Committee of Free Teachers (CFT).", "Lavora per il Comitato degli insegnanti liberi (CIL)."),
    ("a-body-with-its-acronym-inside-a-title", "es-fr", "El Convenio 169 de la Organización Internacional del Trabajo (OIT) lo exige.", "La Convention n° 169 de l'Organisation internationale du Travail (OIT) l'exige."),
    ("capitals", "en-it", "THE CONVENTION AGAINST TORTURE forbids it.", "La CONVENZIONE CONTRO LA TORTURA lo vieta."),
    ("portuguese-of-brazil", "pt-en", "O Pacto Internacional dos Direitos Econômicos, Sociais e Culturais protege-o.", "The International Covenant on Economic, Social and Cultural Rights protects it."),
    ("an-office-in-other-words", "en-fr", "The government promised an answer.", "Le ministre a promis une réponse."),
]  # fmt: skip
FIRING = [
    ("another-covenant", "en-it", "Kenya is bound by the [[International Covenant on Civil and Political Rights]].", "Il Kenya è vincolato dal [[Patto internazionale sui diritti economici, sociali e culturali]].", "exchanged", "critical"),
    ("another-convention", "en-fr", "It violates the [[Convention on the Rights of the Child]].", "Cela viole la [[Convention relative aux droits des personnes handicapées]].", "exchanged", "critical"),
    ("another-body", "fr-it", "Le [[Conseil de sécurité]] l'a condamné.", "L'[[Assemblea generale]] lo ha condannato.", "exchanged", "critical"),
    ("another-organisation", "en-es", "The [[World Bank]] paid for it.", "El [[Banco Africano de Desarrollo]] lo pagó.", "exchanged", "critical"),
    ("another-court", "de-pt", "Der [[Internationale Strafgerichtshof]] ermittelt.", "O [[Tribunal Internacional de Justiça]] investiga.", "exchanged", "critical"),
    ("another-charter", "en-it", "It is bound by the [[African Charter on Human and Peoples' Rights]].", "È vincolato dalla [[Carta africana sui diritti e il benessere del minore]].", "exchanged", "critical"),
    ("another-minister", "en-de", "The [[Minister of Justice]] has not answered.", "Der [[Innenminister]] hat nicht geantwortet.", "exchanged", "critical"),
    ("another-legal-term", "en-it", "We fear an [[enforced disappearance]].", "Temiamo un'[[esecuzione extragiudiziale]].", "exchanged", "major"),
    ("another-weapon", "en-fr", "The army used [[cluster munitions]].", "L'armée a utilisé des [[mines antipersonnel]].", "exchanged", "major"),
    ("another-bodys-acronym", "en-es", "It is a member of the International Labour Organization (ILO).", "Es miembro de la Organización Internacional del Trabajo ([[OIM]]).", "acronym", "major"),
    ("letters-exchanged", "en-it", "The Convention on Cluster Munitions ([[CMM]]) forbids it.", "La Convenzione sulle munizioni a grappolo (CCM) lo vieta.", "acronym", "major"),
    ("the-same-slip-on-both-sides", "en-it", "The Convention on Cluster Munitions ([[CMM]]) forbids it.", "La Convenzione sulle munizioni a grappolo ([[CMM]]) lo vieta.", "acronym", "major"),
    ("an-unknown-acronym-with-letters-exchanged", "fr-it", "Des agents du Service national de renseignement ([[SNR]]) sont venus.", "Sono venuti agenti del Servizio nazionale di intelligence ([[SRN]]).", "acronym", "major"),
    ("near-the-official-name", "en-it", "The [[Human Rights Committee]] has said so.", "Lo ha detto il Comitato delle Nazioni Unite per i [[diritti della persona]].", "", "minor"),
    ("no-official-name", "en-fr", "It is bound by the [[International Covenant on Economic, Social and Cultural Rights]].", "Il est lié par l'Alliance [[internationale sur les droits économiques, sociaux et culturels]].", "unofficial", "minor"),
    ("left-in-english", "en-it", "It violates the Convention against Torture.", "Viola la [[Convention against Torture]].", "untranslated", "major"),
    ("left-in-german", "de-es", "Es verletzt das Übereinkommen über die Rechte des Kindes.", "Viola el [[Übereinkommen über die Rechte des Kindes]].", "untranslated", "major"),
    ("another-refugee-treaty", "en-pt", "It ratified the [[Convention relating to the Status of Refugees]].", "Ratificou a [[Convenção para a Redução dos Casos de Apatridia]].", "exchanged", "critical"),
]  # fmt: skip


@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
@pytest.mark.parametrize(("languages", "source", "target"), [row[1:] for row in SILENT], ids=[row[0] for row in SILENT])
def test_silent(checker: Checker, tmp_path: Path, languages: str, source: str, target: str, backwards: bool) -> None:
    assert [(item.rule.id, item.message) for item in told(check(checker, tmp_path, languages, source, target, backwards))] == []


@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
@pytest.mark.parametrize(("languages", "source", "target", "rule", "severity"), [row[1:] for row in FIRING], ids=[row[0] for row in FIRING])
def test_firing(
    checker: Checker, tmp_path: Path, languages: str, source: str, target: str, rule: str, severity: str, backwards: bool
) -> None:
    checked = check(checker, tmp_path, languages, source, target, backwards)
    found = told(checked)
    assert len(found) == 1, [(item.rule.id, item.message) for item in found]
    if rule:
        assert found[0].rule.id == f"terminology.{rule}"
    assert found[0].severity >= Severity.parse(severity)
    for marks, spans in ((checked.source, found[0].source), (checked.target, found[0].target)):
        if marks:
            assert any(span.overlaps(mark) for span in spans for mark in marks)


USERS = """concept,kind,language,term,status,form,flags
prisoner,legal-term,en,prisoner of conscience,,,
prisoner,legal-term,it,prigioniero di coscienza,,,
prisoner,legal-term,it,detenuto d'opinione,forbidden,,
prisoner,legal-term,it,detenuto per reati d'opinione,deprecated,,
network,organisation,en,Open Shore Network,,,do-not-translate
act,treaty,en,Freedom Act,,,
act,treaty,it,Legge sulla libertà,,,
act,treaty,it,Atto di libertà,admitted,,
"""
USERS_SILENT = [
    ("agreed-term", "They are prisoners of conscience.", "Sono prigionieri di coscienza."),
    ("term-on-the-target-side-only", "They are jailed for what they said.", "Sono prigionieri di coscienza."),
    ("not-translated", "The Open Shore Network asks for it.", "Lo chiede Open Shore Network."),
    ("admitted-term", "The Freedom Act allows it.", "L'Atto di libertà lo permette."),
    ("one-name-each-time", "The Freedom Act allows it. The Freedom Act is clear.", "La Legge sulla libertà lo permette. La Legge sulla libertà è chiara."),
]
USERS_FIRING = [
    ("no-agreed-term", "They are [[prisoners of conscience]].", "Sono persone innocenti.", "missing", "major"),
    ("forbidden", "They are jailed for what they said.", "Sono [[detenuti d'opinione]].", "forbidden", "major"),
    ("deprecated", "They are jailed for what they said.", "Sono [[detenuti per reati d'opinione]].", "deprecated", "minor"),
    ("translated-all-the-same", "The [[Open Shore Network]] asks for it.", "Lo chiede la Rete della Riva Aperta.", "missing", "major"),
    ("two-names", "The Freedom Act allows it. The Freedom Act is clear.", "La [[Legge sulla libertà]] lo permette. L'[[Atto di libertà]] è chiaro.", "inconsistent", "minor"),
]


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("terms") / "ours.csv"
    path.write_text(USERS, encoding="utf-8")
    return path


@pytest.mark.parametrize(("source", "target"), [row[1:] for row in USERS_SILENT], ids=[row[0] for row in USERS_SILENT])
def test_users_terms_silent(users: Path, tmp_path: Path, source: str, target: str) -> None:
    with Checker(Settings(glossary=(str(users),))) as own:
        assert [(item.rule.id, item.message) for item in told(check(own, tmp_path, "en-it", source, target, False))] == []


@pytest.mark.parametrize(("source", "target", "rule", "severity"), [row[1:] for row in USERS_FIRING], ids=[row[0] for row in USERS_FIRING])
def test_users_terms_firing(users: Path, tmp_path: Path, source: str, target: str, rule: str, severity: str) -> None:
    with Checker(Settings(glossary=(str(users),))) as own:
        checked = check(own, tmp_path, "en-it", source, target, False)
    (found,) = told(checked)
    assert (found.rule.id, str(found.severity)) == (f"terminology.{rule}", severity)
    assert "ours.csv" in found.message or found.suggestion
    for marks, spans in ((checked.source, found.source), (checked.target, found.target)):
        if marks:
            assert any(span.overlaps(mark) for span in spans for mark in marks)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("It breaks the 1961 Convention on the Reduction of Statelessness.", "Viola la Convenzione del 1951 relativa allo status dei rifugiati."),
        ("It breaks the Convention on the Reduction of Statelessness (1961).", "Viola la Convenzione relativa allo status dei rifugiati del 1951."),
    ],
)
def test_the_year_of_an_exchanged_title_is_no_finding_of_its_own(checker: Checker, tmp_path: Path, source: str, target: str) -> None:
    report = check(checker, tmp_path, "en-it", source, target, False).report
    assert [item.rule.id for item in report.findings if item.severity] == ["terminology.exchanged"]
    assert [item.rule.id for item in report.findings[0].related] == ["dates.changed"]


def test_a_folder_beside_the_letters(tmp_path: Path, checker: Checker) -> None:
    """glossaries/ beside the letters is used by itself; --glossary comes after it and wins."""
    (tmp_path / "glossaries").mkdir()
    (tmp_path / "glossaries" / "ours.csv").write_text(USERS, encoding="utf-8")
    checked = check(checker, tmp_path, "en-it", "They are prisoners of conscience.", "Sono persone innocenti.", False)
    assert [item.rule.id for item in told(checked)] == ["terminology.missing"]
    later = tmp_path / "later.csv"
    later.write_text("concept,kind,language,term\nprisoner,legal-term,it,persona innocente\n", encoding="utf-8")
    with Checker(Settings(glossary=(str(later),))) as own:
        assert told(check(own, tmp_path, "en-it", "They are prisoners of conscience.", "Sono persone innocenti.", False)) == []


def test_an_unverified_name_is_asked_for_gently(checker: Checker) -> None:
    """What nobody has confirmed in a source never weighs more than minor where it is asked for."""
    from letterqa.termbase.files import shipped

    assert any(not term.verified for concept in shipped() for term in concept.terms)
