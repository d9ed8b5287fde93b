"""Signing what a requirement pledges, and asking for it anew when the text is another one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from marketplace.businesses import pledges, policies
from marketplace.businesses.models import Business
from marketplace.businesses.pledges import MOST_RELATIONS, PledgeText, Relation, pledge_text, relation_kinds
from marketplace.businesses.rules import POLICY
from marketplace.businesses.services import _notices, facts, readiness
from marketplace.businesses.services._cases import data_changed
from marketplace.businesses.services._pledge_papers import issue_paper
from marketplace.businesses.services._rows import locked_business, note
from marketplace.businesses.services.evidence import requirement_of
from marketplace.businesses.states import EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.dated import in_force
from marketplace.kernel.errors import Conflict, DomainError, NotFound
from marketplace.kernel.text import clean_line

NAME_LENGTH, OFFICE_LENGTH = 120, 160
AT_ONCE = 100
CLOCK = Actor.system("pledges")


@dataclass(frozen=True, slots=True)
class Signature:
    """What the owner gives: the version she read, her name as she signs, and her relations.

    relations: () for none; None where the text asks for none.
    """

    text_version: str
    name: str
    relations: tuple[Relation, ...] | None = None


def sign_pledge(
    session: Session, actor: Actor, business_id: int, *, requirement: str, signature: Signature
) -> Evidence:
    """The owner signs today's text for a requirement, from her own seat; nobody signs for her.

    What was accepted before counts beside it until its text, its grace or its days end, or until this one is
    accepted; any other signature before it counts no more, and its paper is void. Raises Conflict when the
    text changed since she read it, DomainError beside `name`, `has` or `office-1`, `relation-1`, ….
    """
    policies.ensure_may_own(actor, business_id)
    business = locked_business(session, business_id)
    if requirement_of(business, requirement).evidence != "pledge":
        raise NotFound(f"{requirement} is not signed")
    text = pledge_text(requirement, clock.today())
    if signature.text_version != text.version:
        raise Conflict("Teksnya berganti sejak Anda membukanya. Baca yang baru, lalu tanda tangani.")
    name, relations = _name(signature.name), _relations(signature.relations, text)
    data_changed(session, actor, business_id, {requirement})
    standing = facts.present(session, business_id, requirement)
    if standing is not None:
        _end_in_time(standing)
    facts.set_beside(session, actor, business_id, requirement)
    evidence = facts.declare(session, actor, business_id, requirement)
    evidence.text_version, evidence.signed_name = text.version, name
    evidence.relations_json = pledges.written(relations) if text.asks_relations else None
    session.flush()
    issue_paper(session, actor, business, evidence, text)
    readiness.recompute(session, business)
    about = {"requirement": requirement, "version": text.version, "relations": len(relations)}
    note(session, actor, "businesses.sign_pledge", business_id, f"evidence:{evidence.code}", **about)
    return evidence


def end_old_signatures(session: Session) -> bool:
    """Clean-up: what was signed under a text that holds no more is asked anew; True asks for another round.

    A text whose end is known takes its signatures along on that day by the clock alone: they are given its
    last day as soon as it is set. So are declarations accepted before there was anything to sign: they hold
    on until `unsigned_until`, and their owner is told. Where no text follows, nothing can be asked anew.
    What counts beside a newer signature ends in the same way; its paper is void from then on.
    """
    today = clock.today()
    present = {text.requirement: text.version for text in in_force(pledges.all_texts(), today)}
    older = [
        and_(Evidence.requirement == key, Evidence.text_version.not_in((version, "")))
        for key, version in present.items()
    ]
    unsigned = and_(
        Evidence.requirement.in_(present),
        Evidence.text_version == "",
        or_(Evidence.state == EvidenceState.SUBMITTED, _ends_after(unsigned_until())),
    )
    ending = [
        and_(
            Evidence.requirement == text.requirement,
            Evidence.text_version == text.version,
            or_(Evidence.state == EvidenceState.ACCEPTED, Evidence.outlasts),
            _ends_after(text.period.until),
        )
        for text in pledges.all_texts()
        if text.period.until is not None
    ]
    over = and_(Evidence.requirement.in_(present), Evidence.outlasts, Evidence.expires_on < today)
    query = select(Evidence.business_id, Evidence.id).where(_SIGNED, or_(*older, unsigned, *ending, over))
    found = session.execute(query.order_by(Evidence.id).limit(AT_ONCE)).all()
    for business_id, evidence_id in found:
        _end(session, locked_business(session, business_id), evidence_id, today)
    return bool(found)


def unsigned_until() -> date:
    """The last day of what was declared and accepted before there was anything to sign.

    The days of grace count from the day on which their rule begins.
    """
    grace = [row for row in POLICY.rules if row.key == "pledge.unsigned_grace_days"]
    return max(row.period.since + timedelta(days=row.number) for row in grace)


_SIGNED = and_(
    or_(Evidence.state.in_((EvidenceState.SUBMITTED, EvidenceState.ACCEPTED)), Evidence.outlasts),
    Evidence.waiver_asked.is_(False),
    Evidence.waiver_basis == "",
)


def _ends_after(last_day: date) -> ColumnElement[bool]:
    return or_(Evidence.expires_on.is_(None), Evidence.expires_on > last_day)


def _end(session: Session, business: Business, evidence_id: int, today: date) -> None:
    """Let a signature count no more whose text is over, or give it its last day."""
    found = select(Evidence).where(Evidence.id == evidence_id, _SIGNED).with_for_update()
    evidence = session.scalar(found.execution_options(populate_existing=True))
    if evidence is None:
        return
    requirement, holds_on = evidence.requirement, _holds_on(evidence, today)
    text = next(
        (text for text in in_force(pledges.all_texts(), today) if text.requirement == requirement), None
    )
    event = "businesses.end_pledge"
    if evidence.outlasts and not (holds_on and readiness.counts(evidence)):
        facts.end_outlasting(session, CLOCK, business.id, requirement)
    elif text is None or holds_on:
        _end_in_time(evidence)
        if text is not None and not evidence.text_version and not evidence.outlasts:
            _notices.pledge_to_sign(session, evidence, text.title, unsigned_until())
    else:
        data_changed(session, CLOCK, business.id, {requirement})
        _end_in_time(evidence)
        facts.set_beside(session, CLOCK, business.id, requirement)
        _notices.pledge_asked_anew(session, business.id, evidence, text.title)
        event = "businesses.ask_pledge_anew"
    readiness.recompute(session, business)
    about = {"requirement": requirement, "version": evidence.text_version}
    note(session, CLOCK, event, business.id, f"evidence:{evidence.code}", **about)


def _holds_on(evidence: Evidence, today: date) -> bool:
    """Whether a signature still counts, or an accepted declaration without one has days of grace left."""
    if evidence.text_version:
        return pledges.holds(evidence.requirement, evidence.text_version, today)
    accepted = evidence.state is EvidenceState.ACCEPTED or evidence.outlasts
    return accepted and today <= unsigned_until()


def _end_in_time(evidence: Evidence) -> None:
    """What counts does so no longer than its text, or the grace of what was declared without one.

    Who was let off signing stays so until the waiver ends.
    """
    signed = evidence.state is EvidenceState.ACCEPTED or evidence.outlasts
    if signed and not evidence.waiver_basis:
        last_days = evidence.expires_on, _last_day(evidence)
        evidence.expires_on = min((day for day in last_days if day), default=None)


def _last_day(evidence: Evidence) -> date | None:
    if evidence.text_version:
        return pledges.last_day(evidence.requirement, evidence.text_version)
    return unsigned_until()


def _name(typed: str) -> str:
    name = _line(typed, NAME_LENGTH, "name")
    if sum(letter.isalpha() for letter in name) < 2:
        raise DomainError("Ketik nama lengkap Anda, seperti pada KTP.", field="name")
    return name


def _relations(given: tuple[Relation, ...] | None, text: PledgeText) -> tuple[Relation, ...]:
    """The relations as they are kept; rows are named from 1 in messages, as on the form."""
    if not text.asks_relations:
        return ()
    if given is None:
        raise DomainError("Pilih: tidak ada hubungan, atau ada.", field="has")
    if len(given) > MOST_RELATIONS:
        raise DomainError(f"Paling banyak {MOST_RELATIONS} hubungan dalam satu pernyataan.", field="has")
    return tuple(_relation(row, number) for number, row in enumerate(given, start=1))


def _relation(given: Relation, number: int) -> Relation:
    office = _line(given.office, OFFICE_LENGTH, f"office-{number}")
    if sum(letter.isalpha() for letter in office) < 3:
        raise DomainError("Tulis nama kantornya, misalnya Dinas Kesehatan.", field=f"office-{number}")
    if given.relation not in {kind.key for kind in relation_kinds(clock.today())}:
        raise DomainError("Pilih jenis hubungannya.", field=f"relation-{number}")
    return Relation(office, given.relation, _line(given.name, NAME_LENGTH, f"name-{number}"))


def _line(typed: str, length: int, field: str) -> str:
    try:
        return clean_line(typed, length)
    except DomainError as error:
        raise DomainError(error.message, field=field) from error
