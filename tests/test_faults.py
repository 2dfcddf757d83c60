"""What goes wrong around letterqa: a full disk, no network, no home, no locale, the same file twice. Nothing is lost, and one sentence says what to do."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from running import Run
from small_letters import EN, FR, IT

COMMAND = [sys.executable, "-c", "from letterqa.cli import main; main()"]


@pytest.fixture
def letters(workplace: Path) -> Path:
    (workplace / "letter_en.txt").write_text(EN, encoding="utf-8")
    (workplace / "letter_it.txt").write_text(IT.replace("14 marzo", "15 marzo"), encoding="utf-8")
    return workplace


@pytest.mark.parametrize("broken", ["replace", "write"])
@pytest.mark.parametrize("kind", ["r.html", "r.json", "docx:r.docx", "r.xlf", "r.sarif"])
def test_a_full_disk_leaves_the_old_report(letters: Path, run: Run, monkeypatch: pytest.MonkeyPatch, kind: str, broken: str) -> None:
    path = Path(kind.rpartition(":")[2])
    path.write_bytes(b"the old report")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if broken == "replace":
        monkeypatch.setattr(os, "replace", full)
    else:
        real = os.fdopen

        def fdopen(*arguments: object, **options: object) -> object:
            file = real(*arguments, **options)  # type: ignore[call-overload]
            real_exit = file.__exit__

            class Full:
                def __enter__(self) -> Full:
                    return self

                def __exit__(self, *error: object) -> None:
                    real_exit(*error)

                write = full

            return Full()

        monkeypatch.setattr(os, "fdopen", fdopen)
    before = {item.name for item in Path().iterdir()}
    code, _, err = run("check", "letter_en.txt", "letter_it.txt", "--report", kind)
    assert code == 2 and "No space left on device" in err and "Traceback" not in err
    assert path.read_bytes() == b"the old report"
    assert {item.name for item in Path().iterdir()} == before


def test_a_folder_that_cannot_be_written(letters: Path, run: Run) -> None:
    Path("file").write_text("", encoding="utf-8")
    for arguments in (("check", "letter_en.txt", "letter_it.txt", "--report", "file/r.html"), ("campaign", ".", "--report", "html:file/index.html"), ("campaign", ".", "--cache", "file/cache")):
        code, _, err = run(*arguments)
        assert code == 2 and "file" in err and "Traceback" not in err, arguments


def test_everything_works_offline(letters: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket is opened, not even to ask for a name."""

    def deny(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, deny)
    monkeypatch.setattr(socket, "getaddrinfo", deny)
    shutil.copy("letter_en.txt", "both.txt")
    Path("both.txt").write_text(EN + "\n" + IT, encoding="utf-8")
    commands = (
        ("check", "letter_en.txt", "letter_it.txt", "--report", "r.html", "--report", "r.json"),
        ("check", "both.txt"),
        ("campaign", ".", "--jobs", "1"),
        ("lint", "letter_it.txt"),
        ("align", "letter_en.txt", "letter_it.txt"),
        ("split", "both.txt", "--force"),
        ("mentions", "letter_en.txt"),
        ("rules",),
        ("glossary", "show", "Geneva Convention"),
        ("languagetool", "status"),
        ("waive", "r.json", "0000000000000000", "--reason", "x"),
    )
    for arguments in commands:
        code, _, err = run(*arguments)
        assert code in (0, 1, 2) and "bug" not in err, (arguments, err)


def test_without_home_locale_or_terminal(letters: Path) -> None:
    """The barest environment: only where programs are."""
    environment = {"PATH": os.environ["PATH"], "LETTERQA_LANGUAGETOOL": "off"}
    done = subprocess.run([*COMMAND, "check", "letter_en.txt", "letter_it.txt"], capture_output=True, env=environment, stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == 1 and b"Kova" not in done.stderr and b"dates.changed" in done.stdout, done.stderr
    assert Path("reports/letter_en--letter_it.html").is_file()
    campaign = subprocess.run([*COMMAND, "campaign", ".", "--jobs", "2"], capture_output=True, env=environment | {"LC_ALL": "nonsense"}, check=False)
    assert campaign.returncode == 1, campaign.stderr


def test_nothing_is_written_beside_the_program(letters: Path, run: Run) -> None:
    """A read-only install works: the package's folder stays as it is."""
    import letterqa

    root = Path(letterqa.__file__).parent

    def state() -> dict[Path, tuple[int, int]]:
        return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc"}

    before = state()
    run("check", "letter_en.txt", "letter_it.txt")
    run("campaign", ".", "--jobs", "1")
    assert state() == before


def test_the_letters_stay_as_they_are(letters: Path, run: Run) -> None:
    """And what stands beside them."""
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in Path().iterdir() if path.is_file()}
    run("check", "letter_en.txt", "letter_it.txt")
    run("campaign", ".", "--jobs", "1")
    run("lint", "letter_it.txt")
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in Path().iterdir() if path.is_file()} == before


def test_the_same_file_twice_and_swapped_order(letters: Path, run: Run) -> None:
    code, out, _ = run("check", "letter_en.txt", "letter_en.txt", "--source-lang", "en", "--target-lang", "en")
    assert code == 0 and out.startswith("GREEN: no findings")
    there, back = (run("check", *pair, "--report", "json:-") for pair in (("letter_en.txt", "letter_it.txt"), ("letter_it.txt", "letter_en.txt")))
    assert there[0] == back[0] == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", 2),
        (b"\n\n \t\n", 2),
        (b"\x00" * 400, 2),
        (b"\xff\xfe\x00\x00" * 100, 2),
        (FR.encode(), 1),  # French under an Italian name
        (IT.encode("utf-16"), 0),
        (IT.encode("cp1252", "ignore"), 0),
        (("\ufeff" + IT).encode(), 0),
        (IT.replace("\n", "\r\n").encode(), 0),
        (IT.replace("\n", "\r").encode(), 0),
        ((IT + "\u202e").encode(), 1),
        (IT.replace("Ana Kovač", "Аna Kovač").encode(), 1),  # a Cyrillic А
    ],
)
def test_hostile_and_odd_letters(letters: Path, run: Run, data: bytes, code: int) -> None:
    Path("letter_it.txt").write_bytes(data)
    done, out, err = run("check", "letter_en.txt", "letter_it.txt", "--source-lang", "en")
    assert done == code and "Traceback" not in err, (out, err)
