"""The whole program on one page: read, structure, segment, align, check, resolve."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from letterqa import __version__, coverage, languages, locales
from letterqa.accepting import read_baseline, read_waivers, waive
from letterqa.addressing import parts
from letterqa.bitext import Bitext
from letterqa.checks import FAMILIES
from letterqa.config import Settings
from letterqa.context import Context
from letterqa.embedding import Encoder
from letterqa.errors import ConfigError, ReadError, Unavailable
from letterqa.finding import Finding, Skip
from letterqa.gathering import gather
from letterqa.letter import Block, Document, Letter, Role, fold
from letterqa.pairing import pair
from letterqa.reading import Source, read
from letterqa.report import LintReport, Report, Signature
from letterqa.resolve import resolve
from letterqa.segmenting import segment
from letterqa.structure import structure
from letterqa.tagging import load_tagger
from letterqa.waivers import Waiver

if TYPE_CHECKING:
    from letterqa.bilingual import Division
    from letterqa.proofreading import Proofreader
from letterqa.referring import Reference
from letterqa.saying import listed, say

Given = Path | str | Source  # a letter's file, or the bytes of one that was read elsewhere

# Time and memory of the alignment grow with the length: this many take a minute and a half and about a gigabyte.
MOST_SEGMENTS = 100_000
MOST_FINDINGS = 1_000  # of a rule in a pair; whoever has more has another text before him, and the rest would only take time


def check(
    source: Given,
    target: Given | None,
    settings: Settings,
    encoder: Encoder,
    proofreader: Proofreader | None = None,
    folders: tuple[Path, ...] | None = None,
) -> Report:
    """Check two letters, or the two versions in one bilingual file where `target` is None. Term bases, campaign sheet and waivers are looked
    for in `folders`, by default those of the letters. Raises ReadError for what cannot be read."""
    one, two = load_pair(source, target, settings)
    around = folders if folders is not None else _folders(source, target)
    unmeasured = fit(encoder, (one, two), settings)
    bitext = align(one, two, encoder)
    reference = refer_to(settings.reference, two, encoder) if settings.reference else None
    terms, sheet = gather(settings, around, (one.language, two.language))
    spoken = (locales.load(one.language), locales.load(two.language))
    context = Context(spoken, encoder, reference, terms, sheet, _today(settings), proofreader)
    findings, skips = run_checks(bitext, context, settings)
    waivers = read_waivers(settings, around)
    skips = (*unmeasured, *skips, *_undated(context, settings), *_dateless(waivers, context))
    signature = _signature(settings, encoder, context)
    asked = tuple(name for name, family in FAMILIES.items() if any(settings.wants(rule.id) for rule in family.RULES))
    known = read_baseline(settings)
    report = Report(bitext, resolve(findings), skips, signature, fail_on=settings.fail_on, reference=reference, known=known, families=asked)
    return waive(report, waivers, context.today)


def align_files(
    source: Path | str, target: Path | str | None, settings: Settings, encoder: Encoder, prepared: bool = False
) -> tuple[Bitext, tuple[Skip, ...]]:
    """Align two letters as `check` does, or with `prepared` two texts that have a segment on each line, with what makes the result doubtful.

    Raises ReadError for what cannot be read.
    """
    letters = load_pair(source, target, settings, prepared)
    unmeasured = fit(encoder, letters, settings)
    bitext = pair(*letters, encoder)
    return bitext, (*unmeasured, *_unsupported(bitext, settings, not prepared))


def fit(encoder: Encoder, letters: tuple[Letter, Letter], settings: Settings) -> tuple[Skip, ...]:
    """Try a model that the user named on sentences with known translations, before it floods a report.

    Raises ConfigError where it finds too few of them and is not forced; a skip says where it could not be tried.
    """
    from letterqa.embedding import background

    if settings.model is None or settings.force_model:
        return ()
    codes = (locales.primary(letters[0].language), locales.primary(letters[1].language))
    if codes[0] == codes[1]:
        return ()
    one, two = (locales.spoken(code) for code in codes)
    share = background.accuracy(encoder, *codes)
    if share is None:
        return (
            Skip(
                "model",
                say(
                    "{a} could not be tried on {b} and {c}: letterqa has no sentences with known translations for them.",
                    a=encoder.name,
                    b=one,
                    c=two,
                ),
            ),
        )
    if share < background.FITS:
        raise ConfigError(
            f"The model {encoder.name} does not fit {one} and {two}: of {len(background.sample()[codes[0]])} sentences whose translations are known "
            f"it finds {share:.0%}. Name a multilingual model, leave --model out, or use --force-model."
        )
    return ()


def _folders(*paths: Given | None) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(Path(_name(path)).parent for path in paths if path is not None))


def _name(path: Given) -> Path | str:
    return path.given if isinstance(path, Source) else path


def _undated(context: Context, settings: Settings) -> tuple[Skip, ...]:
    """A deadline that could not be judged, because no day was given."""
    sheet = context.campaign
    if sheet is None or sheet.deadline is None or context.today is not None or not settings.wants("dates.past-deadline"):
        return ()
    return (
        Skip(
            "deadline",
            say("The deadline {a} ({b}) was not judged: say the day with --today, for example --today {a}.", a=str(sheet.deadline), b=sheet.file),
        ),
    )


def _dateless(waivers: Sequence[Waiver], context: Context) -> tuple[Skip, ...]:
    """Waivers whose last day could not be judged, because no day was given."""
    last = min((waiver.until for waiver in waivers if waiver.until is not None), default=None)
    if last is None or context.today is not None:
        return ()
    return (Skip("waivers", say("Whether waivers are over was not judged: say the day with --today, for example --today {a}.", a=str(last))),)


def _today(settings: Settings) -> date | None:
    return date.fromisoformat(settings.today) if settings.today is not None else None


def load_pair(source: Given, target: Given | None, settings: Settings, prepared: bool = False) -> tuple[Letter, Letter]:
    """Read two letters, or the two versions in one bilingual file where `target` is None. `prepared` texts have a segment on each line."""
    if target is None:
        if prepared:
            raise ConfigError("A text with a segment on each line holds one version: name the file of the other version too.")
        return load_bilingual(source, settings)
    if prepared:
        from letterqa.prepared import load as load_lines

        return load_lines(_name(source), settings.source_lang, MOST_SEGMENTS), load_lines(_name(target), settings.target_lang, MOST_SEGMENTS)
    return load(source, settings.source_lang), load(target, settings.target_lang)


def refer_to(path: Path | str, target: Letter, encoder: Encoder) -> Reference:
    """Score the target against a reference translation in a file. Raises ConfigError for one in another language or without a passage
    that answers one of the target's."""
    from letterqa.referring import refer

    code = locales.primary(target.language)
    reference = load(path, target.language)
    if reference.detected not in (None, code):
        raise ConfigError(
            f"The reference {reference.path} seems to be in {locales.language_name(reference.detected)}, the target letter is in "
            f"{locales.language_name(code)}: --reference takes another translation into the target's language."
        )
    found = refer(target, reference, encoder)
    if not found.passages:
        raise ConfigError(f"Nothing in the reference {reference.path} answers the target letter: is it a translation of the same letter?")
    return found


def load(path: Given, language: str | None = None) -> Letter:
    """Read a letter and find its structure. `language`, a BCP 47 tag, overrides what the file's name and text say."""
    tag, claimed = _claim(_name(path), language)
    return _letter(read(path), tag, claimed)


def load_bilingual(path: Given, settings: Settings) -> tuple[Letter, Letter]:
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


def divide_file(path: Given, settings: Settings) -> Division:
    """The versions that a bilingual file holds, as documents."""
    from letterqa.bilingual import divide

    wanted = [tag for tag in (settings.source_lang, settings.target_lang) if tag is not None]
    return divide(read(path), wanted)


def lint(path: Path | str, settings: Settings, encoder: Encoder, proofreader: Proofreader | None = None) -> LintReport:
    """Check one letter by itself, with every family that can judge one side alone."""
    letter = load(path, settings.source_lang)
    locale = locales.load(letter.language)
    terms, sheet = gather(settings, _folders(path), (letter.language, letter.language))
    context = Context((locale, locale), encoder, None, terms, sheet, _today(settings), proofreader, alone=True)
    findings: list[Finding] = []
    families = {name: family for name, family in FAMILIES.items() if hasattr(family, "lint") and any(settings.wants(r.id) for r in family.RULES)}
    skips = [] if locale.supported else [_unsupported_language(letter.language, settings)]
    for name, family in families.items():
        found, skipped = _ran(name, family.lint(letter, context))
        skips += skipped
        findings += _wanted(found, settings)
    return LintReport(letter, resolve(findings), (*skips, *_undated(context, settings)), _signature(settings, encoder, context), settings.fail_on)


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
    """Align two letters, and judge the words of every bead."""
    bitext = pair(source, target, encoder)
    letters = (source, target)
    if not coverage.judged(letters):
        return bitext
    tagger = load_tagger()
    return replace(bitext, coverage=coverage.cover(bitext.beads, letters, tagger))


def run_checks(bitext: Bitext, context: Context, settings: Settings) -> tuple[list[Finding], tuple[Skip, ...]]:
    """Run every family that the settings want; a family that lacks what it needs becomes a skip, any other error stays loud."""
    findings: list[Finding] = []
    skips = [*_unsupported(bitext, settings)]
    for name, family in FAMILIES.items():
        if not any(settings.wants(rule.id) for rule in family.RULES):
            continue
        found, skipped = _ran(name, family.run(bitext, context))
        skips += skipped
        findings += _wanted(found, settings)
    return findings, tuple(skips)


def _ran(name: str, findings: Iterator[Finding]) -> tuple[list[Finding], list[Skip]]:
    """What a family found, and, where it lacks something, why it did not find more."""
    found: list[Finding] = []
    skips: list[Skip] = []
    counts: Counter[str] = Counter()
    try:
        for finding in findings:
            counts[finding.rule.id] += 1
            if counts[finding.rule.id] <= MOST_FINDINGS:
                found.append(finding)
    except Unavailable as error:
        skips.append(Skip(name, error.reason))
    more = {rule: number - MOST_FINDINGS for rule, number in counts.items() if number > MOST_FINDINGS}
    skips += [
        Skip(name, say("{a} found {b} more than the first {c}, which are listed.", a=rule, b=more[rule], c=MOST_FINDINGS)) for rule in sorted(more)
    ]
    return found, skips


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


def _unsupported(bitext: Bitext, settings: Settings, parted: bool = True) -> list[Skip]:
    """What a language without data misses: said once a language, never passed over."""
    missing = dict.fromkeys(letter.language for letter in (bitext.source, bitext.target) if not locales.load(letter.language).supported)
    # Without parts to tell, a language is missed by the shipped model only.
    return [_unsupported_language(tag, settings, parted) for tag in missing] if parted or not settings.model else []


def _unsupported_language(tag: str, settings: Settings, parted: bool = True) -> Skip:
    known, called = listed([locales.spoken(code) for code in locales.SUPPORTED]), locales.spoken(tag)
    lacks: str = say("letter parts were told by layout alone") if parted else ""
    if not settings.model:
        model = say("sentences were compared by a model that was not trained for it")
        lacks = say("{a}, and {b}", a=lacks, b=model) if lacks else model
    return Skip("language data", say("letterqa knows no {a}: {b}. It knows {c}.", a=called, b=lacks, c=known))


def _claim(path: Path | str, option: str | None) -> tuple[str | None, str | None]:
    """The language that an option or the file's name claims, and which of the two does."""
    if option is not None:
        return option, "option"
    name = languages.claimed_by_name(str(path))
    return (name, "name") if name is not None else (None, None)


def _signature(settings: Settings, encoder: Encoder, context: Context) -> Signature:
    from importlib.metadata import version

    entries = {
        "letterqa": __version__,
        "model": encoder.name,
        "tagger": load_tagger().name,
        "py3langid": version("py3langid"),
        "yasbd-lib": version("yasbd-lib"),
        "fail-on": str(settings.fail_on) if settings.fail_on is not None else "never",
    }
    if context.terms.files:
        entries["term bases"] = " ".join(f"{name}@{digest[:12]}" for name, digest in context.terms.files)
    if context.campaign is not None:
        entries["campaign"] = context.campaign.file
    if context.today is not None:
        entries["today"] = context.today.isoformat()
    for name in ("only", "ignore"):
        if values := getattr(settings, name):
            entries[name] = " ".join(values)
    if settings.severity:
        entries["severity"] = " ".join(f"{rule}={level if level is not None else 'off'}" for rule, level in sorted(settings.severity.items()))
    return Signature(tuple(entries.items()))
