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
        "Dinas Koperasi dan Pasar Rakyat Kabupaten Madiun bagian keuangan",
        "Dinas Kesehatan Kota Surabaya; Dinkop dan Pasar Rakyat",
        "Dinas Kesehatan, Dinas Pasar Rakyat",
        "Dinas Kesehatan Kota Madiun/Pasar Rakyat",
        "Dinas Kesehatan DAN Dinas Pasar",
        "Kab. Madiun; Kab. Ngawi",
    ],
)
def test_it_may_be_this_office(written: str) -> None:
    assert names_office(written, AGENCY, OFFICES)


@pytest.mark.parametrize(
    "written",
    [
        "Dinas Kesehatan Kabupaten Madiun",
        "Dinas Kesehatan, Kabupaten Madiun",
        "Dinas Kesehatan dan Dinas Pendidikan",
        "Pemkot Madiun",
        "Dinas Koperasi Kabupaten Ngawi",
        "",
        "dan",
        "; , / dan ",
        "…",
    ],
)
def test_it_is_another_one(written: str) -> None:
    assert not names_office(written, AGENCY, OFFICES)


def test_a_division_of_the_office_is_the_office() -> None:
    for name in ("Dinas Kesehatan", "Dinas Kesehatan Kota Madiun"):
        assert names_office("Dinkes Kota Madiun bagian gizi", "Pemerintah Kota Madiun", (name,))


def test_a_letterhead_with_only_the_place_is_no_name_of_the_office() -> None:
    offices = ("Dinas Kesehatan", "Kota Madiun")
    assert not names_office("Dinas Pasar Kota Madiun", "Pemerintah Kota Madiun", offices)


def test_an_agency_without_a_name_is_not_named_by_everything() -> None:
    assert not names_office("Dinas Kesehatan", "", ("Dinas Pasar",))
