"""The same-price promise: an agency pays no more than the public paid lately, or reads why.

A seller who offers through e-purchasing declares not to sell dearer there than elsewhere for the same period,
volume, place and specification. Prices are compared for one unit in the same quantity, without tax and
delivery; how far back is the dated rule `same_price.days`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from marketplace.catalog.models import ListingVersion, Product
from marketplace.catalog.rules import rule
from marketplace.catalog.terms import public_price, public_terms_of
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah


def lowest_public(session: Session, quantities: Mapping[int, int], on: date) -> dict[int, Rupiah]:
    """What the public paid least for one unit, by product id; one statement.

    quantities: product id to quantity. What was public is what the frozen listings say, each from its own
    instant to that of the next, so a price of before the first day counts that still held on it. A product
    without a public price in that time is missing.
    """
    since = datetime.combine(on - timedelta(days=days(on)), time.min, tzinfo=clock.JAKARTA)
    earlier = aliased(ListingVersion)
    last_before = (
        select(func.max(earlier.number))
        .where(earlier.product_id == ListingVersion.product_id, earlier.created_at < since)
        .scalar_subquery()
    )
    rows = session.execute(
        select(ListingVersion.product_id, ListingVersion.snapshot).where(
            ListingVersion.product_id.in_(quantities),
            or_(ListingVersion.created_at >= since, ListingVersion.number == last_before),
        )
    )
    lowest: dict[int, Rupiah] = {}
    for product_id, snapshot in rows:
        price = public_price(public_terms_of(snapshot), quantities[product_id])
        if price is not None:
            lowest[product_id] = min(price, lowest.get(product_id, price))
    return lowest


def days(on: date) -> int:
    """How many days back the public prices count."""
    return rule("same_price.days", on).number


def ensure_kept(session: Session, product: Product) -> None:
    """Refuse a price for agencies above the promise that comes without a reason.

    Looked at for the smallest order; in larger quantities an agency never pays more than the public anyway
    (`terms.unit_price`).
    """
    if product.government_price is None or product.government_reason:
        return
    session.flush()
    least = lowest_public(session, {product.id: product.min_qty}, clock.today()).get(product.id)
    ensure_fair(product.government_price, product.government_reason, (least, product.price))


def ensure_fair(price: Rupiah, reason: str, public: Iterable[Rupiah | None]) -> None:
    """public: what anybody pays, now and lately. DomainError for a dearer price without a reason."""
    known, today = [one for one in public if one is not None], clock.today()
    if known and price > min(known) and not reason:
        raise DomainError(
            f"Harga ini di atas harga umum terendah {days(today)} hari terakhir, {min(known)}. "
            "Turunkan, atau tulis alasannya; PPK akan membacanya.",
            field="government_price",
        )
