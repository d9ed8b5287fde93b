"""The only source of the present time, which tests and the demo clock can move; Indonesia's three zones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from marketplace.kernel.errors import DomainError

Source = Callable[[], datetime]

WIB = ZoneInfo("Asia/Jakarta")
WITA = ZoneInfo("Asia/Makassar")
WIT = ZoneInfo("Asia/Jayapura")

JAKARTA = WIB
"""The platform's own zone: what "today" means where no region is known."""

# Keppres 41/1987 Pasal 1 on the three time zones, with the provinces founded since inside the old ones.
_ZONE_OF_PROVINCE = {
    **dict.fromkeys(["11", "12", "13", "14", "15", "16", "17", "18", "19", "21"], WIB),
    **dict.fromkeys(["31", "32", "33", "34", "35", "36", "61", "62"], WIB),
    **dict.fromkeys(["51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"], WITA),
    **dict.fromkeys(["81", "82", "91", "92", "93", "94", "95", "96"], WIT),
}
_ZONE_LABELS = {WIB: "WIB", WITA: "WITA", WIT: "WIT"}


def _system_time() -> datetime:
    return datetime.now(UTC)


_source: Source = _system_time
_offset = timedelta(0)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _source().astimezone(UTC) + _offset


def today(zone: ZoneInfo = JAKARTA) -> date:
    """The calendar date in `zone` at this instant."""
    return now().astimezone(zone).date()


def set_source(source: Source) -> Source:
    """Read the time from `source` (it answers aware datetimes); returns the source used until now."""
    global _source
    previous, _source = _source, source
    return previous


def set_offset(offset: timedelta) -> None:
    """Move the demo clock: `now()` is the source's time plus `offset`."""
    global _offset
    _offset = offset


def offset() -> timedelta:
    """How far the demo clock stands from the real one; zero everywhere but in a demo."""
    return _offset


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Let `now()` answer exactly `instant` inside the block, whatever the demo clock says."""
    if instant.tzinfo is None:
        raise ValueError("a frozen clock needs an aware datetime")
    previous_source, previous_offset = set_source(lambda: instant), offset()
    set_offset(timedelta(0))
    try:
        yield
    finally:
        set_source(previous_source)
        set_offset(previous_offset)


def zone_of_region(code: str) -> ZoneInfo:
    """The zone of a region by its Kemendagri code of any level ("35", "35.77"); no province has two zones."""
    zone = _ZONE_OF_PROVINCE.get(code[:2])
    if zone is None:
        raise DomainError(f"Zona waktu untuk kode wilayah {code} tidak dikenal.")
    return zone


def zone_label(zone: ZoneInfo) -> str:
    """What stands after a time of day: "WIB", "WITA" or "WIT"."""
    return _ZONE_LABELS[zone]
