"""Many at once on one stock and one budget: exactly what is there is given, and nobody gets an error."""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.catalog import inventory
from marketplace.catalog.models import Product
from marketplace.catalog.states import HoldState
from marketplace.catalog.stock_models import StockHold
from marketplace.infra import audit
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, Refused
from marketplace.kernel.money import Rupiah
from marketplace.procurement.choosing import Wanted
from marketplace.procurement.contract_models import Contract
from tests.catalog import factories as catalog
from tests.long.crowd import together
from tests.long.measures import SCALE, tell
from tests.procurement import steps

pytestmark = [pytest.mark.long, pytest.mark.db, pytest.mark.two_connections]

SYSTEM = Actor.system("tests")
THREADS, STOCK = 32, 100
ATTEMPTS = 12 * SCALE
CALL_OFF = 3
"""Every third hold is given back."""


class Buyer:
    """One thread: holds pieces of a product, then takes them or gives them back."""

    def __init__(self, product_id: int, number: int) -> None:
        self.product_id, self.number = product_id, number
        self.counts: Counter[str] = Counter()
        self.waits: list[float] = []

    def changeable(self) -> None:
        """Some holds are committed, some released; more threads than pieces are at it."""
        for attempt in range(ATTEMPTS):
            self._try(attempt, keep=attempt % CALL_OFF != 0)

    def to_the_last(self) -> None:
        """Buys until nothing is left."""
        attempt = ATTEMPTS
        while self._try(attempt, keep=True):
            attempt += 1

    def _try(self, attempt: int, *, keep: bool) -> bool:
        holder, started = ("order", self.number * 100_000 + attempt), time.perf_counter()
        try:
            with unit_of_work(actor=SYSTEM) as (session, actor):
                until = clock.now() + timedelta(hours=1)
                inventory.hold(session, actor, lines=[(self.product_id, 1)], holder=holder, until=until)
            with unit_of_work(actor=SYSTEM) as (session, actor):
                (inventory.commit if keep else inventory.release)(session, actor, holder=holder)
        except Conflict:
            self.counts["refused"] += 1
            return False
        finally:
            self.waits.append(time.perf_counter() - started)
        self.counts["sold" if keep else "released"] += 1
        return True


def test_exactly_the_stock_is_sold(own_database):
    business, owner = catalog.shop()
    made = catalog.live(business, owner, stock=STOCK)
    db.session.remove()
    buyers = [Buyer(made.id, number) for number in range(1, THREADS + 1)]
    errors = []
    for phase in ("changeable", "to_the_last"):
        answers = together(own_database, [getattr(buyer, phase) for buyer in buyers])
        errors += [answer for answer in answers if isinstance(answer, Exception)]
    total = sum((buyer.counts for buyer in buyers), Counter())
    waits = sorted(wait for buyer in buyers for wait in buyer.waits)
    tell(
        "stock hammer",
        f"{THREADS} threads, {len(waits)} attempts at {STOCK} pieces",
        f"{total['sold']} sold, {total['released']} given back, {total['refused']} refused, "
        f"{len(errors)} errors, p95 {waits[len(waits) * 95 // 100] * 1000:.0f} ms",
    )
    assert errors == []
    assert total["sold"] == STOCK
    row = db.session.execute(
        select(Product.stock, Product.held, Product.sold).where(Product.id == made.id)
    ).one()
    assert tuple(row) == (0, 0, STOCK)
    states = Counter(db.session.scalars(select(StockHold.state).where(StockHold.product_id == made.id)))
    assert states == Counter({HoldState.COMMITTED: total["sold"], HoldState.RELEASED: total["released"]})


def test_approvals_at_once_never_bind_more_than_the_budget_line(own_database, tuesday_morning):
    quantity, price, fits = 100, 52_000, 5
    story = steps.story(ceiling=quantity * price * fits + quantity * price - 1, stock=100_000)
    packages = []
    for _ in range(fits + 3 + 4 * SCALE):
        package = steps.invited(story, steps.opened(story, lines=[Wanted(story.product.code, quantity)]))
        steps.offered(story.shop.owner, package, price)
        packages.append(steps.agreed(story.unit.pp, package))
    db.session.remove()
    answers = together(
        own_database,
        [lambda package=package: steps.approved(story, package, ["repeat_seller"]) for package in packages],
    )
    signed = [answer for answer in answers if isinstance(answer, Contract)]
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    others = [answer for answer in answers if not isinstance(answer, Contract | Refused)]
    committed, spent = steps.budget_of(db.session(), story)
    tell(
        "budget hammer",
        f"{len(packages)} approvals at once where {fits} fit",
        f"{len(signed)} signed, {len(refused)} refused, {len(others)} errors, "
        f"{max(0, len(signed) - fits)} above the budget",
    )
    assert others == []
    assert len(signed) == fits
    assert (committed, spent) == (Rupiah(quantity * price * fits), Rupiah(0))
    assert steps.stock_of(db.session(), story.product) == (100_000, quantity * fits)
    assert len(db.session.scalars(select(Contract.id)).all()) == fits
    assert list(audit.verify(db.session())) == []
