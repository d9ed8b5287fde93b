"""Telling people: into the inbox at once, to phone and e-mail by message, and again before deadlines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.infra import jobs, messages
from marketplace.infra.messages import Channel
from marketplace.infra.upserts import insert_new
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import NotFound
from marketplace.notifications import choices
from marketplace.notifications.models import Notice
from marketplace.notifications.rules import POLICY, rule

REMIND = "notifications.remind"
REMINDERS = ("reminder.first", "reminder.second", "reminder.last")
SUBJECT_LENGTH = 70

_origin = {"url": ""}


def use_origin(url: str) -> None:
    """Set by `create_app`: what stands before local addresses in messages."""
    _origin["url"] = url


def notify(
    session: Session,
    *,
    user_ids: Iterable[int],
    kind: str,
    text: str,
    url: str,
    deadline: datetime | None = None,
    key: str,
    letter: str = "",
) -> None:
    """Tell people something once per `key`: inbox, message, and reminders before the deadline.

    url: a local address, `/penjual/pengadaan/…`. key: names the fact, `contract:7H2K9M4QRT:signed`.
    letter: what the message to phone and e-mail says where it says more than the inbox.
    Who stopped this kind of news (`choices`) is told nothing.
    """
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError(f"a notice leads to a page of ours, not to {url}")
    people = sorted(set(user_ids) - choices.refused_by(session, kind, user_ids))
    told = set(session.scalars(select(Notice.user_id).where(Notice.key == key, Notice.user_id.in_(people))))
    for user_id in people:
        if user_id not in told:
            fields = {"kind": kind, "text": text, "url": url, "deadline": deadline, "key": key}
            _tell(session, user_id, fields, letter or text)


def _tell(session: Session, user_id: int, fields: dict[str, Any], letter: str) -> None:
    now = clock.now()
    told = insert_new(
        session,
        Notice,
        code=new_code(),
        user_id=user_id,
        created_at=now,
        **fields,
    )
    if not told:
        return  # another transaction told the same fact meanwhile
    mine = Notice.user_id == user_id, Notice.key == fields["key"]
    notice = session.scalars(select(Notice).where(*mine)).one()
    _send(session, notice, letter)
    if notice.deadline is None:
        return
    for step in REMINDERS:
        hours = rule(step, clock.today()).number
        due_at = notice.deadline - timedelta(hours=hours)
        if due_at > now:
            payload = {"notice_id": notice.id, "hours": hours}
            jobs.plan(session, REMIND, key=f"{notice.id}:{hours}", due_at=due_at, payload=payload)


def _send(session: Session, notice: Notice, letter: str) -> None:
    """The news to the person's e-mail and phone; a deadline is said in words."""
    contact = accounts.contact_of(session, notice.user_id)
    for channel, recipient in ((Channel.MAIL, contact.email), (Channel.WHATSAPP, contact.phone)):
        if recipient:
            messages.request(
                session,
                channel=channel,
                recipient=recipient,
                subject=notice.text[:SUBJECT_LENGTH],
                body=letter,
                url=address(notice.url),
            )


def write_to(session: Session, *, channel: Channel, recipient: str, text: str, url: str) -> None:
    """Write to an address that may be nobody's here; nothing comes into an inbox. url: a local address."""
    messages.request(
        session,
        channel=channel,
        recipient=recipient,
        subject=text[:SUBJECT_LENGTH],
        body=text,
        url=address(url),
    )


def address(url: str) -> str:
    """A local address as it stands in messages, with the name of the site before it."""
    return _origin["url"] + url


def settle(session: Session, *, key: str) -> None:
    """Nobody has to act on this fact any more: no reminder follows, the notices count as read."""
    now = clock.now()
    # Planned under the rules of their day: those of every time count.
    keys = [key, *(reminder_key(key, row.number) for row in POLICY.rules if row.key in REMINDERS)]
    session.execute(
        update(Notice)
        .where(Notice.key.in_(keys), Notice.settled_at.is_(None))
        .values(settled_at=now, read_at=func.coalesce(Notice.read_at, now))
    )


def reminder_key(key: str, hours: int) -> str:
    """The key of the reminder `hours` before the deadline of the fact `key`."""
    return f"{key}:ingat-{hours}"


def remind(session: Session, _actor: Actor, payload: dict[str, Any]) -> None:
    """Job: tell again how much time is left, unless the matter is settled. Doing it twice tells once."""
    notice = session.get(Notice, payload["notice_id"])
    if notice is None or notice.settled_at is not None or notice.deadline is None:
        return
    hours = payload["hours"]
    left = f"{hours // 24} hari" if hours >= 24 else f"{hours} jam"
    notify(
        session,
        user_ids=[notice.user_id],
        kind=notice.kind,
        text=f"Tinggal {left}: {notice.text}",
        url=notice.url,
        key=reminder_key(notice.key, hours),
    )


def read(session: Session, actor: Actor, code: str) -> str:
    """Mark one of the actor's notices as read; gives the address it leads to. Raises NotFound."""
    notice = session.scalar(select(Notice).where(Notice.code == code, Notice.user_id == actor.user_id))
    if notice is None:
        raise NotFound(f"notice {code}")
    notice.read_at = notice.read_at or clock.now()
    session.flush()
    return notice.url


def read_all(session: Session, actor: Actor) -> None:
    """Mark everything in the actor's inbox as read."""
    session.execute(
        update(Notice)
        .where(Notice.user_id == actor.user_id, Notice.read_at.is_(None))
        .values(read_at=clock.now())
    )
