"""State machines tried whole: every event in every state by everybody, each trial from the same setup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from typing import Any

from sqlalchemy import Connection

from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, Forbidden, NotFound, Refused


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is committed inside is gone afterwards, and what the session held before is read anew."""
    connection = db.session.get_bind()
    assert isinstance(connection, Connection), "needs the fixture `database`"
    db.session.rollback()
    held = set(db.session.identity_map.keys())
    savepoint = connection.begin_nested()
    try:
        yield
    finally:
        db.session.rollback()
        savepoint.rollback()
        for key, row in db.session.identity_map.items():
            if key not in held:
                db.session.expunge(row)
        db.session.expire_all()


def tried(
    row: Any,
    events: Iterable[str],
    people: Mapping[str, Actor],
    act: Callable[[Actor, str], object],
    *,
    column: str = "state",
) -> dict[tuple[Any, str], dict[str, Any]]:
    """What went through: by state and event, who did it and where it led. All else was refused.

    row: a row of the machine, put into each state in turn. act(actor, event): the service that does it.
    """
    model, row_id = type(row), row.id
    states = type(getattr(row, column))
    found: dict[tuple[Any, str], dict[str, Any]] = {}
    for state, event, (name, actor) in product(states, events, people.items()):
        with undone():
            with unit_of_work(actor=Actor.system("tests")) as (session, _system):
                setattr(session.get_one(model, row_id), column, state)
            try:
                act(actor, event)
            except (Conflict, Forbidden, NotFound, Refused):
                db.session.expire_all()
                assert getattr(db.session.get_one(model, row_id), column) is state, (state, event, name)
            else:
                db.session.expire_all()
                led_to = getattr(db.session.get_one(model, row_id), column)
                found.setdefault((state, event), {})[name] = led_to
    return found
