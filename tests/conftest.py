"""What all tests share: the helper modules beside them, and one Checker, because opening the model takes longer than using it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
# A server that takes seconds to start is asked only by the tests that are about it.
os.environ["LETTERQA_LANGUAGETOOL"] = "off"
# The report speaks the language of the user's locale.
os.environ["LC_ALL"] = "C.UTF-8"

from letterqa import Checker, cli
from running import Run


@pytest.fixture(scope="session")
def checker() -> Iterator[Checker]:
    """A Checker with the settings that everybody has, open for the whole run."""
    with Checker() as opened:
        yield opened


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, where no configuration above it is found."""
    (tmp_path / "letterqa.toml").write_text("# stops the search for a configuration here\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program; returns exit code, standard output and standard error."""

    def go(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            cli.main(list(arguments))
        out, err = capsys.readouterr()
        assert isinstance(stop.value.code, int)
        return stop.value.code, out, err

    return go
