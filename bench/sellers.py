"""Sellers at work: they change prices and publish through the same use cases as their pages.

`python -m bench.sellers SECONDS` changes twenty products a second in the folder of DATA_DIR.
"""

from __future__ import annotations

import os
import secrets
import sys
import time
from dataclasses import replace

from sqlalchemy import select

from marketplace.accounts import services as accounts
from marketplace.app import create_app
from marketplace.businesses import queries as businesses
from marketplace.businesses.services import register_business
from marketplace.catalog import services
from marketplace.catalog.models import Product
from marketplace.catalog.services import ProductValues
from marketplace.catalog.states import ProductState
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.money import Rupiah
from marketplace.settings import Settings

A_SECOND = 20
PRODUCTS = 500
CHEAPEST, STEP = 10_000, 500
PHONE, VILLAGE = "081200000001", "35.77.03.1002"

DRAFT = ProductValues(
    category="lain-lain",
    description="Contoh untuk mengukur waktu tampil.",
    unit="buah",
    price=Rupiah(25_000),
    made_to_order=True,
    without_photo=True,
)


def owner_of(business_id: int) -> Actor:
    """The owner of a business, acting for it."""
    user_id = businesses.owner_ids(db.session(), business_id)[0]
    party = PartyRef(PartyKind.BUSINESS, business_id)
    return replace(Actor.visitor(), user_id=user_id, role=Role.OWNER, party=party)


def opened_shop() -> Actor:
    """The owner of a new shop that may sell to shoppers, acting for it."""
    with unit_of_work(actor=Actor.system("bench")) as (session, actor):
        account = accounts.create_account(
            session,
            actor,
            name="Penjual Ukur",
            phone=PHONE,
            password=secrets.token_urlsafe(24),
            is_demo=True,
            phone_checked=True,
        )
    herself = Actor(account.id, None, Role.SHOPPER, PartyRef(PartyKind.PERSON, account.id))
    with unit_of_work(actor=herself) as (session, actor):
        shop = register_business(
            session, actor, name="Toko Ukur", legal_form="perorangan", region_code=VILLAGE
        )
    return owner_of(shop.id)


def products_on_sale(count: int) -> list[tuple[int, int]]:
    """Ids of products on sale and of their sellers, newest first."""
    query = (
        select(Product.id, Product.business_id)
        .where(Product.state == ProductState.LIVE)
        .order_by(Product.published_at.desc(), Product.id.desc())
        .limit(count)
    )
    return [(row.id, row.business_id) for row in db.session.execute(query)]


def draft(owner: Actor, name: str) -> int:
    """A complete draft of the owner's business; its id."""
    assert owner.party is not None
    with unit_of_work(actor=owner) as (session, actor):
        return services.draft_product(session, actor, owner.party.id, values=DRAFT | {"name": name}).id


def publish(owner: Actor, product_id: int) -> None:
    """Put a draft on sale, in one committed transaction."""
    with unit_of_work(actor=owner) as (session, actor):
        services.publish(session, actor, product_id)


def change_prices(seconds: float) -> int:
    """Change the price of one product after another, twenty a second; how many were changed."""
    products = products_on_sale(PRODUCTS)
    owners = {business_id: owner_of(business_id) for _id, business_id in products}
    began, done = time.monotonic(), 0
    while time.monotonic() - began < seconds:
        product_id, business_id = products[done % len(products)]
        price = Rupiah(CHEAPEST + STEP * (done % 1000))
        with unit_of_work(actor=owners[business_id]) as (session, actor):
            services.set_price(session, actor, product_id, price=price)
        done += 1
        time.sleep(max(0.0, began + done / A_SECOND - time.monotonic()))
    return done


if __name__ == "__main__":
    with create_app(Settings.from_env(os.environ)).app_context():
        print(change_prices(float(sys.argv[1])))
