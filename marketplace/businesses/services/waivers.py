"""Asking to do without a paper that the owner cannot have."""

from __future__ import annotations

from sqlalchemy.orm import Session

from marketplace.businesses import policies
from marketplace.businesses.services._judging import present
from marketplace.businesses.services._rows import locked_business
from marketplace.businesses.services.evidence import requirement_of, submit_evidence
from marketplace.businesses.services.readiness import counts
from marketplace.businesses.states import EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, Forbidden


def ask_waiver(
    session: Session, actor: Actor, business_id: int, *, requirement: str, statement: str
) -> Evidence:
    """The owner has no such paper and says why; two verifiers decide. Nobody asks it for her.

    Raises Conflict while something that waits or counts is shown, DomainError beside `statement`.
    """
    policies.ensure_may_own(actor, business_id)
    business = locked_business(session, business_id)
    wanted = requirement_of(business, requirement)
    if wanted.evidence != "file" or wanted.accepted_by != "verifier":
        raise Forbidden(f"{requirement} is not waived")
    shown = present(session, business_id).get(requirement)
    if shown is not None and (shown.state is EvidenceState.SUBMITTED or counts(shown)):
        raise Conflict("Surat ini sudah ada atau sedang diperiksa. Permintaan tidak disimpan.")
    return submit_evidence(
        session, actor, business_id, requirement=requirement, statement=statement, waiver_asked=True
    )
