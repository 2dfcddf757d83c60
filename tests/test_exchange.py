"""The forms of a bitext: what is written is read back, by a plain XML parser and by the toolkit that translators' programs use."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from lxml import etree
from translate.storage.factory import getobject
from translate.storage.tmx import tmxfile
from translate.storage.xliff import Xliff1File

from letterqa import exchange
from letterqa.bitext import Bead, Bitext
from letterqa.errors import ConfigError
from letterqa.letter import Block, Letter, Origin, Role, Segment, Span

X = "{urn:oasis:names:tc:xliff:document:1.2}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What TMX 1.4b prescribes of the elements that are written here.
DTD = """
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #REQUIRED>
<!ELEMENT header (note|prop)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED segtype (block|paragraph|sentence|phrase) #REQUIRED
  o-tmf CDATA #REQUIRED adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA "unknown">
<!ELEMENT body (tu*)>
<!ELEMENT tu ((note|prop)*, tuv+)> <!ATTLIST tu tuid CDATA #IMPLIED srclang CDATA #IMPLIED>
<!ELEMENT tuv ((note|prop)*, seg)> <!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA)> <!ELEMENT note (#PCDATA)>
<!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED xml:lang CDATA #IMPLIED>
"""


def letter(path: str, language: str, sentences: Sequence[str]) -> Letter:
    """A letter of one paragraph."""
    segments, at = [], 0
    for index, sentence in enumerate(sentences):
        segments.append(Segment(index, Span(at, at + len(sentence)), 0))
        at += len(sentence) + 1
    text = "\n".join(sentences)
    return Letter(path, language, text, (Block(Span(0, len(text)), Role.PARAGRAPH),), tuple(segments), Origin("line", (0,)))


def bitext(
    source: Sequence[str],
    target: Sequence[str],
    groups: Sequence[tuple[Sequence[int], Sequence[int], float | None]],
    languages: tuple[str, str] = ("en", "it"),
    path: str = "letter_en.txt",
) -> Bitext:
    """Two letters with the beads given, as indexes and similarity."""
    one, two = letter(path, languages[0], source), letter("letter_it.txt", languages[1], target)
    return Bitext(
        one,
        two,
        tuple(Bead(tuple(one.segments[i] for i in left), tuple(two.segments[j] for j in right), value, value) for left, right, value in groups),
    )


SMALL = bitext(
    ["She was ar\u00adrested.", "Her mother\nmay not  visit.", "Nobody\u00a0says why.", "Only here."],
    ["È stata arrestata.", "La madre non può visitarla; nessuno dice perché.", "Solo qui."],
    [([0], [0], 0.854), ([1, 2], [1], 1.0), ([3], [], None), ([], [2], None)],
)
PLAIN = [
    ("She was arrested.", "È stata arrestata."),
    ("Her mother may not visit. Nobody says why.", "La madre non può visitarla; nessuno dice perché."),
    ("Only here.", ""),
    ("", "Solo qui."),
]
HOSTILE = [
    "<script>alert('x')</script>",
    "R&D &amp; &lt;b&gt;",
    "]]> <![CDATA[x]]>",
    '"Quoted," she said.',
    "a\tb\u2028c",
    "👩‍👧 🏳️‍🌈 e\u0301",
    "=1+1",
    "{0} %s <g id='1'/> \\n",
    "\u202eevil\u202c",
    "-- <!-- -->",
]
# A control character that readers let pass, and signs that XML cannot hold.
CONTROLS = "be\x01ep\x1b[31m \x7f \ufffe\uffff \ud800end"


def written(form: str, pair: Bitext) -> str | bytes:
    return exchange.FORMS[form](pair)


class TestNotation:
    """The notation of vecalign."""

    def test_beads(self) -> None:
        """Indexes, and the cost with two decimals; a gap costs 0.00."""
        assert exchange.notation(SMALL) == "[0]:[0]:0.15\n[1, 2]:[1]:0.00\n[3]:[]:0.00\n[]:[2]:0.00\n"

    def test_no_negative_cost(self) -> None:
        """A similarity of a little over one, or nearly one, costs nothing."""
        pair = bitext(["A.", "B."], ["A.", "B."], [([0], [0], 1.0000001), ([1], [1], 0.9999)])
        assert exchange.notation(pair) == "[0]:[0]:0.00\n[1]:[1]:0.00\n"


class TestTmx:
    """A translation memory holds pairs."""

    def test_read_with_lxml(self) -> None:
        """A unit a pair, with its languages and what is known of the bead; gaps are left out."""
        root = etree.fromstring(exchange.tmx(SMALL))
        header = root.find("header")
        assert (header.get("srclang"), header.get("creationtool"), header.get("segtype")) == ("en", "letterqa", "sentence")
        units = root.findall("body/tu")
        assert [[tuv.get(LANG) for tuv in unit.findall("tuv")] for unit in units] == [["en", "it"]] * 2
        assert [tuple(seg.text for seg in unit.iter("seg")) for unit in units] == PLAIN[:2]
        assert [[(prop.get("type"), prop.text) for prop in unit.findall("prop")] for unit in units] == [
            [("x-bead", "[0]:[0]"), ("x-shape", "1-1"), ("x-similarity", "0.85")],
            [("x-bead", "[1, 2]:[1]"), ("x-shape", "2-1"), ("x-similarity", "1.00")],
        ]

    def test_read_with_the_toolkit(self) -> None:
        """The toolkit finds the texts by language."""
        store = tmxfile.parsestring(exchange.tmx(SMALL), sourcelanguage="en", targetlanguage="it")
        assert [(unit.source, unit.target) for unit in store.units] == PLAIN[:2]
        assert store.translate("She was arrested.", "en", "it") == "È stata arrestata."

    def test_valid(self) -> None:
        """It keeps to the order of elements and the required attributes of TMX 1.4b."""
        dtd = etree.DTD(io.StringIO(DTD))
        assert dtd.validate(etree.fromstring(exchange.tmx(SMALL))), dtd.error_log

    def test_no_clock(self) -> None:
        """No date, and no version but letterqa's own."""
        text = exchange.tmx(SMALL).decode()
        assert "date" not in text
        assert "Toolkit" not in text

    @pytest.mark.parametrize(("source", "target"), [("pt", "pt-BR"), ("pt-BR", "pt"), ("en-GB", "en"), ("zh-Hant", "zh-Hans")])
    def test_variants_of_a_language(self, source: str, target: str) -> None:
        """Two variants of one language keep apart."""
        root = etree.fromstring(exchange.tmx(bitext(["Facto."], ["Fato."], [([0], [0], 0.9)], (source, target))))
        assert [(tuv.get(LANG), tuv.findtext("seg")) for tuv in root.iter("tuv")] == [(source, "Facto."), (target, "Fato.")]

    def test_spelling_of_cldr(self) -> None:
        """A language given as pt_BR is written as BCP 47 has it."""
        text = exchange.tmx(bitext(["A."], ["B."], [([0], [0], 0.9)], ("en", "pt_BR")))
        assert b'xml:lang="pt-BR"' in text

    @pytest.mark.parametrize("languages", [("en", "en"), ("pt-BR", "pt_br")])
    def test_one_language(self, languages: tuple[str, str]) -> None:
        """A memory from a language into itself is refused."""
        with pytest.raises(ConfigError, match="needs two languages"):
            exchange.tmx(bitext(["A."], ["B."], [([0], [0], 0.9)], languages))

    def test_nothing_paired(self) -> None:
        """Without a pair the memory is empty, and still a memory."""
        pair = bitext(["A."], ["B."], [([0], [], None), ([], [0], None)])
        assert etree.fromstring(exchange.tmx(pair)).findall("body/tu") == []
        assert exchange.unpaired(pair) == 2


class TestXliff:
    """XLIFF holds every bead."""

    def test_read_with_lxml(self) -> None:
        """Languages, the name of the file, ids that name the segments, notes, and no approval."""
        root = etree.fromstring(exchange.xliff(SMALL))
        file = root.find(f"{X}file")
        assert root.get("version") == "1.2"
        assert dict(file.attrib) == {"original": "letter_en.txt", "source-language": "en", "target-language": "it", "datatype": "plaintext"}
        units = list(root.iter(f"{X}trans-unit"))
        assert [unit.get("id") for unit in units] == ["s0-t0", "s1.2-t1", "s3", "t2"]
        assert [(unit.findtext(f"{X}source"), unit.findtext(f"{X}target")) for unit in units] == PLAIN
        assert [unit.find(f"{X}target").get("state") for unit in units] == ["translated", "translated", "needs-translation", "translated"]
        assert [unit.findtext(f"{X}note") for unit in units] == [
            "1-1, similarity 0.85",
            "2-1, similarity 1.00",
            "1-0, no counterpart in the Italian version",
            "0-1, no counterpart in the English version",
        ]
        assert not any(unit.get("approved") for unit in units)

    def test_read_with_the_toolkit(self) -> None:
        """The toolkit reads the units back, by the file's name too."""
        content = exchange.xliff(SMALL)
        store = Xliff1File.parsestring(content)
        assert [(unit.source, unit.target or "") for unit in store.units] == PLAIN
        assert (store.sourcelanguage, store.targetlanguage) == ("en", "it")
        assert store.units[1].getnotes("letterqa") == "2-1, similarity 1.00"
        file = io.BytesIO(content)
        file.name = "letter.xlf"
        assert len(getobject(file).units) == 4

    @pytest.mark.parametrize("path", ["/home/anna/secret/letter_en.txt", "../secret/letter_en.txt", "letter_en.txt (English)"])
    def test_no_folder(self, path: str) -> None:
        """Of a path only the file's name is written, also where one file holds both versions."""
        content = exchange.xliff(bitext(["A."], ["B."], [([0], [0], 0.9)], path=path))
        assert etree.fromstring(content).find(f"{X}file").get("original") == "letter_en.txt"
        assert b"secret" not in content

    def test_a_strange_name(self) -> None:
        """A name with signs of XML is escaped."""
        content = exchange.xliff(bitext(["A."], ["B."], [([0], [0], 0.9)], path='a&b<"c">.txt'))
        assert etree.fromstring(content).find(f"{X}file").get("original") == 'a&b<"c">.txt'

    def test_one_namespace(self) -> None:
        """Nothing is left of the toolkit's own version of the format."""
        assert exchange.xliff(SMALL).count(b"urn:oasis") == 1


class TestTsv:
    """Rows for a spreadsheet or a corpus."""

    def test_rows(self) -> None:
        """Source, target, similarity; a gap has empty fields."""
        assert list(csv.reader(io.StringIO(exchange.tsv(SMALL)), "excel-tab")) == [
            [*PLAIN[0], "0.85"],
            [*PLAIN[1], "1.00"],
            [*PLAIN[2], ""],
            [*PLAIN[3], ""],
        ]

    def test_a_line_a_bead(self) -> None:
        """Nothing in a letter breaks a row."""
        pair = bitext(HOSTILE, HOSTILE, [([i], [i], 0.5) for i in range(len(HOSTILE))])
        assert exchange.tsv(pair).count("\n") == len(HOSTILE)


class TestHostileText:
    """Whatever a letter holds, the file is well-formed and the text comes back."""

    PAIR = bitext(HOSTILE, HOSTILE[::-1], [([i], [i], 0.5) for i in range(len(HOSTILE))])
    READ = [" ".join(text.split()) for text in HOSTILE]

    def test_tmx(self) -> None:
        """A text that looks like markup stays text."""
        content = exchange.tmx(self.PAIR)
        texts = [seg.text for seg in etree.fromstring(content).iter("seg")]
        assert (texts[::2], texts[1::2]) == (self.READ, self.READ[::-1])
        assert [unit.source for unit in tmxfile.parsestring(content, sourcelanguage="en", targetlanguage="it").units] == self.READ

    def test_xliff(self) -> None:
        """A text that looks like markup stays text."""
        content = exchange.xliff(self.PAIR)
        assert [node.text for node in etree.fromstring(content).iter(f"{X}source")] == self.READ
        assert [unit.target for unit in Xliff1File.parsestring(content).units] == self.READ[::-1]

    def test_tsv(self) -> None:
        """Quotation marks do not swallow rows."""
        assert [row[0] for row in csv.reader(io.StringIO(exchange.tsv(self.PAIR)), "excel-tab")] == self.READ

    def test_controls_are_dropped(self) -> None:
        """What XML cannot hold is left out of every form."""
        pair = bitext([CONTROLS], ["Fine."], [([0], [0], 0.5)])
        assert etree.fromstring(exchange.tmx(pair)).findtext("body/tu/tuv/seg") == "beep[31m end"
        assert etree.fromstring(exchange.xliff(pair)).find(f".//{X}source").text == "beep[31m end"
        assert exchange.tsv(pair) == "beep[31m end\tFine.\t0.50\n"

    def test_a_segment_of_controls(self) -> None:
        """What is nothing but controls counts as nothing: it makes no half unit."""
        pair = bitext(["\x01", "A."], ["\x02", "B."], [([0], [0], 0.5), ([1], [1], 0.5)])
        assert exchange.unpaired(pair) == 1
        assert len(etree.fromstring(exchange.tmx(pair)).findall("body/tu")) == 1


@pytest.mark.parametrize("form", exchange.FORMS)
def test_same_bytes(form: str) -> None:
    """Written twice, a bitext gives the same bytes."""
    assert written(form, SMALL) == written(form, SMALL)
    assert written(form, SMALL)


@pytest.mark.parametrize("form", exchange.FORMS)
def test_no_beads(form: str) -> None:
    """A bitext without beads can be written."""
    assert isinstance(written(form, bitext([], [], [])), str | bytes)
