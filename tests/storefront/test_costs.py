"""What a public page costs: statements, cookies, bytes on a first visit, bytes on a second."""

from __future__ import annotations

import re
from pathlib import Path

import brotli
import pytest

from marketplace.infra import counting
from tests.businesses import factories as people
from tests.storefront.market import stocked

pytestmark = pytest.mark.usefixtures("index_folder")

STATIC = Path(__file__).resolve().parents[2] / "static"
KILOBYTE = 1024
MOST_STATEMENTS = 4
FIRST_VISIT = 60 * KILOBYTE
HTML = 15 * KILOBYTE
AS_SERVED = 4
ASSET = re.compile(r'(?:href|src)="/static/[0-9a-f]+/([^"#]+)')
NOT_LOADED = {"css/print.css", "manifest.webmanifest"}


def addresses(business, products) -> list[str]:
    first, second = products[:2]
    return [
        "/",
        "/produk",
        "/produk?q=keripik+tempe&kategori=makanan&wilayah=35",
        f"/produk/{first.slug}",
        f"/toko/{business.slug}",
        "/kategori/makanan",
        "/daerah/35",
        f"/bandingkan?produk={first.code}&produk={second.code}",
        "/api/v1/products?q=keripik",
    ]


@pytest.mark.parametrize("count", [2, 12])
def test_no_public_page_needs_more_than_four_statements(client, index_folder, count):
    business, _owner, products = stocked(count)
    for url in addresses(business, products):
        assert client.get(url).status_code == 200
        assert 1 <= counting.current() <= MOST_STATEMENTS, url


def test_visitors_get_no_cookie_and_unchanged_pages_are_not_sent_again(client, index_folder):
    business, _owner, products = stocked(2)
    for url in addresses(business, products)[:-1]:
        response = client.get(url)
        assert "Set-Cookie" not in response.headers, url
        assert response.headers["Cache-Control"] == "public, no-cache", url
        again = client.get(url, headers={"If-None-Match": response.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), url


def test_the_page_of_somebody_signed_in_is_kept_by_nobody(as_actor, index_folder):
    stocked(1)
    response = as_actor(people.person().id).get("/produk")
    assert response.headers["Cache-Control"] == "no-store"
    assert "Sari Handayani" in response.get_data(as_text=True)


def test_a_page_that_changed_is_sent_again(client, index_folder):
    stocked(1)
    tag = client.get("/produk").headers["ETag"]
    stocked(1)
    assert client.get("/produk", headers={"If-None-Match": tag}).status_code == 200


def test_a_first_visit_is_light(client, index_folder):
    business, _owner, products = stocked(30)
    for url in addresses(business, products)[:-1]:
        page = client.get(url).data
        loaded = set(ASSET.findall(page.decode())) - NOT_LOADED
        assert {"css/base.css", "vendor/htmx-2.0.11.min.js", "icons.svg"} <= loaded
        sent = len(brotli.compress(page, quality=AS_SERVED))
        assert sent <= HTML, url
        assert sent + sum(map(packed, loaded)) <= FIRST_VISIT, url


def packed(name: str) -> int:
    """Bytes that travel for a static file: fonts are packed already."""
    content = (STATIC / name).read_bytes()
    return len(content) if name.endswith(".woff2") else len(brotli.compress(content, quality=11))
