"""Law as data: rows of a room's JSON table that hold from a day to a day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar


class NotInForce(LookupError):
    """No row of a dated table holds on the day asked for: table or day is wrong, never the person."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days on which a row holds; both ends belong to it, and `until` None has no end."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"a period ends before it begins: {self.since} to {self.until}")

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Period:
        """Read the keys `valid_from` and `valid_to` (ISO dates; null: still in force)."""
        until = row["valid_to"]
        return cls(date.fromisoformat(row["valid_from"]), date.fromisoformat(until) if until else None)

    def contains(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)

    def overlaps(self, other: Period) -> bool:
        starts_before_end = other.until is None or self.since <= other.until
        ends_after_start = self.until is None or other.since <= self.until
        return starts_before_end and ends_after_start


class Dated(Protocol):
    @property
    def period(self) -> Period: ...


Row = TypeVar("Row", bound=Dated)


def in_force(rows: Iterable[Row], on: date) -> tuple[Row, ...]:
    """The rows that hold on the day `on`, in the order of the table."""
    return tuple(row for row in rows if row.period.contains(on))


def read_table(path: Path) -> dict[str, Any]:
    """The JSON object in `path`; UTF-8."""
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table
