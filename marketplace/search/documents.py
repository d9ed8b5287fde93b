"""From rows to documents of the index: only what is on sale, by a business that may sell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select
from sqlalchemy.orm import Session

from marketplace.businesses.models import Business
from marketplace.businesses.queries import trading_clause
from marketplace.catalog import reference
from marketplace.catalog.models import ClaimKind, Product
from marketplace.catalog.selling import government_day, on_sale
from marketplace.kernel import clock, regions
from marketplace.search.engine import Document

CHUNK = 1000
TKDN_STEPS = (25, 40)
_COLUMNS = (
    Product.id,
    Product.name,
    Product.description,
    Product.category,
    Product.price,
    Product.shown_claims,
    Product.published_at,
    Product.variants,
    Product.valid_until,
    Product.parts_until,
    Product.kbli_fits,
    Product.procurable_until,
    Business.name.label("shop"),
    Business.region_code,
    Business.size_class,
    Business.ready_until_government_small,
)


def visible() -> ColumnElement[bool]:
    """SQL: lists show this product of this business to the public; of variants one stands for all."""
    return and_(on_sale(clock.today()), Product.is_lead, trading_clause())


def rows() -> Select[Any]:
    """What a document is made of, for products that the public may see."""
    return select(*_COLUMNS).join(Business, Business.id == Product.business_id).where(visible())


def of(session: Session, ids: Sequence[int]) -> list[Document]:
    """Documents of those products that the public may see; the others are missing from the answer."""
    return [_document(row) for row in session.execute(rows().where(Product.id.in_(ids)))]


def everything(session: Session) -> Iterator[Document]:
    """Documents of the whole catalogue, read in chunks, each of which ends its reading transaction."""
    last = 0
    while True:
        chunk = session.execute(rows().where(Product.id > last).order_by(Product.id).limit(CHUNK)).all()
        session.rollback()
        if not chunk:
            return
        for row in chunk:
            yield _document(row)
        last = chunk[-1].id


def _document(row: Row[Any]) -> Document:
    path = reference.path(row.category) if reference.is_category(row.category) else ()
    province, regency = row.region_code[:2], row.region_code[:5]
    place = f"{regions.name_of(regency)} {regions.name_of(province)}"
    about, group = [category.name for category in path], row.variants or {}
    return Document(
        id=row.id,
        name=group.get("name", row.name),
        text=" ".join([*about, group.get("words", ""), row.shop, place, row.description]),
        categories=tuple(category.slug for category in path) or (reference.OTHER,),
        regions=(province, regency),
        size=row.size_class.value if row.size_class else "",
        claims=_claims(row.shown_claims),
        price=row.price.amount if row.price else None,
        ready_until=_ready_until(row),
        sold_until=min(filter(None, (row.valid_until, row.parts_until)), default=None),
        published=int(row.published_at.timestamp()) if row.published_at else 0,
    )


def _claims(shown: list[dict[str, Any]]) -> tuple[tuple[str, date | None], ...]:
    """Values of `?klaim=` with their last day; TKDN counts for every step its percentage reaches."""
    found: list[tuple[str, date | None]] = []
    for claim in shown:
        until = date.fromisoformat(claim["expires_on"]) if claim["expires_on"] else None
        if claim["kind"] == ClaimKind.TKDN:
            share = claim["share_bp"] or 0
            found += [(f"tkdn{step}", until) for step in TKDN_STEPS if share >= step * 100]
        else:
            found.append((claim["kind"], until))
    return tuple(sorted(found, key=lambda one: one[0]))


def _ready_until(row: Row[Any]) -> date | None:
    """The last day on which government may buy: the seller's and the product's own, whichever is earlier."""
    seller, product = row.ready_until_government_small, government_day(row)
    return min(seller, product) if seller and product else None
