"""Deliveries: each handler gets its own batch, a failure waits longer each time, nothing poisons the rest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.infra import outbox
from marketplace.infra.outbox import OutboxEvent
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.events import MessageRequested, Topic

pytestmark = pytest.mark.db
SYSTEM = Actor.system("tests")
KEY = f"{Topic.MESSAGE_REQUESTED}/messages.send"


class Heard(list):
    """Batches as they came; ids in `fails` are refused."""

    def __init__(self) -> None:
        super().__init__()
        self.fails: set[int] = set()


@pytest.fixture
def heard(session):
    """What reaches the handler of messages."""
    found = Heard()

    def listen(deliveries):
        ids = [delivery.payload.message_id for delivery in deliveries]
        found.append(ids)
        if found.fails & set(ids):
            raise ConnectionError("refused: sari@contoh.co.id")

    kept = outbox._handlers[KEY]
    outbox.effect(Topic.MESSAGE_REQUESTED, listen, name="messages.send", batch=3)
    yield found
    outbox._handlers[KEY] = kept


def record(*ids: int) -> None:
    with unit_of_work(actor=SYSTEM) as (session, _actor):
        outbox.record_many(session, [MessageRequested(message_id=number) for number in ids])


def rows(session):
    session.expire_all()
    return session.scalars(select(OutboxEvent).order_by(OutboxEvent.id)).all()


def test_a_batch_is_no_larger_than_its_handler_can_take(heard, session):
    record(1, 2, 3, 4, 5)
    assert outbox.drain() == 3
    waits = [row.leased_until for row in rows(session) if row.done_at is None]
    assert waits == [None, None], "what is not delivered yet is not leased either"
    assert outbox.drain() == 2
    assert heard == [[1, 2, 3], [4, 5]]


def test_one_bad_event_does_not_hold_the_others(heard, session):
    heard.fails = {2}
    record(1, 2, 3)
    assert outbox.drain() == 2
    assert [row.done_at is not None for row in rows(session)] == [True, False, True]


def test_a_payload_nobody_understands_is_put_off_alone(heard, session):
    record(1, 2)
    with unit_of_work(actor=SYSTEM) as (inside, _actor):
        first = inside.scalars(select(OutboxEvent).order_by(OutboxEvent.id)).first()
        first.payload = {"unknown": 1}
    assert outbox.drain() == 1
    assert [row.attempts for row in rows(session)] == [1, 0]


def test_each_failure_waits_longer_and_the_last_is_a_dead_letter(heard, session):
    heard.fails = {7}
    record(7)
    waited = []
    for _ in range(outbox.MAX_ATTEMPTS):
        with clock.frozen(rows(session)[0].available_at + timedelta(seconds=1)):
            now = clock.now()
            assert outbox.drain() == 0
            waited.append((rows(session)[0].available_at - now).total_seconds())
    assert waited == sorted(waited)
    assert waited[0] < waited[-1]
    assert rows(session)[0].dead_at is not None


def test_no_address_stays_in_the_note_about_a_failure(heard, session):
    heard.fails = {7}
    record(7)
    outbox.drain()
    assert "sari@" not in rows(session)[0].error
    assert rows(session)[0].error.startswith("ConnectionError")
