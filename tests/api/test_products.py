"""The public list of products: the parameters of the catalogue, answers that programs can rely on."""

from __future__ import annotations

import pytest

from marketplace.catalog import services
from marketplace.infra.uow import unit_of_work
from marketplace.search import live
from tests.catalog import factories
from tests.storefront.market import stocked

pytestmark = pytest.mark.usefixtures("index_folder")

URL = "/api/v1/products"


def test_an_item_says_what_it_is_and_where_from(client, index_folder):
    business, _owner, (product,) = stocked(1)
    answer = client.get(f"{URL}?q=keripik+tempe").get_json()
    assert answer["total"] == 1
    assert answer["took_ms"] >= 0
    assert answer["items"] == [
        {
            "id": product.code,
            "external_id": None,
            "slug": product.slug,
            "title": product.name,
            "price": 18_000,
            "shop": business.name,
            "region": "35.77",
        }
    ]


def test_facets_can_be_asked_for_by_their_own_names(client, index_folder):
    stocked(2)
    facets = client.get(URL).get_json()["facets"]
    assert facets["wilayah"] == {"35": 2, "35.77": 2}
    for name, counts in facets.items():
        for value, count in counts.items():
            assert client.get(URL, query_string={name: value}).get_json()["total"] == count


def test_no_price_is_null(client, index_folder):
    stocked(1, price=None)
    assert client.get(URL).get_json()["items"][0]["price"] is None


@pytest.mark.parametrize(("asked", "given"), [("5", 5), ("100", 100), ("1000", 100), ("0", 24), ("x", 24)])
def test_a_page_holds_at_most_a_hundred(client, index_folder, asked, given):
    assert client.get(f"{URL}?per_hal={asked}").get_json()["per_page"] == given


def test_pages_cover_everything_once(client, index_folder):
    _, _, products = stocked(5)
    pages = [client.get(f"{URL}?per_hal=2&hal={number}").get_json() for number in (1, 2, 3, 4)]
    ids = [item["id"] for page in pages for item in page["items"]]
    assert sorted(ids) == sorted(product.code for product in products)
    assert {page["total"] for page in pages} == {5}


def test_unknown_values_are_ignored_and_named(client, index_folder):
    stocked(1)
    answer = client.get(f"{URL}?klaim=organik&per_hal=3").get_json()
    assert (answer["total"], answer["ignored"]) == (1, ["klaim=organik"])


def test_what_was_withdrawn_a_moment_ago_is_not_listed(client, index_folder):
    _, owner, (product,) = stocked(1)
    with unit_of_work(actor=owner) as (session, actor):
        services.withdraw(session, actor, product.id)
    assert client.get(URL).get_json()["items"] == []


def test_answers_are_fresh_need_no_cookie_and_are_for_our_own_pages(client, index_folder):
    response = client.get(URL)
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    assert "Access-Control-Allow-Origin" not in response.headers


def test_several_values_widen_and_claims_narrow(client, index_folder):
    business, owner = factories.shop()
    factories.live(business, owner)
    factories.live(business, owner, name="Meja", category="mebel")
    live.rebuild()
    assert client.get(f"{URL}?kategori=makanan&kategori=mebel").get_json()["total"] == 2
    assert client.get(f"{URL}?kategori=makanan&klaim=halal").get_json()["total"] == 0
