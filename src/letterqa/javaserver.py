"""A LanguageTool server of our own: started on a free port of this machine, asked until it answers, stopped whatever happens."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from letterqa.errors import Unavailable
from letterqa.saying import say

JARS = ("languagetool-server.jar", "languagetool.jar")
_START = 60.0  # seconds that a slow machine may take
_PORTS = 3  # tries to find a free one: another program may take it in between
_HOST = "127.0.0.1"


def java() -> str | None:
    """The path of Java, None where there is none."""
    return shutil.which("java")


def jar(folder: Path) -> Path | None:
    """The server's jar in a folder, None where there is none."""
    return next((folder / name for name in JARS if (folder / name).is_file()), None)


class JavaServer:
    """A running server; `url` is its address. Use `stop`, or let the end of the program do so."""

    def __init__(self, folder: Path, patience: float = _START) -> None:
        """Raises Unavailable, with the reason, for a server that does not start."""
        command, archive = java(), jar(folder)
        if command is None:
            raise Unavailable(say("Java was not found: install Java 17 or later"))
        if archive is None:
            raise Unavailable(say("{a} has no {b}", a=str(folder), b=JARS[0]))
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 (closed by stop)
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.stop)
        reason = ""
        for _ in range(_PORTS):
            port = _free_port()
            self.url = f"http://{_HOST}:{port}"
            # Its own session, so that Ctrl-C reaches us first; nothing but this machine may ask it.
            self._process = subprocess.Popen(
                [command, "-cp", str(archive), "org.languagetool.server.HTTPServer", "--port", str(port)],
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env={key: value for key, value in os.environ.items() if key not in ("JAVA_TOOL_OPTIONS", "CLASSPATH")},
            )
            try:
                reason = self._wait(port, patience)
            except BaseException:
                self.stop()
                raise
            if not reason:
                return
            self._kill()
        self.stop()
        raise Unavailable(say("LanguageTool did not start: {a}", a=reason))

    def _wait(self, port: int, patience: float) -> str:
        """Empty once the server listens, else why it will not."""
        assert self._process is not None
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self._process.poll() is not None:
                return say("it ended with code {a}{b}", a=self._process.returncode, b=self._said())
            with suppress(OSError), socket.create_connection((_HOST, port), timeout=1):
                return ""
            time.sleep(0.1)
        return say("no answer within {a} seconds", a=f"{patience:.0f}")

    def _said(self) -> str:
        self._log.seek(0)
        lines = self._log.read(20_000).decode("utf-8", "replace").strip().splitlines()
        return f" ({lines[-1].strip()[:200]})" if lines else ""

    @property
    def alive(self) -> bool:
        """Whether its process still runs."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """The number of its process."""
        return self._process.pid if self._process is not None else None

    def stop(self) -> None:
        """Ends the process, and waits until it has ended; safe to call twice."""
        atexit.unregister(self.stop)
        self._kill()
        self._log.close()

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=5)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
        return port
