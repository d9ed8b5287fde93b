"""Moving the demo's clock: before the next deadline, over some working days, back to the first morning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from sqlalchemy.orm import Session

from marketplace.demo import content
from marketplace.demo.loading.stage import MORNING, instant
from marketplace.infra import demo_clock
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict
from marketplace.kernel.workdays import add_working_days
from marketplace.procurement import queries_deadlines

HOUR, DAYS = timedelta(hours=1), 3


@dataclass(frozen=True, slots=True)
class Shift:
    """A way to move the clock; `to` gives the instant it shows then."""

    label: str
    to: Callable[[Session, Actor], datetime]


def _before_deadline(session: Session, actor: Actor) -> datetime:
    deadline = queries_deadlines.next_accept_deadline(session, actor)
    if deadline is None:
        raise Conflict("Sekarang tidak ada SPK yang menunggu diterima penyedia.")
    return deadline - HOUR


def _later(_session: Session, _actor: Actor) -> datetime:
    now = clock.now().astimezone(clock.JAKARTA)
    return datetime.combine(add_working_days(now.date(), DAYS), now.time(), tzinfo=clock.JAKARTA)


def _first_morning(_session: Session, _actor: Actor) -> datetime:
    return instant(content.load().story.today, MORNING)


SHIFTS: Mapping[str, Shift] = MappingProxyType(
    {
        "batas-terima": Shift("1 jam sebelum batas terima", _before_deadline),
        "hari-kerja": Shift("+3 hari kerja", _later),
        "hari-ini": Shift("Kembali ke hari ini", _first_morning),
    }
)


def move(session: Session, actor: Actor, data_dir: Path, shift: str) -> datetime:
    """Move the clock for every process on this data; gives the time it shows now. Raises Conflict."""
    shown = SHIFTS[shift].to(session, actor)
    demo_clock.store(data_dir, shown - (clock.now() - clock.offset()))
    return shown
