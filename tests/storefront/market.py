"""A small market on sale, indexed, with pictures: what the pages for everybody are shown with."""

from __future__ import annotations

from marketplace.businesses.models import Business
from marketplace.catalog import services
from marketplace.catalog.models import Product
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor
from marketplace.search import live
from tests.catalog import factories


def with_photo(product: Product, owner: Actor, colour: str = "orange", *, illustration: bool = True) -> None:
    with unit_of_work(actor=owner) as (session, actor):
        services.add_photo(
            session,
            actor,
            product.id,
            photo=factories.photo(colour),
            alt="Kantong keripik",
            is_illustration=illustration,
        )


def stocked(count: int, **values: object) -> tuple[Business, Actor, list[Product]]:
    """A shop with that many products with pictures on sale, all in the index."""
    business, owner = factories.shop()
    products = [
        factories.live(business, owner, name=f"Keripik tempe nomor {number}", **values)
        for number in range(1, count + 1)
    ]
    for product in products:
        with_photo(product, owner)
    live.rebuild()
    return business, owner, products
