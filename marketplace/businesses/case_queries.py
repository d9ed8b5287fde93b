"""Reading cases: the verifiers' queue, one case with its checklist, and the case that comes after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.businesses import policies
from marketplace.businesses.bank_queries import masked_account
from marketplace.businesses.models import Business, Mandate, Member
from marketplace.businesses.queries import PAGE_SIZE
from marketplace.businesses.requirements import Level, level_name, requirements
from marketplace.businesses.rules import rule
from marketplace.businesses.services._cases import held_by_another, mark
from marketplace.businesses.states import CASE, CaseState
from marketplace.businesses.verification_models import Evidence, VerificationCase
from marketplace.businesses.verification_queries import Step, shown_for, step
from marketplace.kernel import clock, regions
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Forbidden, NotFound

WAITING = (CaseState.SUBMITTED, CaseState.PROPOSED)
_OF = VerificationCase.business_id == Business.id
_ORDER = (VerificationCase.submitted_at, VerificationCase.id)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a verifier looks for; state None: everything that waits for a verifier. region: a province."""

    state: CaseState | None = None
    level: Level | None = None
    region: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the queue. age: how long it waits, in words; late: longer than the rule allows.

    second: it waits for a second verifier. whose: "" free, "mine" (held by or sent back to the reader),
    "proposed" (the reader's own proposal, for others to confirm), "other" (held by `holder`).
    """

    code: str
    business_name: str
    region_label: str
    level_name: str
    state: CaseState
    state_label: str
    submitted_at: datetime
    age: str
    late: bool
    second: bool
    whose: str
    holder: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with everything that its checklist asks about, by the version in force today.

    part: what the reader may do: "first" answers the checklist, "second" confirms or sends back; "held"
    (by `holder_name`), "own" (the reader's own proposal) and "closed" only read. seen: the mark of the page.
    """

    id: int
    code: str
    business: Business
    level: Level
    level_name: str
    state: CaseState
    state_label: str
    submitted_at: datetime
    steps: Sequence[Step]
    requirements_version: str
    reason: str
    part: str
    seen: str
    account: tuple[str, str, str] | None
    proposed_decision: str
    proposed_by_name: str
    proposed_at: datetime | None
    sent_back_by_name: str
    sent_back_reason: str
    holder_name: str
    decided_by_name: str
    decided_at: datetime | None
    answers: Mapping[str, Any]

    @property
    def renewal(self) -> Mapping[str, Any]:
        """The size of a new year that this case judges; empty where there is none."""
        waiting = (step.evidence for step in self.steps if step.state == "wait" and step.evidence)
        return next((evidence.declared for evidence in waiting if evidence.declared), {})


def queue(
    session: Session, actor: Actor, wanted: Wanted | None = None, *, page: int = 1
) -> tuple[list[CaseRow], int]:
    """A page of the cases in the verifier's region, the oldest first, and how many there are."""
    which = _which(actor, wanted or Wanted())
    total = session.scalar(select(func.count(VerificationCase.id)).join(Business, _OF).where(*which)) or 0
    query = select(VerificationCase, Business.name, Business.region_code).join(Business, _OF).where(*which)
    rows = session.execute(query.order_by(*_ORDER).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)).all()
    names = accounts.names_of(session, [case.held_by for case, _, _ in rows if case.held_by])
    late = timedelta(days=rule("verification.late_days", clock.today()).number)
    return [_row(actor, case, name, region, names, late) for case, name, region in rows], total


def provinces(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """Code and name of every province from which a case waits."""
    code = func.substr(Business.region_code, 1, 2)
    query = select(code).join(VerificationCase, _OF).where(*_which(actor, Wanted())).distinct().order_by(code)
    return [(found, regions.label_of(found)) for found in session.scalars(query)]


def case(session: Session, actor: Actor, code: str) -> CaseView:
    """A case with its checklist. NotFound outside the verifier's region; Forbidden for other roles."""
    _ensure_verifier(actor)
    row = session.execute(
        select(VerificationCase, Business)
        .join(Business, Business.id == VerificationCase.business_id)
        .where(VerificationCase.code == code)
    ).one_or_none()
    if row is None:
        raise NotFound(f"case {code}")
    found, business, today = row.VerificationCase, row.Business, clock.today()
    policies.ensure_reaches(actor, business.region_code)
    shown, older = shown_for(session, business.id)
    people = found.decided_by, found.proposed_by, found.sent_back_by, found.held_by
    names = accounts.names_of(session, [person for person in people if person])
    needed = requirements(business.legal_form, today, level=found.level, pkp=business.pkp)
    return CaseView(
        id=found.id,
        code=found.code,
        business=business,
        level=found.level,
        level_name=level_name(found.level),
        state=found.state,
        state_label=CASE.label(found.state),
        submitted_at=found.submitted_at,
        steps=[step(need, shown.get(need.key), today, older.get(need.key)) for need in needed],
        requirements_version=found.requirements_version,
        reason=found.reason,
        part=_part(actor, found),
        seen=mark(session, business, found),
        account=masked_account(session, business.id),
        proposed_decision=found.proposed_decision,
        proposed_by_name=names.get(found.proposed_by or 0, ""),
        proposed_at=found.proposed_at,
        sent_back_by_name=names.get(found.sent_back_by or 0, ""),
        sent_back_reason=found.sent_back_reason,
        holder_name=names.get(found.held_by or 0, ""),
        decided_by_name=names.get(found.decided_by or 0, ""),
        decided_at=found.decided_at,
        answers=found.answers,
    )


def accepted_step(found: CaseView, slug: str) -> tuple[Step, Evidence]:
    """What was accepted for one requirement of a case, by the slug of its page; NotFound otherwise."""
    for row in found.steps:
        accepted = row.outlasting or row.evidence
        if row.requirement.slug == slug and row.may_be_taken_back and accepted is not None:
            return row, accepted
    raise NotFound(f"nothing accepted for {slug} in case {found.code}")


def neighbour(session: Session, actor: Actor, case_id: int, *, forward: bool = True) -> str | None:
    """The code of the next (or previous) case that the verifier may work on, in the order of the queue."""
    here = session.execute(select(*_ORDER).where(VerificationCase.id == case_id)).one()
    place = tuple_(*_ORDER)
    beyond = place > tuple(here) if forward else place < tuple(here)
    order = _ORDER if forward else [column.desc() for column in _ORDER]
    query = select(VerificationCase.code).join(Business, _OF).where(*_free_for(actor), beyond)
    found: str | None = session.scalar(query.order_by(*order).limit(1))
    return found


def next_free(session: Session, actor: Actor, after: int) -> str | None:
    """The case to open once `after` is dealt with: the next one, or else the oldest that still waits."""
    following = neighbour(session, actor, after)
    if following is not None:
        return following
    query = (
        select(VerificationCase.code)
        .join(Business, _OF)
        .where(*_free_for(actor), VerificationCase.id != after)
    )
    found: str | None = session.scalar(query.order_by(*_ORDER).limit(1))
    return found


def _which(actor: Actor, wanted: Wanted) -> list[ColumnElement[bool]]:
    """Inside the verifier's region, never of a business whose member or helper they ever were."""
    _ensure_verifier(actor)
    states = WAITING if wanted.state is None else (wanted.state,)
    which = [VerificationCase.state.in_(states), ~_partial(actor)]
    which += [_within(code) for code in (actor.region_code, wanted.region) if code]
    if wanted.level is not None:
        which.append(VerificationCase.level == wanted.level)
    if wanted.mine:
        me, now = actor.user_id, clock.now()
        held = and_(VerificationCase.held_by == me, VerificationCase.held_until > now)
        proposed = and_(VerificationCase.proposed_by == me, VerificationCase.state == CaseState.PROPOSED)
        which.append(or_(held, proposed, VerificationCase.sent_back_to == me))
    return which


def _free_for(actor: Actor) -> list[ColumnElement[bool]]:
    """Waits for a verifier, is not this one's own proposal, and nobody else reads it."""
    me, case_ = actor.user_id, VerificationCase
    own = and_(case_.state == CaseState.PROPOSED, case_.proposed_by == me)
    free = or_(case_.held_until.is_(None), case_.held_until <= clock.now(), case_.held_by == me)
    return [*_which(actor, Wanted()), ~own, free]


def _within(region: str) -> ColumnElement[bool]:
    below = Business.region_code.startswith(f"{region}.", autoescape=True)
    return or_(Business.region_code == region, below)


def _partial(actor: Actor) -> ColumnElement[bool]:
    member = select(Member.id).where(
        Member.business_id == VerificationCase.business_id, Member.user_id == actor.user_id
    )
    mandate = select(Mandate.id).where(
        Mandate.business_id == VerificationCase.business_id, Mandate.helper_id == actor.user_id
    )
    return or_(member.correlate(VerificationCase).exists(), mandate.correlate(VerificationCase).exists())


def _row(
    actor: Actor, case: VerificationCase, name: str, region: str, names: Mapping[int, str], late: timedelta
) -> CaseRow:
    waited = clock.now() - case.submitted_at
    return CaseRow(
        code=case.code,
        business_name=name,
        region_label=regions.label_of(".".join(region.split(".")[:2])),
        level_name=level_name(case.level),
        state=case.state,
        state_label=CASE.label(case.state),
        submitted_at=case.submitted_at,
        age=age_words(waited),
        late=case.state in WAITING and waited >= late,
        second=case.state is CaseState.PROPOSED,
        whose=_whose(actor, case),
        holder=names.get(case.held_by or 0, ""),
    )


def age_words(waited: timedelta) -> str:
    """How long something waits, as people say it: "kurang dari sejam", "5 jam", "3 hari"."""
    hours = int(waited.total_seconds() // 3600)
    if hours < 1:
        return "kurang dari sejam"
    return f"{hours} jam" if hours < 24 else f"{hours // 24} hari"


def _whose(actor: Actor, case: VerificationCase) -> str:
    if held_by_another(case, actor):
        return "other"
    if case.state is CaseState.PROPOSED and case.proposed_by == actor.user_id:
        return "proposed"
    holds = case.held_by == actor.user_id and case.held_until is not None and case.held_until > clock.now()
    return "mine" if holds or case.sent_back_to == actor.user_id else ""


def _part(actor: Actor, case: VerificationCase) -> str:
    if case.state not in WAITING:
        return "closed"
    if held_by_another(case, actor):
        return "held"
    if case.state is CaseState.SUBMITTED:
        return "first"
    return "second" if policies.may_be_second(actor, case.proposed_by) else "own"


def _ensure_verifier(actor: Actor) -> None:
    if not policies.is_verifier(actor):
        raise Forbidden("only verifiers read cases")
