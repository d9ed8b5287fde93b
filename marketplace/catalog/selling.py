"""Who may see a product and buy it on a day: one rule for SQL and for rows that were read."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from marketplace.catalog.models import Product
from marketplace.catalog.states import EXPIRED_LABEL, PRODUCT, ProductState


def on_sale(on: date | Any) -> ColumnElement[bool]:
    """SQL: the product of the row is live on this day (a date, or a bound parameter of one)."""
    ends = (Product.valid_until, Product.parts_until)
    return and_(Product.state == ProductState.LIVE, *(or_(end.is_(None), end >= on) for end in ends))


def is_on_sale(product: Product, on: date) -> bool:
    """As `on_sale`, for a row that was read."""
    in_time = product.last_day is None or product.last_day >= on
    return product.state is ProductState.LIVE and in_time


def fits_government(on: date) -> ColumnElement[bool]:
    """SQL: business classes, permits and curation let government buy the product of the row on this day.

    Whether it is on sale, and whether its seller may sell to government, are questions of their own.
    """
    return and_(Product.kbli_fits, Product.procurable_until >= on)


def government_day(product: Any) -> date | None:
    """The last day on which government may buy the product, as `fits_government`; None for never."""
    until: date | None = product.procurable_until
    return until if product.kbli_fits else None


def label_of(product: Product, on: date) -> str:
    """What people read for where a product stands; the calendar ends a live one without a job."""
    if product.state is ProductState.LIVE and not is_on_sale(product, on):
        return EXPIRED_LABEL
    return PRODUCT.label(product.state)
