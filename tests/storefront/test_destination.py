"""Whether a thing comes to where the buyer needs it, and whether its shop rests: said, never a filter."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from marketplace.businesses import services as businesses
from marketplace.catalog.models import OfferKind, ServiceArea
from marketplace.infra import counting
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from tests.catalog import factories
from tests.procurement import factories as offices
from tests.storefront.market import stocked
from tests.storefront.test_for_machines import facts_of

pytestmark = pytest.mark.usefixtures("index_folder")

MADIUN, SURABAYA, EAST_JAVA, BALI = "35.77", "35.78", "35", "51"


def text_of(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def serving(*codes: str):
    """A shop with one thing on sale that serves these regions only."""
    business, owner, (product,) = stocked(1)
    with unit_of_work(actor=owner) as (session, actor):
        businesses.set_area(session, actor, business.id, codes=codes)
    return business, owner, product


def resting(business, owner, *, begins: int = 0, ends: int = 3) -> None:
    with unit_of_work(actor=owner) as (session, actor):
        businesses.take_vacation(
            session,
            actor,
            business.id,
            from_on=clock.today() + timedelta(days=begins),
            to_on=clock.today() + timedelta(days=ends),
            message="Panen raya.",
        )


@pytest.mark.parametrize(
    ("to", "said"),
    [
        (MADIUN, "Melayani Kota Madiun"),
        (EAST_JAVA, "Melayani sebagian Jawa Timur"),
        (SURABAYA, "Tidak melayani Kota Surabaya"),
        (BALI, "Tidak melayani Bali"),
    ],
)
def test_every_page_says_whether_it_comes_to_the_buyer(client, index_folder, to, said):
    business, _owner, product = serving(MADIUN)
    for url in ("/produk?q=keripik&", "/kategori/makanan?", "/daerah/35?"):
        page = text_of(client, f"{url}tujuan={to}")
        assert page.count(said) == 1, url
        assert f'href="/produk/{product.slug}?tujuan={to}"' in page
    for url in (f"/produk/{product.slug}", f"/toko/{business.slug}"):
        assert said in text_of(client, f"{url}?tujuan={to}"), url


def test_without_a_place_nothing_is_said_and_one_may_be_chosen(client, index_folder):
    business, _owner, product = serving(MADIUN)
    cards = text_of(client, "/produk?q=keripik").split('id="hasil"')[1]
    assert "elayani" not in cards
    assert "?tujuan" not in cards
    for url in (f"/produk/{product.slug}", f"/toko/{business.slug}"):
        page = text_of(client, url)
        assert "Apakah daerah Anda dilayani?" in page
        assert '<option value="35">Jawa Timur</option>' in page
        assert "– Kota Madiun" not in page
    assert "– Kota Madiun" in text_of(client, f"/produk/{product.slug}?tujuan=35")


def test_who_serves_all_of_indonesia_says_so_and_asks_nobody(client, index_folder):
    _, _, (product,) = stocked(1)
    page = text_of(client, f"/produk/{product.slug}")
    assert "Melayani: Seluruh Indonesia" in page
    assert "Apakah daerah Anda dilayani?" not in page


@pytest.mark.parametrize("area", ServiceArea)
def test_a_service_goes_no_further_than_its_seller_says(client, index_folder, area):
    business, owner, _ = stocked(1)
    service = factories.live(
        business, owner, stock=0, kind=OfferKind.SERVICE, service_area=area, made_to_order=True
    )
    province, regency = business.region_code[:2], business.region_code[:5]
    reached = {
        ServiceArea.REGENCY: {regency},
        ServiceArea.PROVINCE: {regency, province},
        ServiceArea.NATIONAL: {regency, province, BALI},
    }[area]
    for to in (regency, province, BALI):
        page = text_of(client, f"/produk/{service.slug}?tujuan={to}").split("<main")[1]
        assert bool(re.search(r"</svg> Melayani (?!sebagian)", page)) is (to in reached), to


def test_the_place_goes_along_and_narrows_nothing(client, index_folder):
    serving(BALI)
    page = text_of(client, f"/produk?q=keripik&tujuan={SURABAYA}")
    assert "1 produk" in page
    assert f'name="tujuan" value="{SURABAYA}"' in page
    assert f'href="/produk?q=keripik&amp;tujuan={SURABAYA}&amp;urut=baru"' in page
    assert f'href="/daerah/35?tujuan={SURABAYA}&amp;urut=harga"' in text_of(
        client, f"/daerah/35?tujuan={SURABAYA}"
    )
    assert '<link rel="canonical" href="http://localhost/daerah/35">' in text_of(
        client, f"/daerah/35?tujuan={SURABAYA}"
    )


@pytest.mark.parametrize("typed", ["99", "35.77.03", "apa", "<b>"])
def test_a_place_that_is_none_is_named_and_harmless(client, index_folder, typed):
    _business, _owner, product = serving(MADIUN)
    page = client.get("/produk", query_string={"tujuan": typed}).get_data(as_text=True)
    assert "tidak kami kenal" in page
    assert "<b>" not in page.split("<main")[1].split('id="hasil"')[0]
    assert client.get(f"/produk/{product.slug}", query_string={"tujuan": typed}).status_code == 200


def test_results_that_htmx_fetches_bring_the_regencies_of_the_province(client, index_folder):
    serving(MADIUN)
    part = client.get("/produk?tujuan=35", headers={"HX-Request": "true"})
    assert 'id="pilihan-tujuan"' in part.get_data(as_text=True)
    assert "– Kota Madiun" in part.get_data(as_text=True)
    assert part.headers["HX-Push-Url"] == "/produk?tujuan=35"


def test_an_official_reads_it_for_the_own_work_unit_without_one_more_statement(as_actor, index_folder):
    _business, _owner, product = serving(MADIUN)
    unit = offices.work_unit()
    official = offices.official(unit, Role.PP)
    browser = as_actor(official.user_id, Role.PP, official.party, code=unit.code)
    for url in ("/produk?q=keripik&", f"/produk/{product.slug}?"):
        assert "Tidak melayani Kabupaten Madiun" in text_of(browser, url)
        of_itself = counting.current()
        assert "Tidak melayani Kota Surabaya" in text_of(browser, f"{url}tujuan={SURABAYA}")
        assert counting.current() == of_itself


def test_what_an_official_leaves_empty_is_the_own_office_and_called_so(as_actor, client, index_folder):
    serving(MADIUN)
    unit = offices.work_unit()
    official = offices.official(unit, Role.PP)
    browser = as_actor(official.user_id, Role.PP, official.party, code=unit.code)
    for url in ("/produk?q=keripik", "/produk?q=keripik&tujuan=", "/produk?q=keripik&tujuan=99"):
        page = text_of(browser, url)
        assert "Tidak melayani Kabupaten Madiun" in page
        assert '<option value="">Daerah kantor Anda</option>' in page
    assert '<option value="" selected>Belum dipilih</option>' in text_of(client, "/produk?q=keripik&tujuan=")


def test_a_place_costs_no_statement(client, index_folder):
    business, _owner, product = serving(MADIUN)
    for url in ("/produk?q=keripik&", f"/produk/{product.slug}?", f"/toko/{business.slug}?"):
        client.get(url)
        without = counting.current()
        client.get(f"{url}tujuan=35")
        assert counting.current() == without <= 4, url


def test_cards_say_that_the_shop_rests_while_it_rests(client, index_folder):
    business, owner, product = serving(MADIUN)
    resting(business, owner, begins=1)
    assert "Libur sampai" not in text_of(client, "/produk")
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert text_of(client, "/produk").count("Libur sampai") == 1
        assert "Sedang libur sampai" in text_of(client, f"/produk/{product.slug}")
    with clock.frozen(clock.now() + timedelta(days=4)):
        assert "Libur sampai" not in text_of(client, "/produk")


def test_machines_read_hours_and_days_off_as_the_page_tells_them(client, index_folder):
    business, owner, _product = serving(MADIUN)
    assert (
        "openingHoursSpecification"
        not in facts_of(text_of(client, f"/toko/{business.slug}"))["LocalBusiness"]
    )
    with unit_of_work(actor=owner) as (session, actor):
        hours = {"0": ("08.00", "16.00"), "1": ("08.00", "16.00"), "5": ("9:00", "12.30")}
        businesses.set_hours(session, actor, business.id, hours=hours, closed_on_holidays=True)
    resting(business, owner, begins=2, ends=4)
    page = text_of(client, f"/toko/{business.slug}")
    told = facts_of(page)["LocalBusiness"]["openingHoursSpecification"]
    closed = {"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00"}
    first, last = (clock.today() + timedelta(days=days) for days in (2, 4))
    assert told == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Monday", "Tuesday"],
            "opens": "08:00",
            "closes": "16:00",
        },
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Saturday"],
            "opens": "09:00",
            "closes": "12:30",
        },
        closed | {"dayOfWeek": "PublicHolidays"},
        closed | {"validFrom": first.isoformat(), "validThrough": last.isoformat()},
    ]
    assert "Libur:" in page
