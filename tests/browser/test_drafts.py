"""Nothing that was typed is lost: not by a signal that drops, a wrong field, or a photo that is too large."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import count

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from tests.browser.conftest import Site
from tests.browser.effort import on_a_phone
from tests.browser.test_journeys import open_shop

pytestmark = pytest.mark.browser

NEW = "/penjual/produk/baru"
_number = count(1)


@pytest.fixture
def seller(empty_site: Site, browser: Browser) -> Iterator[Page]:
    """The phone of somebody who has just opened a shop, on the page of a new product."""
    number = next(_number)
    phone, e164 = f"0813-1111-{number:04}", f"+628131111{number:04}"
    with on_a_phone(browser, empty_site.origin) as page:
        open_shop(page, phone=phone, e164=e164, shop=f"Warung Nomor {number}")
        page.goto(NEW)
        yield page


def camera(width: int, height: int) -> FilePayload:
    """A picture with grain, as a camera takes it, with the camera's name and the place in it."""
    image = Image.effect_noise((width // 4, height // 4), 80).resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    exif.get_ifd(0x8825)[1] = "S"
    out = io.BytesIO()
    image.save(out, "JPEG", quality=92, exif=exif)
    return FilePayload(name="IMG_2041.jpg", mimeType="image/jpeg", buffer=out.getvalue())


def leave(page: Page, label: str, text: str) -> None:
    """Type into a field and go on to the next; wait until the server has it."""
    with page.expect_response(f"**{NEW}/draf"):
        page.get_by_label(label, exact=False).first.fill(text)
        page.keyboard.press("Tab")


def test_twelve_megapixels_are_made_small_before_they_are_sent(seller: Page) -> None:
    large = camera(4000, 3000)
    assert len(large["buffer"]) > 1_500_000
    seller.evaluate("document.addEventListener('change', e => { window.sent = e.target.files[0] })")
    with seller.expect_response(f"**{NEW}/draf") as answer:
        seller.get_by_label("Foto").set_input_files(large)
    assert answer.value.request.sizes()["requestBodySize"] < 500_000
    sent = bytes(seller.evaluate("sent.arrayBuffer().then(all => [...new Uint8Array(all)])"))
    assert Image.open(io.BytesIO(sent)).size == (1600, 1200)
    assert b"Kamera Rahasia" not in sent
    expect(seller.get_by_text("Foto tersimpan")).to_be_visible()


def test_what_the_device_cannot_draw_is_sent_as_it_is_and_refused_with_a_sentence(seller: Page) -> None:
    broken = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=camera(400, 300)["buffer"][:300])
    seller.get_by_label("Foto").set_input_files(broken)
    expect(seller.locator("#photo-galat")).to_be_visible()


def test_the_server_keeps_each_field_and_gives_it_back(seller: Page) -> None:
    leave(seller, "Nama produk", "Sambal teri medan")
    leave(seller, "Harga", "dua puluh ribu")
    expect(seller.get_by_text("Draf tersimpan pukul")).to_be_visible()
    seller.reload()
    expect(seller.get_by_text("Draf Anda dipulihkan")).to_be_visible()
    expect(seller.get_by_label("Nama produk")).to_have_value("Sambal teri medan")
    expect(seller.get_by_label("Harga")).to_have_value("dua puluh ribu")
    seller.get_by_role("button", name="Buang draf").click()
    expect(seller.get_by_label("Nama produk")).to_have_value("")


def test_a_signal_that_drops_loses_nothing(seller: Page) -> None:
    """Typed and photographed without a signal, the page closed, and opened again with one."""
    seller.context.set_offline(True)
    expect(seller.get_by_text("Sedang luring")).to_be_visible()
    seller.get_by_label("Foto").set_input_files(camera(1200, 900))
    seller.get_by_label("Nama produk").fill("Keripik pisang kepok 200 g")
    seller.get_by_label("Harga").fill("15.000")
    seller.get_by_label("Stok").fill("12")
    seller.wait_for_function("document.querySelector('[data-preview] img')")
    seller.context.set_offline(False)
    seller.goto("about:blank")
    with seller.expect_response(f"**{NEW}/draf"):
        seller.goto(NEW)
    expect(seller.get_by_text("Draf Anda dipulihkan")).to_be_visible()
    expect(seller.get_by_label("Stok")).to_have_value("12")
    expect(seller.get_by_text("Foto tersimpan")).to_be_visible()
    seller.get_by_role("button", name="Tayangkan").click()
    expect(seller.get_by_text("Produk tayang")).to_be_visible()
    assert seller.evaluate("Object.keys(localStorage)") == []


def test_pressing_the_button_without_a_signal_waits_for_it(seller: Page) -> None:
    with seller.expect_response(f"**{NEW}/draf"):
        seller.get_by_label("Foto").set_input_files(camera(800, 800))
    leave(seller, "Nama produk", "Keripik tempe sagu")
    seller.context.set_offline(True)
    seller.get_by_label("Stok").fill("30")
    seller.get_by_role("button", name="Tayangkan").click()
    expect(seller.get_by_text("Sedang luring")).to_be_visible()
    seller.context.set_offline(False)
    seller.get_by_role("button", name="Kirim sekarang").click()
    expect(seller.get_by_text("Produk tayang")).to_be_visible()


def test_signing_out_leaves_nothing_on_the_phone(seller: Page) -> None:
    seller.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    seller.get_by_label("Nama produk").fill("Rahasia dapur")
    seller.goto("/akun")
    assert len(seller.evaluate("Object.keys(localStorage)")) == 1
    seller.unroute("**/*")
    seller.get_by_role("button", name="Keluar").click()
    seller.wait_for_load_state()
    assert seller.evaluate("Object.keys(localStorage)") == []


def test_without_scripts_an_error_keeps_words_and_photo(
    seller: Page, browser: Browser, empty_site: Site
) -> None:
    cookies = seller.context.cookies()
    with on_a_phone(browser, empty_site.origin, scripts=False) as plain:
        plain.context.add_cookies(cookies)
        plain.goto(NEW)
        plain.get_by_label("Foto").set_input_files(camera(800, 800))
        plain.get_by_label("Nama produk").fill("Keripik tempe sagu")
        plain.get_by_role("button", name="Tayangkan").click()
        expect(plain.locator("#stock-galat")).to_be_visible()
        plain.get_by_label("Stok").fill("30")
        plain.get_by_role("button", name="Tayangkan").click()
        expect(plain.get_by_text("Produk tayang")).to_be_visible()


def test_a_suggestion_that_comes_late_leaves_the_category_that_was_chosen(seller: Page) -> None:
    held: list[Route] = []
    seller.route("**/penjual/produk/kategori*", lambda route: held.append(route))
    leave(seller, "Nama produk", "Sambal teri medan")
    seller.get_by_label("Kategori").select_option("parsel-hampers")
    held[0].continue_()
    expect(seller.locator("#saran-kategori")).not_to_have_attribute("aria-busy", "true")
    expect(seller.get_by_label("Kategori")).to_have_value("parsel-hampers")
