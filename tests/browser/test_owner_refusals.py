"""What an owner refuses to put up with, each tried on her phone of 360 px."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.effort import PHONE, on_a_phone, watch
from tests.browser.scenes import play
from tests.browser.test_journeys import PASSWORD, add_first_product, code_sent_to, open_shop

pytestmark = pytest.mark.browser

WORDS, PHOTOS = (".json", ".csv"), (".webp", ".jpg", ".png")


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


def fits(page: Page) -> None:
    """Nothing has to be pushed aside to be read."""
    width = page.locator("html").evaluate("html => html.scrollWidth")
    assert width <= PHONE["width"], f"{page.url}: {width}"


def take_a_card(page: Page) -> list[str]:
    """The codes of a recovery card, as she writes them down on paper."""
    page.goto("/akun/keamanan")
    page.get_by_role("link", name="Buat kartu").click()
    page.get_by_role("button", name="Buat kartu").click()
    page.get_by_label("Sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name="Buat kartu").click()
    expect(page.locator("ol code")).to_have_count(8)
    return page.locator("ol code").all_inner_texts()


def back_in(page: Page, contact: str, password: str, shop: str) -> None:
    """The new password opens the shop that was there before."""
    fits(page)
    page.get_by_label("Sandi baru", exact=True).fill(password)
    page.get_by_role("button", name="Simpan sandi baru").click()
    expect(page.get_by_text("Sandi baru disimpan.")).to_be_visible()
    page.get_by_label("Nomor HP atau surel").fill(contact)
    page.get_by_label("Sandi", exact=True).fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.locator("main")).to_contain_text(shop)


def test_she_forgets_everything_and_comes_back(empty_site: Site, browser: Browser) -> None:
    """On another phone each time: by a code, by the card, and with nothing at all before two of the staff."""
    number, mail, shop = "0812-7000-0003", "wati@contoh.test", "Rempeyek Bu Wati"
    with on_a_phone(browser, empty_site.origin) as page:
        open_shop(page, phone=number, e164="+6281270000003", shop=shop)
        codes = take_a_card(page)
        page.goto("/akun")
        page.get_by_label("Surel").fill(mail)
        page.get_by_role("button", name="Simpan").click()
        expect(page.get_by_text("Data Anda disimpan.")).to_be_visible()
    with on_a_phone(browser, empty_site.origin) as page:
        page.goto("/masuk")
        page.get_by_role("link", name="Lupa sandi").click()
        fits(page)
        page.get_by_label("Nomor HP atau surel").fill(mail)
        page.get_by_role("button", name="Minta kode").click()
        page.get_by_label("Kode").fill(code_sent_to(page, mail))
        back_in(page, number, "layar biru di teluk", shop)
    with on_a_phone(browser, empty_site.origin) as page:
        page.goto("/lupa-sandi")
        page.get_by_role("link", name="Pakai kartu pemulihan").click()
        page.get_by_label("Nomor HP atau surel").fill(number)
        page.get_by_label("Kode").fill(codes[2].lower())
        back_in(page, number, "dayung merah di hulu", shop)
    with on_a_phone(browser, empty_site.origin) as page:
        page.goto("/lupa-sandi")
        page.get_by_role("link", name="Datang ke petugas").click()
        fits(page)
        page.get_by_role("link", name="Sudah dapat kode dari petugas").click()
        page.get_by_label("Kode").fill(play(empty_site.folder, "in-person", number)["code"])
        back_in(page, number, "jaring putih di hilir", shop)


def test_she_leaves_in_three_taps_and_takes_everything_along(empty_site: Site, browser: Browser) -> None:
    with on_a_phone(browser, empty_site.origin) as page:
        open_shop(page, phone="0812-7000-0004", e164="+6281270000004", shop="Rengginang Bu Yati")
        add_first_product(page)
        page.goto("/penjual")
        shop = page.get_by_role("link", name="Lihat toko").get_attribute("href") or ""
        effort = watch(page)
        page.goto("/akun")
        page.get_by_role("link", name="Tutup akun").click()
        page.get_by_label("Sandi Anda").fill(PASSWORD)
        fits(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="Unduh semua data dan foto").click()
        holds(download.value.path(), "Rengginang Bu Yati", "Keripik tempe sagu 250 gram")
        page.get_by_role("button", name="Tutup akun").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Akun Anda sudah ditutup")
        fits(page)
        assert effort.presses == 3, effort
    with on_a_phone(browser, empty_site.origin) as page:
        answer = page.goto(shop)
        assert answer
        assert answer.status in {404, 410}
        expect(page.locator("main")).not_to_contain_text("Rengginang")


def holds(archive: Path, *words: str) -> None:
    """The ZIP opens, says these words, and holds a photo that opens too."""
    with zipfile.ZipFile(archive) as packed:
        assert packed.testzip() is None
        texts = "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(WORDS))
        assert not [word for word in words if word not in texts]
        photos = [name for name in packed.namelist() if name.endswith(PHOTOS)]
        assert photos
        Image.open(io.BytesIO(packed.read(photos[0]))).verify()
