"""Terms of a product kept by the services: what is frozen, what is locked, what is told to agencies."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from marketplace.catalog import promise, services
from marketplace.catalog.models import ListingVersion, PriceChange
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError, Refused
from marketplace.kernel.money import Rupiah
from tests.catalog import factories

pytestmark = pytest.mark.db

TIERS = [{"from": 10, "price": 16_000}, {"from": 50, "price": 15_000}]
TERMS = {
    "content_milli": 250_000,
    "content_unit": "gram",
    "step_qty": 2,
    "min_qty": 2,
    "max_qty": 600,
    "tiers": TIERS,
    "government_price": Rupiah(17_000),
    "government_from": date(2026, 11, 1),
    "government_until": date(2027, 3, 31),
    "length_cm": 20,
    "width_cm": 12,
    "height_cm": 8,
    "hs_code": "1905.90.90",
    "origin_country": "ID",
    "story": "Digoreng dua kali oleh empat orang ibu.",
}


@pytest.fixture
def shop(session):
    return factories.shop()


def change(product, owner, **values):
    with unit_of_work(actor=owner) as (session, actor):
        return services.change_product(session, actor, product.id, values=values)


def last_snapshot(session, product):
    return session.scalars(
        select(ListingVersion.snapshot)
        .where(ListingVersion.product_id == product.id)
        .order_by(ListingVersion.number.desc())
    ).first()


def test_every_term_is_frozen_in_the_version_that_contracts_point_at(session, shop):
    product = factories.live(*shop, **TERMS)
    frozen = last_snapshot(session, product)
    assert frozen["tiers"] == TIERS
    assert frozen["government_price"] == 17_000
    assert frozen["government_until"] == "2027-03-31"
    assert (frozen["content_milli"], frozen["content_unit"]) == (250_000, "gram")
    assert (frozen["step_qty"], frozen["max_qty"], frozen["kind"]) == (2, 600, "goods")
    assert (frozen["hs_code"], frozen["origin_country"]) == ("19059090", "ID")
    assert frozen["story"] == "Digoreng dua kali oleh empat orang ibu."
    change(product, shop[1], tiers=TIERS[:1])
    assert last_snapshot(session, product)["tiers"] == TIERS[:1]


def test_a_change_of_the_tiers_is_a_step_of_the_price_history(session, shop):
    product = factories.live(*shop)
    change(product, shop[1], tiers=TIERS)
    change(product, shop[1], tiers=TIERS)
    steps = session.scalars(
        select(PriceChange).where(PriceChange.product_id == product.id).order_by(PriceChange.id)
    ).all()
    assert [(step.after, step.tiers_before, step.tiers_after) for step in steps] == [
        (Rupiah(18_000), [], []),
        (Rupiah(18_000), [], TIERS),
    ]


def test_a_quick_price_below_a_tier_is_refused(session, shop):
    product = factories.live(*shop, tiers=TIERS)
    with (
        pytest.raises(DomainError, match="Makin banyak, makin murah"),
        unit_of_work(actor=shop[1]) as (
            inside,
            actor,
        ),
    ):
        services.set_price(inside, actor, product.id, price=Rupiah(16_000))


@pytest.mark.parametrize("values", [{"tiers": TIERS}, {"government_price": Rupiah(17_000)}])
def test_no_price_moves_while_an_agency_buys(session, shop, values):
    product = factories.live(*shop)
    with unit_of_work(actor=shop[1]) as (inside, actor):
        services.lock_price(
            inside, actor, product.id, holder=("contract", 1), until=clock.now() + timedelta(hours=1)
        )
    with pytest.raises(Refused, match="selama pembelian pemerintah"):
        change(product, shop[1], **values)


def test_a_price_for_agencies_above_the_public_one_needs_a_reason(session, shop):
    product = factories.live(*shop)
    with pytest.raises(DomainError, match=r"umum terendah 30 hari terakhir, Rp18\.000") as refusal:
        change(product, shop[1], government_price=Rupiah(18_500))
    assert refusal.value.field == "government_price"
    change(product, shop[1], government_price=Rupiah(18_500), government_reason="Kemasan berlogo dinas.")


def test_the_lowest_public_price_counts_for_thirty_days_and_not_a_day_longer(session, shop):
    start = clock.now()
    with clock.frozen(start - timedelta(days=60)):
        product = factories.live(*shop, price=Rupiah(15_000))
    with clock.frozen(start - timedelta(days=40)):
        change(product, shop[1], price=Rupiah(18_000))
    with clock.frozen(start):
        change(product, shop[1], government_price=Rupiah(18_000))
    with clock.frozen(start - timedelta(days=12)), pytest.raises(DomainError, match=r"terendah.*Rp15\.000"):
        change(product, shop[1], government_price=Rupiah(17_999))


def test_what_the_public_paid_is_looked_up_for_the_same_quantity(session, shop):
    product = factories.live(*shop, tiers=TIERS)
    other = factories.live(*shop, name="Sambal pecel", price=None)
    found = promise.lowest_public(session, {product.id: 50, other.id: 1}, clock.today())
    assert found == {product.id: Rupiah(15_000)}
    assert promise.lowest_public(session, {product.id: 9}, clock.today()) == {product.id: Rupiah(18_000)}


def test_what_was_never_public_is_not_counted(session, shop):
    product = factories.draft(*shop, price=Rupiah(9_000))
    change(product, shop[1], price=Rupiah(18_000))
    with unit_of_work(actor=shop[1]) as (inside, actor):
        services.publish(inside, actor, product.id)
    assert promise.lowest_public(session, {product.id: 1}, clock.today()) == {product.id: Rupiah(18_000)}


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"hs_code": "12345"}, "hs_code", "6, 8, atau 10 angka"),
        ({"origin_country": "XX"}, "origin_country", "Pilih negara"),
        ({"content_milli": 1_000, "content_unit": "ember"}, "content_unit", "Pilih satuan isi"),
        ({"kind": "sewa"}, "kind", "Pilih salah satu"),
        ({"service_area": "galaksi"}, "service_area", "Pilih salah satu"),
        ({"tiers": [{"from": 1, "price": 5}]}, "tiers", "Isi angka 2 sampai"),
        ({"tiers": [{"from": n, "price": 90 - n} for n in range(2, 8)]}, "tiers", "Paling banyak 5"),
        ({"step_qty": 0}, "step_qty", "Isi angka 1 sampai"),
    ],
)
def test_bad_terms_are_refused_beside_their_field(shop, values, field, sentence):
    product = factories.draft(*shop)
    with pytest.raises(DomainError, match=sentence) as refusal:
        change(product, shop[1], **values)
    assert refusal.value.field == field
