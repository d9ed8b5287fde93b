"""Two people for a sanction: one of the staff proposes it, or its end, and another decides."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.businesses import policies
from marketplace.businesses.models import Business
from marketplace.businesses.sanction_grounds import ground as ground_of
from marketplace.businesses.sanction_models import ProposedAct, Sanction, SanctionKind, SanctionProposal
from marketplace.businesses.services import sanctions
from marketplace.businesses.services._cases import is_partial
from marketplace.businesses.services._rows import locked_business, note
from marketplace.businesses.services.sanctions import Decree
from marketplace.businesses.states import PROPOSAL, ProposalState
from marketplace.infra import timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused

ONE_AT_A_TIME = "Usaha ini sudah punya usulan yang menunggu keputusan. Putuskan dulu usulan itu."


def propose_sanction(
    session: Session,
    actor: Actor,
    business_id: int,
    *,
    kind: SanctionKind,
    ground: str,
    details: str,
    decision_number: str,
    from_on: date,
    until_on: date | None = None,
) -> SanctionProposal:
    """Propose a sanction for a ground of the dated table; where the table fixes the length, it sets the end.

    details: what happened. Raises DomainError beside a field, Conflict while another proposal waits.
    """
    business = _reachable(session, actor, business_id)
    chosen = ground_of(ground, kind, clock.today())
    if from_on < clock.today():
        raise DomainError("Sanksi tidak berlaku surut. Isi hari ini atau sesudahnya.", field="from_on")
    decree = sanctions.checked(
        Decree(
            kind,
            f"{chosen.label}: {sanctions.line(details, 'details', 'Tulis apa yang terjadi.')}",
            chosen.basis,
            decision_number,
            from_on,
            chosen.last_day(from_on) or until_on,
        )
    )
    if kind is SanctionKind.BLACKLIST and decree.until_on is None:
        raise DomainError("Daftar Hitam selalu berakhir. Isi tanggalnya sesuai keputusan.", field="until_on")
    return _put_forward(session, actor, business, ProposedAct.IMPOSE, decree)


def propose_lifting(session: Session, actor: Actor, sanction_code: str, *, reason: str) -> SanctionProposal:
    """Propose that a sanction ends before its day."""
    sanction = session.scalar(select(Sanction).where(Sanction.code == sanction_code))
    if sanction is None:
        raise NotFound(f"sanction {sanction_code}")
    business = _reachable(session, actor, sanction.business_id)
    if sanction.lifted_at is not None:
        raise Conflict("Sanksi ini sudah dicabut.")
    decree = Decree(
        sanction.kind,
        sanctions.line(reason, "reason", "Tulis alasan pencabutan."),
        sanction.basis,
        sanction.decision_number,
        sanction.from_on,
        sanction.until_on,
    )
    return _put_forward(session, actor, business, ProposedAct.LIFT, decree, sanction_id=sanction.id)


def decide_proposal(
    session: Session, actor: Actor, proposal_code: str, *, approve: bool, reason: str = ""
) -> SanctionProposal:
    """Another administrator approves, which carries it out at once, or refuses with a reason.

    Raises Refused for whoever proposed it, and for whoever ever belonged to the business or helped it.
    """
    if not policies.may_decide_sanction(actor):
        raise Forbidden(f"{actor.role} decides no sanctions")
    proposal = _locked(session, proposal_code)
    business = locked_business(session, proposal.business_id)
    policies.ensure_reaches(actor, business.region_code)
    if proposal.proposed_by == actor.user_id:
        raise Refused("Anda yang mengusulkan. Yang memutuskan harus orang lain; tidak ada yang berubah.")
    _ensure_impartial(session, actor, business)
    if not approve:
        proposal.reason = sanctions.line(reason, "reason", "Tulis alasan tidak setuju.")
    _move(session, actor, proposal, "approve" if approve else "refuse")
    proposal.decided_by, proposal.decided_at = actor.user_id, clock.now()
    if approve:
        _carry_out(session, actor, business, proposal)
    session.flush()
    return proposal


def withdraw_proposal(session: Session, actor: Actor, proposal_code: str) -> SanctionProposal:
    """The proposer takes it back. NotFound for everybody else."""
    if not policies.may_propose_sanction(actor):
        raise Forbidden(f"{actor.role} proposes no sanctions")
    proposal = _locked(session, proposal_code)
    if proposal.proposed_by != actor.user_id:
        raise NotFound(f"proposal {proposal_code} is somebody else's")
    _move(session, actor, proposal, "withdraw")
    session.flush()
    return proposal


def _carry_out(session: Session, actor: Actor, business: Business, proposal: SanctionProposal) -> None:
    if proposal.act is ProposedAct.LIFT:
        sanction = sanctions.locked_sanction(session, proposal.sanction_id or 0)
        sanctions.end(session, actor, sanction, reason=proposal.ground)
        return
    decree = Decree(
        proposal.kind,
        proposal.ground,
        proposal.basis,
        proposal.decision_number,
        proposal.from_on,
        proposal.until_on,
    )
    proposal.sanction_id = sanctions.put_in_force(session, actor, business, decree).id


def _put_forward(
    session: Session,
    actor: Actor,
    business: Business,
    act: ProposedAct,
    decree: Decree,
    *,
    sanction_id: int | None = None,
) -> SanctionProposal:
    proposal = SanctionProposal(
        code=new_code(),
        business_id=business.id,
        act=act,
        state=ProposalState.PROPOSED,
        sanction_id=sanction_id,
        kind=decree.kind,
        ground=decree.ground,
        basis=decree.basis,
        decision_number=decree.decision_number,
        from_on=decree.from_on,
        until_on=decree.until_on,
        proposed_by=actor.user_id or 0,
        proposed_at=clock.now(),
    )
    try:
        with session.begin_nested():
            session.add(proposal)
            session.flush()
    except IntegrityError as error:
        raise Conflict(ONE_AT_A_TIME) from error
    _tell(session, actor, proposal, "propose", None)
    return proposal


def _move(session: Session, actor: Actor, proposal: SanctionProposal, event: str) -> None:
    before = proposal.state
    proposal.state = PROPOSAL.after(before, event)
    _tell(session, actor, proposal, event, before)


def _tell(
    session: Session, actor: Actor, proposal: SanctionProposal, event: str, before: ProposalState | None
) -> None:
    timeline.record(
        session,
        actor,
        ("sanction_proposal", proposal.id),
        event=event,
        before=before,
        after=proposal.state,
        reason=proposal.reason or None,
    )
    about = {"act": proposal.act.value, "kind": proposal.kind.value, "decision": proposal.decision_number}
    subject = f"sanction_proposal:{proposal.code}"
    note(session, actor, f"businesses.{event}_sanction_proposal", proposal.business_id, subject, **about)


def _reachable(session: Session, actor: Actor, business_id: int) -> Business:
    """The business, locked, when this person may propose something about it."""
    if not policies.may_propose_sanction(actor) or actor.user_id is None:
        raise Forbidden(f"{actor.role} proposes no sanctions")
    business = locked_business(session, business_id)
    policies.ensure_reaches(actor, business.region_code)
    _ensure_impartial(session, actor, business)
    return business


def _ensure_impartial(session: Session, actor: Actor, business: Business) -> None:
    if is_partial(session, actor.user_id, business.id):
        raise Refused(
            "Anda pernah menjadi anggota atau pendamping usaha ini. "
            "Serahkan kepada orang lain; tidak ada yang berubah."
        )


def _locked(session: Session, code: str) -> SanctionProposal:
    query = select(SanctionProposal).where(SanctionProposal.code == code).with_for_update()
    proposal = session.scalar(query.execution_options(populate_existing=True))
    if proposal is None:
        raise NotFound(f"proposal {code}")
    return proposal
