"""A Checker keeps what is slow to open (the model, later term bases and LanguageTool) open over many letters."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from types import TracebackType

from letterqa import pipeline
from letterqa.bitext import Bitext
from letterqa.config import Settings
from letterqa.embedding import Encoder, load_encoder
from letterqa.finding import Skip
from letterqa.proofreading import Proofreader, proofreader
from letterqa.report import LintReport, Report


class Checker:
    """Use it as a context manager: `with Checker(settings) as checker: checker.check(source, target)`.

    `progress` is told how many texts a neural model has encoded, and of how many. Settings of None means the defaults; no configuration
    file is looked up (that is the command line's work).
    """

    def __init__(self, settings: Settings | None = None, progress: Callable[[int, int], None] | None = None) -> None:
        self.settings = settings or Settings()
        self._progress = progress

    def __enter__(self) -> Checker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.__dict__.pop("encoder", None)
        reader = self.__dict__.pop("proofreader", None)
        if reader is not None:
            reader.close()

    @cached_property
    def encoder(self) -> Encoder:
        """The sentence encoder, loaded when first needed."""
        return load_encoder(self.settings.model, self._progress)

    @cached_property
    def proofreader(self) -> Proofreader | None:
        """What checks grammar, None if that is switched off; a server starts when it is first asked, and one serves all letters."""
        return proofreader(self.settings.languagetool)

    def check(self, source: Path | str, target: Path | str | None = None) -> Report:
        """Check two letters, given by path, or the two versions in one bilingual file.

        Raises LetterqaError for input or settings that cannot be used.
        """
        return pipeline.check(source, target, self.settings, self.encoder, self.proofreader)

    def align(self, source: Path | str, target: Path | str | None = None, *, prepared: bool = False) -> tuple[Bitext, tuple[Skip, ...]]:
        """Align two letters as `check` does, with what makes the result doubtful; `prepared` texts have a segment on each line.

        Raises LetterqaError as `check` does.
        """
        return pipeline.align_files(source, target, self.settings, self.encoder, prepared)

    def lint(self, letter: Path | str) -> LintReport:
        """Check one letter by itself. Raises LetterqaError as `check` does."""
        return pipeline.lint(letter, self.settings, self.encoder, self.proofreader)


def check(source: Path | str, target: Path | str | None = None, settings: Settings | None = None) -> Report:
    """Check two letters once (see Checker)."""
    with Checker(settings) as checker:
        return checker.check(source, target)
