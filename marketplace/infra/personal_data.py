"""Which columns hold personal data, and which room exports and erases them (UU 27/2022).

A room may also say what stands in the way of somebody who leaves, what ends when they do, and which files
they take along.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column
from sqlalchemy.orm import Session

from marketplace.infra.db import Base
from marketplace.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why somebody can't leave yet, and where it is put right: one or two sentences, address, words of it."""

    text: str
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class Belonging:
    """A file that a person takes along: its path in the archive, and how its bytes are read.

    private: reading asks a policy and is logged, so it wants a unit of work.
    """

    name: str
    read: Callable[[Session, Actor], bytes]
    private: bool = False


Export = Callable[[Session, int], dict[str, Any]]
Erase = Callable[[Session, int], None]
Obstacles = Callable[[Session, int], list[Obstacle]]
Leave = Callable[[Session, Actor], None]
Belongings = Callable[[Session, int], list[Belonging]]


def nothing_in_the_way(_session: Session, _user_id: int) -> list[Obstacle]:
    """For rooms where nobody has open matters."""
    return []


def nothing_ends(_session: Session, _actor: Actor) -> None:
    """For rooms where nothing ends with an account."""


def no_belongings(_session: Session, _user_id: int) -> list[Belonging]:
    """For rooms that keep no files of people."""
    return []


@dataclass(frozen=True, slots=True)
class Keeper:
    """The tables of a room that hold personal data, and how to give or erase a person's.

    `leave` runs in the transaction that closes the account, before anything is erased.
    """

    tables: frozenset[str]
    export: Export
    erase: Erase
    obstacles: Obstacles = nothing_in_the_way
    leave: Leave = nothing_ends
    belongings: Belongings = no_belongings


_keepers: dict[str, Keeper] = {}


def personal(meaning: str) -> dict[str, str]:
    """Mark a column: `mapped_column(info=personal("nik"))`."""
    return {"personal": meaning}


def register(
    room: str,
    *,
    tables: set[str],
    export: Export,
    erase: Erase,
    obstacles: Obstacles = nothing_in_the_way,
    leave: Leave = nothing_ends,
    belongings: Belongings = no_belongings,
) -> None:
    """Register a room's duties. `export(session, user_id)` gives plain values, `erase` removes or masks."""
    _keepers[room] = Keeper(frozenset(tables), export, erase, obstacles, leave, belongings)


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
