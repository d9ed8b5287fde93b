"""What follows in open purchases when a listing leaves the sale."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.infra.outbox import Delivery
from marketplace.kernel.actor import Actor
from marketplace.procurement import notices
from marketplace.procurement.package_models import Package, PackageLine
from marketplace.procurement.sellers import OPEN


def on_listing_withdrawn(session: Session, _actor: Actor, deliveries: Sequence[Delivery]) -> None:
    """Tell the officers of every package without a contract that holds the product; once for each fact."""
    for delivery in deliveries:
        rows = session.execute(
            select(Package, PackageLine.name)
            .join(PackageLine, PackageLine.package_id == Package.id)
            .where(PackageLine.product_id == delivery.payload.product_id, Package.state.in_(OPEN))
            .order_by(Package.id)
        )
        for package, name in rows.all():
            key = f"package:{package.code}:withdrawn:{delivery.fact}"
            notices.product_withdrawn(session, package, name, key)
