"""Counts SQL statements per context, for the log line of each request and for the tests of list pages."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from sqlalchemy import Engine, event

_count: ContextVar[list[int] | None] = ContextVar("sql_statements", default=None)


def start() -> list[int]:
    """Begin counting in this context; the returned one-item list always holds the present number."""
    counter = [0]
    _count.set(counter)
    return counter


def current() -> int:
    counter = _count.get()
    return counter[0] if counter else 0


def attach(engine: Engine) -> None:
    """Count every statement of an engine (BEGIN, COMMIT and SAVEPOINT are not statements here)."""
    event.listen(engine, "before_cursor_execute", _add)


def _add(_connection: object, _cursor: object, statement: str, *_rest: Any) -> None:
    counter = _count.get()
    if counter is not None and not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
        counter[0] += 1
