"""A T-shirt in sizes: variants made through the service itself."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalog import services
from marketplace.catalog.models import Product
from marketplace.catalog.services import Option, Row
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Rupiah

SIZES = Option("Ukuran", ("S", "M", "L"))


def table(prices: Mapping[str, int | None], *, stock: int | None = 24) -> list[Row]:
    """New rows of one option: value to price, None for what is not sold."""
    return [Row((value,), Rupiah(price) if price else None, stock) for value, price in prices.items()]


def as_shown(session: Session, product: Product) -> list[Row]:
    """The rows of the variants that there are, as the table shows them."""
    return [
        Row(
            tuple(one.variant_values.values()),
            one.price,
            one.stock,
            code=one.code,
            seen_price=one.price,
            seen_stock=one.stock,
        )
        for one in variants_of(session, product)
    ]


def make(
    owner: Actor, product: Product, prices: Mapping[str, int | None] | None = None, *, stock: int | None = 24
) -> None:
    """Give a product the sizes S, M and L, at these prices."""
    rows = table(prices or {"S": 50_000, "M": 55_000, "L": 60_000}, stock=stock)
    with unit_of_work(actor=owner) as (session, actor):
        services.set_variants(session, actor, product.id, options=[SIZES], rows=rows)


def variants_of(session: Session, product: Product) -> list[Product]:
    """All variants beside a product, read anew, the oldest first."""
    session.expire_all()
    group = session.scalar(select(Product.variant_group_id).where(Product.id == product.id))
    return list(
        session.scalars(
            select(Product)
            .where(Product.variant_group_id == group)
            .order_by(Product.id)
            .execution_options(populate_existing=True)
        )
    )
