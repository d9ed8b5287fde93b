"""Who sells while it is measured keeps the rules of the catalogue."""

from __future__ import annotations

from bench import sellers
from marketplace.catalog.models import Product
from marketplace.catalog.states import ProductState


def test_a_new_shop_publishes_what_it_drafts(session):
    owner = sellers.opened_shop()
    made = sellers.draft(owner, "Contoh xqba")
    sellers.publish(owner, made)
    session.expire_all()
    assert session.get_one(Product, made).state is ProductState.LIVE
