"""`flask catalog recheck` repeats what is stored of every product, in short transactions."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select, update

from marketplace.catalog import bundles, flows
from marketplace.catalog.models import Product
from marketplace.catalog.services.listing import recheck
from marketplace.infra.uow import unit_of_work
from tests.businesses.factories import SYSTEM
from tests.catalog import factories as make
from tests.catalog import test_hampers

pytestmark = pytest.mark.db


def test_every_product_is_computed_anew(session, app):
    business, owner = make.shop()
    make.classes(business, owner, [["2020", "10794"]])
    products = [
        make.live(business, owner, name=f"Keripik {number}", category="oleh-oleh") for number in range(3)
    ]
    with unit_of_work(actor=SYSTEM) as (inside, _actor):
        inside.execute(update(Product).values(kbli_fits=False, procurable_until=None))
    assert flows.recheck(size=2) == 3
    told = app.test_cli_runner().invoke(args=["catalog", "recheck"])
    assert "3 produk dihitung ulang." in told.output
    session.expire_all()
    assert all(session.get_one(Product, product.id).kbli_fits for product in products)


def locked_by(after: int, size: int) -> tuple[list[int], tuple[int, int] | None]:
    """The ids of the products that one step locks, in that order, and what it returned."""
    statements = []

    def note(executed) -> None:
        if getattr(executed.statement, "_for_update_arg", None) is not None:
            statements.append(executed.statement)

    with unit_of_work(actor=SYSTEM) as (inside, _actor):
        event.listen(inside, "do_orm_execute", note)
        done = recheck(inside, after, size=size)
        event.remove(inside, "do_orm_execute", note)
        found = [inside.scalars(one.with_only_columns(Product.id)).all() for one in statements]
    return list(dict.fromkeys(one for ids in found for one in ids)), done


@pytest.mark.parametrize(("size", "pages"), [(2, 3), (10, 1)])
def test_goods_are_locked_before_hampers_in_each_of_its_steps(session, size, pages):
    business, owner = make.shop()
    crisps, coffee = (make.live(business, owner, name=name) for name in ("Keripik", "Kopi bubuk"))
    first = test_hampers.make(owner, (crisps, 1), (coffee, 1))
    tea = make.live(business, owner, name="Teh melati")
    last = test_hampers.make(owner, (coffee, 1), (tea, 1))
    order = list(session.scalars(select(Product.id).order_by(*bundles.locking_order())))
    assert order == [one.id for one in (crisps, coffee, tea, first, last)]
    after, counts = 0, []
    while True:
        locked, done = locked_by(after, size)
        if done is None:
            break
        assert locked == [one for one in order if one in locked]
        after, counts = done[0], [*counts, done[1]]
    assert (after, sum(counts), len(counts)) == (last.id, 5, pages)
