"""letterqa compares the language versions of an advocacy letter. Public names: check, Checker, Settings, Report, Finding, Severity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from letterqa.checker import Checker, check
    from letterqa.config import Settings
    from letterqa.finding import Finding, Severity
    from letterqa.report import Report

__version__ = "0.1.0"
__all__ = ["Checker", "Finding", "Report", "Settings", "Severity", "__version__", "check"]

_HOMES = {"Checker": "checker", "check": "checker", "Settings": "config", "Finding": "finding", "Severity": "finding", "Report": "report"}


def __getattr__(name: str) -> Any:
    """Public names load their module when first used, so that `letterqa --version` starts at once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'letterqa' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"letterqa.{_HOMES[name]}"), name)
