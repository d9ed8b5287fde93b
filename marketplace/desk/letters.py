"""The letter of a week: planned for every shop on its Monday, in its own zone, written once, with links.

A link opens one page and asks who reads it; none carries a right of its own.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.catalog import attention
from marketplace.desk import week
from marketplace.desk.week import Week
from marketplace.infra import jobs, outbox
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.notifications import services as notifications
from marketplace.notifications import weeks

ROUND, LETTER = "desk.letters", "desk.letter"
AT_ONCE = 200
"""Shops of one step of the round, each a row: a short transaction, so that no page waits."""
PLAN_SECONDS = 60.0
STOP = "/akun/kabar/pilihan"


def plan_next() -> None:
    """Make sure that the next Monday is planned; planning again changes nothing.

    A week whose whole Monday passed without a worker gets no letter: it would come at any hour of any day.
    """
    with unit_of_work(actor=outbox.WORKER) as (session, _actor):
        _plan_round(session, weeks.next_monday(), after=0)


def go_round(session: Session, _actor: Actor, payload: dict[str, Any]) -> None:
    """Job: plan the letter of each shop for its own Monday morning, some shops at a time."""
    monday = date.fromisoformat(payload["monday"])
    found = attention.shops(session, after=payload["after"], size=AT_ONCE)
    for business_id, region in found:
        jobs.plan(
            session,
            LETTER,
            key=f"{business_id}:{monday.isoformat()}",
            due_at=weeks.letter_at(monday, clock.zone_of_region(region)),
            payload={"business_id": business_id, "monday": monday.isoformat()},
        )
    if len(found) == AT_ONCE:
        _plan_round(session, monday, after=found[-1][0])
    _plan_round(session, weeks.next_monday(), after=0)


def write(session: Session, _actor: Actor, payload: dict[str, Any]) -> None:
    """Job: tell the owners what waits this week. Nothing waits: no letter. Doing it twice tells once.

    Neither does a shop that closed or was stopped since Monday began. A week that is over by now, because
    the worker stood still, gets no letter any more.
    """
    business_id, monday = payload["business_id"], date.fromisoformat(payload["monday"])
    owners = businesses.owner_ids(session, business_id)
    if not owners or not attention.is_trading(session, business_id):
        return
    # Only for reading: what waits is the same for each of the owners.
    owner = Actor(owners[0], None, Role.OWNER, PartyRef(PartyKind.BUSINESS, business_id))
    found = week.of_shop(session, owner)
    if found.monday != monday or not found.waiting:
        return
    notifications.notify(
        session,
        user_ids=owners,
        kind=week.KIND,
        text=_headline(found),
        url=week.PAGE,
        key=week.key_of(businesses.own(session, owner).code, monday),
        letter=_letter(found),
    )


def _headline(found: Week) -> str:
    count = len(found.waiting)
    return f"Minggu ini di {found.shop}: {count} hal, kira-kira {count} menit."


def _letter(found: Week) -> str:
    """Each thing with its own link; the page with all of them follows as the message's own address."""
    things = [
        f"{number}. {thing.title}\n{thing.text}\n{notifications.address(thing.url)}"
        for number, thing in enumerate(found.waiting, start=1)
    ]
    stop = f"Tidak mau pesan mingguan? {notifications.address(STOP)}"
    return "\n\n".join([_headline(found), *things, stop, "Semuanya dalam satu halaman:"])


def _plan_round(session: Session, monday: date, *, after: int) -> None:
    jobs.plan(
        session,
        ROUND,
        key=f"{monday.isoformat()}:{after}",
        due_at=weeks.begins(monday, clock.WIT),
        payload={"monday": monday.isoformat(), "after": after},
    )
