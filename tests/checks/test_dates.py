"""Date checks: one day, month, year or time is one however it is written; another one, another unit of time or day of the week is a finding."""

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
    # Whole dates.
    ("words", "en-it", "She was moved on 7 December 2020.", "È stata trasferita il 7 dicembre 2020."),
    ("month-first", "en-de", "She was moved on December 7, 2020.", "Am 7. Dezember 2020 wurde sie verlegt."),
    ("points-and-words", "it-en", "È stata trasferita il 7.12.2020.", "She was moved on 7 December 2020."),
    ("zeros-and-words", "de-fr", "Am 07.12.2020 wurde sie verlegt.", "Elle a été transférée le 7 décembre 2020."),
    ("year-first", "en-es", "She was moved on 2020-12-07.", "Fue trasladada el 7 de diciembre de 2020."),
    ("strokes-and-points", "pt-de", "Foi transferida em 7/12/2020.", "Am 7.12.2020 wurde sie verlegt."),
    ("month-first-in-digits", "en-it", "She was moved on 12/7/2020.", "È stata trasferita il 7 dicembre 2020."),
    ("short-year", "fr-pt", "Elle a été transférée le 07/12/20.", "Foi transferida a 7 de dezembro de 2020."),
    ("short-month", "en-es", "She was moved on 7 Dec. 2020.", "Fue trasladada el 7 dic. 2020."),
    ("first-of-the-month", "it-fr", "È stata trasferita il 1º maggio 2021.", "Elle a été transférée le 1er mai 2021."),
    ("first-of-the-month-with-of", "en-pt", "She was moved on the 1st of May 2021.", "Foi transferida em 1 de maio de 2021."),
    ("day-in-a-word", "it-en", "È stata trasferita il sette dicembre 2020.", "She was moved on 7 December 2020."),
    ("first-in-a-word", "fr-es", "Elle a été transférée le premier mai 2021.", "Fue trasladada el 1 de mayo de 2021."),
    ("weekday-on-both-sides", "en-es", "She was moved on Tuesday, 7 December 2021.", "Fue trasladada el martes 7 de diciembre de 2021."),
    ("weekday-on-one-side", "pt-de", "Foi transferida na terça-feira, 7 de dezembro de 2021.", "Am 7. Dezember 2021 wurde sie verlegt."),
    ("year-on-one-side", "en-it", "She was moved on 18 June 2023.", "È stata trasferita il 18 giugno."),
    ("year-on-the-other-side", "es-de", "Fue trasladada el 18 de junio.", "Am 18. Juni 2023 wurde sie verlegt."),
    ("year-in-short-in-german", "de-it", "Am 18.6. wurde sie verlegt.", "Il 18 giugno è stata trasferita."),
    # Months and years alone.
    ("month-and-year", "en-de", "She has been ill since May 2021.", "Sie ist seit Mai 2021 krank."),
    ("month-alone-told-otherwise", "en-fr", "She fell ill in April.", "Elle est tombée malade le mois dernier."),
    ("year", "it-pt", "È malata dal 2019.", "Está doente desde 2019."),
    ("range-of-years", "en-es", "She studied there between 2015 and 2019.", "Estudió allí de 2015 a 2019."),
    ("range-of-years-with-a-dash", "fr-de", "Elle y a étudié de 2015 à 2019.", "Dort hat sie studiert (2015–2019)."),
    ("year-of-a-name", "pt-it", "A Agenda 2030 promete-o.", "Lo promette l'Agenda 2030."),
    # Ranges and lists of days.
    ("range-of-days", "en-it", "She was in hospital from 3 to 7 May 2021.", "Dal 3 al 7 maggio 2021 è stata in ospedale."),
    ("range-of-days-with-a-dash", "en-de", "She was in hospital (3–7 May 2021).", "Vom 3. bis 7. Mai 2021 war sie im Krankenhaus."),
    ("list-of-days", "fr-pt", "Elle a été battue les 3, 5 et 7 mai.", "Foi espancada nos dias 3, 5 e 7 de maio."),
    ("list-of-days-with-articles", "it-es", "È stata picchiata il 3, il 5 e il 7 maggio.", "Fue golpeada los días 3, 5 y 7 de mayo."),
    # Decades and centuries.
    ("decade-in-digits-and-words", "en-it", "The prison was built in the 1990s.", "Il carcere è stato costruito negli anni Novanta."),
    ("decade-in-french", "fr-de", "La prison date des années 1990.", "Das Gefängnis stammt aus den 1990er Jahren."),
    ("decade-in-short", "es-it", "La cárcel se construyó en la década de 1980.", "Il carcere è stato costruito negli anni '80."),
    ("century", "en-it", "Such prisons have no place in the 21st century.", "Carceri come questo non hanno posto nel XXI secolo."),
    ("century-in-words", "es-de", "Así se castigaba en el siglo XIX.", "So wurde im neunzehnten Jahrhundert bestraft."),
    ("century-in-french", "fr-pt", "C'est une prison du XVIIIe siècle.", "É uma prisão do século XVIII."),
    # Times of day.
    ("half-past-eight", "en-fr", "They came at 8.30 pm.", "Ils sont venus à 20h30."),
    ("colon-and-point", "de-pt", "Sie kamen um 20.30 Uhr.", "Chegaram às 20:30."),
    ("hour", "en-it", "They came at 3 p.m.", "Sono arrivati alle ore 15."),
    ("oclock", "en-de", "They came at eight o'clock. We heard it at 9 o'clock.", "Sie kamen um acht Uhr. Wir hörten es um 9 Uhr."),
    ("hour-of-the-evening", "es-fr", "Llegaron a las 9 de la noche.", "Ils sont venus à 21 heures."),
    ("noon", "en-pt", "They came at noon.", "Chegaram ao meio-dia."),
    # Somewhere else, or once more.
    ("moved-to-the-next-sentence", "en-it", "On 7 December 2020 she was moved. Nobody told her mother.", "È stata trasferita. Il 7 dicembre 2020 nessuno ha avvisato la madre."),
    ("said-once-more-as-a-pronoun", "es-pt", "El 7 de diciembre de 2020 fue trasladada. El 7 de diciembre de 2020 llovía.", "A 7 de dezembro de 2020 foi transferida. Nesse dia chovia."),
    ("day-that-says-its-month-once", "en-it", "On the fifth she was moved to another prison.", "Il 5 aprile è stata trasferita in un altro carcere."),
    # Spans of time.
    ("weeks-as-days", "en-fr", "She waited six weeks for a lawyer.", "Elle a attendu un avocat pendant 42 jours."),
    ("hours-as-days", "de-es", "Nach 48 Stunden kam ein Anwalt.", "Al cabo de dos días llegó un abogado."),
    ("months-as-years", "it-en", "Ha aspettato trentasei mesi.", "She waited for three years."),
]  # fmt: skip

# Name, languages, rule, severity, what the source says, what the target says.
FIRING = [
    ("month", "en-it", "changed", "critical", "She was moved on [[18 June 2023]].", "È stata trasferita il [[18 luglio 2023]]."),
    ("day", "de-fr", "changed", "critical", "Am [[7. Dezember 2020]] wurde sie verlegt.", "Elle a été transférée le [[17 décembre 2020]]."),
    ("year", "es-pt", "changed", "critical", "Fue trasladada el [[7 de diciembre de 2020]].", "Foi transferida em [[7 de dezembro de 2021]]."),
    ("digits", "pt-de", "changed", "critical", "Foi transferida em [[25/12/2020]].", "Am [[25.11.2020]] wurde sie verlegt."),
    ("day-without-year", "fr-en", "changed", "critical", "Elle a été transférée le [[20 avril]].", "She was moved on [[21 April]]."),
    ("month-and-year", "it-es", "changed", "critical", "È malata da [[maggio 2021]].", "Está enferma desde [[mayo de 2022]]."),
    ("bare-year", "en-de", "changed", "critical", "She has been ill since [[2019]].", "Sie ist seit [[2018]] krank."),
    ("end-of-a-range", "fr-it", "changed", "critical", "Elle y a étudié de 2015 à [[2019]].", "Vi ha studiato dal 2015 al [[2018]]."),
    ("last-day-of-a-range", "en-pt", "changed", "critical", "She was in hospital from 3 to [[7 May 2021]].", "Esteve no hospital de 3 a [[9 de maio de 2021]]."),
    ("decade", "en-fr", "changed", "critical", "The prison was built in the [[1990s]].", "La prison a été construite dans les années [[1980]]."),
    ("century", "de-es", "changed", "critical", "Das Gefängnis stammt aus dem [[19. Jahrhundert]].", "La cárcel es del [[siglo XVIII]]."),
    ("time", "en-fr", "changed", "critical", "They came at [[8.30 pm]].", "Ils sont venus à [[21h30]]."),
    ("minutes", "de-pt", "changed", "critical", "Sie kamen um [[20.30]] Uhr.", "Chegaram às [[20:15]]."),
    ("morning-for-evening", "es-en", "changed", "critical", "Llegaron a las [[9 de la noche]].", "They came at [[9 am]]."),
    ("days-as-weeks", "en-it", "duration", "major", "A judge must decide within [[45 days]].", "Un giudice deve decidere entro [[45 settimane]]."),
    ("days-as-hours", "de-es", "duration", "major", "Ein Richter muss binnen [[60 Tagen]] entscheiden.", "Un juez debe decidir en un plazo de [[60 horas]]."),
    ("years-as-months", "fr-pt", "duration", "major", "Elle a attendu [[trois ans]].", "Esperou [[três meses]]."),
    ("age-in-months", "it-de", "duration", "major", "Il bambino ha [[16 anni]].", "Das Kind ist [[16 Monate]] alt."),
    ("date-missing", "en-it", "missing", "major", "She was moved on [[6 June 2021]].", "È stata trasferita."),
    ("year-missing", "de-fr", "missing", "major", "Seit [[2019]] ist sie krank.", "Elle est malade."),
    ("time-missing", "pt-es", "missing", "major", "Chegaram às [[20h30]].", "Llegaron de noche."),
    ("date-added", "en-it", "added", "major", "She was moved to another prison.", "Il [[6 giugno 2021]] è stata trasferita in un altro carcere."),
    ("month-and-year-added", "es-de", "added", "major", "Su madre está muy enferma del corazón.", "Ihre Mutter ist seit [[Mai 2021]] schwer herzkrank."),
    ("decade-added", "fr-en", "added", "major", "C'est une vieille prison.", "It is an old prison of the [[1990s]]."),
    ("weekday-of-both", "en-it", "weekday", "major", "She was moved on Monday, [[7 December 2021]].", "È stata trasferita lunedì [[7 dicembre 2021]]."),
    ("weekday-of-one", "fr-de", "weekday", "major", "Elle a été transférée le mardi 7 décembre 2021.", "Am Mittwoch, [[7. Dezember 2021]], wurde sie verlegt."),
    ("weekday-of-one-alone", "es-pt", "weekday", "major", "Fue trasladada el 7 de diciembre de 2021.", "Foi transferida na segunda-feira, [[7 de dezembro de 2021]]."),
    ("saturday-in-portuguese", "it-pt", "weekday", "major", "È stata trasferita martedì 7 dicembre 2021.", "Foi transferida no sábado, [[7 de dezembro de 2021]]."),
    ("weekday-without-year", "en-fr", "weekday", "major", "She was moved on Monday, [[20 April]].", "Elle a été transférée le mardi [[20 avril]]."),
    ("impossible-in-both", "en-it", "impossible", "major", "She was moved on [[31 June 2023]].", "È stata trasferita il [[31 giugno 2023]]."),
    ("impossible-in-february", "de-es", "impossible", "major", "Am [[29. Februar 2023]] wurde sie verlegt.", "Fue trasladada el [[29 de febrero de 2023]]."),
    ("impossible-without-year", "fr-pt", "impossible", "major", "Elle a été transférée le [[31 avril]].", "Foi transferida a [[31 de abril]]."),
]  # fmt: skip

# Name, languages, what the source says, what the target says, what the finding suggests.
FORMATS = [
    ("italian", "en-it", "She was moved on 7 December 2020.", "È stata trasferita il [[12/7/2020]].", "07/12/2020"),
    ("french", "de-fr", "Am 7. Dezember 2020 wurde sie verlegt.", "Elle a été transférée le [[12/07/2020]].", "07/12/2020"),
    ("portuguese", "es-pt", "Fue trasladada el 7 de diciembre de 2020.", "Foi transferida em [[12/7/2020]].", "07/12/2020"),
    ("german", "en-de", "She was moved on 7 December 2020.", "Am [[12.7.2020]] wurde sie verlegt.", "07.12.2020"),
]  # fmt: skip

# Name, language, rule ("" for none), what the letter says.
ALONE = [
    ("weekday-english", "en", "weekday", "She was moved on Monday, [[7 December 2021]]."),
    ("weekday-italian", "it", "weekday", "È stata trasferita mercoledì [[7 dicembre 2021]]."),
    ("weekday-french", "fr", "weekday", "Elle a été transférée le lundi [[7 décembre 2021]]."),
    ("weekday-spanish", "es", "weekday", "Fue trasladada el domingo [[7 de diciembre de 2021]]."),
    ("weekday-german", "de", "weekday", "Am Freitag, dem [[7. Dezember 2021]], wurde sie verlegt."),
    ("weekday-portuguese", "pt", "weekday", "Foi transferida na quarta-feira, [[7 de dezembro de 2021]]."),
    ("weekday-portuguese-saturday", "pt", "weekday", "Foi transferida no sábado, [[7 de dezembro de 2021]]."),
    ("impossible-english", "en", "impossible", "She was moved on [[June 31, 2023]]."),
    ("impossible-italian", "it", "impossible", "È stata trasferita il [[30 febbraio 2023]]."),
    ("impossible-french", "fr", "impossible", "Elle a été transférée le [[31 septembre]]."),
    ("impossible-spanish", "es", "impossible", "Fue trasladada el [[29 de febrero de 2023]]."),
    ("impossible-german", "de", "impossible", "Am [[31. November 2022]] wurde sie verlegt."),
    ("impossible-portuguese", "pt", "impossible", "Foi transferida em [[31 de abril de 2023]]."),
    ("right-weekday", "en", "", "She was moved on Tuesday, 7 December 2021."),
    ("right-weekday-in-german", "de", "", "Am Dienstag, dem 7. Dezember 2021, wurde sie verlegt."),
    ("right-weekday-in-portuguese", "pt", "", "Foi transferida na terça-feira, 7 de dezembro de 2021."),
    ("weekday-without-year", "it", "", "È stata trasferita lunedì 7 dicembre."),
    ("leap-year", "fr", "", "Elle a été transférée le 29 février 2024."),
    ("leap-day-without-year", "es", "", "Fue trasladada el 29 de febrero."),
    ("last-of-the-month", "en", "", "She was moved on 31 July 2023."),
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
        (f"dates.{wanted}", severity, checked.source, checked.target)
    ], said(checked.report)


@pytest.mark.parametrize(("languages", "source", "target", "suggestion"), rows(FORMATS))
def test_format(checker: Checker, tmp_path: Path, languages: str, source: str, target: str, suggestion: str) -> None:
    """A numeric date in another language's order is no error, but its place is shown with how this language writes it."""
    checked = check(checker, tmp_path, languages, source, target)
    assert [(item.rule.id, str(item.severity), item.target, item.suggestion) for item in told(checked.report.findings, Severity.NEUTRAL)] == [
        ("dates.format", "neutral", checked.target, suggestion)
    ], said(checked.report, Severity.NEUTRAL)


@pytest.mark.parametrize(("code", "rule", "sentence"), rows(ALONE))
def test_lint(checker: Checker, tmp_path: Path, code: str, rule: str, sentence: str) -> None:
    """One letter by itself shows what the calendar denies, and nothing where the calendar agrees or cannot tell."""
    path, marks = written(tmp_path, "letter", code, sentence)
    found = [(item.rule.id, str(item.severity), item.source, item.target) for item in told(checker.lint(path).findings, Severity.NEUTRAL)]
    assert found == ([(f"dates.{rule}", "major", marks, ())] if rule else [])
