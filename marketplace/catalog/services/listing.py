"""The steps that every use case of a product shares: load and lock, expect, freeze, tell, note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.businesses import verification_queries as businesses
from marketplace.catalog import bundles
from marketplace.catalog.models import OfferKind, Product, ProductPhoto
from marketplace.catalog.selling import on_sale
from marketplace.catalog.services.standing import recompute
from marketplace.catalog.services.values import LABELS
from marketplace.catalog.snapshots import keep_version
from marketplace.catalog.states import ProductState
from marketplace.catalog.stock_models import BundlePart
from marketplace.infra import audit, outbox
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef
from marketplace.kernel.errors import Conflict, DomainError, NotFound, Refused
from marketplace.kernel.events import ListingChanged

KIND = "product"


def loaded(session: Session, product_id: int) -> Product:
    """The product, locked and fresh; raises NotFound."""
    product = session.scalar(
        select(Product)
        .where(Product.id == product_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if product is None:
        raise NotFound(f"product {product_id}")
    return product


def expect_version(product: Product, version: int | None) -> None:
    """Raises Conflict when the product is no longer the one the person looked at."""
    if version is not None and product.version != version:
        raise Conflict("Produk ini sudah diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda.")


def tell_change(session: Session, product: Product, *, always: bool = False, new_end: bool = False) -> None:
    """Freeze a new version of a live product if it says something new, and let others know.

    new_end: its last day on sale moved, and with it that of the hampers that it is in. Where it stands with
    government is computed anew; what is not live is computed when it goes on sale.
    """
    session.flush()
    if new_end:
        bundles.refit(session, [product.id])
    if product.state is not ProductState.LIVE:
        return
    stood = product.kbli_fits, product.procurable_until
    recompute(session, product)
    moved = stood != (product.kbli_fits, product.procurable_until)
    if keep_version(session, product) or moved or always or new_end:
        assert product.current_version_id is not None
        outbox.record(
            session,
            ListingChanged(
                product_id=product.id,
                listing_version_id=product.current_version_id,
                business_id=product.business_id,
            ),
        )


def recheck(session: Session, after_id: int, *, size: int) -> tuple[int, int] | None:
    """Tell anew of the next `size` live products, and of hampers that hold them.

    Returns the last id and how many they were, None at the end.
    """
    query = select(Product.id).where(Product.id > after_id, Product.state == ProductState.LIVE)
    ids = session.scalars(query.order_by(Product.id).limit(size)).all()
    if not ids:
        return None
    holding = select(BundlePart.bundle_id).where(BundlePart.part_id.in_(ids))
    # One statement for all of them, so that hampers come after every good, whatever their ids.
    rows = session.scalars(
        select(Product)
        .where(or_(Product.id.in_(ids), Product.id.in_(holding)))
        .order_by(*bundles.locking_order())
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    bundles.refit(session, ids)
    page = [product for product in rows if product.id in ids and product.state is ProductState.LIVE]
    for product in page:
        tell_change(session, product)
    return ids[-1], len(page)


def record_act(session: Session, actor: Actor, verb: str, product: Product, data: Mapping[str, Any]) -> None:
    """Note an act for the chain of the product's seller."""
    audit.record(
        session,
        actor,
        f"catalog.{verb}",
        subject=f"{KIND}:{product.code}",
        parties=[PartyRef(PartyKind.BUSINESS, product.business_id)],
        data=dict(data),
    )


def missing(session: Session, product: Product) -> dict[str, str]:
    """What still keeps the product off sale: field and sentence, in the order of the page, the shop last."""
    lacking = shop_lacks(session, product.business_id)
    return _unfilled(session, product) | ({"shop": lacking} if lacking else {})


def shop_lacks(session: Session, business_id: int) -> str:
    """What keeps a shop from selling to shoppers, in a sentence; "" once it may."""
    names = businesses.lacking_to_sell(session, business_id)
    return f"Toko belum boleh berjualan. Masih kurang: {', '.join(names)}." if names else ""


def ensure_shop_may_sell(session: Session, business_id: int) -> None:
    """Refused until the shop has all that selling to shoppers needs, its owner's proved number among it."""
    if lacking := shop_lacks(session, business_id):
        raise Refused(f"{lacking} Produk tetap tersimpan; lengkapi dulu di halaman “Sejauh mana toko siap”.")


def _unfilled(session: Session, product: Product) -> dict[str, str]:
    """What the product itself still lacks, in the order of the page."""
    found = {
        field: f"{LABELS[field]} belum diisi."
        for field in ("name", "category", "unit")
        if not getattr(product, field)
    }
    has_photo = session.scalar(select(ProductPhoto.id).where(ProductPhoto.product_id == product.id).limit(1))
    if not has_photo and not product.without_photo:
        found["photo"] = "Tambahkan foto, atau pilih “tayangkan tanpa foto”."
    if product.kind is OfferKind.BUNDLE:
        return found | _missing_inside(session, product)
    if not product.made_to_order and product.stock == 0:
        found["stock"] = "Isi stok, atau pilih “dibuat setelah dipesan”."
    return found


def _missing_inside(session: Session, product: Product) -> dict[str, str]:
    """Hampers are sold while all that is inside is, and suffices for one of them."""
    rows = session.execute(
        select(Product.name, on_sale(clock.today()).label("sold"))
        .join(BundlePart, BundlePart.part_id == Product.id)
        .where(BundlePart.bundle_id == product.id)
        .order_by(BundlePart.position)
    ).all()
    if not rows:
        return {"parts": "Pilih isi hampers ini."}
    gone = [row.name for row in rows if not row.sold]
    if gone:
        return {"parts": f"“{gone[0]}” di dalamnya belum tayang. Tayangkan, atau ganti isinya."}
    if not product.made_to_order and product.stock == 0:
        return {"stock": "Stok isinya belum cukup untuk satu paket."}
    return {}


def ensure_complete(session: Session, product: Product) -> None:
    """What is on sale stays complete, running out of stock apart. DomainError for the first gap."""
    for field, sentence in _unfilled(session, product).items():
        if field != "stock":
            raise DomainError(sentence, field=field)


def ensure_ready_for_sale(session: Session, product: Product) -> None:
    """Everything that publishing needs, pieces in stock among it. DomainError for the first gap."""
    for field, sentence in _unfilled(session, product).items():
        raise DomainError(sentence, field=field)
