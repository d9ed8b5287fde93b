"""Who may do what with a product. A helper drafts and edits drafts; what is on sale belongs to the owner."""

from __future__ import annotations

from marketplace.businesses import policies as business_policies
from marketplace.catalog import selling
from marketplace.catalog.models import Product
from marketplace.catalog.states import ProductState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import Forbidden, NotFound

WRITE, PUBLISH, STOCK = "catalog.write", "catalog.publish", "stock.write"


def may_see(actor: Actor, product: Product) -> bool:
    """Everybody sees what is on sale today; the seller's people see all of their own."""
    return selling.is_on_sale(product, clock.today()) or business_policies.may_act_for(
        actor, product.business_id, None
    )


def ensure_may_draft(actor: Actor, business_id: int) -> None:
    """New products and drafts: the owner, staff who may, a helper under a mandate for the catalogue."""
    business_policies.ensure_may_act_for(actor, business_id, WRITE)


def ensure_may_change(actor: Actor, product: Product) -> None:
    """As `ensure_may_draft`; but a helper changes nothing that is on sale. She proposes it instead."""
    ensure_may_draft(actor, product.business_id)
    if business_policies.is_helper(actor) and product.state is not ProductState.DRAFT:
        raise Forbidden(
            "Pendamping tidak mengubah produk yang sudah tayang. Usulkan perubahannya, lalu pemilik yang "
            "menyetujui."
        )


def ensure_may_publish(actor: Actor, product: Product) -> None:
    """Owner, or staff who may: no mandate covers what is on sale and at which price."""
    business_policies.ensure_may_act_for(actor, product.business_id)
    if business_policies.is_helper(actor):
        raise Forbidden("Pendamping tidak menayangkan produk atau menetapkan harga jual. Itu tugas pemilik.")
    business_policies.ensure_may_act_for(actor, product.business_id, PUBLISH)


def ensure_may_count_stock(actor: Actor, product: Product) -> None:
    """Owner, or staff or a helper whose permissions or mandate cover stock."""
    business_policies.ensure_may_act_for(actor, product.business_id, STOCK)


def may_curate(actor: Actor) -> bool:
    """Verifiers decide claims and freeze listings."""
    return actor.role is Role.VERIFIER


def ensure_may_curate(actor: Actor, product: Product) -> None:
    """A verifier who acts for no business."""
    if not may_curate(actor) or business_policies.acts_for(actor, product.business_id):
        raise Forbidden(f"{actor.role} does not curate")


def may_delist(actor: Actor) -> bool:
    """The platform's staff take a listing down; verifiers only stop it for a while."""
    return actor.role is Role.ADMIN


def may_stop(actor: Actor) -> bool:
    """Verifiers and staff stop a listing for a while, and let it go on."""
    return may_curate(actor) or may_delist(actor)


def ensure_may_delist(actor: Actor) -> None:
    if not may_delist(actor):
        raise Forbidden(f"{actor.role} takes no listing down")


def ensure_may_stop(actor: Actor, product: Product) -> None:
    """Staff, or a verifier who acts for no business."""
    if not may_delist(actor):
        ensure_may_curate(actor, product)


def may_read_history(actor: Actor) -> bool:
    """Whoever judges listings and purchases reads what a listing said before."""
    return actor.role in {Role.VERIFIER, Role.ADMIN, Role.AUDITOR, Role.PP, Role.PPK}


def ensure_own(actor: Actor, product: Product) -> None:
    """NotFound unless the actor may read everything of the product's seller."""
    if not business_policies.may_act_for(actor, product.business_id, None):
        raise NotFound(f"product {product.code}")


def own_business(actor: Actor) -> int:
    """The id of the business that the actor acts for; raises NotFound for everybody else."""
    if actor.party is None or not business_policies.may_act_for(actor, actor.party.id, None):
        raise NotFound("no business")
    return actor.party.id
