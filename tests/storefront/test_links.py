"""A visitor who follows every link finds a page behind it."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
import pytest

from tests.storefront.market import stocked

pytestmark = pytest.mark.usefixtures("index_folder")

MOST_PAGES = 150
# Pages behind sign-in answer a visitor with the way there.
GOOD = {200, 301, 302, 303}


def links_of(page: str, url: str) -> set[str]:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    found = {element.get("href") for element in tree.iter("a") if element.get("href")}
    found |= {element.get("src") for element in tree.iter("img") if element.get("src")}
    found |= {form.get("action") for form in tree.iter("form") if form.get("method") == "get"}
    whole = {urldefrag(urljoin(url, link)).url for link in found}
    return {link for link in whole if urlsplit(link).netloc == ""}


def test_no_link_leads_nowhere(client, index_folder):
    stocked(3)
    waiting, seen, broken = ["/"], set(), {}
    while waiting and len(seen) < MOST_PAGES:
        url = waiting.pop(0)
        seen.add(url)
        response = client.get(url)
        if response.status_code not in GOOD:
            broken[url] = response.status_code
        if response.mimetype == "text/html":
            found = links_of(response.get_data(as_text=True), url)
            waiting += sorted(found - seen - set(waiting))
    assert not broken
    assert {"/", "/produk", "/bandingkan", "/masuk", "/daftar", "/cek", "/daerah/35"} <= seen
