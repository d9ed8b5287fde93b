"""The page where a package is put together: products found, chosen, compared, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.catalog.models import Product
from marketplace.catalog.states import ProductState
from marketplace.documents.papers.parts import count_text
from marketplace.kernel import clock
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.procurement import amounts, choosing
from marketplace.search import queries as search
from marketplace.search.engine import READY, SearchRequest

RESULTS = 8
SIMILAR = 4


@dataclass(frozen=True, slots=True)
class Option:
    """A product that could be chosen or compared."""

    code: str
    name: str
    url: str
    shop: str
    region: str
    price: Rupiah | None
    unit: str
    min_qty: int
    available: str
    ready: bool
    business_id: int


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A chosen product with the quantity as it was typed, and what it comes to when that is a number."""

    option: Option
    quantity: str
    amount: Rupiah | None


@dataclass(frozen=True, slots=True)
class Composition:
    """What is chosen and compared, and what it comes to.

    cheapest: the place of the lowest price among `side_by_side`. alone: too few sellers to compare. left: of
    the budget line that pays, None before one is chosen; `over`: the value passes it.
    """

    lines: Sequence[DraftLine]
    side_by_side: Sequence[Option]
    cheapest: int | None
    alone: bool
    total: Rupiah
    vat: Rupiah
    left: Rupiah | None
    over: bool
    results: Sequence[Option]


def compose(
    session: Session,
    *,
    chosen: Mapping[str, str],
    compared: Sequence[str],
    left: Rupiah | None,
    words: str,
) -> Composition:
    """What the page shows.

    chosen: product code to the quantity as typed. words: what was searched; without, similar products.
    """
    options = _options(session, [*chosen, *compared])
    lines = [_line(options[code], typed) for code, typed in chosen.items() if code in options]
    others = [options[code] for code in compared if code in options and code not in chosen]
    worth = _worth(session, lines)
    beside = [line.option for line in lines] + others
    return Composition(
        lines=lines,
        side_by_side=beside,
        cheapest=_cheapest(beside),
        alone=len({option.business_id for option in beside}) < choosing.sellers_wanted(clock.today()),
        total=worth.total,
        vat=worth.vat,
        left=left,
        over=left is not None and worth.total > left,
        results=_results(session, words, beside),
    )


def quantity_of(typed: str) -> int | None:
    """A quantity as people write it ("1.200", "1200"); None for anything else."""
    digits = typed.strip().replace(".", "").replace(" ", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None


def _results(session: Session, words: str, beside: Sequence[Option]) -> list[Option]:
    shown = {option.code for option in beside}
    if words:
        found = search.find(session, SearchRequest(text=words, claims=(READY,), per_page=RESULTS))
        return [option for option in _by_id(session, found.ids) if option.code not in shown]
    return _similar(session, beside[0]) if len(beside) == 1 else []


def _similar(session: Session, option: Option) -> list[Option]:
    """Products of other sellers in the same category with the nearest prices first."""
    mine = session.execute(select(Product.category, Product.unit).where(Product.code == option.code)).one()
    query = (
        select(Product)
        .where(
            Product.category == mine.category,
            Product.unit == mine.unit,
            Product.state == ProductState.LIVE,
            Product.price.is_not(None),
            Product.business_id != option.business_id,
        )
        .order_by(Product.price, Product.id)
        .limit(SIMILAR)
    )
    return _shown(session, session.scalars(query).all())


def _options(session: Session, codes: Sequence[str]) -> dict[str, Option]:
    rows = session.scalars(select(Product).where(Product.code.in_(codes), Product.state == ProductState.LIVE))
    return {option.code: option for option in _shown(session, rows.all())}


def _by_id(session: Session, ids: Sequence[int]) -> list[Option]:
    rows = {row.id: row for row in session.scalars(select(Product).where(Product.id.in_(ids)))}
    return _shown(session, [rows[product_id] for product_id in ids if product_id in rows])


def _shown(session: Session, products: Sequence[Product]) -> list[Option]:
    sellers = businesses.brief(session, {product.business_id for product in products})
    return [
        Option(
            code=product.code,
            name=product.name,
            url=f"/produk/{product.slug}",
            shop=sellers[product.business_id].name,
            region=sellers[product.business_id].region_label,
            price=product.price,
            unit=product.unit,
            min_qty=product.min_qty,
            available=_available(product),
            ready=sellers[product.business_id].government_ready,
            business_id=product.business_id,
        )
        for product in products
    ]


def _available(product: Product) -> str:
    if product.made_to_order:
        return f"Dibuat setelah dipesan, {product.lead_days} hari"
    return f"Stok {count_text(product.available)}"


def _line(option: Option, typed: str) -> DraftLine:
    quantity = quantity_of(typed)
    amount = option.price * quantity if option.price is not None and quantity else None
    return DraftLine(option, typed, amount)


def _worth(session: Session, lines: Sequence[DraftLine]) -> amounts.Totals:
    priced = [(line.amount, 1) for line in lines if line.amount is not None]
    if not priced:
        return amounts.Totals(ZERO, ZERO)
    pkp = businesses.by_id(session, lines[0].option.business_id).pkp
    return amounts.totals(priced, pkp=pkp, on=clock.today())


def _cheapest(options: Sequence[Option]) -> int | None:
    priced = [(option.price, index) for index, option in enumerate(options) if option.price is not None]
    return min(priced)[1] if len(priced) > 1 else None
