"""Personal data of officials: what a person may take along, and why an appointment is not erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.procurement.models import Appointment


def export(session: Session, user_id: int) -> dict[str, Any]:
    """A person's own appointments."""
    held = session.scalars(select(Appointment).where(Appointment.user_id == user_id).order_by(Appointment.id))
    return {
        "appointments": [
            {
                "role": one.role.value,
                "position": one.position,
                "nip": one.nip,
                "sk": one.sk_number,
                "from": one.valid_from.isoformat(),
                "to": one.valid_to.isoformat(),
            }
            for one in held
        ]
    }


def erase(_session: Session, _user_id: int) -> None:
    """Appointments stay for the retention of procurement records (evidence.retention_years)."""
