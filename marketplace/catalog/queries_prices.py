"""Reading prices of a seller: the table of prices and stock, and the steps that a price took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.businesses import policies as business_policies
from marketplace.catalog import policies, queries
from marketplace.catalog.models import OfferKind, PriceChange, PriceLock, Product
from marketplace.catalog.states import ProductState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Rupiah

LOCKED = "Sedang dibeli instansi; harganya tetap sampai pembelian itu selesai."
OF_THE_OWNER = "Harga produk yang tayang ditetapkan pemilik. Usulkan lewat daftar produk."


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One line of the table. `fixed`: why its price cannot be changed here, empty when it can.

    `counted`: whether it has a stock of its own that people count.
    """

    product: Product
    fixed: str
    counted: bool


@dataclass(frozen=True, slots=True)
class PriceStep:
    """One change of a price; None means *tanya harga*. `terraced`: prices for larger orders changed too."""

    at: datetime
    before: Rupiah | None
    after: Rupiah | None
    terraced: bool
    who: str


def price_rows(
    session: Session, actor: Actor, page: int, *, size: int, text: str = ""
) -> tuple[list[PriceRow], int]:
    """A page (from 1) of the actor's own products in order of their names, and how many there are."""
    wanted = _own(actor)
    for word in text.split()[:6]:
        wanted = wanted.where(Product.name.icontains(word, autoescape=True))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    products = session.scalars(_ordered(wanted).limit(size).offset((page - 1) * size)).all()
    return _rows(session, actor, products), total


def price_rows_of(session: Session, actor: Actor, codes: Sequence[str]) -> list[PriceRow]:
    """The lines of these products, as they are now; somebody else's are left out."""
    wanted = _ordered(_own(actor).where(Product.code.in_(codes)))
    products = session.scalars(wanted.execution_options(populate_existing=True)).all()
    return _rows(session, actor, products)


def price_history(
    session: Session, actor: Actor, code: str, page: int, *, size: int
) -> tuple[Product, list[PriceStep], int]:
    """A product of the actor's own, a page (from 1) of its price steps, newest first, and their number."""
    product = queries.own_product(session, actor, code)
    of_product = PriceChange.product_id == product.id
    total = session.scalar(select(func.count(PriceChange.id)).where(of_product)) or 0
    steps = session.scalars(
        select(PriceChange)
        .where(of_product)
        .order_by(PriceChange.id.desc())
        .limit(size)
        .offset((page - 1) * size)
    ).all()
    names = accounts.names_of(session, {step.actor_user_id for step in steps if step.actor_user_id})
    return product, [_step(step, names) for step in steps], total


def _step(step: PriceChange, names: dict[int, str]) -> PriceStep:
    who = names.get(step.actor_user_id, "") if step.actor_user_id else ""
    return PriceStep(step.at, step.before, step.after, step.tiers_before != step.tiers_after, who)


def _own(actor: Actor) -> Select[Product]:
    return select(Product).where(Product.business_id == policies.own_business(actor))


def _ordered(wanted: Select[Product]) -> Select[Product]:
    return wanted.order_by(func.lower(Product.name), Product.id)


def _rows(session: Session, actor: Actor, products: Sequence[Product]) -> list[PriceRow]:
    ids = [product.id for product in products]
    locked = set(
        session.scalars(
            select(PriceLock.product_id).where(PriceLock.product_id.in_(ids), PriceLock.until >= clock.now())
        )
    )
    return [
        PriceRow(
            product,
            fixed=_fixed(actor, product, locked=product.id in locked),
            counted=product.kind is OfferKind.GOODS and not product.made_to_order,
        )
        for product in products
    ]


def _fixed(actor: Actor, product: Product, *, locked: bool) -> str:
    if locked:
        return LOCKED
    if business_policies.is_helper(actor) and product.state is not ProductState.DRAFT:
        return OF_THE_OWNER
    return ""
