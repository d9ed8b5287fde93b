"""What is in hampers, as buyers read it and as their seller chooses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalog import policies
from marketplace.catalog.models import OfferKind, Product
from marketplace.catalog.queries import own_product
from marketplace.catalog.selling import on_sale
from marketplace.catalog.stock_models import BundlePart
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import slug_with_code
from marketplace.kernel.errors import NotFound

MOST_OFFERED = 200
"""Products that a seller chooses parts from, by name."""


@dataclass(frozen=True, slots=True)
class Inside:
    """One part: how many of it are in one of them. slug: of its page, empty while it is not on sale."""

    code: str
    name: str
    slug: str
    quantity: int


@dataclass(frozen=True, slots=True)
class OwnHampers:
    """Hampers of the seller's own, with what is inside."""

    product: Product
    parts: Sequence[Inside]


def inside(session: Session, product: Product) -> list[Inside]:
    """What is in these hampers; nothing, without a statement, for any other product."""
    if product.kind is not OfferKind.BUNDLE:
        return []
    rows = session.execute(
        select(Product.code, Product.name, on_sale(clock.today()).label("sold"), BundlePart.quantity)
        .join(BundlePart, BundlePart.part_id == Product.id)
        .where(BundlePart.bundle_id == product.id)
        .order_by(BundlePart.position)
    )
    return [
        Inside(
            row.code,
            row.name,
            slug_with_code(row.name, row.code) if row.sold else "",
            row.quantity,
        )
        for row in rows
    ]


def own_hampers(session: Session, actor: Actor, code: str) -> OwnHampers:
    """Hampers of the actor's own business; raises NotFound for anything else."""
    product = own_product(session, actor, code)
    if product.kind is not OfferKind.BUNDLE:
        raise NotFound(f"hampers {code}")
    return OwnHampers(product, inside(session, product))


def offered(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """Code and name of the goods on sale that the actor's business can put into hampers."""
    rows = session.execute(
        select(Product.code, Product.name)
        .where(
            Product.business_id == policies.own_business(actor),
            on_sale(clock.today()),
            Product.kind == OfferKind.GOODS,
        )
        .order_by(func.lower(Product.name), Product.id)
        .limit(MOST_OFFERED)
    )
    return [(row.code, row.name) for row in rows]
