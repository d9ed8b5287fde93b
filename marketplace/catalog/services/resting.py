"""Off sale and back: by the seller for a while or for good, by verifiers and staff as a sanction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from marketplace.businesses import queries as business_queries
from marketplace.businesses import services as businesses
from marketplace.catalog import policies
from marketplace.catalog.models import Product
from marketplace.catalog.services.listing import KIND, loaded, record_act, tell_change
from marketplace.catalog.states import PRODUCT, ProductState
from marketplace.infra import outbox, timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError
from marketplace.kernel.events import ListingWithdrawn
from marketplace.kernel.text import clean_text
from marketplace.notifications.services import notify

REASON_LENGTH = 500


def withdraw(session: Session, actor: Actor, product_id: int) -> Product:
    """Take a product off sale; what was bought and agreed stays as its versions say."""
    product = loaded(session, product_id)
    policies.ensure_may_publish(actor, product)
    _move(session, actor, product, "withdraw")
    return product


def take_off_sale(session: Session, actor: Actor, product_id: int, *, reason: str) -> None:
    """Withdraw a product because its business closes; whoever closes it was asked for that right."""
    _move(session, actor, loaded(session, product_id), "withdraw", reason=reason)


def archive(session: Session, actor: Actor, product_id: int) -> Product:
    """Put a product away that is not sold any more; it leaves the sale and the seller's usual list."""
    product = loaded(session, product_id)
    policies.ensure_may_publish(actor, product)
    _move(session, actor, product, "archive")
    return product


def restore(session: Session, actor: Actor, product_id: int) -> Product:
    """Take a product out of the archive; it is on sale again only once published."""
    product = loaded(session, product_id)
    policies.ensure_may_publish(actor, product)
    _move(session, actor, product, "restore")
    return product


def freeze(session: Session, actor: Actor, product_id: int, *, reason: str) -> Product:
    """Stop a listing, e.g. for an unfair price; the seller cannot publish it again herself."""
    product = loaded(session, product_id)
    policies.ensure_may_stop(actor, product)
    _sanction(session, actor, product, "freeze", reason, "dibekukan sementara")
    return product


def thaw(session: Session, actor: Actor, product_id: int, *, reason: str) -> Product:
    """Let a frozen listing go on."""
    product = loaded(session, product_id)
    policies.ensure_may_stop(actor, product)
    _sanction(session, actor, product, "thaw", reason, "tayang lagi")
    tell_change(session, product, always=True)
    return product


def delist(session: Session, actor: Actor, product_id: int, *, reason: str) -> Product:
    """Take a listing down as a sanction; open purchases of it cannot go on."""
    policies.ensure_may_delist(actor)
    product = loaded(session, product_id)
    _sanction(session, actor, product, "delist", reason, "diturunkan petugas")
    return product


def relist(session: Session, actor: Actor, product_id: int, *, reason: str) -> Product:
    """Lift the sanction; the seller may publish the product again."""
    policies.ensure_may_delist(actor)
    product = loaded(session, product_id)
    _sanction(session, actor, product, "relist", reason, "boleh ditayangkan lagi")
    return product


def move_by_staff(session: Session, actor: Actor, product_id: int, *, event: str, reason: str) -> Product:
    """One of the four steps of the platform, by its name; each asks its own right."""
    if event == "freeze":
        return freeze(session, actor, product_id, reason=reason)
    if event == "thaw":
        return thaw(session, actor, product_id, reason=reason)
    if event == "delist":
        return delist(session, actor, product_id, reason=reason)
    return relist(session, actor, product_id, reason=reason)


def _sanction(session: Session, actor: Actor, product: Product, event: str, reason: str, word: str) -> None:
    """A step of the platform: with a reason, and the seller learns of it at once.

    A verifier takes it in his region only, and for no seller whom he is or was close to.
    """
    if not policies.may_delist(actor):
        businesses.ensure_impartial(session, actor, product.business_id)
    reason = clean_text(reason, REASON_LENGTH)
    if not reason:
        raise DomainError("Tulis alasannya; penjual membacanya.", field="reason")
    _move(session, actor, product, event, reason=reason)
    notify(
        session,
        user_ids=business_queries.owner_ids(session, product.business_id),
        kind="curation",
        text=f"{product.name} {word}: {reason}",
        url=f"/penjual/produk/{product.code}",
        key=f"product:{product.code}:{event}:{product.updated_at.isoformat()}",
    )


def _move(session: Session, actor: Actor, product: Product, event: str, *, reason: str | None = None) -> None:
    before, product.state = product.state, PRODUCT.after(product.state, event)
    product.updated_at = clock.now()
    session.flush()
    if before is ProductState.LIVE:
        assert product.current_version_id is not None
        outbox.record(
            session,
            ListingWithdrawn(
                product_id=product.id,
                listing_version_id=product.current_version_id,
                business_id=product.business_id,
            ),
        )
    timeline.record(
        session,
        actor,
        (KIND, product.id),
        event=event,
        before=before.value,
        after=product.state.value,
        reason=reason,
    )
    record_act(session, actor, event, product, {})
