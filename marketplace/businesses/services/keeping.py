"""Papers go when their purpose is reached: the picture is deleted, what was found on it stays."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.businesses.rules import POLICY, rule
from marketplace.businesses.services._rows import note, party_of
from marketplace.businesses.states import EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.infra import files, timeline
from marketplace.infra.files import StoredFile
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.policy_rules import PolicyRule

AT_ONCE = 100
WORKER = Actor.system("keeping")
KEPT_FOR = {"owner_identity": "keeping.owner_identity.days"}
"""Requirements whose file is deleted, with the rule that says how long after the check."""


def forget_checked_papers(session: Session) -> bool:
    """Clean-up: erase the files whose time is over by the rules of today; True asks for another round.

    The evidence keeps its state, dates and who decided. The key of the file goes in this transaction, so that
    a run which is killed leaves either all of it or nothing. What waits to be judged is never touched.
    """
    rules = {requirement: rule(key, clock.today()) for requirement, key in KEPT_FOR.items()}
    erased = [_forget(session, requirement, its_rule) for requirement, its_rule in rules.items()]
    return any(erased)


def erase_papers(session: Session, business_id: int) -> None:
    """Erase every private file of a business, because its owner asked for it."""
    party = party_of(business_id)
    papers = select(StoredFile).where(
        StoredFile.party_kind == party.kind.value,
        StoredFile.party_id == party.id,
        StoredFile.erased_at.is_(None),
    )
    for stored in session.scalars(papers):
        files.erase(session, stored)


def _forget(session: Session, requirement: str, its_rule: PolicyRule) -> bool:
    since = func.coalesce(Evidence.decided_at, Evidence.submitted_at)
    over = (
        select(Evidence, StoredFile)
        .join(StoredFile, StoredFile.id == Evidence.file_id)
        .where(
            Evidence.requirement == requirement,
            Evidence.state != EvidenceState.SUBMITTED,
            StoredFile.erased_at.is_(None),
            since <= clock.now() - timedelta(days=its_rule.number),
        )
        .order_by(Evidence.id)
        .limit(AT_ONCE)
        .with_for_update(of=StoredFile)
    )
    found = session.execute(over).all()
    for evidence, stored in found:
        files.erase(session, stored)
        _tell(session, evidence, stored, its_rule)
    return bool(found)


def _tell(session: Session, evidence: Evidence, stored: StoredFile, its_rule: PolicyRule) -> None:
    timeline.record(
        session,
        WORKER,
        ("evidence", evidence.id),
        event="forget_file",
        before=evidence.state,
        after=evidence.state,
        reason=its_rule.basis,
        details={"days": its_rule.number, "rules_version": POLICY.version},
    )
    about = {"file": stored.code, "sha256": stored.sha256}
    subject = f"evidence:{evidence.code}"
    note(session, WORKER, "businesses.forget_file", evidence.business_id, subject, **about)
