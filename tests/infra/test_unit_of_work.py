"""The unit of work: one writing transaction, never nested, nothing flushed outside."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.infra import audit, idempotency, triggers
from marketplace.infra.audit import AuditEntry
from marketplace.infra.db import db
from marketplace.infra.limits import RateCount
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef

pytestmark = pytest.mark.db
SYSTEM = Actor.system("tests")


def count_row() -> RateCount:
    return RateCount(scope="s", key="k", window=clock.now(), count=1)


def test_commits_what_was_done(session):
    with unit_of_work(actor=SYSTEM) as (inside, _actor):
        inside.add(count_row())
    assert session.scalar(select(RateCount.count)) == 1


def test_rolls_everything_back_on_an_error(session):
    def fail_halfway():
        with unit_of_work(actor=SYSTEM) as (inside, _actor):
            inside.add(count_row())
            inside.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert session.scalar(select(RateCount.count)) is None


def test_refuses_to_nest(session):
    with (
        pytest.raises(RuntimeError, match="nest"),
        unit_of_work(actor=SYSTEM),
        unit_of_work(actor=SYSTEM),
    ):
        pass


def test_refuses_changes_made_before_it(session):
    session.add(count_row())
    with pytest.raises(RuntimeError, match="outside"), unit_of_work(actor=SYSTEM):
        pass
    session.expunge_all()


def test_a_flush_outside_is_refused(session):
    session.add(count_row())
    with pytest.raises(RuntimeError, match="outside"):
        session.flush()
    session.expunge_all()


def test_a_form_key_works_once(session):
    with unit_of_work(actor=SYSTEM, key="K1"):
        pass
    with pytest.raises(idempotency.Repeated), unit_of_work(actor=SYSTEM, key="K1"):
        pass


def test_audit_chains_per_party_are_sealed_and_verify(session):
    parties = [PartyRef(PartyKind.BUSINESS, 7), PartyRef(PartyKind.WORK_UNIT, 3)]
    for step in range(3):
        with unit_of_work(actor=SYSTEM) as (inside, actor):
            audit.record(inside, actor, "tests.step", subject="thing:A", parties=parties, data={"step": step})
    seqs = list(session.scalars(select(AuditEntry.seq).where(AuditEntry.chain_kind == "business")))
    assert seqs == [1, 2, 3]
    assert list(audit.verify(session)) == []


def test_a_changed_entry_is_found(session):
    with unit_of_work(actor=SYSTEM) as (inside, actor):
        audit.record(inside, actor, "tests.step", subject="thing:A", data={"amount": 1})
    with unit_of_work(actor=SYSTEM) as (inside, _actor):
        # Whoever owns the database can take the triggers away; the chain tells even then.
        triggers.drop(inside.connection())
        inside.execute(AuditEntry.__table__.update().values(data={"amount": 2}))
        triggers.create(inside.connection())
    db.session.expire_all()
    assert [fault for fault in audit.verify(session) if "isi berubah" in fault]
