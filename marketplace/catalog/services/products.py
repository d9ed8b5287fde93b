"""Drafting, changing, publishing and withdrawing products."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from marketplace.businesses import services as businesses
from marketplace.catalog import inventory, policies, promise
from marketplace.catalog.models import OfferKind, PriceChange, Product
from marketplace.catalog.services import capacity, grouping, prices
from marketplace.catalog.services.consistency import FIELDS, NEW, ensure_consistent
from marketplace.catalog.services.listing import (
    KIND,
    ensure_complete,
    ensure_ready_for_sale,
    ensure_shop_may_sell,
    expect_version,
    loaded,
    record_act,
    tell_change,
)
from marketplace.catalog.services.staging import apply, stage, take_curated
from marketplace.catalog.services.standing import recompute
from marketplace.catalog.services.values import ProductValues, checked
from marketplace.catalog.snapshots import keep_version
from marketplace.catalog.states import PRODUCT, ProductState
from marketplace.infra import outbox, timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import DomainError
from marketplace.kernel.events import ListingPublished


def draft_product(
    session: Session, actor: Actor, business_id: int, *, values: ProductValues, stock: int = 0
) -> Product:
    """A new draft with at least a name; not yet on sale. Raises DomainError that names the field."""
    policies.ensure_may_draft(actor, business_id)
    found = checked(session, values)
    if not found.get("name"):
        raise DomainError("Isi nama produk, misalnya: Keripik tempe sagu 250 g.", field="name")
    making = {field: found.pop(field) for field in capacity.FIELDS if field in found}
    ensure_consistent({**NEW, **found})
    now = clock.now()
    product = Product(
        code=new_code(),
        business_id=business_id,
        state=ProductState.DRAFT,
        created_at=now,
        updated_at=now,
        **found,
    )
    session.add(product)
    session.flush()
    if product.price:
        session.add(_first_price(product, actor))
    promise.ensure_kept(session, product)
    if making:
        capacity.set_capacity(session, product, making)
    if stock:
        inventory.count(session, actor, product.id, stock)
    timeline.record(
        session, actor, (KIND, product.id), event="draft", before=None, after=ProductState.DRAFT.value
    )
    record_act(session, actor, "draft", product, {"name": product.name})
    return product


def differences(session: Session, product: Product, checked_values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the checked values that say something new of a product, as they would be kept.

    The name of a variant ends with its words, whichever of the two was typed. DomainError beside `kind` and
    `variant_values`.
    """
    found = _of_its_kind(product, dict(checked_values))
    words = product.variant_values
    if "variant_values" in found:
        grouping.ensure_named_alike(product, found["variant_values"])
        words = found["variant_values"] = {name: found["variant_values"][name] for name in words}
    if words != product.variant_values or found.get("name", product.name) != product.name:
        found["name"] = grouping.rename(product, found.get("name", product.name), words)
    making = capacity.capacity_of(session, product) if found.keys() & set(capacity.FIELDS) else {}
    return {
        field: value
        for field, value in found.items()
        if value != (making[field] if field in making else getattr(product, field))
    }


def change_product(
    session: Session, actor: Actor, product_id: int, *, values: ProductValues, version: int | None = None
) -> Product:
    """Change what is given; a product on sale gets a new listing version.

    Curated fields of a curated listing wait for a curator. `version`: what the person saw; raises Conflict
    when the product moved meanwhile. A changed price obeys `set_price`. What variants share changes for all
    of them. Raises Forbidden for a helper once the product has left the draft.
    """
    grouping.lock(session, product_id, made_with=values.get("capacity_name", ""))
    product = loaded(session, product_id)
    policies.ensure_may_change(actor, product)
    expect_version(product, version)
    changed = differences(session, product, checked(session, values))
    fields, priced = sorted(changed), changed.keys() & prices.GOVERNMENT
    prices.move_all(session, actor, product, changed)
    making = {field: changed.pop(field) for field in capacity.FIELDS if field in changed}
    waits = take_curated(session, product, changed)
    if waits:
        stage(session, actor, product, waits)
    apply(session, product, changed)
    if making:
        capacity.set_capacity(session, product, making)
    ensure_consistent({field: getattr(product, field) for field in FIELDS})
    if priced:
        promise.ensure_kept(session, product)
    if product.state is ProductState.LIVE:
        ensure_complete(session, product)
    product.updated_at = clock.now()
    tell_change(session, product, new_end="valid_until" in changed)
    record_act(session, actor, "change", product, {"fields": fields})
    grouping.spread(session, actor, product, {field: getattr(product, field) for field in changed})
    return product


def publish(session: Session, actor: Actor, product_id: int) -> Product:
    """Put a product on sale: name, category, unit, photo (or 'tanpa foto'), stock (or made to order).

    Without a price buyers read *Tanya harga*. Raises DomainError that names what is missing, of the product
    or of the shop, Forbidden for a helper, Conflict from a state that cannot be published.
    """
    product = loaded(session, product_id)
    policies.ensure_may_publish(actor, product)
    ensure_shop_may_sell(session, product.business_id)
    put_on_sale(session, actor, product)
    return product


def put_on_sale(session: Session, actor: Actor, product: Product) -> None:
    """The step behind `publish`, for a loaded product whose publisher was already checked."""
    before, after = product.state, PRODUCT.after(product.state, "publish")
    ensure_ready_for_sale(session, product)
    product.state, product.published_at, product.updated_at = after, clock.now(), clock.now()
    recompute(session, product)
    keep_version(session, product)
    assert product.current_version_id is not None
    outbox.record(
        session,
        ListingPublished(
            product_id=product.id,
            listing_version_id=product.current_version_id,
            business_id=product.business_id,
        ),
    )
    timeline.record(
        session, actor, (KIND, product.id), event="publish", before=before.value, after=after.value
    )
    businesses.reach(session, product.business_id, "first_product", f"product:{product.code}")
    record_act(session, actor, "publish", product, {"version": product.current_version_id})


def set_stock(session: Session, actor: Actor, product_id: int, pieces: int) -> None:
    """Set the stock to what was counted; raises Conflict below what buyers hold now."""
    product = loaded(session, product_id)
    policies.ensure_may_count_stock(actor, product)
    inventory.count(session, actor, product_id, pieces)
    record_act(session, actor, "count_stock", product, {"stock": pieces})


def record_rating(session: Session, product_id: int, count: int, total: int) -> None:
    """Add `count` ratings that sum to `total` to the product's figures."""
    session.execute(
        update(Product)
        .where(Product.id == product_id)
        .values(rating_count=Product.rating_count + count, rating_total=Product.rating_total + total)
        .execution_options(synchronize_session=False)
    )


def _of_its_kind(product: Product, found: dict[str, Any]) -> dict[str, Any]:
    """Hampers stay hampers, made to order only where all their parts are; nothing else becomes hampers."""
    if product.kind is OfferKind.BUNDLE:
        return {field: value for field, value in found.items() if field not in ("kind", "made_to_order")}
    if found.get("kind") == OfferKind.BUNDLE:
        raise DomainError("Hampers dibuat lewat tombol “Buat hampers” di daftar produk.", field="kind")
    return found


def _first_price(product: Product, actor: Actor) -> PriceChange:
    return PriceChange(
        product_id=product.id,
        before=None,
        after=product.price,
        tiers_after=product.tiers,
        actor_user_id=actor.user_id,
        at=clock.now(),
    )
