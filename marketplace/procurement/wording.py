"""How deadlines, scores and shares are said to people; deadlines with weekday, hour and zone of the unit."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from marketplace.catalog import promise
from marketplace.kernel import clock
from marketplace.kernel.money import Rupiah

LOCALE = "id_ID"


def day(value: date) -> str:
    """ "24 November 2026"."""
    return format_date(value, "d MMMM y", locale=LOCALE)


def moment(instant: datetime, zone: ZoneInfo) -> str:
    """ "Jumat, 27 November 2026 pukul 23.59 WIB": weekday, day, hour and zone of an instant."""
    local = instant.astimezone(zone)
    weekday = format_date(local.date(), "EEEE, d MMMM y", locale=LOCALE)
    return f"{weekday} pukul {local:%H.%M} {clock.zone_label(zone)}"


def hundredths(value: int) -> str:
    """ "3,00" for 300: how totals of ratings and basis points read as a number."""
    return f"{value // 100},{value % 100:02d}"


def percent(basis_points: int) -> str:
    """ "30%" for 3000, "0,1%" for 10."""
    return hundredths(basis_points).rstrip("0").rstrip(",") + "%"


def price_reason(text: str) -> str:
    """What a seller says of a price above the lowest public one; also that she says nothing."""
    return f"Alasan penyedia: {text}" if text else "Penyedia belum menulis alasannya."


def above_lowest(lowest: Rupiah, reason: str, on: date) -> str:
    """What buyer and seller read beside a price that is above what the public paid lately."""
    return f"Harga umum terendah {promise.days(on)} hari sebelumnya {lowest}. {price_reason(reason)}"


def signed_mark(instant: datetime, zone: ZoneInfo) -> str:
    """What stands on a paper where a pen would sign."""
    local = instant.astimezone(zone)
    return f"Disetujui secara elektronik {day(local.date())} pukul {local:%H.%M} {clock.zone_label(zone)}"
