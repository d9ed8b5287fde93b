"""Reading vacations: by their dates alone, so that they begin and end without any job."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from marketplace.businesses.models import Business
from marketplace.businesses.vacation_models import Vacation
from marketplace.kernel import clock
from marketplace.kernel.dated import Period

PLANNED = 20
"""How many vacations the page of the owner shows."""


def of_today(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """SQL: a column of the vacation that the business of the row is on today, the longest one."""
    today = bindparam(None, callable_=clock.today, type_=Date())
    return (
        select(column)
        .where(
            Vacation.business_id == Business.id,
            Vacation.cancelled_at.is_(None),
            Vacation.from_on <= today,
            Vacation.to_on >= today,
        )
        .order_by(Vacation.to_on.desc(), Vacation.id)
        .limit(1)
        .correlate(Business)
        .scalar_subquery()
    )


def ahead() -> ColumnElement[bool]:
    """SQL: a vacation that is not over, or has yet to begin."""
    return and_(Vacation.cancelled_at.is_(None), Vacation.to_on >= clock.today())


def days_off(session: Session, business_ids: Iterable[int]) -> dict[int, list[Period]]:
    """The vacations of businesses from today on, by business; one statement."""
    query = select(Vacation.business_id, Vacation.from_on, Vacation.to_on).where(
        Vacation.business_id.in_(set(business_ids)), ahead()
    )
    found: dict[int, list[Period]] = {}
    for row in session.execute(query.order_by(Vacation.from_on, Vacation.id)):
        found.setdefault(row.business_id, []).append(Period(row.from_on, row.to_on))
    return found


def resting(session: Session, business_id: int, on: date) -> date | None:
    """The last day of the vacation that covers a day; None when the shop works."""
    covers = [one for one in days_off(session, {business_id}).get(business_id, ()) if one.contains(on)]
    return max((one.until for one in covers if one.until is not None), default=None)


def planned(session: Session, business_id: int) -> list[Vacation]:
    """The vacations of a business that are not over, the next one first."""
    query = select(Vacation).where(Vacation.business_id == business_id, ahead())
    return list(session.scalars(query.order_by(Vacation.from_on, Vacation.id).limit(PLANNED)))
