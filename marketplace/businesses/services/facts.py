"""What the profile itself shows, and what a change of the data behind it does to what was shown."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses.models import Business, BusinessKbli
from marketplace.businesses.requirements import Requirement, requirements
from marketplace.businesses.services import light_check, readiness
from marketplace.businesses.services._cases import data_changed
from marketplace.businesses.services._pledge_papers import void_paper
from marketplace.businesses.states import EVIDENCE, EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.infra import timeline
from marketplace.kernel import clock, regions
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code

FACT_FIELDS = {
    "trade_name": {"name"},
    "place": {"region_code"},
    "address": {"region_code", "street", "postcode"},
    "kbli_match": {"kbli"},
    "size_class": {"size_basis", "size_amount", "size_year"},
}
"""Facts that filling these parts of the profile declares."""

REPLACED = "Tanda tangan ini diganti, atau tidak berlaku lagi."
"""Why the paper of a signature is void once the signature counts no longer."""


def refresh(session: Session, actor: Actor, business: Business, changed: Iterable[str]) -> None:
    """After a change of data: declare the facts it shows, reopen or set aside what rested on what it was.

    changed: fields of the profile, `bank_account`, `owner` or `owner_phone`, as the requirements name them.
    Everything that no requirement ties to them stays as it was judged.
    """
    keys = set(changed)
    rows = requirements(business.legal_form, clock.today(), pkp=business.pkp)
    resting = {row.key for row in rows if keys & (row.reopened_by | row.replaced_by)}
    if resting or "legal_form" in keys:
        data_changed(session, actor, business.id, resting)
    for requirement in rows:
        if keys & FACT_FIELDS.get(requirement.key, set()):
            _show_anew(session, actor, business, requirement, keys)
        elif keys & requirement.replaced_by:
            only_decided = requirement.evidence not in {"check", "pledge"}
            set_aside(session, actor, business.id, requirement.key, only_decided=only_decided)
        elif keys & requirement.reopened_by:
            _reopen(session, actor, business.id, requirement.key)


def declare(
    session: Session, actor: Actor, business_id: int, requirement: str, *, statement: str = ""
) -> Evidence:
    """A new submission for a requirement; the one before it must have been set aside.

    What proves itself is accepted at once.
    """
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
    light_check.accept_if_proved(session, evidence)
    return evidence


def set_aside(
    session: Session, actor: Actor, business_id: int, requirement: str, *, only_decided: bool = False
) -> None:
    """Supersede the present submission for a requirement, if there is one, and end what counts beside it.

    only_decided: leave one that still waits; whoever judges it compares it with the data of that moment. A
    signature is never left: it is of the person and the words of its day.
    """
    end_outlasting(session, actor, business_id, requirement)
    evidence = present(session, business_id, requirement)
    if evidence is None or (only_decided and evidence.state is EvidenceState.SUBMITTED):
        return
    _move(session, actor, evidence, "supersede")


def set_beside(session: Session, actor: Actor, business_id: int, requirement: str) -> None:
    """Make room for a newer submission; what counts goes on counting until its end, or until that counts."""
    evidence = present(session, business_id, requirement)
    if evidence is not None:
        evidence.outlasts = readiness.counts(evidence)
        _move(session, actor, evidence, "supersede")


def end_outlasting(session: Session, actor: Actor, business_id: int, requirement: str) -> None:
    """What was left to count beside a newer submission counts no longer, and its paper is void."""
    which = Evidence.business_id == business_id, Evidence.requirement == requirement, Evidence.outlasts
    for evidence in session.scalars(select(Evidence).where(*which).with_for_update()):
        evidence.outlasts = False
        void_paper(session, actor, evidence, reason=REPLACED)
    session.flush()


def present(session: Session, business_id: int, requirement: str) -> Evidence | None:
    """What is shown now for one requirement, locked."""
    which = Evidence.business_id == business_id, Evidence.requirement == requirement
    query = select(Evidence).where(*which, Evidence.state != EvidenceState.SUPERSEDED)
    return session.scalar(query.with_for_update())


def _show_anew(
    session: Session, actor: Actor, business: Business, requirement: Requirement, changed: set[str]
) -> None:
    """A fact of the profile: gone when it is no longer filled, shown again when what was judged changed."""
    shown = present(session, business.id, requirement.key)
    filled = _is_filled(session, business, requirement.key)
    stands = shown is not None and shown.state is not EvidenceState.REJECTED
    if filled and stands and not changed & requirement.reopened_by:
        return
    set_aside(session, actor, business.id, requirement.key)
    if filled:
        declare(session, actor, business.id, requirement.key)


def _reopen(session: Session, actor: Actor, business_id: int, requirement: str) -> None:
    """What was accepted or waived is judged again, with the paper that is there."""
    end_outlasting(session, actor, business_id, requirement)
    evidence = present(session, business_id, requirement)
    if evidence is not None and "reopen" in EVIDENCE.events(evidence.state):
        evidence.expires_on = None
        _move(session, actor, evidence, "reopen")


def _move(session: Session, actor: Actor, evidence: Evidence, event: str) -> None:
    before = evidence.state
    evidence.state = EVIDENCE.after(before, event)
    if evidence.state is EvidenceState.SUPERSEDED and not evidence.outlasts:
        void_paper(session, actor, evidence, reason=REPLACED)
    timeline.record(
        session, actor, ("evidence", evidence.id), event=event, before=before, after=evidence.state
    )
    session.flush()


def _is_filled(session: Session, business: Business, requirement: str) -> bool:
    if requirement == "trade_name":
        return bool(business.name)
    if requirement == "place":
        return bool(business.region_code)
    if requirement == "address":
        in_village = business.region_code.count(".") + 1 == regions.Level.VILLAGE
        return in_village and bool(business.street and business.postcode)
    if requirement == "size_class":
        return business.size_class is not None
    has_code = select(BusinessKbli.id).where(BusinessKbli.business_id == business.id).limit(1)
    return session.scalar(has_code) is not None
