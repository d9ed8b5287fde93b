"""Facts that the profile itself shows: declared when it is filled, outdated when it changes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses.models import Business, BusinessKbli
from marketplace.businesses.requirements import requirements
from marketplace.businesses.states import EVIDENCE, EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.infra import timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code

FACT_FIELDS = {
    "trade_name": {"name", "story"},
    "address": {"region_code", "street", "postcode"},
    "kbli_match": {"kbli"},
    "size_class": {"size_basis", "size_amount", "size_year"},
}
"""Facts that filling these parts of the profile declares."""

PAPER_FIELDS = {
    "nib": {"nib", "kbli", "name"},
    "tax_number": {"npwp"},
    "pkp_status": {"pkp"},
}
"""Papers that no longer fit once one of these parts changes."""


def refresh(session: Session, actor: Actor, business: Business, changed: Iterable[str]) -> None:
    """After a change of the profile: declare the facts it shows, set aside the papers it no longer fits."""
    keys = set(changed)
    known = {row.key for row in requirements(business.legal_form, clock.today())}
    for requirement, parts in FACT_FIELDS.items():
        if keys & parts and requirement in known:
            set_aside(session, actor, business.id, requirement)
            if _is_filled(session, business, requirement):
                declare(session, actor, business.id, requirement)
    for requirement, parts in PAPER_FIELDS.items():
        if keys & parts:
            set_aside(session, actor, business.id, requirement, only_decided=True)


def declare(
    session: Session, actor: Actor, business_id: int, requirement: str, *, statement: str = ""
) -> Evidence:
    """A new submission for a requirement; the one before it must have been set aside."""
    evidence = Evidence(
        code=new_code(),
        business_id=business_id,
        requirement=requirement,
        state=EvidenceState.SUBMITTED,
        statement=statement,
        submitted_at=clock.now(),
        submitted_by=actor.user_id,
        mandate_id=actor.mandate_id,
    )
    session.add(evidence)
    session.flush()
    timeline.record(session, actor, ("evidence", evidence.id), event="submit", before=None, after="submitted")
    return evidence


def set_aside(
    session: Session, actor: Actor, business_id: int, requirement: str, *, only_decided: bool = False
) -> None:
    """Supersede the present submission for a requirement, if there is one."""
    evidence = session.scalar(
        select(Evidence)
        .where(
            Evidence.business_id == business_id,
            Evidence.requirement == requirement,
            Evidence.state != EvidenceState.SUPERSEDED,
        )
        .with_for_update()
    )
    if evidence is None or (only_decided and evidence.state is EvidenceState.SUBMITTED):
        return
    before = evidence.state
    evidence.state = EVIDENCE.after(before, "supersede")
    timeline.record(
        session, actor, ("evidence", evidence.id), event="supersede", before=before, after=evidence.state
    )
    session.flush()


def _is_filled(session: Session, business: Business, requirement: str) -> bool:
    if requirement == "trade_name":
        return bool(business.name and business.story)
    if requirement == "address":
        return bool(business.street and business.postcode)
    if requirement == "size_class":
        return business.size_class is not None
    has_code = select(BusinessKbli.id).where(BusinessKbli.business_id == business.id).limit(1)
    return session.scalar(has_code) is not None
