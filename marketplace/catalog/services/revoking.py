"""Taking back what was found true: a verified claim, or the curation of a listing.

It counts at once, for badges, search and government; where the rule of its kind wants two people, the first
one's doubt changes nothing until a second agrees or keeps it.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import queries as business_queries
from marketplace.businesses import services as businesses
from marketplace.businesses.services.changes import SECOND
from marketplace.catalog import claim_kinds, policies
from marketplace.catalog.models import Claim, Curation, Product
from marketplace.catalog.rules import rule
from marketplace.catalog.services.claims import after_step
from marketplace.catalog.services.curation import REASON_LENGTH, after_curation
from marketplace.catalog.services.listing import loaded
from marketplace.catalog.states import CLAIM, CURATION
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, DomainError, NotFound, Refused
from marketplace.kernel.text import clean_text
from marketplace.notifications.services import notify

Granted = Claim | Curation


def take_back(session: Session, actor: Actor, product_id: int, *, code: str, reason: str = "") -> bool:
    """Take back a verified claim or an approved curation of a product, by its code, with a reason.

    True when it counts now; False when it waits for a second person, who may leave the reason as it is.
    Conflict when it is not in force any more.
    """
    product, row = _found(session, actor, product_id, code)
    reason = clean_text(reason, REASON_LENGTH) or row.doubt
    _after(row, "revoke")
    if not reason:
        raise DomainError("Tulis alasannya; penjual membacanya.", field="reason")
    if actor.user_id is not None and actor.user_id == row.doubted_by:
        raise Refused(SECOND)
    if row.doubted_by is None and _people(row) > 1:
        row.doubted_by, row.doubted_at, row.doubt = actor.user_id, clock.now(), reason
        _move(session, actor, product, row, "doubt")
        return False
    _forget_doubt(row)
    row.reason, row.decided_by, row.decided_at = reason, actor.user_id, clock.now()
    _move(session, actor, product, row, "revoke")
    _tell(session, product, row)
    return True


def keep(session: Session, actor: Actor, product_id: int, *, code: str) -> None:
    """Let it stand after all: whoever doubted thought again, or a second person sees it otherwise."""
    product, row = _found(session, actor, product_id, code)
    _after(row, "keep")
    if row.doubted_by is None:
        raise Conflict("Tidak ada usulan pencabutan yang menunggu. Muat ulang halaman.")
    _forget_doubt(row)
    _move(session, actor, product, row, "keep")


def _found(session: Session, actor: Actor, product_id: int, code: str) -> tuple[Product, Granted]:
    """The product, locked, and the row read under that lock, for staff who may judge its seller."""
    product = loaded(session, product_id)
    policies.ensure_may_stop(actor, product)
    if policies.may_delist(actor):
        businesses.ensure_free_of(session, actor, product.business_id)
    else:
        businesses.ensure_impartial(session, actor, product.business_id)
    claim = select(Claim).where(Claim.code == code, Claim.product_id == product_id)
    curation = select(Curation).where(Curation.code == code, Curation.product_id == product_id)
    row: Granted | None = session.scalar(claim.execution_options(populate_existing=True))
    row = row or session.scalar(curation.execution_options(populate_existing=True))
    if row is None:
        raise NotFound(f"claim or curation {code}")
    return product, row


def _people(row: Granted) -> int:
    """How many different people the rule of the day wants."""
    today = clock.today()
    if isinstance(row, Claim):
        return claim_kinds.kind_rule(row.kind, today).people
    return int(rule("curation.people", today).number)


def _after(row: Granted, event: str) -> None:
    """Conflict where the table has no such step."""
    if isinstance(row, Claim):
        CLAIM.after(row.status, event)
    else:
        CURATION.after(row.state, event)


def _move(session: Session, actor: Actor, product: Product, row: Granted, event: str) -> None:
    if isinstance(row, Claim):
        status = row.status
        row.status = CLAIM.after(status, event)
        after_step(session, actor, product, row, event, status)
    else:
        state = row.state
        row.state = CURATION.after(state, event)
        after_curation(session, actor, product, row, event, state)


def _forget_doubt(row: Granted) -> None:
    row.doubted_by, row.doubted_at, row.doubt = None, None, ""


def _tell(session: Session, product: Product, row: Granted) -> None:
    what = claim_kinds.label_of(row.kind, clock.today()) if isinstance(row, Claim) else "Lulus kurasi"
    page = f"klaim/{row.kind.value}" if isinstance(row, Claim) else "pengadaan"
    notify(
        session,
        user_ids=business_queries.owner_ids(session, product.business_id),
        kind="curation",
        text=f"{what} untuk {product.name} dicabut: {row.reason}",
        url=f"/penjual/produk/{product.code}/{page}",
        key=f"revoked:{row.code}:{row.decided_at}",
    )
