"""Products with what the table says of them beyond their own row: variants, weekly capacity, parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalog.models import OfferKind, Product, VariantGroup
from marketplace.catalog.stock_models import BundlePart, CapacityPool


@dataclass(frozen=True, slots=True)
class Whole:
    """A product. pool: what can be made of it in a week. parts: code and pieces of each thing in hampers."""

    product: Product
    group: VariantGroup | None = None
    pool: CapacityPool | None = None
    parts: Sequence[tuple[str, int]] = ()

    @property
    def per_week(self) -> int | None:
        return self.pool.per_week if self.pool else None

    @property
    def made_with(self) -> str:
        """The name under which it shares its capacity; empty where it shares it with no other."""
        return self.pool.name_for(self.product.code) if self.pool else ""

    def option(self, number: int) -> tuple[str, str]:
        """Name and value of its first (0) or second option; empty where it has none."""
        values = list(self.product.variant_values.items())
        return values[number] if number < len(values) else ("", "")


def wholes(session: Session, products: Sequence[Product]) -> list[Whole]:
    """The products in their order, in at most one statement for each thing that one of them has."""
    groups = _by_id(session, VariantGroup, {one.variant_group_id for one in products})
    pools = _by_id(session, CapacityPool, {one.capacity_pool_id for one in products})
    inside: dict[int, list[tuple[str, int]]] = {}
    if bundles := [one.id for one in products if one.kind is OfferKind.BUNDLE]:
        rows = session.execute(
            select(BundlePart.bundle_id, Product.code, BundlePart.quantity)
            .join(Product, Product.id == BundlePart.part_id)
            .where(BundlePart.bundle_id.in_(bundles))
            .order_by(BundlePart.bundle_id, BundlePart.position)
        )
        for row in rows:
            inside.setdefault(row.bundle_id, []).append((row.code, row.quantity))
    return [
        Whole(
            product=one,
            group=groups.get(one.variant_group_id),
            pool=pools.get(one.capacity_pool_id),
            parts=inside.get(one.id, ()),
        )
        for one in products
    ]


def _by_id(session: Session, table: Any, ids: set[int | None]) -> dict[int | None, Any]:
    wanted = ids - {None}
    if not wanted:
        return {}
    return {row.id: row for row in session.scalars(select(table).where(table.id.in_(wanted)))}
