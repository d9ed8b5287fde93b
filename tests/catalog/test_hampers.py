"""Hampers: as many as their parts suffice for, sold only with all of them, held and given back with them."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.businesses.models import Business
from marketplace.catalog import inventory, services
from marketplace.catalog.models import ListingVersion, OfferKind, Product
from marketplace.catalog.selling import is_on_sale, on_sale
from marketplace.catalog.services import Part
from marketplace.catalog.states import ProductState
from marketplace.infra import counting, outbox
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, DomainError, NotFound, Refused
from marketplace.kernel.money import Rupiah
from marketplace.search import documents
from tests.catalog import factories

SYSTEM = Actor.system("tests")
ORDER, OTHER = ("order", 1), ("order", 2)

pytestmark = pytest.mark.db


def make(owner: Actor, *parts: tuple[Product, int], publish: bool = True) -> Product:
    """Hampers of these parts, on sale."""
    with unit_of_work(actor=owner) as (session, actor):
        made = services.make_hampers(
            session,
            actor,
            name="Hampers Lebaran",
            price=Rupiah(90_000),
            parts=[Part(one.code, pieces) for one, pieces in parts],
        )
        services.change_product(session, actor, made.id, values={"without_photo": True})
        if publish:
            services.publish(session, actor, made.id)
        return made


@pytest.fixture
def basket(session):
    """Its owner, crisps (10), coffee (9), and hampers of two crisps and one coffee."""
    business, owner = factories.shop()
    crisps = factories.live(business, owner, stock=10)
    coffee = factories.live(business, owner, name="Kopi robusta 200 g", category="kopi-teh", stock=9)
    return owner, crisps, coffee, make(owner, (crisps, 2), (coffee, 1))


def hold(lines: list[tuple[Product, int]], holder=ORDER) -> None:
    with unit_of_work(actor=SYSTEM) as (session, actor):
        inventory.hold(
            session,
            actor,
            lines=[(one.id, pieces) for one, pieces in lines],
            holder=holder,
            until=clock.now() + timedelta(hours=1),
        )


def stock(session, *products: Product) -> list[tuple[int, int]]:
    session.expire_all()
    rows = session.execute(
        select(Product.id, Product.stock, Product.held).where(Product.id.in_([one.id for one in products]))
    )
    found = {row.id: (row.stock, row.held) for row in rows}
    return [found[one.id] for one in products]


def drain() -> None:
    while outbox.drain():
        pass


def test_there_are_as_many_as_the_parts_suffice_for(session, basket, uow):
    owner, crisps, coffee, hampers = basket
    assert stock(session, hampers) == [(5, 0)]
    with uow(owner) as (inside, actor):
        services.set_stock(inside, actor, coffee.id, 3)
    assert stock(session, hampers) == [(3, 0)]
    hold([(crisps, 6)])
    assert stock(session, hampers) == [(2, 0)]


def test_holding_hampers_holds_their_parts_and_giving_back_gives_them_back(session, basket):
    _owner, crisps, coffee, hampers = basket
    hold([(hampers, 3)])
    assert stock(session, crisps, coffee, hampers) == [(10, 6), (9, 3), (2, 0)]
    with unit_of_work(actor=SYSTEM) as (inside, actor):
        inventory.release(inside, actor, holder=ORDER)
    assert stock(session, crisps, coffee, hampers) == [(10, 0), (9, 0), (5, 0)]
    hold([(hampers, 3), (crisps, 1)])
    with unit_of_work(actor=SYSTEM) as (inside, actor):
        inventory.commit(inside, actor, holder=ORDER)
    assert stock(session, crisps, coffee, hampers) == [(3, 0), (6, 0), (1, 0)]
    assert session.get_one(Product, hampers.id).sold == 3


def test_a_hold_that_ran_out_frees_the_parts_for_the_next(session, basket):
    _owner, _crisps, _coffee, hampers = basket
    hold([(hampers, 5)])
    with pytest.raises(Conflict):
        hold([(hampers, 1)], OTHER)
    with clock.frozen(clock.now() + timedelta(hours=2)):
        hold([(hampers, 5)], OTHER)
    assert stock(session, hampers) == [(0, 0)]


def test_parts_that_do_not_suffice_are_named_and_nothing_is_kept(session, basket):
    _owner, crisps, coffee, hampers = basket
    with pytest.raises(Conflict, match="Keripik tempe"):
        hold([(hampers, 6)])
    assert stock(session, crisps, coffee) == [(10, 0), (9, 0)]


def test_made_to_order_parts_limit_nothing(session, basket, uow):
    business, owner = factories.shop()
    counted = factories.live(business, owner, stock=4)
    baked = factories.live(business, owner, name="Bolu", made_to_order=True, stock=0, lead_days=2)
    other = factories.live(business, owner, name="Kue lapis", made_to_order=True, stock=0)
    assert stock(session, make(owner, (counted, 2), (baked, 1))) == [(2, 0)]
    fresh = make(owner, (baked, 1), (other, 3))
    assert session.get_one(Product, fresh.id).made_to_order
    hold([(fresh, 500)])


def test_without_one_of_its_parts_it_leaves_the_sale(session, basket, uow):
    owner, crisps, _coffee, hampers = basket
    with uow(owner) as (inside, actor):
        services.withdraw(inside, actor, crisps.id)
    with pytest.raises(Conflict, match="tidak dijual lagi"):
        hold([(hampers, 1)])
    drain()
    session.expire_all()
    assert session.get_one(Product, hampers.id).state is ProductState.WITHDRAWN
    with pytest.raises(DomainError, match="belum tayang"), uow(owner) as (inside, actor):
        services.publish(inside, actor, hampers.id)
    with uow(owner) as (inside, actor):
        services.publish(inside, actor, crisps.id)
        services.publish(inside, actor, hampers.id)


def test_the_clock_ends_its_sale_with_the_first_part(session, basket, uow):
    """No job has run: pages, lists and search go by the earliest last day of what is inside."""
    owner, crisps, coffee, hampers = basket
    today = clock.today()
    with uow(owner) as (inside, actor):
        services.change_product(inside, actor, coffee.id, values={"valid_until": today + timedelta(days=9)})
        services.change_product(inside, actor, crisps.id, values={"valid_until": today + timedelta(days=2)})
    assert sold(session, hampers) == (True, True, today + timedelta(days=2))
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert sold(session, hampers) == (False, False, None)
        with pytest.raises(Conflict, match="tidak dijual lagi"):
            hold([(hampers, 1)])
    with uow(owner) as (inside, actor):
        services.change_product(inside, actor, crisps.id, values={"valid_until": None})
    assert sold(session, hampers) == (True, True, today + timedelta(days=9))
    with uow(owner) as (inside, actor):
        services.change_product(inside, actor, hampers.id, values={"valid_until": today + timedelta(days=1)})
    assert sold(session, hampers) == (True, True, today + timedelta(days=1))


def sold(session, hampers):
    """Whether they are on sale by the row and in lists, and until when search shows them."""
    session.expire_all()
    product = session.get_one(Product, hampers.id)
    listed = session.scalars(select(Product.id).where(on_sale(clock.today()))).all()
    found = documents.of(session, [hampers.id])
    return is_on_sale(product, clock.today()), hampers.id in listed, found[0].sold_until if found else None


def test_what_cannot_be_inside(session, basket, uow):
    owner, crisps, coffee, hampers = basket
    business, stranger = factories.shop()
    theirs = factories.live(business, stranger)
    with uow(owner) as (inside, actor):
        draft = services.draft_product(inside, actor, crisps.business_id, values=factories.VALUES)
    for parts, refusal in (
        ([Part(crisps.code, 1)], DomainError),
        ([Part(crisps.code, 1), Part(crisps.code, 2)], DomainError),
        ([Part(crisps.code, 1), Part(coffee.code, 0)], DomainError),
        ([Part(crisps.code, 1), Part(hampers.code, 1)], DomainError),
        ([Part(crisps.code, 1), Part(draft.code, 1)], DomainError),
        ([Part(crisps.code, 1), Part(theirs.code, 1)], NotFound),
    ):
        with pytest.raises(refusal), uow(owner) as (inside, actor):
            services.set_parts(inside, actor, hampers.id, parts=parts)


def test_its_stock_cannot_be_counted_and_its_kind_stays(session, basket, uow):
    owner, crisps, _coffee, hampers = basket
    with pytest.raises(DomainError), uow(owner) as (inside, actor):
        services.set_stock(inside, actor, hampers.id, 50)
    with pytest.raises(DomainError), uow(owner) as (inside, actor):
        services.change_product(inside, actor, crisps.id, values={"kind": "bundle"})
    with uow(owner) as (inside, actor):
        services.change_product(
            inside, actor, hampers.id, values={"kind": "goods", "made_to_order": True, "unit": "kotak"}
        )
    session.expire_all()
    kept = session.get_one(Product, hampers.id)
    assert (kept.kind, kept.made_to_order, kept.unit) == (OfferKind.BUNDLE, False, "kotak")


def test_while_a_government_purchase_runs_price_and_parts_stay(session, basket, uow):
    owner, crisps, coffee, hampers = basket
    with uow() as (inside, actor):
        services.lock_price(
            inside, actor, hampers.id, holder=("package", 1), until=clock.now() + timedelta(days=1)
        )
    with pytest.raises(Refused), uow(owner) as (inside, actor):
        services.set_price(inside, actor, hampers.id, price=Rupiah(99_000))
    other = [Part(crisps.code, 1), Part(coffee.code, 1)]
    with pytest.raises(Refused), uow(owner) as (inside, actor):
        services.set_parts(inside, actor, hampers.id, parts=other)
    with uow(owner) as (inside, actor):
        services.set_parts(inside, actor, hampers.id, parts=[Part(crisps.code, 2), Part(coffee.code, 1)])


def test_its_frozen_version_says_what_was_inside(session, basket):
    _owner, crisps, coffee, hampers = basket
    session.expire_all()
    version_id = session.get_one(Product, hampers.id).current_version_id
    assert session.get_one(ListingVersion, version_id).snapshot["parts"] == [
        {"code": crisps.code, "name": crisps.name, "quantity": 2},
        {"code": coffee.code, "name": coffee.name, "quantity": 1},
    ]


def test_its_page_shows_what_is_inside(client, basket):
    _owner, crisps, _coffee, hampers = basket
    page = client.get(f"/produk/{hampers.slug}").text
    assert counting.current() <= 4
    assert f'2 × <a href="/produk/{crisps.slug}">' in page
    assert "Tersedia 5 paket" in page


def test_the_seller_puts_them_together_on_one_page(session, as_actor, basket):
    owner, crisps, coffee, _hampers = basket
    business = session.get_one(Business, crisps.business_id)
    browser = as_actor(owner.user_id, owner.role, owner.party, code=business.code)
    assert "Buat hampers" in browser.get("/penjual/produk").text
    url = "/penjual/produk/hampers"
    fields = {"name": "Paket Natal", "price": "80.000", "part_1": crisps.code, "pieces_1": "3"}
    refused = browser.submit(url, fields)
    assert refused.status_code == 422
    assert "2 sampai 8 barang" in refused.text
    assert 'value="Paket Natal"' in refused.text
    shown, folded = refused.text.split("Tambah barang lain")
    assert (shown.count('for="pieces_'), folded.count('for="pieces_')) == (3, 5)
    wrong = browser.submit(url, fields | {"part_5": coffee.code, "pieces_5": "satu"}).text
    assert wrong.split("Tambah barang lain")[0].count('for="pieces_') == 5
    made = browser.submit(url, fields | {"part_2": coffee.code})
    assert made.status_code == 303
    assert "Ubah isi hampers" in browser.get(made.location).text
    change = f"{made.location}/isi"
    assert 'value="3"' in browser.get(change).text
    sent = {"part_1": coffee.code, "pieces_1": "2", "part_2": crisps.code, "pieces_2": "1"}
    assert browser.submit(change, sent).status_code == 303
    assert browser.get(f"/penjual/produk/{crisps.code}/isi").status_code == 404


def test_what_is_wrong_is_told_in_the_order_of_the_page_and_names_the_row(session, as_actor, basket):
    owner, crisps, coffee, _hampers = basket
    business = session.get_one(Business, crisps.business_id)
    browser = as_actor(owner.user_id, owner.role, owner.party, code=business.code)
    rows = {"part_1": crisps.code, "pieces_1": "tiga", "part_2": coffee.code, "pieces_2": "dua"}
    page = browser.submit("/penjual/produk/hampers", {"name": "", "price": "murah"} | rows).text
    summary = page.split('class="error-summary"')[1].split("</ul>")[0]
    assert re.findall(r'href="#(\w+)"', summary) == ["name", "price", "pieces_1", "pieces_2"]
    assert "Jumlah barang 2: tulis angka bulat" in summary
    page = browser.submit("/penjual/produk/hampers", {"name": "", "price": ""}).text
    assert "Isi nama hampers." in page
    assert "2 sampai 8 barang" in page
    rows |= {"pieces_1": "3", "pieces_2": "0"}
    page = browser.submit("/penjual/produk/hampers", {"name": "Paket Natal", "price": ""} | rows).text
    assert f"Isi jumlah “{coffee.name}”, 1 sampai" in page


@pytest.mark.two_connections
def test_buyers_of_hampers_and_of_their_parts_never_oversell_nor_wait_in_a_circle(own_database):
    business, owner = factories.shop()
    early = factories.draft(business, owner, stock=0, made_to_order=True)
    crisps, coffee = (
        factories.live(business, owner, name=name, stock=12) for name in ("Keripik", "Kopi bubuk")
    )
    # The hampers of the smaller id are locked after their parts all the same.
    with unit_of_work(actor=owner) as (session, _actor):
        session.get_one(Product, early.id).kind = OfferKind.BUNDLE
    with unit_of_work(actor=owner) as (session, actor):
        services.set_parts(session, actor, early.id, parts=[Part(crisps.code, 2), Part(coffee.code, 1)])
        services.publish(session, actor, early.id)
    hampers = [early, make(owner, (crisps, 1), (coffee, 2))]
    db.session.remove()
    begin, failed, won = threading.Barrier(4), list[Exception](), list[Product]()

    def buy(number: int) -> None:
        with own_database.app_context():
            begin.wait()
            for attempt in range(8):
                wanted = (hampers[0], crisps, hampers[1], coffee)[(number + attempt) % 4]
                try:
                    hold([(wanted, 1)], ("order", number * 100 + attempt))
                    won.append(wanted)
                except Conflict:
                    continue
                except Exception as error:
                    failed.append(error)
            db.session.remove()

    threads = [threading.Thread(target=buy, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    sold = {one.id: sum(each.id == one.id for each in won) for one in (*hampers, crisps, coffee)}
    first, second = (sold[one.id] for one in hampers)
    (of_crisps, held_crisps), (of_coffee, held_coffee) = stock(db.session(), crisps, coffee)
    assert held_crisps == sold[crisps.id] + 2 * first + second <= of_crisps
    assert held_coffee == sold[coffee.id] + first + 2 * second <= of_coffee
    left_crisps, left_coffee = of_crisps - held_crisps, of_coffee - held_coffee
    fits = [min(left_crisps // 2, left_coffee), min(left_crisps, left_coffee // 2)]
    assert [pieces for pieces, _held in stock(db.session(), *hampers)] == fits
