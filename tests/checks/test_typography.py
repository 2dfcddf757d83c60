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
