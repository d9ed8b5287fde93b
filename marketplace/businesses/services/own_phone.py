"""The owner's phone number, proved by the code sent to it, and again after each change."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts import phone_proof
from marketplace.accounts import queries as accounts
from marketplace.businesses import policies
from marketplace.businesses.models import Business, Member, MemberRole
from marketplace.businesses.services import _notices, facts, readiness
from marketplace.businesses.services._rows import locked_business
from marketplace.businesses.states import EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.kernel.actor import Actor


def prove_phone(session: Session, actor: Actor, business_id: int, *, digits: str) -> None:
    """The owner's number gave its code: note it, and let the requirement stand on it at once.

    Raises DomainError beside `digits`.
    """
    policies.ensure_may_own(actor, business_id)
    business = locked_business(session, business_id)
    phone_proof.check_own(session, actor, digits=digits)
    facts.set_aside(session, actor, business_id, "owner_phone")
    facts.declare(session, actor, business_id, "owner_phone")
    readiness.recompute(session, business)


def phone_changed(session: Session, actor: Actor, user_id: int) -> None:
    """A person has another number, or none: a business that stands on it proves it again, and nothing else.

    Where another owner proved theirs, nothing falls. Called in the transaction of the change; only the person
    themselves can make it.
    """
    proved = select(Evidence.id).where(
        Evidence.business_id == Business.id,
        Evidence.requirement == "owner_phone",
        Evidence.state != EvidenceState.SUPERSEDED,
        Evidence.submitted_by == user_id,
    )
    owned = (
        select(Business.id)
        .join(Member, Member.business_id == Business.id)
        .where(
            Member.user_id == user_id,
            Member.role == MemberRole.OWNER,
            Member.left_at.is_(None),
            Business.closed_at.is_(None),
            proved.correlate(Business).exists(),
        )
    )
    has_number = accounts.contact_of(session, user_id).phone is not None
    for business_id in sorted(session.scalars(owned)):
        business = locked_business(session, business_id)
        if has_number:
            facts.refresh(session, actor, business, {"owner_phone"})
        else:
            facts.set_aside(session, actor, business_id, "owner_phone")
        readiness.recompute(session, business)
        _notices.phone_to_prove(session, business, removed=not has_number)
