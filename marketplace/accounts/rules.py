"""Deadlines of this room and the papers that show who somebody is, with their dates and basis (`data/`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from marketplace.kernel.dated import Period, in_force, read_table
from marketplace.kernel.policy_rules import RuleTable

_DATA = Path(__file__).parent / "data"
POLICY = RuleTable(_DATA / "policy_rules.json")
rule = POLICY.rule


@dataclass(frozen=True, slots=True)
class IdentityPaper:
    """A kind of paper that shows who its holder is."""

    key: str
    label: str
    basis: str
    period: Period


def identity_papers(on: date) -> tuple[IdentityPaper, ...]:
    """The kinds of paper that count on a day."""
    return in_force(_papers(), on)


@cache
def _papers() -> tuple[IdentityPaper, ...]:
    return tuple(
        IdentityPaper(row["key"], row["label"], row["basis"], Period.of(row))
        for row in read_table(_DATA / "identity_papers.json")["papers"]
    )
