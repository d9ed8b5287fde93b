"""Closing a business: refused while something is open, then its people, mandates and products end at once.

The rooms above say what stands in the way of closing and what ends with it; they register both.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts.models import Account
from marketplace.businesses.models import Business, Member, MemberRole
from marketplace.businesses.services import _team_notices, readiness
from marketplace.businesses.services._rows import locked_business, note, tell_change
from marketplace.businesses.services.invitations import withdraw_invitations
from marketplace.businesses.services.mandates import end_for_business
from marketplace.businesses.services.transfers import drop_transfer_with
from marketplace.infra import timeline
from marketplace.infra.personal_data import Obstacle
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, Forbidden, Refused

Obstacles = Callable[[Session, int], list[Obstacle]]
Effect = Callable[[Session, Actor, int], None]

MANDATE_REASON = "Usaha ditutup pemiliknya."
SHOP_URL = "/penjual/usaha/tutup"

_obstacles: list[Obstacles] = []
_effects: list[Effect] = []


def register(*, obstacles: Obstacles, effect: Effect) -> None:
    """A room says what stands in the way of closing a business, and what it ends with it."""
    if obstacles not in _obstacles:
        _obstacles.append(obstacles)
        _effects.append(effect)


def obstacles_of(session: Session, business_id: int) -> list[Obstacle]:
    """What has to be finished before a business can close, of all rooms."""
    return [found for ask in _obstacles for found in ask(session, business_id)]


def close_business(session: Session, actor: Actor, business_id: int) -> None:
    """Close a business for good: nobody acts for it any more and nothing of it is on sale.

    Raises Refused while something is open. The members are locked first: an act of theirs that is under way
    is finished before, and none begins afterwards. It holds the member first as well, then the business.
    """
    members = _locked_members(session, business_id)
    business = locked_business(session, business_id)
    if not _owns(actor, members):
        raise Forbidden("only an owner closes a business")
    if business.closed_at is not None:
        raise Conflict("Usaha ini sudah ditutup.")
    for found in obstacles_of(session, business_id):
        raise Refused(found.text)
    for effect in _effects:
        effect(session, actor, business_id)
    withdraw_invitations(session, actor, business_id)
    end_for_business(session, actor, business_id, reason=MANDATE_REASON)
    business.closed_at = clock.now()
    for member in members:
        drop_transfer_with(session, actor, business_id, member.user_id)
        member.left_at = business.closed_at
    session.flush()
    readiness.recompute(session, business)
    subject = ("business", business.id)
    timeline.record(session, actor, subject, event="close", before="open", after="closed")
    note(session, actor, "businesses.close", business_id, f"business:{business.code}")
    told = [member.user_id for member in members if member.user_id != actor.user_id]
    _team_notices.closed(session, business, told)
    tell_change(session, business_id)


def leave_all(session: Session, actor: Actor) -> None:
    """End every membership of somebody whose account closes; what they own alone closes with it."""
    for member in _own(session, actor.user_id or 0):
        if member.role is MemberRole.OWNER:
            close_business(session, actor, member.business_id)
        else:
            locked_business(session, member.business_id)
            drop_transfer_with(session, actor, member.business_id, member.user_id)
            member.left_at = clock.now()
            code = session.get_one(Account, member.user_id).code
            note(session, actor, "businesses.leave", member.business_id, f"account:{code}")
    session.flush()


def obstacles_for(session: Session, user_id: int) -> list[Obstacle]:
    """What keeps a person from closing their account: open matters of their businesses, and their staff."""
    found: list[Obstacle] = []
    for member in _own(session, user_id):
        if member.role is not MemberRole.OWNER:
            continue
        business = session.get_one(Business, member.business_id)
        found += obstacles_of(session, business.id)
        if len(_present(session, business.id)) > 1:
            text = (
                f"{business.name} masih punya pegawai. Pindahkan kepemilikannya kepada orang lain dalam tim, "
                "atau tutup usahanya dulu."
            )
            found.append(Obstacle(text, SHOP_URL, "Pindahkan atau tutup usaha"))
    return found


def _owns(actor: Actor, members: list[Member]) -> bool:
    """In one's own right: acting as its owner, or as oneself when the account closes."""
    if actor.mandate_id is not None:
        return False
    owners = {member.user_id for member in members if member.role is MemberRole.OWNER}
    return actor.user_id in owners


def _locked_members(session: Session, business_id: int) -> list[Member]:
    query = select(Member).where(Member.business_id == business_id, Member.left_at.is_(None))
    ordered = query.order_by(Member.id).with_for_update().execution_options(populate_existing=True)
    return list(session.scalars(ordered))


def _own(session: Session, user_id: int) -> list[Member]:
    query = select(Member).where(Member.user_id == user_id, Member.left_at.is_(None)).order_by(Member.id)
    return list(session.scalars(query))


def _present(session: Session, business_id: int) -> list[int]:
    query = select(Member.user_id).where(Member.business_id == business_id, Member.left_at.is_(None))
    return list(session.scalars(query))
