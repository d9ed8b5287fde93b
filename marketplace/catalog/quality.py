"""How good a listing is, of 100, and which one step would better it most (`data/listing_score.json`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.catalog.models import Product
from marketplace.catalog.suggest import suggest
from marketplace.kernel.dated import Period, in_force, read_table

TABLE = Path(__file__).parent / "data" / "listing_score.json"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that counts: `key` names a fact, which must be `at_least` so much for the points.

    step: what to do, in words that follow "Langkah terbaik berikut:". page, field: where. kinds: of
    `OfferKind`, for which it counts; all when empty.
    """

    key: str
    at_least: int
    points: int
    step: str
    page: str
    field: str
    kinds: tuple[str, ...]
    basis: str
    period: Period


@dataclass(frozen=True, slots=True)
class Quality:
    """`score` of 100; `step` is the missing part that counts most, None at 100."""

    score: int
    step: Part | None


@cache
def parts() -> tuple[Part, ...]:
    """Every part of every time, in the order of the table."""
    return tuple(
        Part(
            **{name: row[name] for name in ("key", "at_least", "points", "step", "page", "field", "basis")},
            kinds=tuple(row["kinds"]),
            period=Period.of(row),
        )
        for row in read_table(TABLE)["rules"]
    )


def quality(product: Product, *, photos: int, claims: int, on: date) -> Quality:
    """How good the listing is by the rules of the day `on`.

    photos: how many it has. claims: how many were handed in or verified.
    """
    facts = _facts(product, photos, claims)
    asked = [part for part in in_force(parts(), on) if not part.kinds or product.kind.value in part.kinds]
    missing = [part for part in asked if facts[part.key] < part.at_least]
    total, lost = sum(part.points for part in asked), sum(part.points for part in missing)
    best = max(missing, key=lambda part: part.points, default=None)
    return Quality((total - lost) * 100 // total, best)


def _facts(product: Product, photos: int, claims: int) -> Mapping[str, Any]:
    """What the parts are about: a number for each key of the table."""
    return {
        "photo": photos,
        "price": int(product.price is not None),
        "category": int(_fits(product)),
        "description": len(product.description),
        "unit": int(bool(product.unit)),
        "name": len(product.name.split()),
        "kbki": int(bool(product.kbki)),
        "claims": claims,
        "weight": int(bool(product.weight_g)),
    }


def _fits(product: Product) -> bool:
    """A category is chosen, and the name does not surely say another."""
    found = suggest(product.name)
    return bool(product.category) and not (found and found.sure and found.slug != product.category)
