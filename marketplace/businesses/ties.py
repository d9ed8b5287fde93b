"""Who is too near to a person to judge them: whoever helps or helped their business, or is in it."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.businesses.models import Mandate, Member


def near(session: Session, staff_id: int, person_id: int) -> bool:
    """Whether one of the staff (by account) works or helps where the person works, now or ever."""
    theirs = select(Member.business_id).where(Member.user_id == person_id)
    helped = select(Mandate.id).where(Mandate.helper_id == staff_id, Mandate.business_id.in_(theirs))
    helps = select(Mandate.id).where(
        Mandate.helper_id == person_id,
        Mandate.business_id.in_(select(Member.business_id).where(Member.user_id == staff_id)),
    )
    together = select(Member.id).where(Member.user_id == staff_id, Member.business_id.in_(theirs))
    return bool(session.scalar(select(or_(helped.exists(), helps.exists(), together.exists()))))
