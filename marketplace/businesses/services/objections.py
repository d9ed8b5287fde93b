"""What an owner says against a sanction, and the answer of somebody who did not impose it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.businesses import policies
from marketplace.businesses.sanction_models import ProposedAct, Sanction, SanctionObjection, SanctionProposal
from marketplace.businesses.services import _notices, sanctions
from marketplace.businesses.services._cases import is_partial
from marketplace.businesses.services._rows import locked_business, note
from marketplace.businesses.states import OBJECTION, ObjectionState
from marketplace.infra import timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from marketplace.kernel.text import clean_text

SHORTEST, LONGEST = 20, 2000


def object_to_sanction(session: Session, actor: Actor, sanction_code: str, *, text: str) -> SanctionObjection:
    """The owner objects, once, while the sanction is not lifted. NotFound for somebody else's sanction."""
    sanction = session.scalar(select(Sanction).where(Sanction.code == sanction_code))
    if sanction is None:
        raise NotFound(f"sanction {sanction_code}")
    policies.ensure_may_own(actor, sanction.business_id)
    sanction = sanctions.locked_sanction(session, sanction.id)
    if sanction.lifted_at is not None:
        raise Conflict("Sanksi ini sudah dicabut, jadi tidak perlu keberatan lagi.")
    objection = SanctionObjection(
        code=new_code(),
        sanction_id=sanction.id,
        state=ObjectionState.FILED,
        text=_text(text, "text", "Ceritakan keberatan Anda, paling sedikit dua puluh huruf."),
        filed_by=actor.user_id or 0,
        filed_at=clock.now(),
    )
    try:
        with session.begin_nested():
            session.add(objection)
            session.flush()
    except IntegrityError as error:
        raise Conflict("Keberatan Anda sudah kami terima. Jawabannya muncul di halaman ini.") from error
    _tell(session, actor, sanction, objection, "file", None)
    return objection


def answer_objection(
    session: Session, actor: Actor, objection_code: str, *, uphold: bool, answer: str
) -> SanctionObjection:
    """Another administrator than those who proposed and imposed it answers; upholding lifts it at once."""
    if not policies.may_decide_sanction(actor):
        raise Forbidden(f"{actor.role} answers no objections")
    query = select(SanctionObjection).where(SanctionObjection.code == objection_code).with_for_update()
    objection = session.scalar(query.execution_options(populate_existing=True))
    if objection is None:
        raise NotFound(f"objection {objection_code}")
    business = locked_business(session, session.get_one(Sanction, objection.sanction_id).business_id)
    sanction = sanctions.locked_sanction(session, objection.sanction_id)
    policies.ensure_reaches(actor, business.region_code)
    made_by = {sanction.imposed_by, _proposer(session, sanction)}
    if actor.user_id in made_by or is_partial(session, actor.user_id, business.id):
        raise Refused(
            "Keberatan dijawab orang yang tidak mengusulkan atau menjatuhkan sanksinya dan tidak terikat "
            "dengan usaha ini. "
            "Tidak ada yang berubah."
        )
    objection.answer = _text(answer, "answer", "Tulis jawaban yang bisa dibaca pemilik usaha.")
    event, before = "uphold" if uphold else "deny", objection.state
    objection.state = OBJECTION.after(before, event)
    objection.answered_by, objection.answered_at = actor.user_id, clock.now()
    if uphold and sanction.lifted_at is None:
        sanctions.end(session, actor, sanction, reason="Keberatan pemilik usaha diterima.")
    _tell(session, actor, sanction, objection, event, before)
    _notices.objection_answered(session, sanction.business_id, objection)
    return objection


def _proposer(session: Session, sanction: Sanction) -> int | None:
    """Who proposed the sanction; None for one that was imposed without a proposal."""
    imposing = SanctionProposal.act == ProposedAct.IMPOSE
    query = select(SanctionProposal.proposed_by).where(SanctionProposal.sanction_id == sanction.id, imposing)
    return session.scalar(query)


def _tell(
    session: Session,
    actor: Actor,
    sanction: Sanction,
    objection: SanctionObjection,
    event: str,
    before: ObjectionState | None,
) -> None:
    session.flush()
    subject = ("sanction_objection", objection.id)
    timeline.record(session, actor, subject, event=event, before=before, after=objection.state)
    about = {"sanction": sanction.code, "decision": sanction.decision_number}
    action = f"businesses.{event}_objection"
    note(session, actor, action, sanction.business_id, f"objection:{objection.code}", **about)


def _text(text: str, field: str, wanted: str) -> str:
    try:
        cleaned = clean_text(text, LONGEST)
    except DomainError as error:
        raise DomainError(error.message, field=field) from error
    if len(cleaned) < SHORTEST:
        raise DomainError(wanted, field=field)
    return cleaned
