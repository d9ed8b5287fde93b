"""Deadlines in working days: day 0 is the day of the event, the last second of day n is in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from marketplace.kernel import workdays
from marketplace.kernel.clock import WIB, WIT, WITA
from marketplace.kernel.errors import DomainError
from marketplace.kernel.holidays import HOLIDAY_YEARS, HolidayYear


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 8, 17), False),  # independence
        (date(2026, 12, 24), False),  # joint leave counts
        (date(2025, 8, 18), False),  # joint leave added by the amended decree of 2025
        (date(2025, 8, 19), True),
        (date(2027, 3, 15), False),
    ],
)
def test_which_days_are_worked(day, worked):
    assert workdays.is_working_day(day) is worked


def test_holidays_of_2025_are_those_of_the_decree():
    """17 national holidays, 10 days of joint leave and the one added in August."""
    assert sorted(HOLIDAY_YEARS) == [2025, 2026, 2027]
    assert len(HOLIDAY_YEARS[2025].days) == 17 + 10 + 1
    assert all(table.decree.startswith("SKB Nomor") for table in HOLIDAY_YEARS.values())


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 24), 1, date(2026, 11, 25)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # Friday to Monday
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # an event on Saturday
        (date(2026, 3, 17), 1, date(2026, 3, 25)),  # Nyepi and Idulfitri
        (date(2026, 12, 23), 1, date(2026, 12, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),  # over the new year
        (date(2026, 11, 30), -1, date(2026, 11, 27)),
        (date(2026, 3, 25), -2, date(2026, 3, 16)),
    ],
)
def test_adding_working_days(day, count, expected):
    assert workdays.add_working_days(day, count) == expected


@pytest.mark.parametrize("count", [1, -1])
def test_a_year_without_a_holiday_table_refuses(count):
    with pytest.raises(DomainError, match="Daftar hari libur tahun"):
        workdays.add_working_days(date(2028, 1, 1) if count > 0 else date(2025, 1, 1), count)


@pytest.mark.parametrize(
    ("start", "days", "zone", "instant"),
    [
        # 3 working days from Tuesday 24 November end with Friday 27 November in the zone of the unit.
        (datetime(2026, 11, 24, 2, tzinfo=UTC), 3, WIB, datetime(2026, 11, 27, 16, 59, 59, tzinfo=UTC)),
        (datetime(2026, 11, 24, 2, tzinfo=UTC), 3, WITA, datetime(2026, 11, 27, 15, 59, 59, tzinfo=UTC)),
        (datetime(2026, 11, 24, 2, tzinfo=UTC), 3, WIT, datetime(2026, 11, 27, 14, 59, 59, tzinfo=UTC)),
        # 15:30 UTC is still the 24th in Jakarta and already the 25th in Jayapura.
        (datetime(2026, 11, 24, 15, 30, tzinfo=UTC), 1, WIB, datetime(2026, 11, 25, 16, 59, 59, tzinfo=UTC)),
        (datetime(2026, 11, 24, 15, 30, tzinfo=UTC), 1, WIT, datetime(2026, 11, 26, 14, 59, 59, tzinfo=UTC)),
        (datetime(2026, 11, 24, 2, tzinfo=UTC), 0, WIB, datetime(2026, 11, 24, 16, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_deadline_ends_with_the_last_day_in_its_zone(start, days, zone, instant):
    due = workdays.deadline(start, days, zone)
    assert due.instant == instant
    assert due.instant.tzinfo is UTC
    assert due.holiday_version == workdays.NATIONAL.version


def test_the_last_second_is_in_time_and_the_next_is_not():
    due = workdays.deadline(datetime(2026, 11, 24, 2, tzinfo=UTC), 3, WIB)
    assert workdays.in_time(due.instant, due)
    assert not workdays.in_time(due.instant + timedelta(seconds=1), due)


@pytest.mark.parametrize(
    ("start", "days"),
    [(datetime(2026, 11, 24), 3), (datetime(2026, 11, 24, tzinfo=UTC), -1)],  # noqa: DTZ001
)
def test_a_deadline_needs_an_aware_start_and_days_ahead(start, days):
    with pytest.raises(ValueError, match="deadline"):
        workdays.deadline(start, days, WIB)


def test_the_version_changes_with_the_days():
    table = HolidayYear(2026, "SKB", frozenset({date(2026, 1, 1)}))
    moved = HolidayYear(2026, "SKB", frozenset({date(2026, 1, 2)}))
    assert workdays.Calendar({2026: table}).version != workdays.Calendar({2026: moved}).version
    assert workdays.Calendar({2026: table}).version == workdays.Calendar({2026: table}).version


def test_another_calendar_can_be_given():
    quiet = workdays.Calendar({2026: HolidayYear(2026, "SKB", frozenset({date(2026, 11, 25)}))})
    due = workdays.deadline(datetime(2026, 11, 24, 2, tzinfo=UTC), 1, WIB, calendar=quiet)
    assert due.instant == datetime(2026, 11, 26, 16, 59, 59, tzinfo=UTC)
    assert due.holiday_version == quiet.version
