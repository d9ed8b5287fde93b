"""Products as the public JSON tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from marketplace.catalog import queries as catalog
from marketplace.catalog.queries import Card
from marketplace.search import queries as search
from marketplace.search.parameters import Asked

FACETS = {"category": "kategori", "region": "wilayah", "size": "skala", "claim": "klaim"}
"""Groups of the index, and the parameters that filter by them."""


def answer(session: Session, asked: Asked) -> dict[str, Any]:
    """One page of products: `total`, `facets` by parameter and value, `took_ms` of the search, `items`."""
    found = search.candidates(session, asked.request)
    return {
        "total": found.total,
        "page": asked.request.page,
        "per_page": asked.request.per_page,
        "took_ms": found.took_ms,
        "corrected": found.corrected,
        "ignored": list(asked.ignored),
        "facets": _facets(found.facets),
        "items": [_item(card) for card in catalog.cards(session, found.ids)],
    }


def _facets(found: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    return {FACETS[group]: dict(counts) for group, counts in found.items()}


def _item(card: Card) -> dict[str, Any]:
    """`region` is the code of the seller's regency, as `?wilayah=` takes it; `price` in rupiah or null.

    Variants are one item, with the name that they share and the lowest price.
    """
    return {
        "id": card.code,
        "external_id": card.external_id,
        "slug": card.slug,
        "title": card.name,
        "price": card.price.amount if card.price else None,
        "shop": card.shop_name,
        "region": card.region_code[:5],
    }
