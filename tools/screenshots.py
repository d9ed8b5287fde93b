"""`make pictures`: the README's and the look book's pictures, taken from the running program.

Loads the demo into a temporary folder, starts web and worker, signs in as the people of the demo, and
writes WebP files to docs/img/. Needs Chromium (CHROMIUM or the usual places).
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bench.servers import HOST, flask, web, worker
from tools.run_tests import chromium

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "img"
SIZES = {"360": 360, "1280": 1280}
TALLEST = 1600
QUALITY = 72


@dataclass(frozen=True, slots=True)
class Shot:
    """A page to show: its name, the demo account that sees it (None: a visitor), and how to get there."""

    name: str
    account: str | None
    path: str
    follow: str | None = None


SHOTS = (
    Shot("home", None, "/"),
    Shot("katalog", None, "/produk"),
    Shot("produk", None, "/produk", follow="[data-result] h2 a"),
    Shot("toko", None, "/produk", follow="[data-result] h2 a"),
    Shot("penjual", "penjual@demo.test", "/penjual"),
    Shot("paket", "ppk@demo.test", "/pengadaan/paket", follow="main table a, main article a"),
    Shot("demo", None, "/demo"),
)


def shots(browser: Browser, port: int) -> Iterator[tuple[str, bytes]]:
    """Every page in both widths and both themes."""
    for scheme in ("light", "dark"):
        for label, width in SIZES.items():
            for shot in SHOTS:
                context = browser.new_context(
                    viewport={"width": width, "height": 800},
                    color_scheme="light" if scheme == "light" else "dark",
                    locale="id-ID",
                    base_url=f"http://{HOST}:{port}",
                )
                page = context.new_page()
                if shot.account:
                    sign_in(page, shot.account)
                go(page, shot)
                yield f"{shot.name}-{label}-{scheme}", page.screenshot(full_page=True)
                context.close()


def sign_in(page: Page, account: str) -> None:
    """Take the seat of a demo person by the button of the tour's page."""
    page.goto("/demo")
    page.locator(f"form:has(input[value='{account}']) button").first.click()
    page.wait_for_load_state("networkidle")


def go(page: Page, shot: Shot) -> None:
    page.goto(shot.path)
    if shot.follow:
        page.locator(shot.follow).first.click()
    if shot.name == "toko":
        page.locator("a[href^='/toko/']").first.click()
    page.wait_for_load_state("networkidle")
    # Pictures load when they come near; walk down once so that all of them are there.
    height = page.evaluate("document.body.scrollHeight")
    for position in range(0, int(height), 600):
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(30) if position < TALLEST else None
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_load_state("networkidle")


def keep(name: str, png: bytes) -> None:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
    picture.save(TARGET / f"{name}.webp", quality=QUALITY, method=6)
    print(f"docs/img/{name}.webp", flush=True)


def main() -> None:
    program = chromium()
    if program is None:
        sys.exit("Chromium belum ada: pasang paket chromium, atau isi CHROMIUM.")
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        print("Memuat demo ...", flush=True)
        flask(data_dir, "db", "upgrade")
        flask(data_dir, "demo", "load")
        with web("wsgi", data_dir) as port, worker(data_dir), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            for name, png in shots(browser, port):
                keep(name, png)
            browser.close()


if __name__ == "__main__":
    main()
