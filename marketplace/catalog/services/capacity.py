"""How many pieces of what is made to order a seller makes in a week; several products may share her hands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalog.models import Product
from marketplace.catalog.services.listing import loaded, tell_change
from marketplace.catalog.stock_models import CapacityPool
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import DomainError

PER_WEEK, NAME = "capacity_per_week", "capacity_name"
FIELDS = (PER_WEEK, NAME)


def capacity_of(session: Session, product: Product) -> dict[str, Any]:
    """The capacity as the seller gave it; the name is empty where the product shares it with no other."""
    pool = session.get(CapacityPool, product.capacity_pool_id) if product.capacity_pool_id else None
    if pool is None:
        return {PER_WEEK: None, NAME: ""}
    return {PER_WEEK: pool.per_week, NAME: pool.name_for(product.code)}


def ensure_fits(wanted: Mapping[str, Any], changed: Collection[str], *, made_to_order: bool) -> None:
    """wanted: the capacity as it would be; changed: what of it was just said. DomainError for the number."""
    if wanted[PER_WEEK] is None:
        if wanted[NAME] and NAME in changed:
            raise DomainError("Isi jumlah per minggu, atau kosongkan namanya.", field=PER_WEEK)
    elif not made_to_order:
        raise DomainError(
            "Kapasitas per minggu hanya untuk barang yang dibuat setelah dipesan. Kosongkan saja.",
            field=PER_WEEK,
        )


def set_capacity(session: Session, product: Product, changed: Mapping[str, Any]) -> None:
    """Give a loaded product the capacity in `changed` (any of `FIELDS`), or none for None.

    Products of one seller with the same name share one capacity; the last number given counts for all, and is
    frozen in a new version of each that is on sale. Promises that were made stay with their weeks.
    """
    wanted = capacity_of(session, product) | dict(changed)
    ensure_fits(wanted, changed, made_to_order=product.made_to_order)
    if wanted[PER_WEEK] is None:
        product.capacity_pool_id = None
        return
    pool = _pool(session, product, wanted[NAME] or product.code)
    moved = pool.per_week != wanted[PER_WEEK]
    pool.per_week = wanted[PER_WEEK]
    session.flush()
    product.capacity_pool_id = pool.id
    if moved:
        _tell_others(session, product)


def _tell_others(session: Session, product: Product) -> None:
    """The products that share the capacity of this one promise as much as it does from now on."""
    others = session.scalars(
        select(Product.id)
        .where(Product.capacity_pool_id == product.capacity_pool_id, Product.id != product.id)
        .order_by(Product.id)
    )
    for other_id in others.all():
        tell_change(session, loaded(session, other_id))


def _pool(session: Session, product: Product, name: str) -> CapacityPool:
    pool = session.scalar(
        select(CapacityPool).where(
            CapacityPool.business_id == product.business_id, func.lower(CapacityPool.name) == name.lower()
        )
    )
    if pool is None:
        pool = CapacityPool(code=new_code(), business_id=product.business_id, name=name)
        session.add(pool)
    return pool
