"""Variants for buyers: one card for all, plain links between them, the exact one for agencies."""

from __future__ import annotations

import re
import shutil

import pytest

from marketplace.catalog import queries as catalog
from marketplace.catalog import services
from marketplace.catalog.models import KbkiCode
from marketplace.infra import counting, outbox
from marketplace.kernel.money import Rupiah
from marketplace.procurement.composing import compose
from marketplace.search import live, queries
from marketplace.search.engine import SearchRequest
from tests.businesses import factories as people
from tests.catalog import factories, variants

pytestmark = [pytest.mark.db, pytest.mark.usefixtures("index_folder")]


@pytest.fixture
def shirts(session, index_folder):
    """A shop with a shirt in three sizes and a bag, indexed."""
    business, owner = people.verified()
    shirt = factories.live(business, owner, name="Kaus batik", category="oleh-oleh", unit="lembar")
    factories.live(business, owner, name="Tas batik", category="oleh-oleh", unit="buah")
    variants.make(owner, shirt)
    while outbox.drain():
        pass
    return business, owner, variants.variants_of(session, shirt)


def find(session, **values):
    return queries.find(session, SearchRequest(**values))


def test_a_group_is_one_result_and_counts_once(session, shirts):
    _business, _owner, (small, *_larger) = shirts
    found = find(session, text="batik")
    assert (found.total, small.id in found.ids) == (2, True)
    assert found.facets["region"] == {"35": 2, "35.77": 2}
    assert live.difference() == (2, 2)


def test_it_is_found_by_the_words_of_the_others(session, shirts):
    _business, _owner, (small, *_larger) = shirts
    assert find(session, text="kaus L").ids == (small.id,)
    assert find(session, text="kaus", price_max=54_000).ids == (small.id,)


def test_without_the_index_it_is_still_one_result(session, shirts, index_folder):
    shutil.rmtree(index_folder)
    found = find(session, text="batik")
    assert (found.from_sql, found.total) == (True, 2)


def test_its_card_tells_how_many_and_from_which_price(session, client, shirts):
    business, _owner, (small, *_larger) = shirts
    card = catalog.cards(session, [small.id])[0]
    assert (card.name, card.variants, card.varied, card.price) == ("Kaus batik", 3, True, Rupiah(50_000))
    for url in ("/produk?q=kaus", f"/toko/{business.slug}"):
        page = client.get(url).text
        assert page.count("Kaus batik</a>") == 1
        assert "3 pilihan" in page
        assert re.search(r"mulai</small>\s*Rp50\.000", page)
    item = client.get("/api/v1/products?q=kaus").get_json()["items"]
    assert [(one["title"], one["price"]) for one in item] == [("Kaus batik", 50_000)]


def test_another_takes_the_place_of_one_that_left(session, shirts, uow):
    _business, owner, (small, medium, _large) = shirts
    with uow(owner) as (inside, actor):
        services.withdraw(inside, actor, small.id)
    while outbox.drain():
        pass
    assert find(session, text="kaus").ids == (medium.id,)


def test_the_page_leads_to_the_others_and_says_which_is_shown(client, shirts):
    _business, _owner, (small, medium, large) = shirts
    page = client.get(f"/produk/{medium.slug}").text
    assert counting.current() <= 4
    links = dict(re.findall(r'<a class="pill" href="/produk/([^"]+)"( aria-current="true")?', page))
    assert links == {small.slug: "", medium.slug: ' aria-current="true"', large.slug: ""}
    assert "Rp55.000" in page
    assert page.count("Kaus batik</a>") == 0  # its own group is no other thing of the shop


@pytest.mark.parametrize("asked", ["", "?jumlah=60"])
def test_a_variant_made_in_weeks_with_a_code_takes_four_statements(client, shirts, uow, asked):
    """Everything that a page can add at once: code of the official table, capacity, vacation, variants."""
    _business, owner, (small, *_larger) = shirts
    with uow(owner) as (inside, actor):
        inside.add(KbkiCode(edition="2015", code="2823100001", title="Kaus rajut", parent="28231"))
        inside.flush()
        made = {"made_to_order": True, "lead_days": 3, "capacity_per_week": 50, "kbki": "2823100001"}
        services.change_product(inside, actor, small.id, values=made)
    page = client.get(f"/produk/{small.slug}{asked}").text
    assert counting.current() <= 4
    assert "2823100001 · Kaus rajut" in page


def test_what_ran_out_says_so_and_stays_in_reach(client, shirts, uow):
    _business, owner, (small, medium, _large) = shirts
    with uow(owner) as (inside, actor):
        services.set_stock(inside, actor, medium.id, 0)
    assert "M (habis)" in client.get(f"/produk/{small.slug}").text


def test_an_agency_chooses_the_exact_variant(session, shirts):
    _business, _owner, made = shirts
    view = compose(session, chosen={}, compared=(), left=None, needed_on=None, words="kaus")
    assert [option.code for option in view.results] == [one.code for one in made]
    assert [option.price for option in view.results] == [Rupiah(50_000), Rupiah(55_000), Rupiah(60_000)]
