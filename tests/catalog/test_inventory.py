"""Stock and holds: never below zero, never sold twice, given back by the clock."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.catalog import inventory, services
from marketplace.catalog.models import Product
from marketplace.catalog.stock_models import MovementKind, StockMovement
from marketplace.infra import jobs
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, DomainError
from tests.catalog import factories

SYSTEM = Actor.system("tests")
ORDER, OTHER = ("order", 1), ("order", 2)


def stock_of(session, product: Product) -> tuple[int, int]:
    session.expire_all()
    return tuple(session.execute(select(Product.stock, Product.held).where(Product.id == product.id)).one())


def hold(product: Product, quantity: int, holder=ORDER, *, hours: int = 1) -> None:
    with unit_of_work(actor=SYSTEM) as (session, actor):
        until = clock.now() + timedelta(hours=hours)
        inventory.hold(session, actor, lines=[(product.id, quantity)], holder=holder, until=until)


def commit(holder=ORDER) -> None:
    with unit_of_work(actor=SYSTEM) as (session, actor):
        inventory.commit(session, actor, holder=holder)


def release(holder=ORDER) -> None:
    with unit_of_work(actor=SYSTEM) as (session, actor):
        inventory.release(session, actor, holder=holder)


@pytest.fixture
def product(session) -> Product:
    business, owner = factories.shop()
    return factories.live(business, owner, stock=10)


pytestmark = pytest.mark.db


def test_a_hold_keeps_and_a_commit_takes(session, product):
    hold(product, 4)
    assert stock_of(session, product) == (10, 4)
    commit()
    assert stock_of(session, product) == (6, 0)


def test_a_commit_happens_once(session, product):
    hold(product, 4)
    commit()
    commit()
    assert stock_of(session, product) == (6, 0)


def test_a_release_gives_back_once_and_nothing_can_be_committed_then(session, product):
    hold(product, 4)
    release()
    release()
    assert stock_of(session, product) == (10, 0)
    with pytest.raises(Conflict):
        commit()


def test_what_others_hold_is_not_there(session, product):
    hold(product, 7)
    with pytest.raises(Conflict, match="tinggal 3"):
        hold(product, 4, OTHER)
    assert stock_of(session, product) == (10, 7)


def test_a_new_hold_replaces_the_holders_own(session, product):
    hold(product, 9)
    hold(product, 10)
    assert stock_of(session, product) == (10, 10)
    hold(product, 2)
    assert stock_of(session, product) == (10, 2)


def test_one_product_too_few_keeps_nothing_of_the_others(session, product):
    business, owner = factories.shop()
    scarce = factories.live(business, owner, stock=1)
    with pytest.raises(Conflict), unit_of_work(actor=SYSTEM) as (inside, actor):
        inventory.hold(
            inside, actor, lines=[(product.id, 2), (scarce.id, 2)], holder=ORDER, until=clock.now()
        )
    assert (stock_of(session, product), stock_of(session, scarce)) == ((10, 0), (1, 0))


def test_lines_of_one_product_add_up(session, product):
    with pytest.raises(Conflict), unit_of_work(actor=SYSTEM) as (inside, actor):
        inventory.hold(
            inside, actor, lines=[(product.id, 6), (product.id, 6)], holder=ORDER, until=clock.now()
        )


def test_an_overdue_hold_makes_way_without_any_job(session, product):
    hold(product, 10)
    with clock.frozen(clock.now() + timedelta(hours=2)):
        hold(product, 8, OTHER)
        assert stock_of(session, product) == (10, 8)
        with pytest.raises(Conflict):
            commit(ORDER)


def test_the_job_gives_back_what_is_overdue(session, product):
    hold(product, 10)
    with clock.frozen(clock.now() + timedelta(hours=2)):
        jobs.run_due()
    assert stock_of(session, product) == (10, 0)


def test_made_to_order_is_held_without_stock(session):
    business, owner = factories.shop()
    made = factories.live(business, owner, stock=0, made_to_order=True)
    hold(made, 1_200)
    commit()
    assert stock_of(session, made) == (0, 0)
    assert session.scalar(select(Product.sold).where(Product.id == made.id)) == 1_200


def test_stock_is_not_counted_below_what_is_held(session, product):
    hold(product, 4)
    with pytest.raises(Conflict) as caught, unit_of_work(actor=SYSTEM) as (inside, actor):
        inventory.count(inside, actor, product.id, 3)
    assert caught.value.field == "stock"
    with pytest.raises(DomainError), unit_of_work(actor=SYSTEM) as (inside, actor):
        inventory.count(inside, actor, product.id, -1)


def test_every_step_leaves_a_movement(session, product):
    hold(product, 4)
    commit()
    rows = session.execute(
        select(StockMovement.kind, StockMovement.stock_after, StockMovement.held_after)
        .where(StockMovement.product_id == product.id)
        .order_by(StockMovement.id)
    )
    assert [tuple(row) for row in rows] == [
        (MovementKind.COUNT, 10, 0),
        (MovementKind.HOLD, 10, 4),
        (MovementKind.SALE, 6, 0),
    ]


def test_the_owner_sets_the_stock(session, uow):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    with uow(owner) as (inside, actor):
        services.set_stock(inside, actor, made.id, 5)
    assert stock_of(session, made) == (5, 0)


@pytest.mark.two_connections
def test_many_buyers_at_once_never_oversell(own_database):
    business, owner = factories.shop()
    made = factories.live(business, owner, stock=10)
    db.session.remove()
    won: list[int] = []
    begin = threading.Barrier(8)

    def buy(number: int) -> None:
        with own_database.app_context():
            begin.wait()
            for attempt in range(4):
                holder = ("order", 100 + number * 10 + attempt)
                try:
                    hold(made, 1, holder)
                    commit(holder)
                except Conflict:
                    continue
                won.append(number)
            db.session.remove()

    threads = [threading.Thread(target=buy, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 10
    assert stock_of(db.session(), made) == (0, 0)


@pytest.mark.two_connections
def test_holds_of_the_same_products_never_wait_in_a_circle(own_database):
    business, owner = factories.shop()
    first, second = (factories.live(business, owner, stock=10_000) for _ in range(2))
    db.session.remove()
    lost: list[Exception] = []
    begin = threading.Barrier(6)

    def order(number: int) -> None:
        """Of one product first, then of both: what is held already must not be locked before the other."""
        alone = (first, second)[number % 2].id
        with own_database.app_context():
            begin.wait()
            for attempt in range(12):
                holder, until = ("order", number * 100 + attempt), clock.now() + timedelta(hours=1)
                try:
                    for ids in ([alone], [first.id, second.id]):
                        with unit_of_work(actor=SYSTEM) as (session, actor):
                            lines = [(product_id, 1) for product_id in ids]
                            inventory.hold(session, actor, lines=lines, holder=holder, until=until)
                except Conflict as error:
                    lost.append(error)
            db.session.remove()

    threads = [threading.Thread(target=order, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lost == []
    assert stock_of(db.session(), first) == stock_of(db.session(), second) == (10_000, 72)
