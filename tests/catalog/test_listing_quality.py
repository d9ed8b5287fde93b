"""The score of a listing with its next best step, and names of one shop that are likely of one product."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations

import pytest
from flask import url_for

from marketplace.catalog import likeness, quality, queries_quality
from marketplace.catalog.likeness import Named
from marketplace.catalog.models import ClaimKind, OfferKind, Product
from marketplace.infra import counting
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from marketplace.kernel.dated import NotInForce
from marketplace.kernel.money import Rupiah
from tests.catalog import factories
from tests.client import HTMX

TODAY = date(2026, 11, 24)
BARE = {"name": "Keripik", "category": "", "description": "", "unit": "", "kind": OfferKind.GOODS}
FULL = BARE | {
    "name": "Keripik tempe sagu 250 g",
    "category": "camilan-kering",
    "description": "Tempe iris tipis, renyah sampai remah terakhir. " * 5,
    "unit": "bungkus",
    "price": Rupiah(18_000),
    "kbki": "2399911999",
    "weight_g": 260,
}


def judged(values: dict[str, object], photos: int = 3, claims: int = 1) -> quality.Quality:
    return quality.quality(Product(**values), photos=photos, claims=claims, on=TODAY)


def test_all_parts_make_a_hundred_and_none_makes_nothing():
    assert judged(FULL) == quality.Quality(100, None)
    assert judged(BARE, photos=0, claims=0).score == 0
    assert sum(part.points for part in quality.parts()) == 100


@pytest.mark.parametrize(
    ("lacks", "photos", "claims", "score", "step"),
    [
        ({}, 0, 1, 66, "tambah foto pertama"),
        ({}, 1, 1, 86, "tambah foto kedua"),
        ({}, 2, 1, 98, "tambah foto ketiga"),
        ({"price": None}, 3, 1, 85, "isi harga"),
        ({"category": ""}, 3, 1, 90, "cocokkan kategori dengan nama produk"),
        ({"category": "mebel"}, 3, 1, 90, "cocokkan kategori dengan nama produk"),
        ({"description": "Renyah."}, 3, 1, 83, "tulis penjelasan, paling sedikit 80 huruf"),
        ({"description": "Renyah. " * 12}, 3, 1, 94, "lengkapi penjelasan: bahan, ukuran, cara pakai"),
        ({"unit": ""}, 3, 1, 95, "isi satuan"),
        ({"name": "Keripik"}, 3, 1, 95, "perjelas nama: jenis, isi, dan ciri barang"),
        ({"kbki": None}, 3, 1, 94, "pilih kode barang untuk pengadaan"),
        ({"weight_g": None}, 3, 1, 97, "isi berat"),
        ({}, 3, 0, 95, "ajukan pernyataan atau sertifikat"),
    ],
)
def test_each_missing_part_costs_its_points_and_is_the_next_step(lacks, photos, claims, score, step):
    found = judged(FULL | lacks, photos, claims)
    assert (found.score, found.step.step if found.step else None) == (score, step)


def test_the_step_that_betters_most_comes_first():
    step = judged(FULL | {"weight_g": None, "kbki": None, "price": None}, photos=1).step
    assert step
    assert step.step == "isi harga"


def test_a_service_is_asked_neither_weight_nor_certificate():
    service = FULL | {"kind": OfferKind.SERVICE, "weight_g": None}
    assert judged(service, claims=0).score == 100


def test_the_rules_are_dated_and_have_a_basis():
    assert all(part.basis for part in quality.parts())
    with pytest.raises(NotInForce):
        likeness.alike("Keripik tempe", "Keripik tempe", date(2025, 12, 31))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Keripik tempe sagu 250 g", "KERIPIK TEMPE SAGU 250gr", True),
        ("Keripik tempe sagu", "Keripik tempe sagu 250 gram", True),
        ("Lada putih Muntok utuh 50 gram", "Lada putih Muntok utuh 100 gram", False),
        ("Keripik tempe sagu", "Keripik tempe daun jeruk", False),
        ("Batik tulis", "Sambal teri", False),
        ("12", "12", False),
    ],
)
def test_names_are_alike_by_their_stems_and_numbers(first, second, same):
    assert likeness.alike(first, second, TODAY) is likeness.alike(second, first, TODAY) is same


def test_variants_of_one_group_are_no_duplicates():
    own = Named("A", "Kaos polos merah", group=7)
    others = [Named("B", "Kaos polos merah", group=7), Named("C", "Kaos merah polos"), own]
    assert [twin.code for twin in likeness.twins(own.name, others, TODAY, but=own)] == ["C"]


@pytest.fixture
def seller(as_actor, database):
    business, owner = factories.shop()
    client = as_actor(owner.user_id, Role.OWNER, owner.party, code=business.code, label=business.name)
    return business, owner, client


def test_the_seller_reads_score_and_step_in_the_list_and_on_the_page(seller):
    business, owner, client = seller
    product = factories.draft(business, owner)
    for url in ("/penjual/produk", f"/penjual/produk/{product.code}"):
        page = client.get(url).text
        assert re.search(r"Nilai produk \d+/100", page), url
        assert "Langkah terbaik berikut: tambah foto pertama" in page
        assert f'href="/penjual/produk/{product.code}#photo"' in page
    assert 'id="photo"' in client.get(f"/penjual/produk/{product.code}").text


def test_every_step_leads_to_a_field_that_is_there(seller):
    business, owner, client = seller
    product = factories.draft(business, owner)
    pages = {
        "product": client.get(f"/penjual/produk/{product.code}").text,
        "government": client.get(f"/penjual/produk/{product.code}/pengadaan").text,
        "claims": client.get(f"/penjual/produk/{product.code}/klaim").text,
    }
    assert all(f'id="{part.field}"' in pages[part.page] for part in quality.parts() if part.field)


def test_each_step_can_be_followed_from_the_list_and_from_the_product(seller, app):
    """Every page of the table is one that takes the code of the product and nothing else."""
    business, owner, client = seller
    product = factories.draft(business, owner)
    with app.test_request_context():
        for part in quality.parts():
            assert client.get(url_for(f"catalog.{part.page}", code=product.code)).status_code == 200


def test_a_claim_that_was_refused_counts_no_more(seller, session):
    business, owner, _client = seller
    product = factories.draft(business, owner)

    def score() -> int:
        return queries_quality.standings(session, owner, [product])[product.id].score

    before = score()
    sent = factories.claimed(product, owner, ClaimKind.HALAL)
    assert score() == before + 5
    factories.decided(sent, accepted=False, reason="Nomornya tidak ada di daftar.")
    assert score() == before


def test_a_likely_duplicate_is_told_while_creating_and_in_the_list(seller):
    business, owner, client = seller
    old = factories.draft(business, owner, name="Keripik tempe sagu 250 gram")
    typed = {"name": "KERIPIK TEMPE SAGU 250gr", "price": "", "stock": ""}
    kept = client.submit("/penjual/produk/baru/draf", typed, page="/penjual/produk/baru", headers=HTMX).text
    assert f'href="/penjual/produk/{old.code}"' in kept
    assert "Mirip dengan" in kept
    new = factories.draft(business, owner, name=typed["name"])
    listed = client.get("/penjual/produk").text
    assert listed.count("Mirip dengan") == 2
    assert f'href="/penjual/produk/{old.code}"' in client.get(f"/penjual/produk/{new.code}").text


def test_products_of_other_shops_are_never_named(seller):
    business, owner, client = seller
    other, stranger = factories.shop()
    theirs = factories.draft(other, stranger, name="Keripik tempe sagu")
    factories.draft(business, owner, name="Keripik tempe sagu")
    assert theirs.code not in client.get("/penjual/produk").text
    assert "Mirip dengan" not in client.get("/penjual/produk").text


def test_however_many_products_the_standing_costs_three_statements(seller, session):
    business, owner, _client = seller
    products = [factories.draft(business, owner, name=f"Keripik rasa {number}") for number in range(6)]
    for few in (products[:1], products):
        counter = counting.start()
        queries_quality.standings(session, owner, few)
        assert counter[0] <= 3


def test_likeness_is_the_same_both_ways_for_any_pair_of_names():
    names = ["Keripik tempe 250 g", "Keripik tempe", "keripik  TEMPE 250gr", "Sambal", ""]
    assert clock.today() >= date(2026, 1, 1)
    for first, second in combinations(names, 2):
        assert likeness.alike(first, second, TODAY) == likeness.alike(second, first, TODAY)
