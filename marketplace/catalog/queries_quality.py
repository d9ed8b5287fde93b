"""Reading how a seller's listings stand: score, next step, and others of the shop that look the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from marketplace.catalog import likeness, policies
from marketplace.catalog.likeness import Named
from marketplace.catalog.models import Claim, Product, ProductPhoto
from marketplace.catalog.quality import Part, quality
from marketplace.catalog.states import ClaimState, ProductState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor

COMPARED = 1000
"""The newest products of a shop that a name is held against; a shop that imports has many thousands."""

MOST_TWINS = 3

_KEPT = (ProductState.DRAFT, ProductState.LIVE, ProductState.FROZEN)
"""What is put away already is no duplicate to put away."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a listing stands: `score` of 100, the `step` that betters it most, its likely duplicates."""

    score: int
    step: Part | None
    twins: Sequence[Named]


def standings(session: Session, actor: Actor, products: Sequence[Product]) -> Mapping[int, Standing]:
    """Of products of the actor's own business, by their ids; three statements, however many there are."""
    if not products:
        return {}
    ids, today = [product.id for product in products], clock.today()
    photos, claims = _photos(session, ids), _claims(session, ids)
    others = _names(session, policies.own_business(actor))
    found = {}
    for product in products:
        good = quality(product, photos=photos.get(product.id, 0), claims=claims.get(product.id, 0), on=today)
        own = Named(product.code, product.name, product.variant_group_id)
        twins = likeness.twins(product.name, others, today, but=own)[:MOST_TWINS]
        found[product.id] = Standing(good.score, good.step, twins)
    return found


def alike(session: Session, actor: Actor, name: str) -> list[Named]:
    """Own products that a new one of this name would likely repeat; one statement."""
    if not name.strip():
        return []
    others = _names(session, policies.own_business(actor))
    return likeness.twins(name, others, clock.today())[:MOST_TWINS]


def _names(session: Session, business_id: int) -> list[Named]:
    rows = session.execute(
        select(Product.code, Product.name, Product.variant_group_id)
        .where(Product.business_id == business_id, Product.state.in_(_KEPT))
        .order_by(Product.id.desc())
        .limit(COMPARED)
    )
    return [Named(row.code, row.name, row.variant_group_id) for row in rows]


def _photos(session: Session, ids: Sequence[int]) -> dict[int, int]:
    counted = (
        select(ProductPhoto.product_id, func.count().label("number"))
        .where(ProductPhoto.product_id.in_(ids))
        .group_by(ProductPhoto.product_id)
    )
    return {row.product_id: row.number for row in session.execute(counted)}


def _claims(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Handed in or verified; one that was refused or has expired says nothing for the product."""
    counted = (
        select(Claim.product_id, func.count(Claim.kind.distinct()).label("number"))
        .where(
            Claim.product_id.in_(ids),
            Claim.status.in_((ClaimState.SUBMITTED, ClaimState.CHECKED, ClaimState.VERIFIED)),
            or_(Claim.expires_on.is_(None), Claim.expires_on >= clock.today()),
        )
        .group_by(Claim.product_id)
    )
    return {row.product_id: row.number for row in session.execute(counted)}
