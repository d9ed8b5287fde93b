"""Reading the people of a business: who works there, who is invited, to whom it passes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.accounts.models import Account
from marketplace.businesses import policies
from marketplace.businesses.models import Business, Member, MemberRole
from marketplace.businesses.services.invitations import is_invited
from marketplace.businesses.services.transfers import open_transfer
from marketplace.businesses.states import INVITATION, TRANSFER, InvitationState, TransferState
from marketplace.businesses.team_models import MemberInvitation
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import NotFound
from marketplace.kernel.identifiers import Phone

MOST_SHOWN = 50
"""More people than a team may have (`team.max`), so that one page shows all."""


@dataclass(frozen=True, slots=True)
class MemberView:
    """One person of the team; code is that of their account."""

    code: str
    name: str
    is_owner: bool
    is_self: bool
    permissions: tuple[str, ...]
    labels: tuple[str, ...]
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An invitation as its owner, or whoever it is for, reads it; phone is masked."""

    code: str
    business_name: str
    phone: str
    labels: tuple[str, ...]
    state: InvitationState
    state_label: str
    expires_at: datetime
    open: bool


@dataclass(frozen=True, slots=True)
class TransferView:
    """A business on its way to another owner; effective_at is None until it was accepted."""

    to_name: str
    from_name: str
    state: TransferState
    state_label: str
    for_me: bool
    effective_at: datetime | None
    expires_at: datetime


def members(session: Session, actor: Actor, business_id: int) -> list[MemberView]:
    """The team, owner first, then by when they came."""
    policies.ensure_works_at(actor, business_id)
    query = (
        select(Account.code, Account.name, Member.user_id, Member.role, Member.permissions, Member.joined_at)
        .join(Account, Account.id == Member.user_id)
        .where(Member.business_id == business_id, Member.left_at.is_(None))
        .order_by(case((Member.role == MemberRole.OWNER, 0), else_=1), Member.id)
        .limit(MOST_SHOWN)
    )
    return [
        MemberView(
            code=row.code,
            name=row.name,
            is_owner=row.role is MemberRole.OWNER,
            is_self=row.user_id == actor.user_id,
            permissions=tuple(row.permissions),
            labels=labels_of(row.permissions),
            joined_at=row.joined_at,
        )
        for row in session.execute(query)
    ]


def member(session: Session, actor: Actor, business_id: int, code: str) -> MemberView:
    """One person of the team; raises NotFound."""
    for found in members(session, actor, business_id):
        if found.code == code:
            return found
    raise NotFound(f"member {code}")


def labels_of(permissions: list[str]) -> tuple[str, ...]:
    """What people read for permissions, in the order of the table."""
    return tuple(row.label for key, row in policies.PERMISSIONS.items() if key in permissions)


def invitations(session: Session, actor: Actor, business_id: int) -> list[InvitationView]:
    """What still waits for an answer, newest first."""
    policies.ensure_may_own(actor, business_id)
    query = (
        select(MemberInvitation, Business.name)
        .join(Business, Business.id == MemberInvitation.business_id)
        .where(
            MemberInvitation.business_id == business_id,
            MemberInvitation.state == InvitationState.WAITING,
            MemberInvitation.expires_at > clock.now(),
        )
    )
    rows = session.execute(query.order_by(MemberInvitation.id.desc()).limit(MOST_SHOWN))
    return [_view(invitation, name) for invitation, name in rows]


def own_invitation(session: Session, actor: Actor, business_id: int, code: str) -> InvitationView:
    """One of the owner's open invitations; raises NotFound."""
    for found in invitations(session, actor, business_id):
        if found.code == code:
            return found
    raise NotFound(f"invitation {code}")


def invitation_for(session: Session, actor: Actor, code: str) -> InvitationView:
    """The invitation that the actor may answer; NotFound for everybody with another number."""
    row = session.execute(
        select(MemberInvitation, Business.name)
        .join(Business, Business.id == MemberInvitation.business_id)
        .where(MemberInvitation.code == code)
    ).one_or_none()
    if row is None or not is_invited(session, actor, row[0]):
        raise NotFound(f"invitation {code}")
    return _view(row[0], row[1])


def transfer(session: Session, actor: Actor, business_id: int) -> TransferView | None:
    """The transfer under way, for the owner and for whom it is offered to; None for everybody else."""
    policies.ensure_works_at(actor, business_id)
    found = open_transfer(session, business_id)
    if found is None or actor.user_id not in (found.from_user_id, found.to_user_id):
        return None
    names = accounts.names_of(session, (found.from_user_id, found.to_user_id))
    return TransferView(
        to_name=names.get(found.to_user_id, ""),
        from_name=names.get(found.from_user_id, ""),
        state=found.state,
        state_label=TRANSFER.label(found.state),
        for_me=found.to_user_id == actor.user_id,
        effective_at=found.effective_at,
        expires_at=found.expires_at,
    )


def _view(invitation: MemberInvitation, business_name: str) -> InvitationView:
    waiting = invitation.state is InvitationState.WAITING
    return InvitationView(
        code=invitation.code,
        business_name=business_name,
        phone=Phone(invitation.phone).masked if invitation.phone else "",
        labels=labels_of(invitation.permissions),
        state=invitation.state,
        state_label=INVITATION.label(invitation.state),
        expires_at=invitation.expires_at,
        open=waiting and clock.now() <= invitation.expires_at,
    )
