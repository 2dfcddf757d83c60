"""Running the program: what a call gives."""

from __future__ import annotations

from collections.abc import Callable

# Exit code, standard output and standard error of a call with these arguments.
Run = Callable[..., tuple[int, str, str]]
