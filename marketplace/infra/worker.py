"""The worker: drains the outbox and does what is due, every 200 ms, until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from marketplace.infra import audit, demo_clock, jobs, outbox
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.2
Chore = Callable[[], None]
_chores: list[tuple[float, Chore]] = []


def add_chore(chore: Chore, *, every_seconds: float) -> None:
    """A room lets the worker look after something outside the database (the index)."""
    if all(known is not chore for _every, known in _chores):
        _chores.append((every_seconds, chore))


ROOT_EVERY = timedelta(hours=1)
AUDIT_ROOT = "infra.audit_root"


def once() -> int:
    """One round: everything waiting in the outbox, then every due job; returns how much was done."""
    done = 0
    while delivered := outbox.drain():
        done += delivered
    done += jobs.run_due()
    db.session.remove()
    return done


def run(data_dir: Path, *, rounds: Callable[[], int] = once) -> None:
    """Work until SIGINT or SIGTERM. An error in a round is logged and the next round comes anyway."""
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_args: stop.set())
    log.info("worker started")
    plan_audit_roots()
    last = dict.fromkeys(range(len(_chores)), 0.0)
    while not stop.is_set():
        demo_clock.refresh(data_dir)
        try:
            _do_chores(last)
            busy = rounds()
        except Exception:
            log.exception("a round of the worker failed")
            db.session.remove()
            busy = 0
        if not busy:
            stop.wait(PAUSE_SECONDS)
    _checkpoint()
    log.info("worker stopped")


def _do_chores(last: dict[int, float]) -> None:
    for number, (every, chore) in enumerate(_chores):
        if time.monotonic() - last[number] >= every:
            last[number] = time.monotonic()
            chore()
            db.session.remove()


def plan_audit_roots() -> None:
    """Make sure the hourly audit root is planned; planning it again changes nothing."""
    jobs.handle(AUDIT_ROOT, _take_audit_root)
    with unit_of_work(actor=outbox.WORKER) as (session, _actor):
        _plan_next(session)


def _take_audit_root(session: Session, _actor: Actor, _payload: dict[str, Any]) -> None:
    audit.take_root(session)
    _plan_next(session)


def _plan_next(session: Session) -> None:
    hour = clock.now().replace(minute=0, second=0, microsecond=0) + ROOT_EVERY
    jobs.plan(session, AUDIT_ROOT, key=hour.isoformat(), due_at=hour, payload={})


def _checkpoint() -> None:
    """Fold the write-ahead log back into the SQLite file; the worker is its one owner."""
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
