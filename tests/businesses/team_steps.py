"""Steps in the life of a team, done through the services themselves."""

from __future__ import annotations

from marketplace.accounts.models import Account
from marketplace.businesses import services
from marketplace.businesses.seats import load_business
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.codes import new_code
from tests.businesses import factories as make

NOBODYS = "0813-9999-0000"


def invite(business, owner, phone=NOBODYS, permissions=("products",)):
    with unit_of_work(actor=owner) as (session, actor):
        return services.invite_member(session, actor, business.id, phone=phone, permissions=permissions)


def answer(who, invitation, *, accept=True):
    with unit_of_work(actor=who) as (session, actor):
        return services.answer_invitation(session, actor, invitation.code, accept=accept)


def staff(business, owner, *permissions, name="Budi Santoso"):
    """Somebody who accepted; gives their account and the actor with what they may."""
    account = make.person(name)
    answer(make.shopper(account), invite(business, owner, account.phone, permissions or ("products",)))
    seat = Actor(account.id, None, Role.STAFF, PartyRef(PartyKind.BUSINESS, business.id))
    with unit_of_work(actor=make.SYSTEM) as (session, _actor):
        return account, load_business(session, seat, True)


def offer(business, owner, to):
    with unit_of_work(actor=owner) as (session, actor):
        return services.propose_transfer(session, actor, business.id, member_code=to.code)


def unnamed(session):
    """An account without its password's cost, inside a unit of work."""
    code = new_code()
    account = Account(
        code=code,
        name="Pegawai",
        email_index=code,
        password_hash="",
        password_changed_at=clock.now(),
        created_at=clock.now(),
    )
    session.add(account)
    session.flush()
    return account.id
