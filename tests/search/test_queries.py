"""What is found may be seen, the index follows the catalogue, and its loss is no loss for the visitor."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from marketplace.businesses import services as businesses
from marketplace.businesses.models import Business
from marketplace.businesses.sanction_models import SanctionKind
from marketplace.catalog import services as catalog
from marketplace.catalog.models import ClaimKind, Product
from marketplace.infra import outbox
from marketplace.infra.db import db
from marketplace.infra.outbox import Delivery
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.events import ListingWithdrawn
from marketplace.kernel.money import Rupiah
from marketplace.search import handlers, live, queries
from marketplace.search.engine import READY, SearchRequest, Sort
from tests.businesses import factories as people
from tests.catalog import factories

pytestmark = pytest.mark.db

MANY = range(1_000_000, 1_070_000)


def find(session: Session, text: str = "", **values: object) -> queries.Found:
    return queries.find(session, SearchRequest(text=text, **values))  # type: ignore[arg-type]


def withdraw(product_id: int, owner: Actor) -> None:
    with unit_of_work(actor=owner) as (session, actor):
        catalog.withdraw(session, actor, product_id)


def impose_sanction(business: Business) -> None:
    with unit_of_work(actor=people.SYSTEM) as (session, actor):
        businesses.impose_sanction(
            session,
            actor,
            business.id,
            kind=SanctionKind.FREEZE,
            ground="Barang tidak sesuai contoh.",
            basis="Keputusan Kepala LKPP 177/2024",
            decision_number="12/S/2026",
            from_on=clock.today(),
        )


def accept_claim(product_id: int, owner: Actor, kind: ClaimKind, **values: object) -> None:
    factories.verified(db.session.get_one(Product, product_id), owner, kind, **values)


def test_a_published_product_is_found_after_the_outbox_is_drained(session, index_folder):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    assert find(session, "keripik tempe").ids == ()
    outbox.drain()
    found = find(session, "keripik tempe")
    assert (found.ids, found.total, found.from_sql) == ((made.id,), 1, False)
    assert found.facets["region"] == {"35": 1, "35.77": 1}


def test_a_changed_product_is_found_by_its_new_words_only(session, index_folder):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    outbox.drain()
    with unit_of_work(actor=owner) as (inner, actor):
        catalog.change_product(inner, actor, made.id, values={"name": "Rengginang ketan"})
    outbox.drain()
    assert find(session, "rengginang").ids == (made.id,)
    assert made.id not in find(session, "sagu", categories=("makanan",)).ids


def test_a_withdrawn_product_is_gone_at_once_and_then_from_the_index(session, index_folder):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    outbox.drain()
    withdraw(made.id, owner)
    assert find(session).ids == ()
    assert live.index().count() == 1
    outbox.drain()
    assert live.index().count() == 0


def test_nothing_of_a_sanctioned_business_is_shown_though_the_index_still_holds_it(session, index_folder):
    business, owner = factories.shop()
    factories.live(business, owner)
    outbox.drain()
    impose_sanction(business)
    assert find(session).ids == ()
    outbox.drain()
    assert live.index().count() == 0


def test_the_index_keeps_what_may_be_seen_beside_what_may_not(session, index_folder):
    business, owner = factories.shop()
    kept, gone = factories.live(business, owner), factories.live(business, owner, name="Keripik tempe udang")
    outbox.drain()
    withdraw(gone.id, owner)
    assert find(session, "keripik tempe").ids == (kept.id,)


def _delete(folder: Path) -> None:
    shutil.rmtree(folder)


def _lose_the_pointer(folder: Path) -> None:
    (folder / "CURRENT").unlink()


def _empty_every_file(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(b"")


def _scribble(folder: Path) -> None:
    for path in folder.glob("i-*/*"):
        path.write_bytes(b"\x80\x04\x95 not an index" * 40)


@pytest.mark.parametrize("spoil", [_delete, _lose_the_pointer, _empty_every_file, _scribble])
def test_without_a_readable_index_the_database_answers_and_the_worker_builds_a_new_one(
    session, index_folder, spoil: Callable[[Path], None]
):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    outbox.drain()
    spoil(index_folder)
    live.use(f"whoosh://{index_folder}")
    found = find(session, "keripik tempe")
    assert (found.ids, found.total, found.from_sql) == ((made.id,), 1, True)
    assert queries.suggestions("keri") == []
    live.keep_healthy()
    again = find(session, "keripik tempe")
    assert (again.ids, again.from_sql) == ((made.id,), False)
    assert not (index_folder / live.WANTED).exists()


@pytest.fixture
def by_sql(index_folder: Path) -> None:
    """The index is away."""
    shutil.rmtree(index_folder)
    live.use(f"whoosh://{index_folder}")


def test_the_database_filters_by_every_parameter(session, by_sql):
    business, owner = people.verified()
    tempe = factories.for_government(business, owner)
    kain = factories.live(business, owner, name="Kain batik", category="batik-tekstil", price=Rupiah(250_000))
    small, small_owner = factories.shop()
    factories.live(small, small_owner, name="Sapu lidi", category="kebersihan", price=None)
    accept_claim(kain.id, owner, ClaimKind.TKDN, share_bp=3_200)
    both = {tempe.id, kain.id}
    unfit = factories.live(business, owner, name="Keripik tempe tanpa izin")
    assert set(find(session, "KAIN").ids) == {kain.id}
    assert set(find(session, categories=("makanan",)).ids) == {tempe.id, unfit.id}
    assert len(find(session, regions=("35",)).ids) == 4
    assert find(session, regions=("33",)).ids == ()
    assert set(find(session, sizes=("mikro",)).ids) == both | {unfit.id}
    assert set(find(session, price_min=100_000).ids) == {kain.id}
    assert set(find(session, price_max=100_000).ids) == {tempe.id, unfit.id}
    assert set(find(session, claims=("tkdn25",)).ids) == {kain.id}
    assert find(session, claims=("tkdn40",)).ids == ()
    assert set(find(session, claims=("halal",)).ids) == {tempe.id}
    assert set(find(session, claims=(READY,)).ids) == {tempe.id}


def test_the_database_orders_by_price_with_the_unpriced_last_and_pages(session, by_sql):
    business, owner = factories.shop()
    unpriced = factories.live(business, owner, name="Tanpa harga", price=None).id
    dear = factories.live(business, owner, name="Mahal", price=Rupiah(90_000)).id
    cheap = factories.live(business, owner, name="Murah", price=Rupiah(9_000)).id
    assert find(session, sort=Sort.PRICE_UP).ids == (cheap, dear, unpriced)
    assert find(session, sort=Sort.PRICE_DOWN).ids == (dear, cheap, unpriced)
    second = find(session, sort=Sort.PRICE_UP, page=2, per_page=1)
    assert (second.ids, second.total) == ((dear,), 3)


def test_index_and_database_agree_on_claims_and_readiness(session, index_folder):
    business, owner = people.verified()
    made = factories.for_government(business, owner)
    accept_claim(made.id, owner, ClaimKind.PDN)
    outbox.drain()
    requests = [SearchRequest(claims=(claim,)) for claim in ("pdn", "halal", READY)]
    indexed = [queries.find(session, request) for request in requests]
    shutil.rmtree(index_folder)
    live.use(f"whoosh://{index_folder}")
    assert [found.ids for found in indexed] == [queries.find(session, request).ids for request in requests]
    assert not any(found.from_sql for found in indexed)


def test_a_claim_that_is_over_is_found_no_more(session, index_folder):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    ends = clock.today() + timedelta(days=3)
    accept_claim(made.id, owner, ClaimKind.HALAL, expires_on=ends)
    outbox.drain()
    assert find(session, claims=("halal",)).ids == (made.id,)
    with clock.frozen(clock.now() + timedelta(days=4)):
        over = find(session, claims=("halal",))
        assert (over.ids, over.from_sql) == ((), False)


def test_a_shop_may_have_more_products_than_a_statement_takes_values(
    session: Session, index_folder: Path
) -> None:
    gone = [
        Delivery(n, "F", ListingWithdrawn(product_id=n, listing_version_id=1, business_id=1)) for n in MANY
    ]
    handlers.refresh_products(gone)
    assert live.index().count() == 0
