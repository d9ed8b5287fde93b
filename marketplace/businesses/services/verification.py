"""Verification: a business asks for a level, a verifier answers the dated checklist and decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.businesses import policies
from marketplace.businesses.models import Business, Mandate, Member
from marketplace.businesses.requirements import Level, Requirement, requirements, requirements_version
from marketplace.businesses.services import _notices, facts, readiness
from marketplace.businesses.services._rows import locked_business, note
from marketplace.businesses.states import CASE, EVIDENCE, CaseState, EvidenceState
from marketplace.businesses.verification_models import Evidence, VerificationCase
from marketplace.infra import outbox, timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import DomainError, Forbidden, NotFound, Refused
from marketplace.kernel.events import VerificationDecided

REASON_LENGTH = 600


class Decision(StrEnum):
    """What a verifier may decide; the values are the events of the case."""

    ACCEPT = "accept"
    RETURN = "return"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Answer:
    """The verifier's answers for one requirement, in the order of its checks, and a remark for the owner."""

    yes: tuple[bool, ...]
    remark: str = ""

    def accepts(self, requirement: Requirement) -> bool:
        """Every check of the requirement was answered with yes."""
        return len(self.yes) == len(requirement.checks) and all(self.yes)


def submit_for_verification(
    session: Session, actor: Actor, business_id: int, level: Level
) -> VerificationCase:
    """Ask for a level. Everything that the owner must show, of it and the levels below, has to be there.

    A returned case is submitted again. Raises DomainError that names what is missing.
    """
    policies.ensure_may_own(actor, business_id)
    business = locked_business(session, business_id)
    shown = _present(session, business_id)
    missing = [
        row.label
        for row in _needed(business, level)
        if row.evidence != "check" and not _is_shown(shown.get(row.key))
    ]
    if missing:
        raise DomainError(f"Belum bisa diajukan. Lengkapi dulu: {', '.join(missing)}.")
    case = session.scalar(
        select(VerificationCase)
        .where(
            VerificationCase.business_id == business_id,
            VerificationCase.state.in_([CaseState.SUBMITTED, CaseState.RETURNED]),
        )
        .with_for_update()
    )
    before = case.state if case else None
    if case is None:
        case = VerificationCase(code=new_code(), business_id=business_id, state=CaseState.SUBMITTED)
        session.add(case)
    else:
        case.state = CASE.after(case.state, "submit")
    case.level, case.requirements_version = level, requirements_version()
    case.submitted_at, case.submitted_by = clock.now(), actor.user_id
    session.flush()
    timeline.record(session, actor, ("case", case.id), event="submit", before=before, after=case.state)
    note(session, actor, "businesses.submit_case", business_id, f"case:{case.code}", level=level.value)
    return case


def decide(
    session: Session,
    actor: Actor,
    case_id: int,
    *,
    answers: Mapping[str, Answer],
    decision: Decision,
    reason: str = "",
) -> VerificationCase:
    """Decide a case by its checklist. Answers are by requirement key; submissions are judged by them.

    Accepting wants yes to every check of every requirement that is not yet accepted; returning and rejecting
    want a reason, and reject each submission whose checks are not all yes.
    """
    case = _case_to_decide(session, actor, case_id)
    business = locked_business(session, case.business_id)
    reason = reason.strip()[:REASON_LENGTH]
    if decision is not Decision.ACCEPT and not reason:
        raise DomainError("Tulis alasannya, supaya pemilik tahu apa yang diperbaiki.", field="reason")
    case.reason = reason
    doubtful = _judge_all(session, actor, business, case, answers, decision)
    if decision is Decision.ACCEPT and doubtful:
        raise DomainError(
            f"Belum bisa diterima. Semua butir harus dijawab ya; yang belum: {', '.join(doubtful)}.",
            field="decision",
        )
    case.answers = case.answers | {
        key: {"yes": list(answer.yes), "remark": answer.remark} for key, answer in answers.items()
    }
    _close(session, actor, case, decision)
    readiness.recompute(session, business)
    return case


def _close(session: Session, actor: Actor, case: VerificationCase, decision: Decision) -> None:
    """Move the case, and tell everybody who has to know."""
    before = case.state
    case.state = CASE.after(before, decision.value)
    case.decided_at, case.decided_by = clock.now(), actor.user_id
    case.requirements_version = requirements_version()
    session.flush()
    timeline.record(
        session,
        actor,
        ("case", case.id),
        event=decision.value,
        before=before,
        after=case.state,
        reason=case.reason or None,
        details={"requirements_version": case.requirements_version},
    )
    data = {"level": case.level.value, "decision": decision.value, "version": case.requirements_version}
    note(session, actor, "businesses.decide_case", case.business_id, f"case:{case.code}", **data)
    outbox.record(
        session,
        VerificationDecided(
            verification_id=case.id, business_id=case.business_id, approved=decision is Decision.ACCEPT
        ),
    )
    _notices.case_decided(session, case, CASE.label(case.state).lower())


def judge_evidence(
    session: Session, actor: Actor, evidence_id: int, *, accept: bool, reason: str = ""
) -> Evidence:
    """Accept or reject one submission outside a case, e.g. a paper renewed after the decision.

    accept: every check of the requirement was answered with yes.
    """
    evidence = session.scalar(select(Evidence).where(Evidence.id == evidence_id).with_for_update())
    if evidence is None:
        raise NotFound(f"evidence {evidence_id}")
    ensure_impartial(session, actor, evidence.business_id)
    business = locked_business(session, evidence.business_id)
    if not accept and not reason.strip():
        raise DomainError("Tulis alasannya, supaya pemilik tahu apa yang diperbaiki.", field="reason")
    requirement = next(
        row
        for row in requirements(business.legal_form, clock.today(), pkp=business.pkp)
        if row.key == evidence.requirement
    )
    _judge(session, actor, evidence, requirement, accept=accept, remark=reason)
    readiness.recompute(session, business)
    data = {"requirement": evidence.requirement, "accepted": accept}
    note(session, actor, "businesses.judge_evidence", business.id, f"evidence:{evidence.code}", **data)
    return evidence


def ensure_impartial(session: Session, actor: Actor, business_id: int) -> None:
    """A verifier judges in his region, and never a business whose member or helper he ever was (S13)."""
    if not policies.is_verifier(actor):
        raise Forbidden("only verifiers decide")
    policies.ensure_reaches(actor, session.get_one(Business, business_id).region_code)
    if is_partial(session, actor.user_id, business_id):
        raise Refused(
            "Anda pernah menjadi anggota atau pendamping usaha ini. "
            "Pemeriksaannya harus oleh verifikator lain; tidak ada yang berubah."
        )


def is_partial(session: Session, user_id: int | None, business_id: int) -> bool:
    """Whether a person is or ever was a member or helper of a business."""
    member = select(Member.id).where(Member.business_id == business_id, Member.user_id == user_id)
    mandate = select(Mandate.id).where(Mandate.business_id == business_id, Mandate.helper_id == user_id)
    return bool(session.scalar(select(or_(member.exists(), mandate.exists()))))


def _case_to_decide(session: Session, actor: Actor, case_id: int) -> VerificationCase:
    query = select(VerificationCase).where(VerificationCase.id == case_id).with_for_update()
    case = session.scalar(query.execution_options(populate_existing=True))
    if case is None:
        raise NotFound(f"case {case_id}")
    ensure_impartial(session, actor, case.business_id)
    CASE.after(case.state, Decision.REJECT.value)
    return case


def _judge_all(
    session: Session,
    actor: Actor,
    business: Business,
    case: VerificationCase,
    answers: Mapping[str, Answer],
    decision: Decision,
) -> list[str]:
    """Judge what is submitted by the answers; returns the labels of what is not accepted."""
    shown, doubtful = _present(session, business.id), []
    for requirement in _needed(business, case.level):
        evidence = shown.get(requirement.key)
        if evidence is not None and _counts(evidence):
            continue
        answer = answers.get(requirement.key, Answer(()))
        yes = answer.accepts(requirement)
        if requirement.evidence == "check" and yes:
            facts.set_aside(session, actor, business.id, requirement.key)
            evidence = facts.declare(session, actor, business.id, requirement.key)
        waits = evidence is not None and evidence.state is EvidenceState.SUBMITTED
        if not (waits and yes):
            doubtful.append(requirement.label)
        if evidence is not None and waits and (yes or decision is not Decision.ACCEPT):
            _judge(session, actor, evidence, requirement, accept=yes, remark=answer.remark or case.reason)
    return doubtful


def _judge(
    session: Session, actor: Actor, evidence: Evidence, requirement: Requirement, *, accept: bool, remark: str
) -> None:
    before = evidence.state
    evidence.state = EVIDENCE.after(before, "accept" if accept else "reject")
    evidence.decided_at, evidence.decided_by = clock.now(), actor.user_id
    evidence.reason = remark.strip()[:REASON_LENGTH]
    evidence.requirements_version = requirements_version()
    evidence.expires_on = _expiry(requirement, evidence.ends_on) if accept else None
    timeline.record(
        session,
        actor,
        ("evidence", evidence.id),
        event="accept" if accept else "reject",
        before=before,
        after=evidence.state,
        reason=evidence.reason or None,
    )
    session.flush()


def _expiry(requirement: Requirement, written_end: date | None) -> date | None:
    """The earlier of the end written on the paper and the days that the table lets it count."""
    ends = [end for end in (requirement.expires_on(clock.today()), written_end) if end is not None]
    return min(ends, default=None)


def _needed(business: Business, level: Level) -> Sequence[Requirement]:
    return requirements(business.legal_form, clock.today(), level=level, pkp=business.pkp)


def _present(session: Session, business_id: int) -> dict[str, Evidence]:
    query = select(Evidence).where(
        Evidence.business_id == business_id, Evidence.state != EvidenceState.SUPERSEDED
    )
    return {evidence.requirement: evidence for evidence in session.scalars(query.with_for_update())}


def _is_shown(evidence: Evidence | None) -> bool:
    return evidence is not None and (evidence.state is EvidenceState.SUBMITTED or _counts(evidence))


def _counts(evidence: Evidence) -> bool:
    in_time = evidence.expires_on is None or evidence.expires_on >= clock.today()
    return evidence.state is EvidenceState.ACCEPTED and in_time
