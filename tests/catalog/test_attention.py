"""Which price and which stock of a shop want a look, and when a look counts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete

from marketplace.catalog import attention, inventory, services
from marketplace.catalog.models import PriceChange
from marketplace.kernel import clock
from marketplace.kernel.money import Rupiah
from tests.catalog import factories as make

pytestmark = pytest.mark.db

NOW = datetime(2026, 11, 30, 8, tzinfo=clock.WIB)
TODAY = NOW.date()
WEEK = datetime(2026, 11, 30, tzinfo=clock.WIB)


@pytest.fixture(autouse=True)
def now(session):
    with clock.frozen(NOW):
        yield


def product(shop, *, days_ago: int, **values: object):
    """On sale since so many days, and not looked at since."""
    with clock.frozen(NOW - timedelta(days=days_ago)):
        return make.live(*shop, **values)


def change(shop, what, **values: object) -> None:
    with make.unit_of_work(actor=shop[1]) as (session, actor):
        services.change_product(session, actor, what.id, values=values)  # type: ignore[arg-type]


def count(shop, what, pieces: int) -> None:
    with make.unit_of_work(actor=shop[1]) as (session, actor):
        services.set_stock(session, actor, what.id, pieces)


def price_wanted(session, shop):
    found = attention.price_wanted(session, shop[0].id, TODAY)
    return found and found.code


def stock_wanted(session, shop):
    found = attention.stock_wanted(session, shop[0].id, TODAY)
    return found and found.code


@pytest.mark.parametrize(("days", "wanted"), [(28, False), (29, True)])
def test_a_price_is_good_for_four_weeks(session, days, wanted):
    shop = make.shop()
    made = product(shop, days_ago=days)
    assert price_wanted(session, shop) == (made.code if wanted else None)


def test_first_the_price_for_agencies_that_ends_then_none_then_the_oldest(session):
    shop = make.shop()
    old = product(shop, days_ago=60, name="Lama")
    older = product(shop, days_ago=90, name="Lebih lama")
    bare = product(shop, days_ago=5, name="Tanpa harga", price=None)
    ends = TODAY + timedelta(days=14)
    ending = product(
        shop, days_ago=5, name="Instansi", government_price=Rupiah(17_000), government_until=ends
    )
    order = []
    for _ in range(4):
        found = attention.price_wanted(session, shop[0].id, TODAY)
        order.append(found.code)
        made = {one.code: one for one in (old, older, bare, ending)}[found.code]
        change(shop, made, price=Rupiah(17_500), **({"government_until": None} if made is ending else {}))
    assert order == [ending.code, bare.code, older.code, old.code]
    assert price_wanted(session, shop) is None


def test_a_price_for_agencies_that_ended_still_wants_a_look(session):
    shop = make.shop()
    ended = product(
        shop, days_ago=5, government_price=Rupiah(17_000), government_until=TODAY - timedelta(days=3)
    )
    assert price_wanted(session, shop) == ended.code


def test_a_price_that_was_never_noted_wants_a_look(session):
    shop = make.shop()
    made = product(shop, days_ago=5)
    session.execute(delete(PriceChange))
    assert price_wanted(session, shop) == made.code


def test_a_price_for_agencies_that_ends_later_can_wait(session):
    shop = make.shop()
    product(
        shop,
        days_ago=5,
        government_price=Rupiah(17_000),
        government_until=TODAY + timedelta(days=15),
    )
    assert price_wanted(session, shop) is None


def test_a_price_that_a_purchase_holds_is_left_alone(session):
    shop = make.shop()
    made = product(shop, days_ago=60)
    with make.unit_of_work(actor=shop[1]) as (inside, actor):
        services.lock_price(inside, actor, made.id, holder=("package", 1), until=NOW + timedelta(days=1))
    assert price_wanted(session, shop) is None


@pytest.mark.parametrize(("days", "wanted"), [(14, False), (15, True)])
def test_a_count_is_good_for_two_weeks(session, days, wanted):
    shop = make.shop()
    made = product(shop, days_ago=days)
    assert stock_wanted(session, shop) == (made.code if wanted else None)


def test_what_is_sold_out_comes_before_what_was_not_counted_for_long(session):
    shop = make.shop()
    old = product(shop, days_ago=60)
    sold = product(shop, days_ago=3, name="Habis", stock=2)
    with make.unit_of_work(actor=shop[1]) as (inside, actor):
        inventory.hold(inside, actor, lines=[(sold.id, 2)], holder=("package", 1), until=NOW + timedelta(1))
    assert stock_wanted(session, shop) == sold.code
    count(shop, sold, 10)
    assert stock_wanted(session, shop) == old.code


def test_what_is_made_after_an_order_has_no_stock_to_count(session):
    shop = make.shop()
    product(shop, days_ago=60, made_to_order=True, stock=0)
    assert stock_wanted(session, shop) is None


def test_what_is_not_on_sale_wants_no_look(session):
    shop = make.shop()
    made = product(shop, days_ago=60)
    with make.unit_of_work(actor=shop[1]) as (inside, actor):
        services.withdraw(inside, actor, made.id)
    assert (price_wanted(session, shop), stock_wanted(session, shop)) == (None, None)


def test_a_look_counts_from_the_first_instant_of_the_week(session):
    shop = make.shop()
    made = product(shop, days_ago=60)
    with clock.frozen(WEEK - timedelta(seconds=1)):
        change(shop, made, price=Rupiah(19_000))
        count(shop, made, 8)
    assert not attention.price_was_seen(session, shop[0].id, WEEK)
    assert not attention.stock_was_counted(session, shop[0].id, WEEK)
    with clock.frozen(WEEK):
        change(shop, made, price=Rupiah(18_000))
        count(shop, made, 9)
    assert attention.price_was_seen(session, shop[0].id, WEEK)
    assert attention.stock_was_counted(session, shop[0].id, WEEK)


def test_adding_a_product_is_no_look_at_the_others(session):
    shop = make.shop()
    product(shop, days_ago=60)
    make.live(*shop, name="Baru")
    assert not attention.price_was_seen(session, shop[0].id, WEEK)
    assert not attention.stock_was_counted(session, shop[0].id, WEEK)


def test_nobody_elses_shop_counts(session):
    shop, other = make.shop(), make.shop()
    product(shop, days_ago=60)
    change(other, product(other, days_ago=60), price=Rupiah(1_000))
    assert not attention.price_was_seen(session, shop[0].id, WEEK)
