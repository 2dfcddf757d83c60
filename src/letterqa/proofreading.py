"""Grammar and spelling by LanguageTool, through language_tool_python: one server for all letters and languages, or one that the user names."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from letterqa.errors import ConfigError, Unavailable
from letterqa.javaserver import JavaServer, jar, java
from letterqa.locales import primary
from letterqa.locating import installed
from letterqa.saying import say

DICTIONARY = "dictionary"  # the rule of slips that no LanguageTool found
ENVIRONMENT = "LETTERQA_LANGUAGETOOL"
_TIMEOUT = 60  # seconds for one request
_BLOCK = 15_000  # characters of one request; public servers take 20,000
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
INSTALL = say("Run `letterqa languagetool install`, or pass --languagetool off.")


@dataclass(frozen=True, slots=True)
class Slip:
    """What a proofreader found: a place (code points), LanguageTool's rule, category and type, what it says, what it proposes,
    and the page that explains the rule."""

    start: int
    end: int
    rule: str
    category: str
    issue: str
    message: str
    replacements: tuple[str, ...]
    url: str = ""

    @property
    def origin(self) -> str:
        """Who says so, with the rule and where it is explained: "LanguageTool IT_AGREEMENT, https://..."."""
        if self.rule == DICTIONARY:
            return self.rule
        return f"LanguageTool {self.rule}" + (f", {self.url}" if self.url else "")


class Proofreader(Protocol):
    """Whatever finds errors in a text of a language."""

    def proofread(self, text: str, language: str, mother_tongue: str | None) -> tuple[Slip, ...]:
        """The errors in a text, in order of place; raises Unavailable where it cannot tell."""
        ...

    def close(self) -> None:
        """Gives back what it holds."""
        ...


def proofreader(wanted: str) -> Proofreader | None:
    """The proofreader that a setting asks for: "auto", "local", "off", a folder, or the address of a server; None for "off".

    Nothing is started before it is used. Raises ConfigError for a setting that is none of these.
    """
    wanted = _meant(wanted)
    if wanted == "off":
        return None
    if wanted.startswith(("http://", "https://")):
        return LanguageTool(lambda: None, wanted)
    if wanted in ("auto", "local"):
        return LanguageTool(lambda: _local(None))
    folder = Path(wanted)
    if not folder.is_dir():
        raise ConfigError(
            f"--languagetool {wanted}: use auto, local, off, a folder that holds LanguageTool, or the address of a server (http://...)."
        )
    return LanguageTool(lambda: _local(folder))


def common_server(wanted: str) -> JavaServer | None:
    """A running server for several processes; None where the setting names one or wants none, or where it cannot be had (whoever asks for
    it by himself is told why). Whoever gets it stops it."""
    wanted = _meant(wanted)
    if wanted == "off" or wanted.startswith(("http://", "https://")):
        return None
    try:
        return _local(None if wanted in ("auto", "local") else Path(wanted))
    except Unavailable:
        return None


def proofread_by(wanted: str) -> str:
    """Who would check grammar, for telling whether it is the same as before: "off", "none", an address, or a folder with the size of what
    is in it."""
    wanted = _meant(wanted)
    if wanted == "off" or "://" in wanted:
        return wanted
    folder = _folder(None if wanted in ("auto", "local") else Path(wanted))
    if folder is None or jar(folder) is None or java() is None:
        return "none"
    return f"{folder.name} {sum(path.stat().st_size for path in folder.rglob('*.jar'))}"


def _meant(wanted: str) -> str:
    """A setting, or for "auto" what the environment says instead."""
    return (os.environ.get(ENVIRONMENT, "") or wanted) if wanted == "auto" else wanted


def leaves_the_machine(wanted: str) -> bool:
    """Whether a setting sends letters to another machine."""
    return wanted.startswith(("http://", "https://")) and urlsplit(wanted).hostname not in _LOOPBACK


def _local(folder: Path | None) -> JavaServer:
    """A server from a folder, or from the one that is configured or installed."""
    folder = _folder(folder)
    if folder is None or jar(folder) is None:
        raise Unavailable(say("Grammar was not checked: no LanguageTool. {a}", a=INSTALL))
    if java() is None:
        raise Unavailable(say("Grammar was not checked: LanguageTool needs Java 17 or later, which was not found. {a}", a=INSTALL))
    return JavaServer(folder)


def _folder(folder: Path | None) -> Path | None:
    """A given folder, or the one that is configured or installed."""
    if folder is None:
        named = os.environ.get("LTP_JAR_DIR_PATH")
        return Path(named) if named else installed()
    return folder


class LanguageTool:
    """A LanguageTool server: a given address, or one that `start` makes when it is first needed and once more if it dies."""

    def __init__(self, start: Callable[[], JavaServer | None], address: str | None = None, timeout: int = _TIMEOUT) -> None:
        self._start = start
        self._address = address
        self._timeout = timeout
        self._server: JavaServer | None = None
        self._clients: dict[tuple[str, str | None], Any] = {}
        self._failed: str | None = None

    def proofread(self, text: str, language: str, mother_tongue: str | None) -> tuple[Slip, ...]:
        """The errors in a text, in order of place. A server that fails twice is given up for the rest of the run."""
        if self._failed is not None:
            raise Unavailable(self._failed)
        found: list[Slip] = []
        for start, end in blocks(text, _BLOCK):
            found += self._ask(text[start:end], start, language, mother_tongue)
        return tuple(found)

    def _ask(self, text: str, offset: int, language: str, mother_tongue: str | None) -> list[Slip]:
        for last in (False, True):
            try:
                matches = self._client(language, mother_tongue).check(text)
                return [_slip(match, offset, language) for match in matches]
            except Unavailable as error:
                self._failed = error.reason
                raise
            except Exception as error:
                self._drop()
                if last:
                    where = say("the server at {a}", a=self._address) if self._address else "the server"
                    failed = "Grammar was not checked: {a} failed ({b}). Start it again, or pass --languagetool off."
                    self._failed = say(failed, a=where, b=_short(error))
                    raise Unavailable(self._failed) from error
        return []

    def _client(self, language: str, mother_tongue: str | None) -> Any:
        import language_tool_python

        if self._address is None and (self._server is None or not self._server.alive):
            self._drop()
            self._server = self._start()
        address = self._address or (self._server.url if self._server is not None else "")
        key = (language, mother_tongue)
        if key not in self._clients:
            client = language_tool_python.LanguageTool.__new__(language_tool_python.LanguageTool)
            client._TIMEOUT = self._timeout  # type: ignore[assignment]  # it would wait for five minutes, from its first question on
            client.__init__(language, mother_tongue=mother_tongue, remote_server=address)  # type: ignore[misc]
            self._clients[key] = client
        return self._clients[key]

    def _drop(self) -> None:
        self._clients.clear()
        if self._server is not None:
            self._server.stop()
            self._server = None

    def close(self) -> None:
        """Stops the server, if it is ours."""
        self._drop()


def _slip(match: Any, offset: int, language: str) -> Slip:
    return Slip(
        offset + int(match.offset),
        offset + int(match.offset) + int(match.error_length),
        str(match.rule_id),
        str(match.category),
        str(match.rule_issue_type),
        str(match.message),
        tuple(str(item) for item in match.replacements[:5]),
        # language_tool_python drops the rule's own address; this page has every rule, with examples.
        f"https://community.languagetool.org/rule/show/{quote(str(match.rule_id), safe='')}?lang={primary(language)}",
    )


def _short(error: Exception) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 160 else text[:159] + "…"


def blocks(text: str, most: int) -> list[tuple[int, int]]:
    """Stretches of a text of at most so many characters, cut between paragraphs, else between words."""
    found: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > most:
        cut = max(text.rfind("\n\n", start + 1, start + most), 0) or text.rfind(" ", start + 1, start + most)
        cut = cut if cut > start else start + most
        found.append((start, cut))
        start = cut
    found.append((start, len(text)))
    return found
