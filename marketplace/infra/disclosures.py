"""Who was shown something private, what for and when: each party reads its own list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.infra.db import Base
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyRef


class Disclosure(Base):
    """One showing. what: the purpose of the file, or the name of a number ("npwp"); why: in words."""

    __tablename__ = "disclosure"
    __table_args__ = (Index(None, "party_kind", "party_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    party_kind: Mapped[str]
    party_id: Mapped[int]
    what: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    why: Mapped[str]
    user_id: Mapped[int | None]
    actor_role: Mapped[str]
    mandate_id: Mapped[int | None]
    at: Mapped[datetime]


def record(
    session: Session, actor: Actor, party: PartyRef, *, what: str, why: str, file_id: int | None = None
) -> Disclosure:
    """Note a showing in the transaction that allows it."""
    shown = Disclosure(
        party_kind=party.kind.value,
        party_id=party.id,
        what=what,
        file_id=file_id,
        why=why,
        user_id=actor.user_id,
        actor_role=actor.role.value,
        mandate_id=actor.mandate_id,
        at=clock.now(),
    )
    session.add(shown)
    session.flush()
    return shown


def of(session: Session, party: PartyRef, *, page: int, size: int) -> tuple[Sequence[Disclosure], int]:
    """A page of what was shown of a party, the newest first, and how many there are."""
    whose = (Disclosure.party_kind == party.kind.value, Disclosure.party_id == party.id)
    total = session.scalar(select(func.count()).select_from(Disclosure).where(*whose)) or 0
    newest = select(Disclosure).where(*whose).order_by(Disclosure.id.desc())
    return session.scalars(newest.limit(size).offset((page - 1) * size)).all(), total
