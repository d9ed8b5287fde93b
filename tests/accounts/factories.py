"""People for tests."""

from __future__ import annotations

from itertools import count
from typing import Any

import pyotp

from marketplace.accounts import second_factor, services
from marketplace.accounts.models import Account
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from tests.client import StrictClient

PASSWORD = "perahu kuning di telaga"  # nothing of it is secret
SYSTEM = Actor.system("tests")

_numbers = count(1)


def make_account(*, authenticator: bool = False, **values: Any) -> Account:
    """A person with an e-mail address of their own; `authenticator` gives them the demo secret."""
    number = next(_numbers)
    given = {"name": f"Orang {number}", "email": f"orang{number}@contoh.id", "password": PASSWORD} | values
    with unit_of_work(actor=SYSTEM) as (session, actor):
        account = services.create_account(session, actor, **given)
        if authenticator:
            account.totp_secret = second_factor.DEMO_SECRET
            account.totp_confirmed_at = clock.now()
    return account


def make_officer(role: Role = Role.VERIFIER, *, region_code: str | None = None, **values: Any) -> Account:
    """A person with an authenticator and a role on the platform."""
    account = make_account(authenticator=True, **values)
    with unit_of_work(actor=SYSTEM) as (session, actor):
        services.grant_platform_role(session, actor, user_id=account.id, role=role, region_code=region_code)
    return account


def one_time_code(secret: str = second_factor.DEMO_SECRET) -> str:
    """The code that an authenticator shows now."""
    return pyotp.TOTP(secret).at(clock.now())


def sign_in(client: StrictClient, contact: str, password: str = PASSWORD, **fields: str) -> Any:
    """Fill in the sign-in page; gives the answer."""
    return client.submit("/masuk", {"contact": contact, "password": password} | fields)
