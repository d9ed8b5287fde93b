"""A product that leaves the sale stops every open purchase of it, and both officers learn of it at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.catalog import services as catalog
from marketplace.infra import outbox
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import Refused
from marketplace.notifications.models import Notice
from marketplace.procurement.choosing import Wanted
from tests.businesses import factories as people
from tests.catalog import factories as products
from tests.procurement import factories, steps

pytestmark = pytest.mark.db


@pytest.fixture
def story(database):
    return steps.story()


@pytest.fixture
def package(story):
    return steps.invited(story, steps.opened(story))


def delist(story) -> None:
    admin = Actor(people.person("Yusuf").id, None, Role.ADMIN, PartyRef(PartyKind.PLATFORM, 1))
    with unit_of_work(actor=admin) as (session, actor):
        catalog.delist(session, actor, story.product.id, reason="Isi paket tidak sesuai foto.")


def test_no_side_makes_an_offer_for_it(story, package):
    delist(story)
    for side in (story.unit.pp, story.shop.owner):
        with pytest.raises(Refused, match="Produk turun tayang"):
            steps.offered(side, package, 50_000)


def test_nobody_agrees_to_an_offer_for_it(story, package):
    steps.offered(story.shop.owner, package, 52_000)
    delist(story)
    with pytest.raises(Refused, match="Produk turun tayang"):
        steps.agreed(story.unit.pp, package)


def test_the_ppk_does_not_sign_for_it(story):
    package = steps.negotiated(story)
    given = steps.answers(story, package)
    delist(story)
    with (
        pytest.raises(Refused, match="Produk turun tayang"),
        unit_of_work(actor=story.unit.ppk) as (s, actor),
    ):
        steps.services_approval.approve_and_sign(s, actor, package.code, approval=steps.Approval(given))


def test_a_last_day_that_passed_stops_it_too(story, package):
    with unit_of_work(actor=story.shop.owner) as (session, actor):
        catalog.change_product(session, actor, story.product.id, values={"valid_until": clock.today()})
    with clock.frozen(clock.now() + timedelta(days=1)), pytest.raises(Refused, match="Produk turun tayang"):
        steps.offered(story.unit.pp, package, 50_000)


def test_both_officers_are_told_once(session, story, package):
    delist(story)
    outbox.drain()
    outbox.drain()
    wanted = select(Notice.user_id).where(Notice.text.contains("Produk turun tayang"))
    assert sorted(session.scalars(wanted)) == sorted([story.unit.pp.user_id, story.unit.ppk.user_id])


def test_what_does_not_fit_the_sellers_classes_is_not_bought(session, story):
    factories.product(story.shop)
    other = products.live(story.shop.business, story.shop.owner, name="Kursi jati", category="mebel")
    with pytest.raises(Refused, match="NIB penjual belum memuat KBLI"):
        steps.opened(story, lines=[Wanted(other.code, 10)])


def test_a_food_without_permit_is_not_bought(session, story):
    food = products.live(story.shop.business, story.shop.owner, name="Keripik tanpa izin")
    with pytest.raises(Refused, match="Izin pangan"):
        steps.opened(story, lines=[Wanted(food.code, 10)])
