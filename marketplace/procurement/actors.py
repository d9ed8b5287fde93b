"""The seats of a work unit: one for each appointment that is valid today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef
from marketplace.procurement.models import Appointment, WorkUnit
from marketplace.web.actors import Seat
from marketplace.web.layout import home_of


def load_official(session: Session, actor: Actor, lock: bool) -> Actor | None:
    """The actor while an appointment of this role in this work unit is valid; else None."""
    if actor.party is None:
        return None
    today = clock.today()
    query = (
        select(WorkUnit.region_code)
        .join(Appointment, Appointment.work_unit_id == WorkUnit.id)
        .where(
            Appointment.user_id == actor.user_id,
            Appointment.work_unit_id == actor.party.id,
            Appointment.role == actor.role,
            Appointment.valid_from <= today,
            Appointment.valid_to >= today,
        )
    )
    place = session.scalar(query.with_for_update(read=True, of=Appointment) if lock else query)
    return replace(actor, located_in=place) if place is not None else None


def official_seats(session: Session, user_id: int) -> Sequence[Seat]:
    """Every office a person holds today."""
    today = clock.today()
    query = (
        select(Appointment)
        .where(Appointment.user_id == user_id, Appointment.valid_from <= today, Appointment.valid_to >= today)
        .options(joinedload(Appointment.work_unit))
        .order_by(Appointment.id)
    )
    return [
        Seat(
            role=held.role,
            party=PartyRef(PartyKind.WORK_UNIT, held.work_unit_id),
            party_code=held.work_unit.code,
            party_label=held.work_unit.name,
            home=home_of(held.role),
        )
        for held in session.scalars(query)
    ]
