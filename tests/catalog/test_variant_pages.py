"""The seller's table of variants: two buttons of one form, nothing typed lost, nobody overwritten."""

from __future__ import annotations

import re

import pytest

from marketplace.catalog import services
from marketplace.infra import counting
from marketplace.kernel.money import Rupiah
from tests.catalog import factories, variants

OPTIONS = {"name_1": "Ukuran", "option_1": "S, M, L", "name_2": "", "option_2": ""}


@pytest.fixture
def seller(session, as_actor):
    """A shirt on sale, its owner, her browser, and the address of its variants."""
    business, owner = factories.shop()
    shirt = factories.live(business, owner, name="Kaus batik", category="pakaian", unit="lembar")
    browser = as_actor(owner.user_id, owner.role, owner.party, code=business.code)
    return shirt, owner, browser, f"/penjual/produk/{shirt.code}/pilihan"


def sent(page: str, **typed: str) -> dict[str, str]:
    """The table as the page holds it, some of its cells typed anew."""
    hidden = re.findall(r'<input type="hidden" name="(baris[^"]+)" value="([^"]*)"', page)
    shown = re.findall(r'value="([^"]*)" id="(baris[^"]+)"', page.replace(' placeholder="Tanya harga"', ""))
    return OPTIONS | dict(hidden) | {name: value for value, name in shown} | typed


def test_options_make_a_table_and_the_table_makes_the_variants(session, seller):
    shirt, _owner, browser, url = seller
    assert "Tambah pilihan (ukuran, rasa, warna)" in browser.get(f"/penjual/produk/{shirt.code}").text
    table = browser.submit(url, OPTIONS | {"aksi": "tabel"}).text
    assert [label for label in ("S", "M", "L") if f"Harga {label}<" in table] == ["S", "M", "L"]
    typed = {"baris2-price": "55.000", "baris2-stock": "7", "baris3-price": "", "aksi": "simpan"}
    answer = browser.submit(url, sent(table, **typed))
    assert answer.status_code == 303
    made = variants.variants_of(session, shirt)
    assert [(one.name, one.price, one.stock) for one in made] == [
        ("Kaus batik, S", Rupiah(18_000), 24),
        ("Kaus batik, M", Rupiah(55_000), 7),
    ]
    page = browser.get(answer.location).text
    assert "Pilihan disimpan" in page
    assert page.count("Tayang</span>") == 2


def test_a_refusal_of_the_first_price_stands_beside_it_and_nothing_is_kept(session, seller):
    shirt, _owner, browser, url = seller
    table = browser.submit(url, OPTIONS | {"aksi": "tabel"}).text
    answer = browser.submit(url, sent(table, aksi="simpan", **{"baris1-price": "0"}))
    assert answer.status_code == 422
    assert 'id="baris1-price-galat"' in answer.text
    assert [one.name for one in variants.variants_of(session, shirt)] in ([], ["Kaus batik"])


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"baris2-price": "mahal"}, "baris2-price-galat"),
        ({"baris2-price": "5000", "baris2-stock": "-1"}, "baris2-stock-galat"),
        ({"baris1-price": ""}, "Isi harga sedikitnya satu pilihan."),
        ({"option_1": "S, s"}, "option_1-galat"),
        ({"name_2": "Warna"}, "option_2-galat"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays(session, seller, typed, told):
    shirt, _owner, browser, url = seller
    table = browser.submit(url, OPTIONS | {"aksi": "tabel"}).text
    answer = browser.submit(url, sent(table, **typed, aksi="simpan"))
    assert answer.status_code == 422
    assert told in answer.text
    assert all(f'value="{text}"' in answer.text for text in typed.values() if text)
    assert [one.variant_group_id for one in variants.variants_of(session, shirt)] == [None]


def test_a_price_that_somebody_changed_meanwhile_is_told_and_then_meant(session, seller, uow):
    shirt, owner, browser, url = seller
    variants.make(owner, shirt)
    before = browser.get(url).text
    with uow(owner) as (inside, actor):
        services.set_price(inside, actor, shirt.id, price=Rupiah(49_000))
    fields = sent(before, **{"baris1-price": "52.000"}, aksi="simpan")
    refused = browser.submit(url, fields)
    assert refused.status_code == 422
    assert "menjadi Rp49.000" in refused.text
    assert 'value="52.000"' in refused.text
    assert browser.submit(url, sent(refused.text, aksi="simpan")).status_code == 303
    assert variants.variants_of(session, shirt)[0].price == Rupiah(52_000)


def test_the_table_costs_the_same_for_two_and_for_twenty(seller):
    shirt, owner, browser, url = seller
    counts = set()
    for values in ("S, M", ", ".join("ABCDEFGHIJ")):
        browser.submit(url, OPTIONS | {"option_1": values, "aksi": "tabel"})
        counts.add(counting.current())
    variants.make(owner, shirt)
    browser.get(url)
    assert len(counts) == 1
    assert counting.current() <= max(counts) + 2


def test_the_word_of_a_variant_is_changed_on_its_page(session, seller):
    shirt, owner, browser, _url = seller
    variants.make(owner, shirt)
    small = variants.variants_of(session, shirt)[0]
    page = f"/penjual/produk/{small.code}"
    assert 'value="S"' in browser.get(page).text
    filled = {"version": small.version, "name": small.name, "price": "50.000", "unit": "lembar"}
    filled |= {"category": small.category, "without_photo": "y"}
    refused = browser.submit(page, filled | {"word_1": "m"})
    assert refused.status_code == 422
    assert "sudah bernama itu" in refused.text
    assert browser.submit(page, filled | {"word_1": "Kecil"}).status_code == 303
    renamed = variants.variants_of(session, shirt)[0]
    assert (renamed.name, renamed.variant_values) == ("Kaus batik, Kecil", {"Ukuran": "Kecil"})


def test_a_strangers_table_is_not_found(seller, as_actor):
    _shirt, _owner, _browser, url = seller
    business, stranger = factories.shop()
    other = as_actor(stranger.user_id, stranger.role, stranger.party, code=business.code)
    assert other.get(url).status_code == 404
