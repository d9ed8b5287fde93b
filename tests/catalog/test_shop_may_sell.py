"""Nothing goes on sale before the shop may sell to shoppers; the seller reads what the shop still lacks."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from marketplace.accounts import services as accounts
from marketplace.catalog import queries, services
from marketplace.catalog.models import Product
from marketplace.catalog.states import ProductState
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Role
from marketplace.kernel.errors import Refused
from tests.businesses import factories as people
from tests.catalog import factories

pytestmark = pytest.mark.db


@pytest.fixture
def unproved(database):
    """A shop whose owner's number never gave its code."""
    with unit_of_work(actor=people.SYSTEM) as (session, actor):
        account = accounts.create_account(
            session, actor, name="Wati", phone="081299990001", password="kopi susu dan pagi"
        )
    return people.business(account)


def publish(actor, product):
    with unit_of_work(actor=actor) as (session, doer):
        return services.publish_or_propose(session, doer, product.id)


def test_publishing_is_refused_and_names_what_the_shop_lacks(session, unproved):
    business, owner = unproved
    product = factories.draft(business, owner)
    with pytest.raises(Refused, match="Masih kurang: Nomor HP pemilik"):
        publish(owner, product)
    people.fresh(session, product)
    assert product.state is ProductState.DRAFT
    assert queries.edit_page(session, owner, product.code).missing.keys() == {"shop"}


def test_a_helper_does_not_ask_for_what_the_shop_may_not_do(unproved):
    business, owner = unproved
    product = factories.draft(business, owner)
    _mandate, helper = factories.catalogue_mandate(business, owner)
    with pytest.raises(Refused, match="Nomor HP pemilik"):
        publish(helper, product)


def test_what_is_on_sale_stays_when_the_name_is_looked_at_again(session):
    business, owner = factories.shop()
    product = factories.live(business, owner)
    with unit_of_work(actor=owner) as (inside, actor):
        people.services.fill_profile(inside, actor, business.id, values={"name": "Dinas Keripik"})
    with unit_of_work(actor=owner) as (inside, actor):
        services.change_product(inside, actor, product.id, values={"description": "Renyah."})
    people.fresh(session, product)
    assert product.state is ProductState.LIVE


def test_the_page_of_a_new_product_says_so_loses_nothing_and_leads_to_the_shop(session, unproved, as_actor):
    business, owner = unproved
    browser = as_actor(owner.user_id, Role.OWNER, owner.party, code=business.code)
    page = browser.get("/penjual/produk/baru").text
    assert "Masih kurang: Nomor HP pemilik" in page
    assert 'href="/penjual/mulai"' in page
    fields = {"name": "Keripik tempe", "price": "18.000", "stock": "4", "category": "camilan-kering"}
    photo = io.BytesIO(factories.picture()), "keripik.jpg"
    sent = browser.submit("/penjual/produk/baru", fields | {"photo": photo, "aksi": "tayang"})
    assert sent.status_code == 422
    assert 'value="Keripik tempe"' in sent.text
    assert session.scalars(select(Product)).all() == []
