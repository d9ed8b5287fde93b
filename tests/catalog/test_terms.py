"""What one unit costs, and which quantities may be ordered: the rules as examples and as properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalog.services.consistency import NEW, ensure_consistent
from marketplace.catalog.terms import (
    Buyer,
    Terms,
    Tier,
    nearest_quantities,
    quantities_text,
    refused_quantity,
    unit_price,
)
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah

TODAY = date(2026, 11, 24)
KERIPIK = Terms(
    unit="bungkus",
    price=Rupiah(18_000),
    tiers=(Tier(12, Rupiah(16_500)), Tier(100, Rupiah(15_000))),
    min_qty=2,
    step_qty=2,
    max_qty=600,
    government_price=Rupiah(16_000),
    government_from=date(2026, 11, 1),
    government_until=date(2026, 11, 30),
)

prices = st.integers(min_value=100, max_value=10**9)


@st.composite
def terms(draw):
    """Terms that `ensure_consistent` lets through."""
    falling = sorted(draw(st.sets(prices, min_size=1, max_size=6)), reverse=True)
    step = draw(st.integers(1, 20))
    least = step * draw(st.integers(1, 20))
    froms = sorted(
        draw(
            st.sets(
                st.integers(least + 1, least + 5_000), min_size=len(falling) - 1, max_size=len(falling) - 1
            )
        )
    )
    begins = draw(st.none() | st.integers(-20, 20).map(lambda days: TODAY + timedelta(days=days)))
    lasts = draw(st.none() | st.integers(0, 40).map(lambda days: (begins or TODAY) + timedelta(days=days)))
    return Terms(
        unit="box",
        price=Rupiah(falling[0]),
        tiers=tuple(Tier(at, Rupiah(price)) for at, price in zip(froms, falling[1:], strict=True)),
        min_qty=least,
        step_qty=step,
        max_qty=draw(st.none() | st.integers(0, 500).map(lambda more: least + step * more)),
        government_price=draw(st.none() | prices.map(Rupiah)),
        government_from=begins,
        government_until=lasts,
    )


@pytest.mark.parametrize(
    ("quantity", "buyer", "price"),
    [
        (2, Buyer.PUBLIC, 18_000),
        (11, Buyer.PUBLIC, 18_000),
        (12, Buyer.PUBLIC, 16_500),
        (99, Buyer.PUBLIC, 16_500),
        (100, Buyer.PUBLIC, 15_000),
        (2, Buyer.GOVERNMENT, 16_000),
        (12, Buyer.GOVERNMENT, 16_000),
        (100, Buyer.GOVERNMENT, 15_000),
    ],
)
def test_the_price_of_one_unit(quantity, buyer, price):
    assert unit_price(KERIPIK, quantity, buyer, TODAY) == Rupiah(price)


@pytest.mark.parametrize(
    ("day", "price"),
    [
        (date(2026, 10, 31), 18_000),
        (date(2026, 11, 1), 16_000),
        (date(2026, 11, 30), 16_000),
        (date(2026, 12, 1), 18_000),
    ],
)
def test_the_price_for_agencies_holds_from_its_first_to_its_last_day(day, price):
    assert unit_price(KERIPIK, 2, Buyer.GOVERNMENT, day) == Rupiah(price)


def test_a_dearer_price_for_agencies_stands_only_with_a_reason():
    dear = replace(KERIPIK, government_price=Rupiah(19_000))
    assert unit_price(dear, 2, Buyer.GOVERNMENT, TODAY) == Rupiah(18_000)
    reasoned = replace(dear, government_reason="Kemasan berlogo dinas.")
    assert unit_price(reasoned, 2, Buyer.GOVERNMENT, TODAY) == Rupiah(19_000)


def test_a_price_to_be_asked_for_stays_so_for_the_public_alone():
    asked = Terms(unit="paket", price=None, government_price=Rupiah(50_000))
    assert unit_price(asked, 1, Buyer.PUBLIC, TODAY) is None
    assert unit_price(asked, 1, Buyer.GOVERNMENT, TODAY) == Rupiah(50_000)


@given(terms(), st.integers(1, 10_000), st.integers(0, 5_000))
def test_one_unit_never_costs_more_in_a_larger_order(offer, quantity, more):
    for buyer in Buyer:
        assert unit_price(offer, quantity + more, buyer, TODAY) <= unit_price(offer, quantity, buyer, TODAY)


@given(terms(), st.integers(1, 10_000))
def test_without_a_reason_an_agency_never_pays_more_than_the_public(offer, quantity):
    assert unit_price(offer, quantity, Buyer.GOVERNMENT, TODAY) <= unit_price(
        offer, quantity, Buyer.PUBLIC, TODAY
    )


@given(terms(), st.integers(1, 10_000))
def test_the_price_is_one_that_the_seller_wrote(offer, quantity):
    written = {offer.price, offer.government_price, *(tier.price for tier in offer.tiers)}
    assert unit_price(offer, quantity, Buyer.GOVERNMENT, TODAY) in written


@given(terms())
def test_generated_terms_are_consistent(offer):
    ensure_consistent(
        {
            **NEW,
            "price": offer.price,
            "tiers": [{"from": tier.from_qty, "price": tier.price.amount} for tier in offer.tiers],
            "min_qty": offer.min_qty,
            "step_qty": offer.step_qty,
        }
    )


@given(terms(), st.integers(1, 20_000))
def test_a_quantity_is_refused_exactly_when_it_breaks_a_rule(offer, quantity):
    most = offer.max_qty or quantity
    fits = offer.min_qty <= quantity <= most and quantity % offer.step_qty == 0
    assert (refused_quantity(offer, "Keripik", quantity) is None) is fits


@given(terms(), st.integers(1, 20_000))
def test_the_nearest_quantities_may_be_ordered(offer, quantity):
    for near in nearest_quantities(offer, quantity):
        assert refused_quantity(offer, "Keripik", near) is None
        assert abs(near - quantity) <= offer.step_qty


@pytest.mark.parametrize(
    ("quantity", "sentence"),
    [
        (1, "“Keripik” dipesan paling sedikit 2 bungkus."),
        (602, "“Keripik” dipesan paling banyak 600 bungkus. Kurangi jumlahnya."),
        (15, "“Keripik” dipesan per kelipatan 2 bungkus. Jumlah terdekat: 14 atau 16."),
        (14, None),
    ],
)
def test_what_is_said_of_a_quantity(quantity, sentence):
    assert refused_quantity(KERIPIK, "Keripik", quantity) == sentence


def test_the_rules_of_quantities_in_words():
    assert quantities_text(KERIPIK) == "Paling sedikit 2 bungkus, kelipatan 2, paling banyak 600."
    assert quantities_text(Terms(unit="", price=None)) == "Paling sedikit 1."


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"min_qty": 5, "step_qty": 2}, "min_qty", "harus kelipatan 2"),
        ({"min_qty": 5, "max_qty": 4}, "max_qty", "di bawah 5"),
        ({"min_qty": 2, "step_qty": 2, "max_qty": 7}, "max_qty", "harus kelipatan 2"),
        ({"tiers": [{"from": 10, "price": 9_000}]}, "price", "Isi harga satuan dulu"),
        (
            {"price": Rupiah(9_000), "tiers": [{"from": 10, "price": 9_000}]},
            "tiers",
            "Makin banyak, makin murah",
        ),
        (
            {"price": Rupiah(9_000), "tiers": [{"from": 10, "price": 8_000}, {"from": 20, "price": 8_500}]},
            "tiers",
            "Makin banyak, makin murah",
        ),
        (
            {"price": Rupiah(9_000), "tiers": [{"from": 10, "price": 8_000}, {"from": 10, "price": 7_000}]},
            "tiers",
            "tertulis dua kali",
        ),
        (
            {"price": Rupiah(9_000), "min_qty": 10, "tiers": [{"from": 10, "price": 8_000}]},
            "tiers",
            "di atas pesanan paling sedikit",
        ),
        (
            {"price": Rupiah(9_000), "max_qty": 9, "tiers": [{"from": 10, "price": 8_000}]},
            "tiers",
            "paling banyak dari 9",
        ),
        ({"government_until": TODAY}, "government_price", "Isi harga untuk instansi"),
        (
            {"government_price": Rupiah(9), "government_from": TODAY, "government_until": date(2026, 1, 1)},
            "government_until",
            "sebelum tanggal mulai",
        ),
        ({"content_milli": 250_000}, "content_unit", "Pilih satuan isinya"),
        ({"content_unit": "gram"}, "content_milli", "Isi jumlahnya"),
        ({"length_cm": 20, "width_cm": 10}, "height_cm", "panjang, lebar, dan tinggi"),
        ({"kind": "service", "made_to_order": False}, "made_to_order", "Jasa tidak memakai stok"),
        ({"is_domestic": True, "origin_country": "CN"}, "origin_country", "tidak cocok"),
    ],
)
def test_terms_that_cannot_stand_together_are_refused_beside_their_field(values, field, sentence):
    with pytest.raises(DomainError, match=sentence) as refusal:
        ensure_consistent({**NEW, **values})
    assert refusal.value.field == field
