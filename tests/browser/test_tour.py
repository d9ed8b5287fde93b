"""The tour, played to its end in Chromium: every step, every refusal, small and large, without scripts."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from marketplace.demo import content
from marketplace.demo.story import Chapter, Refusal
from marketplace.infra.db import sqlite_module
from tests.browser.conftest import Site
from tests.browser.player import Player

pytestmark = pytest.mark.browser

SMALL = 360
TWO_LINES = 90
"""Pixels that a bar of buttons may take from the bottom of the screen."""
CODE = re.compile(r"[0-9A-Z]{10}")
# What no refusal may touch. Mandates, proposals, and the states of packages and contracts are left out: two
# refusals come after the owner took a mandate back or after the clock ended what waited, and are about that.
KEPT = (
    "SELECT * FROM business ORDER BY id",
    "SELECT * FROM bank_account ORDER BY id",
    "SELECT id, state, price FROM product ORDER BY id",
    "SELECT id, total FROM package ORDER BY id",
    "SELECT id, quantity, agreed_price FROM package_line ORDER BY id",
    "SELECT * FROM negotiation_round ORDER BY id",
    "SELECT * FROM delivery ORDER BY id",
    "SELECT * FROM acceptance ORDER BY id",
    "SELECT * FROM payment_record ORDER BY id",
    "SELECT * FROM rating ORDER BY id",
    "SELECT id, sha256 FROM issued_document ORDER BY id",
)


@pytest.fixture
def begun(site: Site, browser: Browser) -> Site:
    """The demo in its first state: *Mulai lagi* puts it back."""
    page = browser.new_page(base_url=site.origin)
    page.goto("/demo")
    page.get_by_role("button", name="Mulai lagi").click()
    page.get_by_text("Peragaan kembali ke awal").wait_for()
    page.close()
    return site


class Eye:
    """Looks at each kind of page once: nothing wider than the screen, no bar too high, nothing for axe-core.

    Only with scripts can a page be measured. What axe-core finds hardly depends on the width: it looks at the
    small one.
    """

    def __init__(self, width: int, *, scripts: bool) -> None:
        self.width = width
        self.scripts = scripts
        self.axe = Axe() if width == SMALL else None
        self.seen: set[str] = set()
        self.found: list[str] = []

    def look(self, page: Page) -> None:
        kind = CODE.sub("…", urlsplit(page.url).path)
        if not self.scripts or kind in self.seen:
            return
        self.seen.add(kind)
        if (wide := page.locator("html").evaluate("html => html.scrollWidth")) > self.width:
            self.found.append(f"{kind}: {wide} px wide")
        if (high := page.evaluate("document.querySelector('.action-bar')?.offsetHeight ?? 0")) > TWO_LINES:
            self.found.append(f"{kind}: buttons at the bottom take {high} px")
        for violation in self.axe.run(page).response["violations"] if self.axe else ():
            places = [node["html"][:120] for node in violation["nodes"]]
            self.found.append(f"{kind}: {violation['id']} {places}")


@pytest.mark.parametrize(
    ("width", "scripts"),
    [
        pytest.param(SMALL, True, id="360"),
        pytest.param(SMALL, False, id="360-without-scripts"),
        pytest.param(1280, True, id="1280", marks=pytest.mark.long),
    ],
)
def test_the_tour_from_the_request_for_help_to_the_audit(
    begun: Site, browser: Browser, width: int, scripts: bool
) -> None:
    eye = Eye(width, scripts=scripts)
    player = Player(browser, begun.origin, width, scripts, eye.look)
    for chapter in content.load().tour.chapters:
        _play(player, chapter, begun.folder)
        states, refused = player.standing()
        assert states[chapter.number] == "selesai", chapter.title
        assert all(refused[refusal.id] for refusal in chapter.refusals)
    player.close()
    assert set(states.values()) == {"selesai"}
    assert eye.found == []


def _play(player: Player, chapter: Chapter, folder: Path) -> None:
    """The steps in order, each refusal before the step it belongs to; a refusal changes nothing."""
    for number in range(1, len(chapter.steps) + 2):
        for refusal in _due(chapter, number):
            before = _kept(folder)
            player.play_refusal(chapter, refusal)
            assert _kept(folder) == before, refusal.title
        if number <= len(chapter.steps):
            player.play_steps(chapter, (chapter.steps[number - 1],), chapter.account)


def _due(chapter: Chapter, number: int) -> list[Refusal]:
    last = len(chapter.steps) + 1
    return [refusal for refusal in chapter.refusals if (refusal.before or last) == number]


def _kept(folder: Path) -> list[list[tuple[object, ...]]]:
    connection = sqlite_module().connect(str(folder / "lapak.db"))
    try:
        return [connection.execute(query).fetchall() for query in KEPT]
    finally:
        connection.close()


def test_a_button_of_the_tour_makes_somebody_of_you(begun: Site, browser: Browser) -> None:
    page = browser.new_page(base_url=begun.origin)
    page.goto("/demo")
    page.get_by_role("button", name="Masuk sebagai Kak Rina").first.click()
    page.get_by_text("Bab 1 dari 10").wait_for()
    assert urlsplit(page.url).path == "/pendamping"
    page.close()


def test_the_clock_goes_forth_and_back(begun: Site, browser: Browser) -> None:
    page = browser.new_page(base_url=begun.origin)

    def press(name: str) -> None:
        page.get_by_role("button", name=name).click()

    page.goto("/demo")
    press("1 jam sebelum batas terima")
    page.get_by_text("Jam demo sekarang Rabu, 25 November 2026, 22.59").wait_for()
    press("+3 hari kerja")
    page.get_by_text("Jam demo sekarang Senin, 30 November 2026, 22.59").wait_for()
    press("Kembali ke hari ini")
    page.get_by_text("Jam demo sekarang Selasa, 24 November 2026, 08.30").wait_for()
    page.close()
