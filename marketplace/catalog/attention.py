"""Which price and which stock of a shop most want a look now, and whether somebody looked this week.

How long a price or a count stays good is dated data (`attention.…` in `data/policy_rules.json`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from marketplace.businesses.models import Business
from marketplace.businesses.queries import trading_clause
from marketplace.catalog.models import OfferKind, PriceChange, PriceLock, Product
from marketplace.catalog.rules import rule
from marketplace.catalog.selling import on_sale
from marketplace.catalog.stock_models import MovementKind, StockMovement
from marketplace.kernel import clock
from marketplace.kernel.money import Rupiah


@dataclass(frozen=True, slots=True)
class PriceWanted:
    """A price to look at. ends_on: the last day of the price for agencies, where that is why.

    seen_at: when somebody last set or confirmed it; None while there is no price.
    """

    code: str
    name: str
    price: Rupiah | None
    seen_at: datetime | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class StockWanted:
    """A stock to count. counted_at: when that was done last, None for never."""

    code: str
    name: str
    stock: int
    sold_out: bool
    counted_at: datetime | None


def price_wanted(session: Session, business_id: int, on: date) -> PriceWanted | None:
    """The price that most wants a look: the one for agencies that ends soon or did, none at all, the oldest.

    A price that an open government purchase holds cannot be changed and is left out.
    """
    seen = _last(PriceChange, PriceChange.product_id == Product.id)
    soon = on + timedelta(days=rule("attention.government_days", on).number)
    old = clock.now() - timedelta(days=rule("attention.price_days", on).number)
    ending = Product.government_price.is_not(None) & (Product.government_until <= soon)
    missing = Product.price.is_(None)
    locked = select(PriceLock.product_id).where(PriceLock.until >= clock.now())
    found = session.execute(
        select(Product.code, Product.name, Product.price, Product.government_until, ending, seen)
        .where(
            Product.business_id == business_id,
            on_sale(on),
            Product.id.not_in(locked),
            or_(ending, missing, seen < old, seen.is_(None)),
        )
        .order_by(case((ending, 0), (missing, 1), else_=2), seen.nulls_first(), Product.id)
        .limit(1)
    ).one_or_none()
    if found is None:
        return None
    code, name, price, until, ends, seen_at = found
    return PriceWanted(code, name, price, seen_at if price else None, until if ends else None)


def stock_wanted(session: Session, business_id: int, on: date) -> StockWanted | None:
    """The stock that most wants a count: what is sold out, else what was not counted for longest."""
    counted = _last(
        StockMovement, StockMovement.product_id == Product.id, StockMovement.kind == MovementKind.COUNT
    )
    old = clock.now() - timedelta(days=rule("attention.stock_days", on).number)
    sold_out = Product.stock <= Product.held
    found = session.execute(
        select(Product.code, Product.name, Product.stock, sold_out, counted)
        .where(
            Product.business_id == business_id,
            on_sale(on),
            Product.kind == OfferKind.GOODS,
            Product.made_to_order.is_(False),
            or_(sold_out, counted < old, counted.is_(None)),
        )
        .order_by(case((sold_out, 0), else_=1), counted.nulls_first(), Product.id)
        .limit(1)
    ).one_or_none()
    return StockWanted(*found) if found else None


def price_was_seen(session: Session, business_id: int, since: datetime) -> bool:
    """Somebody set or confirmed a price of the shop since then; those of newer products do not count."""
    return _acted(session, PriceChange, business_id, since)


def stock_was_counted(session: Session, business_id: int, since: datetime) -> bool:
    """Somebody counted a stock of the shop since then; those of newer products do not count."""
    return _acted(session, StockMovement, business_id, since, StockMovement.kind == MovementKind.COUNT)


def shops(session: Session, *, after: int, size: int) -> list[tuple[int, str]]:
    """Id and region of the next shops with something on sale; closed and sanctioned ones are left out."""
    rows = session.execute(
        select(Business.id, Business.region_code)
        .where(Business.id > after, *_trading())
        .order_by(Business.id)
        .limit(size)
    )
    return [(row.id, row.region_code) for row in rows]


def is_trading(session: Session, business_id: int) -> bool:
    """The shop is one of `shops` at this moment."""
    return session.scalar(select(Business.id).where(Business.id == business_id, *_trading())) is not None


def _trading() -> list[ColumnElement[bool]]:
    selling = select(Product.business_id).where(on_sale(clock.today()))
    return [Business.id.in_(selling), Business.closed_at.is_(None), trading_clause()]


def _last(table: type[PriceChange | StockMovement], *which: ColumnElement[bool]) -> ColumnElement[datetime]:
    """SQL: when this happened last to the product of the row."""
    return select(func.max(table.at)).where(*which).correlate(Product).scalar_subquery()


def _acted(
    session: Session,
    table: type[PriceChange | StockMovement],
    business_id: int,
    since: datetime,
    *which: ColumnElement[bool],
) -> bool:
    found = (
        select(table.id)
        .join(Product, Product.id == table.product_id)
        .where(
            Product.business_id == business_id,
            Product.created_at < since,
            table.at >= since,
            table.actor_user_id.is_not(None),
            *which,
        )
    )
    return session.scalar(found.limit(1)) is not None
