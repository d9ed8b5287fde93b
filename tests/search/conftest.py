"""An index of its own for each test that searches the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from marketplace.search import live
from marketplace.settings import Settings


@pytest.fixture
def index_folder(session: Session, settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """The folder of a new, empty index that is in use until the test ends."""
    folder = tmp_path / "index"
    live.use(f"whoosh://{folder}")
    live.rebuild()
    yield folder
    live.use(settings.search)
