"""How values look in templates: rupiah, dates in Indonesian, times with their zone, phones."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask

from marketplace.kernel import clock
from marketplace.kernel.identifiers import Phone
from marketplace.kernel.money import Rupiah
from marketplace.kernel.text import dotted

LOCALE = "id_ID"


def rupiah(value: Rupiah | int | None) -> str:
    """`Rp1.250.000`; an empty string for None."""
    if value is None:
        return ""
    return str(value if isinstance(value, Rupiah) else Rupiah(value))


def angka(value: int) -> str:
    """`1.234`."""
    return dotted(value)


def _day(value: date | datetime, zone: ZoneInfo) -> date:
    return value.astimezone(zone).date() if isinstance(value, datetime) else value


def tanggal(value: date | datetime | None, zone: ZoneInfo = clock.JAKARTA) -> str:
    """`24 November 2026`."""
    return format_date(_day(value, zone), "d MMMM y", locale=LOCALE) if value else ""


def hari_tanggal(value: date | datetime | None, zone: ZoneInfo = clock.JAKARTA) -> str:
    """`Selasa, 24 November 2026`."""
    return format_date(_day(value, zone), "EEEE, d MMMM y", locale=LOCALE) if value else ""


def waktu(value: datetime | None, zone: ZoneInfo = clock.JAKARTA) -> str:
    """`14.05 WIB`."""
    return f"{value.astimezone(zone):%H.%M} {clock.zone_label(zone)}" if value else ""


def sisa_detik(instant: datetime) -> int:
    """Seconds from now, by the program's clock, until `instant`; negative when it has passed."""
    return int((instant - clock.now()).total_seconds())


def persen(basis_points: int) -> str:
    """`42,5%` for 4,250 basis points."""
    whole, part = divmod(basis_points, 100)
    return f"{whole},{part:02d}".rstrip("0").rstrip(",") + "%"


def telepon(value: str | None) -> str:
    """`0812-3456-7890` for a stored E.164 number."""
    return Phone.parse(value).display if value else ""


def init_app(app: Flask) -> None:
    for function in (rupiah, angka, tanggal, hari_tanggal, waktu, sisa_detik, persen, telepon):
        app.jinja_env.filters[function.__name__] = function
