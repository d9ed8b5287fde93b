"""How far a business has come: for each level the last day on which everything it needs still counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.businesses.models import Business
from marketplace.businesses.requirements import Level, Requirement, requirements
from marketplace.businesses.services._rows import tell_change
from marketplace.businesses.states import EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.kernel import clock

COUNTING = (EvidenceState.ACCEPTED, EvidenceState.WAIVED)
FOREVER = date(9999, 12, 31)
"""Nothing that the level needs ends by itself."""


def ready_until(needed: Iterable[Requirement], accepted: Mapping[str, date | None]) -> date | None:
    """The earliest expiry among what is needed; None when something is missing.

    accepted: requirement key -> last day on which its accepted evidence counts, None for no end.
    """
    ends = []
    for requirement in needed:
        if requirement.key not in accepted:
            return None
        ends.append(accepted[requirement.key] or FOREVER)
    return min(ends, default=FOREVER)


def counts(evidence: Evidence) -> bool:
    """Accepted or waived, or valid beside the newer one that waits, and its last day is not over."""
    in_time = evidence.expires_on is None or evidence.expires_on >= clock.today()
    return in_time and (evidence.state in COUNTING or evidence.outlasts)


def accepted_evidence(session: Session, business_id: int) -> dict[str, date | None]:
    """What counts now, by requirement, with its last day."""
    query = select(Evidence.requirement, Evidence.expires_on).where(
        Evidence.business_id == business_id, or_(Evidence.state.in_(COUNTING), Evidence.outlasts)
    )
    return {row.requirement: row.expires_on for row in session.execute(query)}


def counting(session: Session, business_id: int) -> set[str]:
    """The requirements for which something counts today, in its place or beside a newer one."""
    today = clock.today()
    accepted = accepted_evidence(session, business_id)
    return {key for key, last_day in accepted.items() if last_day is None or last_day >= today}


def computed(session: Session, business: Business) -> dict[Level, date | None]:
    """`ready_until` of every level from the facts themselves; a closed business reaches none."""
    if business.closed_at is not None:
        return dict.fromkeys(Level)
    accepted, today = accepted_evidence(session, business.id), clock.today()
    return {
        level: ready_until(requirements(business.legal_form, today, level=level, pkp=business.pkp), accepted)
        for level in Level
    }


def recompute(session: Session, business: Business) -> None:
    """Store `ready_until_*`, in the transaction of the fact that may have moved it; the row is locked."""
    session.flush()
    before = stored(business)
    after = computed(session, business)
    if after == before:
        return
    for level, until in after.items():
        setattr(business, f"ready_until_{level.value}", until)
    session.flush()
    tell_change(session, business.id)


def stored(business: Business) -> dict[Level, date | None]:
    """`ready_until` of every level as the row has it."""
    return {level: getattr(business, f"ready_until_{level.value}") for level in Level}
