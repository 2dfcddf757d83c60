"""The recipes for CI: their shell steps run here as GitHub and GitLab would run them, and no word of a letter gets out unless asked for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from small_letters import EN, IT

ROOT = Path(__file__).parents[2]
DAMAGED = IT.replace("14 marzo", "15 marzo")
WORDS = ("marzo", "Kovač", "Lubiana", "March 14", "police")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A checkout with two letters, and a `letterqa` on the path that is the one under test."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter_en.txt").write_text(EN, encoding="utf-8")
    (tmp_path / "letters" / "letter_it.txt").write_text(DAMAGED, encoding="utf-8")
    command = tmp_path / "bin" / "letterqa"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from letterqa.cli import main; main()" "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


def run(place: Path, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    path = f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "GITHUB_STEP_SUMMARY": str(place / "summary"), "GITHUB_OUTPUT": str(place / "output"), **variables}
    return subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], cwd=place, env=environment, capture_output=True, text=True, check=False)


def steps() -> list[dict[str, Any]]:
    action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert action["runs"]["using"] == "composite"
    listed: list[dict[str, Any]] = action["runs"]["steps"]
    return listed


def check(place: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    (step,) = (step for step in steps() if step.get("id") == "check")
    defaults = {name: item.get("default", "") for name, item in yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"].items()}
    given = defaults | {"source": "letters/letter_en.txt", "target": "letters/letter_it.txt", "languagetool": "false"} | inputs
    variables = {name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: given[match[1]], value) for name, value in step["env"].items()}
    return run(place, step["run"], **variables)


def test_the_action_checks_a_campaign(place: Path) -> None:
    (place / "letters" / "letter_fr.txt").write_text("", encoding="utf-8")
    done = check(place, source="letters", target="")
    assert done.returncode == 2 and "::error file=letters/letter_fr.txt" in done.stdout and "::error file=letters/letter_it.txt,line=" in done.stdout
    assert "| letter |" in (place / "summary").read_text(encoding="utf-8") and (place / "reports" / "letter.en--it.html").is_file()
    for text in (done.stdout, done.stderr, (place / "summary").read_text(encoding="utf-8")):
        assert not any(word in text for word in WORDS)
    assert not (place / "letters" / ".letterqa-cache").exists()


def test_the_action_fails_and_says_where_but_no_word(place: Path) -> None:
    done = check(place)
    assert done.returncode == 1, done.stderr
    assert "::error file=letters/letter_it.txt,line=" in done.stdout
    assert (place / "output").read_text(encoding="utf-8") == "exit-code=1\n"
    public = done.stdout + done.stderr + (place / "summary").read_text(encoding="utf-8")
    public += "".join((place / "reports" / name).read_text(encoding="utf-8") for name in ("letterqa.sarif", "letterqa.xml", "letterqa.md"))
    assert "dates.changed" in public
    for word in WORDS:
        assert word not in public
    assert "marzo" in (place / "reports" / "letterqa.html").read_text(encoding="utf-8")


def test_the_action_quotes_where_it_may(place: Path) -> None:
    done = check(place, **{"include-text": "true"})
    assert done.returncode == 1 and "15 marzo" in done.stdout + (place / "summary").read_text(encoding="utf-8")


def test_the_action_passes_and_obeys(place: Path) -> None:
    (place / "letters" / "letter_it.txt").write_text(IT, encoding="utf-8")
    assert check(place).returncode == 0
    assert check(place, source="letters/missing.txt").returncode == 2
    (place / "letters" / "letter_it.txt").write_text(DAMAGED, encoding="utf-8")
    assert check(place, **{"fail-on": "never"}).returncode == 0


def test_what_a_file_is_called_is_never_run(place: Path) -> None:
    name = '$(touch harm);`touch harm`.txt'
    (place / "letters" / name).write_text(EN, encoding="utf-8")
    check(place, source=f"letters/{name}")
    assert not list(place.glob("**/harm"))
    for step in steps():
        assert "${{" not in step.get("run", "")


def test_nothing_is_uploaded_unless_asked_for() -> None:
    (step,) = (step for step in steps() if "upload-artifact" in step.get("uses", ""))
    assert "inputs.upload-report == 'true'" in step["if"]
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    assert inputs["upload-report"]["default"] == inputs["include-text"]["default"] == "false"


def test_the_gitlab_job(place: Path) -> None:
    job = yaml.safe_load((ROOT / "tools" / "gitlab-ci.yml").read_text(encoding="utf-8"))["letterqa"]
    # --strict would ask for the LanguageTool that `before_script` installs.
    script = "\n".join(job["script"]).replace("--strict", "--languagetool off")
    done = run(place, script, **job["variables"])
    assert done.returncode == 1, done.stderr
    for name in job["artifacts"]["reports"].values():
        content = (place / name).read_text(encoding="utf-8")
        assert "dates.changed" in content and not any(word in content for word in WORDS)


def test_the_hook(place: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["language"] == "python" and hook["pass_filenames"] is False
    done = run(place, f"{hook['entry']} letters/letter_en.txt letters/letter_it.txt --languagetool off")
    assert done.returncode == 1 and done.stdout.startswith("RED")
