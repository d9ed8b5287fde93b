"""What a listing says to the world, frozen as plain JSON under a hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.catalog.models import Claim, ListingVersion, OfferKind, Product, ProductPhoto
from marketplace.catalog.states import ClaimState
from marketplace.catalog.stock_models import BundlePart, CapacityPool
from marketplace.kernel import clock
from marketplace.kernel.money import Rupiah

FIELDS = (
    "code",
    "name",
    "category",
    "description",
    "unit",
    "made_to_order",
    "lead_days",
    "min_qty",
    "weight_g",
    "kbki",
    "is_domestic",
)

TERMS: Mapping[str, Any] = MappingProxyType(
    {
        "kind": OfferKind.GOODS.value,
        "content_milli": None,
        "content_unit": "",
        "step_qty": 1,
        "max_qty": None,
        "tiers": [],
        "government_price": None,
        "government_from": None,
        "government_until": None,
        "government_reason": "",
        "length_cm": None,
        "width_cm": None,
        "height_cm": None,
        "hs_code": None,
        "origin_country": None,
        "service_area": None,
        "story": "",
        "variant_values": {},
    }
)
"""Further terms, and what a listing says that is silent on them."""


def snapshot_of(values: Mapping[str, Any], photos: Sequence[str], claims: Sequence[Claim]) -> dict[str, Any]:
    """Everything that a buyer may rely on: texts, terms, price in rupiah, photo digests, verified claims.

    values: the product's columns by name, `price` as Rupiah or None.
    """
    price = values["price"]
    terms = {field: _plain(values.get(field, silent)) for field, silent in TERMS.items()}
    return (
        {field: values[field] for field in FIELDS}
        | terms
        | {
            "price": price.amount if price else None,
            "photos": list(photos),
            "claims": [
                {
                    "kind": claim.kind.value,
                    "number": claim.number,
                    "share_bp": claim.share_bp,
                    "bmp_bp": claim.bmp_bp,
                    "expires_on": claim.expires_on.isoformat() if claim.expires_on else None,
                }
                for claim in claims
            ],
        }
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Rupiah):
        return value.amount
    return value.isoformat() if isinstance(value, date) else value


def digest_of(snapshot: dict[str, Any]) -> str:
    """SHA-256 (hex) of the snapshot's canonical JSON."""
    text = json.dumps(snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def verified_claims(session: Session, product_id: int) -> Sequence[Claim]:
    """The claims of a product that were found true and are in force today."""
    return session.scalars(
        select(Claim)
        .where(
            Claim.product_id == product_id,
            Claim.status == ClaimState.VERIFIED,
            or_(Claim.expires_on.is_(None), Claim.expires_on >= clock.today()),
        )
        .order_by(Claim.id)
    ).all()


def keep_version(session: Session, product: Product) -> bool:
    """Freeze what the product says now; False when its present version already says the same."""
    session.flush()
    photos = session.scalars(
        select(ProductPhoto.digest)
        .where(ProductPhoto.product_id == product.id)
        .order_by(ProductPhoto.position, ProductPhoto.id)
    ).all()
    values = {field: getattr(product, field) for field in (*FIELDS, *TERMS, "price")}
    snapshot = snapshot_of(values, photos, verified_claims(session, product.id))
    if product.kind is OfferKind.BUNDLE:
        snapshot["parts"] = _parts(session, product)
    if product.capacity_pool_id is not None:
        snapshot["capacity_per_week"] = session.get_one(CapacityPool, product.capacity_pool_id).per_week
    digest = digest_of(snapshot)
    current = _current(session, product)
    if current is not None and current.sha256 == digest:
        return False
    version = ListingVersion(
        product_id=product.id,
        number=current.number + 1 if current else 1,
        snapshot=snapshot,
        sha256=digest,
        created_at=clock.now(),
    )
    session.add(version)
    session.flush()
    product.current_version_id = version.id
    return True


def _parts(session: Session, product: Product) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Product.code, Product.name, BundlePart.quantity)
        .join(BundlePart, BundlePart.part_id == Product.id)
        .where(BundlePart.bundle_id == product.id)
        .order_by(BundlePart.position)
    )
    return [{"code": row.code, "name": row.name, "quantity": row.quantity} for row in rows]


def _current(session: Session, product: Product) -> ListingVersion | None:
    if product.current_version_id is None:
        return None
    return session.get(ListingVersion, product.current_version_id)
