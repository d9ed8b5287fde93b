"""What it costs, when money comes, what is public, who sees what, how to leave: as it holds on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from marketplace.kernel.dated import Period, in_force, read_table
from marketplace.procurement.rules import rule

_TABLE = Path(__file__).parent / "data" / "costs_and_data.json"
PAYMENT_STEPS = ("payment.spp_days", "payment.spm_days", "payment.sp2d_days")
"""The treasury's own steps once the bill is complete, each in working days."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of an owner and its answer; verified False until somebody has read the official text."""

    key: str
    question: str
    text: str
    basis: str
    verified: bool
    period: Period


def answers(on: date) -> tuple[Answer, ...]:
    """The answers that hold on a day, in the order of the page, with the day's own numbers."""
    numbers = {"payment_days": payment_days(on)}
    return tuple(replace(row, text=row.text.format_map(numbers)) for row in in_force(_answers(), on))


def payment_days(on: date) -> int:
    """Working days from a complete bill to the money, by the rules in force on a day."""
    return sum(rule(step, on).number for step in PAYMENT_STEPS)


@cache
def _answers() -> tuple[Answer, ...]:
    return tuple(
        Answer(row["key"], row["question"], row["text"], row["basis"], row["verified"], Period.of(row))
        for row in read_table(_TABLE)["answers"]
    )
