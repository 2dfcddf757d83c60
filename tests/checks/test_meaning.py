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
    ("organisation-in-its-language", "en-it", [("According to several witnesses,", "According to several witnesses heard by the organisation Human Rights Watch,")], [("Secondo diversi testimoni,", "Secondo diversi testimoni sentiti dall'organizzazione Human Rights Watch,")]),
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


# Inside sentences. What good translators do: other words, another order, other grammar, something said once instead of twice.
INSIDE_SILENT = [
    ("passive", "en-it", [("men who did not show a warrant", "men who showed no warrant")], [("È stata arrestata il 14 marzo da uomini che non hanno mostrato alcun mandato.", "Il 14 marzo l'hanno arrestata alcuni uomini senza mostrarle alcun mandato.")]),
    ("noun-for-verb", "en-it", [], [("di visitarla in prigione", "alcuna visita in carcere")]),
    ("order-of-clauses", "en-it", [("According to several witnesses, the police beat her during the first night.", "The police beat her during the first night, according to several witnesses.")], []),
    ("synonyms", "fr-es", [], [("tuvo que abandonar su casa", "se vio obligada a dejar su hogar")]),
    ("idiom", "fr-es", [("a classé l'affaire", "a clos le dossier")], [("archivó el caso", "dio carpetazo al asunto")]),
    ("verb-at-the-end", "pt-de", [], [("Trotzdem dürfen die Arbeiter den Hafen bis heute nicht betreten.", "Dennoch ist es den Arbeitern bis zum heutigen Tag verwehrt, den Hafen zu betreten.")]),
    ("relative-clause", "de-pt", [("wegen der Entlassung von achtzehn Hafenarbeitern in Setúbal", "wegen achtzehn Hafenarbeitern, die in Setúbal entlassen wurden")], []),
    ("pronoun-for-noun", "en-it", [], [("Il giudice si è rifiutato di leggere questo referto all'udienza.", "All'udienza il giudice si è rifiutato di leggerlo.")]),
    ("compound", "pt-de", [("salários mais altos", "um aumento dos salários")], [("für höhere Löhne", "für Lohnerhöhungen")]),
    ("list-noun-for-infinitive", "en-it", [], [("aprire un'indagine indipendente sulle percosse", "l'apertura di un'inchiesta indipendente sulle percosse")]),
    ("list-verb-changed", "fr-es", [("de rouvrir l'enquête", "la réouverture de l'enquête")], []),
    ("infinitive-for-clause", "fr-de", [], []),
    ("merged-with-relative", "en-fr", [], []),
    ("thanks", "de-pt", [("Für Ihre Antwort danken wir Ihnen im Voraus.", "Wir freuen uns auf Ihre Antwort und danken Ihnen schon jetzt dafür.")], [("Agradecemos desde já a sua resposta.", "Ficamos na expectativa da sua resposta, que desde já agradecemos.")]),
]

INSIDE_FIRING = [
    ("clause-lost-at-the-end", "en-it", "omission", [("and wrote a report", "[[and wrote a report]]")], [(" e ha scritto un referto", "")]),
    ("relative-clause-lost", "en-it", "omission", [("by men who did not show a warrant", "[[by men who did not show a warrant]]")], [(" da uomini che non hanno mostrato alcun mandato", "")]),
    ("clause-lost-in-the-source", "en-it", "addition", [(" on her back and wrote a report", " on her back")], [("e ha scritto un referto", "[[e ha scritto un referto]]")]),
    ("clause-lost-in-spanish", "fr-es", "omission", [("deux jours plus tard et n'a interrogé personne", "deux jours plus tard [[et n'a interrogé personne]]")], [(" y no interrogó a nadie", "")]),
    ("clause-lost-in-french", "fr-es", "addition", [(", qui refusent l'ouverture d'une mine de cuivre", "")], [("que rechazan la apertura de una mina de cobre", "[[que rechazan la apertura de una mina de cobre]]")]),
    ("clause-lost-in-german", "pt-de", "omission", [("por exercer esse direito", "[[por exercer esse direito]]")], [(", weil er dieses Recht ausübt", "")]),
    ("clause-lost-in-portuguese", "de-pt", "omission", [("an einem friedlichen Streik für höhere Löhne", "an einem friedlichen Streik [[für höhere Löhne]]")], [(" por salários mais altos", "")]),
    ("clause-added", "en-it", "addition", [], [("durante la prima notte.", "durante la prima notte [[e le ha sequestrato il telefono e i documenti]].")]),
    ("clause-added-in-german", "pt-de", "addition", [], [("am nächsten Morgen Sabotage vor", "am nächsten Morgen Sabotage vor [[und rief die Polizei in den Hafen]]")]),
    ("clause-added-in-french", "es-fr", "addition", [], [("pendant la nuit.", "pendant la nuit [[sous les yeux des enfants et de leurs parents]].")]),
    ("clause-replaced", "en-it", "mistranslation", [("during the first night", "[[during the first night]]")], [("durante la prima notte", "[[davanti alla casa dei genitori]]")]),
    ("clause-replaced-in-spanish", "fr-es", "mistranslation", [("sans entendre les témoins", "[[sans entendre les témoins]]")], [("sin escuchar a los testigos", "[[tras visitar la mina]]")]),
    ("clause-replaced-in-portuguese", "de-pt", "mistranslation", [("leben von den Spenden der Nachbarn", "[[leben von den Spenden der Nachbarn]]")], [("vivem dos donativos dos vizinhos", "[[mudaram-se para outra cidade]]")]),
]


@pytest.mark.parametrize(("languages", "source", "target"), [pytest.param(*row, id=name) for name, *row in INSIDE_SILENT if row[1] or row[2]])
def test_inside_silent(checker: Checker, tmp_path: Path, languages: str, source: Edits, target: Edits) -> None:
    """Free translation inside a sentence raises nothing for the gate, from either side."""
    assert said(check_edited(checker, tmp_path, languages, source, target).report, Severity.MAJOR) == []
    swapped = "-".join(reversed(languages.split("-")))
    assert said(check_edited(checker, tmp_path, swapped, target, source).report, Severity.MAJOR) == []


# What is not found yet, and why.
MISSED = {
    "clause-lost-at-the-end": "four words are little evidence",
    "clause-lost-in-portuguese": "three words are little evidence",
    "clause-lost-in-german": "three words, of which the German puts two into one",
    "clause-replaced": "other words in the same place are like free translation to the tagger; the bar is set for few false alarms",
    "clause-replaced-in-spanish": "the same",
    "clause-replaced-in-portuguese": "the same",
}


@pytest.mark.parametrize(
    ("languages", "rule", "source", "target"),
    [
        pytest.param(*row, id=name, marks=[pytest.mark.xfail(reason=MISSED[name], strict=True)] if name in MISSED else [])
        for name, *row in INSIDE_FIRING
    ],
)
def test_inside_firing(checker: Checker, tmp_path: Path, languages: str, rule: str, source: Edits, target: Edits) -> None:
    """A lost, added or replaced clause is one finding on its words (two thirds of them, and few others), from either side."""
    other = {"omission": "addition", "addition": "omission"}.get(rule, rule)
    swapped = "-".join(reversed(languages.split("-")))
    for pair, name, left_edits, right_edits in ((languages, rule, source, target), (swapped, other, target, source)):
        report, left, right = check_edited(checker, tmp_path, pair, left_edits, right_edits)
        found = loud(report, Severity.MAJOR)
        assert [item.rule.id for item in found] == [f"meaning.{name}"], said(report)
        for spans, marked in ((found[0].source, left), (found[0].target, right)):
            if marked:
                common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in spans for b in marked)
                size, wanted = (sum(span.end - span.start for span in group) for group in (spans, marked))
                assert common >= 0.6 * wanted and common >= 0.5 * size, said(report)
