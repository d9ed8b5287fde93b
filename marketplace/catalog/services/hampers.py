"""Hampers: put together from the seller's own products, on sale only while all of them are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.catalog import bundles, policies
from marketplace.catalog.bundles import Part
from marketplace.catalog.models import OfferKind, Product
from marketplace.catalog.selling import is_on_sale, on_sale
from marketplace.catalog.services.listing import loaded, record_act, tell_change
from marketplace.catalog.services.prices import ensure_unlocked
from marketplace.catalog.services.products import draft_product
from marketplace.catalog.services.resting import take_off_sale
from marketplace.catalog.services.values import ProductValues
from marketplace.catalog.states import ProductState
from marketplace.catalog.stock_models import BundlePart
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.money import Rupiah

FEWEST_PARTS, MOST_PARTS, MOST_PIECES = 2, 8, 1_000
CATEGORY, UNIT = "parsel-hampers", "paket"


def make_hampers(
    session: Session, actor: Actor, *, name: str, price: Rupiah | None, parts: Sequence[Part]
) -> Product:
    """A new draft of hampers of the actor's own business; photo and publishing follow as for any product."""
    return draft_hampers(session, actor, values=ProductValues(name=name, price=price), parts=parts)


def draft_hampers(session: Session, actor: Actor, *, values: ProductValues, parts: Sequence[Part]) -> Product:
    """As `make_hampers`, with more said of them; category and unit are the usual ones where none is given."""
    usual = ProductValues(category=CATEGORY, unit=UNIT)
    fixed = ProductValues(kind=OfferKind.BUNDLE.value, made_to_order=False)
    made = draft_product(session, actor, policies.own_business(actor), values=usual | values | fixed)
    set_parts(session, actor, made.id, parts=parts)
    return made


def set_parts(session: Session, actor: Actor, product_id: int, *, parts: Sequence[Part]) -> None:
    """Say what is in hampers; the same again changes nothing.

    Refused while an open government purchase holds their price, since what is inside was agreed with it.
    """
    product = loaded(session, product_id)
    policies.ensure_may_change(actor, product)
    if product.kind is not OfferKind.BUNDLE:
        raise DomainError("Hanya hampers yang punya isi.", field="parts")
    wanted = _wanted(session, product, parts)
    if dict(bundles.inside(session, [product_id]).get(product_id, ())) == wanted:
        return
    ensure_unlocked(session, product)
    session.execute(delete(BundlePart).where(BundlePart.bundle_id == product_id))
    session.add_all(
        BundlePart(bundle_id=product_id, part_id=part_id, position=position, quantity=quantity)
        for position, (part_id, quantity) in enumerate(wanted.items(), start=1)
    )
    product.updated_at = clock.now()
    bundles.refit(session, wanted)
    session.refresh(product)
    tell_change(session, product)
    record_act(session, actor, "set_parts", product, {"parts": [[one.code, one.quantity] for one in parts]})


def _wanted(session: Session, product: Product, parts: Sequence[Part]) -> dict[int, int]:
    """Pieces by the id of each part, in the given order; DomainError beside `parts`."""
    rows = session.scalars(
        select(Product).where(
            Product.code.in_([part.code for part in parts]), Product.business_id == product.business_id
        )
    )
    known = {row.code: row for row in rows}
    ensure_fitting(parts, known)
    return {known[part.code].id: part.quantity for part in parts}


def ensure_different(parts: Sequence[Part]) -> None:
    """Enough parts, not too many, and none of them twice. DomainError beside `parts`."""
    codes = [part.code for part in parts]
    if not FEWEST_PARTS <= len(set(codes)) == len(codes) <= MOST_PARTS:
        raise DomainError(f"Pilih {FEWEST_PARTS} sampai {MOST_PARTS} barang yang berbeda.", field="parts")


def ensure_fitting(parts: Sequence[Part], known: Mapping[str, Product]) -> None:
    """What hampers may hold. known: the seller's own products by code. DomainError beside `parts`."""
    ensure_different(parts)
    if not known.keys() >= {part.code for part in parts}:
        raise NotFound("a part of another business")
    for part, row in ((part, known[part.code]) for part in parts):
        if not 1 <= part.quantity <= MOST_PIECES:
            raise DomainError(f"Isi jumlah “{row.name}”, 1 sampai {MOST_PIECES}.", field="parts")
        if row.kind is not OfferKind.GOODS:
            raise DomainError(f"“{row.name}” bukan barang. Isi hampers dengan barang.", field="parts")
        if not is_on_sale(row, clock.today()):
            raise DomainError(f"“{row.name}” belum tayang. Tayangkan dulu barangnya.", field="parts")


def rest_without_parts(session: Session, worker: Actor, part_ids: Sequence[int]) -> None:
    """Take off sale the hampers that hold one of these products which is not on sale itself."""
    rows = session.execute(
        select(BundlePart.bundle_id, Product.name)
        .join(Product, Product.id == BundlePart.part_id)
        .where(Product.id.in_(part_ids), ~on_sale(clock.today()))
        .order_by(BundlePart.bundle_id, Product.id)
    ).all()
    for bundle_id, part in {row.bundle_id: row.name for row in rows}.items():
        if loaded(session, bundle_id).state is ProductState.LIVE:
            take_off_sale(session, worker, bundle_id, reason=f"“{part}” di dalamnya tidak dijual lagi.")
