"""The whole program on one page: read, structure, segment, align, check, resolve."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from letterqa import __version__, languages, locales
from letterqa.addressing import parts
from letterqa.bitext import Bitext
from letterqa.checks import FAMILIES
from letterqa.config import Settings
from letterqa.context import Context
from letterqa.embedding import Encoder
from letterqa.errors import ReadError, Unavailable
from letterqa.finding import Finding, Skip
from letterqa.letter import Block, Document, Letter, Role, fold
from letterqa.pairing import pair
from letterqa.reading import read
from letterqa.report import LintReport, Report, Signature
from letterqa.resolve import resolve
from letterqa.segmenting import segment
from letterqa.structure import structure

if TYPE_CHECKING:
    from letterqa.bilingual import Division

# Time and memory of the alignment grow with the product of both lengths: this many take some seconds and half a gigabyte.
MOST_SEGMENTS = 1500


def check(source: Path | str, target: Path | str | None, settings: Settings, encoder: Encoder) -> Report:
    """Check two letters, or the two versions in one bilingual file where `target` is None. Raises ReadError for what cannot be read."""
    one, two = load_bilingual(source, settings) if target is None else (load(source, settings.source_lang), load(target, settings.target_lang))
    bitext = align(one, two, encoder)
    context = Context((locales.load(bitext.source.language), locales.load(bitext.target.language)), encoder)
    findings, skips = run_checks(bitext, context, settings)
    return Report(bitext, resolve(findings), skips, _signature(settings, encoder), fail_on=settings.fail_on)


def load(path: Path | str, language: str | None = None) -> Letter:
    """Read a letter and find its structure. `language`, a BCP 47 tag, overrides what the file's name and text say."""
    tag, claimed = _claim(path, language)
    return _letter(read(Path(path)), tag, claimed)


def load_bilingual(path: Path | str, settings: Settings) -> tuple[Letter, Letter]:
    """Read the two versions that one file holds, in the order in which they begin; lines in doubt become remarks."""
    from letterqa.bilingual import remark

    division = divide_file(path, settings)
    wanted = {locales.primary(tag): tag for tag in (settings.source_lang, settings.target_lang) if tag is not None}
    letters = []
    for code, document in division.versions:
        doubts = [remark(doubt, document.origin.unit) for doubt in division.doubts if doubt.language == code]
        named = replace(document, path=f"{document.path} ({locales.language_name(code)})", remarks=(*document.remarks, *doubts))
        letters.append(_letter(named, wanted.get(code, code), "option" if code in wanted else None))
    return letters[0], letters[1]


def divide_file(path: Path | str, settings: Settings) -> Division:
    """The versions that a bilingual file holds, as documents."""
    from letterqa.bilingual import divide

    wanted = [tag for tag in (settings.source_lang, settings.target_lang) if tag is not None]
    return divide(read(Path(path)), wanted)


def lint(path: Path | str, settings: Settings, encoder: Encoder) -> LintReport:
    """Check one letter by itself, with every family that can judge one side alone."""
    letter = load(path, settings.source_lang)
    locale = locales.load(letter.language)
    context = Context((locale, locale), encoder)
    findings: list[Finding] = []
    families = {name: family for name, family in FAMILIES.items() if hasattr(family, "lint") and any(settings.wants(r.id) for r in family.RULES)}
    skips = [] if locale.supported else [_unsupported_language(letter.language)]
    for name, family in families.items():
        try:
            found = list(family.lint(letter, context))
        except Unavailable as error:
            skips.append(Skip(name, str(error)))
            continue
        findings += _wanted(found, settings)
    return LintReport(letter, resolve(findings), tuple(skips), _signature(settings, encoder), settings.fail_on)


def _letter(document: Document, tag: str | None, claimed: str | None) -> Letter:
    """A document with its structure, in a language that was claimed or else is told from the text."""
    detected = languages.detect(document.text) if tag is None else None
    if tag is None and detected is None:
        raise ReadError(f"The language of {document.path} cannot be told from its text: say it with --source-lang or --target-lang.")
    spoken = tag or detected or ""
    locale = locales.load(spoken)
    blocks = structure(document, locale)
    if not blocks:
        raise ReadError(f"{document.path} holds no text: check that it is the right file.")
    segments = segment(document.text, blocks, locale)
    if len(segments) > MOST_SEGMENTS:
        raise ReadError(f"{document.path} has {len(segments):,} sentences; split it into files of up to {MOST_SEGMENTS:,}.")
    code = locales.primary(spoken)
    blocks = tuple(
        replace(block, language=_of_block(document.text[block.span.start : block.span.end], code)) if block.role in _SPOKEN else block
        for block in blocks
    )
    blocks = tuple(
        replace(block, parts=parts(document.text, block.span, spoken, block.role)) if _is_parted(block, document, code) else block for block in blocks
    )
    detected = detected or (code if languages.confirmed(document.text, code) else languages.detect(document.text))
    return Letter(
        document.path,
        spoken,
        document.text,
        blocks,
        segments,
        document.origin,
        document.sha256,
        claimed,
        detected,
        document.remarks,
        document.revised,
    )


def _of_block(text: str, code: str) -> str | None:
    """A block's language: the letter's, unless its words suggest another and the identifier agrees."""
    return languages.detect(text) if languages.suspect(text, code) else code


def _is_parted(block: Block, document: Document, code: str) -> bool:
    """Whether a block is made of parts: of notes only copies are, and a footer may be running text."""
    text = document.text[block.span.start : block.span.end]
    if block.role is Role.NOTE:
        return locales.phrases(code, "copy").match(fold(text)) is not None and not _SENTENCE.search(text)
    return block.role in PARTED or (block.role is Role.FOOTER and not _SENTENCE.search(text))


# Blocks that are always taken apart, and what makes another one running text: a sentence of some length.
PARTED = frozenset({Role.ADDRESS, Role.LETTERHEAD, Role.SIGNATURE})
_SENTENCE = re.compile(r"(?:\w+[\s'’]+){7}\w+[^\n]{0,200}\.\s*$", re.MULTILINE)
_SPOKEN = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTATION, Role.FOOTER, Role.NOTE, Role.HEADING, Role.SUBJECT})


def align(source: Letter, target: Letter, encoder: Encoder) -> Bitext:
    """Align two letters."""
    return pair(source, target, encoder)


def run_checks(bitext: Bitext, context: Context, settings: Settings) -> tuple[list[Finding], tuple[Skip, ...]]:
    """Run every family that the settings want; a family that lacks what it needs becomes a skip, any other error stays loud."""
    findings: list[Finding] = []
    skips = [*_unsupported(bitext)]
    for name, family in FAMILIES.items():
        if not any(settings.wants(rule.id) for rule in family.RULES):
            continue
        try:
            found = list(family.run(bitext, context))
        except Unavailable as error:
            skips.append(Skip(name, str(error)))
            continue
        findings += _wanted(found, settings)
    return findings, tuple(skips)


def _wanted(found: list[Finding], settings: Settings) -> list[Finding]:
    """The findings that the settings want, at the severity they give; those that hang under one that is not wanted stand alone."""
    kept = []
    for finding in found:
        related = tuple(_wanted(list(finding.related), settings))
        if settings.wants(finding.rule.id):
            kept.append(replace(finding, severity=settings.level(finding.rule.id, finding.severity), related=related))
        else:
            kept += related
    return kept


def _unsupported(bitext: Bitext) -> list[Skip]:
    """What a language without data misses: said once a language, never passed over."""
    missing = dict.fromkeys(letter.language for letter in (bitext.source, bitext.target) if not locales.load(letter.language).supported)
    return [_unsupported_language(tag) for tag in missing]


def _unsupported_language(tag: str) -> Skip:
    known = ", ".join(locales.language_name(code) for code in locales.SUPPORTED)
    return Skip(
        "language data",
        f"letterqa knows no {locales.language_name(tag)}: letter parts were told by layout alone, and sentences were compared by a model "
        f"that was not trained for it. It knows {known}.",
    )


def _claim(path: Path | str, option: str | None) -> tuple[str | None, str | None]:
    """The language that an option or the file's name claims, and which of the two does."""
    if option is not None:
        return option, "option"
    name = languages.claimed_by_name(str(path))
    return (name, "name") if name is not None else (None, None)


def _signature(settings: Settings, encoder: Encoder) -> Signature:
    from importlib.metadata import version

    entries = {
        "letterqa": __version__,
        "model": encoder.name,
        "py3langid": version("py3langid"),
        "yasbd-lib": version("yasbd-lib"),
        "fail-on": str(settings.fail_on) if settings.fail_on is not None else "never",
    }
    for name in ("only", "ignore"):
        if values := getattr(settings, name):
            entries[name] = " ".join(values)
    if settings.severity:
        entries["severity"] = " ".join(f"{rule}={level if level is not None else 'off'}" for rule, level in sorted(settings.severity.items()))
    return Signature(tuple(entries.items()))
