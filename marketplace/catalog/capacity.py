"""When so many pieces can be ready: a pure plan of weeks from what a seller makes, promised and rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from marketplace.kernel.dated import Period
from marketplace.kernel.errors import DomainError
from marketplace.kernel.workdays import NATIONAL, Calendar

WORKING_DAYS = 5
"""A full week; one with a holiday makes as many fifths of the capacity as days are left."""

WEEKS_AHEAD = 60
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Making:
    """What is known of a pool. `booked`: pieces promised, by the Monday of their week. closed: days off."""

    per_week: int
    booked: Mapping[date, int]
    closed: Sequence[Period] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """Pieces made in one week, and the day on which the last of them is ready."""

    week: date
    quantity: int
    ready_on: date


@dataclass(frozen=True, slots=True)
class Plan:
    """The weeks in which pieces are made, and how many find no place in the weeks that can be planned."""

    shares: Sequence[Share]
    missing: int = 0

    @property
    def ready_on(self) -> date | None:
        """The day on which everything is ready; None when it never is."""
        return self.shares[-1].ready_on if self.shares and not self.missing else None

    def ready_by(self, day: date) -> int:
        """How many are ready on this day."""
        return sum(share.quantity for share in self.shares if share.ready_on <= day)

    def partial(self) -> Iterator[tuple[date, int]]:
        """Each day on which a part is ready, with how many are ready by then."""
        done = 0
        for share in self.shares:
            done += share.quantity
            yield share.ready_on, done


@dataclass(slots=True)
class _Open:
    """The plan while it is made."""

    needed: int
    shares: list[Share] = field(default_factory=list)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def plan(making: Making, quantity: int, start: date, *, calendar: Calendar = NATIONAL) -> Plan:
    """Put pieces into the free places of the weeks from `start` on, the earliest first.

    What was promised to others is made first. Weeks of a year whose holidays are not known are not planned.
    """
    made = _Open(quantity)
    week = monday_of(start)
    for _ in range(WEEKS_AHEAD):
        if not made.needed:
            break
        try:
            days = _working(week, making.closed, calendar)
        except DomainError:
            break
        _fill(made, making, week, [day for day in days if day >= start])
        week += _WEEK
    return Plan(made.shares, made.needed)


def capacity_of_week(making: Making, week: date, calendar: Calendar = NATIONAL) -> int:
    """How many pieces the whole week suffices for, promised ones among them."""
    return _capacity(making, len(_working(week, making.closed, calendar)))


def _working(week: date, closed: Sequence[Period], calendar: Calendar) -> list[date]:
    days = [week + timedelta(days=number) for number in range(WORKING_DAYS)]
    return [
        day
        for day in days
        if calendar.is_working_day(day) and not any(period.contains(day) for period in closed)
    ]


def _capacity(making: Making, days: int) -> int:
    return making.per_week * days // WORKING_DAYS


def _fill(made: _Open, making: Making, week: date, left: Sequence[date]) -> None:
    # Nobody tells what of this week's promises is made already: all of it is taken to come first.
    before = making.booked.get(week, 0)
    free = _capacity(making, len(left)) - before
    taken = min(free, made.needed)
    if taken <= 0:
        return
    wanted = before + taken
    ready_on = next(day for number, day in enumerate(left, 1) if _capacity(making, number) >= wanted)
    made.shares.append(Share(week, taken, ready_on))
    made.needed -= taken
