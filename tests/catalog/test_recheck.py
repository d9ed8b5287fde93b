"""`flask catalog recheck` repeats what is stored of every product, in short transactions."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from marketplace.catalog import flows
from marketplace.catalog.models import Product
from marketplace.infra.uow import unit_of_work
from tests.businesses.factories import SYSTEM
from tests.catalog import factories as make

pytestmark = pytest.mark.db


def test_every_product_is_computed_anew(session, app):
    business, owner = make.shop()
    make.classes(business, owner, [["2020", "10794"]])
    products = [
        make.live(business, owner, name=f"Keripik {number}", category="oleh-oleh") for number in range(3)
    ]
    with unit_of_work(actor=SYSTEM) as (inside, _actor):
        inside.execute(update(Product).values(kbli_fits=False, procurable_until=None))
    assert flows.recheck(size=2) == 3
    told = app.test_cli_runner().invoke(args=["catalog", "recheck"])
    assert "3 produk dihitung ulang." in told.output
    session.expire_all()
    assert all(session.get_one(Product, product.id).kbli_fits for product in products)
