"""What an owner refuses to put up with, each tried on her phone of 360 px."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.effort import PHONE, on_a_phone
from tests.browser.test_journeys import PASSWORD, open_shop

pytestmark = pytest.mark.browser


def kept_on_the_device(page: Page) -> list[str]:
    """The names of the drafts that this browser holds, of whomever."""
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draf:'))")


def write_drafts(page: Page, name: str) -> None:
    """A new product, which the server keeps, and a name that only the device keeps."""
    page.goto("/penjual/produk/baru")
    with page.expect_response("**/penjual/produk/baru/draf"):
        page.get_by_label("Nama produk").fill(name)
        page.keyboard.press("Tab")
    page.goto("/akun")
    page.get_by_label("Nama", exact=True).fill(name)
    assert kept_on_the_device(page)


def change_person(page: Page) -> None:
    """From the front page, as somebody who takes the phone out of another's hand."""
    page.goto("/")
    page.get_by_role("link", name="Mulai jualan").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anda masuk sebagai")
    page.get_by_role("button", name="Ganti orang").click()
    page.wait_for_url("**/daftar/penjual")


def nothing_of(page: Page, *words: str) -> None:
    text = page.content()
    assert not [word for word in words if word in text], page.url


def test_she_signs_up_on_the_phone_she_shares_with_her_son(empty_site: Site, browser: Browser) -> None:
    """Neither sees the other's drafts, news or shop, not even by going back."""
    his, hers = ("Bengkel Las Bagas", "Pagar besi tempa"), ("Keripik Bayam Bu Wati", "Keripik bayam pedas")
    with on_a_phone(browser, empty_site.origin) as page:
        open_shop(page, phone="0812-7000-0001", e164="+6281270000001", shop=his[0])
        write_drafts(page, his[1])
        page.goto("/akun/kabar")
        change_person(page)
        assert kept_on_the_device(page) == []
        nothing_of(page, *his)
        for _ in range(3):
            page.go_back()
            nothing_of(page, *his)
        open_shop(page, phone="0812-7000-0002", e164="+6281270000002", shop=hers[0])
        for path in ("/penjual", "/penjual/produk", "/penjual/produk/baru", "/akun/kabar", "/akun"):
            page.goto(path)
            nothing_of(page, *his)
        write_drafts(page, hers[1])
        change_person(page)
        page.goto("/masuk")
        page.get_by_label("Nomor HP atau surel").fill("0812-7000-0001")
        page.get_by_label("Sandi", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Masuk", exact=True).click()
        page.goto("/penjual/produk/baru")
        expect(page.get_by_label("Nama produk")).to_have_value(his[1])
        nothing_of(page, *hers)
        page.go_back()
        nothing_of(page, *hers)


def test_she_reads_on_one_screen_what_it_costs_and_how_to_leave(empty_site: Site, browser: Browser) -> None:
    with on_a_phone(browser, empty_site.origin, scripts=False) as page:
        page.goto("/")
        page.get_by_role("link", name="Biaya dan data").click()
        answers = page.locator("#jawaban")
        assert answers.locator("[data-answer]").count() == 5
        box = answers.bounding_box()
        assert box
        assert box["height"] <= PHONE["height"]
        assert box["width"] <= PHONE["width"]
        expect(answers).to_contain_text(
            re.compile("Gratis.*tagihan lengkap.*tidak tampil.*tercatat.*Tutup akun", re.S)
        )
