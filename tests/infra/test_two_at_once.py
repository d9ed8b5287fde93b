"""Two transactions that add the same row at once: one adds it, the other waits, and both go on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.infra import audit, idempotency, jobs, limits
from marketplace.infra.audit import AuditEntry
from marketplace.infra.db import db
from marketplace.infra.jobs import Job
from marketplace.infra.limits import Limit, RateCount
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef

pytestmark = [pytest.mark.db, pytest.mark.two_connections]

SYSTEM = Actor.system("tests")
THREADS = 6
PARTY = PartyRef(PartyKind.BUSINESS, 41)


@pytest.fixture
def at_once(own_database: Flask) -> Callable[[Callable[[Session, Actor], object]], list[object]]:
    """Run an act in six units of work at once; what each gave, or the exception that ended it."""

    def run(act: Callable[[Session, Actor], object]) -> list[object]:
        results: list[object] = []
        start = threading.Barrier(THREADS)

        def one() -> None:
            with own_database.app_context():
                start.wait()
                try:
                    with unit_of_work(actor=SYSTEM) as (session, actor):
                        results.append(act(session, actor))
                except Exception as error:
                    results.append(error)
                db.session.remove()

        threads = [threading.Thread(target=one) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        db.session.rollback()
        return results

    return run


def test_a_key_is_new_for_exactly_one(at_once):
    results = at_once(lambda session, _actor: idempotency.once(session, "webhook", "evt_1"))
    assert sorted(map(str, results)) == ["False"] * (THREADS - 1) + ["True"]


def test_every_try_is_counted(at_once):
    limit = Limit("tests", 100, timedelta(days=1))
    assert at_once(lambda session, _actor: limits.hit(session, limit, "k")) == [None] * THREADS
    assert db.session.scalar(select(RateCount.count)) == THREADS


def test_a_job_is_planned_once(at_once):
    due = clock.now() + timedelta(days=1)
    planned = at_once(
        lambda session, _actor: jobs.plan(session, "tests.job", key="k", due_at=due, payload={})
    )
    assert planned == [None] * THREADS
    assert len(db.session.scalars(select(Job).where(Job.name == "tests.job")).all()) == 1


def test_a_new_audit_chain_takes_every_entry(at_once):
    def act(session: Session, actor: Actor) -> None:
        audit.record(session, actor, "tests.step", subject="thing:A", parties=[PARTY])

    assert at_once(act) == [None] * THREADS
    seqs = db.session.scalars(select(AuditEntry.seq).where(AuditEntry.chain_id == PARTY.id)).all()
    assert sorted(seqs) == list(range(1, THREADS + 1))
    assert list(audit.verify(db.session())) == []
