"""The catalogue: everything by its address, without scripts, with a way on from every answer."""

from __future__ import annotations

import shutil

import pytest

from marketplace.search import live
from tests.catalog import factories
from tests.client import HTMX
from tests.storefront.market import stocked

pytestmark = pytest.mark.usefixtures("index_folder")


def text_of(client, url, **kwargs) -> str:
    response = client.get(url, **kwargs)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_results_carry_what_people_and_checks_look_for(client, index_folder):
    _, _, (product,) = stocked(1)
    page = text_of(client, "/produk?q=keripik+tempe")
    assert f'data-result data-id="{product.code}"' in page
    assert "Rp18.000" in page
    assert "Kota Madiun, Jawa Timur" in page


def test_filters_are_a_plain_form_that_shows_what_is_chosen(client, index_folder):
    stocked(1)
    page = text_of(client, "/produk?kategori=camilan-kering&wilayah=35&harga_maks=20.000")
    assert 'name="wilayah" value="35" checked' in page
    assert 'name="kategori" value="camilan-kering" checked' in page
    assert 'value="20.000"' in page
    assert "Terapkan" in page


def test_a_filter_can_be_let_go_by_a_link(client, index_folder):
    stocked(1)
    page = text_of(client, "/produk?q=keripik&wilayah=35&klaim=siap-pengadaan")
    assert 'href="/produk?q=keripik&amp;klaim=siap-pengadaan"' in page
    assert 'href="/produk?q=keripik&amp;wilayah=35"' in page


def test_htmx_gets_the_results_the_new_counts_and_the_short_address(client, index_folder):
    stocked(1)
    response = client.get("/produk?q=keripik&harga_min=&kategori=makanan", headers=HTMX)
    fragment = response.get_data(as_text=True)
    assert "<html" not in fragment
    assert fragment.lstrip().startswith('<section id="hasil"')
    assert 'id="pilihan-wilayah"' in fragment
    assert 'hx-swap-oob="true"' in fragment
    assert response.headers["HX-Push-Url"] == "/produk?q=keripik&kategori=makanan"
    assert response.headers["Cache-Control"] == "no-store"


def test_a_whole_page_keeps_its_own_address(client, index_folder):
    assert "HX-Push-Url" not in client.get("/produk?harga_min=").headers


def test_unknown_values_are_named_and_harmless(client, index_folder):
    _, _, (product,) = stocked(1)
    page = text_of(client, "/produk?klaim=organik&urut=acak&warna=merah")
    assert "klaim=organik, urut=acak, warna" in page
    assert product.code in page


def test_values_of_an_address_are_never_markup(client, index_folder):
    page = text_of(client, "/produk?q=<script>alert(1)</script>&klaim=<b>x</b>")
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_a_typing_error_is_answered_with_what_was_meant(client, index_folder):
    _, _, (product,) = stocked(1)
    page = text_of(client, "/produk?q=keripik+tmpe")
    assert "Mungkin maksud Anda" in page
    assert 'href="/produk?q=keripik+tempe"' in page
    assert product.code in page


def test_results_with_some_of_the_words_say_so(client, index_folder):
    stocked(1)
    assert "yang memuat sebagian" in text_of(client, "/produk?q=keripik+proyektor+laser")
    assert "yang memuat sebagian" not in text_of(client, "/produk?q=keripik+tempe")


def test_no_result_is_never_a_dead_end(client, index_folder):
    stocked(1)
    page = text_of(client, "/produk?q=keripik&wilayah=33")
    assert "Belum ada yang cocok" in page
    assert 'href="/produk?q=keripik"' in page
    assert 'href="/produk?wilayah=33"' in page
    assert 'href="/produk"' in page


def test_pages_follow_each_other_and_keep_the_filters(client, index_folder):
    _, _, products = stocked(26)
    first = text_of(client, "/produk?wilayah=35")
    second = text_of(client, "/produk?wilayah=35&hal=2")
    assert "/produk?wilayah=35&amp;hal=2" in first
    shown = [{one.code for one in products if one.code in page} for page in (first, second)]
    assert (len(shown[0]), len(shown[1])) == (24, 2)
    assert not shown[0] & shown[1]


def test_sorting_keeps_words_and_filters(client, index_folder):
    business, owner = factories.shop()
    cheap = factories.live(business, owner, name="Keripik tempe kecil", price=factories.Rupiah(9_000))
    dear = factories.live(business, owner, name="Keripik tempe besar", price=factories.Rupiah(90_000))
    live.rebuild()
    page = text_of(client, "/produk?q=keripik&urut=-harga")
    assert page.index(dear.code) < page.index(cheap.code)
    assert 'href="/produk?q=keripik&amp;urut=harga"' in page


def test_without_the_index_people_are_told_and_still_find(client, index_folder):
    _, _, (product,) = stocked(1)
    shutil.rmtree(index_folder)
    live.use(f"whoosh://{index_folder}")
    page = text_of(client, "/produk?q=keripik")
    assert product.code in page
    assert "Pencarian sedang disiapkan ulang" in page


def test_suggestions_are_a_page_and_a_list_for_the_search_box(client, index_folder):
    stocked(1)
    assert 'href="/produk?q=keripik"' in text_of(client, "/cari/saran?q=keri")
    fragment = text_of(client, "/cari/saran?q=tempe+keri", headers=HTMX)
    assert fragment.strip() == '<datalist id="saran"><option value="tempe keripik"></option></datalist>'
