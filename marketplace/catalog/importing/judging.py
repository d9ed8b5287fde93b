"""What a row of a shop's table would do: asked before she decides, and again when it is brought in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.businesses import policies as business_policies
from marketplace.catalog.import_models import Verdict
from marketplace.catalog.importing.columns import BY_KEY, CODE, NAME, STOCK, TITLES
from marketplace.catalog.models import PriceLock, Product
from marketplace.catalog.services import consistency
from marketplace.catalog.services.prices import LOCKED
from marketplace.catalog.services.values import LABELS, ProductValues, checked, shown
from marketplace.catalog.states import ProductState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError

ROW = ""
"""The key of an error that belongs to the whole row."""

STRANGE_CODE = (
    "Kode ini tidak ada di produk Anda. Salin dari hasil unduhan, atau kosongkan untuk produk baru."
)
NOT_A_HELPERS = "Produk ini sudah tayang. Pendamping mengusulkan perubahannya lewat halaman produk."
NEEDS_NAME = "Isi nama produk."

Cells = Mapping[str, str]


@dataclass(slots=True)
class Judged:
    """A row, read: what it does, to which product, with which values; `stock` is None where it stays.

    errors: column key to sentence. changes: rows of {label, before, after} as people read them.
    """

    verdict: Verdict = Verdict.NEW
    product: Product | None = None
    values: dict[str, Any] = field(default_factory=dict)
    stock: int | None = None
    errors: dict[str, str] = field(default_factory=dict)
    changes: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The shop's own products that a table may mean, and which of their prices are locked."""

    by_code: Mapping[str, Product]
    by_name: Mapping[str, Sequence[Product]]
    locked: frozenset[int]


def shelf_of(session: Session, business_id: int, rows: Iterable[Cells]) -> Shelf:
    """What of the shop the rows can mean, in two statements."""
    rows = list(rows)
    codes = {row[CODE].strip().upper() for row in rows if row.get(CODE)}
    names = {name for row in rows if not row.get(CODE) and (name := _name_of(session, row))}
    products = session.scalars(
        select(Product)
        .where(Product.business_id == business_id, or_(Product.code.in_(codes), Product.name.in_(names)))
        .order_by(Product.id)
        .execution_options(populate_existing=True)
    ).all()
    by_name: dict[str, list[Product]] = {}
    for product in products:
        by_name.setdefault(product.name, []).append(product)
    in_force = select(PriceLock.product_id).where(
        PriceLock.product_id.in_([product.id for product in products]), PriceLock.until >= clock.now()
    )
    return Shelf({one.code: one for one in products}, by_name, frozenset(session.scalars(in_force)))


def judge(session: Session, actor: Actor, cells: Cells, shelf: Shelf) -> Judged:
    """Read one row against the shop. An empty cell changes nothing, or takes the usual value if it is new."""
    judged = Judged()
    _read(session, cells, judged)
    _find(cells, shelf, judged)
    if judged.product is None:
        if not judged.values.get(NAME) and NAME not in judged.errors and CODE not in judged.errors:
            judged.errors[NAME] = NEEDS_NAME
    else:
        _compare(actor, judged.product, shelf, judged)
    if not judged.errors:
        _fit_together(judged)
    if judged.errors:
        judged.verdict = Verdict.REFUSED
    return judged


def _read(session: Session, cells: Cells, judged: Judged) -> None:
    """Each cell by its column, so that every wrong one is told at once."""
    for key, cell in cells.items():
        if not cell:
            continue
        try:
            value = BY_KEY[key].read(cell)
            if key == STOCK:
                judged.stock = value
            elif key != CODE:
                judged.values |= checked(session, {key: value})
        except DomainError as error:
            judged.errors[key] = error.message


def _find(cells: Cells, shelf: Shelf, judged: Judged) -> None:
    """By its code; without one by its name, so that the same table sent again meets the same products."""
    if cells.get(CODE):
        judged.product = shelf.by_code.get(cells[CODE].strip().upper())
        if judged.product is None:
            judged.errors.setdefault(CODE, STRANGE_CODE)
        return
    same = shelf.by_name.get(judged.values.get(NAME, ""), ())
    if len(same) > 1:
        judged.errors[CODE] = f"{len(same)} produk Anda bernama ini. Isi kodenya; salin dari hasil unduhan."
    elif same:
        judged.product = same[0]


def _compare(actor: Actor, product: Product, shelf: Shelf, judged: Judged) -> None:
    changed = {key: value for key, value in judged.values.items() if getattr(product, key) != value}
    judged.values = changed
    judged.changes = [
        {"label": LABELS[key], "before": shown(key, getattr(product, key)), "after": shown(key, value)}
        for key, value in changed.items()
    ]
    if judged.stock == product.stock:
        judged.stock = None
    if judged.stock is not None:
        judged.changes.append(
            {"label": TITLES[STOCK], "before": str(product.stock), "after": str(judged.stock)}
        )
        if judged.stock < product.held:
            judged.errors[STOCK] = f"Sedikitnya {product.held}: sebanyak itu sedang ditahan untuk pembeli."
    if "price" in changed and product.id in shelf.locked:
        judged.errors["price"] = LOCKED
    if changed and business_policies.is_helper(actor) and product.state is not ProductState.DRAFT:
        judged.errors[ROW] = NOT_A_HELPERS
    judged.verdict = Verdict.CHANGED if judged.changes else Verdict.SAME


def _fit_together(judged: Judged) -> None:
    product = judged.product
    before = {name: getattr(product, name) for name in consistency.FIELDS} if product else consistency.NEW
    try:
        consistency.ensure_consistent({**before, **judged.values})
    except DomainError as error:
        place = error.field if error.field and error.field in BY_KEY else ROW
        judged.errors[place] = error.message


def _name_of(session: Session, cells: Cells) -> str:
    """The name as it would be kept; empty where it cannot be."""
    try:
        return str(checked(session, ProductValues(name=cells.get(NAME, "")))[NAME])
    except DomainError:
        return ""
