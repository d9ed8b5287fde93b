"""Deciding a case: the first verifier answers the dated checklist, a second one confirms or sends it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from sqlalchemy.orm import Session

from marketplace.businesses import policies
from marketplace.businesses.models import Business
from marketplace.businesses.requirements import requirements, requirements_version
from marketplace.businesses.rules import rule
from marketplace.businesses.services import _notices, readiness
from marketplace.businesses.services._cases import (
    data_changed,
    ensure_free,
    ensure_impartial,
    ensure_seen,
    forget_proposal,
    forget_sending_back,
    let_go,
    locked_case,
    move,
)
from marketplace.businesses.services._judging import (
    REASON_LENGTH,
    Answer,
    Outcome,
    Verdict,
    carry_out,
    take_back,
    verdicts,
)
from marketplace.businesses.services._rows import locked_business, note
from marketplace.businesses.states import CASE
from marketplace.businesses.verification_models import Evidence, VerificationCase
from marketplace.infra import outbox
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError, NotFound, Refused
from marketplace.kernel.events import VerificationDecided


class Decision(StrEnum):
    """What a verifier may decide; the values are the events of the case."""

    ACCEPT = "accept"
    RETURN = "return"
    REJECT = "reject"


PEOPLE = {
    Decision.ACCEPT: "verification.people.accept",
    Decision.RETURN: "verification.people.return",
    Decision.REJECT: "verification.people.reject",
}
"""The rule that says how many verifiers a decision takes; a waiver is part of accepting."""


def decide(
    session: Session,
    actor: Actor,
    case_id: int,
    *,
    answers: Mapping[str, Answer],
    decision: Decision,
    reason: str = "",
    seen: str | None = None,
) -> VerificationCase:
    """The first verifier's word on a case by its checklist, or the decision itself where one person suffices.

    Accepting wants yes to every check of every requirement that does not count yet, or a waiver with reason
    and basis; returning and rejecting want a reason, and reject each submission that is doubtful. What is in
    order waits for the decision that accepts it. seen: the mark of the page. Raises Conflict when the page
    is older than the data, or while somebody else holds the case.
    """
    business, case = locked_case(session, actor, case_id)
    CASE.after(case.state, "propose")
    ensure_free(session, actor, case)
    ensure_seen(session, business, case, seen)
    reason = reason.strip()[:REASON_LENGTH]
    if decision is not Decision.ACCEPT and not reason:
        raise DomainError("Tulis alasannya, supaya pemilik tahu apa yang diperbaiki.", field="reason")
    found = verdicts(session, business, case, answers)
    _ensure_waivers_reasoned(found)
    if decision is Decision.ACCEPT:
        _ensure_in_order(found)
    case.reason, case.requirements_version = reason, requirements_version()
    case.answers = case.answers | {key: answer.stored() for key, answer in answers.items()}
    forget_sending_back(case)
    let_go(case)
    if rule(PEOPLE[decision], clock.today()).number > 1:
        _propose(session, actor, case, decision)
    else:
        _close(session, actor, business, case, decision, found)
    return case


def confirm(session: Session, actor: Actor, case_id: int, *, seen: str | None = None) -> VerificationCase:
    """The second verifier's yes: only now the proposed decision takes effect, judged again on today's data.

    Refused for whoever proposed it; Conflict when the page is older than the data.
    """
    business, case = locked_case(session, actor, case_id)
    _ensure_second(actor, case)
    ensure_free(session, actor, case)
    ensure_seen(session, business, case, seen)
    decision = Decision(case.proposed_decision)
    found = verdicts(session, business, case, {key: Answer.read(row) for key, row in case.answers.items()})
    if decision is Decision.ACCEPT:
        _ensure_in_order(found)
    let_go(case)
    _close(session, actor, business, case, decision, found)
    return case


def send_back(
    session: Session, actor: Actor, case_id: int, *, reason: str, seen: str | None = None
) -> VerificationCase:
    """The second verifier's no: the case goes back to the first one, who reads why. Nothing was decided."""
    business, case = locked_case(session, actor, case_id)
    _ensure_second(actor, case)
    ensure_free(session, actor, case)
    ensure_seen(session, business, case, seen)
    reason = reason.strip()[:REASON_LENGTH]
    if not reason:
        raise DomainError(
            "Tulis alasannya, supaya pemeriksa pertama tahu apa yang dilihat lagi.", field="reason"
        )
    first = case.proposed_by
    move(session, actor, case, "send_back", reason=reason)
    case.sent_back_by, case.sent_back_to, case.sent_back_reason = actor.user_id, first, reason
    forget_proposal(case)
    let_go(case)
    session.flush()
    note(session, actor, "businesses.send_back_case", business.id, f"case:{case.code}", to=first)
    if first is not None:
        _notices.case_sent_back(session, case, first, business.name)
    return case


def reject_evidence(session: Session, actor: Actor, evidence_id: int, *, reason: str) -> Evidence:
    """Take back what was accepted or waived and proves false. One verifier suffices: it only protects."""
    found = session.get(Evidence, evidence_id)
    if found is None:
        raise NotFound(f"evidence {evidence_id}")
    ensure_impartial(session, actor, found.business_id)
    business = locked_business(session, found.business_id)
    evidence = session.get_one(Evidence, evidence_id, with_for_update=True, populate_existing=True)
    if not reason.strip():
        raise DomainError("Tulis alasannya, supaya pemilik tahu apa yang diperbaiki.", field="reason")
    data_changed(session, actor, business.id, {evidence.requirement})
    take_back(session, actor, evidence, reason=reason)
    readiness.recompute(session, business)
    data = {"requirement": evidence.requirement}
    note(session, actor, "businesses.reject_evidence", business.id, f"evidence:{evidence.code}", **data)
    rows = requirements(business.legal_form, clock.today(), pkp=business.pkp)
    labels = {row.key: row.label for row in rows}
    _notices.evidence_taken_back(session, evidence, labels.get(evidence.requirement, evidence.requirement))
    return evidence


def _propose(session: Session, actor: Actor, case: VerificationCase, decision: Decision) -> None:
    move(session, actor, case, "propose", reason=case.reason)
    case.proposed_decision = decision.value
    case.proposed_by, case.proposed_at = actor.user_id, clock.now()
    session.flush()
    data = {"level": case.level.value, "decision": decision.value, "version": case.requirements_version}
    note(session, actor, "businesses.propose_decision", case.business_id, f"case:{case.code}", **data)


def _close(
    session: Session,
    actor: Actor,
    business: Business,
    case: VerificationCase,
    decision: Decision,
    found: Sequence[Verdict],
) -> None:
    """Carry out what was found, move the case, and tell everybody who has to know."""
    accepts = decision is Decision.ACCEPT
    carry_out(session, actor, business, found, reject=not accepts, reason=case.reason)
    case.decided_at, case.decided_by = clock.now(), actor.user_id
    case.requirements_version = requirements_version()
    move(session, actor, case, decision.value, reason=case.reason)
    data = {"level": case.level.value, "decision": decision.value, "version": case.requirements_version}
    waived = [row.requirement.key for row in found if accepts and row.outcome is Outcome.WAIVE]
    note(
        session,
        actor,
        "businesses.decide_case",
        business.id,
        f"case:{case.code}",
        first=case.proposed_by,
        waived=waived,
        **data,
    )
    outbox.record(
        session, VerificationDecided(verification_id=case.id, business_id=business.id, approved=accepts)
    )
    _notices.case_decided(session, case, CASE.label(case.state).lower())
    readiness.recompute(session, business)


def _ensure_second(actor: Actor, case: VerificationCase) -> None:
    """Confirming and sending back belong to somebody other than whoever proposed the decision."""
    CASE.after(case.state, "send_back")
    if not policies.may_be_second(actor, case.proposed_by):
        raise Refused(
            "Keputusan ini usulan Anda sendiri. Verifikator lain yang menyetujuinya; tidak ada yang berubah."
        )


def _ensure_in_order(found: Sequence[Verdict]) -> None:
    doubtful = [row.requirement.label for row in found if row.outcome is Outcome.DOUBTFUL]
    unseen = any(row.ticked_unseen for row in found)
    if doubtful:
        look = " Catat dulu apa yang Anda lihat di situsnya, lewat “Lihat daftar resmi”." if unseen else ""
        raise DomainError(
            f"Belum bisa diterima. Semua butir harus dijawab ya; yang belum: {', '.join(doubtful)}.{look}",
            field="decision",
        )


def _ensure_waivers_reasoned(found: Sequence[Verdict]) -> None:
    bare = [row.requirement.label for row in found if row.answer.waive and row.outcome is Outcome.DOUBTFUL]
    if bare:
        raise DomainError(
            f"Pembebasan butuh alasan dan dasar aturannya. Lengkapi: {', '.join(bare)}.", field="decision"
        )
