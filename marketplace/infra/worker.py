"""The worker: drains the outbox and does what is due, every 200 ms, until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable

from sqlalchemy import text

from marketplace.infra import jobs, outbox
from marketplace.infra.db import db

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.2
Chore = Callable[[], None]
_chores: list[tuple[float, Chore]] = []


def add_chore(chore: Chore, *, every_seconds: float) -> None:
    """A room lets the worker look after something outside the database (the index)."""
    if all(known is not chore for _every, known in _chores):
        _chores.append((every_seconds, chore))


def once(stopping: Callable[[], bool] = lambda: False) -> int:
    """One round: everything waiting in the outbox, then every due job; returns how much was done.

    stopping: asked between batches, so that a long queue does not keep the worker from ending.
    """
    done = 0
    while not stopping() and (delivered := outbox.drain()):
        done += delivered
    if not stopping():
        done += jobs.run_due()
    db.session.remove()
    return done


def run(watch: Callable[[], None], *, rounds: Callable[[Callable[[], bool]], int] = once) -> None:
    """Work until SIGINT or SIGTERM. An error in a round is logged and the next round comes anyway.

    watch: called before each round (in development: whether the demo clock was moved).
    """
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_args: stop.set())
    log.info("worker started")
    last = dict.fromkeys(range(len(_chores)), float("-inf"))
    while not stop.is_set():
        watch()
        try:
            _do_chores(last)
            busy = rounds(stop.is_set)
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


def _checkpoint() -> None:
    """Fold the write-ahead log back into the SQLite file; the worker is its one owner."""
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
