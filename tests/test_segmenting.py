"""Segmenting: a full stop that ends no sentence cuts nothing, one that does always cuts, and line ends never matter."""

from __future__ import annotations

import itertools
import textwrap
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from letterqa.letter import Block, Role, Segment, Span, fold
from letterqa.locales import load
from letterqa.segmenting import segment

CODES = ("en", "it", "fr", "es", "de", "pt")


def cut(text: str, code: str, role: Role = Role.PARAGRAPH) -> list[str]:
    """The sentences of one block."""
    return [text[item.span.start : item.span.end] for item in segment(text, (Block(Span(0, len(text)), role),), load(code))]


# One sentence each, in spite of every full stop (or other mark) inside it.
WHOLE = [
    ("en", "title-mr", "We wrote to Mr. Okafor in the spring."),
    ("en", "title-dr-and-prof", "The report was signed by Dr. Anna Weiss and Prof. John Smith."),
    ("en", "title-honourable", "We thank the Rt. Hon. Jane Mbeki for her reply."),
    ("en", "office-general", "He was arrested on the order of Gen. Adeyemi in Lagos."),
    ("en", "his-excellency", "We address this letter to H.E. President Santos in the hope of an answer."),
    ("en", "article", "This breaches Art. 14 of the Covenant and art. 9 of the Charter."),
    ("en", "number", "She is held in cell No. 12 of the central prison."),
    ("en", "paragraph-and-page", "See para. 23 on p. 45 of the report."),
    ("en", "for-example", "Many detainees, e.g. Mr Haddad, were never charged."),
    ("en", "that-is", "The three judges, i.e. Judges Amin, Bakr and Chaoui, were dismissed."),
    ("en", "versus", "In Smith v. Jones the court decided otherwise."),
    ("en", "country-initials", "The U.S. Government and the U.K. Embassy were informed."),
    ("en", "person-initials", "The lawyer J. R. Kessler was not admitted to the hearing."),
    ("en", "time-before-capital", "The hearing began at 8.30 p.m. on Monday and ended at midnight."),
    ("en", "decimal-number", "Some 3.5 million people and 12.7 per cent of children are concerned."),
    ("en", "saint", "She was moved to St. Mary Hospital the next day."),
    ("en", "month-short", "He was arrested on 3 Nov. 2024 at the airport."),
    ("en", "footnote-mark", "The prisoners were beaten every night for a week [1]"),
    ("en", "footnote-mark-after-stop", "The prisoners were beaten every night for a week. [1]"),
    ("en", "footnote-mark-glued", "The prisoners were beaten every night for a week.[12]"),
    ("en", "footnote-mark-raised", "The prisoners were beaten every night for a week.¹"),
    ("en", "roman-item", "II. The facts of the case are as follows."),
    ("en", "numbered-item", "3. The judge must be removed."),
    ("en", "quotation-inside", "He said “I did nothing.” and was led away."),
    ("en", "question-in-quotation", "The guard asked “Who are you?” before he struck her."),
    ("en", "ellipsis-inside", "They waited for hours… and nobody came to the gate."),
    ("en", "web-address", "The list is at www.example.org and can be read by anyone."),
    ("en", "company", "The arms were sold by Hansen Ltd. of Bergen last year."),

    ("it", "titolo-sig", "Abbiamo scritto al Sig. Rossi in primavera."),
    ("it", "titolo-dott-ssa", "Il rapporto è firmato dalla dott.ssa Bianchi e dal prof. Verdi."),
    ("it", "titolo-avv", "È stato negato l'accesso all'avv. Carla Neri per tre giorni."),
    ("it", "onorevole", "Ringraziamo l'on. Marchetti per la risposta."),
    ("it", "sua-eccellenza", "Questa lettera è rivolta a S.E. il Presidente della Repubblica."),
    ("it", "articolo", "Ciò viola l'art. 14 del Patto e gli artt. 3 e 5 della Convenzione."),
    ("it", "articolo-eliso", "È una violazione dell'art. 27 della Costituzione."),
    ("it", "numero", "È detenuta nella cella n. 12 del carcere centrale."),
    ("it", "pagina", "Si veda pag. 45 del rapporto."),
    ("it", "per-esempio", "Molti detenuti, ad es. Karim Haddad, non sono mai stati incriminati."),
    ("it", "confronta", "La Corte ha deciso altrimenti (cfr. Rossi contro Italia)."),
    ("it", "decreto", "Il D.Lgs. 286 del 1998 prevede il contrario."),
    ("it", "iniziali", "L'avvocato J. R. Kessler non è stato ammesso all'udienza."),
    ("it", "data-breve", "È stato arrestato il 3 nov. 2024 all'aeroporto."),
    ("it", "migliaia", "Si tratta di 3.500 persone e del 12,7 per cento dei minori."),
    ("it", "ora", "L'udienza è iniziata alle 8.30 di lunedì ed è finita a mezzanotte."),
    ("it", "santo", "È stata trasferita all'ospedale S. Giovanni il giorno dopo."),
    ("it", "nota", "I prigionieri sono stati picchiati ogni notte per una settimana. [1]"),
    ("it", "citazione", "Ha detto «Non ho fatto nulla.» ed è stato portato via."),
    ("it", "eccetera", "Acqua, cibo, medicine ecc. mancano da settimane."),

    ("fr", "titre-m", "Nous avons écrit à M. Dupont au printemps."),
    ("fr", "titre-dr-et-pr", "Le rapport est signé par le Dr. Weiss et le Pr. Martin."),
    ("fr", "titre-mgr", "Nous remercions Mgr. Benoît de sa réponse."),
    ("fr", "son-excellence", "Cette lettre s'adresse à S.E. Monsieur le Président de la République."),
    ("fr", "monsieur-excellence", "Cette lettre s'adresse à S.E.M. Paul Kagamé au palais présidentiel."),
    ("fr", "article", "Cela viole l'art. 14 du Pacte et les art. 3 et 5 de la Convention."),
    ("fr", "numero", "Elle est détenue dans la cellule no. 12 de la prison centrale."),
    ("fr", "paragraphe", "Voir par. 23 et p. 45 du rapport."),
    ("fr", "par-exemple", "Beaucoup de détenus, p. ex. Karim Haddad, n'ont jamais été inculpés."),
    ("fr", "confer", "La Cour en a décidé autrement (cf. Dupont contre France)."),
    ("fr", "initiales", "L'avocat J. R. Kessler n'a pas été admis à l'audience."),
    ("fr", "prenom-compose", "Le député J.-P. Morel a demandé des explications."),
    ("fr", "date-courte", "Il a été arrêté le 3 nov. 2024 à l'aéroport."),
    ("fr", "mois-court", "Il est détenu depuis le 14 févr. 2023 sans procès."),
    ("fr", "note", "Les prisonniers ont été battus chaque nuit pendant une semaine. [1]"),
    ("fr", "guillemets", "Il a dit « Je n'ai rien fait. » et on l'a emmené."),
    ("fr", "question-citee", "Le gardien a demandé « Qui êtes-vous ? » avant de la frapper."),
    ("fr", "points-de-suspension", "Ils ont attendu des heures… et personne n'est venu."),
    ("fr", "etats-unis", "Le gouvernement des U.S.A. et l'ambassade ont été informés."),

    ("es", "titulo-sr", "Escribimos al Sr. Romero en primavera."),
    ("es", "titulo-dra", "El informe lo firman la Dra. Ana Weiss y el Prof. Juan Ruiz."),
    ("es", "excelentisimo", "Dirigimos esta carta al Excmo. Sr. Presidente de la República."),
    ("es", "su-excelencia", "Dirigimos esta carta a S.E. el Presidente de la República."),
    ("es", "estados-unidos", "El Gobierno de EE. UU. fue informado en enero."),
    ("es", "estados-unidos-mayuscula", "El embajador de EE. UU. Robert Kane fue informado."),
    ("es", "derechos-humanos", "La Comisión de DD. HH. de la Cámara pidió explicaciones."),
    ("es", "articulo", "Esto viola el art. 14 del Pacto y los arts. 3 y 5 de la Convención."),
    ("es", "numero", "Está detenida en la celda núm. 12 de la prisión central."),
    ("es", "numero-volado", "Véase la resolución n.º 45 de la Asamblea."),
    ("es", "pagina", "Véase la pág. 45 del informe."),
    ("es", "por-ejemplo", "Muchos detenidos, p. ej. Karim Haddad, nunca fueron acusados."),
    ("es", "iniciales", "El abogado J. R. Kessler no fue admitido a la audiencia."),
    ("es", "fecha-corta", "Fue detenido el 3 nov. 2024 en el aeropuerto."),
    ("es", "hora", "La audiencia empezó a las 8.30 p. m. del lunes."),
    ("es", "miles", "Son 3.500 personas y el 12,7 por ciento de los menores."),
    ("es", "nota", "Los presos fueron golpeados cada noche durante una semana. [1]"),
    ("es", "cita", "Dijo «No hice nada.» y se lo llevaron."),
    ("es", "usted", "Le pedimos a Ud. Señor Ministro una respuesta."),
    ("es", "pregunta-citada", "El guardia preguntó «¿Quién es usted?» antes de golpearla."),

    ("de", "titel-dr", "Wir schrieben im Frühjahr an Dr. Okafor in Lagos."),
    ("de", "titel-prof-dr", "Der Bericht wurde von Prof. Dr. Weiss und Hrn. Schmidt unterschrieben."),
    ("de", "seine-exzellenz", "Wir richten diesen Brief an S.E. Präsident Santos in der Hoffnung auf Antwort."),
    ("de", "datum", "Sie wurde am 14. Oktober 2023 am Flughafen verhaftet."),
    ("de", "datum-zwei", "Vom 3. bis 5. Mai und am 1. Juni wurde verhandelt."),
    ("de", "datum-kurz", "Er wurde am 3. Nov. 2024 am Flughafen verhaftet."),
    ("de", "ordnungszahl", "Auf der 52. Sitzung des Rates wurde darüber gesprochen."),
    ("de", "papst", "Unter Papst Johannes Paul II. galt das noch."),
    ("de", "nach-christus", "Das Kloster wurde 70 n. Chr. gegründet."),
    ("de", "zum-beispiel", "Viele Gefangene, z. B. Karim Haddad, wurden nie angeklagt."),
    ("de", "zum-beispiel-eng", "Viele Gefangene, z.B. Karim Haddad, wurden nie angeklagt."),
    ("de", "das-heisst", "Drei Richter, d. h. Amin, Bakr und Chaoui, wurden entlassen."),
    ("de", "artikel", "Das verstößt gegen Art. 14 des Paktes und Art. 9 der Charta."),
    ("de", "absatz", "Nach Art. 3 Abs. 2 der Verfassung ist das verboten."),
    ("de", "nummer", "Sie sitzt in Zelle Nr. 12 des Zentralgefängnisses."),
    ("de", "vergleiche", "Der Gerichtshof entschied anders (vgl. Schmidt gegen Deutschland)."),
    ("de", "initialen", "Der Anwalt J. R. Kessler wurde nicht zur Verhandlung zugelassen."),
    ("de", "sankt", "Am nächsten Tag kam sie in das Krankenhaus St. Marien der Stadt."),
    ("de", "strasse", "Die Mahnwache stand in der Bonner Str. 12 in Köln."),
    ("de", "fussnote", "Die Gefangenen wurden eine Woche lang jede Nacht geschlagen. [1]"),
    ("de", "zitat", "Er sagte „Ich habe nichts getan.“ und wurde abgeführt."),
    ("de", "zahl", "Es geht um 3.500 Menschen und 12,7 Prozent der Kinder."),

    ("pt", "titulo-sr", "Escrevemos ao Sr. Romero na primavera."),
    ("pt", "titulo-dra", "O relatório foi assinado pela Dra. Ana Weiss e pelo Prof. João Reis."),
    ("pt", "excelentissimo", "Dirigimos esta carta ao Exmo. Sr. Presidente da República."),
    ("pt", "vossa-excelencia", "Pedimos a V. Exa. Senhor Ministro uma resposta."),
    ("pt", "sua-excelencia", "Dirigimos esta carta a S.E. o Presidente da República."),
    ("pt", "artigo", "Isto viola o art. 14 do Pacto e os arts. 3 e 5 da Convenção."),
    ("pt", "numero", "Está detida na cela n.º 12 da prisão central."),
    ("pt", "numero-no", "Veja-se a resolução nº. 45 da Assembleia."),
    ("pt", "pagina", "Veja-se a pág. 45 do relatório."),
    ("pt", "por-exemplo", "Muitos detidos, p. ex. Karim Haddad, nunca foram acusados."),
    ("pt", "iniciais", "O advogado J. R. Kessler não foi admitido na audiência."),
    ("pt", "data-curta", "Foi detido em 3 nov. 2024 no aeroporto."),
    ("pt", "estados-unidos", "O Governo dos E.U.A. foi informado em janeiro."),
    ("pt", "milhares", "São 3.500 pessoas e 12,7 por cento dos menores."),
    ("pt", "dom", "A carta de D. Hélder foi lida na igreja."),
    ("pt", "nota", "Os presos foram espancados todas as noites durante uma semana. [1]"),
    ("pt", "citacao", "Ele disse «Não fiz nada.» e foi levado."),
    ("pt", "pergunta-citada", "O guarda perguntou «Quem é o senhor?» antes de lhe bater."),
]

# "¦" stands where one sentence ends and the next begins.
PARTED = [
    ("en", "two-plain", "She was arrested in May.¦ Nobody has seen her since."),
    ("en", "question", "Why was she arrested?¦ Nobody has told us."),
    ("en", "exclamation", "Release her now!¦ The world is watching."),
    ("en", "after-year", "He was arrested in 2023.¦ His trial began in 2024."),
    ("en", "after-closing-quotation", "He said: “I did nothing.”¦ He was led away."),
    ("en", "after-closing-bracket", "Nobody was charged (the file was lost).¦ We ask why."),
    ("en", "before-quotation", "The guard struck her.¦ “Be silent,” he said."),
    ("en", "abbreviation-inside", "We wrote to Mr. Okafor.¦ He did not answer.¦ Dr. Weiss did."),
    ("en", "before-title", "The trial was unfair.¦ Mr. Haddad was not heard."),
    ("en", "after-percent", "The rate rose by 12.5%.¦ Half of them are children."),
    ("en", "after-acronym", "The case was sent to the UN.¦ It was never answered."),
    ("en", "after-glued-footnote-mark", "The prisoners were beaten.[1]¦ Nobody was charged."),
    ("en", "after-spaced-footnote-mark", "The prisoners were beaten. [1]¦ Nobody was charged."),
    ("en", "after-raised-footnote-mark", "The prisoners were beaten.¹ ¦Nobody was charged."),
    ("en", "inside-whole-quotation", "“He was beaten.¦ He was starved.”"),
    ("fr", "inside-whole-guillemets", "« Il a été battu.¦ Il a eu faim. »"),
    ("de", "inside-whole-low-quotes", "„Er wurde geschlagen.¦ Er hungerte.“"),
    ("it", "inside-quotation-with-mark", "«È stato picchiato.¦ Ha avuto fame».[1]"),
    ("en", "after-ellipsis", "They waited for hours…¦ Nobody came to the gate."),
    ("en", "after-three-dots", "They waited for hours...¦ Nobody came to the gate."),
    ("en", "before-digit", "The prison is full.¦ 300 men sleep on the floor."),

    ("it", "due-semplici", "È stata arrestata a maggio.¦ Nessuno l'ha più vista."),
    ("it", "domanda", "Perché è stata arrestata?¦ Nessuno ce lo ha detto."),
    ("it", "esclamazione", "Liberatela subito!¦ Il mondo vi guarda."),
    ("it", "dopo-anno", "È stato arrestato nel 2023.¦ Il processo è iniziato nel 2024."),
    ("it", "dopo-virgolette", "Ha detto: «Non ho fatto nulla».¦ È stato portato via."),
    ("it", "dopo-parentesi", "Nessuno è stato incriminato (il fascicolo è andato perso).¦ Chiediamo perché."),
    ("it", "prima-di-titolo", "Il processo è stato iniquo.¦ L'avv. Neri non è stata ascoltata."),
    ("it", "prima-di-accento", "La prigione è piena.¦ È notte anche di giorno."),
    ("it", "tre", "Ha fame.¦ Ha freddo.¦ Chiede un medico."),

    ("fr", "deux-simples", "Elle a été arrêtée en mai.¦ Personne ne l'a revue."),
    ("fr", "question", "Pourquoi a-t-elle été arrêtée ?¦ Personne ne nous l'a dit."),
    ("fr", "exclamation", "Libérez-la !¦ Le monde vous regarde."),
    ("fr", "apres-annee", "Il a été arrêté en 2023.¦ Son procès a commencé en 2024."),
    ("fr", "apres-guillemets", "Il a dit : « Je n'ai rien fait. »¦ On l'a emmené."),
    ("fr", "apres-parenthese", "Personne n'a été inculpé (le dossier a été perdu).¦ Nous demandons pourquoi."),
    ("fr", "avant-titre", "Le procès était inique.¦ M. Haddad n'a pas été entendu."),
    ("fr", "avant-accent", "La prison est pleine.¦ À l'intérieur, il fait nuit."),
    ("fr", "trois", "Il a faim.¦ Il a froid.¦ Il demande un médecin."),

    ("es", "dos-sencillas", "Fue detenida en mayo.¦ Nadie la ha vuelto a ver."),
    ("es", "pregunta", "¿Por qué fue detenida?¦ Nadie nos lo ha dicho."),
    ("es", "antes-de-pregunta", "Fue detenida en mayo.¦ ¿Dónde está ahora?"),
    ("es", "antes-de-exclamacion", "El mundo los mira.¦ ¡Libérenla ya!"),
    ("es", "despues-de-ano", "Fue detenido en 2023.¦ Su juicio empezó en 2024."),
    ("es", "despues-de-comillas", "Dijo: «No hice nada».¦ Se lo llevaron."),
    ("es", "despues-de-parentesis", "Nadie fue acusado (el expediente se perdió).¦ Preguntamos por qué."),
    ("es", "antes-de-titulo", "El juicio fue injusto.¦ El Sr. Haddad no fue oído."),
    ("es", "antes-de-acento", "La prisión está llena.¦ Él duerme en el suelo."),

    ("de", "zwei-einfache", "Sie wurde im Mai verhaftet.¦ Niemand hat sie seither gesehen."),
    ("de", "frage", "Warum wurde sie verhaftet?¦ Niemand hat es uns gesagt."),
    ("de", "ausruf", "Lassen Sie sie frei!¦ Die Welt sieht zu."),
    ("de", "nach-jahr", "Er wurde 2023 verhaftet.¦ Der Prozess begann 2024."),
    ("de", "nach-anfuehrung", "Er sagte: „Ich habe nichts getan.“¦ Dann wurde er abgeführt."),
    ("de", "nach-klammer", "Niemand wurde angeklagt (die Akte ging verloren).¦ Wir fragen, warum."),
    ("de", "vor-titel", "Der Prozess war unfair.¦ Dr. Haddad wurde nicht gehört."),
    ("de", "vor-umlaut", "Das Gefängnis ist voll.¦ Ältere schlafen auf dem Boden."),
    ("de", "nach-schweiz", "Sie lebt seit 2019 in der Schweiz.¦ Wir fordern ihre Freilassung."),
    ("de", "drei", "Er hat Hunger.¦ Er friert.¦ Er bittet um einen Arzt."),

    ("pt", "duas-simples", "Foi detida em maio.¦ Ninguém a voltou a ver."),
    ("pt", "pergunta", "Por que foi detida?¦ Ninguém nos disse."),
    ("pt", "exclamacao", "Libertem-na já!¦ O mundo está a ver."),
    ("pt", "depois-de-ano", "Foi detido em 2023.¦ O julgamento começou em 2024."),
    ("pt", "depois-de-aspas", "Ele disse: «Não fiz nada».¦ Depois levaram-no."),
    ("pt", "depois-de-parenteses", "Ninguém foi acusado (o processo perdeu-se).¦ Perguntamos porquê."),
    ("pt", "antes-de-titulo", "O julgamento foi injusto.¦ O Sr. Haddad não foi ouvido."),
    ("pt", "antes-de-acento", "A prisão está cheia.¦ É noite também de dia."),
    ("pt", "tres", "Tem fome.¦ Tem frio.¦ Pede um médico."),
]


@pytest.mark.parametrize(("code", "text"), [pytest.param(code, text, id=f"{code}-{name}") for code, name, text in WHOLE])
def test_no_cut(code: str, text: str) -> None:
    """A mark that ends no sentence leaves it whole."""
    assert cut(text, code) == [text]


@pytest.mark.parametrize(("code", "marked"), [pytest.param(code, text, id=f"{code}-{name}") for code, name, text in PARTED])
def test_cut(code: str, marked: str) -> None:
    """Sentences are cut where they end, and nowhere else."""
    assert cut(marked.replace("¦", ""), code) == [part.strip() for part in marked.split("¦")]


# Blocks outside the running text are one segment, whatever stands in them.
LINES = [
    (Role.ADDRESS, "H.E. Jane Mbeki\nMinistry of Justice. P.O. Box 12\nNairobi"),
    (Role.SALUTATION, "Dear Mr. President. Dear friends,"),
    (Role.SUBJECT, "Subject: The trial. An appeal."),
    (Role.DATELINE, "Rome. 3 May 2024."),
    (Role.HEADING, "The facts. The law."),
    (Role.SIGNATURE, "J. Kessler. Secretary."),
    (Role.LETTERHEAD, "Group 12. Section of Bern."),
]


@pytest.mark.parametrize(("role", "text"), [pytest.param(role, text, id=str(role)) for role, text in LINES])
def test_line_blocks_stay_whole(role: Role, text: str) -> None:
    """A block outside the running text is one segment."""
    assert cut(text, "en", role) == [text]


@pytest.mark.parametrize(
    "role", [Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTATION, Role.FOOTER, Role.NOTE, Role.CLOSING], ids=str
)
def test_prose_blocks_are_cut(role: Role) -> None:
    """A block of running text is cut into sentences."""
    assert cut("She was arrested. Nobody has seen her.", "en", role) == ["She was arrested.", "Nobody has seen her."]


@pytest.mark.parametrize("role", [Role.NOTE, Role.FOOTER], ids=str)
def test_a_mark_opens_a_note(role: Role) -> None:
    """In notes a mark set apart by a blank opens the next note; in running text it closes the sentence."""
    text = "[1] See the report. [2] See the law."
    assert cut(text, "en", role) == ["[1] See the report.", "[2] See the law."]
    assert cut(text, "en") == ["[1] See the report. [2]", "See the law."]


@pytest.mark.parametrize(
    ("item", "sentences"),
    [
        pytest.param("• Release her. Now.", ["Release her.", "Now."], id="bullet"),
        pytest.param("- Release her.", ["Release her."], id="hyphen"),
        pytest.param("1. Release her.", ["Release her."], id="number"),
        pytest.param("(a) Release her.", ["Release her."], id="letter"),
        pytest.param("iv) Release her.", ["Release her."], id="roman"),
        pytest.param("Release her.", ["Release her."], id="no-mark"),
    ],
)
def test_list_marks_are_left_out(item: str, sentences: list[str]) -> None:
    """A list item's segments start behind its mark."""
    assert cut(item, "en", Role.LIST_ITEM) == sentences


def test_segments_know_index_and_block() -> None:
    """Segments are numbered through the letter, and each knows its block."""
    text = "Dear Sir,\n\nShe is held. She is ill.\n\nYours,"
    blocks = (Block(Span(0, 9), Role.SALUTATION), Block(Span(11, 35), Role.PARAGRAPH), Block(Span(37, 43), Role.CLOSING))
    assert segment(text, blocks, load("en")) == (
        Segment(0, Span(0, 9), 0),
        Segment(1, Span(11, 23), 1),
        Segment(2, Span(24, 35), 1),
        Segment(3, Span(37, 43), 2),
    )


@pytest.mark.parametrize("code", ["nl", "ru", "xx"])
def test_other_languages_are_cut_too(code: str) -> None:
    """A language without data still has sentences."""
    assert cut("Ze werd gearresteerd. Niemand heeft haar gezien.", code) == ["Ze werd gearresteerd.", "Niemand heeft haar gezien."]


SENTENCES = [
    (code, text.replace("¦", "")) for table in (WHOLE, PARTED) for code, _, text in table
]
PARAGRAPHS = {code: [text for other, text in SENTENCES if other == code] for code in CODES}


@pytest.mark.parametrize("code", CODES)
def test_wrapping_changes_nothing(code: str) -> None:
    """A paragraph wrapped at 72 columns has the sentences of the same paragraph on one line."""
    for start in range(0, len(PARAGRAPHS[code]) - 4, 4):
        text = " ".join(PARAGRAPHS[code][start : start + 5])
        wrapped = textwrap.fill(text, 72, break_long_words=False, break_on_hyphens=False)
        assert "\n" in wrapped
        assert list(map(fold, cut(wrapped, code))) == cut(text, code)


def check_cover(text: str, code: str, role: Role) -> None:
    """Spans lie in the block, in order and apart, and leave out blanks only."""
    inset = 3
    spans = [item.span for item in segment("xx\n" + text, (Block(Span(inset, inset + len(text)), role),), load(code))]
    assert spans
    assert inset <= spans[0].start and spans[-1].end <= inset + len(text)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
    kept = Counter("".join(text[span.start - inset : span.end - inset] for span in spans))
    assert {char: count for char, count in kept.items() if not char.isspace()} == Counter(char for char in text if not char.isspace())
    for span in spans:
        said = text[span.start - inset : span.end - inset]
        assert said and said == said.strip()


PIECES = st.sampled_from(
    ["She", "was", "held", "Art.", "14.", "[1]", "…", "...", ".", "!", "?", "»", "«", "“", "”", "J.", "1.", "(a)", "Dr.", "\n", "\t",
     "\u00a0", "\u00ad", "¹", "*", "z. B.", "p.m.", "l'art.", "é", "ß", "漢", "🙂", "n.º", "'", "’", "-", "—", "www.a.org", "3.5"]
)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("role", [Role.PARAGRAPH, Role.QUOTATION, Role.NOTE], ids=str)
def test_sentences_cover_letters(code: str, role: Role) -> None:
    """The sentences of real paragraphs cover them."""
    check_cover("\n".join(PARAGRAPHS[code]), code, role)


@settings(max_examples=150, deadline=None)
@given(
    pieces=st.lists(st.one_of(PIECES, st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=4)), min_size=1, max_size=25),
    glue=st.sampled_from(["", " ", "\n"]),
    code=st.sampled_from(CODES),
    role=st.sampled_from([Role.PARAGRAPH, Role.QUOTATION, Role.FOOTER]),
)
@example(pieces=["beaten.", "[1]", "[2]", "Nobody", "."], glue=" ", code="en", role=Role.PARAGRAPH)
@example(pieces=["“", "She", ".", "Dr.", "”"], glue=" ", code="en", role=Role.QUOTATION)
@example(pieces=["."], glue="", code="en", role=Role.PARAGRAPH)
def test_sentences_cover_anything(pieces: list[str], glue: str, code: str, role: Role) -> None:
    """The sentences of any block cover it, in order, without overlap."""
    text = glue.join(pieces).strip()
    if text:
        check_cover(text, code, role)
