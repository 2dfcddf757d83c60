"""What keeps a file from being read is said in one sentence that names the file and says what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from letterqa.errors import ReadError
from letterqa.reading import READERS, read
from letterqa.reading.files import MAX_BYTES


def refusal(path: Path | str) -> str:
    with pytest.raises(ReadError) as caught:
        read(path)
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    assert message.replace(str(path), "").count(". ") == 0, "one sentence"
    return message


@pytest.mark.parametrize("name", ["missing.txt", "no/such/folder.txt", "letter.txt/inside.txt", "a\0b.txt", "x" * 5000 + ".txt"])
def test_a_missing_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A path that leads nowhere, or cannot be one, is refused."""
    monkeypatch.chdir(tmp_path)
    Path("letter.txt").write_text("Dear Minister", encoding="utf-8")
    assert "check the name" in refusal(name)


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_an_empty_file_is_refused(tmp_path: Path, suffix: str) -> None:
    """No byte is no letter, in any format."""
    path = tmp_path / f"letter{suffix}"
    path.touch()
    assert refusal(path) == f"{path} is empty; name a file that holds the text of the letter."


@pytest.mark.parametrize("name", ["letters", "letters.txt", "letters.docx", "."])
def test_a_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A folder is refused, even one with the suffix of a file."""
    monkeypatch.chdir(tmp_path)
    Path(name).mkdir(exist_ok=True)
    assert refusal(name) == f"{name} is a folder; name the letter inside it."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    """A pipe, on which reading might wait for ever, is refused."""
    path = tmp_path / "letter.txt"
    os.mkfifo(path)
    assert "not an ordinary file" in refusal(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_forbidden_file_is_refused(tmp_path: Path) -> None:
    """A file without permission to read is refused."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear Minister", encoding="utf-8")
    path.chmod(0)
    assert "change its permissions" in refusal(path)


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    """A link to itself is refused."""
    path = tmp_path / "letter.txt"
    try:
        path.symlink_to(path)
    except OSError:
        pytest.skip("no links on this system")
    assert "cannot be opened" in refusal(path)


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_a_file_too_large_is_refused(tmp_path: Path, suffix: str) -> None:
    """A file beyond the bound is refused before it is looked into."""
    path = tmp_path / f"letter{suffix}"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert "larger than 20 MB" in refusal(path)


@pytest.mark.parametrize("suffix", [".doc", ".odt", ".pdf", ".rtf", ".html", ".htm", ".docm", ".pages", ".PDF"])
def test_a_convertible_format_is_refused_with_the_way_out(tmp_path: Path, suffix: str) -> None:
    """A document in another format is to be saved as one that is read; a suffix that has a reader is left out here."""
    if suffix.lower() in READERS:
        pytest.skip("has a reader")
    path = tmp_path / f"letter{suffix}"
    path.write_bytes(b"anything")
    message = refusal(path)
    assert message.startswith(str(path))
    assert "save it as .docx or .txt" in message


@pytest.mark.parametrize("name", ["letter.xyz", "letter", "letter.", ".txt", "letter.txt.bak", "lettera.dòc", "letter.jpg"])
def test_an_unknown_suffix_is_refused_with_the_known_ones(tmp_path: Path, name: str) -> None:
    """A suffix that says nothing is answered with the list of those that do."""
    path = tmp_path / name
    path.write_bytes(b"Dear Minister")
    message = refusal(path)
    assert all(suffix in message for suffix in READERS)


def test_a_name_that_cannot_be_printed_is_escaped(tmp_path: Path) -> None:
    """Control characters in a file name do not reach the terminal."""
    message = refusal(str(tmp_path / "a\x1b[31mb\n.txt"))
    assert "\x1b" not in message
    assert "\\x1b" in message


@pytest.mark.parametrize("given", ["letter.txt", "./letter.txt", "sub/../letter.txt"])
def test_a_relative_path_is_shown_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """A relative path goes into the report as the user wrote it."""
    monkeypatch.chdir(tmp_path)
    Path("sub").mkdir()
    Path("letter.txt").write_text("Dear Minister", encoding="utf-8")
    assert read(given).path == given


def test_of_an_absolute_path_only_the_name_is_shown(tmp_path: Path) -> None:
    """Where a letter lies on a disk is no part of a report."""
    path = tmp_path / "lettera è.txt"
    path.write_text("Dear Minister", encoding="utf-8")
    assert read(path).path == read(str(path)).path == "lettera è.txt"


def test_a_name_that_is_no_text_can_be_written(tmp_path: Path) -> None:
    """A file name of undecodable bytes yields a path that every report can carry."""
    path = os.fsdecode(os.fsencode(tmp_path) + b"/perch\xe9.txt")
    try:
        Path(path).write_text("Dear Minister", encoding="utf-8")
    except OSError:
        pytest.skip("names are text on this system")
    assert read(path).path == "perch?.txt"
