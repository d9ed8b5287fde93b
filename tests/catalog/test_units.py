"""Every unit that a category proposes is one of the table."""

from __future__ import annotations

from marketplace.catalog.reference import categories
from marketplace.catalog.units import units


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
