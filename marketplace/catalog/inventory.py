"""The only writer of stock. Every step is one conditional UPDATE that either finds enough or changes nothing.

What is made after the order takes places of the weeks to come instead of stock, through `bookings`. Hampers
take their parts. Rows are locked in one order (`bundles.locking_order`), so that two purchases never wait for
each other in a circle. A hold whose time is over gives its pieces back to whoever needs them next; the timed
job only does it sooner.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from marketplace.catalog import bookings, bundles
from marketplace.catalog.models import OfferKind, Product
from marketplace.catalog.selling import is_on_sale
from marketplace.catalog.states import HoldState, ProductState
from marketplace.catalog.stock_models import MovementKind, StockHold, StockMovement
from marketplace.infra import jobs, outbox
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, DomainError, NotFound
from marketplace.kernel.events import ListingChanged

Holder = tuple[str, int]
"""What keeps the pieces: the kind and id of another room's thing, e.g. ("package", 7)."""

EXPIRE_JOB = "catalog.expire_holds"
MAX_STOCK = 1_000_000_000


def hold(
    session: Session,
    actor: Actor,
    *,
    lines: Iterable[tuple[int, int]],
    holder: Holder,
    until: datetime,
    by: date | None = None,
    closed: bookings.Closed = MappingProxyType({}),
) -> None:
    """Keep `(product id, pieces)` for `holder` until an instant; a new call replaces the holder's own holds.

    Raises Conflict, naming the product, when one has too few; the caller's transaction then ends and keeps
    nothing. Hampers keep their parts, which must all be on sale. Made-to-order products are held without
    touching stock; those with a weekly capacity take places in the weeks to come, all ready `by` a day.
    closed: days off of their sellers, by business id.
    """
    wanted: dict[int, int] = {}
    for product_id, quantity in lines:
        if quantity < 1:
            raise DomainError("Jumlah barang minimal 1.")
        wanted[product_id] = wanted.get(product_id, 0) + quantity
    inside = bundles.inside(session, wanted)
    parts = _unpacked(wanted, inside)
    held = {
        old.product_id: old
        for old in _holds_of(session, holder, HoldState.HELD, HoldState.EXPIRED, also=wanted)
    }
    if bundles.inside(session, inside) != inside:
        raise Conflict("Isi hampers baru saja diubah penjual. Muat ulang halaman, lalu coba lagi.")
    touched = {*wanted, *held}
    pools = select(Product.capacity_pool_id).where(
        Product.id.in_(touched), Product.capacity_pool_id.is_not(None)
    )
    shared = bookings.lock(session, session.scalars(pools))
    moved = {*touched, *_give_back_expired(session, actor, StockHold.id.in_(bookings.holds_of(shared)))}
    for product_id in sorted(touched):
        product = _locked(session, product_id)
        _ensure_can_be_had(product, part=product_id in parts, packed=product_id in inside)
        _give_back_expired(session, actor, StockHold.product_id == product_id)
        if product_id in held:
            _drop(session, actor, held[product_id])
        if product_id in wanted:
            kept = _keep(session, actor, product, wanted[product_id], holder, until)
            if product.capacity_pool_id is not None and not kept.from_stock:
                off = closed.get(product.business_id, ())
                bookings.book(session, product, kept, by=by, closed=off)
    bundles.refit(session, moved)
    session.flush()
    jobs.plan(
        session,
        EXPIRE_JOB,
        key=f"{holder[0]}:{holder[1]}:{until.isoformat()}",
        due_at=until + timedelta(seconds=1),
        payload={"kind": holder[0], "id": holder[1]},
    )


def commit(session: Session, actor: Actor, *, holder: Holder) -> None:
    """Take what is held out of stock for good. Doing it again changes nothing.

    Raises Conflict when the hold was given back meanwhile, because its time was over or it was released.
    """
    holds = _holds_of(session, holder, HoldState.HELD, HoldState.COMMITTED, HoldState.EXPIRED)
    if not holds or any(one.state is HoldState.EXPIRED for one in holds):
        raise Conflict("Stok untuk pesanan ini sudah tidak ditahan lagi. Tahan stoknya lebih dulu.")
    for one in holds:
        if one.state is HoldState.HELD:
            _take(session, actor, one)
    bundles.refit(session, [one.product_id for one in holds])


def release(session: Session, actor: Actor, *, holder: Holder) -> None:
    """Give back what is still held. Doing it again, or with nothing held, changes nothing."""
    holds = _holds_of(session, holder, HoldState.HELD)
    for one in holds:
        _give_back(session, actor, one, HoldState.RELEASED, MovementKind.RELEASE)
    bundles.refit(session, [one.product_id for one in holds])


def count(session: Session, actor: Actor, product_id: int, pieces: int) -> None:
    """Set the stock to what was counted (0 or more); raises Conflict below what buyers hold now."""
    if not 0 <= pieces <= MAX_STOCK:
        raise DomainError("Stok diisi angka bulat mulai dari 0.", field="stock")
    product = _locked(session, product_id)
    if product.kind is OfferKind.BUNDLE:
        raise DomainError("Stok hampers mengikuti isinya. Ubah stok barang di dalamnya.", field="stock")
    before = product.available
    _give_back_expired(session, actor, StockHold.product_id == product_id)
    found = _move(session, product_id, Product.held <= pieces, stock=pieces)
    if found is None:
        held = session.scalar(select(Product.held).where(Product.id == product_id))
        raise Conflict(
            f"Stok tidak bisa kurang dari {held}, karena sebanyak itu sedang ditahan untuk pembeli.",
            field="stock",
        )
    _note(session, actor, found, MovementKind.COUNT, pieces, None)
    _tell(session, found, before)
    bundles.refit(session, [product_id])


def _unpacked(wanted: dict[int, int], inside: bundles.Inside) -> set[int]:
    """Add to what is wanted what the hampers among it hold; their parts."""
    for bundle_id, parts in inside.items():
        for part_id, pieces in parts:
            wanted[part_id] = wanted.get(part_id, 0) + pieces * wanted[bundle_id]
    return {part_id for parts in inside.values() for part_id, _pieces in parts}


def _ensure_can_be_had(product: Product, *, part: bool, packed: bool) -> None:
    if part and not is_on_sale(product, clock.today()):
        raise Conflict(f"“{product.name}” di dalam hampers tidak dijual lagi. Pilih produk lain.")
    if product.kind is OfferKind.BUNDLE and not packed:
        raise Conflict(f"“{product.name}” belum ada isinya. Pilih produk lain.")


def _keep(
    session: Session, actor: Actor, product: Product, quantity: int, holder: Holder, until: datetime
) -> StockHold:
    from_stock = not product.made_to_order and product.kind is not OfferKind.BUNDLE
    taken = quantity if from_stock else 0
    found = _move(session, product.id, Product.stock - Product.held >= taken, held=Product.held + taken)
    if found is None:
        left = session.scalar(select(Product.stock - Product.held).where(Product.id == product.id))
        raise Conflict(f"Stok “{product.name}” tinggal {left}. Kurangi jumlahnya atau pilih produk lain.")
    row = session.scalar(
        select(StockHold).where(
            StockHold.product_id == product.id,
            StockHold.holder_kind == holder[0],
            StockHold.holder_id == holder[1],
        )
    )
    if row is None:
        row = StockHold(product_id=product.id, holder_kind=holder[0], holder_id=holder[1])
        session.add(row)
    elif row.state is HoldState.COMMITTED:
        raise Conflict(f"Stok “{product.name}” untuk pesanan ini sudah diambil.")
    row.quantity, row.from_stock, row.state = quantity, from_stock, HoldState.HELD
    row.until, row.created_at, row.ended_at = until, clock.now(), None
    _note(session, actor, found, MovementKind.HOLD, quantity, holder)
    _tell(session, found, found.stock - found.held + taken)
    session.flush()
    return row


def _take(session: Session, actor: Actor, row: StockHold) -> None:
    taken = row.quantity if row.from_stock else 0
    found = _move(
        session,
        row.product_id,
        Product.held >= taken,
        stock=Product.stock - taken,
        held=Product.held - taken,
        sold=Product.sold + row.quantity,
    )
    if found is None:
        raise Conflict("Stok berubah saat diproses. Muat ulang halaman, lalu coba lagi.")
    row.state, row.ended_at = HoldState.COMMITTED, clock.now()
    _note(session, actor, found, MovementKind.SALE, row.quantity, (row.holder_kind, row.holder_id))


def _give_back(session: Session, actor: Actor, row: StockHold, state: HoldState, kind: MovementKind) -> None:
    taken = row.quantity if row.from_stock else 0
    found = _move(session, row.product_id, Product.held >= taken, held=Product.held - taken)
    if found is None:
        raise Conflict("Stok berubah saat diproses. Muat ulang halaman, lalu coba lagi.")
    row.state, row.ended_at = state, clock.now()
    bookings.give_back(session, row.id)
    _note(session, actor, found, kind, row.quantity, (row.holder_kind, row.holder_id))
    _tell(session, found, found.stock - found.held - taken)


def _drop(session: Session, actor: Actor, row: StockHold) -> None:
    """End the holder's own earlier hold of a product, whether it still runs or its time is over."""
    if row.state is HoldState.HELD:
        _give_back(session, actor, row, HoldState.RELEASED, MovementKind.RELEASE)
    row.state = HoldState.RELEASED


def _give_back_expired(session: Session, actor: Actor, which: ColumnElement[bool]) -> set[int]:
    """Ids of the products that got something back."""
    over = (
        select(StockHold)
        .where(which, StockHold.state == HoldState.HELD, StockHold.until < clock.now())
        .order_by(StockHold.product_id, StockHold.id)
    )
    rows = session.scalars(over.execution_options(populate_existing=True)).all()
    for row in rows:
        _give_back(session, actor, row, HoldState.EXPIRED, MovementKind.EXPIRE)
    return {row.product_id for row in rows}


def expire(session: Session, actor: Actor, payload: dict[str, Any]) -> None:
    """The timed job: give back what a holder still keeps after its time."""
    holds = _holds_of(session, (payload["kind"], payload["id"]), HoldState.HELD)
    for row in holds:
        if row.until < clock.now():
            _give_back(session, actor, row, HoldState.EXPIRED, MovementKind.EXPIRE)
    bundles.refit(session, [row.product_id for row in holds])


def _holds_of(
    session: Session, holder: Holder, *states: HoldState, also: Iterable[int] = ()
) -> list[StockHold]:
    """The holder's rows in these states by product id; their products, and those of `also`, locked first."""
    mine = select(StockHold).where(
        StockHold.holder_kind == holder[0], StockHold.holder_id == holder[1], StockHold.state.in_(states)
    )
    ids = session.scalars(mine.with_only_columns(StockHold.product_id))
    touched = {*ids, *also}
    locked = select(Product.id).where(Product.id.in_(touched)).order_by(*bundles.locking_order())
    session.execute(locked.with_for_update())
    fresh = mine.order_by(StockHold.product_id).execution_options(populate_existing=True)
    return list(session.scalars(fresh))


def _locked(session: Session, product_id: int) -> Product:
    product = session.scalar(
        select(Product)
        .where(Product.id == product_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if product is None:
        raise NotFound(f"product {product_id}")
    return product


def _move(session: Session, product_id: int, condition: ColumnElement[bool], **values: Any) -> Any:
    """The conditional UPDATE; the row as it is afterwards, or None when the condition did not hold."""
    return session.execute(
        update(Product)
        .where(Product.id == product_id, condition)
        .values(**values)
        .returning(
            Product.id,
            Product.stock,
            Product.held,
            Product.state,
            Product.made_to_order,
            Product.business_id,
            Product.current_version_id,
        )
        .execution_options(synchronize_session=False)
    ).one_or_none()


def _note(
    session: Session, actor: Actor, found: Any, kind: MovementKind, quantity: int, holder: Holder | None
) -> None:
    session.add(
        StockMovement(
            product_id=found.id,
            kind=kind,
            quantity=quantity,
            stock_after=found.stock,
            held_after=found.held,
            holder_kind=holder[0] if holder else None,
            holder_id=holder[1] if holder else None,
            actor_user_id=actor.user_id,
            at=clock.now(),
        )
    )


def _tell(session: Session, found: Any, available_before: int) -> None:
    """A live product that ran out, or came back, is another answer to those who search."""
    ran = (available_before > 0) != (found.stock - found.held > 0)
    if ran and found.state is ProductState.LIVE and not found.made_to_order:
        outbox.record(
            session,
            ListingChanged(
                product_id=found.id,
                listing_version_id=found.current_version_id,
                business_id=found.business_id,
            ),
        )
