"""Changes of a curated listing: what a curator looked at stays live until a curator agrees to a change."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.businesses.models import ProposedChange
from marketplace.businesses.services import changes
from marketplace.businesses.states import Decider
from marketplace.catalog import eligibility, policies
from marketplace.catalog.models import Curation, Product
from marketplace.catalog.services import grouping
from marketplace.catalog.services.listing import ensure_complete, loaded, record_act, tell_change
from marketplace.catalog.services.values import LABELS, checked, from_plain, shown, to_plain
from marketplace.catalog.states import CurationState, ProductState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, DomainError, NotFound

CURATED = "catalog.change_curated"


def is_curated(session: Session, product: Product) -> bool:
    """A curator approved the listing, or one of its variants: what he saw holds for all, on sale or not."""
    alike = [Product.id == product.id]
    if product.variant_group_id is not None:
        alike.append(Product.variant_group_id == product.variant_group_id)
    approved = (
        select(Curation.id)
        .join(Product, Product.id == Curation.product_id)
        .where(Curation.state == CurationState.APPROVED, or_(*alike))
    )
    return session.scalar(approved.limit(1)) is not None


def take_curated(session: Session, product: Product, changed: dict[str, Any]) -> dict[str, Any]:
    """Move what must wait for a curator out of `changed`, and return it; nothing for other listings."""
    curated = eligibility.curated_fields(clock.today()) & changed.keys()
    if not curated or not is_curated(session, product):
        return {}
    return {field: changed.pop(field) for field in sorted(curated)}


def stage(
    session: Session,
    actor: Actor,
    product: Product,
    changed: dict[str, Any],
    *,
    before: Mapping[str, Any] | None = None,
) -> None:
    """Let a change of curated fields wait for a curator, together with what already waits.

    before: what waited, where the product itself has moved since and nothing fits it any more.
    """
    target, stamp = f"product:{product.code}", stamp_of(product)
    merged = _merged(product, what_waits(session, product) if before is None else before, changed)
    diff = [
        {
            "label": LABELS[field],
            "before": shown(field, getattr(product, field)),
            "after": shown(field, value),
        }
        for field, value in merged.items()
    ]
    changes.propose(
        session,
        actor,
        business_id=product.business_id,
        target=target,
        version=stamp,
        command=CURATED,
        arguments={"values": to_plain(merged)},
        diff=diff,
        title=product.name,
        decider=Decider.CURATOR,
    )


def what_waits(session: Session, product: Product) -> dict[str, Any]:
    """The values that wait for a curator and still fit the product."""
    target = f"product:{product.code}"
    waiting = changes.waiting_for(session, product.business_id, target=target, command=CURATED)
    fits = waiting is not None and waiting.target_version == stamp_of(product)
    return dict(from_plain(waiting.arguments["values"])) if waiting is not None and fits else {}


def _merged(product: Product, before: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """What waited with what is new; a variant is called by the newest name and the newest words of both.

    A new name that only follows new words is the live one with other words: the one that waits stays.
    """
    merged = {**before, **changed}
    if product.variant_group_id is None or not merged.keys() & {"name", "variant_values"}:
        return merged
    name = product.name
    for said in (before, changed):
        words = said.get("variant_values", product.variant_values)
        followed = grouping.rename(product, product.name, words)
        if said.get("name", followed) != followed:
            name = grouping.base_of(said["name"], words)
    merged["name"] = grouping.rename(product, name, merged.get("variant_values", product.variant_values))
    return merged


def apply(session: Session, product: Product, changed: Mapping[str, Any]) -> None:
    """Set checked values on a loaded product; what it is called among its variants follows its words."""
    for field, value in changed.items():
        if field == "variant_values" and value != product.variant_values:
            grouping.relabel(session, product, dict(value))
        else:
            setattr(product, field, value)


def lock_staged(session: Session, change_id: int) -> None:
    """Lock the product of a staged change, as its seller does first, too; raises NotFound."""
    target = session.scalar(
        select(ProposedChange.target).where(
            ProposedChange.id == change_id, ProposedChange.decider == Decider.CURATOR
        )
    )
    if target is None:
        raise NotFound(f"change {change_id}")
    product_id = _by_target(session, target).id
    grouping.lock(session, product_id)
    loaded(session, product_id)


def take_change_back(session: Session, actor: Actor, product_id: int) -> ProposedChange:
    """The seller takes back what waits for a curator; the listing stays as buyers see it.

    Conflict when a curator decided meanwhile.
    """
    grouping.lock(session, product_id)
    product = loaded(session, product_id)
    policies.ensure_may_change(actor, product)
    staged = changes.waiting_for(
        session, product.business_id, target=f"product:{product.code}", command=CURATED
    )
    if staged is None:
        raise Conflict("Kurator sudah memutuskan perubahan ini, jadi tidak bisa ditarik lagi.")
    return changes.withdraw_change(session, actor, staged.id)


def stamp_of(product: Product) -> int:
    """A number that moves with the curated fields only: price and stock go on while a curator reads."""
    fields = sorted(eligibility.curated_fields(clock.today()))
    values = [[field, getattr(product, field)] for field in fields]
    return zlib.crc32(json.dumps(values, ensure_ascii=False).encode()) & 0x7FFFFFFF


def replay_curated(
    session: Session, actor: Actor, business_id: int, *, target: str, arguments: dict[str, Any]
) -> None:
    """The command behind a staged change, run as the curator who agrees."""
    product_id = _by_target(session, target).id
    grouping.lock(session, product_id)
    product = loaded(session, product_id)
    policies.ensure_may_curate(actor, product)
    if product.business_id != business_id:
        raise NotFound(target)
    found = checked(session, from_plain(arguments["values"]))
    try:
        apply(session, product, found)
    except DomainError as error:
        # Its field is on the seller's form, not on the curator's.
        raise Conflict("Kata itu sudah dipakai pilihan lain. Tolak usulan ini.") from error
    if product.state is ProductState.LIVE:
        ensure_complete(session, product)
    product.updated_at = clock.now()
    tell_change(session, product, new_end="valid_until" in found)
    record_act(session, actor, "change_curated", product, {"fields": sorted(found)})
    grouping.spread(session, actor, product, found)


def version_of(session: Session, target: str) -> int:
    """The stamp that a staged change of `product:CODE` must still fit."""
    return stamp_of(_by_target(session, target))


def register() -> None:
    """Tell the businesses room how staged changes are replayed."""
    changes.register_command(CURATED, replay_curated, version_of=version_of)


def _by_target(session: Session, target: str) -> Product:
    product = session.scalar(select(Product).where(Product.code == target.removeprefix("product:")))
    if product is None:
        raise NotFound(target)
    return product
