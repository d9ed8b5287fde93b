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
from marketplace.catalog.models import Product
from marketplace.catalog.queries import in_force
from marketplace.catalog.states import ProductState
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
    Business.name.label("shop"),
    Business.region_code,
    Business.size_class,
    Business.ready_until_government_small,
)


def visible() -> ColumnElement[bool]:
    """SQL: lists show this product of this business to the public; of variants one stands for all."""
    return and_(Product.state == ProductState.LIVE, Product.is_lead, trading_clause())


def rows() -> Select[Any]:
    """What a document is made of, for products that the public may see."""
    return select(*_COLUMNS).join(Business, Business.id == Product.business_id).where(visible())


def of(session: Session, ids: Sequence[int]) -> list[Document]:
    """Documents of those products that the public may see; the others are missing from the answer."""
    return [_document(row, clock.today()) for row in session.execute(rows().where(Product.id.in_(ids)))]


def everything(session: Session) -> Iterator[Document]:
    """Documents of the whole catalogue, read in chunks, each of which ends its reading transaction."""
    last, today = 0, clock.today()
    while True:
        chunk = session.execute(rows().where(Product.id > last).order_by(Product.id).limit(CHUNK)).all()
        session.rollback()
        if not chunk:
            return
        for row in chunk:
            yield _document(row, today)
        last = chunk[-1].id


def _document(row: Row[Any], today: date) -> Document:
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
        claims=tuple(sorted(_claims(row.shown_claims, today))),
        price=row.price.amount if row.price else None,
        ready_until=row.ready_until_government_small,
        published=int(row.published_at.timestamp()) if row.published_at else 0,
    )


def _claims(shown: list[dict[str, Any]], today: date) -> set[str]:
    """Values of `?klaim=`; a TKDN certificate counts for every step its percentage reaches."""
    kinds = set(in_force(shown, today))
    share = max((claim["share_bp"] or 0 for claim in shown if claim["kind"] == "tkdn"), default=0)
    steps = {f"tkdn{step}" for step in TKDN_STEPS if "tkdn" in kinds and share >= step * 100}
    return (kinds - {"tkdn"}) | steps
