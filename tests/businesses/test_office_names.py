"""Short forms and little words of an office's name hide no relation; another office is another."""

from __future__ import annotations

import pytest

from marketplace.businesses.office_names import names_office

AGENCY = "Pemerintah Kabupaten Madiun"
OFFICES = ("Dinas Koperasi dan Pasar Rakyat", "DINAS KOPERASI DAN PASAR RAKYAT", "")


@pytest.mark.parametrize(
    "written",
    [
        "Dinas Koperasi dan Pasar Rakyat",
        "dinas koperasi & pasar rakyat kab. madiun",
        "Pemkab Madiun",
        "Dinkop Kabupaten Madiun",
        "Pasar Rakyat",
        "Pemerintah Kabupaten Madiun, Dinas Kesehatan",
    ],
)
def test_it_may_be_this_office(written: str) -> None:
    assert names_office(written, AGENCY, OFFICES)


@pytest.mark.parametrize(
    "written",
    ["Dinas Kesehatan Kabupaten Madiun", "Pemkot Madiun", "Dinas Koperasi Kabupaten Ngawi", "", "dan", "…"],
)
def test_it_is_another_one(written: str) -> None:
    assert not names_office(written, AGENCY, OFFICES)


def test_an_agency_without_a_name_is_not_named_by_everything() -> None:
    assert not names_office("Dinas Kesehatan", "", ("Dinas Pasar",))
