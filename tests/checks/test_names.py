"""Name checks: what languages do to names is no error; another person, place or body is a finding on its very words."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterqa import Checker, Finding, Report
from letterqa.finding import Severity
from letterqa.letter import Span
from letterqa.report import LintReport
from marking import unmark
from six_versions import SIX
from small_letters import Checked, said

PARAGRAPH = 3  # the second one below date and salutation


def short(code: str) -> list[str]:
    """Date, salutation, paragraphs and close of the letter in a language, without addresses and footer."""
    blocks = SIX[code].split("\n\n")
    return [blocks[1], *blocks[4:-1]]


def write(folder: Path, name: str, sentence: str) -> tuple[Path, tuple[Span, ...]]:
    """The letter of "source_en" with sentences more in one paragraph, and where the marks in these stand."""
    blocks = short(name.rpartition("_")[2])
    blocks[PARAGRAPH] += f" {sentence}"
    text, spans = unmark("\n\n".join(blocks))
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return path, spans


def check(checker: Checker, folder: Path, languages: str, sentences: tuple[str, str]) -> Checked:
    """Check two versions of the letter, each with sentences more."""
    one, two = languages.split("-")
    left, right = write(folder, f"source_{one}", sentences[0]), write(folder, f"target_{two}", sentences[1])
    return Checked(checker.check(left[0], right[0]), left[1], right[1])


def told(report: Report | LintReport, least: Severity = Severity.MINOR) -> list[Finding]:
    """The findings about names of a severity or above."""
    return [item for item in report.findings if item.rule.id.startswith("names.") and item.severity >= least]


def shown(report: Report) -> list[tuple[str, str, list[str], list[str]]]:
    """What is said about names."""
    return [item for item in said(report, Severity.MINOR) if item[0].startswith("names.")]


SILENT = [
    # Places as each language calls them.
    ("exonyms", "en-it", "She was taken from London to Geneva.", "È stata portata da Londra a Ginevra."),
    ("exonyms-of-towns", "de-fr", "Er reiste von Köln nach Mailand.", "Il est allé de Cologne à Milan."),
    ("exonyms-of-countries", "es-de", "Huyeron de Alemania a los Países Bajos.", "Sie flohen aus Deutschland in die Niederlande."),
    ("exonyms-far-away", "en-pt", "The trial opened in Damascus, not in Beirut.", "O julgamento começou em Damasco, não em Beirute."),
    ("exonyms-of-regions", "it-es", "È nata in Toscana, poi è andata in Catalogna.", "Nació en Toscana y luego se fue a Cataluña."),
    ("town-with-article", "en-it", "The hearing was in The Hague.", "L'udienza si è tenuta all'Aia."),
    ("country-by-two-names", "fr-en", "Il vit en Côte d'Ivoire.", "He lives in Ivory Coast."),
    # Other letters.
    ("transliterated-town", "en-it", "He was seen in Zuwara last spring.", "È stato visto a Zuara la scorsa primavera."),
    ("transliterated-in-french", "de-fr", "Zuletzt sah man ihn in Zuwara am Hafen.", "On l'a vu en dernier à Zouara sur le port."),
    ("transliterated-russian", "en-de", "We spoke with Sergei Yushchenko about it.", "Wir haben mit Sergej Juschtschenko darüber gesprochen."),
    ("transliterated-arabic", "fr-es", "Nous avons parlé avec Mahmoud Khalil.", "Hablamos con Mahmud Jalil."),
    ("diacritics-dropped", "it-en", "Abbiamo parlato con Nikola Đorđević.", "We have spoken with Nikola Djordjević."),
    ("accents-dropped", "es-en", "Hablamos con José Ramírez.", "We have spoken with Jose Ramirez."),
    ("umlaut-as-two-letters", "de-en", "Jürgen Müller half den Familien.", "Juergen Mueller helped the families."),
    ("umlaut-dropped", "de-it", "Jörg Schröder half den Familien.", "Jorg Schroder ha aiutato le famiglie."),
    ("sharp-s", "de-fr", "Frau Strauß half den Familien.", "Mme Strauss a aidé les familles."),
    # Initials, titles, order, other forms.
    ("initial-for-a-word", "en-it", "We met Joseph Kariuki.", "Abbiamo incontrato J. Kariuki."),
    ("middle-initial-dropped", "en-de", "We met Anna P. Kessler.", "Wir trafen Anna Kessler."),
    ("title-added", "en-fr", "We met Joseph Kariuki.", "Nous avons rencontré Me Joseph Kariuki."),
    ("title-dropped", "it-en", "Abbiamo incontrato il dottor Joseph Kariuki.", "We met Joseph Kariuki."),
    ("title-in-two-languages", "de-es", "Wir trafen Pfarrer Joseph Kariuki.", "Nos reunimos con el padre Joseph Kariuki."),
    ("family-name-first", "en-de", "We met Kariuki Joseph.", "Wir trafen Joseph Kariuki."),
    ("family-name-alone", "en-it", "We met Joseph Kariuki. Kariuki had seen it all.", "Abbiamo incontrato Joseph Kariuki. Aveva visto tutto."),
    ("pronoun-for-a-name", "fr-pt", "Rosa Quispe est partie. Quispe a pris ses enfants.", "Rosa Quispe partiu. Ela levou os filhos."),
    ("genitive-s", "en-it", "We know Wanjiru's family.", "Conosciamo la famiglia di Wanjiru."),
    ("german-genitive", "de-en", "Wir kennen Kariukis Familie.", "We know the family of Kariuki."),
    ("particle-added", "en-es", "We met Joost van Wessem.", "Nos reunimos con Joost Van Wessem."),
    # Adjectives, nouns, months.
    ("adjective-in-lower-case", "en-it", "Kenyan and Italian lawyers came.", "Sono venuti avvocati keniani e italiani."),
    ("adjective-for-a-country", "de-fr", "Die Polizei von Kenia kam nicht.", "La police kényane n'est pas venue."),
    ("german-nouns", "de-en", "Die Gerechtigkeit verlangt Wahrheit und Freiheit.", "Justice demands truth and freedom."),
    ("german-compounds", "de-it", "Die Gefängnisverwaltung verweigerte die Besuchserlaubnis.", "La direzione del carcere ha negato il permesso di visita."),
    ("months-and-weekdays", "en-fr", "She comes every Tuesday in March.", "Elle vient chaque mardi en mars."),
    ("sentence-starts", "es-pt", "Mientras tanto esperamos. Nadie respondió.", "Entretanto esperamos. Ninguém respondeu."),
    ("religions", "en-es", "Christians and Muslims prayed together.", "Cristianos y musulmanes rezaron juntos."),
    # Bodies.
    ("body-translated", "en-it", "The Ministry of Justice did not answer.", "Il Ministero della Giustizia non ha risposto."),
    ("court-translated", "fr-de", "La Cour pénale internationale a ouvert une enquête.", "Der Internationale Strafgerichtshof hat ein Verfahren eröffnet."),
    ("council-translated", "en-pt", "The United Nations Human Rights Council has warned.", "O Conselho de Direitos Humanos das Nações Unidas advertiu."),
    ("acronym-expanded", "en-es", "The UN has warned of it.", "La Organización de las Naciones Unidas lo ha advertido."),
    ("acronym-translated", "en-fr", "NATO has denied it.", "L'OTAN l'a démenti."),
    ("body-kept", "it-de", "Amnesty International ha chiesto chiarimenti.", "Amnesty International bat um Aufklärung."),
    ("body-with-its-translation", "en-it", "Doctors Without Borders treated her.", "Medici Senza Frontiere l'ha curata."),
    # Headings.
    ("heading", "en-it", "\n\nOur Demands And Our Hopes", "\n\nLe nostre richieste e le nostre speranze"),
]  # fmt: skip

# What the program says of these although they are right.
KNOWN_SILENT = {
    "transliterated-arabic": "“Mahmoud Khalil” is “Mahmud Jalil” in Spanish: told as spelled differently",
    "diacritics-dropped": "“Đ” is “Dj” in English letters: told as spelled differently",
}


@pytest.mark.parametrize("swapped", [False, True], ids=["as-written", "swapped"])
@pytest.mark.parametrize(
    ("name", "languages", "source", "target"),
    [
        pytest.param(*row, id=row[0], marks=[pytest.mark.xfail(strict=True, reason=KNOWN_SILENT[row[0]])] if row[0] in KNOWN_SILENT else [])
        for row in SILENT
    ],
)
def test_silent(checker: Checker, tmp_path: Path, name: str, languages: str, source: str, target: str, swapped: bool) -> None:
    """Names that are the same by value raise nothing, in either direction."""
    sentences, pair = (source, target), languages
    if swapped:
        sentences, pair = (target, source), "-".join(reversed(languages.split("-")))
    assert shown(check(checker, tmp_path, pair, sentences).report) == []


FIRING = [
    # People.
    ("surname", "en-it", "changed", "critical", "We met Brian [[Maloba]] in May.", "Abbiamo incontrato Brian [[Kerubo]] a maggio."),
    ("surname-of-three", "en-de", "changed", "critical", "We met Brian Otieno [[Maloba]] there.", "Wir trafen dort Brian Otieno [[Wafula]]."),
    ("surname-in-spanish", "es-fr", "changed", "critical", "Hablamos con Teresa [[Villanueva]].", "Nous avons parlé avec Teresa [[Quintanilla]]."),
    ("first-name", "pt-en", "changed", "critical", "Falámos com [[Zeferino]] Macamo.", "We spoke with [[Abdulai]] Macamo."),
    ("surname-alone", "en-fr", "changed", "critical", "The judge asked [[Wanjiru]] nothing.", "Le juge n'a rien demandé à [[Kiplagat]]."),
    ("surname-spelled", "en-de", "spelling", "major", "We met Astrid [[Lindqvist]] in Oslo.", "Wir trafen Astrid [[Lindkvuist]] in Oslo."),
    ("letters-exchanged", "en-it", "spelling", "major", "We met Joseph [[Kariuki]] there.", "Là abbiamo incontrato Joseph [[Kairuki]]."),
    ("letter-missing", "de-es", "spelling", "major", "Wir trafen dort Milan [[Horvatić]].", "Allí nos reunimos con Milan [[Horatić]]."),
    ("letter-changed", "fr-pt", "spelling", "major", "Nous avons parlé avec Amina [[Bensalem]].", "Falámos com Amina [[Bensolam]]."),
    ("first-name-spelled", "it-en", "spelling", "major", "Abbiamo incontrato [[Wanjiku]] Kariuki.", "We met [[Wanjuki]] Kariuki."),
    # Places.
    ("known-towns", "en-it", "changed", "critical", "The trial was in [[Nairobi]].", "Il processo si è tenuto a [[Mombasa]]."),
    ("known-towns-far-apart", "de-fr", "changed", "critical", "Der Prozess war in [[Hamburg]].", "Le procès s'est tenu à [[Munich]]."),
    ("unknown-towns", "en-es", "changed", "critical", "The women fled to [[Barsaloi]].", "Las mujeres huyeron a [[Wamba]]."),
    ("unknown-village-spelled", "en-it", "spelling", "major", "The women fled to [[Kakamega]].", "Le donne sono fuggite a [[Kakemaga]]."),
    ("known-for-an-unknown-town", "en-fr", "changed", "critical", "The police came from [[Eldoret]].", "La police est venue de [[Kisumbeni]]."),
    ("countries", "en-it", "changed", "critical", "The arms came from [[Belgium]].", "Le armi venivano dall'[[Austria]]."),
    ("countries-in-german", "de-pt", "changed", "critical", "Sie flohen nach [[Uganda]].", "Fugiram para o [[Ruanda]]."),
    ("countries-that-sound-alike", "fr-es", "changed", "critical", "Ils ont fui vers le [[Niger]].", "Huyeron a [[Nigeria]]."),
    ("countries-that-share-a-word", "en-it", "changed", "critical", "They fled to [[South Sudan]].", "Sono fuggiti in [[Sudan]]."),
    ("countries-with-a-hyphen", "en-it", "changed", "critical", "They fled to [[Guinea]].", "Sono fuggiti in [[Guinea-Bissau]]."),
    ("countries-spelled-alike", "en-it", "changed", "critical", "They fled to [[Iran]].", "Sono fuggiti in [[Iraq]]."),
    ("countries-by-one-root", "en-de", "changed", "critical", "They fled to [[Austria]].", "Sie flohen nach [[Australien]]."),
    ("countries-of-slavs", "en-es", "changed", "critical", "They fled to [[Slovakia]].", "Huyeron a [[Eslovenia]]."),
    ("country-for-its-neighbour", "en-pt", "changed", "critical", "Peace reached [[Angola]].", "A paz chegou a [[Moçambique]]."),
    ("regions", "it-de", "changed", "critical", "Vengono dalla [[Toscana]].", "Sie kommen aus der [[Lombardei]]."),
    # Bodies.
    ("ngo", "en-it", "changed", "critical", "The report of [[Amnesty International]] says so.", "Lo dice il rapporto di [[Human Rights Watch]]."),
    ("council-for-council", "en-fr", "changed", "critical", "The [[Security Council]] has met.", "Le [[Conseil de l'Europe]] s'est réuni."),
    ("court", "de-en", "changed", "critical", "Der [[Internationale Strafgerichtshof]] ermittelt.", "The [[European Court of Human Rights]] is investigating."),
    ("union", "en-es", "changed", "critical", "The [[European Union]] pays for it.", "La [[Unión Africana]] lo paga."),
    ("ngo-unknown", "en-pt", "changed", "critical", "The lawyers of [[Kituo]] Sheria helped.", "Os advogados da [[Haki]] Sheria ajudaram."),
    # Said on one side only.
    ("person-missing", "en-it", "missing", "major", "The lawyer [[Wangari Njoroge]] was there too.", "C'era anche l'avvocata."),
    ("person-missing-in-french", "es-fr", "missing", "major", "También vimos a [[Yesenia Tuyuc]].", "Nous avons vu l'avocate."),
    ("town-missing", "en-pt", "missing", "minor", "She was held in [[Kapenguria]] for days.", "Ela esteve detida durante dias."),
]  # fmt: skip
# What the program says otherwise, or does not see.
KNOWN_FIRING = {
    "first-name-spelled": "two letters that change places at a distance make it another name",
    "countries-that-sound-alike": "“Niger” for “Nigeria” is not seen",
    "countries-that-share-a-word": "“Sudan” for “South Sudan” is not seen: they share a word",
    "countries-with-a-hyphen": "“Guinea” for “Guinea-Bissau” is not seen: they share a word",
}


def covered(spans: tuple[Span, ...], marks: tuple[Span, ...]) -> bool:
    """Whether every mark shares letters with a span, and a side without mark has a place at most."""
    if not marks:
        return all(span.start == span.end for span in spans)
    return all(any(span.start < mark.end and mark.start < span.end for span in spans) for mark in marks)


@pytest.mark.parametrize("swapped", [False, True], ids=["as-written", "swapped"])
@pytest.mark.parametrize(
    ("name", "languages", "rule", "severity", "source", "target"),
    [
        pytest.param(*row, id=row[0], marks=[pytest.mark.xfail(strict=True, reason=KNOWN_FIRING[row[0]])] if row[0] in KNOWN_FIRING else [])
        for row in FIRING
    ],
)
def test_firing(
    checker: Checker, tmp_path: Path, name: str, languages: str, rule: str, severity: str, source: str, target: str, swapped: bool
) -> None:
    """One name that differs is one finding on its words; what the source alone has is missing, what the target alone has is added."""
    sentences, pair = (source, target), languages
    if swapped:
        sentences, pair = (target, source), "-".join(reversed(languages.split("-")))
        rule = "added" if rule == "missing" else rule
    report, left, right = check(checker, tmp_path, pair, sentences)
    # A body that the term base knows is exchanged as a term; that its name differs goes without saying.
    found = told(report) or [item for item in report.findings if item.rule.id == "terminology.exchanged"]
    expected = f"names.{rule}" if found and found[0].rule.family == "names" else "terminology.exchanged" if rule == "changed" else ""
    assert [(item.rule.id, str(item.severity)) for item in found] == [(expected, severity)], shown(report)
    assert covered(found[0].source, left), shown(report)
    assert covered(found[0].target, right), shown(report)


INCONSISTENT = [
    ("en", "They fled from [[Nagorno-Karabakh]]. Nobody lives in [[Nagorno Karabakh]] any more."),
    ("it", "Sono fuggiti dal [[Nagorno-Karabakh]]. Nessuno vive più nel [[Nagorno Karabakh]]."),
    ("de", "Sie flohen aus [[Nagorno-Karabach]]. Niemand lebt mehr in [[Nagorno Karabach]]."),
    ("es", "Vimos a [[Ana-Yolanda Xitumul]] y a su madre. Nadie habla sin [[Ana Yolanda Xitumul]]."),
    ("fr", "Nous avons vu [[Wanjiru-Njeri Kamau]]. Personne ne parle sans [[Wanjiru Njeri Kamau]]."),
    ("pt", "Falámos com [[Zeferino-Abdul Macamo]] ali. Ninguém fala sem [[Zeferino Abdul Macamo]]."),
]
CONSISTENT = [
    ("en", "They fled from Nagorno-Karabakh. Nobody lives in Nagorno-Karabakh any more."),
    ("en", "They fled from Nagorno-Karabakh. Nobody lives in Nagorno‑Karabakh any more."),
    ("it", "Sono fuggiti dal Nagorno Karabakh. Nessuno vive più nel Nagorno Karabakh."),
    ("de", "Frau Müller-Lüdenscheid half uns. Herr Müller half uns auch."),
    ("en", "We met Joseph Kariuki and Anna Kariuki. Mr Kariuki spoke."),
    ("fr", "Nous avons vu Jean-Luc Kamau et Jean Mwangi."),
]


@pytest.mark.parametrize(("language", "sentences"), INCONSISTENT, ids=[code for code, _ in INCONSISTENT])
def test_inconsistent_in_one_letter(checker: Checker, tmp_path: Path, language: str, sentences: str) -> None:
    """A name with a hyphen here and without there is told by a check of one letter."""
    path, marks = write(tmp_path, f"letter_{language}", sentences)
    found = told(checker.lint(path))
    assert [(item.rule.id, str(item.severity)) for item in found] == [("names.inconsistent", "minor")]
    assert found[0].source == marks


@pytest.mark.xfail(strict=True, reason="the word that opens the sentence is taken for one of the name: “Sin Ana Yolanda Xitumul”")
def test_inconsistent_behind_the_word_that_opens_a_sentence(checker: Checker, tmp_path: Path) -> None:
    """A capital at the start of a sentence makes no other name."""
    path, _ = write(tmp_path, "letter_es", "Vimos a Ana-Yolanda Xitumul y a su madre. Sin Ana Yolanda Xitumul nadie habla.")
    assert [item.rule.id for item in told(checker.lint(path))] == ["names.inconsistent"]


@pytest.mark.parametrize(("language", "sentences"), CONSISTENT, ids=range(len(CONSISTENT)))
def test_consistent_in_one_letter(checker: Checker, tmp_path: Path, language: str, sentences: str) -> None:
    """Names spelled one way, by whatever hyphen, and names that share a word."""
    assert told(checker.lint(write(tmp_path, f"letter_{language}", sentences)[0])) == []


@pytest.mark.parametrize("side", ["source", "target"])
def test_inconsistent_on_either_side(checker: Checker, tmp_path: Path, side: str) -> None:
    """Of two letters, the finding stands on the side that spells the name in two ways."""
    plain = {
        "en": "They fled from Nagorno-Karabakh. Nobody lives in Nagorno-Karabakh.",
        "it": "Sono fuggiti dal Nagorno-Karabakh. Nessuno vive nel Nagorno-Karabakh.",
    }
    two = {"en": INCONSISTENT[0][1], "it": INCONSISTENT[1][1]}
    sentences = (two["en"], plain["it"]) if side == "source" else (plain["en"], two["it"])
    report, left, right = check(checker, tmp_path, "en-it", sentences)
    assert [(item.rule.id, item.source, item.target) for item in told(report)] == [("names.inconsistent", left, right)]
