"""Files that must be refused: in one sentence that names the file and says what to do, and soon."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from letterqa.errors import ReadError
from letterqa.reading import read


def refused(path: Path, data: bytes, advice: str, seconds: float = 10) -> str:
    """Write a file, expect it to be refused with a message that matches `advice`, and return the message."""
    path.write_bytes(data)
    began = time.monotonic()
    with pytest.raises(ReadError, match=advice) as caught:
        read(path)
    assert time.monotonic() - began < seconds
    message = str(caught.value)
    assert message.startswith(str(path))
    assert message.endswith(".")
    assert "\n" not in message
    return message
