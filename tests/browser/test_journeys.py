"""The journeys of a seller on a phone of 360 px, counted: presses, fields, screens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.effort import on_a_phone, watch

pytestmark = pytest.mark.browser

PHOTO = Path(__file__).resolve().parents[2] / "static" / "pictures" / "heroes"
PASSWORD = "perahu kuning di telaga"  # nothing of it is secret
SIGN_UP = ["/daftar/penjual", "/daftar/penjual/kode", "/penjual/mulai/toko"]


def code_sent_to(page: Page, number: str) -> str:
    """Reads the newest code where development shows what was sent, in another tab."""
    other = page.context.new_page()
    other.goto("/demo/pesan")
    body = other.locator("article", has_text=number).first.inner_text()
    other.close()
    found = re.search(r"\b\d{6}\b", body)
    assert found
    return found[0]


def choose_photo(page: Page) -> None:
    """A photo from the gallery of the phone: one press opens it, one chooses."""
    with page.expect_file_chooser() as chooser:
        page.locator("input[type=file]").first.click()
    chooser.value.set_files(next(PHOTO.rglob("*.*")))


def open_shop(page: Page, *, phone: str, e164: str, shop: str) -> None:
    """From the front page to an empty shop, as a person does it."""
    page.goto("/")
    page.get_by_role("link", name="Mulai jualan").first.click()
    page.get_by_label("Nomor HP").fill(phone)
    page.get_by_label("Sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Kode").fill(code_sent_to(page, e164))
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("Nama toko").fill(shop)
    page.get_by_label("Kecamatan").press_sequentially("Taman", delay=20)
    page.get_by_text("Taman, Kota Madiun, Jawa Timur").click()
    page.get_by_label("Saya setuju").click()
    page.get_by_role("button", name="Buka toko").click()
    expect(page).not_to_have_url(re.compile("/penjual/mulai"))


def test_journey_1_from_nothing_to_the_first_product_on_sale(empty_site: Site, browser: Browser) -> None:
    """At most 14 presses, 8 fields, 3 + 1 screens (ux.md 3.7)."""
    with on_a_phone(browser, empty_site.origin) as page:
        effort = watch(page)
        open_shop(page, phone="0812-3456-7890", e164="+6281234567890", shop="Keripik Tempe Bu Sari")
        page.get_by_role("link", name="Tambah", exact=True).click()
        choose_photo(page)
        page.get_by_label("Nama produk").fill("Keripik tempe sagu 250 gram")
        page.get_by_label("Harga").fill("18.000")
        page.get_by_label("Stok").fill("40")
        page.get_by_role("button", name="Tayangkan").click()
        expect(page.get_by_text("Produk tayang")).to_be_visible()
        with_forms = [path for path in effort.screens if path in {*SIGN_UP, "/penjual/produk/baru"}]
        assert with_forms == [*SIGN_UP, "/penjual/produk/baru"]
        assert len(effort.fields) <= 8, effort.fields
        assert effort.presses <= 14, effort


def test_journey_2_the_second_product(empty_site: Site, browser: Browser) -> None:
    """At most 5 presses, opening the form among them, and 4 fields: photo, name, price, stock."""
    with on_a_phone(browser, empty_site.origin) as page:
        open_shop(page, phone="0812-3456-7892", e164="+6281234567892", shop="Keripik Tempe Bu Ani")
        add_first_product(page)
        effort = watch(page)
        page.reload()
        page.get_by_role("link", name="Tambah produk lagi").click()
        choose_photo(page)
        page.get_by_label("Nama produk").click()
        # The key of the phone's keyboard that goes to the next field.
        for words in ("Keripik tempe daun jeruk 250 gram", "18.500", "25"):
            page.keyboard.type(words)
            page.keyboard.press("Tab")
        page.get_by_role("button", name="Tayangkan").click()
        expect(page.get_by_text("Produk tayang")).to_be_visible()
        assert effort.presses <= 5, effort
        assert len(effort.fields) == 3, effort.fields
        assert page.locator("[name=unit]").input_value() == "bungkus"


def add_first_product(page: Page) -> None:
    page.goto("/penjual/produk/baru")
    choose_photo(page)
    page.get_by_label("Nama produk").fill("Keripik tempe sagu 250 gram")
    page.get_by_label("Harga").fill("18.000")
    page.get_by_label("Stok").fill("40")
    page.get_by_label("Satuan").fill("bungkus")
    page.get_by_role("button", name="Tayangkan").click()
    expect(page.get_by_text("Produk tayang")).to_be_visible()
