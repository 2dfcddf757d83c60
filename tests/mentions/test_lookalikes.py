"""Signs that look like others are found, and what is written in another script, or in the signs of science, is left alone."""

from __future__ import annotations

import pytest

from letterqa.mentions.lookalikes import HIDDEN, MIXED, TURNED, lookalikes
from marking import unmark

SILENT = [
    "Write to info@amnesty.org or see https://www.amnesty.org/en/latest?x=1.",
    "La città è già più lontana; Çelebi, Łukasz, Ångström, Đorđe, Ørsted, œuvre, straße, ñandú.",
    "Наталья Эстемирова was killed in Grozny (Грозный).",
    "The letter α, the α-rays, β2 and γ; 5 µm, 10 kΩ, Δt, 3 µg, the µTorrent program.",
    "Ελλάδα (Greece), Αθήνα, Հայաստան (Armenia), საქართველო (Georgia).",
    "Пишите на почта@президент.рф and to info@президент.рф.",
    "see https://пример.рф/страница or http://müller.example/straße",
    "中国 (China), 日本, 서울, ไทย, עברית, العربية.",
    "A soft hy\u00adphen in a word, a no-break\u00a0space, a zero\u200bwidth space between words.",
    "naïve café, co‑operation, «citazione», “quote”, 90’000, № 5, 5 €, ½, H₂O, m², 1º, 2ª.",
    "The end of a sentence is info@example.org\u200b.",
    "Mr. Novák\u2019s wife, l\u2019Aquila, d\u2019Artagnan",
    "DNA, COVID-19, U.N., S.E.R., IIº, Xº",
    "Þórður Eiðsson and Sigurður Ægisson, Kőszegi Márta, Şükrü Çağlar, Ntsebeza",
    "https://example.org/path/ελληνικά?x=а",
]
FIRING = [
    ("Write to [[info@аmnesty.org]] today.", MIXED),
    ("Write to [[infо@amnesty.org]].", MIXED),
    ("see [[https://www.аpple.com/en]] now", MIXED),
    ("see [[https://аррӏе.com]]", MIXED),
    ("Write to [[paypal@ехсо.com]]", MIXED),
    ("President [[Nоvak]] has not answered.", MIXED),
    ("[[Αlbert]] Kovač", MIXED),
    ("the [[Republiс]] of Azerbaijan", MIXED),
    ("the bank [[ＵＢＩ]] and more", MIXED),
    ("[[𝐀mnesty]] International", MIXED),
    ("[[info@exa\u200bmple.org]]", HIDDEN),
    ("[[www.exam\u00adple.org/a]] and", HIDDEN),
    ("send it to [[\u202e]]gro.elpmaxe@ofni", TURNED),
    ("name [[\u2066]]abc[[\u2069]] here", TURNED),
]


@pytest.mark.parametrize("text", SILENT)
def test_silent(text: str) -> None:
    assert lookalikes(text) == ()


@pytest.mark.parametrize(("marked", "sort"), FIRING)
def test_firing(marked: str, sort: str) -> None:
    text, spans = unmark(marked)
    found = lookalikes(text)
    assert [item.span for item in found] == list(spans) and {item.sort for item in found} == {sort}
    assert all("U+" in item.odd for item in found)
