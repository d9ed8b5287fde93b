"""The first pages of a seller and of a dinas, from what waits in the rooms below."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.accounts import services as accounts
from marketplace.businesses import services as businesses
from marketplace.businesses.requirements import Level, level_name
from marketplace.infra import counting
from marketplace.infra.audit import PLATFORM
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from tests.assistance import factories as assistance
from tests.businesses import factories as make

pytestmark = pytest.mark.db


def page_of(as_actor, business, owner):
    client = as_actor(owner.user_id, Role.OWNER, owner.party, code=business.code, label=business.name)
    return client.get("/penjual")


def test_a_new_seller_is_told_to_add_the_first_product(as_actor):
    business, owner = make.business()
    answer = page_of(as_actor, business, owner)
    assert answer.status_code == 200
    assert "Tambah produk pertama" in answer.text
    assert "Lengkapi" in answer.text


def test_a_request_for_a_mandate_waits_on_the_first_page(as_actor):
    business, owner = make.business()
    helper = make.helper(make.person("Rina Wulandari"))
    with unit_of_work(actor=helper) as (session, actor):
        businesses.request_mandate(
            session,
            actor,
            business_id=business.id,
            scopes=["profile.write"],
            ends_on=clock.today() + timedelta(days=30),
        )
    assert "Rina Wulandari meminta izin membantu" in page_of(as_actor, business, owner).text


def test_a_renewal_that_is_not_handed_in_is_offered_until_it_is(as_actor):
    business, owner = make.verified()
    with unit_of_work(actor=owner) as (session, actor):
        values = {"size_basis": "sales", "size_amount": 210_000_000, "size_year": 2026}
        businesses.fill_profile(session, actor, business.id, values=values)
    small = level_name(Level.GOVERNMENT_SMALL)
    offered = f"Ajukan: {small}"
    assert offered in page_of(as_actor, business, owner).text
    with unit_of_work(actor=owner) as (session, actor):
        businesses.submit_for_verification(session, actor, business.id, Level.GOVERNMENT_SMALL)
    assert offered not in page_of(as_actor, business, owner).text


def test_a_renewal_that_was_refused_waits_on_the_first_page_with_its_reason(as_actor):
    business, owner = make.verified()
    with unit_of_work(actor=owner) as (session, actor):
        values = {"size_basis": "sales", "size_amount": 210_000_000, "size_year": 2026}
        businesses.fill_profile(session, actor, business.id, values=values)
        case = businesses.submit_for_verification(session, actor, business.id, Level.GOVERNMENT_SMALL)
    with unit_of_work(actor=make.verifier(make.person())) as (session, actor):
        answers = {"answers": {}, "decision": businesses.Decision.RETURN, "reason": "Angkanya berbeda."}
        businesses.decide(session, actor, case.id, **answers)
    page = page_of(as_actor, business, owner).text
    assert "Perbaiki pembaruan: " in page
    assert "Angkanya berbeda." in page


def test_nobody_but_sellers_has_this_desk(as_actor, client):
    person = make.person()
    assert (
        as_actor(person.id, Role.SHOPPER, make.shopper(person).party, code=person.code)
        .get("/penjual")
        .status_code
        == 403
    )
    assert client.get("/penjual").status_code == 303


@pytest.fixture
def dinas(as_actor):
    person = make.person("Tri Utami")
    with unit_of_work(actor=make.SYSTEM) as (session, actor):
        accounts.grant_platform_role(session, actor, user_id=person.id, role=Role.DINAS, region_code="35.77")
    return as_actor(person.id, Role.DINAS, PLATFORM, code="platform")


def test_a_dinas_sees_who_waits_in_its_region_and_below_only(dinas):
    here, owner = make.business(name="Keripik Tempe Bu Sari")
    assistance.request(here, owner)
    elsewhere, other = make.business(name="Jauh dari sini")
    with unit_of_work(actor=other) as (session, actor):
        businesses.fill_profile(session, actor, elsewhere.id, values={"region_code": "33.72.01.1001"})
    assistance.request(elsewhere, other)
    page = dinas.get("/dinas").text
    assert "Keripik Tempe Bu Sari" in page
    assert "Jauh dari sini" not in page


def test_the_list_costs_the_same_for_two_and_for_twelve(dinas):
    def queries_for(number: int) -> int:
        for _ in range(number):
            business, owner = make.business()
            assistance.request(business, owner)
        dinas.get("/dinas")
        return counting.current()

    assert queries_for(2) == queries_for(10)
