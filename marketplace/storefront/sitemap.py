"""The public pages there are, for those who make lists of them: only what a visitor may see now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from marketplace.businesses.models import Business
from marketplace.catalog import reference
from marketplace.catalog.models import Product
from marketplace.kernel.codes import slug_with_code
from marketplace.search import documents

PART = 10_000
"""Rows of a part. The protocol allows 50,000; a smaller part takes less time and memory."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page by the name of its view and the last part of its path, and when what it shows last changed."""

    view: str
    place: str
    changed_at: datetime


def count(session: Session) -> int:
    """How many parts of products there are."""
    products = session.scalar(select(func.count()).select_from(_products().subquery())) or 0
    return -(-products // PART)


def products(session: Session, part: int) -> list[Entry]:
    """The products of a part (from 1), in an order that new ones do not disturb; one statement."""
    rows = session.execute(_products().order_by(Product.id).limit(PART).offset((part - 1) * PART))
    return [Entry("product", slug_with_code(row.name, row.code), row.updated_at) for row in rows]


def _products() -> Select[str, str, datetime]:
    return (
        select(Product.name, Product.code, Product.updated_at)
        .join(Business, Business.id == Product.business_id)
        .where(documents.visible())
    )


def shelves(session: Session) -> list[Entry]:
    """Shops, categories and regions with something on sale, at most `PART` of each; two statements."""
    shops = session.execute(
        select(Business.name, Business.code, func.max(Product.updated_at).label("changed_at"))
        .join(Product, Product.business_id == Business.id)
        .where(documents.visible())
        .group_by(Business.id, Business.name, Business.code)
        .order_by(Business.id)
        .limit(PART)
    )
    found = [Entry("shop", slug_with_code(row.name, row.code), row.changed_at) for row in shops]
    regency = func.substr(Business.region_code, 1, 5)
    kinds = session.execute(
        select(Product.category, regency.label("regency"), func.max(Product.updated_at).label("changed_at"))
        .join(Business, Business.id == Product.business_id)
        .where(documents.visible())
        .group_by(Product.category, regency)
    )
    return found + _around((row.category, row.regency, row.changed_at) for row in kinds)


def _around(kinds: Iterable[tuple[str, str, datetime]]) -> list[Entry]:
    """Each category and region with those around it, and the newest change inside."""
    newest: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for category, regency, changed_at in kinds:
        if reference.is_category(category):
            for step in reference.path(category):
                newest["category", step.slug].append(changed_at)
        for code in (regency, regency[:2]):
            newest["region", code].append(changed_at)
    return [Entry(view, place, max(dates)) for (view, place), dates in sorted(newest.items())]
