"""Public holidays and joint leave by year, each from the joint decree (SKB) of three ministers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import lokal


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """The days off of one year, weekends apart; `decree` names the SKB that sets them.

    Joint leave (*cuti bersama*) counts as a day off: offices of the state are closed on it.
    """

    year: int
    decree: str
    days: frozenset[date]


def _days(year: int, *months: tuple[int, tuple[int, ...]]) -> frozenset[date]:
    return frozenset(date(year, month, day) for month, days in months for day in days)


# lokal begins with 2026; contracts of 2025 are still looked up and audited.
_BEFORE_LOKAL = HolidayYear(
    year=2025,
    decree=(
        "SKB Nomor 1017 Tahun 2024, Nomor 2 Tahun 2024, Nomor 2 Tahun 2024, "
        "diubah 7 Agustus 2025 dengan cuti bersama 18 Agustus"
    ),
    days=_days(
        2025,
        (1, (1, 27, 28, 29)),  # new year, Isra Mikraj, Imlek and its joint leave
        (3, (28, 29, 31)),  # Nyepi and its joint leave, Idulfitri
        (4, (1, 2, 3, 4, 7, 18, 20)),  # Idulfitri and its joint leave, Good Friday, Easter
        (5, (1, 12, 13, 29, 30)),  # labour day, Waisak, Ascension, joint leave after both
        (6, (1, 6, 9, 27)),  # Pancasila, Iduladha and its joint leave, 1 Muharam
        (8, (17, 18)),  # independence, joint leave of the amended decree
        (9, (5,)),  # Maulid
        (12, (25, 26)),  # Christmas and its joint leave
    ),
)


def _from_lokal(year: int) -> HolidayYear:
    table = lokal.get_holidays(year)
    days = frozenset(date.fromisoformat(holiday.date) for holiday in table.holidays)
    return HolidayYear(year, table.decree, days)


HOLIDAY_YEARS: Mapping[int, HolidayYear] = MappingProxyType(
    {table.year: table for table in (_BEFORE_LOKAL, *map(_from_lokal, sorted(lokal.HOLIDAY_YEARS)))}
)
