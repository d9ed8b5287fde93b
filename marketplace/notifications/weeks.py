"""When the letter of a week goes out: on its Monday, at one hour of the reader's own zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from marketplace.kernel import clock
from marketplace.notifications.rules import rule


def monday_of(day: date) -> date:
    """The Monday of the week that a day lies in; it names the week."""
    return day - timedelta(days=day.weekday())


def begins(monday: date, zone: ZoneInfo) -> datetime:
    """The first instant of a week in a zone."""
    return datetime.combine(monday, time.min, tzinfo=zone)


def letter_at(monday: date, zone: ZoneInfo) -> datetime:
    """When the letter of a week goes out to somebody who lives in this zone."""
    return begins(monday, zone) + timedelta(hours=rule("weekly.hour", monday).number)


def next_monday() -> date:
    """The next Monday that begins nowhere in Indonesia yet; it begins first in the east."""
    return monday_of(clock.today(clock.WIT)) + timedelta(days=7)
