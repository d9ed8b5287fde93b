"""Keeping the index in step: what happened to listings and businesses is written to it in batches."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.catalog.models import Product
from marketplace.catalog.states import ProductState
from marketplace.infra import outbox
from marketplace.infra.db import db
from marketplace.infra.outbox import Delivery
from marketplace.kernel.events import Topic
from marketplace.search import documents, live

CHUNK = 2000


def refresh_products(deliveries: Sequence[Delivery]) -> None:
    """Put the present state of these products into the index; what the public may not see is taken out."""
    _refresh({delivery.payload.product_id for delivery in deliveries})


def refresh_businesses(deliveries: Sequence[Delivery]) -> None:
    """A business changed: refresh everything it has on sale."""
    if live.is_paused():
        return
    businesses = {delivery.payload.business_id for delivery in deliveries}
    query = select(Product.id).where(Product.business_id.in_(businesses), Product.state == ProductState.LIVE)
    _refresh(set(db.session.scalars(query)))


def _refresh(ids: set[int]) -> None:
    if live.is_paused():
        return
    # A large shop has more products than a statement takes values.
    ordered = sorted(ids)
    for chunk in (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK)):
        found = documents.of(db.session(), chunk)
        db.session.rollback()
        live.index().replace(found, remove=set(chunk) - {document.id for document in found})


def register() -> None:
    for topic in (Topic.LISTING_PUBLISHED, Topic.LISTING_CHANGED, Topic.LISTING_WITHDRAWN):
        outbox.effect(topic, refresh_products, name="search.products")
    for topic in (Topic.BUSINESS_CHANGED, Topic.BUSINESS_SANCTIONED):
        outbox.effect(topic, refresh_businesses, name="search.businesses")
