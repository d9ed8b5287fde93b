"""Time comes from one movable source, and every region lies in one of three zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from marketplace.kernel import clock, regions
from marketplace.kernel.errors import DomainError

NEW_YEARS_EVE = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)


def test_now_is_aware_and_in_utc():
    assert clock.now().tzinfo is UTC


def test_a_frozen_clock_stands_still_and_is_given_back():
    with clock.frozen(NEW_YEARS_EVE.astimezone(clock.WIT)):
        assert clock.now() == NEW_YEARS_EVE
        assert clock.now().tzinfo is UTC
    assert clock.now() != NEW_YEARS_EVE


def test_a_frozen_clock_ignores_the_demo_clock_and_nests():
    clock.set_offset(timedelta(days=3))
    try:
        with clock.frozen(NEW_YEARS_EVE):
            with clock.frozen(NEW_YEARS_EVE + timedelta(hours=1)):
                assert clock.now() == NEW_YEARS_EVE + timedelta(hours=1)
            assert clock.now() == NEW_YEARS_EVE
        assert clock.offset() == timedelta(days=3)
    finally:
        clock.set_offset(timedelta(0))


def test_a_frozen_clock_needs_a_zone():
    with pytest.raises(ValueError, match="aware"), clock.frozen(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass


def test_the_demo_clock_moves_the_time():
    previous = clock.set_source(lambda: NEW_YEARS_EVE)
    clock.set_offset(timedelta(days=2))
    try:
        assert clock.now() == NEW_YEARS_EVE + timedelta(days=2)
    finally:
        clock.set_offset(timedelta(0))
        clock.set_source(previous)


@pytest.mark.parametrize(
    ("zone", "day"),
    [(clock.WIB, date(2027, 1, 1)), (clock.WITA, date(2027, 1, 1)), (clock.WIT, date(2027, 1, 1))],
)
def test_today_is_the_date_in_the_zone(zone, day):
    with clock.frozen(NEW_YEARS_EVE):
        assert clock.today(zone) == day
        assert clock.today() == date(2027, 1, 1)
    with clock.frozen(datetime(2026, 12, 31, 15, 30, tzinfo=UTC)):
        assert clock.today(clock.WIT) == date(2027, 1, 1)
        assert clock.today() == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("11", clock.WIB),
        ("35.77", clock.WIB),
        ("62.71", clock.WIB),
        ("51.71", clock.WITA),
        ("63.71.01", clock.WITA),
        ("65", clock.WITA),
        ("73.71.01.1001", clock.WITA),
        ("81", clock.WIT),
        ("96.71", clock.WIT),
    ],
)
def test_the_zone_of_a_region(code, zone):
    assert clock.zone_of_region(code) is zone


def test_every_province_has_a_zone():
    labels = [clock.zone_label(clock.zone_of_region(province.code)) for province in regions.children()]
    assert {label: labels.count(label) for label in ("WIB", "WITA", "WIT")} == {
        "WIB": 18,
        "WITA": 12,
        "WIT": 8,
    }


def test_an_unknown_region_has_no_zone():
    with pytest.raises(DomainError, match="99"):
        clock.zone_of_region("99.01")
