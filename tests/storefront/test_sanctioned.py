"""Where a sanctioned business is no longer found: in the same second, by its dates alone, and back again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.businesses import services
from marketplace.businesses.sanction_models import STOPPING, SanctionKind
from marketplace.catalog import queries as catalog
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from tests.businesses import factories as people
from tests.storefront.market import stocked

pytestmark = [pytest.mark.db, pytest.mark.usefixtures("index_folder")]

PLACES = {
    "home": "/",
    "catalogue": "/produk",
    "search": "/produk?q=keripik+tempe",
    "suggestions": "/cari/saran?q=keripik",
    "category": "/kategori/makanan",
    "region": "/daerah/35",
    "comparison": "/bandingkan?produk={code}",
    "public data": "/api/v1/products?q=keripik",
}


@pytest.fixture
def market(database):
    business, owner, (product,) = stocked(1)
    return business, owner, product


def found(client, market) -> dict[str, bool]:
    business, _owner, product = market
    seen = {
        name: product.code in client.get(url.format(code=product.code)).text for name, url in PLACES.items()
    }
    seen["product"] = client.get(f"/produk/{product.slug}").status_code == 200
    seen["shop"] = product.code in client.get(f"/toko/{business.slug}").text
    return seen


def lift(sanction) -> None:
    with unit_of_work(actor=people.SYSTEM) as (session, actor):
        services.lift_sanction(session, actor, sanction.id, reason="Dibenahi.")


@pytest.mark.parametrize("kind", STOPPING)
def test_in_the_same_second_it_is_found_nowhere_and_afterwards_everywhere(client, market, kind):
    before = found(client, market)
    assert before["catalogue"]
    assert before["product"]
    sanction = people.sanction(market[0], kind=kind)
    assert not any(found(client, market).values())
    lift(sanction)
    assert found(client, market) == before


def test_a_warning_hides_nothing(client, market):
    before = found(client, market)
    people.sanction(market[0], kind=SanctionKind.WARNING)
    assert found(client, market) == before


def test_by_the_clock_alone(client, session, market):
    people.sanction(market[0], begins=1, ends=2)
    code, seen = market[2].code, []
    for day in range(4):
        with clock.frozen(clock.now() + timedelta(days=day)):
            listed = code in client.get("/produk").text
            opened = client.get(f"/produk/{market[2].slug}").status_code == 200
            card = bool(catalog.cards(session, [market[2].id]))
            assert listed == opened == card
            seen.append(listed)
    assert seen == [True, False, False, True]


def test_its_own_people_still_see_the_shop(market, as_actor):
    business, owner, product = market
    people.sanction(business)
    hers = as_actor(owner.user_id, owner.role, owner.party, code=business.code)
    assert hers.get(f"/produk/{product.slug}").status_code == 200
