"""Claims of a product: what the seller says, and what a verifier found true."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import policies as business_policies
from marketplace.businesses import queries as business_queries
from marketplace.catalog import policies
from marketplace.catalog.models import Claim, ClaimKind, Product
from marketplace.catalog.services.listing import loaded, record_act, tell_change
from marketplace.catalog.states import CLAIM, ClaimState
from marketplace.infra import timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import DomainError, Forbidden, NotFound
from marketplace.kernel.text import clean_line, clean_text

NUMBER_LENGTH = 60
REASON_LENGTH = 500
WHOLE_BP = 10_000


def claim(
    session: Session,
    actor: Actor,
    product_id: int,
    *,
    kind: ClaimKind,
    number: str,
    expires_on: date | None = None,
    share_bp: int | None = None,
) -> Claim:
    """Claim something of a product, with the number under which it can be looked up.

    It is shown to nobody until a verifier found it true. Claiming the same kind again replaces the claim and
    takes it off the page until it is checked anew. share_bp: the TKDN share in basis points (TKDN only).
    """
    product = loaded(session, product_id)
    policies.ensure_may_change(actor, product)
    number = clean_line(number, NUMBER_LENGTH)
    if not number and kind is not ClaimKind.PDN:
        raise DomainError("Isi nomor sertifikat atau izinnya.", field="number")
    if expires_on is not None and expires_on < clock.today():
        raise DomainError("Masa berlakunya sudah lewat. Isi tanggal yang masih berlaku.", field="expires_on")
    if kind is ClaimKind.TKDN and (share_bp is None or not 0 < share_bp <= WHOLE_BP):
        raise DomainError("Isi nilai TKDN dalam persen, misalnya 42,5.", field="share")
    row = session.scalar(select(Claim).where(Claim.product_id == product_id, Claim.kind == kind))
    before = row.status if row else None
    if row is None:
        row = Claim(code=new_code(), product_id=product_id, kind=kind)
        session.add(row)
    row.status = CLAIM.after(before, "submit") if before else ClaimState.SUBMITTED
    row.number, row.expires_on, row.reason = number, expires_on, ""
    row.share_bp = share_bp if kind is ClaimKind.TKDN else None
    row.submitted_by, row.submitted_at = actor.user_id, clock.now()
    row.decided_by = row.decided_at = None
    _step(session, actor, product, row, "submit", before)
    return row


def decide_claim(session: Session, actor: Actor, claim_id: int, *, accepted: bool, reason: str = "") -> Claim:
    """A verifier finds a claim true or not; a refusal, or taking a verified one back, needs a reason.

    Raises Forbidden for whoever made the claim and for the seller's own people.
    """
    row = session.get(Claim, claim_id, populate_existing=True)
    if row is None:
        raise NotFound(f"claim {claim_id}")
    product = loaded(session, row.product_id)
    # Read again under the lock of its product: another verifier may have decided meanwhile.
    session.refresh(row)
    policies.ensure_may_curate(actor, product)
    business = business_queries.by_id(session, product.business_id)
    business_policies.ensure_reaches(actor, business.region_code)
    own = {row.submitted_by, *business_queries.owner_ids(session, product.business_id)}
    if actor.user_id in own:
        raise Forbidden("nobody decides a claim of their own")
    reason = clean_text(reason, REASON_LENGTH)
    if not accepted and not reason:
        raise DomainError("Tulis alasannya, supaya penjual tahu apa yang perlu diperbaiki.", field="reason")
    before = row.status
    event = "verify" if accepted else "reject"
    row.status, row.reason = CLAIM.after(before, event), reason
    row.decided_by, row.decided_at = actor.user_id, clock.now()
    _step(session, actor, product, row, event, before)
    return row


def _step(
    session: Session, actor: Actor, product: Product, row: Claim, event: str, before: ClaimState | None
) -> None:
    session.flush()
    verified = session.scalars(
        select(Claim)
        .where(Claim.product_id == product.id, Claim.status == ClaimState.VERIFIED)
        .order_by(Claim.id)
    )
    product.shown_claims = [
        {
            "kind": one.kind.value,
            "number": one.number,
            "share_bp": one.share_bp,
            "expires_on": one.expires_on.isoformat() if one.expires_on else None,
        }
        for one in verified
    ]
    tell_change(session, product)
    timeline.record(
        session,
        actor,
        ("claim", row.id),
        event=event,
        before=before.value if before else None,
        after=row.status.value,
        reason=row.reason or None,
    )
    record_act(session, actor, f"claim_{event}", product, {"kind": row.kind.value, "claim": row.code})
