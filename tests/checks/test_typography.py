"""Typography: slips of the keyboard are found, and what a language, a list or a quotation does on purpose is not."""

from __future__ import annotations

import pytest

from letterqa.checks.typography import _letter
from letterqa.letter import Block, Letter, Origin, Role, Segment, Span
from marking import unmark

SILENT = [
    ("en", "He said that that was all, and that he had had no lawyer (Article 9 of the Covenant)."),
    ("en", "We ask you to: a) release her; b) open an inquiry; 3) answer us."),
    ("en", "The law, the court and the ministry (see the annex [1]) agree, he said: \"Nobody knows.\""),
    ("en", "In 1,500 cases, 3.5 per cent, nobody answered ... and nobody will."),
    ("en", "The organise-and-colour section of the Labor Department wrote to the centre."),
    ("it", "È così perché nessuno può dirlo, né oggi né mai; un po' di tempo fa c'era di più."),
    ("it", "Dell'ONU, l'autorità, un'altra città: tutto va piano piano."),
    ("it", "Il «diritto» e la “dignità” (art. 3)."),
    ("fr", "Nous nous adressons à vous ; vous vous souvenez : ça va ! Et alors ?"),
    ("fr", "« Rien n'est réglé », dit-elle."),
    ("es", "¿Por qué calla el gobierno? ¡Basta ya! Es muy, muy grave (véase el anexo)."),
    ("es", "El informe pregunta: «¿quién lo ordenó?»"),
    ("de", "Das Haus, das das Gericht meint, gehört der Familie, die die Klage führt."),
    ("de", "»Kartli« heißt das alte Sanatorium, „Ararat“ das neue."),
    ("pt", "Não não foi à prisão; às vezes o facto e a equipa contam (artigo 5.º)."),
    ("en", "Art. 9 of the Covenant, sec. 3 and approx. four others; the U.S. government; Prof. Orman vs. the state."),
    ("it", "Il sig. Orman, l'avv. Olsen, p. es. nel 2020, ecc. e così via ... nessuno lo sa. Il resto è noto."),
    ("de", "Das gilt u. a. für Minister, bzw. ihre Vertreter, vgl. Abs. 3, evtl. auch für andere usw. und so fort."),
    ("fr", "Il est 10:30 ; voir https://exemple.example/a?b=1, n° 3 : « Assez ! »"),
    ("es", "El Sr. Orman, la Sra. Olsen y cols. de la pág. 3, etc. y otros."),
    ("en", "He asked: why? nobody knows that."),
    ("fr", "« Pourquoi ? » dit-elle. Oui ! que personne ne parle."),
    ("pt", "A língua ficou, e o registro do usuário também."),
]  # fmt: skip
FIRING = [
    ("en", "This is against [[the the]] law of the country.", "doubled"),
    ("it", "Scriviamo [[al al]] ministro.", "doubled"),
    ("fr", "La décision [[de de]] la cour est connue.", "doubled"),
    ("en", "It breaks the law [[(]]Article 5 of the Covenant.", "bracket"),
    ("es", "El artículo 5 del Pacto[[)]] lo prohíbe.", "bracket"),
    ("it", "Ha detto che «tutto» va bene[[»]], e se n'è andato.", "bracket"),
    ("en", "The law[[ ,]] and the court, say otherwise.", "space"),
    ("de", "Das Gericht[[,]]die Polizei und der Minister schweigen.", "space"),
    ("it", "Non risponde [[perche']] non sa.", "accent"),
    ("it", "Non risponde [[perchè]] non sa, e non [[puo’]] saperlo.", "accent"),
    ("it", "[[E']] vero che nessuno lo sa.", "accent"),
    ("pt", "Foi levado [[á]] prisão.", "accent"),
    ("es", "Por qué calla el gobierno[[?]]", "inverted"),
    ("es", "Basta ya[[!]] Pedimos justicia.", "inverted"),
    ("en", "Is he alive[[ ?]] We do not know.", "space"),
    ("it", "Chiediamo questo[[ :]] la sua liberazione.", "space"),
    ("fr", "Nous demandons ceci : sa libération. Est-il vivant[[?]]", "space"),
    ("fr", "Nous demandons ceci[[:]] sa libération. Est-il vivant[[?]]", "space"),
    ("en", "He was taken to the prison. [[nobody]] told his family about it.", "capital"),
    ("de", "Er wurde in das Gefängnis gebracht. [[niemand]] hat es der Familie gesagt.", "capital"),
    ("it", "Il [[«]]diritto» e la [[“]]dignità”.", "quotes"),
    ("en", "The [[colour]] of their skin and the [[labor]] of their hands.", "variant"),
    ("pt", "O [[facto]] consta do [[registro]].", "variant"),
]  # fmt: skip


def letter(text: str, code: str) -> Letter:
    whole = Span(0, len(text))
    return Letter("letter.txt", code, text, (Block(whole, Role("paragraph")),), (Segment(0, whole, 0),), Origin("line", (0,)))


@pytest.mark.parametrize(("code", "text"), SILENT)
def test_silent(code: str, text: str) -> None:
    assert [(item.rule.id, item.message) for item in _letter(letter(text, code), code) if item.severity] == []


@pytest.mark.parametrize(("code", "marked", "rule"), FIRING)
def test_firing(code: str, marked: str, rule: str) -> None:
    text, marks = unmark(marked)
    found = list(_letter(letter(text, code), code))
    assert {item.rule.id for item in found} == {f"typography.{rule}"}
    assert [span for item in found for span in item.source] == list(marks)


def paragraphs(code: str, *texts: str) -> Letter:
    text = "\n\n".join(texts)
    spans, at = [], 0
    for part in texts:
        spans.append(Span(at, at + len(part)))
        at += len(part) + 2
    blocks = tuple(Block(span, Role.LIST_ITEM if letter_text.startswith("- ") else Role.PARAGRAPH) for span, letter_text in zip(spans, texts, strict=True))
    segments = tuple(Segment(number, span, number) for number, span in enumerate(spans))
    return Letter("letter.txt", code, text, blocks, segments, Origin("line", (0,)))


LONG = "The court has never heard the families of the men who were taken."


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((LONG, LONG, LONG, LONG), []),
        ((LONG, LONG, LONG, LONG[:-1]), ["typography.stop"]),
        ((LONG, LONG[:-1], LONG, LONG), ["typography.stop"]),
        ((LONG[:-1], LONG[:-1], LONG, LONG), []),  # a letter that does without
        ((LONG, LONG, LONG, LONG[:-1] + " of whom we know these", "- Ann Orman", "- Paul Orman"), []),
        ((LONG, LONG, LONG, "With our respect", LONG), []),
        ((LONG, LONG, LONG, LONG[:-1] + ":", LONG), []),
        ((LONG, LONG, LONG, f"“{LONG}”"), []),
        ((LONG, LONG, LONG, f"{LONG}[2]", f"{LONG}³", f"“{LONG}” (4)"), []),
        ((LONG, LONG, LONG, f"{LONG[:-1]}[2]"), ["typography.stop"]),
        ((LONG, LONG, LONG.replace("The", "the"), LONG), ["typography.capital"]),
        ((LONG, LONG[:-1] + ",", LONG.replace("The", "the"), LONG, LONG), []),
        ((LONG, f'"{LONG}', f'{LONG}"', LONG), []),
        ((LONG, f'He said: "{LONG}', LONG, LONG), ["typography.bracket"]),
        ((LONG, "- the court", "- the law of the land", LONG), []),
        ((LONG, "de Oliveira and his men have never seen the court of this land.", LONG), []),
    ],
)
def test_beginnings_and_ends_of_paragraphs(texts: tuple[str, ...], expected: list[str]) -> None:
    assert [item.rule.id for item in _letter(paragraphs("en", *texts), "English")] == expected
