"""The outbox: facts written in the transaction that made them true, delivered to handlers afterwards.

Two kinds of handler, both of which may run twice without harm:
`on` changes the database, inside one unit of work with the mark that it was handled;
`effect` touches the outside (index, mail) without a transaction, and the mark follows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, UniqueConstraint, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.infra.db import Base, db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_ulid
from marketplace.kernel.events import TOPICS, Event, Topic

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


_handlers: dict[str, _Handler] = {}


def on(topic: Topic, handler: OnHandler, *, name: str) -> None:
    """Let `handler(session, actor, deliveries)` change the database when `topic` happens."""
    _register(_Handler(name, topic, handler, effect=False))


def effect(topic: Topic, handler: EffectHandler, *, name: str) -> None:
    """Let `handler(deliveries)` act on the outside when `topic` happens; it reads the database itself."""
    _register(_Handler(name, topic, handler, effect=True))


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
    """Deliver what is waiting, oldest first, one batch per handler; returns how many were delivered."""
    delivered = 0
    for key, rows in _leased(limit):
        delivered += _deliver(_handlers[key], rows)
    return delivered


def _leased(limit: int) -> Iterator[tuple[str, list[Delivery]]]:
    now = clock.now()
    waiting = (
        select(OutboxEvent)
        .where(
            OutboxEvent.done_at.is_(None),
            OutboxEvent.dead_at.is_(None),
            OutboxEvent.available_at <= now,
            OutboxEvent.handler.in_(_handlers),
            (OutboxEvent.leased_until.is_(None)) | (OutboxEvent.leased_until < now),
        )
        .order_by(OutboxEvent.id)
        .limit(limit)
    )
    if db.session.scalar(waiting.with_only_columns(OutboxEvent.id).limit(1)) is None:
        db.session.rollback()
        return
    with unit_of_work(actor=WORKER) as (session, _actor):
        rows = list(session.scalars(waiting.with_for_update(skip_locked=True)))
        for row in rows:
            row.leased_until = now + LEASE
    groups: dict[str, list[Delivery]] = {}
    for row in rows:
        payload = TOPICS[Topic(row.topic)].from_json(row.payload)
        groups.setdefault(row.handler, []).append(Delivery(row.id, row.fact, payload))
    yield from groups.items()


def _deliver(handler: _Handler, rows: list[Delivery]) -> int:
    try:
        _run(handler, rows)
    except Exception as error:
        log.exception("handler %s failed on %s events", handler.name, len(rows))
        if len(rows) > 1:
            return sum(_deliver(handler, [row]) for row in rows)
        _postpone(rows[0], error)
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


def _postpone(row: Delivery, error: Exception) -> None:
    """Try again later, each time after twice as long; after the last try the row stays as a dead letter."""
    now = clock.now()
    with unit_of_work(actor=WORKER) as (session, _actor):
        event = session.get_one(OutboxEvent, row.id)
        event.attempts += 1
        event.error = f"{type(error).__name__}: {error}"[:500]
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


def forget_done(session: Session, before: datetime) -> None:
    """Remove deliveries done before an instant."""
    session.execute(delete(OutboxEvent).where(OutboxEvent.done_at < before))
