"""Attempts that were refused are noted, so that the owner and an auditor can see them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses.models import Business
from marketplace.businesses.services._rows import note
from marketplace.kernel.actor import Actor


def note_refusal(session: Session, actor: Actor, business_id: int, *, attempt: str) -> None:
    """Note on the chain of the business that somebody tried what they may not; `attempt` is the endpoint."""
    code = session.scalar(select(Business.code).where(Business.id == business_id))
    note(session, actor, "businesses.refused", business_id, f"business:{code}", attempt=attempt)
