"""Slips of the keyboard, by dictionary: what one slip explains is found, and rare words, names and inflected forms are left alone."""

from __future__ import annotations

import pytest

from letterqa.spelling import slips
from marking import unmark

SILENT = [
    ("en", "The colour of the organisation's programme; habeas corpus; an irreparable, unappealable verdict of the abovementioned chamber, which recognises traumatised neighbours."),
    ("en", "Write to info@governmnet.example or https://exmaple.example/governmnet, #governmnet, well-knwon."),
    ("en", "The kufiya was taken, and a kufiya is no weapon."),
    ("it", "Vi chiediamo di liberarli, di risarcirle e di scarcerarlo; chiedergliene conto; le allerte, la pretura, il giurì."),
    ("it", "L'avvocatessa dell'imputata, dell'autorita' o perche', rigettava l'istanza."),
    ("fr", "Le sursis, l'élargissement et la relaxe des détenus ; les suies, le murin, la garde à vue, dit-on ; il connait la cour."),
    ("es", "Agarró, arrojó y encargó; sembrando, avanzando y revelando; fabrica y publica; que lo liberen."),
    ("de", "Die unrechtmäßig inhaftierten, freizulassenden Gewerkschafterinnen wurden misshandelt und hingehalten."),
    ("pt", "O econômico e o económico; a anistia e a amnistia; libertá-los-emos; decolar; a polícia torturou-o."),
    ("cs", "Uvěznněný novinář byl propuštěn."),
]  # fmt: skip
FIRING = [
    ("en", "We ask the [[goverment]] to [[relase]] [[imediately]] all of them.", ["government", "release", "immediately"]),
    ("en", "She is an [[independant]] journalist, and her [[laywer]] was beaten.", ["independent", "lawyer"]),
    ("it", "Chiediamo una [[commmissione]] e la [[liberta]] dei [[prigonieri]].", ["commissione", "libertà", "prigionieri"]),
    ("fr", "Nous demandons au [[gouvernment]] de libérer les [[prissonniers]].", ["gouvernement", "prisonniers"]),
    ("es", "Pedimos al [[gobbierno]] una [[investigacion]] sobre su [[familliar]].", ["gobierno", "investigación", "familiar"]),
    ("de", "Wir sind sehr [[beunurhigt]] und [[forrdern]] eine Untersuchung.", ["beunruhigt", "fordern"]),
    ("pt", "O [[govreno]] deve [[respietar]] os direitos.", ["governo", "respeitar"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), SILENT)
def test_silent(code: str, text: str) -> None:
    assert [(text[slip.start : slip.end], slip.replacements) for slip in slips(text, code)] == []


@pytest.mark.parametrize(("code", "marked", "meant"), FIRING)
def test_firing(code: str, marked: str, meant: list[str]) -> None:
    text, marks = unmark(marked)
    found = slips(text, code)
    assert [(slip.start, slip.end) for slip in found] == [(span.start, span.end) for span in marks]
    assert [slip.replacements[0] for slip in found] == meant
