"""Every failure a user can cause or cure is a LetterqaError, and its message says what to do."""

from __future__ import annotations


class LetterqaError(Exception):
    """Something the user can put right: shown as one sentence, exit code 2."""


class ConfigError(LetterqaError):
    """A setting, option or configuration file that cannot be used."""


class ReadError(LetterqaError):
    """A letter that cannot be read: missing, empty, binary, encrypted, unknown format or language."""


class Unavailable(LetterqaError):
    """Something a check needs is not there; the check becomes a skip that shows this message."""

    @property
    def reason(self) -> str:
        """The message as it was made; `str` would forget how a report says it in another language."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else str(self)
