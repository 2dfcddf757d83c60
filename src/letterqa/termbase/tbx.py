"""TBX, the exchange format of term bases (ISO 30042): both editions are read, TBX-Basic of the first is written, as CAT tools read it.

What TBX-Basic has no element for stands in `admin` elements whose types begin with "x-": x-verification, x-flags, x-value, x-status.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from letterqa.errors import ReadError
from letterqa.termbase.concepts import Concept, Form, Kind, Status, Term
from letterqa.termbase.parsing import Place, flags_of, form_of, identifier, language_of, one_of, value_of

_STATUS = {
    "preferred": Status.PREFERRED,
    "standardized": Status.PREFERRED,
    "admitted": Status.ADMITTED,
    "regulated": Status.ADMITTED,
    "legal": Status.ADMITTED,
    "deprecated": Status.DEPRECATED,
    "superseded": Status.DEPRECATED,
    "notrecommended": Status.DEPRECATED,
    "obsolete": Status.DEPRECATED,
}
_WRITTEN = {
    Status.PREFERRED: "preferredTerm-admn-sts",
    Status.ADMITTED: "admittedTerm-admn-sts",
    Status.DEPRECATED: "deprecatedTerm-admn-sts",
    Status.FORBIDDEN: "deprecatedTerm-admn-sts",
}
_TYPES = {Form.FULL: "fullForm", Form.SHORT: "shortForm", Form.ACRONYM: "acronym"}
_FORMS = {
    "fullform": Form.FULL,
    "entryterm": Form.FULL,
    "phrase": Form.FULL,
    "variant": Form.FULL,
    "shortform": Form.SHORT,
    "shortcut": Form.SHORT,
    "acronym": Form.ACRONYM,
    "initialism": Form.ACRONYM,
    "abbreviation": Form.SHORT,
}
_ENTRY, _LANGUAGE, _TERM = ("termEntry", "conceptEntry"), ("langSet", "langSec"), ("tig", "ntig", "termSec")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FACTS = ("adopted", "in-force", "place", "articles")


def read(data: bytes, name: str) -> list[Concept]:
    """Concepts of a TBX file. Raises ReadError with file, line and column for what does not fit; entities and networks are never followed."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise ReadError(f"{name}:{line}:{column}: this is not well-formed XML ({error.msg}).") from error
    document = root.getroottree().docinfo.internalDTD
    if document is not None and next(document.iterentities(), None) is not None:
        raise ReadError(f"{name}:1: the file declares entities of its own, which are not followed; write the characters themselves.")
    if _local(root) not in ("martif", "tbx"):
        raise ReadError(f"{name}:1: the root element is <{_local(root)}>; a TBX file begins with <martif> or <tbx>.")
    found: dict[str, Concept] = {}
    for entry in root.iter():
        if _local(entry) not in _ENTRY:
            continue
        concept = _concept(entry, name)
        if concept.id in found:
            raise ReadError(Place(name, concept.line).says(f"the id {concept.id} stands in line {found[concept.id].line} already"))
        found[concept.id] = concept
    if not found:
        raise ReadError(f"{name}: there is no entry (termEntry or conceptEntry) in it.")
    return list(found.values())


def _concept(entry: Any, name: str) -> Concept:
    place = Place(name, int(entry.sourceline))
    terms: list[Term] = []
    about = _about(entry)
    sort = about.get("subjectField", "")
    kind = one_of(Kind, sort, place, "kind") if sort.lower() in {kind.value for kind in Kind} else Kind.PHRASE
    translate, sensitive, required = flags_of(about.get("x-flags", ""), place)
    for section in entry:
        if _local(section) not in _LANGUAGE:
            continue
        tag = section.get(_XML_LANG) or section.get("lang")
        if not tag:
            raise ReadError(Place(name, int(section.sourceline)).says(f"<{_local(section)}> has no xml:lang", "language"))
        language = language_of(tag, Place(name, int(section.sourceline)))
        terms += [_term(group, language, name) for group in section if _local(group) in _TERM]
    if not terms:
        raise ReadError(place.says("the entry has no term"))
    first = terms[0].text
    value = value_of(about.get("x-value", ""), kind, place)
    facts = tuple((fact, about[f"x-{fact}"]) for fact in _FACTS if f"x-{fact}" in about)
    key = entry.get("id") or identifier(first)
    return Concept(key, kind, tuple(terms), value, translate, sensitive, required, about.get("note", ""), facts, name, place.line)


def _term(group: Any, language: str, name: str) -> Term:
    place = Place(name, int(group.sourceline))
    node = next((item for item in group.iter() if _local(item) == "term"), None)
    text = " ".join("".join(node.itertext()).split()) if node is not None else ""
    if not text:
        raise ReadError(place.says("a <term> is empty", "term"))
    about = _about(group, deep=True)
    status = _STATUS.get(re.sub(r"-?term(-admn-sts)?$|-admn-sts$", "", about.get("administrativeStatus", "").lower()), Status.PREFERRED)
    if about.get("x-status"):
        status = one_of(Status, about["x-status"], place, "status")
    form = _FORMS.get(about.get("termType", "").lower()) or form_of("", text, place)
    return Term(
        text, language, status, form, about.get("source", ""), about.get("note", ""), about.get("x-verification", "") != "unverified", place.line
    )


def _about(node: Any, deep: bool = False) -> dict[str, str]:
    """What the children of a node say of it, by type; elements of the second edition's style (DCT) by their own names."""
    found: dict[str, str] = {}
    for item in node.iter() if deep else _children(node):
        label = _local(item)
        if label in _LANGUAGE or label in _TERM or label == "term" or item is node:
            continue
        text = " ".join("".join(item.itertext()).split())
        key = item.get("type") or label
        if text:
            found.setdefault(key, text)
    return found


def _children(node: Any) -> Iterator[Any]:
    for item in node:
        yield item
        if _local(item) in ("descripGrp", "adminGrp", "transacGrp"):
            yield from item


def _local(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def write(concepts: Iterable[Concept], title: str) -> bytes:
    """A TBX-Basic file, the same bytes for the same concepts."""
    from lxml import etree

    root = etree.Element("martif", {"type": "TBX-Basic", _XML_LANG: "en"})
    header = etree.SubElement(root, "martifHeader")
    description = etree.SubElement(header, "fileDesc")
    etree.SubElement(etree.SubElement(description, "titleStmt"), "title").text = title
    etree.SubElement(
        etree.SubElement(description, "sourceDesc"), "p"
    ).text = "Written by letterqa; what stands in admin elements of type x-... is letterqa's own."
    etree.SubElement(etree.SubElement(header, "encodingDesc"), "p", {"type": "XCSURI"}).text = "TBXBasicXCSV02.xcs"
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for concept in concepts:
        _entry(etree, body, concept)
    etree.indent(root)
    doctype = '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
    found: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", doctype=doctype)
    return found + b"\n"


def _entry(etree: Any, body: Any, concept: Concept) -> None:
    entry = etree.SubElement(body, "termEntry", {"id": concept.id})
    etree.SubElement(entry, "descrip", {"type": "subjectField"}).text = concept.kind.value
    given = (("do-not-translate", not concept.translate), ("case-sensitive", concept.case_sensitive), ("required", concept.required))
    flags = " ".join(flag for flag, on in given if on)
    for label, text in (("x-flags", flags), ("x-value", concept.value), *((f"x-{fact}", text) for fact, text in concept.facts)):
        if text:
            etree.SubElement(entry, "admin", {"type": label}).text = text
    if concept.note:
        etree.SubElement(entry, "note").text = concept.note
    for language in dict.fromkeys(term.language for term in concept.terms):
        section = etree.SubElement(entry, "langSet", {_XML_LANG: language})
        for term in concept.terms:
            if term.language != language:
                continue
            group = etree.SubElement(section, "tig")
            etree.SubElement(group, "term").text = term.text
            etree.SubElement(group, "termNote", {"type": "termType"}).text = _TYPES[term.form]
            etree.SubElement(group, "termNote", {"type": "administrativeStatus"}).text = _WRITTEN[term.status]
            extra = (
                ("source", term.source),
                ("x-status", "forbidden" if term.status is Status.FORBIDDEN else ""),
                ("x-verification", "" if term.verified else "unverified"),
            )
            for label, text in extra:
                if text:
                    etree.SubElement(group, "admin", {"type": label}).text = text
            if term.note:
                etree.SubElement(group, "note").text = term.note
