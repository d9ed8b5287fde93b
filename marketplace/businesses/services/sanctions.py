"""Sanctions: imposed with a ground, a basis and dates; trade stops in the same transaction."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import policies
from marketplace.businesses.models import Business
from marketplace.businesses.services import _notices
from marketplace.businesses.services._rows import locked_business, note, tell_change
from marketplace.businesses.verification_models import Sanction, SanctionKind
from marketplace.infra import jobs, outbox, timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, DomainError, NotFound
from marketplace.kernel.events import BusinessSanctioned
from marketplace.kernel.text import clean_line

JOB = "businesses.apply_sanctions"
TEXT_LENGTH = 300


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
    """Impose a sanction from a day to a day (None: until it is lifted); one that began freezes at once.

    ground: what happened; basis: the rule; decision_number: of the decree. Contracts already signed run on.
    """
    policies.ensure_may_impose(actor)
    business = locked_business(session, business_id)
    policies.ensure_reaches(actor, business.region_code)
    if until_on is not None and until_on < from_on:
        raise DomainError("Tanggal berakhir tidak boleh sebelum tanggal mulai.", field="until_on")
    sanction = Sanction(
        code=new_code(),
        business_id=business_id,
        kind=kind,
        ground=_line(ground, "ground", "Tulis alasan sanksi."),
        basis=_line(basis, "basis", "Tulis dasar hukumnya."),
        decision_number=_line(decision_number, "decision_number", "Tulis nomor keputusannya."),
        from_on=from_on,
        until_on=until_on,
        imposed_at=clock.now(),
        imposed_by=actor.user_id,
    )
    session.add(sanction)
    session.flush()
    _plan(session, sanction)
    _announce(session, actor, sanction)
    _freeze_or_thaw(session, business)
    return sanction


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
    """End a sanction before its day; trade goes on unless another one is in force."""
    policies.ensure_may_impose(actor)
    sanction = session.scalar(select(Sanction).where(Sanction.id == sanction_id).with_for_update())
    if sanction is None:
        raise NotFound(f"sanction {sanction_id}")
    business = locked_business(session, sanction.business_id)
    policies.ensure_reaches(actor, business.region_code)
    if sanction.lifted_at is not None:
        raise Conflict("Sanksi ini sudah dicabut.")
    sanction.lift_reason = _line(reason, "reason", "Tulis alasan pencabutan.")
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


def sanctions_in_force(session: Session, business_id: int, on: date) -> list[Sanction]:
    """The sanctions that hold on a day, oldest first."""
    query = select(Sanction).where(
        Sanction.business_id == business_id,
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
    """Make `frozen_at` say whether a sanction is in force today; returns whether it changed."""
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


def _line(text: str, field: str, wanted: str) -> str:
    try:
        line = clean_line(text, TEXT_LENGTH)
    except DomainError as error:
        raise DomainError(error.message, field=field) from error
    if not line:
        raise DomainError(wanted, field=field)
    return line
