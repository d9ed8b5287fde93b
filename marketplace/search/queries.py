"""Ask the index, let the database say what may be seen, and go on from SQL when the index is away."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.businesses.models import Business, Size
from marketplace.catalog import reference
from marketplace.catalog.models import Claim, ClaimKind, Product
from marketplace.catalog.selling import fits_government
from marketplace.catalog.states import ClaimState
from marketplace.kernel import clock
from marketplace.search import documents, live
from marketplace.search.engine import READY, SearchRequest, Sort

log = logging.getLogger(__name__)

PERCENT = 100
"""Basis points in one percent."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results; `corrected` and `partial` as in `Hits`.

    `from_sql`: the index is away, so there are no facets and words match exactly.
    """

    ids: tuple[int, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    corrected: str | None = None
    partial: bool = False
    took_ms: float = 0.0
    from_sql: bool = False


def find(session: Session, request: SearchRequest) -> Found:
    """Ids of products that the public may see now, in order, whatever the index believes."""
    found = candidates(session, request)
    return replace(found, ids=_still_visible(session, found.ids))


def candidates(session: Session, request: SearchRequest) -> Found:
    """As `find`, with the ids as the index holds them.

    For callers that read the products next and leave out what may not be seen, as `catalog.queries.cards`.
    """
    started = time.perf_counter()
    try:
        hits = live.index().search(request, clock.today())
    except Exception:
        log.exception("the index does not answer; searching by SQL")
        live.ask_for_rebuild()
        return replace(_by_sql(session, request), took_ms=_since(started))
    return Found(
        ids=hits.ids,
        total=hits.total,
        facets=hits.facets,
        corrected=hits.corrected,
        partial=hits.partial,
        took_ms=_since(started),
    )


def suggestions(start: str, limit: int = 6) -> list[str]:
    """Words that complete what is being typed; nothing when the index is away."""
    try:
        return live.index().suggest(start, limit)
    except Exception:
        log.exception("the index gives no suggestions")
        live.ask_for_rebuild()
        return []


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)


def _still_visible(session: Session, ids: Sequence[int]) -> tuple[int, ...]:
    if not ids:
        return ()
    seen = set(
        session.scalars(
            select(Product.id)
            .join(Business, Business.id == Product.business_id)
            .where(Product.id.in_(ids), documents.visible())
        )
    )
    return tuple(product_id for product_id in ids if product_id in seen)


def _by_sql(session: Session, request: SearchRequest) -> Found:
    wanted = (
        select(Product.id)
        .join(Business, Business.id == Product.business_id)
        .where(documents.visible(), *_conditions(request))
    )
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    page = _ordered(wanted, request.sort).limit(request.per_page)
    ids = session.scalars(page.offset((request.page - 1) * request.per_page))
    return Found(tuple(ids), total, from_sql=True)


def _conditions(request: SearchRequest) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Product.name.icontains(word, autoescape=True) for word in request.text.split()[:8]
    ]
    if request.categories:
        slugs = {slug for chosen in request.categories for slug in reference.within(chosen)}
        found.append(Product.category.in_(slugs))
    if request.regions:
        found.append(
            or_(*(Business.region_code.startswith(code, autoescape=True) for code in request.regions))
        )
    if request.sizes:
        found.append(Business.size_class.in_([Size(size) for size in request.sizes]))
    if request.price_min is not None:
        found.append(Product.price >= request.price_min)
    if request.price_max is not None:
        found.append(Product.price <= request.price_max)
    found += [_claimed(claim) for claim in request.claims]
    return found


def _claimed(value: str) -> ColumnElement[bool]:
    """SQL: the product has the verified claim that a value of `?klaim=` means."""
    today = clock.today()
    if value == READY:
        return and_(businesses.government_ready_clause(today), fits_government(today))
    wanted = [
        Claim.product_id == Product.id,
        Claim.status == ClaimState.VERIFIED,
        or_(Claim.expires_on.is_(None), Claim.expires_on >= today),
    ]
    if value.startswith(ClaimKind.TKDN):
        least = int(value.removeprefix(ClaimKind.TKDN)) * PERCENT
        return exists().where(*wanted, Claim.kind == ClaimKind.TKDN, Claim.share_bp >= least)
    return exists().where(*wanted, Claim.kind == ClaimKind(value))


def _ordered(wanted: Select[int], sort: Sort) -> Select[int]:
    if sort is Sort.PRICE_UP:
        return wanted.order_by(Product.price.is_(None), Product.price, Product.id)
    if sort is Sort.PRICE_DOWN:
        return wanted.order_by(Product.price.is_(None), Product.price.desc(), Product.id)
    return wanted.order_by(Product.published_at.desc(), Product.id.desc())
