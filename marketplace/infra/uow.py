"""One use case, one writing transaction: the only way anything is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from marketplace.infra import audit, idempotency
from marketplace.infra.db import db
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict

STALE = "Data ini baru saja diubah orang lain. Muat ulang halaman, lalu coba lagi."

CROSSED = frozenset({"40P01", "40001"})
"""PostgreSQL ended a transaction because two waited for each other: nothing was changed, try again."""

CLAIMED = "claimed_key"


class ActorSource(Protocol):
    """Says who acts, read again from the database inside the writing transaction."""

    def __call__(self, session: Session) -> Actor: ...


_sources: dict[str, Callable[[Session], Actor]] = {}


def set_actor_source(source: ActorSource) -> None:
    """The web room registers how the actor of a request is read."""
    _sources["request"] = source


@contextmanager
def unit_of_work(*, key: str | None = None, actor: Actor | None = None) -> Iterator[tuple[Session, Actor]]:
    """Open the writing transaction, yield `(session, actor)`, write the audit chain last, commit.

    `key`: idempotency key of the form; a key already used raises `idempotency.Repeated`.
    `actor`: only for work without a request (worker, commands); else the request's actor is re-read.
    Raises RuntimeError when nested or when the session already holds changes; Conflict when a row
    moved meanwhile or two transactions waited for each other. On any error everything is rolled back.
    """
    session = db.session()
    if session.info.get("unit_of_work"):
        raise RuntimeError("unit_of_work() does not nest")
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("the session holds changes made outside unit_of_work()")
    session.rollback()
    session.info.pop(CLAIMED, None)
    session.info["unit_of_work"] = True
    try:
        session.connection(execution_options={"writing": True})
        doer = actor or _sources["request"](session)
        if key:
            idempotency.claim(session, doer, key)
        yield session, doer
        session.flush()
        audit.seal(session)
        session.commit()
        if key:
            session.info[CLAIMED] = (idempotency.scope_of(doer), key)
    except StaleDataError as error:
        session.rollback()
        raise Conflict(STALE) from error
    except OperationalError as error:
        session.rollback()
        if getattr(error.orig, "sqlstate", None) in CROSSED:
            raise Conflict(STALE) from error
        raise
    except BaseException:
        session.rollback()
        raise
    finally:
        audit.forget(session)
        session.info.pop("unit_of_work", None)


@contextmanager
def attempt(session: Session) -> Iterator[None]:
    """A part of a unit of work that may fail alone: with its changes goes what it noted for the chains."""
    noted = audit.noted(session)
    try:
        with session.begin_nested():
            yield
    except BaseException:
        audit.forget(session, after=noted)
        raise


def claimed_key(session: Session) -> tuple[str, str] | None:
    """Scope and form key of the session's last unit of work, once it committed; asking takes it away."""
    claimed: tuple[str, str] | None = session.info.pop(CLAIMED, None)
    return claimed


def violates(error: IntegrityError, constraint: str) -> bool:
    """Whether this integrity error is about the named constraint (SQLite names the columns instead).

    `constraint` follows the naming convention: `uq_<table>_<col>_<col>`.
    """
    text = str(error.orig)
    if constraint in text:
        return True
    if "UNIQUE constraint failed:" not in text:
        return False
    columns = text.split("UNIQUE constraint failed:")[1].split("\n")[0].replace(" ", "").split(",")
    table = columns[0].split(".")[0]
    return constraint == f"uq_{table}_" + "_".join(column.split(".")[1] for column in columns)
