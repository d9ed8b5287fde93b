"""A price inside an open government purchase stays, whichever way somebody tries to move it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import services as businesses
from marketplace.businesses.models import ProposedChange
from marketplace.catalog import services
from marketplace.catalog.importing import rows
from marketplace.catalog.importing.chunks import write_chunk
from marketplace.catalog.models import Product
from marketplace.catalog.services import Option, Row, RowChange, RowsRefused
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Refused
from marketplace.kernel.money import Rupiah
from tests.catalog import factories

pytestmark = pytest.mark.db

NOW, WANTED = Rupiah(18_000), Rupiah(21_000)
Way = Callable[[Session, Actor, Product], object]

WAYS: dict[str, Way] = {
    "its own form": lambda session, actor, one: services.set_price(session, actor, one.id, price=WANTED),
    "no price": lambda session, actor, one: services.set_price(session, actor, one.id, price=None),
    "the form of all": lambda session, actor, one: services.change_product(
        session, actor, one.id, values={"price": WANTED}
    ),
    "prices by quantity": lambda session, actor, one: services.change_product(
        session, actor, one.id, values={"tiers": [{"from": 10, "price": 17_000}]}
    ),
    "the price for agencies": lambda session, actor, one: services.change_product(
        session, actor, one.id, values={"government_price": Rupiah(17_500)}
    ),
    "the table": lambda session, actor, one: services.change_rows(
        session, actor, [RowChange(one.code, NOW, WANTED)]
    ),
    "its variants": lambda session, actor, one: services.set_variants(
        session,
        actor,
        one.id,
        options=[Option("Isi", ("250 g", "500 g"))],
        rows=[Row(("250 g",), WANTED, 24, one.code, NOW, 24), Row(("500 g",), Rupiah(30_000), 3)],
    ),
}


def lock(product: Product) -> None:
    with unit_of_work(actor=Actor.system("tests")) as (session, actor):
        until = clock.now() + timedelta(days=1)
        services.lock_price(session, actor, product.id, holder=("package", 7), until=until)


def prices(session: Session, product: Product) -> tuple[object, ...]:
    session.expire_all()
    row = session.get_one(Product, product.id)
    return row.price, row.tiers, row.government_price


@pytest.mark.parametrize("way", WAYS)
def test_no_way_moves_a_locked_price_and_each_moves_a_free_one(session, uow, way):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    lock(made)
    with pytest.raises((Refused, RowsRefused)), uow(owner) as (inside, actor):
        WAYS[way](inside, actor, made)
    assert prices(session, made) == (NOW, [], None)
    with uow() as (inside, actor):
        services.release_price(inside, actor, holder=("package", 7))
    with uow(owner) as (inside, actor):
        WAYS[way](inside, actor, made)
    assert prices(session, made) != (NOW, [], None)


def test_a_proposal_from_before_the_purchase_cannot_be_confirmed_meanwhile(session, uow):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    _mandate, helper = factories.catalogue_mandate(business, owner)
    with uow(helper) as (inside, actor):
        assert not services.set_price_or_propose(inside, actor, made.id, price=WANTED)
    lock(made)
    proposed = session.scalars(select(ProposedChange)).one()
    with pytest.raises(Refused), uow(owner) as (inside, actor):
        businesses.confirm_change(inside, actor, proposed.id)
    assert prices(session, made) == (NOW, [], None)


def test_a_file_that_the_program_brings_in_leaves_it_alone(session, uow):
    business, _owner = factories.shop()
    shops = {"pasar": business.id}

    def bring(price: int):
        row = rows.clean({"id": "a1", "title": "Keripik tempe", "price": price}, default_source="pasar")
        with uow() as (inside, actor):
            return write_chunk(inside, actor, [row], shops=shops, publish=True)

    bring(18_000)
    made = session.scalars(select(Product).where(Product.external_id == "a1")).one()
    lock(made)
    outcome = bring(21_000)
    assert (outcome.changed, len(outcome.refused)) == (0, 1)
    assert prices(session, made) == (NOW, [], None)
