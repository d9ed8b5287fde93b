"""Writes a chunk of clean rows: new ones together, changed ones through the use cases of every product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, column, insert, select, table, update
from sqlalchemy.orm import Session

from marketplace.businesses import services as businesses
from marketplace.catalog import reference
from marketplace.catalog.import_models import ImportedRow
from marketplace.catalog.importing.rows import CleanRow
from marketplace.catalog.models import ListingVersion, PriceChange, Product
from marketplace.catalog.services.listing import loaded, tell_change
from marketplace.catalog.services.prices import move_price
from marketplace.catalog.services.products import put_on_sale
from marketplace.catalog.snapshots import digest_of, snapshot_of
from marketplace.catalog.states import ProductState
from marketplace.infra import audit, outbox
from marketplace.infra.timeline import StateChange
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import DomainError, Forbidden
from marketplace.kernel.events import ListingPublished


@dataclass(slots=True)
class Outcome:
    """What became of a chunk: how many rows of each kind, and the refused ones with their reason."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[tuple[CleanRow, str]] = field(default_factory=list)


def write_chunk(
    session: Session, actor: Actor, rows: Sequence[CleanRow], *, shops: Mapping[str, int], publish: bool
) -> Outcome:
    """Bring rows in, each source to its shop; a row that was brought in before and is equal is left alone.

    Only the program itself does this. With `publish` new rows, and earlier drafts, go on sale without a
    photo and made to order, because a file says nothing of stock.
    """
    if actor.user_id is not None:
        raise Forbidden("rows are brought in by the program")
    outcome = Outcome()
    latest = {(row.source, row.external_id): row for row in rows}
    outcome.unchanged = len(rows) - len(latest)
    known = _known(session, latest)
    new = [row for key, row in latest.items() if key not in known]
    _create(session, actor, new, shops, publish=publish)
    outcome.created = len(new)
    for key, (imported, state) in known.items():
        row = latest[key]
        waits = publish and state is ProductState.DRAFT
        if imported.fingerprint == row.fingerprint and not waits:
            outcome.unchanged += 1
            continue
        try:
            _change(session, actor, row, imported, publish=waits)
        except DomainError as error:
            outcome.refused.append((row, error.message))
        else:
            outcome.changed += 1
    return outcome


def _known(
    session: Session, latest: Mapping[tuple[str, str], CleanRow]
) -> dict[tuple[str, str], tuple[ImportedRow, ProductState]]:
    found = session.execute(
        select(ImportedRow, Product.state)
        .join(Product, Product.id == ImportedRow.product_id)
        .where(
            ImportedRow.source.in_({source for source, _ in latest}),
            ImportedRow.external_id.in_([external_id for _, external_id in latest]),
        )
        .order_by(ImportedRow.id)
    )
    return {
        (imported.source, imported.external_id): (imported, state)
        for imported, state in found
        if (imported.source, imported.external_id) in latest
    }


def _create(
    session: Session, actor: Actor, rows: Sequence[CleanRow], shops: Mapping[str, int], *, publish: bool
) -> None:
    if not rows:
        return
    now = clock.now()
    values = [_values(row, shops[row.source], now, publish=publish) for row in rows]
    ids = session.scalars(insert(Product).returning(Product.id, sort_by_parameter_order=True), values).all()
    session.execute(
        insert(ImportedRow),
        [
            {
                "source": row.source,
                "external_id": row.external_id,
                "fingerprint": row.fingerprint,
                "product_id": product_id,
            }
            for row, product_id in zip(rows, ids, strict=True)
        ],
    )
    priced = [
        {"product_id": product_id, "before": None, "after": row.price, "actor_user_id": None, "at": now}
        for row, product_id in zip(rows, ids, strict=True)
        if row.price is not None
    ]
    if priced:
        session.execute(insert(PriceChange), priced)
    if publish:
        _freeze_versions(session, actor, values, ids)
    _note_created(session, actor, rows, shops)


def _values(row: CleanRow, business_id: int, now: datetime, *, publish: bool) -> dict[str, Any]:
    return {
        "code": new_code(),
        "business_id": business_id,
        "external_id": row.external_id,
        "source": row.source,
        "name": row.name,
        "category": row.category,
        "description": row.description,
        "unit": reference.category(row.category).units[0],
        "price": row.price,
        "made_to_order": True,
        "lead_days": 0,
        "min_qty": 1,
        "weight_g": None,
        "kbki": None,
        "is_domestic": None,
        "without_photo": True,
        "flags": list(row.flags),
        "state": ProductState.LIVE if publish else ProductState.DRAFT,
        "published_at": now if publish else None,
        "created_at": now,
        "updated_at": now,
    }


def _freeze_versions(
    session: Session, actor: Actor, values: Sequence[dict[str, Any]], ids: Sequence[int]
) -> None:
    """First versions of new live products, and the fact of their publishing."""
    now = clock.now()
    versions = []
    for product_id, row in zip(ids, values, strict=True):
        snapshot = snapshot_of(row, (), ())
        versions.append(
            {
                "product_id": product_id,
                "number": 1,
                "snapshot": snapshot,
                "sha256": digest_of(snapshot),
                "created_at": now,
            }
        )
    version_ids = session.scalars(
        insert(ListingVersion).returning(ListingVersion.id, sort_by_parameter_order=True), versions
    ).all()
    product = table("product", column("id"), column("current_version_id"))
    session.connection().execute(
        update(product)
        .where(product.c.id == bindparam("product"))
        .values(current_version_id=bindparam("listing")),
        [
            {"product": product_id, "listing": version_id}
            for product_id, version_id in zip(ids, version_ids, strict=True)
        ],
    )
    session.execute(insert(StateChange), [_step(actor, product_id, now) for product_id in ids])
    outbox.record_many(
        session,
        (
            ListingPublished(
                product_id=product_id, listing_version_id=version_id, business_id=row["business_id"]
            )
            for product_id, version_id, row in zip(ids, version_ids, values, strict=True)
        ),
    )


def _step(actor: Actor, product_id: int, now: datetime) -> dict[str, Any]:
    return {
        "subject_kind": "product",
        "subject_id": product_id,
        "event": "publish",
        "from_state": ProductState.DRAFT.value,
        "to_state": ProductState.LIVE.value,
        "actor_user_id": None,
        "actor_role": actor.role.value,
        "mandate_id": None,
        "reason": "impor",
        "details": {},
        "at": now,
    }


def _note_created(session: Session, actor: Actor, rows: Sequence[CleanRow], shops: Mapping[str, int]) -> None:
    """One audit row for each shop; the single rows are found by the file's own ids."""
    for source in dict.fromkeys(row.source for row in rows):
        ids = [row.external_id for row in rows if row.source == source]
        audit.record(
            session,
            actor,
            "catalog.import",
            subject=f"source:{source}",
            parties=[PartyRef(PartyKind.BUSINESS, shops[source])],
            data={"rows": len(ids), "first": ids[0], "last": ids[-1]},
        )
        businesses.reach(session, shops[source], "first_product", f"source:{source}")


def _change(session: Session, actor: Actor, row: CleanRow, imported: ImportedRow, *, publish: bool) -> None:
    product = loaded(session, imported.product_id)
    move_price(session, actor, product, row.price)
    product.name, product.category, product.description = row.name, row.category, row.description
    product.flags, product.updated_at = list(row.flags), clock.now()
    if publish:
        put_on_sale(session, actor, product)
    else:
        tell_change(session, product)
    imported.fingerprint = row.fingerprint
    session.flush()
