"""What the story says is waiting for an account really stands on that account's first page."""

from __future__ import annotations

import re
from html import unescape

import pytest

from marketplace.demo import content
from marketplace.demo.loading.listings import product_of
from marketplace.demo.story import Waiting

STORY = content.load().story
CASES = [(account, item) for account, items in STORY.waiting.items() for item in items]


@pytest.mark.parametrize(("account", "item"), CASES, ids=[f"{a.split('@')[0]}-{i.subject}" for a, i in CASES])
def test_it_waits_on_the_first_page(demo_app, account: str, item: Waiting):
    page = first_page(demo_app, account)
    assert words_of(item) in page, page[:3000]


def first_page(app, account: str) -> str:
    """Sign in as the tour does, and read where that leads."""
    client = app.test_client()
    token = re.search(r'name="_csrf" value="([^"]+)"', client.get("/demo").text)
    assert token is not None
    form = {"account": account, "chapter": "1", "to": "", "_csrf": token[1], "_party": "", "_key": "A" * 10}
    client.post("/demo/masuk", data=form)
    home = client.get("/akun/mulai", follow_redirects=True)
    assert home.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", home.text)))


def words_of(item: Waiting) -> str:
    """How a page calls what waits."""
    known = content.load()
    story = known.story
    if item.what == "package":
        return next(one.title for one in story.packages if one.id == item.subject)
    if item.what == "rup":
        return known.plan_lines[item.subject].name
    if item.what == "appointment":
        return known.work_units[item.subject].name
    if item.what == "line":
        return next(line.name for line in known.lines if line.id == item.subject)
    if item.what == "proposal":
        made = next(event for event in story.events if event.subject.get("proposal") == item.subject)
        return known.products[product_of(made.values["target"])].name
    of_business = {"request": story.requests, "mandate": story.mandates, "document": story.documents}
    records = of_business.get(item.what, story.sanctions)
    business = next(one.business for one in records if one.id == item.subject)
    return next(one.name for one in known.businesses if one.id == business)
