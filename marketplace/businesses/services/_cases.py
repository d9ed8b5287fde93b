"""The open case of a business: how it is found and locked, who holds it, what a change of data does to it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.businesses import policies
from marketplace.businesses.models import BankAccount, Business, BusinessKbli, Mandate, Member
from marketplace.businesses.rules import rule
from marketplace.businesses.services._rows import locked_business, note
from marketplace.businesses.states import CASE, CASE_OPEN, CaseState, EvidenceState
from marketplace.businesses.verification_models import Evidence, VerificationCase
from marketplace.infra import timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, Forbidden, NotFound, Refused

CHANGED = (
    "Data atau berkas usaha ini berubah sejak Anda membukanya. "
    "Yang terbaru sudah tampil di bawah; periksa lagi, lalu putuskan. Keputusan tadi tidak disimpan."
)
_JUDGED = ("name", "legal_form", "region_code", "street", "postcode", "nib", "npwp", "pkp")
_JUDGED_SIZE = ("size_class", "size_basis", "size_amount", "size_year")


def locked_case(session: Session, actor: Actor, case_id: int) -> tuple[Business, VerificationCase]:
    """The business and then its case, both locked, for a verifier who may judge it.

    In this order everywhere: the owner's own changes lock the business first, too.
    """
    business_id = session.scalar(select(VerificationCase.business_id).where(VerificationCase.id == case_id))
    if business_id is None:
        raise NotFound(f"case {case_id}")
    ensure_impartial(session, actor, business_id)
    business = locked_business(session, business_id)
    query = select(VerificationCase).where(VerificationCase.id == case_id).with_for_update()
    case = session.scalars(query.execution_options(populate_existing=True)).one()
    return business, case


def ensure_impartial(session: Session, actor: Actor, business_id: int) -> None:
    """A verifier judges in his region, and never a business whose member or helper he ever was (S13)."""
    if not policies.is_verifier(actor):
        raise Forbidden("only verifiers decide")
    policies.ensure_reaches(actor, session.get_one(Business, business_id).region_code)
    ensure_free_of(session, actor, business_id)


def ensure_free_of(session: Session, actor: Actor, business_id: int) -> None:
    """Refused for whoever is or ever was a member or helper of the business that is judged (S13)."""
    if is_partial(session, actor.user_id, business_id):
        raise Refused(
            "Anda pernah menjadi anggota atau pendamping usaha ini. "
            "Pemeriksaannya harus oleh petugas lain; tidak ada yang berubah."
        )


def is_partial(session: Session, user_id: int | None, business_id: int) -> bool:
    """Whether a person is or ever was a member or helper of a business."""
    member = select(Member.id).where(Member.business_id == business_id, Member.user_id == user_id)
    mandate = select(Mandate.id).where(Mandate.business_id == business_id, Mandate.helper_id == user_id)
    return session.scalar(select(member.exists() | mandate.exists())) is True


def hold(session: Session, actor: Actor, case_id: int) -> VerificationCase:
    """Take a case for reading, so that nobody else reads it meanwhile; renewed by each opening.

    Changes nothing while somebody else holds it, for whoever proposed the decision, and once it is decided.
    """
    _business, case = locked_case(session, actor, case_id)
    waits = case.state is CaseState.SUBMITTED or (
        case.state is CaseState.PROPOSED and case.proposed_by != actor.user_id
    )
    if waits and not held_by_another(case, actor):
        if case.held_by != actor.user_id:
            note(session, actor, "businesses.hold_case", case.business_id, f"case:{case.code}")
        minutes = rule("verification.hold", clock.today()).number
        case.held_by, case.held_until = actor.user_id, clock.now() + timedelta(minutes=minutes)
        session.flush()
    return case


def held_by_another(case: VerificationCase, actor: Actor) -> bool:
    """Somebody else reads the case at this moment; a hold that ran out counts for nothing."""
    running = case.held_until is not None and case.held_until > clock.now()
    return running and case.held_by is not None and case.held_by != actor.user_id


def ensure_free(session: Session, actor: Actor, case: VerificationCase) -> None:
    """Conflict, by name, while another verifier holds the case."""
    if held_by_another(case, actor):
        name = accounts.names_of(session, [case.held_by or 0]).get(case.held_by or 0, "verifikator lain")
        raise Conflict(f"Berkas ini sedang diperiksa {name}. Keputusan Anda tidak disimpan; ambil yang lain.")


def let_go(case: VerificationCase) -> None:
    """Whoever held the case is done with it."""
    case.held_by, case.held_until = None, None


def ensure_seen(session: Session, business: Business, case: VerificationCase, seen: str | None) -> None:
    """Conflict when what the page showed is no longer what there is; None: nothing was shown."""
    if seen is not None and seen != mark(session, business, case):
        raise Conflict(CHANGED)


def mark(session: Session, business: Business, case: VerificationCase) -> str:
    """A short text that changes with everything a decision rests on: data, papers, and the case itself."""
    papers = select(Evidence.code, Evidence.state).where(
        Evidence.business_id == business.id, Evidence.state != EvidenceState.SUPERSEDED
    )
    codes = select(BusinessKbli.edition, BusinessKbli.code).where(BusinessKbli.business_id == business.id)
    account = select(BankAccount.id).where(
        BankAccount.business_id == business.id, BankAccount.replaced_at.is_(None)
    )
    what = [
        *(getattr(business, name) for name in (*_JUDGED, *_JUDGED_SIZE)),
        sorted(map(list, session.execute(papers))),
        sorted(map(list, session.execute(codes))),
        session.scalar(account),
        [case.state, case.level, case.proposed_at],
    ]
    return hashlib.sha256(json.dumps(what, default=str).encode()).hexdigest()[:16]


def data_changed(session: Session, actor: Actor, business_id: int, requirements: Iterable[str]) -> None:
    """What a case was judged by changed: those answers no longer count, nor a decision proposed on them.

    The business is locked. requirements: keys of the requirements that rest on what changed.
    """
    query = select(VerificationCase).where(
        VerificationCase.business_id == business_id, VerificationCase.state.in_(CASE_OPEN)
    )
    case = session.scalar(query.with_for_update().execution_options(populate_existing=True))
    if case is None:
        return
    gone = set(requirements)
    case.answers = {key: answer for key, answer in case.answers.items() if key not in gone}
    if case.state is CaseState.PROPOSED:
        move(session, actor, case, "change")
        forget_proposal(case)
    session.flush()


def forget_proposal(case: VerificationCase) -> None:
    """The case is at the first verifier again."""
    case.proposed_decision, case.proposed_by, case.proposed_at = "", None, None


def forget_sending_back(case: VerificationCase) -> None:
    """What the second verifier objected to has been answered."""
    case.sent_back_by, case.sent_back_to, case.sent_back_reason = None, None, ""


def move(session: Session, actor: Actor, case: VerificationCase, event: str, *, reason: str = "") -> None:
    """One step of the case, with its line in the timeline."""
    before = case.state
    case.state = CASE.after(before, event)
    session.flush()
    timeline.record(
        session,
        actor,
        ("case", case.id),
        event=event,
        before=before,
        after=case.state,
        reason=reason or None,
        details={"requirements_version": case.requirements_version},
    )
