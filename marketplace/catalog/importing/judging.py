"""What a row of a shop's table would do: asked before she decides, and again when it is brought in.

Each rule asked here is the one that the use case itself asks; what only writing can find out is told then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from marketplace.businesses import policies as business_policies
from marketplace.catalog import promise
from marketplace.catalog.bundles import Part
from marketplace.catalog.import_models import Verdict
from marketplace.catalog.importing import grouped
from marketplace.catalog.importing.cells import Cell, parts_text
from marketplace.catalog.importing.columns import BESIDE, BY_KEY, CODE, NAME, PARTS, STOCK, TITLES
from marketplace.catalog.importing.shelf import Cells, Shelf, is_variant
from marketplace.catalog.importing.wholes import Whole
from marketplace.catalog.models import OfferKind, Product
from marketplace.catalog.services import capacity, consistency, hampers
from marketplace.catalog.services.prices import GOVERNMENT, LOCKED
from marketplace.catalog.services.products import differences
from marketplace.catalog.services.values import LABELS, checked, shown
from marketplace.catalog.services.variants import COPIED, Option
from marketplace.catalog.states import ProductState
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError

ROW = ""
"""The key of an error that belongs to the whole row."""

STRANGE_CODE = (
    "Kode ini tidak ada di produk Anda. Salin dari hasil unduhan, atau kosongkan untuk produk baru."
)
STRANGE_PART = "Kode {code} tidak ada di produk Anda. Salin dari kolom “Kode”."
NOT_A_HELPERS = "Produk ini sudah tayang. Pendamping mengusulkan perubahannya lewat halaman produk."
NEEDS_NAME = "Isi nama produk."
ONLY_HAMPERS = "Isi hanya untuk hampers. Pilih Hampers di kolom “Jenis”, atau kosongkan."
NEEDS_PARTS = "Isi kode barang di dalamnya, misalnya: K7M2Q9X4TB × 2; R5T8W3Y6NC × 1."
STAYS_HAMPERS = "Hampers tetap hampers. Buat produk baru untuk jenis yang lain."
STOCK_FOLLOWS = "Stok hampers mengikuti isinya. Kosongkan sel ini."
PRICES = ("price", "tiers", *GOVERNMENT)


@dataclass(slots=True)
class Judged:
    """A row, read: what it does, to which product, with which values; `stock` is None where it stays.

    errors: column key to sentence. changes: rows of {label, before, after} as people read them. parts: None
    where they stay. options: of what becomes a variant of `shared_name`, beside `sibling` if there is one.
    """

    verdict: Verdict = Verdict.NEW
    product: Product | None = None
    values: dict[str, Any] = field(default_factory=dict)
    stock: int | None = None
    parts: Sequence[Part] | None = None
    options: Sequence[Option] = ()
    sibling: Product | None = None
    shared_name: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    changes: list[dict[str, str]] = field(default_factory=list)

    def tell(self, label: str, before: Cell, after: Cell) -> None:
        self.changes.append({"label": label, "before": str(before), "after": str(after)})


def judge(session: Session, actor: Actor, cells: Cells, shelf: Shelf) -> Judged:
    """Read one row against the shop. An empty cell changes nothing, or takes the usual value if it is new."""
    judged = Judged()
    _read(session, cells, judged)
    whole = _find(cells, shelf, judged)
    if whole is not None:
        judged.product = whole.product
        _compare(session, actor, whole, shelf, judged)
    elif not judged.values.get(NAME) and not judged.errors.keys() & {NAME, CODE} and not is_variant(cells):
        judged.errors[NAME] = NEEDS_NAME
    _look_inside(whole, shelf, judged)
    if not judged.errors:
        _fit_together(whole, shelf, judged)
    if whole is not None:
        judged.verdict = Verdict.CHANGED if judged.changes else Verdict.SAME
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
            elif key == PARTS:
                judged.parts = value
            elif key not in BESIDE:
                judged.values |= checked(session, {key: value})
        except DomainError as error:
            judged.errors[key] = error.message


def _find(cells: Cells, shelf: Shelf, judged: Judged) -> Whole | None:
    """By its code; without one as the variant or by the name that it is, so that a table meets it again."""
    whole = shelf.by_code.get(cells[CODE].strip().upper()) if cells.get(CODE) else None
    if cells.get(CODE) and whole is None:
        judged.errors.setdefault(CODE, STRANGE_CODE)
    elif is_variant(cells):
        found = grouped.find(cells, shelf, whole, judged.values.get("price"))
        judged.errors |= found.errors
        judged.options, judged.sibling, judged.shared_name = found.options, found.sibling, found.shared
        if found.words and not found.errors:
            judged.values["variant_values"] = found.words
        if found.whole is None and found.name:
            grouped.ensure_named(found, judged.values.get(NAME, ""), judged.errors)
            judged.values[NAME] = found.name
        return found.whole
    elif whole is None:
        same = shelf.by_name.get(judged.values.get(NAME, ""), ())
        if len(same) > 1:
            judged.errors[CODE] = (
                f"{len(same)} produk Anda bernama ini. Isi kodenya; salin dari hasil unduhan."
            )
        return same[0] if len(same) == 1 else None
    return whole


def _compare(session: Session, actor: Actor, whole: Whole, shelf: Shelf, judged: Judged) -> None:
    product = whole.product
    if judged.options:
        judged.tell("Pilihan", "", grouped.told(judged.options))
    if product.kind is OfferKind.BUNDLE and judged.values.get("kind", product.kind) != product.kind:
        judged.errors["kind"] = STAYS_HAMPERS
    try:
        judged.values = differences(session, product, judged.values)
    except DomainError as error:
        judged.errors[error.field or ROW] = error.message
    before = {capacity.PER_WEEK: whole.per_week, capacity.NAME: whole.made_with}
    for key, value in judged.values.items():
        now = before[key] if key in before else getattr(product, key)
        judged.tell(LABELS[key], shown(key, now), shown(key, value))
    _compare_stock(product, judged)
    if judged.parts is not None and [(one.code, one.quantity) for one in judged.parts] == [*whole.parts]:
        judged.parts = None
    if judged.parts is not None:
        after = parts_text([(one.code, one.quantity) for one in judged.parts])
        judged.tell(TITLES[PARTS], parts_text(whole.parts), after)
    if product.id in shelf.locked:
        judged.errors |= {key: LOCKED for key in PRICES if key in judged.values}
        judged.errors |= {PARTS: LOCKED} if judged.parts is not None else {}
    beyond_stock = judged.values or judged.options or judged.parts is not None
    if beyond_stock and business_policies.is_helper(actor) and product.state is not ProductState.DRAFT:
        judged.errors[ROW] = NOT_A_HELPERS


def _compare_stock(product: Product, judged: Judged) -> None:
    if judged.stock == product.stock:
        judged.stock = None
    if judged.stock is None:
        return
    judged.tell(TITLES[STOCK], product.stock, judged.stock)
    if product.kind is OfferKind.BUNDLE:
        judged.errors[STOCK] = STOCK_FOLLOWS
    elif judged.stock < product.held:
        judged.errors[STOCK] = f"Sedikitnya {product.held}: sebanyak itu sedang ditahan untuk pembeli."


def _look_inside(whole: Whole | None, shelf: Shelf, judged: Judged) -> None:
    """Hampers, and they alone, hold goods of the shop."""
    bundle = whole.product.kind if whole else judged.values.get("kind")
    if bundle != OfferKind.BUNDLE:
        if judged.parts is not None:
            judged.errors[PARTS] = ONLY_HAMPERS
        return
    if whole is None and judged.stock:
        judged.errors[STOCK] = STOCK_FOLLOWS
    if judged.parts is None:
        if whole is None:
            judged.errors.setdefault(PARTS, NEEDS_PARTS)
        return
    known = shelf.goods()
    strange = [part.code for part in judged.parts if part.code not in known]
    if strange:
        judged.errors[PARTS] = STRANGE_PART.format(code=strange[0])
        return
    try:
        hampers.ensure_fitting(judged.parts, known)
    except DomainError as error:
        judged.errors[PARTS] = error.message


def _fit_together(whole: Whole | None, shelf: Shelf, judged: Judged) -> None:
    """What the values mean beside those that stay."""
    values = judged.values
    before = dict(consistency.NEW)
    if whole is not None:
        before = {name: getattr(whole.product, name) for name in consistency.FIELDS}
    elif judged.sibling is not None:
        before |= {name: getattr(judged.sibling, name) for name in {*consistency.FIELDS} & {*COPIED}}
    after = before | values
    per_week, made_with = (whole.per_week, whole.made_with) if whole else (None, "")
    making: dict[str, Any] = {capacity.PER_WEEK: per_week, capacity.NAME: made_with}
    said = values.keys() & making.keys()
    try:
        consistency.ensure_consistent(after)
        if said:
            wanted = making | {key: values[key] for key in said}
            capacity.ensure_fits(wanted, said, made_to_order=bool(after["made_to_order"]))
        if values.get("government_price") is not None:
            reason = values.get("government_reason", whole.product.government_reason if whole else "")
            lowest = shelf.paid.get(whole.product.id) if whole else None
            promise.ensure_fair(values["government_price"], reason, (after["price"], lowest))
    except DomainError as error:
        place = error.field if error.field and error.field in BY_KEY else ROW
        judged.errors[place] = error.message
