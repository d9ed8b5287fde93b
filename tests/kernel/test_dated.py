"""Both ends of a period belong to it."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.kernel.dated import Period

MAY = Period(date(2026, 5, 1), date(2026, 5, 31))
SINCE_JUNE = Period(date(2026, 6, 1))


@pytest.mark.parametrize(
    ("on", "inside"),
    [
        (date(2026, 4, 30), False),
        (date(2026, 5, 1), True),
        (date(2026, 5, 31), True),
        (date(2026, 6, 1), False),
    ],
)
def test_the_first_and_the_last_day_count(on: date, inside: bool) -> None:
    assert MAY.contains(on) is inside


def test_an_open_period_has_no_end() -> None:
    assert SINCE_JUNE.contains(date(2099, 12, 31))


def test_neighbours_do_not_overlap_but_a_shared_day_does() -> None:
    assert not MAY.overlaps(SINCE_JUNE)
    assert not SINCE_JUNE.overlaps(MAY)
    assert MAY.overlaps(Period(date(2026, 5, 31)))


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError):
        Period(date(2026, 5, 2), date(2026, 5, 1))


def test_a_row_without_end_is_still_in_force() -> None:
    assert Period.of({"valid_from": "2026-06-01", "valid_to": None}) == SINCE_JUNE
