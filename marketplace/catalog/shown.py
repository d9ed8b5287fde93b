"""What of a product is shown: cards, pictures, badges and claims, from rows that were read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from marketplace.businesses.queries import BusinessBrief
from marketplace.businesses.shop_times import Reach, reach_of
from marketplace.catalog import reference
from marketplace.catalog.models import ClaimKind, Product, ProductPhoto, ServiceArea
from marketplace.catalog.selling import government_day
from marketplace.kernel import clock, regions
from marketplace.kernel.codes import slug_with_code
from marketplace.kernel.money import Rupiah

CLAIM_BADGES: Mapping[str, str] = {
    ClaimKind.PDN: "Buatan Indonesia",
    ClaimKind.TKDN: "TKDN",
    ClaimKind.HALAL: "Halal",
    ClaimKind.SNI: "SNI",
    ClaimKind.PIRT: "P-IRT",
    ClaimKind.BPOM: "BPOM",
    ClaimKind.BRAND: "Merek terdaftar",
}
"""What a verified claim is called on the page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as templates use it: addresses of its sizes, each the largest there is up to that width."""

    digest: str
    src240: str
    src480: str
    src800: str
    src1280: str
    alt: str
    is_illustration: bool


@dataclass(frozen=True, slots=True)
class Badge:
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Card:
    """One product as `product_card` shows it. `region_label` names the seller's regency.

    A group of variants has one card, that of its lead: `name` is what they share, `variants` how many are on
    sale (0 without a group), `varied` that they differ in price, of which `price` is the lowest.
    away_until: the last day of the seller's vacation. areas: what bounds where it is sold, see `areas_of`.
    others: what would follow it and looks the same, such as other sizes of one thing.
    place, reach: where the buyer needs it, and whether it comes there; "" and None while nobody said.
    """

    id: int
    code: str
    slug: str
    url: str
    name: str
    price: Rupiah | None
    price_label: str
    unit: str
    picture: Picture | None
    category: str
    category_icon: str
    shop_name: str
    shop_slug: str
    region_code: str
    region_label: str
    sold: int
    available: bool
    badges: tuple[Badge, ...]
    government_ready: bool
    external_id: str | None
    variants: int = 0
    varied: bool = False
    away_until: date | None = None
    areas: tuple[tuple[str, ...], ...] = ()
    others: tuple[Card, ...] = ()
    place: str = ""
    reach: Reach | None = None

    def needed_in(self, region_code: str) -> Card:
        """The same card for a buyer of that region (a province or regency), whose page will know it, too."""
        return replace(
            self,
            url=f"{self.url}?tujuan={region_code}",
            place=regions.name_of(region_code),
            reach=reach_of(self.areas, region_code),
        )


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A verified claim in force. `share_bp`: the TKDN share in basis points, for TKDN only."""

    kind: ClaimKind
    label: str
    number: str
    share_bp: int | None
    expires_on: date | None


def in_force(claims: Iterable[Mapping[str, Any]], today: date) -> list[str]:
    """Kinds of those of `Product.shown_claims` that are in force; one whose day is over is not shown."""
    return [claim["kind"] for claim in _present(claims, today)]


def _present(claims: Iterable[Mapping[str, Any]], today: date) -> list[Mapping[str, Any]]:
    day = today.isoformat()
    return [claim for claim in claims if not claim["expires_on"] or claim["expires_on"] >= day]


@lru_cache(maxsize=10_000)
def card_of(row: Row[Any], seller: BusinessBrief, today: date) -> Card:
    """The card of a row; the same card again for an equal row, so that what it made is found again."""
    slug = slug_with_code(row.name, row.code)
    group = json.loads(row.variants) if row.variants else {}
    until = government_day(row)
    ready = seller.government_ready and until is not None and until >= today
    return Card(
        id=row.id,
        code=row.code,
        slug=slug,
        url=f"/produk/{slug}",
        name=group.get("name", row.name),
        price=row.price,
        price_label=f"/ {row.unit}" if row.price and row.unit else "",
        unit=row.unit,
        picture=stored_picture(json.loads(row.picture)) if row.picture else None,
        category=row.category,
        category_icon=reference.icon_of(row.category),
        shop_name=seller.name,
        shop_slug=seller.slug,
        region_code=seller.region_code,
        region_label=seller.region_label,
        sold=row.sold,
        available=row.made_to_order or row.stock > row.held,
        badges=_badges(json.loads(row.shown_claims), today, ready=ready),
        government_ready=ready,
        external_id=row.external_id,
        variants=group.get("count", 0),
        varied=group.get("differ", False),
        away_until=seller.away_until,
        areas=areas_of(seller, row.service_area),
    )


def areas_of(seller: BusinessBrief, service_area: ServiceArea | None) -> tuple[tuple[str, ...], ...]:
    """Lists of regions that each bound where something is sold: of the shop, and of a service its own."""
    home = seller.region_code.split(".")
    depth = {ServiceArea.PROVINCE: 1, ServiceArea.REGENCY: 2}.get(service_area) if service_area else None
    own = [(".".join(home[:depth]),)] if depth else []
    return tuple(area for area in (tuple(seller.serves), *own) if area)


def _badges(claims: Sequence[Mapping[str, Any]], today: date, *, ready: bool) -> tuple[Badge, ...]:
    first = [Badge("Siap pengadaan", "nila")] if ready else []
    shown = [Badge(CLAIM_BADGES[kind], "daun") for kind in in_force(claims, today)]
    return tuple(first + shown)[:2]


def stored_picture(stored: Mapping[str, Any] | None) -> Picture | None:
    if not stored:
        return None
    return sized(stored["digest"], stored["widths"], stored["alt"], is_illustration=stored["illustration"])


def sized(digest: str, widths: Iterable[int], alt: str, *, is_illustration: bool = False) -> Picture:
    """A photo by its digest and the widths that are stored."""
    stored = sorted(widths)

    def source(wanted: int) -> str:
        width = max((one for one in stored if one <= wanted), default=stored[0])
        return f"/media/{digest}-{width}.webp"

    return Picture(
        digest, source(240), source(480), source(800), source(1280), alt, is_illustration=is_illustration
    )


def photo_of(row: ProductPhoto) -> Picture:
    return sized(
        row.digest, [int(width) for width in row.files], row.alt, is_illustration=row.is_illustration
    )


def claims_of(product: Product) -> list[ShownClaim]:
    return [
        ShownClaim(
            kind=ClaimKind(claim["kind"]),
            label=CLAIM_BADGES[claim["kind"]],
            number=claim["number"],
            share_bp=claim["share_bp"],
            expires_on=date.fromisoformat(claim["expires_on"]) if claim["expires_on"] else None,
        )
        for claim in _present(product.shown_claims, clock.today())
    ]
