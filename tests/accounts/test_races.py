"""Two requests at the same moment: one account per address, one use per code."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from marketplace.accounts import second_factor, services
from marketplace.accounts.models import Account
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import DomainError
from tests.accounts.factories import PASSWORD, SYSTEM, make_account, one_time_code

pytestmark = [pytest.mark.db, pytest.mark.two_connections]


def at_once(app, act, times=2):
    """Run `act` in several threads that start together; gives what each answered."""
    start = Barrier(times)

    def one(_number):
        with app.app_context():
            start.wait()
            return act()

    with ThreadPoolExecutor(times) as pool:
        return sorted(pool.map(one, range(times)))


def test_two_sign_ups_with_one_address_make_one_account(own_database):
    def sign_up():
        try:
            with unit_of_work(actor=SYSTEM) as (session, actor):
                services.create_account(
                    session, actor, name="Sari", email="sari@contoh.id", password=PASSWORD
                )
        except DomainError as error:
            return error.field
        return "made"

    assert at_once(own_database, sign_up) == ["email", "made"]
    assert db.session.scalar(select(func.count()).select_from(Account)) == 1


def test_one_code_of_the_authenticator_opens_once(own_database):
    account_id = make_account(authenticator=True).id
    code = one_time_code()

    def give():
        with unit_of_work(actor=SYSTEM) as (session, _actor):
            account = session.get_one(Account, account_id, with_for_update=True)
            return second_factor.accept(session, account, code)

    assert at_once(own_database, give) == [False, True]


def test_one_code_of_the_card_is_used_once(own_database):
    account_id = make_account().id
    person = Actor(user_id=account_id, session_id=None, role=Role.SHOPPER)
    with unit_of_work(actor=person) as (session, actor):
        code = second_factor.make_card(session, actor)[0].replace("-", "")

    def give():
        with unit_of_work(actor=SYSTEM) as (session, _actor):
            return second_factor.use_card_code(session, account_id, code)

    assert at_once(own_database, give) == [False, True]
