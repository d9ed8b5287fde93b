"""The size class of a new year: declared before the accepted one ends, and judged beside it (PP 7/2021)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.businesses.models import Business, Size, SizeBasis
from marketplace.businesses.profile_values import ProfileValues, size_class_of
from marketplace.businesses.requirements import requirements
from marketplace.businesses.rules import rule
from marketplace.businesses.services import _notices, facts
from marketplace.businesses.services._cases import data_changed
from marketplace.businesses.services._rows import locked_business, note, tell_change
from marketplace.businesses.services.readiness import COUNTING, counts
from marketplace.businesses.states import CaseState, EvidenceState
from marketplace.businesses.verification_models import Evidence, VerificationCase
from marketplace.infra import jobs
from marketplace.infra.jobs import Job
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah

SIZE = "size_class"
REMIND = "businesses.remind_size"
KEYS = ("size_basis", "size_amount", "size_year")
AT_ONCE = 100
WAITING = (EvidenceState.SUBMITTED, EvidenceState.REJECTED)


def waiting(session: Session, business_id: int) -> dict[str, Any]:
    """The size of a new year that was declared and is not accepted, by the keys of the profile; else {}."""
    query = select(Evidence.declared).where(
        Evidence.business_id == business_id, Evidence.requirement == SIZE, Evidence.state.in_(WAITING)
    )
    return dict(session.scalar(query) or {})


def renew(session: Session, actor: Actor, business: Business, values: ProfileValues) -> bool:
    """Let the size of a later year wait beside the accepted one; False when it is no renewal.

    Other numbers for the accepted year are no renewal: what was judged changed. Only from the day on which
    the owner is reminded are they one: she declares what she can before the end. Raises DomainError when
    they are those that were accepted, while a later year waits.
    """
    standing = _standing(session, business.id)
    if standing is None or business.size_year is None:
        return False
    of_year = values["size_year"] == business.size_year and _ends_soon(standing)
    if values["size_year"] <= business.size_year and not of_year:
        if standing.outlasts and _is_present(business, values):
            raise DomainError(
                f"Skala tahun {business.size_year} sudah diterima dan tetap berlaku. Isi tahun yang baru.",
                field="size_year",
            )
        return False
    data_changed(session, actor, business.id, {SIZE})
    size = {
        "size_basis": values["size_basis"],
        "size_amount": values["size_amount"],
        "size_year": values["size_year"],
    }
    declare_beside(session, actor, business.id, declared=size)
    return True


def declare_beside(
    session: Session,
    actor: Actor,
    business_id: int,
    *,
    statement: str = "",
    declared: Mapping[str, Any] | None = None,
) -> Evidence:
    """A new declaration; the accepted one counts until its end, or until this one is accepted.

    declared: the numbers that take effect with it; None keeps those that wait already.
    """
    size = waiting(session, business_id) if declared is None else dict(declared)
    facts.set_beside(session, actor, business_id, SIZE)
    evidence = facts.declare(session, actor, business_id, SIZE, statement=statement)
    evidence.declared = size
    session.flush()
    return evidence


def take_effect(session: Session, actor: Actor, business: Business, accepted: Evidence) -> None:
    """What was accepted is the size now."""
    if accepted.declared:
        write(business, accepted.declared)
        business.profile_version += 1
        session.flush()
        about = {"year": business.size_year}
        note(session, actor, "businesses.renew_size", business.id, f"evidence:{accepted.code}", **about)
        tell_change(session, business.id)


def plan_reminders(session: Session) -> bool:
    """Clean-up: plan the reminder of every size that counts and ends; True asks for another round.

    One that was done and cleared away is planned anew while its size counts; its notice comes only once.
    """
    today = clock.today()
    planned = select(Job.id).where(Job.name == REMIND, Job.key == Evidence.code)
    query = select(Evidence).where(
        Evidence.requirement == SIZE,
        or_(Evidence.state.in_(COUNTING), Evidence.outlasts),
        Evidence.expires_on >= today,
        ~planned.exists(),
    )
    found = session.scalars(query.order_by(Evidence.id).limit(AT_ONCE)).all()
    for evidence in found:
        first = (evidence.expires_on or today) - _reminded_before()
        jobs.plan(
            session,
            REMIND,
            key=evidence.code,
            due_at=datetime.combine(first, time(8), tzinfo=clock.JAKARTA),
            payload={"business_id": evidence.business_id, "evidence_id": evidence.id},
        )
    return bool(found)


def remind(session: Session, _actor: Actor, payload: dict[str, Any]) -> None:
    """Job: tell the owner that the size ends soon, unless verifiers have the one that follows it."""
    business = locked_business(session, payload["business_id"])
    evidence = session.get(Evidence, payload["evidence_id"])
    if evidence is None or evidence.expires_on is None or business.closed_at is not None:
        return
    if counts(evidence) and not _is_judged(session, business):
        _notices.size_ends(session, evidence, evidence.expires_on)


def write(business: Business, values: ProfileValues | Mapping[str, Any]) -> None:
    """The numbers and the class that follows from them. Raises DomainError above the limits of an UMKM."""
    basis, amount = SizeBasis(values["size_basis"]), Rupiah(values["size_amount"])
    business.size_basis, business.size_amount, business.size_year = basis, amount, values["size_year"]
    business.size_class = Size(size_class_of(basis, amount))


def _standing(session: Session, business_id: int) -> Evidence | None:
    """The declaration that counts on this day, in its place or beside a newer one."""
    of_it = Evidence.business_id == business_id, Evidence.requirement == SIZE
    rows = session.scalars(select(Evidence).where(*of_it).order_by(Evidence.id).with_for_update())
    return next((row for row in rows if counts(row)), None)


def _reminded_before() -> timedelta:
    return timedelta(days=rule("verification.renewal.days", clock.today()).number)


def _ends_soon(standing: Evidence) -> bool:
    last_day = standing.expires_on
    return last_day is not None and clock.today() >= last_day - _reminded_before()


def _is_judged(session: Session, business: Business) -> bool:
    """A declaration that waits is with the verifiers, in a case that judges it."""
    of_it = Evidence.business_id == business.id, Evidence.requirement == SIZE
    waits = select(Evidence.id).where(*of_it, Evidence.state == EvidenceState.SUBMITTED)
    level = session.scalar(
        select(VerificationCase.level).where(
            VerificationCase.business_id == business.id,
            VerificationCase.state.in_((CaseState.SUBMITTED, CaseState.PROPOSED)),
            waits.exists(),
        )
    )
    if level is None:
        return False
    needed = requirements(business.legal_form, clock.today(), level=level, pkp=business.pkp)
    return any(row.key == SIZE for row in needed)


def _is_present(business: Business, values: ProfileValues) -> bool:
    amount = business.size_amount.amount if business.size_amount else 0
    now = business.size_basis, amount, business.size_year
    return now == (values["size_basis"], values["size_amount"], values["size_year"])
