"""When a shop is open and where it serves: pure values and their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from marketplace.kernel import regions
from marketplace.kernel.dated import Period

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
EVERYWHERE = "Seluruh Indonesia"
Hours = Mapping[str, Sequence[str]]
"""Opening and closing time ("08.00") by weekday, "0" for Monday; a day that is not there is closed."""


class Reach(StrEnum):
    """How much of a region is served; part: where a larger region is asked for, e.g. a province."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


def serves_region(serves: Sequence[str], region_code: str) -> bool:
    """A shop that names no region serves all; else those it names and everything in them."""
    return not serves or any(regions.is_within(region_code, own) for own in serves)


def reach_of(areas: Sequence[Sequence[str]], region_code: str) -> Reach:
    """How much of a region lies in all of these areas, each a list of regions as `serves_region` takes it."""
    if all(serves_region(area, region_code) for area in areas):
        return Reach.WHOLE
    if all(serves_region(area, region_code) or _inside(area, region_code) for area in areas):
        return Reach.PART
    return Reach.NONE


def area_words(serves: Sequence[str]) -> str:
    """The regions that a shop serves, in words."""
    return ", ".join(regions.label_of(code) for code in serves) or EVERYWHERE


def hours_words(hours: Hours) -> list[tuple[str, str]]:
    """Rows of days and times, equal ones together: ("Senin–Jumat", "08.00–16.00"); [] while unknown."""
    if not hours:
        return []
    days = [(name, _span(hours.get(str(number), ()))) for number, name in enumerate(WEEKDAYS)]
    rows = []
    for span, same in groupby(days, key=lambda day: day[1]):
        names = [name for name, _ in same]
        rows.append((names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}", span))
    return rows


def first_day_open(day: date, off: Sequence[Period]) -> date:
    """The day itself, or the first one after the vacations that cover it."""
    for period in sorted(off, key=lambda one: one.since):
        if period.contains(day) and period.until is not None:
            day = period.until + timedelta(days=1)
    return day


def _inside(area: Sequence[str], region_code: str) -> bool:
    return any(regions.is_within(own, region_code) for own in area)


def _span(times: Sequence[str]) -> str:
    return "–".join(times) if times else "Tutup"
