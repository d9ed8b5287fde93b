"""Lists that grow: who looks at which page, and how one row more comes to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import UniqueConstraint, func, insert, select
from sqlalchemy.orm import Session

from marketplace.accounts import services as accounts
from marketplace.infra.audit import PLATFORM
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.codes import new_code
from tests.businesses import factories as people
from tests.client import StrictClient

COPIES = 60
"""More than any page of a list shows."""
_number = count(1)


@dataclass(frozen=True, slots=True)
class Growing:
    """One list: `more()` brings a row to the page at `url` by the services.

    copied: the table whose newest row stands for many, where the page is cut into pages.
    """

    browser: StrictClient
    url: str
    more: Callable[[], object]
    copied: type[Any] | None = None


@dataclass(frozen=True, slots=True)
class World:
    """Opens the browsers of whoever looks at lists."""

    as_actor: Callable[..., StrictClient]
    visitor: StrictClient

    def browser(self, actor: Actor, code: str) -> StrictClient:
        return self.as_actor(
            actor.user_id, actor.role, actor.party, code=code, mandate_id=actor.mandate_id, label="Label"
        )

    def staff(self, role: Role, *, region_code: str | None = None) -> StrictClient:
        """Somebody with a role on the platform."""
        person = people.person("Rahmat Hidayatullah")
        with unit_of_work(actor=people.SYSTEM) as (session, actor):
            accounts.grant_platform_role(
                session, actor, user_id=person.id, role=role, region_code=region_code
            )
        return self.as_actor(person.id, role, PLATFORM, code="platform")


def crowd(model: type[Any]) -> None:
    """Copies of the newest row of a table; what must be unique differs, everything else is the same."""
    with unit_of_work(actor=people.SYSTEM) as (session, _actor):
        table = model.__table__
        _copy(session, table, session.scalars(select(func.max(table.c.id))).one())


def _copy(session: Session, table: Any, row_id: int) -> list[int]:
    """The ids of so many copies of a row; where only one may be of a parent, the parent is copied too."""
    row = session.execute(select(table).where(table.c.id == row_id)).mappings().one()
    copies = [{name: value for name, value in row.items() if name != "id"} for _ in range(COPIES)]
    for column in _unique_by(table):
        if row[column.name] is None:
            continue
        for key in column.foreign_keys:
            parents = _copy(session, key.column.table, row[column.name])
            for copied, parent in zip(copies, parents, strict=True):
                copied[column.name] = parent
        if not column.foreign_keys:
            for copied in copies:
                copied[column.name] = _other(row[column.name])
    return list(session.scalars(insert(table).returning(table.c.id), copies))


def _unique_by(table: Any) -> set[Any]:
    """One column of every unique constraint and index: a text or a number where there is one."""
    groups = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    groups += [index.columns for index in table.indexes if index.unique]
    return {max(group, key=_is_plain) for group in groups}


def _is_plain(column: Any) -> bool:
    return not column.foreign_keys and column.type.python_type in {str, int}


def _other(value: Any) -> Any:
    if isinstance(value, str):
        return new_code() if len(value) <= 10 else f"{next(_number):026d}"
    return value + 1_000 + next(_number)
