"""Products side by side: the rows of the table, and what could be added to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import url_for

from marketplace.catalog.queries import Card
from marketplace.kernel.text import dotted
from marketplace.storefront.links import Pill
from marketplace.storefront.queries import Compared


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is compared; `best` is the index of the best cell where there is one alone."""

    label: str
    cells: Sequence[str]
    best: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A product that may join the comparison, and the comparison with it."""

    card: Card
    url: str


def rows(things: Sequence[Compared]) -> list[Row]:
    """The table from top to bottom; nothing for fewer than two products."""
    if len(things) < 2:
        return []
    facts: dict[str, Callable[[Compared], str]] = {
        "Satuan": lambda thing: thing.product.unit or "Belum disebut",
        "Pesanan paling sedikit": lambda thing: (
            f"{dotted(thing.product.min_qty)} {thing.product.unit}".strip()
        ),
        "Tersedia": _availability,
        "Lama pembuatan": lambda thing: _days(thing.product.lead_days),
        "Asal": lambda thing: thing.card.region_label,
        "Penjual": lambda thing: thing.card.shop_name,
        "Siap pengadaan": lambda thing: "Ya" if thing.card.government_ready else "Belum",
        "Terverifikasi": lambda thing: ", ".join(claim.label for claim in thing.claims) or "Belum ada",
        "Kode KBKI": lambda thing: thing.product.kbki or "Belum diisi",
    }
    return [_prices(things), *(Row(label, [tell(one) for one in things]) for label, tell in facts.items())]


def _prices(things: Sequence[Compared]) -> Row:
    """The lowest price is best only among prices for the same unit."""
    amounts = [thing.card.price.amount if thing.card.price else None for thing in things]
    cells = [
        f"{thing.card.price} {thing.card.price_label}".strip() if thing.card.price else "Tanya harga"
        for thing in things
    ]
    known = [amount for amount in amounts if amount is not None]
    same_unit = len({thing.product.unit.casefold() for thing in things}) == 1
    one_lowest = len(known) == len(things) and known.count(min(known)) == 1
    return Row("Harga", cells, amounts.index(min(known)) if same_unit and one_lowest else None)


def _availability(thing: Compared) -> str:
    if thing.product.made_to_order:
        return "Dibuat setelah dipesan"
    return (
        f"{dotted(thing.product.available)} {thing.product.unit}".strip() if thing.card.available else "Habis"
    )


def _days(number: int) -> str:
    return f"{number} hari" if number else "Langsung kirim"


def removals(things: Sequence[Compared]) -> list[Pill]:
    """Each product as a link to the comparison without it."""
    codes = [thing.card.code for thing in things]
    return [
        Pill(
            thing.card.name,
            url_for("storefront.compare", produk=[code for code in codes if code != thing.card.code]),
            glyph="x",
        )
        for thing in things
    ]


def offers(things: Sequence[Compared], others: Sequence[Card]) -> list[Offer]:
    """Each of the others as a link to the comparison with it."""
    codes = [thing.card.code for thing in things]
    return [Offer(card, url_for("storefront.compare", produk=[*codes, card.code])) for card in others]
