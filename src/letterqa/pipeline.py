"""The whole program on one page: read, structure, segment, align, check, resolve."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from letterqa import __version__, languages, locales
from letterqa.bitext import Bitext
from letterqa.checks import FAMILIES
from letterqa.config import Settings
from letterqa.context import Context
from letterqa.embedding import Encoder
from letterqa.errors import ReadError, Unavailable
from letterqa.finding import Finding, Skip
from letterqa.letter import Letter, Role
from letterqa.pairing import pair
from letterqa.reading import read
from letterqa.report import Report, Signature
from letterqa.resolve import resolve
from letterqa.segmenting import segment
from letterqa.structure import structure

# Time and memory of the alignment grow with the product of both lengths: this many take some seconds and half a gigabyte.
MOST_SEGMENTS = 1500


def check(source: Path | str, target: Path | str, settings: Settings, encoder: Encoder) -> Report:
    """Check two letters. Raises ReadError for a letter that cannot be read."""
    bitext = align(load(source, settings.source_lang), load(target, settings.target_lang), encoder)
    context = Context((locales.load(bitext.source.language), locales.load(bitext.target.language)), encoder)
    findings, skips = run_checks(bitext, context, settings)
    return Report(bitext, resolve(findings), skips, _signature(settings, encoder), fail_on=settings.fail_on)


def load(path: Path | str, language: str | None = None) -> Letter:
    """Read a letter and find its structure. `language`, a BCP 47 tag, overrides what the file's name and text say."""
    document = read(Path(path))
    tag, claimed = _claim(path, language)
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
    detected = detected or (code if languages.confirmed(document.text, code) else languages.detect(document.text))
    return Letter(document.path, spoken, document.text, blocks, segments, document.origin, document.sha256, claimed, detected, document.remarks)


def _of_block(text: str, code: str) -> str | None:
    """A block's language: the letter's, unless its words suggest another and the identifier agrees."""
    return languages.detect(text) if languages.suspect(text, code) else code


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
        findings += [
            replace(finding, severity=settings.level(finding.rule.id, finding.severity)) for finding in found if settings.wants(finding.rule.id)
        ]
    return findings, tuple(skips)


def _unsupported(bitext: Bitext) -> list[Skip]:
    """What a language without data misses: said once a language, never passed over."""
    missing = dict.fromkeys(letter.language for letter in (bitext.source, bitext.target) if not locales.load(letter.language).supported)
    known = ", ".join(locales.language_name(code) for code in locales.SUPPORTED)
    return [
        Skip(
            "language data",
            f"letterqa knows no {locales.language_name(tag)}: letter parts were told by layout alone, and sentences were compared by a model "
            f"that was not trained for it. It knows {known}.",
        )
        for tag in missing
    ]


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
