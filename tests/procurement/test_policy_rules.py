"""Thresholds, taxes and contract forms hold from a day to a day, and say so at their edges."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from marketplace.kernel.dated import NotInForce
from marketplace.kernel.money import Rupiah
from marketplace.procurement.rules import (
    POLICY,
    contract_form,
    contract_forms,
    rule,
    tax_rate,
    tax_rates,
)

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("on", "amount"),
    [(date(2025, 4, 29), 200_000_000), (date(2025, 4, 30), 400_000_000), (TODAY, 400_000_000)],
)
def test_works_by_direct_procurement_rose_on_30_april_2025(on: date, amount: int) -> None:
    assert rule("pl.works.max", on).rupiah == Rupiah(amount)


@pytest.mark.parametrize(("on", "actor"), [(date(2026, 8, 31), "PPK"), (date(2026, 9, 1), "POKJA")])
def test_big_e_purchases_moved_from_ppk_to_pokja_on_1_september_2026(on: date, actor: str) -> None:
    assert rule("epurchasing.above_pp.actor", on).value == actor


@pytest.mark.parametrize("key", ["pl.goods_services.max", "no.such.rule"])
def test_a_rule_that_is_not_in_force_is_never_guessed(key: str) -> None:
    with pytest.raises(NotInForce, match=key):
        rule(key, date(2018, 3, 21))


def test_the_numbers_that_direct_procurement_stands_on() -> None:
    assert rule("pl.goods_services.max", TODAY).rupiah == Rupiah(200_000_000)
    assert rule("seller.accept_days", TODAY).number == 3
    assert rule("ppk.review_days", TODAY).number == 3
    assert rule("late.rate", TODAY).number == 10  # 1/1000 a day
    assert rule("stamp.above", TODAY).rupiah == Rupiah(5_000_000)


def test_a_rule_refuses_to_be_read_as_something_else() -> None:
    with pytest.raises(TypeError):
        _ = rule("seller.accept_days", TODAY).rupiah
    with pytest.raises(TypeError):
        _ = rule("epurchasing.above_pp.actor", TODAY).number


def test_no_two_rows_of_one_rule_or_tax_hold_on_the_same_day() -> None:
    for first, second in [*combinations(POLICY.rules, 2), *combinations(tax_rates(), 2)]:
        assert first.key != second.key or not first.period.overlaps(second.period), first.key


def test_every_rule_names_its_basis() -> None:
    assert all(row.basis for row in (*POLICY.rules, *tax_rates(), *contract_forms()))


def test_vat_of_2026_is_12_percent_of_eleven_twelfths() -> None:
    vat = tax_rate("ppn", TODAY)
    assert vat.base_of(Rupiah(10_000_000)) == Rupiah(9_166_667)
    assert vat.tax_on(Rupiah(10_000_000)) == Rupiah(1_100_000)


def test_vat_of_2024_is_11_percent_of_the_price() -> None:
    vat = tax_rate("ppn", date(2024, 12, 31))
    assert vat.base_of(Rupiah(10_000_000)) == Rupiah(10_000_000)
    assert vat.tax_on(Rupiah(10_000_000)) == Rupiah(1_100_000)


def test_a_small_seller_with_the_letter_pays_half_a_percent_in_place_of_income_tax_22() -> None:
    assert tax_rate("pph_final_umkm", TODAY).tax_on(Rupiah(10_000_000)) == Rupiah(50_000)
    assert tax_rate("pph22", TODAY).tax_on(Rupiah(10_000_000)) == Rupiah(150_000)


@pytest.mark.parametrize(
    ("amount", "form"),
    [
        (10_000_000, "purchase_slip"),
        (10_000_001, "receipt"),
        (50_000_000, "receipt"),
        (50_000_001, "work_order"),
        (200_000_000, "work_order"),
    ],
)
def test_the_value_decides_the_contract_form(amount: int, form: str) -> None:
    assert contract_form("direct_procurement", "goods", Rupiah(amount), TODAY).form == form


def test_goods_above_the_limit_have_no_form_in_direct_procurement() -> None:
    with pytest.raises(NotInForce):
        contract_form("direct_procurement", "goods", Rupiah(200_000_001), TODAY)


@pytest.mark.parametrize(
    ("key", "kind", "form"),
    [
        ("form.bukti_pembelian.max", "goods", "purchase_slip"),
        ("form.kuitansi.max", "goods", "receipt"),
        ("form.spk.goods_services.max", "goods", "work_order"),
        ("form.spk.works.max", "works", "work_order"),
        ("form.spk.consultancy.max", "consultancy", "work_order"),
    ],
)
def test_forms_end_where_the_rules_say(key: str, kind: str, form: str) -> None:
    assert contract_form("direct_procurement", kind, rule(key, TODAY).rupiah, TODAY).form == form
    fitting = [row for row in contract_forms() if (row.form, row.kind) == (form, kind)]
    assert not any(row.covers(rule(key, TODAY).rupiah + Rupiah(1)) for row in fitting)


@pytest.mark.parametrize("key", ["epurchasing.above_pp.actor", "stamp.above", "form.bukti_pembelian.max"])
def test_what_nobody_read_in_the_official_text_is_not_called_verified(key: str) -> None:
    assert not rule(key, TODAY).verified


def test_exactly_one_form_fits_a_value() -> None:
    for first, second in combinations(contract_forms(), 2):
        if (first.method, first.kind) == (second.method, second.kind) and first.period.overlaps(
            second.period
        ):
            ceiling = min(limit for limit in (first.up_to, second.up_to) if limit is not None)
            assert not (first.covers(ceiling) and second.covers(ceiling)), (first, second)
