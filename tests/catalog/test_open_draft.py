"""The open draft: nothing that was typed or photographed is lost, and nobody else sees it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.catalog import queries
from marketplace.catalog.draft_models import OpenDraft
from marketplace.catalog.models import Product
from marketplace.catalog.services import close_draft, drafting, keep_draft
from marketplace.catalog.states import ProductState
from marketplace.infra import personal_data
from marketplace.kernel import clock
from marketplace.kernel.errors import Forbidden, NotFound
from tests.businesses import factories as businesses
from tests.catalog import factories
from tests.client import HTMX, KEY, StrictClient

NEW, KEEP = "/penjual/produk/baru", "/penjual/produk/baru/draf"

pytestmark = pytest.mark.db


@pytest.fixture
def seller(session, as_actor):
    """A shop, its owner, and her browser."""
    business, owner = factories.shop()
    return business, owner, as_actor(owner.user_id, owner.role, owner.party, code=business.code)


def picture(colour: str = "orange") -> tuple[io.BytesIO, str]:
    return io.BytesIO(factories.picture(colour=colour)), "foto.jpg"


def products(session) -> list[Product]:
    session.expire_all()
    return list(session.scalars(select(Product).order_by(Product.id)))


def keep(browser: StrictClient, **fields: object):
    return browser.submit(KEEP, fields, page=NEW, headers=HTMX)


def test_each_change_is_kept_and_said(session, seller):
    _business, owner, browser = seller
    part = keep(browser, name="Keripik tempe", price="mahal")
    assert "Draf tersimpan pukul" in part.text
    draft = queries.open_draft(session, owner)
    assert draft.typed == {"name": "Keripik tempe", "price": "mahal"}
    page = browser.get(NEW).text
    assert "Buang draf" in page
    assert 'value="mahal"' in page
    assert products(session) == []


def test_without_scripts_the_draft_is_kept_as_well(session, seller):
    _business, _owner, browser = seller
    answer = browser.submit(KEEP, {"name": "Sambal teri"}, page=NEW)
    assert answer.status_code == 303
    assert 'value="Sambal teri"' in browser.get(answer.location).text


def test_a_photo_is_kept_with_the_first_try_and_never_chosen_again(session, seller):
    _business, _owner, browser = seller
    fields = {"name": "Keripik tempe sagu", "price": "18.000", "stock": "", "aksi": "tayang"}
    wrong = browser.submit(NEW, fields | {"photo": picture()})
    assert wrong.status_code == 422
    assert "Foto tersimpan" in wrong.text
    assert browser.submit(NEW, fields | {"stock": "24"}).status_code == 303
    (made,) = products(session)
    assert (made.state, made.picture["widths"]) == (ProductState.LIVE, [240, 480])


def test_a_new_photo_replaces_the_kept_one(session, seller):
    _business, owner, browser = seller
    part = keep(browser, name="Keripik", photo=picture())
    assert 'hx-swap-oob="true"' in part.text
    before = queries.open_draft(session, owner).picture
    keep(browser, name="Keripik", photo=picture("navy"))
    after = queries.open_draft(session, owner).picture
    assert before != after
    assert "hx-swap-oob" not in keep(browser, name="Keripik tempe").text
    assert queries.open_draft(session, owner).picture == after


def test_what_is_no_photo_is_refused_beside_it_and_the_words_stay(session, seller):
    _business, owner, browser = seller
    part = keep(browser, name="Keripik", photo=(io.BytesIO(b"bukan foto"), "a.jpg"))
    assert part.status_code == 422
    assert 'id="photo-galat"' in part.text
    assert queries.open_draft(session, owner).typed == {"name": "Keripik"}


def test_a_product_that_was_added_leaves_no_draft(session, seller):
    _business, owner, browser = seller
    keep(browser, name="Keripik tempe sagu", photo=picture())
    browser.submit(NEW, {"name": "Keripik tempe sagu", "stock": "3", "aksi": "tayang"})
    assert queries.open_draft(session, owner) is None
    assert "Buang draf" not in browser.get(NEW).text


def test_what_the_page_sends_too_late_does_not_come_back(session, seller):
    _business, owner, browser = seller
    page = browser.get(NEW).text
    key = KEY.search(page)[1]
    browser.submit(NEW, {"name": "Keripik tempe", "stock": "3", "aksi": "draf", "_key": key})
    keep(browser, name="Keripik tempe", _key=key)
    assert queries.open_draft(session, owner) is None
    assert len(products(session)) == 1


def test_the_same_form_twice_adds_one_product(session, seller):
    _business, _owner, browser = seller
    key = KEY.search(browser.get(NEW).text)[1]
    fields = {"name": "Keripik tempe", "aksi": "draf", "_key": key}
    first, second = browser.submit(NEW, fields), browser.submit(NEW, fields)
    assert (first.status_code, second.location) == (303, first.location)
    assert len(products(session)) == 1


def test_a_draft_is_thrown_away_on_request(session, seller):
    _business, owner, browser = seller
    keep(browser, name="Salah ketik", photo=picture())
    browser.submit("/penjual/produk/baru/buang", {}, page=NEW)
    assert queries.open_draft(session, owner) is None
    assert "Salah ketik" not in browser.get(NEW).text


def test_nobody_else_sees_it_neither_in_the_shop_nor_on_the_phone(session, seller, as_actor):
    business, owner, browser = seller
    keep(browser, name="Rahasia dapur", photo=picture())
    _mandate, helper = factories.catalogue_mandate(business, owner)
    other = as_actor(
        helper.user_id, helper.role, helper.party, code=business.code, mandate_id=helper.mandate_id
    )
    assert "Rahasia dapur" not in other.get(NEW).text
    assert queries.open_draft(session, helper) is None
    shown = queries.open_draft(session, owner).picture.src240
    assert (browser.get(shown).status_code, other.get(shown).status_code) == (200, 404)


def test_who_may_not_draft_keeps_nothing(session, seller, uow):
    business, owner, _browser = seller
    _mandate, helper = factories.catalogue_mandate(business, owner, ("stock.write",))
    with pytest.raises(Forbidden), uow(helper) as (inside, actor):
        keep_draft(inside, actor, typed={"name": "Keripik"})
    with pytest.raises(NotFound), uow(businesses.shopper(businesses.person())) as (inside, actor):
        close_draft(inside, actor)


def test_a_new_product_begins_as_the_last_one_was_sold(session, seller):
    business, owner, browser = seller
    factories.draft(business, owner, unit="lembar", made_to_order=True)
    page = browser.get(NEW).text
    assert 'value="lembar"' in page
    assert 'value="1" checked' in page


def test_it_is_given_erased_and_swept(session, seller, uow):
    _business, owner, browser = seller
    keep(browser, name="Keripik")
    keeper = personal_data.keepers()["catalog"]
    assert keeper.export(session, owner.user_id) == {"produk_belum_selesai": [{"name": "Keripik"}]}
    with uow() as (inside, _actor):
        assert drafting.forget_old(inside) is False
        inside.scalars(select(OpenDraft)).one().updated_at = (
            clock.now() - drafting.KEPT_FOR - timedelta(days=1)
        )
        drafting.forget_old(inside)
    assert session.scalars(select(OpenDraft)).all() == []
    keep(browser, name="Keripik")
    with uow() as (inside, _actor):
        keeper.erase(inside, owner.user_id)
    assert session.scalars(select(OpenDraft)).all() == []
