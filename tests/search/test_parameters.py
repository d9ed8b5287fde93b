"""The parameters of an address mean the same everywhere, and what is not understood is named."""

from __future__ import annotations

import pytest

from marketplace.search.engine import SearchRequest, Sort
from marketplace.search.parameters import read, write

EVERYTHING = {
    "q": ["keripik tempe"],
    "kategori": ["makanan", "katering"],
    "wilayah": ["35", "33.72"],
    "harga_min": ["10000"],
    "harga_maks": ["50000"],
    "skala": ["mikro", "kecil"],
    "klaim": ["pdn", "halal"],
    "urut": ["-harga"],
    "hal": ["3"],
}


def test_every_parameter_is_read():
    asked = read(EVERYTHING, per_page=10)
    assert asked.ignored == ()
    assert asked.request == SearchRequest(
        text="keripik tempe",
        categories=("makanan", "katering"),
        regions=("35", "33.72"),
        sizes=("mikro", "kecil"),
        claims=("pdn", "halal"),
        price_min=10_000,
        price_max=50_000,
        sort=Sort.PRICE_DOWN,
        page=3,
        per_page=10,
    )


def test_what_is_written_reads_the_same():
    assert write(read(EVERYTHING).request) == EVERYTHING
    assert write(SearchRequest()) == {}


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"kategori": ["roket"]}, "kategori=roket"),
        ({"wilayah": ["35.77.03"]}, "wilayah=35.77.03"),
        ({"wilayah": ["99"]}, "wilayah=99"),
        ({"skala": ["besar"]}, "skala=besar"),
        ({"klaim": ["organik"]}, "klaim=organik"),
        ({"urut": ["acak"]}, "urut=acak"),
        ({"harga_min": ["murah"]}, "harga_min=murah"),
        ({"hal": ["dua"]}, "hal=dua"),
        ({"warna": ["merah"]}, "warna"),
    ],
)
def test_what_is_not_understood_is_left_out_and_named(query, named):
    asked = read(query)
    assert asked.ignored == (named,)
    assert asked.request == SearchRequest()


def test_a_known_value_beside_an_unknown_one_still_counts():
    asked = read({"klaim": ["halal", "organik"]})
    assert asked.request.claims == ("halal",)


def test_marks_of_other_sites_are_passed_over_in_silence():
    assert read({"utm_source": ["wa"], "fbclid": ["x"]}).ignored == ()


@pytest.mark.parametrize("typed", ["25000", "25.000", "Rp 25.000,00"])
def test_prices_are_read_as_people_type_them(typed):
    assert read({"harga_maks": [typed]}).request.price_max == 25_000


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"wilayah": ["35", "35.77"]}, ("35.77",)),
        ({"wilayah": ["35.77", "33"]}, ("35.77", "33")),
    ],
)
def test_who_picks_a_part_means_the_part(query, kept):
    assert read(query).request.regions == kept


@pytest.mark.parametrize("page", ["0", "-1", "", "1e3", "²", "99999999"])
def test_an_odd_page_number_is_the_first_page(page):
    assert read({"hal": [page]}).request.page == 1


def test_long_and_odd_texts_are_cut_and_cleaned():
    request = read({"q": ["a\x00b   c" + "x" * 5000]}).request
    assert request.text.startswith("ab c")
    assert len(request.text) <= 200


def test_what_no_page_may_show_is_taken_out_of_what_was_typed():
    asked = read({"q": ["keripik\x99\x00 tempe\u200b"], "kategori": ["\x01x\ufffe"], "a\x9db": ["1"]})
    assert asked.request.text == "keripik tempe"
    assert asked.ignored == ("kategori=x", "ab")
