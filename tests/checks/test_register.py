"""Register: one way of speaking to the reader throughout a letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterqa.checks.register import _gendered, _honoured, _mixed
from letterqa.letter import Block, Letter, Origin, Role, Segment, Span
from letterqa.mentions.register import addresses
from letterqa.pipeline import load
from marking import unmark

SILENT = [
    ("it", "Le scrivo per chiederLe di aprire un'inchiesta. Restiamo a Sua disposizione."),
    ("it", "Vi scriviamo: avete il potere di fermare tutto questo, e il vostro governo lo sa."),
    ("it", "La moglie ha ricevuto la sua lettera. Le guardie la hanno letta. La Repubblica ne ha scritto."),
    ("it", "Vostra Eccellenza, Le chiediamo di intervenire. L'ufficio di Vostra\nEccellenza lo sa."),
    ("it", "Le scrivo. Sul muro c'era scritto: «Tu sei il prossimo»."),
    ("fr", "Nous vous écrivons. Votre gouvernement a promis une enquête."),
    ("fr", "Le ton de la lettre est dur. Nous vous prions d'agir."),
    ("fr", "On lui a dit : « Tu ne sortiras pas. » Nous vous demandons de le libérer."),
    ("es", "Le escribimos, señor Ministro: usted puede evitarlo. Su gobierno lo prometió."),
    ("es", "Ustedes saben que su caso es grave. Seis hombres lo vieron."),
    ("de", "Wir schreiben Ihnen, weil Sie den Fall kennen. Sie haben es uns versprochen."),
    ("de", "Die Familie wartet. Sie hat ihren Sohn seit Mai nicht gesehen. Ihr Haus ist leer."),
    ("pt", "Escrevemos a Vossa Excelência. O senhor pode evitá-lo, e a sua palavra conta."),
    ("pt", "A família espera por você, e o senhor sabe disso."),
    ("en", "We write to you. Your government, thou knowest, has promised."),
]  # fmt: skip
FIRING = [
    ("it", "Le scrivo per chiederLe un'inchiesta. Restiamo a [[tua]] disposizione."),
    ("it", "Le scrivo a nome di Sua sorella. Grazie per l'attenzione che [[dedicherete]] al caso."),
    ("it", "Vi scriviamo perché avete promesso. Il vostro ministro lo sa. Contiamo su di [[Lei]]."),
    ("fr", "Nous vous écrivons. Votre gouvernement le sait. Nous comptons sur [[toi]]."),
    ("es", "Usted puede evitarlo. Como usted sabe, esperamos [[tu]] respuesta."),
    ("es", "Usted conoce el caso. Usted sabe que [[vosotros]] no lo habéis visto, y usted puede hacerlo: usted firma."),
    ("de", "Wir schreiben Ihnen. Wir hoffen, dass [[du]] bald antwortest. Danke, dass Sie lesen."),
    ("de", "Wir bitten Sie um Antwort und danken Ihnen für [[eure]] Mühe."),
    ("pt", "Escrevemos a Vossa Excelência. Esperamos a [[tua]] resposta, e a de Vossa Excelência."),
]  # fmt: skip


def letter(text: str, code: str) -> Letter:
    whole = Span(0, len(text))
    return Letter("letter.txt", code, text, (Block(whole, Role("paragraph")),), (Segment(0, whole, 0),), Origin("line", (0,)))


@pytest.mark.parametrize(("code", "text"), SILENT)
def test_one_register(code: str, text: str) -> None:
    assert [finding.message for finding in _mixed(letter(text, code), "letter")] == []


@pytest.mark.parametrize(("code", "marked"), FIRING)
def test_mixed(code: str, marked: str) -> None:
    text, (span,) = unmark(marked)
    (finding,) = _mixed(letter(text, code), "letter")
    assert finding.source == (span,)


GREETED = {
    "it": ("Gentile Signora Ministra,", "Egregio Signor Ministro,"),
    "fr": ("Madame la Ministre,", "Monsieur le Ministre,"),
    "es": ("Estimada señora Ministra:", "Estimado señor Ministro:"),
    "de": ("Sehr geehrte Frau Ministerin,", "Sehr geehrter Herr Minister,"),
    "pt": ("Exma. Senhora Ministra,", "Exmo. Senhor Ministro,"),
    "en": ("Dear Madam Minister,", "Dear Mr Minister,"),
}
INSIDE = {
    "it": ("Le chiediamo, Signora Ministra, di agire.", "Le chiediamo, Signor Ministro, di agire."),
    "fr": ("Nous vous demandons, Madame la Ministre, d'agir.", "Nous vous demandons, Monsieur le Ministre, d'agir."),
    "es": ("Le pedimos, señora Ministra, que actúe.", "Le pedimos, señor Ministro, que actúe."),
    "de": ("Wir bitten Sie, Frau Ministerin, zu handeln.", "Wir bitten Sie, Herr Minister, zu handeln."),
    "pt": ("Pedimos-lhe, Senhora Ministra, que aja.", "Pedimos-lhe, Senhor Ministro, que aja."),
    "en": ("We ask you, Madam Minister, to act.", "We ask you, Mr Minister, to act."),
}


def greeted(code: str, greeting: int, inside: int, more: str = "") -> Letter:
    first, second = GREETED[code][greeting], f"{INSIDE[code][inside]} {more}".strip()
    text = f"{first}\n\n{second}"
    spans = (Span(0, len(first)), Span(len(first) + 2, len(text)))
    blocks = (Block(spans[0], Role.SALUTATION), Block(spans[1], Role.PARAGRAPH))
    return Letter("letter.txt", code, text, blocks, (Segment(0, spans[0], 0), Segment(1, spans[1], 1)), Origin("line", (0, len(first) + 2)))


@pytest.mark.parametrize("code", sorted(GREETED))
def test_the_gender_of_the_reader(code: str) -> None:
    for greeting in (0, 1):
        for inside in (0, 1):
            found = [finding.rule.id for finding in _gendered(greeted(code, greeting, inside), "letter")]
            assert found == ([] if greeting == inside else ["register.gender"]), (greeting, inside)


def test_others_may_be_of_any_gender() -> None:
    text = "La lettera, che il Signor Ministro conosce, parla della signora Rossi, del signor Bianchi, avvocato, e del sindaco. La Sig.ra Bianchi, il Sig. Rossi."
    assert list(_gendered(greeted("it", 0, 0, text), "letter")) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Il s'est retiré, Mme Davis, profondément frustrée, est restée."),
        ("fr", "Elle a déclaré : « Je dis simplement : Madame le Premier ministre, écoutez le peuple. »"),
        ("pt", 'Ela afirmou: "Digo simplesmente: senhora primeira-ministra, ouça o povo."'),
        ("it", "Ha detto: “Signora Ministra, ci ascolti.”"),
        ("en", "He said, Mrs Davis, who was there, had left."),
        ("de", "Dann kam, Frau Davis, die alles gesehen hatte."),
        ("es", "Después habló, señora Ruiz, la maestra."),
    ],
)
def test_others_are_addressed_or_named(code: str, text: str) -> None:
    """A title with the name of somebody else, and what somebody else says to somebody else."""
    assert list(_gendered(greeted(code, 1, 1, text), "letter")) == []


def test_a_capital_makes_it_polite_only_inside_a_sentence() -> None:
    assert [item.sort for item in addresses("Sie haben es versprochen.", "de")] == []
    assert [item.sort for item in addresses("Wir bitten Sie.", "de")] == ["polite"]


HONOURED = [
    # language, address, greeting, severity (None where nothing is said), suggestion
    ("en", "Mr Ilham Orman\nPresident of the Republic of Azerbaijan", "Dear Mr President,", None, ""),
    ("en", "Mr Ilham Orman\nPresident of the Republic of Azerbaijan", "Your Excellency,", None, ""),
    ("en", "Mr Ilham Orman\nPresident of the Republic of Azerbaijan", "Dear Mr Orman,", "NEUTRAL", "Your Excellency"),
    ("en", "Mr Ilham Orman\nPresident of the Republic of Azerbaijan", "Your Majesty,", "MINOR", "Your Excellency"),
    ("en", "Ms Ann Orman\nChair of the Board", "Dear Ms Orman,", None, ""),
    ("en", "Ms Ann Orman\nPresident of the Board of Directors", "Dear Ms Orman,", None, ""),
    ("en", "Mr Paul Orman\nDirector of the Prison", "Dear Mr Orman,", None, ""),
    ("en", "Mr Paul Orman\nMinister of Justice", "Dear Minister,", None, ""),
    ("en", "Mr Paul Orman\nMinister of Justice", "Your Eminence,", "MINOR", "Your Excellency"),
    ("en", "Mr Paul Orman\nMinister of Justice", "Dear Sir or Madam,", None, ""),
    ("it", "Sig. Carlo Orman\nAmbasciatore della Repubblica di Cuba", "Signor Ambasciatore,", None, ""),
    ("it", "Sig. Carlo Orman\nAmbasciatore della Repubblica di Cuba", "Eccellenza,", None, ""),
    ("it", "Sig. Carlo Orman\nAmbasciatore della Repubblica di Cuba", "Gentile Sig. Orman,", "NEUTRAL", "Eccellenza"),
    ("it", "Mons. Carlo Orman\nArcivescovo di Milano", "Eccellenza Reverendissima,", None, ""),
    ("it", "Card. Carlo Orman\nArcivescovo di Milano", "Eminenza,", None, ""),
    ("fr", "M. Paul Orman\nMinistre de la Justice", "Monsieur le Ministre,", None, ""),
    ("fr", "M. Paul Orman\nMinistre de la Justice", "Votre Sainteté,", "MINOR", "Excellence"),
    ("es", "Sr. Juan Orman\nRey de España", "Majestad:", None, ""),
    ("es", "Sr. Juan Orman\nEmbajador de Cuba", "Majestad:", "MINOR", "Excelencia"),
    ("de", "Herrn Paul Orman\nBundeskanzler", "Sehr geehrter Herr Bundeskanzler,", None, ""),
    ("de", "Herrn Paul Orman\nBundeskanzler", "Sehr geehrter Herr Orman,", "NEUTRAL", "Exzellenz"),
    ("pt", "Sr. Paulo Orman\nEmbaixador de Cuba", "Senhor Embaixador,", None, ""),
    ("pt", "Sr. Paulo Orman\nEmbaixador de Cuba", "Vossa Eminência,", "MINOR", "Excelência"),
    ("en", "Mr Paul Orman\nMinister of Justice\n\nMs Ann Olsen\nMinister of Foreign Affairs", "Dear Mr Orman, dear Ms Olsen,", None, ""),
]  # fmt: skip
BODY = {
    "en": "We write to you about the lawyers who have been held since May, and ask you to let them go.",
    "it": "Le scriviamo a proposito degli avvocati detenuti da maggio, e Le chiediamo di liberarli.",
    "fr": "Nous vous écrivons au sujet des avocats détenus depuis mai, et vous demandons de les libérer.",
    "es": "Le escribimos a propósito de los abogados detenidos desde mayo, y le pedimos que los libere.",
    "de": "Wir schreiben Ihnen wegen der Anwälte, die seit Mai in Haft sind, und bitten Sie, sie freizulassen.",
    "pt": "Escrevemos a respeito dos advogados detidos desde maio, e pedimos que sejam libertados.",
}


@pytest.mark.parametrize(("code", "address", "greeting", "severity", "usual"), HONOURED)
def test_how_the_addressee_is_greeted(tmp_path: Path, code: str, address: str, greeting: str, severity: str | None, usual: str) -> None:
    path = tmp_path / f"letter_{code}.txt"
    path.write_text(f"{address}\n\n{greeting}\n\n{BODY[code]}\n", encoding="utf-8")
    found = list(_honoured(load(path, code), "letter"))
    assert [(finding.severity.name, finding.suggestion) for finding in found] == ([] if severity is None else [(severity, usual)])
