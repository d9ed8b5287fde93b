"""Which columns hold personal data, and which room exports and erases them (UU 27/2022)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column
from sqlalchemy.orm import Session

from marketplace.infra.db import Base

Export = Callable[[Session, int], dict[str, Any]]
Erase = Callable[[Session, int], None]


@dataclass(frozen=True, slots=True)
class Keeper:
    """The tables of a room that hold personal data, and how to give or erase a person's."""

    tables: frozenset[str]
    export: Export
    erase: Erase


_keepers: dict[str, Keeper] = {}


def personal(meaning: str) -> dict[str, str]:
    """Mark a column: `mapped_column(info=personal("nik"))`."""
    return {"personal": meaning}


def register(room: str, *, tables: set[str], export: Export, erase: Erase) -> None:
    """Register a room's duties. `export(session, user_id)` gives plain values, `erase` removes or masks."""
    _keepers[room] = Keeper(frozenset(tables), export, erase)


def keepers() -> dict[str, Keeper]:
    return dict(_keepers)


def marked_columns() -> list[Column[Any]]:
    """Every column marked as personal, in all tables."""
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if "personal" in column.info
    ]


def unkept() -> list[str]:
    """Marked columns of tables that no room has registered; a test wants this empty."""
    kept = {table for keeper in _keepers.values() for table in keeper.tables}
    return [
        f"{column.table.name}.{column.name}" for column in marked_columns() if column.table.name not in kept
    ]
