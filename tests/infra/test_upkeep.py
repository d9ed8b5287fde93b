"""By the clock: roots over the chains, old rows away, and what must not be changed cannot be."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError

from marketplace.accounts.models import RecoveryRequest
from marketplace.infra import audit, idempotency, jobs, limits, outbox, sessions, sweeping, upkeep
from marketplace.infra import worker as house_worker
from marketplace.infra.audit import AuditEntry, AuditRoot
from marketplace.infra.db import Base
from marketplace.infra.idempotency import IdempotencyKey
from marketplace.infra.jobs import Job
from marketplace.infra.limits import Limit, RateCount
from marketplace.infra.messages import Channel, Message, request
from marketplace.infra.outbox import OutboxEvent
from marketplace.infra.sessions import WebSession
from marketplace.infra.timeline import StateChange, record
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from tests.accounts.factories import make_account

pytestmark = pytest.mark.db
SYSTEM = Actor.system("tests")
LONG_AGO = timedelta(days=70)


def write_something(session, user_id: int) -> None:
    """One row in each table that grows by itself."""
    for owner, role in ((None, Role.VISITOR), (user_id, Role.SHOPPER)):
        sessions.open_session(session, user_id=owner, role=role)
    limits.hit(session, Limit("tests", 9, timedelta(hours=1)), "k")
    idempotency.once(session, "session:1", "K")
    idempotency.once(session, "webhook", "evt_1")
    request(session, channel=Channel.MAIL, recipient="a@contoh.id", subject="s", body="b")
    session.add(Job(name="tests", key="k", payload={}, due_at=clock.now(), done_at=clock.now()))
    session.add(
        RecoveryRequest(
            code="K7H2K9M4QR",
            channel=Channel.MAIL,
            created_at=sessions.wall_clock(),
            expires_at=sessions.wall_clock(),
        )
    )
    session.flush()
    session.execute(update(OutboxEvent).values(done_at=clock.now()))


def counted(session) -> dict[type[Base], int]:
    tables = (WebSession, RateCount, IdempotencyKey, Message, RecoveryRequest, OutboxEvent)
    found = {table: session.scalar(select(func.count()).select_from(table)) for table in tables}
    done = select(func.count()).select_from(Job).where(Job.done_at.is_not(None))
    return found | {Job: session.scalar(done)}


def clean() -> None:
    with unit_of_work(actor=SYSTEM) as (session, actor):
        upkeep.clean_up(session, actor, {})


def test_old_rows_go_and_keys_of_webhooks_stay(session):
    account = make_account(email="sari@contoh.id")
    with clock.frozen(clock.now() - LONG_AGO), unit_of_work(actor=SYSTEM) as (inside, _actor):
        write_something(inside, account.id)
    clean()
    assert counted(session) == dict.fromkeys(counted(session), 0) | {IdempotencyKey: 1}


def test_what_is_young_stays(session):
    account = make_account(email="sari@contoh.id")
    with unit_of_work(actor=SYSTEM) as (inside, _actor):
        write_something(inside, account.id)
    before = counted(session)
    clean()
    assert counted(session) == before


def test_many_old_rows_go_a_few_at_a_time(session):
    many = sweeping.AT_MOST + 1
    with clock.frozen(clock.now() - LONG_AGO), unit_of_work(actor=SYSTEM) as (inside, _actor):
        inside.add_all(RateCount(scope="s", key=str(n), window=clock.now(), count=1) for n in range(many))
    clean()
    assert counted(session)[RateCount] == 1
    with clock.frozen(clock.now() + timedelta(seconds=2)):
        jobs.run_due()
    assert counted(session)[RateCount] == 0


def test_a_root_is_taken_every_hour(session):
    upkeep.plan_both()
    upkeep.plan_both()
    with clock.frozen(clock.now() + timedelta(hours=1)):
        jobs.run_due()
        jobs.run_due()
    assert session.scalar(select(func.count()).select_from(AuditRoot)) == 1
    waiting = (
        select(func.count()).select_from(Job).where(Job.name == upkeep.AUDIT_ROOT, Job.done_at.is_(None))
    )
    assert session.scalar(waiting) == 1


def test_the_worker_ends_between_two_batches(session, monkeypatch):
    stop, drained = threading.Event(), []

    def drain() -> int:
        drained.append(1)
        stop.set()
        return 1

    monkeypatch.setattr(outbox, "drain", drain)
    assert house_worker.once(stop.is_set) == 1
    assert len(drained) == 1


@pytest.mark.parametrize("table", [AuditEntry, StateChange])
@pytest.mark.parametrize("verb", [update, delete])
def test_nobody_changes_or_removes_what_was_noted(session, table, verb):
    with unit_of_work(actor=SYSTEM) as (inside, actor):
        audit.record(inside, actor, "tests.step", subject="thing:A")
        record(inside, actor, ("thing", 1), event="go", before=None, after="gone")
    statement = verb(table).values(id=table.id + 1000) if verb is update else verb(table)

    def change() -> None:
        with unit_of_work(actor=SYSTEM) as (inside, _actor):
            inside.execute(statement.execution_options(synchronize_session=False))

    with pytest.raises(DBAPIError, match="append-only"):
        change()
    assert session.scalar(select(func.count()).select_from(table)) == 1
