"""A seller on vacation: nothing is handed over on those days, from the second she says so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.businesses import services as businesses
from marketplace.catalog import offering
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Product
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError, Refused
from tests.businesses.test_shop_times import DAY, rest
from tests.procurement import factories, steps
from tests.procurement.browsing import browser

pytestmark = pytest.mark.db


@pytest.fixture
def story(database):
    return steps.story()


def away(story, begins, ends):
    return rest(story.shop.owner, story.shop.business, begins, ends)


def test_a_package_for_a_day_of_the_vacation_hears_the_first_day_after_it(story):
    away(story, 15, 25)
    with pytest.raises(DomainError, match=r"Penyedia libur pada .* Paling cepat") as refused:
        steps.opened(story)
    assert refused.value.field == "needed_on"
    steps.opened(story, needed_on=clock.today() + 26 * DAY)


def test_neither_side_offers_a_day_of_the_vacation(story):
    package = steps.invited(story, steps.opened(story))
    away(story, 18, 25)
    for side in (story.unit.pp, story.shop.owner):
        with pytest.raises(DomainError, match="Penyedia libur sampai") as refused:
            steps.offered(side, package, 52_000)
        assert refused.value.field == "deliver_on"
    steps.offered(story.shop.owner, package, 52_000, deliver_on=clock.today() + 17 * DAY)


def test_a_vacation_set_after_the_agreement_sends_the_package_back(story):
    package = steps.negotiated(story)
    vacation = away(story, 18, 25)
    with pytest.raises(Refused, match="Kembalikan paket supaya harinya disepakati ulang"):
        steps.approved(story, package)
    with unit_of_work(actor=story.shop.owner) as (session, _actor):
        session.merge(vacation).cancelled_at = clock.now()
    steps.approved(story, package)


class TestWhatIsMade:
    @pytest.fixture
    def story(self, database):
        found = steps.story()
        values = {"made_to_order": True, "lead_days": 2, "capacity_per_week": 500}
        with unit_of_work(actor=found.shop.owner) as (session, actor):
            catalog.change_product(session, actor, found.product.id, values=values)
        return found

    def ready(self, session, story):
        product = session.get_one(Product, story.product.id)
        return offering.offering(session, product, typed="1200").asked.schedule.ready_on

    def test_the_product_page_says_a_later_day(self, session, story):
        before = self.ready(session, story)
        away(story, 0, 13)
        assert self.ready(session, story) >= before + timedelta(days=7)

    def test_places_are_taken_in_the_weeks_that_are_worked(self, session, story):
        needed = clock.today() + 40 * DAY
        package = steps.invited(story, steps.opened(story, needed_on=needed))
        steps.offered(story.shop.owner, package, 52_000, deliver_on=clock.today() + 20 * DAY)
        steps.agreed(story.unit.pp, package)
        away(story, 0, 19)
        with pytest.raises(Exception, match="penyedia hanya sanggup"):
            steps.approved(story, package)


def test_what_lies_in_stock_waits_until_the_shop_works_again(session, story):
    away(story, 0, 4)
    product = session.get_one(Product, story.product.id)
    assert offering.offering(session, product, typed="10").asked.schedule.ready_on == clock.today() + 5 * DAY


def test_the_officer_reads_whether_the_seller_serves_the_unit(story, as_actor):
    officer = browser(as_actor, story, story.unit.pp)
    page = f"/pengadaan/paket/baru?produk={story.product.code}"
    rival = factories.product(factories.shop("Dapur Bu Sri"), "Hampers Nambangan")
    assert "Melayani wilayah Anda" in officer.get(page).text
    with unit_of_work(actor=story.shop.owner) as (inside, actor):
        businesses.set_area(inside, actor, story.shop.business.id, codes=["33"])
    shown = officer.get(f"{page}&banding={rival.code}").text
    assert "Belum" in shown
