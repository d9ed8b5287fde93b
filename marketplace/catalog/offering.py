"""What the terms of a product mean for who looks at it: prices by quantity, and when so many are ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy.orm import Session

from marketplace.businesses import vacations
from marketplace.businesses.shop_times import first_day_open
from marketplace.catalog import bookings, units
from marketplace.catalog.capacity import Making
from marketplace.catalog.models import Product
from marketplace.catalog.terms import (
    Buyer,
    Terms,
    quantities_text,
    quantity_of,
    refused_quantity,
    terms_of,
    unit_price,
)
from marketplace.kernel import clock
from marketplace.kernel.dated import Period
from marketplace.kernel.money import Rupiah
from marketplace.kernel.text import dotted


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the price table: "12–99 box", and what one unit costs there."""

    quantities: str
    price: Rupiah


@dataclass(frozen=True, slots=True)
class Schedule:
    """When so many are ready, if ordered today.

    ready_on: None when they never are. partial: each day on which a part is ready, with how many are by then.
    """

    ready_on: date | None
    partial: Sequence[tuple[date, int]]

    def late_for(self, day: date) -> bool:
        """Not everything is ready on this day."""
        return self.ready_on is None or self.ready_on > day


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for in a quantity. refusal: why so many cannot be ordered, or are not there."""

    quantity: int
    refusal: str
    price: Rupiah | None
    total: Rupiah | None
    schedule: Schedule | None


@dataclass(frozen=True, slots=True)
class Offering:
    """content: "250 gram". measure: what the base measure costs, and its name. parcel: p × l × t of the
    packed unit. volumetric_g: what couriers take it to weigh. government_price: where one holds today.
    """

    content: str
    measure: tuple[Rupiah, str] | None
    steps: Sequence[Step]
    orders: str
    parcel: str
    volumetric_g: int | None
    government_price: Rupiah | None
    government_until: date | None
    asked: Asked | None


def offering_of(
    product: Product, making: Making | None, *, typed: str, today: date, off: Sequence[Period] = ()
) -> Offering:
    """The terms of a product. making: its weekly capacity, where it has one. typed: a quantity as written.

    off: vacations of the shop.
    """
    terms = terms_of(product)
    length, width, height = product.length_cm or 0, product.width_cm or 0, product.height_cm or 0
    boxed = bool(length and width and height)
    quantity = quantity_of(typed)
    own = terms.government_price_on(today)
    return Offering(
        content=units.content_text(product.content_milli, product.content_unit)
        if product.content_milli
        else "",
        measure=_measure(product),
        steps=_steps(terms),
        orders=quantities_text(terms),
        parcel=f"{length} × {width} × {height} cm" if boxed else "",
        volumetric_g=units.volumetric_g(length, width, height, today) if boxed else None,
        government_price=own,
        government_until=terms.government_until if own else None,
        asked=_asked(product, terms, quantity, making, today, off) if quantity else None,
    )


def offering(session: Session, product: Product, *, typed: str = "") -> Offering:
    """The terms of a product; for a quantity as somebody wrote it also when it is ready, in one statement."""
    making: Making | None = None
    off: Sequence[Period] = ()
    if typed and product.capacity_pool_id:
        making = bookings.making_around_vacations(session, product.capacity_pool_id)
        off = making.closed
    elif typed:
        off = vacations.days_off(session, {product.business_id}).get(product.business_id, ())
    return offering_of(product, making, typed=typed, today=clock.today(), off=off)


def schedule_of(
    product: Product, quantity: int, making: Making | None, today: date, off: Sequence[Period] = ()
) -> Schedule | None:
    """When so many are ready; None for what lies in stock while the shop works. off: its vacations."""
    if not product.made_to_order:
        opens = first_day_open(today, off)
        return Schedule(opens, ()) if opens > today else None
    soonest = first_day_open(first_day_open(today, off) + timedelta(days=product.lead_days), off)
    if making is None:
        return Schedule(soonest, ())
    found = bookings.plan(making, quantity)
    parts = [(max(day, soonest), number) for day, number in found.partial()]
    return Schedule(max(found.ready_on, soonest) if found.ready_on else None, parts)


def _measure(product: Product) -> tuple[Rupiah, str] | None:
    if product.price is None or product.content_milli is None:
        return None
    return units.price_per_measure(product.price, product.content_milli, product.content_unit)


def _steps(terms: Terms) -> list[Step]:
    if terms.price is None or not terms.tiers:
        return []
    starts = [(terms.min_qty, terms.price), *((tier.from_qty, tier.price) for tier in terms.tiers)]
    unit = terms.unit
    steps = [
        Step(f"{dotted(start)}{_until(start, following)} {unit}", price)
        for (start, price), (following, _) in pairwise(starts)
    ]
    last, price = starts[-1]
    return [*steps, Step(f"{dotted(last)} {unit} atau lebih", price)]


def _until(start: int, following: int) -> str:
    return f"–{dotted(following - 1)}" if following - 1 > start else ""


def _asked(
    product: Product,
    terms: Terms,
    quantity: int,
    making: Making | None,
    today: date,
    off: Sequence[Period],
) -> Asked:
    refusal = refused_quantity(terms, product.name, quantity) or _short(product, quantity)
    price = unit_price(terms, quantity, Buyer.PUBLIC, today)
    return Asked(
        quantity=quantity,
        refusal=refusal,
        price=price,
        total=price * quantity if price is not None else None,
        schedule=None if refusal else schedule_of(product, quantity, making, today, off),
    )


def _short(product: Product, quantity: int) -> str:
    if product.made_to_order or quantity <= product.available:
        return ""
    return f"Stok tinggal {dotted(product.available)} {product.unit}. Kurangi jumlahnya."
