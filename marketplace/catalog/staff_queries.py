"""Reading listings for the staff who may stop them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from marketplace.businesses import policies as business_policies
from marketplace.businesses import queries as businesses
from marketplace.businesses.models import Business
from marketplace.businesses.queries import BusinessBrief
from marketplace.catalog import policies, selling
from marketplace.catalog.models import Product
from marketplace.catalog.states import PRODUCT, ProductState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import code_from_slug
from marketplace.kernel.errors import Forbidden, NotFound

PAGE_SIZE = 20
SHORTEST = 3
STOPPED = (ProductState.FROZEN, ProductState.DELISTED)
EVENTS = ("freeze", "thaw", "delist", "relist")


@dataclass(frozen=True, slots=True)
class StaffView:
    """A listing as staff see it. events: what this person may do with it now, in the order of the page."""

    product: Product
    seller: BusinessBrief
    label: str
    events: Sequence[str]


def listings(session: Session, actor: Actor, text: str, *, page: int) -> tuple[list[StaffView], int]:
    """A page of listings by their code, their address or a part of their name, and how many there are.

    Drafts are left out. Without words: what the staff stopped, the latest first.
    """
    ensure_staff(actor)
    words = " ".join(text.split())
    if 0 < len(words) < SHORTEST:
        return [], 0
    code = code_from_slug(words.rpartition("/")[2]) or words.upper()
    named = or_(Product.code == code, Product.name.icontains(words, autoescape=True))
    chosen = (
        select(Product)
        .join(Business, Business.id == Product.business_id)
        .where(named if words else Product.state.in_(STOPPED), Product.published_at.is_not(None))
        .where(*reached(actor))
    )
    order = [Product.name] if words else [Product.updated_at.desc()]
    total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    rows = session.scalars(
        chosen.order_by(*order, Product.id).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    ).all()
    sellers = businesses.brief(session, {row.business_id for row in rows})
    return [_view(actor, row, sellers[row.business_id]) for row in rows], total


def listing(session: Session, actor: Actor, code: str) -> StaffView:
    """One listing; raises NotFound outside the actor's region."""
    ensure_staff(actor)
    product = session.scalar(select(Product).where(Product.code == code))
    if product is None:
        raise NotFound(f"product {code}")
    seller = businesses.brief(session, {product.business_id})[product.business_id]
    business_policies.ensure_reaches(actor, seller.region_code)
    return _view(actor, product, seller)


def ensure_staff(actor: Actor) -> None:
    """Whoever may stop listings."""
    if not policies.may_stop(actor):
        raise Forbidden(f"{actor.role} stops no listings")


def _view(actor: Actor, product: Product, seller: BusinessBrief) -> StaffView:
    mine = EVENTS if policies.may_delist(actor) else EVENTS[:2]
    possible = PRODUCT.events(product.state)
    label = selling.label_of(product, clock.today())
    return StaffView(product, seller, label, [event for event in mine if event in possible])


def reached(actor: Actor) -> list[ColumnElement[bool]]:
    """SQL: the business is in the actor's region; nothing for who has no bound."""
    bound = actor.region_code
    if bound is None:
        return []
    inside = Business.region_code.startswith(f"{bound}.", autoescape=True)
    return [or_(Business.region_code == bound, inside)]
