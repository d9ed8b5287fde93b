"""What proves itself: consent, a phone number that gave its code, a name, a district. No person judges it."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.businesses.models import Business
from marketplace.businesses.requirements import requirements, requirements_version, reserved_words
from marketplace.businesses.states import EVIDENCE
from marketplace.businesses.verification_models import Evidence
from marketplace.infra import timeline
from marketplace.kernel import clock, regions
from marketplace.kernel.actor import Actor

RULE = Actor.system("rule")
_WORD = re.compile(r"\w+")


def accept_if_proved(session: Session, evidence: Evidence) -> None:
    """Accept what was just submitted when its requirement leaves that to the rule and the rule holds."""
    business = session.get_one(Business, evidence.business_id)
    rows = requirements(business.legal_form, clock.today(), pkp=business.pkp)
    by_rule = {row.key for row in rows if row.accepted_by == "rule"}
    if evidence.requirement not in by_rule or not _proves_itself(session, business, evidence):
        return
    before, evidence.state = evidence.state, EVIDENCE.after(evidence.state, "accept")
    evidence.decided_at, evidence.requirements_version = clock.now(), requirements_version()
    session.flush()
    timeline.record(
        session, RULE, ("evidence", evidence.id), event="accept", before=before, after=evidence.state
    )


def resembles_authority(name: str) -> bool:
    """Whether a shop's name has a word that belongs to an authority."""
    return not reserved_words().isdisjoint(_WORD.findall(name.lower()))


def _proves_itself(session: Session, business: Business, evidence: Evidence) -> bool:
    if evidence.requirement == "consent":
        return business.consent_id is not None
    if evidence.requirement == "owner_phone":
        return accounts.phone_is_checked(session, evidence.submitted_by or 0)
    if evidence.requirement == "place":
        return business.region_code.count(".") + 1 >= regions.Level.DISTRICT
    return evidence.requirement == "trade_name" and not resembles_authority(business.name)
