"""A business passes to another owner: offered, accepted from that person's own session, done a day later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts.models import Account
from marketplace.businesses import policies
from marketplace.businesses.models import Business, Member, MemberRole
from marketplace.businesses.rules import rule
from marketplace.businesses.services import _team_notices, facts, readiness
from marketplace.businesses.services._rows import locked_business, note, tell_change
from marketplace.businesses.services.invitations import withdraw_invitations
from marketplace.businesses.services.mandates import end_for_business
from marketplace.businesses.services.sanctions import sanctions_in_force
from marketplace.businesses.states import TRANSFER, TransferState
from marketplace.businesses.team_models import OwnershipTransfer
from marketplace.infra import jobs, timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Forbidden, NotFound, Refused

JOB = "businesses.complete_transfer"
OPEN = (TransferState.PROPOSED, TransferState.ACCEPTED)
MANDATE_REASON = "Usaha berpindah pemilik."


def propose_transfer(
    session: Session, actor: Actor, business_id: int, *, member_code: str
) -> OwnershipTransfer:
    """The owner offers the business to somebody of her staff; nothing changes before they accept.

    Raises NotFound for who is not in the team, Refused while another offer is open or a sanction runs.
    """
    policies.ensure_may_own(actor, business_id)
    business = locked_business(session, business_id)
    if sanctions_in_force(session, business_id, clock.today()):
        raise Refused("Usaha yang sedang dibekukan tidak bisa berpindah. Selesaikan dulu sanksinya.")
    if open_transfer(session, business_id) is not None:
        raise Refused("Sudah ada tawaran yang terbuka. Batalkan dulu yang itu.")
    drop_transfer_with(session, actor, business_id, actor.user_id or 0)
    to_user_id = _staff(session, business_id, member_code)
    now = clock.now()
    transfer = OwnershipTransfer(
        code=new_code(),
        business_id=business_id,
        from_user_id=actor.user_id or 0,
        to_user_id=to_user_id,
        state=TransferState.PROPOSED,
        proposed_at=now,
        expires_at=now + timedelta(days=rule("transfer.answer_days", clock.today()).number),
    )
    session.add(transfer)
    session.flush()
    _record(session, actor, transfer, "propose", before=None)
    _team_notices.transfer_moved(session, transfer, business.name, "propose")
    return transfer


def answer_transfer(session: Session, actor: Actor, business_id: int, *, accept: bool) -> OwnershipTransfer:
    """The yes or no of the person it is offered to, who works for the business and proved to be it."""
    transfer, business = _locked(session, actor, business_id)
    if transfer.to_user_id != actor.user_id:
        raise Forbidden("only who it is offered to answers")
    if accept:
        _refuse_late(transfer)
    _move(session, actor, transfer, "accept" if accept else "refuse")
    if accept:
        transfer.accepted_at = clock.now()
        transfer.effective_at = transfer.accepted_at + timedelta(
            hours=rule("transfer.hold", clock.today()).number
        )
        payload = {"transfer_id": transfer.id}
        jobs.plan(session, JOB, key=transfer.code, due_at=transfer.effective_at, payload=payload)
        session.flush()
    _team_notices.transfer_moved(session, transfer, business.name, "accept" if accept else "refuse")
    return transfer


def cancel_transfer(session: Session, actor: Actor, business_id: int) -> None:
    """The owner stops a transfer, also after it was accepted, as long as it is not done."""
    transfer, business = _locked(session, actor, business_id)
    policies.ensure_may_own(actor, business_id)
    _move(session, actor, transfer, "cancel")
    _team_notices.transfer_moved(session, transfer, business.name, "cancel")


def complete_transfer(session: Session, actor: Actor, payload: dict[str, Any]) -> None:
    """Job: the new owner owns from now on, the old one stays as staff with every permission.

    Mandates were the old owner's consent and end; so do invitations. What the old owner showed of herself is
    set aside, so that the new one shows it anew. Doing it twice does it once.
    """
    transfer = session.get_one(OwnershipTransfer, payload["transfer_id"])
    business = locked_business(session, transfer.business_id)
    session.refresh(transfer, with_for_update=True)
    if transfer.state is not TransferState.ACCEPTED or transfer.effective_at is None:
        return
    if clock.now() < transfer.effective_at:
        return
    members = _members(session, transfer)
    old, new = members.get(transfer.from_user_id), members.get(transfer.to_user_id)
    stopped = business.closed_at is not None or bool(sanctions_in_force(session, business.id, clock.today()))
    if old is None or new is None or stopped:
        _move(session, actor, transfer, "cancel")
        return
    new.role, new.permissions = MemberRole.OWNER, []
    old.role, old.permissions = MemberRole.STAFF, list(policies.PERMISSIONS)
    _move(session, actor, transfer, "complete")
    _end_consents(session, actor, business)
    business.consent_id = None
    facts.refresh(session, actor, business, {"owner"})
    readiness.recompute(session, business)
    _team_notices.transfer_moved(session, transfer, business.name, "complete")
    tell_change(session, business.id)


def open_transfer(session: Session, business_id: int) -> OwnershipTransfer | None:
    """The transfer that is under way; an offer not answered in time is none."""
    transfer = session.scalar(
        select(OwnershipTransfer).where(
            OwnershipTransfer.business_id == business_id, OwnershipTransfer.state.in_(OPEN)
        )
    )
    return None if transfer is None or _late(transfer) else transfer


def drop_transfer_with(session: Session, actor: Actor, business_id: int, user_id: int) -> None:
    """Cancel the open transfer that concerns somebody who leaves."""
    query = select(OwnershipTransfer).where(
        OwnershipTransfer.business_id == business_id,
        OwnershipTransfer.state.in_(OPEN),
        (OwnershipTransfer.to_user_id == user_id) | (OwnershipTransfer.from_user_id == user_id),
    )
    for transfer in session.scalars(query.with_for_update()).all():
        _move(session, actor, transfer, "cancel")


def _end_consents(session: Session, actor: Actor, business: Business) -> None:
    withdraw_invitations(session, actor, business.id)
    end_for_business(session, actor, business.id, reason=MANDATE_REASON)


def _staff(session: Session, business_id: int, member_code: str) -> int:
    user_id = session.scalar(
        select(Member.user_id)
        .join(Account, Account.id == Member.user_id)
        .where(
            Member.business_id == business_id,
            Member.role == MemberRole.STAFF,
            Member.left_at.is_(None),
            Account.code == member_code,
        )
    )
    if user_id is None:
        raise NotFound(f"member {member_code}")
    return user_id


def _locked(session: Session, actor: Actor, business_id: int) -> tuple[OwnershipTransfer, Business]:
    policies.ensure_works_at(actor, business_id)
    business = locked_business(session, business_id)
    transfer = session.scalar(
        select(OwnershipTransfer)
        .where(OwnershipTransfer.business_id == business_id, OwnershipTransfer.state.in_(OPEN))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if transfer is None:
        raise NotFound("no transfer is open")
    return transfer, business


def _members(session: Session, transfer: OwnershipTransfer) -> dict[int, Member]:
    """The present memberships of both people, locked in the order of their ids."""
    query = select(Member).where(
        Member.business_id == transfer.business_id,
        Member.user_id.in_((transfer.from_user_id, transfer.to_user_id)),
        Member.left_at.is_(None),
    )
    return {member.user_id: member for member in session.scalars(query.order_by(Member.id).with_for_update())}


def _move(session: Session, actor: Actor, transfer: OwnershipTransfer, event: str) -> None:
    before = transfer.state
    transfer.state = TRANSFER.after(before, event)
    if transfer.state not in OPEN:
        transfer.ended_at = clock.now()
    session.flush()
    _record(session, actor, transfer, event, before=before)


def _record(
    session: Session, actor: Actor, transfer: OwnershipTransfer, event: str, *, before: TransferState | None
) -> None:
    subject = ("ownership_transfer", transfer.id)
    timeline.record(session, actor, subject, event=event, before=before, after=transfer.state)
    action = f"businesses.{event}_transfer"
    note(session, actor, action, transfer.business_id, f"transfer:{transfer.code}")


def _late(transfer: OwnershipTransfer) -> bool:
    return transfer.state is TransferState.PROPOSED and clock.now() > transfer.expires_at


def _refuse_late(transfer: OwnershipTransfer) -> None:
    if _late(transfer):
        raise Refused("Tawaran ini sudah lewat waktunya. Minta pemilik menawarkan lagi.")
