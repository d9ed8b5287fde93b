"""`make pictures`: the README's and the look book's pictures, taken from the running program.

Loads the demo into a temporary folder, starts web and worker, signs in as the people of the demo, and
writes WebP files to docs/img/. Needs Chromium (CHROMIUM or the usual places); the printed SPK is shown where
pdftoppm is installed.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.servers import flask, web, worker
from marketplace.demo.accounts import code_now
from marketplace.demo.loading.stage import PASSWORD
from tools.run_tests import chromium

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "img"
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
TALLEST = 1600
WINDOW = 800
QUALITY = 62
PAPER_DPI = 96
AT_MOST_BYTES = 6_000_000

RESULT = "[data-result] a"
SHOP = "main a[href^='/toko/']"
PACKAGE = "main a:has-text('Pakaian kerja petugas retribusi')"
CONTRACT = "main a[href^='/pengadaan/kontrak/']"
WORK_ORDER = "li:has-text('Surat Perintah Kerja') a[href$='.pdf']"


@dataclass(frozen=True, slots=True)
class Shot:
    """A page to show: its name, the demo account that sees it (empty: a visitor), and how to get there."""

    name: str
    path: str
    account: str = ""
    follow: tuple[str, ...] = ()


SHOTS = (
    Shot("beranda", "/"),
    Shot("katalog", "/produk"),
    Shot("produk", "/produk?q=carica+dieng", follow=(RESULT,)),
    Shot("toko", "/produk?q=carica+dieng", follow=(RESULT, SHOP)),
    Shot("penjual", "/penjual", "penjual@demo.test"),
    Shot("paket", "/pengadaan/paket", "ppk@demo.test", (PACKAGE,)),
    Shot("spk", "/pengadaan/paket", "ppk@demo.test", (PACKAGE, CONTRACT)),
    Shot("demo", "/demo"),
)


@dataclass(frozen=True, slots=True)
class Studio:
    """A browser before the running program, with the sign-ins done so far."""

    browser: Browser
    base: str
    states: dict[str, str]

    def context(self, account: str = "", width: int = WIDTHS[-1], scheme: str = "light") -> BrowserContext:
        return self.browser.new_context(
            viewport={"width": width, "height": WINDOW},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="id-ID",
            base_url=self.base,
            storage_state=self.states.get(account),
        )

    def sign_in(self, account: str, folder: Path) -> None:
        """Once for each account; the later contexts bring the cookie."""
        context = self.context()
        page = context.new_page()
        page.goto("/masuk")
        page.fill("[name=contact]", account)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_load_state("networkidle")
        if page.locator("[name=code]").count():
            page.fill("[name=code]", code_now())
            page.press("[name=code]", "Enter")
            page.wait_for_load_state("networkidle")
        self.states[account] = str(folder / f"{account}.json")
        context.storage_state(path=self.states[account])
        context.close()

    def picture(self, shot: Shot, width: int, scheme: str) -> Image.Image:
        """The page from its top, at most TALLEST high."""
        context = self.context(shot.account, width, scheme)
        page = context.new_page()
        go(page, shot)
        height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": width, "height": height})
        png = page.screenshot()
        context.close()
        return Image.open(io.BytesIO(png)).convert("RGB")

    def work_order(self) -> bytes:
        """The PDF of the SPK that the page of the package offers."""
        shot = next(shot for shot in SHOTS if shot.name == "paket")
        context = self.context(shot.account)
        page = context.new_page()
        go(page, shot)
        pdf = context.request.get(page.locator(WORK_ORDER).first.get_attribute("href") or "").body()
        context.close()
        return pdf


def go(page: Page, shot: Shot) -> None:
    page.goto(shot.path)
    for link in shot.follow:
        page.locator(link).first.click()
        page.wait_for_load_state("networkidle")
    # Pictures load when they come near; walk down once so that all of them are there.
    for _ in range(TALLEST // 400):
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(40)
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_load_state("networkidle")


def printed(pdf: bytes) -> Image.Image | None:
    """The first sheet of a paper as a picture; None where pdftoppm is not installed."""
    program = shutil.which("pdftoppm")
    if program is None:
        print("pdftoppm belum ada (paket poppler-utils): lembar SPK tidak digambar.", flush=True)
        return None
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "spk.pdf").write_bytes(pdf)
        command = [program, "-png", "-singlefile", "-r", str(PAPER_DPI), "spk.pdf", "spk"]
        subprocess.run(command, cwd=folder, check=True)
        return Image.open(Path(folder) / "spk.png").convert("RGB")


def poster(home: Image.Image, product: Image.Image, paper: Image.Image) -> Image.Image:
    """The README's wide picture: home on a desk, a product on a phone, and the paper that comes of it."""
    canvas = Image.new("RGB", (1840, 880), "#f1eadb")
    lay(canvas, fitted(home, 1280, 965, wide=1060), (40, 40))
    lay(canvas, fitted(product, 360, 810, wide=330), (970, 98))
    lay(canvas, fitted(paper, paper.width, paper.height, wide=470), (1330, 108))
    return canvas


def fitted(picture: Image.Image, width: int, height: int, *, wide: int) -> Image.Image:
    """The upper part of a picture, made `wide` pixels wide."""
    part = picture.crop((0, 0, width, height))
    return part.resize((wide, wide * height // width), Image.Resampling.LANCZOS)


def lay(canvas: Image.Image, picture: Image.Image, place: tuple[int, int]) -> None:
    """Put a picture down with round corners and a hairline."""
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, picture.width - 1, picture.height - 1), 14, fill=255)
    canvas.paste(picture, place, mask)
    right, bottom = place[0] + picture.width - 1, place[1] + picture.height - 1
    ImageDraw.Draw(canvas).rounded_rectangle((*place, right, bottom), 14, outline="#857a66")


def keep(name: str, picture: Image.Image) -> None:
    picture.save(TARGET / f"{name}.webp", quality=QUALITY, method=6)
    print(f"docs/img/{name}.webp", flush=True)


def take_all(studio: Studio, folder: Path) -> None:
    for account in sorted({shot.account for shot in SHOTS if shot.account}):
        studio.sign_in(account, folder)
    taken: dict[str, Image.Image] = {}
    for shot in SHOTS:
        for scheme in SCHEMES:
            for width in WIDTHS:
                name = f"{shot.name}-{width}-{scheme}"
                taken[name] = studio.picture(shot, width, scheme)
                keep(name, taken[name])
    if paper := printed(studio.work_order()):
        keep("spk-lembar", paper)
        keep("utama", poster(taken["beranda-1280-light"], taken["produk-360-light"], paper))


def main() -> None:
    program = chromium()
    if program is None:
        sys.exit("Chromium belum ada: pasang paket chromium, atau isi CHROMIUM.")
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("Memuat demo ...", flush=True)
        flask(folder, "db", "upgrade")
        flask(folder, "demo", "load")
        with web("wsgi", folder) as (host, port), worker(folder), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            take_all(Studio(browser, f"http://{host}:{port}", {}), folder)
            browser.close()
    weight = sum(path.stat().st_size for path in TARGET.glob("*.webp"))
    if weight > AT_MOST_BYTES:
        sys.exit(f"docs/img berisi {weight} byte, paling banyak {AT_MOST_BYTES}.")


if __name__ == "__main__":
    main()
