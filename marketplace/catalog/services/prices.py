"""The price of a product: its changes, and the locks of open government purchases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.catalog import policies
from marketplace.catalog.models import PriceChange, PriceLock, Product
from marketplace.catalog.services.consistency import FIELDS, ensure_consistent
from marketplace.catalog.services.listing import expect_version, loaded, record_act, tell_change
from marketplace.catalog.services.values import checked, to_plain
from marketplace.infra import audit
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef
from marketplace.kernel.errors import Refused
from marketplace.kernel.money import Rupiah

Holder = tuple[str, int]
GOVERNMENT = ("government_price", "government_from", "government_until", "government_reason")
"""What a seller says of her price for agencies."""
LOCKED = (
    "Harga tidak bisa diubah selama pembelian pemerintah atas produk ini berjalan. "
    "Coba lagi setelah pembelian itu selesai."
)


def set_price(
    session: Session, actor: Actor, product_id: int, *, price: Rupiah | None, version: int | None = None
) -> Product:
    """Set the price; None means *tanya harga*. A product on sale gets a new listing version.

    Raises Forbidden for a helper once the product has left the draft, Refused while a government purchase
    holds the price, Conflict when the product is no longer at `version`.
    """
    product = loaded(session, product_id)
    policies.ensure_may_change(actor, product)
    expect_version(product, version)
    move_price(session, actor, product, checked(session, {"price": price})["price"])
    tell_change(session, product)
    return product


def move_price(session: Session, actor: Actor, product: Product, price: Rupiah | None) -> None:
    """Change the price of a loaded product and keep the step; Refused while it is locked."""
    _move(session, actor, product, price, product.tiers)
    if product.tiers:
        ensure_consistent({field: getattr(product, field) for field in FIELDS})


def move_all(session: Session, actor: Actor, product: Product, changed: dict[str, Any]) -> None:
    """Take the changed prices out of `changed` and set them on a loaded product; Refused while locked.

    Prices are `price`, `tiers` and those for agencies. What they are beside each other, and what the public
    paid, is for the caller to check once everything is set.
    """
    if "price" in changed or "tiers" in changed:
        price = changed.pop("price", product.price)
        _move(session, actor, product, price, changed.pop("tiers", product.tiers))
    own = {field: changed.pop(field) for field in GOVERNMENT if field in changed}
    if own:
        ensure_unlocked(session, product)
        for field, value in own.items():
            setattr(product, field, value)
        record_act(session, actor, "set_government_price", product, to_plain(own))


def ensure_unlocked(session: Session, product: Product) -> None:
    """Refused while an open government purchase holds the price."""
    until = session.scalar(
        select(PriceLock.until)
        .where(PriceLock.product_id == product.id, PriceLock.until >= clock.now())
        .order_by(PriceLock.until.desc())
        .limit(1)
    )
    if until is not None:
        raise Refused(LOCKED, field="price")


def _move(
    session: Session, actor: Actor, product: Product, price: Rupiah | None, tiers: list[dict[str, int]]
) -> None:
    if product.price == price and product.tiers == tiers:
        return
    ensure_unlocked(session, product)
    session.add(
        PriceChange(
            product_id=product.id,
            before=product.price,
            after=price,
            tiers_before=product.tiers,
            tiers_after=tiers,
            actor_user_id=actor.user_id,
            at=clock.now(),
        )
    )
    before, product.price, product.tiers = product.price, price, tiers
    product.flags = [flag for flag in product.flags if flag != "harga-janggal"]
    product.updated_at = clock.now()
    amounts: dict[str, Any] = {
        "before": before.amount if before else None,
        "after": price.amount if price else None,
    }
    amounts |= {"tiers": tiers} if tiers else {}
    record_act(session, actor, "set_price", product, amounts)


def lock_price(session: Session, actor: Actor, product_id: int, *, holder: Holder, until: datetime) -> None:
    """Keep the price as it is for an open purchase, until an instant; called again it moves the instant."""
    product = loaded(session, product_id)
    lock = session.scalar(
        select(PriceLock).where(
            PriceLock.product_id == product_id,
            PriceLock.holder_kind == holder[0],
            PriceLock.holder_id == holder[1],
        )
    )
    if lock is None:
        lock = PriceLock(product_id=product_id, holder_kind=holder[0], holder_id=holder[1], until=until)
        session.add(lock)
    lock.until = until
    session.flush()
    record_act(session, actor, "lock_price", product, {"until": until.isoformat()})


def release_price(session: Session, actor: Actor, *, holder: Holder) -> None:
    """End every lock of a holder. Doing it again changes nothing."""
    mine = (PriceLock.holder_kind == holder[0]) & (PriceLock.holder_id == holder[1])
    locked = session.execute(
        select(Product.code, Product.business_id)
        .join(PriceLock, PriceLock.product_id == Product.id)
        .where(mine)
        .order_by(Product.id)
    )
    for code, business_id in locked.all():
        audit.record(
            session,
            actor,
            "catalog.release_price",
            subject=f"product:{code}",
            parties=[PartyRef(PartyKind.BUSINESS, business_id)],
        )
    session.execute(delete(PriceLock).where(mine))
