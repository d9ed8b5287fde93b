"""Numbers and words that law or the house sets, as rows with dates and basis: one table a room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from marketplace.kernel.dated import NotInForce, Period, in_force, read_table
from marketplace.kernel.money import Rupiah


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """One rule while it holds.

    key: dotted name. A key that ends in `.max` or `.min` includes its value, one in `.above` does not.
    value: a number in `unit`, or a word where `unit` is "text".
    unit: idr, basis_points, basis_points_per_day, working_days, calendar_days, minutes, hours, hours_before,
    years, count or text.
    basis: regulation and article, or that it is the policy of the house. verified: false until somebody
    has read the official text.
    """

    key: str
    value: int | str
    unit: str
    period: Period
    basis: str
    verified: bool
    note: str

    @property
    def number(self) -> int:
        """The value as a number; TypeError when the rule holds a word."""
        if not isinstance(self.value, int):
            raise TypeError(f"{self.key} is not a number: {self.value!r}")
        return self.value

    @property
    def rupiah(self) -> Rupiah:
        """The value as an amount; TypeError when the rule counts something else."""
        if self.unit != "idr":
            raise TypeError(f"{self.key} is not an amount but counts {self.unit}")
        return Rupiah(self.number)


class RuleTable:
    """The rules of one room, read once from `{"version": …, "rules": [rows]}`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def rules(self) -> tuple[PolicyRule, ...]:
        """Every rule of every time, in the order of the table."""
        return tuple(
            PolicyRule(
                row["key"],
                row["value"],
                row["unit"],
                Period.of(row),
                row["basis"],
                row["verified"],
                row["note"],
            )
            for row in read_table(self._path)["rules"]
        )

    @property
    def version(self) -> str:
        """The version of the table, for records that name what they were judged by."""
        version: str = read_table(self._path)["version"]
        return version

    def rule(self, key: str, on: date) -> PolicyRule:
        """The rule `key` as it holds on the day `on`; NotInForce when there is none."""
        for row in in_force(self.rules, on):
            if row.key == key:
                return row
        raise NotInForce(f"no rule {key} is in force on {on}")
