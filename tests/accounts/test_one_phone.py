"""Two people on one phone stay apart: the second is asked who holds it, the first leaves nothing behind."""

from __future__ import annotations

import pytest

from tests.accounts.factories import PASSWORD, make_account, sign_in

pytestmark = pytest.mark.db

STARTS = ["/daftar", "/daftar/penjual", "/daftar?lanjut=/penjual/mulai/toko", "/masuk"]


def text_of(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def phone(client):
    make_account(name="Budi", honorific="Mas", email="budi@contoh.id")
    sign_in(client, "budi@contoh.id")
    return client


@pytest.mark.parametrize("start", STARTS)
def test_whoever_starts_where_somebody_is_signed_in_is_asked_who_they_are(phone, start):
    page = text_of(phone.get(start))
    assert "Anda masuk sebagai Mas Budi" in page
    assert "Lanjut sebagai Mas Budi" in page
    assert "Ganti orang" in page
    assert 'name="password"' not in page


@pytest.mark.parametrize("start", STARTS)
def test_changing_the_person_ends_the_first_and_leads_to_an_empty_form(phone, start):
    answer = phone.submit("/keluar", {"lanjut": start}, page=start)
    assert answer.location == start
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    page = text_of(phone.get(start))
    assert "Budi" not in page
    assert "budi@contoh.id" not in page
    assert 'name="password"' in page


def test_a_person_who_was_sent_to_sign_in_and_is_goes_straight_on(phone):
    assert phone.get("/masuk?lanjut=/akun/kabar").location == "/akun/kabar"


def test_leaving_leads_to_no_other_site(phone):
    assert phone.submit("/keluar", {"lanjut": "https://jahat.example/"}, page="/akun").location == "/"


@pytest.mark.parametrize("path", ["/", "/akun", "/akun/kabar", "/akun/peran", "/akun/keamanan", "/produk"])
def test_no_page_of_somebody_signed_in_is_kept_for_the_next(phone, path):
    assert phone.get(path).headers["Cache-Control"] == "no-store"


def test_closing_the_account_clears_the_device_too(phone):
    answer = phone.submit("/akun/tutup", {"password": PASSWORD, "act": "tutup"})
    assert answer.location == "/akun/ditutup"
    assert "Clear-Site-Data" in answer.headers
