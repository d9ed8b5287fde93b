"""What the house does by the clock: an audit root every hour, and every day away with what is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from marketplace.infra import audit, files, idempotency, jobs, limits, messages, outbox, sessions, worker
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor

AUDIT_ROOT = "infra.audit_root"
CLEAN_UP = "infra.clean_up"
ROOT_EVERY = timedelta(hours=1)
CLEAN_EVERY = timedelta(days=1)
PLAN_SECONDS = 60.0
"""How often the worker looks whether both are planned: a database put back from a copy may hold neither."""

DONE_FOR = timedelta(days=7)
KEYS_FOR = timedelta(days=31)
"""Longer than a session lives, so that a form kept open is not taken for a new one."""
COUNTS_FOR = timedelta(days=2)
MESSAGES_FOR = timedelta(days=30)

AGAIN_AFTER = timedelta(seconds=1)

Sweep = Callable[[Session], bool]
_sweeps: list[Sweep] = []


def add_sweep(sweep: Sweep) -> None:
    """A room removes its own old rows with the daily clean-up; True asks for another round."""
    if sweep not in _sweeps:
        _sweeps.append(sweep)


def plan_both() -> None:
    """Make sure that the next root and the next clean-up are planned; planning again changes nothing."""
    with unit_of_work(actor=outbox.WORKER) as (session, _actor):
        _plan(session, AUDIT_ROOT, ROOT_EVERY)
        _plan(session, CLEAN_UP, CLEAN_EVERY)


def _plan(session: Session, name: str, every: timedelta) -> None:
    """The next whole hour, or midnight UTC."""
    seconds = int(every.total_seconds())
    due = datetime.fromtimestamp(
        (int(clock.now().timestamp()) // seconds + 1) * seconds, tz=clock.now().tzinfo
    )
    jobs.plan(session, name, key=due.isoformat(), due_at=due, payload={})


def take_root(session: Session, _actor: Actor, _payload: dict[str, Any]) -> None:
    """Job: the hourly root over all chains."""
    audit.take_root(session)
    _plan(session, AUDIT_ROOT, ROOT_EVERY)


def clean_up(session: Session, _actor: Actor, _payload: dict[str, Any]) -> None:
    """Job: remove what nobody needs any more. Sessions and counts go by the real clock, as they came."""
    now, real = clock.now(), sessions.wall_clock()
    more = [
        files.remove_erased(session),
        *[sweep(session) for sweep in _sweeps],
        sessions.forget_ended(session, real),
        limits.forget_old(session, real - COUNTS_FOR),
        idempotency.forget_old(session, now - KEYS_FOR),
        messages.forget_old(session, now - MESSAGES_FOR),
        outbox.forget_done(session, now - DONE_FOR),
        jobs.forget_done(session, now - DONE_FOR),
    ]
    _plan(session, CLEAN_UP, CLEAN_EVERY)
    if any(more):
        jobs.plan(session, CLEAN_UP, key=f"again:{now.isoformat()}", due_at=now + AGAIN_AFTER, payload={})


def register() -> None:
    """Done by `create_app`."""
    jobs.handle(AUDIT_ROOT, take_root)
    jobs.handle(CLEAN_UP, clean_up)
    worker.add_chore(plan_both, every_seconds=PLAN_SECONDS)
