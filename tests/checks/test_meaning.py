"""Meaning checks: how sentences are cut and worded is the translator's; one that only one letter has, or in the wrong language, is an error."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from letterqa import Checker, Settings
from letterqa.finding import Severity
from small_letters import EN, Edits, check_edited, loud, said

SILENT = [
    ("sentences-merged", "en-it", [], [("Celje. È stata arrestata il 14 marzo", "Celje, che è stata arrestata il 14 marzo")]),
    ("sentences-merged-in-source", "fr-es", [("nuit. La police est arrivée", "nuit, et la police est arrivée")], []),
    ("sentence-split", "de-pt", [], [("direito à greve está consagrado na Constituição do seu país. Ninguém", "direito à greve é um direito fundamental. Está consagrado na Constituição do seu país. Ninguém")]),
    ("sentence-split-in-source", "en-it", [("a teacher from Celje. She was arrested on 14 March by men who did not show a warrant.", "a teacher from Celje. She was arrested on 14 March. The men who arrested her did not show a warrant.")], []),
    ("straight-quotes", "en-it", [("this report at", "this “report” at")], [("questo referto all'", 'questo "referto" all\'')]),
    ("guillemets", "fr-es", [("menaces de mort", "« menaces de mort »")], [("amenazas de muerte", "“amenazas de muerte”")]),
    ("low-quotes", "pt-de", [("acusou-os de sabotagem", "acusou-os de «sabotagem»")], [("Sabotage vor", "„Sabotage“ vor")]),
    ("blank-in-number", "en-it", [], [("2.500", "2 500")]),
    ("apostrophe-in-number", "en-it", [("2,500", "2’500")], [("2.500", "2'500")]),
    ("number-in-words", "fr-es", [("douze d'entre eux", "12 d'entre eux")], []),
    ("english-title-quoted", "en-it", [("wrote a report.", "published “Behind the closed doors of the prison of Celje” on the same day.")],
     [("ha scritto un referto.", "ha pubblicato lo stesso giorno «Behind the closed doors of the prison of Celje».")]),
    ("organisation-in-its-language", "en-it", [], [("Secondo diversi testimoni,", "Secondo diversi testimoni sentiti dall'organizzazione Human Rights Watch,")]),
    ("letterhead-in-source-language", "fr-es", [("27, rue Sala", "Association pour les droits des paysans d'Amérique latine\n27, rue Sala")], [("27, rue Sala", "Association pour les droits des paysans d'Amérique latine\n27, rue Sala")]),
    ("sentences-exchanged", "es-fr", [], [("Le procureur a classé l'affaire sans entendre les témoins.", ""), ("pendant la nuit. La police", "pendant la nuit. Le procureur a classé l'affaire sans entendre les témoins. La police")]),
    ("freely-put", "de-pt", [], [("As suas famílias vivem dos donativos dos vizinhos.", "As famílias deles sobrevivem com os donativos dos vizinhos.")]),
    ("polite-formula", "en-it", [], [("La ringrazio per l'attenzione che vorrà dedicare a questa lettera.", "RingraziandoLa fin d'ora per l'attenzione, resto in attesa di un Suo riscontro.")]),
    ("names-alone", "fr-es", [("interrogé personne.", "interrogé personne, ni Juan Carlos Mamani, ni Pedro Condori Huanca.")], [("no interrogó a nadie.", "no interrogó a nadie, ni a Juan Carlos Mamani, ni a Pedro Condori Huanca.")]),
]

FIRING = [
    ("last-sentence-missing", "en-it", "omission", "critical", [("Her mother has not been allowed to visit her in prison.", "[[Her mother has not been allowed to visit her in prison.]]")],
     [("mandato. A sua madre non è stato permesso di visitarla in prigione.", "mandato.[[]]")]),
    ("middle-sentence-missing", "fr-es", "omission", "critical", [("La police est arrivée deux jours plus tard et n'a interrogé personne.", "[[La police est arrivée deux jours plus tard et n'a interrogé personne.]]")],
     [("noche. La policía llegó dos días después y no interrogó a nadie.", "noche.[[]]")]),
    ("first-sentence-missing", "es-fr", "omission", "critical", [("El agua del río es la única riqueza de estas familias.", "[[El agua del río es la única riqueza de estas familias.]]")],
     [("témoins.\n\nL'eau de la rivière est la seule richesse de ces familles. Si", "témoins.[[]]\n\nSi")]),
    ("two-sentences-missing", "it-en", "omission", "critical", [("Un medico ha visto le ferite sulla schiena e ha scritto un referto. Il giudice si è rifiutato di leggere questo referto all'udienza.", "[[Un medico ha visto le ferite sulla schiena e ha scritto un referto. Il giudice si è rifiutato di leggere questo referto all'udienza.]]")],
     [("first night. A doctor saw the wounds on her back and wrote a report. The judge refused to read this report at the hearing.", "first night.[[]]")]),
    ("sentence-missing-in-german", "pt-de", "omission", "critical", [("Ninguém pode perder o trabalho por exercer esse direito.", "[[Ninguém pode perder o trabalho por exercer esse direito.]]")],
     [("verankert. Niemand darf seine Arbeit verlieren, weil er dieses Recht ausübt.", "verankert.[[]]")]),
    ("sentence-added", "en-it", "addition", "critical", [("first night. A doctor", "first night.[[]] A doctor")],
     [("notte. Un medico", "notte. [[I giornali di tutta Europa hanno raccontato la sua storia.]] Un medico")]),
    ("sentence-added-at-the-end", "fr-es", "addition", "critical", [("pour toujours.", "pour toujours.[[]]")], [("para siempre.", "para siempre. [[Nuestros abogados presentarán una denuncia ante los jueces de Lima.]]")]),
    ("sentence-added-in-french", "es-fr", "addition", "critical", [("tres hijos.", "tres hijos.[[]]")], [("trois enfants.", "trois enfants. [[Nous irons manifester devant votre ambassade chaque samedi.]]")]),
    ("sentence-untranslated", "en-it", "untranslated", "critical", [("The judge refused to read this report at the hearing.", "[[The judge refused to read this report at the hearing.]]")],
     [("Il giudice si è rifiutato di leggere questo referto all'udienza.", "[[The judge refused to read this report at the hearing.]]")]),
    ("sentence-untranslated-in-portuguese", "de-pt", "untranslated", "critical", [("Ihre Familien leben von den Spenden der Nachbarn.", "[[Ihre Familien leben von den Spenden der Nachbarn.]]")],
     [("As suas famílias vivem dos donativos dos vizinhos.", "[[Ihre Familien leben von den Spenden der Nachbarn.]]")]),
    ("list-item-untranslated", "fr-es", "untranslated", "critical", [("de rouvrir l'enquête sur l'incendie de l'école ;", "[[de rouvrir l'enquête sur l'incendie de l'école ;]]")],
     [("que reabra la investigación sobre el incendio de la escuela;", "[[de rouvrir l'enquête sur l'incendie de l'école ;]]")]),
    ("target-sentence-in-source-letter", "en-it", "untranslated", "critical", [("A doctor saw the wounds on her back and wrote a report.", "[[Un medico ha visto le ferite sulla schiena e ha scritto un referto.]]")],
     [("Un medico ha visto le ferite sulla schiena e ha scritto un referto.", "[[Un medico ha visto le ferite sulla schiena e ha scritto un referto.]]")]),
]


@pytest.mark.parametrize(("languages", "source", "target"), [pytest.param(*row, id=name) for name, *row in SILENT])
def test_silent(checker: Checker, tmp_path: Path, languages: str, source: Edits, target: Edits) -> None:
    """What a translator may do raises nothing."""
    assert said(check_edited(checker, tmp_path, languages, source, target).report) == []


@pytest.mark.parametrize(("languages", "rule", "severity", "source", "target"), [pytest.param(*row, id=name) for name, *row in FIRING])
def test_firing(checker: Checker, tmp_path: Path, languages: str, rule: str, severity: str, source: Edits, target: Edits) -> None:
    """One lost, added or untranslated passage is one finding, on exactly the marked places."""
    report, left, right = check_edited(checker, tmp_path, languages, source, target)
    assert [(item.rule.id, str(item.severity), item.source, item.target) for item in loud(report)] == [(f"meaning.{rule}", severity, left, right)], said(report)


def test_one_language_declared(checker: Checker, tmp_path: Path) -> None:
    """Where both letters are declared to be in one language, nothing is untranslated, and a sentence that was lost is still told."""
    texts = [EN, EN.replace(" A doctor saw the wounds on her back and wrote a report.", "")]
    for name, text in zip(("first.txt", "second.txt"), texts, strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    settings = replace(Settings(), source_lang="en", target_lang="en")
    with Checker(settings) as one_language:
        one_language.__dict__["encoder"] = checker.encoder
        same = one_language.check(tmp_path / "first.txt", tmp_path / "first.txt")
        report = one_language.check(tmp_path / "first.txt", tmp_path / "second.txt")
    assert loud(same) == []
    assert [(item.rule.id, [report.bitext.source[span] for span in item.source]) for item in loud(report)] == [
        ("meaning.omission", ["A doctor saw the wounds on her back and wrote a report."])
    ]


def test_alarm_far_from_an_edit(checker: Checker, tmp_path: Path) -> None:
    """A sentence lost in one paragraph does not make another passage suspicious enough for the gate."""
    report = check_edited(checker, tmp_path, "de-pt", [], [("Em agosto, um tribunal declarou nulos os despedimentos. ", "")]).report
    assert [item.rule.id for item in report.findings if item.severity >= Severity.MAJOR] == ["meaning.omission"]
