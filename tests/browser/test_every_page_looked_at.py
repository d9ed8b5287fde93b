"""Every page of the interface, in every state of the demo, looked at in Chromium at 360 px."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from bench.servers import web
from tests.browser.effort import PHONE
from tests.demo.walking import Seen, walk_all
from tests.long.measures import tell

pytestmark = [pytest.mark.browser, pytest.mark.long]

SMALL_TARGETS = """() => {
  const shown = e => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().height > 0;
  const ticks = "[type=hidden], [type=checkbox], [type=radio]";
  const asked = `button, .button, summary, select, textarea, input:not(${ticks})`;
  return [...document.querySelectorAll(asked)].filter(shown)
    .filter(e => !e.closest(".visually-hidden") && e.getBoundingClientRect().height < 43.5)
    .map(e => `${Math.round(e.getBoundingClientRect().height)} px: ${e.outerHTML.slice(0, 90)}`);
}"""
"""What one presses or types into is 44 px high (`--sasaran`); links in text are as high as their line."""


def test_every_page_at_360_px(demo_app: Flask, demo_folder: Path, browser: Browser, tmp_path: Path) -> None:
    walked = {seen.kind: seen for seen in reversed(walk_all(demo_app)) if seen.status == 200 and seen.text}
    shutil.copytree(demo_folder, tmp_path / "data")
    found = []
    with web("wsgi", tmp_path / "data") as (host, port):
        origin = f"http://{host}:{port}"
        for seen in sorted(walked.values(), key=lambda one: one.token):
            found += [f"{seen.url} ({seen.role}): {fault}" for fault in _faults(browser, origin, seen)]
    tell("pages at 360 px, axe", f"{len(walked)} pages and states", f"{len(found)} faults")
    assert found == []


def _faults(browser: Browser, origin: str, seen: Seen) -> list[str]:
    context = browser.new_context(viewport=PHONE, base_url=origin, locale="id-ID")
    context.set_default_timeout(60_000)
    if seen.token:
        context.add_cookies([{"name": "sid", "value": seen.token, "url": origin}])
    page = context.new_page()
    try:
        page.goto(urljoin(origin, seen.url), wait_until="domcontentloaded")
        return _looked_at(page)
    finally:
        context.close()


def _looked_at(page: Page) -> list[str]:
    faults = list(page.evaluate(SMALL_TARGETS))
    if (wide := page.locator("html").evaluate("html => html.scrollWidth")) > PHONE["width"]:
        faults.append(f"{wide} px wide")
    for violation in Axe().run(page).response["violations"]:
        faults.append(f"{violation['id']} {[node['html'][:120] for node in violation['nodes']][:3]}")
    return faults
