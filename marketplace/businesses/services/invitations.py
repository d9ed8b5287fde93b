"""Invitations to work for a business: sent to a phone number, answered from that person's own session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.accounts.models import Account
from marketplace.businesses import policies
from marketplace.businesses.models import Business, Mandate, Member, MemberRole
from marketplace.businesses.rules import rule
from marketplace.businesses.services import _team_notices
from marketplace.businesses.services._rows import locked_business, note
from marketplace.businesses.states import INVITATION, InvitationState, MandateState
from marketplace.businesses.team_models import MemberInvitation
from marketplace.infra import timeline
from marketplace.infra.crypto import blind_index
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, DomainError, NotFound, Refused
from marketplace.kernel.identifiers import Phone


def invite_member(
    session: Session, actor: Actor, business_id: int, *, phone: str, permissions: Sequence[str]
) -> MemberInvitation:
    """Invite whoever has a number to work for the business; an older invitation to it ends.

    The answer is the same whether the number has an account or not. Raises DomainError beside `phone` or
    `permissions`, Refused for a full team or too many invitations in a day.
    """
    policies.ensure_may_own(actor, business_id)
    number = _read_phone(phone)
    chosen = known_permissions(permissions)
    business = locked_business(session, business_id)
    index = blind_index(number.value, accounts.PHONE_COLUMN)
    _refuse_present(session, business_id, index)
    _refuse_crowd(session, business_id)
    for older in _waiting(session, business_id, MemberInvitation.phone_index == index):
        _move(session, actor, older, "withdraw")
    now = clock.now()
    invitation = MemberInvitation(
        code=new_code(),
        business_id=business_id,
        phone=number.value,
        phone_index=index,
        permissions=chosen,
        state=InvitationState.WAITING,
        invited_by=actor.user_id or 0,
        invited_at=now,
        expires_at=now + timedelta(days=rule("invitation.days", clock.today()).number),
    )
    session.add(invitation)
    session.flush()
    subject = ("member_invitation", invitation.id)
    timeline.record(session, actor, subject, event="invite", before=None, after=invitation.state)
    note(
        session,
        actor,
        "businesses.invite_member",
        business_id,
        f"invitation:{invitation.code}",
        permissions=chosen,
    )
    _team_notices.invited(session, invitation, business.name)
    return invitation


def withdraw_invitation(session: Session, actor: Actor, business_id: int, code: str) -> None:
    """The owner takes an invitation back; its link opens nothing any more."""
    policies.ensure_may_own(actor, business_id)
    locked_business(session, business_id)
    for invitation in _waiting(session, business_id, MemberInvitation.code == code):
        _move(session, actor, invitation, "withdraw")
        return
    raise NotFound(f"invitation {code}")


def answer_invitation(session: Session, actor: Actor, code: str, *, accept: bool) -> MemberInvitation:
    """The invited person's yes or no, from their own session.

    NotFound for everybody whose account does not have the invited number. Raises Refused after its time and
    for a helper of this business, Conflict when it is answered.
    """
    invitation = session.scalar(
        select(MemberInvitation).where(MemberInvitation.code == code).with_for_update()
    )
    if invitation is None or not is_invited(session, actor, invitation):
        raise NotFound(f"invitation {code}")
    INVITATION.after(invitation.state, "accept" if accept else "refuse")
    if accept:
        business = locked_business(session, invitation.business_id)
        _refuse_late(invitation, business)
        _refuse_entangled(session, invitation.business_id, actor.user_id or 0)
        session.add(
            Member(
                business_id=invitation.business_id,
                user_id=actor.user_id or 0,
                role=MemberRole.STAFF,
                permissions=invitation.permissions,
                joined_at=clock.now(),
            )
        )
    invitation.answered_by = actor.user_id
    _move(session, actor, invitation, "accept" if accept else "refuse")
    _team_notices.invitation_answered(
        session, invitation, accounts.name_of(session, actor.user_id or 0) or ""
    )
    return invitation


def is_invited(session: Session, actor: Actor, invitation: MemberInvitation) -> bool:
    """Whether the actor, in their own right, has the number that was invited."""
    if actor.user_id is None or actor.mandate_id is not None:
        return False
    own = select(Account.id).where(
        Account.id == actor.user_id,
        Account.phone_index == invitation.phone_index,
        Account.closed_at.is_(None),
    )
    return session.scalar(own) is not None


def withdraw_invitations(session: Session, actor: Actor, business_id: int) -> None:
    """Take every open invitation of a business back: its owner changes or it closes."""
    for invitation in _waiting(session, business_id):
        _move(session, actor, invitation, "withdraw")


def _waiting(session: Session, business_id: int, *which: object) -> Sequence[MemberInvitation]:
    query = select(MemberInvitation).where(
        MemberInvitation.business_id == business_id,
        MemberInvitation.state == InvitationState.WAITING,
        *which,  # type: ignore[arg-type]
    )
    return session.scalars(query.with_for_update()).all()


def _move(session: Session, actor: Actor, invitation: MemberInvitation, event: str) -> None:
    before = invitation.state
    invitation.state = INVITATION.after(before, event)
    invitation.answered_at = clock.now()
    invitation.phone = ""
    session.flush()
    subject = ("member_invitation", invitation.id)
    timeline.record(session, actor, subject, event=event, before=before, after=invitation.state)
    action = f"businesses.{event}_invitation"
    note(session, actor, action, invitation.business_id, f"invitation:{invitation.code}")


def known_permissions(permissions: Sequence[str]) -> list[str]:
    """The keys in the order of the table; DomainError beside `permissions` for none or an unknown one."""
    if not permissions or set(permissions) - set(policies.PERMISSIONS):
        raise DomainError("Pilih paling sedikit satu izin.", field="permissions")
    return [key for key in policies.PERMISSIONS if key in permissions]


def _read_phone(text: str) -> Phone:
    try:
        phone = Phone.parse(text)
    except DomainError as error:
        raise DomainError(error.message, field="phone") from error
    if not phone.is_mobile:
        raise DomainError("Isi nomor HP, bukan telepon rumah. Contoh: 0812-3456-7890.", field="phone")
    return phone


def _refuse_present(session: Session, business_id: int, phone_index: str) -> None:
    present = (
        select(Member.id)
        .join(Account, Account.id == Member.user_id)
        .where(
            Member.business_id == business_id, Member.left_at.is_(None), Account.phone_index == phone_index
        )
    )
    if session.scalar(present) is not None:
        raise DomainError("Orang dengan nomor ini sudah ada dalam tim Anda.", field="phone")


def _refuse_crowd(session: Session, business_id: int) -> None:
    people = select(func.count()).where(Member.business_id == business_id, Member.left_at.is_(None))
    waiting = select(func.count()).where(
        MemberInvitation.business_id == business_id,
        MemberInvitation.state == InvitationState.WAITING,
        MemberInvitation.expires_at > clock.now(),
    )
    most = rule("team.max", clock.today()).number
    if (session.scalar(people) or 0) + (session.scalar(waiting) or 0) >= most:
        raise Refused(f"Tim paling banyak {most} orang, termasuk undangan. Batalkan satu undangan dulu.")
    lately = select(func.count()).where(
        MemberInvitation.business_id == business_id,
        MemberInvitation.invited_at > clock.now() - timedelta(days=1),
    )
    per_day = rule("invitation.day.max", clock.today()).number
    if (session.scalar(lately) or 0) >= per_day:
        raise Refused(f"Paling banyak {per_day} undangan sehari. Coba lagi besok.")


def _refuse_late(invitation: MemberInvitation, business: Business) -> None:
    if clock.now() > invitation.expires_at or business.closed_at is not None:
        raise Refused("Undangan ini sudah lewat waktunya. Minta pemilik usaha mengundang lagi.")


def _refuse_entangled(session: Session, business_id: int, user_id: int) -> None:
    """Somebody is either of the business or its helper, never both; and of it only once."""
    present = select(Member.id).where(
        Member.business_id == business_id, Member.user_id == user_id, Member.left_at.is_(None)
    )
    if session.scalar(present) is not None:
        raise Conflict("Anda sudah bekerja di usaha ini.")
    helping = select(Mandate.id).where(
        Mandate.business_id == business_id,
        Mandate.helper_id == user_id,
        Mandate.state == MandateState.ACTIVE,
        Mandate.ends_on >= clock.today(),
    )
    if session.scalar(helping) is not None:
        raise Refused("Anda pendamping usaha ini. Lepaskan surat kuasanya dulu, baru masuk ke timnya.")
