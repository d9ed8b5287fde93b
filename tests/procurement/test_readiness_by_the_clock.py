"""One paper runs out: that night the seller is ready for government no more, anywhere, and no job has run."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from marketplace.businesses import queries as businesses
from marketplace.catalog import queries as catalog
from marketplace.infra import outbox
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import Refused
from marketplace.procurement import composing, services_packages
from marketplace.search import live, queries
from marketplace.search.engine import READY, SearchRequest
from tests.procurement import factories, steps
from tests.search.conftest import index_folder

__all__ = ["index_folder"]
pytestmark = pytest.mark.db


@pytest.fixture
def story(database, index_folder):
    """A buying unit, and a seller whose product the index learnt while she was ready."""
    story = steps.story()
    outbox.drain()
    live.rebuild()
    return story


@pytest.fixture
def last_evening(story) -> datetime:
    """A minute before midnight of the last day on which all her papers count."""
    until = story.shop.business.ready_until_government_small
    return datetime.combine(until, datetime.max.time(), clock.JAKARTA) - timedelta(seconds=59)


@pytest.fixture(params=["evening", "after"])
def ready(request, last_evening):
    """Both sides of that midnight."""
    shift = timedelta(0) if request.param == "evening" else timedelta(minutes=2)
    with clock.frozen(last_evening + shift):
        yield request.param == "evening"


@pytest.mark.parametrize("away", [False, True], ids=["index", "without-index"])
def test_the_facet_of_the_public_search(session, story, index_folder, ready, away):
    if away:
        shutil.rmtree(index_folder)
        live.use(f"whoosh://{index_folder}")
    found = queries.find(session, SearchRequest(claims=(READY,)))
    assert found.from_sql is away
    assert found.ids == ((story.product.id,) if ready else ())
    everything = queries.find(session, SearchRequest())
    assert everything.ids == (story.product.id,)
    if not away:
        assert everything.facets["claim"].get(READY, 0) == int(ready)


def test_the_card_and_the_shop(session, story, ready):
    brief = businesses.brief(session, [story.shop.business.id])[story.shop.business.id]
    assert brief.government_ready is ready
    assert catalog.cards(session, [story.product.id])[0].government_ready is ready


def test_what_an_agency_is_offered(session, story, ready):
    page = composing.compose(
        session,
        chosen={story.product.code: "100"},
        compared=[],
        left=None,
        needed_on=None,
        words="",
    )
    assert [option.ready for option in page.side_by_side] == [ready]
    found = composing.compose(session, chosen={}, compared=[], left=None, needed_on=None, words="hampers")
    assert [option.code for option in found.results] == ([story.product.code] if ready else [])


def test_a_package_with_her(story, ready):
    unit = factories.unit(factories.MEJAYAN)
    later = replace(story, unit=unit, entry=factories.plan_entry(unit.unit))
    request = steps.request(later)
    with unit_of_work(actor=unit.pp) as (session, actor):
        if ready:
            assert services_packages.open_package(session, actor, request=request).code
            return
        with pytest.raises(Refused, match="sudah lewat masa berlakunya"):
            services_packages.open_package(session, actor, request=request)
