"""A new product from one screen: the draft is kept whatever else is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from marketplace.businesses import policies as business_policies
from marketplace.catalog import policies, reference
from marketplace.catalog.models import Product
from marketplace.catalog.photos import ProcessedPhoto
from marketplace.catalog.services.listing import missing
from marketplace.catalog.services.photos import add_photo
from marketplace.catalog.services.products import draft_product
from marketplace.catalog.services.proposals import publish_or_propose
from marketplace.catalog.services.values import ProductValues
from marketplace.catalog.suggest import suggest
from marketplace.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Added:
    """A new product. `lacking`: field to sentence, why it was not put on sale though that was asked."""

    product: Product
    live: bool
    proposed: bool
    lacking: Mapping[str, str]


def add_product(
    session: Session,
    actor: Actor,
    *,
    values: ProductValues,
    stock: int,
    photo: ProcessedPhoto | None,
    publish: bool,
) -> Added:
    """Draft a product of the actor's business, and put it on sale (a helper: ask the owner to) if complete.

    A category and unit that were not chosen are suggested from the name.
    """
    business_id = policies.own_business(actor)
    product = draft_product(session, actor, business_id, values=_with_suggestions(values), stock=stock)
    if photo is not None:
        add_photo(session, actor, product.id, photo=photo)
    session.refresh(product)
    lacking = missing(session, product)
    if not publish or lacking:
        return Added(product, live=False, proposed=False, lacking=lacking if publish else {})
    live = publish_or_propose(session, actor, product.id)
    return Added(product, live=live, proposed=business_policies.is_helper(actor), lacking={})


def _with_suggestions(values: ProductValues) -> ProductValues:
    suggestion = None if values.get("category") else suggest(values.get("name", ""))
    category = values.get("category") or (suggestion.slug if suggestion else "")
    units = reference.category(category).units if reference.is_category(category) else ()
    unit = values.get("unit") or next(iter(units), "")
    return values | ProductValues(category=category, unit=unit)
