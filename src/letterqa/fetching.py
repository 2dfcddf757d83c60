"""Fetches LanguageTool once: by language_tool_python's own download, or from Maven Central, which mirrors and CI can reach."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from letterqa.errors import LetterqaError
from letterqa.javaserver import JARS
from letterqa.locales import SUPPORTED

RELEASE, MAVEN = "6.8", "6.7"  # the newest that language_tool_python and Maven Central have
_ARTIFACTS = ("languagetool-server", *(f"language-{code}" for code in SUPPORTED))
_LINE = 70  # bytes of a manifest's line (JAR file specification)


def from_release(folder: Path) -> Path:
    """The folder of a LanguageTool that language_tool_python has downloaded into `folder`; raises LetterqaError with the reason if it cannot."""
    from language_tool_python.download_lt import LocalLanguageTool

    folder.mkdir(parents=True, exist_ok=True)
    before = os.environ.get("LTP_PATH")
    os.environ["LTP_PATH"] = str(folder)
    try:
        LocalLanguageTool.from_version_name(RELEASE).download()
    except Exception as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise LetterqaError(
            f"LanguageTool {RELEASE} could not be downloaded ({reason}). Try --from-maven, or see the README for other ways."
        ) from error
    finally:
        os.environ.pop("LTP_PATH") if before is None else os.environ.update(LTP_PATH=before)
    return folder / f"LanguageTool-{RELEASE}"


def from_maven(folder: Path) -> Path:
    """The folder of a LanguageTool put together from Maven Central (or the mirror that Maven is set up for); raises LetterqaError if it cannot."""
    maven = shutil.which("mvn")
    if maven is None:
        raise LetterqaError("--from-maven needs Maven (the program mvn), which was not found: install it, or leave --from-maven out.")
    home = folder / f"LanguageTool-{MAVEN}"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        work = Path(scratch)
        (work / "pom.xml").write_text(_pom(), encoding="utf-8")
        made = work / "made"
        command = [maven, "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={made / 'libs'}", "-DincludeScope=runtime"]
        done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            lines = [line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line] or ["no reason given"]
            raise LetterqaError(f"Maven could not fetch LanguageTool {MAVEN}: {lines[0].replace('[ERROR]', '').strip()[:300]}")
        manifest(made / JARS[0], sorted(path.name for path in (made / "libs").glob("*.jar")))
        if home.exists():
            shutil.rmtree(home)
        made.rename(home)
    return home


def _pom() -> str:
    dependency = "<dependency><groupId>org.languagetool</groupId><artifactId>{}</artifactId><version>" + MAVEN + "</version></dependency>"
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        "<groupId>letterqa</groupId><artifactId>languagetool</artifactId><version>1</version>"
        f"<dependencies>{''.join(dependency.format(name) for name in _ARTIFACTS)}</dependencies></project>"
    )


def manifest(path: Path, jars: Iterable[str]) -> None:
    """Writes a jar that only names others, in libs/ beside it, and the class that starts the server."""
    lines = [b"Manifest-Version: 1.0", b"Main-Class: org.languagetool.server.HTTPServer"]
    rest = ("Class-Path: " + " ".join(f"libs/{name}" for name in jars)).encode("utf-8")
    lines.append(rest[:_LINE])
    rest = rest[_LINE:]
    while rest:
        lines.append(b" " + rest[: _LINE - 1])
        rest = rest[_LINE - 1 :]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", b"\r\n".join(lines) + b"\r\n\r\n")
