"""What a browser makes of the parts of public pages that are not for reading."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site
from tests.browser.effort import on_a_phone

pytestmark = pytest.mark.browser

FACTS = """JSON.parse(document.querySelector('script[type="application/ld+json"]').textContent)["@graph"]"""


def test_the_facts_for_machines_are_data_that_the_policy_on_scripts_lets_stand(
    empty_site: Site, browser: Browser
) -> None:
    with on_a_phone(browser, empty_site.origin) as page:
        heard: list[str] = []
        page.on("console", lambda message: heard.append(message.text))
        page.goto("/", wait_until="networkidle")
        assert [thing["@type"] for thing in page.evaluate(FACTS)] == ["Organization", "WebSite"]
    assert heard == []
