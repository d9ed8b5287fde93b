"""Red flags: each fires from its threshold on, and a clean purchase raises none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from marketplace.catalog import services as catalog
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.money import Rupiah
from marketplace.procurement import flags, rows, services_contracts
from marketplace.procurement.choosing import Wanted
from tests.businesses import factories as people
from tests.procurement import factories, steps

pytestmark = pytest.mark.db


@pytest.fixture
def story(database):
    return steps.story(ceiling=900_000_000)


@pytest.fixture
def rival(story):
    """Another seller's product at the same price, so that two sellers are compared."""
    return factories.product(factories.shop("Dapur Bu Sri"), "Hampers Nambangan")


def keys(of, package):
    with unit_of_work(actor=of.unit.pp) as (session, actor):
        found = flags.find(session, rows.locked_package(session, actor, package.code))
    return {flag.key for flag in found}


def test_a_clean_purchase_raises_none(story, rival):
    assert keys(story, steps.opened(story, compared=[rival.code])) == set()


def test_one_seller_compared(story):
    assert keys(story, steps.opened(story)) == {"single_offer"}


def test_the_compared_seller_belongs_to_the_same_owner(session, story):
    account = people.accounts.queries.account(session, story.shop.owner.user_id)
    second = factories.Shop(*people.business(account, name="Dapur Kedua"))
    other = factories.product(second, "Hampers Nambangan")
    assert keys(story, steps.opened(story, compared=[other.code])) == {"same_owner"}


def test_a_product_on_sale_for_less_than_a_week(story, rival):
    with unit_of_work(actor=story.shop.owner) as (session, actor):
        catalog.withdraw(session, actor, story.product.id)
        catalog.publish(session, actor, story.product.id)
    with clock.frozen(clock.now() + timedelta(days=6, hours=23)):
        package = steps.opened(story, compared=[rival.code])
    assert keys(story, package) == {"young_listing:1"}
    with clock.frozen(clock.now() + timedelta(days=7)):
        assert keys(story, steps.opened(story, compared=[rival.code])) - {"split", "split_year"} == set()


@pytest.mark.parametrize(("days", "fires"), [(30, True), (31, False)])
def test_a_price_that_rose_within_thirty_days(story, rival, days, fires):
    with (
        clock.frozen(clock.now() - timedelta(days=days)),
        unit_of_work(actor=story.shop.owner) as (
            session,
            actor,
        ),
    ):
        catalog.set_price(session, actor, story.product.id, price=Rupiah(54_500))
    package = steps.opened(story, compared=[rival.code])
    assert ("raised_price:1" in keys(story, package)) is fires


def test_a_price_above_what_the_public_paid_lately_names_the_reason_of_the_seller(story, rival):
    """The public paid Rp54.000 until twelve days ago; the promise asks why an agency pays more."""
    with (
        clock.frozen(clock.now() - timedelta(days=12)),
        unit_of_work(actor=story.shop.owner) as (session, actor),
    ):
        values = {"price": Rupiah(56_000), "government_reason": "Harga besek naik sejak panen."}
        catalog.change_product(session, actor, story.product.id, values=values)
    package = steps.opened(story, compared=[rival.code], choice_reason="Rasanya sudah dicoba.")
    with unit_of_work(actor=story.unit.pp) as (session, actor):
        loaded = rows.locked_package(session, actor, package.code)
        found = {flag.key: flag.found for flag in flags.find(session, loaded)}
    assert found["above_lowest:1"] == (
        "“Hampers keripik tempe isi 4” Rp56.000. Harga umum terendah 30 hari sebelumnya Rp54.000. "
        "Alasan penyedia: Harga besek naik sejak panen."
    )


def test_a_price_that_fell_raises_no_flag(story, rival):
    with unit_of_work(actor=story.shop.owner) as (session, actor):
        catalog.set_price(session, actor, story.product.id, price=Rupiah(53_000))
    assert keys(story, steps.opened(story, compared=[rival.code])) == set()


@pytest.mark.parametrize(("price", "fires"), [(62_100, False), (62_101, True)])
def test_a_price_more_than_fifteen_percent_over_the_median(story, rival, price, fires):
    factories.product(factories.shop("Dapur Bu Tri"), "Hampers ketiga")
    dear = factories.product(story.shop, "Hampers mahal", price=price)
    package = steps.opened(story, lines=[Wanted(dear.code, steps.QUANTITY)], compared=[rival.code])
    assert ("over_median:1" in keys(story, package)) is fires


@pytest.mark.parametrize(("total", "fires"), [(189_999_000, False), (190_000_000, True)])
def test_a_value_within_five_percent_below_the_limit(story, rival, total, fires):
    priced = factories.product(story.shop, "Hampers besar", price=total // 1_000)
    package = steps.opened(story, lines=[Wanted(priced.code, 1_000)], compared=[rival.code])
    assert ("near_limit" in keys(story, package)) is fires


def test_a_second_package_of_the_same_goods_within_a_month(story, rival):
    first = steps.opened(story, compared=[rival.code])
    assert "split" not in keys(story, first)
    with clock.frozen(clock.now() + timedelta(days=30)):
        assert "split" in keys(story, steps.opened(story, compared=[rival.code]))


def test_a_package_whose_seller_declined_splits_nothing(story, rival):
    story = replace(story, product=factories.product(story.shop, "Hampers banyak", stock=9_000))
    contract = steps.signed(story)
    assert "split" in keys(story, steps.opened(story, compared=[rival.code]))
    with unit_of_work(actor=story.shop.owner) as (session, actor):
        services_contracts.decline_contract(session, actor, contract.code, reason="Dapur penuh.")
    again = steps.opened(story, compared=[rival.code])
    with unit_of_work(actor=story.unit.pp) as (session, actor):
        seen = flags.find(session, rows.locked_package(session, actor, again.code))
    assert [flag.found for flag in seen if flag.key == "split"] == [
        "1 paket lain dari kelompok barang 23999 dibuat dalam 30 hari terakhir."
    ]


def test_the_need_of_a_year_near_the_limit(story, rival):
    steps.opened(story, compared=[rival.code])
    second = steps.opened(story, compared=[rival.code])
    assert "split_year" not in keys(story, second)  # 129.6 million of 160
    third = steps.opened(story, compared=[rival.code])
    assert "split_year" in keys(story, third)


def test_the_fourth_contract_with_one_seller_in_ninety_days(story, rival):
    many = replace(story, product=factories.product(story.shop, "Hampers banyak", stock=9_000))
    for _ in range(3):
        package = steps.opened(many, compared=[rival.code])
        assert "repeat_seller" not in keys(many, package)
        steps.invited(many, package)
        steps.offered(many.shop.owner, package, 54_000)
        steps.agreed(many.unit.pp, package)
        steps.approved(many, package)
    assert "repeat_seller" in keys(many, steps.opened(many, compared=[rival.code]))


def test_what_the_plan_asks_for_and_the_product_does_not_say(story, rival):
    with unit_of_work(actor=story.shop.owner) as (session, actor):
        catalog.change_product(session, actor, story.product.id, values={"is_domestic": None})
    assert keys(story, steps.opened(story, compared=[rival.code])) == {"not_domestic"}
