"""Codes of plans, agencies, work units and budget accounts."""

from __future__ import annotations

import pytest

from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers import AgencyCode, BudgetAccount, BudgetSource, RupCode, SatkerCode

MAK = "WA.0001.EBA.994.002.0A.521111"
KODE_REKENING = "5.1.02.01.01.0024"


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (RupCode, "61000001", "61000001"),
        (RupCode, " 41000003 ", "41000003"),
        (AgencyCode, "K99", "K99"),
        (AgencyCode, "l99", "L99"),
        (AgencyCode, "D999", "D999"),
        (SatkerCode, "099901", "099901"),
        (SatkerCode, "450001", "450001"),
        (BudgetAccount, MAK, MAK),
        (BudgetAccount, "DL.0002.SCO.003.051.0B.521211", "DL.0002.SCO.003.051.0B.521211"),
        (BudgetAccount, "DN.0003.BDC.003.051.BC.524114", "DN.0003.BDC.003.051.BC.524114"),
        (BudgetAccount, KODE_REKENING, KODE_REKENING),
        (BudgetAccount, "5.2.02.05.01.0005", "5.2.02.05.01.0005"),
    ],
)
def test_valid_codes(kind, typed, value):
    assert kind.parse(typed).value == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (RupCode, "RUP61000001"),
        (RupCode, "6100"),
        (RupCode, "61.000.001"),
        (RupCode, "61000000001"),
        (AgencyCode, "34"),
        (AgencyCode, "KK4"),
        (AgencyCode, "K-34"),
        (AgencyCode, "K12345"),
        (SatkerCode, "99901"),
        (SatkerCode, "45000A"),
        (SatkerCode, "4500011"),
        (BudgetAccount, "WA.1.EBA.994"),
        (BudgetAccount, "521111"),
        (BudgetAccount, "wa-0001-eba"),
        (BudgetAccount, "5.1.2.1.1.24"),
        (BudgetAccount, "51020101"),
        (BudgetAccount, "A.1.02"),
        (BudgetAccount, ""),
    ],
)
def test_invalid_codes_are_refused_with_an_example(kind, typed):
    with pytest.raises(DomainError, match="contoh"):
        kind.parse(typed)


def test_a_rup_code_of_another_length_warns():
    assert RupCode.parse("61000001").warnings == ()
    assert "7 angka" in RupCode.parse("6100000").warnings[0]


def test_the_form_tells_the_budget():
    assert BudgetAccount.parse(MAK).source is BudgetSource.APBN
    assert BudgetAccount.parse(KODE_REKENING).source is BudgetSource.APBD


def test_a_list_of_accounts():
    assert BudgetAccount.parse_list(f"{MAK}; {KODE_REKENING}, ") == (
        BudgetAccount(MAK),
        BudgetAccount(KODE_REKENING),
    )
    with pytest.raises(DomainError):
        BudgetAccount.parse_list(f"{MAK}; 521111")
