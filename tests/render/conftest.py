"""Reports for the renderers' tests; the builders are in `render_samples`, which the browser test uses too."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import render_samples as samples

from letterqa.report import Report


@pytest.fixture
def small() -> Report:
    return samples.small_report()


@pytest.fixture
def seed() -> Report:
    return samples.seed_report()


@pytest.fixture
def hostile() -> Report:
    return samples.hostile_report()
