"""Three small letters in two languages each, faithful translations that deserve no finding, and how to edit and check them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from letterqa import Checker, Finding, Report
from letterqa.finding import Severity
from letterqa.letter import Letter, Span
from marking import unmark

EN = """Open Hands Committee
4 Mill Lane, Leeds LS1 4AB

Leeds, 3 May 2024

Mr. Peter Novak
Minister of Justice
12 Castle Street
1000 Ljubljana

Subject: Detention of Ana Kovač

Dear Minister,

I am writing to you about Ana Kovač, a teacher from Celje. She was arrested on 14 March by men who did not show a warrant. Her mother has not been allowed to visit her in prison.

According to several witnesses, the police beat her during the first night. A doctor saw the wounds on her back and wrote a report. The judge refused to read this report at the hearing.

The law of your country forbids torture without any exception. About 2,500 people have signed our petition for her release.

We therefore ask you to:

• release Ana Kovač at once and without conditions;
• open an independent investigation into the beatings;
• allow her family and her lawyer to visit her.

I thank you for the attention that you will give to this letter.

Yours sincerely,

Mary Bell
Secretary

The Open Hands Committee is an independent organisation that has defended the rights of prisoners for thirty years.
"""
IT = """Open Hands Committee
4 Mill Lane, Leeds LS1 4AB

Leeds, 3 maggio 2024

Egregio Signor Peter Novak
Ministro della Giustizia
Via del Castello 12
1000 Lubiana

Oggetto: detenzione di Ana Kovač

Signor Ministro,

Le scrivo in merito ad Ana Kovač, un'insegnante di Celje. È stata arrestata il 14 marzo da uomini che non hanno mostrato alcun mandato. A sua madre non è stato permesso di visitarla in prigione.

Secondo diversi testimoni, la polizia l'ha picchiata durante la prima notte. Un medico ha visto le ferite sulla schiena e ha scritto un referto. Il giudice si è rifiutato di leggere questo referto all'udienza.

La legge del Suo Paese vieta la tortura senza alcuna eccezione. Circa 2.500 persone hanno firmato la nostra petizione per la sua liberazione.

Le chiediamo pertanto di:

• liberare Ana Kovač subito e senza condizioni;
• aprire un'indagine indipendente sulle percosse;
• permettere alla famiglia e all'avvocato di visitarla.

La ringrazio per l'attenzione che vorrà dedicare a questa lettera.

Distinti saluti

Mary Bell
Segretaria

Open Hands Committee è un'organizzazione indipendente che da trent'anni difende i diritti dei detenuti.
"""
FR = """Comité Mains ouvertes
27, rue Sala, 69002 Lyon

Lyon, le 2 juin 2023

Monsieur Carlos Rivas
Ministre de l'Intérieur
Avenue de la République 5
Lima

Objet : menaces contre les paysans de Tambo

Monsieur le Ministre,

Nous vous écrivons au sujet des paysans de la vallée de Tambo, qui refusent l'ouverture d'une mine de cuivre. Depuis janvier, douze d'entre eux ont reçu des menaces de mort. Leur présidente, Rosa Quispe, a dû quitter sa maison avec ses trois enfants.

Le 20 avril, des hommes armés ont brûlé l'école du village pendant la nuit. La police est arrivée deux jours plus tard et n'a interrogé personne. Le procureur a classé l'affaire sans entendre les témoins.

L'eau de la rivière est la seule richesse de ces familles. Si la mine ouvre, leurs champs de maïs seront perdus pour toujours.

Nous vous demandons donc :

– de protéger Rosa Quispe et sa famille ;
– de rouvrir l'enquête sur l'incendie de l'école ;
– de consulter les habitants avant toute décision sur la mine.

Nous comptons sur votre engagement et attendons votre réponse.

Veuillez agréer, Monsieur le Ministre, l'expression de notre haute considération.

Marie Bel
Présidente

Le Comité Mains ouvertes est une association qui soutient depuis vingt ans les communautés paysannes d'Amérique latine.
"""
ES = """Comité Mains ouvertes
27, rue Sala, 69002 Lyon

Lyon, 2 de junio de 2023

Señor Carlos Rivas
Ministro del Interior
Avenida de la República 5
Lima

Asunto: amenazas contra los campesinos de Tambo

Señor Ministro:

Le escribimos acerca de los campesinos del valle de Tambo, que rechazan la apertura de una mina de cobre. Desde enero, doce de ellos han recibido amenazas de muerte. Su presidenta, Rosa Quispe, tuvo que abandonar su casa con sus tres hijos.

El 20 de abril, hombres armados quemaron la escuela del pueblo durante la noche. La policía llegó dos días después y no interrogó a nadie. El fiscal archivó el caso sin escuchar a los testigos.

El agua del río es la única riqueza de estas familias. Si la mina se abre, sus campos de maíz se perderán para siempre.

Por ello le pedimos:

– que proteja a Rosa Quispe y a su familia;
– que reabra la investigación sobre el incendio de la escuela;
– que consulte a los habitantes antes de cualquier decisión sobre la mina.

Confiamos en su compromiso y quedamos a la espera de su respuesta.

Atentamente,

Marie Bel
Presidenta

El Comité Mains ouvertes es una asociación que desde hace veinte años apoya a las comunidades campesinas de América Latina.
"""
DE = """Verein Offene Hände
Lindenweg 4, 04103 Leipzig

Leipzig, den 7. Oktober 2022

Frau Helena Costa
Ministerin für Arbeit
Rua do Sol 9
1200-440 Lissabon

Betreff: Entlassung von Hafenarbeitern in Setúbal

Sehr geehrte Frau Ministerin,

wir schreiben Ihnen wegen der Entlassung von achtzehn Hafenarbeitern in Setúbal. Sie hatten an einem friedlichen Streik für höhere Löhne teilgenommen. Die Firma warf ihnen am nächsten Morgen Sabotage vor.

Ein Gericht hat die Entlassungen im August für ungültig erklärt. Trotzdem dürfen die Arbeiter den Hafen bis heute nicht betreten. Ihre Familien leben von den Spenden der Nachbarn.

Das Recht auf Streik ist in der Verfassung Ihres Landes verankert. Niemand darf seine Arbeit verlieren, weil er dieses Recht ausübt.

Wir bitten Sie daher:

- das Urteil des Gerichts sofort durchzusetzen;
- die Vorwürfe gegen die Arbeiter prüfen zu lassen;
- den Familien die verlorenen Löhne zu ersetzen.

Für Ihre Antwort danken wir Ihnen im Voraus.

Mit freundlichen Grüßen

Jan Kohl
Vorsitzender

Der Verein Offene Hände setzt sich seit vierzig Jahren für die Rechte von Arbeiterinnen und Arbeitern in Europa ein.
"""
PT = """Verein Offene Hände
Lindenweg 4, 04103 Leipzig

Leipzig, 7 de outubro de 2022

Exma. Senhora Helena Costa
Ministra do Trabalho
Rua do Sol 9
1200-440 Lisboa

Assunto: despedimento de estivadores em Setúbal

Senhora Ministra,

Escrevemos-lhe a propósito do despedimento de dezoito estivadores em Setúbal. Eles tinham participado numa greve pacífica por salários mais altos. Na manhã seguinte, a empresa acusou-os de sabotagem.

Em agosto, um tribunal declarou nulos os despedimentos. Apesar disso, até hoje os trabalhadores não podem entrar no porto. As suas famílias vivem dos donativos dos vizinhos.

O direito à greve está consagrado na Constituição do seu país. Ninguém pode perder o trabalho por exercer esse direito.

Pedimos-lhe por isso:

- que execute imediatamente a sentença do tribunal;
- que mande examinar as acusações contra os trabalhadores;
- que compense as famílias pelos salários perdidos.

Agradecemos desde já a sua resposta.

Com os melhores cumprimentos,

Jan Kohl
Presidente

A associação Offene Hände defende há quarenta anos os direitos das trabalhadoras e dos trabalhadores na Europa.
"""
LETTERS = {"en": EN, "it": IT, "fr": FR, "es": ES, "de": DE, "pt": PT}

Edits = list[tuple[str, str]]


class Checked(NamedTuple):
    """A report, and the places that were marked in the two letters."""

    report: Report
    source: tuple[Span, ...]
    target: tuple[Span, ...]


def edited(text: str, edits: Edits) -> tuple[str, tuple[Span, ...]]:
    """A text after (old, new) edits, each of a stretch that occurs once, and the places that were marked in them."""
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return unmark(text)


def check_edited(checker: Checker, folder: Path, languages: str, source: Edits = (), target: Edits = ()) -> Checked:
    """Check the pair "en-it" (or another two of the letters) after edits of its sides."""
    one, two = languages.split("-")
    texts = [edited(LETTERS[one], list(source)), edited(LETTERS[two], list(target))]
    paths = [folder / f"source_{one}.txt", folder / f"target_{two}.txt"]
    for path, (text, _) in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return Checked(checker.check(*paths), texts[0][1], texts[1][1])


def loud(report: Report, least: Severity = Severity.MINOR) -> list[Finding]:
    """The findings of a severity or above."""
    return [finding for finding in report.findings if finding.severity >= least]


def said(report: Report, least: Severity = Severity.MINOR) -> list[tuple[str, str, list[str], list[str]]]:
    """Rule, severity and texts on both sides of every finding of a severity or above."""
    letters: tuple[Letter, Letter] = (report.bitext.source, report.bitext.target)
    return [
        (item.rule.id, str(item.severity), [letters[0][span] for span in item.source], [letters[1][span] for span in item.target])
        for item in loud(report, least)
    ]
