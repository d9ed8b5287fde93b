"""Weekly capacity: the plan of weeks as examples and properties, and places that are never promised twice."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from marketplace.catalog import bookings, capacity, history, inventory, services
from marketplace.catalog.capacity import Making, monday_of, plan
from marketplace.catalog.models import ListingVersion
from marketplace.catalog.stock_models import CapacityBooking, CapacityWeek
from marketplace.infra import jobs
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.dated import Period
from marketplace.kernel.errors import Conflict, DomainError
from tests.catalog import factories

SYSTEM = Actor.system("tests")
TUESDAY = date(2026, 11, 24)
MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)

makings = st.builds(
    Making,
    per_week=st.integers(1, 500),
    booked=st.dictionaries(
        st.integers(0, 10).map(lambda week: MONDAY + timedelta(days=7 * week)),
        st.integers(0, 600),
        max_size=6,
    ),
    closed=st.lists(
        st.builds(
            lambda first, days: Period(first, first + timedelta(days=days)),
            st.integers(0, 60).map(lambda days: TUESDAY + timedelta(days=days)),
            st.integers(0, 20),
        ),
        max_size=2,
    ),
)


@pytest.mark.parametrize(
    ("quantity", "booked", "ready_on"),
    [
        (40, {}, date(2026, 11, 27)),
        (41, {}, date(2026, 11, 30)),
        (80, {}, date(2026, 12, 3)),
        (90, {}, date(2026, 12, 4)),
        (50, {MONDAY: 50}, date(2026, 12, 4)),
        (10, {MONDAY: 10}, date(2026, 11, 25)),
        (10, {MONDAY: 20}, date(2026, 11, 26)),
    ],
)
def test_the_earliest_day_for_so_many(quantity, booked, ready_on):
    """Fifty a week from Tuesday on: the first week has four days left, ten pieces each."""
    assert plan(Making(50, booked), quantity, TUESDAY).ready_on == ready_on


def test_holidays_and_days_off_make_nothing():
    assert plan(Making(50, {}), 30, date(2026, 12, 24)).ready_on == date(2026, 12, 30)
    off = [Period(TUESDAY, date(2026, 11, 27))]
    assert plan(Making(50, {}, off), 10, TUESDAY).ready_on == date(2026, 11, 30)


def test_what_is_ready_by_a_day_and_what_comes_later():
    made = plan(Making(50, {}), 100, TUESDAY)
    assert list(made.partial()) == [
        (date(2026, 11, 27), 40),
        (date(2026, 12, 4), 90),
        (date(2026, 12, 7), 100),
    ]
    assert (made.ready_by(date(2026, 12, 3)), made.ready_by(date(2026, 12, 4))) == (40, 90)


def test_weeks_without_known_holidays_are_not_planned():
    made = plan(Making(5, {}), 5_000, TUESDAY)
    assert made.ready_on is None
    assert made.missing > 0


@given(makings, st.integers(1, 2_000))
def test_a_plan_never_takes_more_than_a_week_has_and_loses_no_piece(making, quantity):
    made = plan(making, quantity, TUESDAY)
    assert sum(share.quantity for share in made.shares) + made.missing == quantity
    for share in made.shares:
        most = capacity.capacity_of_week(making, share.week)
        assert share.quantity + making.booked.get(share.week, 0) <= most
        assert monday_of(share.ready_on) == share.week
        assert share.ready_on >= TUESDAY
    days = [share.ready_on for share in made.shares]
    assert days == sorted(days)


@given(makings, st.integers(1, 1_000), st.integers(1, 1_000))
def test_more_is_never_ready_sooner(making, quantity, more):
    few, many = plan(making, quantity, TUESDAY), plan(making, quantity + more, TUESDAY)
    assert many.ready_on is None or (few.ready_on is not None and few.ready_on <= many.ready_on)


@pytest.fixture
def shop(session):
    return factories.shop()


def baked(shop, name="Kue kering kaleng", *, per_week=50, shared="", **values):
    """A product made to order with a weekly capacity."""
    return factories.live(
        *shop,
        stock=0,
        name=name,
        made_to_order=True,
        capacity_per_week=per_week,
        capacity_name=shared,
        **values,
    )


def hold(product, quantity, number, *, by=None, hours=1, closed=None):
    with unit_of_work(actor=SYSTEM) as (session, actor):
        inventory.hold(
            session,
            actor,
            lines=[(product.id, quantity)],
            holder=("contract", number),
            until=clock.now() + timedelta(hours=hours),
            by=by,
            closed=closed or {},
        )


def promised(session):
    session.expire_all()
    rows = session.execute(
        select(CapacityWeek.week, CapacityWeek.booked)
        .where(CapacityWeek.booked > 0)
        .order_by(CapacityWeek.week)
    )
    return {row.week: row.booked for row in rows}


pytest_db = pytest.mark.db


@pytest_db
def test_a_hold_takes_places_and_gives_them_back(session, shop):
    with clock.frozen(NOON):
        product = baked(shop)
        hold(product, 60, 1)
        assert promised(session) == {MONDAY: 40, date(2026, 11, 30): 20}
        with unit_of_work(actor=SYSTEM) as (inside, actor):
            inventory.release(inside, actor, holder=("contract", 1))
            inventory.release(inside, actor, holder=("contract", 1))
    assert promised(session) == {}
    assert session.scalar(select(func.count()).select_from(CapacityBooking)) == 0


@pytest_db
def test_a_commit_keeps_the_places_and_the_same_holder_asks_anew(session, shop):
    with clock.frozen(NOON):
        product = baked(shop)
        hold(product, 30, 1)
        hold(product, 20, 1)
        assert promised(session) == {MONDAY: 20}
        with unit_of_work(actor=SYSTEM) as (inside, actor):
            inventory.commit(inside, actor, holder=("contract", 1))
        assert promised(session) == {MONDAY: 20}


@pytest_db
def test_an_overdue_hold_of_another_product_that_shares_hands_makes_way(session, shop):
    with clock.frozen(NOON):
        cakes, bread = baked(shop, shared="Dapur"), baked(shop, "Roti sisir", shared="Dapur")
        hold(cakes, 40, 1)
        with pytest.raises(Conflict, match="Sampai 27 November 2026 penyedia hanya sanggup 0"):
            hold(bread, 10, 2, by=date(2026, 11, 27))
    with clock.frozen(NOON + timedelta(hours=2)):
        hold(bread, 10, 2, by=date(2026, 11, 27))
        assert promised(session) == {MONDAY: 10}


@pytest_db
def test_the_job_frees_the_places_of_an_overdue_hold(session, shop):
    with clock.frozen(NOON):
        product = baked(shop)
        hold(product, 10, 1)
    with clock.frozen(NOON + timedelta(hours=2)):
        jobs.run_due()
    assert promised(session) == {}


@pytest_db
def test_what_cannot_be_ready_in_time_names_the_earliest_day_and_takes_nothing(session, shop):
    with clock.frozen(NOON):
        product = baked(shop)
        with pytest.raises(Conflict, match="Paling cepat untuk 60 bungkus “Kue kering kaleng”: 1 Des"):
            hold(product, 60, 1, by=date(2026, 11, 30))
        assert promised(session) == {}
        hold(product, 60, 1, by=date(2026, 12, 1))


@pytest_db
def test_days_off_move_the_promise(session, shop):
    business, _owner = shop
    off = {business.id: [Period(MONDAY, date(2026, 11, 29))]}
    with clock.frozen(NOON):
        hold(baked(shop), 10, 1, closed=off)
    assert promised(session) == {date(2026, 11, 30): 10}


@pytest_db
def test_capacity_is_shared_by_name_and_given_up_when_emptied(session, shop):
    cakes, bread = baked(shop, shared="Dapur"), baked(shop, "Roti sisir", per_week=70, shared=" dapur ")
    assert cakes.capacity_pool_id == bread.capacity_pool_id
    assert bookings.making(session, bread.capacity_pool_id).per_week == 70
    alone = baked(shop, "Bolu gulung")
    assert alone.capacity_pool_id != cakes.capacity_pool_id
    with unit_of_work(actor=shop[1]) as (inside, actor):
        services.change_product(inside, actor, alone.id, values={"capacity_per_week": None})
    assert alone.capacity_pool_id is None


@pytest_db
@pytest_db
def test_what_was_offered_in_a_week_is_frozen_for_all_that_share_the_hands(session, shop):
    """A number said of one product is in a new version of each; versions from before say the old one."""
    business, owner = shop
    first, second = (baked(shop, name=name, shared="Dapur", lead_days=2) for name in ("Kue", "Roti"))
    plain = factories.live(business, owner, name="Keripik")
    with unit_of_work(actor=owner) as (inside, actor):
        services.change_product(inside, actor, second.id, values={"capacity_per_week": 80, "lead_days": 4})
    kept = [
        [(one.snapshot["capacity_per_week"], one.snapshot["lead_days"]) for one in frozen(session, product)]
        for product in (first, second)
    ]
    assert kept == [[(50, 2), (80, 2)], [(50, 2), (80, 4)]]
    assert "capacity_per_week" not in frozen(session, plain)[0].snapshot
    with unit_of_work(actor=owner) as (inside, actor):
        services.change_product(inside, actor, second.id, values={"capacity_per_week": None})
    _product, (newest, *_), _total = history.versions(session, owner, second.code)
    assert newest.diff == [{"label": "Kapasitas per minggu", "before": "80", "after": ""}]
    assert len(frozen(session, first)) == 2


def frozen(session, product) -> list[ListingVersion]:
    mine = select(ListingVersion).where(ListingVersion.product_id == product.id)
    return list(session.scalars(mine.order_by(ListingVersion.number)))


def test_only_what_is_made_to_order_has_a_capacity(session, shop):
    with pytest.raises(DomainError, match="dibuat setelah dipesan") as refusal:
        factories.draft(*shop, capacity_per_week=50)
    assert refusal.value.field == "capacity_per_week"


@pytest.mark.two_connections
def test_many_agencies_at_once_never_get_the_last_place_twice(own_database):
    with clock.frozen(NOON):
        shop = factories.shop()
        products = [baked(shop, shared="Dapur"), baked(shop, "Roti sisir", shared="Dapur")]
        db.session.remove()
        won: list[int] = []
        begin = threading.Barrier(8)

        def order(number: int) -> None:
            with own_database.app_context():
                begin.wait()
                for attempt in range(2):
                    try:
                        hold(products[number % 2], 5, number * 10 + attempt, by=date(2026, 11, 27))
                    except Conflict:
                        continue
                    won.append(number)
                db.session.remove()

        threads = [threading.Thread(target=order, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(won) == 8
    assert promised(db.session()) == {MONDAY: 40}
