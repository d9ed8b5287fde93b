"""Old rows go a few at a time, so that no page waits long for the writer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, delete, inspect, select
from sqlalchemy.orm import Session

from marketplace.infra.db import Base

AT_MOST = 500


def sweep(session: Session, model: type[Base], *which: ColumnElement[bool]) -> bool:
    """Remove the oldest 500 rows that fit; True when there may be more of them."""
    key: ColumnElement[Any] = inspect(model).primary_key[0]
    oldest = select(key).where(*which).order_by(key).limit(AT_MOST)
    gone = session.scalars(delete(model).where(key.in_(oldest)).returning(key))
    return len(gone.all()) == AT_MOST
