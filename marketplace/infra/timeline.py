"""The timeline: every change of state, append-only, with who, when and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.infra.db import Base
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor


class StateChange(Base):
    """One step of one thing: `(subject_kind, subject_id)` went from a state to another by an event."""

    __tablename__ = "state_change"
    __table_args__ = (Index(None, "subject_kind", "subject_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    event: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    actor_user_id: Mapped[int | None]
    actor_role: Mapped[str]
    mandate_id: Mapped[int | None]
    reason: Mapped[str | None]
    details: Mapped[dict[str, Any]]
    at: Mapped[datetime]


def record(
    session: Session,
    actor: Actor,
    subject: tuple[str, int],
    *,
    event: str,
    before: str | None,
    after: str,
    reason: str | None = None,
    details: dict[str, Any] | None = None,
) -> StateChange:
    """Append a step. `details` holds plain values only (never personal data)."""
    change = StateChange(
        subject_kind=subject[0],
        subject_id=subject[1],
        event=event,
        from_state=before,
        to_state=after,
        actor_user_id=actor.user_id,
        actor_role=actor.role.value,
        mandate_id=actor.mandate_id,
        reason=reason,
        details=details or {},
        at=clock.now(),
    )
    session.add(change)
    return change


def of(session: Session, subject: tuple[str, int]) -> list[StateChange]:
    """All steps of one thing, oldest first."""
    query = select(StateChange).where(
        StateChange.subject_kind == subject[0], StateChange.subject_id == subject[1]
    )
    return list(session.scalars(query.order_by(StateChange.id)))
