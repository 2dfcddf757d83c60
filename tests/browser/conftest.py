"""A real browser for the report: Debian's chromium, driven by playwright."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The hand-made reports of the renderers' tests serve here too.
sys.path.insert(0, str(Path(__file__).parents[1] / "render"))

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def _absent(reason: str) -> None:
    if os.environ.get("LETTERQA_REQUIRE_BROWSER") == "1":
        pytest.fail(f"{reason}, and LETTERQA_REQUIRE_BROWSER=1 asks for it")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _absent("playwright is not installed")
    path = shutil.which("chromium")
    if path is None:
        _absent("chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()
