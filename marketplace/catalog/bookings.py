"""The only writer of weekly capacity: what a hold has made, week by week, beside the stock that it keeps.

`inventory` calls it inside the same step that holds or gives back. Pools are locked in ascending id after the
products, so that two purchases that share hands never wait for each other in a circle; each week is then
taken by one conditional UPDATE.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from marketplace.businesses import vacations
from marketplace.businesses.vacation_models import Vacation
from marketplace.catalog import capacity
from marketplace.catalog.capacity import Making, Plan
from marketplace.catalog.models import Product
from marketplace.catalog.stock_models import CapacityBooking, CapacityPool, CapacityWeek, StockHold
from marketplace.infra.upserts import insert_new
from marketplace.kernel import clock
from marketplace.kernel.dated import Period
from marketplace.kernel.errors import Conflict
from marketplace.kernel.text import day_text, dotted
from marketplace.kernel.workdays import NATIONAL

Closed = Mapping[int, Sequence[Period]]
"""Days off by business id."""


def lock(session: Session, pool_ids: Iterable[int]) -> dict[int, CapacityPool]:
    """The pools by id, locked in that order."""
    rows = session.scalars(
        select(CapacityPool)
        .where(CapacityPool.id.in_(set(pool_ids)))
        .order_by(CapacityPool.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {pool.id: pool for pool in rows}


def holds_of(pools: Iterable[int]) -> Select[int]:
    """Ids of the holds that take places of these pools."""
    return select(CapacityBooking.hold_id).where(CapacityBooking.pool_id.in_(list(pools)))


def making(session: Session, pool_id: int, closed: Sequence[Period] = ()) -> Making:
    """What a pool makes and has promised from this week on; one statement."""
    rows = session.execute(_weeks(pool_id)).all()
    return Making(rows[0].per_week, {row.week: row.booked for row in rows if row.week}, closed)


def making_around_vacations(session: Session, pool_id: int) -> Making:
    """The same, closed on the vacations of its business; one statement for both."""
    query = _weeks(pool_id).add_columns(Vacation.from_on, Vacation.to_on)
    rows = session.execute(
        query.outerjoin(Vacation, (Vacation.business_id == CapacityPool.business_id) & vacations.ahead())
    ).all()
    closed = sorted({(row.from_on, row.to_on) for row in rows if row.from_on})
    booked = {row.week: row.booked for row in rows if row.week}
    return Making(rows[0].per_week, booked, [Period(*days) for days in closed])


def _weeks(pool_id: int) -> Select[int, date, int]:
    this_week = capacity.monday_of(clock.today())
    return (
        select(CapacityPool.per_week, CapacityWeek.week, CapacityWeek.booked)
        .outerjoin(CapacityWeek, (CapacityWeek.pool_id == CapacityPool.id) & (CapacityWeek.week >= this_week))
        .where(CapacityPool.id == pool_id)
    )


def plan(making: Making, quantity: int) -> Plan:
    """When so many can be made, if ordered today: making begins the day after."""
    return capacity.plan(making, quantity, clock.today() + timedelta(days=1))


def book(
    session: Session,
    product: Product,
    hold: StockHold,
    *,
    by: date | None,
    closed: Sequence[Period],
) -> None:
    """Take places of the weeks for what a hold keeps; its pool must be locked.

    by: the last day on which everything has to be ready. Conflict, with the earliest day, when it cannot be.
    """
    assert product.capacity_pool_id is not None
    state = making(session, product.capacity_pool_id, closed)
    found = plan(state, hold.quantity)
    if found.ready_on is None or (by is not None and found.ready_on > by):
        raise Conflict(too_many(product, hold.quantity, found, by))
    session.flush()
    for share in found.shares:
        _take(session, product, share, capacity.capacity_of_week(state, share.week, NATIONAL))
        session.add(
            CapacityBooking(
                hold_id=hold.id,
                pool_id=product.capacity_pool_id,
                week=share.week,
                quantity=share.quantity,
            )
        )


def give_back(session: Session, hold_id: int) -> None:
    """Free the places of a hold. Doing it again changes nothing."""
    session.flush()
    mine = session.scalars(
        select(CapacityBooking).where(CapacityBooking.hold_id == hold_id).order_by(CapacityBooking.id)
    ).all()
    for booking in mine:
        session.execute(
            update(CapacityWeek)
            .where(
                CapacityWeek.pool_id == booking.pool_id,
                CapacityWeek.week == booking.week,
                CapacityWeek.booked >= booking.quantity,
            )
            .values(booked=CapacityWeek.booked - booking.quantity)
            .execution_options(synchronize_session=False)
        )
    session.execute(delete(CapacityBooking).where(CapacityBooking.hold_id == hold_id))


def too_many(product: Product, quantity: int, found: Plan, by: date | None) -> str:
    """Why so many cannot be promised, and when they could be."""
    number = f"{dotted(quantity)} {product.unit}".strip()
    if found.ready_on is None:
        return f"“{product.name}” sebanyak {number} belum bisa dijadwalkan. Kurangi jumlahnya."
    parts = [f"Paling cepat untuk {number} “{product.name}”: {day_text(found.ready_on)}."]
    if by is not None:
        ready = dotted(found.ready_by(by))
        parts.insert(0, f"Sampai {day_text(by)} penyedia hanya sanggup {ready}.")
    return " ".join(parts)


def _take(session: Session, product: Product, share: capacity.Share, most: int) -> None:
    pool_id = product.capacity_pool_id
    insert_new(session, CapacityWeek, pool_id=pool_id, week=share.week, booked=0)
    taken = session.execute(
        update(CapacityWeek)
        .where(
            CapacityWeek.pool_id == pool_id,
            CapacityWeek.week == share.week,
            CapacityWeek.booked + share.quantity <= most,
        )
        .values(booked=CapacityWeek.booked + share.quantity)
        .execution_options(synchronize_session=False)
        .returning(CapacityWeek.id)
    ).all()
    if not taken:
        raise Conflict(f"Kapasitas “{product.name}” baru saja diambil pesanan lain. Coba lagi.")
