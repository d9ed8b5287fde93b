"""What staff look at first: sanctions that run, and whether the machinery is well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.businesses.queries import BusinessBrief
from marketplace.businesses.sanction_models import Sanction
from marketplace.infra import readiness
from marketplace.infra.readiness import Check
from marketplace.kernel import clock

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class SanctionRow:
    """A sanction in force, with the decision behind it."""

    business: BusinessBrief
    kind: str
    ground: str
    decision_number: str
    from_on: date
    until_on: date | None


def sanctions_in_force(session: Session, *, page: int) -> tuple[list[SanctionRow], int]:
    """A page of the sanctions in force today, the newest first, and how many there are."""
    today = clock.today()
    which = [
        Sanction.lifted_at.is_(None),
        Sanction.from_on <= today,
        (Sanction.until_on.is_(None)) | (Sanction.until_on >= today),
    ]
    total = session.scalar(select(func.count()).select_from(Sanction).where(*which)) or 0
    query = select(Sanction).where(*which).order_by(Sanction.from_on.desc(), Sanction.id.desc())
    rows = session.scalars(query.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)).all()
    briefs = businesses.brief(session, [row.business_id for row in rows])
    found = [
        SanctionRow(
            business=briefs[row.business_id],
            kind=row.kind.value,
            ground=row.ground,
            decision_number=row.decision_number,
            from_on=row.from_on,
            until_on=row.until_on,
        )
        for row in rows
    ]
    return found, total


def health(session: Session) -> list[Check]:
    """Database, migration, queue and index, as `/readyz` tells them."""
    return readiness.checks(session)
