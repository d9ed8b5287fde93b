"""The plan (RUP) of a work unit with what is left of it, and who may be named PPK."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from marketplace.accounts import queries as accounts
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.procurement import policies
from marketplace.procurement.amounts import DIRECT
from marketplace.procurement.models import Appointment, BudgetLine, PlanEntry, WorkUnit
from marketplace.procurement.reference import KIND_LABELS, METHOD_LABELS

PAGE_SIZE = 20
CHOICES = 200


@dataclass(frozen=True, slots=True)
class LineView:
    """A budget line with what is left of it."""

    account: str
    amount: Rupiah
    committed: Rupiah
    spent: Rupiah
    left: Rupiah


@dataclass(frozen=True, slots=True)
class EntryView:
    """A plan entry; `direct`: packages can be opened from it here."""

    id: int
    code: str
    rup_code: str
    year: int
    name: str
    volume: str
    method: str
    kind: str
    ceiling: Rupiah
    left: Rupiah
    used: Rupiah
    direct: bool
    entry: PlanEntry
    lines: Sequence[LineView]


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person in an office of the unit, by the public code of the appointment."""

    code: str
    user_id: int
    name: str
    position: str


def entries(session: Session, actor: Actor, page: int) -> tuple[list[EntryView], int]:
    """A page of the unit's plan, this year first, then by RUP code; and how many entries there are."""
    wanted = select(PlanEntry).where(PlanEntry.work_unit_id == unit_of(actor))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = session.scalars(
        wanted.options(selectinload(PlanEntry.budget_lines))
        .order_by(PlanEntry.year.desc(), PlanEntry.rup_code, PlanEntry.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return [_view(row) for row in rows], total


def entry(session: Session, actor: Actor, code: str) -> EntryView:
    """One entry of the unit's plan; NotFound for another unit's."""
    row = session.scalar(
        select(PlanEntry)
        .where(PlanEntry.code == code, PlanEntry.work_unit_id == unit_of(actor))
        .options(selectinload(PlanEntry.budget_lines))
    )
    if row is None:
        raise NotFound(f"plan entry {code}")
    return _view(row)


def open_entries(session: Session, actor: Actor) -> list[EntryView]:
    """This year's announced entries for direct procurement that have budget left, by RUP code."""
    today = clock.today()
    rows = session.scalars(
        select(PlanEntry)
        .where(
            PlanEntry.work_unit_id == unit_of(actor),
            PlanEntry.method == DIRECT,
            PlanEntry.year == today.year,
            PlanEntry.announced_on <= today,
        )
        .options(selectinload(PlanEntry.budget_lines))
        .order_by(PlanEntry.rup_code, PlanEntry.id)
        .limit(CHOICES)
    )
    return [view for view in map(_view, rows) if view.left > ZERO]


def left_of(entries: Sequence[EntryView], chosen: str) -> Rupiah | None:
    """What is left of a chosen budget line, `<code of the entry>:<account>`; None for an unknown one."""
    code, _, account = chosen.partition(":")
    lines = (line for entry in entries if entry.code == code for line in entry.lines)
    return next((line.left for line in lines if line.account == account), None)


def colleagues(session: Session, actor: Actor, role: Role) -> list[Colleague]:
    """The people who hold an office in the actor's unit today, oldest decree first."""
    today = clock.today()
    held = session.scalars(
        select(Appointment)
        .where(
            Appointment.work_unit_id == unit_of(actor),
            Appointment.role == role,
            Appointment.valid_from <= today,
            Appointment.valid_to >= today,
        )
        .order_by(Appointment.id)
        .limit(CHOICES)
    ).all()
    names = accounts.names_of(session, [one.user_id for one in held])
    return [Colleague(one.code, one.user_id, names[one.user_id], one.position) for one in held]


def address_of_unit(session: Session, actor: Actor) -> str:
    """Where the actor's work unit is."""
    return session.scalars(select(WorkUnit.address).where(WorkUnit.id == unit_of(actor))).one()


def region_of_unit(session: Session, actor: Actor) -> str:
    """The region of the actor's work unit."""
    return session.scalars(select(WorkUnit.region_code).where(WorkUnit.id == unit_of(actor))).one()


def unit_of(actor: Actor) -> int:
    """The work unit that the actor acts in; NotFound for everybody else."""
    if not policies.reads_unit(actor) or actor.party is None:
        raise NotFound("acts in no work unit")
    return actor.party.id


def _view(row: PlanEntry) -> EntryView:
    lines = [_line(line) for line in row.budget_lines]
    left = sum((line.left for line in lines), ZERO)
    return EntryView(
        id=row.id,
        code=row.code,
        rup_code=row.rup_code,
        year=row.year,
        name=row.name,
        volume=row.volume,
        method=METHOD_LABELS[row.method],
        kind=KIND_LABELS[row.kind],
        ceiling=row.ceiling,
        left=left,
        used=row.ceiling - left,
        direct=row.method == DIRECT,
        entry=row,
        lines=lines,
    )


def _line(line: BudgetLine) -> LineView:
    left = line.amount - line.committed - line.spent
    return LineView(line.account, line.amount, line.committed, line.spent, left)
