"""Reading what staff may take back: verified claims and the curation of a listing, and doubts that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from marketplace.businesses.models import Business
from marketplace.catalog import claim_kinds
from marketplace.catalog.models import Claim, ClaimKind, Curation, Product
from marketplace.catalog.staff_queries import StaffView, ensure_staff, listing, reached
from marketplace.catalog.states import ClaimState, CurationState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import NotFound

PAGE_SIZE = 20
CURATION = "Lulus kurasi"


@dataclass(frozen=True, slots=True)
class GrantedView:
    """One thing in force that may be taken back. doubt: why somebody would; "" while nobody does.

    by_me: the reader is that somebody.
    """

    code: str
    label: str
    number: str
    since: datetime | None
    doubt: str
    by_me: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt that waits for a second person."""

    code: str
    label: str
    product_code: str
    product_name: str
    business_name: str
    since: datetime
    by_me: bool


def granted(session: Session, actor: Actor, product: Product) -> list[GrantedView]:
    """What of a listing is in force: its verified claims, then its curation."""
    ensure_staff(actor)
    today = clock.today()
    claims = session.scalars(
        select(Claim)
        .where(Claim.product_id == product.id, Claim.status == ClaimState.VERIFIED)
        .order_by(Claim.kind, Claim.id)
    )
    found = [_view(actor, row, claim_kinds.label_of(row.kind, today), row.number) for row in claims]
    approved = select(Curation).where(
        Curation.product_id == product.id, Curation.state == CurationState.APPROVED
    )
    return found + [_view(actor, row, CURATION, "") for row in session.scalars(approved)]


def one_granted(
    session: Session, actor: Actor, code: str, which: str
) -> tuple[StaffView, GrantedView | None]:
    """A listing and what of it may be taken back, by its code; None once that is not in force any more.

    Raises NotFound for what is nothing of this listing.
    """
    view = listing(session, actor, code)
    for one in granted(session, actor, view.product):
        if one.code == which:
            return view, one
    for kind in (Claim, Curation):
        known = select(kind.id).where(kind.code == which, kind.product_id == view.product.id)
        if session.scalar(known) is not None:
            return view, None
    raise NotFound(f"granted {which}")


def doubts(session: Session, actor: Actor, *, page: int) -> tuple[Sequence[Doubt], int]:
    """A page (from 1) of the doubts in the actor's region that wait for a second person, oldest first."""
    ensure_staff(actor)
    waiting = union_all(
        _shape(actor, Claim, cast(Claim.kind, String)).where(Claim.status == ClaimState.VERIFIED),
        _shape(actor, Curation, literal("")).where(Curation.state == CurationState.APPROVED),
    ).subquery()
    total = session.scalar(select(func.count()).select_from(waiting)) or 0
    rows = session.execute(
        select(waiting)
        .order_by(waiting.c.since, waiting.c.code)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    today = clock.today()
    return [
        Doubt(
            code=row.code,
            label=claim_kinds.label_of(ClaimKind(row.kind), today) if row.kind else CURATION,
            product_code=row.product_code,
            product_name=row.product_name,
            business_name=row.business_name,
            since=row.since,
            by_me=row.doubted_by == actor.user_id,
        )
        for row in rows
    ], total


def _shape(actor: Actor, model: type[Claim] | type[Curation], kind: Any) -> Select[Any]:
    return (
        select(
            model.code.label("code"),
            kind.label("kind"),
            model.doubted_at.label("since"),
            model.doubted_by.label("doubted_by"),
            Product.code.label("product_code"),
            Product.name.label("product_name"),
            Business.name.label("business_name"),
        )
        .join(Product, Product.id == model.product_id)
        .join(Business, Business.id == Product.business_id)
        .where(model.doubted_at.is_not(None), *reached(actor))
    )


def _view(actor: Actor, row: Claim | Curation, label: str, number: str) -> GrantedView:
    return GrantedView(
        code=row.code,
        label=label,
        number=number,
        since=row.decided_at,
        doubt=row.doubt,
        by_me=row.doubted_by is not None and row.doubted_by == actor.user_id,
    )
