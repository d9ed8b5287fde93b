"""A business asks for a level: everything its owner shows has to be there."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import policies
from marketplace.businesses.requirements import Level, requirements, requirements_version
from marketplace.businesses.services._cases import forget_proposal, forget_sending_back, let_go
from marketplace.businesses.services._judging import present
from marketplace.businesses.services._rows import locked_business, note
from marketplace.businesses.services.readiness import counting
from marketplace.businesses.states import CASE, CASE_OPEN, CaseState, EvidenceState
from marketplace.businesses.verification_models import VerificationCase
from marketplace.infra import timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import DomainError


def submit_for_verification(
    session: Session, actor: Actor, business_id: int, level: Level
) -> VerificationCase:
    """Ask for a level. Everything that the owner must show, of it and the levels below, has to be there.

    A returned case is submitted again, with the answers to what did not change. Raises DomainError that
    names what is missing.
    """
    policies.ensure_may_own(actor, business_id)
    business = locked_business(session, business_id)
    shown = counting(session, business_id) | {
        key for key, row in present(session, business_id).items() if row.state is EvidenceState.SUBMITTED
    }
    needed = requirements(business.legal_form, clock.today(), level=level, pkp=business.pkp)
    missing = [row.label for row in needed if row.evidence != "check" and row.key not in shown]
    if missing:
        raise DomainError(f"Belum bisa diajukan. Lengkapi dulu: {', '.join(missing)}.")
    query = select(VerificationCase).where(
        VerificationCase.business_id == business_id, VerificationCase.state.in_(CASE_OPEN)
    )
    case = session.scalar(query.with_for_update())
    before = case.state if case else None
    if case is None:
        case = VerificationCase(code=new_code(), business_id=business_id, state=CaseState.SUBMITTED)
        session.add(case)
    else:
        case.state = CASE.after(case.state, "submit")
        forget_proposal(case)
        let_go(case)
        forget_sending_back(case)
    case.level, case.requirements_version = level, requirements_version()
    case.submitted_at, case.submitted_by = clock.now(), actor.user_id
    session.flush()
    timeline.record(session, actor, ("case", case.id), event="submit", before=before, after=case.state)
    note(session, actor, "businesses.submit_case", business_id, f"case:{case.code}", level=level.value)
    return case
