"""Rows that two transactions may want to add at once: the second waits for the first and changes nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from marketplace.infra.db import Base

Insert = postgresql.Insert | sqlite.Insert


def insert_into(session: Session, model: type[Base]) -> Insert:
    """The INSERT of the session's database that knows ON CONFLICT (both databases say it the same way)."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(model)
    return sqlite.insert(model)


def insert_new(session: Session, model: type[Base], **values: Any) -> bool:
    """Add a row unless one with its unique columns is there; True when this call added it.

    Never raises for the row that is there already, so that the transaction goes on: on PostgreSQL a caught
    IntegrityError would have ended it.
    """
    session.flush()
    statement = insert_into(session, model).values(**values).on_conflict_do_nothing()
    added = statement.returning(*inspect(model).primary_key)
    return session.execute(added).first() is not None
