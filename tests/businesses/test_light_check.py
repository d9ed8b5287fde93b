"""The light check: what proves itself lets a shop sell to shoppers at once, and nothing more."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from marketplace.accounts import services as accounts
from marketplace.businesses import services
from marketplace.businesses.models import Business
from marketplace.businesses.services.light_check import resembles_authority
from marketplace.businesses.states import EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.infra.uow import unit_of_work
from tests.businesses import factories as make

pytestmark = pytest.mark.db

FOREVER = date(9999, 12, 31)


def state_of(session, business, requirement):
    which = Evidence.business_id == business.id, Evidence.requirement == requirement
    return session.scalar(select(Evidence.state).where(*which).order_by(Evidence.id.desc()).limit(1))


def unproved():
    """Somebody whose number never gave its code."""
    with unit_of_work(actor=make.SYSTEM) as (session, actor):
        return accounts.create_account(
            session, actor, name="Wati", phone="081299990000", password="kopi susu dan pagi"
        )


def test_a_new_shop_with_a_proved_number_sells_to_shoppers_at_once(session):
    business, _owner = make.business()
    make.fresh(session, business)
    assert business.ready_until_retail == FOREVER
    assert business.ready_until_bank is None


def test_nobody_stands_behind_what_the_rule_accepted(session):
    business, _owner = make.business()
    rows = session.scalars(select(Evidence).where(Evidence.business_id == business.id)).all()
    assert {row.requirement for row in rows} == {"consent", "owner_phone", "trade_name", "place"}
    assert {row.state for row in rows} == {EvidenceState.ACCEPTED}
    assert {row.decided_by for row in rows} == {None}
    assert all(row.requirements_version for row in rows)


def test_a_number_that_gave_no_code_keeps_the_shop_closed(session):
    business, _owner = make.business(unproved())
    make.fresh(session, business)
    assert business.ready_until_retail is None
    assert state_of(session, business, "owner_phone") is EvidenceState.SUBMITTED


@pytest.mark.parametrize("name", ["Dinas Kopi", "Toko Polri Jaya", "KEMENTERIAN Rasa"])
def test_a_name_that_looks_like_an_authority_waits_for_a_person(session, name):
    business, _owner = make.business(name=name)
    make.fresh(session, business)
    assert business.ready_until_retail is None
    assert state_of(session, business, "trade_name") is EvidenceState.SUBMITTED


@pytest.mark.parametrize("name", ["Keripik Bu Sari", "Kopi Dinasti", "Warung Polos"])
def test_a_word_inside_another_harms_nobody(name):
    assert not resembles_authority(name)


def test_a_new_name_is_looked_at_again(session):
    business, owner = make.business()
    with unit_of_work(actor=owner) as (inside, actor):
        services.fill_profile(inside, actor, business.id, values={"name": "Dinas Keripik"})
    make.fresh(session, business)
    assert business.ready_until_retail is None
    with unit_of_work(actor=owner) as (inside, actor):
        services.fill_profile(inside, actor, business.id, values={"name": "Keripik Bu Sari"})
    make.fresh(session, business)
    assert business.ready_until_retail == FOREVER


def test_a_district_alone_is_no_address_that_is_paid_to(session):
    business, owner = make.business()
    with unit_of_work(actor=owner) as (inside, actor):
        services.fill_profile(
            inside,
            actor,
            business.id,
            values={"region_code": "35.77.03", "street": "Gang Kenari 7", "postcode": "63133"},
        )
    assert session.scalar(select(Business.region_code)) == "35.77.03"
    assert state_of(session, business, "address") is None
    assert state_of(session, business, "place") is EvidenceState.ACCEPTED
