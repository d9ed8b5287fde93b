"""Two verifiers decide a seller wholly by keys; others do the same by plain buttons, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.effort import PHONE, watch

pytestmark = pytest.mark.browser

CASE = re.compile(r"/verifikasi/[0-9A-Z]{10}$")
QUEUE = "/verifikasi?status=proposed"


@dataclass
class Keyboard:
    """The keys of one person, counted."""

    page: Page
    pressed: int = 0

    def press(self, key: str) -> None:
        self.pressed += 1
        self.page.keyboard.press(key)


@contextmanager
def at_the_desk(browser: Browser, site: Site, name: str, *, scripts: bool = True) -> Iterator[Page]:
    """The screen of a verifier of the demo, who has just signed in, at the queue."""
    context = browser.new_context(
        viewport=PHONE, base_url=site.origin, locale="id-ID", java_script_enabled=scripts
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto("/demo")
    form = page.locator(f'form:has(input[name="account"][value="{name}@demo.test"])').first
    for closed in form.locator("xpath=ancestor::details[not(@open)]").all():
        closed.locator("summary").first.click()
    form.get_by_role("button").click()
    page.get_by_text("Bab 5 dari 10").wait_for()
    page.goto("/verifikasi")
    expect(page.get_by_role("heading", name="Antrean verifikasi")).to_be_visible()
    try:
        yield page
    finally:
        context.close()


def look_up(page: Page) -> None:
    """Write down a look into Daftar Hitam, without which no case for government is accepted."""
    page.get_by_role("link", name="Lihat daftar resmi").click()
    page.get_by_role("link", name="Catat hasil Daftar Hitam Nasional").click()
    page.get_by_role("group", name="Hasil").get_by_label("Tidak ditemukan").check(force=True)
    page.get_by_label("Apa yang Anda lihat").fill("Nama usaha dan NPWP tidak ada pada sanksi yang aktif.")
    page.get_by_role("button", name="Simpan hasil").click()
    page.get_by_text("Simpan hasil").wait_for(state="detached")


def test_a_seller_is_decided_by_keys_alone(site: Site, browser: Browser) -> None:
    """Three presses of the first verifier; of the second two more than lead to the row of the queue."""
    with at_the_desk(browser, site, "verifikator") as page:
        page.goto("/verifikasi?status=submitted")
        keys, effort = Keyboard(page), watch(page)
        page.reload()
        keys.press("m")
        page.wait_for_url(CASE)
        shop, case = page.locator("h1").inner_text(), urlsplit(page.url).path
        assert effort.presses == 0
        look_up(page)
        page.goto(case)
        effort.presses = 0
        keys.press("a")
        expect(page.get_by_role("button", name="Usulkan diterima")).to_be_focused()
        keys.press("a")
        expect(page.get_by_text(f"{shop}: keputusan disimpan.")).to_be_visible()
        assert CASE.search(page.url), "the next case opens by itself"
        assert urlsplit(page.url).path != case
        assert (keys.pressed, effort.presses) == (3, 0)
    with at_the_desk(browser, site, "verifikator2") as page:
        page.goto(QUEUE)
        keys, effort = Keyboard(page), watch(page)
        page.reload()
        rows = page.locator("[data-row]").all_inner_texts().index(shop) + 1
        for _row in range(rows):
            keys.press("j")
        keys.press("Enter")
        page.wait_for_url(f"**{case}")
        keys.press("a")
        expect(page.get_by_role("button", name="Setujui usulan")).to_be_focused()
        keys.press("Enter")
        expect(page.get_by_text(f"{shop}: keputusan disimpan.")).to_be_visible()
        assert (keys.pressed, effort.presses) == (rows + 3, 0)
        page.goto(case)
        expect(page.get_by_text("Diterima").first).to_be_visible()


def test_a_seller_gets_the_papers_back_by_keys_alone(site: Site, browser: Browser) -> None:
    """R leads to the reason; while it is written no letter is a shortcut."""
    with at_the_desk(browser, site, "verifikator") as page:
        keys, effort = Keyboard(page), watch(page)
        page.goto("/verifikasi?status=submitted")
        keys.press("m")
        page.wait_for_url(CASE)
        shop = page.locator("h1").inner_text()
        keys.press("r")
        reason = page.locator("#reason")
        expect(reason).to_be_focused()
        page.keyboard.type("Foto KTP tidak terbaca, mohon ulangi.")
        expect(reason).to_have_value("Foto KTP tidak terbaca, mohon ulangi.")
        keys.press("Tab")
        expect(page.get_by_role("button", name="Kembalikan untuk diperbaiki")).to_be_focused()
        keys.press("Enter")
        expect(page.get_by_text(f"{shop}: keputusan disimpan.")).to_be_visible()
        assert (keys.pressed, effort.presses) == (4, 0)


def test_the_same_without_scripts_by_plain_buttons(site: Site, browser: Browser) -> None:
    with at_the_desk(browser, site, "verifikator", scripts=False) as page:
        page.goto("/verifikasi?status=submitted")
        page.get_by_role("link", name="Mulai memeriksa").click()
        shop, case = page.locator("h1").inner_text(), urlsplit(page.url).path
        look_up(page)
        page.goto(case)
        assert page.locator("kbd:visible").count() == 0
        page.get_by_role("button", name="Tandai semua cocok").click()
        page.get_by_role("button", name="Usulkan diterima").click()
        expect(page.get_by_text(f"{shop}: keputusan disimpan.")).to_be_visible()
        assert urlsplit(page.url).path not in {case, "/verifikasi"}
    with at_the_desk(browser, site, "verifikator2", scripts=False) as page:
        page.goto(QUEUE)
        page.get_by_role("link", name=shop).click()
        page.get_by_role("button", name="Setujui usulan").click()
        expect(page.get_by_text(f"{shop}: keputusan disimpan.")).to_be_visible()
