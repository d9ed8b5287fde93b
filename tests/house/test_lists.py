"""Every page that shows a list asks the database as often for many rows as for few, and is cut into pages."""

from __future__ import annotations

import ast
import inspect
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from marketplace.infra import counting
from marketplace.kernel import clock
from tests.house import lists_of_buying, lists_of_shops, lists_of_staff
from tests.house.growing import Growing, World, crowd
from tests.house.pages_without_lists import BOUNDED

pytestmark = [pytest.mark.db, pytest.mark.usefixtures("_tuesday_morning")]
ROOT = Path(__file__).resolve().parents[2]
GROWING = lists_of_shops.LISTS | lists_of_staff.LISTS | lists_of_buying.LISTS
PUBLIC = "storefront/test_costs.py", "test_no_public_page_needs_more_than_four_statements"
IMPORTED = "catalog/test_exchange_files.py", "test_pages_ask_the_same_however_many_rows"
MAPPED = "storefront/test_for_machines.py", "test_the_map_is_cut_into_parts_with_few_statements"
OF_ROOMS = {
    "api.products": PUBLIC,
    "catalog.import_faults": IMPORTED,
    "catalog.import_run": IMPORTED,
    "catalog.variants": (
        "catalog/test_variant_pages.py",
        "test_the_table_costs_the_same_for_two_and_for_twenty",
    ),
    "storefront.catalogue": PUBLIC,
    "storefront.category": PUBLIC,
    "storefront.compare": PUBLIC,
    "storefront.home": PUBLIC,
    "storefront.product": PUBLIC,
    "storefront.region": PUBLIC,
    "storefront.shop": PUBLIC,
    "storefront.sitemap_index": MAPPED,
    "storefront.sitemap_products": MAPPED,
    "storefront.sitemap_shelves": MAPPED,
}
"""Lists that a test of their own room proves: the file and the test."""


@pytest.fixture
def _tuesday_morning():
    with clock.frozen(datetime(2026, 11, 24, 3, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def world(as_actor, client) -> World:
    return World(as_actor, client)


@pytest.mark.parametrize("endpoint", sorted(GROWING))
def test_a_longer_list_costs_no_more_statements(app, endpoint, world):
    listed = GROWING[endpoint](world)
    listed.more()
    _read(listed)
    few, short = _read(listed)
    listed.more()
    listed.more()
    many, long = _read(listed)
    assert len(long) > len(short), "the rows do not come to the page"
    assert many == few
    assert (listed.copied is not None) == _makes_pages(app, endpoint)
    if listed.copied is not None:
        crowd(listed.copied)
        crowded, page = _read(listed)
        assert crowded <= few
        assert re.search(r"Halaman 1 dari \d", page)


def test_every_page_is_a_proven_list_or_says_what_bounds_it(app):
    pages = _pages(app)
    bounded = set().union(*BOUNDED.values())
    assert pages - bounded - GROWING.keys() - OF_ROOMS.keys() == set(), "prove it, or say what bounds it"
    assert (bounded | GROWING.keys() | OF_ROOMS.keys()) - pages == set(), "no such page"
    assert bounded & (GROWING.keys() | OF_ROOMS.keys()) == set()


def test_whatever_is_cut_into_pages_is_proven(app):
    """A view that makes a `Page` shows a list, whatever else is said of it."""
    paged = {endpoint for endpoint in _pages(app) if _makes_pages(app, endpoint)}
    assert len(paged) > 20
    assert paged - GROWING.keys() - OF_ROOMS.keys() == set()


def _pages(app) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}


def _makes_pages(app, endpoint: str) -> bool:
    """The view makes a `Page`, or a function of its own module does for it."""
    waiting, seen = [inspect.unwrap(app.view_functions[endpoint])], set()
    while waiting:
        function = waiting.pop()
        seen.add(function)
        names = function.__code__.co_names
        if "Page" in names:
            return True
        known = [function.__globals__.get(name) for name in names]
        own = {one for one in known if inspect.isfunction(one) and one.__module__ == function.__module__}
        waiting += own - seen
    return False


@pytest.mark.parametrize(("file", "name"), sorted(set(OF_ROOMS.values())))
def test_the_test_of_a_room_counts_statements(file, name):
    tree = ast.parse((ROOT / "tests" / file).read_text())
    named = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == name]
    assert len(named) == 1
    assert "counting.current()" in ast.unparse(named[0])


def _read(listed: Growing) -> tuple[int, str]:
    answer = listed.browser.get(listed.url)
    assert answer.status_code == 200, answer.headers.get("Location")
    return counting.current(), answer.get_data().decode("utf-8", "replace")
