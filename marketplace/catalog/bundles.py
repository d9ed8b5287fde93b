"""Hampers beside their parts: what is inside, and for how many the parts suffice.

Hampers have no stock and no end of their own: `Product.stock` and `Product.parts_until` repeat what their
parts allow, for whoever reads them, and are written here alone. Goods are always locked before hampers, each
by id, so that a purchase of a part and one of the hampers never wait for each other in a circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select, update
from sqlalchemy.orm import Session, aliased

from marketplace.catalog.models import OfferKind, Product
from marketplace.catalog.states import ProductState
from marketplace.catalog.stock_models import BundlePart
from marketplace.infra import outbox
from marketplace.kernel.events import ListingChanged


@dataclass(frozen=True, slots=True)
class Part:
    """Pieces of one of the seller's own products in one of the hampers."""

    code: str
    quantity: int


Inside = Mapping[int, Sequence[tuple[int, int]]]
"""By hampers' id: (id of the part, pieces of it in one of them), in the order of the parts' ids."""


def locking_order() -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """SQL: the one order in which rows of products are locked."""
    return case((Product.kind == OfferKind.BUNDLE, 1), else_=0), Product.id.expression


def inside(session: Session, product_ids: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    """What is in those of these products that are hampers; one statement."""
    rows = session.execute(
        select(BundlePart.bundle_id, BundlePart.part_id, BundlePart.quantity)
        .where(BundlePart.bundle_id.in_(set(product_ids)))
        .order_by(BundlePart.bundle_id, BundlePart.part_id)
    )
    found: dict[int, list[tuple[int, int]]] = {}
    for row in rows:
        found.setdefault(row.bundle_id, []).append((row.part_id, row.quantity))
    return found


def refit(session: Session, part_ids: Iterable[int]) -> None:
    """After steps of these parts, whose rows are locked: say anew how many hampers there are, until when."""
    session.flush()
    with_them = select(BundlePart.bundle_id).where(BundlePart.part_id.in_(set(part_ids)))
    # Locked first, so that the sum below sees what others who had them have committed.
    rows = session.execute(
        select(
            Product.id,
            Product.stock,
            Product.parts_until,
            Product.state,
            Product.business_id,
            Product.current_version_id,
        )
        .where(Product.id.in_(with_them))
        .order_by(Product.id)
        .with_for_update()
    ).all()
    for row in rows:
        stock, until = _fit(session, row.id)
        live = row.state is ProductState.LIVE and row.current_version_id is not None
        turned = stock is not None and (row.stock > 0) != (stock > 0)
        if live and (turned or until != row.parts_until):
            outbox.record(
                session,
                ListingChanged(
                    product_id=row.id,
                    listing_version_id=row.current_version_id,
                    business_id=row.business_id,
                ),
            )


def _fit(session: Session, bundle_id: int) -> tuple[int | None, date | None]:
    """Write what the parts allow: pieces, None where all of them are made to order, and so are the hampers;
    and the last day on which every part is on sale, None without end.
    """
    part = aliased(Product)
    made = part.made_to_order.is_(True)
    allowed = case((made, None), else_=(part.stock - part.held) / BundlePart.quantity)
    stock, until = session.execute(
        select(func.min(allowed), func.min(part.valid_until))
        .select_from(BundlePart)
        .join(part, and_(part.id == BundlePart.part_id))
        .where(BundlePart.bundle_id == bundle_id)
    ).one()
    fitting = None if stock is None else int(stock)
    session.execute(
        update(Product)
        .where(Product.id == bundle_id)
        .values(stock=fitting or 0, made_to_order=fitting is None, parts_until=until)
        .execution_options(synchronize_session=False)
    )
    return fitting, until
