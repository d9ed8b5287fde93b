"""Two people at the same moment: what is sent, paid and counted happens once."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

from marketplace.infra.db import db
from marketplace.kernel.errors import Conflict, Refused
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.procurement.contract_models import DeliveryLine, PaymentRecord
from tests.procurement import fulfilment_steps as after
from tests.procurement import steps

pytestmark = pytest.mark.two_connections


def at_once(app, act):
    """Run `act` in two threads that start together; how each ended."""
    start, results = threading.Barrier(2), []

    def run() -> None:
        with app.app_context():
            start.wait()
            try:
                act()
                results.append("done")
            except (Conflict, Refused):
                results.append("refused")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return sorted(results)


def test_the_last_pieces_are_sent_once(own_database):
    story = steps.story()
    contract = after.in_force(story)
    assert at_once(own_database, lambda: after.shipped(story, contract, 700)) == ["done", "refused"]
    assert db.session.scalar(select(func.sum(DeliveryLine.sent))) == 700


def test_a_contract_is_paid_once_and_its_budget_spent_once(own_database):
    story = steps.story()
    contract = after.handed_over(story)
    assert at_once(own_database, lambda: after.paid(story, contract)) == ["done", "refused"]
    assert db.session.scalar(select(func.count()).select_from(PaymentRecord)) == 1
    assert steps.budget_of(db.session(), story) == (ZERO, Rupiah(62_400_000))
