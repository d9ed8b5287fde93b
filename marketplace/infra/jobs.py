"""Timed work in a table: reminders, deadlines, the hourly audit root. Handlers may run twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.infra.db import Base, db
from marketplace.infra.sweeping import sweep
from marketplace.infra.uow import unit_of_work
from marketplace.infra.upserts import insert_new
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.masking import mask_personal

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
WORKER = Actor.system("worker")

JobHandler = Callable[[Session, Actor, dict[str, Any]], None]
_handlers: dict[str, JobHandler] = {}


class Job(Base):
    """Something to be done at `due_at`; `(name, key)` makes planning it twice harmless."""

    __tablename__ = "job"
    __table_args__ = (UniqueConstraint("name", "key"), Index("ix_job_due", "done_at", "due_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    key: Mapped[str]
    payload: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    done_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]


def handle(name: str, handler: JobHandler) -> None:
    """Let `handler(session, actor, payload)` do the jobs called `name`, each in its own unit of work."""
    _handlers[name] = handler


def plan(session: Session, name: str, *, key: str, due_at: datetime, payload: dict[str, Any]) -> None:
    """Plan a job in the caller's transaction; the same `(name, key)` is planned once."""
    insert_new(session, Job, name=name, key=key, due_at=due_at, payload=payload, attempts=0)


def next_due(session: Session) -> datetime | None:
    """When the next job is due that a handler waits for; None when nothing is planned."""
    return session.scalar(
        select(func.min(Job.due_at)).where(
            Job.done_at.is_(None), Job.dead_at.is_(None), Job.name.in_(_handlers)
        )
    )


def run_due(limit: int = 50) -> int:
    """Do what is due, oldest first, one unit of work each; returns how many were done."""
    due = (
        select(Job.id)
        .where(
            Job.done_at.is_(None),
            Job.dead_at.is_(None),
            Job.due_at <= clock.now(),
            Job.name.in_(_handlers),
        )
        .order_by(Job.due_at, Job.id)
        .limit(limit)
    )
    ids = list(db.session.scalars(due))
    db.session.rollback()
    return sum(_run(job_id) for job_id in ids)


def _run(job_id: int) -> bool:
    try:
        with unit_of_work(actor=WORKER) as (session, actor):
            # Asked again under the lock: another worker may have done or put it off since it was listed.
            waits = (Job.done_at.is_(None), Job.dead_at.is_(None), Job.due_at <= clock.now())
            job = session.scalar(
                select(Job).where(Job.id == job_id, *waits).with_for_update(skip_locked=True)
            )
            if job is None:
                return False
            _handlers[job.name](session, actor, job.payload)
            job.done_at = clock.now()
    except Exception as error:
        log.exception("job %s failed", job_id)
        _postpone(job_id, error)
        return False
    return True


def _postpone(job_id: int, error: Exception) -> None:
    with unit_of_work(actor=WORKER) as (session, _actor):
        job = session.get_one(Job, job_id)
        job.attempts += 1
        job.error = mask_personal(f"{type(error).__name__}: {error}")[:500]
        job.due_at = clock.now() + timedelta(seconds=2**job.attempts)
        if job.attempts >= MAX_ATTEMPTS:
            job.dead_at = clock.now()


def forget_done(session: Session, before: datetime) -> bool:
    """Remove jobs done before an instant, as `sweep` does."""
    return sweep(session, Job, Job.done_at < before)
