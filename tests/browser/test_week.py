"""An owner's week from the links in one message, on her phone of 360 px: no menu, no searching."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.effort import on_a_phone, watch
from tests.browser.scenes import play

pytestmark = pytest.mark.browser

MENUS = """
addEventListener("pointerdown", ({ target }) => { if (target.closest("nav, header")) noteMenu(); }, true);
"""


def links_in_the_letter(page: Page) -> list[str]:
    """The addresses that the message of the week names, as her phone shows it."""
    other = page.context.new_page()
    letter = other.locator("article", has_text="Minggu ini di Keripik Tempe Bu Wati").first
    for _ in range(40):
        other.goto("/demo/pesan")
        if letter.count():
            break
        other.wait_for_timeout(500)
    found = letter.get_by_role("link").evaluate_all("links => links.map(link => link.href)")
    other.close()
    return [urlsplit(url).path for url in found if "/penjual/minggu-ini/" in url]


def test_she_does_her_week_from_the_links_in_one_message(empty_site: Site, browser: Browser) -> None:
    """One price, one stock, one answer: five presses beside the three links, signing in among them."""
    who = play(empty_site.folder, "week")
    with on_a_phone(browser, empty_site.origin) as page:
        price, stock, answer = links_in_the_letter(page)
        effort, menus = watch(page), []
        page.expose_binding("noteMenu", lambda _source: menus.append(page.url))
        page.add_init_script(MENUS)

        page.goto(price)
        page.get_by_label("Nomor HP atau surel").fill(who["phone"])
        page.get_by_label("Sandi", exact=True).fill(who["password"])
        page.get_by_role("button", name="Masuk", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Keripik tempe sagu 250 gram")
        expect(page.get_by_label("Harga", exact=True)).to_be_focused()
        page.get_by_label("Harga", exact=True).fill("18.500")
        page.get_by_role("button", name="Simpan harga").click()
        expect(page.get_by_text("1 dari 3 beres")).to_be_visible()

        page.goto(stock)
        expect(page.get_by_label("Ada berapa sekarang?")).to_be_focused()
        page.get_by_label("Ada berapa sekarang?").fill("35")
        page.get_by_role("button", name="Simpan stok").click()
        expect(page.get_by_text("2 dari 3 beres")).to_be_visible()

        page.goto(answer)
        expect(page.locator("#jawab")).to_be_focused()
        expect(page.locator("#jawab")).to_contain_text("Rp60.000.000")
        page.get_by_role("button", name="Sepakat").click()
        page.get_by_role("link", name="Pesan minggu ini sudah beres semua.").click()
        expect(page.get_by_text("Semua beres. Sampai Senin depan.")).to_be_visible()

        assert menus == []
        assert effort.presses == 5, effort
        assert len(effort.fields) == 4, effort.fields
        assert page.locator("html").evaluate("html => html.scrollWidth") <= 360
