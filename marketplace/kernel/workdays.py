"""Working days of government offices and the deadlines counted in them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from marketplace.kernel.errors import DomainError
from marketplace.kernel.holidays import HOLIDAY_YEARS, HolidayYear

_SATURDAY = 5
_END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last instant that is in time (aware, UTC), and the version of the holiday table it was counted by.

    Both are stored and never recomputed: a later decree does not move a deadline that people were told.
    """

    instant: datetime
    holiday_version: str


class Calendar:
    """Which days are worked: Monday to Friday, less the holidays of the year's table.

    A year without a table refuses, because a deadline counted without its holidays would be a wrong one.
    """

    def __init__(self, years: Mapping[int, HolidayYear]) -> None:
        self._years = dict(years)
        self.version = _version_of(self._years)

    def is_working_day(self, day: date) -> bool:
        """True when offices work on `day`; raises DomainError for a year without a holiday table."""
        table = self._years.get(day.year)
        if table is None:
            raise DomainError(
                f"Daftar hari libur tahun {day.year} belum ada, jadi tenggat hari kerja belum bisa dihitung. "
                "Pilih tanggal lain atau minta pengelola memuat SKB hari libur tahun itu."
            )
        return day.weekday() < _SATURDAY and day not in table.days

    def add_working_days(self, day: date, count: int) -> date:
        """The date `count` working days after `day` (before it when negative); `day` itself is day 0."""
        step = timedelta(days=1 if count > 0 else -1)
        remaining = abs(count)
        while remaining:
            day += step
            remaining -= self.is_working_day(day)
        return day


def _version_of(years: Mapping[int, HolidayYear]) -> str:
    """First and last year and a digest of the days: two tables share a version only when they are equal."""
    days = sorted(day.isoformat() for table in years.values() for day in table.days)
    digest = hashlib.sha256(" ".join(days).encode()).hexdigest()[:8]
    return f"{min(years)}-{max(years)}-{digest}"


NATIONAL = Calendar(HOLIDAY_YEARS)


def is_working_day(day: date) -> bool:
    """True when `day` is worked by the national calendar."""
    return NATIONAL.is_working_day(day)


def add_working_days(day: date, count: int) -> date:
    """The date `count` working days after `day` by the national calendar; negative counts back."""
    return NATIONAL.add_working_days(day, count)


def deadline(
    start_instant: datetime, working_days: int, zone: ZoneInfo, *, calendar: Calendar = NATIONAL
) -> Deadline:
    """The deadline `working_days` working days after an event at `start_instant` (aware).

    The day of the event in `zone` (the work unit's) is day 0; the deadline is 23:59:59 of day n there.
    """
    if start_instant.tzinfo is None or working_days < 0:
        raise ValueError("a deadline needs an aware start and zero or more working days")
    last_day = calendar.add_working_days(start_instant.astimezone(zone).date(), working_days)
    instant = datetime.combine(last_day, _END_OF_DAY, tzinfo=zone).astimezone(UTC)
    return Deadline(instant, calendar.version)


def in_time(at: datetime, deadline: Deadline) -> bool:
    """True when `at` is not after the deadline; the last second itself is in time."""
    return at <= deadline.instant
