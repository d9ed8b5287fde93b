"""The outbox: facts written in the transaction that made them true, delivered to handlers afterwards.

Two kinds of handler, both of which may run twice without harm:
`on` changes the database, inside one unit of work with the mark that it was handled;
`effect` touches the outside (index, mail) without a transaction, and the mark follows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Index, UniqueConstraint, func, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.infra.db import Base, db
from marketplace.infra.sweeping import sweep
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_ulid
from marketplace.kernel.events import TOPICS, Event, Topic
from marketplace.kernel.masking import mask_personal

log = logging.getLogger(__name__)

BATCH = 200
LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 8
WORKER = Actor.system("worker")


class OutboxEvent(Base):
    """A fact waiting for one handler; a fact that several rooms listen to has a row for each."""

    __tablename__ = "outbox_event"
    __table_args__ = (
        Index("ix_outbox_event_waiting", "done_at", "dead_at", "available_at"),
        UniqueConstraint("fact", "handler"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fact: Mapped[str]
    topic: Mapped[str]
    handler: Mapped[str]
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    available_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    done_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a handler gets of one event: its row id, the unique `fact` id, and the typed payload."""

    id: int
    fact: str
    payload: Any


OnHandler = Callable[[Session, Actor, Sequence[Delivery]], None]
EffectHandler = Callable[[Sequence[Delivery]], None]


@dataclass(frozen=True, slots=True)
class _Handler:
    name: str
    topic: Topic
    run: Callable[..., None]
    effect: bool
    batch: int = BATCH


_handlers: dict[str, _Handler] = {}


def on(topic: Topic, handler: OnHandler, *, name: str) -> None:
    """Let `handler(session, actor, deliveries)` change the database when `topic` happens."""
    _register(_Handler(name, topic, handler, effect=False))


def effect(topic: Topic, handler: EffectHandler, *, name: str, batch: int = BATCH) -> None:
    """Let `handler(deliveries)` act on the outside when `topic` happens; it reads the database itself.

    batch: how many at most at a time; what waits for a network takes few, so that they fit into one lease.
    """
    _register(_Handler(name, topic, handler, effect=True, batch=batch))


def _register(handler: _Handler) -> None:
    _handlers[f"{handler.topic}/{handler.name}"] = handler


def record(session: Session, event: Event) -> None:
    """Write a fact, in the caller's transaction, for every handler that listens to it."""
    session.add_all(OutboxEvent(**row) for row in _rows_of(event))


def record_many(session: Session, events: Iterable[Event]) -> None:
    """As `record`, for the hundreds of facts of a batch in one statement."""
    rows = [row for event in events for row in _rows_of(event)]
    if rows:
        session.execute(insert(OutboxEvent), rows)


def _rows_of(event: Event) -> list[dict[str, Any]]:
    now = clock.now()
    fact = new_ulid(now)
    return [
        {
            "fact": fact,
            "topic": event.topic,
            "handler": key,
            "payload": event.to_json(),
            "created_at": now,
            "available_at": now,
        }
        for key, handler in _handlers.items()
        if handler.topic is event.topic
    ]


def drain(limit: int = BATCH) -> int:
    """Deliver what is waiting, oldest first, one batch per handler; returns how many were delivered.

    A batch is leased just before its delivery, so that no lease runs out while another handler works.
    """
    return sum(_deliver_batch(key, limit) for key in _waiting_handlers(limit))


def _is_waiting(now: datetime) -> list[ColumnElement[bool]]:
    return [
        OutboxEvent.done_at.is_(None),
        OutboxEvent.dead_at.is_(None),
        OutboxEvent.available_at <= now,
        OutboxEvent.leased_until.is_(None) | (OutboxEvent.leased_until < now),
    ]


def _waiting_handlers(limit: int) -> list[str]:
    """The handlers of the oldest waiting events, the longest waiting first."""
    oldest = (
        select(OutboxEvent.handler)
        .where(*_is_waiting(clock.now()), OutboxEvent.handler.in_(_handlers))
        .order_by(OutboxEvent.id)
        .limit(limit)
    )
    keys = list(dict.fromkeys(db.session.scalars(oldest)))
    db.session.rollback()
    return keys


def _deliver_batch(key: str, limit: int) -> int:
    handler = _handlers[key]
    now = clock.now()
    waiting = (
        select(OutboxEvent)
        .where(*_is_waiting(now), OutboxEvent.handler == key)
        .order_by(OutboxEvent.id)
        .limit(min(limit, handler.batch))
        .with_for_update(skip_locked=True)
    )
    with unit_of_work(actor=WORKER) as (session, _actor):
        rows = []
        for event in session.scalars(waiting):
            event.leased_until = now + LEASE
            rows.append(Delivery(event.id, event.fact, event.payload))
    return _deliver(handler, rows) if rows else 0


def _deliver(handler: _Handler, rows: list[Delivery]) -> int:
    try:
        # Read in here, so that a payload nobody understands any more is put off like any other failure.
        typed = TOPICS[handler.topic].from_json
        _run(handler, [replace(row, payload=typed(row.payload)) for row in rows])
    except Exception as error:
        log.exception("handler %s failed on %s events", handler.name, len(rows))
        if len(rows) > 1:
            return sum(_deliver(handler, [row]) for row in rows)
        _postpone(rows[0].id, error)
        return 0
    return len(rows)


def _run(handler: _Handler, rows: list[Delivery]) -> None:
    if handler.effect:
        handler.run(rows)
        db.session.rollback()
        with unit_of_work(actor=WORKER) as (session, _actor):
            _mark_done(session, rows)
        return
    with unit_of_work(actor=WORKER) as (session, actor):
        handler.run(session, actor, rows)
        _mark_done(session, rows)


def _mark_done(session: Session, rows: Sequence[Delivery]) -> None:
    session.execute(
        update(OutboxEvent).where(OutboxEvent.id.in_([row.id for row in rows])).values(done_at=clock.now())
    )


def _postpone(event_id: int, error: Exception) -> None:
    """Try again later, each time after twice as long; after the last try the row stays as a dead letter."""
    now = clock.now()
    with unit_of_work(actor=WORKER) as (session, _actor):
        event = session.get_one(OutboxEvent, event_id)
        event.attempts += 1
        event.error = mask_personal(f"{type(error).__name__}: {error}")[:500]
        event.leased_until = None
        event.available_at = now + timedelta(seconds=2**event.attempts)
        if event.attempts >= MAX_ATTEMPTS:
            event.dead_at = now


def waiting(session: Session) -> tuple[int, datetime | None]:
    """How many deliveries wait, and since when the oldest does."""
    query = select(func.count(), func.min(OutboxEvent.created_at)).where(
        OutboxEvent.done_at.is_(None), OutboxEvent.dead_at.is_(None)
    )
    count, oldest = session.execute(query).one()
    return count, oldest


def forget_done(session: Session, before: datetime) -> bool:
    """Remove deliveries done before an instant, as `sweep` does."""
    return sweep(session, OutboxEvent, OutboxEvent.done_at < before)
