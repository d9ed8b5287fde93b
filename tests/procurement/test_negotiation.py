"""Offers of the two sides: in turn, never changed, by the officer and by the owner herself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.documents import queries as papers
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, DomainError, Forbidden
from marketplace.kernel.money import Rupiah
from marketplace.notifications.models import Notice
from marketplace.procurement import services_approval, services_negotiation
from marketplace.procurement.choosing import Wanted
from marketplace.procurement.package_models import NegotiationRound
from marketplace.procurement.services_negotiation import Offer
from marketplace.procurement.states import PackageState
from tests.businesses import factories as people
from tests.procurement import factories, steps
from tests.procurement.test_open_package import sanction

pytestmark = pytest.mark.db


@pytest.fixture
def story(database):
    return steps.story()


@pytest.fixture
def package(story):
    return steps.invited(story, steps.opened(story))


def refused(session, story, error, message, act):
    before = steps.everything(session, story)
    with pytest.raises(error, match=message):
        act()
    assert steps.everything(session, story) == before


def test_the_owner_is_told_with_the_link(session, story, package):
    told = select(Notice.user_id, Notice.url).where(Notice.key == f"package:{package.code}:invited")
    assert session.execute(told).all() == [(story.shop.owner.user_id, f"/penjual/pengadaan/{package.code}")]


def test_rounds_keep_every_price_and_total(session, story, package):
    steps.offered(story.unit.pp, package, 50_000)
    steps.offered(story.shop.owner, package, 52_000)
    query = select(NegotiationRound).where(NegotiationRound.package_id == package.id)
    rounds = session.scalars(query.order_by(NegotiationRound.number)).all()
    assert [(one.number, one.by_seller, [*one.prices.values()], one.total) for one in rounds] == [
        (1, False, [50_000], Rupiah(60_000_000)),
        (2, True, [52_000], Rupiah(62_400_000)),
    ]


@pytest.mark.parametrize("side", ["pp", "owner"])
def test_nobody_offers_twice_in_a_row_or_agrees_with_himself(session, story, package, side):
    actor = story.unit.pp if side == "pp" else story.shop.owner
    steps.offered(actor, package, 52_000)
    refused(session, story, Conflict, "Tunggu jawaban", lambda: steps.offered(actor, package, 51_000))
    refused(session, story, Conflict, "Tunggu jawaban", lambda: steps.agreed(actor, package))


def test_there_is_nothing_to_agree_to_before_the_first_offer(session, story, package):
    refused(session, story, Conflict, "Belum ada tawaran", lambda: steps.agreed(story.unit.pp, package))


@pytest.mark.parametrize(("price", "message"), [(54_001, "di atas harga tayang"), (0, "lebih dari nol")])
def test_a_price_stays_below_the_list_and_above_zero(session, story, package, price, message):
    refused(session, story, DomainError, message, lambda: steps.offered(story.shop.owner, package, price))


@pytest.mark.parametrize(("days", "message"), [(0, "paling cepat besok"), (21, "paling lambat")])
def test_delivery_is_neither_today_nor_after_the_wanted_day(session, story, package, days, message):
    day = clock.today() + timedelta(days=days)
    refused(
        session,
        story,
        DomainError,
        message,
        lambda: steps.offered(story.shop.owner, package, 52_000, deliver_on=day),
    )


def test_every_line_has_a_price(session, story, package):
    def act():
        with unit_of_work(actor=story.unit.pp) as (inside, actor):
            services_negotiation.offer(
                inside, actor, package.code, offer=Offer({2: Rupiah(1)}, package.needed_on)
            )

    refused(session, story, DomainError, "setiap produk", act)


def test_a_helper_under_a_mandate_neither_offers_nor_agrees(session, story, package):
    helper = people.acting(people.mandate(story.shop.business, story.shop.owner))
    steps.offered(story.unit.pp, package, 52_000)
    refused(session, story, Forbidden, "officer", lambda: steps.offered(helper, package, 53_000))
    refused(session, story, Forbidden, "officer", lambda: steps.agreed(helper, package))


def test_an_offer_made_after_the_page_was_opened_is_read_first(session, story, package):
    steps.offered(story.shop.owner, package, 53_000)
    steps.offered(story.unit.pp, package, 50_000)
    steps.offered(story.shop.owner, package, 52_000)

    def agree_to_the_first():
        with unit_of_work(actor=story.unit.pp) as (inside, actor):
            services_negotiation.agree(inside, actor, package.code, round_number=1)

    refused(session, story, Conflict, "tawaran baru", agree_to_the_first)


def test_a_seller_sanctioned_during_the_negotiation(session, story, package):
    steps.offered(story.shop.owner, package, 52_000)
    sanction(story)
    refused(session, story, DomainError, "KEP-17/2026", lambda: steps.agreed(story.unit.pp, package))


def test_an_agreed_value_below_the_range_of_an_spk_keeps_its_spk(session, story, package):
    steps.offered(story.shop.owner, package, 40_000)
    assert steps.agreed(story.unit.pp, package).state is PackageState.WAITING_PPK


def test_the_minutes_hold_every_round_against_the_one_before(session, story, package):
    steps.offered(story.unit.pp, package, 50_000)
    steps.offered(story.shop.owner, package, 52_000)
    steps.agreed(story.unit.pp, package)
    paper = papers.of_subjects(session, [("package", package.id)])[0]
    held = [
        (line["before"]["amount"], line["after"]["amount"])
        for one in paper.snapshot["rounds"]
        for line in one["lines"]
    ]
    assert held == [(54_000, 50_000), (50_000, 52_000)]
    assert paper.snapshot["agreed"]["amount"] == 62_400_000
    assert paper.number.startswith("027/001/BA-NEG/")


def test_each_side_signs_the_minutes_at_the_instant_of_its_own_step(session, story, package):
    with clock.frozen(clock.now() + timedelta(hours=1)):
        steps.offered(story.shop.owner, package, 52_000)
    with clock.frozen(clock.now() + timedelta(hours=3)):
        steps.agreed(story.unit.pp, package)
    signers = papers.of_subjects(session, [("package", package.id)])[0].snapshot["signers"]
    assert {one["role"]: one["mark"][-9:] for one in signers} == {
        "Pejabat Pengadaan": "13.00 WIB",
        "Penyedia": "11.00 WIB",
    }


def test_a_price_reference_is_for_what_is_bought_of_that_product(session, story):
    second = factories.product(story.shop, "Keripik tempe satuan", price=10_000)
    package = steps.invited(
        story, steps.opened(story, lines=[Wanted(story.product.code, 1_000), Wanted(second.code, 20)])
    )
    made = Offer({1: Rupiah(54_000), 2: Rupiah(10_000)}, package.needed_on)
    with unit_of_work(actor=story.shop.owner) as (inside, actor):
        services_negotiation.offer(inside, actor, package.code, offer=made)
    steps.agreed(story.unit.pp, package)
    paper = papers.of_subjects(session, [("package", package.id)])[0]
    assert [one["price"]["amount"] for one in paper.snapshot["references"]] == [54_000_000, 200_000]
    assert "1.000 paket" in paper.snapshot["references"][0]["source"]


def test_after_a_return_the_old_minutes_are_void_and_new_ones_follow(session, story, package):
    steps.offered(story.shop.owner, package, 52_000)
    steps.agreed(story.unit.pp, package)
    with unit_of_work(actor=story.unit.ppk) as (inside, actor):
        services_approval.return_package(inside, actor, package.code, reason="Minta ongkos lebih rendah.")
    steps.offered(story.unit.pp, package, 50_000)
    steps.agreed(story.shop.owner, package)
    issued = papers.of_subjects(session, [("package", package.id)])
    assert [paper.voided_at is None for paper in issued] == [False, True]
    assert package.total == Rupiah(60_000_000)
