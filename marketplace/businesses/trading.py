"""SQL: whose trade a sanction stops. By its dates alone, so that it begins and ends without any job."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Date, Select, bindparam, select

from marketplace.businesses.models import Business
from marketplace.businesses.sanction_models import STOPPING, Sanction
from marketplace.kernel import clock


def sanctioned_clause(on: date) -> ColumnElement[bool]:
    """A sanction stops the trade of the business of the row on this day."""
    return Business.id.in_(_stopped(on))


def trading_clause() -> ColumnElement[bool]:
    """Nothing stops the trade of the business of the row today; which day that is, is asked as it runs."""
    return Business.id.not_in(_stopped(bindparam(None, callable_=clock.today, type_=Date())))


def _stopped(on: date | ColumnElement[date]) -> Select[int]:
    return select(Sanction.business_id).where(
        Sanction.kind.in_(STOPPING),
        Sanction.lifted_at.is_(None),
        Sanction.from_on <= on,
        (Sanction.until_on.is_(None)) | (Sanction.until_on >= on),
    )
