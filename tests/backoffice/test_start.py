"""The staff's first page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.accounts import services as accounts
from marketplace.businesses import services as businesses
from marketplace.businesses.sanction_models import SanctionKind
from marketplace.infra.audit import PLATFORM
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from tests.businesses import factories as make

pytestmark = pytest.mark.db


@pytest.fixture
def admin(as_actor):
    person = make.person("Yusuf")
    with unit_of_work(actor=make.SYSTEM) as (session, actor):
        accounts.grant_platform_role(session, actor, user_id=person.id, role=Role.ADMIN)
    return as_actor(person.id, Role.ADMIN, PLATFORM, code="platform")


def sanction(business, *, until):
    with unit_of_work(actor=make.SYSTEM) as (session, actor):
        businesses.impose_sanction(
            session,
            actor,
            business.id,
            kind=SanctionKind.FREEZE,
            ground="Foto tidak sesuai isi.",
            basis="Ketentuan lapak",
            decision_number="KEP-1",
            from_on=clock.today(),
            until_on=until,
        )


def test_shows_sanctions_in_force_and_the_state_of_the_system(admin):
    business, _owner = make.business(name="Bingkis Kencana")
    sanction(business, until=clock.today() + timedelta(days=10))
    page = admin.get("/kelola").text
    assert "Bingkis Kencana" in page
    assert "KEP-1" in page
    assert "Basis data" in page


def test_a_sanction_whose_day_is_over_is_gone(admin):
    business, _owner = make.business(name="Bingkis Kencana")
    sanction(business, until=clock.today())
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert "KEP-1" not in admin.get("/kelola").text


def test_only_staff_see_it(as_actor, client):
    person = make.person()
    shopper = as_actor(person.id, Role.SHOPPER, make.shopper(person).party, code=person.code)
    assert shopper.get("/kelola").status_code == 403
    assert client.get("/kelola").status_code == 303
