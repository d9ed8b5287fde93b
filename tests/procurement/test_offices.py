"""Offices and the plan: who enters them, and which offices one person may not hold together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from marketplace.accounts import services as account_services
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import DomainError, Forbidden, Refused
from marketplace.kernel.money import Rupiah
from marketplace.procurement import services_offices as offices
from marketplace.procurement.actors import load_official, official_seats
from marketplace.procurement.models import Appointment
from tests.businesses import factories as people
from tests.procurement import factories, steps

pytestmark = pytest.mark.db


@pytest.fixture
def unit(database):
    return factories.work_unit()


def appoint(unit, user_id, office, by=factories.SYSTEM):
    with unit_of_work(actor=by) as (session, actor):
        return offices.appoint(session, actor, work_unit_id=unit.id, user_id=user_id, office=office)


def appointments(session):
    return session.scalar(select(func.count()).select_from(Appointment))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Role.PPK, Role.TREASURER),
        (Role.PP, Role.TREASURER),
        (Role.POKJA, Role.TREASURER),
        (Role.AUDITOR, Role.PPK),
        (Role.PP, Role.AUDITOR),
    ],
)
def test_two_offices_that_one_person_may_not_hold_in_a_unit(session, unit, first, second):
    account = people.person()
    appoint(unit, account.id, factories.office(first))
    with pytest.raises(Refused, match="Dasar: "):
        appoint(unit, account.id, factories.office(second))
    assert appointments(session) == 1


def test_officer_and_ppk_of_a_unit_may_be_one_person_as_long_as_no_package_joins_them(session, unit):
    account = people.person()
    appoint(unit, account.id, factories.office(Role.PP))
    appoint(unit, account.id, factories.office(Role.PPK))
    assert appointments(session) == 2


def test_decrees_that_do_not_overlap_or_of_another_unit_do_not_conflict(session, unit):
    account = people.person()
    appoint(unit, account.id, factories.office(Role.PPK, valid_to=date(2026, 6, 30)))
    later = replace(factories.office(Role.TREASURER), valid_from=date(2026, 7, 1))
    appoint(unit, account.id, later)
    appoint(factories.work_unit(), account.id, factories.office(Role.PPK))
    assert appointments(session) == 3


def test_platform_staff_hold_no_office(session, unit):
    account, admin = people.person(), Actor(None, None, Role.SYSTEM, None, name="tests")
    with unit_of_work(actor=admin) as (inside, actor):
        account_services.grant_platform_role(inside, actor, user_id=account.id, role=Role.ADMIN)
    with pytest.raises(Refused, match="Pengelola sistem"):
        appoint(unit, account.id, factories.office(Role.PPK))
    assert appointments(session) == 0


def test_a_helper_of_a_seller_stays_out_of_the_unit_that_buys_from_it(database):
    story = steps.story()
    helper = people.person("Rina Wulandari")
    people.mandate(story.shop.business, story.shop.owner, to=helper)
    appoint(factories.work_unit(), helper.id, factories.office(Role.PP))
    steps.opened(story)
    with pytest.raises(Refused, match="Pendamping penyedia"):
        appoint(story.unit.unit, helper.id, factories.office(Role.PPK))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"role": Role.VERIFIER}, "bukan jabatan"),
        ({"valid_to": date(2026, 1, 4)}, "berakhir sebelum dimulai"),
        ({"nip": "123"}, "NIP"),
    ],
)
def test_a_decree_that_cannot_be_right(session, unit, changed, message):
    with pytest.raises(DomainError, match=message):
        appoint(unit, people.person().id, replace(factories.office(Role.PP), **changed))
    assert appointments(session) == 0


def test_offices_are_entered_by_platform_staff_only(session, unit):
    ppk = factories.official(unit, Role.PPK)
    with pytest.raises(Forbidden):
        appoint(unit, people.person().id, factories.office(Role.PP), by=ppk)


@pytest.mark.parametrize(
    ("on", "holds"), [(date(2026, 1, 4), False), (date(2026, 1, 5), True), (date(2026, 12, 31), True)]
)
def test_a_seat_is_there_from_the_first_to_the_last_day_of_the_decree(app, session, unit, on, holds):
    actor = factories.official(unit, Role.PP)
    noon = clock.now().replace(month=on.month, day=on.day, hour=5)
    with clock.frozen(noon), app.test_request_context():
        assert (load_official(session, actor, False) is not None) is holds
        assert [seat.role for seat in official_seats(session, actor.user_id)] == [Role.PP] * holds


def test_a_seat_of_one_unit_opens_no_other(session, unit):
    actor = factories.official(unit, Role.PP)
    elsewhere = PartyRef(PartyKind.WORK_UNIT, factories.work_unit().id)
    assert load_official(session, replace(actor, party=elsewhere), False) is None
    assert load_official(session, replace(actor, role=Role.PPK), False) is None


def test_the_pagu_is_the_sum_of_the_budget_lines(unit):
    entry = factories.plan_entry(unit, ceiling=65_000_000)
    assert entry.ceiling == Rupiah(65_000_000)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"accounts": {}}, "mata anggaran"),
        ({"method": "lotere"}, "tidak dikenal"),
        ({"kind": "lain"}, "tidak dikenal"),
        ({"accounts": {"12": Rupiah(1)}}, "kode rekening"),
    ],
)
def test_a_plan_that_cannot_be_right(unit, changed, message):
    values = offices.PlanValues(
        rup_code="61001101",
        year=2026,
        name="Belanja",
        volume="1",
        method="direct_procurement",
        kind="goods",
        funding_source="APBD",
        wants_domestic=True,
        wants_umk=True,
        announced_on=date(2026, 1, 15),
        accounts={factories.ACCOUNT: Rupiah(1)},
    )
    with pytest.raises(DomainError, match=message), unit_of_work(actor=factories.SYSTEM) as (session, actor):
        offices.add_plan_entry(session, actor, work_unit_id=unit.id, values=replace(values, **changed))
