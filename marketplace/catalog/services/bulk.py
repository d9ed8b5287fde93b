"""Prices and stock of many products with one save: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalog import bundles, policies
from marketplace.catalog.models import Product
from marketplace.catalog.services.listing import loaded
from marketplace.catalog.services.prices import set_price
from marketplace.catalog.services.products import set_stock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.money import Rupiah

Place = tuple[str, str]
"""Where a refusal belongs: the product's code and "price" or "stock"."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a person wants in one row, and what the page had shown there. stock: None leaves it alone."""

    code: str
    seen_price: Rupiah | None
    price: Rupiah | None
    seen_stock: int | None = None
    stock: int | None = None

    @property
    def new_price(self) -> bool:
        return self.price != self.seen_price

    @property
    def new_stock(self) -> bool:
        return self.stock is not None and self.stock != self.seen_stock


class RowsRefused(DomainError):
    """Some rows cannot be saved, so none was. `moved`: those that somebody else has changed meanwhile."""

    def __init__(self, refusals: Mapping[Place, str], moved: frozenset[Place]) -> None:
        super().__init__("Belum ada yang disimpan. Perbaiki baris yang ditandai, lalu simpan lagi.")
        self.refusals = dict(refusals)
        self.moved = moved


def change_rows(session: Session, actor: Actor, rows: Sequence[RowChange]) -> int:
    """Set what differs from what was shown; returns how many products changed.

    Raises RowsRefused with every refusal at once: a value that cannot be, a price that an open government
    purchase holds, stock below what buyers hold, or a row that is no longer as it was shown. Raises NotFound
    for a product of somebody else, Forbidden for a helper who changes the price of what is on sale.
    """
    wanted = {row.code: row for row in rows if row.new_price or row.new_stock}
    found = session.execute(
        select(Product.id, Product.code)
        .where(Product.business_id == policies.own_business(actor), Product.code.in_(wanted))
        .order_by(*bundles.locking_order())
    ).all()
    if len(found) < len(wanted):
        raise NotFound("a product of another business")
    refusals: dict[Place, str] = {}
    moved: set[Place] = set()
    for product_id, code in found:
        for field, now, shown, act in _acts(session, actor, product_id, wanted[code]):
            if now != shown:
                moved.add((code, field))
                refusals[code, field] = _told_moved(now)
                continue
            try:
                act()
            except DomainError as error:
                refusals[code, field] = error.message
    if refusals:
        raise RowsRefused(refusals, frozenset(moved))
    return len(found)


Act = tuple[str, Rupiah | int | None, Rupiah | int | None, Callable[[], object]]
"""A field, its value now, the value that was shown, and what sets the new one."""


def _acts(session: Session, actor: Actor, product_id: int, row: RowChange) -> list[Act]:
    product, acts = loaded(session, product_id), list[Act]()
    if row.new_price:

        def price() -> object:
            return set_price(session, actor, product_id, price=row.price)

        acts.append(("price", product.price, row.seen_price, price))
    if row.new_stock:

        def stock() -> None:
            set_stock(session, actor, product_id, row.stock or 0)

        acts.append(("stock", product.stock, row.seen_stock, stock))
    return acts


def _told_moved(now: Rupiah | int | None) -> str:
    value = (
        "tanya harga"
        if now is None
        else str(now)
        if isinstance(now, Rupiah)
        else f"{now:,}".replace(",", ".")
    )
    return f"Baru saja berubah menjadi {value}. Simpan lagi kalau tetap memakai isian Anda."
