"""How heavy a first visit is on a phone: by Chromium's own count where it is here, else computed."""

from __future__ import annotations

import os
import re
import shutil
import urllib.request
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from sqlalchemy import select

from bench.folders import Prepared, opened
from bench.plan import Plan
from bench.report import Section, Table
from bench.servers import Address, web
from marketplace.catalog.models import Product
from marketplace.catalog.states import ProductState
from marketplace.infra.db import db
from marketplace.kernel.codes import slug_with_code
from tools.serve import compress_static

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT, SCALE = 360, 740, 2
KINDS = ("Document", "Stylesheet", "Script", "Font", "Icon", "Picture")
BUDGET_KB = {"frame": 60, "visible": 120, "saving": 75}
"""Architecture: first visit without pictures, with the visible ones, and when data is saved."""

LINKED = re.compile(r'<(?:link|script|use)[^>]*?(?:href|src)="([^"#]+)')
Weights = Mapping[str, int]
Visits = Mapping[tuple[str, bool], Weights]
"""By page and whether data is saved."""


def run(plan: Plan) -> Section:
    """Home, catalogue and one product, as usual and with Save-Data."""
    compress_static()
    prepared = plan.folders.demo()
    with web("wsgi", prepared.path) as address:
        browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
        pages = _pages(prepared)
        found: Visits
        if browser:
            found = _in_chromium(browser, address, pages)
        else:
            found = {visit: _computed(address, *visit) for visit in _visits(pages)}
    how = "encodedDataLength of Chromium" if browser else "computed: what the page links, without pictures"
    return _section(prepared, found, how)


def _visits(pages: list[str]) -> list[tuple[str, bool]]:
    return [(page, saving) for page in pages for saving in (False, True)]


def _pages(prepared: Prepared) -> list[str]:
    with opened(prepared):
        row = db.session.execute(
            select(Product.name, Product.code)
            .where(Product.state == ProductState.LIVE, Product.picture.is_not(None))
            .order_by(Product.published_at.desc(), Product.id.desc())
            .limit(1)
        ).one()
    return ["/", "/produk", f"/produk/{slug_with_code(row.name, row.code)}"]


def _in_chromium(browser: str, address: Address, pages: list[str]) -> Visits:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        found = {visit: _weighed(chromium, address, *visit) for visit in _visits(pages)}
        chromium.close()
    return found


def _weighed(chromium: Browser, address: Address, page: str, saving: bool) -> Weights:
    """Bytes by kind of everything that one visit with an empty cache loads before the first touch."""
    context = chromium.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        device_scale_factor=SCALE,
        extra_http_headers={"Save-Data": "on"} if saving else {},
    )
    tab = context.new_page()
    network = context.new_cdp_session(tab)
    network.send("Network.enable")
    kinds: dict[str, str] = {}
    weights: dict[str, int] = defaultdict(int)

    def begun(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = _kind(event["response"]["url"], event["type"])

    def ended(event: dict[str, Any]) -> None:
        weights[kinds.get(event["requestId"], "Other")] += int(event["encodedDataLength"])

    network.on("Network.responseReceived", begun)
    network.on("Network.loadingFinished", ended)
    tab.goto(f"http://{address[0]}:{address[1]}{page}", wait_until="networkidle")
    context.close()
    return weights


def _kind(url: str, kind: str = "Other") -> str:
    path = urlsplit(url).path
    if path.endswith((".svg", ".ico", ".webmanifest")):
        return "Icon"
    if path.endswith(".webp"):
        return "Picture"
    by_name = {".css": "Stylesheet", ".js": "Script", ".woff2": "Font"}
    return next((found for end, found in by_name.items() if path.endswith(end)), kind)


def _computed(address: Address, page: str, saving: bool) -> Weights:
    """The page and everything of ours that it links, packed as a browser would get it."""
    base = f"http://{address[0]}:{address[1]}{page}"
    body, plain = _fetched(base, saving)
    weights: dict[str, int] = defaultdict(int, Document=body)
    for link in sorted(set(LINKED.findall(plain))):
        url = urljoin(base, link)
        if urlsplit(url).path.startswith("/static/"):
            weights[_kind(url)] += _fetched(url, saving)[0]
    return weights


def _fetched(url: str, saving: bool) -> tuple[int, str]:
    """Bytes of an answer packed by brotli, and its text unpacked."""
    headers = {"Save-Data": "on"} if saving else {}
    packed = urllib.request.Request(url, headers=headers | {"Accept-Encoding": "br"})
    plain = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(packed, timeout=20) as answer:
        size = len(answer.read())
    with urllib.request.urlopen(plain, timeout=20) as answer:
        return size, answer.read().decode("utf-8", "replace")


def _section(prepared: Prepared, found: Visits, how: str) -> Section:
    rows, figures = [], {}
    for (page, saving), weights in found.items():
        name = f"{'product page' if page.count('/') == 2 else page}{', Save-Data' if saving else ''}"
        kilobytes = [round(weights.get(kind, 0) / 1000, 1) for kind in KINDS]
        frame, everything = sum(kilobytes[:-1]), sum(weights.values()) / 1000
        budget = BUDGET_KB["saving"] if saving else BUDGET_KB["visible"]
        kept = everything <= budget and (saving or frame <= BUDGET_KB["frame"])
        rows.append([name, *kilobytes, round(frame, 1), round(everything, 1), "yes" if kept else "NO"])
        figures[name] = {kind: weights.get(kind, 0) for kind in sorted(weights)}
    titles = ["first visit, kB", "HTML", "CSS", "JS", "font", "icons", "pictures", "without pictures", "all"]
    return Section(
        "weights",
        f"Weight of a first visit at {WIDTH}×{HEIGHT}, {prepared.label}",
        [Table([*titles, "in budget"], rows)],
        {"bytes": figures, "measured": how},
        [
            f"{how}; headers counted. Budgets: {BUDGET_KB['frame']} kB without pictures, "
            f"{BUDGET_KB['visible']} kB with the visible ones, {BUDGET_KB['saving']} kB with Save-Data.",
        ],
    )
