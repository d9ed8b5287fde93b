"""Deadlines across sellers, for who keeps the time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.states import ContractState


def next_accept_deadline(session: Session, actor: Actor) -> datetime | None:
    """Until when the next signed contract may still be accepted: of the actor's business, else of anybody."""
    waits = select(func.min(Contract.accept_deadline)).where(
        Contract.state == ContractState.WAITING_SELLER, Contract.accept_deadline > clock.now()
    )
    if actor.party is not None and actor.party.kind is PartyKind.BUSINESS:
        own = session.scalar(waits.where(Contract.business_id == actor.party.id))
        if own is not None:
            return own
    return session.scalar(waits)
