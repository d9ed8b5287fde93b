"""What machines read: facts that agree with the page, one address for each thing, a map of what is public."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from marketplace.businesses import services as businesses
from marketplace.businesses.sanction_models import SanctionKind
from marketplace.catalog import services
from marketplace.infra import counting
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.search import live
from marketplace.storefront import sitemap
from tests.businesses import factories as people
from tests.catalog import factories
from tests.storefront.market import stocked

pytestmark = pytest.mark.usefixtures("index_folder")

FACTS = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
HERE = "http://localhost"


def page_of(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def facts_of(page: str) -> dict[str, dict]:
    (block,) = FACTS.findall(page)
    read = json.loads(block)
    assert read["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in read["@graph"]}


def canonical_of(page: str) -> str:
    (address,) = re.findall(r'<link rel="canonical" href="([^"]+)">', page)
    return address.replace("&amp;", "&")


def kept_out(page: str) -> bool:
    return '<meta name="robots" content="noindex, follow">' in page


def locations(client, url) -> list[str]:
    response = client.get(url)
    assert (response.status_code, response.mimetype) == (200, "application/xml")
    return [one.text.removeprefix(HERE) for one in ElementTree.fromstring(response.data).iter(LOC)]


def test_the_facts_of_a_product_are_those_of_its_page(client, index_folder):
    business, _owner, (product,) = stocked(1)
    page = page_of(client, f"/produk/{product.slug}")
    facts = facts_of(page)
    assert facts["Product"]["name"] == product.name
    assert facts["Product"]["sku"] == product.code
    offer = facts["Product"]["offers"]
    assert (offer["price"], offer["priceCurrency"]) == (18_000, "IDR")
    assert "Rp18.000" in page
    assert offer["availability"] == "https://schema.org/InStock"
    assert offer["seller"]["name"] == business.name
    assert offer["seller"]["url"] == f"{HERE}/toko/{business.slug}"
    steps = [step["name"] for step in facts["BreadcrumbList"]["itemListElement"]]
    assert steps == ["Beranda", *re.findall(r'href="/kategori/[^"]+">([^<]+)</a>', page)[:2], product.name]
    picture = facts["Product"]["image"][0]
    assert f'<meta property="og:image" content="{picture}">' in page
    assert client.get(picture.removeprefix(HERE)).status_code == 200


@pytest.mark.parametrize(
    ("values", "stock", "availability"),
    [({}, 0, "OutOfStock"), ({"made_to_order": True}, 0, "MadeToOrder"), ({}, 5, "InStock")],
)
def test_what_is_there_is_told_as_on_the_page(client, index_folder, values, stock, availability):
    business, owner = factories.shop()
    product = factories.live(business, owner, stock=max(stock, 1), **values)
    if not stock and not values:
        with unit_of_work(actor=owner) as (session, actor):
            services.set_stock(session, actor, product.id, 0)
    offer = facts_of(page_of(client, f"/produk/{product.slug}"))["Product"]["offers"]
    assert offer["availability"].endswith(availability)


def test_without_a_price_no_offer_is_claimed(client, index_folder):
    _, _, (product,) = stocked(1, price=None)
    assert "offers" not in facts_of(page_of(client, f"/produk/{product.slug}"))["Product"]


def test_a_shop_says_where_it_is_and_no_more(client, index_folder):
    business, owner, _ = stocked(1)
    people.fill(business, owner)
    shop = facts_of(page_of(client, f"/toko/{business.slug}"))["LocalBusiness"]
    assert shop["address"]["addressLocality"] == "Kota Madiun"
    assert shop["address"]["addressRegion"] == "Jawa Timur"
    assert not {"telephone", "email", "taxID"} & shop.keys()
    assert "streetAddress" not in shop["address"]


def test_no_text_of_a_seller_ends_the_block_of_facts(client, index_folder):
    evil = "Manis </script><script>alert('x')</script> & gurih"
    _, _, (product,) = stocked(1, description=evil)
    page = page_of(client, f"/produk/{product.slug}")
    assert "<script>alert" not in page
    assert facts_of(page)["Product"]["description"] == evil


def test_an_old_address_leads_to_the_present_one_at_once(client, index_folder):
    """The code finds the thing, so a chain of new names is one step, whatever else bears the old name."""
    business, owner, (product,) = stocked(1)
    names = [product.name, "Keripik tempe pedas", "Keripik tempe daun jeruk"]
    slugs = [product.slug]
    for name in names[1:]:
        with unit_of_work(actor=owner) as (session, actor):
            slugs.append(services.change_product(session, actor, product.id, values={"name": name}).slug)
    newcomer = factories.live(business, owner, name=names[0])
    for old in slugs[:-1]:
        response = client.get(f"/produk/{old}?jumlah=3")
        assert (response.status_code, response.location) == (301, f"/produk/{slugs[-1]}?jumlah=3")
    assert client.get(f"/produk/{newcomer.slug}").status_code == 200
    assert client.get(f"/toko/nama-lama-{business.code}?hal=2").location == f"/toko/{business.slug}?hal=2"


def test_filters_lead_to_the_page_they_are_a_view_of(client, index_folder):
    stocked(1)
    expected = {
        "/produk": ("/produk", False),
        "/produk?urut=harga": ("/produk", False),
        "/produk?kategori=makanan": ("/kategori/makanan", False),
        "/produk?wilayah=35": ("/daerah/35", False),
        "/kategori/makanan?urut=harga": ("/kategori/makanan", False),
        "/daerah/35?urut=-harga": ("/daerah/35", False),
        "/produk?kategori=makanan&wilayah=35": ("/produk?kategori=makanan&wilayah=35", True),
        "/produk?q=keripik": ("/produk?q=keripik", True),
        "/produk?harga_maks=50000": ("/produk?harga_maks=50000", True),
        "/kategori/mebel": ("/kategori/mebel", True),
        "/daerah/33": ("/daerah/33", True),
        "/bandingkan": ("/bandingkan", False),
    }
    for url, (address, out) in expected.items():
        page = page_of(client, url)
        assert (canonical_of(page), kept_out(page)) == (HERE + address, out), url


def test_each_page_of_a_list_is_its_own_and_none_lies_beyond_the_last(client, index_folder):
    business, _owner, _products = stocked(26)
    for place in (f"/toko/{business.slug}", "/kategori/makanan", "/daerah/35", "/produk"):
        second, beyond = page_of(client, f"{place}?hal=2"), page_of(client, f"{place}?hal=9")
        assert (canonical_of(second), kept_out(second)) == (f"{HERE}{place}?hal=2", False)
        assert kept_out(beyond)


def test_parameters_named_like_parts_of_an_address_do_no_harm(client, index_folder):
    business, _owner, _products = stocked(26)
    page = page_of(client, f"/toko/{business.slug}?slug=x&endpoint=y&_external=1")
    assert "hal=2" in page


def test_the_map_names_what_is_public_and_nothing_else(client, index_folder):
    business, owner, (product, withdrawn) = stocked(2)
    draft = factories.draft(business, owner)
    with unit_of_work(actor=owner) as (session, actor):
        services.withdraw(session, actor, withdrawn.id)
    closed, _, (hidden,) = stocked(1)
    with unit_of_work(actor=people.SYSTEM) as (session, actor):
        businesses.impose_sanction(
            session,
            actor,
            closed.id,
            kind=SanctionKind.FREEZE,
            ground="Barang tidak sesuai contoh.",
            basis="Keputusan Kepala LKPP 177/2024",
            decision_number="12/S/2026",
            from_on=clock.today(),
        )
    parts = locations(client, "/sitemap.xml")
    assert parts == ["/sitemap-rak.xml", "/sitemap-produk.xml?hal=1"]
    pages = [page for part in parts for page in locations(client, part)]
    assert {f"/produk/{product.slug}", f"/toko/{business.slug}", "/kategori/makanan"} <= set(pages)
    assert {"/daerah/35", "/daerah/35.77", "/", "/produk"} <= set(pages)
    for code in (draft.code, withdrawn.code, hidden.code, closed.code):
        assert not [page for page in pages if code in page]
    assert all(client.get(page).status_code == 200 for page in pages)


def test_the_map_is_cut_into_parts_with_few_statements(client, index_folder, monkeypatch):
    monkeypatch.setattr(sitemap, "PART", 2)
    stocked(5)
    parts = locations(client, "/sitemap.xml")
    assert counting.current() <= 2
    assert parts[1:] == [f"/sitemap-produk.xml?hal={number}" for number in (1, 2, 3)]
    found = [page for part in parts[1:] for page in locations(client, part)]
    assert counting.current() <= 2
    assert len(found) == len(set(found)) == 5
    locations(client, parts[0])
    assert counting.current() <= 3
    assert client.get("/sitemap-produk.xml?hal=4").status_code == 404


def test_robots_find_the_map_and_keep_out_of_consoles(client, index_folder):
    text = page_of(client, "/robots.txt")
    assert f"Sitemap: {HERE}/sitemap.xml" in text
    assert "Disallow: /penjual" in text
    assert "Disallow: /produk" not in text


def test_counts_of_thousands_have_dots(client, index_folder):
    business, owner = factories.shop()
    many = factories.live(business, owner, stock=12_500)
    other = factories.live(business, owner, stock=1_250)
    live.rebuild()
    assert "12.500" in page_of(client, f"/produk/{many.slug}")
    table = page_of(client, f"/bandingkan?produk={many.code}&produk={other.code}")
    assert "12.500 bungkus" in table
    assert "1.250 bungkus" in table


def test_a_product_is_passed_on_with_its_price(client, index_folder):
    business, _owner, (product,) = stocked(1)
    page = page_of(client, f"/produk/{product.slug}")
    (text,) = parse_qs(urlsplit(re.findall(r'href="(https://wa\.me/\?text=[^"]+)"', page)[0]).query)["text"]
    assert text == f"{product.name}, Rp18.000 / bungkus, dari {business.name}. {HERE}/produk/{product.slug}"
    assert f"{HERE}/toko/{business.slug}" in page_of(client, f"/toko/{business.slug}")
