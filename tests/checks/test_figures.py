"""Figure checks: one value is one value in every notation; another value, unit, bound or article is a finding on its very characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterqa import Checker, Finding
from letterqa.finding import Severity
from letterqa.letter import Span
from marking import unmark
from six_versions import SIX
from small_letters import Checked, said

FACTS = ("figures.", "dates.", "codes.")
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


def check(checker: Checker, folder: Path, languages: str, source: str, target: str, backwards: bool = False) -> Checked:
    """Check two versions of the letter, each with its sentences, as they come or the other way round."""
    one, two = languages.split("-")
    first, second = ((two, target), (one, source)) if backwards else ((one, source), (two, target))
    left, right = written(folder, "source", *first), written(folder, "target", *second)
    return Checked(checker.check(left[0], right[0]), left[1], right[1])


def told(findings: tuple[Finding, ...], least: Severity = Severity.MINOR) -> list[Finding]:
    """The findings about figures, dates and codes of a severity or above."""
    return [item for item in findings if item.rule.id.startswith(FACTS) and item.severity >= least]


def words(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans that hold words; the others are places."""
    return tuple(span for span in spans if span.start < span.end)


SILENT = [
    # Notations in digits.
    ("comma-and-point", "en-it", "The prison holds 1,200 women.", "Il carcere ospita 1.200 donne."),
    ("comma-and-narrow-blank", "en-fr", "The prison holds 12,500 people in all.", "La prison compte 12\u202f500 personnes en tout."),
    ("point-and-blank", "de-pt", "Das Gefängnis hat 12.500 Betten.", "A prisão tem 12 500 camas."),
    ("no-sign-and-point", "es-de", "La cárcel tiene 2750 camas.", "Das Gefängnis hat 2.750 Betten."),
    ("apostrophes", "it-de", "Hanno già firmato 48'300 cittadini.", "48’300 Bürger haben bereits unterschrieben."),
    ("decimals", "en-es", "Prices rose by 3.5 points on that day.", "Los precios subieron 3,5 puntos aquel día."),
    ("point-that-may-be-a-decimal", "it-en", "Da allora ci sono stati 16.181 casi.", "There have been 16,181 cases since then."),
    ("two-groups", "fr-pt", "La ville compte 1 250 300 habitants.", "A cidade tem 1.250.300 habitantes."),
    ("groups-of-india", "en-es", "In Delhi 1,25,000 people have signed.", "En Delhi han firmado 125 000 personas."),
    ("hard-blank-and-none", "pt-it", "O tribunal recebeu 4\u00a0870 queixas.", "Il tribunale ha ricevuto 4870 denunce."),
    # Scale words.
    ("million-in-words-and-digits", "en-fr", "The state paid 1.2 million euros.", "L'État a versé 1 200 000 euros."),
    ("milliard-and-millions", "de-it", "Der Staat zahlte 1,2 Milliarden Euro.", "Lo Stato ha versato 1.200 milioni di euro."),
    ("billion-and-mil-millones", "en-es", "The new prisons will cost 4.5 billion dollars.", "Las nuevas cárceles costarán 4500 millones de dólares."),
    ("milliards-and-mil-milhoes", "fr-pt", "Les nouvelles prisons coûteront 3 milliards d'euros.", "As novas prisões vão custar 3 mil milhões de euros."),
    ("m-and-mio", "en-de", "The court building cost €3.5m.", "Das Gerichtsgebäude kostete 3,5 Mio. Euro."),
    ("mld-and-milliards", "it-fr", "Le nuove carceri costeranno 2,4 mld di euro.", "Les nouvelles prisons coûteront 2,4 milliards d'euros."),
    ("half-a-million", "pt-en", "Meio milhão de cidadãos protestou.", "500,000 citizens protested."),
    ("one-and-a-half", "de-es", "Anderthalb Millionen Bürger haben protestiert.", "1,5 millones de ciudadanos protestaron."),
    ("thousands-in-words", "fr-de", "Cinq mille citoyens ont protesté.", "5.000 Bürger haben protestiert."),
    # Words and digits.
    ("ninety-seven-in-french", "fr-en", "Quatre-vingt-dix-sept femmes sont détenues.", "97 women are detained."),
    ("forty-one-in-german", "de-fr", "Einundvierzig Frauen wurden verhört.", "41 femmes ont été interrogées."),
    ("glued-in-italian", "it-pt", "Novantamila cittadini hanno protestato.", "90 000 cidadãos protestaram."),
    ("words-on-both-sides", "es-de", "Treinta y cinco mujeres fueron interrogadas.", "Fünfunddreißig Frauen wurden verhört."),
    ("hundreds-in-portuguese", "pt-en", "Duzentas e trinta mulheres foram detidas.", "230 women were detained."),
    ("hundreds-in-words", "en-it", "Two hundred and thirty women were detained.", "Sono state arrestate duecentotrenta donne."),
    ("small-number-in-digits", "es-fr", "Los siete jueces se negaron.", "Les 7 juges ont refusé."),
    ("elided-tens", "en-it", "She has lived here for thirty years.", "Vive qui da trent'anni."),
    ("elided-hundred", "fr-it", "La prison a cent ans.", "La prigione ha cent'anni."),
    ("both", "en-it", "Both guards denied it.", "Le due guardie l'hanno negato."),
    ("a-dozen", "fr-en", "Une douzaine de gardiens regardaient.", "A dozen guards were watching."),
    ("thousands-that-nobody-counted", "en-de", "Thousands of people marched through the town.", "Tausende Menschen zogen durch die Stadt."),
    # Ordinals and fractions.
    ("ordinal-in-digits", "en-fr", "The judge adjourned the 3rd hearing.", "Le juge a ajourné la troisième audience."),
    ("ordinal-in-two-notations", "it-es", "Il giudice ha rinviato la 21ª udienza.", "El juez aplazó la vigésima primera audiencia."),
    ("ordinal-with-a-point", "de-pt", "Der Richter vertagte die 4. Verhandlung.", "O juiz adiou a quarta audiência."),
    ("years-on-both-sides", "en-de", "She has lived here for thirty years.", "Sie lebt seit dreißig Jahren hier."),
    ("two-thirds", "en-it", "Two thirds of the prisoners have no lawyer.", "Due terzi dei detenuti non hanno un avvocato."),
    ("fraction-with-a-stroke", "fr-de", "Les 2/3 des détenus n'ont pas d'avocat.", "Zwei Drittel der Gefangenen haben keinen Anwalt."),
    ("fraction-as-a-percentage", "de-en", "Drei Viertel der Gefangenen haben keinen Anwalt.", "75% of the prisoners have no lawyer."),
    ("half-and-half", "es-pt", "La mitad de los presos no tiene abogado.", "Metade dos presos não tem advogado."),
    # Percentages.
    ("per-cent-in-words", "en-de", "40 per cent of the women are ill.", "40 % der Frauen sind krank."),
    ("percent-sign-and-words", "it-es", "Il 40% delle donne è malato.", "El 40 por ciento de las mujeres está enfermo."),
    ("percent-all-in-words", "pt-fr", "Quarenta por cento das mulheres estão doentes.", "40 % des femmes sont malades."),
    ("percentage-with-decimals", "en-pt", "Only 0.7% of the cases reach a court.", "Apenas 0,7% dos casos chegam a um tribunal."),
    # Currencies.
    ("euro-sign-and-word", "en-de", "The fine was €27 million.", "Die Strafe betrug 27 Millionen Euro."),
    ("euro-code-and-sign", "it-fr", "La multa era di EUR 5.000.", "L'amende était de 5 000 €."),
    ("dollars-of-the-united-states", "en-es", "Her family paid US$3,000 to a guard.", "Su familia pagó 3000 dólares estadounidenses a un guardia."),
    ("dollars", "pt-en", "A família pagou 50 dólares a um guarda.", "The family paid $50 to a guard."),
    ("francs-of-switzerland", "fr-it", "La famille a payé 900 francs suisses à un gardien.", "La famiglia ha pagato CHF 900 a una guardia."),
    ("pounds", "en-it", "The family paid £1,500 to a guard.", "La famiglia ha pagato 1.500 sterline a una guardia."),
    ("currency-in-brackets-too", "de-en", "Die Strafe betrug 3 Millionen Euro.", "The fine was €3 million ($3.3 million)."),
]  # fmt: skip
SILENT += [
    # Units and their conversions.
    ("miles-as-kilometres", "en-fr", "The prison is 12 miles from the town.", "La prison est à 20 km de la ville."),
    ("feet-as-metres", "en-it", "The wall is 20 feet high.", "Il muro è alto 6 metri."),
    ("acres-as-hectares", "en-de", "The camp covers 200 acres.", "Das Lager umfasst 80 Hektar."),
    ("tonnes-as-kilograms", "es-pt", "La policía quemó 2 toneladas de libros.", "A polícia queimou 2000 quilos de livros."),
    ("degrees", "en-es", "In the cells it is 104 °F in summer.", "En las celdas hace 40 °C en verano."),
    ("hours-as-days", "en-it", "She was questioned for 48 hours.", "È stata interrogata per due giorni."),
    ("fourteen-days-as-two-weeks", "en-de", "She was questioned for fourteen days.", "Sie wurde zwei Wochen lang verhört."),
    ("fifteen-days-as-two-weeks", "fr-en", "Elle a été interrogée pendant quinze jours.", "She was questioned for two weeks."),
    ("months-as-years", "pt-es", "Ela esteve presa durante 24 meses.", "Estuvo presa durante dos años."),
    ("year-and-a-half-as-months", "it-de", "È rimasta in carcere un anno e mezzo.", "Sie saß 18 Monate im Gefängnis."),
    ("age-with-hyphens", "en-de", "A 16-year-old boy saw it.", "Ein 16-jähriger Junge hat es gesehen."),
    ("age-in-a-word", "it-fr", "Un sedicenne ha visto tutto.", "Un garçon de 16 ans a tout vu."),
    # Bounds.
    ("at-least", "en-it", "At least 40 women were beaten.", "Almeno 40 donne sono state picchiate."),
    ("no-fewer-than", "en-de", "No fewer than 40 women were beaten.", "Mindestens 40 Frauen wurden geschlagen."),
    ("or-more", "es-fr", "Fueron golpeadas 40 mujeres o más.", "Au moins 40 femmes ont été battues."),
    ("more-than", "pt-it", "Mais de 300 mulheres foram espancadas.", "Oltre 300 donne sono state picchiate."),
    ("up-to", "fr-en", "Jusqu'à 60 femmes partagent une cellule.", "Up to 60 women share a cell."),
    ("at-most", "de-es", "Höchstens 60 Frauen durften klagen.", "Como máximo 60 mujeres pudieron presentar una queja."),
    ("some", "es-en", "Unas 300 mujeres están detenidas.", "Some 300 women are detained."),
    ("about-behind", "it-pt", "Le donne detenute sono 300 circa.", "Cerca de 300 mulheres estão detidas."),
    ("nearly", "en-fr", "Nearly 300 women are detained.", "Près de 300 femmes sont détenues."),
    ("within", "de-en", "Binnen 30 Tagen muss ein Richter entscheiden.", "A judge must decide within 30 days."),
    # Ranges.
    ("range-in-words-and-with-a-dash", "en-it", "Between 20 and 30 women share a cell.", "In una cella stanno 20-30 donne."),
    ("range-of-years-in-prison", "fr-de", "La loi prévoit de 5 à 10 ans de prison.", "Das Gesetz sieht 5–10 Jahre Haft vor."),
    ("range-to", "es-pt", "La ley prevé entre tres y seis años de cárcel.", "A lei prevê 3 a 6 anos de prisão."),
    # Articles and numbers of documents.
    ("article-in-short", "en-fr", "Article 5 of the Declaration forbids it.", "L'art. 5 de la Déclaration l'interdit."),
    ("articles", "it-es", "Lo vietano gli articoli 9, 10 e 14 del Patto.", "Lo prohíben los artículos 9, 10 y 14 del Pacto."),
    ("paragraph-in-brackets", "en-de", "Article 19 (2) of the Covenant protects it.", "Artikel 19 Absatz 2 des Paktes schützt es."),
    ("paragraph-sign", "de-it", "§ 7 des Gesetzes verbietet es.", "Lo vieta il paragrafo 7 della legge."),
    ("roman-number", "en-pt", "Chapter IV of the Constitution forbids it.", "O capítulo 4 da Constituição proíbe-o."),
    ("rule", "fr-es", "La règle 43 l'interdit.", "La regla 43 lo prohíbe."),
    ("number-sign", "pt-fr", "O decreto n.º 12 permite-o.", "Le décret n° 12 le permet."),
    # Told as something else on the other side.
    ("figure-as-a-date", "en-it", "On the fifth she was moved to another prison.", "Il 5 aprile è stata trasferita in un altro carcere."),
    ("figure-inside-a-code", "de-en", "Die Wachen trugen Gewehre vom Typ AK 47.", "The guards carried AK-47 rifles."),
    ("figure-inside-a-code-of-a-meeting", "fr-pt", "Les ministres du G 7 l'ont condamné.", "Os ministros do G7 condenaram-no."),
    ("figure-as-a-decade", "en-de", "The prison dates from the 1990s.", "Das Gefängnis stammt aus den neunziger Jahren."),
    # Numbers that state nothing.
    ("list-numbers-and-bullets", "en-it", "We know three things.\n\n1. She is innocent.\n2. She is ill.\n3. She is alone.", "Sappiamo tre cose.\n\n• È innocente.\n• È malata.\n• È sola."),
    ("list-numbers-in-brackets", "es-de", "Sabemos dos cosas.\n\n(1) Es inocente.\n(2) Está enferma.", "Wir wissen zwei Dinge.\n\na) Sie ist unschuldig.\nb) Sie ist krank."),
    ("note-in-brackets", "fr-en", "Les Nations Unies l'ont condamné [2].", "The United Nations condemned it."),
    ("note-glued-to-the-stop", "en-pt", "The United Nations condemned it.3 Nobody answered.", "As Nações Unidas condenaram-no. Ninguém respondeu."),
    ("note-raised", "it-de", "Le Nazioni Unite lo hanno condannato².", "Die Vereinten Nationen haben es verurteilt."),
    ("telephone-number", "en-it", "Her lawyer answers on +386 1 555 0142.", "Il suo avvocato risponde al numero +386 1 555 01 42."),
    ("telephone-number-by-dots", "fr-es", "Son avocat répond au 04.72.55.01.77.", "Su abogado responde en el 04 72 55 01 77."),
    ("one-that-is-an-article", "de-fr", "Ein Wärter hat alles gesehen.", "Un gardien a tout vu."),
    ("half-as-a-percentage", "es-pt", "La mitad de los presos no tiene abogado.", "50 % dos presos não têm advogado."),
    ("half-as-a-percentage-in-italian", "en-it", "50% of the prisoners have no lawyer.", "La metà dei detenuti non ha un avvocato."),
    ("single-roman-letter", "en-pt", "Chapter V of the Constitution forbids it.", "O capítulo 5 da Constituição proíbe-o."),
    ("single-roman-letter-in-german", "it-de", "Lo vieta il capitolo 10 della Costituzione.", "Kapitel X der Verfassung verbietet es."),
    ("street-that-is-no-million", "en-de", "She lived at 4 Mill Lane in Leeds.", "Sie wohnte in Leeds, 4 Mill Lane."),
    ("street-that-is-no-million-in-spanish", "fr-es", "Elle habitait 4 Mill Lane, à Leeds.", "Vivía en 4 Mill Lane, en Leeds."),
    # Somewhere else.
    ("moved-to-the-next-sentence", "en-it", "The police also held 35 students. They were released in the evening.", "La polizia ha trattenuto anche alcuni studenti. I 35 sono stati rilasciati la sera."),
    ("order-exchanged", "pt-de", "Foram detidos 18 homens e 24 mulheres.", "24 Frauen und 18 Männer wurden festgenommen."),
    ("said-once-more-as-a-pronoun", "en-es", "The police held 35 students. The 35 students were beaten.", "La policía retuvo a 35 estudiantes. Todos fueron golpeados."),
    ("said-once-more", "fr-it", "La police a arrêté 35 étudiants. Ils ont été battus.", "La polizia ha arrestato 35 studenti. I 35 studenti sono stati picchiati."),
    ("twice", "en-pt", "She was beaten twice.", "Ela foi espancada duas vezes."),
]  # fmt: skip
# Name, languages, rule, severity, what the source says, what the target says.
FIRING = [
    ("digits-exchanged", "en-it", "changed", "critical", "The school has [[412]] children.", "La scuola ha [[421]] bambini."),
    ("digits-exchanged-in-french", "de-fr", "changed", "critical", "Die Polizei nahm [[35]] Studenten fest.", "La police a arrêté [[53]] étudiants."),
    ("word-and-digits", "fr-en", "changed", "critical", "[[Quatre-vingt-dix-sept]] femmes sont détenues.", "[[79]] women are detained."),
    ("inverted-in-german", "en-de", "changed", "critical", "The police held [[45]] students.", "Die Polizei hielt [[vierundfünfzig]] Studenten fest."),
    ("thousands", "es-pt", "changed", "critical", "La cárcel tiene [[2750]] camas.", "A prisão tem [[2570]] camas."),
    ("decimals", "it-de", "changed", "critical", "Solo il [[3,5 per cento]] dei casi arriva in tribunale.", "Nur [[3,4 Prozent]] der Fälle kommen vor Gericht."),
    ("hundreds-in-words", "pt-en", "changed", "critical", "[[Cento e vinte]] mulheres foram detidas.", "[[130]] women were detained."),
    ("age", "en-fr", "changed", "critical", "A [[16-year-old]] boy saw it.", "Un garçon de [[17 ans]] l'a vu."),
    ("money", "de-es", "changed", "critical", "Die Strafe betrug [[27 Millionen Euro]].", "La multa fue de [[72 millones de euros]]."),
    ("ordinal", "fr-it", "changed", "critical", "Le juge a ajourné la [[12e]] audience.", "Il giudice ha rinviato la [[13ª]] udienza."),
    ("end-of-a-range", "en-it", "changed", "critical", "Between 20 and [[30]] women share a cell.", "In una cella stanno tra 20 e [[40]] donne."),
    ("deadline-in-one-unit", "es-fr", "changed", "critical", "Un juez debe decidir en un plazo de [[30 días]].", "Un juge doit décider dans un délai de [[20 jours]]."),
    ("fraction", "it-es", "changed", "critical", "[[Due terzi]] dei detenuti non hanno un avvocato.", "[[Tres cuartos]] de los presos no tienen abogado."),
    ("measure", "pt-de", "changed", "critical", "A prisão fica a [[20 km]] da cidade.", "Das Gefängnis liegt [[30 km]] von der Stadt entfernt."),
    ("billion-for-a-million", "en-fr", "magnitude", "critical", "The state paid [[1.2 billion euros]].", "L'État a versé [[1,2 million d'euros]]."),
    ("zero-lost", "de-es", "magnitude", "critical", "Das Gefängnis hat [[12.500]] Betten.", "La cárcel tiene [[1250]] camas."),
    ("zero-added", "it-pt", "magnitude", "critical", "Sono state arrestate [[300]] donne.", "Foram detidas [[3000]] mulheres."),
    ("magnitude-in-words", "es-it", "magnitude", "critical", "Firmaron [[nueve mil]] ciudadanos.", "Hanno firmato [[novecento]] cittadini."),
    ("billion-of-the-long-scale", "en-de", "magnitude", "critical", "The new prisons will cost [[4 billion dollars]].", "Die neuen Gefängnisse werden [[4 Billionen Dollar]] kosten."),
    ("count-missing", "en-it", "missing", "major", "The army closed [[219]] schools.", "L'esercito ha chiuso delle scuole."),
    ("percentage-missing", "de-pt", "missing", "major", "[[40 Prozent]] der Frauen sind krank.", "Muitas mulheres estão doentes."),
    ("money-missing", "fr-es", "missing", "major", "La famille a payé [[900 euros]] à un gardien.", "La familia pagó a un guardia."),
    ("one-of-two-missing", "pt-fr", "missing", "major", "Foram detidos 18 homens e [[24]] mulheres.", "18 hommes et des femmes ont été arrêtés."),
    ("small-number-in-words-missing", "en-de", "missing", "minor", "The [[seven]] judges refused to listen.", "Die Richter weigerten sich zuzuhören."),
    ("count-added", "en-it", "added", "major", "Observers were at the hearing.", "All'udienza c'erano [[40]] osservatori."),
    ("count-added-in-words", "fr-de", "added", "major", "Des observateurs étaient à l'audience.", "Bei der Verhandlung waren [[vierzig]] Beobachter."),
    ("age-added", "es-en", "added", "major", "Un muchacho lo vio todo.", "A boy of [[16 years]] saw everything."),
]  # fmt: skip
FIRING += [
    ("least-for-most", "en-it", "bound", "major", "At least [[40]] women were beaten.", "Al massimo [[40]] donne sono state picchiate."),
    ("more-for-less", "de-fr", "bound", "major", "Mehr als [[300]] Frauen sind in Haft.", "Moins de [[300]] femmes sont détenues."),
    ("at-least-lost", "es-pt", "bound", "major", "Al menos [[40]] mujeres fueron golpeadas.", "[[40]] mulheres foram espancadas."),
    ("up-to-lost", "fr-en", "bound", "major", "Jusqu'à [[60]] femmes partagent une cellule.", "[[60]] women share a cell."),
    ("more-than-added", "it-de", "bound", "major", "Sono state arrestate [[300]] donne.", "Über [[300]] Frauen wurden festgenommen."),
    ("exactly-added", "pt-es", "bound", "major", "Foram detidas [[35]] mulheres.", "Fueron detenidas exactamente [[35]] mujeres."),
    ("about-lost", "en-it", "approximation", "minor", "About [[17,000]] people live there.", "Vi abitano [[17.000]] persone."),
    ("about-lost-in-german", "fr-de", "approximation", "minor", "Environ [[300]] femmes sont détenues.", "[[300]] Frauen sind in Haft."),
    ("about-added", "de-es", "approximation", "minor", "[[300]] Frauen sind in Haft.", "Unas [[300]] mujeres están detenidas."),
    ("about-added-behind", "pt-it", "approximation", "minor", "As mulheres detidas são [[300]].", "Le donne detenute sono [[300]] circa."),
    ("euros-for-dollars", "en-de", "unit", "major", "The fine was [[27 million euros]].", "Die Strafe betrug [[27 Millionen Dollar]]."),
    ("sign-of-another-currency", "it-en", "unit", "major", "La famiglia ha pagato [[1.500 €]] a una guardia.", "The family paid [[£1,500]] to a guard."),
    ("percent-lost", "es-fr", "unit", "major", "El [[20 %]] de las mujeres está enfermo.", "[[20]] femmes sont malades."),
    ("percent-added", "pt-de", "unit", "major", "[[20]] mulheres estão doentes.", "[[20 Prozent]] der Frauen sind krank."),
    ("kilometres-for-miles", "fr-en", "unit", "major", "La prison est à [[20 km]] de la ville.", "The prison is [[20 miles]] from the town."),
    ("article", "en-it", "article", "major", "Article [[21]] of the Declaration forbids it.", "Lo vieta l'articolo [[22]] della Dichiarazione."),
    ("article-of-a-list", "fr-es", "article", "major", "Les articles 9 et [[14]] l'interdisent.", "Lo prohíben los artículos 9 y [[15]]."),
    ("paragraph", "de-pt", "article", "major", "§ [[7]] des Gesetzes verbietet es.", "O parágrafo [[8]] da lei proíbe-o."),
    ("rule", "es-de", "article", "major", "La regla [[43]] lo prohíbe.", "Die Regel [[34]] verbietet es."),
    ("roman-number", "pt-en", "article", "major", "O capítulo [[VI]] da Constituição proíbe-o.", "Chapter [[IV]] of the Constitution forbids it."),
]  # fmt: skip

# Name, languages, what the source says, what the target says, what the finding suggests.
FORMATS = [
    ("comma-in-italian", "en-it", "The prison holds 1,250 women.", "Il carcere ospita [[1,250]] donne.", "1.250"),
    ("decimal-point-in-spanish", "fr-es", "Les prix ont augmenté de 3,5 points ce jour-là.", "Los precios subieron [[3.5]] puntos aquel día.", "3,5"),
    ("comma-in-german", "es-de", "Desde entonces ha habido 16 181 casos.", "Seither gab es [[16,181]] Fälle.", "16.181"),
    ("point-in-english", "fr-en", "Il y a eu 16 181 cas depuis.", "There have been [[16.181]] cases since then.", "16,181"),
    ("comma-copied-into-german", "en-de", "There have been 16,181 cases since then.", "Seither gab es [[16,181]] Fälle.", "16.181"),
    ("point-copied-into-english", "it-en", "Da allora ci sono stati 16.181 casi.", "There have been [[16.181]] cases since then.", "16,181"),
    ("apostrophe-in-italian", "pt-it", "Já assinaram 48 300 cidadãos.", "Hanno già firmato [[48'300]] cittadini.", "48.300"),
    ("decimal-point-in-french", "en-fr", "Only 0.7% of the cases reach a court.", "Seuls [[0.7]] % des cas arrivent devant un tribunal.", "0,7"),
    ("decimal-comma-in-english", "pt-en", "Apenas 0,7% dos casos chegam a um tribunal.", "Only [[0,7]]% of the cases reach a court.", "0.7"),
]  # fmt: skip

# Rows that the program does not pass yet, and why.
PENDING: dict[str, str] = {}
EXCHANGED = {"missing": "added", "added": "missing"}


def rows(table: list[tuple[str, ...]]) -> list[object]:
    """The parameters of a table, those that are not passed yet marked."""
    marks = {name: [pytest.mark.xfail(reason=reason, strict=True)] for name, reason in PENDING.items()}
    return [pytest.param(*row, id=name, marks=marks.get(name, [])) for name, *row in table]


@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
@pytest.mark.parametrize(("languages", "source", "target"), rows(SILENT))
def test_silent(checker: Checker, tmp_path: Path, languages: str, source: str, target: str, backwards: bool) -> None:
    """What is the same by value raises nothing, whichever letter is the source."""
    checked = check(checker, tmp_path, languages, source, target, backwards)
    assert told(checked.report.findings) == [], said(checked.report)


@pytest.mark.parametrize("backwards", [False, True], ids=["forwards", "backwards"])
@pytest.mark.parametrize(("languages", "rule", "severity", "source", "target"), rows(FIRING))
def test_firing(checker: Checker, tmp_path: Path, languages: str, rule: str, severity: str, source: str, target: str, backwards: bool) -> None:
    """One difference is one finding on its very characters; the other way round what was missing is added, and all else stays."""
    checked = check(checker, tmp_path, languages, source, target, backwards)
    wanted = EXCHANGED.get(rule, rule) if backwards else rule
    assert [(item.rule.id, str(item.severity), words(item.source), words(item.target)) for item in told(checked.report.findings)] == [
        (f"figures.{wanted}", severity, checked.source, checked.target)
    ], said(checked.report)


@pytest.mark.parametrize(("languages", "source", "target", "suggestion"), rows(FORMATS))
def test_format(checker: Checker, tmp_path: Path, languages: str, source: str, target: str, suggestion: str) -> None:
    """A notation of another language is no error, but its place is shown with how this language writes it."""
    checked = check(checker, tmp_path, languages, source, target)
    assert [(item.rule.id, str(item.severity), item.target, item.suggestion) for item in told(checked.report.findings, Severity.NEUTRAL)] == [
        ("figures.format", "neutral", checked.target, suggestion)
    ], said(checked.report, Severity.NEUTRAL)
