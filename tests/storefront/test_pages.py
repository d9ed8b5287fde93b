"""Home, shops, categories, regions and comparisons."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from marketplace.businesses import services as businesses
from marketplace.businesses.sanction_models import SanctionKind
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock, regions
from marketplace.kernel.money import Rupiah
from marketplace.search import live
from tests.businesses import factories as people
from tests.catalog import factories
from tests.storefront.market import stocked, with_photo

pytestmark = pytest.mark.usefixtures("index_folder")


def text_of(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_home_opens_three_doors_and_counts_what_is_there(client, index_folder):
    products = stocked(7)[2]
    page = text_of(client, "/")
    for door in ("Belanja", "Jual", "Untuk instansi"):
        assert f"<h2>{door}</h2>" in page
    assert sum(product.slug in page for product in products) == 7
    assert '<dd class="stat__value">7</dd>' in page
    assert 'href="/daerah/35"' in page
    assert f"dari {len(regions.children())}" in page
    assert 'href="/kategori/makanan"' in page


def test_home_of_an_empty_market_invites_the_first_shop(client, index_folder):
    page = text_of(client, "/")
    assert "Pasar baru dibuka" in page
    assert "Isi pasar hari ini" not in page


def test_home_mixes_shops(client, index_folder):
    _, _, many = stocked(9)
    _, _, (other,) = stocked(1)
    page = text_of(client, "/")
    older = [page.index(product.slug) for product in many]
    assert page.index(other.slug) < sorted(older)[1]


def test_a_shop_shows_its_story_and_its_products(client, index_folder):
    business, owner, products = stocked(2)
    people.fill(business, owner)
    page = text_of(client, f"/toko/{business.slug}")
    assert people.PROFILE["story"] in page
    assert all(product.slug in page for product in products)
    assert client.get(f"/toko/lain-{business.code}").headers["Location"] == f"/toko/{business.slug}"
    assert client.get("/toko/keripik-0000000000").status_code == 404


def test_the_street_and_the_numbers_of_a_business_are_no_part_of_its_shop(client, index_folder):
    business, owner, _ = stocked(1)
    people.fill(business, owner)
    page = text_of(client, f"/toko/{business.slug}")
    for private in (people.PROFILE["street"], people.PROFILE["nib"], people.PROFILE["npwp"]):
        assert private not in page


def test_a_sanctioned_shop_is_closed_with_everything_in_it(client, index_folder):
    business, _owner, (product,) = stocked(1)
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
    assert client.get(f"/toko/{business.slug}").status_code == 404
    assert client.get(f"/produk/{product.slug}").status_code == 404
    for url in ("/", "/produk", "/kategori/makanan", "/daerah/35", f"/bandingkan?produk={product.code}"):
        assert product.code not in text_of(client, url)


def test_a_category_covers_what_lies_inside_it(client, index_folder):
    _, _, (product,) = stocked(1)
    assert product.code in text_of(client, "/kategori/makanan")
    assert product.code in text_of(client, "/kategori/camilan-kering")
    assert product.code not in text_of(client, "/kategori/mebel")
    assert client.get("/kategori/roket").status_code == 404


def test_a_region_shows_what_is_made_there(client, index_folder):
    _, _, (product,) = stocked(1)
    for code in ("35", "35.77"):
        assert product.code in text_of(client, f"/daerah/{code}")
    assert 'href="/daerah/35.77"' in text_of(client, "/daerah/35")
    assert product.code not in text_of(client, "/daerah/33")
    assert client.get("/daerah/99").status_code == 404


def test_products_stand_side_by_side_and_the_lowest_price_is_marked(client, index_folder):
    business, owner = factories.shop()
    cheap = factories.live(business, owner, name="Keripik murah", price=Rupiah(9_000))
    dear = factories.live(business, owner, name="Keripik mahal", price=Rupiah(90_000))
    live.rebuild()
    page = text_of(client, f"/bandingkan?produk={dear.code}&produk={cheap.code}")
    assert page.index("Rp90.000") < page.index("Rp9.000")
    assert page.count("Terbaik") == 1
    assert 'class="is-best">Rp9.000' in page


def test_prices_of_different_units_are_not_judged(client, index_folder):
    business, owner = factories.shop()
    one = factories.live(business, owner, name="Keripik bungkus", price=Rupiah(9_000))
    other = factories.live(business, owner, name="Keripik dus", price=Rupiah(90_000), unit="dus")
    live.rebuild()
    assert "Terbaik" not in text_of(client, f"/bandingkan?produk={one.code}&produk={other.code}")


def test_one_product_is_offered_others_of_its_kind(client, index_folder):
    _, _, (first, second) = stocked(2)
    page = text_of(client, f"/bandingkan?produk={first.code}")
    assert f"/bandingkan?produk={first.code}&amp;produk={second.code}" in page


def test_at_most_four_are_compared_and_nonsense_is_left_out(client, index_folder):
    _, _, products = stocked(6)
    query = "&".join(f"produk={product.code}" for product in products)
    assert "Perbandingan 4 produk" in text_of(client, f"/bandingkan?{query}")
    assert "Belum ada yang dibandingkan" in text_of(client, "/bandingkan?produk=apa&produk=0000000000")


def test_home_lets_shops_tell_how_they_began(client, index_folder):
    business, owner, _ = stocked(2)
    people.fill(business, owner, story="Saya mulai dari dua kilo tempe. " * 20)
    page = text_of(client, "/")
    assert f'href="/toko/{business.slug}"' in page
    assert "“Saya mulai dari dua kilo tempe." in page
    assert page.count("Saya mulai") < 8


@pytest.mark.parametrize(
    "address", ["/", "/produk", "/produk?q=keripik", "/kategori/camilan-kering", "/daerah/35", ""]
)
def test_no_shelf_shows_two_equal_pictures_side_by_side(client, index_folder, address):
    business, owner, _ = stocked(4)
    for number in range(4):
        with_photo(factories.live(business, owner, name=f"Keripik bayam {number}"), owner, "green")
    live.rebuild()
    shelf = text_of(client, address or f"/toko/{business.slug}").split("<main")[1]
    pictures = re.findall(r'<img[^>]*src="/media/(\w+)-240', shelf)
    assert len(pictures) == 8
    assert all(left != right for left, right in pairwise(pictures))


@pytest.mark.parametrize("order", ["", "&urut=harga", "&urut=-harga"])
def test_a_narrow_search_shows_the_sizes_of_one_thing_in_one_card(client, index_folder, order):
    business, owner, _sizes = stocked(3)
    with_photo(factories.live(business, owner, name="Keripik bayam", price=Rupiah(90_000)), owner, "green")
    live.rebuild()
    page = text_of(client, f"/produk?q=nomor{order}")
    assert page.count('<article class="product"') == 1
    assert "2 pilihan lain" in page
    assert page.count("data-result data-id=") == 3
    everything = text_of(client, f"/produk?{order}")
    assert everything.count("data-result data-id=") == 4


def test_what_was_typed_stands_in_addresses_as_addresses_are_written(client, index_folder):
    page = client.get("/produk?q=k%C2%99z&kategori=%C2%96&hal=%C2%97").text
    assert '<link rel="canonical" href="http://localhost/produk?q=k%C2%99z' in page
    assert not set(page) & {chr(number) for number in range(0x80, 0xA0)}
