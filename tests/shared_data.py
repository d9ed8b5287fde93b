"""Where data for trying lie outside the repository; a test that needs them says when they are not here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared(path: str) -> Path:
    """The file or folder `path` under SHARED_DATA, or under ../shared/data; skips when it is absent."""
    found = Path(os.environ.get("SHARED_DATA") or _BESIDE) / path
    if not found.exists():
        pytest.skip(f"not here: {path}")
    return found
