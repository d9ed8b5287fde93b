"""Two-minute lessons, one for each thing that a business must show; written to be read aloud. Dated data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from marketplace.kernel.dated import Period, in_force, read_table

_DATA = Path(__file__).parent / "data"
WORDS_PER_MINUTE = 110
"""How fast somebody reads aloud to a person who writes along."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """gist: what it is for, in one sentence. steps: what to do, in order. watch: where people go wrong.

    icon: a symbol of static/icons.svg. basis: the rule behind it.
    """

    slug: str
    title: str
    icon: str
    gist: str
    steps: tuple[str, ...]
    watch: tuple[str, ...]
    period: Period
    basis: str

    @property
    def minutes(self) -> int:
        """How long it takes, in whole minutes, at least one."""
        words = sum(len(text.split()) for text in (self.gist, *self.steps, *self.watch))
        return max(1, -(-words // WORDS_PER_MINUTE))


def lessons(on: date) -> tuple[Lesson, ...]:
    """What is taught on a day, in the order of the levels."""
    return tuple(in_force(_all(), on))


def lesson(slug: str, on: date) -> Lesson | None:
    """One lesson; None when there is none of that name on the day."""
    return next((each for each in lessons(on) if each.slug == slug), None)


@cache
def _all() -> tuple[Lesson, ...]:
    return tuple(
        Lesson(
            row["slug"],
            row["title"],
            row["icon"],
            row["gist"],
            tuple(row["steps"]),
            tuple(row["watch"]),
            Period.of(row),
            row["basis"],
        )
        for row in read_table(_DATA / "lessons.json")["lessons"]
    )
