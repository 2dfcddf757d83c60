"""LanguageTool: the real server where it is installed, and servers that hang, die or answer nonsense."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
import pytest

from letterqa.errors import ConfigError, Unavailable
from letterqa.fetching import manifest
from letterqa.javaserver import JavaServer, jar
from letterqa.proofreading import LanguageTool, blocks, leaves_the_machine, proofreader
from running import Run
from small_letters import EN, IT

FOLDER = os.environ.get("LTP_JAR_DIR_PATH")
REQUIRED = bool(os.environ.get("LETTERQA_REQUIRE_LANGUAGETOOL"))
installed = pytest.mark.skipif(not FOLDER and not REQUIRED, reason="LTP_JAR_DIR_PATH names no LanguageTool")


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageTool]:
    """One real server for all tests of this file."""
    opened = proofreader(str(FOLDER))
    assert isinstance(opened, LanguageTool)
    yield opened
    opened.close()


@installed
def test_english_and_italian_by_one_server(server: LanguageTool) -> None:
    text = "It rains 😀😀. The witnesses has withdrawn."
    (slip,) = server.proofread(text, "en-GB", "it")
    assert (text[slip.start : slip.end], slip.issue, slip.replacements[0]) == ("has", "grammar", "have")
    text = "😀😀 La polizia ha apperto un'inchiesta."
    (slip,) = server.proofread(text, "it", "en")
    assert (text[slip.start : slip.end], slip.category) == ("apperto", "TYPOS")
    assert server._server is not None and server._server.alive


@installed
def test_a_killed_server_is_started_again_and_leaves_nothing_behind(server: LanguageTool) -> None:
    server.proofread("All is well.", "en-GB", None)
    assert server._server is not None and server._server.pid is not None
    first = server._server.pid
    os.kill(first, signal.SIGKILL)
    assert server.proofread("The witnesses has withdrawn.", "en-GB", None)
    second = server._server.pid
    assert second != first
    server.close()
    for pid in (first, second):
        with pytest.raises(ProcessLookupError):
            os.kill(pid or 0, 0)


@installed
def test_the_command_line_uses_it(run: Run, workplace: Path) -> None:
    (workplace / "letter_en.txt").write_text("Dear Minister,\n\nThe witnesses has withdrawn there complaint, and nobody knows why they did so.\n", encoding="utf-8")
    _, out, _ = run("lint", "letter_en.txt", "--languagetool", str(FOLDER))
    assert "grammar.error" in out and "has" in out


@installed
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_leaves_no_server_behind(workplace: Path, sent: signal.Signals, code: int) -> None:
    (workplace / "letter_en.txt").write_text("Dear Minister,\n\n" + "The witnesses has withdrawn there complaint, and nobody knows why.\n\n" * 40, encoding="utf-8")
    command = [sys.executable, "-c", "from letterqa.cli import main; main()", "lint", "letter_en.txt", "--languagetool", str(FOLDER)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        held = psutil.Process(process.pid)
        until = time.monotonic() + 60
        while not (servers := [child for child in held.children(recursive=True) if "java" in child.name()]) and time.monotonic() < until:
            time.sleep(0.05)
        assert servers, "no server was started"
        process.send_signal(sent)
        assert process.wait(timeout=30) == code
    _, alive = psutil.wait_procs(servers, timeout=10)
    assert not alive


def test_a_port_that_is_taken_in_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each try takes another port; when all fail, the reason is said."""
    (tmp_path / "languagetool-server.jar").write_bytes(b"not a jar")
    asked: list[int] = []
    monkeypatch.setattr("letterqa.javaserver._free_port", lambda: asked.append(0) or 9)
    with pytest.raises(Unavailable, match="did not start"):
        JavaServer(tmp_path)
    assert len(asked) == 3


class Odd(BaseHTTPRequestHandler):
    """A server that answers as its path's first part says."""

    def do_GET(self) -> None:
        if self.server.manner == "hang":  # type: ignore[attr-defined]
            time.sleep(3)
        if self.path.endswith("languages") and self.server.manner != "garbage":  # type: ignore[attr-defined]
            self.say(b'[{"code": "en", "longCode": "en-GB"}]')
        else:
            self.say(b"<html>what?</html>")

    def do_POST(self) -> None:
        if self.server.manner == "hang":  # type: ignore[attr-defined]
            time.sleep(3)
        self.say({"wrong": b'{"matchs": []}', "list": b"[1, 2]"}.get(self.server.manner, b"<html>"))  # type: ignore[attr-defined]

    def say(self, body: bytes) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.mark.parametrize("manner", ["garbage", "wrong", "list", "html", "hang"])
def test_a_server_that_is_none(manner: str) -> None:
    """Nonsense or silence is a skip with its reason, and the server is not asked again."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Odd) as web:
        web.manner = manner  # type: ignore[attr-defined]
        threading.Thread(target=web.serve_forever, daemon=True).start()
        tool = LanguageTool(lambda: None, f"http://127.0.0.1:{web.server_port}", timeout=1)
        for _ in range(2):
            with pytest.raises(Unavailable, match="Grammar was not checked: the server at http://127.0.0.1"):
                tool.proofread("Hello.", "en-GB", None)
        web.shutdown()


def test_nobody_listens() -> None:
    with pytest.raises(Unavailable, match="failed"):
        LanguageTool(lambda: None, "http://127.0.0.1:9", timeout=1).proofread("Hello.", "en-GB", None)


def test_nothing_installed_is_a_skip_that_says_what_to_do(run: Run, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LTP_JAR_DIR_PATH", raising=False)
    monkeypatch.delenv("LETTERQA_LANGUAGETOOL")
    monkeypatch.setenv("LETTERQA_HOME", str(workplace / "home"))
    (workplace / "letter_en.txt").write_text("Dear Minister,\n\nWe write to you about the teacher who was arrested in May.\n", encoding="utf-8")
    code, out, err = run("lint", "letter_en.txt")
    assert code == 0 and "letterqa languagetool install" in out + err
    code, out, err = run("lint", "letter_en.txt", "--strict")
    assert code == 3
    code, out, err = run("lint", "letter_en.txt", "--languagetool", "off", "--strict")
    assert code == 0 and "languagetool install" not in out + err
    code, out, err = run("languagetool", "status")
    assert code == 0 and "No LanguageTool" in out


def test_a_jar_that_does_not_start(tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("no Java")
    (tmp_path / "libs").mkdir()
    manifest(tmp_path / "languagetool-server.jar", [])
    assert jar(tmp_path) is not None
    with pytest.raises(Unavailable, match="LanguageTool did not start: it ended with code"):
        JavaServer(tmp_path)


def test_what_the_setting_may_be(tmp_path: Path) -> None:
    assert proofreader("off") is None
    with pytest.raises(ConfigError, match="use auto, local, off"):
        proofreader(str(tmp_path / "missing"))
    assert leaves_the_machine("https://api.languagetool.org") and not leaves_the_machine("http://localhost:8081") and not leaves_the_machine("auto")


def test_a_server_elsewhere_is_warned_of(run: Run, workplace: Path) -> None:
    (workplace / "letter_en.txt").write_text("Dear Minister,\n\nWe write to you about the teacher who was arrested in May.\n", encoding="utf-8")
    _, _, err = run("lint", "letter_en.txt", "--languagetool", "http://192.0.2.1:1", "--only", "structure")
    assert "sent to http://192.0.2.1:1, which is another machine" in err
    _, _, err = run("lint", "letter_en.txt", "--languagetool", "http://localhost:1", "--only", "structure")
    assert "another machine" not in err


def test_long_letters_go_in_blocks() -> None:
    text = "\n\n".join("word " * 300 for _ in range(40))
    cut = blocks(text, 5000)
    assert all(end - start <= 5000 for start, end in cut)
    assert "".join(text[start:end] for start, end in cut) == text
    assert blocks("x" * 12000, 5000) == [(0, 5000), (5000, 10000), (10000, 12000)]


@installed
def test_one_server_serves_a_campaign(workplace: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """Two processes ask one LanguageTool, and it is gone afterwards; a misspelled word is found in the pair that has it."""
    monkeypatch.setenv("LETTERQA_LANGUAGETOOL", str(FOLDER))
    from letterqa import campaign_cli, proofreading

    servers: list[Any] = []
    real = proofreading.common_server

    def counted(wanted: str) -> Any:
        servers.append(real(wanted))
        return servers[-1]

    monkeypatch.setattr(proofreading, "common_server", counted)
    assert campaign_cli
    (workplace / "letters").mkdir()
    for name, text in {"a_en": EN, "a_it": IT.replace("insegnante", "insenante"), "b_en": EN, "b_it": IT}.items():
        (workplace / "letters" / f"{name}.txt").write_text(text, encoding="utf-8")
    code, _, err = run("campaign", "letters", "--jobs", "2", "--report", "all.json", "--only", "grammar", "--fail-on", "minor")
    told = {item["letter"]: item["report"]["findings"] for item in json.loads(Path("all.json").read_text(encoding="utf-8"))["pairs"]}
    assert code == 1 and told["b"] == [] and [item["rule"] for item in told["a"]] == ["grammar.spelling"], err
    (server,) = servers
    assert server is not None and not server.alive
