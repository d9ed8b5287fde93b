"""Variants of one product: which of them stands for all in lists, and what they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from marketplace.catalog.models import Product, VariantGroup
from marketplace.catalog.services.listing import ensure_complete, record_act, tell_change
from marketplace.catalog.services.values import NAME_LENGTH
from marketplace.catalog.states import ProductState
from marketplace.catalog.stock_models import CapacityPool
from marketplace.infra import outbox
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError
from marketplace.kernel.events import ListingChanged

SHARED = (
    "category",
    "description",
    "kind",
    "kbki",
    "is_domestic",
    "hs_code",
    "origin_country",
    "service_area",
    "story",
    "valid_until",
)
"""What a thing is: said of one variant, it holds for all. How it is sold and packed belongs to each."""


def name_of(shared: str, values: Sequence[str]) -> str:
    """What a variant is called: the name of all, then its own values."""
    ending = _ending(values)
    return shared[: NAME_LENGTH - len(ending)] + ending


def _ending(values: Sequence[str]) -> str:
    return f", {', '.join(values)}"


def lock(session: Session, product_id: int, *, made_with: str = "") -> None:
    """Lock all that changes with a product in one order, before any of it: variants, what shares capacity.

    made_with: the name of the capacity that it is about to share.
    """
    row = select(Product.variant_group_id, Product.capacity_pool_id, Product.business_id).where(
        Product.id == product_id
    )
    found = session.execute(row).one_or_none()
    if found is None:
        return
    alike = []
    if found.variant_group_id is not None:
        alike.append(Product.variant_group_id == found.variant_group_id)
    if found.capacity_pool_id is not None:
        alike.append(Product.capacity_pool_id == found.capacity_pool_id)
    if made_with:
        named = select(CapacityPool.id).where(
            CapacityPool.business_id == found.business_id, func.lower(CapacityPool.name) == made_with.lower()
        )
        alike.append(Product.capacity_pool_id.in_(named))
    if alike:
        session.execute(
            select(Product.id)
            .where(or_(Product.id == product_id, *alike))
            .order_by(Product.id)
            .with_for_update()
        )


def members(session: Session, group_id: int) -> list[Product]:
    """The variants of a group, locked and fresh, the oldest first."""
    session.flush()
    rows = session.scalars(
        select(Product)
        .where(Product.variant_group_id == group_id)
        .order_by(Product.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(rows)


def key_of(values: Iterable[str]) -> str:
    """How a combination is told from the others, whatever the case of its letters."""
    return "|".join(value.casefold() for value in values)


def relabel(session: Session, product: Product, words: dict[str, str]) -> None:
    """Give a loaded variant other words; `lock` came before. DomainError where another variant has them."""
    assert product.variant_group_id is not None
    group = session.get_one(VariantGroup, product.variant_group_id)
    others = [one for one in members(session, group.id) if one.id != product.id]
    key = key_of(words.values())
    if any(one.variant_key == key for one in others):
        raise DomainError("Pilihan lain sudah bernama itu. Pakai kata yang berbeda.", field="variant_values")
    options = []
    for option in group.options:
        name, new = option["name"], words[option["name"]]
        kept = {one.variant_values[name].casefold() for one in others}
        old = product.variant_values[name]
        values = [new if value == old and old.casefold() not in kept else value for value in option["values"]]
        if new.casefold() not in {value.casefold() for value in values}:
            values.append(new)
        options.append({"name": name, "values": list({value.casefold(): value for value in values}.values())})
    group.options, product.variant_values, product.variant_key = options, words, key


def ensure_named_alike(product: Product, words: Mapping[str, str]) -> None:
    """DomainError where these are not words for the options that the product has."""
    if words.keys() != product.variant_values.keys():
        raise DomainError("Nama pilihan tidak bisa diubah setelah dibuat.", field="variant_values")


def base_of(name: str, *words: Mapping[str, str]) -> str:
    """The part of a variant's name that all share: without those of these words that end it, in turn."""
    for one in words:
        name = name.removesuffix(_ending(list(one.values())))
    return name


def rename(product: Product, name: str, words: Mapping[str, str]) -> str:
    """What `name`, typed for one variant, makes of its own name: the part that all share, then its words.

    words: those that it has from now on, by option.
    """
    if product.variant_group_id is None:
        return name
    return name_of(base_of(name, words, product.variant_values), list(words.values()))


def spread(session: Session, actor: Actor, product: Product, changed: Mapping[str, Any]) -> None:
    """Let what was just said of one variant hold for the others, as far as all share it; `lock` came before.

    Each of them that is on sale stays complete and gets a listing version of its own.
    """
    shared = {field: value for field, value in changed.items() if field in SHARED}
    if product.variant_group_id is None or not (shared or "name" in changed):
        return
    group = session.get_one(VariantGroup, product.variant_group_id)
    if "name" in changed:
        group.name = base_of(product.name, product.variant_values)
    for other in members(session, group.id):
        if other.id == product.id:
            continue
        for field, value in shared.items():
            setattr(other, field, value)
        other.name = name_of(group.name, list(other.variant_values.values()))
        other.updated_at = clock.now()
        if other.state is ProductState.LIVE:
            ensure_complete(session, other)
        tell_change(session, other, new_end="valid_until" in shared)
        record_act(session, actor, "change", other, {"fields": sorted(changed), "from": product.code})


def settle(session: Session, group_id: int) -> None:
    """Choose the variant that stands for its group in lists, and sum the group up for its card.

    It is the cheapest of those that can be had, else the cheapest on sale, else the first. Whoever searches
    is told of each variant that is shown or hidden now. Doing it again changes nothing.
    """
    group = session.get_one(VariantGroup, group_id)
    rows = members(session, group_id)
    live = [one for one in rows if one.state is ProductState.LIVE]
    lead = min(live or rows, key=_place)
    for one in rows:
        summary = _summary(group, live) if one is lead and len(live) > 1 else None
        if (one.is_lead, one.variants) != (one is lead, summary):
            _show(session, one, one is lead, summary)


def _place(one: Product) -> tuple[bool, bool, int, int]:
    gone = not one.made_to_order and one.available == 0
    return gone, one.price is None, one.price.amount if one.price else 0, one.id


def _show(session: Session, one: Product, leads: bool, summary: dict[str, Any] | None) -> None:
    # Not by the row itself: who is editing a variant should not be told that somebody else changed it.
    session.execute(
        update(Product)
        .where(Product.id == one.id)
        .values(is_lead=leads, variants=summary)
        .execution_options(synchronize_session=False)
    )
    session.expire(one, ["is_lead", "variants"])
    if one.state is ProductState.LIVE and one.current_version_id is not None:
        outbox.record(
            session,
            ListingChanged(
                product_id=one.id,
                listing_version_id=one.current_version_id,
                business_id=one.business_id,
            ),
        )


def _summary(group: VariantGroup, live: Sequence[Product]) -> dict[str, Any]:
    prices = {one.price for one in live}
    words = dict.fromkeys(value for one in live for value in one.variant_values.values())
    return {
        "name": group.name,
        "count": len(live),
        "from": min((price.amount for price in prices if price), default=None),
        "differ": len(prices) > 1,
        "words": " ".join(words),
    }
