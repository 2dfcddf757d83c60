"""What all tests share: the helper modules beside them, and one Checker, because opening the model takes longer than using it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from letterqa import Checker


@pytest.fixture(scope="session")
def checker() -> Iterator[Checker]:
    """A Checker with the settings that everybody has, open for the whole run."""
    with Checker() as opened:
        yield opened
