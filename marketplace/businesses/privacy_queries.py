"""What an owner reads about who saw her papers and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.businesses import policies
from marketplace.businesses.profile_values import LABELS
from marketplace.businesses.queries import PAGE_SIZE, own
from marketplace.businesses.requirements import all_requirements
from marketplace.businesses.services._rows import party_of
from marketplace.businesses.services.lookups import PURPOSE
from marketplace.businesses.verification_models import Evidence
from marketplace.infra import disclosures
from marketplace.infra.disclosures import Disclosure
from marketplace.kernel.actor import Actor, Role

_OTHERS = {**LABELS, PURPOSE: "Gambar layar dari daftar resmi"}


@dataclass(frozen=True, slots=True)
class Showing:
    """One time that something private was shown: what, to whom, in which role, what for, when."""

    what: str
    who: str
    role_label: str
    why: str
    at: datetime
    yourself: bool


def showings(session: Session, actor: Actor, *, page: int) -> tuple[list[Showing], int]:
    """A page of what was shown of the owner's business, the newest first, and how many there are."""
    business = own(session, actor)
    policies.ensure_may_own(actor, business.id)
    rows, total = disclosures.of(session, party_of(business.id), page=page, size=PAGE_SIZE)
    names = accounts.names_of(session, [row.user_id for row in rows if row.user_id])
    papers = _papers(session, rows)
    return [
        Showing(
            what=papers.get(row.file_id or 0) or _OTHERS.get(row.what, "Berkas"),
            who=names.get(row.user_id or 0, "Sistem"),
            role_label=Role(row.actor_role).label,
            why=row.why,
            at=row.at,
            yourself=row.user_id == actor.user_id,
        )
        for row in rows
    ], total


def _papers(session: Session, rows: Sequence[Disclosure]) -> dict[int, str]:
    """The requirement that each file was shown for, in words."""
    labels = {row.key: row.label for row in all_requirements()}
    wanted = {row.file_id for row in rows if row.file_id}
    query = select(Evidence.file_id, Evidence.requirement).where(Evidence.file_id.in_(wanted))
    return {row.file_id: labels[row.requirement] for row in session.execute(query)}
