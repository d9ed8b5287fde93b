"""Curation: verifiers decide claims, listings in categories that want it, and changes of curated listings."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import queries as business_queries
from marketplace.businesses import services as businesses
from marketplace.businesses.services.changes import SECOND
from marketplace.catalog import claim_kinds, eligibility, policies, selling
from marketplace.catalog.models import Claim, Curation, Product
from marketplace.catalog.rules import rule
from marketplace.catalog.services.claims import after_step
from marketplace.catalog.services.listing import loaded, record_act, tell_change
from marketplace.catalog.services.staging import lock_staged, stamp_of
from marketplace.catalog.services.standing import standing_of
from marketplace.catalog.states import CLAIM, CURATION, ClaimState, CurationState
from marketplace.infra import timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, DomainError, NotFound, Refused
from marketplace.kernel.text import clean_text
from marketplace.notifications.services import notify

REASON_LENGTH = 500


def decide_claim(
    session: Session,
    actor: Actor,
    claim_id: int,
    *,
    accepted: bool,
    reason: str = "",
    seen: str = "",
    sent: str = "",
) -> Claim:
    """A verifier finds a claim true or not; a refusal needs a reason.

    seen: what was read in the official register. sent: when the claim that was read had been sent (ISO);
    Conflict when the seller sent it again meanwhile. Where the rule of the kind wants two people, the first
    yes leaves the claim waiting for somebody else. Refused for whoever is or was close to the seller.
    """
    row = session.get(Claim, claim_id, populate_existing=True)
    if row is None:
        raise NotFound(f"claim {claim_id}")
    product = loaded(session, row.product_id)
    # Read again under the lock of its product: another verifier may have decided meanwhile.
    session.refresh(row)
    _ensure_may_judge(session, actor, product, row.submitted_by)
    _ensure_unchanged(sent, row.submitted_at.isoformat())
    reason, seen = clean_text(reason, REASON_LENGTH), clean_text(seen, REASON_LENGTH)
    before, event = row.status, _event(row, accepted=accepted)
    after = CLAIM.after(before, event)
    if not accepted and not reason:
        raise DomainError("Tulis alasannya, supaya penjual tahu apa yang perlu diperbaiki.", field="reason")
    if accepted and actor.user_id == row.checked_by:
        raise Refused(SECOND)
    if accepted and row.expires_on is not None and row.expires_on < clock.today():
        raise DomainError(
            "Masa berlakunya sudah lewat. Kembalikan ke penjual supaya diperbarui.", field="decision"
        )
    if event == "verify":
        _replace_verified(session, actor, row)
    row.status, row.reason = after, reason
    if event == "check":
        row.checked_by, row.checked_at, row.checked_seen = actor.user_id, clock.now(), seen
    else:
        row.decided_by, row.decided_at, row.seen = actor.user_id, clock.now(), seen
    after_step(session, actor, product, row, event, before)
    if event == "reject":
        _tell_refusal(session, product, row)
    return row


def submit_for_curation(session: Session, actor: Actor, product_id: int) -> Curation:
    """Ask a curator to look at a listing; all else that government needs is there, or sent for checking."""
    product = loaded(session, product_id)
    policies.ensure_may_publish(actor, product)
    if not selling.is_on_sale(product, clock.today()):
        raise DomainError("Tayangkan produknya dulu, lalu ajukan kurasi.")
    if not eligibility.wants_curation(product.category, clock.today()):
        raise DomainError("Kategori ini tidak perlu kurasi.")
    gaps = [gap for gap in standing_of(session, product, sent=True).gaps if gap.key != "curation"]
    if gaps:
        raise DomainError(" ".join(["Belum bisa diajukan.", *(f"{gap.what} {gap.remedy}" for gap in gaps)]))
    row = session.scalar(select(Curation).where(Curation.product_id == product_id))
    before = row.state if row else None
    if row is None:
        row = Curation(code=new_code(), product_id=product_id)
        session.add(row)
    row.state = CURATION.after(before, "submit") if before else CurationState.SUBMITTED
    row.submitted_by, row.submitted_at, row.reason = actor.user_id, clock.now(), ""
    row.begun_by = row.begun_at = row.decided_by = row.decided_at = None
    after_curation(session, actor, product, row, "submit", before)
    return row


def decide_curation(
    session: Session, actor: Actor, curation_id: int, *, accepted: bool, reason: str = "", sent: str = ""
) -> Curation:
    """Approve a listing for government, or return it with a reason.

    Where the rule wants two people, the first yes leaves it in curation. sent: the stamp of the listing that
    was read; Conflict when it says something else by now.
    """
    row = session.get(Curation, curation_id, populate_existing=True)
    if row is None:
        raise NotFound(f"curation {curation_id}")
    product = loaded(session, row.product_id)
    session.refresh(row)
    _ensure_may_judge(session, actor, product, row.submitted_by)
    _ensure_unchanged(sent, str(stamp_of(product)))
    reason = clean_text(reason, REASON_LENGTH)
    before = row.state
    first_of_two = before is CurationState.SUBMITTED and rule("curation.people", clock.today()).number > 1
    event = ("begin" if first_of_two else "approve") if accepted else "return"
    after = CURATION.after(before, event)
    if not accepted and not reason:
        raise DomainError("Tulis alasannya, supaya penjual tahu apa yang perlu diperbaiki.", field="reason")
    if accepted:
        _ensure_permitted(session, product)
    if accepted and actor.user_id == row.begun_by:
        raise Refused(SECOND)
    row.state, row.reason = after, reason
    if event == "begin":
        row.begun_by, row.begun_at = actor.user_id, clock.now()
    else:
        row.decided_by, row.decided_at = actor.user_id, clock.now()
    after_curation(session, actor, product, row, event, before)
    if event != "begin":
        _tell_curation(session, product, row)
    return row


def decide_change(
    session: Session, actor: Actor, change_id: int, *, accepted: bool, reason: str = ""
) -> None:
    """Let a staged change of a curated listing take the place of the live one, or refuse it with a reason.

    Where the rule wants two people, the first yes leaves it waiting for the second.
    """
    lock_staged(session, change_id)
    if accepted:
        people = rule("curation.people", clock.today()).number
        businesses.confirm_change(session, actor, change_id, people=people)
        return
    reason = clean_text(reason, REASON_LENGTH)
    if not reason:
        raise DomainError("Tulis alasannya, supaya penjual tahu apa yang perlu diperbaiki.", field="reason")
    businesses.refuse_change(session, actor, change_id, reason=reason)


def _event(row: Claim, *, accepted: bool) -> str:
    """Which step a decision is: the first of two yeses only checks."""
    if not accepted:
        return "reject"
    people = claim_kinds.kind_rule(row.kind, clock.today()).people
    return "check" if people > 1 and row.status is ClaimState.SUBMITTED else "verify"


def _ensure_may_judge(session: Session, actor: Actor, product: Product, submitted_by: int | None) -> None:
    """A verifier in his region who never was member or helper of the seller, nor made the request himself."""
    policies.ensure_may_curate(actor, product)
    businesses.ensure_impartial(session, actor, product.business_id)
    if actor.user_id is not None and actor.user_id == submitted_by:
        raise Refused("Anda sendiri yang mengajukan ini. Pemeriksaannya harus oleh verifikator lain.")


def _ensure_unchanged(read: str, now: str) -> None:
    """What was read is still what would be decided; an empty `read` asks nothing."""
    if read and read != now:
        raise Conflict("Penjual sudah mengubahnya sejak halaman ini dibuka. Periksa isi yang baru.")


def _ensure_permitted(session: Session, product: Product) -> None:
    """The permits come first: an approved listing is one that government may buy."""
    lacking = [gap.what for gap in standing_of(session, product).gaps if gap.key != "curation"]
    if lacking:
        raise DomainError(
            f"Belum bisa diluluskan. {' '.join(lacking)} Putuskan itu dulu, atau kembalikan ke penjual.",
            field="decision",
        )


def _replace_verified(session: Session, actor: Actor, row: Claim) -> None:
    """The verified claim of the same kind gives way to the newer one."""
    older = session.scalar(
        select(Claim).where(
            Claim.product_id == row.product_id,
            Claim.kind == row.kind,
            Claim.status == ClaimState.VERIFIED,
            Claim.id != row.id,
        )
    )
    if older is None:
        return
    older.status = CLAIM.after(older.status, "replace")
    session.flush()
    timeline.record(
        session,
        actor,
        ("claim", older.id),
        event="replace",
        before=ClaimState.VERIFIED.value,
        after=older.status.value,
    )


def after_curation(
    session: Session,
    actor: Actor,
    product: Product,
    row: Curation,
    event: str,
    before: CurationState | None,
) -> None:
    """What follows every step of a curation: where the listing stands, its version, timeline, audit."""
    session.flush()
    tell_change(session, product, always=True)
    timeline.record(
        session,
        actor,
        ("curation", row.id),
        event=event,
        before=before.value if before else None,
        after=row.state.value,
        reason=row.doubt or row.reason or None,
    )
    record_act(session, actor, f"curation_{event}", product, {"curation": row.code})


def _tell_refusal(session: Session, product: Product, row: Claim) -> None:
    label = claim_kinds.label_of(row.kind, clock.today())
    notify(
        session,
        user_ids=business_queries.owner_ids(session, product.business_id),
        kind="curation",
        text=f"{label} untuk {product.name} belum diterima: {row.reason}",
        url=f"/penjual/produk/{product.code}/klaim/{row.kind.value}",
        key=f"claim:{row.code}:{row.decided_at}",
    )


def _tell_curation(session: Session, product: Product, row: Curation) -> None:
    approved = row.state is CurationState.APPROVED
    notify(
        session,
        user_ids=business_queries.owner_ids(session, product.business_id),
        kind="curation",
        text=f"{product.name} lulus kurasi. Kantor pemerintah bisa membelinya."
        if approved
        else f"{product.name} perlu diperbaiki: {row.reason}",
        url=f"/penjual/produk/{product.code}/pengadaan",
        key=f"curation:{row.code}:{row.version}",
    )
