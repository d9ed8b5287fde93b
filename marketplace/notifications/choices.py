"""News that a person may do without: which kinds, and who wants none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.infra import audit
from marketplace.infra.upserts import insert_new
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef
from marketplace.kernel.errors import NotFound
from marketplace.notifications.models import NoticeRefusal


@dataclass(frozen=True, slots=True)
class Stoppable:
    """A kind of news that may be stopped: the words in which that is offered, and to whom it comes at all."""

    kind: str
    title: str
    text: str
    only: Callable[[Actor], bool]


_stoppable: dict[str, Stoppable] = {}


def offer(kind: str, *, title: str, text: str, only: Callable[[Actor], bool]) -> None:
    """A room lets people stop one kind of its news. Everything else is told whether they like it or not."""
    _stoppable[kind] = Stoppable(kind, title, text, only)


def stoppable(kind: str) -> Stoppable:
    """The kind as it is offered; NotFound for news that nobody may stop."""
    if kind not in _stoppable:
        raise NotFound(f"news of the kind {kind} cannot be stopped")
    return _stoppable[kind]


def refused_by(session: Session, kind: str, people: Iterable[int]) -> set[int]:
    """Who of these wants no news of this kind."""
    if kind not in _stoppable:
        return set()
    asked = select(NoticeRefusal.user_id).where(
        NoticeRefusal.kind == kind, NoticeRefusal.user_id.in_(set(people))
    )
    return set(session.scalars(asked))


def of(session: Session, actor: Actor) -> list[tuple[Stoppable, bool]]:
    """What the actor may stop, and whether it comes to her now."""
    mine = [one for one in _stoppable.values() if one.only(actor)]
    refused = select(NoticeRefusal.kind).where(NoticeRefusal.user_id == actor.user_id)
    stopped = set(session.scalars(refused))
    return [(one, one.kind not in stopped) for one in mine]


def choose(session: Session, actor: Actor, kind: str, *, wanted: bool) -> None:
    """Stop a kind of news for the actor, or let it come again; saying the same twice changes nothing.

    NotFound for news that nobody may stop, and for whom it never comes to.
    """
    if not stoppable(kind).only(actor):
        raise NotFound(f"news of the kind {kind} comes to nobody like {actor.role}")
    assert actor.user_id is not None
    if wanted == (actor.user_id not in refused_by(session, kind, [actor.user_id])):
        return
    if wanted:
        session.execute(
            delete(NoticeRefusal).where(NoticeRefusal.user_id == actor.user_id, NoticeRefusal.kind == kind)
        )
    else:
        insert_new(session, NoticeRefusal, user_id=actor.user_id, kind=kind, refused_at=clock.now())
    audit.record(
        session,
        actor,
        "notifications.choose",
        subject=f"news:{kind}",
        parties=[PartyRef(PartyKind.PERSON, actor.user_id)],
        data={"wanted": wanted},
    )
