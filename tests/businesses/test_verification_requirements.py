"""What each legal form must show, and which size class a business falls in, at the edges."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from marketplace.businesses.requirements import (
    LegalForm,
    Level,
    all_requirements,
    legal_form_name,
    level_name,
    requirements,
    size_by_capital,
    size_by_sales,
)
from marketplace.kernel.dated import NotInForce
from marketplace.kernel.money import Rupiah

TODAY = date(2026, 11, 24)


def keys(legal_form: LegalForm, level: Level | None = None) -> set[str]:
    return {row.key for row in requirements(legal_form, TODAY, level=level)}


@pytest.mark.parametrize("legal_form", list(LegalForm))
def test_whoever_sells_to_shoppers_first_shows_only_what_proves_itself(legal_form: LegalForm) -> None:
    """Identity comes before money leaves by bank, papers before the state buys."""
    rows = requirements(legal_form, TODAY, level=Level.RETAIL)
    assert {row.key for row in rows} == {"consent", "owner_phone", "trade_name", "place"}
    assert {row.accepted_by for row in rows} == {"rule"}
    assert {"owner_identity", "address"} <= keys(legal_form, Level.BANK)


def test_each_page_of_a_requirement_has_an_address_of_its_own() -> None:
    slugs = {(row.slug, row.key) for row in all_requirements()}
    assert len({slug for slug, _ in slugs}) == len(slugs)


@pytest.mark.parametrize("legal_form", list(LegalForm))
def test_each_level_needs_everything_of_the_level_below(legal_form: LegalForm) -> None:
    sizes = [keys(legal_form, level) for level in Level]
    assert all(lower < higher for lower, higher in pairwise(sizes))
    assert keys(legal_form) == sizes[-1]


@pytest.mark.parametrize(
    ("key", "forms"),
    [
        ("founding_deed", {"cv", "pt", "koperasi"}),
        ("legal_ratification", {"pt", "koperasi"}),
        ("articles", {"koperasi"}),
        ("member_meeting", {"koperasi"}),
        ("founding_statement", {"pt_perorangan"}),
        ("deed_registration", {"cv"}),
        ("nib", {"perorangan", "ud", "cv", "pt", "pt_perorangan", "koperasi"}),
    ],
)
def test_a_paper_is_asked_only_of_the_forms_that_have_it(key: str, forms: set[str]) -> None:
    assert {form.value for form in LegalForm if key in keys(form)} == forms


def test_nothing_is_required_before_the_table_begins() -> None:
    with pytest.raises(NotInForce):
        requirements(LegalForm.CV, date(2025, 6, 4))
    assert requirements(LegalForm.CV, date(2025, 6, 5))


def test_a_verifier_always_has_questions_and_an_expiry_that_makes_sense() -> None:
    for row in all_requirements():
        assert row.checks
        assert all(question.endswith("?") for question in row.checks)
        assert (row.expiry == "days") == (row.valid_days is not None), row.key


def test_the_blacklist_check_counts_for_a_year() -> None:
    check = next(row for row in requirements(LegalForm.UD, TODAY) if row.key == "sanction_check")
    assert check.expires_on(date(2026, 11, 1)) == date(2027, 11, 1)


@pytest.mark.parametrize(
    ("sales", "key"),
    [
        (0, "mikro"),
        (2_000_000_000, "mikro"),
        (2_000_000_001, "kecil"),
        (15_000_000_000, "kecil"),
        (15_000_000_001, "menengah"),
        (50_000_000_000, "menengah"),
        (50_000_000_001, "besar"),
    ],
)
def test_size_by_sales(sales: int, key: str) -> None:
    assert size_by_sales(Rupiah(sales), TODAY).key == key


@pytest.mark.parametrize(
    ("capital", "key"),
    [
        (1_000_000_000, "mikro"),
        (1_000_000_001, "kecil"),
        (5_000_000_000, "kecil"),
        (10_000_000_000, "menengah"),
        (10_000_000_001, "besar"),
    ],
)
def test_size_by_capital(capital: int, key: str) -> None:
    assert size_by_capital(Rupiah(capital), TODAY).key == key


def test_middle_businesses_are_not_in_the_reservation() -> None:
    assert size_by_sales(Rupiah(15_000_000_000), TODAY).umk
    assert not size_by_sales(Rupiah(15_000_000_001), TODAY).umk


def test_pages_have_a_name_for_every_level_and_form() -> None:
    assert level_name(Level.GOVERNMENT_ALL) == "Bisa jualan ke pemerintah, semua nilai"
    assert all(legal_form_name(form) for form in LegalForm)


def test_a_cooperative_shows_what_cooperatives_have() -> None:
    own = keys(LegalForm.KOPERASI) - keys(LegalForm.PERORANGAN)
    assert own == {
        "management_conflict",
        "founding_deed",
        "legal_ratification",
        "articles",
        "management",
        "member_meeting",
    }
    labels = {row.key: row.label for row in requirements(LegalForm.KOPERASI, TODAY)}
    assert labels["founding_deed"] == "Akta pendirian koperasi"
    assert labels["management"] == "Susunan pengurus dan pengawas"


@pytest.mark.parametrize(
    ("pkp", "label"), [(True, "Surat pengukuhan PKP (SPPKP)"), (False, "Pernyataan bukan PKP")]
)
@pytest.mark.parametrize("legal_form", list(LegalForm))
def test_the_tax_paper_is_the_one_of_the_tax_status(legal_form: LegalForm, pkp: bool, label: str) -> None:
    rows = [row for row in requirements(legal_form, TODAY, pkp=pkp) if row.key == "pkp_status"]
    assert [row.label for row in rows] == [label]


@pytest.mark.parametrize("legal_form", list(LegalForm))
@pytest.mark.parametrize("pkp", [True, False])
def test_nothing_is_asked_twice(legal_form: LegalForm, pkp: bool) -> None:
    asked = [row.key for row in requirements(legal_form, TODAY, pkp=pkp)]
    assert len(asked) == len(set(asked))
