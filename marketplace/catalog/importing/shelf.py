"""What of a shop a table can mean: its products with all that a row may say of them, read at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.catalog import promise
from marketplace.catalog.importing.cells import parts
from marketplace.catalog.importing.columns import CODE, NAME, PARTS, SHARED_NAME, VARIANT
from marketplace.catalog.importing.wholes import Whole, wholes
from marketplace.catalog.models import PriceLock, Product, VariantGroup
from marketplace.catalog.services.values import ProductValues, checked
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The shop's own products that a table may mean. members: variants by the id of their group.

    locked: ids whose price an open purchase holds. paid: what the public paid least lately, by id, where a
    row says a price for agencies. firsts: ids of products that a row makes the first of several variants; the
    other rows of that name stand beside it.
    """

    by_code: Mapping[str, Whole]
    by_name: Mapping[str, Sequence[Whole]]
    groups: Mapping[str, Sequence[VariantGroup]]
    members: Mapping[int, Sequence[Whole]]
    locked: Collection[int]
    paid: Mapping[int, Rupiah]
    firsts: set[int]

    def goods(self) -> dict[str, Product]:
        """By code, as parts of hampers name them."""
        return {code: one.product for code, one in self.by_code.items()}


def shelf_of(session: Session, business_id: int, rows: Iterable[Cells]) -> Shelf:
    """What of the shop the rows can mean; as many statements for one row as for two thousand."""
    rows = list(rows)
    grouped = {name for row in rows if (name := _name_of(session, row.get(SHARED_NAME, "")))}
    groups = _groups(session, business_id, grouped)
    found = wholes(session, _products(session, business_id, rows, grouped, groups))
    ids = [one.product.id for one in found]
    in_force = select(PriceLock.product_id).where(
        PriceLock.product_id.in_(ids), PriceLock.until >= clock.now()
    )
    by_name: dict[str, list[Whole]] = {}
    members: dict[int, list[Whole]] = {}
    for one in found:
        by_name.setdefault(one.product.name, []).append(one)
        if one.product.variant_group_id is not None:
            members.setdefault(one.product.variant_group_id, []).append(one)
    named: dict[str, list[VariantGroup]] = {}
    for group in groups:
        named.setdefault(group.name, []).append(group)
    asked = {one.product.id: one.product.min_qty for one in found}
    fair = any(row.get("government_price") for row in rows)
    by_code = {one.product.code: one for one in found}
    named_by_code = [
        by_code.get(row[CODE].strip().upper()) for row in rows if row.get(CODE) and is_variant(row)
    ]
    return Shelf(
        by_code=by_code,
        by_name=by_name,
        groups=named,
        members=members,
        locked=frozenset(session.scalars(in_force)),
        paid=promise.lowest_public(session, asked, clock.today()) if fair and asked else {},
        firsts={one.product.id for one in named_by_code if one and one.group is None},
    )


def _groups(session: Session, business_id: int, names: Collection[str]) -> Sequence[VariantGroup]:
    if not names:
        return ()
    rows = session.scalars(
        select(VariantGroup)
        .where(VariantGroup.business_id == business_id, VariantGroup.name.in_(names))
        .order_by(VariantGroup.id)
    )
    return rows.all()


def _products(
    session: Session,
    business_id: int,
    rows: Sequence[Cells],
    grouped: Collection[str],
    groups: Sequence[VariantGroup],
) -> Sequence[Product]:
    codes = {row[CODE].strip().upper() for row in rows if row.get(CODE)}
    codes |= {code for row in rows for code in _codes_in(row.get(PARTS, ""))}
    names = {_name_of(session, row.get(NAME, "")) for row in rows if not row.get(CODE)} | {*grouped}
    return session.scalars(
        select(Product)
        .where(
            Product.business_id == business_id,
            or_(
                Product.code.in_(codes),
                Product.name.in_(names - {""}),
                Product.variant_group_id.in_([group.id for group in groups]),
            ),
        )
        .order_by(Product.id)
        .execution_options(populate_existing=True)
    ).all()


def is_variant(cells: Cells) -> bool:
    """Something is said of what the row is a variant of."""
    return any(cells.get(key) for key in VARIANT)


def _codes_in(cell: str) -> set[str]:
    """The codes that a cell of parts names; none where it cannot be read."""
    try:
        return {part.code for part in parts(cell)}
    except DomainError:
        return set()


def _name_of(session: Session, cell: str) -> str:
    """The name as it would be kept; empty where it cannot be."""
    try:
        return str(checked(session, ProductValues(name=cell))[NAME])
    except DomainError:
        return ""
