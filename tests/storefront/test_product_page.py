"""The page of one product: what a buyer needs, at one address, and nothing that may not be seen."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from marketplace.catalog import services
from marketplace.catalog.models import ClaimKind
from marketplace.infra import counting
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.money import Rupiah
from tests.businesses import factories as businesses
from tests.catalog import factories
from tests.storefront.market import stocked, with_photo

pytestmark = pytest.mark.usefixtures("index_folder")


def page_of(client, product) -> str:
    return client.get(f"/produk/{product.slug}").get_data(as_text=True)


def test_shows_price_terms_seller_and_commodity(client, index_folder):
    business, _owner, (product,) = stocked(1, min_qty=3, lead_days=2, kbki="2399911999")
    page = page_of(client, product)
    for wanted in ("Rp18.000", "/ bungkus", "sedikit 3 bungkus", "2 hari", "2399911999", business.name):
        assert wanted in page
    assert f'href="/toko/{business.slug}"' in page
    assert f'href="/bandingkan?produk={product.code}"' in page


def test_the_shops_other_things_each_have_another_picture(client, index_folder):
    business, owner, (product, *_sizes) = stocked(3)
    other = factories.live(business, owner, name="Keripik bayam")
    with_photo(other, owner, "green")
    shelf = page_of(client, product).split("Lainnya dari")[1]
    pictures = re.findall(r'src="/media/(\w+)-240', shelf)
    assert len(pictures) == len(set(pictures)) == 2
    assert shelf.index("Keripik bayam") < shelf.index("Keripik tempe nomor")


def test_says_when_the_picture_is_drawn_and_only_then(client, index_folder):
    business, owner, (drawn,) = stocked(1)
    taken = factories.live(business, owner, name="Keripik bayam")
    with_photo(taken, owner, "green", illustration=False)
    assert "Gambar ilustrasi" in page_of(client, drawn)
    assert "Gambar ilustrasi" not in page_of(client, taken)


def test_who_saves_data_gets_the_smallest_picture(client, index_folder):
    _, _, (product,) = stocked(1)
    saving = client.get(f"/produk/{product.slug}", headers={"Save-Data": "on"}).get_data(as_text=True)
    usual, saved = page_of(client, product).split("<main")[1], saving.split("<main")[1]
    assert "480" in re.findall(r"/media/\w+-(\d+)", usual)
    assert set(re.findall(r"/media/\w+-(\d+)", saved)) == {"240"}


def test_without_a_price_one_asks(client, index_folder):
    _, _, (product,) = stocked(1, price=None)
    assert "Tanya harga" in page_of(client, product)


def test_only_verified_claims_are_shown(client, index_folder):
    _, owner, (product,) = stocked(1)
    claim = factories.claimed(product, owner)
    page = page_of(client, product)
    assert claim.number not in page
    assert "Satu pernyataan produk ini sedang diperiksa" in page
    factories.decided(claim)
    page = page_of(client, product)
    assert claim.number in page
    assert "sedang diperiksa" not in page


def test_what_a_curator_has_yet_to_look_at_says_so_and_offers_government_nothing(client, index_folder):
    business, owner = factories.shop()
    factories.classes(business, owner, businesses.PROFILE["kbli"])
    product = factories.live(business, owner)
    for kind in (ClaimKind.PIRT, ClaimKind.HALAL):
        factories.verified(product, owner, kind)
    with unit_of_work(actor=owner) as (session, actor):
        asked = services.submit_for_curation(session, actor, product.id)
    page = page_of(client, product)
    assert "masih dalam proses kurasi; instansi belum bisa membeli" in page
    assert "Beli untuk instansi" not in page
    with unit_of_work(actor=factories.verifier()) as (session, actor):
        services.decide_curation(session, actor, asked.id, accepted=True)
    page = page_of(client, product)
    assert "proses kurasi" not in page
    assert "Beli untuk instansi" in page


@pytest.mark.parametrize("spelling", ["salah-kata-{code}", "{code}", "KERIPIK-{lower}"])
def test_other_spellings_lead_to_the_one_address(client, index_folder, spelling):
    _, _, (product,) = stocked(1)
    response = client.get("/produk/" + spelling.format(code=product.code, lower=product.code.lower()))
    assert response.status_code == 301
    assert response.headers["Location"] == f"/produk/{product.slug}"
    assert f'<link rel="canonical" href="http://localhost/produk/{product.slug}">' in page_of(client, product)


@pytest.mark.parametrize("slug", ["keripik", "keripik-0000000000", "-", "a" * 130])
def test_an_address_of_nothing_is_not_found(client, index_folder, slug):
    assert client.get(f"/produk/{slug}").status_code == 404


def test_visitors_see_no_draft_and_nothing_withdrawn(client, index_folder):
    business, owner, (product,) = stocked(1)
    draft = factories.draft(business, owner)
    with unit_of_work(actor=owner) as (session, actor):
        services.withdraw(session, actor, product.id)
    assert client.get(f"/produk/{draft.slug}").status_code == 404
    assert client.get(f"/produk/{product.slug}").status_code == 404


def test_sold_out_is_told(client, index_folder):
    _, owner, (product,) = stocked(1)
    with unit_of_work(actor=owner) as (session, actor):
        services.set_stock(session, actor, product.id, 0)
    assert "Stok habis" in page_of(client, product)


def test_buying_for_an_office_is_offered_where_there_is_a_page_for_it(app, client, index_folder):
    product = factories.for_government(*factories.shop())
    exists = any(str(rule) == "/pengadaan/paket/baru" for rule in app.url_map.iter_rules())
    assert (f'href="/pengadaan/paket/baru?produk={product.code}"' in page_of(client, product)) == exists


OFFER = {
    "content_milli": 250_000,
    "content_unit": "gram",
    "tiers": [{"from": 12, "price": 16_500}, {"from": 100, "price": 15_000}],
    "min_qty": 2,
    "step_qty": 2,
    "length_cm": 20,
    "width_cm": 12,
    "height_cm": 8,
    "origin_country": "ID",
    "hs_code": "1905.90",
    "story": "Digoreng dua kali oleh empat orang ibu.",
}


def test_the_terms_stand_beside_the_price(client, index_folder):
    _business, _owner, (product,) = stocked(1, government_price=Rupiah(17_000), **OFFER)
    page = page_of(client, product)
    for wanted in (
        "250 gram · Rp72.000 / kg",
        "2–11 bungkus",
        "12–99 bungkus",
        "100 bungkus atau lebih",
        "Paling sedikit 2 bungkus, kelipatan 2.",
        "20 × 12 × 8 cm · berat volume 320 gram",
        "Rp17.000",
        "Digoreng dua kali",
        "Indonesia",
        "190590",
    ):
        assert wanted in page


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("12", "Rp198.000"),
        ("1", "dipesan paling sedikit 2 bungkus"),
        ("13", "Jumlah terdekat: 12 atau 14."),
        ("26", "Stok tinggal 24 bungkus"),
        ("dua", "Perlu berapa?"),
    ],
)
def test_a_quantity_is_answered_without_scripts(client, index_folder, typed, wanted):
    _business, _owner, (product,) = stocked(1, **OFFER)
    assert wanted in client.get(f"/produk/{product.slug}?jumlah={typed}").get_data(as_text=True)


def test_what_is_made_in_weeks_says_when_so_many_are_ready(client, index_folder):
    with clock.frozen(datetime(2026, 11, 23, 5, tzinfo=UTC)):
        _business, _owner, (product,) = stocked(
            1, stock=0, made_to_order=True, capacity_per_week=50, lead_days=3
        )
        page = client.get(f"/produk/{product.slug}?jumlah=60").get_data(as_text=True)
        assert counting.current() <= 4
    assert "1 Desember 2026" in page
    assert "27 November 2026: 40 bungkus" in page
