"""Reading sanctions: what the owner is told, and what the staff propose, decide and look back on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.businesses import policies
from marketplace.businesses.models import Business
from marketplace.businesses.queries import PAGE_SIZE, BusinessBrief, brief, own
from marketplace.businesses.sanction_grounds import CONSEQUENCES, KIND_LABELS
from marketplace.businesses.sanction_models import (
    ProposedAct,
    Sanction,
    SanctionKind,
    SanctionObjection,
    SanctionProposal,
)
from marketplace.businesses.states import OBJECTION, PROPOSAL, ObjectionState, ProposalState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import code_from_slug
from marketplace.kernel.errors import Forbidden, NotFound


@dataclass(frozen=True, slots=True)
class Objection:
    """What the owner objected, and the answer once there is one."""

    code: str
    text: str
    state_label: str
    answer: str
    answered_at: datetime | None

    @property
    def waits(self) -> bool:
        return self.answered_at is None


@dataclass(frozen=True, slots=True)
class SanctionView:
    """A sanction as its owner and the staff read it. standing: ahead, in_force, over or lifted."""

    code: str
    business_id: int
    kind: SanctionKind
    kind_label: str
    consequence: str
    ground: str
    basis: str
    decision_number: str
    from_on: date
    until_on: date | None
    standing: str
    lifted_at: datetime | None
    lift_reason: str
    objection: Objection | None

    @property
    def in_force(self) -> bool:
        return self.standing == "in_force"

    @property
    def may_object(self) -> bool:
        """The owner may still say something against it."""
        return self.objection is None and self.standing in {"ahead", "in_force"}


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal with whom it concerns and who proposed it; mine: the reader did."""

    code: str
    business: BusinessBrief
    act: ProposedAct
    kind_label: str
    ground: str
    basis: str
    decision_number: str
    from_on: date
    until_on: date | None
    state: ProposalState
    state_label: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    mine: bool

    @property
    def waits(self) -> bool:
        return self.state is ProposalState.PROPOSED


def in_force(session: Session, business_id: int) -> list[SanctionView]:
    """The sanctions that hold today, warnings too, oldest first."""
    today = clock.today()
    query = select(Sanction).where(
        Sanction.business_id == business_id,
        Sanction.lifted_at.is_(None),
        Sanction.from_on <= today,
        (Sanction.until_on.is_(None)) | (Sanction.until_on >= today),
    )
    return _views(session, session.scalars(query.order_by(Sanction.id)).all())


def own_sanctions(session: Session, actor: Actor, *, page: int) -> tuple[list[SanctionView], int]:
    """A page of everything that was imposed on the business, the newest first, and how many."""
    return _page(session, Sanction.business_id == own(session, actor).id, page=page)


def history(session: Session, actor: Actor, business_id: int, *, page: int) -> tuple[list[SanctionView], int]:
    """The same for the staff, inside the region that bounds them."""
    if not policies.may_propose_sanction(actor):
        raise Forbidden(f"{actor.role} reads no sanctions")
    policies.ensure_reaches(actor, session.get_one(Business, business_id).region_code)
    return _page(session, Sanction.business_id == business_id, page=page)


def own_sanction(session: Session, actor: Actor, code: str) -> SanctionView:
    """One sanction of the actor's own business; NotFound for any other."""
    query = select(Sanction).where(Sanction.code == code, Sanction.business_id == own(session, actor).id)
    found = session.scalar(query)
    if found is None:
        raise NotFound(f"sanction {code}")
    return _views(session, [found])[0]


def staff_sanction(session: Session, actor: Actor, code: str) -> tuple[SanctionView, BusinessBrief]:
    """One sanction for the staff, with the business; NotFound outside their region."""
    if not policies.may_propose_sanction(actor):
        raise Forbidden(f"{actor.role} reads no sanctions")
    found = session.scalar(select(Sanction).where(Sanction.code == code))
    if found is None:
        raise NotFound(f"sanction {code}")
    concerned = brief(session, [found.business_id])[found.business_id]
    policies.ensure_reaches(actor, concerned.region_code)
    return _views(session, [found])[0], concerned


def proposals(session: Session, actor: Actor, *, waiting: bool, page: int) -> tuple[list[ProposalView], int]:
    """A page of the proposals that wait (oldest first), or of those decided (newest first), and how many."""
    if not policies.may_propose_sanction(actor):
        raise Forbidden(f"{actor.role} reads no proposals")
    waits = SanctionProposal.state == ProposalState.PROPOSED
    which = [waits if waiting else ~waits, *_reached(actor)]
    joined = select(SanctionProposal).join(Business, Business.id == SanctionProposal.business_id)
    total = session.scalar(select(func.count()).select_from(joined.where(*which).subquery())) or 0
    order = SanctionProposal.id if waiting else SanctionProposal.id.desc()
    rows = session.scalars(
        joined.where(*which).order_by(order).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    ).all()
    return _proposal_views(session, actor, rows), total


def proposal(session: Session, actor: Actor, code: str) -> ProposalView:
    """One proposal; NotFound outside the actor's region."""
    if not policies.may_propose_sanction(actor):
        raise Forbidden(f"{actor.role} reads no proposals")
    query = (
        select(SanctionProposal)
        .join(Business, Business.id == SanctionProposal.business_id)
        .where(SanctionProposal.code == code, *_reached(actor))
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(f"proposal {code}")
    return _proposal_views(session, actor, [found])[0]


def waiting_objections(session: Session, actor: Actor) -> list[tuple[SanctionView, BusinessBrief]]:
    """The oldest page of objections that nobody has answered yet."""
    query = (
        select(Sanction)
        .join(SanctionObjection, SanctionObjection.sanction_id == Sanction.id)
        .join(Business, Business.id == Sanction.business_id)
        .where(SanctionObjection.state == ObjectionState.FILED, *_reached(actor))
        .order_by(SanctionObjection.id)
        .limit(PAGE_SIZE)
    )
    rows = session.scalars(query).all()
    briefs = brief(session, [row.business_id for row in rows])
    return [(view, briefs[view.business_id]) for view in _views(session, rows)]


def businesses_named(session: Session, actor: Actor, text: str) -> list[BusinessBrief]:
    """Up to a page of businesses by their code, their address or a part of their name."""
    words = " ".join(text.split())
    if len(words) < 3:
        return []
    code = code_from_slug(words.rpartition("/")[2]) or words.upper()
    named = or_(Business.code == code, Business.name.icontains(words, autoescape=True))
    query = select(Business.id).where(named, *_reached(actor)).order_by(Business.name, Business.id)
    ids = session.scalars(query.limit(PAGE_SIZE)).all()
    briefs = brief(session, ids)
    return [briefs[one] for one in ids]


def _reached(actor: Actor) -> list[ColumnElement[bool]]:
    bound = actor.region_code
    if bound is None:
        return []
    inside = Business.region_code.startswith(f"{bound}.", autoescape=True)
    return [(Business.region_code == bound) | inside]


def _page(session: Session, which: ColumnElement[bool], *, page: int) -> tuple[list[SanctionView], int]:
    total = session.scalar(select(func.count()).select_from(Sanction).where(which)) or 0
    newest = select(Sanction).where(which).order_by(Sanction.id.desc())
    rows = session.scalars(newest.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)).all()
    return _views(session, rows), total


def _views(session: Session, rows: Sequence[Sanction]) -> list[SanctionView]:
    ids = [row.id for row in rows]
    found = session.scalars(select(SanctionObjection).where(SanctionObjection.sanction_id.in_(ids)))
    objections = {row.sanction_id: row for row in found}
    return [_view(row, objections.get(row.id)) for row in rows]


def _view(row: Sanction, objection: SanctionObjection | None) -> SanctionView:
    return SanctionView(
        code=row.code,
        business_id=row.business_id,
        kind=row.kind,
        kind_label=KIND_LABELS[row.kind],
        consequence=CONSEQUENCES[row.kind],
        ground=row.ground,
        basis=row.basis,
        decision_number=row.decision_number,
        from_on=row.from_on,
        until_on=row.until_on,
        standing=_standing(row),
        lifted_at=row.lifted_at,
        lift_reason=row.lift_reason,
        objection=None
        if objection is None
        else Objection(
            objection.code,
            objection.text,
            OBJECTION.label(objection.state),
            objection.answer,
            objection.answered_at,
        ),
    )


def _standing(row: Sanction) -> str:
    today = clock.today()
    if row.lifted_at is not None:
        return "lifted"
    if row.from_on > today:
        return "ahead"
    return "in_force" if row.until_on is None or row.until_on >= today else "over"


def _proposal_views(session: Session, actor: Actor, rows: Sequence[SanctionProposal]) -> list[ProposalView]:
    briefs = brief(session, [row.business_id for row in rows])
    people = {row.proposed_by for row in rows} | {row.decided_by for row in rows if row.decided_by}
    names = accounts.names_of(session, people)
    return [
        ProposalView(
            code=row.code,
            business=briefs[row.business_id],
            act=row.act,
            kind_label=KIND_LABELS[row.kind],
            ground=row.ground,
            basis=row.basis,
            decision_number=row.decision_number,
            from_on=row.from_on,
            until_on=row.until_on,
            state=row.state,
            state_label=PROPOSAL.label(row.state),
            proposed_by=names.get(row.proposed_by, ""),
            proposed_at=row.proposed_at,
            decided_by=names.get(row.decided_by or 0, ""),
            decided_at=row.decided_at,
            reason=row.reason,
            mine=row.proposed_by == actor.user_id,
        )
        for row in rows
    ]
