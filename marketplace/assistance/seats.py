"""A helper's own seat."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assistance.models import HelperProfile
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.web.actors import Seat


def load_helper(session: Session, actor: Actor, lock: bool) -> Actor | None:
    """An admitted helper in their own seat; None once suspended."""
    if actor.party is None or actor.role is not Role.HELPER:
        return None
    admitted = select(HelperProfile.id).where(
        HelperProfile.id == actor.party.id,
        HelperProfile.user_id == actor.user_id,
        HelperProfile.suspended_at.is_(None),
    )
    found = session.scalar(admitted.with_for_update(read=True) if lock else admitted)
    return actor if found is not None else None


def helper_seats(session: Session, user_id: int) -> Sequence[Seat]:
    profile = session.scalar(
        select(HelperProfile).where(HelperProfile.user_id == user_id, HelperProfile.suspended_at.is_(None))
    )
    if profile is None:
        return []
    party = PartyRef(PartyKind.HELPER, profile.id)
    return [Seat(Role.HELPER, party, profile.code, "Pendamping UMKM", url_for("assistance.day"))]
