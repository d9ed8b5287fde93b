"""What the staff read of recoveries in person, and what a person reads of the last one that ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case as sql_case
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.accounts import policies
from marketplace.accounts.models import Account, InPersonRecovery
from marketplace.accounts.queries import masked_contact, names_of
from marketplace.accounts.rules import identity_papers
from marketplace.accounts.states import IN_PERSON, RUNNING, InPersonState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Forbidden, NotFound

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class InPersonView:
    """A recovery as the staff see it; may: the acts that are open to the one who looks."""

    code: str
    name: str
    contact: str
    state: InPersonState
    state_label: str
    paper: str
    seen: str
    reason: str
    opened_by: str
    opened_at: datetime
    confirmed_by: str
    ready_at: datetime | None
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class EndedRecovery:
    """How the newest recovery of a person ended; reason: what the staff wrote when they stopped it."""

    opened_at: datetime
    state_label: str
    reason: str


def last_ended(session: Session, user_id: int) -> EndedRecovery | None:
    """The newest recovery of a person's own account that no longer runs; None when there was none."""
    case = session.scalar(
        select(InPersonRecovery)
        .where(InPersonRecovery.user_id == user_id, InPersonRecovery.state.not_in(RUNNING))
        .order_by(InPersonRecovery.id.desc())
        .limit(1)
    )
    if case is None:
        return None
    return EndedRecovery(case.opened_at, IN_PERSON.label(case.state), case.reason)


def recoveries(session: Session, actor: Actor, *, page: int) -> tuple[list[InPersonView], int]:
    """A page of all recoveries, those that run first, and how many there are."""
    _ensure_staff(actor)
    total = session.scalar(select(func.count()).select_from(InPersonRecovery)) or 0
    runs_first = sql_case((InPersonRecovery.state.in_(RUNNING), 0), else_=1)
    rows = session.execute(
        select(InPersonRecovery, Account)
        .join(Account, Account.id == InPersonRecovery.user_id)
        .order_by(runs_first, InPersonRecovery.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    return _views(session, actor, [(row[0], row[1]) for row in rows]), total


def recovery(session: Session, actor: Actor, code: str) -> InPersonView:
    """One recovery; raises NotFound."""
    _ensure_staff(actor)
    row = session.execute(
        select(InPersonRecovery, Account)
        .join(Account, Account.id == InPersonRecovery.user_id)
        .where(InPersonRecovery.code == code)
    ).one_or_none()
    if row is None:
        raise NotFound(f"recovery {code}")
    return _views(session, actor, [(row[0], row[1])])[0]


def _views(
    session: Session, actor: Actor, rows: list[tuple[InPersonRecovery, Account]]
) -> list[InPersonView]:
    people = {case.opened_by for case, _ in rows} | {case.confirmed_by or 0 for case, _ in rows}
    names, papers = names_of(session, people), {row.key: row.label for row in identity_papers(clock.today())}
    return [
        InPersonView(
            code=case.code,
            name=account.name,
            contact=masked_contact(account),
            state=case.state,
            state_label=IN_PERSON.label(case.state),
            paper=papers.get(case.paper, case.paper),
            seen=case.seen,
            reason=case.reason,
            opened_by=names.get(case.opened_by, ""),
            opened_at=case.opened_at,
            confirmed_by=names.get(case.confirmed_by or 0, ""),
            ready_at=case.ready_at,
            may=_may(actor, case),
        )
        for case, account in rows
    ]


def _may(actor: Actor, case: InPersonRecovery) -> frozenset[str]:
    if actor.user_id == case.user_id:
        return frozenset()
    open_acts = set(IN_PERSON.events(case.state)) - {"refuse", "use"}
    if actor.user_id == case.opened_by:
        open_acts.discard("confirm")
    waits = case.ready_at is not None and clock.now() < case.ready_at
    if waits or actor.user_id not in {case.opened_by, case.confirmed_by}:
        open_acts.discard("hand_over")
    return frozenset(open_acts)


def _ensure_staff(actor: Actor) -> None:
    if not policies.may_recover_in_person(actor):
        raise Forbidden(f"{actor.role} recovers no accounts")
