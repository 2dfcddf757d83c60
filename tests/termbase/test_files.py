"""Term bases in files: what is written is what was read, the Translate Toolkit opens it, and bad input is refused with file, line and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterqa.errors import ReadError
from letterqa.termbase import files, tabular, tbx
from letterqa.termbase.concepts import Concept, Form, Kind, Status, Term, TermBase, merge

CONCEPTS = [
    Concept(
        "ccm",
        Kind.TREATY,
        (
            Term("Convention on Cluster Munitions", "en", source="UN Treaty Collection", line=2),
            Term("CCM", "en", form=Form.ACRONYM, line=3),
            Term("Convenzione sulle munizioni a grappolo", "it", verified=False, line=4),
            Term("Convenzione di Oslo", "it", Status.ADMITTED, Form.SHORT, note="usual in the press", line=5),
            Term("Convenzione sulle bombe grappolo", "it", Status.DEPRECATED, line=6),
            Term("trattato sulle bombette", "it", Status.FORBIDDEN, line=7),
        ),
        note="adopted in Dublin, signed in Oslo",
        file="x",
        line=2,
    ),
    Concept("fled", Kind.FIGURE, (Term("civilians who fled", "en", line=8), Term("civili fuggiti", "it", line=9)), "90000", required=True, file="x", line=8),
    Concept("amnesty", Kind.ORGANISATION, (Term("Amnesty International", "en", line=10),), translate=False, case_sensitive=True, file="x", line=10),
]


def bare(concepts: list[Concept]) -> list[tuple[object, ...]]:
    """Concepts without their places."""
    return [
        (c.id, c.kind, c.value, c.translate, c.case_sensitive, c.required, c.note, [(t.text, t.language, t.status, t.form, t.source, t.verified) for t in c.terms])
        for c in concepts
    ]


@pytest.mark.parametrize("suffix", [".tbx", ".csv", ".tsv"])
def test_what_is_written_is_read_again(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"terms{suffix}"
    data = tbx.write(CONCEPTS, "Terms") if suffix == ".tbx" else tabular.write_long(CONCEPTS, "," if suffix == ".csv" else "\t").encode()
    path.write_bytes(data)
    base = files.read(path)
    assert bare(list(base)) == bare(CONCEPTS)
    assert base.files[0][0] == path.name
    again = tbx.write(base.concepts, "Terms") if suffix == ".tbx" else tabular.write_long(base.concepts, "," if suffix == ".csv" else "\t").encode()
    assert again == data


def test_the_translate_toolkit_reads_our_tbx(tmp_path: Path) -> None:
    from translate.storage.tbx import tbxfile

    path = tmp_path / "terms.tbx"
    path.write_bytes(tbx.write(CONCEPTS[:2], "Terms"))
    store = tbxfile.parsefile(str(path))
    assert [unit.source for unit in store.units] == ["Convention on Cluster Munitions", "civilians who fled"]
    assert store.units[0].target == "Convenzione sulle munizioni a grappolo"
    assert [term.text for term in store.units[0].get_target_terms("it")][1] == "Convenzione di Oslo"


def test_the_second_edition_of_tbx(tmp_path: Path) -> None:
    """ISO 30042:2019 in both of its styles."""
    head = '<?xml version="1.0"?><tbx style="{}" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"{}><text><body>'
    tail = "</body></text></tbx>"
    dca = (
        '<conceptEntry id="a"><descrip type="subjectField">body</descrip><langSec xml:lang="en"><termSec><term>Human Rights Council</term>'
        '<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec></langSec><langSec xml:lang="it"><termSec>'
        '<term>Consiglio diritti</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec></conceptEntry>'
    )
    dct = (
        '<conceptEntry id="a"><basic:subjectField>body</basic:subjectField><langSec xml:lang="en"><termSec><term>Human Rights Council</term>'
        "<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec><langSec xml:lang=\"it\"><termSec>"
        "<term>Consiglio diritti</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec></langSec></conceptEntry>"
    )
    spaces = ' xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"'
    for style, body, more in (("dca", dca, ""), ("dct", dct, spaces)):
        path = tmp_path / f"{style}.tbx"
        path.write_text(head.format(style, more) + body + tail, encoding="utf-8")
        (concept,) = files.read(path)
        assert concept.kind is Kind.BODY
        assert [(t.text, t.language, t.status) for t in concept.terms] == [
            ("Human Rights Council", "en", Status.PREFERRED),
            ("Consiglio diritti", "it", Status.DEPRECATED),
        ]


def test_a_row_a_concept(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(
        "\ufeffkind;en;it;it:forbidden;note\ntreaty;Arms Trade Treaty|ATT;Trattato sul commercio delle armi;Patto delle armi;x\n# a remark;;;;\nphrase;peace;pace;;\n",
        encoding="utf-8",
    )
    first, second = files.read(path)
    assert first.id == "arms-trade-treaty"
    assert [(t.text, t.language, t.status, t.form) for t in first.terms] == [
        ("Arms Trade Treaty", "en", Status.PREFERRED, Form.FULL),
        ("ATT", "en", Status.ADMITTED, Form.ACRONYM),
        ("Trattato sul commercio delle armi", "it", Status.PREFERRED, Form.FULL),
        ("Patto delle armi", "it", Status.FORBIDDEN, Form.FULL),
    ]
    assert (second.line, second.kind) == (4, Kind.PHRASE)


def test_omegat(tmp_path: Path) -> None:
    path = tmp_path / "glossary.txt"
    path.write_text("death penalty\tpena di morte, pena capitale\tlegal\nprison\tcarcere\nprison\tprigione\n", encoding="utf-8")
    with pytest.raises(ReadError, match="--source-lang"):
        files.read(path)
    first, second = files.read(path, ("en", "it"))
    assert [t.text for t in first.of("it")] == ["pena di morte", "pena capitale"]
    assert [(t.text, t.status) for t in second.of("it")] == [("carcere", Status.PREFERRED), ("prigione", Status.ADMITTED)]
    assert tabular.write_omegat((first,), "en", "it") == "death penalty\tpena di morte; pena capitale\tlegal\n"


REFUSED = [
    ("unknown-kind", "a.csv", b"concept,kind,language,term\na,treety,en,X\n", r"a\.csv:2: column kind: 'treety' is not a known kind; did you mean 'treaty'"),
    ("unknown-language", "a.csv", b"concept,kind,language,term\na,treaty,qq,X\n", r"a\.csv:2: column language: 'qq' is not a language"),
    ("unknown-status", "a.tsv", b"concept\tlanguage\tterm\tstatus\na\ten\tX\tgood\n", r"a\.tsv:2: column status: 'good' is not a known status"),
    ("unknown-column", "a.csv", b"concept,kind,language,term,wrong\na,treaty,en,X,y\n", r"a\.csv:1: there is no column 'wrong'"),
    ("no-header", "a.csv", b"Convention,Convenzione\n", r"a\.csv:1: the header row must name the columns"),
    ("empty-term", "a.csv", b"concept,kind,language,term\na,treaty,en,\n", r"a\.csv:2: column term: term is empty"),
    ("kind-differs", "a.csv", b"concept,kind,language,term\na,treaty,en,X\na,body,it,Y\n", r"a\.csv:3: column kind: concept a is a treaty in line 2 and a body here"),
    ("too-many-fields", "a.csv", b"concept,kind,language,term\na,treaty,en,X,Y\n", r"a\.csv:2: 5 fields, but the header has 4 columns"),
    ("no-figure", "a.csv", b"concept,kind,language,term,value\na,figure,en,civilians,many\n", r"a\.csv:2: column value: 'many' is not a figure"),
    ("no-date", "a.csv", b"concept,kind,language,term,value\na,date,en,day,31/12\n", r"a\.csv:2: column value: '31/12' is not a date"),
    ("impossible-date", "a.csv", b"concept,kind,language,term,value\na,date,en,day,2020-02-31\n", r"a\.csv:2: column value"),
    ("value-of-a-treaty", "a.csv", b"concept,kind,language,term,value\na,treaty,en,X,3\n", r"a\.csv:2: column value: only figures and dates have a value"),
    ("unknown-flag", "a.csv", b"concept,kind,language,term,flags\na,treaty,en,X,must\n", r"a\.csv:2: column flags: 'must' is not a flag"),
    ("latin-1", "a.csv", "concept,kind,language,term\na,treaty,fr,Traité\n".encode("latin-1"), r"a\.csv:2:18: this is not UTF-8"),
    ("nul", "a.csv", b"concept,kind,language,term\na,treaty,en,X\0\n", r"a\.csv:2: there is a NUL"),
    ("open-quote", "a.csv", b'concept,kind,language,term\na,treaty,en,"X\n', r"a\.csv:2: the row cannot be read"),
    ("empty", "a.csv", b"\n", r"a\.csv is empty"),
    ("broken-xml", "a.tbx", b"<martif><text>", r"a\.tbx:1:15: this is not well-formed XML"),
    ("other-xml", "a.tbx", b"<html/>", r"a\.tbx:1: the root element is <html>"),
    ("no-entry", "a.tbx", b"<martif/>", r"a\.tbx: there is no entry"),
    ("no-language", "a.tbx", b"<martif>\n<termEntry><langSet><tig><term>X</term></tig></langSet></termEntry></martif>", r"a\.tbx:2: column language: <langSet> has no xml:lang"),
    ("no-term", "a.tbx", b'<martif>\n<termEntry>\n<langSet xml:lang="en"><tig><term/></tig></langSet></termEntry></martif>', r"a\.tbx:3: column term: a <term> is empty"),
    ("same-id", "a.tbx", b"<martif>" + b'<termEntry id="i"><langSet xml:lang="en"><tig><term>X</term></tig></langSet></termEntry>\n' * 2 + b"</martif>", r"a\.tbx:2: the id i stands in line 1 already"),
    ("other-suffix", "a.xlsx", b"PK", "a term base is a file in"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError, match=reason):
        files.read(path)


def test_entities_are_not_followed(tmp_path: Path) -> None:
    """Neither a file of the machine nor a bomb of entities gets into a term base."""
    secret = tmp_path / "secret"
    secret.write_text("secret words", encoding="utf-8")
    path = tmp_path / "a.tbx"
    entity = f'<!DOCTYPE martif [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    path.write_text(f'{entity}<martif><termEntry><langSet xml:lang="en"><tig><term>a &x; b</term></tig></langSet></termEntry></martif>', encoding="utf-8")
    with pytest.raises(ReadError, match="entities"):
        files.read(path)
    bomb = '<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '"><!ENTITY d "' + "&c;" * 50 + '">]>'
    path.write_text(f'{bomb}<martif><termEntry><langSet xml:lang="en"><tig><term>x &d;</term></tig></langSet></termEntry></martif>', encoding="utf-8")
    with pytest.raises(ReadError, match="entities|not well-formed"):
        files.read(path)


def test_later_files_override_earlier_ones_language_by_language() -> None:
    one = TermBase((Concept("a", Kind.TREATY, (Term("Treaty", "en"), Term("Trattato", "it"))),))
    two = TermBase((Concept("a", Kind.TREATY, (Term("Patto", "it"),), rank=2), Concept("b", Kind.BODY, (Term("Body", "en"),), rank=2)))
    merged = merge((one, two))
    assert [[t.text for t in c.terms] for c in merged] == [["Patto", "Treaty"], ["Body"]]
    assert merged.by_id["a"].preferred("it") == Term("Patto", "it")


def test_what_ships_is_what_the_tool_makes() -> None:
    """data/terms/*.json.gz hold what glossaries/ does."""
    root = Path(__file__).parent.parent.parent / "glossaries"
    shipped = files.shipped()
    for name, digest in shipped.files:
        base = files.read(root / name)
        assert base.files == ((name, digest),)
        assert bare(list(base)) == bare([concept for concept in shipped if concept.file == name])


def test_what_ships_is_complete() -> None:
    """Treaties, bodies, offices and legal terms: at least 500 in all six languages; every term says whether it is verified, and where."""
    kinds = {Kind.TREATY, Kind.BODY, Kind.ORGANISATION, Kind.OFFICE, Kind.LEGAL_TERM, Kind.WEAPON}
    full = [c for c in files.shipped() if c.kind in kinds and all(c.preferred(code) is not None for code in ("en", "it", "fr", "es", "de", "pt"))]
    assert len(full) >= 500
    assert all(term.source for concept in full for term in concept.terms if term.verified)


def test_damaged_utf_16(tmp_path: Path) -> None:
    """Found by fuzzing: the mark at the beginning promises what the rest does not keep."""
    (tmp_path / "a.csv").write_bytes(b"\xfe\xff\x00a\x00\n\xdb\xff\xff\xff")
    with pytest.raises(ReadError, match="a.csv:2:1: this is not UTF-16"):
        files.read(tmp_path / "a.csv")
