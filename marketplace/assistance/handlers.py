"""What this room does when it hears of a mandate."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from marketplace.assistance import services
from marketplace.infra.outbox import Delivery
from marketplace.kernel.actor import Actor


def on_mandate_granted(session: Session, actor: Actor, deliveries: Sequence[Delivery]) -> None:
    for delivery in deliveries:
        services.start_engagements(
            session,
            actor,
            business_id=delivery.payload.business_id,
            helper_id=delivery.payload.helper_id,
        )
