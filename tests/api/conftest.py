"""An index of its own for each test."""

from __future__ import annotations

from tests.search.conftest import index_folder

__all__ = ["index_folder"]
