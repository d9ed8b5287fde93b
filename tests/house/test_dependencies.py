"""Each pinned package has its line in docs/dependencies.md, and the module named there is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[\w+\])?==", re.MULTILINE)
ROW = re.compile(r"^\| ([A-Za-z0-9_.-]+) \| ([^|]+) \| `([^`]+)` \|$", re.MULTILINE)


@pytest.fixture
def rows() -> list[tuple[str, str, str]]:
    return ROW.findall((ROOT / "docs" / "dependencies.md").read_text())


def test_every_pinned_package_has_its_line_and_no_other_has_one(rows):
    files = [(ROOT / name).read_text() for name in ("requirements.txt", "requirements-dev.txt")]
    assert [name for name, _why, _where in rows] == [name for text in files for name in PINNED.findall(text)]


def test_what_a_package_stands_behind_is_there(rows):
    assert [where for _name, _why, where in rows if not (ROOT / where).exists()] == []
