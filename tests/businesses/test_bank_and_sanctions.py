"""The account a business is paid into, and sanctions that stop trade at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from marketplace.businesses import bank_queries, policies, queries, services
from marketplace.businesses.sanction_models import SanctionKind
from marketplace.businesses.services.sanctions import JOB
from marketplace.infra import jobs, outbox
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound
from marketplace.kernel.events import Topic
from tests.businesses import factories as make

pytestmark = pytest.mark.db
ACCOUNT = {"bank": "Bank Jatim", "number": "0099-9900-12345", "holder": "Sari Handayani"}


def set_account(actor, business, **values):
    with unit_of_work(actor=actor) as (session, actor):
        return services.set_bank_account(session, actor, business.id, **(ACCOUNT | values))


def impose(business, *, begins=0, ends=None):
    today = clock.today()
    with unit_of_work(actor=make.SYSTEM) as (session, actor):
        return services.impose_sanction(
            session,
            actor,
            business.id,
            kind=SanctionKind.BLACKLIST,
            ground="Tidak mengirim barang sesuai kontrak.",
            basis="Perlem LKPP 4/2021",
            decision_number="12/DH/2026",
            from_on=today + timedelta(days=begins),
            until_on=None if ends is None else today + timedelta(days=ends),
        )


class TestBankAccount:
    def test_is_kept_encrypted_and_shown_masked(self, session):
        business, owner = make.business()
        set_account(owner, business)
        raw = session.execute(text("SELECT number FROM bank_account")).scalar_one()
        assert b"009999" not in bytes(raw)
        shown = bank_queries.bank_account(session, owner)
        assert shown.masked_number == "•••••••••2345"
        assert bank_queries.payee(session, business.id).number == "0099990012345"

    def test_no_mandate_reaches_it(self, session):
        business, owner = make.business()
        rina = make.acting(make.mandate(business, owner, scopes=tuple(policies.SCOPES)))
        with pytest.raises(Forbidden):
            set_account(rina, business)
        with pytest.raises(Forbidden):
            bank_queries.bank_account(session, rina)

    def test_a_change_waits_72_hours(self, session):
        business, owner = make.business()
        set_account(owner, business)
        set_account(owner, business, number="1234567890")
        assert bank_queries.bank_account(session, owner).held
        assert bank_queries.payee(session, business.id) is None
        with clock.frozen(clock.now() + timedelta(hours=72, seconds=1)):
            assert bank_queries.payee(session, business.id).number == "1234567890"

    def test_a_change_takes_the_paper_of_the_old_account_away(self, session):
        business, owner = make.verified()
        set_account(owner, business)
        make.fresh(session, business)
        assert business.ready_until_bank is None

    @pytest.mark.parametrize(
        ("values", "field"),
        [({"number": "12"}, "number"), ({"bank": " "}, "bank"), ({"holder": ""}, "holder")],
    )
    def test_what_is_missing_is_said_beside_its_field(self, session, values, field):
        business, owner = make.business()
        with pytest.raises(DomainError) as refused:
            set_account(owner, business, **values)
        assert refused.value.field == field


class TestSanctions:
    def test_take_readiness_away_in_the_same_transaction(self, session):
        business, _owner = make.verified()
        impose(business)
        make.fresh(session, business)
        today = clock.today()
        assert business.frozen_at is not None
        assert queries.sanctioned(session, business.id, today)
        assert not queries.is_government_ready(session, business.id, today)
        assert queries.brief(session, [business.id])[business.id].frozen

    def test_hold_from_the_first_to_the_last_day(self, session):
        business, _owner = make.business()
        impose(business, begins=2, ends=4)
        today = clock.today()
        held = [queries.sanctioned(session, business.id, today + timedelta(days=n)) for n in range(7)]
        assert held == [False, False, True, True, True, False, False]

    def test_begin_and_end_by_the_job_even_if_it_runs_twice(self, session):
        business, _owner = make.business()
        impose(business, begins=1, ends=1)
        names = set(session.scalars(select(jobs.Job.name)))
        assert JOB in names
        frozen = []
        for day in range(3):
            with clock.frozen(clock.now() + timedelta(days=day)):
                jobs.run_due()
                jobs.run_due()
                make.fresh(session, business)
                frozen.append(business.frozen_at is not None)
        assert frozen == [False, True, False]

    def test_lifting_one_leaves_the_other(self, session):
        business, _owner = make.business()
        first, second = impose(business), impose(business)
        for sanction, still_frozen in ((first, True), (second, False)):
            with unit_of_work(actor=make.SYSTEM) as (session, actor):
                services.lift_sanction(session, actor, sanction.id, reason="Sudah dipulihkan.")
            make.fresh(session, business)
            assert (business.frozen_at is not None) is still_frozen
        with pytest.raises(Conflict), unit_of_work(actor=make.SYSTEM) as (session, actor):
            services.lift_sanction(session, actor, first.id, reason="Lagi.")

    def test_are_told_with_whether_they_hold(self, session):
        told = []
        outbox.on(
            Topic.BUSINESS_SANCTIONED,
            lambda _session, _actor, rows: told.extend(row.payload.active for row in rows),
            name="tests.sanctions",
        )
        try:
            business, _owner = make.business()
            sanction = impose(business)
            with unit_of_work(actor=make.SYSTEM) as (session, actor):
                services.lift_sanction(session, actor, sanction.id, reason="Selesai.")
            outbox.drain()
        finally:
            outbox._handlers.pop(f"{Topic.BUSINESS_SANCTIONED}/tests.sanctions")
        assert told == [True, False]

    def test_are_imposed_alone_by_nobody_but_the_system(self, session):
        _business, owner = make.business()
        with pytest.raises(Forbidden), unit_of_work(actor=owner) as (session, actor):
            services.lift_sanction(session, actor, 1, reason="Saya mau.")
        with pytest.raises(NotFound), unit_of_work(actor=make.SYSTEM) as (session, actor):
            services.lift_sanction(session, actor, 999_999, reason="Tidak ada.")


def test_a_milestone_is_reached_once(session):
    business, _owner = make.business()
    with unit_of_work(actor=make.SYSTEM) as (session, _actor):
        assert services.reach(session, business.id, "first_product", "product:7H2K9M4QRT")
        assert not services.reach(session, business.id, "first_product", "product:8H2K9M4QRT")
