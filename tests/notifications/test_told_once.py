"""A fact told by two transactions at once is told once, and both go on."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor
from marketplace.notifications.models import Notice
from marketplace.notifications.services import notify
from tests.accounts.factories import make_account

pytestmark = [pytest.mark.db, pytest.mark.two_connections]


def test_a_fact_is_told_once_by_many_at_once(own_database):
    account_id = make_account(email="sari@contoh.id").id
    db.session.remove()
    failed: list[Exception] = []
    begin = threading.Barrier(5)

    def tell() -> None:
        with own_database.app_context():
            begin.wait()
            try:
                with unit_of_work(actor=Actor.system("tests")) as (session, _actor):
                    notify(session, user_ids=[account_id], kind="t", text="Kabar.", url="/akun", key="k:1")
            except Exception as error:
                failed.append(error)
            db.session.remove()

    threads = [threading.Thread(target=tell) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert db.session.scalar(select(func.count()).select_from(Notice)) == 1
