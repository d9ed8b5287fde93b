"""What a helper may not do to a product herself becomes a proposed change that the owner confirms."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import policies as business_policies
from marketplace.businesses.services import changes
from marketplace.catalog import policies
from marketplace.catalog.models import Product
from marketplace.catalog.services.capacity import capacity_of
from marketplace.catalog.services.listing import (
    ensure_ready_for_sale,
    ensure_shop_may_sell,
    expect_version,
    loaded,
)
from marketplace.catalog.services.prices import set_price
from marketplace.catalog.services.products import change_product, differences, publish
from marketplace.catalog.services.values import (
    LABELS,
    ProductValues,
    checked,
    from_plain,
    shown,
    to_plain,
)
from marketplace.catalog.states import PRODUCT_LABELS, ProductState
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.money import Rupiah

CHANGE, SET_PRICE, PUBLISH = "catalog.change_product", "catalog.set_price", "catalog.publish"


def change_or_propose(
    session: Session, actor: Actor, product_id: int, *, values: ProductValues, version: int | None = None
) -> bool:
    """Change a product, or let the change wait for the owner; True when it was made at once."""
    product = loaded(session, product_id)
    if not _must_propose(actor, product):
        change_product(session, actor, product_id, values=values, version=version)
        return True
    policies.ensure_may_draft(actor, product.business_id)
    expect_version(product, version)
    found = checked(session, values)
    changed = differences(session, product, found)
    if not changed:
        raise DomainError("Tidak ada yang berubah. Ubah isiannya dulu, lalu usulkan.")
    before = {field: getattr(product, field, None) for field in changed} | capacity_of(session, product)
    diff = [
        {
            "label": LABELS[field],
            "before": shown(field, before[field]),
            "after": shown(field, value),
        }
        for field, value in changed.items()
    ]
    _propose(session, actor, product, CHANGE, {"values": to_plain(changed)}, diff)
    return False


def set_price_or_propose(
    session: Session, actor: Actor, product_id: int, *, price: Rupiah | None, version: int | None = None
) -> bool:
    """Set a price, or let it wait for the owner; True when it was set at once."""
    product = loaded(session, product_id)
    if not _must_propose(actor, product):
        set_price(session, actor, product_id, price=price, version=version)
        return True
    policies.ensure_may_draft(actor, product.business_id)
    price = checked(session, {"price": price})["price"]
    before, after = shown("price", product.price), shown("price", price)
    if before == after:
        raise DomainError("Harganya sama dengan yang sekarang.", field="price")
    diff = [{"label": LABELS["price"], "before": before, "after": after}]
    _propose(session, actor, product, SET_PRICE, {"price": price.amount if price else None}, diff)
    return False


def publish_or_propose(session: Session, actor: Actor, product_id: int) -> bool:
    """Publish a product, or ask the owner to; True when it is on sale now."""
    product = loaded(session, product_id)
    if not business_policies.is_helper(actor):
        publish(session, actor, product_id)
        return True
    policies.ensure_may_draft(actor, product.business_id)
    ensure_shop_may_sell(session, product.business_id)
    ensure_ready_for_sale(session, product)
    diff = [
        {
            "label": "Status",
            "before": PRODUCT_LABELS[product.state],
            "after": PRODUCT_LABELS[ProductState.LIVE],
        },
        {"label": LABELS["price"], "before": "", "after": shown("price", product.price)},
    ]
    _propose(session, actor, product, PUBLISH, {}, diff)
    return False


def replay_change(
    session: Session, actor: Actor, business_id: int, *, target: str, arguments: dict[str, Any]
) -> None:
    """The command behind a confirmed change, run as the owner."""
    values: Any = from_plain(arguments["values"])
    change_product(session, actor, _id_of(session, business_id, target), values=values)


def replay_price(
    session: Session, actor: Actor, business_id: int, *, target: str, arguments: dict[str, Any]
) -> None:
    """The command behind a confirmed price, run as the owner."""
    product_id = _id_of(session, business_id, target)
    set_price(session, actor, product_id, price=from_plain(arguments)["price"])


def replay_publish(
    session: Session, actor: Actor, business_id: int, *, target: str, arguments: dict[str, Any]
) -> None:
    """The command behind a confirmed request to publish, run as the owner."""
    publish(session, actor, _id_of(session, business_id, target), **arguments)


def version_of(session: Session, target: str) -> int:
    """The present version of `product:CODE`."""
    version = session.scalar(select(Product.version).where(Product.code == target.removeprefix("product:")))
    if version is None:
        raise NotFound(target)
    return version


def register() -> None:
    """Tell the businesses room how these commands are replayed."""
    changes.register_command(CHANGE, replay_change, version_of=version_of)
    changes.register_command(SET_PRICE, replay_price, version_of=version_of)
    changes.register_command(PUBLISH, replay_publish, version_of=version_of)


def _must_propose(actor: Actor, product: Product) -> bool:
    return business_policies.is_helper(actor) and product.state is not ProductState.DRAFT


def _propose(
    session: Session,
    actor: Actor,
    product: Product,
    command: str,
    arguments: dict[str, Any],
    diff: list[dict[str, str]],
) -> None:
    changes.propose(
        session,
        actor,
        business_id=product.business_id,
        target=f"product:{product.code}",
        version=product.version,
        command=command,
        arguments=arguments,
        diff=diff,
        title=product.name,
    )


def _id_of(session: Session, business_id: int, target: str) -> int:
    found = session.scalar(
        select(Product.id).where(
            Product.code == target.removeprefix("product:"), Product.business_id == business_id
        )
    )
    if found is None:
        raise NotFound(target)
    return found
