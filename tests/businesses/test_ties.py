"""Whoever helps a person, or works with them, is none of the two who give the account back."""

from __future__ import annotations

import pytest

from marketplace.accounts import in_person, queries
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import Refused
from tests.accounts.factories import make_officer
from tests.businesses import factories as make

pytestmark = pytest.mark.db


def open_as(user_id, contact):
    with unit_of_work(actor=Actor(user_id, None, Role.VERIFIER)) as (session, actor):
        return in_person.open_case(session, actor, contact=contact, paper="ktp", seen="foto cocok").code


def confirm_as(user_id, code):
    with unit_of_work(actor=Actor(user_id, None, Role.VERIFIER)) as (session, actor):
        in_person.confirm(session, actor, code)


def test_a_helper_neither_opens_nor_confirms_for_the_owner_she_helps_nor_the_owner_for_her(database):
    business, owner_actor = make.verified()
    mandate = make.mandate(business, owner_actor)
    owner, helper = owner_actor.user_id, mandate.helper_id
    stranger = make_officer().id
    for near, far in ((helper, owner), (owner, helper)):
        with pytest.raises(Refused, match="petugas lain"):
            open_as(near, contact_of(far))
    code = open_as(stranger, contact_of(owner))
    with pytest.raises(Refused, match="petugas lain"):
        confirm_as(helper, code)
    confirm_as(make_officer().id, code)


def contact_of(user_id):
    with unit_of_work(actor=Actor.system("tests")) as (session, _actor):
        found = queries.contact_of(session, user_id)
    return found.phone or found.email
