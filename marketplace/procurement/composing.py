"""The page where a package is put together: products found, chosen, compared, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.businesses import vacations
from marketplace.businesses.shop_times import serves_region
from marketplace.catalog import bookings, promise, terms
from marketplace.catalog.models import Product
from marketplace.catalog.offering import Schedule, schedule_of
from marketplace.catalog.selling import fits_government, government_day, on_sale
from marketplace.catalog.terms import Buyer, quantity_of
from marketplace.catalog.variants_shown import in_place_of_leads
from marketplace.documents.papers.parts import count_text
from marketplace.kernel import clock
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.procurement import amounts, choosing, wording
from marketplace.search import queries as search
from marketplace.search.engine import READY, SearchRequest

RESULTS = 8
SIMILAR = 4


@dataclass(frozen=True, slots=True)
class Option:
    """A product that could be chosen or compared.

    price: of one unit for an agency, in the quantity of the line that it is compared with, else in the
    smallest order. orders: which quantities may be ordered, in words.
    """

    code: str
    name: str
    url: str
    shop: str
    region: str
    price: Rupiah | None
    unit: str
    orders: str
    available: str
    ready: bool
    business_id: int
    serves: Sequence[str]
    away_until: date | None

    def reaches(self, region_code: str) -> bool:
        """Its shop delivers to or serves a region."""
        return serves_region(self.serves, region_code)


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A chosen product with the quantity as it was typed, and what it comes to when that is a number.

    refusal: why so many cannot be ordered. promise: where the price is above what the public paid lately.
    schedule: when so many are ready, for what is made in weeks; late: not by the day they are needed.
    """

    option: Option
    quantity: str
    amount: Rupiah | None
    refusal: str = ""
    promise: str = ""
    schedule: Schedule | None = None
    late: bool = False


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
    needed_on: date | None,
    words: str,
) -> Composition:
    """What the page shows.

    chosen: product code to the quantity as typed. words: what was searched; without, similar products.
    """
    wanted = {code: quantity_of(typed) for code, typed in chosen.items()}
    alike = next(iter(wanted.values()), None)
    products = _live(session, [*chosen, *compared])
    shown = _shown(session, products, {code: wanted.get(code, alike) for code in (*chosen, *compared)})
    options = {option.code: option for option in shown}
    lines = _lines(session, [one for one in products if one.code in chosen], options, chosen, needed_on)
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
        results=_results(session, words, beside, alike),
    )


def _results(session: Session, words: str, beside: Sequence[Option], alike: int | None) -> list[Option]:
    shown = {option.code for option in beside}
    if words:
        found = search.find(session, SearchRequest(text=words, claims=(READY,), per_page=RESULTS))
        ids = in_place_of_leads(session, found.ids)
        return [option for option in _by_id(session, ids) if option.code not in shown]
    return _similar(session, beside[0], alike) if len(beside) == 1 else []


def _similar(session: Session, option: Option, alike: int | None) -> list[Option]:
    """Products of other sellers in the same category with the nearest prices first."""
    mine = session.execute(select(Product.category, Product.unit).where(Product.code == option.code)).one()
    query = (
        select(Product)
        .where(
            Product.category == mine.category,
            Product.unit == mine.unit,
            on_sale(clock.today()),
            fits_government(clock.today()),
            Product.price.is_not(None),
            Product.business_id != option.business_id,
        )
        .order_by(Product.price, Product.id)
        .limit(SIMILAR)
    )
    products = session.scalars(query).all()
    return _shown(session, products, {product.code: alike for product in products})


def _live(session: Session, codes: Sequence[str]) -> list[Product]:
    """Those that are on sale, in the order of the codes."""
    rows = session.scalars(select(Product).where(Product.code.in_(codes), on_sale(clock.today())))
    return sorted(rows, key=lambda product: codes.index(product.code))


def _by_id(session: Session, ids: Sequence[int]) -> list[Option]:
    rows = {row.id: row for row in session.scalars(select(Product).where(Product.id.in_(ids)))}
    return _shown(session, [rows[product_id] for product_id in ids if product_id in rows], {})


def _shown(
    session: Session, products: Sequence[Product], quantities: Mapping[str, int | None]
) -> list[Option]:
    """quantities: by product code, in how many it is bought; the smallest order where nothing is said."""
    today = clock.today()
    sellers = businesses.brief(session, {product.business_id for product in products})
    return [
        Option(
            code=product.code,
            name=product.name,
            url=f"/produk/{product.slug}",
            shop=sellers[product.business_id].name,
            region=sellers[product.business_id].region_label,
            price=terms.unit_price(
                terms.terms_of(product),
                quantities.get(product.code) or product.min_qty,
                Buyer.GOVERNMENT,
                today,
            ),
            unit=product.unit,
            orders=terms.quantities_text(terms.terms_of(product)),
            available=_available(product),
            ready=sellers[product.business_id].government_ready and _fits(product),
            business_id=product.business_id,
            serves=sellers[product.business_id].serves,
            away_until=sellers[product.business_id].away_until,
        )
        for product in products
    ]


def _fits(product: Product) -> bool:
    until = government_day(product)
    return until is not None and until >= clock.today()


def _available(product: Product) -> str:
    if product.made_to_order:
        return f"Dibuat setelah dipesan, {product.lead_days} hari"
    return f"Stok {count_text(product.available)}"


def _lines(
    session: Session,
    products: Sequence[Product],
    options: Mapping[str, Option],
    chosen: Mapping[str, str],
    needed_on: date | None,
) -> list[DraftLine]:
    quantities = {product.id: quantity_of(chosen[product.code]) or product.min_qty for product in products}
    lowest = promise.lowest_public(session, quantities, clock.today()) if products else {}
    off = vacations.days_off(session, {product.business_id for product in products}) if products else {}
    lines = []
    for product in products:
        line = _line(product, options[product.code], chosen[product.code], lowest.get(product.id))
        if product.capacity_pool_id is not None and line.amount is not None:
            rests = off.get(product.business_id, ())
            making = bookings.making(session, product.capacity_pool_id, rests)
            schedule = schedule_of(product, quantities[product.id], making, clock.today(), rests)
            late = schedule is not None and needed_on is not None and schedule.late_for(needed_on)
            line = replace(line, schedule=schedule, late=late)
        lines.append(line)
    return lines


def _line(product: Product, option: Option, typed: str, lowest: Rupiah | None) -> DraftLine:
    quantity = quantity_of(typed)
    if not quantity:
        return DraftLine(option, typed, None)
    above = option.price is not None and lowest is not None and option.price > lowest
    return DraftLine(
        option,
        typed,
        option.price * quantity if option.price is not None else None,
        terms.refused_quantity(terms.terms_of(product), product.name, quantity) or "",
        wording.above_lowest(lowest, product.government_reason, clock.today()) if lowest and above else "",
    )


def _worth(session: Session, lines: Sequence[DraftLine]) -> amounts.Totals:
    priced = [(line.amount, 1) for line in lines if line.amount is not None]
    if not priced:
        return amounts.Totals(ZERO, ZERO)
    pkp = businesses.by_id(session, lines[0].option.business_id).pkp
    return amounts.totals(priced, pkp=pkp, on=clock.today())


def _cheapest(options: Sequence[Option]) -> int | None:
    priced = [(option.price, index) for index, option in enumerate(options) if option.price is not None]
    return min(priced)[1] if len(priced) > 1 else None
