"""The owner's phone number, proved by the code that was sent to it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from marketplace.accounts import phone_proof
from marketplace.businesses import policies
from marketplace.businesses.services import facts, readiness
from marketplace.businesses.services._rows import locked_business
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
