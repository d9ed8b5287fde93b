"""The products of a package: may each be bought, at which price, and what it was compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import false, func, select
from sqlalchemy.orm import Session

from marketplace.businesses import vacations
from marketplace.businesses.shop_times import first_day_open
from marketplace.catalog import bookings, promise, terms
from marketplace.catalog.models import Product
from marketplace.catalog.selling import fits_government, is_on_sale, on_sale
from marketplace.catalog.services.standing import standing_of
from marketplace.catalog.terms import Buyer
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError, Refused
from marketplace.kernel.money import Rupiah
from marketplace.kernel.text import day_text
from marketplace.procurement.rules import rule

MOST_LINES = 20
MOST_COMPARED = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line as the officer asks for it; quantity in units of the product."""

    product_code: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """A product that may be bought in this quantity, with the listing version and price of now.

    price: what one unit costs an agency in this quantity. lowest_public: what the public paid least for the
    same in the days of the same-price promise; price_reason: the seller's word where `price` is above it.
    """

    product: Product
    quantity: int
    price: Rupiah
    version_id: int
    lowest_public: Rupiah | None
    price_reason: str


@dataclass(frozen=True, slots=True)
class Other:
    """A product that was compared, with what one unit of it would cost in the quantity that is bought."""

    product: Product
    price: Rupiah


def chosen(session: Session, wanted: Sequence[Wanted], on: date) -> list[Chosen]:
    """Check every line; all from one seller. Refused or DomainError names the product and the remedy."""
    if not wanted:
        raise DomainError("Pilih sedikitnya satu produk.", field="product")
    if len(wanted) > MOST_LINES:
        raise DomainError(f"Paling banyak {MOST_LINES} produk dalam satu paket.", field="product")
    codes = [line.product_code for line in wanted]
    if len(set(codes)) < len(codes):
        raise DomainError("Satu produk cukup satu baris. Jumlahkan pada satu baris.", field="product")
    found = _by_code(session, codes)
    if len({product.business_id for product in found.values()}) > 1:
        raise DomainError(
            "Satu paket hanya untuk satu penyedia. Buat paket lain untuk penyedia kedua.", field="product"
        )
    quantities = {found[line.product_code].id: line.quantity for line in wanted}
    lowest = promise.lowest_public(session, quantities, on)
    return [_line(found[line.product_code], line.quantity, lowest, on) for line in wanted]


def ensure_ready(session: Session, lines: Sequence[Chosen], needed_on: date) -> None:
    """What is made in weeks is ready by the day it is needed, on which the seller does not rest.

    DomainError names the earliest day.
    """
    off = vacations.days_off(session, {line.product.business_id for line in lines})
    for line in lines:
        resting = [one for one in off.get(line.product.business_id, ()) if one.contains(needed_on)]
        if resting:
            opens = first_day_open(needed_on, resting)
            raise DomainError(
                f"Penyedia libur pada {day_text(needed_on)}. Paling cepat {day_text(opens)}.",
                field="needed_on",
            )
        if line.product.capacity_pool_id is None or not line.product.made_to_order:
            continue
        closed = off.get(line.product.business_id, ())
        making = bookings.making(session, line.product.capacity_pool_id, closed)
        found = bookings.plan(making, line.quantity)
        if found.ready_on is None or found.ready_on > needed_on:
            message = bookings.too_many(line.product, line.quantity, found, needed_on)
            raise DomainError(message, field="needed_on")


def ensure_for_government(session: Session, lines: Sequence[Chosen]) -> None:
    """Business class, permits and curation let government buy every product; Refused names the first gap."""
    for line in lines:
        gaps = standing_of(session, line.product).gaps
        if gaps:
            raise Refused(
                f"“{line.product.name}” belum bisa dibeli pemerintah: {gaps[0].reason} Pilih produk lain.",
                field="product",
            )


def ensure_still_sold(session: Session, product_ids: Sequence[int]) -> None:
    """Every product of a package is still on sale, and government may still buy it.

    Refused names the first that is not: what was right when the package was opened can have ended since.
    """
    today = clock.today()
    rows = session.execute(
        select(
            Product.name,
            on_sale(today).label("sold"),
            func.coalesce(fits_government(today), false()).label("fits"),
        )
        .where(Product.id.in_(product_ids))
        .order_by(Product.id)
    )
    for row in rows:
        if not (row.sold and row.fits):
            what = (
                f"Produk turun tayang: “{row.name}” tidak tayang lagi"
                if not row.sold
                else f"Izin atau kurasi “{row.name}” tidak berlaku lagi"
            )
            raise Refused(
                f"{what}, jadi pembelian ini tidak bisa dilanjutkan. Ganti produknya, atau batalkan paketnya."
            )


def compared(session: Session, codes: Sequence[str], lines: Sequence[Chosen], on: date) -> list[Other]:
    """The other products that were compared; each on sale with a price, none twice and none chosen.

    They are priced for the quantity of the first line, which they are compared with.
    """
    others = list(dict.fromkeys(codes))
    mine = {line.product.code for line in lines}
    others = [code for code in others if code not in mine]
    if len(others) > MOST_COMPARED:
        raise DomainError(f"Bandingkan paling banyak {MOST_COMPARED} produk.", field="compared")
    found = _by_code(session, others)
    quantity = lines[0].quantity
    return [_other(found[code], quantity, on) for code in others]


def sellers_wanted(on: date) -> int:
    """How many sellers a comparison wants at least, or a reason why not."""
    return rule("hps.references.min", on).number


def reason_needed(lines: Sequence[Chosen], others: Sequence[Other], on: date) -> str | None:
    """Why the officer must write down a reason for this choice; None where the prices speak for it.

    Prices of one seller are no comparison, however many of its products are set side by side.
    """
    sellers = {line.product.business_id for line in lines} | {other.product.business_id for other in others}
    wanted = sellers_wanted(on)
    if len(sellers) < wanted:
        return f"Bandingkan produk dari sedikitnya {wanted} penyedia, atau tulis alasan tidak membandingkan."
    cheapest = min((other.price for other in others), default=None)
    if cheapest is not None and any(line.price > cheapest for line in lines):
        return "Pilihan ini bukan yang termurah dari yang dibandingkan. Tulis alasan memilihnya."
    return None


def _by_code(session: Session, codes: Sequence[str]) -> dict[str, Product]:
    rows = session.scalars(select(Product).where(Product.code.in_(codes)))
    found = {product.code: product for product in rows.all()}
    if len(found) < len(set(codes)):
        raise DomainError("Ada produk yang tidak ditemukan. Pilih lagi dari pencarian.", field="product")
    return found


def _other(product: Product, quantity: int, on: date) -> Other:
    price = terms.unit_price(terms.terms_of(product), quantity, Buyer.GOVERNMENT, on)
    if not is_on_sale(product, on) or price is None:
        raise DomainError(
            f"“{product.name}” tidak bisa dibandingkan karena tidak tayang atau tanpa harga.",
            field="compared",
        )
    return Other(product, price)


def _line(product: Product, quantity: int, lowest: Mapping[int, Rupiah], on: date) -> Chosen:
    if not is_on_sale(product, on) or product.current_version_id is None:
        raise Refused(f"“{product.name}” tidak sedang tayang. Pilih produk lain.", field="product")
    offer = terms.terms_of(product)
    price = terms.unit_price(offer, quantity, Buyer.GOVERNMENT, on)
    if price is None:
        raise Refused(
            f"“{product.name}” belum berharga. Tanyakan harganya kepada penyedia, atau pilih produk lain.",
            field="product",
        )
    if refusal := terms.refused_quantity(offer, product.name, quantity):
        raise DomainError(refusal, field="quantity")
    if not product.made_to_order and quantity > product.available:
        raise Refused(
            f"Stok “{product.name}” tinggal {product.available} {product.unit}. "
            "Kurangi jumlahnya, atau pilih produk lain.",
            field="quantity",
        )
    least = lowest.get(product.id)
    reason = offer.government_reason if least is not None and price > least else ""
    return Chosen(product, quantity, price, product.current_version_id, least, reason)
