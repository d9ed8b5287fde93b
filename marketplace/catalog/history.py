"""The versions of a listing, the newest first, each with what it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice, zip_longest
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.businesses import policies as business_policies
from marketplace.businesses.texts import day_words
from marketplace.catalog import claim_kinds, policies
from marketplace.catalog.models import ClaimKind, ListingVersion, Product
from marketplace.catalog.services.values import LABELS, from_plain, shown
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import NotFound
from marketplace.kernel.text import dotted
from marketplace.web.filters import persen

PAGE_SIZE = 10
_OTHERS = {"photos": "Foto", "claims": "Pernyataan terverifikasi", "parts": "Isi hampers"}
_SHARES = (("TKDN", "share_bp"), ("BMP", "bmp_bp"))


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version; diff: rows {label, before, after} against the one before, nothing for the first."""

    number: int
    at: datetime
    sha256: str
    diff: Sequence[dict[str, str]]
    current: bool


def versions(
    session: Session, actor: Actor, code: str, *, page: int = 1
) -> tuple[Product, list[VersionRow], int]:
    """A page (from 1) of the versions of a listing, and how many there are.

    Raises NotFound for whoever neither sells it nor judges listings.
    """
    product = session.scalar(select(Product).where(Product.code == code))
    if product is None or not (
        policies.may_read_history(actor) or business_policies.may_act_for(actor, product.business_id, None)
    ):
        raise NotFound(f"product {code}")
    total = session.scalar(
        select(func.count()).select_from(ListingVersion).where(ListingVersion.product_id == product.id)
    )
    query = select(ListingVersion).where(ListingVersion.product_id == product.id)
    # One more than is shown: the last row is told against the version before it.
    found = session.scalars(
        query.order_by(ListingVersion.number.desc()).limit(PAGE_SIZE + 1).offset((page - 1) * PAGE_SIZE)
    ).all()
    rows = [
        VersionRow(
            number=version.number,
            at=version.created_at,
            sha256=version.sha256,
            diff=difference(before.snapshot, version.snapshot) if before else (),
            current=version.id == product.current_version_id,
        )
        for version, before in islice(zip_longest(found, found[1:]), PAGE_SIZE)
    ]
    return product, rows, total or 0


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, str]]:
    """What differs between two snapshots, field by field, in words."""
    rows = [
        {
            "label": LABELS.get(field) or _OTHERS[field],
            "before": _words(field, before.get(field)),
            "after": _words(field, after.get(field)),
        }
        for field in dict.fromkeys((*after, *before))
        if (field in LABELS or field in _OTHERS) and before.get(field) != after.get(field)
    ]
    return [row for row in rows if row["before"] != row["after"]]


def _words(field: str, value: Any) -> str:
    if field == "photos":
        return f"{len(value or ())} foto ({', '.join(digest[:6] for digest in value or ())})"
    if field == "claims":
        return "; ".join(_claim_words(claim) for claim in value or ())
    if field == "parts":
        return "; ".join(f"{dotted(part['quantity'])} × {part['name']}" for part in value or ())
    return shown(field, from_plain({field: value})[field])


def _claim_words(claim: Mapping[str, Any]) -> str:
    words = [claim_kinds.short_of(ClaimKind(claim["kind"])), claim["number"]]
    words += [f"{name} {persen(claim[key])}" for name, key in _SHARES if claim[key] is not None]
    if claim["expires_on"]:
        words.append(f"sampai {day_words(date.fromisoformat(claim['expires_on']))}")
    return " ".join(filter(None, words))
