"""Small words: what says the same in other words stays silent, what says more, less or the opposite is named, whichever side was edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterqa import Checker, Finding
from letterqa.finding import Severity
from marking import unmark
from six_versions import SIX
from small_letters import Checked

PARAGRAPH = 3  # the second one below date and salutation


def check(checker: Checker, folder: Path, languages: str, source: str, target: str, backwards: bool) -> Checked:
    one, two = languages.split("-")
    sides = ((two, target), (one, source)) if backwards else ((one, source), (two, target))
    paths, marks = [], []
    for name, (code, sentence) in zip(("source", "target"), sides, strict=True):
        blocks = SIX[code].split("\n\n")
        blocks = [blocks[1], *blocks[4:-1]]
        blocks[PARAGRAPH] += f" {sentence}"
        text, spans = unmark("\n\n".join(blocks))
        paths.append(folder / f"{name}_{code}.txt")
        paths[-1].write_text(text, encoding="utf-8")
        marks.append(spans)
    return Checked(checker.check(*paths), *marks)


def told(checked: Checked) -> list[Finding]:
    every = [item for finding in checked.report.findings for item in (finding, *finding.related)]
    return [item for item in every if item.rule.family == "wording" and item.severity >= Severity.MINOR]


SILENT = [
    # negation
    ("not-hesitate", "en-fr", "The director has been quick to answer the family.", "Le directeur n'a pas hésité à répondre à la famille."),
    ("with-or-without", "en-it", "They may be held with or without a charge, or only watched.", "Possono essere trattenuti con o senza accuse, o solo sorvegliati."),
    ("since-the-last-time", "es-en", "Han pasado diez años desde la última vez que lo visitó un abogado.", "He has not been visited by a lawyer for ten years."),
    ("privative", "en-es", "The senator has been outspoken in her support of the miners.", "La senadora habló sin tapujos de su apoyo a los mineros."),
    ("future-of-can", "en-it", "There will always be other courts that hear the appeal.", "Il ricorso si potrà sempre presentare ad altri tribunali."),
    ("one-hedge-in-the-verb", "en-it", "The alleged meeting is said to have taken place in June 2019.", "L'incontro avrebbe avuto luogo nel giugno 2019."),
    ("plain", "en-it", "The guards did not open the door.", "Le guardie non hanno aperto la porta."),
    ("concord", "en-it", "Nobody told the family anything.", "Nessuno ha mai detto niente alla famiglia."),
    ("double-in-spanish", "es-de", "No vino nadie a la vista.", "Zur Verhandlung kam niemand."),
    ("ne-pas", "fr-en", "La police n'a pas ouvert d'enquête.", "The police did not open an investigation."),
    ("ne-que", "fr-en", "Le juge n'a entendu que deux témoins.", "The judge heard only two witnesses."),
    ("ne-alone", "fr-en", "Nous craignons qu'on ne le transfère de nuit.", "We fear that he will be transferred at night."),
    ("personne-the-noun", "fr-it", "Une personne a vu les coups.", "Una persona ha visto i colpi."),
    ("pas-the-noun", "fr-es", "C'est un premier pas vers la justice.", "Es un primer paso hacia la justicia."),
    ("neither-nor", "en-fr", "Neither the lawyer nor the family was informed.", "Ni l'avocat ni la famille n'ont été informés."),
    ("weder-noch", "de-it", "Weder der Anwalt noch die Familie wurde informiert.", "Né l'avvocato né la famiglia sono stati informati."),
    ("not-only", "en-es", "Not only the students but also the teachers were beaten.", "No sólo los estudiantes, sino también los profesores fueron golpeados."),
    ("failed-to", "en-it", "The court failed to hear the witnesses.", "Il tribunale non ha ascoltato i testimoni."),
    ("unable", "en-pt", "The lawyer was unable to visit him.", "O advogado não conseguiu visitá-lo."),
    ("illegal", "de-fr", "Die Festnahme war nicht rechtmäßig.", "L'arrestation était illégale."),
    ("without", "es-en", "La detuvieron sin orden judicial.", "They arrested her without a warrant."),
    ("without-and-less", "en-de", "Hundreds of families were left homeless.", "Hunderte Familien blieben ohne Obdach."),
    ("refuse", "it-en", "Il direttore si è rifiutato di rispondere.", "The director did not answer."),
    ("denied", "pt-en", "Ele não teve acesso a um médico.", "He was denied access to a doctor."),
    ("finche-non", "it-en", "Resterà in carcere finché non pagherà.", "He will stay in prison until he pays."),
    ("a-meno-che", "it-fr", "Partirà a meno che la corte non decida altrimenti.", "Il partira, sauf si la cour en décide autrement."),
    ("in-the-name", "en-it", "Doctors Without Frontiers treated the wounded.", "Doctors Without Frontiers ha curato i feriti."),
    ("number-not-no", "en-es", "See application no. 4417/19 before the court.", "Véase la demanda núm. 4417/19 ante el tribunal."),
    ("at-the-latest", "en-it", "Please answer by Friday at the latest.", "Vi preghiamo di rispondere non oltre venerdì."),
    ("not-uncommon", "en-de", "Such attacks are not uncommon.", "Solche Angriffe kommen häufig vor."),
    ("no-longer", "en-pt", "He no longer trusts the police.", "Ele já não confia na polícia."),
    ("only-from", "de-en", "Erst im Mai durfte die Mutter ihn sehen.", "The mother was not allowed to see him until May."),
    # hedges
    ("adverb-and-conditional", "en-it", "The soldiers reportedly burned the market.", "I soldati avrebbero bruciato il mercato."),
    ("adverb-and-conditionnel", "en-fr", "The mayor allegedly threatened the workers.", "Le maire aurait menacé les ouvriers."),
    ("soll-haben", "de-en", "Der Bürgermeister soll die Arbeiter bedroht haben.", "The mayor is said to have threatened the workers."),
    ("presunto", "es-en", "El presunto autor sigue en libertad.", "The alleged perpetrator is still free."),
    ("tera", "pt-es", "O prefeito terá ameaçado os operários.", "El alcalde habría amenazado a los obreros."),
    ("according-to-at-the-end", "en-it", "The soldiers burned the market, according to witnesses.", "Secondo i testimoni, i soldati hanno bruciato il mercato."),
    ("witnesses-said", "en-fr", "Witnesses said that the soldiers burned the market.", "Selon des témoins, les soldats ont brûlé le marché."),
    ("conditional-beside-the-source", "it-en", "Secondo i testimoni, i soldati avrebbero bruciato il mercato.", "According to witnesses, the soldiers burned the market."),
    ("a-real-conditional", "it-en", "Senza quel medico sarebbe morto in cella.", "Without that doctor he would have died in his cell."),
    ("second-not-according", "it-en", "Il secondo processo comincerà in autunno.", "The second trial will begin in autumn."),
    ("scare-quotes", "en-de", "She was convicted of alleged fraud.", "Sie wurde wegen „Betrugs“ verurteilt."),
    # obligation, certainty
    ("must-deve", "en-it", "Every state must protect its citizens.", "Ogni Stato deve proteggere i propri cittadini."),
    ("must-not", "en-de", "Nobody must be sent back to torture.", "Niemand darf der Folter ausgeliefert werden."),
    ("may-not", "en-es", "The state may not expel them.", "El Estado no puede expulsarlos."),
    ("should", "en-pt", "The judge should hear the witnesses.", "O juiz deveria ouvir as testemunhas."),
    ("obligation-the-noun", "fr-en", "L'État a l'obligation de les protéger.", "The state must protect them."),
    ("may-the-month", "en-fr", "The trial is set for May 3.", "Le procès est fixé au 3 mai."),
    ("able-to", "it-en", "Riuscirà a partire in autunno.", "He will be able to leave in autumn."),
    ("perhaps", "es-it", "Quizás nunca sepamos la verdad.", "Forse non sapremo mai la verità."),
    # quantifiers
    ("every-tutti", "en-it", "Every prisoner was beaten.", "Tutti i prigionieri sono stati picchiati."),
    ("most", "en-de", "Most of the prisoners were beaten.", "Die meisten Gefangenen wurden geschlagen."),
    ("several-some", "fr-en", "Plusieurs témoins ont été menacés.", "Some witnesses were threatened."),
    ("not-all-and-some-not", "en-es", "Everyone was denied a lawyer.", "Ninguno tuvo acceso a un abogado."),
    ("part-of-an-office", "it-en", "L'ordine di aprire è giunto da parte di un ministro.", "The order to open came from a minister."),
    ("at-all", "en-fr", "He was not heard at all by the judge.", "Le juge ne l'a pas du tout entendu."),
    ("above-all", "en-it", "Above all, the lawyer asks for a doctor.", "Soprattutto, l'avvocato chiede un medico."),
    ("any", "en-it", "The company denies any responsibility.", "L'azienda nega ogni responsabilità."),
]  # fmt: skip
FIRING = [
    ("without-lost", "en-it", "The men were questioned [[without]] a lawyer.", "Gli uomini sono stati interrogati con un avvocato.", "negation", "critical"),
    ("should-have", "en-it", "The court [[should]] have heard the witnesses.", "Il tribunale [[avrebbe potuto]] ascoltare i testimoni.", "obligation", "major"),
    ("not-lost", "en-it", "The guards did [[not]] open the door.", "Le guardie hanno aperto la porta.", "negation", "critical"),
    ("not-lost", "en-de", "The minister has [[not]] answered our letters.", "Der Minister hat unsere Briefe beantwortet.", "negation", "critical"),
    ("never-lost", "fr-es", "La mère [[n'a jamais]] reçu de réponse.", "La madre recibió una respuesta.", "negation", "critical"),
    ("nobody-became-somebody", "en-pt", "[[Nobody]] has been punished for the attack.", "Um homem foi punido pelo ataque.", "negation", "critical"),
    ("without-lost", "es-it", "La detuvieron [[sin]] orden judicial.", "L'hanno arrestata con un mandato del giudice.", "negation", "critical"),
    ("no-lost", "de-en", "Der Bericht enthält [[keine]] Namen.", "The report contains names.", "negation", "critical"),
    ("neither-nor-lost", "it-en", "[[Né]] l'avvocato né la famiglia sono stati informati.", "The lawyer and the family were informed.", "negation", "critical"),
    ("one-of-two-lost", "en-fr", "He was [[not]] told why the police had taken him out of his house in the night, and she was not told where.", "On lui a dit pourquoi la police l'avait emmené de chez lui dans la nuit, et on ne lui a pas dit où.", "negation", "critical"),
    ("reportedly-lost", "en-it", "The soldiers [[reportedly]] burned the market.", "I soldati hanno bruciato il mercato.", "hedge", "major"),
    ("conditionnel-lost", "fr-en", "Le maire [[aurait menacé]] les ouvriers.", "The mayor threatened the workers.", "hedge", "major"),
    ("soll-lost", "de-fr", "Der Bürgermeister [[soll]] die Arbeiter bedroht [[haben]].", "Le maire a menacé les ouvriers.", "hedge", "major"),
    ("presunto-lost", "es-en", "El [[presunto]] autor sigue en libertad.", "The perpetrator is still free.", "hedge", "major"),
    ("supostamente-lost", "pt-it", "O prefeito [[supostamente]] ameaçou os operários.", "Il sindaco ha minacciato gli operai.", "hedge", "major"),
    ("apparently-lost", "en-es", "The car [[apparently]] belongs to the police.", "El coche pertenece a la policía.", "hedge", "major"),
    ("must-may", "en-it", "Every state [[must]] protect its citizens.", "Ogni Stato [[può]] proteggere i propri cittadini.", "obligation", "major"),
    ("must-should", "en-fr", "The judge [[must]] hear the witnesses.", "Le juge [[devrait]] entendre les témoins.", "obligation", "major"),
    ("should-may", "de-en", "Der Richter [[sollte]] die Zeugen anhören.", "The judge [[may]] hear the witnesses.", "obligation", "major"),
    ("obligation-option", "pt-es", "O Estado tem a [[obrigação de]] protegê-los.", "El Estado tiene la [[posibilidad de]] protegerlos.", "obligation", "major"),
    ("may-will", "en-es", "She [[may]] be sentenced to ten years.", "[[Será]] condenada a diez años.", "certainty", "major"),
    ("perhaps-certainly", "fr-it", "Il sera [[probablement]] libéré en mai.", "Sarà [[certamente]] liberato a maggio.", "certainty", "major"),
    ("all-some", "en-it", "[[All]] the prisoners were beaten.", "[[Alcuni]] prigionieri sono stati picchiati.", "quantifier", "major"),
    ("most-all", "en-de", "[[Most of]] the prisoners were beaten.", "[[Alle]] Gefangenen wurden geschlagen.", "quantifier", "major"),
    ("many-few", "fr-pt", "[[Beaucoup]] de témoins ont été menacés.", "[[Poucas]] testemunhas foram ameaçadas.", "quantifier", "major"),
    ("none-some", "es-en", "[[Ninguna]] de las familias fue avisada.", "Some of the families were told.", "negation", "critical"),
    ("part-of-whole", "it-fr", "[[Una parte]] del villaggio è stata bruciata.", "[[Tout]] le village a été brûlé.", "quantifier", "major"),
    ("often-rarely", "de-es", "Die Wärter schlagen die Gefangenen [[oft]].", "Los guardias golpean [[raramente]] a los presos.", "quantifier", "major"),
]  # fmt: skip


@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
@pytest.mark.parametrize(("languages", "source", "target"), [row[1:] for row in SILENT], ids=[f"{row[0]}-{row[1]}" for row in SILENT])
def test_silent(checker: Checker, tmp_path: Path, languages: str, source: str, target: str, backwards: bool) -> None:
    assert [(item.rule.id, item.message) for item in told(check(checker, tmp_path, languages, source, target, backwards))] == []


@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
@pytest.mark.parametrize(("languages", "source", "target", "rule", "severity"), [row[1:] for row in FIRING], ids=[f"{row[0]}-{row[1]}" for row in FIRING])
def test_firing(
    checker: Checker, tmp_path: Path, languages: str, source: str, target: str, rule: str, severity: str, backwards: bool
) -> None:
    checked = check(checker, tmp_path, languages, source, target, backwards)
    found = told(checked)
    assert [item.rule.id for item in found] == [f"wording.{rule}"]
    assert found[0].severity >= Severity.parse(severity)
    for marks, spans in ((checked.source, found[0].source), (checked.target, found[0].target)):
        if marks:
            assert any(span.overlaps(mark) for span in spans for mark in marks)


def test_a_lost_hedge_weighs_more_than_an_added_one(checker: Checker, tmp_path: Path) -> None:
    source, target = "The mayor allegedly threatened the workers.", "Il sindaco ha minacciato gli operai."
    lost = told(check(checker, tmp_path, "en-it", source, target, False))
    added = told(check(checker, tmp_path, "en-it", source, target, True))
    assert [str(item.severity) for item in (*lost, *added)] == ["critical", "major"]
    assert "“allegedly”" in lost[0].message and "Italian letter" in lost[0].message
