"""What this room does when it hears of a mandate, or of an owner who asks for help."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from marketplace.assistance import services
from marketplace.infra.outbox import Delivery
from marketplace.kernel.actor import Actor


def on_help_requested(session: Session, _actor: Actor, deliveries: Sequence[Delivery]) -> None:
    for delivery in deliveries:
        services.tell_helpers_near(session, delivery.payload.help_request_id)


def on_mandate_granted(session: Session, actor: Actor, deliveries: Sequence[Delivery]) -> None:
    for delivery in deliveries:
        services.start_engagements(
            session,
            actor,
            business_id=delivery.payload.business_id,
            helper_id=delivery.payload.helper_id,
        )
