"""What costs if it is doubled happens once: form keys of sessions, and `once` for everything else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.infra.db import Base
from marketplace.infra.sweeping import sweep
from marketplace.infra.upserts import insert_new
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor


class IdempotencyKey(Base):
    """A key that was used: by whom (`scope`), and where its answer led."""

    __tablename__ = "idempotency_key"
    __table_args__ = (UniqueConstraint("scope", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str]
    key: Mapped[str]
    location: Mapped[str | None]
    created_at: Mapped[datetime]


class Repeated(Exception):
    """This form was already carried out; `location` is where its first answer led, if known."""

    def __init__(self, location: str | None) -> None:
        super().__init__("repeated")
        self.location = location


def scope_of(actor: Actor) -> str:
    """Keys are unique per session (or per user where there is no session)."""
    return f"session:{actor.session_id}" if actor.session_id else f"user:{actor.user_id}"


def claim(session: Session, actor: Actor, key: str) -> None:
    """Use a form's key inside the running transaction, or raise Repeated."""
    if not once(session, scope_of(actor), key):
        raise Repeated(
            session.scalar(
                select(IdempotencyKey.location).where(
                    IdempotencyKey.scope == scope_of(actor), IdempotencyKey.key == key
                )
            )
        )


def once(session: Session, scope: str, key: str) -> bool:
    """True the first time `(scope, key)` is seen, within the running transaction; False afterwards.

    Of two transactions at once the second waits until the first is over, and is False when it committed.
    """
    return insert_new(session, IdempotencyKey, scope=scope, key=key, created_at=clock.now())


def remember_location(session: Session, scope: str, key: str, location: str) -> None:
    """Note where the first answer led, so that a repeated post is sent to the same place."""
    session.execute(
        update(IdempotencyKey)
        .where(IdempotencyKey.scope == scope, IdempotencyKey.key == key)
        .values(location=location)
    )


def forget_old(session: Session, before: datetime) -> bool:
    """Remove form keys used before an instant, as `sweep` does; `once` keys of other scopes stay."""
    of_forms = IdempotencyKey.scope.startswith("session:") | IdempotencyKey.scope.startswith("user:")
    return sweep(session, IdempotencyKey, IdempotencyKey.created_at < before, of_forms)
