"""The staff's pages that stop a listing or take it down."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.accounts import services as accounts
from marketplace.catalog.models import Product
from marketplace.catalog.states import ProductState
from marketplace.infra.audit import PLATFORM
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Role
from tests.businesses import factories as people
from tests.catalog import factories as make

pytestmark = pytest.mark.db


@pytest.fixture
def staff(as_actor):
    def sign_in(role: Role):
        person = people.person(role.value)
        with unit_of_work(actor=people.SYSTEM) as (session, actor):
            accounts.grant_platform_role(session, actor, user_id=person.id, role=role)
        return as_actor(person.id, role, PLATFORM, code="platform")

    return sign_in


def test_a_listing_is_found_taken_down_and_let_back(session, staff):
    product = make.live(*make.shop())
    browser = staff(Role.ADMIN)
    assert product.code in browser.get("/kelola/produk?q=keripik").text
    url = f"/kelola/produk/{product.code}"
    assert browser.submit(url, {"aksi": "delist", "reason": ""}).status_code == 422
    assert browser.submit(url, {"aksi": "delist", "reason": "Foto milik orang lain."}).status_code == 303
    assert session.scalar(select(Product.state)) is ProductState.DELISTED
    assert browser.submit(url, {"aksi": "relist", "reason": "Foto sudah diganti."}).status_code == 303
    session.expire_all()
    assert session.scalar(select(Product.state)) is ProductState.WITHDRAWN


def test_a_verifier_stops_for_a_while_and_takes_nothing_down(session, staff):
    product = make.live(*make.shop())
    browser = staff(Role.VERIFIER)
    url = f"/kelola/produk/{product.code}"
    assert "Turunkan dari tayangan" not in browser.get(url).text
    assert browser.submit(url, {"aksi": "delist", "reason": "coba"}).status_code == 403
    assert browser.submit(url, {"aksi": "freeze", "reason": "Harga jauh di atas pasar."}).status_code == 303
    assert session.scalar(select(Product.state)) is ProductState.FROZEN
    assert browser.submit(url, {"aksi": "hapus", "reason": "coba"}).status_code == 404
