"""The table of prices and stock: all or nothing; nothing typed is lost, nobody is overwritten unawares."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.catalog import queries_prices, services
from marketplace.catalog.models import PriceChange, Product
from marketplace.catalog.services import RowChange, RowsRefused
from marketplace.infra import counting
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Forbidden, NotFound
from marketplace.kernel.money import Rupiah
from tests.catalog import factories

URL = "/penjual/produk/harga-stok"

pytestmark = pytest.mark.db


@pytest.fixture
def seller(session, as_actor):
    """A shop with three products on sale, its owner, and her browser."""
    business, owner = factories.shop()
    made = [
        factories.live(business, owner, name=f"Keripik rasa {taste}")
        for taste in ("asin", "balado", "coklat")
    ]
    return made, owner, as_actor(owner.user_id, owner.role, owner.party, code=business.code)


def now(session, product: Product) -> tuple[Rupiah | None, int]:
    session.expire_all()
    row = session.get_one(Product, product.id)
    return row.price, row.stock


def fields(*rows: tuple[Product, str, str], seen: tuple[str, str] = ("18000", "24")) -> dict[str, object]:
    """What the table sends: (product, price, stock) as typed, and what it had shown."""
    sent: dict[str, object] = {"kode": [product.code for product, _price, _stock in rows]}
    for product, price, stock in rows:
        sent |= {
            f"{product.code}-price": price,
            f"{product.code}-stock": stock,
            f"{product.code}-seen_price": seen[0],
            f"{product.code}-seen_stock": seen[1],
        }
    return sent


def test_several_prices_and_stocks_change_with_one_save(session, seller):
    (first, second, third), _owner, browser = seller
    answer = browser.submit(
        URL, fields((first, "17.500", "24"), (second, "18.000", "30"), (third, "18.000", "24"))
    )
    assert answer.status_code == 303
    assert "2 produk disimpan." in browser.get(answer.location).text
    assert [now(session, one) for one in (first, second, third)] == [
        (Rupiah(17_500), 24),
        (Rupiah(18_000), 30),
        (Rupiah(18_000), 24),
    ]


def test_one_wrong_row_saves_nothing_and_loses_nothing(session, seller):
    (first, second, _third), _owner, browser = seller
    answer = browser.submit(URL, fields((first, "17.500", "24"), (second, "mahal", "-3")))
    assert answer.status_code == 422
    assert f'id="{second.code}-price-galat"' in answer.text
    assert 'value="mahal"' in answer.text
    assert 'value="17.500"' in answer.text
    assert "Belum ada yang disimpan" in answer.text
    assert now(session, first) == (Rupiah(18_000), 24)


def test_every_refusal_is_told_at_once(session, seller):
    (first, second, _third), _owner, browser = seller
    answer = browser.submit(URL, fields((first, "0", "24"), (second, "18.000", "-3")))
    assert f'id="{first.code}-price-galat"' in answer.text
    assert f'id="{second.code}-stock-galat"' in answer.text
    assert now(session, second) == (Rupiah(18_000), 24)


def test_what_somebody_else_changed_is_shown_and_the_next_save_is_meant(session, seller, uow):
    (first, _second, _third), owner, browser = seller
    with uow(owner) as (inside, actor):
        services.set_price(inside, actor, first.id, price=Rupiah(19_000))
    answer = browser.submit(URL, fields((first, "17.000", "24")))
    assert answer.status_code == 422
    assert "Baru saja berubah menjadi Rp19.000" in answer.text
    assert 'value="17.000"' in answer.text
    assert now(session, first)[0] == Rupiah(19_000)
    again = fields((first, "17.000", "24"), seen=("19000", "24"))
    assert f'name="{first.code}-seen_price" value="19000"' in answer.text
    assert browser.submit(URL, again).status_code == 303
    assert now(session, first)[0] == Rupiah(17_000)


def test_a_row_that_was_not_touched_never_overwrites(session, seller, uow):
    (first, second, _third), owner, browser = seller
    with uow(owner) as (inside, actor):
        services.set_stock(inside, actor, first.id, 5)
    wrong = browser.submit(URL, fields((first, "18.000", "24"), (second, "x", "24")))
    assert f'name="{first.code}-seen_stock" value="5"' in wrong.text
    assert browser.submit(URL, fields((first, "18.000", "24"), (second, "17.000", "24"))).status_code == 303
    assert (now(session, first)[1], now(session, second)[0]) == (5, Rupiah(17_000))


def test_a_price_inside_an_open_government_purchase_is_only_read(session, seller, uow):
    (first, _second, _third), owner, browser = seller
    until = clock.now() + timedelta(days=3)
    with uow() as (inside, actor):
        services.lock_price(inside, actor, first.id, holder=("package", 7), until=until)
    page = browser.get(URL).text
    assert queries_prices.LOCKED in page
    assert f'name="{first.code}-price"' not in page
    browser.submit(URL, fields((first, "1.000", "30")))
    assert now(session, first) == (Rupiah(18_000), 30)
    with pytest.raises(RowsRefused) as caught, uow(owner) as (inside, actor):
        services.change_rows(inside, actor, [RowChange(first.code, Rupiah(18_000), Rupiah(1_000))])
    assert "pembelian pemerintah" in caught.value.refusals[first.code, "price"]


def test_a_helper_counts_stock_but_sets_no_price_on_sale(session, seller, uow, as_actor):
    (first, _second, _third), owner, _browser = seller
    business = session.get_one(type(factories.shop()[0]), first.business_id)
    mandate, helper = factories.catalogue_mandate(business, owner)
    browser = as_actor(helper.user_id, helper.role, helper.party, code=business.code, mandate_id=mandate.id)
    assert queries_prices.OF_THE_OWNER in browser.get(URL).text
    browser.submit(URL, fields((first, "1.000", "30")))
    assert now(session, first) == (Rupiah(18_000), 30)
    with pytest.raises(Forbidden), uow(helper) as (inside, actor):
        services.change_rows(inside, actor, [RowChange(first.code, Rupiah(18_000), Rupiah(1_000))])


def test_the_same_save_twice_changes_once(session, seller):
    (first, _second, _third), _owner, browser = seller
    sent = fields((first, "17.500", "24")) | {"_key": "KUNCISAMA1"}
    assert [browser.submit(URL, sent).status_code for _try in range(2)] == [303, 303]
    steps = session.scalars(select(PriceChange).where(PriceChange.product_id == first.id)).all()
    assert len(steps) == 2


def test_another_sellers_product_is_not_there(session, seller, uow):
    _made, owner, browser = seller
    business, stranger = factories.shop()
    other = factories.live(business, stranger)
    assert browser.submit(URL, fields((other, "1.000", "1"))).status_code == 303
    assert now(session, other) == (Rupiah(18_000), 24)
    with pytest.raises(NotFound), uow(owner) as (inside, actor):
        services.change_rows(inside, actor, [RowChange(other.code, Rupiah(18_000), Rupiah(1_000))])
    with pytest.raises(NotFound), uow(Actor.visitor()) as (inside, actor):
        services.change_rows(inside, actor, [RowChange(other.code, Rupiah(18_000), Rupiah(1_000))])


def test_made_to_order_has_no_stock_to_count(session, seller):
    (first, _second, _third), owner, browser = seller
    business = session.get_one(type(factories.shop()[0]), first.business_id)
    made = factories.live(business, owner, name="Batik tulis", made_to_order=True, stock=0)
    assert f'name="{made.code}-stock"' not in browser.get(URL).text
    browser.submit(URL, fields((made, "20.000", ""), seen=("18000", "0")))
    assert now(session, made) == (Rupiah(20_000), 0)


def test_it_searches_and_pages(seller, session):
    (first, _second, _third), owner, browser = seller
    business = session.get_one(type(factories.shop()[0]), first.business_id)
    for number in range(25):
        factories.draft(business, owner, name=f"Sambal nomor {number}")
    assert "Halaman 1 dari 2" in browser.get(URL).text
    found = browser.get(f"{URL}?q=rasa+balado").text
    assert found.count("data-result") == 1
    assert "Tidak ada produk yang cocok" in browser.get(f"{URL}?q=tidakada").text


def test_a_longer_table_and_history_cost_no_more_statements(seller, session, uow):
    (first, _second, _third), owner, browser = seller
    business = session.get_one(type(factories.shop()[0]), first.business_id)
    history = f"/penjual/produk/{first.code}/riwayat-harga"

    def statements(url: str) -> int:
        browser.get(url)
        return counting.current()

    few, short = statements(URL), statements(history)
    for number in range(12):
        factories.draft(business, owner, name=f"Keripik nomor {number}")
        with uow(owner) as (inside, actor):
            services.set_price(inside, actor, first.id, price=Rupiah(10_000 + number))
    assert (statements(URL), statements(history)) == (few, short)


def test_each_step_of_a_price_is_told_with_who_made_it(seller, uow):
    (first, second, _third), owner, browser = seller
    with uow(owner) as (inside, actor):
        services.set_price(inside, actor, first.id, price=None)
    page = browser.get(f"/penjual/produk/{first.code}/riwayat-harga").text
    assert "Rp18.000" in page
    assert "Tanya harga" in page
    assert "Sari Handayani" in page
    business, stranger = factories.shop()
    other = factories.live(business, stranger)
    assert browser.get(f"/penjual/produk/{other.code}/riwayat-harga").status_code == 404
    assert second.code not in page
