"""Judging what a business shows: the answers to a dated checklist, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import pledges
from marketplace.businesses.models import Business
from marketplace.businesses.requirements import Requirement, requirements, requirements_version
from marketplace.businesses.rules import rule
from marketplace.businesses.services import facts, lookups, size_renewal
from marketplace.businesses.services._pledge_papers import void_paper
from marketplace.businesses.services.readiness import counting
from marketplace.businesses.states import EVIDENCE, EvidenceState
from marketplace.businesses.verification_models import Evidence, VerificationCase
from marketplace.infra import timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor

REASON_LENGTH = 600


@dataclass(frozen=True, slots=True)
class Answer:
    """The verifier's answers for one requirement, in the order of its checks, and a remark for the owner.

    waive: the requirement is waived instead, for `remark` as the reason and on `basis`.
    """

    yes: tuple[bool, ...]
    remark: str = ""
    waive: bool = False
    basis: str = ""

    def accepts(self, requirement: Requirement) -> bool:
        """Every check of the requirement was answered with yes."""
        return len(self.yes) == len(requirement.checks) and all(self.yes)

    def stored(self) -> dict[str, Any]:
        """As the case keeps it until the second verifier has looked."""
        return {"yes": list(self.yes), "remark": self.remark, "waive": self.waive, "basis": self.basis}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Answer:
        """Also of a case from before waivers, whose answers hold yes and remark alone."""
        return cls(
            tuple(stored["yes"]), stored["remark"], stored.get("waive", False), stored.get("basis", "")
        )


class Outcome(StrEnum):
    """What becomes of one requirement: it counts already, or it is accepted, waived, or doubtful."""

    COUNTS = "counts"
    ACCEPT = "accept"
    WAIVE = "waive"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One requirement of the case with what is shown for it, the answer, and what follows from it."""

    requirement: Requirement
    evidence: Evidence | None
    answer: Answer
    outcome: Outcome

    @property
    def ticked_unseen(self) -> bool:
        """Everything was answered with yes, but nobody wrote down what the register said."""
        asked = self.requirement.evidence == "check" and self.outcome is Outcome.DOUBTFUL
        return asked and not self.answer.waive and self.answer.accepts(self.requirement)


def verdicts(
    session: Session, business: Business, case: VerificationCase, answers: Mapping[str, Answer]
) -> list[Verdict]:
    """What the answers say of every requirement that the level needs today. Changes nothing.

    What verifiers look up themselves is in order only with a look into the register that still counts.
    """
    shown, seen_clean = present(session, business.id), lookups.was_seen_clean(session, business)
    counted = counting(session, business.id)
    rows = requirements(business.legal_form, clock.today(), level=case.level, pkp=business.pkp)
    return [
        _verdict(
            row,
            shown.get(row.key),
            answers.get(row.key, Answer(())),
            counts=row.key in counted,
            seen_clean=seen_clean,
        )
        for row in rows
    ]


def _verdict(
    requirement: Requirement, evidence: Evidence | None, answer: Answer, *, counts: bool, seen_clean: bool
) -> Verdict:
    """What counts is not judged again, unless a newer one waits beside it; a rejected one takes nothing away.

    A request to do without a paper shows nothing, so it is waived or not; a look of one's own never is.

    A signature under another text than today's shows nothing either.
    """
    waits = evidence is not None and evidence.state is EvidenceState.SUBMITTED
    shown = waits and evidence is not None and _shows(requirement, evidence)
    is_check = requirement.evidence == "check"
    if counts and not waits:
        outcome = Outcome.COUNTS
    elif answer.waive and answer.remark and answer.basis and waits and not is_check:
        outcome = Outcome.WAIVE
    elif not answer.waive and answer.accepts(requirement) and (shown or (is_check and seen_clean)):
        outcome = Outcome.ACCEPT
    else:
        outcome = Outcome.DOUBTFUL
    return Verdict(requirement, evidence, answer, outcome)


def _shows(requirement: Requirement, evidence: Evidence) -> bool:
    signed = requirement.evidence == "pledge"
    of_today = not signed or pledges.holds(requirement.key, evidence.text_version, clock.today())
    return of_today and not evidence.waiver_asked


def carry_out(
    session: Session,
    actor: Actor,
    business: Business,
    found: Iterable[Verdict],
    *,
    reject: bool,
    reason: str = "",
) -> None:
    """Accept and waive what was found in order; or, with `reject`, reject each doubtful submission alone."""
    for verdict in found:
        evidence = verdict.evidence
        if reject:
            if verdict.outcome is Outcome.DOUBTFUL and evidence is not None and _waits(evidence):
                judge(session, actor, evidence, "reject", reason=verdict.answer.remark or reason)
            continue
        if verdict.outcome not in {Outcome.ACCEPT, Outcome.WAIVE}:
            continue
        if verdict.requirement.evidence == "check":
            facts.set_aside(session, actor, business.id, verdict.requirement.key)
            evidence = facts.declare(session, actor, business.id, verdict.requirement.key)
        if evidence is not None:
            _settle(session, actor, evidence, verdict)
            facts.end_outlasting(session, actor, business.id, evidence.requirement)
            if evidence.requirement == size_renewal.SIZE:
                size_renewal.take_effect(session, actor, business, evidence)


def _settle(session: Session, actor: Actor, evidence: Evidence, verdict: Verdict) -> None:
    today = clock.today()
    text_ends = pledges.last_day(evidence.requirement, evidence.text_version)
    ends = [evidence.ends_on, verdict.requirement.expires_on(today), text_ends]
    if verdict.outcome is Outcome.WAIVE:
        evidence.waiver_basis = verdict.answer.basis[:REASON_LENGTH]
        ends.append(today + timedelta(days=rule("verification.waiver.days.max", today).number))
    judge(
        session,
        actor,
        evidence,
        verdict.outcome.value,
        reason=verdict.answer.remark,
        expires_on=min((end for end in ends if end is not None), default=None),
    )


def judge(
    session: Session,
    actor: Actor,
    evidence: Evidence,
    event: str,
    *,
    reason: str,
    expires_on: date | None = None,
) -> None:
    """One step of the evidence: the earlier of the end on the paper and the days of the table ends it."""
    before = evidence.state
    evidence.state = EVIDENCE.after(before, event)
    evidence.decided_at, evidence.decided_by = clock.now(), actor.user_id
    evidence.reason = reason.strip()[:REASON_LENGTH]
    evidence.requirements_version = requirements_version()
    evidence.expires_on = expires_on
    if evidence.state is EvidenceState.REJECTED:
        void_paper(session, actor, evidence, reason=evidence.reason)
    timeline.record(
        session,
        actor,
        ("evidence", evidence.id),
        event=event,
        before=before,
        after=evidence.state,
        reason=evidence.reason or None,
    )
    session.flush()


def take_back(session: Session, actor: Actor, evidence: Evidence, *, reason: str) -> None:
    """What was accepted proves false; beside a newer one it only stops counting."""
    if not evidence.outlasts:
        judge(session, actor, evidence, "reject", reason=reason)
        return
    evidence.outlasts, evidence.reason = False, reason.strip()[:REASON_LENGTH]
    void_paper(session, actor, evidence, reason=evidence.reason)
    state = evidence.state
    timeline.record(
        session,
        actor,
        ("evidence", evidence.id),
        event="take_back",
        before=state,
        after=state,
        reason=evidence.reason,
    )
    session.flush()


def present(session: Session, business_id: int) -> dict[str, Evidence]:
    """What is shown now, by requirement, locked."""
    query = select(Evidence).where(
        Evidence.business_id == business_id, Evidence.state != EvidenceState.SUPERSEDED
    )
    return {evidence.requirement: evidence for evidence in session.scalars(query.with_for_update())}


def _waits(evidence: Evidence) -> bool:
    return evidence.state is EvidenceState.SUBMITTED
