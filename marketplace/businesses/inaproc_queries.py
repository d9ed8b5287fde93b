"""Reading what was done at INAPROC, which papers there are for it, and how many shops are registered."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.businesses.models import Business, InaprocStep
from marketplace.businesses.queries import government_ready_clause
from marketplace.businesses.states import EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.infra.files import StoredFile
from marketplace.kernel import clock

SHOWN = (EvidenceState.SUBMITTED, EvidenceState.ACCEPTED)


def done_steps(session: Session, business_id: int) -> Mapping[str, InaprocStep]:
    """The steps that the owner says are done, by key."""
    rows = session.scalars(select(InaprocStep).where(InaprocStep.business_id == business_id))
    return {row.step: row for row in rows}


def papers(session: Session, business_id: int) -> Mapping[str, StoredFile]:
    """The uploaded papers that wait or were accepted, by requirement."""
    query = (
        select(Evidence.requirement, StoredFile)
        .join(StoredFile, StoredFile.id == Evidence.file_id)
        .where(
            Evidence.business_id == business_id,
            Evidence.state.in_(SHOWN),
            StoredFile.erased_at.is_(None),
        )
    )
    return {row.requirement: row.StoredFile for row in session.execute(query)}


def standing_in(session: Session, region_code: str) -> tuple[int, int]:
    """Shops of a region and below that are ready here, and that are registered at INAPROC: two figures."""
    here = (Business.region_code == region_code) | Business.region_code.startswith(
        f"{region_code}.", autoescape=True
    )
    open_here = here & Business.closed_at.is_(None)
    ready = select(func.count(Business.id)).where(open_here, government_ready_clause(clock.today()))
    registered = select(func.count(Business.id)).where(open_here, Business.inaproc_registered_on.is_not(None))
    return session.scalar(ready) or 0, session.scalar(registered) or 0
