"""The first time that a business reaches something."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses.models import Milestone
from marketplace.businesses.services._rows import locked_business
from marketplace.kernel import clock


def reach(session: Session, business_id: int, milestone: str, source: str) -> bool:
    """Note a milestone ("first_product", "first_government_order"); False when it was reached before.

    source: `<kind>:<CODE>` of what made it so.
    """
    locked_business(session, business_id)
    known = select(Milestone.id).where(Milestone.business_id == business_id, Milestone.milestone == milestone)
    if session.scalar(known) is not None:
        return False
    session.add(
        Milestone(business_id=business_id, milestone=milestone, source=source, reached_at=clock.now())
    )
    session.flush()
    return True
