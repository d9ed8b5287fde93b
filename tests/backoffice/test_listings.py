"""The staff's pages that stop a listing or take it down."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.accounts import services as accounts
from marketplace.catalog.models import ClaimKind, Product
from marketplace.catalog.states import ClaimState, ProductState
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


def test_what_was_found_true_is_taken_back_by_two_where_two_found_it(session, staff):
    business, owner = make.shop()
    product = make.live(business, owner)
    halal, tkdn = (make.verified(product, owner, kind) for kind in (ClaimKind.HALAL, ClaimKind.TKDN))
    rahmat, theresia = staff(Role.VERIFIER), staff(Role.ADMIN)
    page, url = f"/kelola/produk/{product.code}", f"/kelola/produk/{product.code}/cabut"
    assert f'href="{url}/{halal.code}"' in rahmat.get(page).text
    empty = rahmat.submit(f"{url}/{halal.code}", {"reason": "", "answer": "cabut"})
    assert (empty.status_code, "Tulis alasannya" in empty.text) == (422, True)
    rahmat.submit(f"{url}/{halal.code}", {"reason": "Nomor orang lain.", "answer": "cabut"})
    session.expire_all()
    assert halal.status is ClaimState.REJECTED
    assert rahmat.get(f"{url}/{halal.code}").location == page
    assert rahmat.get(f"{url}/{make.live(business, owner).code}").status_code == 404
    rahmat.submit(f"{url}/{tkdn.code}", {"reason": "Nilainya lain.", "answer": "cabut"})
    assert "Batalkan usulan saya" in rahmat.get(f"{url}/{tkdn.code}").text
    assert product.name in theresia.get("/kelola/produk/pencabutan").text
    assert "Nilainya lain." in theresia.get(f"{url}/{tkdn.code}").text
    assert theresia.submit(f"{url}/{tkdn.code}", {"reason": "", "answer": "tetap"}).status_code == 303
    rahmat.submit(f"{url}/{tkdn.code}", {"reason": "Nilainya lain.", "answer": "cabut"})
    theresia.submit(f"{url}/{tkdn.code}", {"reason": "", "answer": "cabut"})
    session.expire_all()
    assert (tkdn.status, tkdn.reason) == (ClaimState.REJECTED, "Nilainya lain.")


def test_who_sells_or_buys_takes_nothing_back(as_actor):
    business, owner = make.shop()
    claim = make.verified(make.live(business, owner), owner)
    product_code = make.live(business, owner).code
    browser = as_actor(owner.user_id, owner.role, owner.party, code=business.code)
    for url in ("pencabutan", f"{product_code}/cabut/{claim.code}"):
        assert browser.get(f"/kelola/produk/{url}").status_code == 403
