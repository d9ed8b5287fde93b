"""The seats everybody has (a person as shopper) and those of the platform's own roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts import queries
from marketplace.accounts.models import Account, PlatformRole
from marketplace.infra.audit import PLATFORM
from marketplace.kernel import regions
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.web.actors import Seat
from marketplace.web.layout import home_of

PLATFORM_CODE = "platform"


def load_person(session: Session, actor: Actor, lock: bool) -> Actor | None:
    """A person acts for nobody else, as shopper, while the account is open."""
    if actor.role is not Role.SHOPPER or actor.party is None or actor.party.id != actor.user_id:
        return None
    account = select(Account.id).where(Account.id == actor.user_id, Account.closed_at.is_(None))
    known = session.scalar(account.with_for_update(read=True) if lock else account)
    return actor if known is not None else None


def person_seats(session: Session, user_id: int) -> Sequence[Seat]:
    account = queries.account(session, user_id)
    party = PartyRef(PartyKind.PERSON, user_id)
    return [Seat(Role.SHOPPER, party, account.code, account.name, home_of(Role.SHOPPER))]


def load_platform(session: Session, actor: Actor, lock: bool) -> Actor | None:
    """A platform role, with the region that bounds it."""
    held = select(PlatformRole).where(
        PlatformRole.user_id == actor.user_id,
        PlatformRole.role == actor.role,
        PlatformRole.ended_at.is_(None),
    )
    role = session.scalar(held.with_for_update(read=True) if lock else held)
    return replace(actor, region_code=role.region_code) if role is not None else None


def platform_seats(session: Session, user_id: int) -> Sequence[Seat]:
    return [
        Seat(held.role, PLATFORM, PLATFORM_CODE, _label(held), home_of(held.role))
        for held in queries.platform_roles(session, user_id)
    ]


def _label(held: PlatformRole) -> str:
    return regions.label_of(held.region_code) if held.region_code else "Seluruh Indonesia"
