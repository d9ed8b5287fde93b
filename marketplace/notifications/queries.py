"""Reading the inbox; always the actor's own."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Actor
from marketplace.notifications.models import Notice

PAGE_SIZE = 30


def unread_count(session: Session, actor: Actor) -> int:
    """How many notices the actor has not read; 0 for visitors."""
    if actor.user_id is None:
        return 0
    unread = select(func.count()).where(Notice.user_id == actor.user_id, Notice.read_at.is_(None))
    return session.scalar(unread) or 0


def told(session: Session, actor: Actor, key: str) -> bool:
    """Whether the actor was told this fact."""
    mine = select(Notice.id).where(Notice.user_id == actor.user_id, Notice.key == key)
    return session.scalar(mine) is not None


def inbox(session: Session, actor: Actor, *, page: int) -> tuple[Sequence[Notice], int]:
    """One page of the actor's notices, newest first, and how many there are in all."""
    mine = select(Notice).where(Notice.user_id == actor.user_id)
    total = session.scalar(select(func.count()).where(Notice.user_id == actor.user_id)) or 0
    rows = mine.order_by(Notice.id.desc()).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return session.scalars(rows).all(), total
