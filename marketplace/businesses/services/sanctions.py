"""Sanctions: imposed with a ground, a basis and dates; trade stops in the same transaction.

People impose and lift by proposal and decision (`sanction_proposals`); alone, only the system may.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import policies
from marketplace.businesses.models import Business
from marketplace.businesses.sanction_models import STOPPING, Sanction, SanctionKind
from marketplace.businesses.services import _notices
from marketplace.businesses.services._rows import locked_business, note, tell_change
from marketplace.infra import jobs, outbox, timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, DomainError, NotFound
from marketplace.kernel.events import BusinessSanctioned
from marketplace.kernel.text import clean_line

JOB = "businesses.apply_sanctions"
TEXT_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Decree:
    """What a decision says: kind, what happened, the rule, its number, first and last day (None: open)."""

    kind: SanctionKind
    ground: str
    basis: str
    decision_number: str
    from_on: date
    until_on: date | None = None


def impose_sanction(
    session: Session,
    actor: Actor,
    business_id: int,
    *,
    kind: SanctionKind,
    ground: str,
    basis: str,
    decision_number: str,
    from_on: date,
    until_on: date | None = None,
) -> Sanction:
    """Impose a sanction from a day to a day (None: until it is lifted) on the word of the system itself.

    ground: what happened; basis: the rule; decision_number: of the decree. Contracts already signed run on.
    """
    policies.ensure_may_impose(actor)
    decree = Decree(kind, ground, basis, decision_number, from_on, until_on)
    return put_in_force(session, actor, locked_business(session, business_id), decree)


def put_in_force(session: Session, actor: Actor, business: Business, decree: Decree) -> Sanction:
    """Carry out what was decided. The business is locked: whatever it does now comes before or after."""
    decree = checked(decree)
    sanction = Sanction(
        code=new_code(),
        business_id=business.id,
        kind=decree.kind,
        ground=decree.ground,
        basis=decree.basis,
        decision_number=decree.decision_number,
        from_on=decree.from_on,
        until_on=decree.until_on,
        imposed_at=clock.now(),
        imposed_by=actor.user_id,
    )
    session.add(sanction)
    session.flush()
    _plan(session, sanction)
    _announce(session, actor, sanction)
    _freeze_or_thaw(session, business)
    return sanction


def checked(decree: Decree) -> Decree:
    """The decree with its lines cleaned; DomainError beside the field that is missing or can't be right."""
    if decree.until_on is not None and decree.until_on < decree.from_on:
        raise DomainError("Tanggal berakhir tidak boleh sebelum tanggal mulai.", field="until_on")
    return replace(
        decree,
        ground=line(decree.ground, "ground", "Tulis alasan sanksi."),
        basis=line(decree.basis, "basis", "Tulis dasar hukumnya."),
        decision_number=line(decree.decision_number, "decision_number", "Tulis nomor keputusannya."),
    )


def _announce(session: Session, actor: Actor, sanction: Sanction) -> None:
    """Timeline, audit, event and notice of a new sanction."""
    timeline.record(
        session,
        actor,
        ("sanction", sanction.id),
        event="impose",
        before=None,
        after="imposed",
        reason=sanction.ground,
    )
    data = {
        "kind": sanction.kind.value,
        "from": sanction.from_on.isoformat(),
        "decision": sanction.decision_number,
    }
    subject = f"sanction:{sanction.code}"
    note(session, actor, "businesses.impose_sanction", sanction.business_id, subject, **data)
    _tell(session, sanction, active=True)
    _notices.sanctioned(session, sanction, lifted=False)


def lift_sanction(session: Session, actor: Actor, sanction_id: int, *, reason: str) -> Sanction:
    """End a sanction before its day on the word of the system itself."""
    policies.ensure_may_impose(actor)
    return end(session, actor, locked_sanction(session, sanction_id), reason=reason)


def locked_sanction(session: Session, sanction_id: int) -> Sanction:
    """The sanction, locked and as it is in this transaction; raises NotFound."""
    query = select(Sanction).where(Sanction.id == sanction_id).with_for_update()
    sanction = session.scalar(query.execution_options(populate_existing=True))
    if sanction is None:
        raise NotFound(f"sanction {sanction_id}")
    return sanction


def end(session: Session, actor: Actor, sanction: Sanction, *, reason: str) -> Sanction:
    """Carry out that a sanction ends before its day; trade goes on unless another one is in force."""
    business = locked_business(session, sanction.business_id)
    if sanction.lifted_at is not None:
        raise Conflict("Sanksi ini sudah dicabut.")
    sanction.lift_reason = line(reason, "reason", "Tulis alasan pencabutan.")
    sanction.lifted_at, sanction.lifted_by = clock.now(), actor.user_id
    session.flush()
    timeline.record(
        session,
        actor,
        ("sanction", sanction.id),
        event="lift",
        before="imposed",
        after="lifted",
        reason=sanction.lift_reason,
    )
    note(session, actor, "businesses.lift_sanction", business.id, f"sanction:{sanction.code}")
    _freeze_or_thaw(session, business)
    _tell(session, sanction, active=False)
    _notices.sanctioned(session, sanction, lifted=True)
    return sanction


def hold_sanctions(session: Session, business_id: int) -> None:
    """Let nobody impose or lift anything on a business until this transaction ends."""
    session.execute(select(Business.id).where(Business.id == business_id).with_for_update(read=True))


def sanctions_in_force(session: Session, business_id: int, on: date) -> list[Sanction]:
    """The sanctions that stop trade on a day, oldest first; a warning stops nothing."""
    query = select(Sanction).where(
        Sanction.business_id == business_id,
        Sanction.kind.in_(STOPPING),
        Sanction.lifted_at.is_(None),
        Sanction.from_on <= on,
        (Sanction.until_on.is_(None)) | (Sanction.until_on >= on),
    )
    return list(session.scalars(query.order_by(Sanction.id)))


def apply_dates(session: Session, _actor: Actor, payload: dict[str, Any]) -> None:
    """Job: on the first day of a sanction, and on the day after its last, freeze or thaw the business."""
    business = locked_business(session, payload["business_id"])
    if _freeze_or_thaw(session, business):
        sanction = session.get_one(Sanction, payload["sanction_id"])
        _tell(session, sanction, active=business.frozen_at is not None)


def _freeze_or_thaw(session: Session, business: Business) -> bool:
    """Make `frozen_at` say whether trade is stopped today, and tell the index; returns whether it changed.

    Pages do not wait for it: they ask the dates of the sanctions themselves.
    """
    in_force = bool(sanctions_in_force(session, business.id, clock.today()))
    if in_force is (business.frozen_at is not None):
        return False
    business.frozen_at = clock.now() if in_force else None
    session.flush()
    tell_change(session, business.id)
    return True


def _plan(session: Session, sanction: Sanction) -> None:
    days = [sanction.from_on] + ([sanction.until_on + timedelta(days=1)] if sanction.until_on else [])
    for day in days:
        jobs.plan(
            session,
            JOB,
            key=f"{sanction.code}:{day.isoformat()}",
            due_at=datetime.combine(day, time(0, 1), tzinfo=clock.JAKARTA),
            payload={"business_id": sanction.business_id, "sanction_id": sanction.id},
        )


def _tell(session: Session, sanction: Sanction, *, active: bool) -> None:
    outbox.record(
        session,
        BusinessSanctioned(
            business_id=sanction.business_id,
            sanction_id=sanction.id,
            kind=sanction.kind.value,
            active=active,
        ),
    )


def line(text: str, field: str, wanted: str) -> str:
    """One clean line of a decision; DomainError beside its field when it is empty or too long."""
    try:
        cleaned = clean_line(text, TEXT_LENGTH)
    except DomainError as error:
        raise DomainError(error.message, field=field) from error
    if not cleaned:
        raise DomainError(wanted, field=field)
    return cleaned
