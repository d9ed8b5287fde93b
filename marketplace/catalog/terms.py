"""Pure functions of the terms of an offer: what one unit costs whom, and which quantities may be ordered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from marketplace.catalog.models import Product, ServiceArea
from marketplace.kernel.money import Rupiah
from marketplace.kernel.text import dotted

AREA_LABELS = {
    ServiceArea.REGENCY: "Kabupaten atau kota saya",
    ServiceArea.PROVINCE: "Provinsi saya",
    ServiceArea.NATIONAL: "Seluruh Indonesia",
}


class Buyer(StrEnum):
    """Who buys: anybody, or an agency, for whom a seller may set a price of its own."""

    PUBLIC = "public"
    GOVERNMENT = "government"


@dataclass(frozen=True, slots=True)
class Tier:
    """From this quantity on, one unit costs this."""

    from_qty: int
    price: Rupiah


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an offer. `price` is None for *tanya harga*; the days of the government price are its
    first and last (None: no bound). Prices are for one unit, without tax and delivery.
    """

    unit: str
    price: Rupiah | None
    tiers: tuple[Tier, ...] = ()
    min_qty: int = 1
    step_qty: int = 1
    max_qty: int | None = None
    government_price: Rupiah | None = None
    government_from: date | None = None
    government_until: date | None = None
    government_reason: str = ""

    def government_price_on(self, day: date) -> Rupiah | None:
        """The price for agencies where one holds on this day."""
        begun = self.government_from is None or self.government_from <= day
        over = self.government_until is not None and self.government_until < day
        return self.government_price if begun and not over else None


def terms_of(product: Product) -> Terms:
    """The terms of a product as they are now."""
    return Terms(
        unit=product.unit,
        price=product.price,
        tiers=_tiers(product.tiers),
        min_qty=product.min_qty,
        step_qty=product.step_qty,
        max_qty=product.max_qty,
        government_price=product.government_price,
        government_from=product.government_from,
        government_until=product.government_until,
        government_reason=product.government_reason,
    )


def public_terms_of(snapshot: Mapping[str, Any]) -> Terms:
    """What a frozen listing (`ListingVersion.snapshot`) asked of the public; older ones knew no tiers."""
    price = snapshot["price"]
    return Terms(
        unit=snapshot["unit"],
        price=None if price is None else Rupiah(price),
        tiers=_tiers(snapshot.get("tiers", ())),
    )


def unit_price(terms: Terms, quantity: int, buyer: Buyer, day: date) -> Rupiah | None:
    """What one unit costs when so many are bought; None where the price has to be asked for.

    An agency never pays more than the public pays for the same quantity, unless the seller gave a reason for
    her government price: then that price stands as it is, and the PPK reads the reason.
    """
    public = public_price(terms, quantity)
    if buyer is Buyer.PUBLIC:
        return public
    own = terms.government_price_on(day)
    if own is None or public is None or terms.government_reason:
        return public if own is None else own
    return min(own, public)


def public_price(terms: Terms, quantity: int) -> Rupiah | None:
    """What anybody pays for one unit when so many are bought."""
    reached = [tier.price for tier in terms.tiers if tier.from_qty <= quantity]
    return reached[-1] if reached else terms.price


def refused_quantity(terms: Terms, name: str, quantity: int) -> str | None:
    """Why so many cannot be ordered, with the nearest numbers that can; None when they can."""
    unit = f" {terms.unit}".rstrip()
    if quantity < terms.min_qty:
        return f"“{name}” dipesan paling sedikit {dotted(terms.min_qty)}{unit}."
    if terms.max_qty is not None and quantity > terms.max_qty:
        return f"“{name}” dipesan paling banyak {dotted(terms.max_qty)}{unit}. Kurangi jumlahnya."
    if quantity % terms.step_qty:
        near = " atau ".join(dotted(one) for one in nearest_quantities(terms, quantity))
        return f"“{name}” dipesan per kelipatan {dotted(terms.step_qty)}{unit}. Jumlah terdekat: {near}."
    return None


def quantity_of(typed: str) -> int | None:
    """A quantity as people write it ("1.200", "1200"); None for anything else."""
    digits = typed.strip().replace(".", "").replace(" ", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None


def quantities_text(terms: Terms) -> str:
    """Which quantities may be ordered: "Paling sedikit 12 box, kelipatan 6, paling banyak 600."."""
    parts = [f"paling sedikit {dotted(terms.min_qty)} {terms.unit}".rstrip()]
    if terms.step_qty > 1:
        parts.append(f"kelipatan {dotted(terms.step_qty)}")
    if terms.max_qty is not None:
        parts.append(f"paling banyak {dotted(terms.max_qty)}")
    return ", ".join(parts).capitalize() + "."


def nearest_quantities(terms: Terms, quantity: int) -> list[int]:
    """The orderable numbers next to this one, the lower first."""
    below = quantity - quantity % terms.step_qty
    around = (below, below + terms.step_qty)
    most = terms.max_qty
    return [one for one in around if one >= terms.min_qty and (most is None or one <= most)]


def _tiers(stored: Any) -> tuple[Tier, ...]:
    return tuple(Tier(row["from"], Rupiah(row["price"])) for row in stored)
