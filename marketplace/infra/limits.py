"""Rate limits in the database, so that they hold over all processes: counters per fixed window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.infra import sessions
from marketplace.infra.db import Base
from marketplace.infra.sweeping import sweep
from marketplace.infra.upserts import insert_into

_factor = [1]


class RateCount(Base):
    """How often something was tried in one window."""

    __tablename__ = "rate_count"
    __table_args__ = (UniqueConstraint("scope", "key", "window"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str]
    key: Mapped[str]
    window: Mapped[datetime]
    count: Mapped[int]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` in each `per`."""

    scope: str
    times: int
    per: timedelta


class TooMany(Exception):
    """The limit is reached until `retry_at`."""

    def __init__(self, retry_at: datetime) -> None:
        super().__init__("too many")
        self.retry_at = retry_at


def use_factor(factor: int) -> None:
    """Multiply every limit (development relaxes them; the code is the same)."""
    _factor[:] = [factor]


def hit(session: Session, limit: Limit, key: str) -> None:
    """Count a try, or raise TooMany. Count in a unit of work of its own, so that a refusal still counts."""
    now = sessions.wall_clock()
    start = datetime.fromtimestamp(
        now.timestamp() // limit.per.total_seconds() * limit.per.total_seconds(), tz=now.tzinfo
    )
    counted = insert_into(session, RateCount).values(scope=limit.scope, key=key, window=start, count=1)
    # One statement, so that no two tries at once are counted as one.
    count = session.scalar(
        counted.on_conflict_do_update(
            index_elements=["scope", "key", "window"], set_={"count": RateCount.count + 1}
        ).returning(RateCount.count)
    )
    if count is None or count > limit.times * _factor[0]:
        raise TooMany(start + limit.per)


def forget(session: Session, limit: Limit, key: str) -> None:
    """Start afresh, as after a sign-in that worked."""
    session.execute(delete(RateCount).where(RateCount.scope == limit.scope, RateCount.key == key))


def forget_old(session: Session, before: datetime) -> bool:
    """Remove counts of windows that began before an instant, as `sweep` does."""
    return sweep(session, RateCount, RateCount.window < before)
