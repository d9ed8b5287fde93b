"""Every unit that a category proposes is one of the table."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.catalog.reference import categories
from marketplace.catalog.units import content_text, parse_content, price_per_measure, units, volumetric_g
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah


def test_categories_propose_only_known_units() -> None:
    proposed = {unit for category in categories() for unit in category.units}
    assert proposed <= set(units())


def test_units_carry_their_international_codes() -> None:
    assert {code: units()[code].unece for code in ("kg", "liter", "lusin", "rim")} == {
        "kg": "KGM",
        "liter": "LTR",
        "lusin": "DZN",
        "rim": "RM",
    }
    assert all(unit.unece and unit.name for unit in units().values())


@pytest.mark.parametrize(
    ("typed", "milli"),
    [
        ("", None),
        ("250", 250_000),
        ("1,5", 1_500),
        ("1.5", 1_500),
        ("1.000", 1_000_000),
        ("1.250,5", 1_250_500),
    ],
)
def test_contents_are_read_as_people_write_them(typed, milli):
    assert parse_content(typed) == milli


@pytest.mark.parametrize("typed", ["250 g", "-1", "1,2345", "1,2,3", "٣", "99999999"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(DomainError, match="Isi angka"):
        parse_content(typed)


def test_a_content_in_words_and_what_a_kilogram_of_it_costs():
    assert content_text(250_000, "gram") == "250 gram"
    assert content_text(1_500, "liter") == "1,5 liter"
    assert price_per_measure(Rupiah(18_000), 250_000, "gram") == (Rupiah(72_000), "kg")
    assert price_per_measure(Rupiah(18_000), 1_500, "liter") == (Rupiah(12_000), "liter")


def test_a_large_light_parcel_weighs_its_volume():
    assert volumetric_g(60, 40, 30, date(2026, 11, 24)) == 12_000
    assert volumetric_g(10, 10, 1, date(2026, 11, 24)) == 17
