"""Is this process fit to serve: database, migration, queue, and what rooms add (the index)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from marketplace.infra import outbox
from marketplace.kernel import clock

HEAD_FILE = Path(__file__).resolve().parents[2] / "migrations" / "HEAD"
LATE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be right; `detail` says what was found."""

    name: str
    ok: bool
    detail: str


CheckMaker = Callable[[Session], Check]
_extra: list[CheckMaker] = []


def add(check: CheckMaker) -> None:
    """A room adds a check of its own."""
    if check not in _extra:
        _extra.append(check)


def checks(session: Session) -> list[Check]:
    """Every check, in order; a database that does not answer is the only line then."""
    try:
        # In a savepoint: on PostgreSQL a failed statement would end the reader's whole transaction.
        with session.begin_nested():
            head = session.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except SQLAlchemyError as error:
        return [Check("database", ok=False, detail=type(error).__name__)]
    wanted = HEAD_FILE.read_text().strip()
    found = [
        Check("database", ok=True, detail=session.get_bind().dialect.name),
        Check("migration", ok=head == wanted, detail=f"{head} (perlu {wanted})"),
        _queue(session),
    ]
    return found + [make(session) for make in _extra]


def _queue(session: Session) -> Check:
    count, oldest = outbox.waiting(session)
    late = oldest is not None and clock.now() - oldest > LATE
    return Check("queue", ok=not late, detail=f"{count} menunggu")
