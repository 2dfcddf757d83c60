"""Contact checks: two spellings of one address, page or number are one; another digit, letter or country is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterqa import Checker
from letterqa.letter import Span
from small_letters import Edits, check_edited, loud, said

# Places in the three pairs of letters where contacts stand: below the address, in the running text, below the signature, in the footer.
ADDRESS = {
    "en": "1000 Ljubljana",
    "it": "1000 Lubiana",
    "fr": "Avenue de la République 5\nLima",
    "es": "Avenida de la República 5\nLima",
    "de": "1200-440 Lissabon",
    "pt": "1200-440 Lisboa",
}
PROSE = {
    "en": "the attention that you will give to this letter.",
    "it": "l'attenzione che vorrà dedicare a questa lettera.",
    "fr": "attendons votre réponse.",
    "es": "a la espera de su respuesta.",
    "de": "danken wir Ihnen im Voraus.",
    "pt": "desde já a sua resposta.",
}
SENDER = {
    "en": "4 Mill Lane, Leeds LS1 4AB",
    "it": "4 Mill Lane, Leeds LS1 4AB",
    "fr": "27, rue Sala, 69002 Lyon",
    "es": "27, rue Sala, 69002 Lyon",
    "de": "Lindenweg 4, 04103 Leipzig",
    "pt": "Lindenweg 4, 04103 Leipzig",
}


def below(code: str, *lines: str) -> Edits:
    """Lines below the address."""
    return [(ADDRESS[code], "\n".join((ADDRESS[code], *lines)))]


def head(code: str, *lines: str) -> Edits:
    """Lines below the sender's."""
    return [(SENDER[code], "\n".join((SENDER[code], *lines)))]


def text(code: str, sentence: str) -> Edits:
    """A sentence at the end of the last paragraph."""
    return [(PROSE[code], f"{PROSE[code]} {sentence}")]


SILENT = [
    # E-mail.
    ("e-mail", "en-it", below("en", "E-mail: cabinet@justice.example"), below("it", "E-mail: cabinet@justice.example")),
    ("e-mail-label", "fr-es", below("fr", "Courriel : cabinet@interior.example"), below("es", "Correo electrónico: cabinet@interior.example")),
    ("e-mail-without-label", "de-pt", below("de", "E-Mail: buero@trabalho.example"), below("pt", "buero@trabalho.example")),
    ("e-mail-in-capitals", "en-it", below("en", "E-mail: Cabinet@Justice.example"), below("it", "e-mail: cabinet@justice.example")),
    ("e-mail-in-brackets", "es-fr", text("es", "Escriba a info@mainsouvertes.example."), text("fr", "Écrivez-nous (info@mainsouvertes.example).")),
    ("e-mail-with-mailto", "pt-de", below("pt", "mailto:buero@trabalho.example"), below("de", "buero@trabalho.example")),
    ("two-e-mails-exchanged", "en-it", below("en", "E-mail: one@justice.example, two@justice.example"), below("it", "E-mail: two@justice.example; one@justice.example")),
    ("two-e-mails-on-two-lines", "fr-es", below("fr", "Courriel : one@interior.example / two@interior.example"), below("es", "Correo: one@interior.example", "Correo: two@interior.example")),
    ("e-mail-said-twice", "de-pt", [*below("de", "E-Mail: buero@trabalho.example"), *text("de", "Oder an buero@trabalho.example.")], text("pt", "Ou para buero@trabalho.example.")),
    # Pages.
    ("trailing-slash", "en-it", text("en", "See https://openhands.example/ana/."), text("it", "Si veda https://openhands.example/ana.")),
    ("scheme", "fr-es", text("fr", "Voir http://www.mainsouvertes.example."), text("es", "Véase https://www.mainsouvertes.example.")),
    ("www", "de-pt", text("de", "Siehe www.offenehaende.example."), text("pt", "Ver https://offenehaende.example/.")),
    ("language-in-the-path", "en-it", text("en", "See https://openhands.example/en/ana."), text("it", "Si veda https://openhands.example/it/ana.")),
    ("language-and-region-in-the-path", "de-pt", text("de", "Siehe https://offenehaende.example/de-de/streik."), text("pt", "Ver https://offenehaende.example/pt-pt/streik.")),
    ("language-in-the-host", "fr-es", text("fr", "Voir https://fr.mainsouvertes.example/tambo."), text("es", "Véase https://es.mainsouvertes.example/tambo.")),
    ("language-in-the-query", "en-it", text("en", "See https://openhands.example/ana?lang=en."), text("it", "Si veda https://openhands.example/ana?lang=it.")),
    ("language-in-the-file", "fr-es", text("fr", "Voir https://mainsouvertes.example/rapport_fr.pdf."), text("es", "Véase https://mainsouvertes.example/rapport_es.pdf.")),
    ("path-translated", "en-it", text("en", "See https://openhands.example/petition-for-ana."), text("it", "Si veda https://openhands.example/petizione-per-ana.")),
    ("path-translated-below-the-language", "pt-de", text("pt", "Ver https://offenehaende.example/pt/greve-em-setubal."), text("de", "Siehe https://offenehaende.example/de/streik-in-setubal.")),
    ("language-on-one-side-only", "es-fr", text("es", "Véase https://mainsouvertes.example/es/tambo."), text("fr", "Voir https://mainsouvertes.example/tambo.")),
    ("host-in-capitals", "de-pt", head("de", "www.OffeneHaende.example"), head("pt", "www.offenehaende.example")),
    ("page-in-angle-brackets", "en-it", text("en", "See <https://openhands.example/ana>."), text("it", "Si veda: https://openhands.example/ana")),
    ("scheme-left-out", "fr-es", head("fr", "https://mainsouvertes.org"), head("es", "mainsouvertes.org")),
    ("social-network", "en-it", head("en", "www.facebook.com/openhands, @openhands"), head("it", "@openhands, facebook.com/openhands")),
    ("page-with-tracking", "fr-es", text("fr", "Voir https://mainsouvertes.example/tambo?utm_source=fr."), text("es", "Véase https://mainsouvertes.example/tambo?utm_source=es.")),
    ("page-at-the-end-of-a-sentence", "de-pt", text("de", "Siehe „https://offenehaende.example/streik“."), text("pt", "Ver «https://offenehaende.example/streik»!")),
    # Telephone and fax.
    ("phone", "en-it", below("en", "Tel.: +386 1 555 0142"), below("it", "Tel.: +386 1 555 0142")),
    ("phone-by-blanks", "fr-es", below("fr", "Tél. : +51 1 555 0142"), below("es", "Teléfono: +51 1 55 50 142")),
    ("phone-by-hyphens", "de-pt", below("de", "Telefon: +351 21 555 0142"), below("pt", "Tel.: +351-21-555-0142")),
    ("phone-by-dots", "en-it", head("en", "Tel. +44 113 555 0142"), head("it", "Tel. +44.113.555.0142")),
    ("phone-with-zeros", "es-fr", below("es", "Tel.: 0051 1 555 0142"), below("fr", "Tél. : +51 1 555 0142")),
    ("phone-in-brackets", "pt-de", below("pt", "Tel.: (+351) 21 555 0142"), below("de", "Tel.: +351 21 5550142")),
    ("phone-with-trunk-zero", "en-it", head("en", "Tel. +44 (0)113 555 0142"), head("it", "Tel. +44 113 555 0142")),
    ("phone-without-the-country", "en-it", head("en", "Tel. 0113 555 0142"), head("it", "Tel. +44 113 555 0142")),
    ("phone-with-a-slash", "de-pt", head("de", "Telefon 0341/555 01 77"), head("pt", "Telefone +49 341 555 0177")),
    ("phone-glued", "fr-es", below("fr", "Tél. : +51 1 555 01 42"), below("es", "Tel.: +5115550142")),
    ("fax", "en-it", below("en", "Fax: +386 1 555 0143"), below("it", "Fax: +386 (1) 555 01 43")),
    ("fax-label", "fr-es", below("fr", "Télécopie : +51 1 555 0143"), below("es", "Fax: +51 1 555 0143")),
    ("fax-label-in-german", "pt-de", below("pt", "Fax: +351 21 555 0143"), below("de", "Telefax: +351 21 555 0143")),
    ("phone-in-the-american-way", "es-fr", below("es", "Tel.: +1 (202) 555-0142"), below("fr", "Tél. : +1.202.555.0142")),
    ("phone-with-extension", "en-it", below("en", "Tel.: +386 1 555 0142 ext. 12"), below("it", "Tel.: +386 1 555 0142 int. 12")),
    ("phone-in-prose", "de-pt", text("de", "Sie erreichen uns unter +49 341 555 0177."), text("pt", "O nosso telefone é +49 341 555 01 77.")),
    ("phone-with-code-in-brackets", "en-it", head("en", "Phone: +44 (113) 555-0142"), head("it", "Telefono: +44 113 5550142")),
    ("phone-and-fax", "en-it", below("en", "Tel.: +386 1 555 0142, fax: +386 1 555 0143"), below("it", "Tel.: +386 1 555 0142", "Fax: +386 1 555 0143")),
    ("phone-and-fax-in-one", "de-pt", below("de", "Tel./Fax: +351 21 555 0142"), below("pt", "Tel./fax: +351 21 555 0142")),
    ("mobile", "es-fr", below("es", "Móvil: +51 955 501 422"), below("fr", "Portable : +51 955 501 422")),
    ("two-phones", "en-it", below("en", "Tel.: +386 1 555 0142 / +386 1 555 0144"), below("it", "Tel.: +386 1 555 0142; +386 1 555 0144")),
    ("contacts-on-one-line", "fr-es", below("fr", "Tél. : +51 1 555 0142 – Courriel : cabinet@interior.example – www.interior.example"), below("es", "Tel.: +51 1 555 0142", "Correo: cabinet@interior.example", "Web: www.interior.example")),
    ("contacts-in-another-order", "de-pt", below("de", "buero@trabalho.example", "Tel.: +351 21 555 0142"), below("pt", "Tel.: +351 21 555 0142", "buero@trabalho.example")),
    ("contacts-of-the-sender-moved", "en-it", head("en", "info@openhands.example"), [("Mary Bell\nSegretaria", "Mary Bell\nSegretaria\ninfo@openhands.example")]),
    # Numbers that are none.
    ("case-number", "fr-es", text("fr", "Dossier n° 2023-004417."), text("es", "Expediente núm. 2023-004417.")),
    ("large-number", "en-it", text("en", "More than 1 250 000 people signed."), text("it", "Hanno firmato più di 1.250.000 persone.")),
    ("law-and-article", "de-pt", text("de", "Gesetz Nr. 7/2009 vom 12.02.2009."), text("pt", "Lei n.º 7/2009, de 12.02.2009.")),
    ("account", "en-it", text("en", "IBAN: GB33 BUKB 2020 1555 5555 55."), text("it", "IBAN: GB33BUKB20201555555555.")),
    ("years", "fr-es", text("fr", "Périodes 2019-2020 et 2021-2022."), text("es", "Períodos 2019-2020 y 2021-2022.")),
    ("resolution", "de-pt", text("de", "Resolution A/RES/217/III der Generalversammlung."), text("pt", "Resolução A/RES/217/III da Assembleia Geral.")),
    # Postal codes.
    ("code-with-country", "en-it", [("1000 Ljubljana", "SI-1000 Ljubljana")], []),
    ("code-behind-the-town", "en-it", [("1000 Ljubljana", "Ljubljana 1000")], []),
    ("code-on-its-own-line", "de-pt", [], [("1200-440 Lisboa", "Lisboa\n1200-440")]),
    ("code-of-the-sender-behind", "en-it", [], [("Leeds LS1 4AB", "LS1 4AB Leeds")]),
    ("code-without-blank", "en-it", [], [("Leeds LS1 4AB", "Leeds LS14AB")]),
    ("code-with-country-of-the-sender", "de-pt", [], [("04103 Leipzig", "D-04103 Leipzig")]),
    ("code-with-label", "fr-es", below("fr", "C.P. 15001"), below("es", "Código postal 15001")),
    ("code-of-brazil", "de-pt", [("1200-440 Lissabon", "68372-000 Altamira – PA, Brasilien")], [("1200-440 Lisboa", "Altamira (PA), CEP 68372-000, Brasil")]),
    ("code-of-the-united-states", "fr-es", below("fr", "New York, NY 10017, États-Unis"), below("es", "Nueva York, NY 10017, EE. UU.")),
    ("code-of-the-netherlands", "en-it", [("1000 Ljubljana", "2517 KJ The Hague")], [("1000 Lubiana", "2517KJ L'Aia")]),
    ("code-of-switzerland", "en-it", [("1000 Ljubljana", "CH-1211 Geneva 10")], [("1000 Lubiana", "1211 Ginevra 10")]),
    ("code-with-country-name", "fr-es", [], [("69002 Lyon", "69002 Lyon (Francia)")]),
]  # fmt: skip

FIRING = [
    ("e-mail", "en-it", "changed", below("en", "E-mail: [[cabinet@justice.example]]"), below("it", "E-mail: [[cabinett@justice.example]]")),
    ("e-mail-domain", "fr-es", "changed", below("fr", "Courriel : [[cabinet@interior.example]]"), below("es", "Correo electrónico: [[cabinet@exterior.example]]")),
    ("e-mail-in-prose", "de-pt", "changed", text("de", "Schreiben Sie an [[info@offenehaende.example]]."), text("pt", "Escreva para [[info@offenehande.example]].")),
    ("e-mail-hyphen", "pt-de", "changed", below("pt", "E-mail: [[buero-norte@trabalho.example]]"), below("de", "E-Mail: [[bueronorte@trabalho.example]]")),
    ("e-mail-missing", "en-it", "missing", below("en", "E-mail: [[cabinet@justice.example]]"), []),
    ("e-mail-added", "fr-es", "added", [], below("es", "Correo electrónico: [[cabinet@interior.example]]")),
    ("one-of-two-e-mails-missing", "de-pt", "missing", below("de", "one@trabalho.example, [[two@trabalho.example]]"), below("pt", "one@trabalho.example")),
    ("page", "en-it", "changed", text("en", "See [[https://openhands.example/ana]]."), text("it", "Si veda [[https://openhand.example/ana]].")),
    ("page-number", "fr-es", "changed", text("fr", "Voir [[https://mainsouvertes.example/p/4417]]."), text("es", "Véase [[https://mainsouvertes.example/p/4471]].")),
    ("page-query", "de-pt", "changed", text("de", "Siehe [[https://offenehaende.example/?id=7]]."), text("pt", "Ver [[https://offenehaende.example/?id=8]].")),
    ("page-top-level", "es-fr", "changed", head("es", "[[www.mainsouvertes.org]]"), head("fr", "[[www.mainsouvertes.com]]")),
    ("page-case", "es-fr", "changed", text("es", "Véase [[https://mainsouvertes.example/d/aBc]]."), text("fr", "Voir [[https://mainsouvertes.example/d/abc]].")),
    ("page-year", "en-it", "changed", text("en", "See [[https://openhands.example/report-2023]]."), text("it", "Si veda [[https://openhands.example/report-2024]].")),
    ("page-missing", "en-it", "missing", text("en", "See [[https://openhands.example/ana]]."), text("it", "Si veda il nostro sito.")),
    ("page-added", "pt-de", "added", head("pt", "Setúbal"), [("Lindenweg 4, 04103 Leipzig", "Lindenweg 4, 04103 Leipzig\n[[www.offenehaende.example]]")]),
    ("phone", "en-it", "changed", below("en", "Tel.: [[+386 1 555 0142]]"), below("it", "Tel.: [[+386 1 555 0124]]")),
    ("phone-country", "fr-es", "changed", below("fr", "Tél. : [[+51 1 555 0142]]"), below("es", "Tel.: [[+57 1 555 0142]]")),
    ("phone-digit-missing", "de-pt", "changed", below("de", "Tel.: [[+351 21 555 0142]]"), below("pt", "Tel.: [[+351 21 555 014]]")),
    ("phone-of-the-sender", "en-it", "changed", head("en", "Tel. [[+44 113 555 0142]]"), head("it", "Tel. [[+44 113 555 0143]]")),
    ("phone-missing", "es-fr", "missing", below("es", "Tel.: [[+51 1 555 0142]]"), []),
    ("phone-added", "en-it", "added", [], below("it", "Tel.: [[+386 1 555 0142]]")),
    ("fax", "pt-de", "changed", below("pt", "Fax: [[+351 21 555 0143]]"), below("de", "Fax: [[+351 21 555 0134]]")),
    ("fax-missing-below-the-phone", "en-it", "missing", below("en", "Tel.: +386 1 555 0142", "Fax: [[+386 1 555 0143]]"), below("it", "Tel.: +386 1 555 0142")),
    ("local-number", "de-pt", "changed", head("de", "Telefon [[0341/555 01 77]]"), head("pt", "Telefone [[0341/555 01 78]]")),
    ("code", "en-it", "changed", [("1000 Ljubljana", "[[1000]] Ljubljana")], [("1000 Lubiana", "[[1001]] Lubiana")]),
    ("code-in-portuguese", "de-pt", "changed", [("1200-440", "[[1200-440]]")], [("1200-440", "[[1200-404]]")]),
    ("code-of-the-sender", "en-it", "changed", [("LS1 4AB", "[[LS1 4AB]]")], [("LS1 4AB", "[[LS1 4BA]]")]),
    ("code-of-the-sender-in-french", "fr-es", "changed", [("69002", "[[69002]]")], [("69002", "[[69020]]")]),
    ("code-of-the-united-states", "fr-es", "changed", below("fr", "New York, NY [[10017]]"), below("es", "Nueva York, NY [[10071]]")),
    ("code-shortened", "de-pt", "missing", [("1200-440", "[[1200-440]]")], [("1200-440", "1200")]),
    ("code-of-the-netherlands", "en-it", "changed", [("1000 Ljubljana", "[[2517 KJ]] The Hague")], [("1000 Lubiana", "[[2571 KJ]] L'Aia")]),
    ("code-missing", "de-pt", "missing", [("1200-440", "[[1200-440]]")], [("1200-440 Lisboa", "Lisboa")]),
    ("code-added", "en-it", "added", [("1000 Ljubljana", "Ljubljana")], [("1000 Lubiana", "[[1000]] Lubiana")]),
]  # fmt: skip


@pytest.mark.parametrize(("languages", "source", "target"), [pytest.param(*row, id=name) for name, *row in SILENT])
def test_silent(checker: Checker, tmp_path: Path, languages: str, source: Edits, target: Edits) -> None:
    """Contacts that are the same by value raise nothing, however they are written."""
    assert said(check_edited(checker, tmp_path, languages, source, target).report) == []


def covered(spans: tuple[Span, ...], marks: tuple[Span, ...]) -> bool:
    """Whether every mark lies in a span; without a mark the side has none, or a place alone."""
    return all(any(span.covers(mark) for span in spans) for mark in marks) if marks else all(span.start == span.end for span in spans)


@pytest.mark.parametrize(("languages", "rule", "source", "target"), [pytest.param(*row, id=name) for name, *row in FIRING])
def test_firing(checker: Checker, tmp_path: Path, languages: str, rule: str, source: Edits, target: Edits) -> None:
    """One contact that differs is one major finding on its very characters."""
    report, left, right = check_edited(checker, tmp_path, languages, source, target)
    found = loud(report)
    assert [(item.rule.id, str(item.severity)) for item in found] == [(f"contacts.{rule}", "major")], said(report)
    assert covered(found[0].source, left), said(report)
    assert covered(found[0].target, right), said(report)
