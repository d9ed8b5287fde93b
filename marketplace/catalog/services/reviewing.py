"""A price that somebody looked at: set anew, or said to be right as it is."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from marketplace.catalog import policies
from marketplace.catalog.models import PriceChange, Product
from marketplace.catalog.services import grouping
from marketplace.catalog.services.listing import expect_version, loaded, record_act
from marketplace.catalog.services.products import change_product
from marketplace.catalog.services.values import ProductValues, checked
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Rupiah


def review_price(
    session: Session,
    actor: Actor,
    product_id: int,
    *,
    price: Rupiah | None,
    government_until: date | None = None,
    version: int | None = None,
) -> None:
    """Set the price, or keep in its history that it was looked at and stays.

    government_until: the last day of the price for agencies, where the product has one; else left alone.
    Raises what `change_product` raises: Refused while a government purchase holds a price that is to change,
    Conflict when the product is no longer at `version`, Forbidden for a helper.
    """
    grouping.lock(session, product_id)
    product = loaded(session, product_id)
    policies.ensure_may_publish(actor, product)
    expect_version(product, version)
    values = ProductValues(price=price)
    if product.government_price is not None:
        values["government_until"] = government_until
    if checked(session, values)["price"] == product.price:
        _keep(session, actor, product)
    change_product(session, actor, product_id, values=values, version=version)


def _keep(session: Session, actor: Actor, product: Product) -> None:
    session.add(
        PriceChange(
            product_id=product.id,
            before=product.price,
            after=product.price,
            tiers_before=product.tiers,
            tiers_after=product.tiers,
            actor_user_id=actor.user_id,
            at=clock.now(),
        )
    )
    record_act(session, actor, "confirm_price", product, {"price": product.price and product.price.amount})
